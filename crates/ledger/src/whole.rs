//! One file is one file: what keeps a SQLite record whole in its file, and tells where it is not.
//!
//! While a program writes, new entries stand in the `-wal` file beside the record until they are moved. Whoever copies
//! the record's file alone then loses them without noticing. So before anything is written, a mark goes into the
//! record's own file (SQLite's `user_version`, of which nothing else makes use); the first entries that are moved there
//! take it away again. The mark says which file it was made in: a file with another
//! one's mark and without a `-wal` file beside it is a copy that lacks something. With its own it is where a program
//! ended before it wrote.

use crate::db::Conn;
#[cfg(feature = "sqlite")]
use crate::db::Db;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
#[cfg(feature = "sqlite")]
use std::sync::Arc;

/// What became of words that were deleted, in the files of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scrubbed {
    /// They are in no file of the record any more.
    Clean,
    /// Another process reads the record: what it may still look at stays in the `-wal` file until it ends.
    LogHeld,
    /// They are in no table of the server's database; its own log and its copies keep them for a time.
    ServerLog,
}

impl Ledger {
    /// Overwrites what deleted words leave in the record's files: tables are written anew, and the log of what was
    /// written is emptied. Takes as long as copying the record.
    ///
    /// # Errors
    /// [`LedgerError::Full`], [`LedgerError::Locked`] where others keep on writing, or what the database says.
    #[boxed]
    pub async fn scrub(&self) -> Result<Scrubbed, LedgerError> {
        let doing = "overwriting deleted words";
        let Some(write) = self.write_side() else {
            return Err(LedgerError::ReadOnly {
                address: self.address().to_owned(),
                doing,
            });
        };
        let mut conn = write.take(self.shared_address(), doing).await?;
        if write.is_server() {
            // Its own statement each: none of them may stand in a transaction.
            for table in ["entry_words", "kept_copy", "kept_part", "source_copy"] {
                conn.run(format!("vacuum full {table}"), Vec::new()).await?;
            }
            return Ok(Scrubbed::ServerLog);
        }
        drop(conn);
        self.sweep_copies().await?;
        let mut conn = write.take(self.shared_address(), doing).await?;
        // Pages that were split or joined may hold a second copy of what was deleted from them.
        conn.run("vacuum", Vec::new()).await?;
        let told = checkpoint(&mut conn, "truncate").await?;
        Ok(if told.is_whole {
            Scrubbed::Clean
        } else {
            Scrubbed::LogHeld
        })
    }
}

/// What a checkpoint did.
struct Checkpoint {
    /// Everything that was written is in the record's file.
    is_whole: bool,
}

async fn checkpoint(conn: &mut Conn, how: &'static str) -> Result<Checkpoint, LedgerError> {
    let sql = format!("pragma wal_checkpoint({how})");
    let row = conn.row(sql, Vec::new()).await?;
    let told = row.map(|row| Ok((row.int(0)?, row.int(1)?, row.int(2)?)));
    let told = told.transpose();
    let told = told.map_err(|error: sqlx::Error| conn.failed(error))?;
    let is_whole = told.is_some_and(|(busy, log, moved)| busy == 0 && log == moved);
    Ok(Checkpoint { is_whole })
}

#[cfg(feature = "sqlite")]
pub(crate) use file::*;

/// The record's own file.
#[cfg(feature = "sqlite")]
mod file {
    use super::{Arc, Conn, Db, Ledger, LedgerError, checkpoint};
    use ovation_terms::Hash;
    use std::fs::File;
    use std::io::Read as _;
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    /// Where `user_version` stands in the file: <https://www.sqlite.org/fileformat2.html#database_header>.
    const MARK_PLACE: usize = 60;
    /// The file's header.
    const HEADER: usize = 100;
    /// Of a mark the lower bits that follow from the upper ones: other bytes in its place are no mark.
    const CHECK_BITS: u32 = 11;

    /// How often moving the mark to the file is tried while readers stand in the way, and how long between.
    const TRIES: u32 = 20;
    const PAUSE: Duration = Duration::from_millis(5);

    /// How long a record that is being closed waits for others who use it: then it is theirs to leave whole.
    const CLOSE_WAIT: &str = "pragma busy_timeout = 250";
    /// The longest that closing may take before the file is left as a crash would leave it.
    const CLOSE_LIMIT: Duration = Duration::from_mins(10);

    /// The file beside the record that holds what was not moved to it yet.
    pub(crate) fn wal_of(path: &str) -> PathBuf {
        PathBuf::from(format!("{path}-wal"))
    }

    /// Whether there is something in the `-wal` file.
    fn has_wal(path: &str) -> bool {
        wal_of(path).metadata().is_ok_and(|facts| facts.len() > 0)
    }

