//! The text model: a linear model over the words and word pairs of a review.

mod features;
mod languages;
pub(crate) mod sentences;
mod store;

pub use features::{squeeze, text_features, worth_of_count};
pub(crate) use languages::guess;
pub use languages::{
    Grams, LanguageFacts, LanguageModel, LanguageModels, LanguageParts, Sample, language_features,
};

use crate::JudgeError;
use crate::rating::sigmoid;
use features::{Seen, Vocabulary};
use ovation_terms::Probability;
use std::ops::Range;

const BUNDLED: &[u8] = include_bytes!("../../../models/verdict-linear/model.bin");

/// Reads a review's text: for or against, as a calibrated probability.
///
/// The model stores digests of words and word pairs with a weight each, no words and no text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextModel {
    version: String,
    vocabulary: Vocabulary,
    bias: f64,
    slope: f64,
}

/// What a model is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct TextModelParts {
    /// Its version.
    pub version: String,
    /// Digests of words and word pairs, rising.
    pub digests: Vec<u32>,
    /// The weight of each, in steps of the largest over 127.
    pub weights: Vec<i8>,
    /// The largest weight.
    pub largest: f32,
    /// Constant of the log-odds.
    pub bias: f64,
    /// Slope of the log-odds.
    pub slope: f64,
}

/// What the model makes of one text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Reading {
    /// Calibrated log-odds that the critic is for the film.
    pub(crate) log_odds: f64,
    /// Words read.
    pub(crate) words: usize,
    /// Whether the words are those of a language the model learned.
    pub(crate) in_tested_language: bool,
}

/// Texts of fewer words say nothing about their language.
const LANGUAGE_WORDS: usize = 4;

/// A text with a smaller share of words known to the model is in another language; so are one or
/// two in a thousand English snippets, mostly lists of names.
const LEAST_KNOWN: f64 = 0.6;

/// A text of [`FOREIGN_WORDS`] with fewer of the commonest English words than this, and not nearly
/// all words known, is in another language; so are two in a thousand English snippets.
const LEAST_ENGLISH: f64 = 0.05;
const MOSTLY_KNOWN: f64 = 0.85;
const FOREIGN_WORDS: usize = 8;

impl TextModel {
    /// The model that comes with the program.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "the same bytes are read by this crate's tests, so it cannot panic"
    )]
    pub fn bundled() -> Self {
        Self::from_bytes(BUNDLED).expect("the built-in verdict model reads")
    }

    /// The built-in model's bytes, whose digest its card names.
    pub fn bundled_bytes() -> &'static [u8] {
        BUNDLED
    }

    /// Reads a model as [`TextModel::to_bytes`] writes it.
    ///
    /// # Errors
    /// [`JudgeError::Model`] for anything else, a shortened or newer file included.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, JudgeError> {
        store::read(bytes)
    }

    /// The model's bytes; the same model always gives the same ones.
    pub fn to_bytes(&self) -> Vec<u8> {
        store::write(self)
    }

    /// A model of its parts; nothing unless the digests rise and each has a weight.
    pub fn from_parts(parts: TextModelParts) -> Option<Self> {
        let vocabulary = Vocabulary::new(parts.digests, parts.weights, parts.largest)?;
        Some(Self {
            version: parts.version,
            vocabulary,
            bias: parts.bias,
            slope: parts.slope,
        })
    }

    /// Calibrated log-odds that the critic is for the film, from the text alone.
    pub fn log_odds(&self, text: &str) -> f64 {
        self.log_odds_of(&self.vocabulary.read(text))
    }

    /// The model's version, such as `linear-1`: the `made_by` of verdicts that rest on it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// How many words and word pairs the model knows.
    pub fn size(&self) -> usize {
        self.vocabulary.len()
    }

    /// The probability that the critic is for the film, from the text alone.
    ///
    /// A text of which the model knows no word gets the model's prior.
    pub fn p(&self, text: &str) -> Probability {
        Probability::clamped(sigmoid(self.read(text).log_odds))
    }

    pub(crate) fn read(&self, text: &str) -> Reading {
        let seen = self.vocabulary.read(text);
        Reading {
            log_odds: self.log_odds_of(&seen),
            words: seen.words,
            in_tested_language: is_english(&seen),
        }
    }

    /// The sentence that weighed most towards the model's answer, as a byte range of `text`.
    ///
    /// None when the text has one sentence or none, as then there is nothing to point at, and when
    /// no sentence speaks for the answer.
    pub fn weightiest(&self, text: &str) -> Option<Range<usize>> {
        let sentences = sentences::split(text);
        if sentences.len() < 2 {
            return None;
        }
        let side = self.log_odds_of(&self.vocabulary.read(text)).signum();
        let mut best: Option<(f64, Range<usize>)> = None;
        for sentence in sentences {
            let seen = self
                .vocabulary
                .read(text.get(sentence.clone()).unwrap_or_default());
            let weight = side * seen.sum;
            if weight > best.as_ref().map_or(0.0, |(most, _)| *most) {
                best = Some((weight, sentence));
            }
        }
        best.map(|(_, sentence)| sentence)
    }

    fn log_odds_of(&self, seen: &Seen) -> f64 {
        self.bias + self.slope * seen.sum / seen.norm()
    }
}

fn is_english(seen: &Seen) -> bool {
    let share = |count: usize| count as f64 / seen.words.max(1) as f64;
    let unknown = seen.words >= LANGUAGE_WORDS && share(seen.known_words) < LEAST_KNOWN;
    let foreign = seen.words >= FOREIGN_WORDS
        && share(seen.english_words) < LEAST_ENGLISH
        && share(seen.known_words) < MOSTLY_KNOWN;
    !unknown && !foreign
}
