//! Scores and timelines.

use crate::ask::Clocks;
use crate::view::{FilmScore, Mark};
use ovation_ledger::Head;
use ovation_score::{INTERVAL_LEVEL, Point};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Both clocks of a question; none means now.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ClocksAsked {
    /// Reviews published by the end of this day.
    #[schema(format = Date)]
    as_of: Option<String>,
    /// What the record knew by then, RFC 3339.
    #[schema(format = DateTime)]
    known_at: Option<String>,
}

impl ClocksAsked {
    pub(super) fn of(clocks: Clocks) -> Self {
        Self {
            as_of: clocks.as_of.map(|day| day.to_string()),
            known_at: clocks.known_at.map(|at| at.to_string()),
        }
    }
}

/// Where the ledger stood when the answer was made.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Ledger {
    /// Number of the last entry; 0 when there is none.
    seq: i64,
    /// Its digest.
    hash: String,
    /// When it was made, RFC 3339.
    #[schema(format = DateTime)]
    at: Option<String>,
}

impl Ledger {
    pub(in crate::api) fn of(head: &Head) -> Self {
        Self {
            seq: head.seq.0,
            hash: head.hash.to_string(),
            at: head.at.map(|at| at.to_string()),
        }
    }
}

/// A share of positive reviews with its interval, in percent.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Approval {
    /// 100 x positives / n.
    percent: f64,
    /// Lower end of the interval.
    low: f64,
    /// Upper end of the interval.
    high: f64,
    /// The probability that the interval holds: 0.9.
    interval: f64,
}

/// The mean of the printed ratings.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AverageRating {
    /// 0 to 10.
    mean: f64,
    /// How many reviews in the score had a rating.
    rated: u64,
}

/// How far the ratings lie apart.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Spread {
    /// Standard deviation, 0 to 10.
    deviation: f64,
    /// Lower end of its interval.
    low: f64,
    /// Upper end of its interval.
    high: f64,
    /// `divided` or `of one mind`, only where the whole interval supports it.
    word: Option<String>,
}

/// Ratings weighted by outlet.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WeightedScore {
    /// 0 to 100.
    score: f64,
    /// Reviews in it with a printed rating.
    rated: u64,
    /// Reviews in it whose rating is what the model expects of their text: none was printed.
    expected: u64,
    /// Reviews in the score that had neither, and so no part in it.
    unrated: u64,
}

/// What a critic of average leniency would say, in percent.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AdjustedApproval {
    /// 0 to 100.
    percent: f64,
    /// Lower end of the interval.
    low: f64,
    /// Upper end of the interval.
    high: f64,
    /// The probability that the interval holds: 0.9.
    interval: f64,
    /// Signed reviews it rests on.
    signed: u64,
}

/// A film's score.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Score {
    /// The film's number.
    film: i64,
    /// Which figure was asked for: `approval`.
    formula: String,
    /// Whose reviews, as in the address; none means everybody's.
    panel: Option<String>,
    /// Both clocks as asked.
    clocks: ClocksAsked,
    /// Where the ledger stood.
    ledger: Ledger,
    /// Reviews in the score.
    n: u64,
    /// Of them, those with p of at least one half.
    positives: u64,
    /// Of them, those that wait for a person.
    unsure: u64,
    /// Whether there are enough reviews for a number: five.
    headline: bool,
    /// The approval; none without reviews. Not to be shown as a headline unless `headline`.
    approval: Option<Approval>,
    /// The average rating; none where no review had one.
    average_rating: Option<AverageRating>,
    /// How far the ratings lie apart; none for fewer than two.
    spread: Option<Spread>,
    /// The weighted score, where it was asked for.
    weighted: Option<WeightedScore>,
    /// The adjusted approval, where it was asked for.
    adjusted: Option<AdjustedApproval>,
    /// Ratings in each tenth of the scale, worst first.
    histogram: Vec<u64>,
    /// Reviews found at both clocks: counted + waiting + excluded.
    found: u64,
    /// In the score without reservation.
    counted: u64,
    /// Waiting for a person.
    waiting: u64,
    /// Out, with a reason.
    excluded: u64,
    /// Why reviews wait or are out.
    reasons: BTreeMap<String, u64>,
}

