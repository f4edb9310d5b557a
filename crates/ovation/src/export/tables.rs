//! One table's file, in any of the formats.

use super::Table;
use super::dictionary::ending;
use crate::cli::ExportFormat;
use crate::columns::{ColumnFile, Kind, Value};
use anyhow::Context;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

enum Format {
    Csv(BufWriter<File>),
    Jsonl(BufWriter<File>),
    Parquet(Box<ColumnFile<BufWriter<File>>>),
}

/// A table being written.
pub(crate) struct TableFile {
    pub(crate) table: &'static Table,
    format: Format,
    /// Rows written so far.
    pub(crate) rows: u64,
}

impl TableFile {
    /// Begins a table's file in a folder; refuses to write over one.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub(crate) fn begin(
        folder: &Path,
        table: &'static Table,
        format: ExportFormat,
    ) -> anyhow::Result<Self> {
        let path = folder.join(format!("{}.{}", table.name, ending(format)));
        let file =
            File::create_new(&path).with_context(|| format!("cannot make `{}`", path.display()))?;
        let mut out = BufWriter::new(file);
        let format = match format {
            ExportFormat::Csv => {
                let names: Vec<&str> = table.columns.iter().map(|(name, ..)| *name).collect();
                writeln!(out, "{}", names.join(","))?;
                Format::Csv(out)
            }
            ExportFormat::Jsonl => Format::Jsonl(out),
            ExportFormat::Parquet => {
                let columns: Vec<(&str, Kind)> = table
                    .columns
                    .iter()
                    .map(|(name, kind, _)| (*name, *kind))
                    .collect();
                let about = [("ovation", table.about)];
                Format::Parquet(Box::new(ColumnFile::begin(out, &columns, &about)?))
            }
        };
        Ok(Self {
            table,
            format,
            rows: 0,
        })
    }

    /// Adds a row, a value for each column.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn push(&mut self, row: Vec<Value>) -> anyhow::Result<()> {
        self.rows += 1;
        match &mut self.format {
            Format::Parquet(file) => file.push(row)?,
            Format::Csv(out) => {
                let fields: Vec<String> = row.iter().map(csv_field).collect();
                writeln!(out, "{}", fields.join(","))?;
            }
            Format::Jsonl(out) => {
                let pairs = self.table.columns.iter().zip(&row);
                let object: serde_json::Map<String, serde_json::Value> = pairs
                    .filter_map(|((name, ..), value)| {
                        Some(((*name).to_owned(), json_value(value)?))
                    })
                    .collect();
                serde_json::to_writer(&mut *out, &object)?;
                out.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    /// Writes what is held; without it the file is not whole.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn end(self) -> anyhow::Result<u64> {
        let mut out = match self.format {
            Format::Csv(out) | Format::Jsonl(out) => out,
            Format::Parquet(file) => file.end()?,
        };
        out.flush()?;
        Ok(self.rows)
    }
}

/// A value as a CSV field (RFC 4180); what is absent is an empty field, and an empty text `""`.
fn csv_field(value: &Value) -> String {
    match value {
        Value::None => String::new(),
        Value::Text(text) => {
            let plain = !text.is_empty()
                && !text.contains([',', '"', '\n', '\r'])
                && text.trim().len() == text.len();
            if plain {
                text.clone()
            } else {
                format!("\"{}\"", text.replace('"', "\"\""))
            }
        }
        Value::Day(day) => day.to_string(),
        Value::Whole(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Truth(is_true) => is_true.to_string(),
    }
}

fn json_value(value: &Value) -> Option<serde_json::Value> {
    Some(match value {
        Value::None => return None,
        Value::Text(text) => text.clone().into(),
        Value::Day(day) => day.to_string().into(),
        Value::Whole(number) => (*number).into(),
        Value::Number(number) => (*number).into(),
        Value::Truth(is_true) => (*is_true).into(),
    })
}
