//! Classes of words and marks: closed lists of languages, and what a word's shape says.

use crate::data::grammar;
use std::sync::LazyLock;

/// What sort of word or mark a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// Before the first and after the last token.
    Edge,
    /// A word in small letters of which nothing else is known.
    Small,
    /// A word with a capital.
    Name,
    /// A word all in capitals, two letters or more.
    Capitals,
    /// A number.
    Number,
    /// `he`, `she`, `they`: a person as subject.
    He,
    /// `I`, `we`, `you`.
    I,
    /// `it`, `this`, `there`.
    It,
    /// `him`, `them`.
    Him,
    /// `her`, which is both.
    Her,
    /// `his`, `their`, `its`, `my`.
    His,
    /// `the`.
    The,
    /// `a`, `some`, `each`.
    A,
    /// `is`, `had`, `would`.
    Be,
    /// `in`, `of`, `for`.
    In,
    /// `to`.
    To,
    /// `and`, `or`, `but`.
    And,
    /// `that`.
    That,
    /// `if`, `because`, `while`.
    If,
    /// `who`.
    Who,
    /// `what`, `how`, `which`.
    What,
    /// `not`, `never`.
    Not,
    /// `also`, `again`, words in `-ly`.
    Also,
    /// A verb of speech in a form that takes a subject: `said`, `writes`, `a déclaré`.
    Said,
    /// A verb of speech without one: `saying`, `adding`.
    Saying,
    /// Ends in `-ed`.
    Ed,
    /// Ends in `-ing`.
    Ing,
    /// `Mr.`, `Sen.`, `director`: stands before a name.
    Title,
    /// A role in small letters: `director`, `actress`, `spokesman`.
    Role,
    /// Days, months, `yesterday`.
    Day,
    /// `'s`.
    Genitive,
    /// `,`.
    Comma,
    /// `.`, `!`, `?`.
    Stop,
    /// `…`.
    Ellipsis,
    /// `:`.
    Colon,
    /// `;`.
    Semicolon,
    /// A dash.
    Dash,
    /// A bracket.
    Bracket,
    /// A quotation mark that opens.
    Open,
    /// One that closes.
    Close,
    /// One that may do either, or an apostrophe.
    Mark,
    /// Any other sign.
    Sign,
}

impl Class {
    /// Whether it is a word or a number.
    pub fn is_word(self) -> bool {
        (Self::Small as u8..=Self::Day as u8).contains(&(self as u8))
    }

    /// Whether it is a name or a word in capitals.
    pub fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::Capitals | Self::Title)
    }

    /// Whether a clause may end before it.
    pub fn is_break(self) -> bool {
        !self.is_word() && self != Self::Genitive
    }
}

/// Where digests begin (the offset of 32-bit FNV-1a).
pub const SEED: u32 = 0x811c_9dc5;

/// Adds a letter to a digest.
#[inline]
pub fn mix(digest: u32, letter: u32) -> u32 {
    (digest ^ letter).wrapping_mul(0x0100_0193).rotate_left(5)
}

/// A letter made small, as a number.
#[inline]
pub fn small(letter: char) -> u32 {
    if letter.is_ascii() {
        return u32::from(letter.to_ascii_lowercase());
    }
    letter.to_lowercase().next().map_or(0, u32::from)
}

/// The digest of a word as the reader of press takes texts apart.
pub fn digest(word: &str) -> u32 {
    word.chars().fold(SEED, |digest, letter| {
        let letter = match letter {
            '’' | 'ʼ' => '\'',
            '‑' => '-',
            other => other,
        };
        mix(digest, small(letter))
    })
}

/// The class of a sign.
pub fn class_of_mark(letter: char) -> Class {
    match letter {
        ',' | '،' | '、' => Class::Comma,
        '.' | '!' | '?' | '。' | '！' | '？' | '¡' | '¿' => Class::Stop,
        '…' => Class::Ellipsis,
        ':' => Class::Colon,
        ';' => Class::Semicolon,
        '-' | '–' | '—' | '―' => Class::Dash,
        '(' | ')' | '[' | ']' | '{' | '}' => Class::Bracket,
        '“' | '„' | '«' | '‹' | '‘' | '‚' | '‟' | '「' | '『' => Class::Open,
        '”' | '»' | '›' | '’' | '」' | '』' => Class::Close,
        '"' | '\'' | '`' | '＂' => Class::Mark,
        _ => Class::Sign,
    }
}

/// The class of a word: by the lists, else by its shape.
pub fn class_of(word: u32, is_capital: bool, is_all_capitals: bool, tail: [u32; 3]) -> Class {
    let listed = (LISTS.get(word) as usize).checked_sub(1);
    if let Some(&class) = listed.and_then(|at| CLASSES.get(at)) {
        // `Said` at the head of a sentence stays a verb; `Will` and `May` in a name are looked at
        // where names are read.
        if class == Class::Role && is_capital {
            return Class::Title;
        }
        // `US` and `WHO` are names.
        if is_all_capitals
            && matches!(
                class,
                Class::Him | Class::It | Class::Who | Class::The | Class::What
            )
        {
            return Class::Capitals;
        }
        return class;
    }
    if is_all_capitals {
        return Class::Capitals;
    }
    if is_capital {
        return Class::Name;
    }
    match tail {
        [_, e, d] if e == u32::from('e') && d == u32::from('d') => Class::Ed,
        [i, n, g] if i == u32::from('i') && n == u32::from('n') && g == u32::from('g') => {
            Class::Ing
        }
        [_, l, y] if l == u32::from('l') && y == u32::from('y') => Class::Also,
        _ => Class::Small,
    }
}

