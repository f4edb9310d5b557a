//! The views' tables: rows brought in, rows written, rows digested.

mod digest;
mod load;
mod settle;
mod write;

pub(crate) use digest::{TableDigest, digest_tables, digest_working};
pub(crate) use load::{
    bytes_of, load_films, load_groups, load_joins, load_members, load_reviews, load_table_rows,
    under_of,
};
#[cfg(feature = "postgres")]
pub(crate) use settle::count_grown;
pub(crate) use settle::settle_young;
pub(crate) use write::{clear_views, write_working};
