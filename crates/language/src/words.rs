//! Words by which films, reviews and other things are told apart, in several languages.
//!
//! All lower case; whole words, but for the beginnings in `stems`.

pub use crate::data::film::{CRAFT, FILM, OPINION, REVIEW};
use crate::data::film::{CRAFT_STEMS, OPINION_STEMS};
pub use crate::data::headlines::{INTERVIEW, LIST, NEWS, PERSON, RANKED};
use crate::data::kind;
pub use crate::data::other::{OTHER, SERIES, STAGE};
pub use crate::data::report::{REPORT, SPEECH};
pub use crate::data::trade::TRADE;
use crate::lexicon::{SEED, WordTable, digest, mix};

/// How many words of each list a text has, counted in one pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordTally {
    counts: [usize; LISTS.len()],
}

/// How many of the lists, the first ones, are of texts; the others are of headlines and labels.
const OF_TEXTS: usize = 9;

/// The lists that are counted, by their places in [`WordTally`].
const LISTS: [&[&str]; 24] = [
    FILM,
    CRAFT,
    OPINION,
    TRADE,
    OTHER,
    SERIES,
    SPEECH,
    STAGE,
    REPORT,
    REVIEW,
    NEWS,
    LIST,
    INTERVIEW,
    PERSON,
    kind::INDEX,
    kind::ROUND_UP,
    kind::ESSAY,
    kind::EVENT,
    kind::SHOP,
    kind::BOOK,
    kind::GAME,
    kind::MUSIC,
    kind::PODCAST,
    kind::ABOUT,
];

/// A list of a [`WordTally`].
#[derive(Clone, Copy, Debug)]
pub enum List {
    /// Words for films and what is about them.
    Film,
    /// Words of how films are made.
    Craft,
    /// Words of opinion.
    Opinion,
    /// Words of the trade in films.
    Trade,
    /// Words for what is no film.
    Other,
    /// Words for series.
    Series,
    /// Words of speech.
    Speech,
    /// Words of the stage.
    Stage,
    /// Words of reports.
    Report,
    /// Words for a review.
    Review,
    /// Words of news.
    News,
    /// Words for lists.
    Ranked,
    /// Words for interviews.
    Interview,
    /// Words for those who play.
    Person,
    /// Words of pages that list a site's own.
    Index,
    /// Words of what gathers others' reviews.
    RoundUp,
    /// Words of essays and explanations.
    Essay,
    /// Words of events.
    Event,
    /// Words of what sells or gives away.
    Shop,
    /// Words of books.
    Book,
    /// Words of games.
    Game,
    /// Words of records and songs.
    Music,
    /// Words of podcasts.
    Podcast,
    /// Words of pages about their site.
    About,
}

