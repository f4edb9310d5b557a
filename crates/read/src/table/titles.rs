//! Tables that name films and need say nothing else: each row with its cells and the film it asks for.

use super::catalogue::{Column, Listed, columns_of, film_of};
use super::mend::mended;
use super::names::{KNOWN, forms};
use super::rows::{self, RawRow};
use super::sheet_rows::Wanted;
use super::values::directors_in;
use super::{CatalogueFilm, CatalogueRow, Field};
use crate::ReadLimits;
use ovation_terms::{Complaint, ComplaintKind, MediaKind, catalogue_called};
use std::io::Read;
use std::ops::ControlFlow;

/// Which columns hold what, where the operator says it; else it is told by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TitleColumns {
    /// The column of titles.
    pub title: Option<String>,
    /// The column of years.
    pub year: Option<String>,
    /// The column of directors.
    pub director: Option<String>,
}

/// One row of a table that names films.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TitleRow {
    /// The line it begins at.
    pub line: u64,
    /// Its cells as they stand there, as many as the table has columns.
    pub cells: Vec<String>,
    /// What it names.
    pub names: TitleNames,
}

/// What a row of a table of titles names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TitleNames {
    /// A film, by a title, by ids or both.
    Film(Box<CatalogueFilm>),
    /// A series, an episode, a game.
    NoFilm,
    /// Nothing that could be read.
    Unread(Complaint),
}

/// Reads a table of titles row by row, calling `each` with every row that holds anything; gives the names
/// of its columns.
///
/// A title is enough. Year, directors and ids of catalogues are read where there are columns of them, in
/// any language that tables of reviews are read in; a table of one column is a list of titles only where
/// its name says so.
///
/// # Errors
/// [`ComplaintKind::MissingColumns`] where no column holds titles or none is called as the operator says,
/// and what is no table at all.
pub fn read_titles(
    reader: impl Read,
    media: MediaKind,
    asked: &TitleColumns,
    limits: &ReadLimits,
    each: &mut dyn FnMut(TitleRow) -> ControlFlow<()>,
) -> Result<Vec<String>, Complaint> {
    let named = [&asked.title, &asked.year, &asked.director];
    let wanted = Wanted {
        mapped: named.into_iter().flatten().map(String::as_str).collect(),
        ..Wanted::default()
    };
    let mut source = rows::open(Box::new(reader), media, &wanted, limits)?;
    // The fields of JSON lines are known once rows were read.
    let mut sample = Vec::new();
    while sample.len() < limits.sample_rows {
        let Some(row) = source.next_row() else { break };
        sample.push(row);
    }
    let names = source.column_names();
    let columns = settle(&names, asked)?;
    let mut sample = sample.into_iter();
    while let Some(row) = sample.next().or_else(|| source.next_row()) {
        if row.lost.is_none() && row.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if each(told(&columns, names.len(), row)).is_break() {
            break;
        }
    }
    Ok(names)
}

fn told(columns: &[Column], width: usize, mut row: RawRow) -> TitleRow {
    let line = row.line;
    let mut cells = row.cells.clone();
    cells.resize(width.max(cells.len()), String::new());
    if let Some(complaint) = row.lost {
        return TitleRow {
            line,
            cells,
            names: TitleNames::Unread(complaint),
        };
    }
    for (column, cell) in columns.iter().zip(&mut row.cells) {
        if *column != Column::Unused
            && let Some((meant, _)) = mended(cell)
        {
            *cell = meant;
        }
    }
    let directors = columns.iter().position(|it| *it == Column::Directors);
    let directors = directors.and_then(|at| row.cell(at)).map(directors_in);
    let names = match film_of(columns, &row, Listed::Anything) {
        Ok(CatalogueRow::Film(mut film)) => {
            film.directors = directors.unwrap_or_default();
            TitleNames::Film(film)
        }
        Ok(_) => TitleNames::NoFilm,
        Err(complaint) => TitleNames::Unread(complaint),
    };
    TitleRow { line, cells, names }
}

