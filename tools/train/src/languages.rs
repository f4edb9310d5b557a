//! Learning the models of texts in other languages from reviews that their writers' ratings label.

mod family;
mod measured;

use crate::TrainError;
use family::{Family, Gram};
use measured::{Judged, contradiction, fold_of, kind_of, sample};
use ovation_eval::verdicts::RatedText;
use ovation_judge::LanguageModels;
use ovation_judge::learning::{Grams, LanguageParts, logistic, squeeze};
use ovation_judge::{LanguageFacts, Sample};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// How the models are learned. The defaults were chosen by cross-validation on the training texts named
/// in their card, what is particular to a language on its dev texts.
#[derive(Clone, Debug, PartialEq)]
pub struct LanguageSettings {
    /// The version the models get.
    pub version: String,
    /// Labelled texts that a language must have to be learned.
    pub least_texts: usize,
    /// Grams of each sort that a model has at most: those in most texts.
    pub most_grams: usize,
    /// The three regressions whose weights are added up: of verdicts, with grams scaled by how rare and
    /// by how one-sided they are, and of ratings.
    pub fits: [Ridge; 3],
    /// The same for languages in which others were better on the texts tested, BCP 47.
    pub fits_in: Vec<(String, [Ridge; 3])>,
    /// Steps of a fit at most.
    pub steps: usize,
    /// Parts into which films fall for cross-validation.
    pub folds: u64,
}

/// One regression among several.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ridge {
    /// Strength of its ridge.
    pub strength: f64,
    /// What its weights count for.
    pub share: f64,
}

impl Ridge {
    const fn new(strength: f64, share: f64) -> Self {
        Self { strength, share }
    }
}

/// Only the regression of ratings.
const fn ratings_alone(strength: f64) -> [Ridge; 3] {
    let none = Ridge::new(1.0, 0.0);
    [none, none, Ridge::new(strength, 1.0)]
}

impl LanguageSettings {
    fn fits_of(&self, language: &str) -> [Ridge; 3] {
        let own = self.fits_in.iter().find(|(known, _)| known == language);
        own.map_or(self.fits, |(_, fits)| *fits)
    }
}

impl Default for LanguageSettings {
    fn default() -> Self {
        let none = Ridge::new(1.0, 0.0);
        Self {
            version: "languages-1".to_owned(),
            least_texts: 100,
            most_grams: 40_000,
            fits: [
                Ridge::new(0.3, 1.0),
                Ridge::new(0.1, 1.0),
                Ridge::new(0.3, 1.0),
            ],
            fits_in: vec![
                ("fr".to_owned(), ratings_alone(0.015)),
                ("ru".to_owned(), [Ridge::new(0.3, 1.0), none, none]),
            ],
            steps: 25,
            folds: 3,
        }
    }
}

/// Critics' texts that are measured apart.
const LEAST_CRITICS: usize = 200;

/// Learns the models: two files, the facts and the weights.
///
/// Every language with enough labelled texts gets a model of its own. The weights are fitted to `train`,
/// the calibration and what settling costs to its texts judged by weights fitted to those about other
/// films, and `dev` tells how good the model is. Texts at the borderline of the labels are left out, those
/// in the middle teach what a rating between reads like.
///
/// The same texts in the same order give the same bytes.
///
/// # Errors
/// [`TrainError::TooFew`] where no language has enough texts of both verdicts.
pub fn learn_languages(
    train: &[RatedText],
    dev: &[RatedText],
    settings: &LanguageSettings,
    progress: &(dyn Fn(&str) + Sync),
) -> Result<(String, Vec<u8>), TrainError> {
    let languages: BTreeSet<&str> = train.iter().map(|row| row.language.as_str()).collect();
    let of = |rows: &'_ [RatedText], language: &str| -> Vec<RatedText> {
        let kept = |row: &&RatedText| row.language == language && !row.is_borderline();
        rows.iter().filter(kept).cloned().collect()
    };
    // Each language by itself, so that two processors halve the time and no order matters.
    let learned: Vec<Option<LanguageParts>> = std::thread::scope(|scope| {
        let started: Vec<_> = languages
            .iter()
            .map(|language| {
                let (train, dev) = (of(train, language), of(dev, language));
                scope.spawn(move || learn(language, &train, &dev, settings, progress))
            })
            .collect();
        let finished = started
            .into_iter()
            .map(|thread| thread.join().ok().flatten());
        finished.collect()
    });
    let learned: Vec<LanguageParts> = learned.into_iter().flatten().collect();
    if learned.is_empty() {
        let found = format!("{} languages, none with enough of both", languages.len());
        return Err(TrainError::TooFew(found));
    }
    Ok(LanguageModels::write(&settings.version, &learned))
}

