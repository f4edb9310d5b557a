//! Identifying, judging and entering: from pieces to durable entries.

mod deleted;
mod end;
mod same;
mod sheet;

pub use sheet::Imported;

use super::fate::{Fate, note_trouble};
use super::local::LocalNames;
use super::summary::{LeftOut, SHOWN};
use super::{
    Clock, Closing, Found, IngestError, ItemLeftOut, Piece, PressFound, SourceBegun, Summary,
};
use crate::film_index;
use crate::judging::Judging;
use deleted::{is_deletion, load_deleted, stands_for_its_words};
use ovation_identify::{
    CriticAnswer, DeletedTexts, FilmAnswer, FilmOccasion, Index, OutletAnswer, Shingles, Signature,
    clean_byline,
};
use ovation_judge::{Case, Habits, Judge};
use ovation_ledger::{DeletedReview, Draft, KnownReview, Ledger, LedgerError};
use ovation_read::press::KnownTitles;
use ovation_terms::{
    Actor, Attribution, Complaint, ComplaintKind, CriticAdded, CriticId, Entry, Evidence, FilmId,
    FilmLink, FilmMention, FilmRecord, FilmsAdded, Happening, Moment, OutletAdded, OutletId,
    ParcelFate, PressFinding, PressRead, ReadableAgain, Reason, Remark, Resemblance, ReviewFinding,
    ReviewId, ReviewKey, ReviewRead, ReviewReinstated, ReviewSeen, ReviewWithdrawn, RowPlace, Seq,
    SourceId, SourceRead, Sourced, Standing, UnreadableFound, WithdrawnBy, file_of, fold,
};
use rayon::prelude::*;
use same::Twin;
use sheet::{Begin, Sheet};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What made the readings: noted with every source.
const READER: &str = concat!("ovation ", env!("CARGO_PKG_VERSION"));

/// What happens to a film that a table names and no catalogue has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilmsPolicy {
    /// It is created.
    Create,
    /// The review waits.
    Known,
}

/// How findings become entries.
#[derive(Debug)]
pub struct IntakeSettings {
    /// Films that only a table names.
    pub films: FilmsPolicy,
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
    source: Option<CurrentSource>,
    /// A dry run's one draft, in which all is rehearsed.
    held: Option<Draft>,
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

/// Microseconds of a day, as moments count.
const DAY: i64 = 86_400_000_000;

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

#[derive(Clone)]
struct CurrentSource {
    begun: SourceBegun,
    /// Its number, once its entry is made.
    id: Option<SourceId>,
    /// What was read at the same address before.
    earlier: Vec<SourceId>,
    /// It was deleted at its owner's request: nothing of it is taken in again.
    deleted: bool,
    /// Reviews of it that were withdrawn because the page was gone.
    gone: BTreeSet<ReviewId>,
    /// Of a page, whose reviews its last version told, by critic and film: changed words make no other
    /// review of one.
    told: BTreeMap<String, Option<ReviewId>>,
    /// Keys of the reviews met in it during this run: two rows of one source are two reviews
    /// unless they agree in everything.
    rows: BTreeMap<ReviewKey, ReviewKey>,
    /// Of a table: what becomes of its rows.
    sheet: Option<Sheet>,
    /// What becomes of it, while its pieces come.
    fate: Option<Fate>,
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
        let (index, titles) = load_index(&ledger, settings.dry_run).await?;
        let names = LocalNames::of(&ledger).await?;
        let deleted = load_deleted(&ledger).await?;
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
        (self.index, _) = load_index(&self.ledger, self.settings.dry_run).await?;
        self.deleted = load_deleted(&self.ledger).await?;
        Ok(())
    }

