//! Backup and restore: a record copied entry by entry into an empty one, of either database.
//!
//! A backup is a record itself: a SQLite file that every command reads. What is copied is the
//! entries, the words beside them and the kept copies; the views are made anew from the entries.

use crate::chain::{Head, NewEntry, READ_AHEAD, read_head, write_entries};
use crate::copies::{Folder, copy_posters, packed_of, write_packed};
use crate::db::{Arg, Conn};
use crate::{Ledger, LedgerError, Replay};
use async_recursion::async_recursion as boxed;
use ovation_terms::{Hash, Seq};

/// What was copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Entries; the hash of each was checked on the way.
    pub entries: u64,
    /// Kept copies of sources.
    pub copies: u64,
    /// The last entry, the same in both.
    pub head: Head,
}

/// What a walk along the chain showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainReport {
    /// Entries whose hash fits.
    pub entries: u64,
    /// The last of them.
    pub head: Head,
    /// Where it breaks, for a person; none when it holds.
    pub broken: Option<String>,
}

impl Ledger {
    /// Copies the whole record into an empty one and makes its views.
    ///
    /// One moment of this record is copied; others may go on writing. The other record gets all
    /// of it or, when anything goes wrong, nothing.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] when the other record has entries, [`LedgerError::Damaged`] when
    /// the chain of this one does not hold.
    #[boxed]
    pub async fn copy_to(
        &self,
        other: &Self,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<Copied, LedgerError> {
        let mut from = self.snapshot("copying the record").await?;
        let mut to = other.writer("copying a record into it").await?;
        let there = read_head(&mut to).await?;
        if there.seq != Seq(0) {
            let why = format!(
                "`{}` has {}; a record is copied into an empty one only",
                other.address(),
                ovation_terms::counted(there.seq.0.unsigned_abs(), "entry", "entries")
            );
            return Err(LedgerError::Refused { why });
        }
        let head = read_head(&mut from).await?;
        let mut before = Hash::ZERO;
        let mut last = 0;
        while last < head.seq.0 {
            let entries = portion(&mut from, last).await?;
            let Some(end) = entries.last().map(|entry| entry.seq) else {
                return Err(from.damaged(format!("entry {} is missing", last + 1)));
            };
            for entry in &entries {
                if entry.seq != last + 1 || !entry.stored().fits(before) {
                    return Err(from.damaged(format!("the chain breaks at entry {}", last + 1)));
                }
                last = entry.seq;
                before = entry.hash;
            }
            write_entries(&mut to, &entries).await?;
            progress(end.unsigned_abs());
        }
        let copies = copy_kept(&mut from, &mut to, self.copies_folder().as_ref()).await?;
        copy_posters(&mut from, &mut to).await?;
        to.commit().await?;
        other.replay(Replay::Rebuild, &mut |_| {}).await?;
        Ok(Copied {
            entries: head.seq.0.unsigned_abs(),
            copies,
            head,
        })
    }

    /// Walks along the chain alone, without looking at any view.
    ///
    /// # Errors
    /// What the database says; where the chain breaks is in the report.
    #[boxed]
    pub async fn verify_chain(
        &self,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<ChainReport, LedgerError> {
        let mut conn = self.snapshot("walking along the chain").await?;
        let mut head = Head {
            seq: Seq(0),
            hash: Hash::ZERO,
            at: None,
        };
        let mut broken = None;
        crate::chain::walk_entries(&mut conn, &mut |entry| {
            let next = head.seq.0 + 1;
            if entry.seq != next {
                broken = Some(format!("entry {next} is missing"));
            } else if !entry.fits(head.hash) {
                broken = Some(format!(
                    "the hash of entry {next} does not fit what it says and what stands before it"
                ));
            } else {
                head = Head {
                    seq: Seq(entry.seq),
                    hash: Hash(entry.hash),
                    at: Some(ovation_terms::Moment(entry.at)),
                };
            }
            if next % 4096 == 0 {
                progress(next.unsigned_abs());
            }
            broken.is_none()
        })
        .await?;
        Ok(ChainReport {
            entries: head.seq.0.unsigned_abs(),
            head,
            broken,
        })
    }
}

/// The next entries, with the words beside them.
async fn portion(conn: &mut Conn, last: i64) -> Result<Vec<NewEntry>, LedgerError> {
    let sql = "select e.seq, e.at, e.actor, e.kind, e.hash, e.body, w.source, w.words \
         from entry e left join entry_words w on w.seq = e.seq \
         where e.seq > $1 order by e.seq limit $2";
    let mut entries = Vec::new();
    let args = vec![Arg::int(last), Arg::int(READ_AHEAD.into())];
    conn.each(sql, args, &mut |row| {
        let words = match (row.maybe_int(6)?, row.maybe_text(7)?) {
            (Some(source), Some(words)) => Some((source, words.to_owned())),
            _ => None,
        };
        entries.push(NewEntry {
            seq: row.int(0)?,
            at: row.int(1)?,
            actor: row.text(2)?.to_owned(),
            kind: row.text(3)?.to_owned().into(),
            hash: Hash(crate::views::bytes_of(row, 4)?),
            body: row.text(5)?.to_owned(),
            words,
        });
        Ok(())
    })
    .await?;
    Ok(entries)
}

/// Copies what is kept of sources, wherever it stands: a backup is one file.
async fn copy_kept(
    from: &mut Conn,
    to: &mut Conn,
    folder: Option<&Folder>,
) -> Result<u64, LedgerError> {
    let mut copies = 0;
    let mut last: Vec<u8> = Vec::new();
    loop {
        let sql = "select hash from kept_copy where hash > $1 order by hash limit 256";
        let rows = from.rows(sql, vec![Arg::bytes(&last)]).await?;
        let Some(end) = rows.last() else { break };
        last = end.bytes(0).map_err(|error| from.failed(error))?.to_vec();
        for row in &rows {
            let hash = crate::views::bytes_of(row, 0).map(Hash);
            let hash = hash.map_err(|error| from.failed(error))?;
            if let Some((packed, size)) = packed_of(from, hash, folder).await? {
                write_packed(to, hash, &packed, size).await?;
                copies += 1;
            }
        }
    }
    let mut last = 0;
    loop {
        let sql = "select source, hash, how, until, gone, why from source_copy where source > $1 \
             order by source limit 1024";
        let rows = from.rows(sql, vec![Arg::int(last)]).await?;
        if rows.is_empty() {
            return Ok(copies);
        }
        for row in &rows {
            let text = |place| -> Result<_, sqlx::Error> {
                Ok(Arg::Text(row.maybe_text(place)?.map(Into::into)))
            };
            let mut args = || {
                last = row.int(0)?;
                let (source, hash) = (Arg::int(last), Arg::bytes(row.bytes(1)?));
                Ok(vec![source, hash, text(2)?, text(3)?, text(4)?, text(5)?])
            };
            let args = args().map_err(|error: sqlx::Error| from.failed(error))?;
            let sql = "insert into source_copy (source, hash, how, until, gone, why) \
                 values ($1, $2, $3, $4, $5, $6)";
            to.run(sql, args).await?;
        }
    }
}
