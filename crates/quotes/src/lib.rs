//! Whether words are quoted as they were said.
//!
//! Here is a quotation and a text: it stands there word for word, altered (with the difference, and whether a `not`
//! came or went), or not at all ([`check_quote`]). Here is one quotation as several articles print it: these are its
//! forms, and this is likeliest the original, for this reason ([`group_quotes`]).

mod check;
mod pull;
mod sentences;
mod variants;

pub use check::{Change, QuoteCheck, Span, check_quote};
pub use pull::{Pull, PullHints, pull_quote};
pub use variants::{PrintedQuote, QuoteGroup, Variant, WhyOriginal, group_quotes};
