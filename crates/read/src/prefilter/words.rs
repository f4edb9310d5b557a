//! The words that the first pass looks for, as bytes.
//!
//! All are of the languages' files, in UTF-8 and in the older encodings that pages of their languages
//! come in.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, packed};
use encoding_rs::Encoding;
use ovation_language::Language;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A stretch that is passed over.
pub(super) struct Skipped {
    start: &'static [u8],
    /// What ends it.
    pub(super) end: &'static [u8],
    /// Whether it starts as a tag, whose attributes may say that it is data.
    pub(super) is_tag: bool,
}

/// What is passed over. Written in capitals, as it once was, it is searched like any other text.
pub(super) const SKIPPED: [Skipped; 4] = [
    Skipped {
        start: b"<script",
        end: b"</script",
        is_tag: true,
    },
    Skipped {
        start: b"<style",
        end: b"</style",
        is_tag: true,
    },
    Skipped {
        start: b"<svg",
        end: b"</svg",
        is_tag: true,
    },
    Skipped {
        start: b"<!--",
        end: b"-->",
        is_tag: false,
    },
];

/// What a word is as bytes: as it stands and with a capital first, in UTF-8 and in the older encodings of its language.
/// Behind a hyphen stands one whose first letters are left off, so that their case does not matter.
fn bytes_of(language: &Language, word: &str) -> Vec<Vec<u8>> {
    let encodings = language.list("prefilter.encodings").iter();
    let encodings = encodings.filter_map(|label| Encoding::for_label(label.as_bytes()));
    let (word, is_inner) = word
        .strip_prefix('-')
        .map_or((word, false), |rest| (rest, true));
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let capital: String = first.chain(letters).collect();
    let mut forms = vec![word.to_owned()];
    forms.extend((!is_inner).then_some(capital));
    let mut made = Vec::new();
    for encoding in encodings {
        for form in &forms {
            let (bytes, _, is_lossy) = encoding.encode(form);
            made.extend((!is_lossy).then(|| bytes.into_owned()));
        }
    }
    made.extend(forms.into_iter().map(String::into_bytes));
    made
}

/// The fewest bytes of what is sought, which is what the search is fast with.
const FEWEST_BYTES: usize = 4;

/// What words for film are as bytes, in capitals too.
fn film() -> BTreeSet<Vec<u8>> {
    let mut made = BTreeSet::new();
    for language in ovation_language::all() {
        for word in language.list("prefilter.film") {
            made.extend(bytes_of(language, word));
            // Entities are never written in capitals.
            if !word.contains('&') {
                let word = word.trim_start_matches('-');
                made.insert(word.to_uppercase().into_bytes());
            }
        }
    }
    made.retain(|bytes| bytes.len() >= FEWEST_BYTES);
    made
}

/// Lists of words of film-making: each kind counts once for a page, however many of its words there are.
const AIDING_LISTS: [&str; 8] = [
    "prefilter.directed",
    "prefilter.starring",
    "prefilter.script",
    "prefilter.makers",
    "prefilter.actors",
    "prefilter.trailers",
    "prefilter.sequels",
    "prefilter.scenes",
];

/// Markup of reviews, by kind.
const AIDING_MARKUP: [&[&str]; 4] = [
    &["itemreviewed"],
    &["reviewrating", "ratingvalue", "p-rating"],
    &["hreview", "h-review"],
    &["reviewbody"],
];

/// What aids, with its kind as a bit.
static AIDING_WORDS: LazyLock<Vec<(u64, Vec<u8>)>> = LazyLock::new(|| {
    let mut made = BTreeSet::new();
    for (kind, list) in AIDING_LISTS.iter().enumerate() {
        for language in ovation_language::all() {
            let words = language.list(list).iter();
            let bytes = words.flat_map(|word| bytes_of(language, word));
            let bytes = bytes.filter(|bytes| bytes.len() >= FEWEST_BYTES);
            // Searched without regard to the case of ASCII letters.
            made.extend(bytes.map(|bytes| (1 << kind, bytes.to_ascii_lowercase())));
        }
    }
    for (words, kind) in AIDING_MARKUP.iter().zip(AIDING_LISTS.len()..) {
        made.extend(
            words
                .iter()
                .map(|word| (1 << kind, word.as_bytes().to_vec())),
        );
    }
    made.into_iter().collect()
});

/// Finds words for film and the stretches to pass over; the stretches' numbers come first.
pub(super) static CORE: LazyLock<Option<packed::Searcher>> = LazyLock::new(|| {
    packed::Config::new()
        .heuristic_pattern_limits(false)
        .builder()
        .extend(SKIPPED.iter().map(|skipped| skipped.start))
        .extend(film())
        .build()
});

/// Finds aiding words, without regard to the case of ASCII letters.
pub(super) static AIDING: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasickBuilder::new()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .build(AIDING_WORDS.iter().map(|(_, word)| word))
        .ok()
});

/// The kind of an aiding word, as a bit.
pub(super) fn aiding_kind(pattern: usize) -> u64 {
    AIDING_WORDS.get(pattern).map_or(0, |(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_every_language_are_sought_in_its_encodings() {
        let film = film();
        for bytes in [
            &b"film"[..],
            b"Movie",
            b"INEMA",
            "кино".as_bytes(),
            b"\xea\xe8\xed\xee",
            b"\xeb\xc9\xce\xcf",
            b"\xa6\xcc\xd8\xcd",
            b"in\xe9ma",
            b"l&iacute;cula",
            b"\x89f\x89\xe6",
            b"\xb1\xc7\xb2\xe8",
            b"\xb5\xe7\xd3\xb0",
            b"\xb9q\xbcv",
            b"\xbf\xb5\xc8\xad",
        ] {
            assert!(film.contains(bytes), "{}", bytes.escape_ascii());
        }
        for language in ovation_language::all() {
            for label in language.list("prefilter.encodings") {
                assert!(Encoding::for_label(label.as_bytes()).is_some(), "{label}");
            }
            for word in language.list("prefilter.film") {
                let word = word.trim_start_matches('-');
                assert!(
                    film.contains(word.as_bytes()),
                    "{}: {word} is too short",
                    language.code
                );
            }
        }
        assert!(
            CORE.is_some(),
            "{} words are too many for the search",
            film.len()
        );
    }
}
