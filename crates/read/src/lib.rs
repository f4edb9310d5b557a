//! Bytes to findings with evidence: pages, feeds, tables.
//!
//! Pure: nothing here opens a file, fetches, asks for the time or draws a random number; the same
//! bytes give the same reading on every machine. **Reading never fails**: a broken page gives few
//! findings and a [`Complaint`](ovation_terms::Complaint) for each trouble, and every limit of
//! [`ReadLimits`] that is hit yields what was read so far.
//!
//! In reading order: [`sniff()`] says what kind of bytes a source holds; [`read()`] reads a page, a
//! feed, a letter or a text into a [`Reading`]; [`read_table`] streams the rows of a table.

mod encoding;
mod feed;
mod letter;
mod plain;
mod prefilter;
mod seen;
mod sitemap;
mod sniff;
mod source;
mod table;
mod unknown;

pub use ovation_language::dates::{DayOrder, OrderSeen};
pub use ovation_press as press;
pub use ovation_terms::{
    Block, BlockKind, Considered, Cut, Dated, Explanation, ItemHolds, LeadImage, Named, NamedItem,
    PageKind, ReadArticle, ReadLimits, Reading, Sign,
};
pub use prefilter::may_hold_review;
pub use sniff::sniff;
pub use source::{SourceBytes, read, read_explained};
pub use table::{
    CatalogueFilm, CatalogueKind, CatalogueRow, ClassTree, ColumnUse, Field, FieldError,
    TableFacts, TableOptions, TableRow, TitleColumns, TitleNames, TitleRow, Unread, WikidataFilm,
    WikidataRow, catalogue_kind, read_catalogue, read_table, read_titles, read_wikidata_films,
    read_wikidata_names,
};
pub use unknown::not_read;

/// The guide's example runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Guide;

/// What the learners of `tools/train` share with the reader. No part of the interface.
#[doc(hidden)]
pub mod learning {
    /// A page's bytes as text, as the reader decodes them.
    pub fn decoded(bytes: &[u8], content_type: Option<&str>) -> String {
        crate::encoding::decode_page(bytes, content_type)
            .text
            .into_owned()
    }
}
