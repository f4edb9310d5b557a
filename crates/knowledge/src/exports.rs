//! Exports of a person's ratings, known by the names of their columns.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The fields that a column of an export may be read as: those of a table, as `--map` names them.
pub const EXPORT_FIELDS: [&str; 18] = [
    "film", "film-id", "year", "director", "critic", "outlet", "date", "rating", "scale", "text",
    "url", "verdict", "headline", "language", "imdb", "tmdb", "wikidata", "id",
];

/// An export whose form is known.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Export {
    /// What it is, for a reader.
    pub name: String,
    /// Columns that must be there.
    pub all: Vec<String>,
    /// Columns that must not be there.
    #[serde(default)]
    pub none: Vec<String>,
    /// The top of the scale of its ratings, a whole number.
    pub scale: String,
    /// Columns that are not read.
    #[serde(default)]
    pub passed: Vec<String>,
    /// The column with the films' pages in the service's catalogue.
    pub film_pages: Option<String>,
    /// The column from which a field is read; an empty one says that the field is left out.
    pub columns: BTreeMap<String, String>,
}

impl Export {
    /// What is wrong with it, behind `is wrong: `.
    pub(crate) fn fault(&self) -> Option<String> {
        if self.name.trim().is_empty() {
            return Some("its name is empty".to_owned());
        }
        let blank = |names: &[String]| names.iter().any(|name| name.trim().is_empty());
        if self.all.is_empty() || blank(&self.all) || blank(&self.none) || blank(&self.passed) {
            return Some("expected names of columns by which it is known".to_owned());
        }
        if !self.scale.parse::<u16>().is_ok_and(|top| top > 0) {
            return Some(format!(
                "expected the top of a scale like `10`, found `{}`",
                self.scale
            ));
        }
        let mut fields = self.columns.keys();
        let unknown = fields.find(|field| !EXPORT_FIELDS.contains(&field.as_str()))?;
        Some(format!(
            "`{unknown}` is no field; those are {}",
            EXPORT_FIELDS.join(", ")
        ))
    }
}
