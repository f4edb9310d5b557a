//! Models of texts in other languages than English: a linear model a language, over words, pairs of
//! words and runs of letters.

mod features;
mod guess;
mod store;

pub use features::language_features;
pub(crate) use guess::guess;

use super::features::Vocabulary;
use super::sentences;
use crate::{JudgeError, Settling};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, LazyLock, OnceLock};

const BUNDLED: (&str, &[u8]) = (
    include_str!("../../../../models/verdict-languages/languages.json"),
    include_bytes!("../../../../models/verdict-languages/weights.bin"),
);

/// Reads texts in some languages beside English, each by its own weights. Which they are, what each
/// learned from and what it was tested on stands in `models/verdict-languages/languages.json`, meant
/// to be read; weights are unpacked when a text in their language is met.
#[derive(Clone, Debug)]
pub struct LanguageModels {
    version: String,
    models: Vec<LanguageModel>,
}

/// The model of one language.
#[derive(Clone, Debug)]
pub struct LanguageModel {
    facts: LanguageFacts,
    bytes: Cow<'static, [u8]>,
    unpacked: OnceLock<Unpacked>,
}

#[derive(Clone, Debug)]
struct Unpacked {
    words: Vocabulary,
    letters: Vocabulary,
}

/// What is known of the model of one language, for anybody to read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageFacts {
    /// The language, BCP 47.
    pub language: String,
    /// Texts that the weights were fitted to.
    pub learned_from: u64,
    /// What those that it was tested on are, for a reader: `readers' reviews`.
    pub tested_kind: String,
    /// Texts that nothing was fitted to, about other films or by other writers.
    pub tested: Sample,
    /// The texts it learned from, each judged by weights fitted to those of other films.
    pub cross_validated: Sample,
    /// Of these, what critics and bloggers wrote; none where there are too few.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critics: Option<Sample>,
    /// A text at least this sure of the opposite contradicts a sure rating, 0.5 to 1.
    pub contradiction: f64,
    /// Log-odds: constant, weight of the sum over words, of the sum over runs of letters.
    pub weights: [f64; 3],
    /// How many words and pairs are known, and the largest of their weights.
    pub words: (usize, f32),
    /// How many runs of letters are known, and the largest of their weights.
    pub letters: (usize, f32),
}

/// What was measured on some texts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// How many they are.
    pub texts: u64,
    /// How many of them are for the film.
    pub positive: u64,
    /// Area under the curve.
    pub auc: f64,
    /// What settling alone costs, the surest first.
    pub settling: Vec<Settling>,
}

/// Digests that rise, with a weight each as stored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grams {
    /// Digests, rising.
    pub digests: Vec<u32>,
    /// The weight of each.
    pub weights: Vec<i8>,
}

/// What the model of one language is made of; the facts say how many grams there are.
#[derive(Clone, Debug, PartialEq)]
pub struct LanguageParts {
    /// What is known of it.
    pub facts: LanguageFacts,
    /// Words and pairs of words.
    pub words: Grams,
    /// Runs of letters.
    pub letters: Grams,
}

/// The sums of a text over words and over runs of letters, and the lengths of their vectors.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct LanguageSums {
    words: f64,
    letters: f64,
    lengths: (f64, f64),
    known: usize,
}

impl LanguageModels {
    /// The models that come with the program.
    #[expect(
        clippy::expect_used,
        reason = "the same bytes are read by this crate's tests, so it cannot panic"
    )]
    pub fn bundled() -> Arc<Self> {
        static ONCE: LazyLock<Arc<LanguageModels>> = LazyLock::new(|| {
            let (facts, weights) = BUNDLED;
            let read = LanguageModels::read(facts, Cow::Borrowed(weights));
            Arc::new(read.expect("the built-in models of languages read"))
        });
        Arc::clone(&ONCE)
    }

    /// The built-in models' two files, whose digests their card names.
    pub fn bundled_files() -> (&'static str, &'static [u8]) {
        BUNDLED
    }

    /// Reads models as [`LanguageModels::write`] writes them.
    ///
    /// # Errors
    /// [`JudgeError::Model`] for anything else.
    pub fn read(facts: &str, weights: Cow<'static, [u8]>) -> Result<Self, JudgeError> {
        store::read(facts, weights)
    }

    /// The two files of models: what is known of them, and their weights. The same models always give
    /// the same ones.
    pub fn write(version: &str, languages: &[LanguageParts]) -> (String, Vec<u8>) {
        store::write(version, languages)
    }

    /// The version, such as `languages-1`: part of the `made_by` of verdicts that rest on them.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The models, by language.
    pub fn models(&self) -> &[LanguageModel] {
        &self.models
    }

    /// The model of a language by its tag, such as `fr`, `fr-CA` or `fra`.
    pub fn of(&self, tag: &str) -> Option<&LanguageModel> {
        let language = ovation_language::Language::of(tag)?;
        let mut models = self.models.iter();
        models.find(|model| model.facts.language == language.code)
    }
}

