//! Rehearsing: many transactions, one after the other, as if each became durable, and none does.
//!
//! What is rehearsed goes through the very writes of a commit, inside a transaction that is rolled back
//! at the end, so that what a dry run tells is what the run would do.

use super::Met;
use super::{Committed, Transaction};
use crate::LedgerError;
use crate::db::Arg;
use crate::read::{Tally, ballots_in, tally_in};
use async_recursion::async_recursion as boxed;
use ovation_terms::{Ballot, FilmId, FilmRecord, ReviewId, Seq};
use std::collections::BTreeMap;

/// A film whose reviews would change.
#[derive(Clone, Debug)]
pub struct RehearsedFilm {
    /// The film.
    pub film: FilmId,
    /// As it would be known; none where that cannot be told.
    pub record: Option<FilmRecord>,
    /// Its reviews as they would be.
    pub ballots: Vec<Ballot>,
}

impl Transaction {
    /// Does all that [`Transaction::commit`] does but to make it durable: questions to this transaction see what
    /// was entered as part of the record, nobody else does, and more may be entered. Such a transaction
    /// cannot be committed.
    ///
    /// # Errors
    /// As [`Transaction::commit`].
    #[boxed]
    pub async fn rehearse(&mut self) -> Result<Committed, LedgerError> {
        let entries = self.entries.len() as u64;
        let first = match self.entries.first() {
            Some(entry) => Seq(entry.seq),
            None => self.head.seq,
        };
        let mut touched = self.rehearsed.take().unwrap_or_default();
        if entries > 0 {
            touched.append(&mut self.write().await?);
        }
        self.rehearsed = Some(touched);
        self.entries.clear();
        // The tables have it all now.
        self.pending.met = Met::default();
        self.pending.numbers.settle();
        self.head = self.tail;
        Ok(Committed {
            first,
            last: self.tail.seq,
            entries,
        })
    }

    /// Tells what all that was rehearsed would change, and undoes it: gives `reviews` counted by the
    /// states they would have, and calls `each` for every film whose reviews would change.
    ///
    /// # Errors
    /// As [`Transaction::commit`].
    #[boxed]
    pub async fn end_rehearsal(
        mut self,
        reviews: &[ReviewId],
        each: &mut (dyn FnMut(RehearsedFilm) + Send),
    ) -> Result<Tally, LedgerError> {
        self.rehearse().await?;
        let touched = self.rehearsed.take().unwrap_or_default();
        let conn = self.conn("telling what entries would change")?;
        let tally = tally_in(conn, reviews).await?;
        for film in touched {
            let sql = "select record from film where id = $1";
            let row = conn.row(sql, vec![Arg::int(film)]).await?;
            let record = row.map(|row| row.text(0).map(str::to_owned)).transpose();
            let record = record.map_err(|error| conn.failed(error))?;
            let film = FilmId(film);
            let ballots = ballots_in(conn, film, None).await?;
            each(RehearsedFilm {
                film,
                record: record.and_then(|record| serde_json::from_str(&record).ok()),
                ballots,
            });
        }
        if let Some(conn) = self.conn.take() {
            conn.roll_back().await?;
        }
        Ok(tally)
    }
}

impl Transaction {
    /// How many entries of each kind it holds so far.
    pub fn kinds(&self) -> BTreeMap<String, u64> {
        let mut kinds = BTreeMap::new();
        for entry in &self.entries {
            *kinds.entry(entry.kind.to_string()).or_default() += 1;
        }
        kinds
    }
}