/// Whether a full stop after the word is part of it.
pub fn is_abbreviation(word: u32) -> bool {
    ABBREVIATIONS.binary_search(&word).is_ok()
}

static ABBREVIATIONS: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let words = grammar::ABBREVIATIONS.iter();
    let mut digests: Vec<u32> = words.map(|word| digest(word)).collect();
    digests.sort_unstable();
    digests
});

/// A set of words, by digest.
#[derive(Debug)]
pub struct WordSet {
    /// Digests, sorted.
    words: Vec<u32>,
    /// A bit for each of their last nine bits: nearly all words that are asked for are in no set.
    likely: [u64; 8],
}

impl WordSet {
    /// Takes words with white space between.
    pub fn new(words: &str) -> Self {
        Self::of(words.split_whitespace())
    }

    /// Takes the words of a list.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words: Vec<u32> = words.into_iter().map(digest).collect();
        words.sort_unstable();
        let mut likely = [0; 8];
        for &word in &words {
            if let Some(bits) = likely.get_mut(word as usize / 64 % 8) {
                *bits |= 1_u64 << (word % 64);
            }
        }
        Self { words, likely }
    }

    /// Whether a word is in it.
    #[inline]
    pub fn has(&self, word: u32) -> bool {
        let bits = self.likely.get(word as usize / 64 % 8);
        bits.is_some_and(|bits| bits >> (word % 64) & 1 == 1)
            && self.words.binary_search(&word).is_ok()
    }
}

/// Names the set of a list's words, made when it is first asked.
#[macro_export]
macro_rules! word_set {
    ($visibility:vis $name:ident, $list:ident) => {
        $visibility static $name: std::sync::LazyLock<$crate::lexicon::WordSet> =
            std::sync::LazyLock::new(|| {
                $crate::lexicon::WordSet::of($crate::data::press::$list.iter().copied())
            });
    };
}
pub use word_set;

/// Look-up of values by the digests of words: open addressing, filled once. A value is never 0.
#[derive(Debug)]
pub struct WordTable {
    slots: Vec<(u32, u32)>,
}

impl WordTable {
    /// The fewest slots: so many that a list of some words has hardly any that collide.
    const FEWEST: usize = 1024;

    /// Takes words with their values; a word that comes again gets what `merge` makes of the value
    /// it has and the one that comes.
    pub fn of<'a>(
        entries: impl Iterator<Item = (&'a str, u32)> + Clone,
        merge: impl Fn(u32, u32) -> u32,
    ) -> Self {
        Self::of_digests(entries.map(|(word, value)| (digest(word), value)), merge)
    }

    /// The same for words of which the digests are known.
    pub(crate) fn of_digests(
        entries: impl Iterator<Item = (u32, u32)> + Clone,
        merge: impl Fn(u32, u32) -> u32,
    ) -> Self {
        // At least half of the slots stay free, so that a word that is not listed is soon known.
        let slots = (entries.clone().count() * 2).next_power_of_two();
        let mut made = Self {
            slots: vec![(0, 0); slots.max(Self::FEWEST)],
        };
        for (word, value) in entries {
            let slot = made.slot_of(word);
            if let Some((key, known)) = made.slots.get_mut(slot) {
                *known = if *known == 0 {
                    value
                } else {
                    merge(*known, value)
                };
                *key = word;
            }
        }
        made
    }

    /// The value of a word by its digest; 0 where it is not listed.
    #[inline]
    pub fn get(&self, word: u32) -> u32 {
        let slot = self.slots.get(self.slot_of(word));
        slot.map_or(0, |(_, value)| *value)
    }

    /// The slot that has the word, or the one that is free for it.
    #[inline]
    fn slot_of(&self, word: u32) -> usize {
        let last = self.slots.len() - 1;
        let mut slot = word as usize & last;
        while self
            .slots
            .get(slot)
            .is_some_and(|(key, value)| *value != 0 && *key != word)
        {
            slot = (slot + 1) & last;
        }
        slot
    }
}

const CLASSES: [Class; 24] = [
    Class::He,
    Class::I,
    Class::It,
    Class::Him,
    Class::Her,
    Class::His,
    Class::The,
    Class::A,
    Class::Be,
    Class::In,
    Class::To,
    Class::And,
    Class::That,
    Class::If,
    Class::Who,
    Class::What,
    Class::Not,
    Class::Also,
    Class::Said,
    Class::Saying,
    Class::Title,
    Class::Role,
    Class::Day,
    Class::Number,
];

/// The lists, in the order of `CLASSES`; a word in two is of the first.
const WORDS: [&[&str]; 24] = [
    grammar::HE,
    grammar::I,
    grammar::IT,
    grammar::HIM,
    grammar::HER,
    grammar::HIS,
    grammar::THE,
    grammar::A,
    grammar::BE,
    grammar::IN,
    grammar::TO,
    grammar::AND,
    grammar::THAT,
    grammar::IF,
    grammar::WHO,
    grammar::WHAT,
    grammar::NOT,
    grammar::ALSO,
    grammar::SAID,
    grammar::SAYING,
    grammar::TITLE,
    grammar::ROLE,
    grammar::DAY,
    grammar::NUMBER,
];

static LISTS: LazyLock<WordTable> = LazyLock::new(|| {
    let lists = WORDS.iter().zip(1..);
    let entries = lists.flat_map(|(words, class)| words.iter().map(move |word| (*word, class)));
    WordTable::of(entries, |first, _| first)
});
