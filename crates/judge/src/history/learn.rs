//! Learning how critics lean.

use super::{History, Level, Names, STEP};
use crate::rating::{log_odds, sigmoid};
use ovation_terms::{ConvertedRating, Probability};
use std::collections::BTreeMap;

/// Reviews whose verdict is known: the critic or an editor stated it.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownVerdicts<'a> {
    /// Who wrote them.
    pub critic: Option<&'a str>,
    /// Where they ran.
    pub outlet: Option<&'a str>,
    /// Their rating, converted, with what the scale's curve says of it.
    pub rating: Option<(ConvertedRating, Probability)>,
    /// How many are for the film.
    pub positive: u64,
    /// How many are against it.
    pub negative: u64,
}

impl KnownVerdicts<'_> {
    fn count(&self) -> f64 {
        (self.positive + self.negative) as f64
    }
}

/// The share of reviews that are for the film, of those that the mix was fitted to.
const USUAL: f64 = 0.62;

/// Verdicts that [`USUAL`] counts for.
const HELD: f64 = 100.0;

/// Rounds of the fit; it moves no more after a dozen.
const ROUNDS: usize = 25;

/// Leanings nearer to nought than this are left out.
const LEAST: f64 = 0.1;

impl History {
    /// Learns from known verdicts; `before` is what was known already (empty at first), which the
    /// new verdicts correct.
    ///
    /// Each level's leanings are the most likely ones of a logistic model under a normal prior
    /// around nought, found level by level in turns (penalised Newton steps); the order of the rows
    /// does not matter beyond rounding.
    ///
    /// # Source
    /// Gelman and Hill, Data Analysis Using Regression and Multilevel/Hierarchical Models (2007),
    /// chapter 14.
    #[must_use]
    pub fn learn(before: &Self, known: &[KnownVerdicts<'_>]) -> Self {
        let mut leanings = Leanings::of(before);
        let positive: u64 = known.iter().map(|known| known.positive).sum();
        let all: f64 = known.iter().map(KnownVerdicts::count).sum();
        // One critic's verdicts alone must not make that critic the measure of all.
        let share = (positive as f64 + USUAL * HELD) / (all + HELD);
        let usual = log_odds(share.clamp(0.01, 0.99));
        let kind = known
            .iter()
            .map(|known| leanings.row(known, &Level::KINDNESS, usual))
            .collect();
        leanings.fit(kind, &Level::KINDNESS);
        let rated = known
            .iter()
            .filter_map(|known| {
                let (_, by_curve) = known.rating.as_ref()?;
                Some(leanings.row(known, &Level::AT_RATING, log_odds(by_curve.get())))
            })
            .collect();
        leanings.fit(rated, &Level::AT_RATING);
        leanings.finish()
    }
}

/// Leanings while they are learned: each has a place, so that a round walks along lists.
#[derive(Default)]
struct Leanings {
    places: BTreeMap<u32, usize>,
    /// What was known before, by place.
    before: Vec<f64>,
    now: Vec<f64>,
}

/// Reviews of one row of the fit.
struct Row {
    /// The place of their leaning on each level.
    places: Vec<Option<usize>>,
    /// Log-odds without any leaning.
    odds: f64,
    positive: f64,
    count: f64,
}

/// Slope and curvature of the likelihood along one leaning, in log-odds.
#[derive(Clone, Copy, Default)]
struct Slope {
    slope: f64,
    curvature: f64,
}

impl Leanings {
    fn of(history: &History) -> Self {
        let mut made = Self::default();
        for (key, steps) in &history.leanings {
            let place = made.place(*key);
            let leaning = f64::from(*steps) / STEP;
            for list in [&mut made.before, &mut made.now] {
                if let Some(number) = list.get_mut(place) {
                    *number = leaning;
                }
            }
        }
        made
    }

    fn place(&mut self, key: u32) -> usize {
        let next = self.now.len();
        let place = *self.places.entry(key).or_insert(next);
        if place == next {
            self.before.push(0.0);
            self.now.push(0.0);
        }
        place
    }

    fn row(&mut self, known: &KnownVerdicts<'_>, levels: &[Level], odds: f64) -> Row {
        let names = Names::of(known.critic, known.outlet);
        let rating = known.rating.as_ref().map(|(rating, _)| rating);
        let places = levels
            .iter()
            .map(|level| names.key(*level, rating).map(|key| self.place(key)));
        Row {
            places: places.collect(),
            odds,
            positive: known.positive as f64,
            count: known.count(),
        }
    }

    fn at(&self, place: Option<usize>) -> f64 {
        let leaning = place.and_then(|place| self.now.get(place));
        leaning.copied().unwrap_or_default()
    }

    fn fit(&mut self, mut rows: Vec<Row>, levels: &[Level]) {
        // From here on each row's odds hold its leanings too.
        for row in &mut rows {
            row.odds += row.places.iter().map(|place| self.at(*place)).sum::<f64>();
        }
        let mut slopes = vec![Slope::default(); self.now.len()];
        for _ in 0..ROUNDS {
            for (level, strength) in levels.iter().map(|level| level.strength()).enumerate() {
                let place = |row: &Row| row.places.get(level).copied().flatten();
                slopes.fill(Slope::default());
                for row in &rows {
                    let p = sigmoid(row.odds);
                    if let Some(sum) = place(row).and_then(|place| slopes.get_mut(place)) {
                        sum.slope += row.positive - row.count * p;
                        sum.curvature += row.count * p * (1.0 - p);
                    }
                }
                let leanings = self.now.iter_mut().zip(&self.before);
                for (sum, (leaning, before)) in slopes.iter_mut().zip(leanings) {
                    // A leaning of another level has no rows here, and stays.
                    if sum.curvature > 0.0 {
                        let pull = strength * (*leaning - before);
                        let step = (sum.slope - pull) / (sum.curvature + strength);
                        // A long step on a flat place would leap over the peak.
                        sum.slope = step.clamp(-1.0, 1.0);
                        *leaning += sum.slope;
                    }
                }
                for row in &mut rows {
                    let moved = place(row).and_then(|place| slopes.get(place));
                    row.odds += moved.map_or(0.0, |moved| moved.slope);
                }
            }
        }
    }

    fn finish(self) -> History {
        let leanings = self.places.iter().filter_map(|(key, place)| {
            let leaning = self.now.get(*place)?;
            #[expect(clippy::cast_possible_truncation, reason = "clamped")]
            let steps = (leaning * STEP).round().clamp(-3000.0, 3000.0) as i16;
            (leaning.abs() >= LEAST).then_some((*key, steps))
        });
        History {
            leanings: leanings.collect(),
        }
    }
}
