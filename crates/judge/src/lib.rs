//! Rating and text to a verdict: for or against, as a calibrated probability.
//!
//! Here is what a review says (a stated verdict, a printed rating, its text), give me what the
//! critic thinks of the film, how sure that is, and why. Everything in this crate is pure: no
//! clock, no chance, no files, no network; the same case gives the same judgement everywhere.
//!
//! - [`RatingTable`] reads a rating as printed and converts it by a table anybody can read and
//!   change (`ratings.toml`); what cannot be converted gets a [`RatingTrouble`], never a guess.
//! - [`Rules`] hold what an operator set for one critic's or outlet's ratings.
//! - [`Habits`] remembers which scales critics and outlets print, for bare numbers and stars.
//! - [`History`] knows where critics and outlets draw the line, from verdicts that are known.
//! - [`TextModel`] reads a text: a linear model over words, their stems and word pairs; [`Encoder`]
//!   reads it better and a thousand times slower: a small transformer.
//! - [`LanguageModels`] read texts in some other languages, each by a linear model of its own.
//! - [`junk`](fn@junk) tells texts that are no review from those that are.
//! - [`Mix`] makes one calibrated probability of rating, text and habit.
//! - [`SiteAnswers`] know what people said of a site's other pages: reviews of films, or none.
//! - [`Judge`] joins them in the order stated, rating, text.
//!
//! Models and tables are learned by `tools/train` and measured by `tools/eval`; what is learned here,
//! while a record is kept, is what its own verdicts tell ([`Judge::learn`]).

#![expect(
    clippy::cast_precision_loss,
    reason = "what is counted here (rows, words, votes) stays far below 2^52"
)]

mod encoder;
mod error;
mod habits;
mod history;
mod judge;
mod junk;
mod learned;
mod logistic;
mod mix;
mod rating;
mod rules;
mod sites;
mod text;

pub use encoder::{Encoder, EncoderReading, SimdLevel};
pub use error::JudgeError;
pub use habits::{Habit, Habits};
pub use history::{History, KnownVerdicts, Leaning};
pub use judge::{Bounds, Case, Judge, Judgement, TextReading};
pub use junk::{Junk, junk};
pub use learned::{Learned, SettledVerdict};
pub use mix::{Measured, Mix, Settling, Sides, Weights};
pub use rating::{RatingTable, RatingTrouble};
pub use rules::{OwnRatings, Rules};
pub use sites::SiteAnswers;
pub use text::{LanguageFacts, LanguageModel, LanguageModels, Sample, TextModel};

/// What the learners of `tools/train` share with the judge; no part of its interface.
#[doc(hidden)]
pub mod learning {
    pub use crate::judge::SURE_ODDS;
    pub use crate::logistic::logistic;
    pub use crate::rating::{log_odds, sigmoid};
    pub use crate::text::{
        Grams, LanguageParts, TextModelParts, language_features, squeeze, text_features,
        worth_of_count,
    };
}
