//! From sources to entries: gather, read, identify, judge, enter.
//!
//! A producer thread gathers and reads (pages side by side); the intake identifies, judges and
//! enters batch by batch, each batch durable or not there at all. The two meet in a short channel,
//! so memory does not grow with the sources.

mod account;
mod again;
mod archives;
mod by_site;
mod catalogue;
mod copies;
mod created;
mod error;
mod fate;
mod follow;
mod intake;
mod judging;
mod local;
mod matching;
mod moved;
mod new_films;
mod produce;
mod run;
mod summary;
mod tables;
#[cfg(test)]
mod tests;

pub use account::Closing;
pub use again::{
    Again, Changed, Evidences, HeldValue, Kept, Outcome, Place, ReviewAgain, read_again,
};
pub use by_site::{likely_by_site, site_answers};
pub use catalogue::{
    Beside, BesideSpool, FilmFinder, FilmSaid, NumberSet, OrderedRows, PeopleNames, SPOOL_BYTES,
    Spool,
};
pub use copies::{HowRead, KEPT_DAYS, KeepCopies, SourceBytesKept, TableHow};
pub use created::{Created, CreatedNames};
pub use error::IngestError;
pub use follow::CrawlLimits;
pub use intake::{EditionsPolicy, FilmsPolicy, Imported, Intake, IntakeSettings};
pub use judging::{
    Judging, Lesson, is_learning_due, judge_by, learn, learn_if_due, learn_if_stale,
};
pub use local::LocalNames;
pub use matching::{
    MatchCounts, RowMatch, TitlesMatched, TitlesTable, match_titles, titles_in, titles_of_bytes,
};
pub use moved::{MovedFilm, MovedScores};
pub use new_films::NewFilms;
pub use produce::{Gone, Keep, Origin, ProduceSettings, produce};
pub use run::{IngestPlan, Watcher, ingest};
pub use summary::{LeftOut, PressCounts, Summary};
pub use tables::{TableAsked, TableTold};

use ovation_gather::Missed;
use ovation_identify::{
    Shingles, TableSigns, content_digest, press_digest, press_key, review_keys, signed_text_key,
    text_key,
};
use ovation_judge::{Habits, TextReading};
use ovation_read::{Explanation, Reading};
use ovation_terms::{Complaint, Moment, PressFinding, ReviewFinding, ReviewKey, SourceFacts};
use serde::Serialize;
use std::sync::Arc;

/// The present moment; the binary passes the machine's clock, tests pass a fixed one.
pub type Clock = fn() -> Moment;

/// How many findings go into one durable batch: large enough that a commit's cost is spread,
/// small enough that a person sees progress and a crash loses little work.
pub const BATCH_FINDINGS: usize = 8_000;

/// How many bytes of text go into one at most: whole pages make large findings.
pub const BATCH_BYTES: usize = 8 * 1024 * 1024;

/// How much goes into one batch at most.
#[derive(Clone, Copy, Debug)]
pub struct BatchSize {
    /// Findings.
    pub findings: usize,
    /// Bytes of their texts.
    pub bytes: usize,
}

impl Default for BatchSize {
    fn default() -> Self {
        Self {
            findings: BATCH_FINDINGS,
            bytes: BATCH_BYTES,
        }
    }
}

/// What the producer sends.
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "a source comes before many reviews, and those are boxed"
)]
pub enum Piece {
    /// A source begins; what follows stands in it.
    Source(SourceBegun),
    /// A review was found in the current source.
    Review(Box<Found>),
    /// The current source is an article of film press.
    Press(Box<PressFound>),
    /// Something of the current source could not be read.
    Unreadable(Complaint),
    /// Scales that the current source's ratings are printed on; they hold for the reviews that follow, of
    /// this source and of later ones.
    Scales(Box<Habits>),
    /// That was the last row of the current source, a table.
    RowsEnd,
    /// A source could not be had at all.
    Missed(Missed),
    /// What is told of a table as a whole, behind its rows.
    Table(Box<TableTold>),
    /// A source was not read, for it raises a question to the operator: that is no event of the
    /// record.
    Asked(Missed),
    /// Parcels that were not read, and why.
    PassedOver(PassedOver),
    /// So many items of the feed that is the current source stand in it whole: their reviews are among
    /// those that were told.
    ItemsRead(u64),
    /// An item of a feed was not read, unless its page was.
    ItemLeftOut(ItemLeftOut),
    /// That was all.
    End(Closing),
}

