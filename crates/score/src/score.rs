//! The score of a film under a question.

use crate::positives::float;
use crate::posterior::Workspace;
use crate::running::{Running, rating_of};
use crate::spread::spread_of;
use crate::weighted::weighted_of;
use crate::{Adjusted, Fate, Formula, Question, Spread, Weighted, fates};
use ovation_terms::{Ballot, Probability, Reason, State};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// From this many reviews on a score has a headline number; below it only the count is shown.
pub const HEADLINE_FROM: u64 = 5;

/// The share of positive reviews with its interval, all in percent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// 100 x (reviews with `p >= 0.5`) / n, 0 to 100.
    pub percent: f64,
    /// Lower end of the 90 % interval, 0 to 100.
    pub low: f64,
    /// Upper end of the 90 % interval, 0 to 100.
    pub high: f64,
}

/// The mean of the ratings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Average {
    /// Mean of the converted ratings, 0 to 10.
    pub mean: f64,
    /// How many reviews in the score had one.
    pub rated: u64,
}

/// A score: every figure of a film under one question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// Reviews found at the question's clocks: `counted + waiting + excluded`.
    pub found: u64,
    /// Reviews in the score without reservation.
    pub counted: u64,
    /// Reviews on the desk, those that count in the meantime included.
    pub waiting: u64,
    /// Reviews that are out, those replaced by a newer one included.
    pub excluded: u64,
    /// Reviews in the score: `counted + unsure`.
    pub n: u64,
    /// Of `n`, those that also wait on the desk.
    pub unsure: u64,
    /// Of `n`, those with `p >= 0.5`.
    pub positives: u64,
    /// Approval and its interval; none without reviews. Under five reviews it is not a headline.
    pub approval: Option<Approval>,
    /// Whether there are enough reviews (5) to show a number and not only the count.
    pub headline: bool,
    /// Average rating; none where no review in the score had one.
    pub average: Option<Average>,
    /// How far the ratings lie apart; none where fewer than two had one (and in receipts of before
    /// it was kept).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<Spread>,
    /// The weighted score, where it was asked for and a review has a rating and a weight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weighted: Option<Weighted>,
    /// The adjusted approval, where it was asked for and a signed review is in the score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjusted: Option<Adjusted>,
    /// How many ratings fall into each tenth of the scale, worst first; 10 of 10 falls in the last.
    pub histogram: [u64; 10],
    /// Why reviews wait or are out, by the reason's text form; a review with two reasons is in
    /// both numbers.
    pub reasons: BTreeMap<String, u64>,
}

/// Scores one film's reviews.
///
/// Takes all of the film's ballots, in any order, as they were known at the question's
/// `recorded` clock. The same ballots give the same bits, whatever their order.
pub fn score(ballots: &[Ballot], question: &Question) -> Score {
    let fates = fates(ballots, question);
    score_of_fates(ballots, &fates, question, &mut Workspace::default())
}

pub(crate) fn score_of_fates(
    ballots: &[Ballot],
    fates: &[(usize, Fate)],
    question: &Question,
    workspace: &mut Workspace,
) -> Score {
    let mut running = Running::default();
    let mut score = Score::default();
    let mut ratings = Vec::new();
    for (place, fate) in fates {
        match fate.state() {
            Some(State::Counted) => score.counted += 1,
            Some(State::Waiting) => score.waiting += 1,
            Some(State::Excluded) => score.excluded += 1,
            None => continue,
        }
        let Some(ballot) = ballots.get(*place) else {
            continue;
        };
        let reasons: &[Reason] = match fate {
            Fate::In { unsure } => {
                running.push(ballot.p.unwrap_or(Probability::HALF), rating_of(ballot));
                ratings.extend(rating_of(ballot));
                score.unsure += u64::from(*unsure);
                ballot.standing.reasons()
            }
            Fate::Out(reasons) => reasons,
            Fate::NotYet => &[],
        };
        for reason in reasons {
            *score.reasons.entry(reason.code().to_owned()).or_insert(0) += 1;
        }
    }
    score.found = score.counted + score.waiting + score.excluded;
    score.n = running.n();
    score.positives = running.positives;
    score.headline = score.n >= HEADLINE_FROM;
    score.approval = approval_of(&running, workspace);
    score.average = average_of(&running);
    score.spread = spread_of(&ratings);
    if question.formula == Formula::WeightedScore {
        score.weighted = weighted_of(ballots, fates, &question.weights);
    }
    score.histogram = running.histogram;
    score
}

pub(crate) fn approval_of(running: &Running, workspace: &mut Workspace) -> Option<Approval> {
    if running.n() == 0 {
        return None;
    }
    let interval = workspace.interval(&running.count);
    Some(Approval {
        percent: 100.0 * float(running.positives) / float(running.n()),
        low: 100.0 * interval.low,
        high: 100.0 * interval.high,
    })
}

pub(crate) fn average_of(running: &Running) -> Option<Average> {
    (running.rated > 0).then(|| Average {
        mean: running.mean_rating(),
        rated: running.rated,
    })
}
