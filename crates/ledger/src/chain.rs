//! How entries hang together: the hash of each covers the hash of the one before.

use crate::db::{Arg, Conn, Row};
use crate::projection::{Kind, Table};
use crate::views::bytes_of;
use crate::words::put_back;
use crate::{EntryText, LedgerError};
use ovation_terms::{Entry, EntryBody, Hash, Moment, Seq};
use std::borrow::Cow;

/// The last entry of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its place; 0 when there is none.
    pub seq: Seq,
    /// Its hash; [`Hash::ZERO`] when there is none.
    pub hash: Hash,
    /// When it was made.
    pub at: Option<Moment>,
}

impl Head {
    /// Its place and hash, which name one state of one record.
    pub(crate) fn place(&self) -> (Seq, Hash) {
        (self.seq, self.hash)
    }
}

/// The digest of an entry: `of_parts(hash before, seq, at, actor, kind, body)`, numbers as eight
/// bytes, least first.
pub(crate) fn hash_entry(
    before: Hash,
    seq: i64,
    at: i64,
    actor: &str,
    kind: &str,
    body: &str,
) -> Hash {
    Hash::of_parts(&[
        &before.0,
        &seq.to_le_bytes(),
        &at.to_le_bytes(),
        actor.as_bytes(),
        kind.as_bytes(),
        body.as_bytes(),
    ])
}

/// An entry about to be written.
#[derive(Debug)]
pub(crate) struct NewEntry {
    pub(crate) seq: i64,
    pub(crate) at: i64,
    pub(crate) actor: String,
    pub(crate) kind: Cow<'static, str>,
    pub(crate) hash: Hash,
    pub(crate) body: String,
    /// The source's words, and whose they are.
    pub(crate) words: Option<(i64, String)>,
}

impl NewEntry {
    /// As it will stand in the record.
    pub(crate) fn stored(&self) -> StoredEntry<'_> {
        StoredEntry {
            seq: self.seq,
            at: self.at,
            actor: &self.actor,
            kind: &self.kind,
            hash: self.hash.0,
            body: &self.body,
        }
    }
}

const ENTRY: Table = Table {
    name: "entry",
    stored: &["entry"],
    columns: &[
        ("seq", Kind::Int),
        ("at", Kind::Int),
        ("actor", Kind::Text),
        ("kind", Kind::Text),
        ("hash", Kind::Bytes),
        ("body", Kind::Text),
    ],
    key: "",
    conflict: "",
};
const ENTRY_WORDS: Table = Table {
    name: "entry_words",
    stored: &["entry_words"],
    columns: &[
        ("seq", Kind::Int),
        ("source", Kind::Int),
        ("words", Kind::Text),
    ],
    key: "",
    conflict: "",
};

/// The columns that [`entry_of`] reads.
pub(crate) const ENTRY_COLUMNS: &str = "e.seq, e.at, e.actor, e.kind, e.hash, e.body, w.words";
/// Where they stand.
pub(crate) const ENTRY_FROM: &str = "entry e left join entry_words w on w.seq = e.seq";

/// Writes entries, many in a statement, and the words beside them.
pub(crate) async fn write_entries(
    conn: &mut Conn,
    entries: &[NewEntry],
) -> Result<(), LedgerError> {
    let mut rows = Vec::with_capacity(entries.len() * 6);
    let mut words = Vec::new();
    for entry in entries {
        rows.extend([
            Arg::int(entry.seq),
            Arg::int(entry.at),
            Arg::text(&entry.actor),
            Arg::text(&*entry.kind),
            Arg::bytes(&entry.hash.0),
            Arg::text(&entry.body),
        ]);
        if let Some((source, text)) = &entry.words {
            words.extend([Arg::int(entry.seq), Arg::int(*source), Arg::text(text)]);
        }
    }
    conn.insert(&ENTRY, rows).await?;
    conn.insert(&ENTRY_WORDS, words).await
}

/// The head of the record as a connection sees it.
pub(crate) async fn read_head(conn: &mut Conn) -> Result<Head, LedgerError> {
    read_head_at(conn, Seq(i64::MAX)).await
}

/// An entry as the head that it was; the last entry where there are fewer.
pub(crate) async fn read_head_at(conn: &mut Conn, seq: Seq) -> Result<Head, LedgerError> {
    let sql = "select seq, hash, at from entry where seq <= $1 order by seq desc limit 1";
    let Some(row) = conn.row(sql, vec![Arg::int(seq.0)]).await? else {
        return Ok(Head {
            seq: Seq(0),
            hash: Hash::ZERO,
            at: None,
        });
    };
    let read = || {
        Ok(Head {
            seq: Seq(row.int(0)?),
            hash: Hash(bytes_of(&row, 1)?),
            at: Some(Moment(row.int(2)?)),
        })
    };
    read().map_err(|error| conn.failed(error))
}

