//! Why a rating was not converted.

use std::fmt;

/// A rating that stays as printed, and why. The text is for a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RatingTrouble {
    /// A number or a row of stars of which the top is not known.
    ScaleUnknown {
        /// As printed, shortened.
        printed: String,
        /// What is missing.
        why: String,
    },
    /// A rating that its own scale cannot hold: `5.5/5`, `4/0`.
    Impossible {
        /// As printed, shortened.
        printed: String,
        /// What is wrong with it.
        why: String,
    },
    /// Words that are no rating of any known form: `R`, `rating`, `1-5`.
    Unreadable {
        /// As printed, shortened.
        printed: String,
        /// What was looked for.
        why: String,
    },
    /// More characters than a rating has.
    TooLong {
        /// How many.
        characters: usize,
        /// How many there may be.
        longest: usize,
    },
}

impl RatingTrouble {
    /// Whether only the scale is missing, so that a critic's habit would settle it.
    pub fn is_about_scale(&self) -> bool {
        matches!(self, Self::ScaleUnknown { .. })
    }

    /// Whether there are words or signs of which only nobody has said what they are worth, so that
    /// a person may.
    pub fn is_about_words(&self) -> bool {
        match self {
            Self::Unreadable { printed, .. } => !printed.is_empty(),
            Self::TooLong { .. } => true,
            Self::ScaleUnknown { .. } | Self::Impossible { .. } => false,
        }
    }
}

impl fmt::Display for RatingTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ScaleUnknown { printed, why }
            | Self::Impossible { printed, why }
            | Self::Unreadable { printed, why } => write!(f, "rating `{printed}`: {why}"),
            Self::TooLong {
                characters,
                longest,
            } => write!(
                f,
                "a rating of {characters} characters is not read; the longest is {longest}"
            ),
        }
    }
}

impl std::error::Error for RatingTrouble {}
