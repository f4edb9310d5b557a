//! Many rows in few statements: inserted, or asked for.
//!
//! SQLite takes rows of placeholders, PostgreSQL whole columns as arrays: there a statement's cost
//! is that of its placeholders, here that of a call.

use crate::LedgerError;
use crate::db::{Arg, Conn, Row, pieces};
use crate::projection::{Kind, Table};

/// Rows that are looked up for each of many wanted values.
///
/// Both databases are told to go through what is wanted and to look each up by its key. Left to
/// themselves they may think a list of a thousand longer than a table that has just grown to
/// millions, and go through that: SQLite keeps to the order of a `cross join`, PostgreSQL to a
/// `lateral` query that is not to be flattened.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lookup {
    /// The wanted values' names, by which `on` calls them: `q.review`.
    pub(crate) wanted: &'static [(&'static str, Kind)],
    /// What is selected; no two columns of one name.
    pub(crate) select: &'static str,
    /// Where from, the table with the key first.
    pub(crate) from: &'static str,
    /// What must hold.
    pub(crate) on: &'static str,
}

impl Lookup {
    fn sql(&self, rows: &str, lateral: bool) -> String {
        let Self {
            select, from, on, ..
        } = self;
        let names: Vec<_> = self.wanted.iter().map(|(name, _)| *name).collect();
        let wanted = format!("with wanted ({}) as ({rows})", names.join(", "));
        if lateral {
            format!(
                "{wanted} select l.* from wanted q cross join lateral \
                 (select {select} from {from} where {on} offset 0) l"
            )
        } else {
            format!("{wanted} select {select} from wanted q cross join {from} where {on}")
        }
    }
}

impl Conn {
    /// Inserts the rows whose values stand one after the other in `values`.
    pub(crate) async fn insert(
        &mut self,
        table: &Table,
        values: Vec<Arg<'_>>,
    ) -> Result<(), LedgerError> {
        if values.is_empty() {
            return Ok(());
        }
        #[cfg(feature = "postgres")]
        if self.is_postgres() {
            let columns = arrays::columns_of(table.columns.iter().map(|it| it.1), values);
            let sql = insert_sql(table, &arrays::rows_sql(&columns));
            return self.run_arrays(sql, columns).await;
        }
        let columns = table.columns.len();
        let rows = values.len() / columns;
        let mut values = values.into_iter();
        let mut last = (0, String::new());
        for piece in pieces(rows, columns) {
            if last.0 != piece {
                let rows = format!("values {}", self.values_sql(piece, columns));
                last = (piece, insert_sql(table, &rows));
            }
            let args = values.by_ref().take(piece * columns).collect();
            self.run(last.1.clone(), args).await?;
        }
        Ok(())
    }

    /// Gives the rows that are looked up, for values that stand one after the other in `values`.
    pub(crate) async fn look_up(
        &mut self,
        lookup: &Lookup,
        values: Vec<Arg<'_>>,
        each: &mut (dyn FnMut(&Row) -> Result<(), sqlx::Error> + Send),
    ) -> Result<(), LedgerError> {
        if values.is_empty() {
            return Ok(());
        }
        #[cfg(feature = "postgres")]
        if self.is_postgres() {
            let columns = arrays::columns_of(lookup.wanted.iter().map(|it| it.1), values);
            let sql = lookup.sql(&arrays::rows_sql(&columns), true);
            return self.each_of_arrays(sql, columns, each).await;
        }
        let columns = lookup.wanted.len();
        let rows = values.len() / columns;
        let mut values = values.into_iter();
        let mut last = (0, String::new());
        for piece in pieces(rows, columns) {
            if last.0 != piece {
                let rows = format!("values {}", self.values_sql(piece, columns));
                last = (piece, lookup.sql(&rows, false));
            }
            let args = values.by_ref().take(piece * columns).collect();
            self.each(last.1.clone(), args, each).await?;
        }
        Ok(())
    }
}

/// `rows` is a query of the rows to insert.
fn insert_sql(table: &Table, rows: &str) -> String {
    let names: Vec<_> = table.columns.iter().map(|(name, _)| *name).collect();
    let place = table.stored.first().copied().unwrap_or(table.name);
    let into = format!("insert into {place} ({}) {rows}", names.join(", "));
    if table.conflict.is_empty() {
        into
    } else {
        format!("{into} on conflict ({}) do {}", table.key, table.conflict)
    }
}

