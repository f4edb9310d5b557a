//! Words and word pairs of a text, as digests.

/// Longer words are cut: no word that decides anything is longer, and addresses are.
const LONGEST_WORD: usize = 40;

/// What is fed to a reader of features: a digest, and whether it is a single word's.
pub(super) trait Take {
    fn take(&mut self, digest: u32, is_word: bool);
}

#[derive(Default)]
struct Collected(Vec<(u32, bool)>);

impl Take for Collected {
    fn take(&mut self, digest: u32, is_word: bool) {
        self.0.push((digest, is_word));
    }
}

/// What a model may have weights for in a text: digests, rising and without repeats, and whether
/// each is of a word (not of a stem, pair or marked word).
pub fn text_features(text: &str) -> Vec<(u32, bool)> {
    let mut found = Collected::default();
    find(text, &mut found);
    found.0.sort_unstable();
    found.0.dedup();
    found.0
}

/// Finds the features of a text, in order, repeats included.
///
/// A word is a run of letters, digits and inner apostrophes, in lower case; `!` and `?` are words
/// too. Each word gives:
/// - itself, and its first [`STEM`] letters where it has more, so that its forms meet;
/// - a pair with the word before it, and one with the word before that;
/// - itself once more, marked, within [`REACH`] words after a word of denial;
/// - itself once more, marked, after a word at which the review turns (`but`), as the turn
///   decides more than the start.
///
/// Each was kept because it raised the accuracy on the dev texts of the model's card.
pub(super) fn find(text: &str, to: &mut impl Take) {
    let mut before = Digest::START;
    let mut before_that = None;
    let mut denied = 0_u32;
    let mut turned = false;
    each_word(text, &mut |word| {
        let whole = word.whole;
        to.take(whole.short(), true);
        if let Some(stem) = word.stem {
            to.take(stem.joined(Digest::STEMMED).short(), false);
        }
        to.take(before.joined(whole).short(), false);
        if let Some(earlier) = before_that {
            to.take(
                Digest::joined(earlier, Digest::GAP).joined(whole).short(),
                false,
            );
        }
        if denied > 0 {
            denied -= 1;
            to.take(whole.joined(Digest::DENIED).short(), false);
        }
        if turned {
            to.take(whole.joined(Digest::TURNED).short(), false);
        }
        turned |= TURNS.contains(&whole);
        if word.denies || DENIALS.contains(&whole) {
            denied = REACH;
        }
        before_that = (before != Digest::START).then_some(before);
        before = whole;
    });
    to.take(before.joined(Digest::END).short(), false);
}

/// A word as its digests.
pub(super) struct Word {
    pub(super) whole: Digest,
    /// Of the first [`STEM`] letters, where there are more.
    stem: Option<Digest>,
    /// Whether it ends in `n't`.
    denies: bool,
}

/// Letters that the forms of a word share.
const STEM: usize = 6;

/// How many words a denial reaches.
const REACH: u32 = 4;

/// A 64-bit digest of a word or of words joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digest(u64);

/// Words after which a review turns.
const TURNS: [Digest; 6] = [
    Digest::of(b"but"),
    Digest::of(b"yet"),
    Digest::of(b"however"),
    Digest::of(b"still"),
    Digest::of(b"nevertheless"),
    Digest::of(b"nonetheless"),
];

/// Words that deny what follows, beside those that end in `n't`.
const DENIALS: [Digest; 9] = [
    Digest::of(b"not"),
    Digest::of(b"no"),
    Digest::of(b"never"),
    Digest::of(b"without"),
    Digest::of(b"nothing"),
    Digest::of(b"hardly"),
    Digest::of(b"lacks"),
    Digest::of(b"neither"),
    Digest::of(b"nor"),
];

impl Digest {
    pub(super) const EMPTY: Self = Self(0xcbf2_9ce4_8422_2325);
    pub(super) const START: Self = Self::of(b"<start>");
    const END: Self = Self::of(b"<end>");
    const TURNED: Self = Self::of(b"<turned>");
    const DENIED: Self = Self::of(b"<denied>");
    const STEMMED: Self = Self::of(b"<stem>");
    const GAP: Self = Self::of(b"<gap>");

    /// FNV-1a over the bytes.
    pub(super) const fn of(bytes: &[u8]) -> Self {
        let mut digest = Self::EMPTY;
        let mut rest = bytes;
        while let [byte, after @ ..] = rest {
            digest = digest.with(*byte);
            rest = after;
        }
        digest
    }

