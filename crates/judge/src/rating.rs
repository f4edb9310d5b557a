//! Ratings as printed: read, converted, and what they say about the verdict.

mod curve;
mod grammar;
mod joined;
mod table;
mod tokens;
mod trouble;
mod vocabulary;

pub use curve::{log_odds, sigmoid};
pub use table::RatingTable;
pub use trouble::RatingTrouble;
