//! What the record and a transaction know of sources: their versions, their troubles, what was read from them.

use super::Transaction;
use super::known::read_and_decided_of;
use crate::LedgerError;
use crate::db::Arg;
use crate::insert::Lookup;
use crate::projection::Kind;
use crate::views::bytes_of;
use async_recursion::async_recursion as boxed;
use ovation_terms::{Hash, Moment, ReviewId, ReviewKey, SourceId, WithdrawnBy};
use std::collections::BTreeSet;

impl Transaction {
    /// The source of these very bytes at this address, where it was read before.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn known_source(
        &mut self,
        address: &str,
        hash: Hash,
    ) -> Result<Option<SourceId>, LedgerError> {
        loop {
            match self.ask_known_source(address, hash).await {
                Err(trouble) => drop(self.start_over(trouble).await?),
                told => return told,
            }
        }
    }

    async fn ask_known_source(
        &mut self,
        address: &str,
        hash: Hash,
    ) -> Result<Option<SourceId>, LedgerError> {
        if let Some(source) = self.pending.met.sources.get(&(address.to_owned(), hash)) {
            return Ok(Some(*source));
        }
        let conn = self.conn("looking up a known source")?;
        let sql = "select s.id from source s where s.address = $1 and s.hash = $2 and not exists \
             (select 1 from undone_import u where u.source = s.id and u.undone = true) \
             order by s.id limit 1";
        let row = conn
            .row(sql, vec![Arg::text(address), Arg::bytes(&hash.0)])
            .await?;
        row.map(|row| row.int(0).map(SourceId))
            .transpose()
            .map_err(|error| conn.failed(error))
    }

    /// The source of these very bytes, fetched then, where they are what the record knows of this address.
    /// None where they are new there, and where the address had these bytes once, was then read with
    /// others, and now has them again: they are a version of their own.
    ///
    /// Bytes that a crawler took before the last ones are no return to what was. Nor are those of which
    /// one ingest read both: an archive may hold two files of one name.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn standing_source(
        &mut self,
        address: &str,
        hash: Hash,
        fetched: Moment,
    ) -> Result<Option<SourceId>, LedgerError> {
        loop {
            match self.ask_standing_source(address, hash, fetched).await {
                Err(trouble) => drop(self.start_over(trouble).await?),
                told => return told,
            }
        }
    }

    async fn ask_standing_source(
        &mut self,
        address: &str,
        hash: Hash,
        fetched: Moment,
    ) -> Result<Option<SourceId>, LedgerError> {
        if let Some(source) = self.pending.met.sources.get(&(address.to_owned(), hash)) {
            return Ok(Some(*source));
        }
        let conn = self.conn("looking up a known source")?;
        let sql = "select s.id, s.hash, s.fetched, s.entry from source s where s.address = $1 \
             and not exists (select 1 from undone_import u where u.source = s.id and u.undone = true) \
             order by s.id desc";
        let mut newest: Option<(i64, i64)> = None;
        let mut same: Option<(i64, i64)> = None;
        conn.each(sql, vec![Arg::text(address)], &mut |row| {
            let (id, entry) = (row.int(0)?, row.int(3)?);
            newest.get_or_insert((row.int(2)?, entry));
            if bytes_of(row, 1)? == hash.0 {
                same.get_or_insert((id, entry));
            }
            Ok(())
        })
        .await?;
        let (Some((id, entry)), Some((last_fetched, last))) = (same, newest) else {
            return Ok(None);
        };
        if entry == last || fetched.0 <= last_fetched {
            return Ok(Some(SourceId(id)));
        }
        let sql =
            "select 1 from entry where kind = 'ingest-ended' and seq > $1 and seq < $2 limit 1";
        let args = vec![Arg::int(entry), Arg::int(last)];
        let is_return = conn.row(sql, args).await?.is_some();
        Ok((!is_return).then_some(SourceId(id)))
    }

    /// The source of these very bytes at this address, where this transaction itself entered it.
    pub fn source_entered(&self, address: &str, hash: Hash) -> Option<SourceId> {
        self.pending
            .met
            .sources
            .get(&(address.to_owned(), hash))
            .copied()
    }

    /// The sources read at this address so far, whatever their bytes were; oldest first.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn sources_at(&mut self, address: &str) -> Result<Vec<SourceId>, LedgerError> {
        loop {
            match self.ask_sources_at(address).await {
                Err(trouble) => drop(self.start_over(trouble).await?),
                told => return told,
            }
        }
    }

    async fn ask_sources_at(&mut self, address: &str) -> Result<Vec<SourceId>, LedgerError> {
        let conn = self.conn("looking up an address")?;
        let mut found = BTreeSet::new();
        let sql = "select id from source where address = $1";
        conn.each(sql, vec![Arg::text(address)], &mut |row| {
            found.insert(SourceId(row.int(0)?));
            Ok(())
        })
        .await?;
        let met = self
            .pending
            .met
            .sources
            .iter()
            .filter(|((met, _), _)| met == address);
        found.extend(met.map(|(_, source)| *source));
        Ok(found.into_iter().collect())
    }

    /// Which of the keys are of troubles that the record has, sorted.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn knows_unreadable(
        &mut self,
        keys: &[ReviewKey],
    ) -> Result<Vec<ReviewKey>, LedgerError> {
        loop {
            match self.ask_knows_unreadable(keys).await {
                Err(trouble) => drop(self.start_over(trouble).await?),
                told => return told,
            }
        }
    }

    async fn ask_knows_unreadable(
        &mut self,
        keys: &[ReviewKey],
    ) -> Result<Vec<ReviewKey>, LedgerError> {
        let mut found: BTreeSet<ReviewKey> = keys
            .iter()
            .filter(|key| self.pending.met.unreadable.contains(key))
            .copied()
            .collect();
        let over = self.pending.met.readable.clone();
        let conn = self.conn("looking up known troubles")?;
        let lookup = Lookup {
            wanted: &[("key", Kind::Bytes)],
            select: "u.key",
            from: "unreadable u",
            on: "u.key = q.key",
        };
        let args = keys.iter().map(|key| Arg::bytes(&key.0)).collect();
        conn.look_up(&lookup, args, &mut |row| {
            let key = ReviewKey(bytes_of(row, 0)?);
            if !over.contains(&key) {
                found.insert(key);
            }
            Ok(())
        })
        .await?;
        Ok(found.into_iter().collect())
    }

    /// When a trouble was first met, if it has not ended since: by its key.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn trouble_since(&mut self, key: ReviewKey) -> Result<Option<Moment>, LedgerError> {
        let conn = self.conn("looking up since when a page is missing")?;
        let sql = "select min(e.at) from unreadable u join entry e on e.seq = u.entry \
             where u.key = $1";
        let row = conn.row(sql, vec![Arg::bytes(&key.0)]).await?;
        let since = row.map(|row| row.maybe_int(0)).transpose();
        Ok(since
            .map_err(|error| conn.failed(error))?
            .flatten()
            .map(Moment))
    }

    /// The reviews whose current reading is from one of the sources and that a machine withdrew because
    /// their page was gone.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn gone_reviews_of(
        &mut self,
        sources: &[SourceId],
    ) -> Result<BTreeSet<ReviewId>, LedgerError> {
        let conn = self.conn("looking up a source's withdrawn reviews")?;
        let mut found = BTreeSet::new();
        for source in sources {
            let sql = "select v.review, v.under from review_source s \
                 join review_version v on v.review = s.review and v.until_seq is null \
                 where s.source = $1 and v.source = $1 and v.under is not null";
            conn.each(sql, vec![Arg::int(source.0)], &mut |row| {
                let both = read_and_decided_of(row.text(1)?)?;
                if both.set.withdrawn == Some(WithdrawnBy::PageGone) && !both.set.firmly {
                    found.insert(ReviewId(row.int(0)?));
                }
                Ok(())
            })
            .await?;
        }
        Ok(found)
    }

    /// Those of the sources that were deleted at their owner's request.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn deleted_among(
        &mut self,
        sources: &[SourceId],
    ) -> Result<BTreeSet<SourceId>, LedgerError> {
        let conn = self.conn("looking up deleted sources")?;
        let mut found = BTreeSet::new();
        for source in sources {
            let sql = "select 1 from deleted_source where source = $1 and deleted = true";
            if conn.row(sql, vec![Arg::int(source.0)]).await?.is_some() {
                found.insert(*source);
            }
        }
        Ok(found)
    }

    /// The reviews whose current reading is from one of the sources, that are not out, and of which no
    /// person said that they stand whatever becomes of their page; sorted.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn standing_reviews_of(
        &mut self,
        sources: &[SourceId],
    ) -> Result<Vec<ReviewId>, LedgerError> {
        let conn = self.conn("looking up a source's reviews")?;
        let mut found = BTreeSet::new();
        for source in sources {
            let sql = "select v.review, v.reasons, v.under from review_source s \
                 join review_version v on v.review = s.review and v.until_seq is null \
                 where s.source = $1 and v.source = $1";
            conn.each(sql, vec![Arg::int(source.0)], &mut |row| {
                let standing = ovation_terms::Standing::from_codes(row.text(1)?);
                let stands = match row.maybe_text(2)? {
                    Some(both) => read_and_decided_of(both)?.set.stands,
                    None => false,
                };
                if standing.state() != ovation_terms::State::Excluded && !stands {
                    found.insert(ReviewId(row.int(0)?));
                }
                Ok(())
            })
            .await?;
        }
        Ok(found.into_iter().collect())
    }
}
