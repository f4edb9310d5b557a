//! Labels in, figures out: the forms of labelled data and what is measured against them.
//!
//! - [`reading`] measures what is read from pages, articles and film press.
//! - [`verdicts`] measures a [`Judge`](ovation_judge::Judge) against reviews whose verdict is known.
//! - [`links`] measures which film mentions are taken to mean.
//! - [`published`] measures what of labelled pages would count without anybody looking.
//! - [`bootstrap`] says how sure a figure is.
//! - [`gate`] holds figures to their floors.
//!
//! Pure: takes labels and readings, gives figures. No room of the path uses it; the program does for
//! `ovation eval`, and the learners do to read what they learn from.

#![expect(
    clippy::cast_precision_loss,
    reason = "what is counted here (rows, words) stays far below 2^52"
)]

mod error;

pub mod bootstrap;
pub mod gate;
pub mod links;
pub mod published;
pub mod reading;
pub mod verdicts;

pub use error::EvalError;
