//! Entries in the making: they become durable together, or not at all.

mod act;
mod bloom;
mod deleted;
mod known;
mod met;
mod numbers;
mod press;
mod rehearsal;
mod sources;
mod tables;
mod twins;

pub(crate) use bloom::BloomFilters;
pub use deleted::Worded;
pub use known::{DeletedReview, KnownReview};
pub(crate) use met::{Met, Pending};
pub(crate) use numbers::{Numbers, checks};
pub use rehearsal::RehearsedFilm;
pub use tables::{OldRow, Standings, TableVersion};
pub use twins::Candidate;

use crate::chain::{Head, NewEntry, hash_entry, read_head, write_entries};
use crate::copies::{NewCopies, write_copies};
use crate::db::{Arg, Conn};
use crate::projection::{Line, Working, sides};
use crate::read::ballots_in;
use crate::views::{
    bytes_of, compact_recent, load_films, load_groups, load_joins, load_members, load_reviews,
    load_table_rows, write_working,
};
use crate::{Ledger, LedgerError, chain, kinds, words};
use async_recursion::async_recursion as boxed;
use deleted::delete_words;
use ovation_terms::{Actor, Ballot, CriticId, Entry, EntryBody, FilmId, Moment, OutletId};
use ovation_terms::{ReviewId, Seq, SourceId};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Entries in the making. Holds the record's write lock; dropping it undoes everything.
#[derive(Debug)]
pub struct Transaction {
    pub(crate) ledger: Ledger,
    /// The connection with the lock; none only while another is waited for.
    conn: Option<Conn>,
    /// How often the lock was taken anew.
    starts: u32,
    head: Head,
    tail: Head,
    pending: Pending,
    entries: Vec<NewEntry>,
    /// Bytes of sources that are kept with the entries.
    pub(crate) copies: NewCopies,
    /// Films whose reviews were changed by what was only rehearsed; none where nothing was.
    rehearsed: Option<BTreeSet<i64>>,
}

/// How often a transaction takes the lock anew: a restart costs a few.
const STARTS: u32 = 6;

/// Waits for a server that is going down or coming up: from an eighth of a second to four, the longer
/// the more often it was in vain.
async fn pause(tries: u32) {
    tokio::time::sleep(Duration::from_millis(125 << tries.min(5))).await;
}

/// What a commit made durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The first entry, or the head where there was nothing to write.
    pub first: Seq,
    /// The last entry.
    pub last: Seq,
    /// How many.
    pub entries: u64,
}

/// What a commit would have made durable.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// The entries, in order.
    pub entries: Vec<Entry>,
    /// The films whose reviews would change, with their reviews as they would be.
    pub films: Vec<(FilmId, Vec<Ballot>)>,
}

impl Transaction {
    pub(crate) async fn begin(ledger: &Ledger) -> Result<Self, LedgerError> {
        let mut starts = 0;
        let (conn, head, numbers) = loop {
            match Self::read_start(ledger).await {
                Err(error) if error.is_passing() && starts < STARTS => {
                    pause(starts).await;
                    starts += 1;
                }
                done => break done?,
            }
        };
        Ok(Self {
            ledger: ledger.clone(),
            conn: Some(conn),
            starts: 0,
            head,
            tail: head,
            pending: Pending {
                numbers,
                met: Met::default(),
            },
            entries: Vec::new(),
            copies: NewCopies::default(),
            rehearsed: None,
        })
    }

    async fn read_head_anew(ledger: &Ledger) -> Result<(Conn, Head), LedgerError> {
        let mut conn = ledger.writer("taking the write lock anew").await?;
        let head = read_head(&mut conn).await?;
        Ok((conn, head))
    }

    async fn read_start(ledger: &Ledger) -> Result<(Conn, Head, Numbers), LedgerError> {
        let mut conn = ledger.writer("taking the write lock").await?;
        let head = read_head(&mut conn).await?;
        let numbers = Numbers::read(&mut conn).await?;
        Ok((conn, head, numbers))
    }

