//! Reads the index: a bucket for each question, and the films that it names.

use super::bloom::Bloom;
use super::slips::{Sought, keys_of_sought};
use super::{
    FORM, HEADER, IndexBytes, KEY_SORT, MAGIC, SLIP, STEP, UNIT, VERSION, bucket_of, checksum,
    form_hash, key_hash, lower_part, upper_half,
};
use crate::film::{Film, FilmBytes, NearTitle};
use crate::postings::hash;
use ovation_terms::FilmId;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A table of sorted entries in buckets.
#[derive(Debug)]
struct Table {
    start: u64,
    bits: u32,
    /// Where each bucket begins, from the start, in units.
    directory: Vec<u32>,
    /// What is in none of them.
    filter: Bloom,
}

/// An index of films that was written before: found by title, by id, and by title nearly.
#[derive(Debug)]
pub struct StoredFilms {
    bytes: Arc<dyn IndexBytes>,
    seq: i64,
    head: [u8; 32],
    films: u64,
    has_votes: bool,
    has_series: bool,
    forms: Table,
    slips: Table,
    /// Every 64th film: number, place.
    numbers: Vec<(i64, u64)>,
    end_of_films: u64,
    damaged: AtomicBool,
}

/// Takes numbers from bytes one after the other.
struct Numbers<'b>(&'b [u8]);

impl Numbers<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*first)
    }

    fn u64(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }
}

impl StoredFilms {
    /// Opens an index: reads its header and directories, some megabytes for millions of films. None where
    /// the bytes are no index of this form, or not whole.
    pub fn open(bytes: Arc<dyn IndexBytes>) -> Option<Self> {
        let mut header = vec![0; HEADER];
        bytes.read_at(0, &mut header).ok()?;
        let (said, digest) = header.split_at(HEADER - 8);
        if digest != hash(said).to_le_bytes() {
            return None;
        }
        let mut numbers = Numbers(&header);
        if numbers.take::<8>()? != MAGIC || numbers.u32()? != VERSION {
            return None;
        }
        let flags = numbers.u32()?;
        let seq = numbers.take().map(i64::from_le_bytes)?;
        let head = numbers.take::<32>()?;
        let films = numbers.u64()?;
        let forms = Table::open(&*bytes, &mut numbers)?;
        let slips = Table::open(&*bytes, &mut numbers)?;
        let (at, length, digest) = (numbers.u64()?, numbers.u64()?, numbers.u64()?);
        if numbers.u64()? != bytes.size().ok()? {
            return None;
        }
        let table = digested(&*bytes, at, length, digest)?;
        let of_films = table.chunks_exact(16).map(|pair| {
            let mut pair = Numbers(pair);
            Some((pair.take().map(i64::from_le_bytes)?, pair.u64()?))
        });
        Some(Self {
            seq,
            head,
            films,
            has_votes: flags & 1 != 0,
            has_series: flags & 2 != 0,
            numbers: of_films.collect::<Option<_>>()?,
            end_of_films: forms.start,
            forms,
            slips,
            damaged: AtomicBool::new(false),
            bytes,
        })
    }

    /// The ledger's entry that its films are of.
    pub fn seq(&self) -> i64 {
        self.seq
    }

    /// The hash of that entry.
    pub fn head(&self) -> [u8; 32] {
        self.head
    }

    /// How many films it has.
    pub fn films(&self) -> u64 {
        self.films
    }

