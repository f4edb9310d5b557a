//! Puts together what was considered for each field.

use super::claims::{ArticleClaims, Claim};
use super::film::{self, Candidate, Titles};
use super::kind::Judgement;
use super::printed::{self, FoundRating};
use super::titled::Gathered;
use super::{Parts, kind};
use ovation_terms::{Considered, Explanation};
use ovation_terms::{Evidence, PrintedRating, ReviewFinding, Sourced, fold};

/// The most candidates that are listed for one field.
const MOST: usize = 40;

/// What the parts of a reading were made from.
pub(super) struct Sources<'a> {
    pub(super) judged: &'a Judgement,
    /// The claims of markup before they were joined.
    pub(super) claims: &'a [Claim],
    /// Titles by the form of the headline.
    pub(super) candidates: &'a [Candidate],
    pub(super) titles: &'a Titles,
    pub(super) gathered: &'a Gathered,
    pub(super) printed: &'a [FoundRating],
}

/// Explains a reading.
pub(super) fn explain(
    parts: &Parts<'_>,
    sources: &Sources<'_>,
    findings: &[ReviewFinding],
) -> Explanation {
    let mut list = List {
        findings,
        considered: Vec::new(),
    };
    for claim in sources.claims {
        list.claim(claim);
    }
    if let Some(film) = &parts.claims.film {
        list.film(film, "markup says that the page is about it");
    }
    list.titles(parts, sources);
    if let Some(credits) = &parts.credits {
        if let Some((name, range)) = &credits.director {
            let evidence = super::fields::words_at(&parts.page, range.clone());
            list.add("director", name, &evidence, None, "in the line of credits");
        }
        if let Some((year, range)) = &credits.year {
            let evidence = super::fields::words_at(&parts.page, range.clone());
            list.add(
                "year",
                &year.to_string(),
                &evidence,
                None,
                "in the line of credits",
            );
        }
    }
    for found in sources.printed.iter().take(MOST) {
        let is_readers = parts.claims.readers_ratings.contains(&found.rating.printed);
        let why = if is_readers {
            "the same as the readers' in markup"
        } else if found.score < printed::SURE && found.score > 0 {
            "printed, but not surely a rating"
        } else {
            found.why
        };
        let weight = Some(f64::from(found.score));
        let evidence = found.evidence(&parts.page);
        list.add("rating", &said(&found.rating), &evidence, weight, why);
    }
    list.article(&parts.claims);
    for (field, candidates) in parts.sites_considered() {
        let mut candidates = candidates;
        candidates.sort_by(|one, other| other.share.total_cmp(&one.share));
        for it in candidates.into_iter().take(MOST) {
            let (value, evidence) = (&it.value.value, &it.value.evidence);
            list.add(field, value, evidence, Some(it.share), &it.why);
        }
    }
    for finding in findings {
        list.chosen(finding);
    }
    Explanation {
        kind: sources.judged.signs(),
        needed: kind::THRESHOLD,
        considered: list.considered,
    }
}

fn said(rating: &PrintedRating) -> String {
    match &rating.best {
        Some(best) => format!("{} of {best}", rating.printed),
        None => rating.printed.clone(),
    }
}

struct List<'a> {
    findings: &'a [ReviewFinding],
    considered: Vec<Considered>,
}

