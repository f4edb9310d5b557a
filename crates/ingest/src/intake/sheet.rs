//! A table as a source with rows: each row is entered by what became of it since the table was read last.

mod asked;
mod copies;
mod plan;
mod told;

use plan::spellings;
pub use told::Imported;

use super::{Batch, Found, Intake};
use crate::{IngestError, SourceBegun};
use copies::Copies;
use ovation_identify::{RowFate, row_identity};
use ovation_ledger::{OldRow, Transaction};
use ovation_terms::{
    EntryBody, GoneRow, Remark, Resemblance, ReviewId, ReviewKey, ReviewReinstated, ReviewSeen,
    ReviewWithdrawn, RowPlace, RowRun, RowsKept, SourceId, TableRead, WithdrawnBy, file_of,
};
use plan::Plan;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Runs of kept rows that go into one entry.
const RUNS_AT_ONCE: usize = 2_000;

/// The table being read, row by row.
#[derive(Clone)]
pub(super) struct TableIntake {
    /// What it is compared with; none when it is read for the first time.
    plan: Option<Arc<Plan>>,
    /// The last row's place.
    at: i64,
    /// Reviews that rows were found to be, and what these say.
    claimed: BTreeMap<ReviewId, ReviewKey>,
    /// Rows that say what they said, not yet entered.
    runs: Vec<RowRun>,
    told: Imported,
    /// What rows say that a deleted table had.
    deleted: BTreeSet<ReviewKey>,
}

/// What reading a table begins as.
pub(super) enum Begin {
    /// Its rows are read, under this number where it has one already.
    Rows(Box<TableIntake>, Option<SourceId>),
    /// Nothing is read before the operator says what it is; and why.
    Asked(String),
}

impl Intake {
    /// Compares a table with its last version.
    pub(super) async fn begin_rows(
        &mut self,
        transaction: &mut Transaction,
        begun: &mut SourceBegun,
        earlier: &mut Vec<SourceId>,
    ) -> Result<Begin, IngestError> {
        let rows = begun.rows.take();
        let versions = transaction
            .table_versions(&spellings(&begun.facts.address))
            .await?;
        earlier.extend(versions.iter().map(|one| one.source));
        earlier.sort_unstable();
        earlier.dedup();
        let last = versions.iter().rev().find(|one| one.stands && one.whole);
        // One that was broken off is gone on with.
        let unfinished = versions
            .iter()
            .rev()
            .find(|one| one.stands && !one.whole && one.has_rows)
            .filter(|one| last.is_none_or(|last| one.source > last.source));
        let told = Imported::of(&begun.facts.address);
        let mut sheet = TableIntake {
            plan: None,
            at: 0,
            claimed: BTreeMap::new(),
            runs: Vec::new(),
            told,
            deleted: BTreeSet::new(),
        };
        let resumed = unfinished.filter(|one| one.hash == begun.facts.hash);
        let resumed = resumed.map(|one| one.source);
        let is_known = last.is_some() || resumed.is_some() || self.settings.as_new_table;
        if let Some(rows) = &rows {
            let copies = Copies::look_for(transaction, rows, &earlier[..]).await?;
            if let Some(known) = copies.living.filter(|_| !is_known) {
                return Ok(Begin::Asked(known.question(rows.len())));
            }
            sheet.deleted = copies.deleted;
        }
        let (Some(last), Some(rows), false) = (last, rows, self.settings.as_new_table) else {
            return Ok(Begin::Rows(Box::new(sheet), resumed));
        };
        let plan = Plan::make(transaction, &versions, last, unfinished, rows).await?;
        if let Some((were, are)) = plan.another
            && !self.settings.replace
        {
            return Ok(Begin::Asked(format!(
                "hardly any of its {are} rows is among the {were} that were read under this name last: \
                 it looks like another table. `--replace` reads it in place of the other, whose reviews \
                 are then withdrawn; `--as-new-table` reads it beside the other; nothing was read of it"
            )));
        }
        // Rows that were deleted at their owner's request are new each time, and not taken in.
        let is_unchanged =
            plan.is_unchanged() || !self.deleted.is_empty() || !sheet.deleted.is_empty();
        let is_same = last.hash == begun.facts.hash && is_unchanged;
        let id = if is_same { Some(last.source) } else { resumed };
        sheet.told.held_against = is_same.then_some(last.earlier).flatten();
        sheet.told.earlier = (!is_same).then_some(last.source);
        sheet.plan = Some(Arc::new(plan));
        Ok(Begin::Rows(Box::new(sheet), id))
    }

