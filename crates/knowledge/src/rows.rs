//! Rows as they stand in a file.

use crate::List;
use serde::Deserialize;

/// What is wrong with a file of rows.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WrongRow {
    /// It is no file of rows.
    #[error("{file}: {why}")]
    NoRows {
        /// Its name.
        file: String,
        /// What the parser says.
        why: String,
    },
    /// One row says what no row may.
    #[error("{file}: row {number} {what}")]
    Row {
        /// The file's name.
        file: String,
        /// The row's number, from 1.
        number: usize,
        /// What is wrong with it.
        what: String,
    },
}

/// A row that may be used.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) list: List,
    pub(crate) values: Vec<String>,
    /// Whether the values are taken away.
    pub(crate) drop: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    row: Vec<Printed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Printed {
    list: String,
    values: Vec<String>,
    /// The day on which it was noted.
    noted: String,
    /// Where it is known from.
    source: String,
    #[serde(default)]
    drop: bool,
}

/// Reads a file's rows.
pub(crate) fn read(file: &str, text: &str) -> Result<Vec<Row>, WrongRow> {
    let read: File = toml::from_str(text).map_err(|error| WrongRow::NoRows {
        file: file.to_owned(),
        why: error.to_string(),
    })?;
    let rows = read.row.into_iter().zip(1..);
    rows.map(|(row, number)| {
        checked(row).map_err(|what| WrongRow::Row {
            file: file.to_owned(),
            number,
            what,
        })
    })
    .collect()
}

fn checked(row: Printed) -> Result<Row, String> {
    let mut lists = List::ALL.iter().copied();
    let Some(list) = lists.find(|list| list.name() == row.list) else {
        let known: Vec<&str> = List::ALL.iter().map(|list| list.name()).collect();
        return Err(format!(
            "is wrong: `{}` is no list; those are {}",
            row.list,
            known.join(", ")
        ));
    };
    if !is_day(&row.noted) {
        return Err(format!(
            "is wrong: expected a day like `2031-05-06`, found `{}`",
            row.noted
        ));
    }
    if row.source.trim().is_empty() {
        return Err("has no text as a source".to_owned());
    }
    if row.values.is_empty() {
        return Err("has no values".to_owned());
    }
    if row.values.iter().any(|value| value.trim().is_empty()) {
        return Err("has an empty value".to_owned());
    }
    Ok(Row {
        list,
        values: row.values,
        drop: row.drop,
    })
}

fn is_day(text: &str) -> bool {
    let mut parts = text.split('-');
    let part = |part: Option<&str>, length: usize, most: u16| {
        part.is_some_and(|part| {
            let number = part.parse::<u16>();
            part.len() == length && number.is_ok_and(|number| (1..=most).contains(&number))
        })
    };
    part(parts.next(), 4, 9999)
        && part(parts.next(), 2, 12)
        && part(parts.next(), 2, 31)
        && parts.next().is_none()
}
