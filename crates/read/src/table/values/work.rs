//! What kind of work a row says that it rates: a series, a season of one.

use super::{Cells, RowReader, is_no_film};
use crate::table::rows::RawRow;
use ovation_language::seasons::{kind_in, season_named};
use ovation_terms::{Evidence, Sourced, WorkSaid};
use std::sync::Arc;

/// More seasons than any series has: a larger number in such a column is a year.
const MOST_SEASONS: u16 = 100;

impl RowReader {
    /// Whether the column of kinds says that a row rates something that is not read here. What only a number of
    /// a season tells is read, and waits: the column may hold another sort of season.
    pub(super) fn is_passed_over(&self, row: &RawRow) -> bool {
        let kind = self.kind.and_then(|at| row.cell(at));
        kind.is_some_and(|kind| match kind_in(kind) {
            Some(WorkSaid::Series | WorkSaid::Season { .. }) => !self.takes_series,
            Some(WorkSaid::Episode) => true,
            None => is_no_film(kind),
        })
    }

    /// The kind of work that a row states where it is no film, and the column that says so.
    pub(super) fn work_said(&self, row: &RawRow) -> Option<(WorkSaid, usize)> {
        let season = self
            .season
            .and_then(|at| Some((season_of(row.cell(at)?)?, at)));
        let cell = self.kind.and_then(|at| Some((row.cell(at)?, at)));
        let kind = cell.and_then(|(cell, at)| Some((kind_in(cell)?, at)));
        let says_film = cell.is_some() && kind.is_none();
        // `Series` beside the number of a season is that season.
        match (kind, season.filter(|_| !says_film)) {
            (_, Some((number, at))) => {
                let number = Some(number);
                Some((WorkSaid::Season { number }, at))
            }
            (kind, None) => kind,
        }
    }
}

impl Cells<'_> {
    /// The kind of work that the row states, where it is no film.
    pub(super) fn work(&self) -> Option<Sourced<WorkSaid>> {
        let (said, at) = self.reader.work_said(self.row)?;
        let column = self.reader.names.get(at).cloned();
        let evidence = Evidence::Cell {
            row: self.row.line,
            column: column.unwrap_or_else(|| Arc::from("")),
        };
        Some(Sourced::new(said, evidence))
    }
}

/// The number of a season in a cell of its column: `2`, `2.0`, `Season 2`, `S02`.
fn season_of(cell: &str) -> Option<u16> {
    let cell = cell.trim();
    let digits = cell.strip_suffix(".0").unwrap_or(cell);
    let number = match digits.parse::<u16>() {
        Ok(number) => number,
        Err(_no_number) => match season_named(cell)? {
            WorkSaid::Season { number } => number?,
            WorkSaid::Series | WorkSaid::Episode => return None,
        },
    };
    (1..MOST_SEASONS).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_is_a_small_number_or_its_words_and_never_a_year() {
        for (cell, number) in [
            ("2", Some(2)),
            ("02", Some(2)),
            ("2.0", Some(2)),
            ("Season 2", Some(2)),
            ("S02", Some(2)),
            ("Staffel 3", Some(3)),
            ("temporada 4", Some(4)),
            ("second season", Some(2)),
            ("2. Staffel", Some(2)),
            ("2023", None),
            ("2023-24", None),
            ("Autumn", None),
            ("S02E05", None),
            ("0", None),
            ("", None),
        ] {
            assert_eq!(season_of(cell), number, "{cell}");
        }
    }
}
