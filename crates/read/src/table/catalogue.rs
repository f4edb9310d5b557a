//! Catalogues of films: an operator's table, or IMDb's files.

mod columns;
mod joined;
mod titles;
mod wikidata;
mod works;

pub use columns::CatalogueKind;
pub use wikidata::{
    ClassTree, WikidataFilm, WikidataRow, read_wikidata_films, read_wikidata_names,
};

use super::rows::{self, RawRow};
use super::sheet_rows::Wanted;
use super::values;
use crate::ReadLimits;
use columns::kind_of;
pub(super) use columns::{Column, columns_of};
use joined::Joined;
use ovation_terms::{Complaint, ComplaintKind, FilmKey, MediaKind, NoId, TitleUse, Work, film_id};
use std::io::Read;
use std::ops::ControlFlow;
use works::{KindSaid, minutes_of};

/// One film of a catalogue, before it has a number in the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CatalogueFilm {
    /// The line it begins at.
    pub line: u64,
    /// The title it is listed under.
    pub title: String,
    /// Original title and titles in other languages, without `title` itself.
    pub other_titles: Vec<String>,
    /// Year of first release, where given.
    pub year: Option<i16>,
    /// Ids: `imdb`, `tmdb`, `wikidata`, or the name of an `..._id` column.
    pub keys: Vec<FilmKey>,
    /// Directors' names.
    pub directors: Vec<String>,
    /// Names of who plays in it.
    pub cast: Vec<String>,
    /// Where titles are used.
    pub uses: Vec<TitleUse>,
    /// Countries.
    pub countries: Vec<String>,
    /// Genres.
    pub genres: Vec<String>,
    /// How many people voted on it, where given.
    pub votes: Option<u64>,
    /// What kind of work it is; a season without its series.
    pub work: Work,
    /// Who wrote it.
    pub writers: Vec<String>,
    /// How long it runs, in minutes.
    pub runtime_minutes: Option<u16>,
    /// What it tells.
    pub synopsis: Option<String>,
    /// What could not be read of it, without losing the film: a year that is none.
    pub complaints: Vec<Complaint>,
}

/// What one row of a catalogue tells.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CatalogueRow {
    /// A film.
    Film(Box<CatalogueFilm>),
    /// A further title of a film.
    Title {
        /// The film.
        film: FilmKey,
        /// The title and where it is used.
        said: TitleUse,
    },
    /// A film's directors, by number in their order.
    Crew {
        /// The film.
        film: FilmKey,
        /// Their numbers (`nm0000000`).
        directors: Vec<String>,
    },
    /// A person's name.
    Person {
        /// The number (`nm0000000`).
        id: String,
        /// The name.
        name: String,
    },
    /// A title of another kind, as the catalogue calls it: `tvSeries`, `tvEpisode`, `videoGame`.
    NoFilm(String),
    /// Who plays in a film, by number, and the place in its list of people.
    Plays {
        /// The film.
        film: FilmKey,
        /// The number (`nm0000000`).
        person: String,
        /// The place.
        order: u16,
    },
    /// What somebody else did for a film.
    OtherWork,
    /// How many people voted on a film.
    Votes {
        /// The film.
        film: FilmKey,
        /// How many.
        votes: u64,
    },
    /// The ids of one film in several catalogues.
    Ids(Vec<FilmKey>),
    /// A series has a season of this number.
    Season {
        /// The series.
        series: FilmKey,
        /// The number.
        number: u16,
    },
}

/// IMDb's kinds of titles that are films (the rest are series, episodes, games and podcasts).
const IMDB_FILM_TYPES: [&str; 5] = ["movie", "tvMovie", "short", "tvShort", "video"];

/// What MovieLens writes where a film has no genre.
const NO_GENRE: &str = "(no genres listed)";

/// Says what a file of a catalogue tells, by its columns.
///
/// # Errors
/// [`ComplaintKind::MissingColumns`] when it is none of a catalogue (the text says what it seems to
/// be), [`ComplaintKind::Empty`] and its like when the bytes are no table.
pub fn catalogue_kind(
    reader: impl Read,
    media: MediaKind,
    limits: &ReadLimits,
) -> Result<CatalogueKind, Complaint> {
    if media == MediaKind::JsonLines {
        let (is_dump, reader) = wikidata::is_dump(reader);
        if is_dump {
            return Ok(CatalogueKind::Entities);
        }
        return kind_of_rows(Box::new(reader), media, limits);
    }
    kind_of_rows(Box::new(reader), media, limits)
}

