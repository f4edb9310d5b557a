//! What the record already knows of a review, a source or a trouble: the questions by which the
//! same page read twice adds nothing. They see what the draft itself has entered.

use super::Draft;
use super::sieve::{Of, number_of, sift};
use crate::LedgerError;
use crate::db::{Arg, Conn};
use crate::fold::{Kind, Under};
use crate::insert::Lookup;
use crate::views::bytes_of;
use ovation_terms::{Happening, Hash, Moment, ReviewId, ReviewKey, SourceId, WithdrawnBy};
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

/// What a draft has entered, as far as the questions go.
#[derive(Debug, Default)]
pub(super) struct Met {
    keys: BTreeMap<ReviewKey, ReviewId>,
    content: BTreeMap<ReviewId, ReviewKey>,
    places: BTreeSet<(ReviewId, SourceId)>,
    sources: BTreeMap<(String, Hash), SourceId>,
    unreadable: BTreeSet<ReviewKey>,
    /// Troubles that ended with this draft.
    readable: BTreeSet<ReviewKey>,
    /// Marks of texts.
    marks: Vec<i64>,
    /// Articles of film press and their digests.
    pub(super) press: BTreeMap<ReviewKey, ReviewKey>,
}

impl Met {
    /// The keys and marks as sieves take them.
    pub(super) fn numbers(&self) -> (impl Iterator<Item = u64>, impl Iterator<Item = u64>) {
        let keys = self.keys.keys().map(|key| number_of(&key.0));
        (keys, self.marks.iter().map(|mark| mark.cast_unsigned()))
    }

    pub(super) fn note(&mut self, happening: &Happening) {
        match happening {
            Happening::ReviewRead(read) => {
                for key in &read.keys {
                    self.keys.entry(*key).or_insert(read.review);
                }
                self.marks.extend(&read.marks);
                self.content.insert(read.review, read.content);
                self.places.insert((read.review, read.source));
            }
            Happening::ReviewSeen(seen) => {
                for key in &seen.keys {
                    self.keys.entry(*key).or_insert(seen.review);
                }
                self.marks.extend(&seen.marks);
                self.places.insert((seen.review, seen.source));
            }
            Happening::SourceRead(read) => {
                let place = (read.facts.address.clone(), read.facts.hash);
                self.sources.entry(place).or_insert(read.source);
            }
            Happening::PressRead(read) => {
                self.press.insert(read.article, read.content);
            }
            Happening::UnreadableFound(found) => {
                self.unreadable.insert(found.key);
                self.readable.remove(&found.key);
            }
            Happening::ReadableAgain(again) => {
                self.unreadable.remove(&again.key);
                self.readable.insert(again.key);
            }
            _ => {}
        }
    }
}

impl Draft {
    /// Which of the keys belong to a known review, in the order asked; unknown keys are left out.
    ///
    /// Ask for many at once: a question costs a walk through an index per key, and a round trip
    /// per few hundred.
    ///
    /// # Errors
    /// What the database says.
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
            if let Some(review) = self.met.keys.get(key) {
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
            if let Some(content) = self.met.content.get(review) {
                known.content = *content;
                (known.undone, known.row_gone) = (false, false);
            }
            let places = (*review, SourceId(i64::MIN))..=(*review, SourceId(i64::MAX));
            known
                .sources
                .extend(self.met.places.range(places).map(|(_, source)| *source));
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
        // Sieves are of what is durable.
        if self.rehearsed.is_some() {
            return Ok(values.to_vec());
        }
        let (head, reviews) = (self.head.place(), self.numbers.reviews.before);
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
            if let Some(under) = row.maybe_text(3)? {
                let set = under_of(under)?.set;
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

    /// The source of these very bytes at this address, where it was read before.
    ///
    /// # Errors
    /// What the database says.
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
        if let Some(source) = self.met.sources.get(&(address.to_owned(), hash)) {
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
        if let Some(source) = self.met.sources.get(&(address.to_owned(), hash)) {
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

    /// The source of these very bytes at this address, where this draft itself entered it.
    pub fn source_entered(&self, address: &str, hash: Hash) -> Option<SourceId> {
        self.met.sources.get(&(address.to_owned(), hash)).copied()
    }

    /// The sources read at this address so far, whatever their bytes were; oldest first.
    ///
    /// # Errors
    /// What the database says.
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
            .filter(|key| self.met.unreadable.contains(key))
            .copied()
            .collect();
        let over = self.met.readable.clone();
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
                let under = under_of(row.text(1)?)?;
                if under.set.withdrawn == Some(WithdrawnBy::PageGone) && !under.set.firmly {
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
                    Some(under) => under_of(under)?.set.stands,
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
        let under = row.maybe_text(1)?.map(under_of).transpose()?;
        let with = under.and_then(|under| under.set.deleted).map(SourceId);
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
fn under_of(text: &str) -> Result<Under, sqlx::Error> {
    Under::of_text(text).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}