    const fn with(self, byte: u8) -> Self {
        Self((self.0 ^ byte as u64).wrapping_mul(0x0100_0000_01b3))
    }

    /// One more letter.
    pub(super) const fn with_letter(self, letter: char) -> Self {
        Self((self.0 ^ letter as u64).wrapping_mul(0x0100_0000_01b3))
    }

    /// Of two words in order.
    pub(super) const fn joined(self, next: Self) -> Self {
        Self(self.0.rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ next.0)
    }

    /// Mixed down to the 32 bits that are stored.
    pub(super) const fn short(self) -> u32 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        (mixed >> 32) as u32
    }
}

pub(super) fn each_word(text: &str, word: &mut impl FnMut(Word)) {
    let mut spelling = Spelling::default();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let part_of_word = if letter.is_ascii() {
            letter.is_ascii_alphanumeric()
        } else {
            letter.is_alphanumeric()
        };
        if part_of_word {
            spelling.add(letter);
            continue;
        }
        let inner = matches!(letter, '\'' | '’')
            && spelling.length > 0
            && letters.peek().is_some_and(|next| next.is_alphanumeric());
        if inner {
            spelling.add('\'');
            continue;
        }
        spelling.finish(word);
        if matches!(letter, '!' | '?') {
            spelling.add(letter);
            spelling.finish(word);
        }
    }
    spelling.finish(word);
}

/// A word on its way through the letters.
#[derive(Default)]
struct Spelling {
    whole: Option<Digest>,
    stem: Option<Digest>,
    length: usize,
    /// The last three letters where they are ASCII, the newest lowest.
    ending: u32,
}

impl Spelling {
    fn add(&mut self, letter: char) {
        if self.length == LONGEST_WORD {
            return;
        }
        if self.length == STEM {
            self.stem = self.whole;
        }
        self.length += 1;
        let mut digest = self.whole.unwrap_or(Digest::EMPTY);
        if letter.is_ascii() {
            let byte = letter.to_ascii_lowercase() as u8;
            digest = digest.with(byte);
            self.ending = (self.ending << 8) | u32::from(byte);
        } else {
            self.ending = 0;
            let mut buffer = [0; 4];
            for lower in letter.to_lowercase() {
                for byte in lower.encode_utf8(&mut buffer).bytes() {
                    digest = digest.with(byte);
                }
            }
        }
        self.whole = Some(digest);
    }

    fn finish(&mut self, word: &mut impl FnMut(Word)) {
        const NOT: u32 = u32::from_be_bytes(*b"\0n't");
        if let Some(whole) = self.whole {
            word(Word {
                whole,
                stem: self.stem,
                denies: self.ending & 0x00ff_ffff == NOT,
            });
        }
        *self = Self::default();
    }
}

/// Common English words that hardly stand in texts of other languages.
const ENGLISH: [&[u8]; 36] = [
    b"the", b"and", b"to", b"it", b"that", b"with", b"this", b"for", b"but", b"it's", b"are",
    b"by", b"from", b"you", b"has", b"be", b"than", b"at", b"what", b"who", b"not", b"its", b"his",
    b"her", b"their", b"was", b"have", b"more", b"all", b"one", b"when", b"into", b"about",
    b"there", b"which", b"they",
];

/// The features a model knows, with their weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Vocabulary {
    /// Digests, rising, without repeats.
    digests: Vec<u32>,
    /// Weight of each digest, as stored.
    weights: Vec<i8>,
    /// The largest weight: stands for 127.
    largest: f32,
    /// For look-ups: open addressing over a power of two, place + 1 in `digests`, 0 when free.
    slots: Vec<u32>,
    /// Which places are words of [`ENGLISH`].
    english: Vec<bool>,
}

/// What a vocabulary knows of one text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Seen {
    /// Sum of the weights of the distinct features known.
    pub(super) sum: f64,
    /// How many those are.
    pub(super) features: usize,
    /// Words read.
    pub(super) words: usize,
    /// Words among them that are known.
    pub(super) known_words: usize,
    /// Words among them that only English has.
    pub(super) english_words: usize,
}

impl Seen {
    /// What the sum is divided by, so that long texts are not louder than short ones: the length
    /// of the vector of known features.
    pub(super) fn norm(&self) -> f64 {
        (self.features.max(1) as f64).sqrt()
    }
}