    async fn take_once(&mut self, mut pieces: Vec<Piece>) -> Result<(), IngestError> {
        self.fresh = Fresh::default();
        let mut draft = match self.held.take() {
            Some(draft) => draft,
            None => self.ledger.begin().await?,
        };
        self.catch_up(draft.head().seq).await?;
        let mut batch = Batch::look_up(&mut draft, self.source.as_ref(), &pieces).await?;
        read_texts(&self.settings.judging.judge, &mut pieces, &batch);
        for piece in pieces {
            match piece {
                Piece::Source(mut begun) => {
                    self.settle_fate();
                    self.summary.sources += 1;
                    if begun.table.is_some() {
                        self.call_as_known(&mut draft, &mut begun).await?;
                    }
                    let facts = &begun.facts;
                    let mut id = draft
                        .standing_source(&facts.address, facts.hash, facts.fetched)
                        .await?;
                    let mut earlier = draft.sources_at(&begun.facts.address).await?;
                    let mut sheet = None;
                    let mut asked = None;
                    let entered = draft.source_entered(&begun.facts.address, begun.facts.hash);
                    if begun.table.is_some() && entered.is_none() {
                        match self
                            .begin_rows(&mut draft, &mut begun, &mut earlier)
                            .await?
                        {
                            Begin::Rows(begin, known) => (sheet, id) = (Some(*begin), known),
                            Begin::Asked(why) => asked = Some(why),
                        }
                    }
                    let gone_sources = draft.deleted_among(&earlier).await?;
                    earlier.retain(|source| !gone_sources.contains(source));
                    let rows = BTreeMap::new();
                    let deleted = !gone_sources.is_empty() && stands_for_its_words(&begun.facts);
                    let gone = draft.gone_reviews_of(&earlier).await?;
                    let told = self.told_by(&mut draft, &begun, &earlier, id).await?;
                    let missing = missing_key(&begun.facts.address);
                    if batch.known_troubles.remove(&missing) {
                        let address = begun.facts.address.clone();
                        let actor = actor_of(&address);
                        let again = ReadableAgain {
                            address,
                            key: missing,
                        };
                        draft.enter(self.now(), &actor, Happening::ReadableAgain(again))?;
                        self.troubles.remove(&missing);
                    }
                    self.summary.deleted += u64::from(deleted);
                    let mut fate = Fate::of(&begun);
                    if deleted {
                        fate.passed_over(DELETED);
                    }
                    self.source = Some(CurrentSource {
                        begun,
                        id,
                        earlier,
                        deleted,
                        gone,
                        told,
                        rows,
                        sheet,
                        fate: Some(fate),
                    });
                    if let Some(why) = asked {
                        self.ask_of_table(why);
                    } else if id.is_none() && !deleted {
                        self.source_id(&mut draft)?;
                    }
                }
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
                Piece::ItemLeftOut(item) => {
                    self.take_item_left_out(&mut draft, &batch, item).await?;
                }
                Piece::End(closing) => {
                    self.settle_fate();
                    self.closing = Some(closing);
                }
                Piece::Review(found) if self.is_deleted_review(&batch, &found) => {
                    self.pass_row();
                    self.pass_deleted();
                }
                Piece::Press(found) if self.is_deleted_article(&found) => self.pass_deleted(),
                Piece::Review(found) => {
                    if let Some(fate) = self.fate() {
                        fate.gave();
                    }
                    self.take_row(&mut draft, &mut batch, *found)?;
                }
                Piece::RowsEnd => self.end_rows(&mut draft).await?,
                Piece::Unreadable(complaint) => {
                    self.pass_row();
                    if let Some(fate) = self.fate() {
                        fate.met(complaint.kind);
                    }
                    let (address, source) = self.place();
                    self.take_trouble(&mut draft, &batch, address, source, complaint)?;
                }
                Piece::Press(found) => self.take_press(&mut draft, &mut batch, *found)?,
                Piece::Missed(missed) => {
                    note_trouble(&mut self.summary.parcels, missed.complaint.kind);
                    let is_gone = match missed.complaint.kind {
                        ComplaintKind::Gone => true,
                        ComplaintKind::NotFound => {
                            self.is_long_missing(&mut draft, &missed).await?
                        }
                        _ => false,
                    };
                    if is_gone {
                        self.withdraw_page(&mut draft, &missed).await?;
                    }
                    self.take_trouble(&mut draft, &batch, missed.address, None, missed.complaint)?;
                }
                Piece::Table(told) => self.summary.tables.push(*told),
                Piece::Asked(asked) => self.note_question(asked),
                Piece::PassedOver(passed) => {
                    let parcels = &mut self.summary.parcels;
                    parcels.note(ParcelFate::PassedOver, passed.why, passed.count);
                }
            }
        }
        self.flush_rows(&mut draft)?;
        let kinds = draft.kinds();
        if self.index.is_damaged() {
            film_index::remove(&self.ledger);
            return Err(IngestError::IndexDamaged);
        }
        let committed = if self.settings.dry_run {
            let committed = draft.rehearse().await?;
            self.held = Some(draft);
            committed
        } else {
            draft.commit().await?
        };
        self.note_made(committed, kinds);
        Ok(())
    }

    /// Brings the index up to what other processes entered since the last look.
    async fn catch_up(&mut self, head: Seq) -> Result<(), IngestError> {
        while self.indexed < head {
            let entries = self.ledger.entries(self.indexed, 2_000).await?;
            let Some(last) = entries.last() else { break };
            self.indexed = last.seq;
            if entries.iter().any(is_deletion) {
                self.deleted = load_deleted(&self.ledger).await?;
            }
            let is_join = |entry: &Entry| {
                matches!(
                    entry.happening,
                    Happening::Merged(_)
                        | Happening::Unmerged(_)
                        | Happening::NamesSet(_)
                        | Happening::CriticSplit(_)
                        | Happening::FilmsChanged(_)
                )
            };
            if entries.iter().any(is_join) {
                // Titles and names go from one to another: what the index knew is made anew.
                (self.index, _) = load_index(&self.ledger, self.settings.dry_run).await?;
                continue;
            }
            for entry in &entries {
                self.index_entry(entry);
            }
        }
        Ok(())
    }

    fn index_entry(&mut self, entry: &Entry) {
        match &entry.happening {
            Happening::FilmsAdded(added) => {
                for film in &added.films {
                    self.index.add_film(film);
                }
            }
            Happening::CriticAdded(added) => self.index.add_critic(added.critic, &added.name),
            Happening::OutletAdded(added) => {
                self.index
                    .add_outlet(added.outlet, &added.name, added.domain.as_deref());
            }
            Happening::ReviewRead(read) => {
                let critic = read.critic.as_ref().and_then(|critic| critic.chosen);
                let outlet = read.outlet.as_ref().and_then(|outlet| outlet.chosen);
                if let (Some(critic), Some(outlet)) = (critic, outlet) {
                    self.index.note_byline(critic, outlet);
                }
            }
            _ => {}
        }
    }

    fn actor(&self) -> Actor {
        actor_of(
            self.source
                .as_ref()
                .map_or("", |source| &source.begun.facts.address),
        )
    }

    /// The current source's number; makes its entry when it has none yet.
    fn source_id(&mut self, draft: &mut Draft) -> Result<SourceId, IngestError> {
        let actor = self.actor();
        let Some(source) = &mut self.source else {
            return Err(IngestError::Fault(
                "a review came before its source".to_owned(),
            ));
        };
        if let Some(id) = source.id {
            return Ok(id);
        }
        let id = draft.next_source();
        let read = SourceRead {
            source: id,
            facts: source.begun.facts.clone(),
            reader: READER.to_owned(),
        };
        source.id = Some(id);
        draft.enter(self.now(), &actor, Happening::SourceRead(read))?;
        Ok(id)
    }

