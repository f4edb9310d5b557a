//! Folded texts and who owns them: one long string, one table of places, one hash table.
//!
//! A catalogue has several hundred thousand titles; a map of owned strings would take ten times
//! the memory and the time to build.

use std::hash::{BuildHasherDefault, Hasher};

/// No further posting.
const END: u32 = u32::MAX;

/// One text and its owner.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Posting {
    start: u32,
    length: u32,
    /// Who has this text: a place in the owner's table.
    pub(crate) owner: u32,
    /// What sort of text it is; the owner's own number.
    pub(crate) sort: u8,
    next: u32,
}

/// Texts with their owners, found by equal text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Postings {
    text: String,
    table: Vec<Posting>,
    heads: Heads,
}

#[expect(
    clippy::disallowed_types,
    reason = "look-ups only; nothing iterates over it, answers are sorted by their own order"
)]
type Heads = std::collections::HashMap<u64, u32, BuildHasherDefault<Taken>>;

/// Takes the number it is given as the hash: the texts are hashed before.
#[derive(Clone, Debug, Default)]
pub(crate) struct Taken(u64);

impl Hasher for Taken {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes);
    }
    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// FNV-1a over eight bytes at a time, mixed at the end; the same on every machine.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut made = 0xcbf2_9ce4_8422_2325_u64 ^ bytes.len() as u64;
    let mut rest = bytes;
    while let Some((word, behind)) = rest.split_first_chunk::<8>() {
        made = (made ^ u64::from_le_bytes(*word)).wrapping_mul(PRIME);
        made ^= made >> 29;
        rest = behind;
    }
    if !rest.is_empty() {
        let mut word = [0_u8; 8];
        for (to, from) in word.iter_mut().zip(rest) {
            *to = *from;
        }
        made = (made ^ u64::from_le_bytes(word)).wrapping_mul(PRIME);
        made ^= made >> 29;
    }
    made ^= made >> 32;
    made = made.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    made ^ (made >> 29)
}

impl Postings {
    /// Adds a text of an owner; gives its place, none when the table is full (4 GiB of text).
    pub(crate) fn add(&mut self, text: &str, owner: u32, sort: u8) -> Option<u32> {
        let start = u32::try_from(self.text.len()).ok()?;
        let length = u32::try_from(text.len()).ok()?;
        start.checked_add(length)?;
        let place = u32::try_from(self.table.len()).ok()?;
        if place == END {
            return None;
        }
        self.text.push_str(text);
        let head = self.heads.entry(hash(text.as_bytes())).or_insert(END);
        self.table.push(Posting {
            start,
            length,
            owner,
            sort,
            next: *head,
        });
        *head = place;
        Some(place)
    }

    /// Every posting with exactly this text.
    pub(crate) fn of<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Posting> + 'a {
        let mut place = self
            .heads
            .get(&hash(text.as_bytes()))
            .copied()
            .unwrap_or(END);
        std::iter::from_fn(move || {
            let posting = self.at(place)?;
            place = posting.next;
            Some(posting)
        })
        .filter(move |posting| self.text_of(*posting) == text)
    }

    /// The posting at a place.
    pub(crate) fn at(&self, place: u32) -> Option<Posting> {
        self.table.get(usize::try_from(place).ok()?).copied()
    }

    /// A posting's text.
    pub(crate) fn text_of(&self, posting: Posting) -> &str {
        let start = posting.start as usize;
        let end = start + posting.length as usize;
        self.text.get(start..end).unwrap_or_default()
    }
}
