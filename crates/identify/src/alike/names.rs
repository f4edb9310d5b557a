//! How two names are alike.

use ovation_language::{marks_written_out, phonetic_key};
use ovation_terms::fold;
use serde::Deserialize;
use std::sync::LazyLock;

/// How two names are alike, the likest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same words, however written: `ada-marlow`, `Ada Marlow`.
    Same,
    /// The same words in another order: `Marlow Ada`.
    Order,
    /// The same once marks are written as two letters: `Mueller`.
    Marks,
    /// The same sound in another script.
    Script,
    /// One has a word or an initial more: `Ada M. Marlow`.
    Longer,
    /// One has initials where the other has words: `A. Marlow`.
    Initials,
    /// A letter differs: `Ada Marlowe`.
    Spelling,
    /// One is a log-in made of the other: `amarlow`, `marlow.a@quay.example`.
    LogIn,
}

impl Likeness {
    /// In words.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Same => "the names are the same but for how they are written",
            Self::Order => "the names have the same words in another order",
            Self::Marks => "the names are the same where marks are written as letters",
            Self::Script => "the names sound the same in two scripts",
            Self::Longer => "one name has a word or an initial more",
            Self::Initials => "one name has initials where the other has words",
            Self::Spelling => "the names differ in one letter",
            Self::LogIn => "one is a log-in made of the other's name",
        }
    }

    /// The text form: `initials`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Order => "order",
            Self::Marks => "marks",
            Self::Script => "script",
            Self::Longer => "longer",
            Self::Initials => "initials",
            Self::Spelling => "spelling",
            Self::LogIn => "log-in",
        }
    }

    pub(super) fn weight(self) -> f64 {
        match self {
            Self::Same => 0.8,
            Self::Order | Self::Marks => 0.75,
            Self::Script => 0.7,
            Self::Longer => 0.65,
            Self::Initials => 0.5,
            Self::Spelling => 0.45,
            Self::LogIn => 0.4,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    outlets: OutletWords,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct OutletWords {
    tails: Vec<String>,
}

static KNOWN: LazyLock<File> = LazyLock::new(|| {
    // The file is read by this crate's tests; without it no word is left off.
    toml::from_str(include_str!("../../data/names.toml")).unwrap_or_default()
});

/// Whether a word, folded, may stand behind an outlet's name or not.
pub(super) fn is_outlet_tail(word: &str) -> bool {
    KNOWN.outlets.tails.iter().any(|tail| tail == word)
}

/// A name folded, with marked letters as the two that stand for them.
fn with_digraphs(name: &str) -> String {
    marks_written_out(name).map_or_else(|| fold(name), |name| fold(&name))
}

/// What names that may be alike share: the last word with the first letter, and all words in order.
pub(super) fn block_keys(name: &str) -> Vec<String> {
    let name = whose_mail(name);
    let words = words_of(name);
    let mut sorted = words.clone();
    sorted.sort();
    let mut keys = vec![
        sorted.concat(),
        fold(name),
        with_digraphs(name),
        format!("~{}", phonetic_key(name).letters),
    ];
    if let (Some(first), Some(last)) = (words.first(), words.last())
        && words.len() > 1
    {
        let initial = first.chars().next().unwrap_or(' ');
        keys.push(format!("{initial} {last}"));
        // A letter of the family's name may differ.
        keys.push(format!(
            "{first} {}",
            last.chars().take(3).collect::<String>()
        ));
    }
    keys.extend(log_ins_of(&words));
    // As a log-in: without the digits behind it.
    let whole = words.concat();
    keys.push(without_digits(&whole).to_owned());
    keys.retain(|key| !key.is_empty());
    keys
}

/// A family's name of fewer letters makes no log-in that tells anybody.
const SHORTEST_IN_LOG_IN: usize = 4;

/// The log-ins that are made of a name: `amarlow`, `marlowa`, and of three words `ajmarlow`, too.
fn log_ins_of(words: &[String]) -> Vec<String> {
    let [given @ .., family] = words else {
        return Vec::new();
    };
    let Some(first) = given.first().and_then(|given| given.chars().next()) else {
        return Vec::new();
    };
    if family.chars().count() < SHORTEST_IN_LOG_IN {
        return Vec::new();
    }
    let initials: String = given
        .iter()
        .filter_map(|word| word.chars().next())
        .collect();
    let mut made = vec![format!("{first}{family}"), format!("{family}{first}")];
    if given.len() > 1 {
        made.push(format!("{initials}{family}"));
    }
    made
}

/// What stands before the sign of an address of mail; a name as it is.
fn whose_mail(name: &str) -> &str {
    name.split_once('@').map_or(name, |(whose, _)| whose)
}

fn without_digits(word: &str) -> &str {
    word.trim_end_matches(|letter: char| letter.is_ascii_digit())
}

/// Whether one is a log-in that is made of the other.
fn is_log_in_of(log_in: &[String], name: &[String]) -> bool {
    // A log-in's digits are nobody's name.
    let whole = log_in.concat();
    let whole = without_digits(&whole);
    let is_made = |made: &String| made == whole;
    log_in.len() == 1 && log_ins_of(name).iter().any(is_made)
        || log_in.len() == 2 && log_in.iter().any(|word| word.chars().count() == 1) && {
            // `marlow.a`: `a.marlow` is told by its initials.
            let family = log_in.first().filter(|word| word.chars().count() > 1);
            family.is_some() && log_ins_of(name).iter().any(is_made)
        }
}

/// The last word of a name of several, folded.
pub(super) fn family_of(name: &str) -> Option<String> {
    let words = words_of(name);
    (words.len() > 1).then(|| words.last().cloned()).flatten()
}

pub(super) fn words_of(name: &str) -> Vec<String> {
    let words = name.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '-' | '_'));
    words.map(fold).filter(|word| !word.is_empty()).collect()
}

