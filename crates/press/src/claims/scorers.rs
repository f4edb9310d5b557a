//! Whoever publishes scores made of many reviews, as `knowledge/` lists them.

use crate::phrases::Phrases;
use crate::tokens::Tokens;
use ovation_knowledge::{List, current};
use std::sync::LazyLock;

/// A publisher named at some token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scorer {
    /// Behind its name.
    pub(super) end: usize,
    /// Whether the name is that of a score.
    pub(super) is_score: bool,
}

/// The names of all of them.
pub(super) struct Scorers {
    names: Phrases,
    scores: Phrases,
}

/// Those in use.
pub(super) static SCORERS: LazyLock<Scorers> = LazyLock::new(|| {
    let phrases = |list| {
        let names = current().list(list).iter();
        Phrases::of(&names.map(String::as_str).collect::<Vec<_>>())
    };
    Scorers {
        names: phrases(List::Scorers),
        scores: phrases(List::Scores),
    }
});

impl Scorers {
    /// The publisher whose name begins at a token.
    pub(super) fn at(&self, tokens: &Tokens<'_>, at: usize) -> Option<Scorer> {
        let end = self.names.end_at(tokens, at)?;
        let is_score = self.scores.end_at(tokens, at).is_some();
        Some(Scorer { end, is_score })
    }

    /// Whether the name of any begins at a token.
    pub(super) fn begins_at(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        self.names.end_at(tokens, at).is_some()
    }
}
