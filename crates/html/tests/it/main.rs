//! What a user of the parser relies on.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing stops there")]

mod html5lib;
mod parser;
