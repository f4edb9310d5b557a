//! The peer: the same entry rows into an empty table, with nothing else.

use crate::BATCH;
use ovation_ledger::Ledger;
use ovation_terms::{Entry, Seq};
use sqlx::Connection as _;
use std::time::{Duration, Instant};

type Failed = Box<dyn std::error::Error>;

/// Makes an empty schema on a server; gives the address of a record in it.
pub(crate) async fn empty_schema(server: &str) -> Result<String, Failed> {
    let mut conn = sqlx::PgConnection::connect(server).await?;
    let made = "drop schema if exists bench cascade; create schema bench";
    sqlx::raw_sql(made).execute(&mut conn).await?;
    let mark = if server.contains('?') { '&' } else { '?' };
    Ok(format!("{server}{mark}options[search_path]=bench"))
}

/// Inserts the entries of a record into an empty table of the same database: SQLite row by row in
/// one transaction a batch, PostgreSQL by COPY. Gives the time taken and the bytes of a body.
pub(crate) async fn insert(ledger: &Ledger, address: &str) -> Result<(Duration, usize), Failed> {
    let mut peer = if address.starts_with("postgres") {
        let mut conn = sqlx::PgConnection::connect(address).await?;
        let table = "create table bare (seq bigint primary key, at bigint, actor text, kind text, \
             hash bytea, body text)";
        sqlx::raw_sql(table).execute(&mut conn).await?;
        Peer::Postgres(conn)
    } else {
        let options = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(format!("{address}-bare"))
            .create_if_missing(true)
            .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
            .synchronous(sqlx::sqlite::SqliteSynchronous::Full);
        let mut conn = sqlx::SqliteConnection::connect_with(&options).await?;
        let table = "create table bare (seq integer primary key, at integer, actor text, \
             kind text, hash blob, body text) strict";
        sqlx::raw_sql(table).execute(&mut conn).await?;
        Peer::Sqlite(conn)
    };
    let mut taken = Duration::ZERO;
    let mut after = Seq(0);
    let (mut bytes, mut rows) = (0, 0);
    loop {
        let entries = ledger.entries(after, u32::try_from(BATCH)?).await?;
        let Some(last) = entries.last() else { break };
        after = last.seq;
        let mut bodies = Vec::with_capacity(entries.len());
        for entry in &entries {
            bodies.push(serde_json::to_string(&entry.body)?);
        }
        rows += bodies.len();
        bytes += bodies.iter().map(String::len).sum::<usize>();
        let started = Instant::now();
        peer.take(&entries, bodies).await?;
        taken += started.elapsed();
    }
    Ok((taken, bytes / rows.max(1)))
}

enum Peer {
    Sqlite(sqlx::SqliteConnection),
    Postgres(sqlx::PgConnection),
}

impl Peer {
    async fn take(&mut self, entries: &[Entry], bodies: Vec<String>) -> Result<(), Failed> {
        match self {
            Self::Sqlite(conn) => {
                let mut work = conn.begin().await?;
                for (entry, body) in entries.iter().zip(bodies) {
                    sqlx::query("insert into bare values ($1, $2, $3, $4, $5, $6)")
                        .bind(entry.seq.0)
                        .bind(entry.at.0)
                        .bind(entry.actor.as_str().to_owned())
                        .bind(entry.body.kind())
                        .bind(entry.hash.0.to_vec())
                        .bind(body)
                        .execute(&mut *work)
                        .await?;
                }
                work.commit().await?;
            }
            Self::Postgres(conn) => {
                use std::fmt::Write as _;
                let mut text = String::new();
                for (entry, body) in entries.iter().zip(bodies) {
                    // In COPY's text form a backslash stands before itself.
                    let body = body.replace('\\', "\\\\");
                    let (seq, at, hash) = (entry.seq.0, entry.at.0, entry.hash);
                    let (actor, kind) = (entry.actor.as_str(), entry.body.kind());
                    writeln!(text, "{seq}\t{at}\t{actor}\t{kind}\t\\\\x{hash}\t{body}")?;
                }
                let mut copy = conn.copy_in_raw("copy bare from stdin").await?;
                copy.send(text.into_bytes()).await?;
                copy.finish().await?;
            }
        }
        Ok(())
    }
}
