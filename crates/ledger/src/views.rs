//! The views' tables: rows brought in, rows written, rows digested.

mod compact;
mod digest;
mod load;
mod write;

pub(crate) use compact::compact_recent;
#[cfg(feature = "postgres")]
pub(crate) use compact::count_grown;
pub(crate) use digest::{TableDigest, digest_tables, digest_working};
pub(crate) use load::{
    ALSO_SIGNED, also_pattern, bytes_of, load_films, load_groups, load_joins, load_members,
    load_reviews, load_table_rows, read_and_decided_of,
};
pub(crate) use write::{clear_views, write_working};