    /// The connection, named for what it is used for from here on.
    fn conn(&mut self, doing: &'static str) -> Result<&mut Conn, LedgerError> {
        match &mut self.conn {
            Some(conn) => Ok(conn.now(doing)),
            None => Err(LedgerError::Overtaken {
                address: self.ledger.address().to_owned(),
            }),
        }
    }

    /// Takes the lock anew after a passing trouble, if nobody has written in between. Says whether
    /// what this transaction entered is durable already: the answer to a commit may have been lost.
    ///
    /// # Errors
    /// The trouble itself when there were too many, [`LedgerError::Overtaken`] when somebody has.
    async fn start_over(&mut self, trouble: LedgerError) -> Result<bool, LedgerError> {
        if !trouble.is_passing() || self.starts >= STARTS {
            return Err(trouble);
        }
        self.starts += 1;
        // The old connection goes back first: there is one for writing.
        self.conn = None;
        let (mut conn, now) = loop {
            match Self::read_head_anew(&self.ledger).await {
                Err(error) if error.is_passing() && self.starts < STARTS => {
                    pause(self.starts).await;
                    self.starts += 1;
                }
                done => break done?,
            }
        };
        if now == self.head {
            self.conn = Some(conn);
            return Ok(false);
        }
        let sql = "select hash from entry where seq = $1";
        let row = conn.row(sql, vec![Arg::int(self.tail.seq.0)]).await?;
        let stored = row.map(|row| bytes_of(&row, 0)).transpose();
        let stored = stored.map_err(|error| conn.failed(error))?;
        if self.tail.seq > self.head.seq && stored == Some(self.tail.hash.0) {
            return Ok(true);
        }
        Err(LedgerError::Overtaken {
            address: self.ledger.address().to_owned(),
        })
    }

    /// The last entry before this transaction. What was learnt of the record before is out of date when
    /// this has moved since.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The last entry of this transaction, as a commit would make it; [`Transaction::head`] when it holds none.
    pub fn tail(&self) -> &Head {
        &self.tail
    }

    /// How many entries it holds so far.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The next number for a film.
    pub fn next_film(&mut self) -> FilmId {
        FilmId(self.pending.numbers.films.next())
    }

    /// The next number for a critic.
    pub fn next_critic(&mut self) -> CriticId {
        CriticId(self.pending.numbers.critics.next())
    }

    /// The next number for an outlet.
    pub fn next_outlet(&mut self) -> OutletId {
        OutletId(self.pending.numbers.outlets.next())
    }

    /// The next number for a review.
    pub fn next_review(&mut self) -> ReviewId {
        ReviewId(self.pending.numbers.reviews.next())
    }

    /// The next number for a source.
    pub fn next_source(&mut self) -> SourceId {
        SourceId(self.pending.numbers.sources.next())
    }

    /// Enters what happened in another record, with the numbers it has there; else as
    /// [`Transaction::enter`]. Entered in order into an empty record, a record's entries make it anew, hash
    /// by hash.
    ///
    /// # Errors
    /// As [`Transaction::enter`].
    pub fn enter_again(
        &mut self,
        at: Moment,
        actor: &Actor,
        entry_body: EntryBody,
    ) -> Result<Seq, LedgerError> {
        self.pending.numbers.take_as_given(true);
        let entered = self.enter(at, actor, entry_body);
        self.pending.numbers.take_as_given(false);
        entered
    }

