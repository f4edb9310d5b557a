//! A film as the index keeps it, in memory and in a file.

use crate::stored::{key_hashes, name_hash};
use crate::title::{Form, Strength, Title, bare};
use ovation_language::seasons::season_in;
use ovation_terms::{FilmId, FilmRecord, Work, WorkSaid, fold};
use std::borrow::Cow;

/// A film as the index keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Film {
    pub(crate) id: FilmId,
    pub(crate) year: Option<i16>,
    pub(crate) votes: Option<u64>,
    /// Its ids: hashes of catalogue and value.
    pub(crate) keys: Box<[(u32, u64)]>,
    /// Hashes of its directors' names, folded.
    pub(crate) directors: Box<[u64]>,
    /// Hashes of the names of who plays in it, folded and cut short: they only ever agree with others.
    pub(crate) cast: Box<[u32]>,
    /// Titles as printed, those that slips are sought for, parted by [`PARTED`].
    pub(crate) names: Box<str>,
    /// What kind of work it is.
    pub(crate) work: Work,
}

/// Of so many of a film's titles slips are sought.
pub(super) const NEAR_TITLES: usize = 4;
/// So many of who plays in a film are kept, as the catalogue orders them.
const CAST: usize = 10;
/// In so many ways a title of another script is written in Latin letters, for mentions in them.
const ROMANISED: usize = 4;
/// Stands between titles, and in none.
pub(super) const PARTED: char = '\u{1f}';

impl Film {
    /// A film of the record: what is kept of it, the forms of its titles (none twice), and the folded
    /// titles that slips are sought for.
    pub(crate) fn of(record: &FilmRecord) -> (Self, Vec<Form>, Vec<String>) {
        let mut printed = String::new();
        let (mut forms, mut near): (Vec<Form>, Vec<String>) = (Vec::new(), Vec::new());
        let names = std::iter::once(&record.title).chain(&record.other_titles);
        for (number, name) in names.enumerate() {
            let title = Title::of(&name_of(name, record.work));
            let bare = fold(bare(&title.main));
            if number < NEAR_TITLES {
                printed.push_str(&title.main);
                printed.push(PARTED);
            }
            let romanised = title.romanised(ROMANISED).map(|title| title.forms);
            for mut form in title
                .forms
                .into_iter()
                .chain(romanised.into_iter().flatten())
            {
                let is_of_printed = form.strength == Strength::WithoutNumber;
                if is_of_printed || forms.iter().any(|known| known.letters == form.letters) {
                    continue;
                }
                // A film that is itself called a cut is found without that word as by a part of its title.
                if form.is_edition {
                    form.strength = Strength::Part;
                }
                let is_whole = form.strength == Strength::Same || form.letters == bare;
                if is_whole && number < NEAR_TITLES {
                    near.push(form.letters.clone());
                }
                forms.push(form);
            }
        }
        let film = Self {
            id: record.id,
            year: record.year,
            votes: record.votes,
            keys: record.keys.iter().map(key_hashes).collect(),
            directors: names_of(&record.directors).collect(),
            cast: names_of(&record.cast).take(CAST).map(cast_hash).collect(),
            names: printed.into(),
            work: record.work,
        };
        (film, forms, near)
    }

    /// Its titles as printed.
    pub(crate) fn titles(&self) -> impl Iterator<Item = &str> {
        self.names.split(PARTED).filter(|title| !title.is_empty())
    }

    /// The smallest distance of a folded title to its own, where it is that of a slip: at most `most`.
    pub(crate) fn distance(&self, folded: &str, most: usize) -> Option<usize> {
        let distances = self
            .titles()
            .map(|title| strsim::osa_distance(&fold(title), folded));
        distances
            .filter(|distance| (1..=most).contains(distance))
            .min()
    }

