//! The letters of other scripts, and texts made ready to be looked up among them.

use ovation_terms::fold;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The letters as a file.
const FILE: &str = include_str!("../../scripts/letters.tsv");
/// Most letters that are written together.
const TOGETHER: usize = 3;

/// What sort of letter it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Written one way throughout a text.
    Alphabet,
    /// A syllable of kana.
    Kana,
    /// A part of a syllable of Hangul.
    Jamo,
    /// A consonant with a vowel that a sign takes away.
    Consonant,
    /// A vowel behind a consonant, or none.
    Sign,
    /// A mark behind a syllable.
    Mark,
    /// A vowel by itself.
    Vowel,
}

impl Sort {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "alphabet" => Self::Alphabet,
            "kana" => Self::Kana,
            "jamo" => Self::Jamo,
            "consonant" => Self::Consonant,
            "sign" => Self::Sign,
            "mark" => Self::Mark,
            "vowel" => Self::Vowel,
            _ => return None,
        })
    }
}

/// Letters that are written together, and how.
#[derive(Clone, Debug)]
pub(super) struct Letters {
    pub(super) sort: Sort,
    /// Likeliest first; an empty one where nothing is written.
    pub(super) ways: Vec<String>,
}

static LETTERS: LazyLock<BTreeMap<String, Letters>> = LazyLock::new(|| {
    let lines = FILE.lines().filter(|line| !line.starts_with('#'));
    let read = lines.filter_map(|line| {
        let mut parts = line.split('\t');
        let sort = Sort::of(parts.next()?)?;
        let letters = parts.next()?.to_owned();
        let ways = parts.next()?.split(' ');
        let ways = ways.map(|way| if way == "-" { "" } else { way }.to_owned());
        let ways = ways.collect();
        Some((letters, Letters { sort, ways }))
    });
    read.collect()
});

/// The longest letters at the beginning that are written together, and how many they are.
pub(super) fn longest(text: &[char]) -> Option<(usize, String, &'static Letters)> {
    (1..=TOGETHER.min(text.len())).rev().find_map(|many| {
        let letters: String = text.get(..many)?.iter().collect();
        let known = LETTERS.get(&letters)?;
        Some((many, letters, known))
    })
}

/// The likeliest way to write one letter.
pub(super) fn plain(letter: char) -> Option<&'static str> {
    let known = LETTERS.get(letter.encode_utf8(&mut [0; 4]) as &str)?;
    known.ways.first().map(String::as_str)
}

pub(super) fn is_kana(letter: char) -> bool {
    matches!(u32::from(letter), 0x3041..=0x3096 | 0x30a1..=0x30fa | 0x30fc)
}

/// A text in small letters, one kind of kana, syllables of Hangul taken apart, Greek without accents; what is
/// no letter and no digit is a space.
pub(super) fn prepared(text: &str) -> Vec<char> {
    let mut made = Vec::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        match u32::from(letter) {
            // Katakana as hiragana: their codes are that far apart.
            code @ 0x30a1..=0x30f4 => made.extend(char::from_u32(code - 0x60)),
            code @ 0xac00..=0xd7a3 => {
                // Unicode Standard, section 3.12: arithmetic decomposition.
                let code = code - 0xac00;
                made.extend(char::from_u32(0x1100 + code / 588));
                made.extend(char::from_u32(0x1161 + code % 588 / 28));
                let last = code % 28;
                let last = (last > 0).then_some(0x11a7 + last);
                made.extend(last.and_then(char::from_u32));
            }
            0x0370..=0x03ff | 0x1f00..=0x1fff => {
                made.extend(fold(letter.encode_utf8(&mut [0; 4])).chars());
            }
            _ if letter.is_alphanumeric() || plain(letter).is_some() => made.push(letter),
            // What belongs to the letter before, and apostrophes within words.
            0x0300..=0x036f | 0x27 | 0x2019 => {}
            _ if letter == '&' => made.push('&'),
            _ => made.push(' '),
        }
    }
    made
}
