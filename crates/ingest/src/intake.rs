//! Identifying, judging and entering: from pieces to durable entries.

mod batch;
mod by_site;
mod deleted;
mod end;
mod identify;
mod index;
mod press;
mod review;
mod same;
mod sheet;
mod source;
mod trouble;

pub(crate) use index::film_index;
pub(crate) use index::titles_of;
pub(crate) use review::row_key;
pub use sheet::Imported;

use super::local::LocalNames;
use super::{Clock, Closing, Found, IngestError, KeepCopies, Piece, Summary};
use crate::judging::Judging;
use crate::site_answers;
use batch::Batch;
use deleted::load_deleted;
use identify::read_texts;
use index::load_index;
use ovation_film_index::{FilmIndex, IndexPlace};
use ovation_identify::{DeletedTexts, Index};
use ovation_judge::{Habits, SiteAnswers};
use ovation_ledger::{Ledger, LedgerError, Transaction};
use ovation_read::press::KnownTitles;
use ovation_terms::{Moment, ParcelFate, ReviewId, ReviewKey, Seq};
use source::CurrentSource;
use std::collections::{BTreeMap, BTreeSet};

/// What happens to a film that a table names and no catalogue has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilmsPolicy {
    /// It is created.
    Create,
    /// The review waits.
    Known,
}

/// What happens to a review whose title has a remark on a cut, a restoration or a showing behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EditionsPolicy {
    /// It is a review of the film.
    #[default]
    Film,
    /// It waits for a person.
    Ask,
}

/// How findings become entries.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub struct IntakeSettings {
    /// Films that only a table names.
    pub films: FilmsPolicy,
    /// Cuts and restorations of films.
    pub editions: EditionsPolicy,
    /// The judge, and the rules it goes by.
    pub judging: Judging,
    /// For how many days a page must have been missed by its server (status 404) until its reviews are
    /// withdrawn.
    pub gone_after: u32,
    /// Reviews whose rows are no longer in their table are withdrawn.
    pub replace: bool,
    /// A table is read as one of its own, whatever was read under its name before.
    pub as_new_table: bool,
    /// A table is the next version of this one, which the record knows under another name.
    pub version_of: Option<String>,
    /// How long the bytes of sources are kept.
    pub keep_copies: KeepCopies,
    /// They are kept in a folder beside the record, and not in it.
    pub copies_in_folder: bool,
    /// Where the index of the record's films is kept.
    pub index: IndexPlace,
    /// Write nothing.
    pub dry_run: bool,
    /// The present moment.
    pub clock: Clock,
    /// Is told what a person may like to know while it goes on.
    pub note: fn(&str),
}

/// The receiving end of an ingest.
pub struct Intake {
    ledger: Ledger,
    settings: IntakeSettings,
    /// Scales that critics and outlets use, as far as the stream has told of them.
    habits: Habits,
    index: Index,
    /// What files are called.
    names: LocalNames,
    /// Titles of the record's films, for film press to be read with.
    titles: KnownTitles,
    /// The last entry that the index knows of.
    indexed: Seq,
    /// Texts that were deleted at their owners' request.
    deleted: DeletedTexts,
    /// What people answered about the pages of sites, as known at the start.
    sites: SiteAnswers,
    source: Option<CurrentSource>,
    /// A dry run's one transaction, in which all is rehearsed.
    held: Option<Transaction>,
    /// Every review met.
    met: BTreeSet<ReviewId>,
    /// The table that was read as the next version of another, by its own name.
    called: Option<String>,
    /// The entries made so far.
    made: Made,
    /// What was taken in, once that is known.
    closing: Option<Closing>,
    summary: Summary,
    troubles: BTreeMap<ReviewKey, &'static str>,
    /// What the batch at hand added to these two.
    fresh: Fresh,
}

/// How often a batch is made: each time but the first, another process had written while the
/// database's server was away.
const BEGINNINGS: u32 = 5;

/// Why nothing is taken from a source that was deleted.
const DELETED: &str = "deleted";

/// What a batch met first.
#[derive(Default)]
struct Fresh {
    met: Vec<ReviewId>,
    troubles: Vec<ReviewKey>,
    scales: Vec<Habits>,
}

