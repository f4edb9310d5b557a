//! What was counted while a table's rows were read.

use super::Field;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many different values are shown of those that could not be read.
const SHOWN: usize = 5;

/// Letters of a value that are shown.
const LETTERS: usize = 40;

/// Values that could not be read: how many, and some of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Unread {
    /// How many rows have one.
    pub count: u64,
    /// The first different ones.
    pub examples: Vec<String>,
}

impl Unread {
    pub(super) fn note(&mut self, value: &str) {
        self.count += 1;
        if self.examples.len() < SHOWN {
            let short: String = value.chars().take(LETTERS).collect();
            if !self.examples.contains(&short) {
                self.examples.push(short);
            }
        }
    }
}

/// Counts over the rows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) reviews: u64,
    pub(super) lost: u64,
    pub(super) blank: u64,
    /// Reviews that name a critic.
    pub(super) signed: u64,
    /// Values that could not be read, by the field that lacks them.
    pub(super) unread: BTreeMap<Field, Unread>,
    /// Dates that could be read two ways.
    pub(super) two_ways: Unread,
    /// Rows that are no reviews, by what they are.
    pub(super) passed_over: BTreeMap<String, u64>,
    /// Cells that were mended, by what was wrong with them.
    pub(super) mended: BTreeMap<String, u64>,
}

impl Tally {
    pub(super) fn pass_over(&mut self, what: &str) {
        *self.passed_over.entry(what.to_owned()).or_default() += 1;
    }

    pub(super) fn mend(&mut self, what: &str) {
        *self.mended.entry(what.to_owned()).or_default() += 1;
    }

    pub(super) fn leave(&mut self, field: Field, value: &str) {
        self.unread.entry(field).or_default().note(value);
    }
}
