//! What the record already knows of a review, a source or a trouble: the questions by which the
//! same page read twice adds nothing. They see what the transaction itself has entered.

use super::Transaction;
use super::bloom::{Of, number_of, sift};
use crate::LedgerError;
use crate::db::{Arg, Conn};
use crate::insert::Lookup;
use crate::projection::{Kind, ReadAndDecided};
use crate::views::bytes_of;
use async_recursion::async_recursion as boxed;
use ovation_terms::{ReviewId, ReviewKey, SourceId, WithdrawnBy};
use std::collections::{BTreeMap, BTreeSet};

/// A review that the record knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownReview {
    /// The review.
    pub review: ReviewId,
    /// Digest of the finding as last read.
    pub content: ReviewKey,
    /// Where it was met, sorted.
    pub sources: Vec<SourceId>,
    /// The import that brought it was taken back: the next reading of it counts.
    pub undone: bool,
    /// A machine withdrew it because the table it was read from lists it no longer.
    pub row_gone: bool,
    /// What a deletion at its owner's request did to it.
    pub deleted: DeletedReview,
}

/// What a deletion did to a review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeletedReview {
    /// It is out: this source was deleted.
    pub with: Option<SourceId>,
    /// Whether that source is a table, which says of a review only what its row says.
    pub by_table: bool,
    /// The words of its reading were deleted, whether or not it may count again.
    pub lacks_words: bool,
}

impl Transaction {
    /// Which of the keys belong to a known review, in the order asked; unknown keys are left out.
    ///
    /// Ask for many at once: a question costs a walk through an index per key, and a round trip
    /// per few hundred.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn known(
        &mut self,
        keys: &[ReviewKey],
    ) -> Result<Vec<(ReviewKey, KnownReview)>, LedgerError> {
        loop {
            match self.ask_known(keys).await {
                Err(trouble) => drop(self.start_over(trouble).await?),
                told => return told,
            }
        }
    }

    async fn ask_known(
        &mut self,
        keys: &[ReviewKey],
    ) -> Result<Vec<(ReviewKey, KnownReview)>, LedgerError> {
        let asked = keys;
        let numbers = keys.iter().map(|key| number_of(&key.0)).collect();
        let keys = self.maybe_held(Of::Keys, numbers, keys).await?;
        let conn = self.conn("looking up known reviews")?;
        let mut reviews: BTreeMap<ReviewKey, ReviewId> = BTreeMap::new();
        // The settled row of a key comes last, and holds.
        for table in ["review_key_young k", "review_key_settled k"] {
            let lookup = Lookup {
                wanted: &[("key", Kind::Bytes)],
                select: "k.key, k.review",
                from: table,
                on: "k.key = q.key",
            };
            let args = keys.iter().map(|key| Arg::bytes(&key.0)).collect();
            conn.look_up(&lookup, args, &mut |row| {
                reviews.insert(ReviewKey(bytes_of(row, 0)?), ReviewId(row.int(1)?));
                Ok(())
            })
            .await?;
        }
        let stored: BTreeSet<ReviewId> = reviews.values().copied().collect();
        let mut found = self.stored_reviews(&stored).await?;
        for key in asked {
            if let Some(review) = self.pending.met.keys.get(key) {
                reviews.entry(*key).or_insert(*review);
            }
        }
        for review in reviews.values() {
            let known = found.entry(*review).or_insert_with(|| KnownReview {
                review: *review,
                content: ReviewKey([0; 16]),
                sources: Vec::new(),
                undone: false,
                row_gone: false,
                deleted: DeletedReview::default(),
            });
            if let Some(content) = self.pending.met.content.get(review) {
                known.content = *content;
                (known.undone, known.row_gone) = (false, false);
            }
            let places = (*review, SourceId(i64::MIN))..=(*review, SourceId(i64::MAX));
            known.sources.extend(
                self.pending
                    .met
                    .places
                    .range(places)
                    .map(|(_, source)| *source),
            );
            known.sources.sort_unstable();
            known.sources.dedup();
        }
        Ok(asked
            .iter()
            .filter_map(|key| Some((*key, found.get(reviews.get(key)?)?.clone())))
            .collect())
    }

    /// Those of the values that the record may have, by their numbers; all where only asking tells.
    pub(super) async fn maybe_held<T: Copy + Sync>(
        &mut self,
        of: Of,
        numbers: Vec<u64>,
        values: &[T],
    ) -> Result<Vec<T>, LedgerError> {
        // BloomFilters are of what is durable.
        if self.rehearsed.is_some() {
            return Ok(values.to_vec());
        }
        let (head, reviews) = (self.head.place(), self.pending.numbers.reviews.before);
        let ledger = self.ledger.clone();
        let conn = self.conn("looking up what is new")?;
        let sifted = sift(&ledger, conn, head, reviews, of, &numbers).await?;
        Ok(match sifted {
            None => values.to_vec(),
            Some(held) => {
                let held = values.iter().zip(held).filter(|(_, held)| *held);
                held.map(|(value, _)| *value).collect()
            }
        })
    }

    async fn stored_reviews(
        &mut self,
        reviews: &BTreeSet<ReviewId>,
    ) -> Result<BTreeMap<ReviewId, KnownReview>, LedgerError> {
        let mut found: BTreeMap<ReviewId, KnownReview> = BTreeMap::new();
        let conn = self.conn("looking up known reviews")?;
        let lookup = Lookup {
            wanted: &[("review", Kind::Int)],
            select: "v.review, v.content, s.source, v.under",
            from: "review_version v join review_source s on s.review = v.review",
            on: "v.review = q.review and v.until_seq is null",
        };
        let args = reviews.iter().map(|review| Arg::int(review.0)).collect();
        conn.look_up(&lookup, args, &mut |row| {
            let review = ReviewId(row.int(0)?);
            let content = ReviewKey(bytes_of(row, 1)?);
            let known = found.entry(review).or_insert_with(|| KnownReview {
                review,
                content,
                sources: Vec::new(),
                undone: false,
                row_gone: false,
                deleted: DeletedReview::default(),
            });
            if let Some(both) = row.maybe_text(3)? {
                let set = read_and_decided_of(both)?.set;
                known.undone = set.undone.is_some();
                known.row_gone = set.withdrawn == Some(WithdrawnBy::RowGone) && !set.firmly;
            }
            known.sources.push(SourceId(row.int(2)?));
            Ok(())
        })
        .await?;
        for known in found.values_mut() {
            known.sources.sort_unstable();
        }
        note_deleted(conn, &mut found).await?;
        Ok(found)
    }
}

