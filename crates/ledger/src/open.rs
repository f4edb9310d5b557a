//! Opening a record by its address, and bringing its schema up to date.

#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "sqlite")]
mod sqlite;
mod steps;

use crate::db::{Conn, Db};
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use sqlx::migrate::{MigrateError, Migrator};
use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "postgres")]
use postgres::open_postgres;
#[cfg(feature = "sqlite")]
use sqlite::open_sqlite;
#[cfg(feature = "postgres")]
use steps::POSTGRES_STEPS;
#[cfg(feature = "sqlite")]
use steps::SQLITE_STEPS;

#[cfg(not(any(feature = "sqlite", feature = "postgres")))]
compile_error!("choose a database: feature `sqlite`, feature `postgres`, or both");

/// How a record is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Makes it when there is none; brings an older one up to date.
    Create,
    /// There must be one; an older one is brought up to date.
    Existing,
    /// Reads only: works on a file or a folder that may not be written.
    ReadOnly,
}

/// How long a writer waits for the lock: longer than any batch, shorter than a person's patience.
const LOCK_WAIT: Duration = Duration::from_mins(1);

/// How long a server may take to answer at first: other continents do in a second.
#[cfg(feature = "postgres")]
const CONNECT_WAIT: Duration = Duration::from_secs(10);

/// Connections for readers: enough for both a site under load and a page of several queries.
const READERS: u32 = 8;

/// Fewer recent rows than this stay where they are: their pages fit any cache.
const YOUNG_ROWS: u32 = 50_000;

/// What a record is opened within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long a writer waits for the lock, and a reader for a connection.
    pub lock_wait: Duration,
    /// The most pages (of 4 KiB) that a SQLite file may have; none: as many as the disk holds.
    pub most_pages: Option<u32>,
    /// So many keys of reviews, or minhashes of their texts, gather before they are moved to those that
    /// have compacted; in a large record more do.
    pub young_rows: u32,
}

impl Limits {
    /// Those that hold where nothing else is said.
    pub const USUAL: Self = Self {
        lock_wait: LOCK_WAIT,
        most_pages: None,
        young_rows: YOUNG_ROWS,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::USUAL
    }
}

impl Ledger {
    /// Opens the record at an address within the usual limits; see [`Ledger::open_within`].
    ///
    /// # Errors
    /// As [`Ledger::open_within`].
    #[boxed]
    pub async fn open(address: &str, opening: Opening) -> Result<Self, LedgerError> {
        Self::open_within(address, opening, Limits::default()).await
    }

    /// Opens the record at an address: `ovation.db` (a path), `sqlite:PATH` or `postgres://...`.
    ///
    /// # Errors
    /// [`LedgerError::Missing`], [`LedgerError::NotARecord`], [`LedgerError::Newer`],
    /// [`LedgerError::Older`], [`LedgerError::BadAddress`], [`LedgerError::Unopenable`], or what the
    /// database says.
    #[boxed]
    pub async fn open_within(
        address: &str,
        opening: Opening,
        limits: Limits,
    ) -> Result<Self, LedgerError> {
        let bad = |why: &str| LedgerError::BadAddress {
            address: address.to_owned(),
            why: why.to_owned(),
        };
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            #[cfg(feature = "postgres")]
            return Box::pin(open_postgres(address, opening, limits)).await;
            #[cfg(not(feature = "postgres"))]
            return Err(bad("this build has no PostgreSQL"));
        }
        let path = address.strip_prefix("sqlite:").unwrap_or(address);
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.is_empty() || path == ":memory:" || path.contains("://") {
            return Err(bad(
                "expected a file, such as `ovation.db`, or `postgres://USER@HOST/NAME`",
            ));
        }
        #[cfg(feature = "sqlite")]
        return Box::pin(open_sqlite(path, opening, limits)).await;
        #[cfg(not(feature = "sqlite"))]
        Err(bad("this build has no SQLite"))
    }
}

