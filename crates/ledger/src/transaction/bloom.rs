//! What is surely new: keys and minhashes that the record does not have, told without asking it.
//!
//! Nearly all that an ingest asks for is new, and asking a record of millions costs a walk through
//! its index for each. A filter lets through all that the record has and hardly anything it has not;
//! only what it lets through is asked for.

use crate::db::{Arg, Conn};
use crate::{Ledger, LedgerError};
use ovation_terms::{Hash, Seq};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The filters of an open record, shared by its transactions one after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct BloomFilters(Arc<Mutex<FilterState>>);

#[derive(Debug, Default)]
struct FilterState {
    /// The entry up to which the filters hold everything; none before they were filled.
    upto: Option<(Seq, Hash)>,
    /// Keys and minhashes asked for while there were no filters.
    asked: u64,
    keys: BloomFilter,
    minhashes: BloomFilter,
}

/// Which filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    Keys,
    Minhashes,
}

/// Filling takes as long as some looking up: it is done once a part of the record as large as one
/// in so many has been asked for.
const PART: u64 = 16;

impl BloomFilters {
    fn held(&self) -> MutexGuard<'_, FilterState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the filters hold all that the record had at an entry. What another process entered
    /// makes them worthless.
    fn hold(&self, head: (Seq, Hash)) -> bool {
        self.held().upto == Some(head)
    }

    /// Those of the numbers that the record may have.
    fn through(&self, of: Of, numbers: &[u64]) -> Vec<bool> {
        let held = self.held();
        let filter = held.of(of);
        let may_hold = |number: &u64| filter.may_hold(*number);
        numbers.iter().map(may_hold).collect()
    }

    /// Takes in what a transaction made durable, where the filters held all before it.
    pub(super) fn grow(
        &self,
        before: (Seq, Hash),
        after: (Seq, Hash),
        keys: impl Iterator<Item = u64>,
        minhashes: impl Iterator<Item = u64>,
    ) {
        let mut held = self.held();
        if held.upto != Some(before) {
            return;
        }
        keys.for_each(|key| held.keys.add(key));
        minhashes.for_each(|mark| held.minhashes.add(mark));
        held.upto = Some(after);
    }
}

impl FilterState {
    fn of(&self, of: Of) -> &BloomFilter {
        match of {
            Of::Keys => &self.keys,
            Of::Minhashes => &self.minhashes,
        }
    }
}

/// A key's number: the first half of its digest.
pub(crate) fn number_of(key: &[u8; 16]) -> u64 {
    let (first, _) = key.split_first_chunk().unwrap_or((&[0; 8], &[]));
    u64::from_le_bytes(*first)
}

/// For each of the numbers whether the record may have it; none where only asking tells.
///
/// `reviews` is how many the record has: by it is judged whether filling the filters pays.
pub(super) async fn sift(
    ledger: &Ledger,
    conn: &mut Conn,
    head: (Seq, Hash),
    reviews: i64,
    of: Of,
    numbers: &[u64],
) -> Result<Option<Vec<bool>>, LedgerError> {
    let filters = ledger.filters();
    if !filters.hold(head) {
        let asked = {
            let mut held = filters.held();
            held.upto = None;
            held.asked += numbers.len() as u64;
            held.asked
        };
        let reviews = u64::try_from(reviews).unwrap_or(0);
        if asked * PART < reviews {
            return Ok(None);
        }
        let keys = fill(conn, "select key from review_key_settled", true).await?;
        let keys = add_all(conn, keys, "select key from review_key_young", true).await?;
        let minhashes = fill(conn, "select mark from review_mark_settled", false).await?;
        let minhashes =
            add_all(conn, minhashes, "select mark from review_mark_young", false).await?;
        let mut held = filters.held();
        (held.keys, held.minhashes) = (keys, minhashes);
        (held.upto, held.asked) = (Some(head), 0);
    }
    Ok(Some(filters.through(of, numbers)))
}

async fn fill(conn: &mut Conn, sql: &'static str, bytes: bool) -> Result<BloomFilter, LedgerError> {
    add_all(conn, BloomFilter::default(), sql, bytes).await
}