/// What stood before a batch.
struct Before {
    source: Option<CurrentSource>,
    summary: Summary,
}

/// The entries that an ingest made.
#[derive(Default)]
struct Made {
    /// Runs of their numbers, both ends included.
    runs: Vec<(Seq, Seq)>,
    /// How many of each kind.
    kinds: BTreeMap<String, u64>,
}

impl std::fmt::Debug for Intake {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = &mut out.debug_struct("Intake");
        shown
            .field("summary", &self.summary)
            .finish_non_exhaustive()
    }
}

impl Intake {
    /// Loads what identifying needs from the record.
    ///
    /// # Errors
    /// [`IngestError`] where the record does not answer.
    pub async fn start(ledger: Ledger, settings: IntakeSettings) -> Result<Self, IngestError> {
        let head = ledger.head().await?;
        let (index, titles) = load_index(&ledger, &settings).await?;
        let names = LocalNames::of(&ledger).await?;
        let deleted = load_deleted(&ledger).await?;
        let sites = site_answers(&ledger).await?;
        let mut habits = Habits::new();
        for habit in ledger.scale_habits().await? {
            habits.note_many(
                habit.critic_name.as_deref(),
                habit.outlet_name.as_deref(),
                &habit.scale,
                habit.count,
            );
        }
        Ok(Self {
            ledger,
            settings,
            habits,
            index,
            names,
            titles,
            indexed: head.seq,
            deleted,
            sites,
            source: None,
            held: None,
            met: BTreeSet::new(),
            called: None,
            made: Made::default(),
            closing: None,
            summary: Summary::default(),
            troubles: BTreeMap::new(),
            fresh: Fresh::default(),
        })
    }

    /// The present moment.
    fn now(&self) -> Moment {
        (self.settings.clock)()
    }

    /// Titles of the record's films as they stood at the start; asked for once.
    pub fn take_titles(&mut self) -> KnownTitles {
        std::mem::take(&mut self.titles)
    }

    /// Scales that critics and outlets use, as known by now.
    pub fn habits(&self) -> &Habits {
        &self.habits
    }

    /// Whether reviews of series and seasons are taken: where the record has any.
    pub fn takes_series(&self) -> bool {
        self.index.has_series()
    }

    /// Reviews met so far.
    pub fn met(&self) -> u64 {
        self.met.len() as u64
    }

    /// Enters one batch; when this returns, it is durable.
    ///
    /// Where another process wrote while the database's server was away, the batch was made for a record
    /// that is no longer so, and is made anew.
    ///
    /// # Errors
    /// [`IngestError`] where the record does not answer.
    pub async fn take(&mut self, mut pieces: Vec<Piece>) -> Result<(), IngestError> {
        for piece in &mut pieces {
            match piece {
                Piece::Source(begun) => {
                    begun.facts.address = self.names.name(&begun.facts.address);
                }
                Piece::Missed(missed) | Piece::Asked(missed) => {
                    missed.address = self.names.name(&missed.address);
                }
                Piece::Table(told) => told.address = self.names.name(&told.address),
                Piece::ItemLeftOut(item) => item.feed = self.names.name(&item.feed).into(),
                _ => {}
            }
        }
        // Only a server can lose its lock; a file's is held until the batch is durable.
        if !self.ledger.is_on_server() || self.settings.dry_run {
            return self.take_once(pieces).await;
        }
        for _ in 1..BEGINNINGS {
            let before = Before {
                source: self.source.clone(),
                summary: self.summary.clone(),
            };
            match self.take_once(pieces.clone()).await {
                Err(error) if is_worth_another(&error) => {
                    (self.settings.note)(&format!("{}: a batch is made anew", in_full(&error)));
                    self.go_back(before).await?;
                }
                done => return done,
            }
        }
        self.take_once(pieces).await
    }

    /// Forgets what a batch that was not written did to what this knows.
    async fn go_back(&mut self, before: Before) -> Result<(), IngestError> {
        for review in std::mem::take(&mut self.fresh.met) {
            self.met.remove(&review);
        }
        for key in std::mem::take(&mut self.fresh.troubles) {
            self.troubles.remove(&key);
        }
        for scales in std::mem::take(&mut self.fresh.scales) {
            self.habits.take_away(&scales);
        }
        self.source = before.source;
        self.summary = before.summary;
        self.indexed = self.ledger.head().await?.seq;
        (self.index, _) = load_index(&self.ledger, &self.settings).await?;
        self.deleted = load_deleted(&self.ledger).await?;
        Ok(())
    }

