//! Whether one title may be a slip of the pen for another: `The Tin Orchrad` for `The Tin Orchard`.
//!
//! Most titles that differ by a letter are two films: `Part 2` and `Part 3`, `Alien` and `Aliens`,
//! `The Man` and `The Men`. So a slip must look like one: no number differs, no short word is
//! exchanged for another, no word is added, and the years do not speak against it.

use super::YearsSay;
use ovation_language::data::press::SURE_NUMBER;
use ovation_terms::fold;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Titles of fewer letters are near too many others to tell anything.
const SHORTEST: usize = 5;
/// The same where the years agree.
const SHORTEST_OF_YEAR: usize = 3;
/// From so many letters on, two may be wrong.
const TWO_FROM: usize = 10;
/// In a title of so many words a little one more or less makes no other title.
const MANY_WORDS: usize = 5;
/// A little word has so many letters at most.
const LITTLE: usize = 3;
/// A word of so many letters may have a wrong one; a shorter one is another word.
const LONG_WORD: usize = 5;

/// Whether `printed` may be a slip for `known`, going by the titles and by what their years say.
///
/// Takes titles as printed, without a year in parentheses.
pub(crate) fn is_slip(printed: &str, known: &str, years: YearsSay) -> bool {
    if years == YearsSay::Apart {
        // A remake, or another film altogether.
        return false;
    }
    let (one, other) = (words_of(printed), words_of(known));
    let (letters, others) = (one.concat(), other.concat());
    if letters == others || numbers(&one) != numbers(&other) {
        return false;
    }
    let length = letters.chars().count().max(others.chars().count());
    let shortest = if is_ideographic(&others) { 6 } else { SHORTEST };
    if length < shortest {
        return false;
    }
    let two = length >= TWO_FROM && !is_ideographic(&others);
    let distance = strsim::osa_distance(&letters, &others);
    if distance > if two { 2 } else { 1 } {
        return false;
    }
    let is_same_year = matches!(years, YearsSay::Same | YearsSay::Near);
    if one.len() == other.len() {
        let mut differing = one.iter().zip(&other).filter(|(one, other)| one != other);
        differing.all(|(one, other)| is_word_slip(one, other, is_same_year))
    } else {
        // A word more or less makes another title; a gap in the wrong place does not.
        !adds_a_word(&one, &other) && !adds_a_word(&other, &one)
    }
}

/// Whether a film that nobody knows may be a known one under a title with one wrong letter, whatever that
/// letter makes of it: `The Ton Orchard` for `The Tin Orchard`. Then a person is asked before there are
/// two, unless the years speak against it or both titles have a number, and another one.
///
/// Takes titles as printed, without a year in parentheses.
pub(crate) fn may_be_slip(printed: &str, known: &str, years: YearsSay) -> bool {
    if is_slip(printed, known, years) {
        return true;
    }
    let (one, other) = (words_of(printed), words_of(known));
    let (letters, others) = (one.concat(), other.concat());
    let shortest = match years {
        YearsSay::Apart => return false,
        YearsSay::Same | YearsSay::Near => SHORTEST_OF_YEAR,
        YearsSay::Nothing => SHORTEST - 1,
    };
    let length = letters.chars().count().max(others.chars().count());
    if length < shortest || is_ideographic(&others) && length < 6 {
        return false;
    }
    if strsim::osa_distance(&letters, &others) != 1 {
        return false;
    }
    if one.len() == other.len() {
        // `Tide Wars 2` and `3`, `Plan A` and `B`.
        let counts = |word: &str| is_number(word) || word.chars().count() == 1;
        let last = one.len().saturating_sub(1);
        let pairs = one.iter().zip(&other).enumerate();
        let mut differing = pairs.filter(|(_, (one, other))| one != other);
        differing.all(|(place, (one, other))| {
            let are_numbers = is_number(one) && is_number(other);
            let are_counts = place == last && place > 0 && counts(one) && counts(other);
            !(are_numbers || are_counts)
        })
    } else {
        // `Salt Harbour B` is another harbour; an article lost at the beginning is a slip.
        let (more, less) = if one.len() > other.len() {
            (&one, &other)
        } else {
            (&other, &one)
        };
        !adds_a_word(more, less) || more.get(1..) == Some(less.as_slice())
    }
}

