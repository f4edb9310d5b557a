//! The data dictionary: every table and column of an export, in words.

mod tables;

pub(crate) use tables::TABLES;

use crate::cli::ExportFormat;
use crate::columns::Kind;
use Kind::{Day, Number, Text, Truth, Whole};
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The file that makes a folder an export, and tells what its tables hold.
pub(crate) const DICTIONARY: &str = "dictionary.json";

/// The form of exports; a form that is not known is not read back.
const FORM: &str = "ovation-export-2";
/// The form before, in which the source's words stood within the entries' bodies.
const FORM_BEFORE: &str = "ovation-export-1";

/// A table of an export.
#[derive(Debug)]
pub(crate) struct Table {
    /// Its name, and its file's without the ending.
    pub(crate) name: &'static str,
    /// What a row is.
    pub(crate) about: &'static str,
    /// Name, kind and meaning of each column.
    pub(crate) columns: &'static [(&'static str, Kind, &'static str)],
}

/// What `dictionary.json` holds.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Dictionary {
    form: String,
    /// The tables' format: `csv`, `jsonl` or `parquet`, which is also their files' ending.
    pub(crate) format: String,
    /// The ledger's head when the export was made.
    pub(crate) ledger: LedgerHead,
    pub(crate) tables: Vec<TableAbout>,
}

/// A place in the ledger.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct LedgerHead {
    pub(crate) seq: i64,
    pub(crate) hash: String,
}

/// A table as the dictionary tells of it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TableAbout {
    pub(crate) name: String,
    pub(crate) file: String,
    pub(crate) rows: u64,
    about: String,
    columns: Vec<ColumnAbout>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ColumnAbout {
    name: String,
    kind: String,
    about: String,
}

impl Dictionary {
    /// Whether the source's words stand within the entries' bodies, as they did before.
    pub(crate) fn has_words_within(&self) -> bool {
        self.form == FORM_BEFORE
    }

    /// A dictionary of tables with their numbers of rows.
    pub(crate) fn new(format: ExportFormat, head: LedgerHead, tables: &[(&Table, u64)]) -> Self {
        let ending = ending(format);
        let column = |(name, kind, about): &(&str, Kind, &str)| ColumnAbout {
            name: (*name).to_owned(),
            kind: match kind {
                Text => "text",
                Day => "day",
                Whole => "whole number",
                Number => "number",
                Truth => "true or false",
            }
            .to_owned(),
            about: (*about).to_owned(),
        };
        Self {
            form: FORM.to_owned(),
            format: ending.to_owned(),
            ledger: head,
            tables: tables
                .iter()
                .map(|(table, rows)| TableAbout {
                    name: table.name.to_owned(),
                    file: format!("{}.{ending}", table.name),
                    rows: *rows,
                    about: table.about.to_owned(),
                    columns: table.columns.iter().map(column).collect(),
                })
                .collect(),
        }
    }

    /// Reads the dictionary of a folder; none when the folder has none, and so is no export.
    ///
    /// # Errors
    /// A dictionary that cannot be read, or of another form.
    pub(crate) fn of(folder: &Path) -> anyhow::Result<Option<Self>> {
        let path = folder.join(DICTIONARY);
        let Ok(text) = std::fs::read_to_string(&path) else {
            return Ok(None);
        };
        // A folder of somebody else's may have a file of that name.
        let form = serde_json::from_str::<serde_json::Value>(&text)
            .ok()
            .and_then(|value| value.get("form")?.as_str().map(str::to_owned));
        match form.as_deref() {
            Some(FORM | FORM_BEFORE) => serde_json::from_str(&text)
                .map(Some)
                .with_context(|| format!("cannot read `{}`", path.display())),
            Some(other) if other.starts_with("ovation-export-") => anyhow::bail!(
                "`{}` is an export of the form `{other}`, this version reads `{FORM}`",
                folder.display()
            ),
            _ => Ok(None),
        }
    }
}

/// The ending of a format's files.
pub(crate) fn ending(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "csv",
        ExportFormat::Jsonl => "jsonl",
        ExportFormat::Parquet => "parquet",
    }
}
