//! What a view's table is: its columns and their kinds.

use crate::db::Arg;

/// What a column holds, the same in both databases.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Int,
    Real,
    Text,
    Bytes,
    Bool,
}

/// A view's table.
#[derive(Debug)]
pub(crate) struct Table {
    /// What it is read by.
    pub(crate) name: &'static str,
    /// The tables that hold its rows; new ones go into the first.
    pub(crate) stored: &'static [&'static str],
    /// Columns in the order of the rows' values.
    pub(crate) columns: &'static [(&'static str, Kind)],
    /// The unique key, by which digests are ordered.
    pub(crate) key: &'static str,
    /// What an insert does when the key is there already; empty where it never is.
    pub(crate) conflict: &'static str,
}

/// Pushes the values of one row.
pub(crate) type Push<'p, 'w> = &'p mut dyn FnMut(&mut Vec<Arg<'w>>);

/// A text for a column: PostgreSQL takes no NUL in one.
pub(crate) fn shown(text: &str) -> Box<str> {
    if text.contains('\0') {
        text.replace('\0', "").into()
    } else {
        text.into()
    }
}
