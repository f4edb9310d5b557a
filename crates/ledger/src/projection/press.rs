//! Articles of film press as rows: where each stands, and which film and person its parts are about.
//!
//! Rows are only added: of two readings of one article the later entry is the one that holds, so that a batch needs
//! nothing loaded, and the record as of an earlier entry is told by the same rows.

use super::columns::Kind::{Bytes, Int, Text};
use super::columns::{Push, Table};
use crate::db::Arg;
use ovation_terms::{Day, ReviewKey, fold, happening_name};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Readings of articles.
pub(crate) const PRESS_ARTICLE: Table = Table {
    name: "press_article",
    stored: &["press_article"],
    columns: &[
        ("article", Bytes),
        ("seq", Int),
        ("content", Bytes),
        ("source", Int),
        ("published", Text),
    ],
    key: "article, seq",
    conflict: "nothing",
};
/// What articles say: statements, events, claims, credits and comparisons.
pub(crate) const PRESS_PART: Table = Table {
    name: "press_part",
    stored: &["press_part"],
    columns: &[
        ("seq", Int),
        ("place", Int),
        ("kind", Text),
        ("number", Int),
        ("film", Int),
        ("person", Text),
        ("folded", Text),
        ("words", Text),
    ],
    key: "seq, place",
    conflict: "nothing",
};

/// An article's reading, lean: evidence is skipped, not built.
#[derive(Debug, Deserialize)]
pub(crate) struct Press<'a> {
    article: ReviewKey,
    content: ReviewKey,
    source: i64,
    #[serde(borrow, default)]
    films: Vec<Link<'a>>,
    #[serde(borrow)]
    finding: PressBody<'a>,
}

#[derive(Debug, Deserialize)]
struct Link<'a> {
    #[serde(borrow)]
    title: Cow<'a, str>,
    film: i64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PressBody<'a> {
    published: Option<PressDay>,
    #[serde(borrow)]
    statements: Vec<Statement<'a>>,
    #[serde(borrow)]
    events: Vec<Happened<'a>>,
    #[serde(borrow)]
    claims: Vec<OfFilm<'a>>,
    #[serde(borrow)]
    credits: Vec<Credit<'a>>,
    #[serde(borrow)]
    comparisons: Vec<Comparison<'a>>,
}

#[derive(Debug, Deserialize)]
struct PressDay {
    value: Day,
}

