//! What a score needs to know of the reviews in it, kept up one review at a time.

use crate::positives::PositiveCount;
use ovation_terms::{Ballot, Probability};

/// The sums behind a score. Equal reviews pushed in the same order give equal bits.
#[derive(Clone, Debug, Default)]
pub(crate) struct Running {
    pub(crate) positives: u64,
    pub(crate) count: PositiveCount,
    pub(crate) rating_sum: f64,
    pub(crate) rated: u64,
    pub(crate) histogram: [u64; 10],
}

impl Running {
    pub(crate) fn push(&mut self, ballot: &Ballot) {
        let p = ballot.p.unwrap_or(Probability::HALF);
        self.count.push(p);
        if p.is_positive() {
            self.positives += 1;
        }
        if let Some(rating) = rating_of(ballot) {
            self.rating_sum += rating;
            self.rated += 1;
            if let Some(bin) = self.histogram.get_mut(bin_of(rating)) {
                *bin += 1;
            }
        }
    }

    pub(crate) fn n(&self) -> u64 {
        self.count.reviews()
    }
}

/// The converted rating, 0 to 1; a number that is none is left out.
pub(crate) fn rating_of(ballot: &Ballot) -> Option<f64> {
    ballot
        .rating
        .filter(|rating| rating.is_finite())
        .map(|rating| rating.clamp(0.0, 1.0))
}

/// Which tenth a rating falls in; 1 falls in the last. A rating a hair below a border for the
/// rounding of its conversion (`0.7 - 1e-16`) falls in the upper tenth.
fn bin_of(rating: f64) -> usize {
    const BORDERS: [f64; 9] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
    BORDERS
        .iter()
        .take_while(|border| rating + 1e-9 >= **border)
        .count()
}
