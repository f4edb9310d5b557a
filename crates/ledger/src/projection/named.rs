//! What people say critics and outlets are called, and what they settled of film press, as rows.

use super::columns::Kind::{Bytes, Int, Text};
use super::columns::{Push, Table};
use super::joins::Sort;
use crate::db::Arg;
use ovation_terms::{PressDecision, PressSettled};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Other names by which critics and outlets are known, as a list in JSON.
pub(crate) const ALSO_KNOWN: Table = Table {
    name: "also_known",
    stored: &["also_known"],
    columns: &[("sort", Int), ("id", Int), ("names", Text)],
    key: "sort, id",
    conflict: "update set names = excluded.names",
};
/// What people settled of film press.
pub(crate) const PRESS_SETTLED: Table = Table {
    name: "press_settled",
    stored: &["press_settled"],
    columns: &[
        ("article", Bytes),
        ("part", Bytes),
        ("about", Int),
        ("entry", Int),
        ("value", Text),
    ],
    key: "article, part, about",
    conflict: "update set entry = excluded.entry, value = excluded.value",
};

/// What editors wrote: of what, and the entries that say so. Rows are only added; the last holds.
pub(crate) const EDITOR_TEXT: Table = Table {
    name: "editor_text",
    stored: &["editor_text"],
    columns: &[("sort", Int), ("id", Int), ("seq", Int)],
    key: "sort, id, seq",
    conflict: "nothing",
};

/// Whether it is shown: `hidden`, or nothing.
pub(crate) const SHOWN: i64 = 1;
/// Who said it: a name, an empty text for nobody, nothing for who was read.
pub(crate) const SPEAKER: i64 = 2;
/// Whether the whole article is shown: `hidden`, or nothing.
pub(crate) const WHOLE_SHOWN: i64 = 3;
/// In the place of a part: the whole article.
const WHOLE: [u8; 16] = [0; 16];

/// An article, its part, and what was settled of it.
type SettledKey = ([u8; 16], [u8; 16], i64);

/// The rows that a run of entries makes.
#[derive(Debug, Default)]
pub(crate) struct Said {
    also: BTreeMap<(i64, i64), String>,
    press: BTreeMap<SettledKey, (i64, Option<Box<str>>)>,
    texts: BTreeSet<(i64, i64, i64)>,
}

impl Said {
    /// Takes down the other names of a critic or an outlet.
    pub(crate) fn name(&mut self, sort: Sort, id: i64, also: &[String]) {
        let list: Vec<Box<str>> = also
            .iter()
            .map(|name| super::columns::shown(name))
            .collect();
        // A list of texts is always JSON.
        let names = serde_json::to_string(&list).unwrap_or_default();
        self.also.insert((sort.number(), id), names);
    }

    /// Takes down that an entry has an editor's text about something, or withdraws it.
    pub(crate) fn write(&mut self, sort: Sort, id: i64, seq: i64) {
        self.texts.insert((sort.number(), id, seq));
    }

    /// Takes down what was settled of film press.
    pub(crate) fn settle(&mut self, seq: i64, settled: &PressSettled) {
        let part = settled.part.map_or(WHOLE, |(_, mark)| mark.0);
        let shown = match settled.part {
            Some(_) => SHOWN,
            None => WHOLE_SHOWN,
        };
        let (about, value) = match &settled.decision {
            PressDecision::Hide => (shown, Some("hidden".into())),
            PressDecision::Show => (shown, None),
            PressDecision::Speaker(name) => {
                let name = name.as_deref().unwrap_or_default();
                (SPEAKER, Some(super::columns::shown(name)))
            }
            PressDecision::ClearSpeaker => (SPEAKER, None),
        };
        self.press
            .insert((settled.article.0, part, about), (seq, value));
    }

    /// Gives the values of every row, in the order of the tables' keys.
    pub(crate) fn each<'w>(&'w self, each: &mut dyn FnMut(&'static Table, Push<'_, 'w>)) {
        for ((sort, id), names) in &self.also {
            each(&ALSO_KNOWN, &mut |to| {
                to.extend([Arg::int(*sort), Arg::int(*id), Arg::text(names)]);
            });
        }
        for ((article, part, about), (entry, value)) in &self.press {
            each(&PRESS_SETTLED, &mut |to| {
                to.extend([
                    Arg::bytes(article),
                    Arg::bytes(part),
                    Arg::int(*about),
                    Arg::int(*entry),
                    Arg::Text(value.as_deref().map(Cow::Borrowed)),
                ]);
            });
        }
        for (sort, id, seq) in &self.texts {
            each(&EDITOR_TEXT, &mut |to| {
                to.extend([Arg::int(*sort), Arg::int(*id), Arg::int(*seq)]);
            });
        }
    }
}
