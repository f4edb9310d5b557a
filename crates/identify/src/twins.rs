//! The same text in two places, told by runs of eight words.

/// Words in a run. Eight are seldom the same by chance, and a repost keeps most of them.
pub(crate) const RUN: usize = 8;
/// Shorter texts share runs by quoting each other, not by being each other.
const LEAST_WORDS: usize = 20;
/// Longest text looked at, in words: four times a long review.
const MOST_WORDS: usize = 8_000;
/// Marks of a text. Two texts that share a part `s` of their runs share a mark with probability
/// 1 - (1 - s)^3: 0.99 at 0.8, 0.88 at a half.
const MARKS: u64 = 3;

/// The runs of eight words of a text, as digests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shingles {
    /// Sorted, each once.
    runs: Vec<u64>,
}

impl Shingles {
    /// The runs of a text; none where it is too short to tell anything. Case, accents and
    /// punctuation do not matter.
    pub fn of(text: &str) -> Option<Self> {
        let words = words_of(text, MOST_WORDS);
        if words.len() < LEAST_WORDS {
            return None;
        }
        let mut runs: Vec<u64> = words.windows(RUN).map(run_of).collect();
        runs.sort_unstable();
        runs.dedup();
        Some(Self { runs })
    }

    /// A few of the runs, the same few wherever the text stands (the least of each of three
    /// parts): what an index is asked by. A text that shares no mark with this one is hardly the
    /// same.
    ///
    /// # Source
    /// Broder, "On the resemblance and containment of documents" (1997), one permutation in parts.
    pub fn minhashes(&self) -> Vec<i64> {
        let least = |part| {
            let of_part = self.runs.iter().filter(|run| **run % MARKS == part);
            of_part.min().map(|run| run.cast_signed())
        };
        (0..MARKS).filter_map(least).collect()
    }

    /// The part of the shorter text's runs that the longer has too, 0 to 1.
    pub fn overlap(&self, other: &Self) -> f64 {
        let (mut ours, mut theirs) = (self.runs.iter().peekable(), other.runs.iter().peekable());
        let mut shared = 0_u32;
        while let (Some(one), Some(two)) = (ours.peek(), theirs.peek()) {
            let order = one.cmp(two);
            if order.is_eq() {
                shared += 1;
            }
            if order.is_le() {
                ours.next();
            }
            if order.is_ge() {
                theirs.next();
            }
        }
        let shorter = self.runs.len().min(other.runs.len()).max(1);
        f64::from(shared) / f64::from(u32::try_from(shorter).unwrap_or(u32::MAX))
    }
}

/// Digests of the first words of a text. Case, accents' marks and punctuation do not matter.
pub(crate) fn words_of(text: &str, most: usize) -> Vec<u64> {
    let mut words = Vec::new();
    let mut letters = false;
    let mut word = FIRST;
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            for lower in letter.to_lowercase() {
                word = stir(word, u64::from(u32::from(lower)));
            }
            letters = true;
        } else if letters && !matches!(letter, '\'' | '\u{2019}') {
            words.push(word);
            (word, letters) = (FIRST, false);
            if words.len() == most {
                return words;
            }
        }
    }
    if letters {
        words.push(word);
    }
    words
}

/// The digest of a run of words, by the digests of its words.
pub(crate) fn run_of(run: &[u64]) -> u64 {
    finish(run.iter().fold(FIRST, |made, word| stir(made, *word)))
}

/// The beginning of a digest; any odd number does.
const FIRST: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of a digest, kept to plain arithmetic so that a mark is the same on every machine and
/// in every version: it stays in the ledger.
fn stir(made: u64, next: u64) -> u64 {
    (made ^ next)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(29)
}

/// Spreads a digest over all its bits: splitmix64's last steps.
fn finish(made: u64) -> u64 {
    let made = (made ^ (made >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let made = (made ^ (made >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    made ^ (made >> 31)
}
