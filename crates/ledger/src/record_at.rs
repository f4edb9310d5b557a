//! The record as it stood at an entry, made from the entries alone.
//!
//! No view is looked at: each entry's hash is made anew from what it says and from the hash before it,
//! and what it says is folded. So what is told here follows from the entries up to one hash, wherever
//! they were read: in this record, in a copy of it, in an export.

use crate::chain::{Head, StoredEntry, entry_text_of, walk_entries};
use crate::projection::{Line, Version, Working};
use crate::words::{put_back, take_out};
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{
    Actor, Ballot, CriticId, EntryBody, FilmId, FilmRecord, Hash, LeaningsHeld, Moment, OutletId,
    Probability, ReviewId, Seq, Signer, Vote, country_of,
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// An entry as its hash covers it, and the source's words that stand beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryText {
    /// Its place.
    pub seq: Seq,
    /// When it was made.
    pub at: Moment,
    /// Who made it, in text form.
    pub actor: String,
    /// What kind of thing happened.
    pub kind: String,
    /// Its hash as it was written down.
    pub hash: Hash,
    /// What happened, in JSON, without a source's words but with their digest.
    pub body: String,
    /// The source's words, in JSON; none where there are none or they were deleted.
    pub words: Option<String>,
}

impl EntryText {
    /// Of a body in which the words still stand, as exports of the first form hold it.
    ///
    /// # Errors
    /// A body that is no entry of this program's.
    pub fn with_words_within(mut self) -> Result<Self, serde_json::Error> {
        let mut entry_body: EntryBody = serde_json::from_str(&self.body)?;
        self.words = take_out(&mut entry_body)?;
        self.body = serde_json::to_string(&entry_body)?;
        Ok(self)
    }

    /// What happened, the words put back.
    ///
    /// # Errors
    /// A body or words that are none of this program's.
    pub fn entry_body(&self) -> Result<EntryBody, serde_json::Error> {
        let mut entry_body: EntryBody = serde_json::from_str(&self.body)?;
        if let Some(words) = &self.words {
            put_back(&mut entry_body, words)?;
        }
        Ok(entry_body)
    }

    /// Whether the words are those whose digest stands in the body.
    ///
    /// # Errors
    /// What is wrong.
    pub fn check_words(&self) -> Result<(), String> {
        #[derive(Deserialize)]
        struct Digest {
            words: Option<Hash>,
        }
        let Some(words) = &self.words else {
            return Ok(());
        };
        let digest = serde_json::from_str::<Digest>(&self.body).ok();
        if digest.and_then(|digest| digest.words) == Some(Hash::of(words.as_bytes())) {
            Ok(())
        } else {
            Err(format!(
                "the words beside entry {} are not those it was made of",
                self.seq
            ))
        }
    }

    /// As it stands in the record.
    pub(crate) fn stored(&self) -> StoredEntry<'_> {
        StoredEntry {
            seq: self.seq.0,
            at: self.at.0,
            actor: &self.actor,
            kind: &self.kind,
            hash: self.hash.0,
            body: &self.body,
        }
    }
}

/// The record as it stood at an entry; entries are handed to it in order, from the first.
#[derive(Debug)]
pub struct RecordAt {
    last: Seq,
    known_at: Option<Moment>,
    head: Head,
    working: Working,
}

impl RecordAt {
    /// Nothing yet: `last` is the entry at which the record is wanted. What was recorded after
    /// `known_at` is gone through, so that its hash is proven, and not known.
    pub fn new(last: Seq, known_at: Option<Moment>) -> Self {
        Self {
            last,
            known_at,
            head: Head {
                seq: Seq(0),
                hash: Hash::ZERO,
                at: None,
            },
            working: Working::with_unviewed(),
        }
    }

    /// Takes the next entry; entries after the last one wanted are left alone.
    ///
    /// # Errors
    /// The entry is not the next, its hash does not follow, or it cannot be read: which and what.
    pub fn take(&mut self, entry: &EntryText) -> Result<(), String> {
        entry.check_words()?;
        self.take_stored(&entry.stored())
    }

    fn take_stored(&mut self, entry: &StoredEntry<'_>) -> Result<(), String> {
        if self.is_complete() {
            return Ok(());
        }
        let next = self.head.seq.0 + 1;
        if entry.seq != next {
            return Err(format!("entry {next} is missing"));
        }
        if !entry.fits(self.head.hash) {
            return Err(format!(
                "the hash of entry {next} does not fit what it says and what stands before it"
            ));
        }
        self.head = Head {
            seq: Seq(entry.seq),
            hash: Hash(entry.hash),
            at: Some(Moment(entry.at)),
        };
        if self
            .known_at
            .is_none_or(|known_at| Moment(entry.at) <= known_at)
        {
            self.project(entry)?;
        }
        Ok(())
    }

    fn project(&mut self, entry: &StoredEntry<'_>) -> Result<(), String> {
        let line = Line::parse(entry)?;
        self.working.apply(&line)?;
        self.working.shed();
        Ok(())
    }

    /// Whether the entry at which the record is wanted was reached.
    pub fn is_complete(&self) -> bool {
        self.head.seq >= self.last
    }

    /// The last entry taken; its hash was made anew.
    pub fn head(&self) -> Head {
        self.head
    }

    /// A film under its own number, whether or not it is taken for another.
    ///
    /// # Errors
    /// A record that is none of this program's.
    pub fn film(&self, id: FilmId) -> Result<Option<FilmRecord>, String> {
        let row = self.working.films.get(&id.0);
        row.map(|row| {
            serde_json::from_str(&row.record).map_err(|error| format!("film {id}: {error}"))
        })
        .transpose()
    }