    /// Whether a page has been missing for as long as the operator waits: since it was first not found,
    /// with no reading of it after that.
    async fn is_long_missing(
        &self,
        draft: &mut Draft,
        missed: &ovation_gather::Missed,
    ) -> Result<bool, IngestError> {
        let now = self.now();
        let since = draft.trouble_since(missing_key(&missed.address)).await?;
        Ok(is_over(since.unwrap_or(now), now, self.settings.gone_after))
    }

    /// A page is gone for good: the reviews read from it are withdrawn, and stand in every score as of
    /// an earlier day.
    async fn withdraw_page(
        &mut self,
        draft: &mut Draft,
        missed: &ovation_gather::Missed,
    ) -> Result<(), IngestError> {
        let sources = draft.sources_at(&missed.address).await?;
        for review in draft.standing_reviews_of(&sources).await? {
            let gone = ReviewWithdrawn {
                review,
                by: WithdrawnBy::PageGone,
                remark: Remark::reason(missed.complaint.detail.clone()),
            };
            let actor = actor_of(&missed.address);
            draft.enter(self.now(), &actor, Happening::ReviewWithdrawn(gone))?;
            self.summary.withdrawn += 1;
        }
        Ok(())
    }

    /// Counts a source that was not read because it raises a question, without an entry.
    fn note_question(&mut self, asked: ovation_gather::Missed) {
        let ovation_gather::Missed { address, complaint } = asked;
        note_trouble(&mut self.summary.parcels, complaint.kind);
        let key = trouble_key(&address, &complaint);
        if self.troubles.insert(key, complaint.kind.code()).is_none() {
            self.fresh.troubles.push(key);
            if self.summary.left_out.len() < SHOWN {
                self.summary.left_out.push(LeftOut { address, complaint });
            }
        }
    }

    /// Where the pieces stand that come now.
    fn place(&self) -> (String, Option<SourceId>) {
        match &self.source {
            Some(source) => (source.begun.facts.address.clone(), source.id),
            None => (String::new(), None),
        }
    }

    /// An item of a feed that was not followed: its page may have been read by another way, now or
    /// earlier.
    async fn take_item_left_out(
        &mut self,
        draft: &mut Draft,
        batch: &Batch,
        item: ItemLeftOut,
    ) -> Result<(), IngestError> {
        let feed = draft.sources_at(&item.feed).await?;
        let why = if draft.deleted_among(&feed).await?.is_empty() {
            let page = match &item.page {
                Some(page) => draft.sources_at(page).await?,
                None => Vec::new(),
            };
            (!page.is_empty()).then_some("page-read")
        } else {
            Some(DELETED)
        };
        if let Some(why) = why {
            let parcels = &mut self.summary.parcels;
            parcels.note(ParcelFate::PassedOver, why, 1);
            return Ok(());
        }
        note_trouble(&mut self.summary.parcels, item.complaint.kind);
        let (address, source) = (item.feed.to_string(), feed.last().copied());
        self.take_trouble(draft, batch, address, source, item.complaint)
    }

    /// What was found now was deleted at its owner's request.
    fn pass_deleted(&mut self) {
        if let Some(fate) = self.fate() {
            fate.passed_over(DELETED);
        }
    }

    fn is_source_deleted(&self) -> bool {
        self.source.as_ref().is_some_and(|source| source.deleted)
    }

    fn fate(&mut self) -> Option<&mut Fate> {
        self.source.as_mut()?.fate.as_mut()
    }

    /// The current source has come to its end.
    fn settle_fate(&mut self) {
        if let Some(fate) = self.source.as_mut().and_then(|source| source.fate.take()) {
            fate.settle(&mut self.summary.parcels);
        }
    }

    fn take_trouble(
        &mut self,
        draft: &mut Draft,
        batch: &Batch,
        address: String,
        source: Option<SourceId>,
        complaint: Complaint,
    ) -> Result<(), IngestError> {
        let key = trouble_key(&address, &complaint);
        let complaint = self.without_deleted_words(complaint);
        let is_new = self.troubles.insert(key, complaint.kind.code()).is_none();
        if is_new {
            self.fresh.troubles.push(key);
        }
        if is_new && self.summary.left_out.len() < SHOWN {
            let left_out = LeftOut {
                address: address.clone(),
                complaint: complaint.clone(),
            };
            self.summary.left_out.push(left_out);
        }
        if !is_new || batch.known_troubles.contains(&key) {
            return Ok(());
        }
        let actor = actor_of(&address);
        let found = UnreadableFound {
            source,
            address,
            key,
            complaint,
            words: None,
            apart: true,
        };
        draft.enter(self.now(), &actor, Happening::UnreadableFound(found))?;
        Ok(())
    }

