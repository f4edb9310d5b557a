//! Wikidata's dump: one entity a line within an array, films among a hundred million others.
//!
//! A line is scanned for the ids of classes of films before any of it is parsed, so that reading is as
//! fast as looking for a word. Who directs and plays stands in a film by number only; their names are
//! their own entities' labels, anywhere in the dump: a second pass gives the names that the first one
//! wanted. What is held is the films and the numbers of their people, whatever the size of the dump.

mod classes;
mod entity;
mod known;
mod lines;
mod quantity;

pub use classes::ClassTree;

use super::CatalogueFilm;
use aho_corasick::AhoCorasick;
use known::in_use;
use lines::DumpLines;
use ovation_terms::{Complaint, ComplaintKind};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::ops::ControlFlow;

/// A film of a dump, before its people have names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WikidataFilm {
    /// What is known without looking elsewhere.
    pub film: CatalogueFilm,
    /// The numbers of its directors: `42` for `Q42`.
    pub directors: Vec<u64>,
    /// The numbers of who plays in it.
    pub cast: Vec<u64>,
    /// The numbers of its countries.
    pub countries: Vec<u64>,
    /// The numbers of its genres.
    pub genres: Vec<u64>,
    /// The number of the series that it is part of.
    pub series: Option<u64>,
    /// Its place there, counted from 1: of a season its number.
    pub place: Option<u16>,
}

/// What an entity of a dump is, where it is of concern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WikidataRow {
    /// A film.
    Film(Box<WikidataFilm>),
    /// A work of another kind, as the knowledge calls it: `television series`.
    NoFilm(String),
    /// A class, and the classes above it.
    Class {
        /// Its number.
        id: u64,
        /// Theirs.
        above: Vec<u64>,
    },
    /// A work none of whose classes is known; they may be below one that is, anywhere in the dump.
    Work {
        /// As a film.
        film: Box<WikidataFilm>,
        /// The numbers of its classes.
        classes: Vec<u64>,
    },
}

/// How far into a source its first entity is looked for.
const HEAD_BYTES: u64 = 16 << 10;

/// Whether a source is a dump of entities; gives it back from its beginning.
pub(super) fn is_dump<'a>(mut reader: impl Read + 'a) -> (bool, Box<dyn Read + 'a>) {
    let mut head = Vec::new();
    // Whoever reads on meets the error again, or the end.
    let _read = reader.by_ref().take(HEAD_BYTES).read_to_end(&mut head);
    let text: String = String::from_utf8_lossy(&head)
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let is_dump = text.contains("\"type\":\"item\"") && text.contains("\"labels\":");
    (is_dump, Box::new(Cursor::new(head).chain(reader)))
}

/// Reads the films of a dump, one line after the other: one that is broken is a complaint, and the
/// next is read. Gives how many entities were read, films or not.
///
/// What is an instance of a class that the knowledge has is told at once. Of other works the classes are told,
/// and of classes those above them: [`ClassTree`] says then which works are films.
///
/// # Source
/// <https://www.wikidata.org/wiki/Wikidata:Database_download#JSON_dumps_(recommended)>
pub fn read_wikidata_films(
    reader: impl Read,
    each: &mut dyn FnMut(Result<WikidataRow, Complaint>) -> ControlFlow<()>,
) -> u64 {
    let known = in_use();
    let quoted = known.classes().chain(known.telling());
    let quoted = quoted.map(|id| format!("\"{id}\""));
    let finder = AhoCorasick::new(quoted).ok();
    let mut lines = DumpLines::new(reader);
    let mut entities = 0;
    while let Some(next) = lines.next_line() {
        let row = match next {
            Err(complaint) => Some(Err(complaint)),
            Ok((number, line)) => {
                entities += 1;
                let is_of_concern = finder.as_ref().is_none_or(|finder| finder.is_match(line));
                is_of_concern
                    .then(|| entity::read(line, number, known))
                    .and_then(Result::transpose)
            }
        };
        if row.is_some_and(|row| each(row).is_break()) {
            break;
        }
    }
    entities
}

/// Reads the labels of the entities that are wanted by number: English ones first, else the one for
/// all languages, else the first.
pub fn read_wikidata_names(
    reader: impl Read,
    wanted: &BTreeSet<u64>,
    each: &mut dyn FnMut(u64, String),
) {
    let mut lines = DumpLines::new(reader);
    while let Some(next) = lines.next_line() {
        // What is wrong with a line was said when films were read.
        let Ok((_, line)) = next else { continue };
        let Some(id) = entity::id_in_front(line).filter(|id| wanted.contains(id)) else {
            continue;
        };
        if let Some(name) = entity::name(line) {
            each(id, name);
        }
    }
}

fn bad_line(number: u64, detail: impl Into<String>) -> Complaint {
    Complaint::lost(ComplaintKind::BadRow, format!("line {number}"), detail)
}

#[cfg(test)]
mod tests;
