//! Long texts in parts.

use super::Encoder;
use super::wordpiece::WordPieces;
use crate::text::sentences;
use std::ops::Range;

/// Pieces of a part: as many as most texts have that the weights were fitted to.
const PART: usize = 64;

/// Parts of a text at most: some 4,500 words. Of a longer one the first third of these are taken
/// from its beginning and the rest from its end, where the critic concludes.
const MOST_PARTS: usize = 96;

/// Bytes looked at from either end of a text: more than [`MOST_PARTS`] hold.
const MOST_BYTES: usize = 60_000;

/// What is read in one go.
pub(super) struct Part {
    pub(super) pieces: Vec<u32>,
    /// The sentences in it, as byte ranges of the text.
    pub(super) sentences: Vec<Range<usize>>,
}

/// Cuts a text into parts; none for a text without words.
pub(super) fn part(text: &str, words: &WordPieces) -> Vec<Part> {
    let sentences = sentences_of(text);
    if sentences.is_empty() {
        return Vec::new();
    }
    // One more than fits tells whether all fit.
    if text.len() <= 16 * Encoder::AT_ONCE {
        let pieces = words.cut(text, Encoder::AT_ONCE + 1);
        if pieces.len() <= Encoder::AT_ONCE {
            return vec![Part { pieces, sentences }];
        }
    }
    let mut parts: Vec<Part> = Vec::new();
    for range in sentences {
        let sentence = text.get(range.clone()).unwrap_or_default();
        let pieces = words.cut(sentence, Encoder::AT_ONCE);
        match parts.last_mut() {
            Some(last) if last.pieces.len() + pieces.len() <= PART => {
                last.pieces.extend(pieces);
                last.sentences.push(range);
            }
            _ => parts.push(Part {
                pieces,
                sentences: vec![range],
            }),
        }
    }
    if parts.len() > MOST_PARTS {
        let from_end = MOST_PARTS - MOST_PARTS / 3;
        parts.drain(MOST_PARTS / 3..parts.len() - from_end);
    }
    parts
}

fn sentences_of(text: &str) -> Vec<Range<usize>> {
    if text.len() <= 2 * MOST_BYTES {
        return sentences::split(text);
    }
    let (head, tail) = (
        text.floor_char_boundary(MOST_BYTES),
        text.len() - MOST_BYTES,
    );
    let tail = text.ceil_char_boundary(tail);
    let mut all = sentences::split(text.get(..head).unwrap_or_default());
    let last = sentences::split(text.get(tail..).unwrap_or_default());
    all.extend(
        last.into_iter()
            .map(|range| range.start + tail..range.end + tail),
    );
    all
}

/// How much a part's log-odds count: sure parts more than those that tell the plot, the last ones
/// more than the middle, and the first a little.
fn weight(odds: f64, at: usize, of: usize) -> f64 {
    // One at log-odds of 1 is a fifth sure, one of 4 four fifths: many parts that tell the plot do
    // not outvote the one that concludes.
    let sure = 0.02 + odds * odds / (odds * odds + 4.0);
    let last = of.saturating_sub(at + 1);
    let place = match (at, last) {
        (_, 0) => 2.5,
        (_, 1) => 1.6,
        (0, _) => 1.4,
        _ => 1.0,
    };
    sure * place
}

/// The mean of what each part says, `answers`, by how much the part counts, by the log-odds of its
/// verdict; none without parts.
pub(super) fn together(answers: &[f64], odds: &[f64]) -> Option<f64> {
    let of = odds.len();
    let (mut sum, mut all) = (0.0, 0.0);
    for (at, (answer, odds)) in answers.iter().zip(odds).enumerate() {
        let weight = weight(*odds, at, of);
        sum += weight * answer;
        all += weight;
    }
    (all > 0.0).then(|| sum / all)
}

/// The part that spoke most for the answer.
pub(super) fn weightiest(odds: &[f64], together: f64) -> Option<usize> {
    let of = odds.len();
    let side = together.signum();
    let says = |at: usize, odds: f64| side * odds * weight(odds, at, of);
    let said = odds
        .iter()
        .enumerate()
        .map(|(at, odds)| (at, says(at, *odds)));
    said.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
}
