//! What is known of columns beside what they are called: exports of a known form, whose rating a column
//! holds, ids in catalogues that no field is for, what is rated.

use super::Columns;
use crate::table::exports::{export_of, fields};
use crate::table::names::words;
use crate::table::whose::{Whose, whose};
use crate::table::{Field, TableOptions};
use ovation_language::data;
use ovation_terms::{catalogue_called, fold};

impl Columns {
    /// Follows the known form of an export, where the operator says nothing else.
    pub(super) fn follow_export(&mut self, options: &TableOptions) {
        let Some(export) = export_of(&self.names) else {
            return;
        };
        self.export = Some(export);
        let find = |columns: &Self, wanted: &str| {
            let mut free = columns.free();
            free.find(|at| fold(columns.name(*at)) == fold(wanted))
        };
        if let Some(pages) = export.film_pages.as_deref() {
            let at = find(self, pages);
            self.ids.extend(at.map(|at| (at, None)));
            if let Some(at) = at {
                self.why
                    .insert(at, "the film's pages in a catalogue".to_owned());
            }
        }
        for passed in &export.passed {
            if let Some(at) = find(self, passed) {
                self.why
                    .insert(at, format!("not read of an export of {}", export.name));
            }
        }
        for (field, column) in fields(export) {
            if options.map.contains_key(&field) {
                continue;
            }
            match column {
                None => self.left_out.push(field),
                Some(column) => {
                    if let Some(at) = find(self, column) {
                        self.take(field, at, format!("as in an export of {}", export.name));
                    }
                }
            }
        }
    }

    /// Of several ratings the one whose name says that it is the person's.
    pub(super) fn take_own_rating(&mut self, options: &TableOptions) {
        let is_said = options.map.contains_key(&Field::Rating);
        if is_said || self.places.contains_key(&Field::Rating) {
            return;
        }
        let is_own = |at: &usize| whose(self.name(*at)) == Whose::Own;
        let own: Vec<usize> = self.free().filter(is_own).collect();
        let fits = |at: &&usize| {
            self.profiles
                .get(**at)
                .is_some_and(|it| it.fits(Field::Rating))
        };
        let holds = |at: &&usize| self.profiles.get(**at).is_some_and(|it| it.count > 0);
        let found = own.iter().find(fits).or_else(|| own.iter().find(holds));
        if let Some(at) = found.copied() {
            self.take(
                Field::Rating,
                at,
                "its name says whose rating it is".to_owned(),
            );
        }
    }

    /// Columns with ids in catalogues that no field is for.
    pub(super) fn take_catalogue_ids(&mut self) {
        let free: Vec<usize> = self.free().collect();
        for at in free {
            let name = self.name(at);
            let has_field = |code: &&str| Field::ALL.iter().any(|field| field.code() == *code);
            let catalogue = catalogue_in(name).filter(|code| !has_field(code));
            let Some(catalogue) = catalogue.filter(|_| whose(name) == Whose::None) else {
                continue;
            };
            self.ids.push((at, Some(catalogue)));
            self.why.insert(at, format!("films' ids in {catalogue}"));
        }
    }

    /// The column that says what is rated, a film or a series.
    pub(super) fn take_kind(&mut self) {
        let found = self.free().find(|at| is_kind(self.name(*at)));
        self.kind = found;
        if let Some(at) = found {
            self.why.insert(at, "it says what is rated".to_owned());
        }
        let is_season = |at: &usize| is_called(self.name(*at), data::columns::SEASON);
        let season = self.free().filter(|at| Some(*at) != found).find(is_season);
        self.season = season;
        if let Some(at) = season {
            self.why.insert(at, "the number of a season".to_owned());
        }
    }
}

/// Whether a column of this name says what is rated.
fn is_kind(name: &str) -> bool {
    is_called(name, data::columns::KIND)
}

/// Whether a column has one of these names, whatever object stands before it.
fn is_called(name: &str, names: &[&str]) -> bool {
    let folded = fold(name.rsplit('.').next().unwrap_or(name));
    names.iter().any(|known| fold(known) == folded)
}

/// The catalogue whose ids or addresses a column of this name holds: `letterboxd_uri`, `RT link`.
fn catalogue_in(name: &str) -> Option<&'static str> {
    let words = words(name);
    let of_ids = [
        "id", "ids", "url", "uri", "link", "slug", "number", "page", "address",
    ];
    let rest: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !of_ids.contains(word))
        .collect();
    let rest = rest.strip_prefix(&["movie"]).unwrap_or(&rest);
    catalogue_called(&rest.concat())
}
