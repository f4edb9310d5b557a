//! What the record knows of a table's earlier versions and their rows.

use super::Transaction;
use crate::LedgerError;
use crate::chain::entry_body_with;
use crate::db::{Arg, Conn};
use crate::imports::{tellers, versions_at};
use crate::insert::Lookup;
use crate::projection::Kind;
use crate::views::{bytes_of, read_and_decided_of};
use async_recursion::async_recursion as boxed;
use ovation_terms::{
    EntryBody, Hash, ImportStanding, Remark, ReviewId, ReviewKey, ReviewRead, SourceId, Standing,
    State, WithdrawnBy,
};
use std::collections::{BTreeMap, BTreeSet};

/// A version of a table: what was read at its address once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each tells of something else, and any may hold"
)]
pub struct TableVersion {
    /// The source.
    pub source: SourceId,
    /// Digest of its bytes.
    pub hash: Hash,
    /// Whether it was read to its end. Of tables that older versions of this program read nobody knows:
    /// they are taken as they are.
    pub whole: bool,
    /// Whether an entry says that it was read to its end.
    pub ended: bool,
    /// The version that it was compared with.
    pub earlier: Option<SourceId>,
    /// Whether its rows are known.
    pub has_rows: bool,
    /// Whether it stands: neither taken back nor deleted at its owner's request.
    pub stands: bool,
}

/// A row of a table's earlier version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OldRow {
    /// Its place; below nought when it was gone from that version already.
    pub place: i64,
    /// Its review.
    pub review: ReviewId,
    /// As [`ovation_terms::RowPlace::identity`]; none where it was read before rows had one.
    pub identity: Option<ReviewKey>,
    /// Digest of what it said.
    pub content: ReviewKey,
}

/// How a review stands, as far as a table goes that lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each tells of something else, and any may hold"
)]
pub struct Standings {
    /// Where its current reading is from.
    pub source: SourceId,
    /// Digest of that reading.
    pub content: ReviewKey,
    /// Whether it is out, for whatever reason.
    pub is_out: bool,
    /// Whether it is withdrawn, by whomever.
    pub withdrawn: bool,
    /// Whether a person said that it stands, whatever becomes of where it was read.
    pub stands: bool,
    /// Whether a machine withdrew it because its row was gone.
    pub row_gone: bool,
    /// Whether the import that brought it was taken back.
    pub undone: bool,
}

