//! How far critics' ratings lie apart, and whether a word for it is earned.

use crate::positives::float;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A word needs this many ratings: under ten, the interval's own width is guesswork.
const WORD_FROM: u64 = 10;
/// Divided: even the interval's lower end is a standard deviation of a quarter of the scale, as far
/// apart as half of the ratings at 2.5 and half at 7.5 of 10.
const DIVIDED_FROM: f64 = 2.5;
/// Of one mind: even the upper end is under half of that.
const OF_ONE_MIND_TO: f64 = 1.25;
/// The 95 % point of the standard normal law.
const Z: f64 = 1.644_853_626_951_472_7;

/// What may be said of the spread of ratings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpreadWord {
    /// Critics are divided.
    Divided,
    /// Critics are of one mind.
    OfOneMind,
}

impl fmt::Display for SpreadWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Divided => "divided",
            Self::OfOneMind => "of one mind",
        })
    }
}

/// The spread of the ratings on the scale of 0 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// Their standard deviation, 0 to about 5.
    pub deviation: f64,
    /// Lower end of its 90 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// A word, where the whole interval supports it; else none.
    pub word: Option<SpreadWord>,
}

/// Measures the spread of ratings, 0 to 1 each, in an order that is always the same. None for fewer
/// than two.
///
/// The interval is that of the variance, whose own variance is `(m4 - s^4) / n` whatever the ratings'
/// law (`m4` their fourth central moment).
///
/// # Source
/// Cramér, "Mathematical Methods of Statistics" (1946), section 27.4.
pub(crate) fn spread_of(ratings: &[f64]) -> Option<Spread> {
    if ratings.len() < 2 {
        return None;
    }
    let n = float(ratings.len() as u64);
    let mean = ratings.iter().sum::<f64>() / n;
    let (mut second, mut fourth) = (0.0, 0.0);
    for rating in ratings {
        let square = (rating - mean) * (rating - mean);
        second += square;
        fourth += square * square;
    }
    let variance = second / (n - 1.0);
    let doubt = ((fourth / n - (second / n) * (second / n)).max(0.0) / n).sqrt();
    // Equal ratings, or two camps of equal size, have no doubt by their moments; one more rating
    // anywhere on the scale could still move the variance by this much.
    let reach = (Z * doubt).max(0.25 / n);
    let ten = |variance: f64| 10.0 * variance.max(0.0).sqrt();
    let (low, high) = (ten(variance - reach), ten(variance + reach));
    let word = if (ratings.len() as u64) < WORD_FROM {
        None
    } else if low >= DIVIDED_FROM {
        Some(SpreadWord::Divided)
    } else if high <= OF_ONE_MIND_TO {
        Some(SpreadWord::OfOneMind)
    } else {
        None
    };
    Some(Spread {
        deviation: ten(variance),
        low,
        high,
        word,
    })
}
