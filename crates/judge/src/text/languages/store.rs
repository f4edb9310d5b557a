//! Models of languages as two files: `languages.json`, meant to be read, and `weights.bin`.
//!
//! `weights.bin` is `OVLW0001`, then for each language in the order of `languages.json` the digests of
//! words and of runs of letters (four bytes each, rising, little-endian), then the weights of both (one
//! byte each).

use super::{LanguageFacts, LanguageModel, LanguageModels, LanguageParts, Unpacked};
use crate::JudgeError;
use crate::text::features::Vocabulary;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::OnceLock;

const MAGIC: &[u8; 8] = b"OVLW0001";

/// More grams than this is no model of ours.
const MOST: usize = 8_000_000;

/// Bytes of a gram.
const GRAM: usize = 5;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    version: String,
    languages: Vec<LanguageFacts>,
}

pub(super) fn write(version: &str, languages: &[LanguageParts]) -> (String, Vec<u8>) {
    let stored = Stored {
        version: version.to_owned(),
        languages: languages.iter().map(|parts| parts.facts.clone()).collect(),
    };
    // Numbers, strings and lists have a JSON form.
    let facts = serde_json::to_string_pretty(&stored).unwrap_or_default() + "\n";
    let mut bytes = MAGIC.to_vec();
    for LanguageParts { words, letters, .. } in languages {
        let digests = words.digests.iter().chain(&letters.digests);
        bytes.extend(digests.flat_map(|digest| digest.to_le_bytes()));
        let weights = words.weights.iter().chain(&letters.weights);
        bytes.extend(weights.flat_map(|weight| weight.to_le_bytes()));
    }
    (facts, bytes)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "what is borrowed for good stays so in the models"
)]
pub(super) fn read(facts: &str, weights: Cow<'static, [u8]>) -> Result<LanguageModels, JudgeError> {
    let wrong = |what: &str| JudgeError::Model(what.to_owned());
    let stored: Stored = serde_json::from_str(facts)
        .map_err(|error| JudgeError::Model(format!("facts that do not read: {error}")))?;
    if !weights.starts_with(MAGIC) {
        return Err(wrong("another beginning than `OVLW0001`"));
    }
    let mut from = MAGIC.len();
    let mut models = Vec::new();
    for facts in stored.languages {
        let grams = facts.words.0.saturating_add(facts.letters.0);
        let numbers = [
            facts.contradiction,
            facts.words.1.into(),
            facts.letters.1.into(),
        ];
        if grams > MOST || !numbers.iter().chain(&facts.weights).all(|n| n.is_finite()) {
            return Err(wrong("a number that is none, or too large a one"));
        }
        let to = from + grams * GRAM;
        let part = match &weights {
            Cow::Borrowed(bytes) => bytes.get(from..to).map(Cow::Borrowed),
            Cow::Owned(bytes) => bytes.get(from..to).map(|part| Cow::Owned(part.to_vec())),
        };
        let bytes = part.ok_or_else(|| wrong("fewer weights than the facts say"))?;
        models.push(LanguageModel {
            facts,
            bytes,
            unpacked: OnceLock::new(),
        });
        from = to;
    }
    if from == weights.len() {
        Ok(LanguageModels {
            version: stored.version,
            models,
        })
    } else {
        Err(wrong("more weights than the facts say"))
    }
}

/// The grams of a language, for look-ups; nothing where digests do not rise.
pub(super) fn unpack(facts: &LanguageFacts, bytes: &[u8]) -> Option<Unpacked> {
    let ((words, largest_word), (letters, largest_run)) = (facts.words, facts.letters);
    let (digests, weights) = bytes.split_at_checked((words + letters) * 4)?;
    let (word_digests, letter_digests) = digests.split_at_checked(words * 4)?;
    let (word_weights, letter_weights) = weights.split_at_checked(words)?;
    Some(Unpacked {
        words: vocabulary(word_digests, word_weights, largest_word)?,
        letters: vocabulary(letter_digests, letter_weights, largest_run)?,
    })
}

fn vocabulary(digests: &[u8], weights: &[u8], largest: f32) -> Option<Vocabulary> {
    let (digests, _) = digests.as_chunks::<4>();
    let digests = digests.iter().map(|bytes| u32::from_le_bytes(*bytes));
    let weights = weights.iter().map(|byte| byte.cast_signed());
    Vocabulary::new(digests.collect(), weights.collect(), largest)
}
