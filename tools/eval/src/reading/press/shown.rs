//! Scoring statements as they are shown: words and speaker together.

use super::super::Count;
use super::super::quotes::{Offsets, pair};
use super::same::{before_bracket, is_same_speaker};
use super::{GoldPress, Pieces};
use ovation_press::{SpeechKind, Statement};

/// A stretch of words that is given as somebody's.
pub(super) struct ShownPiece {
    pub(super) words: Pieces,
    /// The number of its statement.
    pub(super) statement: usize,
    /// The labelled speaker of the same words.
    pub(super) label: Option<String>,
    pub(super) is_right: bool,
}

/// Pairs what is given with what is labelled, reported speech included: right is what has the same words and the
/// same speaker.
pub(super) fn pieces_of(text: &str, gold: &GoldPress, given: &[&Statement]) -> Vec<ShownPiece> {
    let bytes = Offsets::of(text);
    let wanted: Vec<Pieces> = gold
        .quotes
        .iter()
        .map(|quote| vec![(bytes.at(quote.start), bytes.at(quote.end))])
        .collect();
    let mut pieces: Vec<(Pieces, usize)> = Vec::new();
    for (number, said) in given.iter().enumerate() {
        if said.kind == SpeechKind::Indirect || said.verbatim.is_empty() {
            let parts = said.parts.iter().map(|part| (part.start, part.end));
            pieces.push((parts.collect(), number));
        } else {
            let parts = said.verbatim.iter();
            pieces.extend(parts.map(|part| (vec![(part.start, part.end)], number)));
        }
    }
    let found: Vec<Pieces> = pieces.iter().map(|(parts, _)| parts.clone()).collect();
    let pairs = pair(text, &wanted, &found);
    let pieces = pieces.into_iter().enumerate();
    pieces
        .map(|(at, (words, statement))| {
            let named = given.get(statement).and_then(|said| said.named);
            let name = named.and_then(|span| text.get(span.start..span.end));
            let label = pairs.iter().find(|&&(_, found)| found == at);
            let label = label.and_then(|&(wanted, _)| gold.quotes.get(wanted));
            let label = label.and_then(|label| label.speaker.clone());
            let is_right = label.as_deref().is_some_and(|speaker| {
                is_same_speaker(before_bracket(speaker), name.unwrap_or_default())
            });
            ShownPiece {
                words,
                statement,
                label,
                is_right,
            }
        })
        .collect()
}

/// Counts what is given, and says what is wrong.
pub(super) fn add(
    count: &mut Count,
    lines: &mut Vec<String>,
    (text, gold): (&str, &GoldPress),
    given: &[&Statement],
) {
    let named = gold.quotes.iter().filter(|quote| quote.speaker.is_some());
    count.wanted += named.count() as u64;
    for piece in pieces_of(text, gold, given) {
        count.given += 1;
        count.right += u64::from(piece.is_right);
        let Some(said) = given.get(piece.statement).filter(|_| !piece.is_right) else {
            continue;
        };
        let words = |span: Option<(usize, usize)>| {
            span.and_then(|(start, end)| text.get(start..end))
                .unwrap_or_default()
        };
        lines.push(format!(
            "shown: wrong: {:?} {} `{}` ({}): {}",
            said.kind,
            said.likelihood,
            words(said.named.map(|span| (span.start, span.end))),
            piece.label.as_deref().unwrap_or("no label"),
            words(piece.words.first().copied()).replace('\n', " ")
        ));
    }
}