fn learn(
    language: &str,
    train: &[RatedText],
    dev: &[RatedText],
    settings: &LanguageSettings,
    progress: &(dyn Fn(&str) + Sync),
) -> Option<LanguageParts> {
    let labelled = train.iter().filter_map(|row| row.positive);
    let (all, positive) = (labelled.clone().count(), labelled.filter(|p| *p).count());
    if all < settings.least_texts || positive == 0 || positive == all {
        progress(&format!(
            "{language}: {all} texts, {positive} of them for: none is learned"
        ));
        return None;
    }
    let settings = &LanguageSettings {
        fits: settings.fits_of(language),
        ..settings.clone()
    };
    let words = Family::of(train, Gram::Word, settings);
    let letters = Family::of(train, Gram::Letters, settings);
    progress(&format!(
        "{language}: {} texts, {} words and pairs, {} runs of letters",
        train.len(),
        words.len(),
        letters.len()
    ));
    let judged = cross_validate(train, [&words, &letters], settings)?;
    let inputs: Vec<([f64; 3], bool)> = judged
        .iter()
        .map(|row| ([1.0, row.words, row.letters], row.positive))
        .collect();
    let weights = logistic(&inputs, [0.0, 1.0, 1.0], STACK_RIDGE).map(rounded);
    let held_out: Vec<(f64, &Judged)> = judged.iter().map(|row| (row.odds(weights), row)).collect();
    let cross_validated = sample(held_out.iter().map(|(odds, row)| (*odds, row.positive)));
    let by_critics = || held_out.iter().filter(|(_, row)| row.of_critic);
    let critics = (by_critics().count() >= LEAST_CRITICS)
        .then(|| sample(by_critics().map(|(odds, row)| (*odds, row.positive))));
    progress(&format!(
        "{language}: cross-validated AUC {:.4}, by critics {:?}, weights {weights:?}",
        cross_validated.auc,
        critics.as_ref().map(|sample| sample.auc)
    ));
    let everything: Vec<usize> = (0..train.len()).collect();
    let (words, largest_word) = stored(&words, &words.fit(&everything, settings));
    let (letters, largest_run) = stored(&letters, &letters.fit(&everything, settings));
    let mut parts = LanguageParts {
        facts: LanguageFacts {
            language: language.to_owned(),
            learned_from: train.len() as u64,
            tested_kind: kind_of(dev),
            tested: Sample::default(),
            contradiction: rounded(contradiction(&held_out)),
            cross_validated,
            critics,
            weights,
            words: (words.digests.len(), largest_word),
            letters: (letters.digests.len(), largest_run),
        },
        words,
        letters,
    };
    parts.facts.tested = tested(&parts, dev)?;
    progress(&format!(
        "{language}: tested AUC {:.4}",
        parts.facts.tested.auc
    ));
    Some(parts)
}

/// Strength with which the sums over words and over letters are held to weigh alike: as if by a few texts.
const STACK_RIDGE: f64 = 3.0;

/// Labelled texts, each judged by weights fitted to those of other films.
fn cross_validate(
    train: &[RatedText],
    families: [&Family<'_>; 2],
    settings: &LanguageSettings,
) -> Option<Vec<Judged>> {
    let mut judged = Vec::new();
    for fold in 0..settings.folds {
        let is_held = |at: &usize| {
            let row = train.get(*at);
            row.is_some_and(|row| fold_of(row.group(), settings.folds) == fold)
        };
        let (held, rest): (Vec<usize>, Vec<usize>) = (0..train.len()).partition(is_held);
        let [words, letters] = families.map(|family| family.fit(&rest, settings));
        let [word_family, letter_family] = families;
        for at in held {
            let row = train.get(at)?;
            let Some(positive) = row.positive else {
                continue;
            };
            judged.push(Judged {
                words: word_family.score(at, &words),
                letters: letter_family.score(at, &letters),
                positive,
                of_critic: row.of_critic,
            });
        }
    }
    Some(judged)
}

/// Weights as they are stored.
fn stored(family: &Family<'_>, weights: &[f64]) -> (Grams, f32) {
    let largest = rounded(weights.iter().fold(1e-6_f64, |most, w| most.max(w.abs())));
    let grams = Grams {
        digests: family.digests().to_vec(),
        weights: weights.iter().map(|w| squeeze(*w, largest)).collect(),
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "seven digits suffice for a scale"
    )]
    let largest = largest as f32;
    (grams, largest)
}

/// The texts that nothing was fitted to, judged by the model as it is stored.
fn tested(parts: &LanguageParts, dev: &[RatedText]) -> Option<Sample> {
    let (facts, weights) = LanguageModels::write("", std::slice::from_ref(parts));
    let models = LanguageModels::read(&facts, Cow::Owned(weights)).ok()?;
    let model = models.models().first()?;
    let rows = dev.iter().filter_map(|row| {
        let odds = model.log_odds(&row.text).unwrap_or_default();
        Some((odds, row.positive?))
    });
    Some(sample(rows))
}

/// Six decimals: what is written as text reads back as the same number.
fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}
