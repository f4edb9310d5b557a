//! The words that the first pass looks for, as bytes.
//!
//! Words for film are those of the languages' files. Aiding words beyond ASCII stand in UTF-8 and in
//! the older encodings that pages of their languages come in.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, packed};
use encoding_rs::Encoding;
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

/// What a word for film is as bytes: as it stands, with a capital first, and in capitals; the first
/// two in the older encodings of its language too. All have four bytes or more, which is what the
/// search is fast with.
fn film() -> BTreeSet<Vec<u8>> {
    let mut made = BTreeSet::new();
    for language in ovation_language::all() {
        let encodings = language.list("first_pass.encodings").iter();
        let encodings: Vec<_> = encodings
            .filter_map(|label| Encoding::for_label(label.as_bytes()))
            .collect();
        for word in language.list("first_pass.film") {
            // Where the first letters are left off, their case does not matter.
            let (word, is_inner) = word
                .strip_prefix('-')
                .map_or((*word, false), |rest| (rest, true));
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            let capital: String = first.chain(letters).collect();
            let mut forms = vec![word.to_owned()];
            forms.extend((!is_inner).then_some(capital));
            for form in forms {
                for encoding in &encodings {
                    let (bytes, _, is_lossy) = encoding.encode(&form);
                    if !is_lossy {
                        made.insert(bytes.into_owned());
                    }
                }
                made.insert(form.into_bytes());
            }
            // Entities are never written in capitals.
            if !word.contains('&') {
                made.insert(word.to_uppercase().into_bytes());
            }
        }
    }
    made.retain(|bytes| bytes.len() >= 4);
    made
}

/// Words of film-making and markup of reviews: each kind counts once for a page, however many of
/// its words there are.
const AIDING_WORDS: [(u64, &[u8]); 73] = [
    (1 << 0, b"directed by"),
    (1 << 0, b"director"),
    (1 << 1, b"starring"),
    (1 << 2, b"screenplay"),
    (1 << 2, b"drehbuch"),
    (1 << 2, b"sceneggiat"),
    (1 << 2, b"roteir"),
    (1 << 2, b"scenariusz"),
    (1 << 2, b"c\xc3\xa9nario"),
    (1 << 2, b"c\xe9nario"),
    (1 << 2, b"guion"),
    (1 << 2, b"gui\xc3\xb3n"),
    (1 << 2, b"gui\xf3n"),
    (1 << 3, b"regisseur"),
    (1 << 3, b"regie:"),
    (1 << 3, b"regista"),
    (1 << 3, b"alisateur"),
    (1 << 3, b"alisatrice"),
    (1 << 3, b"re\xc5\xbcyser"),
    (1 << 4, b"\xd1\x80\xd0\xb5\xd0\xb6\xd0\xb8\xd1\x81\xd1\x81"),
    (1 << 4, b"\xf0\xe5\xe6\xe8\xf1\xf1"),
    (1 << 4, b"\xd0\xa0\xd0\xb5\xd0\xb6\xd0\xb8\xd1\x81\xd1\x81"),
    (1 << 5, b"actress"),
    (1 << 5, b"actrice"),
    (1 << 5, b"attrice"),
    (1 << 5, b"actriz"),
    (1 << 5, b"atriz"),
    (1 << 5, b"schauspiel"),
    (1 << 5, b"acteurs"),
    (1 << 6, b"\xd0\xb0\xd0\xba\xd1\x82\xd0\xb5\xd1\x80"),
    (1 << 6, b"\xd0\xb0\xd0\xba\xd1\x82\xd1\x91\xd1\x80"),
    (1 << 6, b"\xd0\xb0\xd0\xba\xd1\x82\xd1\x80\xd0\xb8\xd1\x81"),
    (1 << 6, b"\xe0\xea\xf2\xe5\xf0"),
    (1 << 6, b"\xe0\xea\xf2\xf0\xe8\xf1"),
    (1 << 7, b"\xe7\x9b\xa3\xe7\x9d\xa3"),
    (1 << 7, b"\x8a\xc4\x93\xc2"),
    (1 << 7, b"\xe7\x9b\x91\xe7\x9d\xa3"),
    (1 << 7, b"\xe5\xaf\xbc\xe6\xbc\x94"),
    (1 << 7, b"\xe5\xb0\x8e\xe6\xbc\x94"),
    (1 << 7, b"\xea\xb0\x90\xeb\x8f\x85"),
    (1 << 7, b"\xb5\xbc\xd1\xdd"),
    (1 << 8, b"\xe4\xb8\xbb\xe6\xbc\x94"),
    (1 << 8, b"\x8e\xe5\x89\x89"),
    (1 << 8, b"\xd6\xf7\xd1\xdd"),
    (1 << 8, b"\xe4\xbf\xb3\xe5\x84\xaa"),
    (1 << 8, b"\xe6\xbc\x94\xe5\x91\x98"),
    (1 << 8, b"\xeb\xb0\xb0\xec\x9a\xb0"),
    (1 << 9, b"trailer"),
    (1 << 9, b"bande-annonce"),
    (
        1 << 9,
        b"\xd1\x82\xd1\x80\xd0\xb5\xd0\xb9\xd0\xbb\xd0\xb5\xd1\x80",
    ),
    (1 << 9, b"\xe4\xba\x88\xe5\x91\x8a"),
    (1 << 10, b"sequel"),
    (1 << 10, b"prequel"),
    (1 << 10, b"blockbuster"),
    (1 << 10, b"box office"),
    (1 << 10, b"box-office"),
    (1 << 11, b"scene "),
    (1 << 11, b"scenes"),
    (1 << 11, b"sc\xc3\xa8ne"),
    (1 << 11, b"sc\xe8ne"),
    (1 << 11, b"szene"),
    (1 << 11, b"escena"),
    (1 << 11, b"scena "),
    (1 << 11, b"\xd1\x81\xd1\x86\xd0\xb5\xd0\xbd"),
    (1 << 11, b"\xf1\xf6\xe5\xed"),
    (1 << 11, b"cinematograph"),
    (1 << 12, b"itemreviewed"),
    (1 << 13, b"reviewrating"),
    (1 << 13, b"ratingvalue"),
    (1 << 13, b"p-rating"),
    (1 << 14, b"hreview"),
    (1 << 14, b"h-review"),
    (1 << 15, b"reviewbody"),
];

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
            for label in language.list("first_pass.encodings") {
                assert!(Encoding::for_label(label.as_bytes()).is_some(), "{label}");
            }
            for word in language.list("first_pass.film") {
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
