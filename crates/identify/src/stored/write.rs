//! Writes the index: films as they come, then the sorted tables.

use super::bloom::Bloom;
use super::slips::{keys_of_title, letters_beside, letters_of_pieces};
use super::{
    HEADER, KEY_SORT, MAGIC, STEP, UNIT, VERSION, bits_for, bucket_of, checksum, form_hash,
    key_hash, lower_part, upper_half,
};
use crate::film::Film;
use crate::postings::hash;
use ovation_terms::FilmRecord;
use std::io::{self, Seek, SeekFrom, Write};

/// Writes an index of films; they come in the order of their numbers, each once.
///
/// Takes 16 bytes of memory for each form of a title and each id, and some 80 for each title that slips are
/// sought of: some 150 a film.
#[derive(Debug)]
pub struct StoredFilmsWriter<W> {
    out: W,
    at: u64,
    films: u64,
    has_votes: bool,
    has_series: bool,
    /// Hash, and film with sort.
    forms: Vec<(u64, u64)>,
    /// Of each key for slips its hash, its sort, and the title, from above.
    slips: Vec<u64>,
    /// Of each title: its film, the letters of its pieces.
    titles: Vec<(u64, [u32; 4])>,
    letters: Vec<char>,
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
            slips: Vec::new(),
            titles: Vec::new(),
            letters: Vec::new(),
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
        let title = self.titles.len() as u64;
        if title > MOST_TITLES {
            return;
        }
        self.letters.clear();
        self.letters.extend(folded.chars());
        let slips = &mut self.slips;
        let known = slips.len();
        keys_of_title(&self.letters, |sort, hash| {
            slips.push(u64::from(hash) << 32 | u64::from(sort) << SORT_AT | title);
        });
        if slips.len() > known {
            self.titles.push((place, letters_of_pieces(&self.letters)));
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
        let keys = forms.chunk_by(|one, next| one.0 >> 32 == next.0 >> 32);
        let filter = Bloom::for_keys(keys.count());
        self.table(&mut header, forms.len(), filter, |at, into| {
            let (hash, film) = forms.get(at).copied().unwrap_or_default();
            into.extend(hash.to_le_bytes());
            into.extend(film.to_le_bytes());
            hash
        })?;
        drop(forms);
        self.slips_table(&mut header)?;
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

    /// Writes the keys for slips.
    fn slips_table(&mut self, header: &mut Vec<u8>) -> io::Result<()> {
        let mut slips = std::mem::take(&mut self.slips);
        slips.sort_unstable();
        let titles = std::mem::take(&mut self.titles);
        let keys = slips.chunk_by(|one, next| one >> 32 == next >> 32);
        let filter = Bloom::for_keys(keys.count());
        self.table(header, slips.len(), filter, |at, into| {
            let slip = slips.get(at).copied().unwrap_or_default();
            let hash = u32::try_from(slip >> 32).unwrap_or(0);
            let title = usize::try_from(slip & MOST_TITLES).unwrap_or(usize::MAX);
            let (film, pieces) = titles.get(title).copied().unwrap_or_default();
            let sort = u8::try_from((slip >> SORT_AT) & 7).unwrap_or(0);
            into.extend(lower_part(hash).to_le_bytes());
            into.extend(letters_beside(sort, pieces).to_le_bytes());
            let [place @ .., _, _] = film.to_le_bytes();
            into.extend::<[u8; 6]>(place);
            u64::from(hash) << 32
        })
    }

    /// Writes a table of sorted entries in buckets, the buckets' directory and the filter of what is in them, and
    /// tells the header of it. `entry` writes one and gives its hash.
    fn table(
        &mut self,
        header: &mut Vec<u8>,
        entries: usize,
        mut filter: Bloom,
        mut entry: impl FnMut(usize, &mut Vec<u8>) -> u64,
    ) -> io::Result<()> {
        let bits = bits_for(entries as u64);
        let start = self.at;
        // Where each bucket begins, counted from the table's start.
        let mut directory: Vec<u8> = Vec::new();
        let (mut bucket, mut now) = (Vec::new(), 0_u64);
        let mut one = Vec::new();
        directory.extend(0_u32.to_le_bytes());
        for at in 0..entries {
            one.clear();
            let hash = entry(at, &mut one);
            filter.add(upper_half(hash));
            let of = bucket_of(hash, bits);
            while now < of {
                self.end_bucket(&mut bucket)?;
                directory.extend(begin_of(self.at - start)?.to_le_bytes());
                now += 1;
            }
            bucket.extend_from_slice(&one);
        }
        while now < 1 << bits {
            self.end_bucket(&mut bucket)?;
            directory.extend(begin_of(self.at - start)?.to_le_bytes());
            now += 1;
        }
        header.extend((entries as u64).to_le_bytes());
        header.extend(start.to_le_bytes());
        header.extend(self.at.to_le_bytes());
        header.extend(u64::from(bits).to_le_bytes());
        header.extend(hash(&directory).to_le_bytes());
        self.put(&directory)?;
        drop(directory);
        let mut bytes = Vec::with_capacity(filter.words().len() * 8);
        for word in filter.words() {
            bytes.extend(word.to_le_bytes());
        }
        header.extend((bytes.len() as u64).to_le_bytes());
        header.extend(hash(&bytes).to_le_bytes());
        self.put(&bytes)
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

/// Where a bucket begins, in units.
fn begin_of(bytes: u64) -> io::Result<u32> {
    let too_large = |_| io::Error::new(io::ErrorKind::FileTooLarge, "an index has 16 GiB at most");
    u32::try_from(bytes / UNIT).map_err(too_large)
}

/// Where a key's sort stands, above the title.
const SORT_AT: u32 = 29;
/// So many titles are numbered; slips are not sought of more.
const MOST_TITLES: u64 = (1 << SORT_AT) - 1;