/// Whether one of two titles of five words and more has one little word more within: `The Return of F` and
/// `The Return F`.
pub(super) fn has_little_word_more(printed: &str, known: &str) -> bool {
    let (one, other) = (words_of(printed), words_of(known));
    let (more, less) = if one.len() > other.len() {
        (&one, &other)
    } else {
        (&other, &one)
    };
    if more.len() != less.len() + 1 || less.len() < MANY_WORDS {
        return false;
    }
    (1..less.len()).any(|at| {
        let word = more.get(at);
        let is_little = word.is_some_and(|word| word.len() <= LITTLE && !is_number(word));
        is_little && more.get(..at) == less.get(..at) && more.get(at + 1..) == less.get(at..)
    })
}

/// The words of a title, folded.
fn words_of(title: &str) -> Vec<String> {
    let split = title.split(|letter: char| !(letter.is_alphanumeric() || is_inside(letter)));
    split.map(fold).filter(|word| !word.is_empty()).collect()
}

/// Apostrophes and marks that belong to the letter before stand inside words.
fn is_inside(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ' | '&') || ('\u{300}'..='\u{36f}').contains(&letter)
}

/// The numbers of a title, as digits, Roman numerals or words, in order.
fn numbers(words: &[String]) -> Vec<String> {
    words
        .iter()
        .filter(|word| is_number(word))
        .cloned()
        .collect()
}

/// Whether a word is a number: digits, a Roman numeral or a word for one.
fn is_number(word: &str) -> bool {
    let is_roman = |word: &str| {
        word.len() >= 2
            && word
                .bytes()
                .all(|letter| matches!(letter, b'i' | b'v' | b'x'))
    };
    word.chars().any(char::is_numeric)
        || matches!(word, "i" | "v")
        || NUMBERS.contains(word)
        || is_roman(word)
}

/// Numbers written out, folded as titles are.
static NUMBERS: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| SURE_NUMBER.iter().map(|word| fold(word)).collect());

/// Whether one word may be a slip for another.
fn is_word_slip(one: &str, other: &str, is_same_year: bool) -> bool {
    let (short, long) = {
        let (a, b) = (one.chars().count(), other.chars().count());
        (a.min(b), a.max(b))
    };
    let distance = strsim::osa_distance(one, other);
    // Letters exchanged with their neighbours make no other word as a rule.
    let mut sorted: [Vec<char>; 2] = [one.chars().collect(), other.chars().collect()];
    for letters in &mut sorted {
        letters.sort_unstable();
    }
    let [letters, others] = &sorted;
    if distance == 1 && letters == others && long >= 3 {
        return true;
    }
    // `Alien` and `Aliens`, `Brother` and `Brothers`: two films, but in one year.
    let is_plural = |more: &str, less: &str| {
        more.strip_suffix(['s', 'n', 'e', 'а', 'ы', 'и']) == Some(less)
            || more.strip_suffix("es") == Some(less)
    };
    if is_plural(one, other) || is_plural(other, one) {
        return is_same_year && long > LONG_WORD;
    }
    let needed = if is_same_year {
        LONG_WORD - 1
    } else {
        LONG_WORD
    };
    let allowed = if long >= 8 { 2 } else { 1 };
    // Of a short word a letter lost or doubled is a slip, another letter another word.
    let is_length_kept = short == long;
    let needed = if is_length_kept { needed + 1 } else { needed };
    long >= needed && distance <= allowed
}

/// Whether one title has all the words of another and more.
fn adds_a_word(more: &[String], less: &[String]) -> bool {
    if more.len() <= less.len() {
        return false;
    }
    let mut left = more.iter();
    less.iter().all(|word| left.any(|other| other == word))
}