fn kind_of_rows(
    reader: Box<dyn Read + '_>,
    media: MediaKind,
    limits: &ReadLimits,
) -> Result<CatalogueKind, Complaint> {
    let mut rows = rows::open(reader, media, &Wanted::default(), limits)?;
    // The names of JSON's fields are known once a row was read.
    rows.next_row();
    kind_of(&rows.column_names())
}

/// Reads a catalogue row by row: delimited text or JSON lines, in any encoding tables may have.
///
/// Calls `each` with what a row tells, or with a complaint about a row that tells nothing. `\\N` is
/// IMDb's empty cell.
///
/// # Errors
/// As [`catalogue_kind`].
///
/// # Source
/// <https://developer.imdb.com/non-commercial-datasets/>
pub fn read_catalogue(
    reader: impl Read,
    media: MediaKind,
    limits: &ReadLimits,
    each: &mut dyn FnMut(Result<CatalogueRow, Complaint>) -> ControlFlow<()>,
) -> Result<CatalogueKind, Complaint> {
    let mut rows = rows::open(Box::new(reader), media, &Wanted::default(), limits)?;
    let mut next = rows.next_row();
    let names = rows.column_names();
    let kind = kind_of(&names)?;
    let columns = columns_of(&names);
    let joined = Joined::of(&names);
    while let Some(row) = next {
        let told = match &row.lost {
            Some(complaint) => Err(complaint.clone()),
            None if is_names_again(&names, &row) => Err(bad_row(
                &row,
                "the names of the columns stand here again, as where files were put together; no row was lost",
            )),
            None => match kind {
                CatalogueKind::Films | CatalogueKind::TitlesAlone | CatalogueKind::Basics => {
                    film_of(&columns, &row, Listed::ByTitle)
                }
                other => joined.row(other, &row),
            },
        };
        // What was mended in a row is told beside it: NUL bytes, bytes that are no letters.
        let damaged = |it: &Complaint| it.kind == ComplaintKind::BadEncoding;
        for mended in row.complaints.into_iter().filter(damaged) {
            if each(Err(mended)).is_break() {
                return Ok(kind);
            }
        }
        if each(told).is_break() {
            break;
        }
        next = rows.next_row();
    }
    Ok(kind)
}

/// Whether a row is the line of names once more.
fn is_names_again(names: &[String], row: &RawRow) -> bool {
    let is_first = row.cells.first() == names.first();
    is_first && row.cells.iter().map(|cell| cell.trim()).eq(names)
}

/// The key of `tt0000001` where it is written as the catalogue does; most are, and rows are many.
fn plain_imdb(printed: &str) -> Option<FilmKey> {
    let digits = printed.strip_prefix("tt")?;
    let is_plain = digits.len() == 7 || digits.len() == 8 && !digits.starts_with('0');
    (is_plain && digits.bytes().all(|byte| byte.is_ascii_digit()) && digits != "0000000")
        .then(|| FilmKey::new("imdb", printed))
}

fn bad_row(row: &RawRow, detail: &str) -> Complaint {
    Complaint::lost(ComplaintKind::BadRow, format!("line {}", row.line), detail)
}

/// The values of a cell that holds several.
fn parted(cell: &str, marks: &[char]) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    let mut add = |value: &str| {
        let value = value.trim();
        if !value.is_empty() && values.iter().all(|known| known != value) {
            values.push(value.to_owned());
        }
    };
    // A list as JSON writes it, of texts or of things with names: `[{"id": 18, "name": "Drama"}]`;
    // scripts write it with apostrophes.
    if let Some(inner) = cell
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        let list = serde_json::from_str::<Vec<serde_json::Value>>(cell)
            .or_else(|_| serde_json::from_str(&cell.replace('\'', "\"")));
        match list {
            Ok(list) => {
                let names = list.iter().filter_map(|value| {
                    let named = ["title", "name"].into_iter().find_map(|key| value.get(key));
                    value.as_str().or_else(|| named?.as_str())
                });
                names.for_each(add);
            }
            Err(_) => inner
                .split(',')
                .for_each(|value| add(value.trim().trim_matches(['"', '\'']))),
        }
        return values;
    }
    cell.split(marks).for_each(add);
    values
}

/// The year of a cell: `2012`, `2012-05-01`, `1 May 2012`.
fn year_of(cell: &str) -> Option<i16> {
    let is_year = |digits: &&str| digits.len() == 4;
    let mut runs = cell
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(is_year);
    let year: i16 = runs.next()?.parse().ok()?;
    (1850..=2200).contains(&year).then_some(year)
}

