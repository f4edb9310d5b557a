//! Imports: what each brought, and what follows from taking one back.
//!
//! All that follows is worked out when it is asked for and stands in the entry, so that the projection needs no
//! more than the reviews it names.

mod undo;

use async_recursion::async_recursion as boxed;
use undo::restore;
pub(crate) use undo::undo;

use crate::chain::entry_of;
use crate::db::{Arg, Conn};
use crate::insert::Lookup;
use crate::projection::Kind;
use crate::views::bytes_of;
use crate::{Ledger, LedgerError, TableVersion};
use ovation_terms::{
    EntryBody, Hash, ImportStanding, Moment, Remark, ReviewId, ReviewKey, Seq, SourceId, TableRead,
};
use std::collections::{BTreeMap, BTreeSet};

/// A source that was imported.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// Its number.
    pub source: SourceId,
    /// Its address.
    pub address: String,
    /// When it was fetched.
    pub fetched: Moment,
    /// Reviews met in it.
    pub reviews: u64,
    /// Of a table, what reading it did, once it was read to its end: the entry, and what it says.
    pub table: Option<(Seq, TableRead)>,
    /// Whether it was taken back.
    pub undone: bool,
    /// Whether it was deleted at its owner's request.
    pub deleted: bool,
}

impl Ledger {
    /// The sources imported last, newest first.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn imports(&self, limit: u32) -> Result<Vec<Import>, LedgerError> {
        let mut conn = self.reader("listing imports").await?;
        let sql = "select s.id, s.address, s.fetched, i.entry, coalesce(u.undone, false), \
             coalesce(d.deleted, false), \
             (select count(*) from review_source r where r.source = s.id) \
             from source s left join table_import i on i.source = s.id \
             left join undone_import u on u.source = s.id \
             left join deleted_source d on d.source = s.id order by s.id desc limit $1";
        let mut found = Vec::new();
        conn.each(sql, vec![Arg::int(limit.into())], &mut |row| {
            let import = Import {
                source: SourceId(row.int(0)?),
                address: row.text(1)?.to_owned(),
                fetched: Moment(row.int(2)?),
                reviews: u64::try_from(row.int(6)?).unwrap_or(0),
                table: None,
                undone: row.bool(4)?,
                deleted: row.bool(5)?,
            };
            found.push((import, row.maybe_int(3)?));
            Ok(())
        })
        .await?;
        let mut imports = Vec::with_capacity(found.len());
        for (mut import, entry) in found {
            if let Some(entry) = entry
                && let Some(EntryBody::TableRead(read)) = entry_body(&mut conn, entry).await?
            {
                import.table = Some((Seq(entry), read));
            }
            imports.push(import);
        }
        Ok(imports)
    }

    /// What an import that was taken back, by that entry, would bring back.
    pub(crate) async fn restored_import(
        &self,
        seq: Seq,
        undone: ImportStanding,
        remark: Remark,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let mut conn = self.reader("looking up what an import brought").await?;
        let restored = restore(&mut conn, seq, undone, remark).await?;
        Ok(vec![EntryBody::ImportRestored(Box::new(restored))])
    }

    /// What takes an import back.
    pub(crate) async fn undone_import(
        &self,
        source: SourceId,
        remark: &Remark,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let mut conn = self.reader("looking up what an import brought").await?;
        let undone = undo(&mut conn, source, remark).await?;
        Ok(vec![EntryBody::ImportUndone(Box::new(undone))])
    }
}

async fn entry_body(conn: &mut Conn, seq: i64) -> Result<Option<EntryBody>, LedgerError> {
    let sql = format!(
        "select {} from {} where e.seq = $1",
        crate::chain::ENTRY_COLUMNS,
        crate::chain::ENTRY_FROM
    );
    let row = conn.row(sql, vec![Arg::int(seq)]).await?;
    match row {
        Some(row) => Ok(Some(entry_of(conn, &row)?.body)),
        None => Ok(None),
    }
}

fn refused(why: String) -> LedgerError {
    LedgerError::Refused { why }
}

/// The versions of what was read at any of the addresses, oldest first.
pub(crate) async fn versions_at(
    conn: &mut Conn,
    addresses: &[String],
) -> Result<Vec<TableVersion>, LedgerError> {
    let mut found: BTreeMap<SourceId, TableVersion> = BTreeMap::new();
    for address in addresses {
        let sql = "select s.id, s.hash, i.entry, coalesce(u.undone, false), \
             coalesce(d.deleted, false), \
             (select min(t.place) from table_row t where t.source = s.id), \
             (select min(r.review) from review_source r where r.source = s.id), i.earlier \
             from source s left join table_import i on i.source = s.id \
             left join undone_import u on u.source = s.id \
             left join deleted_source d on d.source = s.id where s.address = $1";
        conn.each(sql, vec![Arg::text(address.as_str())], &mut |row| {
            let has_rows = row.maybe_int(5)?.is_some();
            let ended = row.maybe_int(2)?.is_some();
            let version = TableVersion {
                source: SourceId(row.int(0)?),
                hash: Hash(bytes_of(row, 1)?),
                // What was read before rows had places was read to its end, for all that is known.
                whole: ended || (!has_rows && row.maybe_int(6)?.is_some()),
                ended,
                earlier: row.maybe_int(7)?.map(SourceId),
                has_rows: has_rows || ended,
                stands: !row.bool(3)? && !row.bool(4)?,
            };
            found.insert(version.source, version);
            Ok(())
        })
        .await?;
    }
    Ok(found.into_values().collect())
}

