//! What a score needs to know of the reviews in it, kept up one review at a time.

use crate::positives::{PositiveCount, float};
use ovation_terms::{Ballot, Probability};

/// The sums behind a score. All but the weights in `count` are whole numbers, so that reviews may
/// come and go in any order and leave equal bits.
#[derive(Clone, Debug, Default)]
pub(crate) struct Running {
    pub(crate) positives: u64,
    pub(crate) count: PositiveCount,
    /// In steps of 2^-62: ratings as they come, nothing rounded.
    rating_steps: i128,
    pub(crate) rated: u64,
    pub(crate) histogram: [u64; 10],
}

impl Running {
    /// Adds a review by its `p` and its rating, 0 to 1.
    pub(crate) fn push(&mut self, p: Probability, rating: Option<f64>) {
        self.count.push(p);
        self.positives += u64::from(p.is_positive());
        if let Some(rating) = rating {
            self.rating_steps = self.rating_steps.saturating_add(exactly(rating));
            self.rated += 1;
            if let Some(bin) = self.histogram.get_mut(bin_of(rating)) {
                *bin += 1;
            }
        }
    }

    /// Takes a review out again; tells whether the weights of `count` must be made anew
    /// ([`Running::recount`]).
    pub(crate) fn remove(&mut self, p: Probability, rating: Option<f64>) -> bool {
        self.positives = self.positives.saturating_sub(u64::from(p.is_positive()));
        if let Some(rating) = rating {
            self.rating_steps = self.rating_steps.saturating_sub(exactly(rating));
            self.rated = self.rated.saturating_sub(1);
            if let Some(bin) = self.histogram.get_mut(bin_of(rating)) {
                *bin = bin.saturating_sub(1);
            }
        }
        self.count.remove(p)
    }

    /// Counts the positives anew, in the order given.
    pub(crate) fn recount(&mut self, ps: impl Iterator<Item = Probability>) {
        self.count.clear();
        ps.for_each(|p| self.count.push(p));
    }

    /// Empties it, keeping its memory.
    pub(crate) fn clear(&mut self) {
        self.count.clear();
        self.positives = 0;
        self.rating_steps = 0;
        self.rated = 0;
        self.histogram = [0; 10];
    }

    pub(crate) fn n(&self) -> u64 {
        self.count.reviews()
    }

    /// Mean of the ratings, 0 to 10; not to be asked without ratings.
    pub(crate) fn mean_rating(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "the one rounding of a mean")]
        let sum = self.rating_steps as f64 / RATING_STEPS;
        10.0 * sum / float(self.rated)
    }
}

/// 2^62
const RATING_STEPS: f64 = 4_611_686_018_427_387_904.0;

#[expect(
    clippy::cast_possible_truncation,
    reason = "a rating lies between 0 and 1, 2^62 steps; smaller parts are below any rating's digits"
)]
fn exactly(rating: f64) -> i128 {
    i128::from((rating * RATING_STEPS) as i64)
}

/// The converted rating, 0 to 1; a number that is none is left out.
pub(crate) fn rating_of(ballot: &Ballot) -> Option<f64> {
    proper_rating(ballot.rating)
}

pub(crate) fn proper_rating(rating: Option<f64>) -> Option<f64> {
    rating
        .filter(|rating| rating.is_finite())
        .map(|rating| rating.clamp(0.0, 1.0))
}

/// Which tenth a rating falls in; 1 falls in the last. A rating a hair below a border for the
/// rounding of its conversion (`0.7 - 1e-16`) falls in the upper tenth.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ten times a number from 0 to 1"
)]
fn bin_of(rating: f64) -> usize {
    ((rating + 1e-9) * 10.0).min(9.0) as usize
}
