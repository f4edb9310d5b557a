//! Tables: rows of CSV, TSV and JSON lines, streamed, and of a workbook's sheet; each row one
//! review.

mod book;
mod catalogue;
mod columns;
mod exports;
mod field;
mod json_array;
mod json_rows;
mod languages;
mod lines;
mod mend;
mod names;
mod profile;
mod rows;
mod sheet_rows;
mod tally;
mod titles;
mod values;
mod whose;

use crate::ReadLimits;
use ovation_language::dates::{DayOrder, OrderSeen};
pub(crate) use profile::is_person;
pub(crate) use values::stated_verdict;

use columns::Columns;
use ovation_terms::{Complaint, ComplaintKind, Day, MediaKind, ReviewFinding};
use sheet_rows::Wanted;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;
use values::{RowReader, film_ids_are_numbers};

pub use catalogue::{
    CatalogueFilm, CatalogueKind, CatalogueRow, ClassTree, WikidataFilm, WikidataRow,
    catalogue_kind, read_catalogue, read_wikidata_films, read_wikidata_names,
};
pub use columns::ColumnUse;
pub use field::{Field, FieldError};
pub use tally::Unread;
pub use titles::{TitleColumns, TitleNames, TitleRow, read_titles};

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
    /// What a first pass over the whole table told of the order of its dates ([`TableFacts`]); else
    /// the sample tells.
    pub order_seen: Option<OrderSeen>,
    /// The sheet to read, of a workbook; else the only one that holds rows.
    pub sheet: Option<String>,
    /// The top of the scale of numbers printed without one, where the operator says it: `10`.
    pub scale: Option<String>,
    /// What printed ratings are worth, 0 to 1, where the operator says it: `Awful` to `0.1`.
    pub worth: BTreeMap<String, String>,
    /// Who signed the rows of a table that has no column for it, where the operator says it.
    pub critic: Option<String>,
    /// Where the rows of a table that has no column for it ran, where the operator says it.
    pub outlet: Option<String>,
    /// Lines to pass over at the top; 0: the names of the columns are sought.
    pub skip: u64,
    /// [`MediaKind::Table`], [`MediaKind::JsonLines`] or [`MediaKind::Spreadsheet`].
    pub media: MediaKind,
    /// Whether rows that rate a series or a season are reviews too; else they are passed over.
    pub series: bool,
    /// The day the table was fetched; later days are no day of publication.
    pub today: Day,
}

impl TableOptions {
    /// Options that leave everything to be guessed.
    pub fn new(name: &str, media: MediaKind, today: Day) -> Self {
        Self {
            name: name.to_owned(),
            map: BTreeMap::new(),
            ids_of: None,
            date_order: None,
            order_seen: None,
            sheet: None,
            scale: None,
            worth: BTreeMap::new(),
            critic: None,
            outlet: None,
            skip: 0,
            media,
            series: false,
            today,
        }
    }
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum TableRow {
    /// A review.
    #[non_exhaustive]
    Review {
        /// The line it begins at, counted from 1 with the header as 1.
        row: u64,
        /// The table's own id of the row, where it has one.
        id: Option<String>,
        /// What it says.
        finding: Box<ReviewFinding>,
        /// What of it could not be read; none of these lost the review.
        complaints: Vec<Complaint>,
    },
    /// A row that could not be read, and why.
    Lost(Complaint),
}

/// What was learnt of a table as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableFacts {
    /// Rows handed on, lost ones included; blank lines do not count. It is `reviews` + `lost`.
    pub rows: u64,
    /// Rows that are reviews.
    pub reviews: u64,
    /// Rows that could not be read, each with its complaint.
    pub lost: u64,
    /// Rows that hold nothing.
    pub blank: u64,
    /// Rows or lines above the names of the columns that say something else.
    pub above: u64,
    /// Reviews that name their critic.
    pub signed: u64,
    /// Every column and what became of it.
    pub uses: Vec<ColumnUse>,
    /// Columns that are not used and may hold the critic, the likelier first; none where one does.
    pub may_be_critics: Vec<String>,
    /// Values that could not be read, by the field that lacks them.
    pub unread: BTreeMap<Field, Unread>,
    /// Dates that could be read two ways, and were left out.
    pub two_ways: Unread,
    /// The order in which dates were read.
    pub order: Option<DayOrder>,
    /// What the column of dates told of their order, over all rows.
    pub order_seen: OrderSeen,
    /// Of a workbook: the sheet that was read.
    pub sheet: Option<String>,
    /// Of a workbook: all sheets that hold rows.
    pub sheets: Vec<String>,
    /// Which column each field was read from.
    pub columns: BTreeMap<Field, String>,
    /// Columns that were not read.
    pub unused_columns: Vec<String>,
    /// The encoding, such as `UTF-8`.
    pub encoding: &'static str,
    /// Whether the film column holds bare numbers, which are ids within this table.
    pub film_ids: bool,
    /// Whose export it is, where its columns tell.
    pub export: Option<String>,
    /// Rows and lines that are no reviews, by what they are: the names of the columns once more, sums,
    /// remarks, ratings of series.
    pub passed_over: BTreeMap<String, u64>,
    /// Cells that were mended, by what was wrong with them.
    pub mended: BTreeMap<String, u64>,
    /// Of what the operator said of all rows, what a column of the table says itself: the fields.
    pub not_heard: Vec<Field>,
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
    let wanted = Wanted {
        sheet: options.sheet.as_deref(),
        mapped: options.map.values().map(String::as_str).collect(),
        skip: options.skip,
    };
    let mut source = rows::open(Box::new(reader), options.media, &wanted, limits)?;
    let sample = sample_of(&mut source, limits);
    let names = source.column_names();
    if names.is_empty() {
        return Err(first_trouble(&sample));
    }
    let mut columns = Columns::settle(names, options, &sample)?;
    let dates_at = columns.place(Field::Date);
    let seen = options
        .order_seen
        .unwrap_or_else(|| order_in(&sample, dates_at));
    let order = options.date_order.or_else(|| seen.order());
    let film_ids = film_ids_are_numbers(&columns, &sample);
    let mut reader = RowReader::new(&columns, options, order, film_ids);
    let not_heard = reader.not_heard(options);
    let has_unnamed = columns.has_unnamed();

