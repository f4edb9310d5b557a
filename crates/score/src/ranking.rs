//! The order of a ranking.

use crate::Score;
use std::cmp::Ordering;

/// Orders scores for a ranking, best first.
///
/// By the lower end of the interval, so that 100 % from six reviews does not beat 97 % from 300.
/// Scores without a headline number come last; ties go to more reviews, then to the higher
/// approval, then to the higher average.
pub fn ranking_order(a: &Score, b: &Score) -> Ordering {
    let key = |score: &Score| {
        let approval = score.approval;
        (
            score.headline,
            approval.map_or(-1.0, |approval| approval.low),
            score.n,
            approval.map_or(-1.0, |approval| approval.percent),
            score.average.map_or(-1.0, |average| average.mean),
        )
    };
    let (a, b) = (key(a), key(b));
    b.0.cmp(&a.0)
        .then(b.1.total_cmp(&a.1))
        .then(b.2.cmp(&a.2))
        .then(b.3.total_cmp(&a.3))
        .then(b.4.total_cmp(&a.4))
}
