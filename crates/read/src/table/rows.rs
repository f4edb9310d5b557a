//! Rows of delimited text, with quotation marks that may never close.

mod head;
mod split;

use super::json_array::rows_of_json;
use super::json_rows::JsonRows;
use super::lines::{Line, Lines, Next};
use super::mend::see;
use super::sheet_rows::{SheetRows, Wanted};
use crate::ReadLimits;
use head::Head;
use ovation_terms::{Complaint, ComplaintKind, MediaKind};
use split::{Splitter, count_fields, is_row, shows_quoting, split_plain, stated_delimiter};
use std::collections::VecDeque;
use std::io::Read;

/// One row's cells, in the order of the columns, or why it was lost.
#[derive(Clone, Debug, Default)]
pub(super) struct RawRow {
    /// The line it begins at.
    pub(super) line: u64,
    pub(super) cells: Vec<String>,
    pub(super) complaints: Vec<Complaint>,
    pub(super) lost: Option<Complaint>,
}

impl RawRow {
    pub(super) fn lost(line: u64, complaint: Complaint) -> Self {
        Self {
            line,
            lost: Some(complaint),
            ..Self::default()
        }
    }

    /// The cell at a place, trimmed; none when blank.
    pub(super) fn cell(&self, at: usize) -> Option<&str> {
        let cell = self.cells.get(at)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// Bytes it holds.
    pub(super) fn size(&self) -> usize {
        self.cells.iter().map(|cell| cell.len() + 24).sum::<usize>() + 64
    }
}

/// Where rows come from.
pub(super) enum Rows<'a> {
    Delimited(DelimitedRows<'a>),
    Json(JsonRows<'a>),
    Sheet(SheetRows),
}

impl Rows<'_> {
    /// The next row, its cells as a reader sees them.
    pub(super) fn next_row(&mut self) -> Option<RawRow> {
        let mut row = match self {
            Self::Delimited(rows) => rows.next_row(),
            Self::Json(rows) => rows.next_row(),
            Self::Sheet(rows) => rows.next_row(),
        }?;
        row.cells.iter_mut().for_each(see);
        Some(row)
    }

    /// The columns known so far; settled once the sample was read.
    pub(super) fn column_names(&mut self) -> Vec<String> {
        match self {
            Self::Delimited(rows) => rows.names.clone(),
            Self::Json(rows) => rows.close_names(),
            Self::Sheet(rows) => rows.names.clone(),
        }
    }

    pub(super) fn encoding(&self) -> &'static str {
        match self {
            Self::Delimited(rows) => rows.lines.encoding(),
            Self::Json(rows) => rows.encoding(),
            Self::Sheet(_) => "UTF-8",
        }
    }

    /// Lines that hold nothing, met so far.
    pub(super) fn blank(&self) -> u64 {
        match self {
            Self::Delimited(rows) => rows.blank,
            Self::Json(rows) => rows.blank,
            Self::Sheet(_) => 0,
        }
    }

    /// Lines or rows above the names of the columns that say something else.
    pub(super) fn above(&self) -> u64 {
        match self {
            Self::Delimited(rows) => rows.above,
            Self::Json(_) => 0,
            Self::Sheet(rows) => rows.above,
        }
    }

    /// Lines among the rows that are remarks, met so far.
    pub(super) fn remarks(&self) -> u64 {
        match self {
            Self::Delimited(rows) => rows.remarks,
            Self::Json(_) | Self::Sheet(_) => 0,
        }
    }

    /// Names that were met too late or too deep to have a column.
    pub(super) fn late_names(&self) -> Vec<String> {
        match self {
            Self::Json(rows) => rows.late_names(),
            Self::Delimited(_) | Self::Sheet(_) => Vec::new(),
        }
    }

    /// The sheet that is read, of a workbook.
    pub(super) fn sheet(&self) -> Option<&SheetRows> {
        match self {
            Self::Sheet(rows) => Some(rows),
            Self::Delimited(_) | Self::Json(_) => None,
        }
    }
}