    /// Whether bytes were found that are not as they were written: then no answer is to be believed.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    pub(crate) fn has_votes(&self) -> bool {
        self.has_votes
    }

    pub(crate) fn has_series(&self) -> bool {
        self.has_series
    }

    /// The films that have a form among their titles, by place, with the form's sort.
    pub(crate) fn with_form(&self, letters: &str) -> Vec<(u64, u8)> {
        let mut found = self.under(form_hash(letters));
        found.retain(|(_, sort)| *sort != KEY_SORT);
        found
    }

    /// Whether a film has a folded title.
    pub fn has_title(&self, folded: &str) -> bool {
        self.with_form(folded).iter().any(|(_, sort)| *sort == 0)
    }

    /// The films that have an id, by place.
    pub(crate) fn with_key(&self, key: (u32, u64)) -> Vec<u64> {
        let found = self.under(key_hash(key)).into_iter();
        found
            .filter(|(_, sort)| *sort == KEY_SORT)
            .map(|(place, _)| place)
            .collect()
    }

    /// The film at a place.
    pub(crate) fn film(&self, place: u64) -> Option<Film> {
        self.film_and_next(place).map(|(film, _)| film)
    }

    /// A film by its number.
    pub(crate) fn numbered(&self, id: FilmId) -> Option<Film> {
        let after = self.numbers.partition_point(|(number, _)| *number <= id.0);
        let (_, mut place) = *self.numbers.get(after.checked_sub(1)?)?;
        for _ in 0..STEP {
            if place >= self.end_of_films {
                return None;
            }
            let (film, next) = self.film_and_next(place)?;
            if film.id == id {
                return Some(film);
            }
            place = next;
        }
        None
    }

    /// The films with a title that a folded one may be a slip of, and how many letters it is away: one, or two
    /// of a title of ten letters and more.
    pub fn near_titles(&self, folded: &str) -> Vec<(usize, FilmId)> {
        let titles: Vec<NearTitle> = NearTitle::of(folded).into_iter().collect();
        let near = self.near(&titles).into_iter();
        near.map(|(distance, film)| (distance, film.id)).collect()
    }

    /// The films with a title within the distance of a slip to one of these, and that distance.
    pub(crate) fn near(&self, titles: &[NearTitle]) -> Vec<(usize, Film)> {
        let (mut places, mut scratch) = (Vec::new(), Vec::new());
        for title in titles {
            let letters: Vec<char> = title.folded().chars().collect();
            for sought in keys_of_sought(&letters, title.most()) {
                self.under_slip(&sought, &mut places, &mut scratch);
            }
        }
        places.sort_unstable();
        places.dedup();
        let mut found = Vec::new();
        for place in places {
            let read = self.film_bytes(place, &mut scratch);
            let Some(film) = read.and_then(|bytes| self.sound(FilmBytes::of(bytes))) else {
                continue;
            };
            if let Some(distance) = film.distance(titles) {
                found.push((distance, film.film()));
            }
        }
        found
    }

    fn under_slip(&self, sought: &Sought, places: &mut Vec<u64>, scratch: &mut Vec<u8>) {
        let hash = u64::from(sought.hash) << 32;
        let Some(bucket) = self.bucket(&self.slips, hash, scratch) else {
            return;
        };
        let wanted = lower_part(sought.hash).to_le_bytes();
        for entry in bucket.chunks_exact(SLIP) {
            let mut numbers = Numbers(entry);
            if numbers.take::<2>() != Some(wanted) {
                continue;
            }
            let (Some(letters), Some(place)) = (numbers.u32(), numbers.take::<6>()) else {
                return;
            };
            if sought.may_be(letters) {
                let mut bytes = [0; 8];
                for (byte, written) in bytes.iter_mut().zip(place) {
                    *byte = written;
                }
                places.push(u64::from_le_bytes(bytes));
            }
        }
    }

    fn under(&self, hash: u64) -> Vec<(u64, u8)> {
        let (mut found, mut scratch) = (Vec::new(), Vec::new());
        let Some(bucket) = self.bucket(&self.forms, hash, &mut scratch) else {
            return found;
        };
        for entry in bucket.chunks_exact(FORM) {
            let mut numbers = Numbers(entry);
            let (Some(known), Some(film)) = (numbers.u64(), numbers.u64()) else {
                break;
            };
            if known == hash {
                let [sort, ..] = film.to_le_bytes();
                found.push((film >> 8, sort));
            }
        }
        found
    }

    fn film_and_next(&self, place: u64) -> Option<(Film, u64)> {
        let mut scratch = Vec::new();
        let bytes = self.film_bytes(place, &mut scratch)?;
        let next = place + 8 + bytes.len() as u64;
        let film = self.sound(FilmBytes::of(bytes))?;
        Some((film.film(), next))
    }

    /// A film as it is written.
    fn film_bytes<'b>(&self, place: u64, bytes: &'b mut Vec<u8>) -> Option<&'b [u8]> {
        // Most films fit into the first look.
        let room = self.end_of_films.saturating_sub(place).min(FIRST_LOOK);
        bytes.clear();
        bytes.resize(usize::try_from(room).ok()?, 0);
        self.read(place, bytes)?;
        let mut numbers = Numbers(bytes);
        let (length, sum) = (numbers.u32(), numbers.u32());
        let length = self.sound(length.filter(|length| *length <= LARGEST_FILM))?;
        let end = 8 + length as usize;
        if end > bytes.len() {
            bytes.resize(end, 0);
            self.read(place, bytes)?;
        }
        let film = bytes.get(8..end)?;
        self.sound(sum.filter(|sum| *sum == checksum(film)))?;
        Some(film)
    }

    fn bucket<'b>(&self, table: &Table, hash: u64, bytes: &'b mut Vec<u8>) -> Option<&'b [u8]> {
        if !table.filter.may_have(upper_half(hash)) {
            return None;
        }
        let bucket = usize::try_from(bucket_of(hash, table.bits)).ok()?;
        let from = u64::from(*table.directory.get(bucket)?) * UNIT;
        let to = u64::from(*table.directory.get(bucket + 1)?) * UNIT;
        let length = usize::try_from(to.checked_sub(from)?).ok()?;
        if length < 4 {
            return None;
        }
        bytes.clear();
        bytes.resize(length, 0);
        self.read(table.start + from, bytes)?;
        let (entries, sum) = bytes.split_last_chunk::<4>()?;
        self.sound((*sum == checksum(entries).to_le_bytes()).then_some(entries))
    }

    fn read(&self, at: u64, into: &mut [u8]) -> Option<()> {
        self.sound(self.bytes.read_at(at, into).ok())
    }

    /// Notes that something is not as it was written.
    fn sound<T>(&self, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.damaged.store(true, Ordering::Relaxed);
        }
        value
    }
}

