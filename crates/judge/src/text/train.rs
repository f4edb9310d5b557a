//! Learning a text model from labelled texts.

use super::features::{Take, Vocabulary, find, squeeze};
use super::fit::{Example, Problem};
use super::{Combination, TextModel};
use crate::JudgeError;
use crate::rating::log_odds;
use ovation_terms::Probability;
use std::collections::BTreeMap;

/// One labelled review.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextRow<'a> {
    /// Its text; rows of white space are left out.
    pub text: &'a str,
    /// Whether the critic is for the film.
    pub positive: bool,
    /// What the rating's curve says, where there is a rating; for the weights of [`Combination`].
    pub rating: Option<Probability>,
}

/// What a model is learned from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Training<'a> {
    /// The texts that the weights are fitted to.
    pub rows: &'a [TextRow<'a>],
    /// Texts about other films. Calibration and the weighing of rating against text come from
    /// them, by a model that has not seen them; after that the weights are fitted once more to
    /// both sets.
    pub dev: &'a [TextRow<'a>],
}

/// How a model is learned. The defaults were chosen on the dev part of the data named in the
/// model's card.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainSettings {
    /// The version the model gets.
    pub version: String,
    /// Words seen in fewer texts are left out.
    pub least_word: u32,
    /// Stems, pairs and marked words seen in fewer texts are left out.
    pub least_pair: u32,
    /// Strength of the ridge of the fit whose features are scaled by how one-sided they are.
    pub ridge: f64,
    /// Strength of the ridge of the fit whose features are scaled by how rare they are.
    pub rare_ridge: f64,
    /// Added to the counts that the features' factors come from.
    pub smoothing: f64,
    /// Steps of the fit at most.
    pub steps: usize,
    /// A text contradicts a sure rating when it is as sure of the opposite as only this share of
    /// the rated dev rows.
    pub contradicting: f64,
}

impl Default for TrainSettings {
    fn default() -> Self {
        Self {
            version: "linear-1".to_owned(),
            least_word: 2,
            least_pair: 3,
            ridge: 0.12,
            rare_ridge: 8.0,
            smoothing: 1.0,
            steps: 200,
            contradicting: 0.01,
        }
    }
}

#[derive(Default)]
struct Collected(Vec<(u32, bool)>);

impl Take for Collected {
    fn take(&mut self, digest: u32, is_word: bool) {
        self.0.push((digest, is_word));
    }
}

fn collect(text: &str) -> Vec<(u32, bool)> {
    let mut found = Collected::default();
    find(text, &mut found);
    found.0.sort_unstable();
    found.0.dedup();
    found.0
}

#[derive(Default)]
struct Count {
    positive: u32,
    negative: u32,
    is_word: bool,
}

pub(super) fn train(
    rows: &Training<'_>,
    settings: &TrainSettings,
    progress: &mut dyn FnMut(&str),
) -> Result<TextModel, JudgeError> {
    let kept = |rows: &'_ [TextRow<'_>]| -> Result<(), JudgeError> {
        let texts = || rows.iter().filter(|row| !row.text.trim().is_empty());
        let (all, positive) = (texts().count(), texts().filter(|row| row.positive).count());
        if positive == 0 || positive == all {
            return Err(JudgeError::TooFew(format!("{positive} positive of {all}")));
        }
        Ok(())
    };
    kept(rows.rows)?;
    kept(rows.dev)?;

    let mut model = fit(&[rows.rows], settings, progress)?;
    progress("calibrating on the dev texts");
    let uncalibrated_bias = model.bias;
    calibrate(&mut model, rows.dev);
    progress("weighing rating and text");
    weigh(&mut model, rows.dev, settings.contradicting);
    progress("fitting once more, with the dev texts");
    let all = fit(&[rows.rows, rows.dev], settings, progress)?;
    model.bias += model.slope * (all.bias - uncalibrated_bias);
    model.vocabulary = all.vocabulary;
    model.bias = rounded(model.bias);
    model.slope = rounded(model.slope);
    let found = &mut model.combination;
    for number in [
        &mut found.constant,
        &mut found.rating,
        &mut found.text,
        &mut found.contradiction,
    ] {
        *number = rounded(*number);
    }
    Ok(model)
}

