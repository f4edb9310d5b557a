//! Words by which films, reviews and other things are told apart, in several languages.
//!
//! All lower case; whole words, but for the beginnings in `stems`.

mod film;
mod press;
mod report;
mod stems;

pub(super) use film::{CRAFT, FILM, OPINION, REVIEW};
pub(super) use press::{INTERVIEW, LIST, NEWS, OTHER, RANKED, SERIES, SPEECH, STAGE, TRADE};
pub(super) use report::{PERSON, REPORT};
use stems::{CRAFT_STEMS, OPINION_STEMS};

/// How many words of each list a text has, counted in one pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    counts: [usize; LISTS.len()],
}

/// The lists that are counted in texts, by their places in [`Tally`].
const LISTS: [&[&str]; 9] = [
    FILM, CRAFT, OPINION, TRADE, OTHER, SERIES, SPEECH, STAGE, REPORT,
];

/// A list of a [`Tally`].
#[derive(Clone, Copy, Debug)]
pub(super) enum List {
    Film,
    Craft,
    Opinion,
    Trade,
    Other,
    Series,
    Speech,
    Stage,
    Report,
}

/// Every listed word with the lists that have it, as bits; and those of scripts without spaces.
struct Vocabulary {
    words: Vec<(&'static str, u16)>,
    /// Beginnings of words.
    stems: Vec<(&'static str, u16)>,
    dense: Vec<(&'static str, u16)>,
    /// Which words may be listed, and which may begin with a stem: hardly any of a text's.
    listed: Sieve,
    stemmed: Sieve,
}

/// A set that may take a word for one of its own, but never leaves out one that is.
struct Sieve {
    bits: Vec<u64>,
}

impl Sieve {
    /// Ten times the words of the lists and more, so that few others pass.
    const BITS: usize = 1 << 15;

    fn of<'a>(words: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut bits = vec![0; Self::BITS / 64];
        for word in words {
            let place = Self::place(word);
            if let Some(bits) = bits.get_mut(place / 64) {
                *bits |= 1 << (place % 64);
            }
        }
        Self { bits }
    }

    fn may_have(&self, word: &[u8]) -> bool {
        let place = Self::place(word);
        let bits = self.bits.get(place / 64).copied().unwrap_or(0);
        bits >> (place % 64) & 1 == 1
    }

    /// The FNV-1a hash, folded.
    fn place(word: &[u8]) -> usize {
        let step = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        let hash = word.iter().fold(0x811c_9dc5, step);
        (hash ^ (hash >> 15)) as usize % Self::BITS
    }
}

/// The bytes by which stems are told apart quickly; no stem has fewer.
const STEM_START: usize = 4;

static VOCABULARY: std::sync::LazyLock<Vocabulary> = std::sync::LazyLock::new(|| {
    let mut all: std::collections::BTreeMap<&'static str, u16> = std::collections::BTreeMap::new();
    for (at, list) in LISTS.iter().enumerate() {
        for word in *list {
            *all.entry(word).or_default() |= 1 << at;
        }
    }
    let (dense, words) = all.into_iter().partition(|(word, _)| is_dense(word));
    let stems = [(CRAFT_STEMS, List::Craft), (OPINION_STEMS, List::Opinion)];
    let mut stems: Vec<(&'static str, u16)> = stems
        .into_iter()
        .flat_map(|(list, name)| list.iter().map(move |stem| (*stem, 1 << name as u8)))
        .collect();
    stems.sort_unstable();
    let words: Vec<(&'static str, u16)> = words;
    let starts = stems
        .iter()
        .filter_map(|(stem, _)| stem.as_bytes().get(..STEM_START));
    Vocabulary {
        listed: Sieve::of(words.iter().map(|(word, _)| word.as_bytes())),
        stemmed: Sieve::of(starts),
        words,
        stems,
        dense,
    }
});

impl Tally {
    pub(super) fn of(text: &str) -> Self {
        let vocabulary = &*VOCABULARY;
        let mut tally = Self::default();
        let mut word = String::new();
        let (mut has_dense, mut is_plain) = (false, true);
        for letter in text.chars().chain([' ']) {
            if letter.is_alphanumeric() || matches!(letter, '\'' | '-') {
                if letter.is_ascii() {
                    word.push(letter.to_ascii_lowercase());
                } else {
                    has_dense |= is_dense_letter(letter);
                    is_plain = false;
                    word.extend(letter.to_lowercase());
                }
                continue;
            }
            if !word.is_empty() {
                let known = if is_plain {
                    word.trim_matches(['\'', '-'])
                } else {
                    word.trim_matches(['\'', '-', '’'])
                };
                let listed = vocabulary.listed.may_have(known.as_bytes());
                let found = listed
                    .then(|| vocabulary.words.binary_search_by(|(w, _)| (*w).cmp(known)))
                    .and_then(Result::ok);
                if let Some(at) = found {
                    tally.add(vocabulary.words.get(at).map_or(0, |(_, bits)| *bits), 1);
                } else if known
                    .as_bytes()
                    .get(..STEM_START)
                    .is_some_and(|start| vocabulary.stemmed.may_have(start))
                {
                    // No stem begins another, so the last one not behind the word is the one.
                    let after = vocabulary.stems.partition_point(|(stem, _)| *stem <= known);
                    let stem = after.checked_sub(1).and_then(|at| vocabulary.stems.get(at));
                    if let Some((_, bits)) = stem.filter(|(stem, _)| known.starts_with(stem)) {
                        tally.add(*bits, 1);
                    }
                }
                word.clear();
                is_plain = true;
            }
        }
        if has_dense {
            for (word, bits) in &vocabulary.dense {
                tally.add(*bits, text.matches(word).count());
            }
        }
        tally
    }

    fn add(&mut self, bits: u16, times: usize) {
        for (at, count) in self.counts.iter_mut().enumerate() {
            if bits & (1 << at) != 0 {
                *count += times;
            }
        }
    }

    /// How often words of a list stand in the text.
    pub(super) fn count(&self, list: List) -> usize {
        self.counts.get(list as usize).copied().unwrap_or(0)
    }
}

fn is_dense_letter(letter: char) -> bool {
    ('\u{3040}'..='\u{9fff}').contains(&letter)
}

/// Splits into lower-case words.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !is_of_word(letter))
        .map(|word| word.trim_matches(['\'', '-']).to_lowercase())
        .filter(|word| !word.is_empty())
}

/// Whether a script without spaces writes the word.
pub(super) fn is_dense(word: &str) -> bool {
    !word.is_ascii() && word.chars().any(is_dense_letter)
}

/// How many of the words of a text are in a list; words of scripts without spaces count wherever
/// they stand.
pub(super) fn count(text: &str, list: &[&str]) -> usize {
    counted(text, list, usize::MAX)
}

/// Whether any word of a text is in a list.
pub(super) fn has(text: &str, list: &[&str]) -> bool {
    counted(text, list, 1) > 0
}

/// Counts up to a number.
fn counted(text: &str, list: &[&str], most: usize) -> usize {
    let mut count = 0;
    let mut lower = String::new();
    for word in text.split(|letter: char| !is_of_word(letter)) {
        let word = word.trim_matches(['\'', '-']);
        if word.is_empty() {
            continue;
        }
        lower.clear();
        if word.is_ascii() {
            lower.push_str(word);
            lower.make_ascii_lowercase();
        } else {
            lower.push_str(&word.to_lowercase());
        }
        count += usize::from(list.contains(&lower.as_str()));
        if count >= most {
            return count;
        }
    }
    if is_dense(text) {
        let dense = list.iter().filter(|word| is_dense(word));
        count += dense.map(|word| text.matches(word).count()).sum::<usize>();
    }
    count
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '\'' | '-')
}

/// Lower case, letters and digits only, words parted by one space, with a space at both ends.
pub(super) fn spaced(text: &str) -> String {
    let mut made = String::with_capacity(text.len() + 2);
    made.push(' ');
    let mut letters = text.chars();
    loop {
        // Words of small letters and digits, one space apart, which are most of a text, stay as
        // they are.
        let rest = letters.as_str();
        let is_kept = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let (mut run, mut was_letter) = (0, false);
        for byte in rest.bytes() {
            if !(is_kept(byte) || (byte == b' ' && was_letter)) {
                break;
            }
            was_letter = byte != b' ';
            run += 1;
        }
        if run > 0 {
            made.push_str(rest.get(..run).unwrap_or(""));
            letters = rest.get(run..).unwrap_or("").chars();
        }
        let Some(letter) = letters.next() else {
            break;
        };
        if letter.is_ascii_alphanumeric() {
            made.push(letter.to_ascii_lowercase());
        } else if letter == ' ' {
            if !made.ends_with(' ') {
                made.push(' ');
            }
        } else if letter.is_alphanumeric() {
            made.extend(letter.to_lowercase());
        } else {
            let next = letters.clone().next();
            let is_apostrophe = matches!(letter, '\'' | '’' | '‘');
            let is_gap = !is_apostrophe || (letter != '‘' && is_elision(&made, next));
            if is_gap && !made.ends_with(' ') {
                made.push(' ');
            }
        }
    }
    if !made.ends_with(' ') {
        made.push(' ');
    }
    made
}

/// Whether an apostrophe parts two words, as in `d'Avril`, `l'eau`, `dell'Arno`.
fn is_elision(before: &str, next: Option<char>) -> bool {
    let mut last = before.chars().rev();
    let is_one = last.next().is_some_and(char::is_alphabetic) && last.next() == Some(' ');
    next.is_some_and(|next| next.is_uppercase() || (is_one && next.is_alphabetic()))
}

/// How often a phrase stands in a text, both made by [`spaced`].
pub(super) fn mentions(text: &str, phrase: &str) -> usize {
    if phrase.trim().is_empty() {
        return 0;
    }
    if is_dense(phrase) {
        return memchr::memmem::find_iter(text.as_bytes(), phrase.trim()).count();
    }
    memchr::memmem::find_iter(text.as_bytes(), phrase).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stem_is_as_long_as_what_it_is_sieved_by() {
        let stems = CRAFT_STEMS.iter().chain(OPINION_STEMS);
        assert!(stems.clone().all(|stem| stem.len() >= STEM_START));
    }

    #[test]
    fn no_beginning_of_a_word_begins_another() {
        for stems in [CRAFT_STEMS, OPINION_STEMS] {
            for first in stems {
                let longer = stems.iter().find(|s| *s != first && s.starts_with(first));
                assert_eq!(longer, None, "{first}");
            }
        }
    }

    #[test]
    fn a_tally_counts_each_list_in_one_pass() {
        let text =
            "The film's director said it: a dull film. Захватывающий фильм! 映画の監督、映画。";
        let tally = Tally::of(text);
        assert_eq!(tally.count(List::Film), 4);
        assert_eq!(tally.count(List::Craft), 2);
        assert_eq!(tally.count(List::Opinion), 2);
        assert_eq!(tally.count(List::Speech), 1);
        assert_eq!(Tally::of(""), Tally::default());
    }
}
