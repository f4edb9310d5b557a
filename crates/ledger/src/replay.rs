//! Replay: all views made again from entry 1.

use crate::chain::{ENTRY_COLUMNS, hash_entry};
use crate::db::Conn;
use crate::fold::{Line, Working};
use crate::views::{bytes_of, clear_views, digest_tables, digest_working, write_working};
use crate::{Ledger, LedgerError};
use ovation_terms::Hash;

/// What a replay is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replay {
    /// Puts the replay's rows in place of those that are there, all at once.
    Rebuild,
    /// Compares, and writes nothing.
    Check,
}

/// What a replay found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayReport {
    /// Entries gone through; the hash of each was checked.
    pub entries: u64,
    /// Reviews they make.
    pub reviews: u64,
    /// Every view: its name, the rows a replay makes, the digest of the rows that were there and
    /// that of the replay's.
    pub tables: Vec<(String, u64, Hash, Hash)>,
    /// Whether all digests agree.
    pub same: bool,
}

impl Ledger {
    /// Makes all views again from entry 1 and compares them with those that are there.
    ///
    /// `progress` is told the number of entries gone through, every few thousand. One moment of the
    /// record is looked at; readers are not kept waiting.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when an entry is not what was written: its hash does not fit, one is
    /// missing, or its body cannot be read.
    pub async fn replay(
        &self,
        mode: Replay,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<ReplayReport, LedgerError> {
        let mut conn = match mode {
            Replay::Rebuild => self.writer("rebuilding the views").await?,
            Replay::Check => self.snapshot("checking the views").await?,
        };
        let (entries, working) = fold_all(&mut conn, progress).await?;
        let after = digest_working(&working);
        let before = digest_tables(&mut conn).await?;
        if mode == Replay::Rebuild {
            clear_views(&mut conn).await?;
            write_working(&mut conn, &working).await?;
            let written = digest_tables(&mut conn).await?;
            if written != after {
                return Err(conn.damaged("the rows written are not those the entries make"));
            }
            conn.commit().await?;
        }
        Ok(ReplayReport {
            entries,
            reviews: working.current.len() as u64,
            same: before == after,
            tables: before
                .into_iter()
                .zip(after)
                .map(|(before, after)| {
                    (after.name.to_owned(), after.rows, before.hash, after.hash)
                })
                .collect(),
        })
    }
}

/// Goes through all entries, checks the hash of each, and folds them.
async fn fold_all(
    conn: &mut Conn,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<(u64, Working), LedgerError> {
    let mut working = Working::default();
    let mut last = (0_i64, Hash::ZERO);
    let mut wrong: Option<String> = None;
    let sql = format!("select {ENTRY_COLUMNS} from entry order by seq");
    conn.each(sql, Vec::new(), &mut |row| {
        if wrong.is_some() {
            return Ok(());
        }
        let (seq, at) = (row.int(0)?, row.int(1)?);
        let (actor, kind, body) = (row.text(2)?, row.text(3)?, row.text(5)?);
        let hash: [u8; 32] = bytes_of(row, 4)?;
        if seq != last.0 + 1 {
            wrong = Some(format!("entry {} is missing", last.0 + 1));
        } else if hash_entry(last.1, seq, at, actor, kind, body).0 != hash {
            wrong = Some(format!("the hash of entry {seq} does not fit what it says"));
        } else {
            let applied = Line::parse(seq, at, hash, kind, body)
                .and_then(|line| working.apply(&line));
            wrong = applied.err();
        }
        last = (seq, Hash(hash));
        if seq % 4096 == 0 {
            progress(u64::try_from(seq).unwrap_or(0));
        }
        Ok(())
    })
    .await?;
    if let Some(wrong) = wrong {
        return Err(conn.damaged(wrong));
    }
    working.settle_groups();
    let entries = u64::try_from(last.0).unwrap_or(0);
    progress(entries);
    Ok((entries, working))
}