    /// Enters an article of film press, unless it names no film of the record and tells of no event or claim: then it
    /// is a page without a review, as any other.
    fn take_press(
        &mut self,
        draft: &mut Draft,
        batch: &mut Batch,
        found: PressFound,
    ) -> Result<(), IngestError> {
        let films = self.films_in_press(&found.finding);
        let mut told = found.finding.events.iter().map(|event| &event.film);
        let mut claimed = found.finding.claims.iter().map(|claim| &claim.film);
        let tells = told.any(Option::is_some) || claimed.any(Option::is_some);
        if films.is_empty() && !tells {
            let source = self.source.as_ref();
            let address =
                source.map_or_else(String::new, |source| source.begun.facts.address.clone());
            let id = source.and_then(|source| source.id);
            if let Some(fate) = self.fate() {
                fate.met(found.otherwise.kind);
            }
            return self.take_trouble(draft, batch, address, id, found.otherwise);
        }
        if let Some(fate) = self.fate() {
            fate.gave();
        }
        let press = &mut self.summary.press;
        press.articles += 1;
        let shown = found.finding.statements.iter().filter(|it| it.is_shown());
        let shown = shown.count() as u64;
        press.statements += shown;
        press.not_sure += found.finding.statements.len() as u64 - shown;
        press.events += found.finding.events.len() as u64;
        press.claims += found.finding.claims.len() as u64;
        if batch.press.get(&found.article) == Some(&found.content) {
            return Ok(());
        }
        let source = self.source_id(draft)?;
        batch.press.insert(found.article, found.content);
        let read = PressRead {
            article: found.article,
            content: found.content,
            source,
            films,
            finding: found.finding,
            words: None,
        };
        let happening = Happening::PressRead(Box::new(read));
        draft.enter(self.now(), &self.actor(), happening)?;
        Ok(())
    }

    /// The films of the record that an article names, where its words leave no doubt which is meant.
    fn films_in_press(&self, finding: &PressFinding) -> Vec<FilmLink> {
        let titles: BTreeSet<&String> = finding.films.iter().collect();
        let known = titles.into_iter().filter_map(|title| {
            let credits = finding.credits.iter();
            let directors =
                credits.filter(|credit| credit.kind == "director" && credit.film == *title);
            let mention = FilmMention {
                title: Some(Sourced::new(title.clone(), nowhere())),
                directors: directors
                    .filter_map(|credit| credit.person.clone())
                    .collect(),
                ..FilmMention::default()
            };
            match self.index.film(&mention) {
                FilmAnswer::One(film) => film.chosen.map(|film| FilmLink {
                    title: title.clone(),
                    film,
                }),
                _ => None,
            }
        });
        known.collect()
    }

    fn take_review(
        &mut self,
        draft: &mut Draft,
        batch: &mut Batch,
        found: Found,
        row: Option<RowPlace>,
        may_be: Option<Resemblance>,
    ) -> Result<(), IngestError> {
        let source = self.source_id(draft)?;
        let mut keys = self.keys_in_source(batch, &found);
        let content = found.content;
        let seen_row = row.map(|row| RowPlace {
            content: Some(content),
            ..row
        });
        let shingles = found.shingles.clone();
        let marks = shingles.as_ref().map(Shingles::marks).unwrap_or_default();
        let signature = self.signature_of(&found.finding);
        let known = self.find_known(batch, &found, &mut keys, &signature);
        let of_page = self.take_told(&found.finding);
        let review = match known {
            None if of_page.is_some_and(|review| !self.is_claimed(review, content)) => {
                of_page.unwrap_or_else(|| draft.next_review())
            }
            None => match self.find_twin(batch, &found, &marks, source, &signature) {
                Some(Twin::One(review, why)) => {
                    self.claim(review, content);
                    batch.note(&keys, review, content, source);
                    batch.bear(&found.finding, None, review, source, shingles, signature);
                    let seen = ReviewSeen {
                        review,
                        source,
                        keys,
                        url: found.finding.url.as_ref().map(|url| url.value.clone()),
                        otherwise: Some(Box::new(found.finding)),
                        marks,
                        why: Some(why),
                        row: seen_row,
                        words: None,
                    };
                    self.meet(review);
                    self.summary.twins += 1;
                    draft.enter(self.now(), &self.actor(), Happening::ReviewSeen(seen))?;
                    return Ok(());
                }
                Some(Twin::MayBeOne(_)) | None => draft.next_review(),
            },
            Some((matched, known)) => {
                let review = known.review;
                let is_met = !self.meet(review);
                let new_keys: Vec<ReviewKey> = keys
                    .iter()
                    .filter(|key| batch.known(key).is_none())
                    .copied()
                    .collect();
                let is_here = known.sources.contains(&source);
                let is_same = known.content == content;
                // The same source read again with other words is the review changed. Another
                // source that tells the same review otherwise (a table that lists a page) is one
                // more source of it; the first reading stands.
                let is_again = self
                    .source
                    .as_ref()
                    .is_some_and(|now| now.earlier.iter().any(|id| known.sources.contains(id)));
                // What the operator says of the same file's ratings is a new reading of them.
                let rating = found.finding.rating.as_ref();
                let is_said = is_here && rating.is_some_and(|rating| rating.value.is_said);
                let is_new_version = (!is_here && is_again) || is_said;
                let is_changed = !is_same && is_new_version && keys.first() == Some(&matched);
                // The import that brought it was taken back: this reading brings it again.
                let is_changed = is_changed || known.undone;
                // Its words were deleted and it may count again: this reading brings words.
                let lacks_words = known.deleted.lacks_words && found.finding.text.is_some();
                let is_changed = is_changed || lacks_words;
                if !is_changed {
                    self.reinstate(draft, review)?;
                    if known.row_gone && !is_here {
                        self.reinstate_row(draft, review)?;
                    }
                }
                self.claim(review, content);
                if is_here && new_keys.is_empty() && !is_changed {
                    self.summary.repeated += u64::from(is_met);
                    return Ok(());
                }
                if !is_changed {
                    let seen = ReviewSeen {
                        review,
                        source,
                        keys: new_keys.clone(),
                        url: found.finding.url.as_ref().map(|url| url.value.clone()),
                        marks: if is_same { Vec::new() } else { marks },
                        otherwise: (!is_same).then(|| Box::new(found.finding)),
                        why: None,
                        row: seen_row,
                        words: None,
                    };
                    draft.enter(self.now(), &self.actor(), Happening::ReviewSeen(seen))?;
                    batch.note(&keys, review, known.content, source);
                    return Ok(());
                }
                review
            }
        };
        self.claim(review, content);
        self.read_anew(draft, batch, review, source, &keys, row, found, may_be)
    }

