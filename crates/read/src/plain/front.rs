//! What a text's front matter says of its review, in so many words.

use super::Front;
use crate::table::stated_verdict;
use crate::{PageKind, Reading};
use ovation_language::dates::{DayOrder, parse_in_cell};
use ovation_terms::{ComplaintKind, Day, Evidence, PrintedRating, ReviewFinding, Sourced, film_id};
use std::sync::Arc;

const FILM: &[&str] = &[
    "film",
    "movie",
    "film_title",
    "movie_title",
    "film-title",
    "movie-title",
    "film.title",
    "film.name",
    "movie.title",
    "movie.name",
    "itemreviewed",
    "itemreviewed.name",
    "reviewed",
    "pelicula",
    "película",
    "filme",
];
const STARS: &[&str] = &[
    "stars",
    "rating_stars",
    "star_rating",
    "sterne",
    "étoiles",
    "etoiles",
    "stelle",
    "estrellas",
    "estrelas",
    "sterren",
    "stjerner",
    "stjärnor",
];
const RATING: &[&str] = &[
    "rating",
    "score",
    "note",
    "nota",
    "wertung",
    "bewertung",
    "grade",
    "voto",
    "betyg",
    "ocena",
    "beoordeling",
    "rating.value",
    "rating.score",
    "rating.ratingvalue",
    "score.value",
    "reviewrating.ratingvalue",
    "review.rating",
];
const BEST: &[&str] = &[
    "rating_max",
    "max_rating",
    "rating_best",
    "best_rating",
    "best",
    "scale",
    "out_of",
    "outof",
    "rating.best",
    "rating.max",
    "rating.scale",
    "rating.out_of",
    "rating.bestrating",
    "score.max",
    "reviewrating.bestrating",
];
const CRITIC: &[&str] = &[
    "critic",
    "critics",
    "reviewer",
    "review_by",
    "reviewed_by",
    "author",
    "authors",
    "byline",
    "by",
    "kritiker",
    "kritikerin",
    "autor",
    "autora",
    "autore",
    "auteur",
    "recensent",
];
const OUTLET: &[&str] = &[
    "outlet",
    "publication",
    "publisher",
    "published_in",
    "magazine",
    "newspaper",
];
const DIRECTOR: &[&str] = &[
    "director",
    "directors",
    "directed_by",
    "film.director",
    "movie.director",
    "regie",
    "regia",
    "réalisateur",
    "dirección",
    "reżyseria",
];
const YEAR: &[&str] = &[
    "year",
    "film_year",
    "movie_year",
    "release_year",
    "film.year",
    "movie.year",
    "jahr",
    "année",
    "anno",
    "año",
    "ano",
];
const VERDICT: &[&str] = &[
    "verdict",
    "fresh",
    "recommended",
    "recommend",
    "recommendation",
    "positive",
    "urteil",
];
const DATE: &[&str] = &[
    "date",
    "published",
    "pubdate",
    "publishdate",
    "published_at",
    "datum",
    "fecha",
];
const URL: &[&str] = &[
    "url",
    "canonical",
    "canonical_url",
    "permalink",
    "link",
    "original_url",
];

