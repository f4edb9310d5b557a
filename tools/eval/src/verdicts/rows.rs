//! Labelled reviews from a tab-separated file.

use crate::EvalError;
use ovation_terms::PrintedRating;
use std::io::BufRead;

/// A review with its known verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelledRow {
    /// The film, by any name; empty when the file does not say.
    pub film: String,
    /// The critic's name; empty when unsigned.
    pub critic: String,
    /// The outlet's name; empty when unknown.
    pub outlet: String,
    /// The rating as printed, where one is.
    pub rating: Option<PrintedRating>,
    /// The text; empty when there is none.
    pub text: String,
    /// The text's language, where the file says.
    pub language: Option<String>,
    /// The known verdict: `true` for the film.
    pub positive: bool,
    /// Whether that is nearly as likely to be wrong as right.
    pub is_borderline: bool,
}

/// Reads a whole labelled file; see [`verdicts`](crate::verdicts) for its form.
///
/// # Errors
/// [`EvalError::Columns`] when a needed column is missing, [`EvalError::Row`] for a line with
/// another number of fields or another verdict, [`EvalError::Read`] when reading stops.
pub fn read_rows(reader: impl BufRead) -> Result<Vec<LabelledRow>, EvalError> {
    let mut rows = Vec::new();
    let mut columns: Option<Vec<String>> = None;
    for (line, number) in reader.lines().zip(1_u64..) {
        let line = line.map_err(|cause| EvalError::Read {
            line: number,
            cause,
        })?;
        let line = line.strip_suffix('\r').unwrap_or(&line);
        let Some(columns) = &columns else {
            let header = line.strip_prefix('\u{feff}').unwrap_or(line);
            columns = Some(read_header(header)?);
            continue;
        };
        if line.is_empty() {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        if fields.len() != columns.len() {
            return Err(EvalError::Row {
                line: number,
                wrong: format!("expected {} fields, found {}", columns.len(), fields.len()),
            });
        }
        rows.push(read_row(columns, &fields, number)?);
    }
    if columns.is_none() {
        return Err(EvalError::Columns("an empty file".to_owned()));
    }
    Ok(rows)
}

fn read_header(header: &str) -> Result<Vec<String>, EvalError> {
    let columns: Vec<String> = header.split('\t').map(str::to_lowercase).collect();
    let complete = ["rating", "text", "verdict"]
        .iter()
        .all(|needed| columns.iter().any(|column| column == needed));
    if complete {
        Ok(columns)
    } else {
        let found = header.chars().take(200).collect();
        Err(EvalError::Columns(found))
    }
}

fn read_row(columns: &[String], fields: &[&str], line: u64) -> Result<LabelledRow, EvalError> {
    let mut row = LabelledRow::default();
    for (column, field) in columns.iter().zip(fields) {
        match column.as_str() {
            "film" => (*field).clone_into(&mut row.film),
            "critic" => (*field).clone_into(&mut row.critic),
            "publisher" | "outlet" => (*field).clone_into(&mut row.outlet),
            "rating" => {
                row.rating = Some(field.trim())
                    .filter(|rating| !rating.is_empty())
                    .map(PrintedRating::of);
            }
            "text" => (*field).clone_into(&mut row.text),
            "language" => {
                row.language = Some((*field).to_owned()).filter(|language| !language.is_empty());
            }
            "verdict" => {
                row.positive = match field.trim().to_lowercase().as_str() {
                    "fresh" => true,
                    "rotten" => false,
                    other => {
                        let other: String = other.chars().take(40).collect();
                        return Err(EvalError::Row {
                            line,
                            wrong: format!("expected `fresh` or `rotten`, found `{other}`"),
                        });
                    }
                }
            }
            _ => {}
        }
    }
    Ok(row)
}