/// How two names are alike, if they are.
pub fn likeness(one: &str, other: &str) -> Option<Likeness> {
    let (one, other) = (whose_mail(one), whose_mail(other));
    if fold(one).is_empty() {
        return None;
    }
    if fold(one) == fold(other) {
        return Some(Likeness::Same);
    }
    let (a, b) = (words_of(one), words_of(other));
    let by_log_in = || (is_log_in_of(&a, &b) || is_log_in_of(&b, &a)).then_some(Likeness::LogIn);
    if a.len() < 2 || b.len() < 2 {
        return by_log_in();
    }
    let sorted = |words: &[String]| {
        let mut words = words.to_vec();
        words.sort();
        words
    };
    if sorted(&a) == sorted(&b) {
        return Some(Likeness::Order);
    }
    if with_digraphs(one) == fold(other) || fold(one) == with_digraphs(other) {
        return Some(Likeness::Marks);
    }
    let (x, y) = (phonetic_key(one), phonetic_key(other));
    if x.is_romanised != y.is_romanised && x.letters == y.letters {
        return Some(Likeness::Script);
    }
    by_words(&a, &b)
        .or_else(|| by_letters(&a, &b))
        .or_else(by_log_in)
}

/// One has a word more, or initials where the other has words.
fn by_words(a: &[String], b: &[String]) -> Option<Likeness> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.last() != long.last() {
        return None;
    }
    let mut rest = long.iter();
    let is_part = short.iter().all(|word| rest.any(|it| it == word));
    if is_part && short.iter().all(|word| word.chars().count() > 1) {
        return Some(Likeness::Longer);
    }
    let is_initial = |x: &str, y: &str| x.chars().count() == 1 && y.starts_with(x);
    let is_either = |x: &str, y: &str| x == y || is_initial(x, y) || is_initial(y, x);
    let mut rest = long.iter();
    let fits = short.iter().all(|word| rest.any(|it| is_either(word, it)));
    let (first, of_long) = short.first().zip(long.first())?;
    (fits && is_either(first, of_long)).then_some(Likeness::Initials)
}

