//! What the record holds of one source: to be compared with what its bytes say when they are read again.

use crate::chain::{ENTRY_FROM, entry_body_with};
use crate::db::{Arg, Conn};
use crate::insert::Lookup;
use crate::projection::Kind;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{EntryBody, PressFinding, ReviewFinding, ReviewId, ReviewKey, Seq, SourceId};
use std::collections::{BTreeMap, BTreeSet};

/// A review as it was read in a source.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldReading {
    /// The review.
    pub review: ReviewId,
    /// The entry that says so.
    pub seq: Seq,
    /// What makes it the same review elsewhere.
    pub keys: Vec<ReviewKey>,
    /// What was read.
    pub finding: ReviewFinding,
    /// Whether it was read in this very source; else the source said the same as the one it was read in.
    pub is_own: bool,
}

impl Ledger {
    /// The reviews that were met in a source, each as it was read there last, in the order of their numbers.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when an entry cannot be read.
    #[boxed]
    pub async fn readings_in(&self, source: SourceId) -> Result<Vec<HeldReading>, LedgerError> {
        let mut conn = self.snapshot("reading what a source said").await?;
        let mut own: BTreeMap<i64, i64> = BTreeMap::new();
        let sql = "select s.review, max(v.read_entry) from review_source s join review_version v \
             on v.review = s.review and v.source = s.source where s.source = $1 group by s.review";
        conn.each(sql, vec![Arg::int(source.0)], &mut |row| {
            own.insert(row.int(0)?, row.int(1)?);
            Ok(())
        })
        .await?;
        let mut others: BTreeMap<i64, i64> = BTreeMap::new();
        let sql = "select s.review, v.read_entry from review_source s join review_version v \
             on v.review = s.review and v.until_seq is null where s.source = $1";
        conn.each(sql, vec![Arg::int(source.0)], &mut |row| {
            let review = row.int(0)?;
            if !own.contains_key(&review) {
                others.insert(review, row.int(1)?);
            }
            Ok(())
        })
        .await?;
        let mut seen = BTreeSet::new();
        if !others.is_empty() {
            // What the source said otherwise than the reading that stands.
            let sql = "select e.seq from entry e where e.kind = 'review-seen' and e.body like $1";
            let like = format!("%\"source\":{source},%");
            conn.each(sql, vec![Arg::text(like)], &mut |row| {
                seen.insert(row.int(0)?);
                Ok(())
            })
            .await?;
        }
        let wanted = own.values().chain(others.values()).chain(&seen).copied();
        let mut readings: BTreeMap<ReviewId, HeldReading> = BTreeMap::new();
        for (seq, entry_body) in entry_bodies(&mut conn, wanted.collect()).await? {
            if let EntryBody::ReviewRead(read) = entry_body {
                let is_own = read.source == source;
                let reading = HeldReading {
                    review: read.review,
                    seq,
                    keys: read.keys,
                    finding: read.finding,
                    is_own,
                };
                readings.insert(read.review, reading);
            } else if let EntryBody::ReviewSeen(met) = entry_body
                && met.source == source
                // Its reading stands before it.
                && let Some(reading) = readings.get_mut(&met.review)
                && let Some(finding) = met.otherwise
            {
                reading.seq = seq;
                reading.keys.extend(met.keys);
                reading.finding = *finding;
                reading.is_own = true;
            }
        }
        Ok(readings.into_values().collect())
    }

    /// The articles of film press that were read in a source, each as it was read last.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when an entry cannot be read.
    #[boxed]
    pub async fn press_in(&self, source: SourceId) -> Result<Vec<PressFinding>, LedgerError> {
        let mut conn = self
            .snapshot("reading what a source said as film press")
            .await?;
        let mut entries = BTreeSet::new();
        let sql = "select max(seq) from press_article where source = $1 group by article";
        conn.each(sql, vec![Arg::int(source.0)], &mut |row| {
            entries.insert(row.int(0)?);
            Ok(())
        })
        .await?;
        let read = entry_bodies(&mut conn, entries).await?.into_values();
        let finding = |entry_body| {
            if let EntryBody::PressRead(read) = entry_body {
                return Some(read.finding);
            }
            None
        };
        Ok(read.filter_map(finding).collect())
    }
}

/// What entries say, the words put back.
async fn entry_bodies(
    conn: &mut Conn,
    entries: BTreeSet<i64>,
) -> Result<BTreeMap<Seq, EntryBody>, LedgerError> {
    let lookup = Lookup {
        wanted: &[("seq", Kind::Int)],
        select: "e.seq, e.body, w.words",
        from: ENTRY_FROM,
        on: "e.seq = q.seq",
    };
    let mut found = Vec::with_capacity(entries.len());
    let args = entries.into_iter().map(Arg::int).collect();
    conn.look_up(&lookup, args, &mut |row| {
        let words = row.maybe_text(2)?.map(str::to_owned);
        found.push((row.int(0)?, row.text(1)?.to_owned(), words));
        Ok(())
    })
    .await?;
    let mut read = BTreeMap::new();
    for (seq, body, words) in found {
        let entry_body = entry_body_with(conn, seq, &body, words.as_deref())?;
        read.insert(Seq(seq), entry_body);
    }
    Ok(read)
}
