//! Copies that were kept long enough go.

use super::write::EXPIRED;
use crate::db::{Arg, Conn};
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::Day;

/// What went, or would go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expired {
    /// Sources whose time was over.
    pub sources: u64,
    /// Copies that no other source needs.
    pub copies: u64,
    /// Bytes of these, unpacked.
    pub bytes: u64,
}

/// Sources whose time is over.
const OVER: &str = "gone is null and until < $1";

/// Digests that only such sources have.
const LEFT: &str = "select c.hash from source_copy c where c.gone is null and c.until < $1 \
     and not exists (select 1 from source_copy o where o.hash = c.hash and o.gone is null \
     and (o.until is null or o.until >= $1))";

impl Ledger {
    /// What of the kept copies was to be kept through a day before this one.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn expiring_copies(&self, today: Day) -> Result<Expired, LedgerError> {
        let mut conn = self.reader("looking for copies kept long enough").await?;
        count(&mut conn, today).await
    }

    /// Deletes the copies that were to be kept through a day before this one. The sources' entries stay, and of each
    /// source it is noted on which day its copy went.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn expire_copies(&self, today: Day) -> Result<Expired, LedgerError> {
        // Most often there is none: nobody waits for the lock then.
        if self.expiring_copies(today).await?.sources == 0 {
            return Ok(Expired::default());
        }
        let mut conn = self.writer("deleting copies kept long enough").await?;
        let expired = count(&mut conn, today).await?;
        for table in ["kept_part", "kept_copy"] {
            let sql = format!("delete from {table} where hash in ({LEFT})");
            conn.run(sql, vec![Arg::text(today.to_string())]).await?;
        }
        let sql = format!("update source_copy set gone = $1, why = $2 where {OVER}");
        let args = vec![Arg::text(today.to_string()), Arg::text(EXPIRED)];
        conn.run(sql, args).await?;
        conn.commit().await?;
        Ok(expired)
    }
}

async fn count(conn: &mut Conn, today: Day) -> Result<Expired, LedgerError> {
    let sql = format!(
        "select (select count(*) from source_copy where {OVER}), count(*), \
         cast(coalesce(sum(size_bytes), 0) as bigint) from kept_copy where hash in ({LEFT})"
    );
    let row = conn.row(sql, vec![Arg::text(today.to_string())]).await?;
    let read = row.map(|row| Ok((row.int(0)?, row.int(1)?, row.int(2)?)));
    let read = read.transpose();
    let read = read.map_err(|error: sqlx::Error| conn.failed(error))?;
    let number = |count: i64| u64::try_from(count).unwrap_or(0);
    Ok(
        read.map_or_else(Expired::default, |(sources, copies, bytes)| Expired {
            sources: number(sources),
            copies: number(copies),
            bytes: number(bytes),
        }),
    )
}
