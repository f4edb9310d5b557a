//! Fitting a mix to labelled reviews, and measuring what settling alone costs.

use ovation_eval::verdicts::settled_by;
use ovation_judge::learning::{SURE_ODDS, logistic, sigmoid};
use ovation_judge::{Leaning, Measured, Mix, Sides, Weights};
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

/// How sure the text is of the opposite of a rating that is sure.
fn opposite(weights: &Weights, sides: &Sides) -> Option<f64> {
    let rating = sides.rating.filter(|rating| rating.abs() >= SURE_ODDS)?;
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
