//! What users of the index and the keys rely on.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop where its own invented data is wrong"
)]

mod addresses;
mod bylines;
mod evidence;
mod films;
mod keys;
mod making;
mod near_titles;
mod outlets;
mod row_edits;
mod rows;
mod twins;
mod works;