    /// Enters what happened, in memory; gives the entry's place.
    ///
    /// The time is that of the entry before where `at` is earlier: a clock that was set back must
    /// not make the record know things before it learnt them.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] when it names a film, critic, outlet, source or review that no entry
    /// made, or makes one that is there.
    pub fn enter(
        &mut self,
        at: Moment,
        actor: &Actor,
        mut entry_body: EntryBody,
    ) -> Result<Seq, LedgerError> {
        let refuse = |why| LedgerError::Refused { why };
        kinds::enter(&entry_body, &mut self.pending).map_err(refuse)?;
        let words = words::take_out(&mut entry_body).map_err(|error| refuse(error.to_string()))?;
        let source = entry_body.words_of().map_or(0, |source| source.0);
        let words = words.map(|words| (source, words));
        let body = serde_json::to_string(&entry_body).map_err(|error| refuse(error.to_string()))?;
        let seq = self.tail.seq.0 + 1;
        let at = at.max(self.tail.at.unwrap_or(at));
        let kind = entry_body.kind();
        let hash = hash_entry(self.tail.hash, seq, at.0, actor.as_str(), kind, &body);
        self.tail = Head {
            seq: Seq(seq),
            hash,
            at: Some(at),
        };
        self.entries.push(NewEntry {
            seq,
            at: at.0,
            actor: actor.as_str().to_owned(),
            kind: kind.into(),
            hash,
            body,
            words,
        });
        Ok(Seq(seq))
    }

    /// Writes the entries and what the views make of them, and makes both durable at once.
    ///
    /// # Errors
    /// [`LedgerError::Full`], [`LedgerError::Refused`] or what the database says; nothing is
    /// written then.
    #[boxed]
    pub async fn commit(mut self) -> Result<Committed, LedgerError> {
        if self.rehearsed.is_some() {
            let why = "what was only rehearsed is not made durable".to_owned();
            return Err(LedgerError::Refused { why });
        }
        let count = self.entries.len() as u64;
        let first = self
            .entries
            .first()
            .map_or(self.head.seq, |entry| Seq(entry.seq));
        let last = self.tail.seq;
        if count == 0 && self.copies.is_empty() {
            if let Some(conn) = self.conn.take() {
                conn.roll_back().await?;
            }
        } else {
            while let Err(trouble) = self.write_through().await {
                if self.start_over(trouble).await? {
                    break;
                }
            }
            if count > 0 {
                let (before, after) = (self.head.place(), self.tail.place());
                let (keys, minhashes) = self.pending.met.numbers();
                self.ledger.filters().grow(before, after, keys, minhashes);
            }
        }
        Ok(Committed {
            first,
            last,
            entries: count,
        })
    }

    async fn write_through(&mut self) -> Result<(), LedgerError> {
        // Bytes alone change no entry and no view.
        if !self.entries.is_empty() {
            self.write().await?;
        }
        self.write_copies().await?;
        self.conn("committing entries")?;
        match self.conn.take() {
            Some(conn) => conn.commit().await,
            None => Ok(()),
        }
    }

    async fn write_copies(&mut self) -> Result<(), LedgerError> {
        let folder = self.ledger.copies_folder();
        let address = self.ledger.address();
        let Some(conn) = &mut self.conn else {
            return Err(LedgerError::Overtaken {
                address: address.to_owned(),
            });
        };
        conn.now("keeping the bytes of sources");
        write_copies(conn, &self.copies, folder.as_ref()).await
    }

    /// Tells what a commit would do, and writes nothing.
    ///
    /// # Errors
    /// As [`Transaction::commit`].
    #[boxed]
    pub async fn preview(mut self) -> Result<Preview, LedgerError> {
        let touched = self.write().await?;
        let made = std::mem::take(&mut self.entries);
        let conn = self.conn("telling what entries would change")?;
        let mut entries = Vec::with_capacity(made.len());
        for new in &made {
            let actor = new.actor.parse().map_err(|error| LedgerError::Refused {
                why: format!("{error}"),
            })?;
            let words = new.words.as_ref().map(|(_, words)| words.as_str());
            entries.push(Entry {
                seq: Seq(new.seq),
                at: Moment(new.at),
                actor,
                body: chain::entry_body_with(conn, new.seq, &new.body, words)?,
                hash: new.hash,
            });
        }
        let mut films = Vec::with_capacity(touched.len());
        for film in touched {
            let ballots = ballots_in(conn, FilmId(film), None).await?;
            films.push((FilmId(film), ballots));
        }
        if let Some(conn) = self.conn.take() {
            conn.roll_back().await?;
        }
        Ok(Preview { entries, films })
    }