/// One letter differs in names long enough for that to be a slip.
fn by_letters(a: &[String], b: &[String]) -> Option<Likeness> {
    let (x, y) = (a.concat(), b.concat());
    let is_close = a.len() == b.len() && x.chars().count().min(y.chars().count()) >= 8;
    (is_close && x.chars().next() == y.chars().next() && strsim::osa_distance(&x, &y) == 1)
        .then_some(Likeness::Spelling)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_outlets_words_reads() {
        let file: Result<File, _> = toml::from_str(include_str!("../../data/names.toml"));
        let file = file.unwrap();
        assert!(file.outlets.tails.len() > 20);
    }

    #[test]
    fn names_that_may_be_one_persons_are_told() {
        use Likeness::{Initials, LogIn, Longer, Marks, Order, Same, Script, Spelling};
        let cases = [
            ("Ada Marlow", "ada-marlow", Some(Same)),
            ("Ada Marlow", "ADA MARLOW", Some(Same)),
            ("Zoe Quill", "Zo\u{eb} Quill", Some(Same)),
            ("Ada Marlow", "Marlow Ada", Some(Order)),
            ("J\u{fc}rgen M\u{f6}rk", "Juergen Moerk", Some(Marks)),
            ("Anna Gro\u{df}", "Anna Gross", Some(Same)),
            ("S\u{f8}ren Falk", "Soeren Falk", Some(Marks)),
            ("Ada Marlow", "Ada M. Marlow", Some(Longer)),
            ("Ada Marlow", "Ada Jane Marlow", Some(Longer)),
            ("Ada Marlow", "A. Marlow", Some(Initials)),
            ("Ada Jane Marlow", "A. J. Marlow", Some(Initials)),
            ("Ada Marlow", "Ada Marlowe", Some(Spelling)),
            (
                "\u{418}\u{432}\u{430}\u{43d} \u{420}\u{435}\u{437}\u{43d}\u{438}\u{43a}",
                "Ivan Reznik",
                Some(Script),
            ),
            (
                "\u{410}\u{43d}\u{43d}\u{430} \u{416}\u{438}\u{43b}\u{438}\u{43d}\u{430}",
                "Anna Zhilina",
                Some(Script),
            ),
            (
                "\u{42e}\u{43b}\u{438}\u{44f} \u{425}\u{43e}\u{440}\u{438}\u{43d}\u{430}",
                "Yulia Khorina",
                Some(Script),
            ),
            (
                "\u{39d}\u{3af}\u{3ba}\u{3bf}\u{3c2} \u{39a}\u{3b1}\u{3c1}\u{3ac}\u{3c2}",
                "Nikos Karas",
                Some(Script),
            ),
            (
                "\u{418}\u{432}\u{430}\u{43d} \u{420}\u{435}\u{437}\u{43d}\u{438}\u{43a}",
                "Ivan Lesnik",
                None,
            ),
            ("Ada Marlow", "amarlow", Some(LogIn)),
            ("Ada Marlow", "AMarlow", Some(LogIn)),
            ("Ada Marlow", "marlowa", Some(LogIn)),
            ("Ada Marlow", "amarlow7", Some(LogIn)),
            ("Ada Marlow", "a.marlow@quay.example", Some(Initials)),
            ("Ada Marlow", "amarlow@quay.example", Some(LogIn)),
            ("Ada Marlow", "marlow.a@quay.example", Some(LogIn)),
            ("Ada Marlow", "ada.marlow@quay.example", Some(Same)),
            ("Ada Jane Marlow", "ajmarlow", Some(LogIn)),
            ("Ada Jane Marlow", "amarlow", Some(LogIn)),
            ("Ada Marlow", "bmarlow", None),
            ("Ada Marlow", "adamr", None),
            ("Jo Li", "jli", None),
            ("Ada Marlow", "amarlowe", None),
            ("Ada Marlow", "Ada Quill", None),
            ("Ada Marlow", "Ida Marlow", None),
            ("Ada Marlow", "B. Marlow", None),
            ("Marlow", "Ada Marlow", None),
            ("Jo Li", "Jo Lo", None),
            ("", "", None),
        ];
        for (one, other, wanted) in cases {
            assert_eq!(likeness(one, other), wanted, "{one} / {other}");
            assert_eq!(likeness(other, one), wanted, "{other} / {one}");
        }
    }
}
