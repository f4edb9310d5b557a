//! Replay: all views made again from entry 1.

use crate::chain::{read_head, walk_entries};
use crate::db::Conn;
use crate::projection::{Line, Table, Working};
use crate::views::{
    TableDigest, clear_views, compact_recent, digest_tables, digest_working, write_working,
};
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::Hash;

/// What a replay is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replay {
    /// Puts the replay's rows in place of those that are there, all at once. Only tables that
    /// differ are written; where all agree nothing is.
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
    /// Whether all digests agree; if so, a rebuild wrote nothing.
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
    #[boxed]
    pub async fn replay(
        &self,
        mode: Replay,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<ReplayReport, LedgerError> {
        // A rebuild holds the write lock throughout: what it compared is what it replaces.
        let writer = match mode {
            Replay::Check => None,
            Replay::Rebuild => Some(self.writer("rebuilding the views").await?),
        };
        let (entries, working, before) = self.project_and_digest(progress).await?;
        let after = digest_working(&working);
        if let Some(mut writer) = writer {
            let differs = |table: &Table| {
                let digest =
                    |of: &[TableDigest]| of.iter().find(|it| it.name == table.name).cloned();
                digest(&before) != digest(&after)
            };
            if before != after {
                clear_views(&mut writer, &differs).await?;
                write_working(&mut writer, &working, &differs).await?;
                let reviews = i64::try_from(working.current.len()).unwrap_or(i64::MAX);
                compact_recent(&mut writer, self.limits().young_rows, reviews).await?;
                writer.commit().await?;
            }
        }
        Ok(ReplayReport {
            entries,
            reviews: working.current.len() as u64,
            same: before == after,
            tables: before
                .into_iter()
                .zip(after)
                .map(|(before, after)| (after.name.to_owned(), after.rows, before.hash, after.hash))
                .collect(),
        })
    }
}

impl Ledger {
    /// Folds all entries while another connection digests the tables.
    async fn project_and_digest(
        &self,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<(u64, Working, Vec<TableDigest>), LedgerError> {
        let doing = "checking the views";
        loop {
            let mut entries = self.snapshot(doing).await?;
            let mut tables = self.snapshot(doing).await?;
            // Both must see the same moment. The first question fixes what a connection sees.
            if read_head(&mut entries).await? != read_head(&mut tables).await? {
                continue;
            }
            let digests = tokio::spawn(async move { digest_tables(&mut tables).await });
            let (count, working) = project_all(&mut entries, progress).await?;
            let before = digests
                .await
                .map_err(|error| entries.damaged(error.to_string()))??;
            return Ok((count, working, before));
        }
    }
}

/// Goes through all entries, checks the hash of each, and folds them.
async fn project_all(
    conn: &mut Conn,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<(u64, Working), LedgerError> {
    let mut working = Working::default();
    let mut last = (0_i64, Hash::ZERO);
    let mut wrong: Option<String> = None;
    walk_entries(conn, &mut |entry| {
        let seq = entry.seq;
        wrong = if seq != last.0 + 1 {
            Some(format!("entry {} is missing", last.0 + 1))
        } else if entry.fits(last.1) {
            let line = Line::parse(entry);
            line.and_then(|line| working.apply(&line)).err()
        } else {
            Some(format!("the hash of entry {seq} does not fit what it says"))
        };
        last = (seq, Hash(entry.hash));
        if seq % 4096 == 0 {
            progress(u64::try_from(seq).unwrap_or(0));
        }
        wrong.is_none()
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
