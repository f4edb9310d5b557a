//! Scoring readings of film press against labelled articles, as `ovation eval press` reports it.

mod labels;
mod same;
mod shown;

pub use labels::{StatementLabels, is_right_speaker, right_of_statements, right_statements};

use super::pooled::{PARTS, named};
use super::quotes::{Offsets, SpeechCount, SpeechFigure, add_to, pair};
use super::{Count, Figure, Intervals};
use crate::bootstrap::intervals;
use ovation_press::{PressReading, Span, SpeechKind};
use ovation_terms::fold;
pub use same::shared_words;
use same::{before_bracket, event_line, is_same_claim, is_same_speaker, match_all, minutes_of};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One line of `articles.jsonl`. Unknown keys are ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PressArticle {
    /// The article's name in the set.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its text.
    pub text: String,
    /// The day it was published, `2024-03-01`, where known.
    pub date: Option<String>,
    /// Where it was taken from: whose collection, and behind a space the place in it.
    pub source: Option<String>,
}

impl PressArticle {
    /// Whose articles it is one of; itself where that is not known.
    pub fn publisher(&self) -> &str {
        let source = self.source.as_deref().unwrap_or(&self.id);
        source.split(' ').next().unwrap_or(source)
    }
}

/// One line of `gold.jsonl`. Offsets count code points.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct GoldPress {
    /// The article's name in the set.
    pub id: String,
    /// Films named in it.
    pub films: Vec<String>,
    /// Quotations.
    pub quotes: Vec<GoldSaid>,
    /// Events.
    pub events: Vec<GoldEvent>,
    /// What is said of reception or takings.
    pub claims: Vec<String>,
}

/// A labelled quotation with its resolved speaker.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct GoldSaid {
    /// Where it begins.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// Who said it.
    pub speaker: Option<String>,
    /// `direct` or `indirect`.
    #[serde(rename = "type")]
    pub kind: String,
}

/// A labelled event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct GoldEvent {
    /// The film, or the festival.
    pub film: Option<String>,
    /// `premiere`, `release`, ...
    pub kind: String,
    /// Anything more: an ovation's minutes.
    pub note: Option<String>,
}

/// The figures of `ovation eval press`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PressFigures {
    /// Articles scored.
    pub articles: u64,
    /// Direct quotations.
    pub quotes: SpeechFigure,
    /// Of all quotations, reported speech included, those found.
    pub all_quotes_r: f64,
    /// Statements that are shown: those that are sure, with words and speaker right.
    pub shown: Figure,
    /// How many are shown.
    pub shown_count: u64,
    /// All statements that were read, sure or not, with words and speaker right.
    pub read: Figure,
    /// Films named.
    pub films: Figure,
    /// Events.
    pub events: Figure,
    /// Events that are likely enough to be shown.
    pub events_shown: Figure,
    /// Claims of reception.
    pub claims: Figure,
    /// Claims that are likely enough to be shown.
    pub claims_shown: Figure,
    /// Publishers the articles are of.
    pub publishers: u64,
    /// Intervals of 95 %, by drawing publishers; none of what too few of them have.
    pub intervals: Intervals,
}

/// Counts over articles; add each, then ask for the figures.
#[derive(Clone, Debug, Default)]
pub struct PressTally {
    by_publisher: BTreeMap<String, PressCounts>,
}

/// Counts of some articles.
#[derive(Clone, Debug, Default)]
struct PressCounts {
    articles: u64,
    quotes: SpeechCount,
    all: Count,
    shown: Count,
    read: Count,
    films: Count,
    events: Count,
    events_shown: Count,
    claims: Count,
    claims_shown: Count,
}

impl PressTally {
    /// Scores one article; gives what was missed or wrong, as lines for a person.
    pub fn add(
        &mut self,
        article: &PressArticle,
        gold: &GoldPress,
        reading: &PressReading,
    ) -> Vec<String> {
        let publisher = article.publisher().to_owned();
        let counts = self.by_publisher.entry(publisher).or_default();
        counts.add(article, gold, reading)
    }

