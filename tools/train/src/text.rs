//! Learning a text model from labelled texts.

pub(crate) mod fit;

use crate::TrainError;
use fit::{Loss, Problem, SparseRow};
use ovation_judge::TextModel;
use ovation_judge::learning::{TextModelParts, logistic, squeeze, text_features};
use std::collections::BTreeMap;

/// One labelled review.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextRow<'a> {
    /// Its text; rows of white space are left out.
    pub text: &'a str,
    /// Whether the critic is for the film.
    pub positive: bool,
}

/// What a model is learned from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Training<'a> {
    /// The texts that the weights are fitted to.
    pub rows: &'a [TextRow<'a>],
    /// Texts about other films. Calibration comes from them, by a model that has not seen them.
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
    /// Whether the weights are fitted once more to both sets, after calibration.
    pub with_dev: bool,
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
            with_dev: true,
        }
    }
}

#[derive(Default)]
struct GramCount {
    positive: u32,
    negative: u32,
    is_word: bool,
}

/// Learns a model from labelled texts; see [`Training`].
///
/// `progress` is told what is being done, in words for a person. The same rows in the same
/// order and the same settings give the same bytes.
///
/// # Errors
/// [`TrainError::TooFew`] unless both sets hold positive and negative texts.
pub fn learn_text(
    rows: &Training<'_>,
    settings: &TrainSettings,
    progress: &mut dyn FnMut(&str),
) -> Result<TextModel, TrainError> {
    let kept = |rows: &'_ [TextRow<'_>]| -> Result<(), TrainError> {
        let texts = || rows.iter().filter(|row| !row.text.trim().is_empty());
        let (all, positive) = (texts().count(), texts().filter(|row| row.positive).count());
        if positive == 0 || positive == all {
            return Err(TrainError::TooFew(format!("{positive} positive of {all}")));
        }
        Ok(())
    };
    kept(rows.rows)?;
    kept(rows.dev)?;

    let mut parts = fit(&[rows.rows], settings, progress);
    progress("calibrating on the dev texts");
    let uncalibrated_bias = parts.bias;
    calibrate(&mut parts, rows.dev)?;
    if settings.with_dev {
        progress("fitting once more, with the dev texts");
        let all = fit(&[rows.rows, rows.dev], settings, progress);
        parts.bias += parts.slope * (all.bias - uncalibrated_bias);
        (parts.digests, parts.weights, parts.largest) = (all.digests, all.weights, all.largest);
    }
    parts.bias = rounded(parts.bias);
    parts.slope = rounded(parts.slope);
    model_of(parts)
}

fn model_of(parts: TextModelParts) -> Result<TextModel, TrainError> {
    TextModel::from_parts(parts)
        .ok_or_else(|| TrainError::TooFew("more words than a model can number".to_owned()))
}

/// How often each feature stands in texts, of those that stand often enough.
fn counted(
    texts: &[(Vec<(u32, bool)>, bool)],
    settings: &TrainSettings,
) -> BTreeMap<u32, GramCount> {
    let mut counts: BTreeMap<u32, GramCount> = BTreeMap::new();
    for (features, positive) in texts {
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
    counts
}

/// Weights and bias from texts, not calibrated yet.
///
/// The weights are the mean of two logistic regressions over the same features, once scaled by how
/// one-sided and once by how rare they are; both are linear, so the mean is one linear model.
fn fit(
    sets: &[&[TextRow<'_>]],
    settings: &TrainSettings,
    progress: &mut dyn FnMut(&str),
) -> TextModelParts {
    progress("counting words and word pairs");
    let texts: Vec<(Vec<(u32, bool)>, bool)> = sets
        .iter()
        .flat_map(|rows| rows.iter())
        .filter(|row| !row.text.trim().is_empty())
        .map(|row| (text_features(row.text), row.positive))
        .collect();
    let counts = counted(&texts, settings);
    let digests: Vec<u32> = counts.keys().copied().collect();
    let places = |(features, _): &(Vec<(u32, bool)>, bool)| -> Vec<u32> {
        features
            .iter()
            .filter_map(|(digest, _)| digests.binary_search(digest).ok())
            .filter_map(|place| u32::try_from(place).ok())
            .collect()
    };
    let places: Vec<Vec<u32>> = texts.iter().map(places).collect();
    let examples: Vec<SparseRow<'_>> = places
        .iter()
        .zip(&texts)
        .map(|(places, (_, positive))| SparseRow {
            value: 1.0 / (places.len().max(1) as f64).sqrt(),
            places,
            values: None,
            target: f64::from(u8::from(*positive)),
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
            loss: Loss::Log,
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
    let largest = largest as f32;
    TextModelParts {
        version: settings.version.clone(),
        digests,
        weights: stored,
        largest,
        bias,
        slope: 1.0,
    }
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
fn one_sidedness(counts: &BTreeMap<u32, GramCount>, smoothing: f64) -> Vec<f64> {
    let sum = |of: fn(&GramCount) -> u32| -> f64 {
        counts
            .values()
            .map(|count| f64::from(of(count)) + smoothing)
            .sum()
    };
    let (ups, downs) = (sum(|count| count.positive), sum(|count| count.negative));
    let ratio = |count: &GramCount| {
        let up = (f64::from(count.positive) + smoothing) / ups;
        let down = (f64::from(count.negative) + smoothing) / downs;
        (up / down).ln().abs()
    };
    counts.values().map(ratio).collect()
}

/// How rare a feature is: the log of all texts over those that have it.
fn rareness(counts: &BTreeMap<u32, GramCount>, texts: usize) -> Vec<f64> {
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
fn calibrate(parts: &mut TextModelParts, dev: &[TextRow<'_>]) -> Result<(), TrainError> {
    let model = model_of(parts.clone())?;
    let rows: Vec<([f64; 2], bool)> = dev
        .iter()
        .filter(|row| !row.text.trim().is_empty())
        .map(|row| ([1.0, model.log_odds(row.text)], row.positive))
        .collect();
    let [constant, slope] = logistic(&rows, [0.0; 2], 0.0);
    parts.bias = constant + slope * parts.bias;
    parts.slope *= slope;
    Ok(())
}