    /// Writes entries and views inside the transaction; gives the films whose reviews changed.
    async fn write(&mut self) -> Result<BTreeSet<i64>, LedgerError> {
        let address = self.ledger.address();
        let Some(conn) = &mut self.conn else {
            return Err(LedgerError::Overtaken {
                address: address.to_owned(),
            });
        };
        let entries = &self.entries;
        let refuse = |why| LedgerError::Refused { why };
        let mut lines = Vec::with_capacity(entries.len());
        for new in entries {
            lines.push(Line::parse(&new.stored()).map_err(refuse)?);
        }
        conn.now("loading the reviews that entries touch");
        let mut working = Working::default();
        working.joins = load_joins(conn).await?;
        load_touched(
            conn,
            &mut working,
            &lines,
            self.pending.numbers.reviews.before,
        )
        .await?;
        for line in &lines {
            working.apply(line).map_err(refuse)?;
        }
        load_groups(conn, &mut working).await?;
        working.settle_groups();
        let changed = working.current.values().filter(|held| held.changed);
        let films = changed
            .map(|held| &held.version)
            .chain(&working.ended)
            .filter_map(|version| version.film)
            .collect();
        conn.now("writing entries");
        write_entries(conn, entries).await?;
        conn.now("writing views");
        write_working(conn, &working, &|_| true).await?;
        // Counting them takes a moment: small transactions do it now and then only.
        let fewest = self.ledger.limits().young_rows;
        let often = i64::from(fewest / 16).max(1);
        if self.head.seq.0 / often != self.tail.seq.0 / often {
            compact_recent(conn, fewest, self.pending.numbers.reviews.last()).await?;
        }
        #[cfg(feature = "postgres")]
        crate::views::count_grown(conn, self.head.seq, self.tail.seq).await?;
        conn.now("deleting words at their owner's request");
        for line in &lines {
            if let Some(standing) = line.change.touches().deletes {
                delete_words(conn, standing, Moment(line.at).day()).await?;
            }
        }
        Ok(films)
    }
}

/// Loads the current versions that a batch of entries is about.
async fn load_touched(
    conn: &mut Conn,
    working: &mut Working,
    lines: &[Line<'_>],
    stored: i64,
) -> Result<(), LedgerError> {
    let mut reviews = BTreeSet::new();
    let mut members: BTreeSet<(&'static str, i64)> = BTreeSet::new();
    let mut rows: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    let mut films = BTreeSet::new();
    for line in lines {
        let touched = line.change.touches();
        reviews.extend(touched.reviews);
        films.extend(touched.films);
        if let Some(pair) = touched.pair {
            let (sort, from, into) = sides(pair);
            for id in [from, into, working.joins.root(sort, from)] {
                members.insert((sort.word(), id));
            }
        }
        members.extend(touched.source.map(|source| ("source", source)));
        if let Some(kept) = touched.kept {
            for run in &kept.runs {
                let last = run.from + run.count - 1;
                let span = rows.entry(kept.earlier.0).or_insert((run.from, last));
                *span = (span.0.min(run.from), span.1.max(last));
            }
        }
    }
    let reviews: Vec<i64> = reviews.into_iter().filter(|id| *id <= stored).collect();
    load_reviews(conn, working, &reviews).await?;
    let films: Vec<i64> = films.into_iter().collect();
    load_films(conn, working, &films).await?;
    for (column, id) in members {
        load_members(conn, working, column, id).await?;
    }
    for (source, span) in rows {
        load_table_rows(conn, working, source, span).await?;
    }
    Ok(())
}
