//! Learning how critics lean.

use super::{History, Level, Names, STEP};
use crate::rating::{log_odds, sigmoid};
use ovation_terms::{ConvertedRating, Probability};
use std::collections::BTreeMap;

/// A review whose verdict is known: the critic or an editor stated it.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownVerdict<'a> {
    /// Who wrote it.
    pub critic: Option<&'a str>,
    /// Where it ran.
    pub outlet: Option<&'a str>,
    /// Its rating, converted, with what the scale's curve says of it.
    pub rating: Option<(ConvertedRating, Probability)>,
    /// The verdict.
    pub positive: bool,
}

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
    pub fn learn(before: &Self, rows: &[KnownVerdict<'_>]) -> Self {
        let mut leanings: BTreeMap<u32, f64> = before
            .leanings
            .iter()
            .map(|(key, steps)| (*key, f64::from(*steps) / STEP))
            .collect();
        let share =
            rows.iter().filter(|row| row.positive).count() as f64 / rows.len().max(1) as f64;
        let all = log_odds(share.clamp(0.01, 0.99));
        let kind: Vec<Row> = rows
            .iter()
            .map(|row| Row::of(row, &Level::KINDNESS, all))
            .collect();
        fit(&kind, &Level::KINDNESS, &mut leanings);
        let rated: Vec<Row> = rows
            .iter()
            .filter_map(|row| {
                let (_, by_curve) = row.rating.as_ref()?;
                Some(Row::of(row, &Level::AT_RATING, log_odds(by_curve.get())))
            })
            .collect();
        fit(&rated, &Level::AT_RATING, &mut leanings);
        let leanings = leanings
            .into_iter()
            .filter(|(_, leaning)| leaning.abs() >= LEAST)
            .map(|(key, leaning)| {
                #[expect(clippy::cast_possible_truncation, reason = "clamped")]
                let steps = (leaning * STEP).round().clamp(-3000.0, 3000.0) as i16;
                (key, steps)
            })
            .collect();
        Self { leanings }
    }
}

/// A row of the fit.
struct Row {
    /// Its key on each level.
    keys: Vec<Option<u32>>,
    /// Log-odds without any leaning.
    odds: f64,
    positive: bool,
}

impl Row {
    fn of(known: &KnownVerdict<'_>, levels: &[Level], odds: f64) -> Self {
        let names = Names::of(known.critic, known.outlet);
        let rating = known.rating.as_ref().map(|(rating, _)| rating);
        Self {
            keys: levels
                .iter()
                .map(|level| names.key(*level, rating))
                .collect(),
            odds,
            positive: known.positive,
        }
    }
}

fn fit(rows: &[Row], levels: &[Level], leanings: &mut BTreeMap<u32, f64>) {
    let of = |leanings: &BTreeMap<u32, f64>, row: &Row| -> f64 {
        let known = row
            .keys
            .iter()
            .flatten()
            .filter_map(|key| leanings.get(key));
        row.odds + known.sum::<f64>()
    };
    let before = leanings.clone();
    let mut odds: Vec<f64> = rows.iter().map(|row| of(leanings, row)).collect();
    for _ in 0..ROUNDS {
        for (at, level) in levels.iter().enumerate() {
            let key = |row: &Row| row.keys.get(at).copied().flatten();
            // Slope and curvature of each key's likelihood.
            let mut sums: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
            for (row, odds) in rows.iter().zip(&odds) {
                let Some(key) = key(row) else { continue };
                let p = sigmoid(*odds);
                let sum = sums.entry(key).or_default();
                sum.0 += f64::from(u8::from(row.positive)) - p;
                sum.1 += p * (1.0 - p);
            }
            let strength = level.strength();
            for (key, (slope, curvature)) in &mut sums {
                let leaning = leanings.entry(*key).or_default();
                let start = before.get(key).copied().unwrap_or_default();
                let step = (*slope - strength * (*leaning - start)) / (*curvature + strength);
                // A long step on a flat place would leap over the peak.
                let step = step.clamp(-1.0, 1.0);
                *leaning += step;
                *slope = step;
            }
            for (row, odds) in rows.iter().zip(&mut odds) {
                *odds += key(row)
                    .and_then(|key| sums.get(&key))
                    .map_or(0.0, |(step, _)| *step);
            }
        }
    }
}
