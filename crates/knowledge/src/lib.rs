//! What is particular and must be known: platforms, aggregators, furniture of publishing systems.
//!
//! It stands in `data/`, to which the repository's folder `knowledge` leads, in rows with the day they were noted and their
//! source, and comes with the program. Whoever runs it may add rows and take values away with files
//! of the same form: see [`Knowledge::with`] and [`install`].

mod error;
mod exports;
mod lists;
mod rows;
#[cfg(test)]
mod tests;
mod wikidata;

pub use error::{WrongRow, WrongRows};
pub use exports::{EXPORT_FIELDS, Export};
pub use lists::List;
pub use wikidata::{WikidataClass, WikidataProperty, WikidataValue, WikidataWork};

use rows::Row;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$((concat!("knowledge/", $name), include_str!(concat!("../data/", $name)))),*]
    };
}

/// The files that come with the program.
const SHIPPED: [(&str, &str); 8] = files![
    "hosts.toml",
    "addresses.toml",
    "publishing.toml",
    "sites.toml",
    "services.toml",
    "editions.toml",
    "exports.toml",
    "wikidata.toml",
];

/// The values of every list, and what is known of exports and of Wikidata.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Knowledge {
    lists: BTreeMap<List, Vec<String>>,
    exports: Vec<Export>,
    classes: BTreeMap<String, WikidataClass>,
    properties: BTreeMap<String, WikidataProperty>,
    /// A digest of what was added to what comes with the program.
    own: Option<u64>,
}

impl Knowledge {
    /// The values of a list, in the order of their rows.
    pub fn list(&self, list: List) -> &[String] {
        self.lists.get(&list).map_or(&[], Vec::as_slice)
    }

    /// Whether a list has a value as it stands.
    pub fn has(&self, list: List, value: &str) -> bool {
        self.list(list).iter().any(|known| known == value)
    }

    /// Exports of a person's ratings: where several fit a table, the first counts. Those of an operator
    /// stand before those that come with the program.
    pub fn exports(&self) -> &[Export] {
        &self.exports
    }

    /// The classes of Wikidata that are known, by their numbers (`Q11424`).
    pub fn wikidata_classes(&self) -> &BTreeMap<String, WikidataClass> {
        &self.classes
    }

    /// What is read of the properties of Wikidata, by their numbers (`P57`).
    pub fn wikidata_properties(&self) -> &BTreeMap<String, WikidataProperty> {
        &self.properties
    }

    /// This knowledge with the rows of one more file, whose name is for what may be wrong with it. Its
    /// rows come behind the others, exports before them; one with `drop = true` takes away what it names.
    ///
    /// # Errors
    ///
    /// Says which rows of the file are wrong, all of them.
    pub fn with(mut self, file: &str, text: &str) -> Result<Self, WrongRows> {
        let (rows, wrong) = rows::read(file, text);
        if !wrong.is_empty() {
            return Err(WrongRows { rows: wrong });
        }
        self.add(rows);
        // The 64-bit FNV-1a hash.
        let start = self.own.unwrap_or(0xcbf2_9ce4_8422_2325);
        self.own = Some(text.bytes().fold(start, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        }));
        Ok(self)
    }

    /// A mark by which two readings can be told that went by different rows of an operator; none where
    /// there are no such rows.
    pub fn own_mark(&self) -> Option<String> {
        self.own.map(|own| format!("{own:016x}"))
    }

    fn add(&mut self, rows: Vec<Row>) {
        let mut exports = Vec::new();
        for row in rows {
            match row {
                Row::Values {
                    list,
                    values,
                    is_dropped,
                } => self.add_values(list, values, is_dropped),
                Row::Export(export) => exports.push(*export),
                Row::NoExport(name) => {
                    self.exports.retain(|export| export.name != name);
                    exports.retain(|export: &Export| export.name != name);
                }
                Row::Class(id, class) => set(&mut self.classes, id, class),
                Row::Property(id, property) => set(&mut self.properties, id, property),
            }
        }
        self.exports.splice(0..0, exports);
    }

    fn add_values(&mut self, list: List, new: Vec<String>, is_dropped: bool) {
        let values = self.lists.entry(list).or_default();
        for value in new {
            values.retain(|known| *known != value);
            if !is_dropped {
                values.push(value);
            }
        }
    }
}

/// Puts a value under a key, or takes away what stands there.
fn set<T>(all: &mut BTreeMap<String, T>, key: String, value: Option<T>) {
    match value {
        Some(value) => all.insert(key, value),
        None => all.remove(&key),
    };
}

/// What comes with the program.
pub fn shipped() -> &'static Knowledge {
    static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| {
        let mut known = Knowledge::default();
        for (file, text) in SHIPPED {
            // A test reads every file; a row that is wrong adds nothing.
            let (rows, _) = rows::read(file, text);
            known.add(rows);
        }
        known
    });
    &KNOWLEDGE
}

static IN_USE: OnceLock<Knowledge> = OnceLock::new();

/// What the program goes by from now on, in place of [`shipped`]: once, before anything is read, as
/// patterns are made of it.
///
/// # Errors
///
/// Gives it back where some knowledge is in use already.
pub fn install(knowledge: Knowledge) -> Result<(), Knowledge> {
    IN_USE.set(knowledge)
}

/// What the program goes by.
pub fn current() -> &'static Knowledge {
    IN_USE.get_or_init(|| shipped().clone())
}
