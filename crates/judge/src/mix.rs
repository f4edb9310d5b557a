//! Rating, text and habit together: one calibrated probability.

use crate::JudgeError;
use crate::logistic::logistic;
use crate::rating::{log_odds, sigmoid};
use ovation_terms::Probability;
use serde::{Deserialize, Serialize};

const BUNDLED: &str = include_str!("../../../models/verdict-mix/mix.json");

/// What is known of a review, in log-odds towards "for the film".
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sides {
    /// The rating by its scale's curve, moved by where its critic draws the line.
    pub rating: Option<f64>,
    /// The linear model's reading of the text.
    pub linear: Option<f64>,
    /// The encoder's.
    pub encoder: Option<f64>,
    /// The rating that the text reads like to the encoder, 0 to 1.
    pub expected: Option<f64>,
    /// How kind critic and outlet are.
    pub kindness: f64,
}

/// How the sides weigh: a logistic regression for reviews with a rating and one for those without.
/// Log-odds add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// With a rating: constant, rating, its middle (tanh of half), encoder, linear, whether there is a
    /// text, kindness, log-odds of the expected rating.
    pub rated: [f64; 8],
    /// Without: constant, encoder, linear, whether there is a text, kindness, log-odds of the expected
    /// rating.
    pub unrated: [f64; 6],
}

/// One point of what was measured: if everything at least this sure is settled alone, this share
/// of reviews is, and this share of those is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settling {
    /// Probability of the likelier verdict from which a review is settled, 0.5 to 1.
    pub sure: f64,
    /// Share of reviews settled.
    pub settled: f64,
    /// Share of those settled wrong.
    pub wrong: f64,
}

impl Settling {
    /// Whether so many of `rows` settled make it likely that at most a share of `wrong` is settled
    /// wrong: one more wrong of two more (Laplace's rule of succession).
    pub(crate) fn keeps(&self, rows: u64, wrong: f64) -> bool {
        let count = self.settled * rows as f64;
        (self.wrong * count + 1.0) / (count + 2.0) <= wrong
    }
}

/// Weights with what was measured of them, for one choice of text models.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// The weights.
    pub weights: Weights,
    /// Reviews that `settling` was measured on.
    #[serde(default)]
    pub rows: u64,
    /// A text at least this sure of the opposite contradicts a sure rating, 0.5 to 1.
    pub contradiction: f64,
    /// What settling alone was measured to cost, on films that the weights were not fitted to,
    /// the surest first.
    pub settling: Vec<Settling>,
}

/// Turns the sides of a review into one probability. Data that anybody can read and change:
/// `models/verdict-mix/mix.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mix {
    /// The version, such as `mix-3`.
    pub version: String,
    /// Languages of text that were measured, BCP 47.
    pub languages: Vec<String>,
    /// With the encoder and the linear model.
    pub encoder: Measured,
    /// With the linear model alone.
    pub linear: Measured,
    /// Correction by cases that editors settled: constant and slope of the log-odds. None moved:
    /// (0, 1).
    pub correction: (f64, f64),
}