    /// Enters a reading: of a review that is new, or of a known one.
    #[expect(clippy::too_many_arguments, reason = "a reading and where it stands")]
    fn read_anew(
        &mut self,
        draft: &mut Draft,
        batch: &mut Batch,
        review: ReviewId,
        source: SourceId,
        keys: &[ReviewKey],
        row: Option<RowPlace>,
        found: Found,
        may_be: Option<Resemblance>,
    ) -> Result<(), IngestError> {
        let content = found.content;
        let shingles = found.shingles.clone();
        let marks = shingles.as_ref().map(Shingles::marks).unwrap_or_default();
        let signature = self.signature_of(&found.finding);
        let twin = self.find_twin(batch, &found, &marks, source, &signature);
        let mut read =
            self.identify_and_judge(draft, review, source, keys.to_vec(), content, found)?;
        read.marks = marks;
        read.row = row;
        // Of two that may be one the later one waits.
        let twin = match twin {
            Some(Twin::MayBeOne(other)) => Some(other),
            _ => None,
        };
        if let Some(other) = may_be.or(twin)
            && other.review < review
        {
            read.standing.add(Reason::MayBeSame);
            read.resembles = Some(other);
        }
        let film = read.film.chosen;
        batch.bear(&read.finding, film, review, source, shingles, signature);
        self.meet(review);
        draft.enter(
            self.now(),
            &self.actor(),
            Happening::ReviewRead(Box::new(read)),
        )?;
        batch.note(keys, review, content, source);
        Ok(())
    }

    /// Notes that a review was met; whether it had not been before.
    fn meet(&mut self, review: ReviewId) -> bool {
        let is_new = self.met.insert(review);
        if is_new {
            self.fresh.met.push(review);
        }
        is_new
    }

    /// A review that was withdrawn because its page was gone stands on it again.
    fn reinstate(&mut self, draft: &mut Draft, review: ReviewId) -> Result<(), IngestError> {
        let source = self.source.as_mut();
        if source.is_some_and(|source| source.gone.remove(&review)) {
            let back = ReviewReinstated {
                review,
                remark: Remark::reason("its page is there again"),
            };
            let happening = Happening::ReviewReinstated(back);
            draft.enter(self.now(), &self.actor(), happening)?;
        }
        Ok(())
    }

    /// What makes the finding the same review elsewhere.
    ///
    /// Two rows of one table that share an address or a text and yet differ (a critics' grid that
    /// stands on one page) are two reviews: then the rows' own words tell them apart.
    fn keys_in_source(&mut self, batch: &Batch, found: &Found) -> Vec<ReviewKey> {
        let mut keys = found.keys.clone();
        let Some(source) = &mut self.source else {
            return keys;
        };
        let content = found.content;
        let clashes = keys
            .iter()
            .any(|key| source.rows.get(key).is_some_and(|other| *other != content));
        let is_deleted = |key: &ReviewKey| {
            let known = batch.known(key);
            known.is_some_and(|known| known.deleted.with.is_some())
        };
        if clashes || keys.iter().any(is_deleted) {
            keys = vec![row_key(content)];
        }
        for key in &keys {
            source.rows.insert(*key, content);
        }
        keys
    }

    fn identify_and_judge(
        &mut self,
        draft: &mut Draft,
        review: ReviewId,
        source: SourceId,
        keys: Vec<ReviewKey>,
        content: ReviewKey,
        found: Found,
    ) -> Result<ReviewRead, IngestError> {
        let finding = found.finding;
        let mut reasons = Vec::new();
        let film = self.identify_film(draft, &finding, &mut reasons)?;
        let outlet = self.identify_outlet(draft, &finding, &mut reasons)?;
        let outlet_id = outlet.as_ref().and_then(|outlet| outlet.chosen);
        let critic = match finding.critics.first() {
            None => None,
            Some(name) => {
                Some(self.identify_critic(draft, &name.value, outlet_id, &mut reasons)?)
            }
        };
        let critic_id = critic.as_ref().and_then(|critic| critic.chosen);
        if let (Some(critic), Some(outlet)) = (critic_id, outlet_id) {
            self.index.note_byline(critic, outlet);
        }
        let judgement = {
            let habits = &self.habits;
            let Judging { judge, rules } = &self.settings.judging;
            let published = finding.published.as_ref().map(|day| day.value);
            let own = rules.of(critic_id, outlet_id, published);
            let case = Case {
                own: Some(&own),
                ..Case::of(&finding)
            };
            match &found.text {
                Some(text) => judge.judge_read(&case, habits, text),
                None => judge.judge(&case, habits),
            }
        };
        self.summary.stated += u64::from(finding.stated.is_some());
        reasons.extend(judgement.reasons);
        let mut complaints = found.complaints;
        complaints.extend(judgement.text_complaint.map(|detail| Complaint {
            kind: ComplaintKind::NoReview,
            place: "text".to_owned(),
            detail: detail.to_owned(),
            lost: false,
        }));
        Ok(ReviewRead {
            review,
            source,
            keys,
            content,
            film,
            critic,
            outlet,
            rating: judgement.rating,
            rating_complaint: judgement.rating_complaint,
            verdict: judgement.verdict,
            standing: Standing::new(reasons),
            complaints,
            finding,
            resembles: None,
            marks: Vec::new(),
            row: None,
            words: None,
            apart: true,
        })
    }

