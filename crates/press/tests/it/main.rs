//! What a user of the reader of press relies on.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing stops there")]

mod credits;
mod languages;
mod press;
mod speakers;
mod titles;
