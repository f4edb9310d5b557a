//! Sources whose words are deleted at their owner's request: what of the record that is about, and
//! what it leaves to know the words by.

use super::Transaction;
use crate::chain::entry_body_with;
use crate::copies::{delete_copies_of, each_copy};
use crate::db::{Arg, Conn, Row};
use crate::insert::Lookup;
use crate::projection::Kind;
use crate::views::{bytes_of, read_and_decided_of};
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{Day, EntryBody, Hash, ReviewId, Seq, SourceId, SourceStanding, WordRuns};
use std::collections::{BTreeMap, BTreeSet};

/// An entry beside which a source's words stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Worded {
    /// The entry.
    pub seq: Seq,
    /// Whose words they are.
    pub source: SourceId,
    /// What it says, the words put back.
    pub body: EntryBody,
}

/// Entries that are looked through at once: texts are long.
const PORTION: i64 = 256;

impl Ledger {
    /// The digests of the texts that were deleted at their owners' request and not restored.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when one cannot be read.
    #[boxed]
    pub async fn deleted_texts(&self) -> Result<Vec<WordRuns>, LedgerError> {
        let mut conn = self.reader("reading what was deleted").await?;
        let sql = "select t.runs from deleted_text t \
             join deleted_source d on d.source = t.source and d.deleted = true \
             order by t.entry, t.number";
        runs_of(&mut conn, sql, Vec::new()).await
    }

    /// The digests of a source's texts that were deleted before an entry.
    pub(crate) async fn texts_deleted_before(
        &self,
        source: SourceId,
        seq: Seq,
    ) -> Result<Vec<WordRuns>, LedgerError> {
        let mut conn = self.reader("reading what was deleted").await?;
        let sql = "select distinct t.runs from deleted_text t where t.source = $1 and t.entry < $2 \
             order by t.runs";
        let args = vec![Arg::int(source.0), Arg::int(seq.0)];
        runs_of(&mut conn, sql, args).await
    }
}

async fn runs_of(
    conn: &mut Conn,
    sql: &'static str,
    args: Vec<Arg<'_>>,
) -> Result<Vec<WordRuns>, LedgerError> {
    let mut texts = Vec::new();
    conn.each(sql, args, &mut |row| {
        let (digests, _) = row.bytes(0)?.as_chunks::<8>();
        let digests = digests.iter().map(|digest| u64::from_le_bytes(*digest));
        texts.push(WordRuns::of(digests));
        Ok(())
    })
    .await?;
    Ok(texts)
}

impl Transaction {
    /// Goes through the entries beside which words stand, in order: those of one source, or all.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when one cannot be read.
    #[boxed]
    pub async fn each_worded(
        &mut self,
        source: Option<SourceId>,
        each: &mut (dyn FnMut(Worded) + Send),
    ) -> Result<(), LedgerError> {
        let conn = self.conn("looking through the words of sources")?;
        let of = source.map_or("", |_| " and w.source = $3");
        let sql = format!(
            "select w.seq, w.source, e.body, w.words from entry_words w \
             join entry e on e.seq = w.seq where w.seq > $1{of} order by w.seq limit $2"
        );
        let mut last = 0;
        loop {
            let mut args = vec![Arg::int(last), Arg::int(PORTION)];
            args.extend(source.map(|source| Arg::int(source.0)));
            let rows = conn.rows(sql.clone(), args).await?;
            for row in &rows {
                let worded = worded_of(conn, row)?;
                last = worded.seq.0;
                each(worded);
            }
            if rows.is_empty() {
                return Ok(());
            }
        }
    }