/// What each column holds.
fn settle(names: &[String], asked: &TitleColumns) -> Result<Vec<Column>, Complaint> {
    let refuse = |detail: String| Complaint::lost(ComplaintKind::MissingColumns, "", detail);
    let listed = || {
        let names = names.iter().filter(|name| !name.is_empty());
        let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
        names.join(", ")
    };
    let by_catalogue = columns_of(names);
    let mut columns: Vec<Column> = names
        .iter()
        .zip(by_catalogue)
        .map(|(name, column)| match column {
            Column::Key(scheme) if catalogue_called(&scheme).is_none() => Column::Unused,
            Column::Unused => by_reviews(name),
            Column::Countries | Column::Genres | Column::Runtime | Column::Votes => Column::Unused,
            column => column,
        })
        .collect();
    // One column of titles: that of films rather than that of titles, which may be headlines, rather than
    // that of names, which may be people.
    let rank = |name: &str| forms(name).iter().map(|form| rank_of(form)).min();
    let titles = columns.iter().zip(names).zip(0..);
    let titles = titles.filter(|((column, _), _)| **column == Column::Title);
    let best = titles.min_by_key(|((_, name), at)| (rank(name), *at));
    let title = best.map(|(_, at)| at);
    only(&mut columns, &Column::Title, title);
    for (said, what, option) in [
        (&asked.title, Column::Title, "--title"),
        (&asked.year, Column::Year, "--year"),
        (&asked.director, Column::Directors, "--director"),
    ] {
        let Some(said) = said else { continue };
        let at = names.iter().position(|name| name == said).or_else(|| {
            let forms = forms(said);
            names.iter().position(|name| {
                let known = super::names::forms(name);
                !forms.is_empty() && known.first() == forms.first()
            })
        });
        let at = at.ok_or_else(|| {
            refuse(format!(
                "no column is called `{said}` ({option}); there are {}",
                listed()
            ))
        })?;
        only(&mut columns, &what, None);
        if let Some(column) = columns.get_mut(at) {
            *column = what;
        }
    }
    let tells = |column: &Column| {
        matches!(
            column,
            Column::Title | Column::OriginalTitle | Column::Key(_)
        )
    };
    if columns.iter().any(tells) {
        return Ok(columns);
    }
    Err(refuse(format!(
        "no column is known to hold titles; name it with --title, there are {}",
        listed()
    )))
}

/// Leaves one column of a kind, at a place; or none.
fn only(columns: &mut [Column], what: &Column, kept: Option<usize>) {
    for (column, at) in columns.iter_mut().zip(0..) {
        if column == what && kept != Some(at) {
            *column = Column::Unused;
        }
    }
}

fn rank_of(form: &str) -> u8 {
    match form {
        "name" => 2,
        "title" => 1,
        _ => 0,
    }
}

