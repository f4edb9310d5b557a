//! A table of titles, each with the film of the record that it means. The record is only read.

mod written;

use crate::{IngestError, intake};
use ovation_film_index::{FilmIndex, IndexPlace};
use ovation_gather::{GatherLimits, walk};
use ovation_identify::{FilmAsked, FilmMatch, Index, Sureness};
use ovation_ledger::Ledger;
use ovation_read::{CatalogueFilm, ReadLimits, TitleColumns, TitleNames, read_titles, sniff};
use ovation_terms::{Complaint, ComplaintKind, FilmId, FilmRecord, MediaKind, Work, WorkSaid};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;

/// Films of matches that are looked up together.
const FILMS_AT_ONCE: usize = 2_000;

/// A table of titles, read whole.
#[derive(Clone, Debug, Default)]
pub struct TitlesTable {
    /// The names of its columns.
    pub columns: Vec<String>,
    rows: Vec<(u64, Vec<String>, TitleNames)>,
}

/// What became of one row.
#[derive(Clone, Debug)]
pub enum RowMatch {
    /// It was matched; what of it could not be read stands beside.
    Matched(FilmMatch, Vec<String>),
    /// It is a series, an episode or a game.
    NoFilm,
    /// It could not be read.
    Unread(String),
}

/// How many rows ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MatchCounts {
    /// All rows; the sum of the others.
    pub rows: u64,
    /// Rows whose film is sure.
    pub sure: u64,
    /// Rows that a person should look at.
    pub asks: u64,
    /// Rows whose film the record does not have.
    pub none: u64,
    /// Rows that could not be read.
    pub unread: u64,
}

/// A table of titles, matched.
#[derive(Clone, Debug)]
pub struct TitlesMatched {
    columns: Vec<String>,
    rows: Vec<(u64, Vec<String>, RowMatch)>,
    films: BTreeMap<FilmId, FilmRecord>,
    /// How many rows ended how.
    pub counts: MatchCounts,
}

/// Reads a table of titles from a file: CSV, TSV, JSON lines or a workbook, also packed.
///
/// # Errors
/// Why it is no such table: no file, several files, no column of titles.
pub fn titles_in(file: &Path, columns: &TitleColumns) -> Result<TitlesTable, Complaint> {
    let mut read: Option<Result<TitlesTable, Complaint>> = None;
    walk(file, &GatherLimits::default(), &mut |parcel| {
        if read.is_some() {
            read = Some(Err(refused("expected one table, found several files")));
            return ControlFlow::Break(());
        }
        let parcel = match parcel {
            Ok(parcel) => parcel,
            Err(missed) => {
                read = Some(Err(missed.complaint));
                return ControlFlow::Break(());
            }
        };
        let bytes = parcel.bytes();
        read = Some(bytes.and_then(|bytes| titles_of_bytes(parcel.name(), &bytes, columns)));
        ControlFlow::Continue(())
    });
    read.unwrap_or_else(|| Err(refused("there is no file here")))
}

/// The same of bytes at hand, which a file of this name holds.
///
/// # Errors
/// As [`titles_in`].
pub fn titles_of_bytes(
    name: &str,
    bytes: &[u8],
    columns: &TitleColumns,
) -> Result<TitlesTable, Complaint> {
    let media = match sniff(name, None, bytes) {
        media @ (MediaKind::Table | MediaKind::JsonLines | MediaKind::Spreadsheet) => media,
        // A list of one column has nothing that tells a table; its name has.
        _ if is_named_a_table(name) => MediaKind::Table,
        other => {
            return Err(refused(&format!(
                "expected a table (CSV, TSV, JSON lines, xlsx), found {other:?}"
            )));
        }
    };
    let mut rows = Vec::new();
    let columns = read_titles(bytes, media, columns, &ReadLimits::default(), &mut |row| {
        rows.push((row.line, row.cells, row.names));
        ControlFlow::Continue(())
    })?;
    Ok(TitlesTable { columns, rows })
}

fn is_named_a_table(name: &str) -> bool {
    let ending = Path::new(name).extension();
    ending.is_some_and(|ending| {
        ["csv", "tsv", "txt"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

fn refused(detail: &str) -> Complaint {
    Complaint::lost(ComplaintKind::BadRow, "", detail)
}

/// Says of each row which film of the record it means.
///
/// # Errors
/// What the record says.
pub async fn match_titles(
    ledger: &Ledger,
    place: &IndexPlace,
    table: TitlesTable,
) -> Result<TitlesMatched, IngestError> {
    let mut index = intake::film_index(ledger, place).await?;
    let mut found = matches_of(&index, &table);
    if index.is_damaged() {
        // It is not believed: the films are read from the record.
        FilmIndex::remove_file(ledger, place).await?;
        index = intake::film_index(ledger, place).await?;
        found = matches_of(&index, &table);
    }
    let mut wanted: BTreeSet<FilmId> = BTreeSet::new();
    let mut counts = MatchCounts::default();
    for told in &found {
        counts.rows += 1;
        match told {
            RowMatch::Matched(one, _) => {
                wanted.extend(one.candidates.iter().map(|(film, _)| *film));
                match one.sureness {
                    Sureness::Sure => counts.sure += 1,
                    Sureness::Asks => counts.asks += 1,
                    Sureness::None => counts.none += 1,
                }
            }
            RowMatch::NoFilm => counts.none += 1,
            RowMatch::Unread(_) => counts.unread += 1,
        }
    }
    let wanted: Vec<FilmId> = wanted.into_iter().collect();
    let mut films = BTreeMap::new();
    for some in wanted.chunks(FILMS_AT_ONCE) {
        films.extend(ledger.films(some).await?);
    }
    let rows = table.rows.into_iter().zip(found);
    Ok(TitlesMatched {
        columns: table.columns,
        rows: rows
            .map(|((line, cells, _), told)| (line, cells, told))
            .collect(),
        films,
        counts,
    })
}

fn matches_of(index: &Index, table: &TitlesTable) -> Vec<RowMatch> {
    let of = |names: &TitleNames| match names {
        TitleNames::Film(film) => {
            let complaints = film.complaints.iter().map(|it| it.detail.clone());
            RowMatch::Matched(index.matched(&asked(film)), complaints.collect())
        }
        TitleNames::NoFilm => RowMatch::NoFilm,
        TitleNames::Unread(complaint) => RowMatch::Unread(complaint.detail.clone()),
    };
    table.rows.iter().map(|(_, _, names)| of(names)).collect()
}

fn asked(film: &CatalogueFilm) -> FilmAsked {
    FilmAsked {
        title: Some(film.title.clone()),
        other_title: film.other_titles.first().cloned(),
        year: film.year,
        directors: film.directors.clone(),
        cast: film.cast.clone(),
        keys: film.keys.clone(),
        work: match film.work {
            Work::Film => None,
            Work::Series => Some(WorkSaid::Series),
            Work::Season { number, .. } => Some(WorkSaid::Season {
                number: Some(number),
            }),
        },
    }
}

#[cfg(test)]
mod tests;