#[derive(Debug, Deserialize)]
struct PressWords<'a> {
    #[serde(borrow)]
    value: Cow<'a, str>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Statement<'a> {
    #[serde(borrow)]
    words: Vec<PressWords<'a>>,
    #[serde(borrow)]
    speaker: Option<PressWords<'a>>,
    #[serde(borrow)]
    film: Option<Cow<'a, str>>,
    is_unsure: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct OfFilm<'a> {
    #[serde(borrow)]
    film: Option<Cow<'a, str>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Happened<'a> {
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    film: Option<Cow<'a, str>>,
    #[serde(borrow)]
    place: Option<PressWords<'a>>,
    #[serde(borrow)]
    prize: Option<PressWords<'a>>,
    is_unsure: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Credit<'a> {
    #[serde(borrow)]
    person: Option<PressWords<'a>>,
    #[serde(borrow)]
    film: Cow<'a, str>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Comparison<'a> {
    #[serde(borrow)]
    film: Cow<'a, str>,
    #[serde(borrow)]
    other: Cow<'a, str>,
}

#[derive(Debug)]
struct ArticleRow {
    content: [u8; 16],
    source: i64,
    published: Option<Day>,
}

#[derive(Debug)]
struct PartRow {
    kind: &'static str,
    number: i64,
    film: Option<i64>,
    person: Option<Box<str>>,
    folded: Option<String>,
    words: Option<Box<str>>,
}

/// The rows that a run of entries makes.
#[derive(Debug, Default)]
pub(crate) struct PressRows {
    articles: BTreeMap<([u8; 16], i64), ArticleRow>,
    parts: BTreeMap<(i64, i64), PartRow>,
}

impl PressRows {
    /// Takes one entry.
    pub(crate) fn apply(&mut self, seq: i64, press: &Press<'_>) {
        let row = ArticleRow {
            content: press.content.0,
            source: press.source,
            published: press.finding.published.as_ref().map(|dated| dated.value),
        };
        self.articles.entry((press.article.0, seq)).or_insert(row);
        let film = |title: &str| {
            let mut links = press.films.iter();
            links.find(|link| link.title == title).map(|link| link.film)
        };
        let mut rows: Vec<PartRow> = Vec::new();
        for (said, number) in press.finding.statements.iter().zip(0..) {
            let words: Vec<&str> = said.words.iter().map(|part| &*part.value).collect();
            // What is not sure is nobody's, until a person says whose.
            let speaker = said.speaker.as_ref().filter(|_| !said.is_unsure);
            let person = speaker.map(|speaker| &*speaker.value);
            rows.push(PartRow {
                kind: if said.is_unsure {
                    "unsure"
                } else {
                    "statement"
                },
                number,
                film: said.film.as_deref().and_then(film),
                person: person.map(Into::into),
                folded: person.map(fold),
                // Most stand beside the entry, not in it: they can be deleted.
                words: (!words.iter().all(|part| part.is_empty()))
                    .then(|| words.join(" … ").into()),
            });
        }
        for (part, number) in press.finding.events.iter().zip(0..) {
            let of = part.film.as_deref().and_then(film);
            rows.push(PartRow::of_film("event", number, of));
        }
        for (part, number) in press.finding.claims.iter().zip(0..) {
            let of = part.film.as_deref().and_then(film);
            rows.push(PartRow::of_film("claim", number, of));
        }
        for (credit, number) in press.finding.credits.iter().zip(0..) {
            let person = credit.person.as_ref().map(|person| &*person.value);
            rows.push(PartRow {
                person: person.map(Into::into),
                folded: person.map(fold),
                ..PartRow::of_film("credit", number, film(&credit.film))
            });
        }
        for (pair, number) in press.finding.comparisons.iter().zip(0..) {
            for title in [&pair.film, &pair.other] {
                rows.push(PartRow::of_film("comparison", number, film(title)));
            }
        }
        // Films it names without saying more of them, so that an article is found by each.
        for (link, number) in press.films.iter().zip(0..) {
            rows.push(PartRow::of_film("film", number, Some(link.film)));
        }
        // Where films were shown, and which prizes they have, so that both have pages.
        for (part, number) in press.finding.events.iter().zip(0..) {
            let of = part.film.as_deref().and_then(film);
            for (kind, name) in [("festival", part.festival()), ("award", part.prize())] {
                let Some(name) = name.map(happening_name).filter(|name| !name.is_empty()) else {
                    continue;
                };
                rows.push(PartRow {
                    folded: Some(fold(&name)),
                    person: Some(name.into()),
                    ..PartRow::of_film(kind, number, of)
                });
            }
        }
        for (row, place) in rows.into_iter().zip(0..) {
            self.parts.entry((seq, place)).or_insert(row);
        }
    }

    /// Gives the values of every row, in the order of the tables' keys.
    pub(crate) fn each<'w>(&'w self, each: &mut dyn FnMut(&'static Table, Push<'_, 'w>)) {
        for ((article, seq), row) in &self.articles {
            each(&PRESS_ARTICLE, &mut |to| {
                to.extend([
                    Arg::bytes(article),
                    Arg::int(*seq),
                    Arg::bytes(&row.content),
                    Arg::int(row.source),
                    Arg::Text(row.published.map(|day| Cow::Owned(day.to_string()))),
                ]);
            });
        }
        for ((seq, place), row) in &self.parts {
            each(&PRESS_PART, &mut |to| {
                to.extend([
                    Arg::int(*seq),
                    Arg::int(*place),
                    Arg::text(row.kind),
                    Arg::int(row.number),
                    Arg::Int(row.film),
                    Arg::Text(row.person.as_deref().map(Cow::Borrowed)),
                    Arg::Text(row.folded.as_deref().map(Cow::Borrowed)),
                    Arg::Text(row.words.as_deref().map(Cow::Borrowed)),
                ]);
            });
        }
    }
}

impl Happened<'_> {
    /// The festival or place, of an event that is sure.
    fn festival(&self) -> Option<&str> {
        let place = self.place.as_ref().filter(|_| !self.is_unsure);
        place.map(|place| &*place.value)
    }

    /// The prize, of an award that is sure.
    fn prize(&self) -> Option<&str> {
        let prize = self.prize.as_ref();
        let prize = prize.filter(|_| !self.is_unsure && self.kind == "award");
        prize.map(|prize| &*prize.value)
    }
}

impl PartRow {
    fn of_film(kind: &'static str, number: i64, film: Option<i64>) -> Self {
        Self {
            kind,
            number,
            film,
            person: None,
            folded: None,
            words: None,
        }
    }
}
