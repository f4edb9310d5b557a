//! What an ingest did, counted.

use crate::printer::{self, Outcome, grouped};
use ovation_terms::Reason;
use serde::Serialize;
use std::collections::BTreeMap;

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
    /// Sources read.
    pub(crate) sources: u64,
    /// Whether nothing was written.
    pub(crate) dry_run: bool,
}

impl Summary {
    /// Whether something was left out, other than by a newer review of the same critic.
    pub(crate) fn outcome(&self) -> Outcome {
        let superseded = self
            .reasons
            .get(Reason::Superseded.code())
            .copied()
            .unwrap_or(0);
        if self.unreadable > 0 || self.excluded > superseded {
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
        if self.unreadable > 0 {
            printer::line(format!(
                "not readable as reviews: {}",
                grouped(self.unreadable)
            ));
        }
        for (reason, count) in &self.reasons {
            let sentence = Reason::from_code(reason).map_or("", Reason::sentence);
            printer::line(format!("  {:>7} {reason}  {sentence}", grouped(*count)));
        }
        printer::line(format!(
            "{} new entries{} in {:.1} s",
            grouped(self.new_entries),
            if self.dry_run {
                " would be made (dry run: nothing was written)"
            } else {
                ""
            },
            self.seconds
        ));
    }
}
