//! What a reader, a program and a browser rely on.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where its own invented record is wrong"
)]
#![expect(
    clippy::cast_possible_wrap,
    clippy::unnecessary_wraps,
    reason = "the numbers are small, and the helpers give what a sketch's fields take"
)]

mod addresses;
mod api;
mod browser;
mod browsing;
mod caching;
mod corrections;
#[path = "../../../score/tests/it/forge.rs"]
mod forge;
mod forging;
mod hostile;
mod matching;
mod matching_load;
mod pages;
mod press;
mod record;
mod records;
mod serving;
mod settling;
mod site;
mod suggestions;
mod works;