/// The people that a cell names. Numbers of people are no names: none is told by them.
fn people_in(cell: &str) -> Vec<String> {
    let mut names = parted(cell, &[';', ',', '|']);
    names.retain(|name| !is_person_number(name));
    names
}

/// Whether a value is a person's number in a catalogue and no name: `nm0000000`.
fn is_person_number(value: &str) -> bool {
    let digits = value.strip_prefix("nm").unwrap_or_default();
    digits.len() >= 7 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a row of this kind is no film: in a catalogue, whatever IMDb does not count among films.
fn is_no_film(kind: &str, listed: Listed) -> bool {
    match listed {
        Listed::ByTitle => !IMDB_FILM_TYPES.contains(&kind),
        Listed::Anything => values::is_no_film(kind),
    }
}

fn id_of(scheme: &str, cell: &str) -> Result<FilmKey, NoId> {
    let plain = (scheme == "imdb").then(|| plain_imdb(cell)).flatten();
    plain.map_or_else(|| film_id(scheme, cell), Ok)
}

/// What a row must have to name a film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    /// A title.
    ByTitle,
    /// A title or an id.
    Anything,
}

/// The film of one row, or that it is a title of another kind.
pub(super) fn film_of(
    columns: &[Column],
    row: &RawRow,
    listed: Listed,
) -> Result<CatalogueRow, Complaint> {
    let mut film = CatalogueFilm {
        line: row.line,
        ..CatalogueFilm::default()
    };
    let mut kind = KindSaid::default();
    for (column, at) in columns.iter().zip(0..) {
        let Some(cell) = row.cell(at).filter(|cell| *cell != "\\N") else {
            continue;
        };
        match column {
            Column::Title if film.title.is_empty() => cell.clone_into(&mut film.title),
            // One title, whatever marks stand in it.
            Column::OriginalTitle => film.other_titles.push(cell.to_owned()),
            Column::OtherTitle => film.other_titles.extend(parted(cell, &[';', '|'])),
            Column::Year => match year_of(cell) {
                Some(year) => film.year = Some(year),
                None => film.complaints.push(Complaint {
                    kind: ComplaintKind::BadDate,
                    place: format!("line {}", row.line),
                    detail: format!("expected a year like `2012`, found `{cell}`"),
                    lost: false,
                }),
            },
            Column::Directors => film.directors = people_in(cell),
            Column::Cast => film.cast = people_in(cell),
            Column::Writers => film.writers = people_in(cell),
            Column::Countries => film.countries = parted(cell, &[';', ',', '|']),
            Column::Genres => {
                film.genres = parted(cell, &[';', ',', '|']);
                film.genres.retain(|genre| genre != NO_GENRE);
            }
            Column::Votes => film.votes = cell.parse().ok(),
            Column::Kind | Column::Work if kind.takes(cell) => {}
            Column::Kind if is_no_film(cell, listed) => {
                return Ok(CatalogueRow::NoFilm(cell.to_owned()));
            }
            Column::Work if values::is_no_film(cell) => {
                return Ok(CatalogueRow::NoFilm(cell.to_owned()));
            }
            Column::Season => kind.take_season(cell),
            Column::Series => kind.take_series(cell),
            Column::Runtime => film.runtime_minutes = minutes_of(cell),
            Column::Synopsis => film.synopsis = Some(cell.to_owned()),
            Column::Key(scheme) => match id_of(scheme, cell) {
                Ok(key) if film.keys.contains(&key) => {}
                Ok(key) => film.keys.push(key),
                Err(no_id) => film.complaints.push(Complaint::minor(
                    ComplaintKind::BadRow,
                    format!("line {}", row.line),
                    format!("{no_id}; it was left out"),
                )),
            },
            Column::Title | Column::Kind | Column::Work | Column::Unused => {}
        }
    }
    if film.title.is_empty() && !film.other_titles.is_empty() {
        // A list of original titles alone.
        film.title = film.other_titles.remove(0);
    }
    if let Err(kind) = kind.settle(&mut film) {
        return Ok(CatalogueRow::NoFilm(kind));
    }
    if film.title.is_empty() && (listed == Listed::ByTitle || film.keys.is_empty()) {
        return Err(bad_row(row, "expected a title, found an empty cell"));
    }
    if film.year.is_none() {
        titles::take_year(&mut film);
    }
    let title = film.title.clone();
    film.other_titles.retain(|other| *other != title);
    film.other_titles.dedup();
    Ok(CatalogueRow::Film(Box::new(film)))
}

#[cfg(test)]
mod tests;