    /// The figures so far.
    pub fn figures(&self) -> PressFigures {
        let publishers: Vec<PressCounts> = self.by_publisher.values().cloned().collect();
        let mut all = PressCounts::default();
        for publisher in &publishers {
            all.pool(publisher);
        }
        let lists = COUNTED.iter();
        let names = lists.flat_map(|list| PARTS.iter().map(move |part| (*list, *part)));
        let speech = OF_SPEECH.iter().map(|part| ("quotes", *part));
        let found = intervals(&publishers, PressCounts::pool, PressCounts::all);
        PressFigures {
            articles: all.articles,
            quotes: all.quotes.figure(),
            all_quotes_r: all.all.figure().r,
            shown: all.shown.figure(),
            shown_count: all.shown.given,
            read: all.read.figure(),
            films: all.films.figure(),
            events: all.events.figure(),
            events_shown: all.events_shown.figure(),
            claims: all.claims.figure(),
            claims_shown: all.claims_shown.figure(),
            publishers: publishers.len() as u64,
            intervals: named(names.chain(speech), found),
        }
    }
}

/// What is counted and has intervals; quotations have two parts more.
const COUNTED: [&str; 8] = [
    "quotes",
    "shown",
    "read",
    "films",
    "events",
    "events_shown",
    "claims",
    "claims_shown",
];
const OF_SPEECH: [&str; 2] = ["speaker_accuracy", "end_to_end_r"];
const ALL: usize = COUNTED.len() * PARTS.len() + OF_SPEECH.len();

impl PressCounts {
    fn pool(&mut self, other: &Self) {
        self.articles += other.articles;
        add_to(&mut self.quotes, other.quotes);
        for (own, other) in [
            (&mut self.all, other.all),
            (&mut self.shown, other.shown),
            (&mut self.read, other.read),
            (&mut self.films, other.films),
            (&mut self.events, other.events),
            (&mut self.events_shown, other.events_shown),
            (&mut self.claims, other.claims),
            (&mut self.claims_shown, other.claims_shown),
        ] {
            own.pool(other);
        }
    }

    fn all(&self) -> [Option<f64>; ALL] {
        let counts = [
            self.quotes.spans,
            self.shown,
            self.read,
            self.films,
            self.events,
            self.events_shown,
            self.claims,
            self.claims_shown,
        ];
        let speech = self.quotes.figure();
        let named = &self.quotes.named;
        let of_speech = [
            (named.right > 0).then_some(speech.speaker_accuracy),
            (named.wanted > 0).then_some(speech.end_to_end_r),
        ];
        let mut all = [None; ALL];
        let parts = counts.into_iter().flat_map(Count::parts);
        for (place, figure) in all.iter_mut().zip(parts.chain(of_speech)) {
            *place = figure;
        }
        all
    }

    fn add(
        &mut self,
        article: &PressArticle,
        gold: &GoldPress,
        reading: &PressReading,
    ) -> Vec<String> {
        self.articles += 1;
        let mut lines = Vec::new();
        self.add_quotes(article, gold, reading, &mut lines);
        shown::add(
            &mut self.read,
            &mut Vec::new(),
            (&article.text, gold),
            &reading.statements.iter().collect::<Vec<_>>(),
        );
        let sure: Vec<_> = reading
            .statements
            .iter()
            .filter(|said| said.is_sure)
            .collect();
        shown::add(&mut self.shown, &mut lines, (&article.text, gold), &sure);
        let mut films: Vec<&str> = Vec::new();
        for film in &gold.films {
            if !films.iter().any(|other| fold(other) == fold(film)) {
                films.push(film);
            }
        }
        let given: Vec<&str> = reading
            .films
            .iter()
            .map(|film| film.title.as_str())
            .collect();
        match_all(
            &mut self.films,
            "film",
            &films,
            &given,
            |a, b| fold(a) == fold(b),
            &mut lines,
        );

        let wanted: Vec<String> = gold
            .events
            .iter()
            .map(|event| {
                let minutes = minutes_of(event.note.as_deref().unwrap_or(""))
                    .filter(|_| event.kind == "ovation");
                event_line(&event.kind, event.film.as_deref().unwrap_or(""), minutes)
            })
            .collect();
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        let told = |is_shown: bool| -> Vec<String> {
            let events = reading.events.iter();
            events
                .filter(|event| event.is_sure || !is_shown)
                .map(|event| {
                    let film = event.film.as_deref().unwrap_or("");
                    event_line(event.kind.code(), film, event.minutes)
                })
                .collect()
        };
        for (count, is_shown) in [(&mut self.events, false), (&mut self.events_shown, true)] {
            let given = told(is_shown);
            let given: Vec<&str> = given.iter().map(String::as_str).collect();
            let mut misses = Vec::new();
            match_all(count, "event", &wanted, &given, |a, b| a == b, &mut misses);
            if !is_shown {
                lines.append(&mut misses);
            }
        }

        let claims: Vec<&str> = gold
            .claims
            .iter()
            .map(|claim| {
                // Labels are verbatim; what is not in the text has a note in brackets behind it.
                let is_whole = article.text.contains(claim.as_str());
                if is_whole {
                    claim
                } else {
                    before_bracket(claim)
                }
            })
            .collect();
        for (count, is_shown) in [(&mut self.claims, false), (&mut self.claims_shown, true)] {
            let given: Vec<&str> = reading
                .claims
                .iter()
                .filter(|claim| claim.is_sure || !is_shown)
                .filter_map(|claim| article.text.get(claim.words.start..claim.words.end))
                .collect();
            let mut misses = Vec::new();
            match_all(count, "claim", &claims, &given, is_same_claim, &mut misses);
            if !is_shown {
                lines.append(&mut misses);
            }
        }
        lines
    }

