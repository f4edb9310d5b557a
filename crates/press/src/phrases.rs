//! Words and phrases of the languages' lists at a token.

use super::tokens::Tokens;
use ovation_language::lexicon::digest;
use ovation_language::words::listed;

/// Phrases of one word or more, the longest first.
#[derive(Debug)]
pub(crate) struct Phrases(Vec<Vec<u32>>);

impl Phrases {
    /// Takes a list's phrases, words parted by spaces.
    pub(crate) fn of(list: &[&str]) -> Self {
        let digests = |phrase: &&str| phrase.split(' ').map(digest).collect::<Vec<_>>();
        let mut phrases: Vec<Vec<u32>> = list.iter().map(digests).collect();
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        Self(phrases)
    }

    /// The token behind the phrase that begins at one, where any does, whatever the case.
    pub(crate) fn end_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<usize> {
        let first = tokens.at(at).word;
        let is_here = |phrase: &&Vec<u32>| {
            phrase.first() == Some(&first)
                && (at..)
                    .zip(phrase.iter())
                    .all(|(place, word)| tokens.at(place).word == *word)
        };
        self.0.iter().find(is_here).map(|phrase| at + phrase.len())
    }

    /// The first token from one on and before another at which a phrase begins.
    pub(crate) fn find(&self, tokens: &Tokens<'_>, from: usize, to: usize) -> Option<usize> {
        (from..to).find(|&at| self.end_at(tokens, at).is_some())
    }
}

/// Names the phrases of a list, made when they are first asked.
macro_rules! phrases {
    ($name:ident, $list:ident) => {
        static $name: std::sync::LazyLock<$crate::phrases::Phrases> =
            std::sync::LazyLock::new(|| {
                $crate::phrases::Phrases::of(ovation_language::data::press::$list)
            });
    };
}
pub(crate) use phrases;

/// Whether the token at an index stands in a list of [`ovation_language::data`], as it is written.
pub(crate) fn is_one(tokens: &Tokens<'_>, at: usize, list: &[&str]) -> bool {
    listed(list, tokens.text_of(at))
}

/// The same whatever the case.
pub(crate) fn is_one_in_any_case(tokens: &Tokens<'_>, at: usize, list: &[&str]) -> bool {
    listed(list, &tokens.text_of(at).to_lowercase())
}

/// The same for a word that begins with a capital.
pub(crate) fn is_one_with_capital(tokens: &Tokens<'_>, at: usize, list: &[&str]) -> bool {
    tokens.at(at).is_capital && is_one_in_any_case(tokens, at, list)
}