impl Vocabulary {
    /// From digests that rise, and as many weights.
    pub(super) fn new(digests: Vec<u32>, weights: Vec<i8>, largest: f32) -> Option<Self> {
        let rising = digests.windows(2).all(|pair| pair.first() < pair.last());
        if !rising || digests.len() != weights.len() || !largest.is_finite() {
            return None;
        }
        let mut slots = vec![0_u32; (digests.len() * 2).next_power_of_two().max(2)];
        let mask = slots.len() - 1;
        for (place, digest) in digests.iter().enumerate() {
            let mut at = first_slot(*digest, slots.len());
            while let Some(slot) = slots.get_mut(at) {
                if *slot == 0 {
                    *slot = u32::try_from(place + 1).ok()?;
                    break;
                }
                at = (at + 1) & mask;
            }
        }
        let mut english = vec![false; digests.len()];
        for word in ENGLISH {
            if let Ok(place) = digests.binary_search(&Digest::of(word).short())
                && let Some(mark) = english.get_mut(place)
            {
                *mark = true;
            }
        }
        Some(Self {
            digests,
            weights,
            largest,
            slots,
            english,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.digests.len()
    }

    /// Digests, weights and the largest weight, as stored.
    pub(super) fn parts(&self) -> (&[u32], &[i8], f32) {
        (&self.digests, &self.weights, self.largest)
    }

    pub(super) fn read(&self, text: &str) -> Seen {
        let mut reader = Reader {
            vocabulary: self,
            places: Vec::with_capacity(128),
            seen: Seen::default(),
        };
        find(text, &mut reader);
        let Reader {
            mut places,
            mut seen,
            ..
        } = reader;
        (seen.sum, seen.features) = self.sum_of(&mut places);
        seen
    }

    /// The sum of the weights at some places, each counted once, and how many those are.
    pub(super) fn sum_of(&self, places: &mut Vec<u32>) -> (f64, usize) {
        places.sort_unstable();
        places.dedup();
        // Integers, so that the sum does not depend on the order.
        let sum: i64 = places
            .iter()
            .filter_map(|place| self.weights.get(*place as usize))
            .map(|weight| expand(*weight))
            .sum();
        let sum = sum as f64 * f64::from(self.largest) / (127.0 * 127.0);
        (sum, places.len())
    }

    /// The sum of the weights at some places, each times what its count is worth, and the length of
    /// the vector of those.
    pub(super) fn counted_sum_of(&self, places: &mut [u32]) -> (f64, f64) {
        places.sort_unstable();
        let (mut sum, mut squares) = (0.0, 0.0);
        for repeats in places.chunk_by(|a, b| a == b) {
            let worth = worth_of_count(repeats.len());
            let weight = repeats
                .first()
                .and_then(|at| self.weights.get(*at as usize));
            sum += weight.map_or(0.0, |weight| expand(*weight) as f64) * worth;
            squares += worth * worth;
        }
        let sum = sum * f64::from(self.largest) / (127.0 * 127.0);
        (sum, squares.sqrt())
    }

    /// Where a digest stands, if it is known.
    pub(super) fn place(&self, digest: u32) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = first_slot(digest, self.slots.len());
        loop {
            let slot = *self.slots.get(at)?;
            let place = slot.checked_sub(1)?;
            if self.digests.get(place as usize) == Some(&digest) {
                return Some(place);
            }
            at = (at + 1) & mask;
        }
    }
}

/// What it is worth that a gram stands so often in a text: 1 and the logarithm.
pub fn worth_of_count(count: usize) -> f64 {
    1.0 + (count.max(1) as f64).ln()
}

/// Weights are stored as signed square roots: fine steps near zero, where most weights are.
fn expand(stored: i8) -> i64 {
    let root = i64::from(stored);
    root * root.abs()
}

/// The stored form of a weight.
pub fn squeeze(weight: f64, largest: f64) -> i8 {
    let root = (weight.abs() / largest).sqrt().min(1.0) * 127.0;
    #[expect(clippy::cast_possible_truncation, reason = "at most 127")]
    let root = root.round() as i8;
    if weight < 0.0 { -root } else { root }
}

fn first_slot(digest: u32, slots: usize) -> usize {
    digest as usize & (slots - 1)
}

struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    places: Vec<u32>,
    seen: Seen,
}

impl Take for Reader<'_> {
    fn take(&mut self, digest: u32, is_word: bool) {
        let place = self.vocabulary.place(digest);
        if is_word {
            self.seen.words += 1;
            self.seen.known_words += usize::from(place.is_some());
            let english = place.and_then(|place| self.vocabulary.english.get(place as usize));
            self.seen.english_words += usize::from(english == Some(&true));
        }
        self.places.extend(place);
    }
}
