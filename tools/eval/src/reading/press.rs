//! Scoring readings of film press against labelled articles, as `ovation eval press` reports it.

mod labels;
mod shown;

pub use labels::{StatementLabels, is_right_speaker, right_of_statements, right_statements};

use super::quotes::{Offsets, SpeechCount, SpeechFigure, pair};
use super::{Count, Figure};
use ovation_press::{PressReading, Span, SpeechKind};
use ovation_terms::fold;
use serde::{Deserialize, Serialize};

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
    /// Where it is from: `github:owner/repository path`.
    pub source: String,
    /// The day it was published, `2024-03-01`, where known.
    pub date: Option<String>,
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
    /// Claims of reception.
    pub claims: Figure,
}

/// Counts over articles; add each, then ask for the figures.
#[derive(Clone, Debug, Default)]
pub struct PressTally {
    articles: u64,
    quotes: SpeechCount,
    all: Count,
    shown: Count,
    read: Count,
    films: Count,
    events: Count,
    claims: Count,
}

impl PressArticle {
    /// Who published it, as far as its source tells: the repository that holds its texts.
    pub fn publisher(&self) -> &str {
        let place = self.source.strip_prefix("github:").unwrap_or(&self.source);
        place.split(' ').next().unwrap_or(place)
    }
}

impl PressTally {
    /// Scores one article; gives what was missed or wrong, as lines for a person.
    pub fn add(
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
        let given: Vec<String> = reading
            .events
            .iter()
            .map(|event| {
                event_line(
                    event.kind.code(),
                    event.film.as_deref().unwrap_or(""),
                    event.minutes,
                )
            })
            .collect();
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        let given: Vec<&str> = given.iter().map(String::as_str).collect();
        match_all(
            &mut self.events,
            "event",
            &wanted,
            &given,
            |a, b| a == b,
            &mut lines,
        );

        let claims: Vec<&str> = gold
            .claims
            .iter()
            .map(|claim| before_bracket(claim))
            .collect();
        let given: Vec<&str> = reading
            .claims
            .iter()
            .filter_map(|claim| article.text.get(claim.words.start..claim.words.end))
            .collect();
        match_all(
            &mut self.claims,
            "claim",
            &claims,
            &given,
            is_same_claim,
            &mut lines,
        );
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

    /// The figures so far.
    pub fn figures(&self) -> PressFigures {
        PressFigures {
            articles: self.articles,
            quotes: self.quotes.figure(),
            all_quotes_r: self.all.figure().r,
            shown: self.shown.figure(),
            shown_count: self.shown.given,
            read: self.read.figure(),
            films: self.films.figure(),
            events: self.events.figure(),
            claims: self.claims.figure(),
        }
    }
}

/// Byte spans of one quotation.
type Pieces = Vec<(usize, usize)>;

/// Pairs each wanted with one given.
fn match_all(
    count: &mut Count,
    what: &str,
    wanted: &[&str],
    given: &[&str],
    is_same: impl Fn(&str, &str) -> bool,
    lines: &mut Vec<String>,
) {
    let mut used = vec![false; given.len()];
    count.wanted += wanted.len() as u64;
    count.given += given.len() as u64;
    for want in wanted {
        let found = given
            .iter()
            .zip(&mut used)
            .find(|(give, used)| !**used && is_same(want, give));
        if let Some((_, used)) = found {
            *used = true;
            count.right += 1;
        } else {
            lines.push(format!("{what}: missed: {want}"));
        }
    }
    for (give, _) in given.iter().zip(&used).filter(|(_, used)| !**used) {
        lines.push(format!("{what}: wrong: {give}"));
    }
}

fn event_line(kind: &str, film: &str, minutes: Option<f64>) -> String {
    let kind = kind.to_lowercase().replace('_', " ");
    match minutes {
        Some(minutes) => format!("{kind} {} {minutes}", fold(before_bracket(film))),
        None => format!("{kind} {}", fold(before_bracket(film))),
    }
}

fn before_bracket(text: &str) -> &str {
    text.split(" (").next().unwrap_or(text).trim()
}

/// Whether two ways to name a speaker agree: the same words, articles aside, or a name within the other's.
fn is_same_speaker(gold: &str, given: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty());
        let words = words.map(str::to_lowercase);
        words
            .filter(|word| !matches!(word.as_str(), "the" | "a" | "an" | "s"))
            .collect()
    };
    let (gold_words, given_words) = (words(gold), words(given));
    if gold_words.is_empty() || given_words.is_empty() {
        return false;
    }
    if gold_words == given_words {
        return true;
    }
    let is_name = |text: &str| {
        text.split_whitespace()
            .all(|word| word.chars().next().is_some_and(|l| !l.is_lowercase()))
    };
    // `Ms. Roy` for `Ana Roy`; `their lawyer Ana Roy` for `Ana Roy`.
    is_name(gold)
        && (gold_words.iter().all(|word| given_words.contains(word))
            || (given_words.last() == gold_words.last()
                && given_words.iter().all(|word| gold_words.contains(word))))
}

fn is_same_claim(gold: &str, given: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let parts = text.split(|letter: char| letter.is_whitespace() || "—–-/".contains(letter));
        parts.map(fold).filter(|word| !word.is_empty()).collect()
    };
    let (gold, given) = (words(gold), words(given));
    let mut rest = given.clone();
    let mut shared = 0;
    for word in &gold {
        if let Some(at) = rest.iter().position(|other| other == word) {
            rest.remove(at);
            shared += 1;
        }
    }
    2 * shared >= gold.len().max(given.len()) && shared > 0
}

/// The minutes a label's note states, in digits or words.
fn minutes_of(note: &str) -> Option<f64> {
    let lower = note.to_lowercase();
    let words: Vec<&str> = lower
        .split(|l: char| !l.is_alphanumeric() && l != '.')
        .collect();
    let at = words
        .iter()
        .position(|word| word.starts_with("minute") || *word == "min")?;
    words
        .get(..at)?
        .iter()
        .rev()
        .find_map(|word| ovation_press::number_of(word))
}
