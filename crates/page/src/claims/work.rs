//! Which work markup speaks of, and the rating it states.

use super::{REVIEW_TYPES, Subject, at, bounds};
use crate::schema::{Thing, words_of};
use ovation_terms::{
    FilmCredit, FilmKey, FilmMention, PrintedRating, Sourced, WorkSaid, telling_film_id,
};
use serde_json::Value;

pub(super) const FILM_TYPES: [&str; 4] = ["movie", "film", "shortfilm", "movieclip"];

/// Types that plugins give to whatever is reviewed: they say nothing of it.
pub(super) const VAGUE_TYPES: [&str; 6] = [
    "product",
    "thing",
    "creativework",
    "organization",
    "videoobject",
    "service",
];

pub(super) const SERIES_TYPES: [&str; 6] = [
    "tvseries",
    "tvepisode",
    "tvseason",
    "episode",
    "creativeworkseason",
    "creativeworkseries",
];

pub(super) const OTHER_TYPES: [&str; 20] = [
    "book",
    "musicalbum",
    "musicrecording",
    "musicgroup",
    "videogame",
    "game",
    "softwareapplication",
    "mobileapplication",
    "localbusiness",
    "restaurant",
    "hotel",
    "place",
    "event",
    "course",
    "recipe",
    "radioseries",
    "podcastseries",
    "podcastepisode",
    "audiobook",
    "theaterevent",
];

pub(super) fn subject_of(types: &[String]) -> Subject {
    if types.iter().any(|kind| FILM_TYPES.contains(&kind.as_str())) {
        Subject::Film
    } else if types
        .iter()
        .any(|kind| VAGUE_TYPES.contains(&kind.as_str()))
    {
        Subject::Unknown
    } else if types
        .iter()
        .any(|kind| SERIES_TYPES.contains(&kind.as_str()))
    {
        Subject::Series
    } else if types
        .iter()
        .any(|kind| OTHER_TYPES.contains(&kind.as_str()))
    {
        Subject::Other
    } else {
        Subject::Unknown
    }
}

pub(super) fn film_of(
    item: &serde_json::Map<String, Value>,
    thing: &Thing<'_>,
    path: &str,
) -> FilmMention {
    let sourced = |key: &str| {
        let words = words_of(item.get(key)?)?;
        let evidence = at(thing, &format!("{path}/{key}"), &words);
        Some(Sourced::new(words, evidence))
    };
    let year = [
        "dateCreated",
        "datePublished",
        "copyrightYear",
        "releaseDate",
    ]
    .iter()
    .find_map(|key| sourced(key))
    .and_then(|words| {
        let year = words.value.get(..4)?.parse::<i16>().ok()?;
        (1880..=2200).contains(&year).then(|| words.map(|_| year))
    });
    let directors = match item.get("director") {
        Some(Value::Array(values)) => values.iter().filter_map(words_of).collect(),
        Some(value) => words_of(value).into_iter().collect(),
        None => Vec::new(),
    };
    let people = |key: &str| match item.get(key) {
        Some(Value::Array(values)) => values.iter().filter_map(words_of).collect(),
        Some(value) => words_of(value).into_iter().collect(),
        None => Vec::<String>::new(),
    };
    let credits = [
        ("actor", "cast"),
        ("author", "writer"),
        ("producer", "producer"),
        ("musicBy", "composer"),
    ]
    .into_iter()
    .flat_map(|(key, role)| {
        let names = people(key).into_iter().take(20);
        names.map(move |name| (key, role, name))
    })
    .map(|(key, role, name)| FilmCredit {
        role: role.to_owned(),
        name: Sourced::new(name.clone(), at(thing, &format!("{path}/{key}"), &name)),
    })
    .collect();
    let addresses = match item.get("sameAs") {
        Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(address)) => vec![address.as_str()],
        _ => Vec::new(),
    };
    let title = sourced("name").map(|title| {
        // Names as printed elsewhere: `Title (2012)`.
        title.map(|name| crate::film::without_year(&name).0.to_owned())
    });
    let work = work_of(item, thing, path);
    // A season's own name may be no more than its number.
    let series = sourced("partOfSeries").filter(|_| work.is_some());
    FilmMention {
        title: series.or(title),
        work,
        original_title: sourced("alternateName"),
        year,
        directors: directors
            .into_iter()
            .take(10)
            .map(|name| {
                let evidence = at(thing, &format!("{path}/director"), &name);
                Sourced::new(name, evidence)
            })
            .collect(),
        credits,
        keys: addresses.into_iter().filter_map(key_of).collect(),
    }
}