    /// A film's reviews in every state, in the order of their numbers, with their languages and
    /// expected ratings.
    pub fn ballots_of_film(&self, film: FilmId) -> Vec<Ballot> {
        let current = self.working.current.values();
        current
            .filter(|held| held.version.film == Some(film.0))
            .map(|held| self.ballot(&held.version))
            .collect()
    }

    fn ballot(&self, version: &Version) -> Ballot {
        let critic = version.critic.and_then(|id| self.working.critics.get(&id));
        let outlet = version.outlet.and_then(|id| self.working.outlets.get(&id));
        let placed = version
            .outlet
            .and_then(|id| self.working.unviewed.country(OutletId(id)));
        let (language, expected) = self.said_of(version);
        let owned = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        Ballot {
            review: ReviewId(version.review),
            entry: Seq(version.seq),
            entry_hash: Hash(version.entry_hash),
            recorded: Moment(version.recorded),
            first_recorded: Moment(version.first_recorded),
            film: FilmId(version.film.unwrap_or(0)),
            critic: version.critic.map(CriticId),
            critic_name: critic.map_or_else(String::new, |(name, _)| name.to_string()),
            also_by: version
                .also_by
                .iter()
                .map(|id| Signer {
                    critic: CriticId(*id),
                    name: self
                        .working
                        .critics
                        .get(id)
                        .map_or_else(String::new, |(name, _)| name.to_string()),
                })
                .collect(),
            outlet: version.outlet.map(OutletId),
            outlet_name: outlet.map_or_else(String::new, |(name, ..)| name.to_string()),
            country: placed
                .map(str::to_owned)
                .or_else(|| outlet.and_then(|(.., domain)| country_of(domain.as_deref()?))),
            language,
            expected: expected.filter(|_| version.rating.is_none()),
            url: owned(&version.url),
            published: version.published,
            rating_printed: owned(&version.rating_printed),
            rating: version.rating,
            p: version.p.map(Probability::clamped),
            basis: version.basis,
            standing: version.reasons.clone(),
        }
    }

    /// The language and the expected rating of the reading behind a version, judged as it was last.
    fn said_of(&self, version: &Version) -> (Option<String>, Option<f64>) {
        let Version {
            review,
            read_entry,
            seq,
            ..
        } = *version;
        let (read, expected) = self.working.unviewed.said(review, read_entry, seq);
        // What a person says of the language stands in the version.
        let set = version.read_and_decided.as_ref();
        let language = match set.and_then(|both| both.set.language.as_deref()) {
            Some(set) => Some(set).filter(|set| !set.is_empty()),
            None => read,
        };
        (language.map(str::to_owned), expected)
    }

    /// Every review that has a film, as figures over the whole record see it.
    pub fn votes(&self) -> Vec<Vote> {
        let current = self.working.current.values().map(|held| &held.version);
        current
            .filter_map(|version| {
                let p = version.p.map(Probability::clamped);
                Some(Vote {
                    review: ReviewId(version.review),
                    entry: Seq(version.seq),
                    recorded: Moment(version.recorded),
                    film: FilmId(version.film?),
                    critic: version.critic.map(CriticId),
                    also_by: crate::read::also_by_of(&version.also_by),
                    outlet: version.outlet.map(OutletId),
                    day: version.standing_order().0,
                    rating: version.rating,
                    p,
                    reasons: version.reasons.to_bits(),
                    state: version.reasons.state(),
                    takes_part: p.is_some() && version.reasons.takes_part(),
                })
            })
            .collect()
    }

    /// How critics and outlets lean as operators brought it in, as [`Ledger::leanings`] gives it.
    pub fn leanings(&self) -> &LeaningsHeld {
        self.working.unviewed.leanings()
    }

    /// What outlets count for in weighted scores, as [`Ledger::outlet_weights`] gives it.
    pub fn outlet_weights(&self) -> &BTreeMap<OutletId, f64> {
        self.working.unviewed.weights()
    }
}

impl Ledger {
    /// The record as it stood at an entry (at its last, where it has fewer), made from the entries
    /// alone; or where their chain breaks. `progress` is told the number of entries gone through.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn record_at(
        &self,
        last: Seq,
        known_at: Option<Moment>,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<Result<RecordAt, String>, LedgerError> {
        let mut conn = self.snapshot("making the record as it stood").await?;
        let mut made = RecordAt::new(last, known_at);
        let mut broken = None;
        walk_entries(&mut conn, &mut |entry| {
            broken = made.take_stored(entry).err();
            if entry.seq % 4096 == 0 {
                progress(entry.seq.unsigned_abs());
            }
            broken.is_none() && !made.is_complete()
        })
        .await?;
        Ok(match broken {
            Some(why) => Err(why),
            None => Ok(made),
        })
    }

    /// The entries after one as their hashes cover them, in order, at most `limit`.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn entry_texts(&self, after: Seq, limit: u32) -> Result<Vec<EntryText>, LedgerError> {
        let mut conn = self.reader("reading entries").await?;
        entry_text_of(&mut conn, after, limit).await
    }
}

impl crate::Transaction {
    /// Enters what happened in another record as its entry says it; see [`crate::Transaction::enter_again`].
    ///
    /// # Errors
    /// As [`crate::Transaction::enter`], and [`LedgerError::Refused`] for an entry that cannot be read.
    pub fn enter_text(&mut self, entry: &EntryText) -> Result<Seq, LedgerError> {
        let seq = entry.seq;
        let refuse = |why: String| LedgerError::Refused { why };
        let actor: Actor = entry
            .actor
            .parse()
            .map_err(|error| refuse(format!("entry {seq}: {error}")))?;
        entry.check_words().map_err(refuse)?;
        let entry_body = entry
            .entry_body()
            .map_err(|error| refuse(format!("cannot read entry {seq}: {error}")))?;
        self.enter_again(entry.at, &actor, entry_body)
    }
}