async fn add_all(
    conn: &mut Conn,
    mut filter: BloomFilter,
    sql: &'static str,
    bytes: bool,
) -> Result<BloomFilter, LedgerError> {
    let none: Vec<Arg<'_>> = Vec::new();
    conn.each(sql, none, &mut |row| {
        filter.add(if bytes {
            number_of(&crate::views::bytes_of(row, 0)?)
        } else {
            row.int(0)?.cast_unsigned()
        });
        Ok(())
    })
    .await?;
    Ok(filter)
}

/// A Bloom filter that grows: parts of doubled room are added as they fill.
///
/// Each number sets eight bits of one block of 512, which is one line of a processor's cache, chosen
/// by the number itself (keys and minhashes are digests already, mixed once more).
///
/// # Source
/// Putze, Sanders and Singler, Cache-, Hash- and Space-Efficient Bloom Filters (2009); Almeida and
/// others, Scalable Bloom Filters (2007).
#[derive(Debug, Default)]
struct BloomFilter {
    parts: Vec<FilterPart>,
}

#[derive(Debug)]
struct FilterPart {
    blocks: Vec<[u64; 8]>,
    /// How many more numbers it has room for.
    room: usize,
}

/// Numbers that the first part has room for.
const FIRST: usize = 1 << 16;

/// Numbers for each block: fourteen bits for each, of which some 0.3 % are let through wrongly.
const EACH: usize = 36;

impl FilterPart {
    fn new(room: usize) -> Self {
        Self {
            blocks: vec![[0; 8]; room.div_ceil(EACH)],
            room,
        }
    }

    /// The block of a number and its bits.
    fn place(&self, number: u64) -> (usize, u64) {
        let mixed = mix(number);
        let blocks = self.blocks.len() as u128;
        // The upper half of a product scales without dividing.
        let block = (u128::from(mixed) * blocks) >> 64;
        (usize::try_from(block).unwrap_or(0), mix(mixed))
    }

    fn add(&mut self, number: u64) {
        let (block, bits) = self.place(number);
        if let Some(block) = self.blocks.get_mut(block) {
            for (word, at) in block.iter_mut().zip(places(bits)) {
                *word |= 1 << at;
            }
        }
    }

    fn may_hold(&self, number: u64) -> bool {
        let (block, bits) = self.place(number);
        self.blocks.get(block).is_some_and(|block| {
            let mut set = block.iter().zip(places(bits));
            set.all(|(word, at)| word & (1 << at) != 0)
        })
    }
}

/// One bit of each of the eight words.
fn places(bits: u64) -> impl Iterator<Item = u64> {
    (0..8).map(move |word| (bits >> (6 * word)) & 63)
}

/// Mixes all bits into all: the end of splitmix64.
fn mix(number: u64) -> u64 {
    let mixed = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

impl BloomFilter {
    fn add(&mut self, number: u64) {
        if self.parts.last().is_none_or(|part| part.room == 0) {
            let room = FIRST << self.parts.len().min(24);
            self.parts.push(FilterPart::new(room));
        }
        if let Some(part) = self.parts.last_mut() {
            part.room -= 1;
            part.add(number);
        }
    }

    fn may_hold(&self, number: u64) -> bool {
        self.parts.iter().any(|part| part.may_hold(number))
    }
}

#[cfg(test)]
mod tests {
    use super::{BloomFilter, mix};

    #[test]
    fn a_filter_lets_through_all_it_holds_and_hardly_anything_else() {
        let mut filter = BloomFilter::default();
        assert!(!filter.may_hold(7));
        // Marks are numbers of any kind, small ones among them.
        for number in 0..300_000 {
            filter.add(number);
        }
        assert!((0..300_000).all(|number| filter.may_hold(number)));
        let wrong = (300_000..600_000).filter(|number| filter.may_hold(*number));
        assert!(wrong.count() < 9_000, "fewer than three in a hundred");
        let wrong = (0..300_000).filter(|number| filter.may_hold(mix(*number) | 1 << 60));
        assert!(wrong.count() < 9_000);
    }
}