    fn identify_film(
        &mut self,
        draft: &mut Draft,
        finding: &ReviewFinding,
        reasons: &mut Vec<Reason>,
    ) -> Result<Attribution<FilmId>, IngestError> {
        let mention = &finding.film;
        let nothing = |why: &str| Attribution {
            chosen: None,
            p: ovation_terms::Probability::ZERO,
            why: why.to_owned(),
            candidates: Vec::new(),
        };
        let occasion = self.occasion_of(finding);
        match self.index.film_of_review(mention, &occasion) {
            FilmAnswer::One(film) => Ok(film),
            FilmAnswer::Ambiguous(film) => {
                reasons.push(Reason::FilmAmbiguous);
                Ok(film)
            }
            FilmAnswer::Slip(film) => {
                let like = film.candidates.first();
                let like = like.and_then(|like| self.index.film_named(*like));
                let is_table = self
                    .source
                    .as_ref()
                    .is_some_and(|it| it.begun.table.is_some());
                if is_table && self.settings.films == FilmsPolicy::Create {
                    self.summary.films.note_slip(mention, like);
                }
                reasons.push(Reason::FilmUnknown);
                Ok(film)
            }
            FilmAnswer::Unknown(film) => {
                let source = self.source.as_ref();
                let table = source.and_then(|source| source.begun.table.clone());
                match table {
                    Some(table) if self.settings.films == FilmsPolicy::Create => {
                        let address = source.map_or("", |s| s.begun.facts.address.as_str());
                        let why = format!("named by the table {}", file_of(address));
                        let made = film_of(draft.next_film(), mention, &table);
                        self.index.add_film(&made);
                        self.summary.created.films.note(&made.title);
                        let id = made.id;
                        let like = film.candidates.first();
                        let like = like.and_then(|like| self.index.film_named(*like));
                        self.summary.films.note_created(mention, like);
                        let added = FilmsAdded {
                            why: why.clone(),
                            films: vec![made],
                            act: None,
                        };
                        draft.enter(self.now(), &self.actor(), Happening::FilmsAdded(added))?;
                        Ok(Attribution {
                            chosen: Some(id),
                            p: ovation_terms::Probability::ONE,
                            why,
                            candidates: Vec::new(),
                        })
                    }
                    _ => {
                        reasons.push(Reason::FilmUnknown);
                        Ok(film)
                    }
                }
            }
            FilmAnswer::Missing => {
                reasons.push(Reason::FilmMissing);
                Ok(nothing(Reason::FilmMissing.sentence()))
            }
        }
    }

    /// When a review came out, and whether its film's title was read from a page.
    fn occasion_of(&self, finding: &ReviewFinding) -> FilmOccasion {
        let source = self.source.as_ref();
        let published = finding.published.as_ref();
        FilmOccasion {
            published: published.map(|day| day.value.year()),
            is_page: source.is_some_and(|source| source.begun.table.is_none()),
        }
    }

    fn identify_outlet(
        &mut self,
        draft: &mut Draft,
        finding: &ReviewFinding,
        reasons: &mut Vec<Reason>,
    ) -> Result<Option<Attribution<OutletId>>, IngestError> {
        let name = finding.outlet.as_ref().map(|outlet| outlet.value.as_str());
        let url = finding.url.as_ref().map(|url| url.value.as_str());
        match self.index.outlet(name, url) {
            OutletAnswer::Missing => Ok(None),
            OutletAnswer::One(outlet) => Ok(Some(outlet)),
            OutletAnswer::Ambiguous(outlet) => {
                reasons.push(Reason::BylineAmbiguous);
                Ok(Some(outlet))
            }
            OutletAnswer::New { name, domain } => {
                let id = draft.next_outlet();
                self.summary.created.outlets.note(&name);
                self.index.add_outlet(id, &name, domain.as_deref());
                let added = OutletAdded {
                    outlet: id,
                    name,
                    domain,
                };
                draft.enter(self.now(), &self.actor(), Happening::OutletAdded(added))?;
                Ok(Some(Attribution {
                    chosen: Some(id),
                    p: ovation_terms::Probability::ONE,
                    why: "first met here".to_owned(),
                    candidates: Vec::new(),
                }))
            }
        }
    }

    fn identify_critic(
        &mut self,
        draft: &mut Draft,
        name: &str,
        outlet: Option<OutletId>,
        reasons: &mut Vec<Reason>,
    ) -> Result<Attribution<CriticId>, IngestError> {
        match self.index.critic(name, outlet) {
            CriticAnswer::One(critic) => Ok(critic),
            CriticAnswer::Ambiguous(critic) => {
                reasons.push(Reason::BylineAmbiguous);
                Ok(critic)
            }
            CriticAnswer::New => {
                let id = draft.next_critic();
                let name = clean_byline(name);
                self.summary.created.critics.note(&name);
                self.index.add_critic(id, &name);
                let added = CriticAdded { critic: id, name };
                draft.enter(self.now(), &self.actor(), Happening::CriticAdded(added))?;
                Ok(Attribution {
                    chosen: Some(id),
                    p: ovation_terms::Probability::ONE,
                    why: "first met here".to_owned(),
                    candidates: Vec::new(),
                })
            }
        }
    }
}

