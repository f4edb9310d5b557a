//! Who says what, by a learned linear reader: cue words, then the words they report and their source.
//!
//! For each word that may be a cue, a logistic scorer says how likely it is one; two choosers pick where
//! the reported words begin and end, a third picks the source. The choosers see classes of words, a few
//! words themselves, distances and marks, never a tree: one pass, no grammar.

mod contents;
mod cues;
mod names;
mod sources;
mod stretches;

pub(crate) use contents::split_parts;
pub use contents::{Setting, end_signs, start_signs};
pub use cues::{cue_signs, may_be_cue};
pub(crate) use sources::{choose_lone_source, choose_source};
pub use sources::{source_signs, sources, unnamed_signs};
pub use stretches::stretch_signs;

use super::marks::Stretch;
use names::Sign;

use super::scorer::{Signs, Weights, join, logistic};
use super::tokens::{Token, Tokens};
use ovation_language::lexicon::Class;

/// A text ready to be read for speech.
#[derive(Debug)]
pub struct Scene<'a> {
    /// Its tokens.
    pub tokens: &'a Tokens<'a>,
    /// Its stretches in quotation marks.
    pub stretches: &'a [Stretch],
    /// For each token: number of the stretch it is in, plus 1; 0 outside.
    pub inside: Vec<u32>,
    /// For each paragraph: whether it reads as a heading.
    headings: Vec<bool>,
}

/// Most words of a heading.
const HEADING_WORDS: usize = 16;

/// Whether a paragraph is a heading in capitals, as English has them: few words, nearly all of the long ones
/// with a capital, and no full stop or comma at its end.
fn reads_as_heading(tokens: &Tokens<'_>, number: u32) -> bool {
    let (from, to) = tokens.paragraph(number);
    let words = (from..to).filter(|&at| tokens.at(at).is_word()).count();
    if !(2..=HEADING_WORDS).contains(&words) || to - from > 2 * HEADING_WORDS {
        return false;
    }
    let ends_open = (from..to)
        .rev()
        .find(|&at| {
            !matches!(
                tokens.at(at).class,
                Class::Mark | Class::Open | Class::Close
            )
        })
        .is_some_and(|at| tokens.at(at).is_word() || tokens.text_of(at) == "?");
    let long = (from..to).filter(|&at| {
        let token = tokens.at(at);
        token.is_word() && token.end - token.start > 4 && token.class != Class::Number
    });
    let (mut all, mut capital) = (0_u32, 0_u32);
    for at in long {
        all += 1;
        capital += u32::from(tokens.at(at).is_capital);
    }
    ends_open && all >= 2 && capital * 5 >= all * 4
}

/// A cue with what it reports.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Attribution {
    /// Token of the cue's main word; `None` where the words stand alone.
    pub(crate) cue: Option<usize>,
    /// Tokens of the reported words, one or two pieces.
    pub(crate) parts: Vec<(usize, usize)>,
    /// A token of the source.
    pub(crate) source: Option<usize>,
    /// Log of how likely.
    pub(crate) score: f32,
}

/// Room in which a cue's words and source are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl<'a> Scene<'a> {
    /// Prepares a text.
    pub fn new(tokens: &'a Tokens<'a>, stretches: &'a [Stretch]) -> Self {
        let mut inside = vec![0; tokens.len()];
        for (number, stretch) in stretches.iter().enumerate() {
            if let Some(places) = inside.get_mut(stretch.open..stretch.end) {
                places.fill(u32::try_from(number + 1).unwrap_or(0));
            }
        }
        let paragraphs = tokens.paragraphs.len().saturating_sub(1);
        let numbers = 0..u32::try_from(paragraphs).unwrap_or(0);
        let headings = numbers.map(|number| reads_as_heading(tokens, number));
        Self {
            tokens,
            stretches,
            inside,
            headings: headings.collect(),
        }
    }

    /// Whether a token stands in a heading within the text.
    pub fn is_heading(&self, at: usize) -> bool {
        let paragraph = self.tokens.at(at).paragraph as usize;
        self.headings.get(paragraph) == Some(&true)
    }

    /// The stretch a token is in.
    pub fn stretch_at(&self, at: usize) -> Option<&Stretch> {
        let number = self.inside.get(at).copied().unwrap_or(0) as usize;
        self.stretches.get(number.checked_sub(1)?)
    }

    fn is_inside(&self, at: usize) -> bool {
        self.inside.get(at).is_some_and(|&number| number != 0)
    }

    /// The cue's sentence, widened to whole stretches where the cue stands outside them.
    pub(crate) fn window(&self, cue: usize) -> Window {
        let tokens = self.tokens;
        let (mut from, mut to) = tokens.sentence(tokens.at(cue).sentence);
        if let Some(stretch) = self.stretch_at(cue) {
            return Window {
                from: from.max(stretch.open + 1),
                to: to.min(stretch.end),
            };
        }
        let (first, last) = tokens.paragraph(tokens.at(cue).paragraph);
        // A sentence may begin or end within a stretch, whose other sentences belong to it.
        while let Some(stretch) = self.stretch_at(from) {
            if stretch.open >= from || stretch.open < first {
                break;
            }
            from = tokens.sentence(tokens.at(stretch.open).sentence).0;
        }
        while let Some(stretch) = to.checked_sub(1).and_then(|at| self.stretch_at(at)) {
            if stretch.end <= to || stretch.end > last {
                break;
            }
            to = tokens
                .sentence(tokens.at(stretch.end - 1).sentence)
                .1
                .max(stretch.end);
        }
        // A stretch that closes with the sentence's stop outside: `said "so".`
        Window {
            from: from.max(first),
            to: to.min(last),
        }
    }

    /// Where contents may end at the latest: before the stop that ends the sentence.
    fn last_end(&self, window: Window) -> usize {
        let mut to = window.to;
        while to > window.from + 1 {
            let last = self.tokens.at(to - 1);
            if matches!(last.class, Class::Stop) && !self.is_inside(to - 1) {
                to -= 1;
            } else {
                break;
            }
        }
        to
    }
}

