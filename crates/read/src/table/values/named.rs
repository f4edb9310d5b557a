//! Names that need more than one cell or word: critics in parts, languages in words.

use super::{Cells, is_absent, short};
use crate::table::Field;
use crate::table::languages::language_in;
use ovation_language::bylines::people_in_cell;
use ovation_terms::{ComplaintKind, Evidence, Sourced};
use std::sync::Arc;

impl Cells<'_> {
    /// The critics; where a first and a last name stand in columns of their own, joined.
    pub(super) fn critics(&self) -> Vec<Sourced<String>> {
        let Some(last_at) = self.reader.last_name else {
            return self.signed();
        };
        let last = self.row.cell(last_at).filter(|words| !is_absent(words));
        let first = self.cell(Field::Critic);
        let (name, evidence) = match (first, last) {
            (Some((first, evidence)), Some(last)) => (joined(first, last), evidence),
            (Some((first, evidence)), None) => (first.to_owned(), evidence),
            (None, Some(last)) => {
                let column = self.reader.names.get(last_at).cloned();
                let evidence = Evidence::Cell {
                    row: self.row.line,
                    column: column.unwrap_or_else(|| Arc::from("")),
                };
                (last.to_owned(), evidence)
            }
            (None, None) => return Vec::new(),
        };
        vec![Sourced::new(name, evidence)]
    }

    /// The people whom the critic's cell names, each whole and alone.
    fn signed(&self) -> Vec<Sourced<String>> {
        if !self.reader.critics.is_empty() {
            let said = self.reader.critics.iter().cloned();
            return said
                .map(|name| Sourced::new(name, Evidence::NotLocated))
                .collect();
        }
        let Some((words, evidence)) = self.cell(Field::Critic) else {
            return Vec::new();
        };
        let outlet = self.cell(Field::Outlet).map(|(outlet, _)| outlet);
        let people = people_in_cell(words, outlet).into_iter();
        let sourced = people.map(|name| Sourced::new(name, evidence.clone()));
        sourced.collect()
    }

    /// Where it ran: as the cell says, or as the operator says of all rows.
    pub(super) fn outlet(&self) -> Option<Sourced<String>> {
        let said = self.reader.outlet.clone();
        said.map(|name| Sourced::new(name, Evidence::NotLocated))
            .or_else(|| self.words(Field::Outlet))
    }

    /// The code of the language that the cell names.
    pub(super) fn language(&mut self) -> Option<String> {
        let (words, _) = self.cell(Field::Language)?;
        let code = language_in(words);
        if code.is_none() {
            self.tally.leave(Field::Language, words);
            self.complain(
                ComplaintKind::BadRow,
                format!(
                    "expected a language such as `en` or `English`, found `{}`; it was left out",
                    short(words)
                ),
            );
        }
        code
    }
}

/// A first and a last name as one; scripts without spaces put the last name first.
fn joined(first: &str, last: &str) -> String {
    let is_spaceless = |words: &str| {
        let is_it = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
        words.chars().all(is_it)
    };
    if is_spaceless(first) && is_spaceless(last) {
        format!("{last}{first}")
    } else {
        format!("{first} {last}")
    }
}
