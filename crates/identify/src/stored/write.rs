//! Writes the index: films as they come, then the sorted tables.

use super::{
    HEADER, KEY_SORT, LONGEST, MAGIC, SHORTEST, STEP, VERSION, bits_for, bucket_of, checksum,
    form_hash, key_hash, letters_of, third_hash, thirds,
};
use crate::film::Film;
use crate::postings::hash;
use ovation_terms::FilmRecord;
use std::io::{self, Seek, SeekFrom, Write};

/// Writes an index of films; they come in the order of their numbers, each once.
///
/// Takes 16 bytes of memory for each form of a title and each id, 32 for each title: some 130 a film.
#[derive(Debug)]
pub struct StoredFilmsWriter<W> {
    out: W,
    at: u64,
    films: u64,
    has_votes: bool,
    has_series: bool,
    /// Hash, and film with sort.
    forms: Vec<(u64, u64)>,
    /// Hash above, title below.
    thirds: Vec<(u64, u32)>,
    /// Of each title: its film, its letters.
    titles: Vec<(u64, u32)>,
    /// Every 64th film: number, place.
    numbers: Vec<(i64, u64)>,
    bytes: Vec<u8>,
}

impl<W: Write + Seek> StoredFilmsWriter<W> {
    /// Begins an index.
    ///
    /// # Errors
    /// What writing says.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all(&[0; HEADER])?;
        Ok(Self {
            out,
            at: HEADER as u64,
            films: 0,
            has_votes: false,
            has_series: false,
            forms: Vec::new(),
            thirds: Vec::new(),
            titles: Vec::new(),
            numbers: Vec::new(),
            bytes: Vec::new(),
        })
    }

    /// Adds a film.
    ///
    /// # Errors
    /// What writing says.
    pub fn add(&mut self, record: &FilmRecord) -> io::Result<()> {
        let place = self.at;
        let (film, forms, near) = Film::of(record);
        self.has_votes |= film.votes.is_some();
        self.has_series |= !film.work.is_film();
        for form in forms {
            let sort = u64::from(form.strength as u8);
            self.forms
                .push((form_hash(&form.letters), place << 8 | sort));
        }
        for key in &film.keys {
            self.forms
                .push((key_hash(*key), place << 8 | u64::from(KEY_SORT)));
        }
        for folded in near {
            self.add_near(&folded, place);
        }
        if self.films.is_multiple_of(STEP) {
            self.numbers.push((record.id.0, place));
        }
        self.films += 1;
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes.clear();
        film.write(&mut bytes);
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        self.put(&length.to_le_bytes())?;
        self.put(&checksum(&bytes).to_le_bytes())?;
        self.put(&bytes)?;
        self.bytes = bytes;
        Ok(())
    }

    fn add_near(&mut self, folded: &str, place: u64) {
        let letters: Vec<char> = folded.chars().collect();
        let length = letters.len();
        let Ok(title) = u32::try_from(self.titles.len()) else {
            return;
        };
        if !(SHORTEST..=LONGEST).contains(&length) {
            return;
        }
        self.titles.push((place, letters_of(&letters)));
        for (number, from, to) in thirds(length) {
            let part = letters.get(from..to).unwrap_or_default();
            self.thirds.push((third_hash(number, length, part), title));
        }
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    /// Writes the tables and the header: the films are those of the ledger's entry `seq`, whose hash is
    /// `head`. Gives what was written to.
    ///
    /// # Errors
    /// What writing says.
    pub fn finish(mut self, seq: i64, head: [u8; 32]) -> io::Result<W> {
        let mut header = Vec::from(MAGIC);
        header.extend(VERSION.to_le_bytes());
        let flags = u32::from(self.has_votes) | u32::from(self.has_series) << 1;
        header.extend(flags.to_le_bytes());
        header.extend(seq.to_le_bytes());
        header.extend(head);
        header.extend(self.films.to_le_bytes());
        let mut forms = std::mem::take(&mut self.forms);
        forms.sort_unstable();
        self.table(&mut header, forms.len(), |at, into| {
            let (hash, film) = forms.get(at).copied().unwrap_or_default();
            into.extend(hash.to_le_bytes());
            into.extend(film.to_le_bytes());
            hash
        })?;
        drop(forms);
        let mut thirds = std::mem::take(&mut self.thirds);
        thirds.sort_unstable();
        let titles = std::mem::take(&mut self.titles);
        self.table(&mut header, thirds.len(), |at, into| {
            let (hash, title) = thirds.get(at).copied().unwrap_or_default();
            let (film, letters) = titles.get(title as usize).copied().unwrap_or_default();
            into.extend(super::fold_hash(hash).to_le_bytes());
            into.extend(letters.to_le_bytes());
            into.extend(film.to_le_bytes());
            hash
        })?;
        let mut bytes = Vec::new();
        for (number, place) in std::mem::take(&mut self.numbers) {
            bytes.extend(number.to_le_bytes());
            bytes.extend(place.to_le_bytes());
        }
        header.extend(self.at.to_le_bytes());
        header.extend((bytes.len() as u64).to_le_bytes());
        header.extend(hash(&bytes).to_le_bytes());
        self.put(&bytes)?;
        header.extend(self.at.to_le_bytes());
        header.resize(HEADER - 8, 0);
        let digest = hash(&header);
        header.extend(digest.to_le_bytes());
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&header)?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// Writes a table of sorted entries in buckets and the buckets' directory, and tells the header of it.
    fn table(
        &mut self,
        header: &mut Vec<u8>,
        entries: usize,
        mut entry: impl FnMut(usize, &mut Vec<u8>) -> u64,
    ) -> io::Result<()> {
        let bits = bits_for(entries as u64);
        let start = self.at;
        // Where each bucket begins, counted in bytes from the table's start.
        let mut directory: Vec<u8> = Vec::new();
        let (mut bucket, mut now) = (Vec::new(), 0_u64);
        let mut one = Vec::new();
        directory.extend(0_u64.to_le_bytes());
        for at in 0..entries {
            one.clear();
            let of = bucket_of(entry(at, &mut one), bits);
            while now < of {
                self.end_bucket(&mut bucket)?;
                directory.extend((self.at - start).to_le_bytes());
                now += 1;
            }
            bucket.extend_from_slice(&one);
        }
        while now < 1 << bits {
            self.end_bucket(&mut bucket)?;
            directory.extend((self.at - start).to_le_bytes());
            now += 1;
        }
        header.extend((entries as u64).to_le_bytes());
        header.extend(start.to_le_bytes());
        header.extend(self.at.to_le_bytes());
        header.extend(u64::from(bits).to_le_bytes());
        header.extend(hash(&directory).to_le_bytes());
        self.put(&directory)
    }

    fn end_bucket(&mut self, bucket: &mut Vec<u8>) -> io::Result<()> {
        if !bucket.is_empty() {
            let sum = checksum(bucket);
            self.put(bucket)?;
            self.put(&sum.to_le_bytes())?;
            bucket.clear();
        }
        Ok(())
    }
}
