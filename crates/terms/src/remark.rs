//! What a person says beside a decision: a reason for everybody, a note for those who keep the record.

use crate::{Hash, Seq};
use serde::{Deserialize, Serialize};

/// Words beside a decision, each with its audience.
///
/// The reason is public: pages, the API and exports show it. The note is private: the ledger keeps it
/// beside the entry, whose body has its digest only, so that whoever is given the entries is not
/// given the notes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remark {
    /// A remark of an entry made before 30 November 2026, when there was one sort for all: nobody
    /// said that it was public, so it is private, but stands in the body. Never made any more.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Why, for every reader.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// For those who keep the record. Taken out of the body by the ledger and kept beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_note: Option<PrivateNote>,
    /// Digest of what is kept beside the entry. Set by the ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Hash>,
    /// Where one decision made several entries, the first of them: they are undone together. Set by
    /// the ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<Seq>,
}

/// A note that only those who keep the record are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivateNote {
    /// The note.
    pub text: String,
    /// Something nobody can guess, without which a short note could be found by its digest.
    pub salt: String,
}

impl Remark {
    /// Words for every reader, and nothing else.
    pub fn reason(words: impl Into<String>) -> Self {
        Self {
            reason: words.into(),
            ..Self::default()
        }
    }

    /// Words for every reader and words for those who keep the record; either may be empty.
    pub fn new(
        reason: impl Into<String>,
        note: impl Into<String>,
        salt: impl Into<String>,
    ) -> Self {
        let text = note.into();
        Self {
            reason: reason.into(),
            private_note: (!text.is_empty()).then(|| PrivateNote {
                text,
                salt: salt.into(),
            }),
            ..Self::default()
        }
    }

    /// The note for those who keep the record: the private one, else an older entry's.
    pub fn private(&self) -> &str {
        let kept = self.private_note.as_ref().map(|note| note.text.as_str());
        kept.unwrap_or(&self.note)
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.reason.is_empty() && self.private().is_empty()
    }
}