impl List<'_> {
    /// The titles and years that were ranked, each with its share and what weighed most.
    fn titles(&mut self, parts: &Parts<'_>, sources: &Sources<'_>) {
        for title in sources.titles.list.iter().take(MOST) {
            let evidence = parts.ranked_title_evidence(title);
            let weight = Some(f64::from(title.share));
            let why = film::reasons(title);
            self.add("film", &title.title, &evidence, weight, &why);
        }
        let Some(finding) = self.findings.first() else {
            return;
        };
        let ruled = parts.ruled_year(finding, sources.candidates);
        let ruled = ruled.map(|ruled| ruled.value);
        let years = parts.years(finding, ruled, sources.gathered);
        for year in years.list.iter().take(MOST) {
            let evidence = parts.ranked_year_evidence(year);
            let weight = Some(f64::from(year.share));
            let why = film::reasons_of_year(year);
            self.add("year", &year.year.to_string(), &evidence, weight, &why);
        }
    }

    fn claim(&mut self, claim: &Claim) {
        let why = match claim.subject {
            super::Subject::Film => "markup of a review of a film",
            super::Subject::Series => "markup of a review of a series",
            super::Subject::Other => "markup of a review of something else",
            super::Subject::Unknown => "markup of a review",
        };
        let finding = &claim.finding;
        self.film(&finding.film, why);
        for critic in &finding.critics {
            self.sourced("critic", critic, why);
        }
        if let Some(outlet) = &finding.outlet {
            self.sourced("outlet", outlet, why);
        }
        if let Some(day) = &finding.published {
            self.add(
                "published",
                &day.value.to_string(),
                &day.evidence,
                None,
                why,
            );
        }
        if let Some(rating) = &finding.rating {
            self.add("rating", &said(&rating.value), &rating.evidence, None, why);
        }
        if let Some(headline) = &finding.headline {
            self.sourced("headline", headline, why);
        }
    }

    fn film(&mut self, film: &ovation_terms::FilmMention, why: &str) {
        if let Some(title) = &film.title {
            self.sourced("film", title, why);
        }
        if let Some(year) = &film.year {
            self.add("year", &year.value.to_string(), &year.evidence, None, why);
        }
        for director in &film.directors {
            self.sourced("director", director, why);
        }
    }

    fn article(&mut self, claims: &ArticleClaims) {
        let why = "markup of the article";
        for headline in &claims.headlines {
            self.sourced("headline", headline, why);
        }
        for critic in &claims.critics {
            self.sourced("critic", critic, why);
        }
        for outlet in &claims.outlets {
            self.sourced("outlet", outlet, why);
        }
        for day in &claims.days {
            self.add(
                "published",
                &day.value.to_string(),
                &day.evidence,
                None,
                why,
            );
        }
    }

    /// What the finding has, where none of the above was it: read off the page's print.
    fn chosen(&mut self, finding: &ReviewFinding) {
        let why = "read off the page";
        for (field, value) in values(finding) {
            let is_known = |known: &Considered| {
                known.field == field && known.is_chosen && known.evidence == value.evidence
            };
            let is_listed = self.considered.iter().any(|known| {
                known.field == field && known.is_chosen && fold(&known.value) == fold(&value.value)
            });
            if !is_listed && !self.considered.iter().any(is_known) {
                self.sourced(field, &value, why);
            }
        }
    }

    fn sourced(&mut self, field: &'static str, value: &Sourced<String>, why: &str) {
        self.add(field, &value.value, &value.evidence, None, why);
    }

    fn add(
        &mut self,
        field: &'static str,
        value: &str,
        evidence: &Evidence,
        weight: Option<f64>,
        why: &str,
    ) {
        let own = self.findings.iter().flat_map(values);
        let own: Vec<Sourced<String>> = own
            .filter(|(name, _)| *name == field)
            .map(|(_, value)| value)
            .collect();
        let is_same = own.iter().any(|own| fold(&own.value) == fold(value));
        let is_evidence = own.iter().any(|own| own.evidence == *evidence);
        let is_first = !self.considered.iter().any(|known| {
            known.field == field && known.is_chosen && fold(&known.value) == fold(value)
        });
        let is_chosen = is_same && (is_evidence || is_first);
        let why = match (is_chosen, is_same, own.first()) {
            (true, ..) => format!("taken: {why}"),
            (false, true, _) => format!("says the same: {why}"),
            (false, false, Some(own)) => format!("{why}; outranked by `{}`", own.value),
            (false, false, None) => format!("left out: {why}"),
        };
        self.considered.push(Considered {
            field,
            value: value.to_owned(),
            evidence: evidence.clone(),
            weight,
            is_chosen,
            why,
        });
    }
}

/// A finding's values by field, as text.
fn values(finding: &ReviewFinding) -> Vec<(&'static str, Sourced<String>)> {
    let mut values = Vec::new();
    let mut add = |field: &'static str, value: Option<Sourced<String>>| {
        values.extend(value.map(|value| (field, value)));
    };
    add("film", finding.film.title.clone());
    let year = finding.film.year.clone();
    add(
        "year",
        year.map(|year| Sourced::new(year.value.to_string(), year.evidence)),
    );
    for director in &finding.film.directors {
        add("director", Some(director.clone()));
    }
    for critic in &finding.critics {
        add("critic", Some(critic.clone()));
    }
    add("outlet", finding.outlet.clone());
    let day = finding.published.clone();
    add(
        "published",
        day.map(|day| Sourced::new(day.value.to_string(), day.evidence)),
    );
    let rating = finding.rating.clone();
    add(
        "rating",
        rating.map(|rating| Sourced::new(said(&rating.value), rating.evidence)),
    );
    add("headline", finding.headline.clone());
    values
}
