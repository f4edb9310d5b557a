//! What the learners of `tools/train` share with the reader: what a page's kind is weighed by. No part
//! of the interface.

use crate::film::{self, TitleFeature, Titles, YearFeature};
pub use crate::kind::{ByKind, Feature, GROUPS, Guess, KINDS, Model, PARTS, often};
pub use crate::rank::{Ranked, Ranker, Row, Sheet, log_odds, logistic};
use ovation_language::words::{WordTally, spaced};
use ovation_terms::{Day, Evidence, PageKind, ReadLimits, ReviewFinding, Sourced};

/// What a page's kind is weighed by.
#[derive(Clone, Debug)]
pub struct KindFacts {
    /// In their order.
    pub features: Vec<Feature>,
    /// The headline.
    pub headline: String,
    /// The article's text.
    pub text: String,
    /// The kind that needs no weighing.
    pub settled: Option<PageKind>,
}

/// Takes a page's decoded HTML apart as the reader does.
pub fn kind_facts(html: &str, address: &str, fetched: Day, limits: &ReadLimits) -> KindFacts {
    let work = |mut parts: crate::Parts<'_>, mut claims, _| {
        let headline = parts.headline();
        let own = crate::merge::own_claims(&mut claims);
        let (labels, addresses) = (parts.labels(), parts.addresses());
        let tally = WordTally::of(&parts.text);
        let signs = parts.signs(&headline, &addresses, &labels, &tally, &own);
        let sought = parts.seek(&signs, &own, false);
        let features = crate::kind::sheet(&signs, &sought.looked()).list;
        let settled = signs.settled().map(|settled| settled.kind);
        KindFacts {
            features,
            headline,
            settled,
            text: std::mem::take(&mut parts.text),
        }
    };
    crate::take_apart(html, address, fetched, limits, Vec::new(), work)
}

/// What the class names of a page say outright, before it is held against what the page prints.
#[derive(Clone, Debug, Default)]
pub struct MarkedUp {
    /// Reviews, and the entry where it is one.
    pub reviews: Vec<ReviewFinding>,
    /// Headlines of the one entry.
    pub headlines: Vec<String>,
    /// Who wrote it.
    pub critics: Vec<String>,
    /// When it was published.
    pub days: Vec<Day>,
}

/// Reads the reviews and the entry that the class names of a page's decoded HTML state.
pub fn marked_up(html: &str, limits: &ReadLimits) -> MarkedUp {
    let tree = crate::tree::parse(html, limits, &mut Vec::new());
    let page = crate::tree::Page::of(&tree);
    let mut entry = crate::claims::ArticleClaims::default();
    let mut claims = crate::microformats::reviews(&page);
    claims.extend(crate::microformats::entry(&page, &mut entry));
    MarkedUp {
        reviews: claims.into_iter().map(|claim| claim.finding).collect(),
        headlines: entry.headlines.into_iter().map(|it| it.value).collect(),
        critics: entry.critics.into_iter().map(|it| it.value).collect(),
        days: entry.days.into_iter().map(|it| it.value).collect(),
    }
}

/// Gives the words of a text as the model weighs them, in small letters.
pub fn words(text: &str, mut take: impl FnMut(String)) {
    for part in crate::kind::weighed(text) {
        crate::kind::each_word(part, |word, _| take(word.to_lowercase()));
    }
}

/// The fields that are chosen by rank, with the names of their features.
pub const FIELDS: &[(&str, &[&str])] = &[
    ("title", TitleFeature::NAMES),
    ("year", YearFeature::NAMES),
    ("critic", crate::fields::CRITIC_SIGNS),
    ("outlet", crate::fields::OUTLET_SIGNS),
    ("rating", crate::printed::RATING_SIGNS),
];

/// Gives what each of [`FIELDS`] is chosen from on a page, as the reader does, whatever kind of page it
/// is.
pub fn field_sheets(html: &str, address: &str, fetched: Day, limits: &ReadLimits) -> Vec<Sheet> {
    let work = |parts: crate::Parts<'_>, mut claims, _| {
        let own = crate::merge::own_claims(&mut claims);
        let [title, year] = title_sheets(&parts, &own);
        let [critic, outlet] = parts.site_sheets();
        let rating = rating_sheet(&parts, &own);
        vec![title, year, critic, outlet, rating]
    };
    crate::take_apart(html, address, fetched, limits, Vec::new(), work)
}

/// What the printed rating of a page's one review is chosen from. A value is the rating as printed, and
/// behind a tab the top of its scale where that is stated.
fn rating_sheet(parts: &crate::Parts<'_>, own: &[crate::Claim]) -> Sheet {
    let found = parts.printed_ratings(&parts.headline());
    let page_wide = parts.page_finding(None, None);
    let settled = match crate::work::claims_of(own, false).as_slice() {
        [claim] => crate::merge::merged(claim, &page_wide, true).rating,
        _ => None,
    };
    let settled = settled.map(|it| crate::printed::value(&it.value));
    let ruled = parts.printed_rating(&found).or_else(|| parts.head.rating());
    Sheet {
        chosen: settled
            .clone()
            .or(ruled.map(|it| crate::printed::value(&it.value))),
        settled,
        ..crate::printed::sheet(&found, &parts.claims.readers_ratings)
    }
}

/// What the title and the year of a page's one film are chosen from.
fn title_sheets(parts: &crate::Parts<'_>, own: &[crate::Claim]) -> [Sheet; 2] {
    let headline = parts.headline();
    let (spaced, quoted) = (spaced(&parts.text), film::quoted(&parts.text));
    let gathered = parts.gather(&headline, &spaced, &quoted);
    let formed = parts.candidates(&headline, &spaced, &gathered);
    let article = parts.read_article();
    let titles = parts.titles(&headline, &gathered, &formed, article.as_ref());
    let page_wide = parts.page_finding(article.as_ref(), None);
    let film_claims = crate::work::claims_of(own, false);
    let finding = match film_claims.as_slice() {
        [claim] => crate::merge::merged(claim, &page_wide, true),
        _ => page_wide,
    };
    // What markup settles: nothing is ranked then.
    let stated = parts.with_film(finding.clone(), &Titles::default(), &[], &gathered);
    let settled = stated.film.title.map(|title| title.value);
    let by_form = formed.first().filter(|best| best.score >= 1.0);
    let by_form = settled.clone().or(by_form.map(|best| best.title.clone()));
    let mut named = parts.with_film(finding, &titles, &formed, &gathered);
    let settled_year = parts
        .claims
        .film
        .as_ref()
        .and_then(|film| film.year.as_ref());
    let settled_year = settled_year.or(film_claims
        .first()
        .and_then(|it| it.finding.film.year.as_ref()));
    let settled_year = settled_year.map(|year| year.value.to_string());
    named.film.year = None;
    if named.film.title.is_none() {
        let title = by_form
            .clone()
            .map(|title| Sourced::new(title, Evidence::NotLocated));
        named.film.title = title;
    }
    let ruled = parts.ruled_year(&named, &formed).map(|year| year.value);
    let years = parts.years(&named, ruled, &gathered);
    let of_titles = titles.list.into_iter().map(|it| (it.title, it.row));
    let of_years = years
        .list
        .into_iter()
        .map(|it| (it.year.to_string(), it.row));
    [
        Sheet {
            candidates: of_titles.collect(),
            none: titles.none,
            chosen: by_form,
            settled,
        },
        Sheet {
            candidates: of_years.collect(),
            none: years.none,
            chosen: settled_year.clone().or(ruled.map(|year| year.to_string())),
            settled: settled_year,
        },
    ]
}
