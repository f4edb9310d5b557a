//! Opening a record by its address, and bringing its schema up to date.

use crate::db::{Conn, Db};
use crate::{Ledger, LedgerError};
use sqlx::migrate::{MigrateError, Migrator};
use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "sqlite")]
use crate::chain::READ_AHEAD;
#[cfg(feature = "sqlite")]
use sqlx::ConnectOptions as _;
#[cfg(feature = "sqlite")]
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
#[cfg(feature = "sqlite")]
use std::path::{Path, PathBuf};

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

#[cfg(feature = "sqlite")]
static SQLITE_STEPS: Migrator = sqlx::migrate!("./migrations/sqlite");
#[cfg(feature = "postgres")]
static POSTGRES_STEPS: Migrator = sqlx::migrate!("./migrations/postgres");

/// How long a writer waits for the lock: longer than any batch, shorter than a person's patience.
const LOCK_WAIT: Duration = Duration::from_mins(1);

/// How long a server may take to answer at first: other continents do in a second.
#[cfg(feature = "postgres")]
const CONNECT_WAIT: Duration = Duration::from_secs(10);

/// Connections for readers: enough for both a site under load and a page of several queries.
const READERS: u32 = 8;

/// Fewer young rows than this stay where they are: their pages fit any cache.
const YOUNG_ROWS: u32 = 50_000;

/// What a record is opened within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long a writer waits for the lock, and a reader for a connection.
    pub lock_wait: Duration,
    /// The most pages (of 4 KiB) that a SQLite file may have; none: as many as the disk holds.
    pub most_pages: Option<u32>,
    /// So many keys of reviews, or marks of their texts, gather before they are moved to those that
    /// have settled; in a large record more do.
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
    pub async fn open(address: &str, opening: Opening) -> Result<Self, LedgerError> {
        Self::open_within(address, opening, Limits::default()).await
    }

    /// Opens the record at an address: `ovation.db` (a path), `sqlite:PATH` or `postgres://...`.
    ///
    /// # Errors
    /// [`LedgerError::Missing`], [`LedgerError::NotARecord`], [`LedgerError::Newer`],
    /// [`LedgerError::Older`], [`LedgerError::BadAddress`], [`LedgerError::Unopenable`], or what the
    /// database says.
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

#[cfg(feature = "sqlite")]
async fn open_sqlite(path: &str, opening: Opening, limits: Limits) -> Result<Ledger, LedgerError> {
    let address: Arc<str> = path.into();
    if opening != Opening::Create && !Path::new(path).exists() {
        return Err(LedgerError::Missing {
            address: path.to_owned(),
        });
    }
    let unopenable = |why: &str| LedgerError::Unopenable {
        address: path.to_owned(),
        why: why.to_owned(),
    };
    if Path::new(path).is_dir() {
        return Err(unopenable("it is a folder; name a file in it"));
    }
    let folder = Path::new(path).parent();
    if folder.is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(unopenable(
            "its folder does not exist; make the folder first",
        ));
    }
    let damage = crate::whole::damage_of(path);
    if opening != Opening::ReadOnly
        && let Some(detail) = damage
    {
        return Err(LedgerError::Damaged {
            address: path.to_owned(),
            doing: "opening it",
            detail,
        });
    }
    let is_left_behind = crate::whole::is_left_behind(path).await;
    if is_left_behind && opening != Opening::ReadOnly {
        return Err(LedgerError::LeftBehind {
            address: path.to_owned(),
        });
    }
    let is_bare = crate::whole::is_bare(path);
    // sqlx reads `%` in no path here: the name is set as it is, not as a URL.
    let options = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(limits.lock_wait)
        .row_buffer_size(READ_AHEAD.into())
        .disable_statement_logging();
    let pool = SqlitePoolOptions::new()
        .acquire_timeout(limits.lock_wait)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false);
    if opening == Opening::ReadOnly {
        let opened = async {
            let read = read_only_sqlite(path, &options, &pool).await?;
            look_at_sqlite(&read, &address, opening, is_bare).await?;
            Ok(read)
        };
        let read = match (opened.await, &damage) {
            // What the database makes of a damaged header says less than what is wrong with it.
            (Err(_), Some(detail)) => return Err(unopenable(&format!("{detail}; {TAKE_BACK}"))),
            (opened, _) => opened?,
        };
        let left_behind = is_left_behind.then(|| LedgerError::LeftBehind {
            address: path.to_owned(),
        });
        let remark = match (damage, left_behind) {
            (Some(detail), _) => Some(format!("`{path}` is damaged: {detail}; {TAKE_BACK}")),
            (None, left_behind) => left_behind.map(|error| error.to_string()),
        };
        let ledger = Ledger::of(address, read, None, limits);
        return Ok(ledger.with_remark(remark));
    }
    // In WAL mode readers never wait for the writer. With FULL, SQLite syncs the WAL on every
    // commit, so that an acknowledged commit survives a power cut; NORMAL would sync only at a
    // checkpoint and could lose the last ones: <https://www.sqlite.org/pragma.html#pragma_synchronous>.
    let writing = options
        .clone()
        .create_if_missing(opening == Opening::Create)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        // Keys and marks are scattered over their indexes: a batch touches a page for nearly each.
        // What does not fit here is written twice, what is not in the log yet is written once for
        // all batches until the next checkpoint. Only a large record takes that much.
        .pragma("cache_size", "-256000")
        .pragma("wal_autocheckpoint", "65536")
        // Words deleted at their owner's request are overwritten, not only let go.
        .pragma("secure_delete", "on");
    let writing = match limits.most_pages {
        Some(pages) => writing.pragma("max_page_count", pages.to_string()),
        None => writing,
    };
    let one = pool.clone().max_connections(1);
    let write = connect_waiting(&one, &writing, path, limits.lock_wait).await?;
    let writer = Db::Sqlite(write.clone());
    look_at_sqlite(&writer, &address, opening, is_bare).await?;
    let before = step_of(&writer, &address).await?;
    // Each step is one transaction. Where another process took one at the same moment ours fails,
    // and what is left to do is seen anew.
    let mut steps = SQLITE_STEPS.run(&write).await;
    for _ in 0..SQLITE_STEPS.iter().count() {
        if steps.is_err() {
            steps = SQLITE_STEPS.run(&write).await;
        }
    }
    steps.map_err(|error| migration_error(path, error))?;
    let reading = options.read_only(true).pragma("cache_size", "-4000");
    let read = pool.max_connections(READERS).connect_lazy_with(reading);
    let ledger = Ledger::of(address, Db::Sqlite(read), Some(writer), limits);
    remake_views(&ledger, before, newest(&SQLITE_STEPS)).await?;
    Ok(ledger)
}

