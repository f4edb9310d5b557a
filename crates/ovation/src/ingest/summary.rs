//! What an ingest did, counted.

use super::moved::MovedScores;
use super::{Created, Imported, NewFilms, TableTold};
use crate::printer::{self, Outcome, counted, grouped};
use ovation_terms::{Breakdown, Complaint, Parcels, Reason, Seq};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many troubles are shown one by one; the ledger has them all.
pub(crate) const SHOWN: usize = 20;

/// Something that could not be read.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LeftOut {
    /// The source.
    pub(crate) address: String,
    /// What was wrong, where, and what to do.
    #[serde(flatten)]
    pub(crate) complaint: Complaint,
}

/// What was found in film press.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct PressCounts {
    /// Articles.
    pub(crate) articles: u64,
    /// What they quote or report, where it is sure who says so.
    pub(crate) statements: u64,
    /// Where it is not: kept in the entries, not shown.
    pub(crate) not_sure: u64,
    /// What they say happened.
    pub(crate) events: u64,
    /// What they say of the reception.
    pub(crate) claims: u64,
}

/// The counts of one ingest; `found = counted + waiting + excluded`.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Summary {
    /// Reviews found in the sources, each once.
    pub(crate) found: u64,
    /// Of these, in the score.
    pub(crate) counted: u64,
    /// On the desk.
    pub(crate) waiting: u64,
    /// Out, with a reason.
    pub(crate) excluded: u64,
    /// Sources, rows and pages that could not be read as reviews, each with its reason.
    pub(crate) unreadable: u64,
    /// Entries added to the ledger.
    pub(crate) new_entries: u64,
    /// Time taken.
    pub(crate) seconds: f64,
    /// Why reviews wait or are out, and what could not be read, with counts.
    pub(crate) reasons: BTreeMap<String, u64>,
    /// Why reviews wait or are out, each review once.
    #[serde(skip)]
    pub(crate) groups: Breakdown,
    /// Why something could not be read, each thing once.
    #[serde(skip)]
    pub(crate) troubles: BTreeMap<String, u64>,
    /// Rows that say exactly what an earlier row of the same source says.
    pub(crate) repeated: u64,
    /// Texts of reviews that stand elsewhere in the record already, told by their words.
    pub(crate) twins: u64,
    /// Texts that were deleted at their owners' request, met again and not taken in.
    pub(crate) deleted: u64,
    /// Reviews withdrawn because their page is gone for good.
    pub(crate) withdrawn: u64,
    /// The first [`SHOWN`] of what could not be read: address, place, kind and detail.
    pub(crate) left_out: Vec<LeftOut>,
    /// Parcels that were passed over, by reason; as in `parcels`.
    pub(crate) passed_over: BTreeMap<String, u64>,
    /// What became of every parcel that was taken in.
    pub(crate) parcels: Parcels,
    /// What film press said.
    pub(crate) press: PressCounts,
    /// What reading each table did: rows added, changed and removed.
    pub(crate) imports: Vec<Imported>,
    /// Films that no catalogue has.
    pub(crate) films: NewFilms,
    /// Sources read.
    pub(crate) sources: u64,
    /// Films, critics and outlets that were created.
    pub(crate) created: Created,
    /// What is told of each table: its columns, those that were not used, values that could not be
    /// read.
    pub(crate) tables: Vec<TableTold>,
    /// New reviews whose verdict the critic stated.
    #[serde(skip)]
    pub(crate) stated: u64,
    /// The entry by which the judge learned from the verdicts known now, where it did.
    pub(crate) learned: Option<Seq>,
    /// Whether nothing was written.
    pub(crate) dry_run: bool,
    /// Which scores would change; only told where nothing was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) scores: Option<MovedScores>,
}

impl Summary {
    /// Whether something was left out, other than by a newer review of the same critic.
    pub(crate) fn outcome(&self) -> Outcome {
        let superseded = self
            .reasons
            .get(Reason::Superseded.code())
            .copied()
            .unwrap_or(0);
        let left = self.imports.iter().any(Imported::is_partly)
            || self.tables.iter().any(TableTold::lacks_values)
            || self.deleted > 0;
        if self.unreadable > 0 || self.excluded > superseded || left || self.films.asks() {
            Outcome::Partly
        } else {
            Outcome::Done
        }
    }

    /// Prints the counts for a person.
    pub(crate) fn print(&self) {
        printer::line(format!(
            "found {} = counted {} + waiting {} + excluded {}",
            grouped(self.found),
            grouped(self.counted),
            grouped(self.waiting),
            grouped(self.excluded)
        ));
        for line in self.groups.lines() {
            printer::line(format!("  {line}"));
        }
        printer::line(format!("parcels {}", self.parcels));
        if self.press.articles > 0 {
            printer::line(format!(
                "film press: {} with {} ({} more not sure), {}, {} of reception",
                counted(self.press.articles, "article", "articles"),
                counted(self.press.statements, "statement", "statements"),
                grouped(self.press.not_sure),
                counted(self.press.events, "event", "events"),
                counted(self.press.claims, "claim", "claims")
            ));
        }
        self.films.print(self.dry_run);
        if self.unreadable > 0 {
            printer::line(format!(
                "not readable as reviews: {}",
                grouped(self.unreadable)
            ));
        }
        for (trouble, count) in &self.troubles {
            printer::line(format!("  {:>7} {trouble}", grouped(*count)));
        }
        for left_out in &self.left_out {
            printer::line(format!("  {}: {}", left_out.address, left_out.complaint));
        }
        let shown = self.left_out.len() as u64;
        if self.unreadable > shown {
            printer::line(format!(
                "  ... {} more: ovation log",
                grouped(self.unreadable - shown)
            ));
        }
        for table in self.tables.iter().take(SHOWN) {
            table.print();
        }
        if !self.passed_over.is_empty() {
            let reasons: Vec<String> = self
                .passed_over
                .iter()
                .map(|(why, count)| format!("{} {why}", grouped(*count)))
                .collect();
            printer::line(format!("passed over: {}", reasons.join(", ")));
        }
        if self.twins > 0 {
            printer::line(format!(
                "{} the words of another review in another place; they count once",
                counted(self.twins, "text has", "texts have")
            ));
        }
        if self.deleted > 0 {
            printer::line(format!(
                "deleted at their owner's request and not taken in: {}; `ovation restore-source` lets them in again",
                counted(self.deleted, "text", "texts")
            ));
        }
        if self.withdrawn > 0 {
            printer::line(format!(
                "withdrawn, as the page is gone for good: {}",
                counted(self.withdrawn, "review", "reviews")
            ));
        }
        if self.repeated > 0 {
            printer::line(format!(
                "repeated word for word and counted once: {}",
                counted(self.repeated, "row", "rows")
            ));
        }
        for import in self.imports.iter().take(SHOWN) {
            import.print(self.dry_run);
        }
        if let Some(entry) = self.learned {
            printer::line(format!(
                "entry {entry}: the judge learned from the verdicts known now; `ovation judging \
                 anew` judges earlier reviews by it"
            ));
        }
        printer::line(format!(
            "{}{} in {:.1} s",
            counted(self.new_entries, "new entry", "new entries"),
            if self.dry_run {
                " would be made (dry run: nothing was written)"
            } else {
                ""
            },
            self.seconds
        ));
        if let Some(scores) = &self.scores {
            scores.print();
        }
    }
}
