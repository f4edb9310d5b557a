//! A checked probability.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A number from 0 to 1, never NaN.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Probability(f64);

/// A number was no probability.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("expected a probability from 0 to 1, found `{0}`")]
pub struct ProbabilityError(pub f64);

// Never NaN, so every one is equal to itself.
impl Eq for Probability {}

impl Probability {
    /// Certainly for.
    pub const ONE: Self = Self(1.0);
    /// Certainly against.
    pub const ZERO: Self = Self(0.0);
    /// Nothing known.
    pub const HALF: Self = Self(0.5);

    /// Checks the range.
    ///
    /// # Errors
    /// [`ProbabilityError`] for anything below 0, above 1 or NaN.
    pub fn new(value: f64) -> Result<Self, ProbabilityError> {
        if (0.0..=1.0).contains(&value) {
            Ok(Self(value))
        } else {
            Err(ProbabilityError(value))
        }
    }

    /// Brings any number into the range; NaN becomes one half.
    pub fn clamped(value: f64) -> Self {
        if value.is_nan() {
            Self::HALF
        } else {
            Self(value.clamp(0.0, 1.0))
        }
    }

    /// The number itself.
    pub fn get(self) -> f64 {
        self.0
    }

    /// Whether the review counts as positive: `p >= 0.5` (the rule of the approval formula).
    pub fn is_positive(self) -> bool {
        self.0 >= 0.5
    }
}

impl TryFrom<f64> for Probability {
    type Error = ProbabilityError;
    fn try_from(value: f64) -> Result<Self, ProbabilityError> {
        Self::new(value)
    }
}

impl From<Probability> for f64 {
    fn from(value: Probability) -> f64 {
        value.0
    }
}

impl fmt::Display for Probability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