/// Looks at what the file holds; one that cannot be taken is closed again, so that nothing is left beside it.
#[cfg(feature = "sqlite")]
async fn look_at_sqlite(
    db: &Db,
    address: &Arc<str>,
    opening: Opening,
    is_bare: bool,
) -> Result<(), LedgerError> {
    let look = async {
        let mut conn = db.take(address, "opening it").await?;
        let shape = check_shape(&mut conn, address, opening).await;
        shape.map_err(|error| told_bare(error, is_bare))?;
        check_steps(&mut conn, address, newest(&SQLITE_STEPS), opening).await
    };
    let looked = look.await;
    if looked.is_err() {
        db.close().await;
    }
    looked
}

/// Says of a file without tables, beside which no `-wal` file stands, where its tables may be.
#[cfg(feature = "sqlite")]
fn told_bare(error: LedgerError, is_bare: bool) -> LedgerError {
    match error {
        LedgerError::NotARecord { address, found }
            if found == EMPTY && crate::whole::has_pages(&address) =>
        {
            let found = "its first page was overwritten: it names no table, and pages of tables stand \
                 behind it; take the record back, `ovation --record NEW restore BACKUP`";
            LedgerError::NotARecord {
                address,
                found: found.to_owned(),
            }
        }
        LedgerError::NotARecord { address, found } if is_bare && found == EMPTY => {
            let found = "it is empty; if it was copied while a program had it open, its `-wal` file was left \
                 behind: copy it with `ovation backup`";
            LedgerError::NotARecord {
                address,
                found: found.to_owned(),
            }
        }
        error => error,
    }
}

/// Connects for writing; where another process makes the same file at this moment, once that is done: SQLite does
/// not wait by itself for a lock that stands in the way of WAL mode
/// (<https://www.sqlite.org/c3ref/busy_handler.html>).
#[cfg(feature = "sqlite")]
async fn connect_waiting(
    pool: &SqlitePoolOptions,
    writing: &SqliteConnectOptions,
    path: &str,
    lock_wait: Duration,
) -> Result<SqlitePool, LedgerError> {
    let doing = "opening it";
    let mut wait = Duration::from_millis(5);
    let connect = async {
        loop {
            let opened = pool.clone().connect_with(writing.clone()).await;
            match opened.map_err(|error| LedgerError::of(path, doing, error)) {
                Err(LedgerError::Locked { .. }) => tokio::time::sleep(wait).await,
                opened => return opened,
            }
            wait = (2 * wait).min(Duration::from_millis(250));
        }
    };
    let address = path.to_owned();
    let waited = tokio::time::timeout(lock_wait, connect).await;
    waited.unwrap_or(Err(LedgerError::Locked { address, doing }))
}

