//! Reviews whose text bears the same minhashes: candidates for being one review in two places.

use super::Transaction;
use super::bloom::Of;
use crate::LedgerError;
use crate::chain::entry_body_with;
use crate::db::Arg;
use crate::insert::Lookup;
use crate::projection::Kind;
use async_recursion::async_recursion as boxed;
use ovation_terms::{EntryBody, ReviewId, ReviewRead};
use std::collections::{BTreeMap, BTreeSet};

/// A review that shares a mark with a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The review.
    pub review: ReviewId,
    /// The reading behind its current version.
    pub read: ReviewRead,
}

impl Transaction {
    /// Reviews of the record that bear one of the minhashes, with their readings, by mark: of each mark
    /// the first and the last review, so that a mark which thousands bear costs no more than one
    /// which two do. Those that this transaction entered are not among them.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn twins(
        &mut self,
        minhashes: &[i64],
    ) -> Result<BTreeMap<i64, Vec<Candidate>>, LedgerError> {
        loop {
            match self.ask_twins(minhashes).await {
                Err(trouble) => drop(self.start_over(trouble).await?),
                told => return told,
            }
        }
    }

    async fn ask_twins(
        &mut self,
        minhashes: &[i64],
    ) -> Result<BTreeMap<i64, Vec<Candidate>>, LedgerError> {
        let numbers = minhashes.iter().map(|mark| mark.cast_unsigned()).collect();
        let minhashes = self.maybe_held(Of::Minhashes, numbers, minhashes).await?;
        let conn = self.conn("looking up texts that are alike")?;
        // The first and the last review of each mark, of young and settled rows.
        let mut ends: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
        for select in [
            "q.mark as mark, \
             (select min(m.review) from review_mark_young m where m.mark = q.mark) as first, \
             (select max(m.review) from review_mark_young m where m.mark = q.mark) as last",
            "q.mark as mark, \
             (select min(m.review) from review_mark_settled m where m.mark = q.mark) as first, \
             (select max(m.review) from review_mark_settled m where m.mark = q.mark) as last",
        ] {
            let lookup = Lookup {
                wanted: &[("mark", Kind::Int)],
                select,
                from: "(select 1 as one) o",
                on: "true",
            };
            let args = minhashes.iter().copied().map(Arg::int).collect();
            conn.look_up(&lookup, args, &mut |row| {
                let mark = row.int(0)?;
                for review in [row.maybe_int(1)?, row.maybe_int(2)?].into_iter().flatten() {
                    let (first, last) = ends.entry(mark).or_insert((review, review));
                    (*first, *last) = (review.min(*first), review.max(*last));
                }
                Ok(())
            })
            .await?;
        }
        let bearing: BTreeSet<(i64, i64)> = ends
            .into_iter()
            .flat_map(|(mark, (first, last))| [(mark, first), (mark, last)])
            .collect();
        let reviews: BTreeSet<i64> = bearing.iter().map(|(_, review)| *review).collect();
        let readings = self.ask_readings(reviews.into_iter().collect()).await?;
        let mut found: BTreeMap<i64, Vec<Candidate>> = BTreeMap::new();
        for (mark, review) in bearing {
            if let Some(read) = readings.get(&review) {
                found.entry(mark).or_default().push(Candidate {
                    review: ReviewId(review),
                    read: read.clone(),
                });
            }
        }
        Ok(found)
    }

    /// The readings behind the current versions of some reviews of the record; those that this transaction
    /// entered are not among them.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn readings(
        &mut self,
        reviews: &[ReviewId],
    ) -> Result<BTreeMap<ReviewId, ReviewRead>, LedgerError> {
        let numbers: Vec<i64> = reviews.iter().map(|review| review.0).collect();
        let told = loop {
            match self.ask_readings(numbers.clone()).await {
                Err(trouble) => drop(self.start_over(trouble).await?),
                told => break told?,
            }
        };
        let told = told.into_iter();
        Ok(told
            .map(|(review, read)| (ReviewId(review), read))
            .collect())
    }

    async fn ask_readings(
        &mut self,
        reviews: Vec<i64>,
    ) -> Result<BTreeMap<i64, ReviewRead>, LedgerError> {
        let conn = self.conn("reading what reviews say")?;
        let lookup = Lookup {
            wanted: &[("review", Kind::Int)],
            select: "v.review, e.body, w.words",
            from: "review_version v join entry e on e.seq = v.read_entry \
                 left join entry_words w on w.seq = e.seq",
            on: "v.review = q.review and v.until_seq is null",
        };
        let mut bodies = Vec::new();
        let args = reviews.into_iter().map(Arg::int).collect();
        conn.look_up(&lookup, args, &mut |row| {
            let words = row.maybe_text(2)?.map(str::to_owned);
            bodies.push((row.int(0)?, row.text(1)?.to_owned(), words));
            Ok(())
        })
        .await?;
        let mut readings = BTreeMap::new();
        for (review, body, words) in bodies {
            if let EntryBody::ReviewRead(read) =
                entry_body_with(conn, review, &body, words.as_deref())?
            {
                readings.insert(review, *read);
            }
        }
        Ok(readings)
    }
}