    async fn take_once(&mut self, mut pieces: Vec<Piece>) -> Result<(), IngestError> {
        self.fresh = Fresh::default();
        let mut transaction = match self.held.take() {
            Some(transaction) => transaction,
            None => self.ledger.begin().await?,
        };
        self.catch_up(transaction.head().seq).await?;
        let mut batch = Batch::look_up(&mut transaction, self.source.as_ref(), &pieces).await?;
        read_texts(&self.settings.judging.judge, &mut pieces, &batch);
        for piece in pieces {
            self.take_piece(&mut transaction, &mut batch, piece).await?;
        }
        self.flush_rows(&mut transaction)?;
        let kinds = transaction.kinds();
        if self.index.is_damaged() {
            FilmIndex::remove_file(&self.ledger, &self.settings.index).await?;
            return Err(IngestError::IndexDamaged);
        }
        let committed = if self.settings.dry_run {
            let committed = transaction.rehearse().await?;
            self.held = Some(transaction);
            committed
        } else {
            transaction.commit().await?
        };
        self.note_made(committed, kinds);
        Ok(())
    }

    async fn take_piece(
        &mut self,
        transaction: &mut Transaction,
        batch: &mut Batch,
        piece: Piece,
    ) -> Result<(), IngestError> {
        match piece {
            Piece::Source(begun) => self.begin_source(transaction, batch, begun).await?,
            Piece::Scales(scales) => {
                self.habits.add(&scales);
                self.fresh.scales.push(*scales);
            }
            Piece::Review(_) | Piece::Unreadable(_) | Piece::Press(_) | Piece::RowsEnd
                if self.is_source_deleted() => {}
            Piece::ItemsRead(count) if self.is_source_deleted() => {
                let parcels = &mut self.summary.parcels;
                parcels.note(ParcelFate::PassedOver, DELETED, count);
            }
            Piece::ItemsRead(count) => {
                self.summary.parcels.note(ParcelFate::Read, "", count);
            }
            Piece::ItemLeftOut(item) => self.take_item_left_out(transaction, batch, item).await?,
            Piece::End(closing) => {
                self.settle_fate();
                self.closing = Some(closing);
            }
            Piece::Review(found) if self.is_deleted_review(batch, &found) => {
                self.pass_row();
                self.pass_deleted(transaction);
            }
            Piece::Press(found) if self.is_deleted_article(&found) => {
                self.pass_deleted(transaction);
            }
            Piece::Review(found) => {
                if let Some(fate) = self.fate() {
                    fate.gave();
                }
                self.take_row(transaction, batch, *found)?;
            }
            Piece::RowsEnd => self.end_rows(transaction).await?,
            Piece::Unreadable(complaint) => {
                self.pass_row();
                if let Some(fate) = self.fate() {
                    fate.met(complaint.kind);
                }
                let (address, source) = self.place();
                self.take_trouble(transaction, batch, address, source, complaint)?;
            }
            Piece::Press(found) => self.take_press(transaction, batch, *found)?,
            Piece::Missed(missed) => self.take_missed(transaction, batch, missed).await?,
            Piece::Table(told) => self.summary.tables.push(*told),
            Piece::Asked(asked) => self.note_question(asked),
            Piece::PassedOver(passed) => {
                let parcels = &mut self.summary.parcels;
                parcels.note(ParcelFate::PassedOver, passed.why, passed.count);
            }
        }
        Ok(())
    }
}

/// Whether the same batch may succeed when it is made anew: another process wrote while the connection
/// was lost, or the server is still away.
fn is_worth_another(error: &IngestError) -> bool {
    let IngestError::Ledger(error) = error else {
        return false;
    };
    error.is_passing() || matches!(error, LedgerError::Overtaken { .. })
}

/// An error with its causes, in one line.
fn in_full(error: &IngestError) -> String {
    let mut told = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        told.push_str(": ");
        told.push_str(&error.to_string());
        cause = error.source();
    }
    told
}