impl Transaction {
    /// The versions of a table, by the addresses it may have been named by; oldest first. What this transaction
    /// itself entered is not among them.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn table_versions(
        &mut self,
        addresses: &[String],
    ) -> Result<Vec<TableVersion>, LedgerError> {
        let conn = self.conn("looking up a table's versions")?;
        versions_at(conn, addresses).await
    }

    /// The sources, tables of any name, that have rows known by one of these, with how many, and whether
    /// each was deleted at its owner's request.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn sources_with_rows(
        &mut self,
        identities: &[ReviewKey],
    ) -> Result<BTreeMap<SourceId, (u64, bool)>, LedgerError> {
        let conn = self.conn("looking up rows of tables")?;
        let mut found: BTreeMap<SourceId, (u64, bool)> = BTreeMap::new();
        let lookup = Lookup {
            wanted: &[("identity", Kind::Bytes)],
            select: "t.source, coalesce(d.deleted, false)",
            from: "table_row t left join deleted_source d on d.source = t.source",
            on: "t.identity = q.identity and t.place > 0",
        };
        let args = identities.iter().map(|key| Arg::bytes(&key.0)).collect();
        conn.look_up(&lookup, args, &mut |row| {
            let is_deleted = row.bool(1)?;
            let held = found.entry(SourceId(row.int(0)?)).or_default();
            *held = (held.0 + 1, is_deleted);
            Ok(())
        })
        .await?;
        Ok(found)
    }

    /// A source's address.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn address_of(&mut self, source: SourceId) -> Result<Option<String>, LedgerError> {
        let conn = self.conn("looking up a source")?;
        let found = crate::imports::address_of(conn, source).await?;
        Ok(found.map(|(address, _)| address))
    }

    /// The rows of a version of a table, in their order; those gone from it already first.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn table_rows(&mut self, source: SourceId) -> Result<Vec<OldRow>, LedgerError> {
        let conn = self.conn("looking up a table's rows")?;
        let mut rows = Vec::new();
        let sql = "select place, review, identity, content from table_row where source = $1 \
             order by place";
        conn.each(sql, vec![Arg::int(source.0)], &mut |row| {
            rows.push(OldRow {
                place: row.int(0)?,
                review: ReviewId(row.int(1)?),
                identity: Some(ReviewKey(bytes_of(row, 2)?)),
                content: ReviewKey(bytes_of(row, 3)?),
            });
            Ok(())
        })
        .await?;
        if !rows.is_empty() {
            return Ok(rows);
        }
        // It was read before rows had a place: reviews were numbered in the order of rows.
        let sql = "select v.review, v.content from review_source s \
             join review_version v on v.review = s.review and v.until_seq is null \
             where s.source = $1 order by v.review";
        conn.each(sql, vec![Arg::int(source.0)], &mut |row| {
            rows.push(OldRow {
                place: 0,
                review: ReviewId(row.int(0)?),
                identity: None,
                content: ReviewKey(bytes_of(row, 1)?),
            });
            Ok(())
        })
        .await?;
        for (place, row) in (1..).zip(&mut rows) {
            row.place = place;
        }
        Ok(rows)
    }

    /// The readings behind the current versions of reviews, one after the other.
    ///
    /// # Errors
    /// What the database says, or [`LedgerError::Damaged`].
    #[boxed]
    pub async fn each_reading(
        &mut self,
        reviews: &[ReviewId],
        each: &mut (dyn FnMut(ReviewRead) + Send),
    ) -> Result<(), LedgerError> {
        let conn = self.conn("reading what rows said")?;
        for some in reviews.chunks(500) {
            let mut bodies = Vec::with_capacity(some.len());
            let lookup = Lookup {
                wanted: &[("review", Kind::Int)],
                select: "v.read_entry, e.body, w.words",
                from: "review_version v join entry e on e.seq = v.read_entry \
                     left join entry_words w on w.seq = e.seq",
                on: "v.review = q.review and v.until_seq is null",
            };
            let args = some.iter().map(|review| Arg::int(review.0)).collect();
            conn.look_up(&lookup, args, &mut |row| {
                let words = row.maybe_text(2)?.map(str::to_owned);
                bodies.push((row.int(0)?, row.text(1)?.to_owned(), words));
                Ok(())
            })
            .await?;
            for (seq, body, words) in bodies {
                let entry_body = entry_body_with(conn, seq, &body, words.as_deref())?;
                if let EntryBody::ReviewRead(read) = entry_body {
                    each(*read);
                }
            }
        }
        Ok(())
    }

    /// How reviews stand. What this transaction itself entered is not seen.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn standings(
        &mut self,
        reviews: &[ReviewId],
    ) -> Result<BTreeMap<ReviewId, Standings>, LedgerError> {
        let conn = self.conn("looking up how reviews stand")?;
        standings(conn, reviews).await
    }

    /// Those of the reviews that another standing source tells than the versions of one table.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn told_elsewhere(
        &mut self,
        reviews: &[ReviewId],
        table: &[SourceId],
    ) -> Result<BTreeSet<ReviewId>, LedgerError> {
        let conn = self.conn("looking up where reviews stand")?;
        let told = tellers(conn, reviews, table).await?;
        Ok(told.into_keys().collect())
    }

    /// What taking an import back would do, to be entered in this transaction.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] says why it cannot be taken back, or what the database says.
    #[boxed]
    pub async fn undo_import(
        &mut self,
        source: SourceId,
        remark: &Remark,
    ) -> Result<ImportStanding, LedgerError> {
        let conn = self.conn("looking up what an import brought")?;
        crate::imports::undo(conn, source, remark).await
    }

    /// Whether there is a source of that number.
    pub fn has_source(&self, source: SourceId) -> bool {
        self.pending.numbers.sources.has(source.0)
    }

    /// Which sources a number may mean as an import: the source of that number, or the one whose reading
    /// the entry of that number tells of.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn import_of_entry(
        &mut self,
        entry: ovation_terms::Seq,
    ) -> Result<Option<SourceId>, LedgerError> {
        let conn = self.conn("looking up an import")?;
        let sql = "select id from source where entry = $1 \
             union select source from table_import where entry = $1";
        let row = conn.row(sql, vec![Arg::int(entry.0)]).await?;
        let source = row.map(|row| row.int(0).map(SourceId)).transpose();
        source.map_err(|error| conn.failed(error))
    }
}

/// How reviews stand.
async fn standings(
    conn: &mut Conn,
    reviews: &[ReviewId],
) -> Result<BTreeMap<ReviewId, Standings>, LedgerError> {
    let mut found = BTreeMap::new();
    let lookup = Lookup {
        wanted: &[("review", Kind::Int)],
        select: "v.review, v.source, v.content, v.reasons, v.under",
        from: "review_version v",
        on: "v.review = q.review and v.until_seq is null",
    };
    let args = reviews.iter().map(|review| Arg::int(review.0)).collect();
    conn.look_up(&lookup, args, &mut |row| {
        let standing = Standing::from_codes(row.text(3)?);
        let set = read_and_decided_of(row, 4)?
            .map(|both| both.set)
            .unwrap_or_default();
        let held = Standings {
            source: SourceId(row.int(1)?),
            content: ReviewKey(bytes_of(row, 2)?),
            is_out: standing.state() == State::Excluded,
            withdrawn: set.withdrawn.is_some(),
            stands: set.stands,
            row_gone: set.withdrawn == Some(WithdrawnBy::RowGone) && !set.firmly,
            undone: set.undone.is_some(),
        };
        found.insert(ReviewId(row.int(0)?), held);
        Ok(())
    })
    .await?;
    Ok(found)
}