    /// The header of the record's own file; none where there is no file that begins as a database does.
    fn header_of(path: &str) -> Option<[u8; HEADER]> {
        let mut head = [0; HEADER];
        File::open(path)
            .and_then(|mut file| file.read_exact(&mut head))
            .ok()?;
        head.starts_with(b"SQLite format 3\0").then_some(head)
    }

    /// The bytes in the mark's place; none where they are nought.
    fn in_marks_place(head: &[u8; HEADER]) -> Option<u32> {
        let [one, two, three, four] = *head.get(MARK_PLACE..)?.first_chunk()?;
        Some(u32::from_be_bytes([one, two, three, four])).filter(|mark| *mark != 0)
    }

    /// The mark that the record's own file bears.
    fn mark_in(path: &str) -> Option<u32> {
        let head = header_of(path)?;
        in_marks_place(&head).filter(|mark| is_mark(*mark) && header_trouble(&head).is_none())
    }

    fn is_marked(path: &str) -> bool {
        mark_in(path).is_some()
    }

    /// A mark of the upper bits, which are not all nought, with those that follow from them.
    fn mark_with(upper: u32) -> u32 {
        let upper = upper.max(1);
        let [one, two, ..] = Hash::of(&upper.to_le_bytes()).0;
        let check = u32::from(u16::from_le_bytes([one, two])) & ((1 << CHECK_BITS) - 1);
        upper << CHECK_BITS | check
    }

    fn is_mark(found: u32) -> bool {
        mark_with(found >> CHECK_BITS) == found && i32::try_from(found).is_ok()
    }

    /// The mark that is made in this file and in no copy of it: a copy has another inode, a file that is renamed
    /// keeps its own. Where files have none all marks are one, and only the `-wal` file tells.
    fn mark_of(path: &str) -> u32 {
        #[cfg(unix)]
        let inode = {
            use std::os::unix::fs::MetadataExt as _;
            Path::new(path).metadata().map_or(0, |facts| facts.ino())
        };
        #[cfg(not(unix))]
        let inode = 0_u64;
        let [one, two, three, four, ..] = Hash::of(&inode.to_le_bytes()).0;
        // Positive as SQLite reads it, and never nought.
        let drawn = u32::from_le_bytes([one, two, three, four]);
        mark_with(drawn & ((1 << (31 - CHECK_BITS)) - 1))
    }

    /// What of the file's header no program writes so: it was damaged, not copied at a bad moment.
    ///
    /// None where there is no file, none that begins as a database does, or nothing is wrong with it.
    pub(crate) fn damage_of(path: &str) -> Option<String> {
        header_of(path).and_then(|head| header_trouble(&head).or_else(|| mark_trouble(&head)))
    }

    fn mark_trouble(head: &[u8; HEADER]) -> Option<String> {
        let found = in_marks_place(head).filter(|found| !is_mark(*found))?;
        Some(format!(
            "bytes {MARK_PLACE} to {} of the file, in its header, hold {found:08x}, which no program writes there",
            MARK_PLACE + 3
        ))
    }

    /// Whether the file has pages behind those with which an empty one begins.
    pub(crate) fn has_pages(path: &str) -> bool {
        const BEGINNING: u64 = 2;
        let Some(head) = header_of(path) else {
            return false;
        };
        let [high, low] = [head[16], head[17]].map(u64::from);
        // A page of 65536 bytes is written as 1.
        let page = match high << 8 | low {
            1 => 65_536,
            size => size.max(512),
        };
        let size = Path::new(path).metadata().map_or(0, |facts| facts.len());
        size > BEGINNING * page
    }

    /// The rules of the format for what stands in a header.
    fn header_trouble(head: &[u8; HEADER]) -> Option<String> {
        let byte = |place: usize| head.get(place).copied().unwrap_or(0);
        let short = |place: usize| u16::from_be_bytes([byte(place), byte(place + 1)]);
        let long = |place: usize| u32::from(short(place)) << 16 | u32::from(short(place + 2));
        let page = short(16);
        let rules: [(bool, &str, &str); 7] = [
            (
                page == 1 || (page >= 512 && page.is_power_of_two()),
                "16 and 17",
                "the size of a page",
            ),
            (
                matches!(byte(18), 1 | 2) && matches!(byte(19), 1 | 2),
                "18 and 19",
                "the version of the format",
            ),
            (
                [byte(21), byte(22), byte(23)] == [64, 32, 32],
                "21 to 23",
                "64, 32 and 32",
            ),
            (long(44) <= 4, "44 to 47", "the form of the schema, 1 to 4"),
            (long(56) <= 3, "56 to 59", "the encoding, 1 to 3"),
            (
                (72..92).all(|place| byte(place) == 0),
                "72 to 91",
                "nothing",
            ),
            (long(64) <= 1, "64 to 67", "0 or 1"),
        ];
        let broken = rules.into_iter().find(|(holds, ..)| !holds);
        broken.map(|(_, places, wanted)| {
            format!("bytes {places} of the file, in its header, should hold {wanted}, and hold something else")
        })
    }

