//! Rows of JSON lines: one object a line, nested objects named by their path.

use super::lines::{Line, Lines, Next};
use super::rows::RawRow;
use crate::ReadLimits;
use ovation_terms::{Complaint, ComplaintKind};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How deep nested objects are named by their path (`film.title`); deeper ones are left out.
const PATH_DEPTH: usize = 3;

/// Rows of JSON lines.
pub(super) struct JsonRows<'a> {
    lines: Lines<'a>,
    names: Vec<String>,
    places: BTreeMap<String, usize>,
    /// Names met later than the sample get no column.
    is_closed: bool,
    /// Names without a column: met after the sample, beyond the limit, or too deep.
    late: BTreeSet<String>,
    /// Blank lines, met so far.
    pub(super) blank: u64,
    limits: ReadLimits,
}

impl<'a> JsonRows<'a> {
    pub(super) fn new(lines: Lines<'a>, limits: &ReadLimits) -> Self {
        Self {
            lines,
            names: Vec::new(),
            places: BTreeMap::new(),
            is_closed: false,
            late: BTreeSet::new(),
            blank: 0,
            limits: limits.clone(),
        }
    }

    pub(super) fn encoding(&self) -> &'static str {
        self.lines.encoding()
    }

    pub(super) fn late_names(&self) -> Vec<String> {
        self.late.iter().cloned().collect()
    }

    fn be_late(&mut self, name: &str) {
        if self.late.len() < self.limits.columns {
            self.late.insert(name.chars().take(200).collect());
        }
    }

    pub(super) fn close_names(&mut self) -> Vec<String> {
        self.is_closed = true;
        self.names.clone()
    }

    pub(super) fn next_row(&mut self) -> Option<RawRow> {
        loop {
            match self.lines.next() {
                Next::End => return None,
                Next::Lost(complaint) => return Some(RawRow::lost(0, complaint)),
                Next::Line(line) if line.text.trim().is_empty() => self.blank += 1,
                Next::Line(line) => return Some(self.row(line)),
            }
        }
    }

    fn row(&mut self, line: Line) -> RawRow {
        let place = format!("line {}", line.number);
        let object = match serde_json::from_str::<Value>(&line.text) {
            Ok(Value::Object(object)) => object,
            Ok(other) => {
                let detail = format!("expected a JSON object, found {}", name_of(&other));
                let complaint = Complaint::lost(ComplaintKind::BadRow, place, detail);
                return RawRow::lost(line.number, complaint);
            }
            Err(error) => {
                let detail = format!("expected a JSON object, found a syntax error: {error}");
                let complaint = Complaint::lost(ComplaintKind::BadRow, place, detail);
                return RawRow::lost(line.number, complaint);
            }
        };
        let mut row = RawRow {
            line: line.number,
            cells: vec![String::new(); self.names.len()],
            ..RawRow::default()
        };
        row.complaints.extend(line.damage);
        for (name, value) in object {
            self.put(&mut row, name, value, PATH_DEPTH);
        }
        let most = self.limits.field_bytes;
        if let Some(at) = row.cells.iter().position(|cell| cell.len() > most) {
            let name = self.names.get(at).map_or("", String::as_str);
            let size = row.cells.get(at).map_or(0, String::len);
            let detail = format!(
                "expected at most {most} bytes in `{name}`, found {size}; the row was left out"
            );
            row.lost = Some(Complaint::lost(ComplaintKind::FieldTooLarge, place, detail));
        }
        row
    }

    fn put(&mut self, row: &mut RawRow, name: String, value: Value, depth: usize) {
        let printed = match value {
            Value::Null => return,
            Value::Object(inner) => {
                if depth > 0 {
                    for (key, value) in inner {
                        self.put(row, format!("{name}.{key}"), value, depth - 1);
                    }
                } else {
                    self.be_late(&name);
                }
                return;
            }
            Value::Array(values) => {
                let words: Vec<String> = values.into_iter().filter_map(printed).collect();
                words.join("; ")
            }
            other => match printed(other) {
                Some(words) => words,
                None => return,
            },
        };
        let at = match self.places.get(&name) {
            Some(at) => *at,
            None if self.is_closed || self.names.len() >= self.limits.columns => {
                self.be_late(&name);
                return;
            }
            None => {
                let at = self.names.len();
                self.places.insert(name.clone(), at);
                self.names.push(name);
                at
            }
        };
        if row.cells.len() <= at {
            row.cells.resize(at + 1, String::new());
        }
        if let Some(cell) = row.cells.get_mut(at) {
            *cell = printed;
        }
    }
}

fn printed(value: Value) -> Option<String> {
    match value {
        Value::String(words) if words.contains('\0') => Some(words.replace('\0', "")),
        Value::String(words) => Some(words),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Object(mut inner) => inner.remove("name").and_then(printed),
        Value::Null | Value::Array(_) => None,
    }
}

fn name_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