/// An item of a feed of which the feed has no review. Whether its page was read by another way is known
/// at the end only, when these come.
#[derive(Clone, Debug)]
pub struct ItemLeftOut {
    /// The feed.
    pub feed: Arc<str>,
    /// The item's page.
    pub page: Option<String>,
    /// What to say of it.
    pub complaint: Complaint,
}

/// Parcels that were not read for one reason.
#[derive(Clone, Debug, Serialize)]
pub struct PassedOver {
    /// The archive, folder or list they are of.
    #[serde(rename = "passed_over")]
    pub archive: String,
    /// The reason's text form, such as `redirect`.
    pub why: &'static str,
    /// The reason in words.
    pub sentence: &'static str,
    /// How many.
    pub count: u64,
}

/// The source that the next pieces stand in.
#[derive(Clone, Debug)]
pub struct SourceBegun {
    /// Its facts.
    pub facts: SourceFacts,
    /// A table's name, under which its rows are told apart; none for pages.
    pub table: Option<String>,
    /// The signs of its rows, where a table of its name was read before.
    pub rows: Option<Arc<TableSigns>>,
    /// Its bytes, to be kept; only where asked for, or why they cannot be.
    pub copy: Option<Result<SourceBytesKept, String>>,
    /// Whether it names further parcels: it was read for these, whatever else it holds.
    pub lists: bool,
    /// What the page, feed or text says, without its reviews, which follow; only where asked for.
    pub reading: Option<Box<Reading>>,
    /// What was considered on the page and why it was taken or left out; only where asked for.
    pub explanation: Option<Box<Explanation>>,
}

/// An article of film press.
#[derive(Clone, Debug)]
pub struct PressFound {
    /// What it says.
    pub finding: PressFinding,
    /// What to say of the page where it turns out to name no film of the record: it holds no review.
    pub otherwise: Complaint,
    /// What makes it the same article when it is read again.
    pub article: ReviewKey,
    /// Digest of its values.
    pub content: ReviewKey,
}

impl PressFound {
    /// Digests the finding.
    fn new(finding: PressFinding, otherwise: Complaint) -> Self {
        let (article, content) = (press_key(&finding), press_digest(&finding));
        Self {
            finding,
            otherwise,
            article,
            content,
        }
    }
}

/// One review found.
#[derive(Clone, Debug)]
pub struct Found {
    /// What was read.
    pub finding: ReviewFinding,
    /// What could not be read of it, without losing it.
    pub complaints: Vec<Complaint>,
    /// What makes it the same review elsewhere.
    pub keys: Vec<ReviewKey>,
    /// The one of them that its text makes.
    pub text_key: Option<ReviewKey>,
    /// What makes it the same text under the same name.
    pub signed_text_key: Option<ReviewKey>,
    /// Digest of its values.
    pub content: ReviewKey,
    /// The runs of its text, where it is long enough to be known again by them.
    pub shingles: Option<Shingles>,
    /// What the text models made of its text, once they read it.
    pub text: Option<TextReading>,
    /// Of a table's row: the line it begins at.
    pub line: Option<u64>,
    /// Of a table's row: the table's own id of it.
    pub row_id: Option<String>,
}

impl Found {
    /// Digests the finding; `table` is the name of the table it stands in, if any.
    fn new(finding: ReviewFinding, complaints: Vec<Complaint>, table: Option<&str>) -> Self {
        let keys = review_keys(&finding, table.unwrap_or_default());
        let content = content_digest(&finding);
        let text = finding.text.as_ref().map(|text| text.value.as_str());
        let shingles = text.and_then(Shingles::of);
        let text_key = text_key(&finding);
        let signed_text_key = signed_text_key(&finding);
        Self {
            finding,
            complaints,
            keys,
            text_key,
            signed_text_key,
            content,
            shingles,
            text: None,
            line: None,
            row_id: None,
        }
    }
}