/// Reads the cues of a text and what they report.
pub(crate) fn attribute(scene: &Scene<'_>, weights: &Weights, bounds: Bounds) -> Vec<Attribution> {
    let mut found = Vec::new();
    let mut signs = Signs::default();
    let mut room = Room::default();
    for cue in 0..scene.tokens.len() {
        if !may_be_cue(scene.tokens, cue) {
            continue;
        }
        cue_signs(scene, cue, &mut signs);
        let score = weights.score(&signs);
        if score < bounds.cue {
            continue;
        }
        if let Some(attribution) = complete(scene, weights, cue, score, &mut signs, &mut room) {
            found.push(attribution);
        }
    }
    found
}

/// From which score on a cue, an attribution and a stretch are taken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Score of a cue, a logarithm of odds.
    pub(crate) cue: f32,
    /// Log of the likelihood of cue, start and end together.
    pub(crate) all: f32,
    /// Score of a stretch.
    pub(crate) stretch: f32,
}

/// Lists used again and again.
#[derive(Debug, Default)]
pub(crate) struct Room {
    starts: Vec<(f32, usize)>,
    ends: Vec<(f32, usize)>,
}

fn complete(
    scene: &Scene<'_>,
    weights: &Weights,
    cue: usize,
    score: f32,
    signs: &mut Signs,
    room: &mut Room,
) -> Option<Attribution> {
    let setting = Setting::new(scene, cue);
    room.starts.clear();
    for start in setting.starts(scene) {
        start_signs(scene, &setting, start, signs);
        room.starts.push((weights.score(signs), start));
    }
    let total = log_sum(&room.starts);
    room.starts
        .sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut best: Option<(f32, usize, usize)> = None;
    for &(start_score, start) in room.starts.iter().take(3) {
        let start_log = start_score - total;
        if best.is_some_and(|(log, ..)| start_log < log) {
            break;
        }
        room.ends.clear();
        for end in setting.ends(scene, start) {
            end_signs(scene, &setting, start, end, signs);
            room.ends.push((weights.score(signs), end));
        }
        let ends_total = log_sum(&room.ends);
        let Some(&(end_score, end)) = room
            .ends
            .iter()
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
        else {
            continue;
        };
        let log = start_log + end_score - ends_total;
        if best.is_none_or(|(other, ..)| log > other) {
            best = Some((log, start, end));
        }
    }
    let (log, start, end) = best?;
    let parts = split_parts(scene, &setting, start, end);
    let source = choose_source(scene, weights, &setting, &parts, signs);
    Some(Attribution {
        cue: Some(cue),
        parts,
        source,
        score: log + likelihood(score),
    })
}

/// Log of the likelihood that a score, a logarithm of odds, stands for.
pub(crate) fn likelihood(score: f32) -> f32 {
    logistic(score).max(1e-6).ln()
}

fn log_sum(scores: &[(f32, usize)]) -> f32 {
    let top = scores
        .iter()
        .map(|&(score, _)| score)
        .fold(f32::MIN, f32::max);
    let sum: f32 = scores.iter().map(|&(score, _)| (score - top).exp()).sum();
    top + sum.max(1e-30).ln()
}

#[inline]
pub(super) fn class(token: &Token) -> u32 {
    token.class as u32
}

/// The word where it is common, else its class: names must not be learned.
#[inline]
pub(super) fn seen(token: &Token) -> u32 {
    if token.class.is_name() && token.class != Class::Title || token.class == Class::Number {
        class(token)
    } else {
        token.word
    }
}

/// Distances in steps: 1, 2, 3, 4, 5 to 6, 7 to 9, 10 to 14, 15 to 22, more.
#[inline]
pub(super) fn bucket(distance: usize) -> u32 {
    match distance {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 3,
        4 => 4,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=22 => 8,
        23..=40 => 9,
        _ => 10,
    }
}

/// Classes of the tokens in `from..to`, as one number; a number of its own when there are many.
pub(super) fn path(tokens: &Tokens<'_>, from: usize, to: usize) -> u32 {
    if to > from + 6 {
        return 0x77;
    }
    (from..to).fold(0x1234_5678, |digest, at| join(digest, class(tokens.at(at))))
}