/// Opens a table and reads its column names.
pub(super) fn open<'a>(
    reader: Box<dyn Read + 'a>,
    media: MediaKind,
    wanted: &Wanted<'_>,
    limits: &ReadLimits,
) -> Result<Rows<'a>, Complaint> {
    if media == MediaKind::Spreadsheet {
        return SheetRows::open(reader, wanted, limits).map(Rows::Sheet);
    }
    if media == MediaKind::JsonLines {
        let (lines, _) = Lines::open(rows_of_json(reader)?, limits)?;
        return Ok(Rows::Json(JsonRows::new(lines, limits)));
    }
    let (lines, text) = Lines::open(reader, limits)?;
    let Head { at, delimiter } = Head::of(&text, wanted);
    let below = text.split_inclusive(['\n', '\r']).skip(at);
    let mut rows = DelimitedRows {
        lines,
        ahead: VecDeque::new(),
        blank: 0,
        above: 0,
        remarks: 0,
        delimiter,
        quoting: delimiter != '\t' || shows_quoting(&below.collect::<String>()),
        names: Vec::new(),
        limits: limits.clone(),
    };
    rows.pass_over(at);
    rows.read_names()?;
    Ok(Rows::Delimited(rows))
}

/// Rows of CSV and the like.
pub(super) struct DelimitedRows<'a> {
    lines: Lines<'a>,
    /// Lines read ahead while looking for a closing quotation mark.
    ahead: VecDeque<Next>,
    /// Blank lines among the rows, met so far.
    blank: u64,
    /// Lines above the names of the columns that say something else.
    above: u64,
    /// Lines among the rows that are remarks, met so far.
    remarks: u64,
    delimiter: char,
    quoting: bool,
    names: Vec<String>,
    limits: ReadLimits,
}

