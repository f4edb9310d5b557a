//! Titles of films in running text, in quotation marks or not.
//!
//! Runs of words in capitals are candidates; what stands around each of its mentions speaks for or against it.

mod titles;
mod weigh;

pub(crate) use weigh::{FILM, is_year};

use super::known::KnownTitles;
use super::lexicon::{Class, WordSet};
use super::people::People;
use super::speech::Scene;
use super::tokens::Tokens;
use std::collections::BTreeMap;
use titles::{runs, title_in_marks};
use weigh::{SERIES, weigh};

/// A film as the article names it.
#[derive(Clone, Debug)]
pub(crate) struct Film {
    /// Tokens of its first mention.
    pub(crate) first: (usize, usize),
    /// First tokens of all mentions, in order.
    pub(crate) mentions: Vec<(usize, usize)>,
}

/// Weight of a reading that another one of the same words beats.
const DROPPED: f32 = -90.0;

#[derive(Debug, Default)]
struct Candidate {
    mentions: Vec<(usize, usize)>,
    best: f32,
    sum: f32,
    /// Mentions beside `series`, `song`, `novel`.
    others: u32,
    /// Mentions beside `film`.
    films: u32,
}

/// What a headline has between marks in two words or more: the title of what the article is about, or words
/// that nobody will take for one where they stand again.
pub(crate) fn titles_in_marks(headline: &str) -> KnownTitles {
    let tokens = super::tokens::tokenize(headline);
    let mut titles = KnownTitles::default();
    for stretch in super::marks::find_stretches(&tokens) {
        let end = if stretch.is_closed {
            stretch.end - 1
        } else {
            stretch.end
        };
        if let Some((from, to)) = title_in_marks(&tokens, stretch.open + 1, end)
            && to - from >= 2
        {
            titles.add(tokens_text(&tokens, from, to));
        }
    }
    titles
}