/// Reads an entry from a row of [`ENTRY_COLUMNS`].
pub(crate) fn entry_of(conn: &Conn, row: &Row) -> Result<Entry, LedgerError> {
    let parts = || {
        Ok((
            row.int(0)?,
            row.int(1)?,
            row.text(2)?,
            bytes_of(row, 4)?,
            row.text(5)?,
            row.maybe_text(6)?,
        ))
    };
    let (seq, at, actor, hash, body, words) =
        parts().map_err(|error: sqlx::Error| conn.failed(error))?;
    let actor = actor
        .parse()
        .map_err(|error| conn.damaged(format!("entry {seq}: {error}")))?;
    Ok(Entry {
        seq: Seq(seq),
        at: Moment(at),
        actor,
        body: entry_body_with(conn, seq, body, words)?,
        hash: Hash(hash),
    })
}

/// The entries after one as they stand, with the words beside them.
pub(crate) async fn entry_text_of(
    conn: &mut Conn,
    after: Seq,
    limit: u32,
) -> Result<Vec<EntryText>, LedgerError> {
    let sql = format!(
        "select {ENTRY_COLUMNS} from {ENTRY_FROM} where e.seq > $1 order by e.seq limit $2"
    );
    let args = vec![Arg::int(after.0), Arg::int(limit.into())];
    let mut entries = Vec::new();
    conn.each(sql, args, &mut |row| {
        entries.push(EntryText {
            seq: Seq(row.int(0)?),
            at: Moment(row.int(1)?),
            actor: row.text(2)?.to_owned(),
            kind: row.text(3)?.to_owned(),
            hash: Hash(bytes_of(row, 4)?),
            body: row.text(5)?.to_owned(),
            words: row.maybe_text(6)?.map(str::to_owned),
        });
        Ok(())
    })
    .await?;
    Ok(entries)
}

/// Reads what happened from an entry's body.
pub(crate) fn entry_body_of(conn: &Conn, seq: i64, body: &str) -> Result<EntryBody, LedgerError> {
    serde_json::from_str(body)
        .map_err(|error| conn.damaged(format!("body of entry {seq}: {error}")))
}

/// Reads what happened from an entry's body and the words beside it.
pub(crate) fn entry_body_with(
    conn: &Conn,
    seq: i64,
    body: &str,
    words: Option<&str>,
) -> Result<EntryBody, LedgerError> {
    let mut entry_body = entry_body_of(conn, seq, body)?;
    if let Some(words) = words {
        put_back(&mut entry_body, words)
            .map_err(|error| conn.damaged(format!("words of entry {seq}: {error}")))?;
    }
    Ok(entry_body)
}

/// Rows a connection may have read ahead of the one who takes them.
pub(crate) const READ_AHEAD: u16 = 2048;

/// An entry as it stands in the record, its hash not yet checked.
#[derive(Debug)]
pub(crate) struct StoredEntry<'r> {
    pub(crate) seq: i64,
    pub(crate) at: i64,
    pub(crate) actor: &'r str,
    pub(crate) kind: &'r str,
    pub(crate) hash: [u8; 32],
    pub(crate) body: &'r str,
}

impl<'r> StoredEntry<'r> {
    /// Takes apart `SEQ AT LENGTH KINDACTOR`, the length being that of the kind in bytes.
    fn of(head: &'r str, hash: [u8; 32], body: &'r str) -> Option<Self> {
        let mut parts = head.splitn(4, ' ');
        let seq = parts.next()?.parse().ok()?;
        let at = parts.next()?.parse().ok()?;
        let length = parts.next()?.parse().ok()?;
        let (kind, actor) = parts.next()?.split_at_checked(length)?;
        Some(Self {
            seq,
            at,
            actor,
            kind,
            hash,
            body,
        })
    }

    /// Whether the hash fits what the entry says and the hash before it.
    pub(crate) fn fits(&self, before: Hash) -> bool {
        let kind = self.kind;
        hash_entry(before, self.seq, self.at, self.actor, kind, self.body).0 == self.hash
    }
}

/// Walks all entries in order; `each` says whether to go on.
///
/// They are asked for in portions no larger than what the database's thread may read ahead: then it
/// runs through a portion without being woken for every row it hands over. What is short comes as
/// one text, for taking a value out of the database costs more than making that text.
pub(crate) async fn walk_entries(
    conn: &mut Conn,
    each: &mut (dyn FnMut(&StoredEntry<'_>) -> bool + Send),
) -> Result<(), LedgerError> {
    let sql = "select concat(seq, ' ', at, ' ', octet_length(kind), ' ', kind, actor), hash, body \
         from entry where seq > $1 order by seq limit $2";
    let (mut last, mut going) = (0_i64, true);
    while going {
        let args = vec![Arg::int(last), Arg::int(READ_AHEAD.into())];
        let mut met = 0;
        conn.each(sql, args, &mut |row| {
            let head = row.text(0)?;
            let entry = StoredEntry::of(head, bytes_of(row, 1)?, row.text(2)?)
                .ok_or_else(|| sqlx::Error::Decode(format!("an entry's head: {head}").into()))?;
            last = entry.seq;
            met += 1;
            going = going && each(&entry);
            Ok(())
        })
        .await?;
        going = going && met == READ_AHEAD;
    }
    Ok(())
}
