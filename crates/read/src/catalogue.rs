//! Catalogues of films: an operator's CSV, or IMDb's `title.basics` TSV.

use crate::encoding::decoding_reader;
use ovation_terms::{Complaint, ComplaintKind, FilmKey};
use std::io::Read;
use std::ops::ControlFlow;

/// One film of a catalogue, before it has a number in the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogueFilm {
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
}

/// IMDb's kinds of titles that are films (the rest are series, episodes, games and podcasts).
const IMDB_FILM_TYPES: [&str; 5] = ["movie", "tvMovie", "short", "tvShort", "video"];

#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    Title,
    OtherTitle,
    Year,
    Directors,
    Kind,
    Key(String),
    Unused,
}

fn column_of(name: &str) -> Column {
    let folded: String = name
        .trim()
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    match folded.as_str() {
        "title" | "film" | "movie" | "primarytitle" | "name" => Column::Title,
        "originaltitle" | "othertitle" | "othertitles" | "alttitle" | "alternativetitle" => {
            Column::OtherTitle
        }
        "year" | "startyear" | "releaseyear" | "releasedate" => Column::Year,
        "directors" | "director" => Column::Directors,
        "titletype" => Column::Kind,
        "tconst" | "imdbid" | "imdb" => Column::Key("imdb".to_owned()),
        "tmdbid" | "tmdb" => Column::Key("tmdb".to_owned()),
        "wikidataid" | "wikidata" | "qid" => Column::Key("wikidata".to_owned()),
        other => other.strip_suffix("id").filter(|scheme| !scheme.is_empty()).map_or(
            Column::Unused,
            |scheme| Column::Key(scheme.to_owned()),
        ),
    }
}

/// Reads a catalogue row by row; UTF-8, Latin-1 and Windows-1252, commas or tabs.
///
/// Calls `each` with the row's number (the header is 1) and a film, or a complaint about a row
/// that holds none. IMDb's rows that are no films are passed over. `\N` is IMDb's empty cell.
///
/// # Errors
/// [`ComplaintKind::MissingColumns`] when no column names titles; [`ComplaintKind::BadRow`] when
/// the bytes cannot be read on.
pub fn read_catalogue(
    reader: impl Read,
    is_tsv: bool,
    each: &mut dyn FnMut(u64, Result<CatalogueFilm, Complaint>) -> ControlFlow<()>,
) -> Result<(), Complaint> {
    let unreadable = |error: &dyn std::fmt::Display| {
        Complaint::lost(ComplaintKind::BadRow, "", format!("the catalogue cannot be read: {error}"))
    };
    let mut table = csv::ReaderBuilder::new()
        .delimiter(if is_tsv { b'\t' } else { b',' })
        .quoting(!is_tsv)
        .flexible(true)
        .from_reader(decoding_reader(reader).map_err(|error| unreadable(&error))?);
    let names = table.headers().map_err(|error| unreadable(&error))?.clone();
    let columns: Vec<Column> = names.iter().map(column_of).collect();
    if !columns.contains(&Column::Title) {
        return Err(Complaint::lost(
            ComplaintKind::MissingColumns,
            "line 1",
            format!(
                "expected a column `title` (or IMDb's `primaryTitle`), found {}",
                names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
            ),
        ));
    }
    let mut record = csv::StringRecord::new();
    loop {
        let row = table.position().line();
        match table.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {}
            Err(error) if error.is_io_error() => return Err(unreadable(&error)),
            Err(error) => {
                let complaint = Complaint::lost(
                    ComplaintKind::BadRow,
                    format!("line {row}"),
                    error.to_string(),
                );
                if each(row, Err(complaint)).is_break() {
                    return Ok(());
                }
                continue;
            }
        }
        let Some(film) = film_of(&columns, &record, row) else { continue };
        if each(row, film).is_break() {
            return Ok(());
        }
    }
}

/// The film of one row; none for a row of another kind of title.
fn film_of(
    columns: &[Column],
    record: &csv::StringRecord,
    row: u64,
) -> Option<Result<CatalogueFilm, Complaint>> {
    let mut film = CatalogueFilm::default();
    for (column, cell) in columns.iter().zip(record) {
        let cell = cell.trim();
        if cell.is_empty() || cell == "\\N" {
            continue;
        }
        match column {
            Column::Title => cell.clone_into(&mut film.title),
            Column::OtherTitle => film.other_titles.push(cell.to_owned()),
            Column::Year => film.year = cell.get(..4).and_then(|year| year.parse().ok()),
            Column::Directors => {
                film.directors = cell
                    .split([';', ','])
                    .map(|name| name.trim().to_owned())
                    .filter(|name| !name.is_empty())
                    .collect();
            }
            Column::Kind if !IMDB_FILM_TYPES.contains(&cell) => return None,
            Column::Key(scheme) => film.keys.push(FilmKey::new(scheme.clone(), cell)),
            Column::Kind | Column::Unused => {}
        }
    }
    if film.title.is_empty() {
        let place = format!("line {row}");
        let detail = "the row has no title";
        return Some(Err(Complaint::lost(ComplaintKind::BadRow, place, detail)));
    }
    let title = film.title.clone();
    film.other_titles.retain(|other| *other != title);
    Some(Ok(film))
}
