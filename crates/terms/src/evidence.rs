//! Where in a source a value stands.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Where a value stands in its source, so that a person can check it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Words in the source's text.
    Words {
        /// The quoted words.
        quote: String,
        /// A little of what stands before.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        before: String,
        /// A little of what stands after.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        after: String,
        /// Byte offset of the quote into the source's text.
        start: usize,
        /// Byte offset of its end, exclusive.
        end: usize,
    },
    /// A value in markup.
    Markup {
        /// `json-ld`, `microdata`, `h-review`, `h-entry`, `meta`, `html`.
        format: Arc<str>,
        /// Path of the value, such as `/reviewRating/ratingValue`.
        path: String,
        /// What stands there, as printed (cut to 200 characters).
        quote: String,
    },
    /// A cell of a table or a field of a JSON line.
    Cell {
        /// Line or row, counted from 1 with the header as 1.
        row: u64,
        /// The column's or field's name as printed.
        column: Arc<str>,
    },
    /// The value is in the source, and its place cannot be told.
    NotLocated,
    /// Read off the source's address.
    Address {
        /// The address.
        url: String,
    },
}

/// A value with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    #[serde(rename = "at")]
    pub evidence: Evidence,
}

impl<T> Sourced<T> {
    /// Joins a value and its evidence.
    pub fn new(value: T, evidence: Evidence) -> Self {
        Self { value, evidence }
    }

    /// Changes the value and keeps the evidence.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Sourced<U> {
        Sourced {
            value: change(self.value),
            evidence: self.evidence,
        }
    }
}
