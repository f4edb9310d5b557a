//! Entries for ever, and the views made from them.
//!
//! Here is what happened, in order; give me the record as it is, or as it was known at any entry.
//! A [`Ledger`] is one append-only list of entries in SQLite or PostgreSQL, each carrying the hash
//! of the one before. A [`Transaction`] adds to it: all its entries become durable together, or none.
//! Every table that pages read is a view: one projection makes it from the entries, when they are
//! appended and again on [`Ledger::replay`], with the same rows.
//!
//! This crate alone speaks SQL, with one text for both databases. It decides nothing: what a
//! reading or a person said stands in the entries; the projection only keeps the rule that a person
//! outranks the machine, and finds which of a critic's reviews of a film stands.

mod backup;
mod chain;
mod copies;
mod db;
mod doctor;
mod editors;
mod error;
mod imports;
mod insert;
mod kinds;
mod ledger;
mod open;
mod opposite;
mod projection;
mod read;
mod record_at;
mod replay;
mod transaction;
mod views;
mod whole;
mod words;

pub use backup::{ChainReport, Copied};
pub use chain::Head;
pub use copies::{CopyCounts, CopyPacker, Expired, PackedCopy, PosterFile, SourceCopy};
pub use doctor::{Check, Diagnosis};
pub use error::LedgerError;
pub use imports::Import;
pub use ledger::Ledger;
pub use open::{Limits, Opening};
pub use opposite::Undoing;
pub use projection::Sort;
pub use read::{
    AllNames, Called, Counts, CriticRecord, EditorText, FestivalFilm, FieldChange, FilmHit,
    FilmOrder, GivenUp, HappeningHit, Happenings, HeldReading, KindAnswer, KnownCount,
    LatelyReviewed, ListedBallot, LogFilter, MachineJudged, NameHit, NameOf, OutletCritic,
    OutletRecord, PersonHit, PressRecord, PressSettledOf, ReviewRecord, ReviewText, SaidLine,
    ScaleHabit, SearchHits, SettledCase, SharedFilm, Signed, SignedChanges, Tally, TextStep, Tier,
    WaitingReview, changes,
};
pub use record_at::{EntryText, RecordAt};
pub use replay::{Replay, ReplayReport};
pub use transaction::{
    Candidate, Committed, DeletedReview, KnownReview, OldRow, Preview, RehearsedFilm, Standings,
    TableVersion, Transaction, Worded,
};
pub use whole::Scrubbed;