/// The newest step of a schema; 0 where there is none yet.
async fn step_of(db: &Db, address: &Arc<str>) -> Result<i64, LedgerError> {
    let mut conn = db.take(address, "opening it").await?;
    let names = conn.table_names().await?;
    if !names.iter().any(|name| name == "_sqlx_migrations") {
        return Ok(0);
    }
    let sql = "select coalesce(max(version), 0) from _sqlx_migrations";
    let row = conn.row(sql, Vec::new()).await?;
    row.map_or(Ok(0), |row| row.int(0).map_err(|error| conn.failed(error)))
}

/// Makes the views anew from the entries where a step of the schema has emptied them.
async fn remake_views(ledger: &Ledger, before: i64, now: i64) -> Result<(), LedgerError> {
    if before > 0 && before < now {
        Box::pin(ledger.replay(crate::Replay::Rebuild, &mut |_| {})).await?;
    }
    Ok(())
}

/// The address as it may be shown and logged.
#[cfg(feature = "postgres")]
fn without_password(address: &str) -> String {
    let parts = address
        .split_once("://")
        .and_then(|(scheme, rest)| Some((scheme, rest.split_once('@')?)));
    match parts {
        Some((scheme, (who, place))) => {
            let name = who.split(':').next().unwrap_or_default();
            format!("{scheme}://{name}@{place}")
        }
        None => address.to_owned(),
    }
}

fn newest(steps: &Migrator) -> i64 {
    steps.iter().map(|step| step.version).max().unwrap_or(0)
}

/// What to do about a file that is damaged.
#[cfg(feature = "sqlite")]
const TAKE_BACK: &str = "take the record back from a backup, `ovation --record NEW restore BACKUP`; where there \
     is none, the same with this file in its place takes what can be read of it";

/// What is told of a file or database without tables.
const EMPTY: &str = "it is empty";

/// Looks at the tables that are there: none, those of a record, or those of something else.
async fn check_shape(conn: &mut Conn, address: &str, opening: Opening) -> Result<(), LedgerError> {
    let names = conn.table_names().await?;
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    if has("entry") && has("_sqlx_migrations") {
        return Ok(());
    }
    // Making a record was cut off before its first step was done: it holds nothing yet.
    let unmade = names.iter().all(|name| name == "_sqlx_migrations");
    if unmade && opening == Opening::Create {
        return Ok(());
    }
    let found = if unmade {
        EMPTY.to_owned()
    } else {
        let some: Vec<_> = names.iter().take(5).map(String::as_str).collect();
        format!("it has tables of another kind: {}", some.join(", "))
    };
    Err(LedgerError::NotARecord {
        address: address.to_owned(),
        found,
    })
}

/// Compares the schema's steps with those this version knows.
async fn check_steps(
    conn: &mut Conn,
    address: &str,
    known: i64,
    opening: Opening,
) -> Result<(), LedgerError> {
    if conn.table_names().await?.is_empty() {
        return Ok(());
    }
    let sql = "select coalesce(max(version), 0) from _sqlx_migrations";
    let row = conn.row(sql, Vec::new()).await?;
    let found = match row {
        Some(row) => row.int(0).map_err(|error| conn.failed(error))?,
        None => 0,
    };
    let address = address.to_owned();
    if found > known {
        return Err(LedgerError::Newer {
            address,
            found,
            known,
        });
    }
    if found < known && opening == Opening::ReadOnly {
        // Making a record was cut off between its first steps: it holds nothing yet.
        let entry = conn
            .row("select seq from entry limit 1", Vec::new())
            .await?;
        if entry.is_none() {
            return Err(LedgerError::NotARecord {
                address,
                found: EMPTY.to_owned(),
            });
        }
        return Err(LedgerError::Older {
            address,
            found,
            known,
        });
    }
    Ok(())
}

fn migration_error(address: &str, source: MigrateError) -> LedgerError {
    match source {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
            LedgerError::of(address, "bringing its schema up to date", error)
        }
        source => LedgerError::Migration {
            address: address.to_owned(),
            source,
        },
    }
}
