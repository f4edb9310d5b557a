//! What an ingest creates beside reviews, told by name.

use serde::Serialize;

/// How many names are kept of each sort.
const SHOWN: usize = 10;

/// Films, critics and outlets that were met for the first time, and created.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Created {
    /// Films that only a table names.
    pub films: CreatedNames,
    /// Critics.
    pub critics: CreatedNames,
    /// Outlets.
    pub outlets: CreatedNames,
}

/// How many, and the first of them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CreatedNames {
    /// How many.
    pub count: u64,
    /// The first ones' names.
    pub examples: Vec<String>,
}

impl CreatedNames {
    pub(super) fn note(&mut self, name: &str) {
        self.count += 1;
        if self.examples.len() < SHOWN {
            self.examples.push(name.to_owned());
        }
    }
}
