//! What is asked: the formula, the panel and the two clocks.

use ovation_terms::{Ballot, CriticId, Day, Moment, OutletId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Which number stands for the film. A [`Score`](crate::Score) always carries all of them; the
/// formula says which one is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Formula {
    /// Share of reviews that are positive, 0 to 100, with its interval.
    #[default]
    Approval,
    /// Mean of the ratings, 0 to 10.
    AverageRating,
}

/// A text was no formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError(String);

impl fmt::Display for FormulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "expected `approval` or `average-rating`, found `{}`",
            self.0
        )
    }
}

impl std::error::Error for FormulaError {}

impl Formula {
    /// Every formula.
    pub const ALL: [Self; 2] = [Self::Approval, Self::AverageRating];

    /// The text form: `approval`, `average-rating`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::AverageRating => "average-rating",
        }
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Formula {
    type Err = FormulaError;
    fn from_str(text: &str) -> Result<Self, FormulaError> {
        Self::ALL
            .into_iter()
            .find(|formula| formula.code() == text)
            .ok_or_else(|| FormulaError(text.chars().take(40).collect()))
    }
}

/// Whose reviews are asked for. Empty lists mean everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Panel {
    /// Only these critics; empty means all, unsigned reviews included.
    pub critics: Vec<CriticId>,
    /// Only reviews in these outlets; empty means all, reviews without an outlet included.
    pub outlets: Vec<OutletId>,
}

impl Panel {
    /// Whether the panel is everybody.
    pub fn is_everybody(&self) -> bool {
        self.critics.is_empty() && self.outlets.is_empty()
    }

    /// Whether a review belongs to the panel: its critic and its outlet are both asked for.
    pub fn includes(&self, ballot: &Ballot) -> bool {
        let critic = self.critics.is_empty()
            || ballot
                .critic
                .is_some_and(|critic| self.critics.contains(&critic));
        let outlet = self.outlets.is_empty()
            || ballot
                .outlet
                .is_some_and(|outlet| self.outlets.contains(&outlet));
        critic && outlet
    }
}

/// A question to the record. The default asks for the approval by everybody, now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    /// The `published` clock: reviews published by the end of this day; none means all.
    pub as_of: Option<Day>,
    /// The `recorded` clock: what the ledger knew by then; none means now.
    ///
    /// The caller hands in the ballots as they were known then; a ballot recorded later is not
    /// counted in any case.
    pub known_at: Option<Moment>,
    /// Which number is meant.
    pub formula: Formula,
    /// Whose reviews.
    pub panel: Panel,
}

impl Question {
    /// Whether both clocks reach a ballot: it was published, and this version of it recorded.
    pub(crate) fn reaches(&self, ballot: &Ballot) -> bool {
        let published = self
            .as_of
            .is_none_or(|day| ballot.published_or_recorded() <= day);
        let known = self.known_at.is_none_or(|moment| ballot.recorded <= moment);
        published && known
    }
}
