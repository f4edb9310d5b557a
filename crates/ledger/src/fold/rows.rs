//! The views' tables and the rows the fold makes for them.

use super::named::{ALSO_KNOWN, PRESS_SETTLED};
use super::press::{PRESS_ARTICLE, PRESS_PART};
use super::table::{TABLE_IMPORT, TABLE_ROW, UNDONE_IMPORT};
use super::under::Under;
use crate::db::Arg;
use ovation_terms::{Basis, Day, Moment, Reason, Standing};
use std::borrow::Cow;

/// What a column holds, the same in both databases.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Int,
    Real,
    Text,
    Bytes,
    Bool,
}

/// A view's table.
#[derive(Debug)]
pub(crate) struct Table {
    /// What it is read by.
    pub(crate) name: &'static str,
    /// The tables that hold its rows; new ones go into the first.
    pub(crate) stored: &'static [&'static str],
    /// Columns in the order of the rows' values.
    pub(crate) columns: &'static [(&'static str, Kind)],
    /// The unique key, by which digests are ordered.
    pub(crate) key: &'static str,
    /// What an insert does when the key is there already; empty where it never is.
    pub(crate) conflict: &'static str,
}

use Kind::{Bool, Bytes, Int, Real, Text};

/// Films of the catalogue.
pub(crate) const FILM: Table = Table {
    name: "film",
    stored: &["film"],
    columns: &[
        ("id", Int),
        ("title", Text),
        ("folded", Text),
        ("year", Int),
        ("record", Text),
        ("story", Text),
        ("listed", Bool),
    ],
    key: "id",
    conflict: "update set title = excluded.title, folded = excluded.folded, \
         year = excluded.year, record = excluded.record, story = excluded.story, \
         listed = excluded.listed",
};
/// Every title of every film, folded.
pub(crate) const FILM_TITLE: Table = Table {
    name: "film_title",
    stored: &["film_title"],
    columns: &[("folded", Text), ("film", Int)],
    key: "folded, film",
    conflict: "nothing",
};
/// Ids in other catalogues.
pub(crate) const FILM_KEY: Table = Table {
    name: "film_key",
    stored: &["film_key"],
    columns: &[("scheme", Text), ("value", Text), ("film", Int)],
    key: "scheme, value, film",
    conflict: "nothing",
};
/// Critics.
pub(crate) const CRITIC: Table = Table {
    name: "critic",
    stored: &["critic"],
    columns: &[("id", Int), ("name", Text), ("folded", Text)],
    key: "id",
    // A person may set what they are called.
    conflict: "update set name = excluded.name, folded = excluded.folded",
};
/// Outlets.
pub(crate) const OUTLET: Table = Table {
    name: "outlet",
    stored: &["outlet"],
    columns: &[
        ("id", Int),
        ("name", Text),
        ("folded", Text),
        ("domain", Text),
    ],
    key: "id",
    conflict: "update set name = excluded.name, folded = excluded.folded, domain = excluded.domain",
};
/// Sources.
pub(crate) const SOURCE: Table = Table {
    name: "source",
    stored: &["source"],
    columns: &[
        ("id", Int),
        ("address", Text),
        ("hash", Bytes),
        ("media", Text),
        ("size_bytes", Int),
        ("fetched", Int),
        ("entry", Int),
    ],
    key: "id",
    conflict: "nothing",
};
/// What makes a review the same review.
pub(crate) const REVIEW_KEY: Table = Table {
    name: "review_key",
    stored: &["review_key_young", "review_key_settled"],
    columns: &[("key", Bytes), ("review", Int)],
    key: "key",
    conflict: "nothing",
};
/// Where each review was met.
pub(crate) const REVIEW_SOURCE: Table = Table {
    name: "review_source",
    stored: &["review_source"],
    columns: &[("review", Int), ("source", Int)],
    key: "review, source",
    conflict: "nothing",
};
/// What could not be read.
pub(crate) const UNREADABLE: Table = Table {
    name: "unreadable",
    stored: &["unreadable"],
    columns: &[("entry", Int), ("source", Int), ("key", Bytes)],
    key: "entry",
    conflict: "nothing",
};
/// Reviews, a row for every version.
pub(crate) const REVIEW_VERSION: Table = Table {
    name: "review_version",
    stored: &["review_version"],
    columns: &[
        ("review", Int),
        ("seq", Int),
        ("until_seq", Int),
        ("first_recorded", Int),
        ("recorded", Int),
        ("entry_hash", Bytes),
        ("film", Int),
        ("critic", Int),
        ("outlet", Int),
        ("published", Text),
        ("rating", Real),
        ("rating_printed", Text),
        ("scale", Text),
        ("p", Real),
        ("basis", Text),
        ("reasons", Text),
        ("superseded", Bool),
        ("url", Text),
        ("source", Int),
        ("content", Bytes),
        ("read_entry", Int),
        ("candidate", Int),
        ("under", Text),
    ],
    key: "review, seq",
    // A version ends when the next begins, and may become or cease to be superseded.
    conflict: "update set until_seq = excluded.until_seq, superseded = excluded.superseded",
};

/// Pushes the values of one row.
pub(crate) type Push<'p, 'w> = &'p mut dyn FnMut(&mut Vec<Arg<'w>>);

