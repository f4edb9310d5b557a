//! The words and signs of ratings that the grammar needs: those of all languages, which the reader
//! of pages uses too, and what a table adds.

use super::tokens::Glyphs;
use ovation_language::data::{glyphs, ratings};
use ovation_language::{Language, all};
use ovation_terms::fold;
use std::collections::{BTreeMap, BTreeSet};

/// The words that the grammar needs, folded.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lexicon {
    pub(super) of: BTreeSet<String>,
    /// Between top and points, where the top goes first.
    pub(super) of_first: BTreeSet<String>,
    pub(super) stars: BTreeSet<String>,
    pub(super) units: BTreeSet<String>,
    pub(super) percent: BTreeSet<String>,
    pub(super) labels: BTreeSet<String>,
    pub(super) half: BTreeSet<String>,
    pub(super) articles: BTreeSet<String>,
    /// What may stand before a named rating: two, a big.
    pub(super) around_named: BTreeSet<String>,
    pub(super) numbers: Values,
    pub(super) named: Values,
    pub(super) letters: BTreeMap<String, f64>,
    pub(super) most_glyphs: usize,
}

/// What words are worth, by language.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Values {
    /// What all languages agree on; none where they differ.
    agreed: BTreeMap<String, Option<f64>>,
    /// By language, the words on which languages differ.
    differing: BTreeMap<(String, String), f64>,
}

/// What a word is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Worth {
    Known(f64),
    /// Languages differ, and the one at hand is not known or does not have the word.
    Differs,
    Unknown,
}

impl Values {
    /// Takes words of languages by their codes.
    pub(super) fn new<'a>(words: impl IntoIterator<Item = (&'a str, &'a str, f64)>) -> Self {
        let mut made = Self::default();
        let mut all: BTreeMap<String, Vec<(&str, f64)>> = BTreeMap::new();
        for (language, word, value) in words {
            all.entry(key(word)).or_default().push((language, value));
        }
        for (word, values) in all {
            let first = values.first().map(|(_, value)| *value);
            let is_agreed = values
                .iter()
                .all(|(_, value)| first.is_some_and(|first| first.to_bits() == value.to_bits()));
            if !is_agreed {
                for (language, value) in values {
                    let place = (language.to_owned(), word.clone());
                    made.differing.insert(place, value);
                }
            }
            made.agreed.insert(word, first.filter(|_| is_agreed));
        }
        made
    }

    /// Adds words of a table, which outrank those of languages.
    fn add(&mut self, words: BTreeMap<String, f64>) {
        for (word, value) in words {
            self.agreed.insert(key(&word), Some(value));
        }
    }

    /// What a folded word is worth in a language, or where none is known.
    pub(super) fn of(&self, word: &str, language: Option<&Language>) -> Worth {
        match self.agreed.get(word) {
            None => Worth::Unknown,
            Some(Some(value)) => Worth::Known(*value),
            Some(None) => language
                .and_then(|known| {
                    let place = (known.code.to_owned(), word.to_owned());
                    self.differing.get(&place)
                })
                .map_or(Worth::Differs, |value| Worth::Known(*value)),
        }
    }
}

/// A word as it is compared: folded, or as it stands where nothing is left of it, as of a thumb.
fn key(word: &str) -> String {
    let folded = fold(word);
    if folded.is_empty() {
        word.to_owned()
    } else {
        folded
    }
}

impl Lexicon {
    /// The words of all languages.
    pub(super) fn of_languages(letters: BTreeMap<String, f64>, most_glyphs: usize) -> Self {
        let set = |lists: &[&[&str]]| {
            let words = lists.iter().flat_map(|list| list.iter());
            words.map(|word| fold(word)).collect()
        };
        let numbers = all().flat_map(|language| {
            let numbers = language.numbers.iter();
            numbers.map(|(word, value)| (language.code, *word, *value))
        });
        let named = all().flat_map(|language| {
            let named = language.named.iter();
            named.map(|(words, value)| (language.code, *words, *value))
        });
        Self {
            of: set(&[ratings::OF]),
            of_first: set(&[ratings::OF_FIRST]),
            stars: set(&[ratings::STARS]),
            units: set(&[ratings::UNITS]),
            percent: set(&[ratings::PERCENT]),
            labels: set(&[
                ratings::LABELS,
                ratings::LABEL_LEAD_INS,
                ratings::LABEL_OWNERS,
                ratings::LABEL_TAILS,
                ratings::IS,
                ratings::ARTICLES,
                ratings::ADJECTIVES,
            ]),
            half: set(&[ratings::HALF, ratings::HALF_ALONE]),
            articles: set(&[ratings::ARTICLES]),
            around_named: set(&[ratings::AROUND_NAMED]),
            numbers: Values::new(numbers),
            named: Values::new(named),
            letters,
            most_glyphs,
        }
    }

