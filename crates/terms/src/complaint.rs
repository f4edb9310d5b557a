//! What went wrong while gathering or reading, without stopping it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Something in a source that could not be read, and why. Reading goes on after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// What sort of trouble.
    pub kind: ComplaintKind,
    /// Where: `line 12`, `json-ld block 2`, or empty for the whole source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// What was wanted, what came, and what to do; lower case, no full stop.
    pub detail: String,
    /// Whether a review was probably lost by it (then it is an `unreadable` entry of the ledger),
    /// or the reading merely knows less.
    pub lost: bool,
}

/// Sorts of trouble. The text form (`kebab-case`) is counted and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ComplaintKind {
    /// The source has no bytes.
    Empty,
    /// The source is larger than the limit.
    TooLarge,
    /// Elements or values are nested deeper than the limit.
    TooDeep,
    /// More records, nodes or files than the limit.
    TooMany,
    /// A source grows beyond the limit of size or ratio while it is read: a compressed one, or a
    /// page whose markup makes far more of it than it holds.
    Expansion,
    /// A source that takes more work than one of its size is worth.
    TooMuchWork,
    /// Compressed data that cannot be unpacked.
    BadCompression,
    /// Bytes that are no text in the source's encoding.
    BadEncoding,
    /// A structured-data block with a syntax error.
    BadMarkup,
    /// A row that does not fit its table.
    BadRow,
    /// A field larger than the limit.
    FieldTooLarge,
    /// A date that no calendar has or no review can have.
    BadDate,
    /// A rating that cannot be converted.
    BadRating,
    /// A table without the columns that reviews need.
    MissingColumns,
    /// A page or file that holds no review.
    NoReview,
    /// An item of a feed that holds only the beginning of its page.
    Excerpt,
    /// A kind of file that is not read.
    UnknownFormat,
    /// A file or address that could not be opened or fetched.
    Unreachable,
    /// A page that its server does not find (status 404): for now, or for good.
    NotFound,
    /// A page whose server says that it is gone for good (status 410).
    Gone,
    /// An address that must not be fetched.
    Refused,
}

impl ComplaintKind {
    /// The text form, such as `bad-row`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::TooDeep => "too-deep",
            Self::TooMany => "too-many",
            Self::Expansion => "expansion",
            Self::TooMuchWork => "too-much-work",
            Self::BadCompression => "bad-compression",
            Self::BadEncoding => "bad-encoding",
            Self::BadMarkup => "bad-markup",
            Self::BadRow => "bad-row",
            Self::FieldTooLarge => "field-too-large",
            Self::BadDate => "bad-date",
            Self::BadRating => "bad-rating",
            Self::MissingColumns => "missing-columns",
            Self::NoReview => "no-review",
            Self::Excerpt => "excerpt",
            Self::UnknownFormat => "unknown-format",
            Self::Unreachable => "unreachable",
            Self::NotFound => "not-found",
            Self::Gone => "gone",
            Self::Refused => "refused",
        }
    }
}

impl Complaint {
    /// A complaint about something without which the review is still whole.
    pub fn minor(kind: ComplaintKind, place: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            kind,
            place: place.into(),
            detail: detail.into(),
            lost: false,
        }
    }

    /// A complaint about something by which a review (or a whole source) was lost.
    pub fn lost(kind: ComplaintKind, place: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            kind,
            place: place.into(),
            detail: detail.into(),
            lost: true,
        }
    }
}

impl fmt::Display for ComplaintKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            write!(f, "{}: {}", self.kind, self.detail)
        } else {
            write!(f, "{}: {}: {}", self.place, self.kind, self.detail)
        }
    }
}
