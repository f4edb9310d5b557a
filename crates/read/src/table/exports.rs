//! Exports of a person's ratings, known by the names of their columns.

use super::Field;
use ovation_terms::fold;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is known of exports, as a file: a row each, with its source and the day it was checked.
const KNOWN: &str = ovation_knowledge::EXPORTS;

/// An export whose form is known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Export {
    /// What it is, for a reader.
    pub(super) name: String,
    all: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
    /// The top of the scale of its ratings.
    pub(super) scale: String,
    /// Columns that are not read.
    #[serde(default)]
    pub(super) passed: Vec<String>,
    /// The column with the films' pages in the service's catalogue.
    pub(super) film_pages: Option<String>,
    columns: BTreeMap<String, String>,
    #[expect(dead_code, reason = "stands in the file for those who keep it")]
    source: String,
    #[expect(dead_code, reason = "stands in the file for those who keep it")]
    checked: String,
}

#[derive(Deserialize)]
struct File {
    export: Vec<Export>,
}

static EXPORTS: LazyLock<Vec<Export>> = LazyLock::new(|| {
    // The file is part of the program; a test reads it.
    toml::from_str::<File>(KNOWN).map_or_else(|_| Vec::new(), |file| file.export)
});

impl Export {
    /// The export that has columns of these names.
    pub(super) fn of(names: &[String]) -> Option<&'static Self> {
        let names: Vec<String> = names.iter().map(|name| fold(name)).collect();
        let has = |name: &String| names.contains(&fold(name));
        let mut all = EXPORTS.iter();
        all.find(|export| export.all.iter().all(has) && !export.none.iter().any(has))
    }

    /// Which column each field is read from; none where the field is left out.
    pub(super) fn fields(&self) -> impl Iterator<Item = (Field, Option<&str>)> {
        self.columns.iter().filter_map(|(field, column)| {
            let field: Field = field.parse().ok()?;
            Some((field, Some(column.as_str()).filter(|it| !it.is_empty())))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_export_has_its_columns_and_they_are_fields() {
        let file: File = toml::from_str(KNOWN).unwrap();
        assert!(file.export.len() >= 10);
        for export in &file.export {
            assert_eq!(
                export.fields().count(),
                export.columns.len(),
                "{}",
                export.name
            );
            assert!(export.scale.parse::<u16>().is_ok(), "{}", export.name);
            assert!(Export::of(&export.all).is_some(), "{}", export.name);
        }
        let plain = ["Film", "Year", "Critic", "Rating"].map(str::to_owned);
        assert!(Export::of(&plain).is_none());
    }
}