/// Those of the reviews that standing sources tell, some sources aside, with those that tell each: a page
/// that it was read from, the last version of a table that has its row.
pub(crate) async fn tellers(
    conn: &mut Conn,
    reviews: &[ReviewId],
    aside: &[SourceId],
) -> Result<BTreeMap<ReviewId, BTreeSet<SourceId>>, LedgerError> {
    let mut met: BTreeMap<SourceId, Vec<ReviewId>> = BTreeMap::new();
    let lookup = Lookup {
        wanted: &[("review", Kind::Int)],
        select: "s.review, s.source",
        from: "review_source s",
        on: "s.review = q.review",
    };
    let args = reviews.iter().map(|review| Arg::int(review.0)).collect();
    conn.look_up(&lookup, args, &mut |row| {
        let source = SourceId(row.int(1)?);
        if !aside.contains(&source) {
            met.entry(source).or_default().push(ReviewId(row.int(0)?));
        }
        Ok(())
    })
    .await?;
    let mut told: BTreeMap<ReviewId, BTreeSet<SourceId>> = BTreeMap::new();
    let mut last: BTreeMap<String, Option<TableVersion>> = BTreeMap::new();
    for (source, reviews) in met {
        let Some((address, is_table)) = address_of(conn, source).await? else {
            continue;
        };
        if !last.contains_key(&address) {
            let versions = versions_at(conn, std::slice::from_ref(&address)).await?;
            let mut versions = versions.into_iter().rev();
            let standing =
                versions.find(|one| one.stands && one.whole && !aside.contains(&one.source));
            last.insert(address.clone(), standing);
        }
        let standing = last.get(&address).copied().flatten();
        let is_last = standing.is_some_and(|one| one.source == source);
        let stands = if is_table {
            is_last
        } else {
            stands(conn, source).await?
        };
        if !stands {
            continue;
        }
        let listed = match standing {
            Some(one) if is_table && one.has_rows => Some(listed(conn, source).await?),
            _ => None,
        };
        for review in reviews {
            let is_listed = listed.as_ref();
            if is_listed.is_none_or(|listed| listed.contains_key(&review)) {
                told.entry(review).or_default().insert(source);
            }
        }
    }
    Ok(told)
}

/// The reviews in the rows of a version of a table, with what each row says.
async fn listed(
    conn: &mut Conn,
    source: SourceId,
) -> Result<BTreeMap<ReviewId, ReviewKey>, LedgerError> {
    let mut listed = BTreeMap::new();
    let sql = "select review, content from table_row where source = $1 and place > 0";
    conn.each(sql, vec![Arg::int(source.0)], &mut |row| {
        listed.insert(ReviewId(row.int(0)?), ReviewKey(bytes_of(row, 1)?));
        Ok(())
    })
    .await?;
    Ok(listed)
}

/// A source's address, and whether it is a table.
pub(crate) async fn address_of(
    conn: &mut Conn,
    source: SourceId,
) -> Result<Option<(String, bool)>, LedgerError> {
    let sql = "select address, media from source where id = $1";
    let Some(row) = conn.row(sql, vec![Arg::int(source.0)]).await? else {
        return Ok(None);
    };
    let parts = || Ok((row.text(0)?.to_owned(), is_table(row.text(1)?)));
    parts().map(Some).map_err(|error| conn.failed(error))
}

fn is_table(media: &str) -> bool {
    matches!(media, "table" | "json-lines" | "spreadsheet")
}

async fn stands(conn: &mut Conn, source: SourceId) -> Result<bool, LedgerError> {
    let sql = "select 1 from undone_import where source = $1 and undone = true \
         union all select 1 from deleted_source where source = $1 and deleted = true";
    Ok(conn.row(sql, vec![Arg::int(source.0)]).await?.is_none())
}

/// Refuses where what was read at a source's address was read again since.
async fn last_version(conn: &mut Conn, source: SourceId) -> Result<(), LedgerError> {
    let Some((address, _)) = address_of(conn, source).await? else {
        return Err(refused(format!("there is no source {source}")));
    };
    let versions = versions_at(conn, std::slice::from_ref(&address)).await?;
    let newer = versions.iter().rev().find(|one| {
        // What could not be read changed nothing.
        one.source > source && one.stands && (one.whole || one.has_rows)
    });
    let mut newer = newer.map(|newer| newer.source);
    // The same file by another of its names.
    let sql = "select source from table_import where earlier = $1";
    let mut later = Vec::new();
    conn.each(sql, vec![Arg::int(source.0)], &mut |row| {
        later.push(SourceId(row.int(0)?));
        Ok(())
    })
    .await?;
    for later in later {
        if stands(conn, later).await? {
            newer = newer.max(Some(later));
        }
    }
    if let Some(newer) = newer {
        return Err(refused(format!(
            "`{address}` was read again since, as source {newer}, and that reading stands on this \
             one: take source {newer} back first, or read the right table with `--replace`"
        )));
    }
    Ok(())
}