/// Columns as PostgreSQL's arrays.
#[cfg(feature = "postgres")]
mod arrays {
    use crate::LedgerError;
    use crate::db::{Arg, Conn, Row, sql_of};
    use crate::projection::Kind;
    use futures_util::TryStreamExt as _;
    use sqlx::Postgres;
    use sqlx::postgres::PgArguments;
    use sqlx::query::Query;

    /// One column's values.
    pub(super) enum Column {
        Ints(Vec<Option<i64>>),
        Reals(Vec<Option<f64>>),
        Texts(Vec<Option<String>>),
        Bytes(Vec<Option<Vec<u8>>>),
        Bools(Vec<bool>),
    }

    impl Column {
        fn of(kind: Kind, rows: usize) -> Self {
            match kind {
                Kind::Int => Self::Ints(Vec::with_capacity(rows)),
                Kind::Real => Self::Reals(Vec::with_capacity(rows)),
                Kind::Text => Self::Texts(Vec::with_capacity(rows)),
                Kind::Bytes => Self::Bytes(Vec::with_capacity(rows)),
                Kind::Bool => Self::Bools(Vec::with_capacity(rows)),
            }
        }

        fn push(&mut self, value: Arg<'_>) {
            match (self, value) {
                (Self::Ints(to), Arg::Int(value)) => to.push(value),
                (Self::Reals(to), Arg::Real(value)) => to.push(value),
                (Self::Texts(to), Arg::Text(value)) => to.push(value.map(Into::into)),
                (Self::Bytes(to), Arg::Bytes(value)) => to.push(value.map(Into::into)),
                (Self::Bools(to), Arg::Bool(value)) => to.push(value),
                // A value of another sort than its column's: there is none, and a shorter array
                // would only give nulls.
                _ => {}
            }
        }

        fn sort(&self) -> &'static str {
            match self {
                Self::Ints(_) => "bigint[]",
                Self::Reals(_) => "double precision[]",
                Self::Texts(_) => "text[]",
                Self::Bytes(_) => "bytea[]",
                Self::Bools(_) => "boolean[]",
            }
        }
    }

    /// Takes rows apart into columns.
    pub(super) fn columns_of(
        kinds: impl ExactSizeIterator<Item = Kind>,
        values: Vec<Arg<'_>>,
    ) -> Vec<Column> {
        let rows = values.len() / kinds.len().max(1);
        let mut columns: Vec<Column> = kinds.map(|kind| Column::of(kind, rows)).collect();
        let mut values = values.into_iter();
        for _ in 0..rows {
            for (column, value) in columns.iter_mut().zip(values.by_ref()) {
                column.push(value);
            }
        }
        columns
    }

    /// A query of the rows that the columns make.
    pub(super) fn rows_sql(columns: &[Column]) -> String {
        let arrays: Vec<String> = columns
            .iter()
            .enumerate()
            .map(|(place, column)| format!("${}::{}", place + 1, column.sort()))
            .collect();
        format!("select * from unnest({})", arrays.join(", "))
    }

    fn bind(
        mut query: Query<'_, Postgres, PgArguments>,
        columns: Vec<Column>,
    ) -> Query<'_, Postgres, PgArguments> {
        for column in columns {
            query = match column {
                Column::Ints(values) => query.bind(values),
                Column::Reals(values) => query.bind(values),
                Column::Texts(values) => query.bind(values),
                Column::Bytes(values) => query.bind(values),
                Column::Bools(values) => query.bind(values),
            };
        }
        query
    }

    impl Conn {
        pub(super) async fn run_arrays(
            &mut self,
            sql: String,
            columns: Vec<Column>,
        ) -> Result<(), LedgerError> {
            let Some(conn) = self.postgres() else {
                return Ok(());
            };
            let query = bind(sqlx::query(sql_of(sql.into())), columns);
            let done = query.execute(conn).await.map(drop);
            done.map_err(|error| self.failed(error))
        }

        pub(super) async fn each_of_arrays(
            &mut self,
            sql: String,
            columns: Vec<Column>,
            each: &mut (dyn FnMut(&Row) -> Result<(), sqlx::Error> + Send),
        ) -> Result<(), LedgerError> {
            let Some(conn) = self.postgres() else {
                return Ok(());
            };
            let done = {
                let query = bind(sqlx::query(sql_of(sql.into())), columns);
                let mut rows = query.fetch(conn);
                loop {
                    match rows.try_next().await {
                        Ok(Some(row)) => {
                            if let Err(error) = each(&Row::Postgres(row)) {
                                break Err(error);
                            }
                        }
                        Ok(None) => break Ok(()),
                        Err(error) => break Err(error),
                    }
                }
            };
            done.map_err(|error| self.failed(error))
        }
    }
}
