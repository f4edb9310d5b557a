//! Tables: rows of CSV, TSV and JSON lines, streamed, each row one review.

mod catalogue;
mod columns;
mod json_rows;
mod lines;
mod rows;
mod values;

use crate::dates::DayOrder;
use crate::{ReadLimits, dates};
use columns::Columns;
use ovation_terms::{Complaint, ComplaintKind, Day, MediaKind, ReviewFinding};
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;
use values::{RowReader, film_ids_are_numbers};

pub use catalogue::{CatalogueFilm, read_catalogue};
pub use columns::{Field, FieldError};

/// How a table is to be read.
#[derive(Clone, Debug)]
pub struct TableOptions {
    /// The file's stem: the namespace of bare-number film ids, `table:<name>`.
    pub name: String,
    /// The operator's mapping, field to column name; an empty name leaves the field out. Fields
    /// that are not named are guessed from the columns' names.
    pub map: BTreeMap<Field, String>,
    /// Whose ids a column of film ids holds, where not this table's own: `imdb`, `tmdb`,
    /// `wikidata`, or another table's name.
    pub ids_of: Option<String>,
    /// The order of dates like `3/4/2012`, where the operator says it; otherwise the column's own
    /// values settle it, or such dates are left out with a complaint.
    pub date_order: Option<DayOrder>,
    /// [`MediaKind::Table`] or [`MediaKind::JsonLines`].
    pub media: MediaKind,
    /// The day the table was fetched; later days are no day of publication.
    pub today: Day,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum TableRow {
    /// A review.
    Review {
        /// The line it begins at, counted from 1 with the header as 1.
        row: u64,
        /// What it says.
        finding: Box<ReviewFinding>,
        /// What of it could not be read; none of these lost the review.
        complaints: Vec<Complaint>,
    },
    /// A row that could not be read, and why.
    Lost(Complaint),
}

/// What was learnt of a table as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFacts {
    /// Rows handed on, lost ones included; blank lines do not count.
    pub rows: u64,
    /// Which column each field was read from.
    pub columns: BTreeMap<Field, String>,
    /// Columns that were not read.
    pub unused_columns: Vec<String>,
    /// The encoding, such as `UTF-8`.
    pub encoding: &'static str,
    /// Whether the film column holds bare numbers, which are ids within this table.
    pub film_ids: bool,
}

/// Reads a table row by row, handing each to `each` in order until it breaks off.
///
/// Delimiter, quoting and encoding are found from the first 64 kB; columns by their names, film
/// ids and the order of day and month from the first [`ReadLimits::sample_rows`] rows. Memory is
/// bounded by that sample and one row, whatever the table's size. One bad row never stops it.
///
/// # Errors
/// A [`Complaint`] when nothing can be read at all: no bytes, no columns that reviews need
/// (`missing-columns` lists those there are and an example of `--map`), too many columns, or a
/// stream that breaks before the first row. A stream that breaks later gives a lost row.
pub fn read_table(
    reader: impl Read,
    options: &TableOptions,
    limits: &ReadLimits,
    each: &mut dyn FnMut(TableRow) -> ControlFlow<()>,
) -> Result<TableFacts, Complaint> {
    let mut source = rows::open(Box::new(reader), options.media, limits)?;
    let mut sample = Vec::new();
    let mut sample_bytes = 0;
    while sample.len() < limits.sample_rows && sample_bytes < limits.sample_bytes {
        let Some(row) = source.next_row() else {
            break;
        };
        sample_bytes += row.size();
        sample.push(row);
    }
    let names = source.column_names();
    if names.is_empty() {
        return Err(first_trouble(&sample));
    }
    let columns = Columns::settle(names, options)?;
    let order = options.date_order.or_else(|| {
        let at = columns.place(Field::Date);
        let values = sample.iter().filter_map(|row| row.cell(at?));
        dates::judge_order(values)
    });
    let film_ids = film_ids_are_numbers(&columns, &sample);
    let reader = RowReader::new(&columns, options, order, film_ids);

    let mut handed = 0;
    let mut flow = ControlFlow::Continue(());
    let mut sample = sample.into_iter();
    while flow.is_continue() {
        let Some(row) = sample.next().or_else(|| source.next_row()) else {
            break;
        };
        if let Some(read) = reader.read(row) {
            handed += 1;
            flow = each(read);
        }
    }
    Ok(TableFacts {
        rows: handed,
        columns: columns.by_field(),
        unused_columns: columns.unused(),
        encoding: source.encoding(),
        film_ids,
    })
}

fn first_trouble(sample: &[rows::RawRow]) -> Complaint {
    sample
        .iter()
        .find_map(|row| row.lost.clone())
        .unwrap_or_else(|| {
            let detail = "the table has no rows; export it again with a line of column names";
            Complaint::lost(ComplaintKind::Empty, "", detail)
        })
}
