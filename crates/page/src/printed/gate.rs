//! Which forms of ratings a line may hold: quick to say no, so that the patterns of many
//! languages are looked for, and even made, only where something like them stands.

use super::words;
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};
use ovation_language::data::ratings;
use ovation_language::pattern;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The forms that a line may hold. Each is true wherever that form's pattern matches, but for
/// letters beyond ASCII in a mixture of small ones and capitals that nobody writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one form of several that a line may hold"
)]
pub(super) struct Gate {
    /// `4/5`, `4 out of 5`.
    pub(super) fraction: bool,
    /// `four out of five`.
    pub(super) in_words: bool,
    /// `four stars`.
    pub(super) star_words: bool,
    /// `Rating: 4`.
    pub(super) labelled: bool,
    /// `I give it a 7`.
    pub(super) given: bool,
}

/// What a word that is sought belongs to.
#[derive(Clone, Copy)]
enum Kind {
    Scale,
    Star,
    Label,
    Verb,
}

struct Words {
    found: AhoCorasick,
    kinds: Vec<Kind>,
}

static WORDS: LazyLock<Option<Words>> = LazyLock::new(|| {
    let mut words: Vec<String> = Vec::new();
    let mut kinds = Vec::new();
    let tops: BTreeSet<&str> = ovation_language::all().flat_map(words::tops).collect();
    let tops: Vec<&str> = tops.into_iter().collect();
    let lists = [
        (tops.as_slice(), Kind::Scale),
        (ratings::STARS, Kind::Star),
        (ratings::LABELS, Kind::Label),
        (ratings::GIVE, Kind::Verb),
    ];
    for (list, kind) in lists {
        for word in list {
            let forms = pattern::spellings(word);
            kinds.extend(forms.iter().map(|_| kind));
            words.extend(forms);
        }
    }
    let mut builder = AhoCorasickBuilder::new();
    let builder = builder
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA));
    let found = builder.build(words).ok()?;
    Some(Words { found, kinds })
});

/// Numbers in words, of all languages.
static NUMBERS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| ovation_language::all().flat_map(words::numbers).collect());

/// The last words of what stands between points and their scale, and of what adds a half.
static OF: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| last_words(ratings::OF));
static HALVES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| last_words(ratings::HALF));

fn last_words(phrases: &[&'static str]) -> BTreeSet<&'static str> {
    let phrases = phrases.iter();
    phrases
        .filter_map(|words| words.split(' ').next_back())
        .collect()
}

/// The pattern of what follows a word, without word boundaries, which cost much among letters
/// beyond ASCII.
fn behind(pattern: &str) -> Option<Regex> {
    Regex::new(&pattern.replace(r"\b", "")).ok()
}

static BEHIND_LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let numbers = pattern::any(NUMBERS.iter().copied());
    behind(&format!(
        r"(?i)^{}(?:[A-F]|\d|{numbers})",
        words::behind_label()
    ))
});

static BEHIND_VERB: LazyLock<Option<Regex>> =
    LazyLock::new(|| behind(&format!("(?i)^{}", words::behind_verbs())));

impl Gate {
    /// What a line may hold.
    pub(super) fn of(line: &str) -> Self {
        let mut gate = Self::default();
        gate.numbers(line);
        let Some(words) = WORDS.as_ref() else {
            return Self {
                fraction: true,
                in_words: true,
                star_words: true,
                labelled: true,
                given: true,
            };
        };
        for found in words.found.find_overlapping_iter(line) {
            let before = line.get(..found.start()).unwrap_or("");
            let after = line.get(found.end()..).unwrap_or("");
            let holds =
                |pattern: &Option<Regex>| pattern.as_ref().is_none_or(|p| p.is_match(after));
            match words.kinds.get(found.pattern().as_usize()) {
                Some(Kind::Scale) if !gate.in_words => gate.in_words = is_behind_of(before),
                Some(Kind::Star) if !gate.star_words => gate.star_words = ends_in_number(before),
                Some(Kind::Label) if !gate.labelled => gate.labelled = holds(&BEHIND_LABEL),
                Some(Kind::Verb) if !gate.given => gate.given = holds(&BEHIND_VERB),
                _ => {}
            }
        }
        gate
    }

