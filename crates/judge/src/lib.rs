//! Rating and text to a verdict: for or against, as a calibrated probability.
//!
//! Here is what a review says (a stated verdict, a printed rating, its text), give me what the
//! critic thinks of the film, how sure that is, and why. Everything in this crate is pure: no
//! clock, no chance, no files, no network; the same case gives the same judgement everywhere.
//!
//! - [`RatingTable`] reads a rating as printed and converts it by a table anybody can read and
//!   change (`ratings.toml`); what cannot be converted gets a [`RatingTrouble`], never a guess.
//! - [`Habits`] remembers which scales critics and outlets print, for bare numbers and stars.
//! - [`TextModel`] reads a text: a linear model over words, their stems and word pairs.
//! - [`Judge`] joins them in the order stated, rating, text.
//! - [`eval`] measures a [`Judge`] against labelled reviews.

#![expect(
    clippy::cast_precision_loss,
    reason = "what is counted here (rows, words, votes) stays far below 2^52"
)]

mod error;
mod habits;
mod judge;
mod rating;
mod text;

pub mod eval;

pub use error::JudgeError;
pub use habits::{Habit, Habits};
pub use judge::{Bounds, Case, Judge, Judgement};
pub use rating::{RatingTable, RatingTrouble, fit_curves};
pub use text::{Combination, TextModel, TextRow, TrainSettings, Training};
