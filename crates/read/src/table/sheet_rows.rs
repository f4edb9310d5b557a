//! Rows of a sheet: where its names stand, and what lies below.

use super::book::{Numbered, SheetCells, read_sheet};
use super::names::{KNOWN, forms};
use super::rows::RawRow;
use crate::ReadLimits;
use ovation_terms::{Complaint, ComplaintKind, fold};
use std::io::Read;

/// Among how many rows the line of names is sought.
const HEAD_ROWS: usize = 20;

/// What is asked of a workbook.
#[derive(Default)]
pub(super) struct Wanted<'a> {
    /// The sheet; else the only one that holds rows.
    pub(super) sheet: Option<&'a str>,
    /// Names of columns that the operator maps.
    pub(super) mapped: Vec<&'a str>,
    /// Lines that the operator says to pass over at the top.
    pub(super) skip: u64,
}

/// Rows of one sheet of a workbook.
pub(super) struct SheetRows {
    pub(super) names: Vec<String>,
    rows: std::vec::IntoIter<Numbered>,
    /// The sheet's name.
    pub(super) name: String,
    /// Names of all sheets with rows.
    pub(super) sheets: Vec<String>,
    /// Rows above the names: a heading, a date, a group of columns.
    pub(super) above: u64,
    broken: Option<Complaint>,
    field_bytes: usize,
}

impl SheetRows {
    pub(super) fn open(
        reader: Box<dyn Read + '_>,
        wanted: &Wanted<'_>,
        limits: &ReadLimits,
    ) -> Result<Self, Complaint> {
        let mut bytes = Vec::new();
        let most = limits.book_bytes as u64;
        let taken = reader.take(most + 1).read_to_end(&mut bytes);
        if let Err(error) = taken {
            return Err(super::lines::broken_stream("", &error));
        }
        if bytes.len() > limits.book_bytes {
            let detail = format!(
                "the workbook is larger than {} MiB, the most that is read; save the sheet as CSV",
                limits.book_bytes >> 20
            );
            return Err(Complaint::lost(ComplaintKind::TooLarge, "", detail));
        }
        let cells = read_sheet(&bytes, wanted.sheet, limits)?;
        drop(bytes);
        let SheetCells {
            name,
            sheets,
            mut rows,
            broken,
        } = cells;
        let skip = usize::try_from(wanted.skip).unwrap_or(usize::MAX);
        let at = if skip > 0 {
            skip.min(rows.len())
        } else {
            names_at(&rows, wanted)
        };
        let below = rows.split_off((at + 1).min(rows.len()));
        let names = rows.pop().map(|(_, names)| names).unwrap_or_default();
        let width = below.iter().map(|(_, cells)| cells.len()).max();
        let mut names: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
        // A column without a name may hold something all the same.
        names.resize(names.len().max(width.unwrap_or(0)), String::new());
        Ok(Self {
            names,
            rows: below.into_iter(),
            name,
            sheets,
            above: rows.len() as u64,
            broken,
            field_bytes: limits.field_bytes,
        })
    }

    pub(super) fn next_row(&mut self) -> Option<RawRow> {
        let Some((line, mut cells)) = self.rows.next() else {
            return self
                .broken
                .take()
                .map(|complaint| RawRow::lost(0, complaint));
        };
        let most = self.field_bytes;
        if let Some(at) = cells.iter().position(|cell| cell.len() > most) {
            let size = cells.get(at).map_or(0, String::len);
            let name = self.names.get(at).map_or("", String::as_str);
            let detail = format!(
                "expected at most {most} bytes in `{name}`, found {size}; the row was left out"
            );
            let place = format!("line {line}");
            let complaint = Complaint::lost(ComplaintKind::FieldTooLarge, place, detail);
            return Some(RawRow::lost(line, complaint));
        }
        cells.resize(self.names.len(), String::new());
        Some(RawRow {
            line,
            cells,
            ..RawRow::default()
        })
    }
}

/// The row with the names of the columns: of the first rows the one with most names that are
/// known, else the first that has more than one cell.
fn names_at(rows: &[Numbered], wanted: &Wanted<'_>) -> usize {
    let mapped: Vec<String> = wanted.mapped.iter().map(|name| fold(name)).collect();
    let is_known = |cell: &&String| {
        let forms = forms(cell);
        let mut known = KNOWN.iter().flat_map(|known| &known.names);
        forms.iter().any(|form| mapped.contains(form)) || known.any(|name| forms.contains(name))
    };
    let head = rows.iter().take(HEAD_ROWS);
    let known = head.map(|(_, cells)| {
        let filled = cells.iter().filter(|cell| !cell.is_empty());
        filled.filter(is_known).count()
    });
    let known: Vec<usize> = known.collect();
    let most = known.iter().copied().max().unwrap_or(0);
    let by_names = known.iter().position(|count| *count == most);
    let by_cells = || {
        rows.iter()
            .take(HEAD_ROWS)
            .position(|(_, cells)| cells.iter().filter(|cell| !cell.is_empty()).count() > 1)
    };
    let at = if most > 0 { by_names } else { by_cells() };
    at.unwrap_or(0)
}
