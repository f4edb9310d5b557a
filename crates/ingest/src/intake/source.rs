//! The source whose pieces come.

use super::deleted::stands_for_its_words;
use super::sheet::{Begin, TableIntake};
use super::trouble::missing_key;
use super::{Batch, DELETED, Intake};
use crate::fate::Fate;
use crate::{IngestError, KeepCopies, SourceBegun, SourceBytesKept};
use ovation_ledger::Transaction;
use ovation_terms::{
    Actor, Day, EntryBody, ReadableAgain, ReviewId, ReviewKey, SourceId, SourceRead,
};
use std::collections::{BTreeMap, BTreeSet};

/// What made the readings: noted with every source.
const READER: &str = concat!("ovation ", env!("CARGO_PKG_VERSION"));

/// The same with the mark of what an operator knows beside what comes with the program.
fn reader() -> String {
    match ovation_knowledge::current().own_mark() {
        Some(mark) => format!("{READER} with knowledge {mark}"),
        None => READER.to_owned(),
    }
}

/// The source whose pieces come, and what is known of its address.
#[derive(Clone)]
pub(super) struct CurrentSource {
    pub(super) begun: SourceBegun,
    /// Its number, once its entry is made.
    pub(super) id: Option<SourceId>,
    /// What was read at the same address before.
    pub(super) earlier: Vec<SourceId>,
    /// It was deleted at its owner's request: nothing of it is taken in again.
    pub(super) deleted: bool,
    /// Reviews of it that were withdrawn because the page was gone.
    pub(super) gone: BTreeSet<ReviewId>,
    /// Of a page, whose reviews its last version told, by critic and film: changed words make no other
    /// review of one.
    pub(super) told: BTreeMap<String, Option<ReviewId>>,
    /// Keys of the reviews met in it during this run: two rows of one source are two reviews
    /// unless they agree in everything.
    pub(super) rows: BTreeMap<ReviewKey, ReviewKey>,
    /// Of a table: what becomes of its rows.
    pub(super) sheet: Option<TableIntake>,
    /// What becomes of it, while its pieces come.
    pub(super) fate: Option<Fate>,
}