/// Opens a SQLite record for reading, also where neither it nor its folder may be written.
///
/// Reading a WAL database needs its `-shm` file. Where that cannot be made nobody writes either,
/// so that the file can be read as one that does not change, unless a `-wal` file beside it still
/// holds entries: <https://www.sqlite.org/wal.html#readonly>.
#[cfg(feature = "sqlite")]
async fn read_only_sqlite(
    path: &str,
    options: &SqliteConnectOptions,
    pool: &SqlitePoolOptions,
) -> Result<Db, LedgerError> {
    let pool = pool.clone().max_connections(READERS);
    // Opened as a writer would, where it may be: who reads last leaves nothing beside the record either.
    let reading = options
        .clone()
        .pragma("query_only", "on")
        .pragma("cache_size", "-4000");
    let address: Arc<str> = path.into();
    let db = Db::Sqlite(pool.clone().connect_lazy_with(reading.clone()));
    match peek(&db, &address).await {
        Ok(()) => return Ok(db),
        Err(LedgerError::Unopenable { .. } | LedgerError::ReadOnly { .. }) => {}
        Err(error) => return Err(error),
    }
    // A writer that was killed leaves a WAL to be recovered, and only an opening for writing can:
    // <https://www.sqlite.org/wal.html#recovery>. Where that is allowed the record reads again.
    let writer = pool
        .clone()
        .max_connections(1)
        .connect_lazy_with(options.clone());
    let recovered = peek(&Db::Sqlite(writer.clone()), &address).await;
    writer.close().await;
    if recovered.is_ok() && peek(&db, &address).await.is_ok() {
        return Ok(db);
    }
    let wal = PathBuf::from(format!("{path}-wal"));
    if wal.metadata().is_ok_and(|facts| facts.len() > 0) {
        return Err(LedgerError::Unopenable {
            address: path.to_owned(),
            why: format!(
                "`{path}-wal` holds entries that were not yet taken in, and the folder may not be \
                 written; copy both files to where they may be"
            ),
        });
    }
    let reading = reading.read_only(true).immutable(true);
    Ok(Db::Sqlite(pool.connect_lazy_with(reading)))
}

/// Whether anything can be read at all.
#[cfg(feature = "sqlite")]
async fn peek(db: &Db, address: &Arc<str>) -> Result<(), LedgerError> {
    let mut conn = db.take(address, "opening it for reading").await?;
    conn.row("select count(*) from sqlite_master", Vec::new())
        .await?;
    Ok(())
}

#[cfg(feature = "postgres")]
async fn open_postgres(
    address: &str,
    opening: Opening,
    limits: Limits,
) -> Result<Ledger, LedgerError> {
    use sqlx::Connection as _;
    use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
    let refuse = |why: String| LedgerError::BadAddress {
        address: without_password(address),
        why,
    };
    let shown: Arc<str> = without_password(address).into();
    let doing = "opening it";
    let options: PgConnectOptions = address
        .parse()
        .map_err(|error: sqlx::Error| refuse(error.to_string()))?;
    let options = sqlx::ConnectOptions::disable_statement_logging(options)
        .application_name("ovation")
        .options([(
            "lock_timeout",
            format!("{}ms", limits.lock_wait.as_millis()),
        )]);
    // A pool asks again and again until its time is over. Whoever opens a record wants to hear at
    // once that the server is not there.
    let first = tokio::time::timeout(CONNECT_WAIT, PgConnection::connect_with(&options)).await;
    match first {
        Ok(Ok(conn)) => drop(conn.close().await),
        Ok(Err(error)) => return Err(LedgerError::of(&shown, doing, error)),
        Err(_elapsed) => {
            return Err(LedgerError::Unreachable {
                address: shown.to_string(),
                doing,
                why: format!("no answer in {} s", CONNECT_WAIT.as_secs()),
            });
        }
    }
    let pool = PgPoolOptions::new().acquire_timeout(limits.lock_wait);
    let read = pool.clone().max_connections(READERS);
    let read = read
        .connect_with(options.clone())
        .await
        .map_err(|error| LedgerError::of(&shown, doing, error))?;
    let reader = Db::Postgres(read.clone());
    let mut conn = reader.take(&shown, doing).await?;
    check_shape(&mut conn, &shown, opening).await?;
    check_steps(&mut conn, &shown, newest(&POSTGRES_STEPS), opening).await?;
    drop(conn);
    if opening == Opening::ReadOnly {
        return Ok(Ledger::of(shown, reader, None, limits));
    }
    let before = step_of(&reader, &shown).await?;
    let steps = POSTGRES_STEPS.run(&read).await;
    steps.map_err(|error| migration_error(&shown, error))?;
    // The writer asks for rows by their keys only. Tables that have just grown have no statistics
    // yet, and a scan that was cheap when a statement was planned is not a thousand batches later.
    let writing = options.options([
        ("enable_seqscan", "off"),
        ("enable_hashjoin", "off"),
        ("enable_mergejoin", "off"),
        ("jit", "off"),
    ]);
    let write = pool.max_connections(1).connect_lazy_with(writing);
    let ledger = Ledger::of(shown, reader, Some(Db::Postgres(write)), limits);
    remake_views(&ledger, before, newest(&POSTGRES_STEPS)).await?;
    Ok(ledger)
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
