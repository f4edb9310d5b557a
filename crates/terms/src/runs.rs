//! Digests of the runs of words of a text: by them it is known again without its words being kept.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Digests of the runs of words of one text, 48 bits each, sorted, each once.
///
/// Text form: eight letters of `A-Z a-z 0-9 - _` for each, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WordRuns(Vec<u64>);

/// A text was no list of digests.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected eight letters of `A-Z a-z 0-9 - _` for each run of words, found `{0}`")]
pub struct WordRunsError(String);

/// The bits kept of a digest. A million runs of a record meet a run of another text by chance once
/// in 280 million times.
const BITS: u32 = 48;
/// Letters of one digest in the text form, six bits each.
const LETTERS: usize = 8;
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl WordRuns {
    /// What is kept of a digest: its lower 48 bits.
    pub fn cut(digest: u64) -> u64 {
        digest & ((1 << BITS) - 1)
    }

    /// Takes digests as they come and keeps their lower 48 bits.
    pub fn of(digests: impl IntoIterator<Item = u64>) -> Self {
        let mut runs: Vec<u64> = digests.into_iter().map(Self::cut).collect();
        runs.sort_unstable();
        runs.dedup();
        Self(runs)
    }

    /// The digests, sorted.
    pub fn digests(&self) -> &[u64] {
        &self.0
    }

    /// These without some.
    #[must_use]
    pub fn without(mut self, digests: &std::collections::BTreeSet<u64>) -> Self {
        self.0.retain(|digest| !digests.contains(digest));
        self
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none: nothing tells the text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for WordRuns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(self.0.len() * LETTERS);
        for digest in &self.0 {
            for place in (0..LETTERS).rev() {
                let six = (digest >> (place * 6)) & 0x3f;
                let letter = usize::try_from(six).ok().and_then(|six| ALPHABET.get(six));
                text.extend(letter.map(|letter| char::from(*letter)));
            }
        }
        f.write_str(&text)
    }
}

impl FromStr for WordRuns {
    type Err = WordRunsError;
    fn from_str(text: &str) -> Result<Self, WordRunsError> {
        let wrong = || WordRunsError(text.chars().take(40).collect());
        if !text.len().is_multiple_of(LETTERS) {
            return Err(wrong());
        }
        let value = |letter: &u8| ALPHABET.iter().position(|it| it == letter);
        let digest = |letters: &[u8]| {
            letters.iter().try_fold(0_u64, |made, letter| {
                let six = u64::try_from(value(letter)?).ok()?;
                Some(made << 6 | six)
            })
        };
        let digests = text.as_bytes().chunks(LETTERS).map(digest);
        let digests: Option<Vec<u64>> = digests.collect();
        digests.map(Self::of).ok_or_else(wrong)
    }
}

impl TryFrom<String> for WordRuns {
    type Error = WordRunsError;
    fn try_from(text: String) -> Result<Self, WordRunsError> {
        text.parse()
    }
}

impl From<WordRuns> for String {
    fn from(runs: WordRuns) -> String {
        runs.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::WordRuns;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_text_form_is_read_back(digests in proptest::collection::vec(any::<u64>(), 0..40)) {
            let runs = WordRuns::of(digests);
            let text = runs.to_string();
            prop_assert_eq!(text.len(), runs.len() * 8);
            prop_assert_eq!(text.parse(), Ok(runs));
        }

        #[test]
        fn no_text_makes_it_fail_otherwise_than_by_saying_so(text in ".{0,40}") {
            let _told = text.parse::<WordRuns>();
        }
    }

    #[test]
    fn a_text_that_is_none_is_told() {
        let wrong = "AAAAAAA".parse::<WordRuns>().unwrap_err();
        assert!(wrong.to_string().contains("`AAAAAAA`"), "{wrong}");
        assert!("AAAAAAA!".parse::<WordRuns>().is_err());
    }
}