impl Mix {
    /// The mix that comes with the program.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "the same text is read by this crate's tests, so it cannot panic"
    )]
    pub fn bundled() -> Self {
        Self::from_json(BUNDLED).expect("the built-in mix reads")
    }

    /// Reads a mix; the built-in `mix.json` shows the form.
    ///
    /// # Errors
    /// [`JudgeError::Model`] for text that is no such JSON, or with a number out of its range.
    pub fn from_json(text: &str) -> Result<Self, JudgeError> {
        let mix: Self = serde_json::from_str(text)
            .map_err(|error| JudgeError::Model(format!("a mix that does not read: {error}")))?;
        let inside = [&mix.encoder, &mix.linear].into_iter().all(|measured| {
            (0.5..=1.0).contains(&measured.contradiction)
                && measured.settling.iter().all(|point| {
                    (0.5..=1.0).contains(&point.sure)
                        && (0.0..=1.0).contains(&point.settled)
                        && (0.0..=1.0).contains(&point.wrong)
                })
        });
        if inside {
            Ok(mix)
        } else {
            Err(JudgeError::Model(
                "a share outside 0 to 1 in the mix".to_owned(),
            ))
        }
    }

    /// The mix as JSON.
    pub fn to_json(&self) -> String {
        // Numbers, strings and lists have a JSON form.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The part for a review's sides: with the encoder where it read the text.
    pub fn measured(&self, with_encoder: bool) -> &Measured {
        if with_encoder {
            &self.encoder
        } else {
            &self.linear
        }
    }

    /// One probability of all sides; `with_encoder` says whose weights are used.
    pub fn p(&self, sides: &Sides, with_encoder: bool) -> Probability {
        let odds = self.measured(with_encoder).weights.odds(sides);
        let (constant, slope) = self.correction;
        Probability::clamped(sigmoid(constant + slope * odds))
    }

    /// What the text says by itself; none without one.
    pub fn text_p(&self, sides: &Sides, with_encoder: bool) -> Option<Probability> {
        let text = Sides {
            rating: None,
            kindness: 0.0,
            ..*sides
        };
        (text.linear.is_some() || text.encoder.is_some()).then(|| self.p(&text, with_encoder))
    }

    /// From which certainty on reviews are settled alone so that at most `wrong` of those are
    /// settled wrong; none when no bound keeps to it.
    ///
    /// A bound keeps to it when the share of wrong ones that the measured sample makes likely does:
    /// one more wrong of two more (Laplace's rule of succession).
    pub fn settling(&self, wrong: f64, with_encoder: bool) -> Option<Settling> {
        // The points stand from the surest down: the last of the beginning that keeps to it.
        let Measured { settling, rows, .. } = self.measured(with_encoder);
        let keeps = |point: &&Settling| point.keeps(*rows, wrong);
        settling.iter().take_while(keeps).last().copied()
    }

    /// Log-odds as cases that editors settled correct them.
    pub(crate) fn corrected_odds(&self, odds: f64) -> f64 {
        let (constant, slope) = self.correction;
        constant + slope * odds
    }

    /// The same mix, corrected by cases that editors settled: the probability it gave, and the
    /// truth.
    ///
    /// Platt's scaling of the log-odds, held to "no correction" as if by `HELD` more cases, so that a
    /// few cases move it little.
    ///
    /// # Source
    /// Platt, Probabilistic Outputs for Support Vector Machines (1999).
    #[must_use]
    pub fn corrected(&self, settled: &[(Probability, bool)]) -> Self {
        let rows: Vec<([f64; 2], bool)> = settled
            .iter()
            .map(|(p, positive)| ([1.0, log_odds(p.get())], *positive))
            .collect();
        let (constant, slope) = self.correction;
        let [more, times] = logistic(&rows, [0.0, 1.0], HELD);
        // What is corrected was corrected before.
        Self {
            correction: (more + times * constant, (times * slope).max(0.05)),
            ..self.clone()
        }
    }
}

/// Settled cases that "no correction" counts for.
const HELD: f64 = 25.0;

impl Weights {
    /// Log-odds of what is known of a review.
    pub fn odds(&self, sides: &Sides) -> f64 {
        let dot = |weights: &[f64], inputs: &[f64]| -> f64 {
            weights.iter().zip(inputs).map(|(w, x)| w * x).sum()
        };
        match sides.rating {
            Some(_) => dot(&self.rated, &sides.rated()),
            None => dot(&self.unrated, &sides.unrated()),
        }
    }
}

impl Sides {
    /// 1 where a model read the text, else 0.
    pub fn has_text(&self) -> f64 {
        f64::from(u8::from(self.linear.is_some() || self.encoder.is_some()))
    }

    /// Log-odds of the expected rating.
    fn expected_odds(&self) -> f64 {
        self.expected.map(log_odds).unwrap_or_default()
    }

    /// What [`Weights::rated`] weigh, in their order.
    pub fn rated(&self) -> [f64; 8] {
        let rating = self.rating.unwrap_or_default();
        [
            1.0,
            rating,
            (rating / 2.0).tanh(),
            self.encoder.unwrap_or_default(),
            self.linear.unwrap_or_default(),
            self.has_text(),
            self.kindness,
            self.expected_odds(),
        ]
    }

    /// What [`Weights::unrated`] weigh, in their order.
    pub fn unrated(&self) -> [f64; 6] {
        [
            1.0,
            self.encoder.unwrap_or_default(),
            self.linear.unwrap_or_default(),
            self.has_text(),
            self.kindness,
            self.expected_odds(),
        ]
    }
}
