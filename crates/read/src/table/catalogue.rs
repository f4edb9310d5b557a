//! Catalogues of films: an operator's CSV, or IMDb's `title.basics` TSV.

use super::rows::{self, RawRow};
use super::sheet_rows::Wanted;
use crate::ReadLimits;
use ovation_terms::{Complaint, ComplaintKind, FilmKey, MediaKind};
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
        other => other
            .strip_suffix("id")
            .filter(|scheme| !scheme.is_empty())
            .map_or(Column::Unused, |scheme| Column::Key(scheme.to_owned())),
    }
}

/// Reads a catalogue row by row: delimited text or JSON lines, in any encoding tables may have.
///
/// Calls `each` with a film, or with a complaint about a row that holds none. IMDb's rows that are
/// no films are passed over, and `\\N` is its empty cell.
///
/// # Errors
/// [`ComplaintKind::MissingColumns`] when no column names titles, [`ComplaintKind::Empty`] and its
/// like when the bytes are no table.
///
/// # Source
/// <https://developer.imdb.com/non-commercial-datasets/>
pub fn read_catalogue(
    reader: impl Read,
    media: MediaKind,
    limits: &ReadLimits,
    each: &mut dyn FnMut(Result<CatalogueFilm, Complaint>) -> ControlFlow<()>,
) -> Result<(), Complaint> {
    let mut rows = rows::open(Box::new(reader), media, &Wanted::default(), limits)?;
    let mut next = rows.next_row();
    let names = rows.column_names();
    let columns: Vec<Column> = names.iter().map(|name| column_of(name)).collect();
    if !columns.contains(&Column::Title) {
        return Err(Complaint::lost(
            ComplaintKind::MissingColumns,
            "line 1",
            format!(
                "expected a column `title` (or IMDb's `primaryTitle`), found {}",
                names
                    .iter()
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        ));
    }
    while let Some(row) = next {
        let film = match &row.lost {
            Some(complaint) => Some(Err(complaint.clone())),
            None => film_of(&columns, &row),
        };
        if film.is_some_and(|film| each(film).is_break()) {
            break;
        }
        next = rows.next_row();
    }
    Ok(())
}

/// The film of one row; none for a row of another kind of title.
fn film_of(columns: &[Column], row: &RawRow) -> Option<Result<CatalogueFilm, Complaint>> {
    let mut film = CatalogueFilm::default();
    for (column, at) in columns.iter().zip(0..) {
        let Some(cell) = row.cell(at).filter(|cell| *cell != "\\N") else {
            continue;
        };
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
        let place = format!("line {}", row.line);
        let detail = "expected a title, found an empty cell";
        return Some(Err(Complaint::lost(ComplaintKind::BadRow, place, detail)));
    }
    let title = film.title.clone();
    film.other_titles.retain(|other| *other != title);
    Some(Ok(film))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn films(text: &str) -> (Vec<CatalogueFilm>, Vec<Complaint>) {
        let (mut films, mut lost) = (Vec::new(), Vec::new());
        read_catalogue(
            text.as_bytes(),
            MediaKind::Table,
            &ReadLimits::default(),
            &mut |film| {
                match film {
                    Ok(film) => films.push(film),
                    Err(complaint) => lost.push(complaint),
                }
                ControlFlow::Continue(())
            },
        )
        .unwrap();
        (films, lost)
    }

    #[test]
    fn reads_imdb_basics_and_passes_over_what_is_no_film() {
        let (films, lost) = films(
            "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\n\
             tt9000001\tmovie\tThe Lamplighter\tDer Laternenmann\t0\t2024\t\\N\n\
             tt9000002\ttvSeries\tHarbour Nine\tHarbour Nine\t0\t2020\t2022\n\
             tt9000003\tmovie\tUntitled \"Glass\" Project\tUntitled \"Glass\" Project\t0\t\\N\t\\N\n",
        );
        assert_eq!(lost, []);
        let titles: Vec<_> = films.iter().map(|film| film.title.as_str()).collect();
        assert_eq!(titles, ["The Lamplighter", "Untitled \"Glass\" Project"]);
        let first = films.first().unwrap();
        assert_eq!(first.other_titles, ["Der Laternenmann"]);
        assert_eq!(first.year, Some(2024));
        assert_eq!(first.keys, [FilmKey::new("imdb", "tt9000001")]);
        assert_eq!(films.get(1).unwrap().year, None);
    }

    #[test]
    fn a_row_without_a_title_is_lost_with_its_line_and_the_rest_is_read() {
        let (films, lost) = films("title,year,demo_id\nOne,2001,a\n,2002,b\nThree,2003,c\n");
        assert_eq!(films.len(), 2);
        assert_eq!(lost.first().unwrap().place, "line 3");
        assert_eq!(films.first().unwrap().keys, [FilmKey::new("demo", "a")]);
    }

    #[test]
    fn says_which_columns_it_found_when_none_names_titles() {
        let text = "a,b\n1,2\n";
        let limits = ReadLimits::default();
        let complaint = read_catalogue(text.as_bytes(), MediaKind::Table, &limits, &mut |_| {
            ControlFlow::Continue(())
        })
        .unwrap_err();
        assert_eq!(complaint.kind, ComplaintKind::MissingColumns);
        assert!(complaint.detail.contains("`a`, `b`"), "{complaint}");
    }
}
