//! Fitting a mix to labelled reviews, and measuring what settling alone costs.

use super::{Measured, Mix, Settling, Sides, Weights};
use crate::Leaning;
use crate::rating::sigmoid;
use ovation_terms::Probability;

/// One labelled review of the dev films.
#[derive(Clone, Debug, PartialEq)]
pub struct MixRow {
    /// What is known of it, by models that have not seen its film, without any leaning.
    pub sides: Sides,
    /// How its critic and outlet lean on films that nothing here is about.
    pub leaning: Leaning,
    /// Its film, so that no film stands on both sides of a measure.
    pub film: String,
    /// Its known verdict.
    pub positive: bool,
}

/// What a mix is fitted to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MixTraining {
    /// Labelled reviews.
    pub rows: Vec<MixRow>,
    /// Languages of their texts, BCP 47.
    pub languages: Vec<String>,
    /// The version the mix gets.
    pub version: String,
}

/// Parts into which the films fall for measuring.
const PARTS: u64 = 10;

/// Strength of the ridge towards nought: of little weight against thousands of rows.
const RIDGE: f64 = 1.0;

/// Of the rated rows with a text, the share whose text contradicts the rating most: these wait.
const CONTRADICTING: f64 = 0.01;

/// Bounds that are measured, in hundredths and in thousandths above 0.95.
fn bounds() -> impl Iterator<Item = f64> {
    let fine = (951..=999).rev().map(|n| f64::from(n) / 1000.0);
    fine.chain((50..=95).rev().map(|n| f64::from(n) / 100.0))
}

impl MixTraining {
    /// Fits the mix. Weights come from all rows; what settling costs is measured on each tenth of
    /// the films by weights fitted to the rest.
    pub fn fit(&self) -> Mix {
        Mix {
            version: self.version.clone(),
            languages: self.languages.clone(),
            encoder: self.measured(true),
            linear: self.measured(false),
            correction: (0.0, 1.0),
        }
    }

    fn measured(&self, with_encoder: bool) -> Measured {
        let rows: Vec<MixRow> = self
            .rows
            .iter()
            .map(|row| MixRow {
                sides: Sides {
                    encoder: row.sides.encoder.filter(|_| with_encoder),
                    expected: row.sides.expected.filter(|_| with_encoder),
                    ..row.sides
                },
                ..row.clone()
            })
            .collect();
        let weights = weights(rows.iter());
        let mut outcomes = Vec::with_capacity(rows.len());
        let mut texts = Vec::new();
        for part in 0..PARTS {
            let without = self::weights(rows.iter().filter(|row| part_of(&row.film) != part));
            for row in rows.iter().filter(|row| part_of(&row.film) == part) {
                let p = sigmoid(without.odds(&row.sides));
                let opposite = opposite(&without, &row.sides);
                texts.extend(opposite);
                outcomes.push((p, opposite, row.positive));
            }
        }
        texts.sort_by(|a, b| b.total_cmp(a));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of a length"
        )]
        let at = (texts.len() as f64 * CONTRADICTING) as usize;
        let contradiction = texts.get(at).copied().unwrap_or(1.0).clamp(0.5, 1.0);
        let judged: Vec<(Probability, bool, bool)> = outcomes
            .iter()
            .map(|(p, opposite, positive)| {
                let waits = opposite.is_some_and(|opposite| opposite >= contradiction);
                (Probability::clamped(*p), waits, *positive)
            })
            .collect();
        Measured {
            weights,
            rows: judged.len() as u64,
            contradiction: rounded(contradiction),
            settling: bounds().map(|sure| settled_by(&judged, sure)).collect(),
        }
    }
}

/// What settling everything at least `sure` costs: rows of probability, whether they wait anyway,
/// and the truth.
pub fn settled_by(rows: &[(Probability, bool, bool)], sure: f64) -> Settling {
    let settled = || {
        rows.iter()
            .filter(|(p, waits, _)| !waits && (p.get() >= sure || p.get() <= 1.0 - sure))
    };
    let wrong = settled()
        .filter(|(p, _, positive)| p.is_positive() != *positive)
        .count();
    let count = settled().count();
    let share = |part: usize, of: usize| rounded(part as f64 / of.max(1) as f64);
    Settling {
        sure,
        settled: share(count, rows.len()),
        wrong: share(wrong, count),
    }
}

/// How sure the text is of the opposite of a rating that is sure.
fn opposite(weights: &Weights, sides: &Sides) -> Option<f64> {
    let rating = sides
        .rating
        .filter(|rating| rating.abs() >= crate::judge::SURE_ODDS)?;
    let text = Sides {
        rating: None,
        kindness: 0.0,
        ..*sides
    };
    (text.has_text() > 0.5).then(|| {
        let p = sigmoid(weights.odds(&text));
        if rating > 0.0 { 1.0 - p } else { p }
    })
}

