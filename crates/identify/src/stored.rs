//! The film index as flat bytes, which any process opens without reading the films first.
//!
//! ```text
//! header        where the parts are, of which entry of the ledger the films are, digests
//! films         one after the other: id, year, votes, ids, directors, kind of work, titles
//! forms         (hash of a title's form or an id, film, sort), sorted, in buckets of a dozen
//! slips         (hash of a part of a title, other letters, film), sorted, in buckets: for slips
//! behind both   where each bucket begins; a Bloom filter of what is in them, held in memory
//! numbers       every 64th film's number and place
//! ```
//!
//! Whatever is read at once has a checksum, and the header one of its own: bytes that are not as they were
//! written are found when they are read, and then nothing of the index is believed
//! ([`StoredFilms::is_damaged`]). The ledger is the truth; the index can be thrown away and made anew.

mod bloom;
mod read;
mod slips;
mod write;

pub use read::StoredFilms;
pub use write::StoredFilmsWriter;

use crate::postings::hash;
use ovation_terms::FilmKey;
use std::fmt::Debug;
use std::io;

/// Where the bytes are: a file with positioned reads, or memory. Reading neither moves nor waits.
pub trait IndexBytes: Debug + Send + Sync {
    /// Fills `into` with the bytes at `at`.
    ///
    /// # Errors
    /// What the system says, or that there are fewer bytes.
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()>;

    /// How many bytes there are.
    ///
    /// # Errors
    /// What the system says.
    fn size(&self) -> io::Result<u64>;
}

impl IndexBytes for Vec<u8> {
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        let start = usize::try_from(at).unwrap_or(usize::MAX);
        let end = start.saturating_add(into.len());
        let bytes = self.get(start..end).ok_or(io::ErrorKind::UnexpectedEof)?;
        into.copy_from_slice(bytes);
        Ok(())
    }

    fn size(&self) -> io::Result<u64> {
        Ok(self.len() as u64)
    }
}

/// Begins every index.
const MAGIC: [u8; 8] = *b"OVFILMIX";
/// The form of the bytes, and of the forms of titles: another one is made anew.
const VERSION: u32 = 5;
/// Bytes of the header.
const HEADER: usize = 256;
/// Bytes of an entry of the forms: hash, film with sort.
const FORM: usize = 16;
/// Bytes of an entry of the slips: the lower part of the hash, letters, film.
const SLIP: usize = 12;
/// Where buckets begin is counted in so many bytes.
const UNIT: u64 = 4;
/// The sort of an id among the forms.
const KEY_SORT: u8 = 15;
/// So many films share an entry of the numbers' directory.
const STEP: u64 = 64;
/// Entries of a bucket, as a rule.
const BUCKET: u64 = 12;

/// The hash under which a form of a title is kept.
fn form_hash(letters: &str) -> u64 {
    hash(letters.as_bytes())
}

/// The hashes of an id: of its catalogue and of its value there.
pub(crate) fn key_hashes(key: &FilmKey) -> (u32, u64) {
    let key = key.in_form();
    let scheme = hash(key.scheme.as_bytes());
    let value = hash(key.value.as_bytes());
    (fold_hash(scheme), value)
}

/// The hash under which an id is kept among the forms.
fn key_hash((scheme, value): (u32, u64)) -> u64 {
    hash(
        &[
            &u64::from(scheme).to_le_bytes()[..],
            &value.to_le_bytes()[..],
        ]
        .concat(),
    )
}

/// A name's hash.
pub(crate) fn name_hash(folded: &str) -> u64 {
    hash(folded.as_bytes())
}

/// The upper and the lower half of a hash in one.
fn fold_hash(hash: u64) -> u32 {
    let bytes = hash.to_le_bytes();
    let half = |half: &[u8]| {
        half.iter()
            .rev()
            .fold(0_u32, |number, byte| number << 8 | u32::from(*byte))
    };
    let (lower, upper) = bytes.split_at(4);
    half(lower) ^ half(upper)
}

/// A checksum of bytes: tells damage, not intent.
fn checksum(bytes: &[u8]) -> u32 {
    fold_hash(hash(bytes))
}

/// What an entry of the slips keeps of its hash; the rest is told by the bucket, or is of little account.
fn lower_part(hash: u32) -> u16 {
    let [_, _, high, low] = hash.to_be_bytes();
    u16::from_be_bytes([high, low])
}

/// The part of a hash of 64 bits that filters go by.
fn upper_half(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or(0)
}

/// How many bits number the buckets of so many entries.
fn bits_for(entries: u64) -> u32 {
    let buckets = (entries / BUCKET).max(1);
    (64 - buckets.leading_zeros()).min(28)
}

/// The bucket of a hash of 64 bits.
fn bucket_of(hash: u64, bits: u32) -> u64 {
    hash.checked_shr(64 - bits).unwrap_or(0)
}

#[cfg(test)]
mod tests;
