//! No word that a language's file has stands as a literal in the rooms that read.

use super::literals;
use crate::sources::{is_no_test, rust_files};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::path::Path;

/// The rooms that read texts and pages.
const ROOMS: [&str; 5] = ["page", "press", "read", "judge", "identify"];

/// Words of other languages than English that are names of the markup, of a dump's keys or in a model's file
/// as well.
const MARKUP: [&str; 9] = [
    "del",
    "data",
    "pre",
    "signature",
    "commenta",
    "labels",
    "articles",
    "autor",
    "redakteur",
];

/// The room whose texts have no markup, so that English words stand there for no names of it.
const PLAIN: &str = "press";

/// Sections of the English file that it goes by.
const PLAIN_SECTIONS: [&str; 3] = ["grammar", "press", "titles"];

/// Files of it that may hold such words, and why.
const PLAIN_MAY: [(&str, &str); 13] = [
    ("press/src/credits.rs", "names of kinds in the interface"),
    (
        "press/src/events/kind.rs",
        "names of kinds in the interface",
    ),
    ("press/src/findings.rs", "names of kinds in the interface"),
    ("press/src/films/weights.rs", "names in the model's file"),
    ("press/src/learning/titles.rs", "names in the model's file"),
    ("press/src/films/spans.rs", "a sign read as a word"),
    ("press/src/occasion.rs", "letters joined by a sign"),
    ("press/src/claims/choose.rs", "names in the model's file"),
    ("press/src/claims/features.rs", "names in the model's file"),
    ("press/src/events/choose.rs", "names in the model's file"),
    ("press/src/events/features.rs", "names in the model's file"),
    ("press/src/speakers/weights.rs", "names in the model's file"),
    ("press/src/told.rs", "names in the model's file"),
];

/// A word this short may be a name of anything.
const SHORTEST: usize = 3;

/// Names every literal that is a word of a language's file.
pub(super) fn check(root: &Path) -> Result<()> {
    let words = Words::of(&root.join("crates/language/data"))?;
    let mut wrong = Vec::new();
    for room in ROOMS {
        let takes = |path: &Path| path.is_dir() || is_no_test(path);
        for file in rust_files(&root.join("crates").join(room).join("src"), &takes)? {
            let name = file.strip_prefix(root.join("crates")).unwrap_or(&file);
            let name = name.to_string_lossy().replace('\\', "/");
            let text = std::fs::read_to_string(&file)?;
            for (line, literal) in literals(&text) {
                if words.is_wrong(&name, literal) {
                    wrong.push(format!("crates/{name}:{line} `{literal}`"));
                }
            }
        }
    }
    if !wrong.is_empty() {
        bail!(
            "words that a language's file has stand in code; take them from there: {}",
            wrong.join(", ")
        );
    }
    Ok(())
}

/// The words of the languages' files.
struct Words {
    /// Of other languages, and not English as well.
    foreign: BTreeSet<String>,
    /// English, of the sections that film press goes by.
    plain: BTreeSet<String>,
}

impl Words {
    fn of(data: &Path) -> Result<Self> {
        let (mut foreign, mut english, mut plain) =
            (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for entry in std::fs::read_dir(data)? {
            let path = entry?.path();
            let text = std::fs::read_to_string(&path)?;
            let table: toml::Table =
                toml::from_str(&text).with_context(|| path.display().to_string())?;
            // The tables of glyphs and codes are no language's.
            let Some(code) = table.get("code").and_then(toml::Value::as_str) else {
                continue;
            };
            for (section, value) in &table {
                let mut words = BTreeSet::new();
                if section != "languages" {
                    collect(value, &mut words);
                }
                if code != "en" {
                    foreign.append(&mut words);
                    continue;
                }
                if PLAIN_SECTIONS.contains(&section.as_str()) {
                    plain.extend(words.iter().cloned());
                }
                english.append(&mut words);
            }
        }
        foreign.retain(|word| word.chars().count() >= SHORTEST && !english.contains(word));
        plain.retain(|word| word.chars().any(char::is_alphabetic));
        Ok(Self { foreign, plain })
    }

    fn is_wrong(&self, file: &str, literal: &str) -> bool {
        let is_foreign = self.foreign.contains(literal) && !MARKUP.contains(&literal);
        let is_plain = file.starts_with(PLAIN)
            && self.plain.contains(literal)
            && !PLAIN_MAY.iter().any(|(may, _)| *may == file);
        is_foreign || is_plain
    }
}

/// All words of a section: its lists, and lists of lists.
fn collect(value: &toml::Value, words: &mut BTreeSet<String>) {
    match value {
        toml::Value::String(word) => {
            words.insert(word.clone());
        }
        toml::Value::Array(list) => list.iter().for_each(|value| collect(value, words)),
        toml::Value::Table(table) => table.values().for_each(|value| collect(value, words)),
        toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_files_are_seen_where_they_may_not_stand() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        check(root).unwrap();
        let words = Words::of(&root.join("crates/language/data")).unwrap();
        for (file, literal, wanted) in [
            ("page/src/film.rs", "jahr", true),
            ("page/src/film.rs", "data", false),
            ("page/src/film.rs", "director", false),
            ("press/src/claims.rs", "grossed", true),
            ("press/src/credits.rs", "director", false),
        ] {
            assert_eq!(words.is_wrong(file, literal), wanted, "{file}: {literal}");
        }
    }
}
