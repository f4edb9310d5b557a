//! Ratings as printed, and converted.

use serde::{Deserialize, Serialize};

/// A rating as the critic printed it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedRating {
    /// The rating's words: `3.5/5`, `B+`, `★★★½`, `8`.
    pub printed: String,
    /// The top of the scale, where markup or a neighbouring word states it (`10`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<String>,
    /// The bottom of the scale, where stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worst: Option<String>,
    /// What it is worth, 0 to 1, where the operator said so when the table was read in (`0.1` for
    /// `Awful`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worth: Option<String>,
    /// Whether `worth`, or else `best`, was said by the operator and not by the source.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_said: bool,
}

impl PrintedRating {
    /// A rating of which only the words are known.
    pub fn of(printed: impl Into<String>) -> Self {
        Self {
            printed: printed.into(),
            best: None,
            ..Self::default()
        }
    }
}

/// A rating on 0 to 1, and how it came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConvertedRating {
    /// 0 (worst) to 1 (best).
    pub value: f64,
    /// The scale it was read on: `/5`, `/4`, `/10`, `letters`, `percent`, `stars/5`.
    pub scale: String,
    /// Why the scale was taken where it was not printed (`outlet's habit: /10 in 212 of 214`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// One line of the published conversion table, for the page that explains scores.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScaleRow {
    /// The scale: `/5`.
    pub scale: String,
    /// An example as printed: `3.5/5`.
    pub example: String,
    /// What the example converts to, 0 to 1.
    pub value: f64,
    /// From which value on a rating of this scale counts as positive.
    pub positive_from: f64,
    /// Where the borderline comes from.
    pub source: String,
}
