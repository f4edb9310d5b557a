//! Opening a file.

use super::{
    EMPTY, Limits, Opening, READERS, SQLITE_STEPS, TAKE_BACK, check_shape, check_steps,
    migration_error, newest, remake_views, step_of,
};
use crate::chain::READ_AHEAD;
use crate::db::Db;
use crate::{Ledger, LedgerError};
use sqlx::ConnectOptions as _;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

pub(super) async fn open_sqlite(
    path: &str,
    opening: Opening,
    limits: Limits,
) -> Result<Ledger, LedgerError> {
    let address: Arc<str> = path.into();
    check_place(path, opening)?;
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
            (Err(_), Some(detail)) => {
                return Err(unopenable(path, &format!("{detail}; {TAKE_BACK}")));
            }
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
    let writing = for_writing(&options, opening, limits);
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

fn unopenable(path: &str, why: &str) -> LedgerError {
    LedgerError::Unopenable {
        address: path.to_owned(),
        why: why.to_owned(),
    }
}

/// Whether there can be a record at a path.
fn check_place(path: &str, opening: Opening) -> Result<(), LedgerError> {
    if opening != Opening::Create && !Path::new(path).exists() {
        return Err(LedgerError::Missing {
            address: path.to_owned(),
        });
    }
    if Path::new(path).is_dir() {
        return Err(unopenable(path, "it is a folder; name a file in it"));
    }
    let folder = Path::new(path).parent();
    if folder.is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(unopenable(
            path,
            "its folder does not exist; make the folder first",
        ));
    }
    Ok(())
}

/// How the one connection that writes is opened.
fn for_writing(
    options: &SqliteConnectOptions,
    opening: Opening,
    limits: Limits,
) -> SqliteConnectOptions {
    // In WAL mode readers never wait for the writer. With FULL, SQLite syncs the WAL on every
    // commit, so that an acknowledged commit survives a power cut; NORMAL would sync only at a
    // checkpoint and could lose the last ones: <https://www.sqlite.org/pragma.html#pragma_synchronous>.
    let writing = options
        .clone()
        .create_if_missing(opening == Opening::Create)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        // Keys and minhashes are scattered over their indexes: a batch touches a page for nearly each.
        // What does not fit here is written twice, what is not in the log yet is written once for
        // all batches until the next checkpoint. Only a large record takes that much.
        .pragma("cache_size", "-256000")
        .pragma("wal_autocheckpoint", "65536")
        // Words deleted at their owner's request are overwritten, not only let go.
        .pragma("secure_delete", "on");
    match limits.most_pages {
        Some(pages) => writing.pragma("max_page_count", pages.to_string()),
        None => writing,
    }
}

/// Looks at what the file holds; one that cannot be taken is closed again, so that nothing is left beside it.
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
async fn peek(db: &Db, address: &Arc<str>) -> Result<(), LedgerError> {
    let mut conn = db.take(address, "opening it for reading").await?;
    conn.row("select count(*) from sqlite_master", Vec::new())
        .await?;
    Ok(())
}
