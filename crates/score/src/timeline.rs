//! The score at every date on which it changes.

use crate::Question;
use crate::fate::in_order;
use crate::running::Running;
use crate::scaled::Factorials;
use crate::score::{approval_of, average_of};
use ovation_terms::{Ballot, CriticId, Day, FilmId, ReviewId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    let there: Vec<&Ballot> = in_order(ballots, question)
        .into_iter()
        .map(|(_, ballot)| ballot)
        .filter(|ballot| question.reaches(ballot) && ballot.takes_part())
        .collect();
    let mut points: Vec<Point> = Vec::new();
    let mut factorials = Factorials::default();
    let mut upkeep = Upkeep::default();
    for day in there.chunk_by(|a, b| a.published_or_recorded() == b.published_or_recorded()) {
        let Some(first) = day.first() else { continue };
        for ballot in day {
            upkeep.add(ballot);
        }
        let running = upkeep.settled();
        let Some(approval) = approval_of(running, &mut factorials) else {
            continue;
        };
        let point = Point {
            day: first.published_or_recorded(),
            n: running.n(),
            positives: running.positives,
            percent: approval.percent,
            low: approval.low,
            high: approval.high,
            average: average_of(running).map(|average| average.mean),
        };
        let changed = points.last().is_none_or(|last| {
            Point {
                day: point.day,
                ..*last
            } != point
        });
        if changed {
            points.push(point);
        }
    }
    points
}

/// How many reviews lie between two kept states. Small enough that a replaced review costs little,
/// large enough that the kept states stay small beside the ballots.
const KEPT_EVERY: usize = 64;

/// The reviews in the score so far, in standing order, with states kept on the way so that a
/// review can leave from the middle without starting over.
#[derive(Default)]
struct Upkeep<'a> {
    included: Vec<&'a Ballot>,
    standing: BTreeMap<(FilmId, CriticId), (Day, ReviewId)>,
    /// `kept[i]` is the state after the first `(i + 1) * KEPT_EVERY` reviews.
    kept: Vec<Running>,
    running: Running,
    /// How many of `included` are in `running`.
    pushed: usize,
}

impl<'a> Upkeep<'a> {
    fn add(&mut self, ballot: &'a Ballot) {
        if let Some(critic) = ballot.critic {
            let order = ballot.standing_order();
            if let Some(older) = self.standing.insert((ballot.film, critic), order)
                && let Ok(place) = self
                    .included
                    .binary_search_by_key(&older, |there| there.standing_order())
            {
                self.included.remove(place);
                self.go_back_to(place);
            }
        }
        self.included.push(ballot);
    }

    /// Returns to a state that holds only reviews before `place`.
    fn go_back_to(&mut self, place: usize) {
        if place >= self.pushed {
            return;
        }
        self.kept.truncate(place / KEPT_EVERY);
        self.pushed = self.kept.len() * KEPT_EVERY;
        self.running = self.kept.last().cloned().unwrap_or_default();
    }

    fn settled(&mut self) -> &Running {
        for ballot in self.included.iter().skip(self.pushed) {
            self.running.push(ballot);
            self.pushed += 1;
            if self.pushed.is_multiple_of(KEPT_EVERY) {
                self.kept.push(self.running.clone());
            }
        }
        &self.running
    }
}
