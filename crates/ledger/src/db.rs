//! One small query layer over both databases: values in, rows out, the same SQL text.

mod placeholders;

pub(crate) use placeholders::pieces;

use crate::LedgerError;
use futures_util::TryStreamExt;
use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, Row as _, SqlStr};
use std::borrow::Cow;
use std::sync::Arc;

#[cfg(feature = "postgres")]
use sqlx::{PgPool, Postgres, postgres::PgRow};
#[cfg(feature = "sqlite")]
use sqlx::{Sqlite, SqlitePool, sqlite::SqliteRow};

/// A pool of connections to either database.
#[derive(Clone, Debug)]
pub(crate) enum Db {
    #[cfg(feature = "sqlite")]
    Sqlite(SqlitePool),
    #[cfg(feature = "postgres")]
    Postgres(PgPool),
}

/// Runs one expression on whichever database stands behind a value.
macro_rules! on {
    ($of:expr, $name:ident, $row:ident => $body:expr) => {
        match $of {
            #[cfg(feature = "sqlite")]
            Side::Sqlite($name) => {
                use Row::Sqlite as $row;
                $body
            }
            #[cfg(feature = "sqlite")]
            Side::SqliteWork($name) => {
                use Row::Sqlite as $row;
                $body
            }
            #[cfg(feature = "postgres")]
            Side::Postgres($name) => {
                use Row::Postgres as $row;
                $body
            }
            #[cfg(feature = "postgres")]
            Side::PostgresWork($name) => {
                use Row::Postgres as $row;
                $body
            }
        }
    };
}

