//! Copies are written with the entries of their sources, and go with their words.

use super::pack::PART_BYTES;
use super::posters::write_posters;
use super::{Folder, PackedCopy, PosterFile};
use crate::db::{Arg, Conn};
use crate::insert::Lookup;
use crate::projection::{Kind, Table};
use crate::{LedgerError, Transaction};
use ovation_terms::{Day, Hash, SourceId};
use std::collections::{BTreeMap, BTreeSet};

const KEPT_COPY: Table = Table {
    name: "kept_copy",
    stored: &["kept_copy"],
    columns: &[
        ("hash", Kind::Bytes),
        ("bytes", Kind::Bytes),
        ("size_bytes", Kind::Int),
    ],
    key: "hash",
    conflict: "nothing",
};
const SOURCE_COPY: Table = Table {
    name: "source_copy",
    stored: &["source_copy"],
    columns: &[
        ("source", Kind::Int),
        ("hash", Kind::Bytes),
        ("how", Kind::Text),
        ("until", Kind::Text),
        ("gone", Kind::Text),
        ("why", Kind::Text),
    ],
    key: "source",
    // What is kept already is kept longer, never shorter; what has gone is there again.
    conflict: "update set how = excluded.how, until = excluded.until, gone = excluded.gone, why = excluded.why \
         where source_copy.gone is not null or excluded.gone is not null or (source_copy.until is not null \
         and (excluded.until is null or excluded.until > source_copy.until))",
};

/// What a source is kept as.
#[derive(Debug)]
struct NewCopy {
    copy: PackedCopy,
    how: String,
    until: Option<Day>,
}

/// Copies in the making, of one transaction.
#[derive(Debug, Default)]
pub(crate) struct NewCopies {
    kept: BTreeMap<i64, NewCopy>,
    /// Sources of which none is kept, for they hold what was deleted.
    withheld: BTreeMap<i64, (Hash, Day)>,
    /// Digests whose copies go, and the day.
    dropped: BTreeMap<Hash, Day>,
    in_folder: bool,
    /// Pictures of posters.
    pub(super) posters: BTreeMap<Hash, PosterFile>,
}

impl NewCopies {
    /// Whether nothing is to be written.
    pub(crate) fn is_empty(&self) -> bool {
        self.kept.is_empty()
            && self.withheld.is_empty()
            && self.dropped.is_empty()
            && self.posters.is_empty()
    }

    /// Whether copies are to go.
    pub(crate) fn drops(&self) -> bool {
        !self.dropped.is_empty()
    }
}

impl Transaction {
    /// Keeps the bytes of a source with the entries of this transaction, through a day or for ever. `how` is what whoever
    /// reads them again needs to know. Bytes that are kept already are kept once, and for the longer time.
    pub fn keep_copy(
        &mut self,
        source: SourceId,
        copy: PackedCopy,
        how: String,
        until: Option<Day>,
    ) {
        let new = NewCopy { copy, how, until };
        self.copies.kept.insert(source.0, new);
    }

    /// Copies of this transaction go into the folder beside the record, and not into it.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] for a record on a server, which has no folder.
    pub fn keep_copies_in_folder(&mut self) -> Result<(), LedgerError> {
        if self.ledger.is_on_server() {
            let why = "a record on a database server has no folder beside it for kept copies; \
                 they are kept in the database"
                .to_owned();
            return Err(LedgerError::Refused { why });
        }
        self.copies.in_folder = true;
        Ok(())
    }

    /// Keeps no copy of a source, for it holds words that were deleted at their owner's request; one that is there
    /// goes.
    pub fn withhold_copy(&mut self, source: SourceId, hash: Hash, today: Day) {
        self.copies.kept.retain(|_, new| new.copy.hash() != hash);
        self.copies.withheld.insert(source.0, (hash, today));
        self.copies.dropped.insert(hash, today);
    }

    /// Deletes the copies of digests with the entries of this transaction: they hold words that are deleted.
    pub fn drop_copies(&mut self, digests: impl IntoIterator<Item = Hash>, today: Day) {
        let digests = digests.into_iter().map(|hash| (hash, today));
        self.copies.dropped.extend(digests);
    }
}

/// Writes a transaction's copies inside its transaction.
pub(crate) async fn write_copies(
    conn: &mut Conn,
    new: &NewCopies,
    folder: Option<&Folder>,
) -> Result<(), LedgerError> {
    write_posters(conn, new).await?;
    for (hash, day) in &new.dropped {
        delete_copy(conn, &hash.0, *day).await?;
    }
    let mut rows = Vec::new();
    for (source, (hash, day)) in &new.withheld {
        rows.extend(row_of(*source, hash, "", None, Some(*day)));
    }
    if !new.kept.is_empty() {
        let deleted = deleted_digests(conn).await?;
        let kept: Vec<(&i64, &NewCopy)> = new
            .kept
            .iter()
            .filter(|(_, new)| !deleted.contains(&new.copy.hash().0[..]))
            .collect();
        let copies: BTreeMap<Hash, &PackedCopy> = kept
            .iter()
            .map(|(_, new)| (new.copy.hash(), &new.copy))
            .collect();
        write_bytes(conn, &copies, folder.filter(|_| new.in_folder)).await?;
        for (source, new) in &kept {
            rows.extend(row_of(
                **source,
                &new.copy.hash(),
                &new.how,
                new.until,
                None,
            ));
        }
        // The rows borrow nothing of the copies: bytes of a transaction are held once.
    }
    conn.insert(&SOURCE_COPY, rows).await
}