/// The weights of what a review says come from reviews without any leaning, so that the probability is
/// calibrated where nothing is known of anybody; then, those held, the weight of kindness.
fn weights<'a>(rows: impl Iterator<Item = &'a MixRow>) -> Weights {
    let rows: Vec<&MixRow> = rows.collect();
    let mut found = weights_without_leanings(&rows);
    let (mut rated, mut unrated) = (Vec::new(), Vec::new());
    for row in rows {
        let sides = Sides {
            rating: row.sides.rating.map(|odds| odds + row.leaning.at_rating),
            ..row.sides
        };
        let moved = (found.odds(&sides), row.leaning.kindness, row.positive);
        match sides.rating {
            Some(_) => rated.push(moved),
            None => unrated.push(moved),
        }
    }
    let [.., kind, _] = &mut found.rated;
    *kind = rounded(slope(&rated));
    let [.., kind, _] = &mut found.unrated;
    *kind = rounded(slope(&unrated));
    found
}

/// The weight of one side beside log-odds that stand: logistic regression with an offset, by Newton's
/// method with a ridge.
fn slope(rows: &[(f64, f64, bool)]) -> f64 {
    let mut found = 0.0;
    for _ in 0..50 {
        let (mut gradient, mut curvature) = (-RIDGE * found, RIDGE);
        for (odds, side, positive) in rows {
            let p = sigmoid(odds + found * side);
            gradient += side * (f64::from(u8::from(*positive)) - p);
            curvature += side * side * p * (1.0 - p);
        }
        let step = (gradient / curvature).clamp(-1.0, 1.0);
        found += step;
        if step.abs() < 1e-9 {
            break;
        }
    }
    found
}

fn weights_without_leanings(rows: &[&MixRow]) -> Weights {
    let (mut rated, mut unrated) = (Vec::new(), Vec::new());
    for row in rows {
        match row.sides.rating {
            Some(_) => rated.push((row.sides.rated(), row.positive)),
            None => unrated.push((row.sides.unrated(), row.positive)),
        }
    }
    Weights {
        rated: logistic(&rated, [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], RIDGE).map(rounded),
        unrated: logistic(&unrated, [0.0; 6], RIDGE).map(rounded),
    }
}

/// Which tenth of the films a film falls into.
fn part_of(film: &str) -> u64 {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for byte in film.bytes() {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (sum ^ (sum >> 29)).wrapping_mul(0xd6e8_feb8_6659_fd93) % PARTS
}

/// Six decimals: what is written as text reads back as the same number.
fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

/// Logistic regression by Newton's method with a ridge around `start`; gives the coefficients.
///
/// A step that makes the fit worse is halved: where probabilities are all but certain and wrong, the
/// curvature is next to nothing and a whole step leads far away.
pub(crate) fn logistic<const N: usize>(
    rows: &[([f64; N], bool)],
    start: [f64; N],
    ridge: f64,
) -> [f64; N] {
    let mut found = start;
    for _ in 0..50 {
        let mut gradient = [0.0; N];
        let mut curvature = [[0.0; N]; N];
        for (at, (g, line)) in gradient.iter_mut().zip(&mut curvature).enumerate() {
            let (now, begun) = (found.get(at), start.get(at));
            *g = -ridge * (now.copied().unwrap_or_default() - begun.copied().unwrap_or_default());
            if let Some(cell) = line.get_mut(at) {
                *cell = ridge;
            }
        }
        for (inputs, positive) in rows {
            let z: f64 = inputs.iter().zip(&found).map(|(x, w)| x * w).sum();
            let p = sigmoid(z);
            let error = f64::from(u8::from(*positive)) - p;
            for ((g, x), line) in gradient.iter_mut().zip(inputs).zip(&mut curvature) {
                *g += error * x;
                for (c, y) in line.iter_mut().zip(inputs) {
                    *c += p * (1.0 - p) * x * y;
                }
            }
        }
        let step = crate::text::solve(curvature, gradient);
        let before = loss(rows, &found, &start, ridge);
        let mut part = 1.0;
        let next = loop {
            let mut next = found;
            for (w, s) in next.iter_mut().zip(step) {
                *w += part * s;
            }
            if loss(rows, &next, &start, ridge) <= before * (1.0 + 1e-12) || part < 1e-9 {
                break next;
            }
            part /= 2.0;
        };
        found = next;
        if step.iter().all(|s| s.abs() < 1e-9) {
            break;
        }
    }
    found
}

/// What [`logistic`] makes small: surprise at the outcomes, and how far the weights are from `start`.
fn loss<const N: usize>(
    rows: &[([f64; N], bool)],
    weights: &[f64; N],
    start: &[f64; N],
    ridge: f64,
) -> f64 {
    let surprise = rows.iter().map(|(inputs, positive)| {
        let z: f64 = inputs.iter().zip(weights).map(|(x, w)| x * w).sum();
        let against = if *positive { -z } else { z };
        against.max(0.0) + (-against.abs()).exp().ln_1p()
    });
    let held = weights.iter().zip(start).map(|(w, s)| (w - s) * (w - s));
    surprise.sum::<f64>() + ridge / 2.0 * held.sum::<f64>()
}