/// Reads what identifying needs: films, critics and outlets with all their names.
///
/// Of a large record the films come from the file beside it, which is made where it is not there.
async fn load_index(
    ledger: &Ledger,
    is_dry_run: bool,
) -> Result<(Index, KnownTitles), IngestError> {
    let head = ledger.head().await?;
    let opened = match film_index::open(ledger).await? {
        None if !is_dry_run => film_index::make(ledger, &head).await?,
        opened => opened,
    };
    let (mut index, titles) = match opened {
        Some(opened) => {
            let stored = opened.stored;
            let mut index = Index::over(Arc::clone(&stored));
            let mut titles = KnownTitles::asking(move |folded| stored.has_title(folded));
            for film in opened.above {
                add_film(&mut index, &mut titles, &film);
            }
            (index, titles)
        }
        None => {
            let (mut index, mut titles) = (Index::new(), KnownTitles::default());
            ledger
                .each_film(&mut |film| add_film(&mut index, &mut titles, &film))
                .await?;
            (index, titles)
        }
    };
    ledger
        .each_outlet(&mut |id, name, domain| index.add_outlet(id, &name, domain.as_deref()))
        .await?;
    ledger
        .each_outlet_alias(&mut |id, name, domain| index.add_outlet(id, &name, domain.as_deref()))
        .await?;
    ledger
        .each_critic(&mut |id, name| index.add_critic(id, &name))
        .await?;
    ledger
        .each_critic_alias(&mut |id, name| index.add_critic(id, &name))
        .await?;
    ledger
        .each_byline(&mut |critic, outlet| index.note_byline(critic, outlet))
        .await?;
    Ok((index, titles))
}

fn add_film(index: &mut Index, titles: &mut KnownTitles, film: &FilmRecord) {
    index.add_film(film);
    for title in std::iter::once(&film.title).chain(&film.other_titles) {
        titles.add(title);
    }
}

/// Texts that are read together, by one core.
const TEXTS_AT_ONCE: usize = 32;

/// Reads the texts of the reviews that the record does not know yet, side by side on all cores.
fn read_texts(judge: &Judge, pieces: &mut [Piece], batch: &Batch) {
    let mut found: Vec<&mut Found> = pieces
        .iter_mut()
        .filter_map(|piece| match piece {
            Piece::Review(found) => Some(&mut **found),
            _ => None,
        })
        .filter(|found| {
            found.finding.stated.is_none()
                && !found.keys.iter().any(|key| batch.known(key).is_some())
        })
        .collect();
    found.par_chunks_mut(TEXTS_AT_ONCE).for_each(|found| {
        let cases: Vec<Case<'_>> = found.iter().map(|found| Case::of(&found.finding)).collect();
        let texts = judge.read_texts(&cases);
        for (found, text) in found.iter_mut().zip(texts) {
            found.text = Some(text);
        }
    });
}

/// The import that a source's address names.
fn actor_of(address: &str) -> Actor {
    Actor::import(
        address
            .rsplit('/')
            .find(|part| !part.is_empty())
            .unwrap_or("sources"),
    )
}

/// A film as a table names it.
fn film_of(id: FilmId, mention: &FilmMention, table: &str) -> FilmRecord {
    let title = match (&mention.title, mention.keys.first()) {
        (Some(title), _) => title.value.clone(),
        (None, Some(key)) => format!("Film {} of {table}", key.value),
        (None, None) => format!("Film of {table}"),
    };
    FilmRecord::named(id, title, mention)
}

/// The place of a title that the article's own findings give the place of.
fn nowhere() -> Evidence {
    Evidence::Address { url: String::new() }
}

/// The key of a row that is told from the others of its source by its own words.
fn row_key(content: ReviewKey) -> ReviewKey {
    ReviewKey::of_parts(&[b"row of one source", &content.0])
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

/// Whether so many days have gone by since a moment.
fn is_over(since: Moment, now: Moment, days: u32) -> bool {
    now.0.saturating_sub(since.0) >= i64::from(days) * DAY
}

/// The key of the trouble that a page is not found; it ends when the page is read.
fn missing_key(address: &str) -> ReviewKey {
    ReviewKey::of_parts(&[b"page not found", address.as_bytes()])
}

fn trouble_key(address: &str, complaint: &Complaint) -> ReviewKey {
    if complaint.kind == ComplaintKind::NotFound {
        return missing_key(address);
    }
    ReviewKey::of_parts(&[
        b"unreadable",
        address.as_bytes(),
        complaint.kind.code().as_bytes(),
        complaint.place.as_bytes(),
        complaint.detail.as_bytes(),
    ])
}

/// What the record knows of a batch's keys, looked up together, and what the batch adds.
struct Batch {
    looked_up: BTreeMap<ReviewKey, KnownReview>,
    entered: BTreeMap<ReviewKey, KnownReview>,
    known_troubles: BTreeSet<ReviewKey>,
    /// Articles of film press and the digests of what was read in them last.
    press: BTreeMap<ReviewKey, ReviewKey>,
    /// Reviews of the record by the marks of their texts.
    bearing: BTreeMap<i64, Vec<Bearer>>,
    /// Those that the batch adds.
    borne: BTreeMap<i64, Vec<Bearer>>,
    /// Whose reviews are that are known by a text.
    signatures: BTreeMap<ReviewId, Signature>,
}

/// A review with a text that bears a mark.
#[derive(Clone)]
struct Bearer {
    review: ReviewId,
    film: Option<FilmId>,
    signature: Signature,
    title: Option<String>,
    source: SourceId,
    shingles: Arc<Shingles>,
}

/// Whether two folded titles may name one film: one may have the year or a subtitle more.
fn may_be_one_title(one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.starts_with(other) || other.starts_with(one),
        _ => true,
    }
}