/// Notes which of the reviews a deletion put out, and which lack the words that were read. Most records
/// never deleted anything, and are not asked further.
async fn note_deleted(
    conn: &mut Conn,
    found: &mut BTreeMap<ReviewId, KnownReview>,
) -> Result<(), LedgerError> {
    let sql = "select 1 from deleted_source limit 1";
    if found.is_empty() || conn.row(sql, Vec::new()).await?.is_none() {
        return Ok(());
    }
    let lookup = Lookup {
        wanted: &[("review", Kind::Int)],
        select: "v.review, v.under, \
             (w.seq is null and e.body like '%\"words\":\"%') as lacks_words",
        from: "review_version v join entry e on e.seq = v.read_entry \
             left join entry_words w on w.seq = e.seq",
        on: "v.review = q.review and v.until_seq is null",
    };
    let args = found.keys().map(|review| Arg::int(review.0)).collect();
    let mut noted = Vec::new();
    conn.look_up(&lookup, args, &mut |row| {
        let both = row.maybe_text(1)?.map(read_and_decided_of).transpose()?;
        let with = both.and_then(|both| both.set.deleted).map(SourceId);
        noted.push((ReviewId(row.int(0)?), with, row.bool(2)?));
        Ok(())
    })
    .await?;
    for (review, with, lacks_words) in noted {
        let by_table = match with {
            Some(source) => {
                let sql = "select 1 from source where id = $1 and media in ('table', 'json-lines')";
                conn.row(sql, vec![Arg::int(source.0)]).await?.is_some()
            }
            None => false,
        };
        if let Some(known) = found.get_mut(&review) {
            known.deleted = DeletedReview {
                with,
                by_table,
                lacks_words,
            };
        }
    }
    Ok(())
}

/// What was read and decided, from its column.
pub(super) fn read_and_decided_of(text: &str) -> Result<ReadAndDecided, sqlx::Error> {
    ReadAndDecided::of_text(text).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}
