//! The weighted score: ratings weighted by outlet.

use crate::running::rating_of;
use crate::{Fate, Question, fates};
use ovation_terms::{Ballot, OutletId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The outlets' public weights; an outlet without one has 1, and so has a review without an
/// outlet. Weights that are negative or no number count as 0.
pub type OutletWeights = BTreeMap<OutletId, f64>;

/// A weighted score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weighted {
    /// Sum of w x / sum of w with x = 100 x rating; 0 to 100.
    pub score: f64,
    /// Reviews in it with a printed rating: those in the score that have a weight above 0.
    pub rated: u64,
    /// Reviews in it whose rating is what the model expects of their text: none was printed.
    #[serde(default, skip_serializing_if = "is_none")]
    pub expected: u64,
    /// Reviews in the score that had neither, and so no part in it.
    pub unrated: u64,
}

/// The weighted score under a question; none where no review in the score has a rating, printed or
/// expected, and a weight.
pub fn weighted(
    ballots: &[Ballot],
    question: &Question,
    weights: &OutletWeights,
) -> Option<Weighted> {
    weighted_of(ballots, &fates(ballots, question), weights)
}

pub(crate) fn weighted_of(
    ballots: &[Ballot],
    fates: &[(usize, Fate)],
    weights: &OutletWeights,
) -> Option<Weighted> {
    let (mut sum, mut total) = (0.0, 0.0);
    let (mut rated, mut expected, mut unrated) = (0, 0, 0);
    for (place, fate) in fates {
        let Some(ballot) = ballots.get(*place) else {
            continue;
        };
        if !matches!(fate, Fate::In { .. }) {
            continue;
        }
        let weight = ballot
            .outlet
            .and_then(|outlet| weights.get(&outlet).copied())
            .map_or(1.0, |w| if w.is_finite() { w.max(0.0) } else { 0.0 });
        let printed = rating_of(ballot);
        let Some(rating) = printed.or_else(|| expected_of(ballot)) else {
            unrated += 1;
            continue;
        };
        if weight > 0.0 {
            sum += weight * 100.0 * rating;
            total += weight;
            rated += u64::from(printed.is_some());
            expected += u64::from(printed.is_none());
        }
    }
    (total > 0.0).then(|| Weighted {
        score: sum / total,
        rated,
        expected,
        unrated,
    })
}

/// What the model expects, where it is a rating at all.
fn expected_of(ballot: &Ballot) -> Option<f64> {
    ballot.expected.filter(|it| (0.0..=1.0).contains(it))
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the form that serde calls"
)]
fn is_none(count: &u64) -> bool {
    *count == 0
}