impl Intake {
    /// A source begins: what the record knows of its address, and whether it is taken in at all.
    pub(super) async fn begin_source(
        &mut self,
        transaction: &mut Transaction,
        batch: &mut Batch,
        mut begun: SourceBegun,
    ) -> Result<(), IngestError> {
        self.settle_fate();
        self.summary.sources += 1;
        if begun.table.is_some() {
            self.call_as_known(transaction, &mut begun).await?;
        }
        let facts = &begun.facts;
        let mut id = transaction
            .standing_source(&facts.address, facts.hash, facts.fetched)
            .await?;
        let mut earlier = transaction.sources_at(&begun.facts.address).await?;
        let mut sheet = None;
        let mut asked = None;
        let entered = transaction.source_entered(&begun.facts.address, begun.facts.hash);
        if begun.table.is_some() && entered.is_none() {
            match self
                .begin_rows(transaction, &mut begun, &mut earlier)
                .await?
            {
                Begin::Rows(begin, known) => (sheet, id) = (Some(*begin), known),
                Begin::Asked(why) => asked = Some(why),
            }
        }
        let gone_sources = transaction.deleted_among(&earlier).await?;
        earlier.retain(|source| !gone_sources.contains(source));
        let deleted = !gone_sources.is_empty() && stands_for_its_words(&begun.facts);
        let gone = transaction.gone_reviews_of(&earlier).await?;
        let told = self.told_by(transaction, &begun, &earlier, id).await?;
        self.end_missing(transaction, batch, &begun.facts.address)?;
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
            rows: BTreeMap::new(),
            sheet,
            fate: Some(fate),
        });
        if let Some(why) = asked {
            self.ask_of_table(why);
        } else if id.is_none() && !deleted {
            self.source_id(transaction)?;
        }
        self.keep_copy(transaction)
    }

    /// A page that was not found is there again.
    fn end_missing(
        &mut self,
        transaction: &mut Transaction,
        batch: &mut Batch,
        address: &str,
    ) -> Result<(), IngestError> {
        let missing = missing_key(address);
        if batch.known_troubles.remove(&missing) {
            let again = ReadableAgain {
                address: address.to_owned(),
                key: missing,
            };
            let actor = actor_of(address);
            transaction.enter(self.now(), &actor, EntryBody::ReadableAgain(again))?;
            self.troubles.remove(&missing);
        }
        Ok(())
    }

    pub(super) fn actor(&self) -> Actor {
        actor_of(
            self.source
                .as_ref()
                .map_or("", |source| &source.begun.facts.address),
        )
    }

    /// The current source's number; makes its entry when it has none yet.
    pub(super) fn source_id(
        &mut self,
        transaction: &mut Transaction,
    ) -> Result<SourceId, IngestError> {
        let actor = self.actor();
        let Some(source) = &mut self.source else {
            return Err(IngestError::Fault(
                "a review came before its source".to_owned(),
            ));
        };
        if let Some(id) = source.id {
            return Ok(id);
        }
        let id = transaction.next_source();
        let read = SourceRead {
            source: id,
            facts: source.begun.facts.clone(),
            reader: reader(),
        };
        source.id = Some(id);
        transaction.enter(self.now(), &actor, EntryBody::SourceRead(read))?;
        Ok(id)
    }

    /// Where the pieces stand that come now.
    pub(super) fn place(&self) -> (String, Option<SourceId>) {
        match &self.source {
            Some(source) => (source.begun.facts.address.clone(), source.id),
            None => (String::new(), None),
        }
    }

    /// What was found now was deleted at its owner's request.
    pub(super) fn pass_deleted(&mut self, transaction: &mut Transaction) {
        self.withhold_copy(transaction);
        if let Some(fate) = self.fate() {
            fate.passed_over(DELETED);
        }
    }

    /// What is in the source was deleted at its owner's request: its bytes are not kept.
    pub(super) fn withhold_copy(&mut self, transaction: &mut Transaction) {
        let today = self.today();
        if let Some(source) = &self.source
            && let Some(id) = source.id
        {
            transaction.withhold_copy(id, source.begun.facts.hash, today);
        }
    }

    pub(crate) fn today(&self) -> Day {
        self.now().day()
    }

    pub(crate) fn keep_copies(&self) -> KeepCopies {
        if self.settings.dry_run {
            KeepCopies::None
        } else {
            self.settings.keep_copies
        }
    }

    pub(crate) fn copies_in_folder(&self) -> bool {
        self.settings.copies_in_folder
    }

    /// The bytes of the current source, once: its number, its address, and they or why they cannot be kept.
    pub(crate) fn take_copy(
        &mut self,
    ) -> Option<(SourceId, String, Result<SourceBytesKept, String>)> {
        let source = self.source.as_mut().filter(|source| !source.deleted)?;
        let copy = source.begun.copy.take()?;
        Some((source.id?, source.begun.facts.address.clone(), copy))
    }

    pub(crate) fn note_kept(&mut self) {
        self.summary.kept_copies += 1;
    }

    pub(super) fn is_source_deleted(&self) -> bool {
        self.source.as_ref().is_some_and(|source| source.deleted)
    }

    pub(super) fn fate(&mut self) -> Option<&mut Fate> {
        self.source.as_mut()?.fate.as_mut()
    }

    /// The current source has come to its end.
    pub(super) fn settle_fate(&mut self) {
        if let Some(fate) = self.source.as_mut().and_then(|source| source.fate.take()) {
            fate.settle(&mut self.summary.parcels);
        }
    }
}

/// The import that a source's address names.
pub(super) fn actor_of(address: &str) -> Actor {
    Actor::import(
        address
            .rsplit('/')
            .find(|part| !part.is_empty())
            .unwrap_or("sources"),
    )
}
