//! The score at every date on which it changes.

use crate::fate::in_order;
use crate::{Question, ScoreIndex, Scratch};
use ovation_terms::{Ballot, Day, Vote};
use serde::{Deserialize, Serialize};

/// The score at the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The day.
    pub day: Day,
    /// Reviews in the score.
    pub n: u64,
    /// Of them, those with `p >= 0.5`.
    pub positives: u64,
    /// Approval, 0 to 100.
    pub percent: f64,
    /// Lower end of its 90 % interval, 0 to 100.
    pub low: f64,
    /// Upper end, 0 to 100.
    pub high: f64,
    /// Average rating, 0 to 10; none where no review had a rating.
    pub average: Option<f64>,
}

/// The score at every date on which it changes, from the first review in it to the question's
/// `as_of` day (or the last review).
///
/// Every point has exactly the numbers that [`crate::score()`] gives for the same ballots as of that
/// day. A review that replaces an older one by the same critic takes its place from its own day on.
pub fn timeline(ballots: &[Ballot], question: &Question) -> Vec<Point> {
    let votes = in_order(ballots, question)
        .into_iter()
        .filter(|(_, ballot)| question.reaches(ballot))
        .map(|(_, ballot)| Vote::of(ballot))
        .collect();
    let mut points = Vec::new();
    let score_index = ScoreIndex::new(votes);
    score_index.each_point(question.as_of, &mut Scratch::default(), |point| {
        points.push(point);
    });
    points
}
