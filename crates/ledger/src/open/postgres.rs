//! Opening a database of a server.

use super::{
    CONNECT_WAIT, Limits, Opening, POSTGRES_STEPS, READERS, check_shape, check_steps,
    migration_error, newest, remake_views, step_of, without_password,
};
use crate::db::Db;
use crate::{Ledger, LedgerError};
use std::sync::Arc;

pub(super) async fn open_postgres(
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
