//! The film index as flat bytes, which any process opens without reading the films first.
//!
//! ```text
//! header        where the parts are, of which entry of the ledger the films are, digests
//! films         one after the other: id, year, votes, ids, directors, kind of work, titles
//! forms         (hash of a title's form or an id, film, sort), sorted, in buckets of a dozen
//! thirds        (hash of a third of a title, letters, film), sorted, in buckets: for slips
//! directories   where each bucket begins; every 64th film's number and place
//! ```
//!
//! Whatever is read at once has a checksum, and the header one of its own: bytes that are not as they were
//! written are found when they are read, and then nothing of the index is believed
//! ([`StoredFilms::is_damaged`]). The ledger is the truth; the index can be thrown away and made anew.

mod read;
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
const VERSION: u32 = 3;
/// Bytes of the header.
const HEADER: usize = 192;
/// Bytes of an entry of the forms: hash, film with sort.
const FORM: usize = 16;
/// Bytes of an entry of the thirds: hash, letters, film.
const THIRD: usize = 16;
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

/// How many bits number the buckets of so many entries.
fn bits_for(entries: u64) -> u32 {
    let buckets = (entries / BUCKET).max(1);
    (64 - buckets.leading_zeros()).min(28)
}

/// The bucket of a hash.
fn bucket_of(hash: u64, bits: u32) -> u64 {
    hash.checked_shr(64 - bits).unwrap_or(0)
}

/// Titles of fewer letters are near too many others to tell anything.
const SHORTEST: usize = 3;
/// Titles longer than this are not looked for.
const LONGEST: usize = 120;

/// The hashes of a title's thirds: of two titles one slip apart, one third at least is the same; of two slips
/// in ten letters or more too, but where one of them crosses the border of two thirds. `length` is that of
/// the title that is kept; gives number, begin and end of each.
fn thirds(length: usize) -> [(u8, usize, usize); 3] {
    let (one, two) = (length / 3, length * 2 / 3);
    [(0, 0, one), (1, one, two), (2, two, length)]
}

/// The hash of one third.
fn third_hash(number: u8, length: usize, letters: &[char]) -> u64 {
    let mut text = String::with_capacity(letters.len() * 2 + 2);
    text.push(char::from(number + 1));
    text.push(char::from_u32(u32::try_from(length).unwrap_or(0) + 1).unwrap_or(' '));
    text.extend(letters);
    hash(text.as_bytes())
}

/// One bit for each letter that occurs (several letters of large scripts share one).
fn letters_of(letters: &[char]) -> u32 {
    letters
        .iter()
        .fold(0, |set, letter| set | 1 << (u32::from(*letter) % 32))
}

#[cfg(test)]
mod tests;
