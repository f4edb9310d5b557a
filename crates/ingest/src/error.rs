//! What an ingest can end by.

use ovation_judge::JudgeError;
use ovation_ledger::LedgerError;

/// Why an ingest ended before its time. What cannot be read ends none: it is counted, with why.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// What was asked for cannot be done.
    #[error("{0}")]
    Refused(String),
    /// This program is at fault.
    #[error("{0}")]
    Fault(String),
    /// The index of films beside the record was found damaged.
    #[error(
        "the index of films beside the record was damaged: nothing of this batch was entered, and the \
         index was removed; run the command again and it is made anew"
    )]
    IndexDamaged,
    /// The record did not answer.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The record's lesson for the judge is none.
    #[error(transparent)]
    Judge(#[from] JudgeError),
    /// The bytes of a source are to be kept and cannot be.
    #[error("the bytes of `{address}` are to be kept and cannot be packed: {why}")]
    Copy {
        /// The source.
        address: String,
        /// What the disk said.
        why: String,
    },
    /// The side that gathers and reads ended without an end.
    #[error("gathering ended early")]
    EndedEarly,
    /// The side that gathers and reads broke off.
    #[error("gathering ended early")]
    BrokeOff(#[source] tokio::task::JoinError),
}