/// Bytes that are read of a film at first.
const FIRST_LOOK: u64 = 160;
/// A film is not larger.
const LARGEST_FILM: u32 = 1 << 24;

impl Table {
    fn open(bytes: &dyn IndexBytes, header: &mut Numbers<'_>) -> Option<Self> {
        let _entries = header.u64()?;
        let (start, at) = (header.u64()?, header.u64()?);
        let bits = u32::try_from(header.u64()?)
            .ok()
            .filter(|bits| *bits < 40)?;
        let length = ((1_u64 << bits) + 1) * UNIT;
        let directory = digested(bytes, at, length, header.u64()?)?;
        let directory = directory
            .chunks_exact(4)
            .map(|number| Numbers(number).u32())
            .collect::<Option<Vec<u32>>>()?;
        let filter = digested(bytes, at + length, header.u64()?, header.u64()?)?;
        let words = filter.chunks_exact(8).map(|word| Numbers(word).u64());
        Some(Self {
            start,
            bits,
            directory,
            filter: Bloom::of(words.collect::<Option<_>>()?)?,
        })
    }
}

/// Bytes that have a digest.
fn digested(bytes: &dyn IndexBytes, at: u64, length: u64, digest: u64) -> Option<Vec<u8>> {
    let size = bytes.size().ok()?;
    if at.checked_add(length)? > size {
        return None;
    }
    let mut read = vec![0; usize::try_from(length).ok()?];
    bytes.read_at(at, &mut read).ok()?;
    (hash(&read) == digest).then_some(read)
}