/// A mark that more texts of a batch bear tells nothing.
const BEARERS: usize = 4;

impl Batch {
    async fn look_up(
        draft: &mut Draft,
        current: Option<&CurrentSource>,
        pieces: &[Piece],
    ) -> Result<Self, IngestError> {
        let mut keys = Vec::new();
        let mut marks = Vec::new();
        let mut troubles = Vec::new();
        let mut articles = Vec::new();
        let mut address = current.map_or("", |source| source.begun.facts.address.as_str());
        for piece in pieces {
            match piece {
                Piece::Source(begun) => {
                    address = &begun.facts.address;
                    troubles.push(missing_key(address));
                }
                Piece::Review(found) => {
                    keys.extend(&found.keys);
                    keys.extend(found.signed_text_key);
                    keys.push(row_key(found.content));
                    marks.extend(found.shingles.iter().flat_map(Shingles::marks));
                }
                Piece::Unreadable(complaint) => troubles.push(trouble_key(address, complaint)),
                Piece::ItemLeftOut(item) => {
                    troubles.push(trouble_key(&item.feed, &item.complaint));
                }
                Piece::Press(found) => {
                    articles.push(found.article);
                    troubles.push(trouble_key(address, &found.otherwise));
                }
                Piece::Missed(missed) => {
                    troubles.push(trouble_key(&missed.address, &missed.complaint));
                }
                Piece::PassedOver(_)
                | Piece::Scales(_)
                | Piece::RowsEnd
                | Piece::Table(_)
                | Piece::Asked(_)
                | Piece::ItemsRead(_)
                | Piece::End(_) => {}
            }
        }
        keys.sort_unstable();
        keys.dedup();
        let looked_up: BTreeMap<_, _> = draft.known(&keys).await?.into_iter().collect();
        let signatures = same::signatures_of_texts(draft, pieces, &looked_up).await?;
        marks.sort_unstable();
        marks.dedup();
        let mut bearing: BTreeMap<i64, Vec<Bearer>> = BTreeMap::new();
        for (mark, candidates) in draft.twins(&marks).await? {
            let bearers = candidates.iter().filter_map(|twin| {
                let finding = &twin.read.finding;
                Some(Bearer {
                    review: twin.review,
                    film: twin.read.film.chosen,
                    signature: same::signature_of_reading(&twin.read),
                    title: finding.film.title.as_ref().map(|title| fold(&title.value)),
                    source: twin.read.source,
                    shingles: Arc::new(Shingles::of(&finding.text.as_ref()?.value)?),
                })
            });
            bearing.insert(mark, bearers.collect());
        }
        let known_troubles = draft
            .knows_unreadable(&troubles)
            .await?
            .into_iter()
            .collect();
        let press = draft.known_press(&articles).await?;
        Ok(Self {
            looked_up,
            press,
            entered: BTreeMap::new(),
            known_troubles,
            bearing,
            borne: BTreeMap::new(),
            signatures,
        })
    }

    /// The reviews whose text bears a mark.
    fn bearers(&self, mark: i64) -> impl Iterator<Item = &Bearer> {
        let stored = self.bearing.get(&mark).into_iter().flatten();
        stored.chain(self.borne.get(&mark).into_iter().flatten())
    }

    /// Notes a text that was entered, so that the next pieces of the batch meet it.
    fn bear(
        &mut self,
        finding: &ReviewFinding,
        film: Option<FilmId>,
        review: ReviewId,
        source: SourceId,
        shingles: Option<Shingles>,
        signature: Signature,
    ) {
        // Another source of a review does not change whose it is.
        let known = self.signatures.entry(review);
        known.or_insert_with(|| signature.clone());
        let Some(shingles) = shingles else { return };
        let marks = shingles.marks();
        let bearer = Bearer {
            review,
            film,
            signature,
            title: finding.film.title.as_ref().map(|title| fold(&title.value)),
            source,
            shingles: Arc::new(shingles),
        };
        for mark in marks {
            let bearers = self.borne.entry(mark).or_default();
            if bearers.len() < BEARERS {
                bearers.push(bearer.clone());
            }
        }
    }

    fn known(&self, key: &ReviewKey) -> Option<&KnownReview> {
        self.entered.get(key).or_else(|| self.looked_up.get(key))
    }

    /// Notes what was entered, so that the next pieces of the batch meet it.
    fn note(&mut self, keys: &[ReviewKey], review: ReviewId, content: ReviewKey, source: SourceId) {
        for key in keys {
            let mut sources = self
                .known(key)
                .map(|k| k.sources.clone())
                .unwrap_or_default();
            if !sources.contains(&source) {
                sources.push(source);
            }
            self.entered.insert(
                *key,
                KnownReview {
                    review,
                    content,
                    sources,
                    undone: false,
                    row_gone: false,
                    deleted: DeletedReview::default(),
                },
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_over;
    use ovation_terms::Moment;

    #[test]
    fn a_page_is_gone_after_so_many_whole_days() {
        let at = |text: &str| text.parse::<Moment>().unwrap();
        let since = at("2024-03-05T09:00:00Z");
        let cases = [
            ("2024-03-05T09:00:00Z", 0, true),
            ("2024-03-05T10:00:00Z", 30, false),
            ("2024-04-04T08:59:59Z", 30, false),
            ("2024-04-04T09:00:00Z", 30, true),
            // A clock that was set back.
            ("2024-03-01T09:00:00Z", 1, false),
        ];
        for (now, days, wanted) in cases {
            assert_eq!(is_over(since, at(now), days), wanted, "{now} {days}");
        }
    }
}
