//! What a text's front matter says of its review, in so many words.

use super::Front;
use crate::table::stated_verdict;
use crate::{PageKind, Reading};
use ovation_language::data::{byline, columns};
use ovation_language::dates::{DayOrder, parse_in_cell};
use ovation_terms::{ComplaintKind, Day, Evidence, PrintedRating, ReviewFinding, Sourced, film_id};
use std::sync::Arc;

/// Lets the review say what the front matter says: it is written to be read by machines, and
/// outranks what the text seems to say. With a film and a rating or a verdict it makes a review of
/// any text.
pub(super) fn apply(front: &Front, today: Day, reading: &mut Reading) {
    let film = first(front, columns::FILM);
    let rating = rating(front);
    let verdict = first(front, columns::VERDICT).and_then(|(name, words)| {
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
    if let Some((name, words)) = first(front, columns::YEAR)
        && let Ok(year) = words.parse::<i16>()
        && (1874..=2200).contains(&year)
    {
        finding.film.year = Some(Sourced::new(year, evidence(name, words)));
    }
    let directors = named(front, &[columns::DIRECTOR]);
    if !directors.is_empty() {
        finding.film.directors = directors;
    }
    for (names, scheme) in [
        (columns::IMDB, "imdb"),
        (columns::TMDB, "tmdb"),
        (columns::WIKIDATA, "wikidata"),
    ] {
        if let Some((_, words)) = first(front, names) {
            // What is no id of the catalogue tells nothing.
            let key = film_id(scheme, words).ok();
            let key = key.filter(|key| !finding.film.keys.contains(key));
            finding.film.keys.extend(key);
        }
    }
    let critics = named(front, &[columns::CRITIC, byline::CARD_LABELS]);
    if !critics.is_empty() {
        finding.critics = critics;
    }
    if let Some((name, words)) = first(front, columns::OUTLET) {
        finding.outlet = Some(Sourced::new(words.to_owned(), evidence(name, words)));
    }
    if rating.is_some() {
        finding.rating = rating;
    }
    if verdict.is_some() {
        finding.stated = verdict;
    }
    if let Some((name, words)) = first(front, columns::DATE)
        && let Ok(Some(day)) = parse_in_cell(words, None::<DayOrder>, false)
        && day.is_plausible(today)
    {
        finding.published = Some(Sourced::new(day, evidence(name, words)));
    }
    if let Some((name, words)) = first(front, columns::URL)
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
    let stars = first(front, columns::STARS);
    let noted = first(front, columns::RATING).filter(|(name, words)| {
        // A note may be a remark.
        !is_one(columns::RATING_OR_REMARK, name) || words.contains(|c: char| c.is_ascii_digit())
    });
    let (name, words) = noted.or(stars)?;
    let is_number = words
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '½'));
    let best = first(front, columns::SCALE)
        .map(|(_, best)| best.to_owned())
        .filter(|best| best.parse::<f64>().is_ok());
    let is_stars = is_one(columns::STARS, name) && is_number && best.is_none();
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

/// A name as a table's column has it: `film_title`, `film-title` and `film.title` are `film title`.
fn plain(name: &str) -> String {
    name.replace(['_', '-', '.'], " ")
}

fn is_one(names: &[&str], name: &str) -> bool {
    names.contains(&plain(name).as_str())
}

/// The first value under one of these names, which are those of a table's columns.
pub(super) fn first<'a>(front: &'a Front, names: &[&str]) -> Option<(&'a str, &'a str)> {
    let plain: Vec<String> = front.iter().map(|(name, _)| plain(name)).collect();
    names.iter().find_map(|wanted| {
        let mut known = plain.iter().zip(front);
        let (_, (name, values)) = known.find(|(plain, _)| plain == wanted)?;
        Some((name.as_str(), values.first()?.as_str()))
    })
}

/// All values under the first of these names that has any.
fn named(front: &Front, lists: &[&[&str]]) -> Vec<Sourced<String>> {
    let mut names = lists.iter().flat_map(|names| names.iter());
    let found = names.find_map(|wanted| {
        front
            .iter()
            .find(|(name, values)| plain(name) == *wanted && !values.is_empty())
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