    /// Whether a row is one of a table that was deleted, and none that the table at hand had before.
    pub(super) fn is_deleted_row(&self, found: &Found) -> bool {
        let sheet = self
            .source
            .as_ref()
            .and_then(|source| source.sheet.as_ref());
        sheet.is_some_and(|sheet| {
            let plan = sheet.plan.as_ref();
            let fate = plan.and_then(|plan| plan.fate(sheet.at + 1, found.content));
            let is_ours = matches!(fate, Some(RowFate::Same(_) | RowFate::Changed(_)));
            sheet.deleted.contains(&found.content) && !is_ours
        })
    }

    fn sheet(&mut self) -> Option<&mut TableIntake> {
        self.source.as_mut()?.sheet.as_mut()
    }

    /// Whether a review is that of another row of the table at hand.
    pub(super) fn is_claimed(&self, review: ReviewId, content: ReviewKey) -> bool {
        let sheet = self
            .source
            .as_ref()
            .and_then(|source| source.sheet.as_ref());
        sheet.is_some_and(|sheet| {
            let plan = sheet.plan.as_ref();
            let by_other = sheet.claimed.get(&review);
            by_other.is_some_and(|other| *other != content)
                || plan.is_some_and(|plan| plan.matched.contains(&review))
        })
    }

    /// Notes which review an added row was found to be.
    pub(super) fn claim(&mut self, review: ReviewId, content: ReviewKey) {
        if let Some(sheet) = self.sheet() {
            sheet.claimed.entry(review).or_insert(content);
        }
    }

    /// A row that could not be read has its place too.
    pub(super) fn pass_row(&mut self) {
        if let Some(sheet) = self.sheet() {
            sheet.at += 1;
        }
    }

    /// Enters a review; one in a row of a table by what became of the row.
    pub(super) fn take_row(
        &mut self,
        transaction: &mut Transaction,
        batch: &mut Batch,
        found: Found,
    ) -> Result<(), IngestError> {
        let Some(sheet) = self.sheet() else {
            return self.take_review(transaction, batch, found, None, None);
        };
        sheet.at += 1;
        let row = RowPlace {
            row: sheet.at,
            identity: row_identity(&found.finding, found.row_id.as_deref()),
            content: None,
        };
        let Some(plan) = sheet.plan.clone() else {
            let repeated = self.summary.repeated;
            self.take_review(transaction, batch, found, Some(row), None)?;
            if self.summary.repeated == repeated
                && let Some(sheet) = self.sheet()
            {
                sheet.told.rows += 1;
                sheet.told.added += 1;
            }
            return Ok(());
        };
        let Some(fate) = plan.fate(sheet.at, found.content) else {
            return Err(IngestError::Refused(format!(
                "`{}` changed while it was read; read it again",
                sheet.told.address
            )));
        };
        match fate {
            RowFate::Lost => Ok(()),
            RowFate::Repeated => {
                self.summary.repeated += 1;
                Ok(())
            }
            RowFate::Added => {
                sheet.told.added(&found);
                let likely = plan.may_be(sheet.at).and_then(|olds| {
                    let number = olds.first()?;
                    Some((*number, plan.old(*number)?.review, olds.len()))
                });
                let may_be = likely.map(|(number, review, count)| {
                    sheet
                        .told
                        .undecided(&found, plan.words.get(&number), review, count);
                    Resemblance {
                        review,
                        why: "its row may be that one's, corrected".to_owned(),
                    }
                });
                self.take_review(transaction, batch, found, Some(row), may_be)
            }
            RowFate::Same(number) => match plan.old(number) {
                Some(old) => self.keep_row(transaction, &plan, old, row, &found),
                None => Ok(()),
            },
            RowFate::Changed(number) => match plan.old(number) {
                Some(old) => self.change_row(transaction, batch, &plan, number, old, row, found),
                None => Ok(()),
            },
        }
    }

