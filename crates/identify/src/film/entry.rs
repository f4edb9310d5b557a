//! A film as the index keeps it, in memory and in a file.

use super::near::NearTitle;
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
    /// The folded titles that slips are sought for, parted by [`PARTED`]; none where they are the printed
    /// ones, with and without their articles.
    near: Option<Box<str>>,
}

/// Of so many of a film's titles slips are sought.
pub(super) const NEAR_TITLES: usize = 4;
/// So many of who plays in a film are kept, as the catalogue orders them.
const CAST: usize = 10;
/// In so many ways a title of another script is written in Latin letters, for mentions in them.
const ROMANISED: usize = 4;
/// Stands between titles, and in none.
pub(super) const PARTED: char = '\u{1f}';
const PARTED_TEXT: &str = "\u{1f}";

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
            let subtitle = title.subtitle();
            let words = title.long_words();
            let further = romanised.into_iter().flatten().chain(subtitle).chain(words);
            for mut form in title.forms.into_iter().chain(further) {
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
        let derived = near_of_names(&printed);
        let is_derived =
            derived.len() == near.len() && derived.iter().all(|form| near.contains(form));
        let film = Self {
            near: (!is_derived).then(|| near.join(PARTED_TEXT).into()),
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
        // Longer than any titles are.
        let near = self.near.as_deref().unwrap_or_default().as_bytes();
        let near = if near.len() < usize::from(u16::MAX) {
            near
        } else {
            &[]
        };
        into.extend(count(near.len()).to_le_bytes());
        into.extend(near);
        into.extend(self.names.as_bytes());
    }
}

/// A film as it stands in a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FilmBytes<'b> {
    id: FilmId,
    year: Option<i16>,
    votes: Option<u64>,
    keys: &'b [u8],
    directors: &'b [u8],
    work: Work,
    cast: &'b [u8],
    near: &'b str,
    names: &'b str,
}

impl<'b> FilmBytes<'b> {
    /// Takes what [`Film::write`] made; none where it is no film.
    pub(crate) fn of(mut bytes: &'b [u8]) -> Option<Self> {
        let id = FilmId(i64::from_le_bytes(taken(&mut bytes)?));
        let year = i16::from_le_bytes(taken(&mut bytes)?);
        let votes = u64::from_le_bytes(taken(&mut bytes)?);
        let keys = counted(&mut bytes, KEY)?;
        let directors = counted(&mut bytes, 8)?;
        let work = read_work(&mut bytes)?;
        let cast = counted(&mut bytes, 4)?;
        let near = counted(&mut bytes, 1)?;
        Some(Self {
            id,
            year: (year != i16::MIN).then_some(year),
            votes: (votes != u64::MAX).then_some(votes),
            keys,
            directors,
            work,
            cast,
            near: std::str::from_utf8(near).ok()?,
            names: std::str::from_utf8(bytes).ok()?,
        })
    }

    /// The film.
    pub(crate) fn film(&self) -> Film {
        let key = |mut bytes: &[u8]| {
            let scheme = u32::from_le_bytes(taken(&mut bytes).unwrap_or_default());
            let value = u64::from_le_bytes(taken(&mut bytes).unwrap_or_default());
            (scheme, value)
        };
        let name = |mut bytes: &[u8]| u64::from_le_bytes(taken(&mut bytes).unwrap_or_default());
        let cut = |mut bytes: &[u8]| u32::from_le_bytes(taken(&mut bytes).unwrap_or_default());
        Film {
            id: self.id,
            year: self.year,
            votes: self.votes,
            keys: self.keys.chunks_exact(KEY).map(key).collect(),
            directors: self.directors.chunks_exact(8).map(name).collect(),
            work: self.work,
            cast: self.cast.chunks_exact(4).map(cut).collect(),
            names: self.names.into(),
            near: (!self.near.is_empty()).then(|| self.near.into()),
        }
    }

    /// The smallest distance of its titles to any of these that is a slip's.
    pub(crate) fn distance(&self, to: &[NearTitle]) -> Option<usize> {
        let mut least = None;
        let mut look = |form: &str| {
            let distances = to.iter().filter_map(|title| title.slips(form));
            least = distances.chain(least).min();
        };
        if self.near.is_empty() {
            each_near_of_names(self.names, look);
        } else {
            self.near.split(PARTED).for_each(&mut look);
        }
        least
    }
}

/// Bytes of a key: hashes of catalogue and value.
const KEY: usize = 12;

/// The folded titles that slips are sought for as a rule: printed ones, with and without their articles.
fn each_near_of_names(names: &str, mut each: impl FnMut(&str)) {
    for name in names.split(PARTED).filter(|name| !name.is_empty()) {
        each(&fold(name));
        let bare = bare(name);
        if bare.len() != name.len() {
            each(&fold(bare));
        }
    }
}

fn near_of_names(names: &str) -> Vec<String> {
    let mut near: Vec<String> = Vec::new();
    each_near_of_names(names, |form| {
        if !form.is_empty() && near.iter().all(|known| known != form) {
            near.push(form.to_owned());
        }
    });
    near
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

/// As many bytes as a count in front of them says, of so many each.
fn counted<'b>(bytes: &mut &'b [u8], each: usize) -> Option<&'b [u8]> {
    let count = u16::from_le_bytes(taken(bytes)?);
    let (first, rest) = bytes.split_at_checked(usize::from(count) * each)?;
    *bytes = rest;
    Some(first)
}