/// Finds the films of an article. `is_speech` says of each stretch whether it is somebody's words.
pub(crate) fn find_films(
    scene: &Scene<'_>,
    people: &People,
    is_speech: &[bool],
    known: Option<&KnownTitles>,
    headed: &KnownTitles,
) -> Vec<Film> {
    let tokens = scene.tokens;
    let mut candidates: BTreeMap<String, Candidate> = BTreeMap::new();
    let mut spans: Vec<(usize, usize, bool)> = Vec::new();
    for (number, stretch) in scene.stretches.iter().enumerate() {
        let end = if stretch.is_closed {
            stretch.end - 1
        } else {
            stretch.end
        };
        if let Some(span) = title_in_marks(tokens, stretch.open + 1, end)
            && is_speech.get(number) != Some(&true)
        {
            spans.push((span.0, span.1, true));
        }
    }
    for at in 0..tokens.len() {
        let word = tokens.text_of(at);
        if word.starts_with('#') && word.chars().nth(1).is_some_and(char::is_uppercase) {
            spans.push((at, at + 1, false));
        }
    }
    let in_marks = spans.clone();
    for span in runs(tokens) {
        if !in_marks
            .iter()
            .any(|&(from, to, _)| span.0 < to && from < span.1)
        {
            let is_nested = is_mark(tokens.near(span.0, -1).class)
                && is_mark(tokens.at(span.1).class)
                || is_mark(tokens.near(span.0, -1).class) && is_mark(tokens.at(span.1 + 1).class);
            spans.push((span.0, span.1, is_nested));
        }
    }
    spans.sort_unstable();
    let mut weights: Vec<f32> = spans
        .iter()
        .map(|&(from, to, marked)| weigh(scene, people, from, to, marked))
        .collect();
    // What stands in a row with a film is one too: `from X to Y`, `X, Y and Z`.
    for _ in 0..2 {
        for at in 1..spans.len() {
            let (Some(&one), Some(&two)) = (spans.get(at - 1), spans.get(at)) else {
                continue;
            };
            if one.2 != two.2 || !in_row(tokens, one.1, two.0) {
                continue;
            }
            let (left, right) = (
                weights.get(at - 1).copied().unwrap_or(0.0),
                weights.get(at).copied().unwrap_or(0.0),
            );
            if left >= 2.5
                && right < 2.5
                && right > -1.0
                && let Some(weight) = weights.get_mut(at)
            {
                *weight = 2.6;
            }
            if right >= 2.5
                && left < 2.5
                && left > -1.0
                && let Some(weight) = weights.get_mut(at - 1)
            {
                *weight = 2.6;
            }
        }
    }
    // Of readings of the same words the one that more speaks for, then the longer.
    for at in 0..spans.len() {
        for other in at + 1..spans.len() {
            let (Some(&one), Some(&two)) = (spans.get(at), spans.get(other)) else {
                break;
            };
            if two.0 >= one.1 {
                break;
            }
            let (left, right) = (
                weights.get(at).copied().unwrap_or(0.0),
                weights.get(other).copied().unwrap_or(0.0),
            );
            let is_left =
                left > right + 0.3 || (left > right - 0.3 && one.1 - one.0 >= two.1 - two.0);
            if let Some(weight) = weights.get_mut(if is_left { other } else { at }) {
                *weight = DROPPED;
            }
        }
    }
    for (&(from, to, _), &weight) in spans.iter().zip(&weights) {
        if weight <= DROPPED {
            continue;
        }
        let key = ovation_terms::fold(tokens_text(tokens, from, to));
        if key.is_empty() {
            continue;
        }
        let candidate = candidates.entry(key).or_default();
        candidate.mentions.push((from, to));
        candidate.best = candidate.best.max(weight);
        candidate.sum += weight.clamp(-2.0, 2.0);
        candidate.others += u32::from(is_beside(tokens, from, to, &SERIES));
        candidate.films += u32::from(is_beside(tokens, from, to, &FILM));
    }
    let mut films: Vec<(String, Film)> = candidates
        .into_iter()
        .filter(|(key, candidate)| {
            // A title named several times needs less each time.
            let rest = (candidate.sum - candidate.best.min(2.0)).clamp(0.0, 2.0);
            let is_other = candidate.others > candidate.films;
            let is_known = headed.has(key) || known.is_some_and(|known| known.has(key));
            let words = candidate.mentions.first().map_or(1, |span| span.1 - span.0);
            let wanted = if is_known {
                wanted_of_known(words)
            } else {
                2.5
            };
            !is_other && candidate.best + 0.4 * rest >= wanted && candidate.sum > -2.0
        })
        .filter_map(|(key, candidate)| {
            let first = *candidate.mentions.first()?;
            Some((
                key,
                Film {
                    first,
                    mentions: candidate.mentions,
                },
            ))
        })
        .collect();
    // `The X star` beside `X`: the article is the sentence's.
    let bare: Vec<String> = films.iter().map(|(key, _)| key.clone()).collect();
    films.retain(|(key, _)| {
        !key.strip_prefix("the")
            .is_some_and(|rest| bare.iter().any(|other| other == rest))
    });
    // `Mission` beside `Mission 7`: the longer title stands for both.
    let keys: Vec<String> = films.iter().map(|(key, _)| key.clone()).collect();
    films.retain(|(key, _)| {
        !keys
            .iter()
            .any(|other| other != key && other.starts_with(key.as_str()) && key.len() >= 6)
    });
    let mut films: Vec<Film> = films.into_iter().map(|(_, film)| film).collect();
    films.sort_by_key(|film| film.first);
    films
}

/// What must speak for a catalogue's title of so many words: a large catalogue holds every common word
/// and most names of places, hardly a run of four words that is none.
fn wanted_of_known(words: usize) -> f32 {
    match words {
        0 | 1 => 2.2,
        2 => 1.5,
        3 => 0.7,
        _ => 0.0,
    }
}

/// The words of tokens `from..to`.
pub(crate) fn tokens_text<'a>(tokens: &Tokens<'a>, from: usize, to: usize) -> &'a str {
    let (start, end) = tokens.bytes(from, to);
    tokens.text.get(start..end).unwrap_or("")
}

/// Whether a word of a set stands within three places, in the sentence.
fn is_beside(tokens: &Tokens<'_>, from: usize, to: usize, set: &WordSet) -> bool {
    let sentence = tokens.at(from).sentence;
    (from.saturating_sub(3)..from)
        .chain(to..to + 3)
        .any(|at| tokens.at(at).sentence == sentence && set.has(tokens.at(at).word))
}

fn is_mark(class: Class) -> bool {
    matches!(class, Class::Open | Class::Close | Class::Mark)
}

/// Whether only a comma, `and`, `or`, `to` or marks stand between two titles.
fn in_row(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    from < to
        && to - from <= 4
        && tokens.at(from).paragraph == tokens.at(to).paragraph
        && (from..to).any(|at| matches!(tokens.at(at).class, Class::Comma | Class::And | Class::To))
        && (from..to).all(|at| {
            let class = tokens.at(at).class;
            is_mark(class) || matches!(class, Class::Comma | Class::And | Class::To)
        })
}