/// Films, critics and outlets that are taken for another of their kind, or were once.
pub(crate) const JOINED: Table = Table {
    name: "joined",
    stored: &["joined"],
    columns: &[("sort", Int), ("id", Int), ("target", Int)],
    key: "sort, id",
    conflict: "update set target = excluded.target",
};
/// Sources deleted at their owners' request, or once deleted: the entry that says so last.
pub(crate) const DELETED: Table = Table {
    name: "deleted_source",
    stored: &["deleted_source"],
    columns: &[("source", Int), ("entry", Int), ("deleted", Bool)],
    key: "source",
    conflict: "update set entry = excluded.entry, deleted = excluded.deleted",
};
/// Texts deleted at their owners' request, by the entry that says so and their place in it.
pub(crate) const DELETED_TEXT: Table = Table {
    name: "deleted_text",
    stored: &["deleted_text"],
    columns: &[
        ("entry", Int),
        ("number", Int),
        ("source", Int),
        ("runs", Bytes),
    ],
    key: "entry, number",
    conflict: "nothing",
};
/// Marks of reviews' texts.
pub(crate) const REVIEW_MARK: Table = Table {
    name: "review_mark",
    stored: &["review_mark_young", "review_mark_settled"],
    columns: &[("mark", Int), ("review", Int)],
    key: "mark, review",
    conflict: "nothing",
};

/// Every view, in the order in which digests are reported.
pub(crate) const TABLES: [&Table; 21] = [
    &FILM,
    &FILM_TITLE,
    &FILM_KEY,
    &CRITIC,
    &OUTLET,
    &SOURCE,
    &REVIEW_KEY,
    &REVIEW_SOURCE,
    &UNREADABLE,
    &JOINED,
    &DELETED,
    &DELETED_TEXT,
    &REVIEW_MARK,
    &REVIEW_VERSION,
    &PRESS_ARTICLE,
    &PRESS_PART,
    &TABLE_ROW,
    &TABLE_IMPORT,
    &UNDONE_IMPORT,
    &ALSO_KNOWN,
    &PRESS_SETTLED,
];

/// A review from one entry on, until the entry that made the next version.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Version {
    pub(crate) review: i64,
    pub(crate) seq: i64,
    pub(crate) until_seq: Option<i64>,
    pub(crate) first_recorded: i64,
    pub(crate) recorded: i64,
    pub(crate) entry_hash: [u8; 32],
    pub(crate) film: Option<i64>,
    pub(crate) critic: Option<i64>,
    pub(crate) outlet: Option<i64>,
    pub(crate) published: Option<Day>,
    pub(crate) rating: Option<f64>,
    pub(crate) rating_printed: Option<Box<str>>,
    pub(crate) scale: Option<Box<str>>,
    pub(crate) p: Option<f64>,
    pub(crate) basis: Option<Basis>,
    /// The review's own reasons; never `superseded`, which is a flag of its own.
    pub(crate) reasons: Standing,
    /// Only ever set on the current version.
    pub(crate) superseded: bool,
    pub(crate) url: Option<Box<str>>,
    /// The source of the reading behind this version.
    pub(crate) source: i64,
    pub(crate) content: [u8; 16],
    /// The review-read entry whose body holds the finding.
    pub(crate) read_entry: i64,
    /// The film a person may choose, where none is settled.
    pub(crate) candidate: Option<i64>,
    /// What was read and what was decided, where the values above are not simply what was read.
    pub(crate) under: Option<Box<Under>>,
}

impl Version {
    /// The film and critic among whose reviews one stands; none where it competes with no other.
    pub(crate) fn group(&self) -> Option<(i64, i64)> {
        Some((self.film?, self.critic?))
    }

    /// Whether it takes part in scores; the rule is [`ovation_terms::Ballot::takes_part`], told without a copy.
    pub(crate) fn takes_part(&self) -> bool {
        self.p.is_some()
            && self.reasons.state() != ovation_terms::State::Excluded
            && !is_about(&self.reasons, Reason::is_about_film)
    }

    /// The order of [`ovation_terms::Ballot::standing_order`].
    pub(crate) fn standing_order(&self) -> (Day, i64) {
        let day = self.published;
        (
            day.unwrap_or_else(|| Moment(self.first_recorded).day()),
            self.review,
        )
    }
}

/// Whether any of the reasons is of a sort.
pub(crate) fn is_about(standing: &Standing, sort: impl Fn(Reason) -> bool) -> bool {
    standing.reasons().iter().any(|reason| sort(*reason))
}

/// Pushes a version's values in the order of [`REVIEW_VERSION`].
pub(crate) fn push_version<'a>(row: &'a Version, to: &mut Vec<Arg<'a>>) {
    let text = |text: &'a Option<Box<str>>| Arg::Text(text.as_deref().map(Cow::Borrowed));
    to.extend([
        Arg::int(row.review),
        Arg::int(row.seq),
        Arg::Int(row.until_seq),
        Arg::int(row.first_recorded),
        Arg::int(row.recorded),
        Arg::bytes(&row.entry_hash),
        Arg::Int(row.film),
        Arg::Int(row.critic),
        Arg::Int(row.outlet),
        Arg::Text(row.published.map(|day| Cow::Owned(day.to_string()))),
        Arg::Real(row.rating),
        text(&row.rating_printed),
        text(&row.scale),
        Arg::Real(row.p),
        Arg::Text(row.basis.map(|basis| Cow::Borrowed(basis.code()))),
        Arg::text(row.reasons.to_codes()),
        Arg::Bool(row.superseded),
        text(&row.url),
        Arg::int(row.source),
        Arg::bytes(&row.content),
        Arg::int(row.read_entry),
        Arg::Int(row.candidate),
        Arg::Text(
            row.under
                .as_deref()
                .map(|under| Cow::Owned(under.to_text())),
        ),
    ]);
}