    /// Adds what a table has of its own.
    pub(super) fn add(&mut self, own: &OwnWords) {
        let sets = [
            (&mut self.of, &own.of),
            (&mut self.stars, &own.stars),
            (&mut self.units, &own.units),
            (&mut self.percent, &own.percent),
            (&mut self.labels, &own.labels),
            (&mut self.half, &own.half),
        ];
        for (set, words) in sets {
            set.extend(words.iter().map(|word| fold(word)));
        }
    }

    /// Adds a table's numbers and named ratings.
    pub(super) fn add_values(
        &mut self,
        numbers: BTreeMap<String, f64>,
        named: BTreeMap<String, f64>,
    ) {
        self.numbers.add(numbers);
        self.named.add(named);
    }

    /// Whether a folded word is one that the grammar knows.
    fn knows(&self, word: &str) -> bool {
        let sets = [
            &self.of,
            &self.of_first,
            &self.stars,
            &self.units,
            &self.percent,
            &self.labels,
            &self.half,
        ];
        self.numbers.of(word, None) != Worth::Unknown || sets.iter().any(|set| set.contains(word))
    }

    /// A word of a script without spaces in its parts, where all of them are known.
    pub(super) fn parts(&self, word: &str) -> Option<Vec<String>> {
        if word.is_ascii() || self.knows(word) {
            return None;
        }
        let mut parts = Vec::new();
        let mut rest = word;
        while !rest.is_empty() {
            let mut ends: Vec<usize> = rest.char_indices().map(|(at, _)| at).skip(1).collect();
            ends.push(rest.len());
            let heads = ends
                .into_iter()
                .rev()
                .filter_map(|end| rest.split_at_checked(end));
            let (head, left) = heads.into_iter().find(|(head, _)| self.knows(head))?;
            parts.push(head.to_owned());
            rest = left;
        }
        Some(parts)
    }
}

/// Words that a table adds.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct OwnWords {
    of: Vec<String>,
    stars: Vec<String>,
    units: Vec<String>,
    percent: Vec<String>,
    labels: Vec<String>,
    half: Vec<String>,
}

/// The signs that ratings are drawn with, and what each is worth.
pub(super) fn glyphs(full: &str, half: &str, hollow: &str) -> Glyphs {
    let mut made = Glyphs::new();
    for (signs, worth) in [
        (full, 1.0),
        (half, 0.5),
        (hollow, 0.0),
        (glyphs::STARS, 1.0),
        (glyphs::OTHERS, 1.0),
        (glyphs::TYPED, 1.0),
        (glyphs::THREE_QUARTERS, 0.75),
        (glyphs::HALVES, 0.5),
        (glyphs::QUARTERS, 0.25),
        (glyphs::HOLLOW, 0.0),
    ] {
        for sign in signs.chars() {
            // ½ is a fraction wherever it stands; as a half glyph it would have no full one.
            if sign != '½' && !made.iter().any(|(known, _)| *known == sign) {
                made.push((sign, worth));
            }
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_on_which_languages_differ_is_worth_what_the_language_at_hand_says() {
        let values = Values::new([("de", "zxa", 4.0), ("fr", "zxa", 8.0), ("fr", "zxb", 2.0)]);
        let (de, fr, en) = (Language::of("de"), Language::of("fr"), Language::of("en"));
        assert_eq!(values.of("zxa", de), Worth::Known(4.0));
        assert_eq!(values.of("zxa", fr), Worth::Known(8.0));
        assert_eq!(values.of("zxa", en), Worth::Differs);
        assert_eq!(values.of("zxa", None), Worth::Differs);
        assert_eq!(values.of("zxb", de), Worth::Known(2.0));
        assert_eq!(values.of("zxc", None), Worth::Unknown);
    }

    #[test]
    fn no_language_gives_a_word_two_values() {
        for language in all() {
            for values in [language.numbers, language.named] {
                let mut seen: BTreeMap<String, f64> = BTreeMap::new();
                for (word, value) in values {
                    let known = seen.insert(key(word), *value).unwrap_or(*value);
                    assert!((known - value).abs() < 1e-9, "{}: {word}", language.code);
                }
            }
        }
    }
}