/// Weights and bias from texts, not calibrated yet.
///
/// The weights are the mean of two logistic regressions over the same features, once scaled by how
/// one-sided and once by how rare they are; both are linear, so the mean is one linear model.
fn fit(
    sets: &[&[TextRow<'_>]],
    settings: &TrainSettings,
    progress: &mut dyn FnMut(&str),
) -> Result<TextModel, JudgeError> {
    progress("counting words and word pairs");
    let texts: Vec<(Vec<(u32, bool)>, bool)> = sets
        .iter()
        .flat_map(|rows| rows.iter())
        .filter(|row| !row.text.trim().is_empty())
        .map(|row| (collect(row.text), row.positive))
        .collect();
    let mut counts: BTreeMap<u32, Count> = BTreeMap::new();
    for (features, positive) in &texts {
        for (digest, is_word) in features {
            let count = counts.entry(*digest).or_default();
            count.is_word |= is_word;
            *if *positive {
                &mut count.positive
            } else {
                &mut count.negative
            } += 1;
        }
    }
    counts.retain(|_, count| {
        let least = if count.is_word {
            settings.least_word
        } else {
            settings.least_pair
        };
        count.positive + count.negative >= least
    });
    let digests: Vec<u32> = counts.keys().copied().collect();
    let examples: Vec<Example> = texts
        .iter()
        .map(|(features, positive)| {
            let places: Vec<u32> = features
                .iter()
                .filter_map(|(digest, _)| digests.binary_search(digest).ok())
                .filter_map(|place| u32::try_from(place).ok())
                .collect();
            Example {
                value: 1.0 / (places.len().max(1) as f64).sqrt(),
                places,
                positive: *positive,
            }
        })
        .collect();

    progress(&format!(
        "fitting {} weights to {} texts",
        digests.len(),
        examples.len()
    ));
    let one_sided = one_sidedness(&counts, settings.smoothing);
    let rare = rareness(&counts, texts.len());
    let mut weights = vec![0.0; digests.len()];
    let mut bias = 0.0;
    for (factors, ridge) in [(&one_sided, settings.ridge), (&rare, settings.rare_ridge)] {
        let problem = Problem {
            examples: &examples,
            factors,
            ridge,
        };
        let (found, found_bias) = problem.solve(settings.steps);
        for ((weight, w), factor) in weights.iter_mut().zip(found).zip(factors) {
            *weight += w * factor / 2.0;
        }
        bias += found_bias / 2.0;
    }
    let largest = rounded(weights.iter().fold(1e-6_f64, |most, w| most.max(w.abs())));
    let stored = weights.iter().map(|w| squeeze(*w, largest)).collect();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "seven digits suffice for a scale"
    )]
    let vocabulary = Vocabulary::new(digests, stored, largest as f32)
        .ok_or_else(|| JudgeError::TooFew("more words than a model can number".to_owned()))?;
    Ok(TextModel {
        version: settings.version.clone(),
        vocabulary,
        bias,
        slope: 1.0,
        combination: Combination {
            constant: 0.0,
            rating: 1.0,
            text: 0.0,
            contradiction: 1.0,
        },
    })
}

/// Six decimals: what is written as text reads back as the same number.
fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

/// How much more often a feature stands in positive texts, as the naive Bayes log ratio; the sign
/// is left to the fit.
///
/// # Source
/// Wang and Manning, Baselines and Bigrams (ACL 2012), section 2.
fn one_sidedness(counts: &BTreeMap<u32, Count>, smoothing: f64) -> Vec<f64> {
    let sum = |of: fn(&Count) -> u32| -> f64 {
        counts
            .values()
            .map(|count| f64::from(of(count)) + smoothing)
            .sum()
    };
    let (ups, downs) = (sum(|count| count.positive), sum(|count| count.negative));
    let ratio = |count: &Count| {
        let up = (f64::from(count.positive) + smoothing) / ups;
        let down = (f64::from(count.negative) + smoothing) / downs;
        (up / down).ln().abs()
    };
    counts.values().map(ratio).collect()
}

/// How rare a feature is: the log of all texts over those that have it.
fn rareness(counts: &BTreeMap<u32, Count>, texts: usize) -> Vec<f64> {
    let all = texts as f64;
    counts
        .values()
        .map(|count| (all / f64::from(count.positive + count.negative)).ln())
        .collect()
}

