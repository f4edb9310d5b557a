//! Words, pairs of words and runs of letters of a text, as digests.

use super::super::features::{Digest, each_word};

/// Of a longer text the beginning and the end are read, so many bytes each.
const LONGEST: usize = 30_000;

/// Longer words are cut, as runs within addresses say nothing.
const LONGEST_WORD: usize = 40;

/// Letters of a run, the space before and after a word among them.
const SHORTEST_RUN: usize = 2;
const LONGEST_RUN: usize = 5;

/// What a model may have weights for in a text, words and runs of letters apart: digests, rising, as
/// often as they stand in it.
pub fn language_features(text: &str) -> (Vec<u32>, Vec<u32>) {
    let (mut words, mut letters) = (Vec::new(), Vec::new());
    find_words(text, &mut |digest| words.push(digest));
    find_letters(text, &mut |digest| letters.push(digest));
    for found in [&mut words, &mut letters] {
        found.sort_unstable();
    }
    (words, letters)
}

/// Words as the English model has them, in small letters, and pairs of neighbours.
pub(super) fn find_words(text: &str, to: &mut impl FnMut(u32)) {
    for part in parts(text) {
        let mut before = Digest::START;
        each_word(part, &mut |word| {
            to(word.whole.short());
            to(before.joined(word.whole).short());
            before = word.whole;
        });
    }
}

/// Runs of two to five letters and signs between white space, which is a space at either end.
pub(super) fn find_letters(text: &str, to: &mut impl FnMut(u32)) {
    let mut word = Vec::with_capacity(LONGEST_WORD + 2);
    for part in parts(text) {
        for letter in part.chars().chain([' ']) {
            if !letter.is_whitespace() {
                if word.is_empty() {
                    word.push(' ');
                }
                if word.len() <= LONGEST_WORD {
                    word.extend(letter.to_lowercase());
                }
            } else if !word.is_empty() {
                word.push(' ');
                runs(&word, to);
                word.clear();
            }
        }
    }
}

fn runs(word: &[char], to: &mut impl FnMut(u32)) {
    for start in 0..word.len() {
        let mut digest = Digest::EMPTY;
        let letters = word.iter().skip(start).take(LONGEST_RUN);
        for (letter, length) in letters.zip(1..) {
            digest = digest.with_letter(*letter);
            if length >= SHORTEST_RUN {
                to(digest.short());
            }
        }
    }
}

/// A text, or its beginning and end.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let whole = text.len() <= 2 * LONGEST;
    let begun = text.floor_char_boundary(LONGEST);
    let ended = text.ceil_char_boundary(text.len().saturating_sub(LONGEST));
    let beginning = if whole {
        text
    } else {
        text.get(..begun).unwrap_or(text)
    };
    let end = if whole { None } else { text.get(ended..) };
    std::iter::once(beginning).chain(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_stand_within_words_and_repeats_and_case_do_not_matter() {
        let (words, letters) = language_features("Bon bon");
        assert_eq!(letters.len(), 2 * 10, "4 + 3 + 2 + 1 runs of ` bon `");
        assert_eq!(
            words.len(),
            4,
            "the word, its pair with the start and with itself"
        );
        assert_eq!(language_features("BON  bon\n"), (words, letters));
    }

    #[test]
    fn of_a_long_text_beginning_and_end_are_read() {
        let text = format!("anfang {} ende", "ß ".repeat(100_000));
        let (words, _) = language_features(&text);
        let (begun, _) = language_features("anfang");
        assert!(begun.iter().all(|digest| words.contains(digest)));
        let all: usize = parts(&text).map(str::len).sum();
        assert!(all <= 2 * LONGEST && parts(&text).count() == 2);
    }
}