impl Score {
    pub(in crate::api) fn of(scored: &FilmScore, head: &Head) -> Self {
        let score = &scored.score;
        Self {
            film: scored.film.id.0,
            formula: scored.question.formula.code().to_owned(),
            panel: panel_of(scored),
            clocks: clocks_of(scored),
            ledger: Ledger::of(head),
            n: score.n,
            positives: score.positives,
            unsure: score.unsure,
            headline: score.headline,
            approval: score.approval.map(|found| Approval {
                percent: found.percent,
                low: found.low,
                high: found.high,
                interval: INTERVAL_LEVEL,
            }),
            average_rating: score.average.map(|found| AverageRating {
                mean: found.mean,
                rated: found.rated,
            }),
            spread: score.spread.map(|found| Spread {
                deviation: found.deviation,
                low: found.low,
                high: found.high,
                word: found.word.map(|word| word.to_string()),
            }),
            weighted: score.weighted.map(|found| WeightedScore {
                score: found.score,
                rated: found.rated,
                expected: found.expected,
                unrated: found.unrated,
            }),
            adjusted: score.adjusted.map(|found| AdjustedApproval {
                percent: found.percent,
                low: found.low,
                high: found.high,
                interval: INTERVAL_LEVEL,
                signed: found.signed,
            }),
            histogram: score.histogram.to_vec(),
            found: score.found,
            counted: score.counted,
            waiting: score.waiting,
            excluded: score.excluded,
            reasons: score.reasons.clone(),
        }
    }
}

fn panel_of(scored: &FilmScore) -> Option<String> {
    let panel = &scored.question.panel;
    (!panel.is_everybody()).then(|| panel.to_string())
}

fn clocks_of(scored: &FilmScore) -> ClocksAsked {
    ClocksAsked::of(Clocks {
        as_of: scored.question.as_of,
        known_at: scored.question.known_at,
    })
}

/// A film's score.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ScoreAnswer {
    /// The score.
    pub(in crate::api) score: Score,
}

/// The score at the end of a day on which it changed.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct TimelinePoint {
    /// The day.
    #[schema(format = Date)]
    day: String,
    /// Reviews in the score.
    n: u64,
    /// Of them, the positive ones.
    positives: u64,
    /// The approval.
    approval: Approval,
    /// Average rating, 0 to 10.
    average_rating: Option<f64>,
}

/// The score at every date.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Timeline {
    /// The film's number.
    film: i64,
    /// `approval`.
    formula: String,
    /// Both clocks as asked.
    clocks: ClocksAsked,
    /// Where the ledger stood.
    ledger: Ledger,
    /// From the first review on.
    points: Vec<TimelinePoint>,
    /// Where the film was shown and when it opened, as film press tells.
    marks: Vec<TimelineMark>,
}

/// A day to mark on a timeline.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct TimelineMark {
    /// The day.
    #[schema(format = Date)]
    day: String,
    /// `premiere`, `screening` or `release`.
    kind: &'static str,
    /// In words, with the place where one is told: `World premiere, Lantern Film Festival`.
    words: String,
    /// Whether an article states the day; else it was counted from an article's own.
    is_stated: bool,
    /// Entries of the articles that tell of it.
    entries: Vec<i64>,
}

impl Timeline {
    pub(in crate::api) fn of(
        scored: &FilmScore,
        points: &[Point],
        marks: Vec<Mark>,
        head: &Head,
    ) -> Self {
        let mark = |mark: Mark| TimelineMark {
            day: mark.day.to_string(),
            kind: mark.kind,
            words: mark.words,
            is_stated: mark.is_stated,
            entries: mark.entries,
        };
        let point = |point: &Point| TimelinePoint {
            day: point.day.to_string(),
            n: point.n,
            positives: point.positives,
            approval: Approval {
                percent: point.percent,
                low: point.low,
                high: point.high,
                interval: INTERVAL_LEVEL,
            },
            average_rating: point.average,
        };
        Self {
            film: scored.film.id.0,
            formula: scored.question.formula.code().to_owned(),
            clocks: clocks_of(scored),
            ledger: Ledger::of(head),
            points: points.iter().map(point).collect(),
            marks: marks.into_iter().map(mark).collect(),
        }
    }
}

/// The score at every date.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct TimelineAnswer {
    /// The timeline.
    pub(in crate::api) timeline: Timeline,
}