    /// Whether the mark in the file was made in it, so that it is no copy.
    fn is_own_mark(path: &str) -> bool {
        cfg!(unix) && mark_in(path) == Some(mark_of(path))
    }

    /// Whether the file was copied without the `-wal` file that belonged to it.
    ///
    /// Looked at more than once: others may be closing or opening it at this moment.
    pub(crate) async fn is_left_behind(path: &str) -> bool {
        for _ in 0..3 {
            if !is_marked(path) || is_own_mark(path) || has_wal(path) {
                return false;
            }
            tokio::time::sleep(PAUSE).await;
        }
        true
    }

    /// Whether there is a file without a `-wal` file that holds more than nothing.
    pub(crate) fn is_bare(path: &str) -> bool {
        Path::new(path)
            .metadata()
            .is_ok_and(|facts| facts.len() > 0)
            && !has_wal(path)
    }

    /// Takes the write lock; the record's file bears the mark then, and what is committed takes it away once it is
    /// moved there.
    pub(crate) async fn lock_marked(
        write: &Db,
        address: &Arc<str>,
        doing: &'static str,
    ) -> Result<Conn, LedgerError> {
        let mut conn = write.lock(address, doing).await?;
        if !is_marked(address) {
            conn.roll_back().await?;
            mark(write, address).await?;
            conn = write.lock(address, doing).await?;
        }
        if version(&mut conn).await? != 0 {
            conn.run("pragma user_version = 0", Vec::new()).await?;
        }
        Ok(conn)
    }

    async fn version(conn: &mut Conn) -> Result<i64, LedgerError> {
        let row = conn.row("pragma user_version", Vec::new()).await?;
        row.map_or(Ok(0), |row| row.int(0).map_err(|error| conn.failed(error)))
    }

    /// Puts the mark into the file. Where readers stand in the way for long it goes on without: it guards copies, and
    /// nobody's work depends on it.
    async fn mark(write: &Db, address: &Arc<str>) -> Result<(), LedgerError> {
        let doing = "noting that it is open";
        let mut conn = write.take(address, doing).await?;
        let sql = format!("pragma user_version = {}", mark_of(address));
        conn.run(sql, Vec::new()).await?;
        for _ in 0..TRIES {
            checkpoint(&mut conn, "passive").await?;
            if is_marked(address) {
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
        Ok(())
    }

    /// Moves everything into the record's file, before its last connection is closed. What others still use is theirs
    /// to move; nothing is lost where it fails.
    pub(crate) async fn settle(write: &Db, address: &Arc<str>) {
        let work = async {
            let mut conn = write.take(address, "closing it").await?;
            conn.run(CLOSE_WAIT, Vec::new()).await?;
            if version(&mut conn).await? != 0 {
                // A writer that wrote nothing.
                conn.run("pragma user_version = 0", Vec::new()).await?;
            }
            if has_wal(address) {
                checkpoint(&mut conn, "truncate").await?;
            }
            Ok::<(), LedgerError>(())
        };
        let _left = tokio::time::timeout(CLOSE_LIMIT, work).await;
    }

    /// Where a writer was killed before it wrote anything its mark goes, before the last reader closes the file.
    pub(crate) async fn settle_for_readers(read: &Db, address: &Arc<str>) {
        if !is_marked(address) {
            return;
        }
        let marked = async {
            let mut conn = read.take(address, "closing it").await?;
            version(&mut conn).await
        };
        if marked.await.is_ok_and(|version| version != 0) {
            Ledger::tidy(address).await;
        }
    }

    impl Ledger {
        /// Moves what a program that was killed, or that ended without closing the record, left in the `-wal` file
        /// beside it, and takes its mark away; does nothing where there is neither, or where others use it.
        pub async fn tidy(address: &str) {
            let path = address.strip_prefix("sqlite:").unwrap_or(address);
            let path = path.strip_prefix("//").unwrap_or(path);
            let is_file = !path.contains("://") && Path::new(path).is_file();
            if is_file && (wal_of(path).exists() || is_marked(path)) {
                let limits = crate::Limits {
                    lock_wait: Duration::from_millis(250),
                    ..crate::Limits::default()
                };
                let opened = Self::open_within(path, crate::Opening::Existing, limits).await;
                if let Ok(ledger) = opened {
                    ledger.close().await;
                }
            }
        }
    }
}