    /// A row says what it said.
    fn keep_row(
        &mut self,
        transaction: &mut Transaction,
        plan: &Plan,
        old: OldRow,
        row: RowPlace,
        found: &Found,
    ) -> Result<(), IngestError> {
        self.meet(old.review);
        let Some(sheet) = self.sheet() else {
            return Ok(());
        };
        sheet.told.rows += 1;
        sheet.told.same += 1;
        if sheet.told.earlier.is_none() || plan.is_done(row.row, old.review) {
            return Ok(());
        }
        let can_run = plan.has_rows && !plan.is_other(old);
        if can_run {
            let next = |run: &RowRun| {
                (run.from + run.count, run.to + run.count) == (old.place, row.row) && run.from > 0
            };
            match sheet.runs.last_mut() {
                Some(run) if next(run) => run.count += 1,
                _ => sheet.runs.push(RowRun {
                    from: old.place,
                    to: row.row,
                    count: 1,
                }),
            }
            let full = sheet.runs.len() >= RUNS_AT_ONCE;
            self.stand_again(transaction, plan, old.review)?;
            if full {
                self.flush_rows(transaction)?;
            }
            return Ok(());
        }
        self.stand_again(transaction, plan, old.review)?;
        let seen = ReviewSeen {
            review: old.review,
            source: self.source_id(transaction)?,
            keys: Vec::new(),
            url: None,
            otherwise: None,
            minhashes: Vec::new(),
            why: None,
            row: Some(RowPlace {
                content: Some(found.content),
                ..row
            }),
            words: None,
        };
        transaction.enter(self.now(), &self.actor(), EntryBody::ReviewSeen(seen))?;
        Ok(())
    }

    /// A row says something else: its review is read anew, and what people decided of it stays.
    #[expect(clippy::too_many_arguments, reason = "a row before and after")]
    fn change_row(
        &mut self,
        transaction: &mut Transaction,
        batch: &mut Batch,
        plan: &Plan,
        number: usize,
        old: OldRow,
        row: RowPlace,
        found: Found,
    ) -> Result<(), IngestError> {
        let review = old.review;
        self.meet(review);
        if let Some(sheet) = self.sheet() {
            sheet.told.changed(plan.words.get(&number), &found);
        }
        if plan.is_done(row.row, review) {
            return Ok(());
        }
        let source = self.source_id(transaction)?;
        let keys = self.keys_in_source(batch, &found);
        let content = found.content;
        let held = plan.standings.get(&review);
        let is_same = held.is_some_and(|held| held.content == content);
        let is_ours = held.is_none_or(|held| plan.table.contains(&held.source) || held.undone);
        if is_ours && !is_same {
            return self.read_anew(
                transaction,
                batch,
                review,
                source,
                &keys,
                Some(row),
                found,
                None,
            );
        }
        // Another source told it first, and that stands; what the row says is kept beside it.
        self.stand_again(transaction, plan, review)?;
        let fresh = keys.iter().filter(|key| batch.known(key).is_none());
        let seen = ReviewSeen {
            review,
            source,
            keys: fresh.copied().collect(),
            url: found.finding.url.as_ref().map(|url| url.value.clone()),
            otherwise: (!is_same).then(|| Box::new(found.finding)),
            minhashes: Vec::new(),
            why: None,
            row: Some(RowPlace {
                content: Some(content),
                ..row
            }),
            words: None,
        };
        transaction.enter(self.now(), &self.actor(), EntryBody::ReviewSeen(seen))?;
        batch.note(&keys, review, content, source);
        Ok(())
    }

    /// A review that was withdrawn because its row was gone is in the table again.
    fn stand_again(
        &mut self,
        transaction: &mut Transaction,
        plan: &Plan,
        review: ReviewId,
    ) -> Result<(), IngestError> {
        if plan
            .standings
            .get(&review)
            .is_some_and(|held| held.row_gone)
        {
            self.reinstate_row(transaction, review)?;
        }
        Ok(())
    }

    /// The same, said of a review that is known to be out for that.
    pub(super) fn reinstate_row(
        &mut self,
        transaction: &mut Transaction,
        review: ReviewId,
    ) -> Result<(), IngestError> {
        let back = ReviewReinstated {
            review,
            remark: Remark::reason("listed again"),
        };
        let entry_body = EntryBody::ReviewReinstated(back);
        transaction.enter(self.now(), &self.actor(), entry_body)?;
        Ok(())
    }

