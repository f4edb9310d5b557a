//! A text taken apart into what is written by itself, each with the ways to write it.

use super::han;
use super::letters::{Letters, Sort, longest, plain};

/// As what a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Letters alone.
    Plain,
    /// Han characters in Mandarin.
    Mandarin,
    /// Han characters in Japanese.
    Japanese,
}

/// What is written by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Others with the same are written the same way.
    pub(super) same: Option<String>,
    /// Ways to write it, likeliest first.
    pub(super) ways: Vec<String>,
}

/// The small kana that doubles the consonant behind it, the one that makes an `o` or `u` long.
const DOUBLES: char = '\u{3063}';
const LENGTHENS: &str = "\u{3046}";

/// Takes a text apart, as [`super::letters::prepared`] gives it; none where a letter is not known, or where all
/// are Latin.
pub(super) fn units_of(text: &[char], reading: Reading) -> Option<Vec<Unit>> {
    let mut units: Vec<Unit> = Vec::new();
    let mut is_other = false;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let letter = *rest.first()?;
        if han::is_han(letter) {
            let many = rest
                .iter()
                .take_while(|letter| han::is_han(**letter))
                .count();
            let (run, behind) = rest.split_at(many);
            let ways = match reading {
                Reading::Mandarin => han::mandarin(run),
                Reading::Japanese => han::japanese(run, &han::behind(behind)),
                Reading::Plain => Vec::new(),
            };
            if ways.is_empty() {
                return None;
            }
            units.push(Unit { same: None, ways });
            is_other = true;
            at += many;
        } else if letter == DOUBLES {
            units.push(doubled(rest.get(1..).unwrap_or_default()));
            at += 1;
        } else if let Some((many, letters, known)) = longest(rest) {
            let behind = rest.get(many..).unwrap_or_default();
            units.push(unit(letters, known, behind, units.last()));
            is_other = true;
            at += many;
        } else {
            let is_latin = u32::from(letter) < 0x250;
            if letter.is_alphanumeric() && !is_latin && !is_number(letter) {
                return None;
            }
            units.push(Unit {
                same: None,
                ways: vec![letter.to_string()],
            });
            at += 1;
        }
    }
    is_other.then_some(units)
}

/// Numbers of other forms: folding makes them plain.
fn is_number(letter: char) -> bool {
    letter.is_numeric()
}

fn unit(letters: String, known: &Letters, behind: &[char], before: Option<&Unit>) -> Unit {
    let ways = known.ways.clone();
    match known.sort {
        Sort::Alphabet => Unit {
            same: Some(letters),
            ways,
        },
        Sort::Consonant => Unit {
            same: None,
            ways: with_vowel(ways, behind),
        },
        Sort::Kana if letters == LENGTHENS && before.is_some_and(is_lengthened) => Unit {
            same: None,
            ways: vec![String::new(), "u".to_owned()],
        },
        Sort::Kana | Sort::Jamo | Sort::Sign | Sort::Mark | Sort::Vowel => {
            Unit { same: None, ways }
        }
    }
}

fn is_lengthened(before: &Unit) -> bool {
    let first = before.ways.first();
    first.is_some_and(|way| way.ends_with(['o', 'u']))
}

/// A consonant with its own vowel, where no sign takes it away: within a word it may be silent, at the end
/// it is.
fn with_vowel(ways: Vec<String>, behind: &[char]) -> Vec<String> {
    let next = longest(behind).map(|(_, _, known)| known.sort);
    match next {
        Some(Sort::Consonant | Sort::Vowel) => {
            let with = ways.iter().map(|way| format!("{way}a")).collect::<Vec<_>>();
            with.into_iter().chain(ways).collect()
        }
        Some(Sort::Mark) => ways.iter().map(|way| format!("{way}a")).collect(),
        Some(Sort::Sign | Sort::Alphabet | Sort::Kana | Sort::Jamo) | None => ways,
    }
}

/// The consonant that is doubled.
fn doubled(behind: &[char]) -> Unit {
    let next = behind.first().copied().and_then(plain).unwrap_or_default();
    let ways = match next.chars().next() {
        Some('c') => vec!["t".to_owned(), "c".to_owned()],
        Some(letter) => vec![letter.to_string()],
        None => vec![String::new()],
    };
    Unit { same: None, ways }
}