    /// As bytes.
    pub(crate) fn write(&self, into: &mut Vec<u8>) {
        into.extend(self.id.0.to_le_bytes());
        into.extend(self.year.unwrap_or(i16::MIN).to_le_bytes());
        into.extend(self.votes.unwrap_or(u64::MAX).to_le_bytes());
        into.extend(count(self.keys.len()).to_le_bytes());
        for (scheme, value) in self.keys.iter().take(usize::from(u16::MAX)) {
            into.extend(scheme.to_le_bytes());
            into.extend(value.to_le_bytes());
        }
        into.extend(count(self.directors.len()).to_le_bytes());
        for name in self.directors.iter().take(usize::from(u16::MAX)) {
            into.extend(name.to_le_bytes());
        }
        write_work(self.work, into);
        into.extend(count(self.cast.len()).to_le_bytes());
        for name in self.cast.iter().take(usize::from(u16::MAX)) {
            into.extend(name.to_le_bytes());
        }
        into.extend(self.names.as_bytes());
    }

    /// From bytes; none where they are no film's.
    pub(crate) fn read(mut bytes: &[u8]) -> Option<Self> {
        let id = FilmId(i64::from_le_bytes(taken(&mut bytes)?));
        let year = i16::from_le_bytes(taken(&mut bytes)?);
        let votes = u64::from_le_bytes(taken(&mut bytes)?);
        let mut keys = Vec::new();
        for _ in 0..u16::from_le_bytes(taken(&mut bytes)?) {
            let scheme = u32::from_le_bytes(taken(&mut bytes)?);
            keys.push((scheme, u64::from_le_bytes(taken(&mut bytes)?)));
        }
        let mut directors = Vec::new();
        for _ in 0..u16::from_le_bytes(taken(&mut bytes)?) {
            directors.push(u64::from_le_bytes(taken(&mut bytes)?));
        }
        let work = read_work(&mut bytes)?;
        let mut cast = Vec::new();
        for _ in 0..u16::from_le_bytes(taken(&mut bytes)?) {
            cast.push(u32::from_le_bytes(taken(&mut bytes)?));
        }
        Some(Self {
            id,
            year: (year != i16::MIN).then_some(year),
            votes: (votes != u64::MAX).then_some(votes),
            keys: keys.into(),
            directors: directors.into(),
            cast: cast.into(),
            names: std::str::from_utf8(bytes).ok()?.into(),
            work,
        })
    }
}

/// The name that a work is found by: of a season that of its series, whose number it states in its title.
fn name_of(name: &str, work: Work) -> Cow<'_, str> {
    let season = match work {
        Work::Film => None,
        Work::Series => season_in(name).filter(|said| said.says == WorkSaid::Series),
        Work::Season { .. } => season_in(name),
    };
    season.map_or(Cow::Borrowed(name), |said| Cow::Owned(said.series))
}

fn write_work(work: Work, into: &mut Vec<u8>) {
    match work {
        Work::Film => into.push(0),
        Work::Series => into.push(1),
        Work::Season { number, series } => {
            into.push(2);
            into.extend(number.to_le_bytes());
            into.extend(series.map_or(i64::MIN, |series| series.0).to_le_bytes());
        }
    }
}

fn read_work(bytes: &mut &[u8]) -> Option<Work> {
    match u8::from_le_bytes(taken(bytes)?) {
        0 => Some(Work::Film),
        1 => Some(Work::Series),
        2 => {
            let number = u16::from_le_bytes(taken(bytes)?);
            let series = i64::from_le_bytes(taken(bytes)?);
            Some(Work::Season {
                number,
                series: (series != i64::MIN).then_some(FilmId(series)),
            })
        }
        _ => None,
    }
}

/// Hashes of names as folded; a catalogue's number of a person (`nm0000001`) is none.
pub(super) fn names_of(names: &[String]) -> impl Iterator<Item = u64> {
    let written = names.iter().map(|name| fold(name));
    let named = written.filter(|name| !name.is_empty() && !is_number_of_person(name));
    named.map(|name| name_hash(&name))
}

fn is_number_of_person(folded: &str) -> bool {
    let digits = folded.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number && folded.len() - digits.len() <= 2
}

/// A name's hash, cut short.
pub(super) fn cast_hash(name: u64) -> u32 {
    u32::try_from(name >> 32).unwrap_or(0)
}

fn count(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}

fn taken<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*first)
}
