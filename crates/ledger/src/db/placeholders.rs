//! Places for values in a statement, and how many fit in one.

use super::{Conn, Row, Side};
use crate::LedgerError;

/// Placeholders of one statement at most: beyond about this many a statement saves no more time.
const PLACEHOLDERS: usize = 8192;

/// Splits `rows` rows of `columns` columns into statements of few distinct sizes (powers of two),
/// so that the prepared ones are found again.
pub(crate) fn pieces(rows: usize, columns: usize) -> impl Iterator<Item = usize> {
    let mut left = rows;
    let mut size = 1;
    while size * 2 * columns <= PLACEHOLDERS {
        size *= 2;
    }
    std::iter::from_fn(move || {
        while size > left && size > 1 {
            size /= 2;
        }
        (left > 0).then(|| {
            left -= size;
            size
        })
    })
}

fn rows_sql(rows: usize, columns: usize, numbered: bool) -> String {
    use std::fmt::Write as _;
    let mut made = String::with_capacity(rows * columns * 6);
    for row in 0..rows {
        made.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns {
            made.push_str(if column == 0 { "" } else { ", " });
            if numbered {
                // Writing to a string cannot fail.
                let _ = write!(made, "${}", row * columns + column + 1);
            } else {
                made.push('?');
            }
        }
        made.push(')');
    }
    made
}

impl Conn {
    /// `($1, $2), ($3, $4)` for `rows` rows of `columns` columns, in a statement that has no other
    /// placeholders.
    ///
    /// For SQLite the numbers are left out: it finds a numbered placeholder by walking a list, so
    /// that binding a thousand would cost half a million steps.
    pub(crate) fn values_sql(&self, rows: usize, columns: usize) -> String {
        rows_sql(rows, columns, self.numbers_placeholders())
    }

    /// The list of an `in (...)`, in a statement that has no other placeholders.
    pub(crate) fn only_list_sql(&self, count: usize) -> String {
        let mut made = self.values_sql(1, count);
        made.pop();
        made.remove(0);
        made
    }

    /// One more placeholder behind a list that [`Conn::values_sql`] made, by its number in the statement.
    pub(crate) fn last_place_sql(&self, number: usize) -> String {
        let sign = if self.numbers_placeholders() {
            '$'
        } else {
            '?'
        };
        format!("{sign}{number}")
    }

    fn numbers_placeholders(&self) -> bool {
        match &self.side {
            #[cfg(feature = "sqlite")]
            Side::Sqlite(_) | Side::SqliteWork(_) => false,
            #[cfg(feature = "postgres")]
            Side::Postgres(_) | Side::PostgresWork(_) => true,
        }
    }

    /// The names of the tables that are there. Each database keeps them in a place of its own.
    pub(crate) async fn table_names(&mut self) -> Result<Vec<String>, LedgerError> {
        let sql = match &self.side {
            #[cfg(feature = "sqlite")]
            Side::Sqlite(_) | Side::SqliteWork(_) => {
                "select name from sqlite_master where type = 'table' \
                 and name not like 'sqlite%' order by name"
            }
            #[cfg(feature = "postgres")]
            Side::Postgres(_) | Side::PostgresWork(_) => {
                "select cast(table_name as text) from information_schema.tables \
                 where table_schema = current_schema() order by table_name"
            }
        };
        let mut names = Vec::new();
        let mut take = |row: &Row| {
            names.push(row.text(0)?.to_owned());
            Ok(())
        };
        self.each(sql, Vec::new(), &mut take).await?;
        Ok(names)
    }
}
