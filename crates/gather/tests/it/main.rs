//! What a user of the crate relies on.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod arbitrary;
mod archives;
mod fetching;
mod folders;
mod packing;
mod skipped;
mod web_archives;
