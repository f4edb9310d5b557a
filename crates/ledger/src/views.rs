//! The views' tables: rows brought in, rows written, rows digested.

mod digest;
mod load;
mod write;

pub(crate) use digest::{TableDigest, digest_tables, digest_working};
pub(crate) use load::{bytes_of, load_groups, load_reviews};
pub(crate) use write::{clear_views, write_working};
