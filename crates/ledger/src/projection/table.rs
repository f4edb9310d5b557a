//! Tables as sources with rows: which review stands in which row of each version, and imports that
//! were taken back.

use super::columns::Kind::{Bool, Bytes, Int};
use super::columns::{Push, Table};
use crate::db::Arg;
use ovation_terms::{RowPlace, RowsKept, TableRead};
use std::collections::BTreeMap;

/// Rows of tables. Rows of one version follow from the entries of that version and from the rows of the
/// version it was compared with.
pub(crate) const TABLE_ROW: Table = Table {
    name: "table_row",
    stored: &["table_row"],
    columns: &[
        ("source", Int),
        ("place", Int),
        ("review", Int),
        ("identity", Bytes),
        ("content", Bytes),
    ],
    key: "source, place",
    conflict: "nothing",
};
/// Tables that were read to their end: the entry that says so last.
pub(crate) const TABLE_IMPORT: Table = Table {
    name: "table_import",
    stored: &["table_import"],
    columns: &[("source", Int), ("entry", Int), ("earlier", Int)],
    key: "source",
    conflict: "update set entry = excluded.entry, earlier = excluded.earlier",
};
/// Imports that were taken back, or once were: the entry that says so last.
pub(crate) const UNDONE_IMPORT: Table = Table {
    name: "undone_import",
    stored: &["undone_import"],
    columns: &[("source", Int), ("entry", Int), ("undone", Bool)],
    key: "source",
    conflict: "update set entry = excluded.entry, undone = excluded.undone",
};

/// A row: its review, identity and content.
pub(crate) type RowHeld = (i64, [u8; 16], [u8; 16]);

/// Rows in memory.
#[derive(Debug, Default)]
pub(crate) struct TableRows {
    /// By source and row.
    made: BTreeMap<(i64, i64), RowHeld>,
    /// Those of the tables that entries at hand refer to.
    loaded: BTreeMap<(i64, i64), RowHeld>,
    imports: BTreeMap<i64, (i64, Option<i64>)>,
    undone: BTreeMap<i64, (i64, bool)>,
}

impl TableRows {
    /// Takes a stored row that an entry refers to.
    pub(crate) fn load(&mut self, source: i64, row: i64, held: RowHeld) {
        self.loaded.insert((source, row), held);
    }

    /// A review was read in a row.
    pub(crate) fn place(&mut self, source: i64, review: i64, row: &RowPlace, content: [u8; 16]) {
        let content = row.content.map_or(content, |content| content.0);
        let held = (review, row.identity.0, content);
        self.made.entry((source, row.row)).or_insert(held);
    }

    /// Rows say what they said; gives their reviews.
    ///
    /// # Errors
    /// There was no such row.
    pub(crate) fn keep(&mut self, kept: &RowsKept) -> Result<Vec<i64>, String> {
        let (source, earlier) = (kept.source.0, kept.earlier.0);
        let mut reviews = Vec::new();
        for run in &kept.runs {
            for place in 0..run.count {
                let (from, to) = (run.from + place, run.to + place);
                let held = self.made.get(&(earlier, from));
                let held = held.or_else(|| self.loaded.get(&(earlier, from)));
                let held = *held.ok_or_else(|| format!("source {earlier} has no row {from}"))?;
                reviews.push(held.0);
                self.made.entry((source, to)).or_insert(held);
            }
        }
        Ok(reviews)
    }

    /// A table was read to its end; said again where that withdrew what was missing already.
    pub(crate) fn end(&mut self, seq: i64, read: &TableRead) {
        let source = read.source.0;
        let earlier = read.earlier.map(|earlier| earlier.0);
        self.imports.insert(source, (seq, earlier));
        for (row, gone) in (1..).zip(&read.gone) {
            let held = (gone.review.0, gone.identity.0, gone.content.0);
            self.made.entry((source, -row)).or_insert(held);
        }
    }

    /// An import was taken back, or stands again.
    pub(crate) fn undo(&mut self, seq: i64, source: i64, undone: bool) {
        self.undone.insert(source, (seq, undone));
    }

    /// Gives the values of every row, in the tables' order.
    pub(crate) fn each<'w>(&'w self, each: &mut dyn FnMut(&'static Table, Push<'_, 'w>)) {
        for ((source, row), (review, identity, content)) in &self.made {
            each(&TABLE_ROW, &mut |to| {
                to.extend([
                    Arg::int(*source),
                    Arg::int(*row),
                    Arg::int(*review),
                    Arg::bytes(identity),
                    Arg::bytes(content),
                ]);
            });
        }
        for (source, (entry, earlier)) in &self.imports {
            each(&TABLE_IMPORT, &mut |to| {
                to.extend([Arg::int(*source), Arg::int(*entry), Arg::Int(*earlier)]);
            });
        }
        for (source, (entry, undone)) in &self.undone {
            each(&UNDONE_IMPORT, &mut |to| {
                to.extend([Arg::int(*source), Arg::int(*entry), Arg::Bool(*undone)]);
            });
        }
    }
}
