//! A score in a few words, where scores are told beside each other.

use crate::Score;
use ovation_terms::{counted, grouped};
use serde::Serialize;

/// A score in short.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ScoreInShort {
    /// Approval, 0 to 100; none without reviews.
    pub approval: Option<f64>,
    /// Reviews in the score.
    pub n: u64,
    /// Whether they are enough for a headline.
    pub headline: bool,
}

impl ScoreInShort {
    /// Of a score.
    pub fn of(score: &Score) -> Self {
        Self {
            approval: score.approval.as_ref().map(|approval| approval.percent),
            n: score.n,
            headline: score.headline,
        }
    }

    /// For people: `84 % of 1,204`, or `3 reviews` where they are too few for a headline.
    pub fn in_words(self) -> String {
        match self.approval {
            Some(percent) if self.headline => format!("{percent:.0} % of {}", grouped(self.n)),
            Some(_) | None => counted(self.n, "review", "reviews"),
        }
    }
}