    let mut order_seen = OrderSeen::default();
    let mut handed = 0;
    let mut flow = ControlFlow::Continue(());
    let mut sample = sample.into_iter();
    while flow.is_continue() {
        let Some(row) = sample.next().or_else(|| source.next_row()) else {
            break;
        };
        if let Some(date) = dates_at.and_then(|at| row.cell(at)) {
            order_seen.note(date);
        }
        if has_unnamed {
            columns.note_filled(&row);
        }
        if let Some(read) = reader.read(row) {
            handed += 1;
            flow = each(read);
        }
    }
    let tally = reader.tally;
    Ok(TableFacts {
        not_heard,
        rows: handed,
        order,
        order_seen,
        film_ids,
        ..facts(tally, &columns, &source)
    })
}

/// What is told of a table when its rows are read, but for what the rows handed on say.
fn facts(mut tally: tally::Tally, columns: &Columns, source: &rows::Rows<'_>) -> TableFacts {
    for _ in 0..source.remarks() {
        tally.pass_over("a remark");
    }
    let late = source.late_names();
    let mut uses = columns.uses();
    uses.extend(late.iter().map(|name| use_of_late(name)));
    let mut unused = columns.unused();
    unused.extend(late);
    let sheet = source.sheet();
    TableFacts {
        reviews: tally.reviews,
        lost: tally.lost,
        blank: tally.blank + source.blank(),
        above: source.above(),
        signed: tally.signed,
        uses,
        may_be_critics: columns.may_be_critics(),
        unread: tally.unread,
        two_ways: tally.two_ways,
        sheet: sheet.map(|sheet| sheet.name.clone()),
        sheets: sheet.map_or_else(Vec::new, |sheet| sheet.sheets.clone()),
        columns: columns.by_field(),
        unused_columns: unused,
        encoding: source.encoding(),
        export: columns.export().map(|export| export.name.clone()),
        passed_over: tally.passed_over,
        mended: tally.mended,
        ..TableFacts::default()
    }
}

/// The first rows of a table, by which its columns are settled.
fn sample_of(source: &mut rows::Rows<'_>, limits: &ReadLimits) -> Vec<rows::RawRow> {
    let mut sample = Vec::new();
    let mut bytes = 0;
    while sample.len() < limits.sample_rows && bytes < limits.sample_bytes {
        let Some(row) = source.next_row() else {
            break;
        };
        bytes += row.size();
        sample.push(row);
    }
    sample
}

/// What a column's first dates tell of the order of day and month.
fn order_in(sample: &[rows::RawRow], dates_at: Option<usize>) -> OrderSeen {
    let mut seen = OrderSeen::default();
    let values = sample.iter().filter_map(|row| row.cell(dates_at?));
    values.for_each(|value| seen.note(value));
    seen
}

/// What becomes of a column whose name came too late.
fn use_of_late(name: &str) -> ColumnUse {
    ColumnUse {
        column: name.to_owned(),
        field: None,
        why: "it comes too late or stands too deep in the lines to be a column".to_owned(),
    }
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