    /// Looks before each number that may be a scale.
    fn numbers(&mut self, line: &str) {
        let mut last = b' ';
        for (at, byte) in line.bytes().enumerate() {
            let begins = !last.is_ascii_digit() && matches!(byte, b'1' | b'2' | b'4'..=b'7');
            last = byte;
            if !begins {
                continue;
            }
            let before = line.get(..at).unwrap_or("");
            let bare = before.strip_suffix(char::is_whitespace).unwrap_or(before);
            if bare.ends_with(['/', '／']) {
                self.fraction = true;
            } else if bare.len() < before.len() && is_behind_of(before) {
                self.fraction = true;
                self.in_words = true;
            }
        }
    }
}

/// The last word, in small letters, and whether a space or a hyphen stands behind it.
fn last_word(before: &str) -> Option<String> {
    let before = before.strip_suffix(|c: char| c.is_whitespace() || c == '-')?;
    let is_apostrophe = |c: char| matches!(c, '\'' | '’' | 'ʼ');
    let mut words = before.rsplit(|c: char| !c.is_alphanumeric() && !is_apostrophe(c));
    let word = words.next()?.trim_matches(is_apostrophe);
    (word.len() < 40).then(|| word.to_lowercase().replace(is_apostrophe, "'"))
}

/// Whether a text ends in a word between points and their scale: `4 out of `.
fn is_behind_of(before: &str) -> bool {
    last_word(before).is_some_and(|word| OF.contains(&*word))
}

/// Whether a text ends in a number, of words or digits, and a space or a hyphen; in scripts without
/// spaces the number alone.
fn ends_in_number(before: &str) -> bool {
    let last = before.chars().next_back();
    if last.is_some_and(|last| last.is_ascii_digit() || !last.is_ascii()) {
        let letter = last.map(String::from).unwrap_or_default();
        return last.is_some_and(|last| last.is_ascii_digit()) || NUMBERS.contains(&*letter);
    }
    let Some(word) = last_word(before) else {
        return false;
    };
    word.ends_with(|c: char| c.is_numeric()) || NUMBERS.contains(&*word) || HALVES.contains(&*word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lets_through_the_lines_that_hold_a_form() {
        let lines = [
            ("4 / 5", "fraction"),
            ("8 Von 10", "fraction in_words"),
            ("FÜNF VON ZEHN", "in_words"),
            ("четыре из пяти", "in_words"),
            ("three out of a possible five", "in_words"),
            ("Four-star", "star_words"),
            ("ЧЕТЫРЕ ЗВЕЗДЫ", "star_words"),
            ("three and a half stars", "star_words"),
            ("2½ Étoiles", "star_words"),
            ("ОЦЕНКА: 7", "labelled"),
            ("Note finale : B", "labelled"),
            ("My verdict is A-", "labelled"),
            ("I gave it a solid 7.", "given"),
            ("Поставил фильму 7.", "given"),
        ];
        for (line, expected) in lines {
            assert_eq!(told(Gate::of(line)), expected, "{line}");
        }
    }

    #[test]
    fn lets_nothing_through_where_only_the_words_stand() {
        let lines = [
            "",
            "He notes that stars of many lands gave a party, one of many, in 2012.",
            "The score by Mark Marsh is of note; ratings de la nuit, and a verdict to come.",
            "Starring the star of the stern drama about ten sisters, four brothers and many stars.",
        ];
        for line in lines {
            let gate = Gate::of(line);
            assert!(
                !gate.fraction && !gate.star_words && !gate.labelled,
                "{line}: {gate:?}"
            );
            assert!(!gate.in_words, "{line}: {gate:?}");
        }
    }

    fn told(gate: Gate) -> String {
        let all = [
            (gate.fraction, "fraction"),
            (gate.in_words, "in_words"),
            (gate.star_words, "star_words"),
            (gate.labelled, "labelled"),
            (gate.given, "given"),
        ];
        let held = all.iter().filter(|(is_held, _)| *is_held);
        held.map(|(_, name)| *name).collect::<Vec<_>>().join(" ")
    }
}
