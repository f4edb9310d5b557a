//! Fitting a mix to labelled reviews, and measuring what settling alone costs.

use ovation_eval::verdicts::settled_by;
use ovation_judge::learning::{SURE_ODDS, logistic, sigmoid};
use ovation_judge::{Measured, Mix, Sides, Weights};
use ovation_terms::Probability;

/// One labelled review of the dev films.
#[derive(Clone, Debug, PartialEq)]
pub struct MixRow {
    /// What is known of it, by models that have not seen its film.
    pub sides: Sides,
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

fn weights<'a>(rows: impl Iterator<Item = &'a MixRow>) -> Weights {
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
