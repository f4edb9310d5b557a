//! The end of an ingest: every parcel is accounted for, and what was done is counted.

use super::{BEGINNINGS, Intake, Made, is_worth_another};
use crate::judging::is_learning_due;
use crate::moved::Moving;
use crate::{IngestError, Summary};
use ovation_ledger::{Committed, Transaction};
use ovation_terms::{Actor, EntryBody, IngestEnded, ParcelFate, ReviewId};
use std::collections::BTreeMap;

impl Made {
    /// Notes entries that were made.
    fn add(&mut self, committed: Committed, kinds: BTreeMap<String, u64>) {
        if committed.entries == 0 {
            return;
        }
        match self.runs.last_mut() {
            Some((_, last)) if last.0 + 1 == committed.first.0 => *last = committed.last,
            _ => self.runs.push((committed.first, committed.last)),
        }
        for (kind, count) in kinds {
            *self.kinds.entry(kind).or_default() += count;
        }
    }
}

impl Intake {
    /// Notes a batch that is durable, or was rehearsed.
    pub(super) fn note_made(&mut self, committed: Committed, kinds: BTreeMap<String, u64>) {
        self.summary.new_entries += committed.entries;
        self.indexed = committed.last;
        self.made.add(committed, kinds);
    }

    /// Counts and ends.
    ///
    /// # Errors
    /// [`IngestError`] where the record does not answer, or this program lost something on the way.
    pub async fn finish(mut self) -> Result<Summary, IngestError> {
        let closing = self.closing.take().ok_or(IngestError::EndedEarly)?;
        self.summary.parcels.taken_in = closing.taken_in;
        let trouble = self.summary.parcels.trouble();
        if closing.lost > 0 || trouble.is_some() {
            return Err(IngestError::Fault(format!(
                "this program lost something on the way, please report it: {}; {} parcels were taken \
                 in and came to nothing: {}; what was read stands in the record",
                trouble.unwrap_or_else(|| self.summary.parcels.to_string()),
                closing.lost,
                closing.lost_addresses.join(", ")
            )));
        }
        self.enter_end().await?;
        let met: Vec<ReviewId> = self.met.iter().copied().collect();
        let mut summary = self.summary;
        summary.dry_run = self.settings.dry_run;
        let tally = match self.held.take() {
            Some(transaction) => {
                let mut moving = Moving::default();
                let tally = transaction
                    .end_rehearsal(&met, &mut |film| moving.add(&film))
                    .await?;
                summary.scores = Some(moving.compare(&self.ledger).await?);
                if is_learning_due(&self.ledger, summary.stated).await? {
                    summary.new_entries += 1;
                }
                tally
            }
            None => self.ledger.tally_of_reviews(&met).await?,
        };
        let passed_over = summary.parcels.reasons.get(&ParcelFate::PassedOver);
        summary.passed_over = passed_over.cloned().unwrap_or_default();
        summary.found = self.met.len() as u64;
        (summary.counted, summary.waiting, summary.excluded) =
            (tally.counted, tally.waiting, tally.excluded);
        summary.reasons = tally.reasons;
        summary.groups = tally.groups;
        summary.unreadable = self.troubles.len() as u64;
        for code in self.troubles.into_values() {
            *summary.troubles.entry(code.to_owned()).or_default() += 1;
            *summary.reasons.entry(code.to_owned()).or_default() += 1;
        }
        Ok(summary)
    }

    /// Enters what became of every parcel. Where nothing was entered, nothing is: what was read again
    /// adds nothing to the record.
    async fn enter_end(&mut self) -> Result<(), IngestError> {
        if self.settings.dry_run && self.held.is_none() {
            self.held = Some(self.ledger.begin().await?);
        }
        if self.summary.new_entries == 0 {
            return Ok(());
        }
        let ended = EntryBody::IngestEnded(IngestEnded {
            parcels: self.summary.parcels.clone(),
            runs: self.made.runs.clone(),
            entered: self.made.kinds.clone(),
        });
        for beginning in 1.. {
            match self.enter_one(ended.clone()).await {
                Err(error) if beginning < BEGINNINGS && is_worth_another(&error) => {}
                done => return done,
            }
        }
        Ok(())
    }

    async fn enter_one(&mut self, ended: EntryBody) -> Result<(), IngestError> {
        let mut transaction: Transaction = match self.held.take() {
            Some(transaction) => transaction,
            None => self.ledger.begin().await?,
        };
        let actor = Actor::import("ingest");
        transaction.enter(self.now(), &actor, ended)?;
        let committed = if self.settings.dry_run {
            let committed = transaction.rehearse().await?;
            self.held = Some(transaction);
            committed
        } else {
            transaction.commit().await?
        };
        self.summary.new_entries += committed.entries;
        Ok(())
    }
}
