//! What is particular and must be known: platforms, aggregators, furniture of publishing systems.
//!
//! It stands in `data/`, to which the repository's folder `knowledge` leads, in rows with the day they were noted and their
//! source, and comes with the program. Whoever runs it may add rows and take values away with files
//! of the same form: see [`Knowledge::with`] and [`install`].

mod lists;
mod rows;

pub use lists::List;
pub use rows::WrongRow;

use rows::Row;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

/// Words by which cuts, restorations and showings of a film are known, as their rows stand in the file.
pub const EDITIONS: &str = include_str!("../data/editions.toml");

/// Columns of what film sites export, as their rows stand in the file.
pub const EXPORTS: &str = include_str!("../data/exports.toml");

/// Hosts and names that are no outlets, as their rows stand in the file.
pub const OUTLETS: &str = include_str!("../data/outlets.toml");

/// What Wikidata calls films, and its properties of them, as their rows stand in the file.
pub const WIKIDATA: &str = include_str!("../data/wikidata.toml");

/// The files that come with the program.
const SHIPPED: [(&str, &str); 4] = [
    ("knowledge/hosts.toml", include_str!("../data/hosts.toml")),
    (
        "knowledge/addresses.toml",
        include_str!("../data/addresses.toml"),
    ),
    (
        "knowledge/publishing.toml",
        include_str!("../data/publishing.toml"),
    ),
    (
        "knowledge/aggregators.toml",
        include_str!("../data/aggregators.toml"),
    ),
];

/// The values of every list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Knowledge {
    lists: BTreeMap<List, Vec<String>>,
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

    /// This knowledge with the rows of one more file, whose name is for what may be wrong with it. Its
    /// rows come behind the others; one with `drop = true` takes values away.
    ///
    /// # Errors
    ///
    /// Says which row of the file is wrong.
    pub fn with(self, file: &str, text: &str) -> Result<Self, WrongRow> {
        // The 64-bit FNV-1a hash.
        let start = self.own.unwrap_or(0xcbf2_9ce4_8422_2325);
        let own = text.bytes().fold(start, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        let mut made = self.with_rows(file, text)?;
        made.own = Some(own);
        Ok(made)
    }

    /// A mark by which two readings can be told that went by different rows of an operator; none where
    /// there are no such rows.
    pub fn own_mark(&self) -> Option<String> {
        self.own.map(|own| format!("{own:016x}"))
    }

    fn with_rows(mut self, file: &str, text: &str) -> Result<Self, WrongRow> {
        for row in rows::read(file, text)? {
            self.add(row);
        }
        Ok(self)
    }

    fn add(&mut self, row: Row) {
        let values = self.lists.entry(row.list).or_default();
        for value in row.values {
            values.retain(|known| *known != value);
            if !row.drop {
                values.push(value);
            }
        }
    }
}

/// What comes with the program.
pub fn shipped() -> &'static Knowledge {
    static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| {
        let files = SHIPPED.iter();
        files.fold(Knowledge::default(), |known, (file, text)| {
            // A test reads every file; one that is wrong adds nothing.
            known.clone().with_rows(file, text).unwrap_or(known)
        })
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_file_that_comes_along_is_right_and_every_list_has_a_value() {
        for (file, text) in SHIPPED {
            let read = Knowledge::default().with(file, text);
            assert!(read.is_ok(), "{}", read.unwrap_err());
        }
        for list in List::ALL {
            assert!(!shipped().list(*list).is_empty(), "{}", list.name());
        }
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
        let files = std::fs::read_dir(folder).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut files: Vec<String> = names
            .filter(|name| Path::new(name).extension().is_some_and(|it| it == "toml"))
            .map(|name| format!("knowledge/{name}"))
            .collect();
        files.sort();
        // These are read by who knows what their rows say.
        let apart = ["editions", "exports", "outlets", "wikidata"]
            .map(|name| format!("knowledge/{name}.toml"));
        let shipped = SHIPPED.iter().map(|(file, _)| (*file).to_owned());
        let mut known: Vec<String> = shipped.chain(apart).collect();
        known.sort_unstable();
        assert_eq!(files, known, "a file of the folder is not read");
    }

    #[test]
    fn rows_add_values_and_take_them_away() {
        let row = |rest: &str| {
            format!(
                "[[row]]\nnoted = \"2031-05-06\"\nsource = \"the owner\"\nlist = \"hosts.own_names\"\n{rest}\n"
            )
        };
        let known = Knowledge::default()
            .with(
                "a.toml",
                &row("values = [\"lamps.example\", \"oars.example\"]"),
            )
            .unwrap();
        assert_eq!(
            known.list(List::OwnNames),
            ["lamps.example", "oars.example"]
        );
        let less = known
            .clone()
            .with("b.toml", &row("values = [\"lamps.example\"]\ndrop = true"))
            .unwrap();
        assert_eq!(less.list(List::OwnNames), ["oars.example"]);
        assert!(less.has(List::OwnNames, "oars.example"));
        assert_ne!(known.own_mark(), less.own_mark());
        assert_eq!(shipped().own_mark(), None);
        assert!(less.list(List::OpenMail).is_empty());
    }

    #[test]
    fn a_wrong_row_is_refused_with_its_file_and_why() {
        let good = "[[row]]\nlist = \"hosts.open_mail\"\nvalues = [\"post.example\"]\nnoted = \"2031-05-06\"\nsource = \"its terms\"\n";
        assert!(Knowledge::default().with("own.toml", good).is_ok());
        for (text, expected) in [
            (
                good.replace("open_mail", "open_male"),
                "`hosts.open_male` is no list",
            ),
            (
                good.replace("2031-05-06", "May 2031"),
                "expected a day like `2031-05-06`, found `May 2031`",
            ),
            (good.replace("its terms", " "), "a source"),
            (good.replace("\"post.example\"", ""), "has no values"),
            (good.replace("\"post.example\"", "\"\""), "an empty value"),
            (good.replace("values", "valeus"), "valeus"),
            ("row = 7".to_owned(), "own.toml"),
        ] {
            let told = Knowledge::default().with("own.toml", &text).unwrap_err();
            let told = told.to_string();
            assert!(
                told.starts_with("own.toml") && told.contains(expected),
                "{told}"
            );
        }
    }
}
