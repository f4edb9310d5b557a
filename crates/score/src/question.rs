//! What is asked: the formula, the panel and the two clocks.

mod panel;

use crate::OutletWeights;
use ovation_terms::{Ballot, Day, Moment};
pub use panel::{Panel, PanelError};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Which number stands for the film. A [`Score`](crate::Score) always carries approval and average;
/// the weighted score and the adjusted approval are added where they are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Formula {
    /// Share of reviews that are positive, 0 to 100, with its interval.
    #[default]
    Approval,
    /// Mean of the ratings, 0 to 10.
    AverageRating,
    /// Ratings weighted by outlet, 0 to 100.
    WeightedScore,
    /// What a critic of average leniency would say, 0 to 100, with its interval.
    AdjustedApproval,
}

/// A text was no formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError(String);

impl fmt::Display for FormulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "expected `approval`, `average-rating`, `weighted-score` or `adjusted-approval`, found \
             `{}`",
            self.0
        )
    }
}

impl std::error::Error for FormulaError {}

impl Formula {
    /// Every formula.
    pub const ALL: [Self; 4] = [
        Self::Approval,
        Self::AverageRating,
        Self::WeightedScore,
        Self::AdjustedApproval,
    ];

    /// The text form: `approval`, `average-rating`, `weighted-score`, `adjusted-approval`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::AverageRating => "average-rating",
            Self::WeightedScore => "weighted-score",
            Self::AdjustedApproval => "adjusted-approval",
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

/// A question to the record. The default asks for the approval by everybody, now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    /// What outlets weigh in the weighted score; 1 where nothing is said.
    pub weights: OutletWeights,
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