    fn add_quotes(
        &mut self,
        article: &PressArticle,
        gold: &GoldPress,
        reading: &PressReading,
        lines: &mut Vec<String>,
    ) {
        let text = article.text.as_str();
        let bytes = Offsets::of(text);
        let wanted: Vec<(&GoldSaid, Vec<(usize, usize)>)> = gold
            .quotes
            .iter()
            .map(|quote| (quote, vec![(bytes.at(quote.start), bytes.at(quote.end))]))
            .collect();
        let mut given: Vec<(Pieces, Option<Span>)> = Vec::new();
        let mut indirect: Vec<Pieces> = Vec::new();
        for statement in &reading.statements {
            if statement.kind == SpeechKind::Indirect {
                indirect.push(
                    statement
                        .parts
                        .iter()
                        .map(|part| (part.start, part.end))
                        .collect(),
                );
            } else {
                let pieces = statement
                    .verbatim
                    .iter()
                    .map(|part| (vec![(part.start, part.end)], statement.named));
                given.extend(pieces);
                // An unmarked part may be what is labelled as reported speech.
                indirect.push(
                    statement
                        .parts
                        .iter()
                        .map(|part| (part.start, part.end))
                        .collect(),
                );
            }
        }
        let direct: Vec<_> = wanted
            .iter()
            .filter(|(quote, _)| quote.kind == "direct")
            .collect();
        let spans: Vec<_> = direct.iter().map(|(_, parts)| parts.clone()).collect();
        let found: Vec<_> = given.iter().map(|(parts, _)| parts.clone()).collect();
        let pairs = pair(text, &spans, &found);
        self.quotes.spans.wanted += direct.len() as u64;
        self.quotes.spans.given += given.len() as u64;
        self.quotes.spans.right += pairs.len() as u64;
        self.quotes.named.wanted += direct
            .iter()
            .filter(|(quote, _)| quote.speaker.is_some())
            .count() as u64;
        for &(wanted, found) in &pairs {
            let (Some((quote, _)), Some((parts, named))) = (direct.get(wanted), given.get(found))
            else {
                continue;
            };
            let Some(speaker) = &quote.speaker else {
                continue;
            };
            self.quotes.named.right += 1;
            let name = named
                .and_then(|span| text.get(span.start..span.end))
                .unwrap_or("");
            if is_same_speaker(before_bracket(speaker), name) {
                self.quotes.speakers += 1;
            } else {
                let words = parts
                    .first()
                    .and_then(|&(start, end)| text.get(start..end))
                    .unwrap_or("");
                lines.push(format!(
                    "quote: speaker: wanted `{speaker}`, given `{name}`: {words}"
                ));
            }
        }
        for (at, parts) in spans.iter().enumerate() {
            if !pairs.iter().any(|&(wanted, _)| wanted == at) {
                let words = parts
                    .first()
                    .and_then(|&(start, end)| text.get(start..end))
                    .unwrap_or("");
                lines.push(format!("quote: missed: {words}"));
            }
        }
        for (at, (parts, _)) in given.iter().enumerate() {
            if !pairs.iter().any(|&(_, found)| found == at) {
                let words = parts
                    .first()
                    .and_then(|&(start, end)| text.get(start..end))
                    .unwrap_or("");
                lines.push(format!("quote: wrong: {words}"));
            }
        }
        let reported: Vec<_> = wanted
            .iter()
            .filter(|(quote, _)| quote.kind != "direct")
            .map(|(_, parts)| parts.clone())
            .collect();
        let found = pair(text, &reported, &indirect).len() as u64;
        self.all.right += pairs.len() as u64 + found;
        self.all.wanted += wanted.len() as u64;
    }
}

/// Byte spans of one quotation.
type Pieces = Vec<(usize, usize)>;