/// Every listed word with the lists that have it, as bits; and those of scripts without spaces.
struct Vocabulary {
    words: WordTable,
    /// What stems begin with, so that hardly any word has to be sought among them.
    starts: WordTable,
    /// Beginnings of words, in order.
    stems: Vec<(&'static str, u32)>,
    dense: Vec<(&'static str, u32)>,
}

/// The digest of bytes that no capital is among; that of a word of ASCII letters as well.
fn digest_of_bytes(bytes: &[u8]) -> u32 {
    let step = |digest, byte: &u8| mix(digest, u32::from(*byte));
    bytes.iter().fold(SEED, step)
}

/// The bytes by which stems are told apart quickly; no stem has fewer.
const STEM_START: usize = 4;

static VOCABULARY: std::sync::LazyLock<Vocabulary> = std::sync::LazyLock::new(|| {
    let mut all: std::collections::BTreeMap<&'static str, u32> = std::collections::BTreeMap::new();
    for (at, list) in LISTS.iter().enumerate() {
        for word in *list {
            *all.entry(word).or_default() |= 1 << at;
        }
    }
    let (dense, words): (Vec<_>, Vec<_>) = all.into_iter().partition(|(word, _)| is_dense(word));
    let stems = [(CRAFT_STEMS, List::Craft), (OPINION_STEMS, List::Opinion)];
    let mut stems: Vec<(&'static str, u32)> = stems
        .into_iter()
        .flat_map(|(list, name)| list.iter().map(move |stem| (*stem, 1 << name as u8)))
        .collect();
    stems.sort_unstable();
    let starts = stems
        .iter()
        .filter_map(|(stem, _)| stem.as_bytes().get(..STEM_START))
        .map(|start| (digest_of_bytes(start), 1));
    Vocabulary {
        starts: WordTable::of_digests(starts, |known, _| known),
        words: WordTable::of(
            words.iter().map(|(word, bits)| (*word, *bits)),
            |known, bits| known | bits,
        ),
        stems,
        dense,
    }
});

impl WordTally {
    /// Counts the words of a text.
    pub fn of(text: &str) -> Self {
        let vocabulary = &*VOCABULARY;
        let mut tally = Self::default();
        let bytes = text.as_bytes();
        let mut room = String::new();
        let mut has_dense = false;
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let class = class(*byte);
            if class == GAP {
                at += 1;
                continue;
            }
            let rest = bytes.get(at..).unwrap_or_default();
            let length = rest.iter().position(|byte| self::class(*byte) != WORD);
            let length = length.unwrap_or(rest.len());
            let is_plain = rest.get(length).is_none_or(u8::is_ascii);
            if is_plain {
                let word = text.get(at..at + length).unwrap_or("");
                tally.count_plain(word, vocabulary, &mut room);
                at += length + 1;
                continue;
            }
            room.clear();
            let mut end = text.len();
            for (place, letter) in text.get(at..).unwrap_or("").char_indices() {
                if letter.is_ascii() && class_of(letter) == WORD {
                    room.push(letter.to_ascii_lowercase());
                } else if !letter.is_ascii() && letter.is_alphanumeric() {
                    has_dense |= is_dense_letter(letter);
                    room.extend(letter.to_lowercase());
                } else {
                    end = at + place + letter.len_utf8();
                    break;
                }
            }
            tally.count_word(room.trim_matches(['\'', '-']), vocabulary);
            at = end;
        }
        if has_dense {
            for (word, bits) in &vocabulary.dense {
                tally.add(*bits, text.matches(word).count());
            }
        }
        tally
    }

    /// Counts a word of ASCII letters: in most cases a look into the tables is all.
    fn count_plain(&mut self, word: &str, vocabulary: &Vocabulary, room: &mut String) {
        let word = word.trim_matches(['\'', '-']);
        let (mut word_digest, mut start) = (SEED, None);
        for (at, byte) in word.bytes().enumerate() {
            if at == STEM_START {
                start = Some(word_digest);
            }
            word_digest = mix(word_digest, u32::from(byte.to_ascii_lowercase()));
        }
        let start = start.or((word.len() == STEM_START).then_some(word_digest));
        let may_start = start.is_some_and(|start| vocabulary.starts.get(start) != 0);
        if vocabulary.words.get(word_digest) != 0 || may_start {
            room.clear();
            room.push_str(word);
            room.make_ascii_lowercase();
            self.count_word(room, vocabulary);
        }
    }

    /// Counts a word in lower case.
    fn count_word(&mut self, word: &str, vocabulary: &Vocabulary) {
        let bits = vocabulary.words.get(digest(word));
        self.add(bits, 1);
        // A word that is listed for headlines only may begin with a stem all the same.
        let is_counted = bits & ((1 << OF_TEXTS) - 1) != 0;
        if !is_counted
            && word
                .as_bytes()
                .get(..STEM_START)
                .is_some_and(|start| vocabulary.starts.get(digest_of_bytes(start)) != 0)
        {
            // No stem begins another, so the last one not behind the word is the one.
            let after = vocabulary.stems.partition_point(|(stem, _)| *stem <= word);
            let stem = after.checked_sub(1).and_then(|at| vocabulary.stems.get(at));
            if let Some((_, bits)) = stem.filter(|(stem, _)| word.starts_with(stem)) {
                self.add(*bits, 1);
            }
        }
    }

    fn add(&mut self, bits: u32, times: usize) {
        let mut rest = bits;
        while rest != 0 {
            if let Some(count) = self.counts.get_mut(rest.trailing_zeros() as usize) {
                *count += times;
            }
            rest &= rest - 1;
        }
    }

    /// Whether any word of a list stands in the text.
    pub fn has(&self, list: List) -> bool {
        self.count(list) > 0
    }

    /// How often words of a list stand in the text.
    pub fn count(&self, list: List) -> usize {
        self.counts.get(list as usize).copied().unwrap_or(0)
    }
}

/// A byte between words.
const GAP: u8 = 0;
/// A byte of a word: an ASCII letter or digit, an apostrophe, a hyphen.
const WORD: u8 = 1;
/// A byte of a letter beyond ASCII.
const OTHER_LETTER: u8 = 2;

static CLASSES: [u8; 256] = {
    let mut classes = [GAP; 256];
    let mut byte = 0_u8;
    loop {
        #[expect(clippy::indexing_slicing, reason = "worked out while compiling")]
        if byte.is_ascii_alphanumeric() || byte == b'\'' || byte == b'-' {
            classes[byte as usize] = WORD;
        } else if !byte.is_ascii() {
            classes[byte as usize] = OTHER_LETTER;
        }
        if byte == u8::MAX {
            break;
        }
        byte += 1;
    }
    classes
};

fn class(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(GAP)
}

fn class_of(letter: char) -> u8 {
    u8::try_from(letter).map_or(OTHER_LETTER, class)
}

fn is_dense_letter(letter: char) -> bool {
    ('\u{3040}'..='\u{9fff}').contains(&letter)
}

/// Whether a list of [`crate::data`] has a word as it stands; not for `columns`, which keep an order
/// of their own.
pub fn listed(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Splits into lower-case words.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !is_of_word(letter))
        .map(|word| word.trim_matches(['\'', '-']).to_lowercase())
        .filter(|word| !word.is_empty())
}

/// Whether a script without spaces writes the word.
pub fn is_dense(word: &str) -> bool {
    !word.is_ascii() && word.chars().any(is_dense_letter)
}

/// Whether any word of a text is in a list; words of scripts without spaces count wherever they
/// stand.
pub fn has(text: &str, list: &[&str]) -> bool {
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
        if list.contains(&lower.as_str()) {
            return true;
        }
    }
    is_dense(text)
        && list
            .iter()
            .any(|word| is_dense(word) && text.contains(word))
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '\'' | '-')
}

/// Lower case, letters and digits only, words parted by one space, with a space at both ends.
pub fn spaced(text: &str) -> String {
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
pub fn mentions(text: &str, phrase: &str) -> usize {
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
    fn every_stem_is_as_long_as_what_it_is_looked_up_by() {
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
        let tally = WordTally::of(text);
        assert_eq!(tally.count(List::Film), 4);
        assert_eq!(tally.count(List::Craft), 2);
        assert_eq!(tally.count(List::Opinion), 2);
        assert_eq!(tally.count(List::Speech), 1);
        assert_eq!(WordTally::of(""), WordTally::default());
    }
}