/// What a column of this name surely holds in a table of reviews, in any language.
fn by_reviews(name: &str) -> Column {
    let forms = forms(name);
    let known = KNOWN.iter().find(|known| {
        let is_one = |form: &String| known.names.contains(form);
        known.is_sure && forms.iter().any(is_one)
    });
    match known.map(|known| known.field) {
        Some(Field::Film) => Column::Title,
        Some(Field::Year) => Column::Year,
        Some(Field::Director) => Column::Directors,
        Some(Field::Imdb) => Column::Key("imdb".to_owned()),
        Some(Field::Tmdb) => Column::Key("tmdb".to_owned()),
        Some(Field::Wikidata) => Column::Key("wikidata".to_owned()),
        _ => Column::Unused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, asked: &TitleColumns) -> Result<(Vec<String>, Vec<TitleRow>), Complaint> {
        let is_json = text.starts_with('{');
        let name = if is_json {
            "titles.jsonl"
        } else {
            "titles.csv"
        };
        let media = crate::sniff(name, None, text.as_bytes());
        let mut rows = Vec::new();
        let limits = ReadLimits::default();
        let names = read_titles(text.as_bytes(), media, asked, &limits, &mut |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })?;
        Ok((names, rows))
    }

    fn film(row: &TitleRow) -> &CatalogueFilm {
        match &row.names {
            TitleNames::Film(film) => film,
            other => panic!("{other:?}"),
        }
    }

    /// Title, year, directors and ids of the first row.
    fn first(text: &str) -> String {
        let (_, rows) = read(text, &TitleColumns::default()).unwrap();
        let film = film(&rows[0]);
        let keys: Vec<String> = film.keys.iter().map(ToString::to_string).collect();
        let year = film.year.unwrap_or_default();
        format!(
            "{}|{year}|{}|{}",
            film.title,
            film.directors.join("+"),
            keys.join("+")
        )
    }

    #[test]
    fn titles_are_found_in_every_kind_of_table() {
        for (text, wanted) in [
            ("title\nThe Tin Orchard\nSalt\n", "The Tin Orchard|0||"),
            (
                "Film;Year;Seen\nSalt;1999;yes\nTin;2001;no\n",
                "Salt|1999||",
            ),
            (
                "Filmtitel;Jahr;Regie\nSalz;1999;Ada Falk und Otto Brand\n",
                "Salz|1999|Ada Falk+Otto Brand|",
            ),
            (
                "Name,Year,Letterboxd URI\nSalt,1999,x\nTin,2001,y\n",
                "Salt|1999||",
            ),
            (
                "name,film,title\nAda Quill,Salt,A fine day\nB C,Tin,No\n",
                "Salt|0||",
            ),
            ("title\tyear\nSalt (1999)\t\nTin\t2001\n", "Salt|1999||"),
            (
                "movie,imdb\n\"=\"\"1917\"\"\",63540\nTin,\n",
                "1917|0||imdb:tt0063540",
            ),
            ("imdb_id,note\ntt0063540,x\n", "|0||imdb:tt0063540"),
            (
                "{\"title\":\"Salt\",\"year\":1999}\n{\"title\":\"Tin\"}\n",
                "Salt|1999||",
            ),
        ] {
            assert_eq!(first(text), wanted, "{text}");
        }
    }

    #[test]
    fn the_operator_says_which_columns_hold_what() {
        let text = "a,b,c\nSalt,1999,Ada Falk\n";
        let refused = read(text, &TitleColumns::default()).unwrap_err();
        assert!(refused.detail.contains("--title"), "{refused}");
        let asked = TitleColumns {
            title: Some("A".to_owned()),
            year: Some("b".to_owned()),
            director: Some("c".to_owned()),
        };
        let (names, rows) = read(text, &asked).unwrap();
        assert_eq!(names, ["a", "b", "c"]);
        let film = film(&rows[0]);
        assert_eq!((film.title.as_str(), film.year), ("Salt", Some(1999)));
        assert_eq!(film.directors, ["Ada Falk"]);
        let asked = TitleColumns {
            year: Some("when".to_owned()),
            ..asked
        };
        let refused = read(text, &asked).unwrap_err();
        assert!(refused.detail.contains("`when` (--year)"), "{refused}");
    }

    #[test]
    fn every_row_keeps_its_cells_and_says_why_it_names_no_film() {
        let text = "title,year,titleType\nSalt,some day,movie\n,2001,movie\n\nTin,2001,tvSeries\nLead,2002,videoGame\n";
        let (_, rows) = read(text, &TitleColumns::default()).unwrap();
        assert_eq!(rows.len(), 4, "{rows:?}");
        let salt = film(&rows[0]);
        assert_eq!((salt.year, salt.complaints.len()), (None, 1));
        assert_eq!(rows[1].cells, ["", "2001", "movie"]);
        assert!(matches!(rows[1].names, TitleNames::Unread(_)));
        assert_eq!(film(&rows[2]).work, ovation_terms::Work::Series);
        assert_eq!(rows[3].names, TitleNames::NoFilm);
    }
}