/// Lets the review say what the front matter says: it is written to be read by machines, and
/// outranks what the text seems to say. With a film and a rating or a verdict it makes a review of
/// any text.
pub(super) fn apply(front: &Front, today: Day, reading: &mut Reading) {
    let film = first(front, FILM);
    let rating = rating(front);
    let verdict = first(front, VERDICT).and_then(|(name, words)| {
        Some(Sourced::new(stated_verdict(words)?, evidence(name, words)))
    });
    let is_review = film.is_some() && (rating.is_some() || verdict.is_some());
    let is_listing = reading.kind.is_listing() || reading.findings.len() > 1;
    if is_listing || (reading.findings.is_empty() && !is_review) {
        return;
    }
    if reading.findings.is_empty() {
        reading.kind = PageKind::Review;
        "its front matter names a film and what the critic thinks"
            .clone_into(&mut reading.why_kind);
        reading
            .complaints
            .retain(|complaint| complaint.kind != ComplaintKind::NoReview);
        reading.findings.push(of_text(reading));
    }
    let Some(finding) = reading.findings.first_mut() else {
        return;
    };
    if let Some((name, words)) = film {
        finding.film.title = Some(Sourced::new(words.to_owned(), evidence(name, words)));
        // What the text named may be another film.
        finding.film.original_title = None;
    }
    if let Some((name, words)) = first(front, YEAR)
        && let Ok(year) = words.parse::<i16>()
        && (1874..=2200).contains(&year)
    {
        finding.film.year = Some(Sourced::new(year, evidence(name, words)));
    }
    let directors = named(front, DIRECTOR);
    if !directors.is_empty() {
        finding.film.directors = directors;
    }
    for (names, scheme) in [
        (&["imdb", "imdb_id", "imdbid", "film.imdb"][..], "imdb"),
        (&["tmdb", "tmdb_id", "tmdbid", "film.tmdb"], "tmdb"),
        (&["wikidata", "wikidata_id", "film.wikidata"], "wikidata"),
    ] {
        if let Some((_, words)) = first(front, names) {
            // What is no id of the catalogue tells nothing.
            let key = film_id(scheme, words).ok();
            let key = key.filter(|key| !finding.film.keys.contains(key));
            finding.film.keys.extend(key);
        }
    }
    let critics = named(front, CRITIC);
    if !critics.is_empty() {
        finding.critics = critics;
    }
    if let Some((name, words)) = first(front, OUTLET) {
        finding.outlet = Some(Sourced::new(words.to_owned(), evidence(name, words)));
    }
    if rating.is_some() {
        finding.rating = rating;
    }
    if verdict.is_some() {
        finding.stated = verdict;
    }
    if let Some((name, words)) = first(front, DATE)
        && let Ok(Some(day)) = parse_in_cell(words, None::<DayOrder>, false)
        && day.is_plausible(today)
    {
        finding.published = Some(Sourced::new(day, evidence(name, words)));
    }
    if let Some((name, words)) = first(front, URL)
        && words.starts_with("http")
        && url::Url::parse(words).is_ok()
    {
        finding.url = Some(Sourced::new(words.to_owned(), evidence(name, words)));
    }
}

/// The text as a review of which nothing else is known.
fn of_text(reading: &Reading) -> ReviewFinding {
    let text = reading.text.trim();
    let headline = reading.title.as_ref();
    ReviewFinding {
        headline: headline.map(|title| Sourced::new(title.clone(), evidence("title", title))),
        text: (!text.is_empty()).then(|| {
            let start = reading.text.len() - reading.text.trim_start().len();
            let words = Evidence::Words {
                quote: text.chars().take(200).collect(),
                before: String::new(),
                after: String::new(),
                start,
                end: start + text.len(),
            };
            Sourced::new(text.to_owned(), words)
        }),
        ..ReviewFinding::default()
    }
}

fn rating(front: &Front) -> Option<Sourced<PrintedRating>> {
    let stars = first(front, STARS);
    let noted = first(front, RATING).filter(|(name, words)| {
        // A note may be a remark.
        !matches!(*name, "note" | "nota") || words.contains(|c: char| c.is_ascii_digit())
    });
    let (name, words) = noted.or(stars)?;
    let is_number = words
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '½'));
    let best = first(front, BEST)
        .map(|(_, best)| best.to_owned())
        .filter(|best| best.parse::<f64>().is_ok());
    let is_stars = STARS.contains(&name) && is_number && best.is_none();
    let printed = if is_stars {
        format!("{words} stars")
    } else {
        words.to_owned()
    };
    let rating = PrintedRating {
        best: best.filter(|_| is_number),
        ..PrintedRating::of(printed)
    };
    Some(Sourced::new(rating, evidence(name, words)))
}

/// The first value under one of these names.
fn first<'a>(front: &'a Front, names: &[&str]) -> Option<(&'a str, &'a str)> {
    names.iter().find_map(|wanted| {
        let (name, values) = front.iter().find(|(name, _)| name == wanted)?;
        Some((name.as_str(), values.first()?.as_str()))
    })
}

/// All values under the first of these names that has any.
fn named(front: &Front, names: &[&str]) -> Vec<Sourced<String>> {
    let found = names.iter().find_map(|wanted| {
        front
            .iter()
            .find(|(name, values)| name == wanted && !values.is_empty())
    });
    let values = found.into_iter().flat_map(|(name, values)| {
        let each = values.iter();
        each.map(move |value| Sourced::new(value.clone(), evidence(name, value)))
    });
    values.collect()
}

fn evidence(name: &str, words: &str) -> Evidence {
    Evidence::Markup {
        format: Arc::from("front-matter"),
        path: format!("/{name}"),
        quote: words.chars().take(200).collect(),
    }
}