impl LanguageModel {
    /// What is known of it.
    pub fn facts(&self) -> &LanguageFacts {
        &self.facts
    }

    /// Calibrated log-odds that the critic is for the film; none for a text of which nothing is known.
    pub fn log_odds(&self, text: &str) -> Option<f64> {
        let sums = self.sums(text);
        (sums.known > 0).then(|| self.odds(&sums))
    }

    /// The sentence that weighed most towards the model's answer, as [`TextModel::weightiest`].
    ///
    /// [`TextModel::weightiest`]: crate::TextModel::weightiest
    pub fn weightiest(&self, text: &str) -> Option<Range<usize>> {
        let sentences = sentences::split(text);
        if sentences.len() < 2 {
            return None;
        }
        let whole = self.sums(text);
        let side = self.odds(&whole).signum();
        let mut best: Option<(f64, Range<usize>)> = None;
        for sentence in sentences {
            let sums = self.sums(text.get(sentence.clone()).unwrap_or_default());
            // Of the constant each sentence has a share: the sums alone do not balance around nought.
            let share = sums.known as f64 / whole.known.max(1) as f64;
            let of_sentence = LanguageSums {
                lengths: whole.lengths,
                ..sums
            };
            let [constant, _, _] = self.facts.weights;
            let weight = side * (self.odds(&of_sentence) - constant * (1.0 - share));
            if weight > best.as_ref().map_or(0.0, |(most, _)| *most) {
                best = Some((weight, sentence));
            }
        }
        best.map(|(_, sentence)| sentence)
    }

    /// From which certainty on a text is settled alone where at most a share of `wrong` is accepted
    /// among those; none where nothing measured keeps to it, so that all wait.
    ///
    /// Most of what was measured is by readers, and critics' pages read worse: of all texts at most half
    /// of that share may be wrong, of critics' texts and of the texts tested the share itself.
    pub fn sure_from(&self, wrong: f64) -> Option<f64> {
        let LanguageFacts {
            cross_validated,
            critics,
            tested,
            ..
        } = &self.facts;
        let samples = [
            (Some(cross_validated), wrong / 2.0),
            (critics.as_ref(), wrong),
            (Some(tested), wrong),
        ];
        let points = cross_validated.settling.iter().rev();
        let mut sure = points.map(|point| point.sure);
        sure.find(|sure| {
            samples
                .iter()
                .all(|(sample, wrong)| sample.is_none_or(|sample| sample.keeps(*sure, *wrong)))
        })
    }

    fn odds(&self, sums: &LanguageSums) -> f64 {
        let [constant, words, letters] = self.facts.weights;
        constant + words * sums.words / sums.lengths.0 + letters * sums.letters / sums.lengths.1
    }

    fn sums(&self, text: &str) -> LanguageSums {
        let unpacked = self.unpacked.get_or_init(|| self.unpack());
        let (mut words, mut letters) = (Vec::with_capacity(256), Vec::with_capacity(1024));
        features::find_words(text, &mut |digest| {
            words.extend(unpacked.words.place(digest));
        });
        features::find_letters(text, &mut |digest| {
            letters.extend(unpacked.letters.place(digest));
        });
        let (word_sum, word_length) = unpacked.words.counted_sum_of(&mut words);
        let (letter_sum, letter_length) = unpacked.letters.counted_sum_of(&mut letters);
        LanguageSums {
            words: word_sum,
            letters: letter_sum,
            lengths: (word_length.max(1.0), letter_length.max(1.0)),
            known: words.len() + letters.len(),
        }
    }

    fn unpack(&self) -> Unpacked {
        // Bytes of another form were refused when they were read.
        store::unpack(&self.facts, &self.bytes).unwrap_or_else(|| Unpacked {
            words: Vocabulary::default(),
            letters: Vocabulary::default(),
        })
    }
}

impl Sample {
    fn keeps(&self, sure: f64, wrong: f64) -> bool {
        // Both were written as the same numbers.
        let at = |point: &&Settling| (point.sure - sure).abs() < 1e-9;
        let point = self.settling.iter().find(at);
        point.is_some_and(|point| point.keeps(self.texts, wrong))
    }
}