/// Whether a title is written in characters that stand for words.
fn is_ideographic(text: &str) -> bool {
    text.chars().any(
        |letter| matches!(u32::from(letter), 0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7af),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_little_word_more_within_a_long_title_makes_no_other_one() {
        for (one, other, wanted) in [
            (
                "Keeper of the Tin Orchard: Return of F",
                "Keeper of the Tin Orchard: Return 'F'",
                true,
            ),
            (
                "Night on the Salt Road to Varn",
                "Night on Salt Road to Varn",
                true,
            ),
            ("The Return of F", "The Return F", false),
            (
                "Night on the Salt Road to Varn 2",
                "Night on the Salt Road to Varn",
                false,
            ),
            (
                "Night on the 2 Salt Roads of Varn",
                "Night on the Salt Roads of Varn",
                false,
            ),
            (
                "Night on the Long Salt Road to Varn",
                "Night on the Salt Road to Varn",
                false,
            ),
        ] {
            assert_eq!(has_little_word_more(one, other), wanted, "{one} / {other}");
            assert_eq!(has_little_word_more(other, one), wanted, "{other} / {one}");
        }
    }

    #[test]
    fn slips_are_told_from_other_films() {
        use YearsSay::{Apart, Near, Nothing, Same};
        let slips = [
            ("The Tin Orchrad", "The Tin Orchard", Same),
            ("The Tin Orchrad", "The Tin Orchard", Nothing),
            ("The Tin Orchad", "The Tin Orchard", Near),
            ("Tin Orchardd", "Tin Orchard", Same),
            ("The Lamplihgter", "The Lamplighter", Nothing),
            (
                "The Lamplghtr's Daughter",
                "The Lamplighter's Daughter",
                Same,
            ),
            ("Hte Quiet Harbour", "The Quiet Harbour", Same),
            ("Quiet Harbor", "Quiet Harbour", Same),
            ("Zemlya i Pyl", "Zemlja i Pyl", Same),
            ("Тихая гаванъ", "Тихая гавань", Same),
            ("Тихая гваань", "Тихая гавань", Nothing),
            ("Ο φάρος της νύχτσς", "Ο φάρος της νύχτας", Same),
            ("Été à l'ombrre", "Été à l'ombre", Same),
            ("Der Laternenmnan", "Der Laternenmann", Nothing),
            ("Winter Light Hourse", "Winter Light House", Same),
            ("מגדלור הליליה", "מגדלור הלילה", Same),
        ];
        for (printed, known, years) in slips {
            assert!(
                is_slip(printed, known, years),
                "`{printed}` is a slip for `{known}`"
            );
            assert!(
                is_slip(known, printed, years),
                "`{known}` is a slip for `{printed}`"
            );
        }
        let others = [
            ("Tide Wars: Part 2", "Tide Wars: Part 3", Same),
            ("Tide Wars II", "Tide Wars III", Same),
            ("Tide Wars II", "Tide Wars", Nothing),
            ("Tide Wars Two", "Tide Wars Ten", Same),
            ("The First Lantern", "The Fifth Lantern", Same),
            ("It", "If", Same),
            ("Lamp", "Lamb", Same),
            ("1917", "1918", Same),
            ("Harbour 1917", "Harbour 1918", Same),
            ("The Tin Orchrad", "The Tin Orchard", Apart),
            ("The Man", "The Men", Same),
            ("The Lighthouse", "The Lighthouses", Nothing),
            ("Stranger", "Strangers", Nothing),
            ("Salt Harbour", "Salt Harbour B", Same),
            ("The Red Door", "The Bad Door", Nothing),
            ("Dawn Over Port", "Down Over Port", Nothing),
            ("The Orchard", "The Tin Orchard", Same),
            ("东京物语", "东京故事", Same),
            ("The Lamp", "The Lamp", Same),
            ("Été", "Ete", Same),
            ("", "The Lamp", Nothing),
        ];
        let asked = [
            ("The Ton Orchard", "The Tin Orchard", Same),
            ("The Ton Orchard", "The Tin Orchard", Nothing),
            ("The Man", "The Men", Same),
            ("Lamp", "Lamb", Same),
            ("The Lighthouse", "The Lighthouses", Nothing),
            ("Dawn Over Port", "Down Over Port", Near),
            ("Quiet Lamp", "A Quiet Lamp", Same),
            ("The Ones", "The One", Same),
        ];
        for (printed, known, years) in asked {
            assert!(
                may_be_slip(printed, known, years) && may_be_slip(known, printed, years),
                "whether `{printed}` is `{known}` is asked"
            );
        }
        let apart = [
            ("Tide Wars: Part 2", "Tide Wars: Part 3", Same),
            ("Tide Wars II", "Tide Wars III", Same),
            ("Harbour 1917", "Harbour 1918", Same),
            ("Plan A", "Plan B", Same),
            ("The Ton Orchard", "The Tin Orchard", Apart),
            ("Salt Harbour", "Salt Harbour B", Same),
            ("The Red Door", "The Bad Door", Nothing),
            ("东京物语", "东京故事", Same),
            ("If", "It", Nothing),
            ("Été", "Ete", Same),
        ];
        for (printed, known, years) in apart {
            assert!(
                !may_be_slip(printed, known, years) && !may_be_slip(known, printed, years),
                "`{printed}` is not `{known}`"
            );
        }
        for (printed, known, years) in others {
            assert!(
                !is_slip(printed, known, years),
                "`{printed}` is not `{known}`"
            );
            assert!(
                !is_slip(known, printed, years),
                "`{known}` is not `{printed}`"
            );
        }
    }
}
