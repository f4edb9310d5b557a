//! What an ingest did, counted.

use super::moved::MovedScores;
use super::{Created, Imported, NewFilms, TableTold};
use ovation_terms::{Breakdown, Complaint, Parcels, Reason, Seq};
use ovation_terms::{counted, grouped};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many troubles are shown one by one; the ledger has them all.
pub(super) const SHOWN: usize = 20;

/// Something that could not be read.
#[derive(Clone, Debug, Serialize)]
pub struct LeftOut {
    /// The source.
    pub address: String,
    /// What was wrong, where, and what to do.
    #[serde(flatten)]
    pub complaint: Complaint,
}

/// What was found in film press.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct PressCounts {
    /// Articles.
    pub articles: u64,
    /// What they quote or report, where it is sure who says so.
    pub statements: u64,
    /// Where it is not: kept in the entries, not shown.
    pub not_sure: u64,
    /// What they say happened.
    pub events: u64,
    /// What they say of the reception.
    pub claims: u64,
}

/// The counts of one ingest; `found = counted + waiting + excluded`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// Reviews found in the sources, each once.
    pub found: u64,
    /// Of these, in the score.
    pub counted: u64,
    /// On the desk.
    pub waiting: u64,
    /// Out, with a reason.
    pub excluded: u64,
    /// Sources, rows and pages that could not be read as reviews, each with its reason.
    pub unreadable: u64,
    /// Entries added to the ledger.
    pub new_entries: u64,
    /// Time taken.
    pub seconds: f64,
    /// Why reviews wait or are out, and what could not be read, with counts.
    pub reasons: BTreeMap<String, u64>,
    /// Why reviews wait or are out, each review once.
    #[serde(skip)]
    pub groups: Breakdown,
    /// Why something could not be read, each thing once.
    #[serde(skip)]
    pub troubles: BTreeMap<String, u64>,
    /// Rows that say exactly what an earlier row of the same source says.
    pub repeated: u64,
    /// Texts of reviews that stand elsewhere in the record already, told by their words.
    pub twins: u64,
    /// Texts that were deleted at their owners' request, met again and not taken in.
    pub deleted: u64,
    /// Reviews withdrawn because their page is gone for good.
    pub withdrawn: u64,
    /// The first few of what could not be read: address, place, kind and detail.
    pub left_out: Vec<LeftOut>,
    /// Parcels that were passed over, by reason; as in `parcels`.
    pub passed_over: BTreeMap<String, u64>,
    /// What became of every parcel that was taken in.
    pub parcels: Parcels,
    /// What film press said.
    pub press: PressCounts,
    /// What reading each table did: rows added, changed and removed.
    pub imports: Vec<Imported>,
    /// Films that no catalogue has.
    pub films: NewFilms,
    /// Sources read.
    pub sources: u64,
    /// Films, critics and outlets that were created.
    pub created: Created,
    /// What is told of each table: its columns, those that were not used, values that could not be
    /// read.
    pub tables: Vec<TableTold>,
    /// New reviews whose verdict the critic stated.
    #[serde(skip)]
    pub stated: u64,
    /// Sources whose bytes are kept.
    pub kept_copies: u64,
    /// Sources whose bytes were kept long enough, and went.
    pub expired_copies: u64,
    /// The entry by which the judge learned from the verdicts known now, where it did.
    pub learned: Option<Seq>,
    /// Whether nothing was written.
    pub dry_run: bool,
    /// Which scores would change; only told where nothing was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scores: Option<MovedScores>,
}

impl Summary {
    /// Whether something was left out, other than by a newer review of the same critic.
    pub fn is_partly(&self) -> bool {
        let superseded = self
            .reasons
            .get(Reason::Superseded.code())
            .copied()
            .unwrap_or(0);
        let left = self.imports.iter().any(Imported::is_partly)
            || self.tables.iter().any(TableTold::lacks_values)
            || self.deleted > 0;
        self.unreadable > 0 || self.excluded > superseded || left || self.films.asks()
    }

    /// Tells the counts to a person, line by line.
    pub fn tell(&self, line: &mut dyn FnMut(String)) {
        line(format!(
            "found {} = counted {} + waiting {} + excluded {}",
            grouped(self.found),
            grouped(self.counted),
            grouped(self.waiting),
            grouped(self.excluded)
        ));
        for group in self.groups.lines() {
            line(format!("  {group}"));
        }
        line(format!("parcels {}", self.parcels));
        if self.press.articles > 0 {
            line(format!(
                "film press: {} with {} ({} more not sure), {}, {} of reception",
                counted(self.press.articles, "article", "articles"),
                counted(self.press.statements, "statement", "statements"),
                grouped(self.press.not_sure),
                counted(self.press.events, "event", "events"),
                counted(self.press.claims, "claim", "claims")
            ));
        }
        self.films.tell(self.dry_run, line);
        self.tell_troubles(line);
        for table in self.tables.iter().take(SHOWN) {
            table.tell(line);
        }
        self.tell_aside(line);
        for import in self.imports.iter().take(SHOWN) {
            import.tell(self.dry_run, line);
        }
        if self.expired_copies > 0 {
            line(format!(
                "kept long enough, and deleted: the bytes of {}",
                counted(self.expired_copies, "source", "sources")
            ));
        }
        if let Some(entry) = self.learned {
            line(format!(
                "entry {entry}: the judge learned from the verdicts known now; `ovation judging \
                 anew` judges earlier reviews by it"
            ));
        }
        line(format!(
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
            scores.tell(line);
        }
    }

    /// What could not be read.
    fn tell_troubles(&self, line: &mut dyn FnMut(String)) {
        if self.unreadable > 0 {
            line(format!(
                "not readable as reviews: {}",
                grouped(self.unreadable)
            ));
        }
        for (trouble, count) in &self.troubles {
            line(format!("  {:>7} {trouble}", grouped(*count)));
        }
        for left_out in &self.left_out {
            line(format!("  {}: {}", left_out.address, left_out.complaint));
        }
        let shown = self.left_out.len() as u64;
        if self.unreadable > shown {
            line(format!(
                "  ... {} more: ovation log",
                grouped(self.unreadable - shown)
            ));
        }
    }

    /// What was read and does not count, or not once more.
    fn tell_aside(&self, line: &mut dyn FnMut(String)) {
        if !self.passed_over.is_empty() {
            let reasons: Vec<String> = self
                .passed_over
                .iter()
                .map(|(why, count)| format!("{} {why}", grouped(*count)))
                .collect();
            line(format!("passed over: {}", reasons.join(", ")));
        }
        if self.twins > 0 {
            line(format!(
                "{} the words of another review in another place; they count once",
                counted(self.twins, "text has", "texts have")
            ));
        }
        if self.deleted > 0 {
            line(format!(
                "deleted at their owner's request and not taken in: {}; `ovation restore-source` lets them in again",
                counted(self.deleted, "text", "texts")
            ));
        }
        if self.withdrawn > 0 {
            line(format!(
                "withdrawn, as the page is gone for good: {}",
                counted(self.withdrawn, "review", "reviews")
            ));
        }
        if self.repeated > 0 {
            line(format!(
                "repeated word for word and counted once: {}",
                counted(self.repeated, "row", "rows")
            ));
        }
    }
}
