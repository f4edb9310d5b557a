//! What is labelled of statements, for those who learn from it.

use super::super::quotes::Offsets;
use super::shown::pieces_of;
use super::{GoldPress, before_bracket, is_same_speaker};
use ovation_press::{Span, Statement};

/// The labelled quotations of an article, by byte offsets.
#[derive(Clone, Debug)]
pub struct StatementLabels<'g> {
    list: Vec<(usize, usize, Option<&'g str>)>,
}

/// The labelled quotations of an article.
pub fn right_of_statements<'g>(text: &str, gold: &'g GoldPress) -> StatementLabels<'g> {
    let bytes = Offsets::of(text);
    let quotes = gold.quotes.iter();
    let list = quotes.map(|quote| {
        let (start, end) = (bytes.at(quote.start), bytes.at(quote.end));
        (start, end, quote.speaker.as_deref())
    });
    StatementLabels {
        list: list.collect(),
    }
}

impl<'g> StatementLabels<'g> {
    /// Who said some words: the speaker of the label that they share most of, or nobody; none where no label is.
    pub fn of(&self, parts: &[Span]) -> Option<Option<&'g str>> {
        let shared = |start: usize, end: usize| -> usize {
            let parts = parts.iter();
            parts
                .map(|part| part.end.min(end).saturating_sub(part.start.max(start)))
                .sum()
        };
        self.list
            .iter()
            .map(|&(start, end, speaker)| (shared(start, end), end - start, speaker))
            .filter(|(shared, length, _)| shared * 2 > *length)
            .max_by_key(|(shared, ..)| *shared)
            .map(|(_, _, speaker)| speaker)
    }
}

/// Whether a name is that of a labelled speaker; nobody is right where nobody is labelled.
pub fn is_right_speaker(label: Option<&str>, name: Option<&str>) -> bool {
    match (label, name) {
        (Some(label), Some(name)) => is_same_speaker(before_bracket(label), name),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Of each statement whether its words and its speaker are as labelled, in all its pieces.
pub fn right_statements(text: &str, gold: &GoldPress, given: &[&Statement]) -> Vec<bool> {
    let mut right = vec![true; given.len()];
    for piece in pieces_of(text, gold, given) {
        if let Some(place) = right.get_mut(piece.statement) {
            *place &= piece.is_right;
        }
    }
    right
}