    /// Enters the rows that say what they said.
    pub(super) fn flush_rows(&mut self, transaction: &mut Transaction) -> Result<(), IngestError> {
        let Some(sheet) = self.sheet() else {
            return Ok(());
        };
        let runs = std::mem::take(&mut sheet.runs);
        let (Some(earlier), false) = (sheet.told.earlier, runs.is_empty()) else {
            return Ok(());
        };
        let kept = RowsKept {
            source: self.source_id(transaction)?,
            earlier,
            runs,
        };
        transaction.enter(self.now(), &self.actor(), EntryBody::RowsKept(kept))?;
        Ok(())
    }

    /// The table was read to its end: what is missing is told, and withdrawn where that was asked.
    pub(super) async fn end_rows(
        &mut self,
        transaction: &mut Transaction,
    ) -> Result<(), IngestError> {
        self.flush_rows(transaction)?;
        let Some(mut sheet) = self.source.as_mut().and_then(|source| source.sheet.take()) else {
            return Ok(());
        };
        let source = self.source_id(transaction)?;
        sheet.told.source = source;
        let mut gone = Vec::new();
        if let Some(plan) = &sheet.plan {
            let missing: Vec<_> = plan
                .missing()
                .filter(|(_, old, _)| !sheet.claimed.contains_key(&old.review))
                .collect();
            let mut aside = plan.table.clone();
            aside.push(source);
            let reviews: Vec<ReviewId> = missing.iter().map(|(_, old, _)| old.review).collect();
            let elsewhere = transaction.told_elsewhere(&reviews, &aside).await?;
            for (number, old, may_be_lost) in missing {
                gone.push(GoneRow {
                    review: old.review,
                    identity: old.identity.unwrap_or(ReviewKey([0; 16])),
                    content: old.content,
                });
                let held = plan.standings.get(&old.review);
                // One that a person took out is withdrawn too: should it come back in, its row is gone.
                let may_go =
                    held.is_some_and(|held| !held.withdrawn && !held.undone && !held.stands);
                let counts = held.is_some_and(|held| !held.is_out && !held.stands);
                let is_told = elsewhere.contains(&old.review);
                if old.place > 0 {
                    sheet.told.removed(plan.words.get(&number));
                }
                if plan.is_in_doubt(number) {
                    // It stands until somebody says which of the rows it is.
                } else if may_be_lost {
                    sheet.told.unsure += 1;
                } else if may_go && !is_told && self.settings.replace {
                    sheet.told.withdrawn += 1;
                    let why = format!("no longer in `{}`", file_of(&sheet.told.address));
                    let remark = Remark::reason(why);
                    let by = WithdrawnBy::RowGone;
                    let review = old.review;
                    let gone = ReviewWithdrawn { review, by, remark };
                    let entry_body = EntryBody::ReviewWithdrawn(gone);
                    transaction.enter(self.now(), &self.actor(), entry_body)?;
                } else if counts && !is_told {
                    sheet.told.staying += 1;
                }
            }
        }
        // The very table that was read last adds nothing.
        let is_same = sheet.plan.is_some() && sheet.told.earlier.is_none();
        // That what was missing already is now withdrawn is told like any reading.
        let withdrew = is_same && sheet.told.withdrawn > 0;
        if withdrew {
            sheet.told.removed = sheet.told.withdrawn;
            gone.clear();
        }
        if withdrew || (!is_same && !self.is_ended(transaction, source).await?) {
            let told = &sheet.told;
            let read = TableRead {
                source,
                earlier: told.earlier.or(told.held_against),
                rows: told.rows,
                added: told.added,
                changed: told.changed,
                same: told.same,
                removed: told.removed,
                replace: self.settings.replace,
                gone,
            };
            let seq = transaction.enter(self.now(), &self.actor(), EntryBody::TableRead(read))?;
            sheet.told.entry = Some(seq);
        }
        self.summary.imports.push(sheet.told);
        Ok(())
    }

    /// Whether an entry says already that a table was read to its end.
    async fn is_ended(
        &self,
        transaction: &mut Transaction,
        source: SourceId,
    ) -> Result<bool, IngestError> {
        let address = self
            .source
            .as_ref()
            .map(|source| &source.begun.facts.address);
        let Some(address) = address else {
            return Ok(false);
        };
        let versions = transaction.table_versions(&spellings(address)).await?;
        let one = versions.iter().find(|one| one.source == source);
        Ok(one.is_some_and(|one| one.ended))
    }
}