/// A connection taken from a pool, alone or with a transaction that rolls back when dropped.
enum Side {
    #[cfg(feature = "sqlite")]
    Sqlite(PoolConnection<Sqlite>),
    #[cfg(feature = "sqlite")]
    SqliteWork(sqlx::Transaction<'static, Sqlite>),
    #[cfg(feature = "postgres")]
    Postgres(PoolConnection<Postgres>),
    #[cfg(feature = "postgres")]
    PostgresWork(sqlx::Transaction<'static, Postgres>),
}

/// A connection that knows the record's address and what it is being used for, for its errors.
pub(crate) struct Conn {
    side: Side,
    address: Arc<str>,
    doing: &'static str,
}

/// A value bound to a placeholder or held by a view's row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Arg<'a> {
    Int(Option<i64>),
    Real(Option<f64>),
    Text(Option<Cow<'a, str>>),
    Bytes(Option<Cow<'a, [u8]>>),
    Bool(bool),
}

impl<'a> Arg<'a> {
    pub(crate) fn int(value: i64) -> Self {
        Self::Int(Some(value))
    }

    pub(crate) fn text(value: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(Some(value.into()))
    }

    pub(crate) fn bytes(value: &'a [u8]) -> Self {
        Self::Bytes(Some(Cow::Borrowed(value)))
    }
}

/// A row of either database. Columns are named by their place in the select list.
pub(crate) enum Row {
    #[cfg(feature = "sqlite")]
    Sqlite(SqliteRow),
    #[cfg(feature = "postgres")]
    Postgres(PgRow),
}

macro_rules! column {
    ($($(#[$doc:meta])* $name:ident -> $kind:ty;)*) => {
        impl Row {
            $($(#[$doc])*
            pub(crate) fn $name(&self, place: usize) -> Result<$kind, sqlx::Error> {
                match self {
                    #[cfg(feature = "sqlite")]
                    Self::Sqlite(row) => row.try_get_unchecked(place),
                    #[cfg(feature = "postgres")]
                    Self::Postgres(row) => row.try_get(place),
                }
            })*
        }
    };
}

column! {
    int -> i64;
    maybe_int -> Option<i64>;
    maybe_real -> Option<f64>;
    bool -> bool;
    text -> &str;
    maybe_text -> Option<&str>;
    bytes -> &[u8];
    maybe_bytes -> Option<&[u8]>;
}

/// Statement text: fixed, or made from fixed parts and counts of placeholders.
pub(crate) type Sql = Cow<'static, str>;

pub(crate) fn sql_of(sql: Sql) -> SqlStr {
    use sqlx::SqlSafeStr as _;
    // Texts come only from this crate's constants and lists of placeholders; values are always bound.
    AssertSqlSafe(sql).into_sql_str()
}

macro_rules! query {
    ($sql:expr, $args:expr) => {{
        let mut query = sqlx::query(sql_of($sql));
        for arg in $args {
            query = match arg {
                Arg::Int(value) => query.bind(value),
                Arg::Real(value) => query.bind(value),
                Arg::Text(value) => query.bind(value.map(Cow::into_owned)),
                Arg::Bytes(value) => query.bind(value.map(Cow::into_owned)),
                Arg::Bool(value) => query.bind(value),
            };
        }
        query
    }};
}

impl Db {
    /// Whether a server stands behind it, and not a file.
    pub(crate) fn is_server(&self) -> bool {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(_) => false,
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => true,
        }
    }

    /// Takes a connection from the pool.
    pub(crate) async fn take(
        &self,
        address: &Arc<str>,
        doing: &'static str,
    ) -> Result<Conn, LedgerError> {
        let side = match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(pool) => pool.acquire().await.map(Side::Sqlite),
            #[cfg(feature = "postgres")]
            Self::Postgres(pool) => pool.acquire().await.map(Side::Postgres),
        };
        self.conn(side, address, doing)
    }

    /// Takes a connection that sees one moment of the record, however long it is used.
    pub(crate) async fn snapshot(
        &self,
        address: &Arc<str>,
        doing: &'static str,
    ) -> Result<Conn, LedgerError> {
        let side = match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(pool) => pool.begin_with("begin").await.map(Side::SqliteWork),
            #[cfg(feature = "postgres")]
            Self::Postgres(pool) => pool
                .begin_with("begin transaction isolation level repeatable read read only")
                .await
                .map(Side::PostgresWork),
        };
        self.conn(side, address, doing)
    }

    /// Takes a connection with the record's one write lock.
    ///
    /// SQLite's own lock; in PostgreSQL an advisory lock that ends with the transaction. The key
    /// is the word `ovation` read as a number; it need only differ from other programs' keys.
    pub(crate) async fn lock(
        &self,
        address: &Arc<str>,
        doing: &'static str,
    ) -> Result<Conn, LedgerError> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(pool) => {
                let side = pool.begin_with("begin immediate").await;
                self.conn(side.map(Side::SqliteWork), address, doing)
            }
            #[cfg(feature = "postgres")]
            Self::Postgres(pool) => {
                // What a statement sees must be younger than the lock, whatever the server's default
                // is: a stricter level would keep to what was there before the wait.
                let level = "begin transaction isolation level read committed";
                let side = pool.begin_with(level).await.map(Side::PostgresWork);
                let mut conn = self.conn(side, address, doing)?;
                let key = vec![Arg::int(0x6f_7661_7469_6f6e)];
                conn.rows(
                    "select 1 from (select pg_advisory_xact_lock($1)) locked",
                    key,
                )
                .await?;
                Ok(conn)
            }
        }
    }

    #[cfg_attr(
        not(feature = "postgres"),
        expect(clippy::unused_self, reason = "only a server can be out of reach")
    )]
    fn conn(
        &self,
        side: Result<Side, sqlx::Error>,
        address: &Arc<str>,
        doing: &'static str,
    ) -> Result<Conn, LedgerError> {
        match side {
            // Nobody holds a connection, so that there was none to be had.
            #[cfg(feature = "postgres")]
            Err(sqlx::Error::PoolTimedOut) if matches!(self, Self::Postgres(pool) if pool.size() == 0) => {
                Err(LedgerError::Unreachable {
                    address: address.to_string(),
                    doing,
                    why: "no connection within the time given".to_owned(),
                })
            }
            side => Conn::of(side, address, doing),
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(pool) => pool.close().await,
            #[cfg(feature = "postgres")]
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Conn {
    fn of(
        side: Result<Side, sqlx::Error>,
        address: &Arc<str>,
        doing: &'static str,
    ) -> Result<Self, LedgerError> {
        match side {
            Ok(side) => Ok(Self {
                side,
                address: Arc::clone(address),
                doing,
            }),
            Err(error) => Err(LedgerError::of(address, doing, error)),
        }
    }

    /// Whether PostgreSQL stands behind it.
    #[cfg(feature = "postgres")]
    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.side, Side::Postgres(_) | Side::PostgresWork(_))
    }

    /// The connection itself, where PostgreSQL stands behind it.
    #[cfg(feature = "postgres")]
    pub(crate) fn postgres(&mut self) -> Option<&mut sqlx::PgConnection> {
        match &mut self.side {
            Side::Postgres(conn) => Some(&mut **conn),
            Side::PostgresWork(work) => Some(&mut **work),
            #[cfg(feature = "sqlite")]
            _ => None,
        }
    }

    /// Names what the record is being used for from here on.
    pub(crate) fn now(&mut self, doing: &'static str) -> &mut Self {
        self.doing = doing;
        self
    }

    /// Sorts an error of this connection.
    pub(crate) fn failed(&self, error: sqlx::Error) -> LedgerError {
        LedgerError::of(&self.address, self.doing, error)
    }

    /// What stands in the record makes no sense.
    pub(crate) fn damaged(&self, detail: impl Into<String>) -> LedgerError {
        LedgerError::Damaged {
            address: self.address.to_string(),
            doing: self.doing,
            detail: detail.into(),
        }
    }

    /// Runs a statement that gives no rows.
    pub(crate) async fn run(
        &mut self,
        sql: impl Into<Sql>,
        args: Vec<Arg<'_>>,
    ) -> Result<(), LedgerError> {
        let sql = sql.into();
        let done = on!(&mut self.side, conn, Wrap => {
            let _ = Wrap;
            query!(sql, args).execute(&mut **conn).await.map(drop)
        });
        done.map_err(|error| self.failed(error))
    }

    /// Gives all rows of a query.
    pub(crate) async fn rows(
        &mut self,
        sql: impl Into<Sql>,
        args: Vec<Arg<'_>>,
    ) -> Result<Vec<Row>, LedgerError> {
        let sql = sql.into();
        let rows = on!(&mut self.side, conn, Wrap => query!(sql, args)
            .fetch_all(&mut **conn)
            .await
            .map(|rows| rows.into_iter().map(Wrap).collect()));
        rows.map_err(|error| self.failed(error))
    }

    /// Gives the first row of a query.
    pub(crate) async fn row(
        &mut self,
        sql: impl Into<Sql>,
        args: Vec<Arg<'_>>,
    ) -> Result<Option<Row>, LedgerError> {
        let sql = sql.into();
        let row = on!(&mut self.side, conn, Wrap => query!(sql, args)
            .fetch_optional(&mut **conn)
            .await
            .map(|row| row.map(Wrap)));
        row.map_err(|error| self.failed(error))
    }

    /// Gives the rows of a query one by one; a row that cannot be decoded ends it.
    pub(crate) async fn each(
        &mut self,
        sql: impl Into<Sql>,
        args: Vec<Arg<'_>>,
        each: &mut (dyn FnMut(&Row) -> Result<(), sqlx::Error> + Send),
    ) -> Result<(), LedgerError> {
        let sql = sql.into();
        let done = on!(&mut self.side, conn, Wrap => {
            let mut rows = query!(sql, args).fetch(&mut **conn);
            loop {
                match rows.try_next().await {
                    Ok(Some(row)) => if let Err(error) = each(&Wrap(row)) { break Err(error) },
                    Ok(None) => break Ok(()),
                    Err(error) => break Err(error),
                }
            }
        });
        done.map_err(|error| self.failed(error))
    }

    /// Makes the transaction durable.
    pub(crate) async fn commit(self) -> Result<(), LedgerError> {
        let done = match self.side {
            #[cfg(feature = "sqlite")]
            Side::SqliteWork(work) => work.commit().await,
            #[cfg(feature = "postgres")]
            Side::PostgresWork(work) => work.commit().await,
            // Outside a transaction every statement is durable already.
            #[cfg(feature = "sqlite")]
            Side::Sqlite(_) => Ok(()),
            #[cfg(feature = "postgres")]
            Side::Postgres(_) => Ok(()),
        };
        done.map_err(|error| LedgerError::of(&self.address, self.doing, error))
    }

    /// Undoes the transaction.
    pub(crate) async fn roll_back(self) -> Result<(), LedgerError> {
        let done = match self.side {
            #[cfg(feature = "sqlite")]
            Side::SqliteWork(work) => work.rollback().await,
            #[cfg(feature = "postgres")]
            Side::PostgresWork(work) => work.rollback().await,
            #[cfg(feature = "sqlite")]
            Side::Sqlite(_) => Ok(()),
            #[cfg(feature = "postgres")]
            Side::Postgres(_) => Ok(()),
        };
        done.map_err(|error| LedgerError::of(&self.address, self.doing, error))
    }
}

impl std::fmt::Debug for Conn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Conn")
            .field("address", &self.address)
            .field("doing", &self.doing)
            .finish_non_exhaustive()
    }
}
