//! A source as the record knows it.

use crate::{Hash, Moment};
use serde::{Deserialize, Serialize};

/// What kind of bytes a source holds, after looking at them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MediaKind {
    /// An HTML page.
    Page,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// Comma- or tab-separated rows.
    Table,
    /// One JSON object a line.
    JsonLines,
    /// A workbook with sheets of rows.
    Spreadsheet,
    /// A letter (e-mail) as it was sent.
    Letter,
    /// Plain text.
    Text,
    /// Anything else.
    Other,
}

/// Facts about one fetched source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFacts {
    /// Its address: an `http(s)` URL, or a path as the operator named it.
    pub address: String,
    /// What it holds.
    pub media: MediaKind,
    /// Digest of its bytes, after decompression.
    pub hash: Hash,
    /// Its size in bytes, after decompression.
    pub size_bytes: u64,
    /// When it was fetched.
    pub fetched: Moment,
}