fn row_of(
    source: i64,
    hash: &Hash,
    how: &str,
    until: Option<Day>,
    gone: Option<Day>,
) -> [Arg<'static>; 6] {
    let text = |day: Day| day.to_string().into();
    [
        Arg::int(source),
        Arg::Bytes(Some(hash.0.to_vec().into())),
        Arg::text(how.to_owned()),
        Arg::Text(until.map(text)),
        Arg::Text(gone.map(text)),
        Arg::Text(gone.map(|_| DELETED.into())),
    ]
}

/// Why a copy has gone.
pub(crate) const DELETED: &str = "deleted";
pub(crate) const EXPIRED: &str = "expired";

/// The digests of sources that were deleted at their owners' request.
async fn deleted_digests(conn: &mut Conn) -> Result<BTreeSet<Vec<u8>>, LedgerError> {
    let mut digests = BTreeSet::new();
    let sql = "select s.hash from deleted_source d join source s on s.id = d.source where d.deleted = true";
    conn.each(sql, Vec::new(), &mut |row| {
        digests.insert(row.bytes(0)?.to_vec());
        Ok(())
    })
    .await?;
    Ok(digests)
}

/// Writes the bytes that are not there yet.
async fn write_bytes(
    conn: &mut Conn,
    copies: &BTreeMap<Hash, &PackedCopy>,
    folder: Option<&Folder>,
) -> Result<(), LedgerError> {
    let lookup = Lookup {
        wanted: &[("hash", Kind::Bytes)],
        select: "k.hash",
        from: "kept_copy k",
        on: "k.hash = q.hash",
    };
    let mut there: BTreeSet<Vec<u8>> = BTreeSet::new();
    let wanted = copies.keys().map(|hash| Arg::bytes(&hash.0)).collect();
    conn.look_up(&lookup, wanted, &mut |row| {
        there.insert(row.bytes(0)?.to_vec());
        Ok(())
    })
    .await?;
    let mut rows = Vec::new();
    let mut at_hand = 0;
    for (hash, copy) in copies.iter().filter(|(it, _)| !there.contains(&it.0[..])) {
        let size = i64::try_from(copy.size_bytes()).unwrap_or(i64::MAX);
        let first = if let Some(folder) = folder {
            folder.write(copy).map_err(|error| failed(*hash, &error))?;
            Vec::new()
        } else {
            let first = copy.part(0).map_err(|error| failed(*hash, &error))?;
            for number in 1..copy.parts() {
                let part = copy.part(number).map_err(|error| failed(*hash, &error))?;
                write_part(conn, *hash, number, &part).await?;
            }
            first
        };
        at_hand += first.len();
        rows.extend([
            Arg::bytes(&hash.0),
            Arg::Bytes(Some(first.into())),
            Arg::int(size),
        ]);
        if at_hand >= PART_BYTES {
            at_hand = 0;
            conn.insert(&KEPT_COPY, std::mem::take(&mut rows)).await?;
        }
    }
    conn.insert(&KEPT_COPY, rows).await
}

fn failed(hash: Hash, error: &std::io::Error) -> LedgerError {
    LedgerError::Refused {
        why: format!("the copy of a source ({hash}) cannot be kept: {error}"),
    }
}

async fn write_part(
    conn: &mut Conn,
    hash: Hash,
    number: usize,
    part: &[u8],
) -> Result<(), LedgerError> {
    let sql = "insert into kept_part (hash, number, bytes) values ($1, $2, $3)";
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    let args = vec![Arg::bytes(&hash.0), Arg::int(number), Arg::bytes(part)];
    conn.run(sql, args).await
}

/// Writes packed bytes as they were kept elsewhere.
pub(crate) async fn write_packed(
    conn: &mut Conn,
    hash: Hash,
    packed: &[u8],
    size: i64,
) -> Result<(), LedgerError> {
    let mut parts = packed.chunks(PART_BYTES);
    let first = parts.next().unwrap_or_default();
    let row = vec![Arg::bytes(&hash.0), Arg::bytes(first), Arg::int(size)];
    conn.insert(&KEPT_COPY, row).await?;
    for (number, part) in (1..).zip(parts) {
        write_part(conn, hash, number, part).await?;
    }
    Ok(())
}

/// Deletes the copies of a source's bytes, whichever other sources have the same: what is deleted is in no copy.
pub(crate) async fn delete_copies_of(
    conn: &mut Conn,
    source: i64,
    today: Day,
) -> Result<(), LedgerError> {
    let sql = "select hash from source where id = $1";
    let Some(row) = conn.row(sql, vec![Arg::int(source)]).await? else {
        return Ok(());
    };
    let hash = row.bytes(0).map_err(|error| conn.failed(error))?.to_vec();
    delete_copy(conn, &hash, today).await
}

async fn delete_copy(conn: &mut Conn, hash: &[u8], today: Day) -> Result<(), LedgerError> {
    for sql in [
        "delete from kept_part where hash = $1",
        "delete from kept_copy where hash = $1",
    ] {
        conn.run(sql, vec![Arg::bytes(hash)]).await?;
    }
    let sql =
        "update source_copy set how = '', gone = $2, why = $3 where hash = $1 and why is null";
    let args = vec![
        Arg::bytes(hash),
        Arg::text(today.to_string()),
        Arg::text(DELETED),
    ];
    conn.run(sql, args).await
}