    /// The reviews whose current reading is from one of the sources.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn reviews_read_from(
        &mut self,
        sources: &[SourceId],
    ) -> Result<BTreeSet<ReviewId>, LedgerError> {
        let conn = self.conn("looking up a source's reviews")?;
        let mut found = BTreeSet::new();
        for source in sources {
            let sql = "select v.review from review_source s \
                 join review_version v on v.review = s.review and v.until_seq is null \
                 where s.source = $1 and v.source = $1";
            conn.each(sql, vec![Arg::int(source.0)], &mut |row| {
                found.insert(ReviewId(row.int(0)?));
                Ok(())
            })
            .await?;
        }
        Ok(found)
    }

    /// The entries that hold the current readings of reviews.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn readings_of(
        &mut self,
        reviews: &BTreeSet<ReviewId>,
    ) -> Result<BTreeMap<ReviewId, Seq>, LedgerError> {
        let conn = self.conn("looking up the readings of reviews")?;
        let lookup = Lookup {
            wanted: &[("review", Kind::Int)],
            select: "v.review, v.read_entry",
            from: "review_version v",
            on: "v.review = q.review and v.until_seq is null",
        };
        let mut found = BTreeMap::new();
        let args = reviews.iter().map(|review| Arg::int(review.0)).collect();
        conn.look_up(&lookup, args, &mut |row| {
            found.insert(ReviewId(row.int(0)?), Seq(row.int(1)?));
            Ok(())
        })
        .await?;
        Ok(found)
    }

    /// The reviews that are out because one of the sources was deleted.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn reviews_deleted_with(
        &mut self,
        sources: &[SourceId],
    ) -> Result<BTreeSet<ReviewId>, LedgerError> {
        let conn = self.conn("looking up deleted reviews")?;
        let mut found = BTreeSet::new();
        let sql = "select v.review, v.under from review_version v where v.until_seq is null \
             and v.under is not null and v.reasons like '%source-deleted%'";
        conn.each(sql, Vec::new(), &mut |row| {
            let deleted = read_and_decided_of(row, 1)?.and_then(|both| both.set.deleted);
            if deleted.is_some_and(|source| sources.contains(&SourceId(source))) {
                found.insert(ReviewId(row.int(0)?));
            }
            Ok(())
        })
        .await?;
        Ok(found)
    }

    /// The digests under which something is kept of the sources.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn kept_digests_of(
        &mut self,
        sources: &[SourceId],
    ) -> Result<BTreeSet<Hash>, LedgerError> {
        let sql = "select k.hash from source s join kept_copy k on k.hash = s.hash where s.id = $1";
        self.kept_digests(sources, sql).await
    }

    /// The digests under which something is kept of the sources in which reviews were met that were met in these.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn kept_digests_met_with(
        &mut self,
        sources: &[SourceId],
    ) -> Result<BTreeSet<Hash>, LedgerError> {
        let sql = "select distinct k.hash from review_source here \
             join review_source there on there.review = here.review \
             join source s on s.id = there.source join kept_copy k on k.hash = s.hash \
             where here.source = $1";
        self.kept_digests(sources, sql).await
    }

    async fn kept_digests(
        &mut self,
        sources: &[SourceId],
        sql: &'static str,
    ) -> Result<BTreeSet<Hash>, LedgerError> {
        let conn = self.conn("looking for kept copies")?;
        let mut digests = BTreeSet::new();
        for source in sources {
            conn.each(sql, vec![Arg::int(source.0)], &mut |row| {
                digests.insert(Hash(bytes_of(row, 0)?));
                Ok(())
            })
            .await?;
        }
        Ok(digests)
    }

    /// Goes through all kept copies. One that cannot be unpacked is passed over: the doctor tells of it.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_kept_copy(
        &mut self,
        each: &mut (dyn FnMut(Hash, &[u8]) + Send),
    ) -> Result<(), LedgerError> {
        let folder = self.ledger.copies_folder();
        let conn = self.conn("looking through kept copies")?;
        each_copy(conn, folder.as_ref(), &mut |hash, bytes| {
            if let Some(bytes) = bytes {
                each(hash, &bytes);
            }
        })
        .await
    }
}

fn worded_of(conn: &Conn, row: &Row) -> Result<Worded, LedgerError> {
    let parts = || Ok((row.int(0)?, row.int(1)?, row.text(2)?, row.text(3)?));
    let (seq, source, body, words) = parts().map_err(|error: sqlx::Error| conn.failed(error))?;
    Ok(Worded {
        seq: Seq(seq),
        source: SourceId(source),
        body: entry_body_with(conn, seq, body, Some(words))?,
    })
}

/// Deletes the words that a deletion names, and the kept copies that hold them: those of its source, and
/// those of other sources that say the same.
pub(super) async fn delete_words(
    conn: &mut Conn,
    standing: &SourceStanding,
    today: Day,
) -> Result<(), LedgerError> {
    let mut sources = BTreeSet::from([standing.source.0]);
    for seq in &standing.entries {
        let sql = "select source from entry_words where seq = $1";
        conn.each(sql, vec![Arg::int(seq.0)], &mut |row| {
            sources.insert(row.int(0)?);
            Ok(())
        })
        .await?;
        let sql = "delete from entry_words where seq = $1";
        conn.run(sql, vec![Arg::int(seq.0)]).await?;
    }
    let sql = "delete from entry_words where source = $1";
    conn.run(sql, vec![Arg::int(standing.source.0)]).await?;
    for source in sources {
        delete_copies_of(conn, source, today).await?;
    }
    Ok(())
}
