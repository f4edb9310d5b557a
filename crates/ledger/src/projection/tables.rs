//! The views' tables, all of them.

use super::columns::Kind::{Bool, Bytes, Int, Real, Text};
use super::columns::Table;
use super::named::{ALSO_KNOWN, EDITOR_TEXT, PRESS_SETTLED};
use super::press::{PRESS_ARTICLE, PRESS_PART};
use super::table::{TABLE_IMPORT, TABLE_ROW, UNDONE_IMPORT};

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
        ("kind", Text),
        ("series", Int),
    ],
    key: "id",
    conflict: "update set title = excluded.title, folded = excluded.folded, \
         year = excluded.year, record = excluded.record, story = excluded.story, \
         listed = excluded.listed, kind = excluded.kind, series = excluded.series",
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
        ("also_by", Text),
    ],
    key: "review, seq",
    // A version ends when the next begins, and may become or cease to be superseded.
    conflict: "update set until_seq = excluded.until_seq, superseded = excluded.superseded",
};

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
pub(crate) const TABLES: [&Table; 22] = [
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
    &EDITOR_TEXT,
];
