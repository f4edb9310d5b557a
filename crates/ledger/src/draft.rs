//! Entries in the making: they become durable together, or not at all.

mod known;
mod numbers;
mod press;

pub use known::KnownReview;

use crate::chain::{Head, NewEntry, hash_entry, read_head, write_entries};
use crate::db::Conn;
use crate::fold::{Change, Line, Working};
use crate::read::ballots_in;
use crate::views::{load_groups, load_reviews, write_working};
use crate::{LedgerError, chain};
use known::Met;
use numbers::Numbers;
use ovation_terms::{Actor, Ballot, CriticId, Entry, FilmId, Happening, Moment, OutletId};
use ovation_terms::{ReviewId, Seq, SourceId};
use std::collections::BTreeSet;

/// Entries in the making. Holds the record's write lock; dropping it undoes everything.
#[derive(Debug)]
pub struct Draft {
    conn: Conn,
    head: Head,
    tail: Head,
    numbers: Numbers,
    entries: Vec<NewEntry>,
    met: Met,
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

impl Draft {
    pub(crate) async fn begin(mut conn: Conn) -> Result<Self, LedgerError> {
        let head = read_head(&mut conn).await?;
        let numbers = Numbers::read(&mut conn).await?;
        Ok(Self {
            conn,
            head,
            tail: head,
            numbers,
            entries: Vec::new(),
            met: Met::default(),
        })
    }

    /// The last entry before this draft. What was learnt of the record before is out of date when
    /// this has moved since.
    pub fn head(&self) -> &Head {
        &self.head
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
        FilmId(self.numbers.films.next())
    }

    /// The next number for a critic.
    pub fn next_critic(&mut self) -> CriticId {
        CriticId(self.numbers.critics.next())
    }

    /// The next number for an outlet.
    pub fn next_outlet(&mut self) -> OutletId {
        OutletId(self.numbers.outlets.next())
    }

    /// The next number for a review.
    pub fn next_review(&mut self) -> ReviewId {
        ReviewId(self.numbers.reviews.next())
    }

    /// The next number for a source.
    pub fn next_source(&mut self) -> SourceId {
        SourceId(self.numbers.sources.next())
    }

    /// Enters what happened, in memory; gives the entry's place.
    ///
    /// The time is that of the entry before where `at` is earlier: a clock that was set back must
    /// not make the record know things before it learnt them.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] when it names a film, critic, outlet, source or review that no entry
    /// made, or makes one that is there.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "what happened belongs to the record from here on; nobody enters it twice"
    )]
    pub fn enter(
        &mut self,
        at: Moment,
        actor: &Actor,
        happening: Happening,
    ) -> Result<Seq, LedgerError> {
        self.numbers
            .check(&happening)
            .map_err(|why| LedgerError::Refused { why })?;
        let body = serde_json::to_string(&happening).map_err(|error| LedgerError::Refused {
            why: error.to_string(),
        })?;
        let seq = self.tail.seq.0 + 1;
        let at = at.max(self.tail.at.unwrap_or(at));
        let kind = happening.kind();
        let hash = hash_entry(self.tail.hash, seq, at.0, actor.as_str(), kind, &body);
        self.met.note(&happening);
        self.tail = Head {
            seq: Seq(seq),
            hash,
            at: Some(at),
        };
        self.entries.push(NewEntry {
            seq,
            at: at.0,
            actor: actor.as_str().to_owned(),
            kind,
            hash,
            body,
        });
        Ok(Seq(seq))
    }

    /// Writes the entries and what the views make of them, and makes both durable at once.
    ///
    /// # Errors
    /// [`LedgerError::Full`], [`LedgerError::Refused`] or what the database says; nothing is
    /// written then.
    pub async fn commit(mut self) -> Result<Committed, LedgerError> {
        let count = self.entries.len() as u64;
        let first = self
            .entries
            .first()
            .map_or(self.head.seq, |entry| Seq(entry.seq));
        let last = self.tail.seq;
        if count == 0 {
            self.conn.roll_back().await?;
        } else {
            self.write().await?;
            self.conn.now("committing entries");
            self.conn.commit().await?;
        }
        Ok(Committed {
            first,
            last,
            entries: count,
        })
    }

    /// Tells what a commit would do, and writes nothing.
    ///
    /// # Errors
    /// As [`Draft::commit`].
    pub async fn preview(mut self) -> Result<Preview, LedgerError> {
        let mut entries = Vec::with_capacity(self.entries.len());
        for new in &self.entries {
            let actor = new.actor.parse().map_err(|error| LedgerError::Refused {
                why: format!("{error}"),
            })?;
            entries.push(Entry {
                seq: Seq(new.seq),
                at: Moment(new.at),
                actor,
                happening: chain::happening_of(&self.conn, new.seq, &new.body)?,
                hash: new.hash,
            });
        }
        let touched = self.write().await?;
        let mut films = Vec::with_capacity(touched.len());
        for film in touched {
            let ballots = ballots_in(&mut self.conn, FilmId(film), None).await?;
            films.push((FilmId(film), ballots));
        }
        self.conn.roll_back().await?;
        Ok(Preview { entries, films })
    }

    /// Writes entries and views inside the transaction; gives the films whose reviews changed.
    async fn write(&mut self) -> Result<BTreeSet<i64>, LedgerError> {
        let entries = std::mem::take(&mut self.entries);
        let mut working = Working::default();
        let refuse = |why| LedgerError::Refused { why };
        {
            let mut lines = Vec::with_capacity(entries.len());
            for new in &entries {
                lines.push(Line::parse(&new.stored()).map_err(refuse)?);
            }
            let reviews: BTreeSet<i64> = lines
                .iter()
                .filter_map(|line| match &line.change {
                    Change::Read(read) => Some(read.review),
                    Change::Settled(decided) => Some(decided.review),
                    _ => None,
                })
                .filter(|review| *review <= self.numbers.reviews.before)
                .collect();
            let reviews: Vec<i64> = reviews.into_iter().collect();
            self.conn.now("loading the reviews that entries touch");
            load_reviews(&mut self.conn, &mut working, &reviews).await?;
            for line in &lines {
                working.apply(line).map_err(refuse)?;
            }
        }
        load_groups(&mut self.conn, &mut working).await?;
        working.settle_groups();
        let changed = working.current.values().filter(|held| held.changed);
        let films = changed
            .map(|held| &held.version)
            .chain(&working.ended)
            .filter_map(|version| version.film)
            .collect();
        self.conn.now("writing entries");
        write_entries(&mut self.conn, entries).await?;
        self.conn.now("writing views");
        write_working(&mut self.conn, &working, &|_| true).await?;
        Ok(films)
    }
}