/// The kind of work that markup states, where it is no film.
fn work_of(
    item: &serde_json::Map<String, Value>,
    thing: &Thing<'_>,
    path: &str,
) -> Option<Sourced<WorkSaid>> {
    let types = crate::schema::types_of(item);
    if subject_of(&types) != Subject::Series {
        return None;
    }
    let is_a = |known: &[&str]| types.iter().find(|kind| known.contains(&kind.as_str()));
    let (said, kind) = if let Some(kind) = is_a(&["tvepisode", "episode"]) {
        (WorkSaid::Episode, kind)
    } else if let Some(kind) = is_a(&["tvseason", "creativeworkseason"]) {
        let number = item.get("seasonNumber").and_then(words_of);
        let number = number.and_then(|number| number.trim().parse().ok());
        (WorkSaid::Season { number }, kind)
    } else {
        (WorkSaid::Series, types.first()?)
    };
    Some(Sourced::new(
        said,
        at(thing, &format!("{path}/@type"), kind),
    ))
}

/// A film's id in a catalogue, from the address of its page there.
fn key_of(address: &str) -> Option<FilmKey> {
    telling_film_id(address)
}

/// The critic's rating of a review, also in the forms that are wrong but common.
pub(super) fn rating(thing: &Thing<'_>) -> Option<Sourced<PrintedRating>> {
    let object = &thing.object;
    let (value, path) = ["reviewRating", "rating"]
        .iter()
        .find_map(|key| Some((object.get(*key)?, *key)))
        .or_else(|| {
            // An average of one is the critic's own, named wrongly.
            let average = object
                .get("aggregateRating")
                .filter(|_| thing.is_a(&REVIEW_TYPES))?;
            let count = ["ratingCount", "reviewCount"]
                .iter()
                .find_map(|key| average.get(*key).and_then(words_of));
            let is_single = count.is_none_or(|count| count == "1");
            is_single.then_some((average, "aggregateRating"))
        })
        .or_else(|| Some((object.get("ratingValue")?, "ratingValue")))?;
    let value = match value {
        Value::Array(values) => values.first()?,
        other => other,
    };
    let (printed, best, worst, path) = match value {
        Value::Object(rating) => {
            let part = |key: &str| rating.get(key).and_then(words_of);
            let (points, key) = ["ratingValue", "value", "name"]
                .iter()
                .find_map(|key| Some((part(key)?, *key)))?;
            (
                points,
                part("bestRating"),
                part("worstRating"),
                format!("/{path}/{key}"),
            )
        }
        other => {
            let part = |key: &str| object.get(key).and_then(words_of);
            (
                words_of(other)?,
                part("bestRating"),
                part("worstRating"),
                format!("/{path}"),
            )
        }
    };
    if printed.chars().count() > 40 || printed == "0" && best.is_none() {
        return None;
    }
    let evidence = at(thing, &path, &printed);
    let points = bounds::number(&printed);
    let bounds = bounds::of(points, best.as_deref(), worst.as_deref());
    if bounds.is_unrated {
        return None;
    }
    let best = match (bounds.best, points) {
        // schema.org: a missing bestRating counts as 5; one beyond 5 can't.
        (None, Some(points)) if best.is_none() && points <= 5.0 => Some("5".to_owned()),
        (best, _) => best,
    };
    let worst = bounds.worst;
    let rating = PrintedRating {
        printed,
        best,
        worst,
        ..PrintedRating::default()
    };
    Some(Sourced::new(rating, evidence))
}