/// Platt's scaling: slope and constant fitted to texts that the weights have not seen.
///
/// # Source
/// Platt, Probabilistic Outputs for Support Vector Machines (1999).
fn calibrate(model: &mut TextModel, dev: &[TextRow<'_>]) {
    let rows: Vec<([f64; 2], bool)> = dev
        .iter()
        .filter(|row| !row.text.trim().is_empty())
        .map(|row| {
            let odds = model.log_odds_of(&model.vocabulary.read(row.text));
            ([1.0, odds], row.positive)
        })
        .collect();
    let [constant, slope] = logistic(&rows);
    model.bias = constant + slope * model.bias;
    model.slope *= slope;
}

fn weigh(model: &mut TextModel, dev: &[TextRow<'_>], contradicting: f64) {
    let both: Vec<(f64, f64, bool)> = dev
        .iter()
        .filter(|row| !row.text.trim().is_empty())
        .filter_map(|row| {
            let text = model.p(row.text).get();
            Some((row.rating?.get(), text, row.positive))
        })
        .collect();
    if both.len() < 100 {
        return;
    }
    let rows: Vec<([f64; 3], bool)> = both
        .iter()
        .map(|(rating, text, positive)| ([1.0, log_odds(*rating), log_odds(*text)], *positive))
        .collect();
    let [constant, rating, text] = logistic(&rows);
    // How sure of the opposite of its rating each text is, the surest first.
    let mut opposite: Vec<f64> = both
        .iter()
        .map(|(rating, text, _)| if *rating >= 0.5 { 1.0 - text } else { *text })
        .collect();
    opposite.sort_by(|a, b| b.total_cmp(a));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a length"
    )]
    let at = (opposite.len() as f64 * contradicting.clamp(0.0, 1.0)) as usize;
    model.combination = Combination {
        constant,
        rating,
        text,
        contradiction: opposite.get(at).copied().unwrap_or(1.0).clamp(0.5, 1.0),
    };
}

/// Logistic regression on a few inputs by Newton's method; gives the coefficients.
fn logistic<const N: usize>(rows: &[([f64; N], bool)]) -> [f64; N] {
    let mut found = [0.0; N];
    for _ in 0..50 {
        let mut gradient = [0.0; N];
        let mut curvature = [[0.0; N]; N];
        for (inputs, positive) in rows {
            let z: f64 = inputs.iter().zip(&found).map(|(x, w)| x * w).sum();
            let p = 1.0 / (1.0 + (-z).exp());
            let error = f64::from(u8::from(*positive)) - p;
            for ((g, x), line) in gradient.iter_mut().zip(inputs).zip(&mut curvature) {
                *g += error * x;
                for (c, y) in line.iter_mut().zip(inputs) {
                    *c += p * (1.0 - p) * x * y;
                }
            }
        }
        let step = solve(curvature, gradient);
        for (w, s) in found.iter_mut().zip(step) {
            *w += s;
        }
        if step.iter().all(|s| s.abs() < 1e-10) {
            break;
        }
    }
    found
}

/// Solves a small positive system by elimination without pivots; a touch is added to its diagonal.
fn solve<const N: usize>(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for at in 0..N {
        if let Some(cell) = matrix.get_mut(at).and_then(|line| line.get_mut(at)) {
            *cell += 1e-9;
        }
        let Some(line) = matrix.get(at).copied() else {
            continue;
        };
        let pivot = line.get(at).copied().unwrap_or(1.0);
        let value = right.get(at).copied().unwrap_or_default();
        for (row, (other, result)) in matrix.iter_mut().zip(&mut right).enumerate() {
            let factor = other.get(at).copied().unwrap_or_default() / pivot;
            if row == at || factor == 0.0 {
                continue;
            }
            for (cell, from) in other.iter_mut().zip(line) {
                *cell -= factor * from;
            }
            *result -= factor * value;
        }
    }
    let mut answer = right;
    for (at, (value, line)) in answer.iter_mut().zip(&matrix).enumerate() {
        *value /= line.get(at).copied().unwrap_or(1.0);
    }
    answer
}
