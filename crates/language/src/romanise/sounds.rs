//! How names of any script sound in Latin letters, and letters with marks as the two that stand for them.

use super::romanised;
use ovation_terms::fold;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Letters with marks, and the two that stand for each.
static MARKS: LazyLock<BTreeMap<char, &'static str>> = LazyLock::new(|| {
    let lines = rows(include_str!("../../scripts/marks.tsv"));
    let read = lines.filter_map(|(letter, two)| Some((letter.chars().next()?, two)));
    read.collect()
});

/// Spellings of one sound, in the order in which they are evened out.
static SOUNDS: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| rows(include_str!("../../scripts/sounds.tsv")).collect());

/// The mark of two dots that stands by itself behind its letter.
const DOTS: char = '\u{308}';

fn rows(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t'))
}

/// A text with its marked letters as the two that stand for them where there is no such key: `Für` as `Fuer`.
/// None where it has no such letter.
///
/// ```
/// use ovation_language::marks_written_out;
///
/// assert_eq!(marks_written_out("F\u{fc}r").as_deref(), Some("Fuer"));
/// assert_eq!(marks_written_out("Fur"), None);
/// ```
pub fn marks_written_out(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut made = String::with_capacity(text.len() + 4);
    let mut is_changed = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        // A mark that stands by itself behind its letter is one with it here.
        let is_dotted = letters.peek() == Some(&DOTS);
        let one = match letter.to_ascii_lowercase() {
            'a' if is_dotted => '\u{e4}',
            'o' if is_dotted => '\u{f6}',
            'u' if is_dotted => '\u{fc}',
            _ => letter.to_lowercase().next().unwrap_or(letter),
        };
        let Some(two) = MARKS.get(&one) else {
            made.push(letter);
            continue;
        };
        if one != letter && is_dotted {
            letters.next();
        }
        made.push_str(two);
        is_changed = true;
    }
    is_changed.then_some(made)
}

/// How a name sounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneticKey {
    /// Small Latin letters and digits, spellings of one sound evened out, no letter twice in a row.
    pub letters: String,
    /// Whether it was written in another script.
    pub is_romanised: bool,
}

/// How a name of any known script sounds in Latin letters, so that what passports, papers and languages make
/// of it compares: `Щукин`, `Shchukin`, `Schukin`.
///
/// A name in a script that is not known is compared by its own letters.
pub fn phonetic_key(name: &str) -> PhoneticKey {
    let first = romanised(name, 1).into_iter().next();
    let is_romanised = first.is_some();
    let mut plain = first.unwrap_or_else(|| fold(name));
    for (written, heard) in SOUNDS.iter() {
        if plain.contains(written) {
            plain = plain.replace(written, heard);
        }
    }
    let mut letters: Vec<char> = plain.chars().collect();
    letters.dedup();
    PhoneticKey {
        letters: letters.into_iter().collect(),
        is_romanised,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_marks_and_sounds_are_read() {
        assert_eq!((MARKS.len(), SOUNDS.len()), (13, 19));
    }

    #[test]
    fn marked_letters_are_written_as_two() {
        for (text, wanted) in [
            ("F\u{fc}r alle F\u{e4}lle", Some("Fuer alle Faelle")),
            ("\u{d6}dland", Some("oedland")),
            ("Fu\u{308}r dich", Some("Fuer dich")),
            ("A\u{308}pfel", Some("aepfel")),
            ("Br\u{f8}dre p\u{e5} havet", Some("Broedre paa havet")),
            ("Stra\u{df}e", Some("Strasse")),
            ("S\u{153}ur", Some("Soeur")),
            ("\u{de}orn", Some("thorn")),
            ("Ni\u{f1}o", Some("Ninjo")),
            ("\u{110}ura\u{111}", Some("djuradj")),
            ("Da\u{11f}", Some("Dagh")),
            ("\u{c9}t\u{e9}", None),
            ("e\u{308}", None),
            ("Salt", None),
        ] {
            assert_eq!(marks_written_out(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn one_name_in_two_scripts_or_spellings_sounds_the_same() {
        let key = |name: &str| phonetic_key(name).letters;
        for (one, other) in [
            (
                "\u{418}\u{432}\u{430}\u{43d} \u{420}\u{435}\u{437}\u{43d}\u{438}\u{43a}",
                "Ivan Reznik",
            ),
            ("\u{429}\u{443}\u{43a}\u{438}\u{43d}", "Shchukin"),
            ("\u{429}\u{443}\u{43a}\u{438}\u{43d}", "Schukin"),
            (
                "\u{42e}\u{440}\u{438}\u{439} \u{416}\u{443}\u{43a}",
                "Yuri Zhuk",
            ),
            (
                "\u{42e}\u{440}\u{438}\u{439} \u{416}\u{443}\u{43a}",
                "Iurii Juk",
            ),
            (
                "\u{42f}\u{43d}\u{430} \u{425}\u{430}\u{440}\u{438}\u{43d}\u{430}",
                "Jana Kharina",
            ),
            (
                "\u{420}\u{44b}\u{431}\u{430}\u{43a}\u{43e}\u{432}",
                "Rybakow",
            ),
            ("\u{395}\u{43b}\u{435}\u{43d}\u{430}", "Elena"),
            (
                "\u{39d}\u{3af}\u{3ba}\u{3bf}\u{3c2} \u{39a}\u{3b1}\u{3c1}\u{3ac}\u{3c2}",
                "Nikos Karas",
            ),
            ("\u{39b}\u{3bf}\u{3c5}\u{3ba}\u{3ac}\u{3c2}", "Lukas"),
            ("\u{10d2}\u{10d4}\u{10db}\u{10d0}", "Gema"),
            ("\u{5c71}\u{7530}", "Shantian"),
        ] {
            assert_eq!(key(one), key(other), "{one} / {other}");
        }
        for (one, other) in [
            ("\u{418}\u{432}\u{430}\u{43d}", "Igor"),
            ("\u{39d}\u{3af}\u{3ba}\u{3bf}\u{3c2}", "Markos"),
            ("Ada Marlow", "Ida Marlow"),
        ] {
            assert_ne!(key(one), key(other), "{one} / {other}");
        }
        assert!(phonetic_key("\u{418}\u{432}\u{430}\u{43d}").is_romanised);
        assert!(!phonetic_key("Zo\u{eb}").is_romanised);
    }
}
