//! A review's finding filled with what the page prints.

use crate::credits::Credits;
use crate::film::{self, Candidate, RankedTitle, Titles};
use crate::titled::Gathered;
use crate::{Parts, cast, fields, linked, merge};
use ovation_terms::{Complaint, ComplaintKind, Evidence, FilmCredit, ReviewFinding, Sourced, fold};

/// Whether a line of credits is of the film that a finding names.
fn are_of(credits: &Credits, finding: &ReviewFinding) -> bool {
    let (Some(title), Some(credited)) = (&finding.film.title, &credits.title) else {
        return true;
    };
    let printed = fold(&title.value);
    let other = credits.other_title.as_deref().map(fold);
    printed == fold(credited) || Some(printed) == other
}

impl Parts<'_> {
    /// The finding with the film that the page is about, as far as markup leaves that open: its likeliest
    /// title, if that is likely enough, and its year. `formed` are the titles by the form of the headline,
    /// none where the page has several films.
    pub(crate) fn with_film(
        &self,
        mut finding: ReviewFinding,
        titles: &Titles,
        formed: &[Candidate],
        gathered: &Gathered,
    ) -> ReviewFinding {
        let stated = self.claims.film.as_ref();
        if finding.film.title.is_none()
            && let Some(film) = stated.filter(|film| film.title.is_some())
        {
            finding.film = film.clone();
        }
        if let Some(film) = stated {
            merge::fill_film(&mut finding.film, film);
        }
        if finding.film.title.is_none() {
            let best = titles.list.first().filter(|_| titles.is_given);
            let title = |best: &RankedTitle| {
                Sourced::new(best.title.clone(), self.ranked_title_evidence(best))
            };
            finding.film.title = best.map(title);
        }
        self.add_credits(&mut finding);
        // A year alone names no film.
        if finding.film.title.is_none() {
            finding.film.year = None;
        } else if finding.film.year.is_none() {
            let ruled = self.ruled_year(&finding, formed);
            finding.film.year = if titles.list.is_empty() {
                ruled
            } else {
                let years = self.years(&finding, ruled.as_ref().map(|it| it.value), gathered);
                let given = self.given_year(&years);
                // What stands right beside the title is shown there.
                let is_same = |it: &Sourced<i16>| {
                    let given = given.as_ref().map(|given| given.value);
                    given == Some(it.value) && it.evidence != Evidence::NotLocated
                };
                ruled.filter(is_same).or(given)
            };
        }
        if finding.film.keys.is_empty()
            && let Some(title) = &finding.film.title
        {
            finding.film.keys = linked::film_keys(&self.page, &self.scope, &title.value);
        }
        finding
    }

    /// The year that stands right beside the title, in the line of credits, or is stated as a film's.
    pub(crate) fn ruled_year(
        &self,
        finding: &ReviewFinding,
        formed: &[Candidate],
    ) -> Option<Sourced<i16>> {
        let title = finding.film.title.as_ref();
        let folded = title.map(|title| fold(&title.value));
        let same = formed
            .iter()
            .find(|it| folded.as_ref() == Some(&fold(&it.title)));
        if let Some((same, year)) = same.and_then(|same| Some((same, same.year?))) {
            return Some(Sourced::new(year, self.year_evidence(same, year)));
        }
        let credits = self.credits.as_ref();
        let credits = credits.filter(|credits| are_of(credits, finding));
        if let Some((year, at)) = credits.and_then(|credits| credits.year.clone()) {
            return Some(Sourced::new(year, fields::words_at(&self.page, at)));
        }
        let beside = title.and_then(|title| {
            let year = film::year_beside(&self.text, &title.value)?;
            Some(Sourced::new(year, self.beside(&title.value, year)))
        });
        beside.or_else(|| self.stated_year(finding))
    }

    /// Fills director and cast from the line of credits, unless it names another film.
    pub(crate) fn add_credits(&self, finding: &mut ReviewFinding) {
        let Some(credits) = &self.credits else {
            return self.add_cast(finding);
        };
        if !are_of(credits, finding) {
            return;
        }
        if finding.film.title.is_some()
            && credits.title.is_some()
            && finding.film.original_title.is_none()
        {
            let other = credits.other_title.as_deref();
            finding.film.original_title = other.map(|other| self.other_title(other));
        }
        self.add_cast(finding);
        if finding.film.directors.is_empty() {
            let director = credits.director.clone();
            finding.film.directors = director
                .map(|(name, at)| Sourced::new(name, fields::words_at(&self.page, at)))
                .into_iter()
                .collect();
        }
    }

    /// Adds who is credited besides the director.
    pub(crate) fn add_cast(&self, finding: &mut ReviewFinding) {
        let film = &mut finding.film;
        for (role, name, at) in cast::find(&self.page, &self.scope) {
            let is_known = film
                .credits
                .iter()
                .any(|known| known.role == role && fold(&known.name.value) == fold(&name));
            if !is_known {
                film.credits.push(FilmCredit {
                    role: role.to_owned(),
                    name: Sourced::new(name, fields::words_at(&self.page, at)),
                });
            }
        }
    }

    /// A year that the article's first lines state as the film's, unless it may be no more than
    /// the review's own.
    pub(crate) fn stated_year(&self, finding: &ReviewFinding) -> Option<Sourced<i16>> {
        let published = finding.published.as_ref().map(|day| day.value.year());
        self.article.lines.iter().take(12).find_map(|range| {
            let line = self.page.text.get(range.clone())?;
            let (year, at) = film::stated_year(line)?;
            let at = range.start + at.start..range.start + at.end;
            (Some(year) != published).then(|| Sourced::new(year, fields::words_at(&self.page, at)))
        })
    }

    pub(crate) fn check_day(&self, finding: &mut ReviewFinding, complaints: &mut Vec<Complaint>) {
        let bad = finding
            .published
            .as_ref()
            .filter(|day| !day.value.is_plausible(self.fetched));
        if let Some(day) = bad {
            let detail = format!(
                "expected a day from 1895 to {}, found `{}`; it was left out",
                self.fetched, day.value
            );
            complaints.push(Complaint::minor(ComplaintKind::BadDate, "", detail));
            finding.published = None;
        }
    }
}