impl DelimitedRows<'_> {
    /// Passes over the lines above the names of the columns.
    fn pass_over(&mut self, lines: usize) {
        for _ in 0..lines {
            match self.next() {
                Next::End => return,
                Next::Line(line) if line.text.trim().is_empty() => {}
                Next::Line(line) if stated_delimiter(&line.text).is_some() => {}
                Next::Line(_) | Next::Lost(_) => self.above += 1,
            }
        }
    }

    fn read_names(&mut self) -> Result<(), Complaint> {
        loop {
            match self.next() {
                Next::End => return Ok(()),
                Next::Lost(complaint) => return Err(complaint),
                Next::Line(line) if line.text.trim().is_empty() => {}
                // What spreadsheets write for themselves: `sep=;`.
                Next::Line(line) if stated_delimiter(&line.text).is_some() => {
                    self.delimiter = stated_delimiter(&line.text).unwrap_or(self.delimiter);
                }
                Next::Line(line) => {
                    let row = self.row(line, None);
                    if let Some(complaint) = row.lost {
                        return Err(complaint);
                    }
                    if row.cells.len() > self.limits.columns {
                        let detail = format!(
                            "expected at most {} columns, found {}",
                            self.limits.columns,
                            row.cells.len()
                        );
                        return Err(Complaint::lost(ComplaintKind::TooMany, "line 1", detail));
                    }
                    self.names = row
                        .cells
                        .iter()
                        .map(|name| name.trim().to_owned())
                        .collect();
                    return Ok(());
                }
            }
        }
    }

    fn next(&mut self) -> Next {
        self.ahead.pop_front().unwrap_or_else(|| self.lines.next())
    }

    fn next_row(&mut self) -> Option<RawRow> {
        loop {
            match self.next() {
                Next::End => return None,
                Next::Lost(complaint) => return Some(RawRow::lost(0, complaint)),
                Next::Line(line) if line.text.trim().is_empty() => self.blank += 1,
                Next::Line(line) if self.is_remark(&line.text) => self.remarks += 1,
                Next::Line(line) => return Some(self.row(line, Some(self.names.len()))),
            }
        }
    }

    /// Whether a line begins as remarks do and has not the cells of a row.
    fn is_remark(&self, line: &str) -> bool {
        line.starts_with('#') && count_fields(line, self.delimiter) != self.names.len()
    }

    /// Makes a row of a line and, where a quoted field goes on, of those after it.
    fn row(&mut self, line: Line, expected: Option<usize>) -> RawRow {
        // Made only where something is told: rows are many.
        let number = line.number;
        let place = || format!("line {number}");
        let mut row = RawRow {
            line: line.number,
            ..RawRow::default()
        };
        if self.quoting && line.text.contains('"') {
            let mut splitter = Splitter::new(self.delimiter);
            splitter.feed(&line.text);
            let was_open = splitter.is_open();
            let is_whole = !was_open || self.follow(&mut splitter, expected);
            let cells = splitter.finish();
            let fits = expected.is_none_or(|expected| cells.len() == expected);
            if is_whole && (fits || !line.text.contains('"')) {
                row.cells = cells;
            } else {
                row.cells = split_plain(&line.text, self.delimiter);
                let is_readable = expected.is_none_or(|expected| row.cells.len() == expected);
                if is_readable {
                    let detail = "a quotation mark opened here is never closed; \
                                  it was read as printed";
                    let complaint = Complaint::minor(ComplaintKind::BadRow, place(), detail);
                    row.complaints.push(complaint);
                } else if was_open {
                    let detail = "a quotation mark opened here is never closed; the row was left \
                                  out and reading went on at the next line";
                    row.lost = Some(Complaint::lost(ComplaintKind::BadRow, place(), detail));
                    return row;
                } else {
                    row.cells = cells;
                }
            }
        } else {
            row.cells = split_plain(&line.text, self.delimiter);
        }
        row.complaints.extend(line.damage);
        self.check(&mut row, expected);
        row
    }

    fn check(&self, row: &mut RawRow, expected: Option<usize>) {
        let number = row.line;
        let place = || format!("line {number}");
        let most = self.limits.field_bytes;
        if let Some(at) = row.cells.iter().position(|cell| cell.len() > most) {
            let size = row.cells.get(at).map_or(0, String::len);
            let name = self.names.get(at).map_or("", String::as_str);
            let detail = format!(
                "expected at most {most} bytes in `{name}`, found {size}; the row was left out"
            );
            row.lost = Some(Complaint::lost(
                ComplaintKind::FieldTooLarge,
                place(),
                detail,
            ));
            return;
        }
        let Some(expected) = expected else {
            return;
        };
        // A delimiter at the end of every line is a habit of some exports.
        while row.cells.len() > expected && row.cells.last().is_some_and(|c| c.trim().is_empty()) {
            row.cells.pop();
        }
        if row.cells.len() != expected {
            let detail = format!("expected {expected} fields, found {}", row.cells.len());
            row.lost = Some(Complaint::lost(ComplaintKind::BadRow, place(), detail));
        }
    }

    /// Feeds further lines until the open quotation mark closes. When it does not, or closes where
    /// no field ends, or swallows lines that are whole rows themselves, nothing is consumed and
    /// the answer is no.
    fn follow(&mut self, splitter: &mut Splitter, expected: Option<usize>) -> bool {
        let mut taken: Vec<Next> = Vec::new();
        let mut bytes = 0;
        let mut whole_rows = 0;
        let mut damage = None;
        let is_closed = loop {
            if taken.len() >= self.limits.field_lines || bytes > self.limits.row_bytes {
                break false;
            }
            let next = self.next();
            let Next::Line(line) = &next else {
                taken.push(next);
                break false;
            };
            bytes += line.text.len();
            if damage.is_none() {
                damage.clone_from(&line.damage);
            }
            let before = splitter.oddities;
            splitter.next_line();
            splitter.feed(&line.text);
            let is_row = expected.is_some_and(|n| n > 2 && is_row(&line.text, self.delimiter, n));
            let is_odd = splitter.oddities > before;
            taken.push(next);
            if is_odd {
                break false;
            }
            if !splitter.is_open() {
                break true;
            }
            whole_rows += usize::from(is_row);
        };
        // The lines between the first and the last.
        let between = taken.len().saturating_sub(1);
        let swallows_rows = between >= 1 && whole_rows == between;
        let fits = expected.is_none_or(|expected| splitter.fields() == expected);
        if is_closed && fits && !swallows_rows {
            return true;
        }
        for next in taken.into_iter().rev() {
            self.ahead.push_front(next);
        }
        false
    }
}
