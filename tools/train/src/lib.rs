//! Learners and fitters: from labelled data to the files in `models/`, `crates/press/models` and the curves of ratings.
//!
//! The same data and the same settings give the same bytes. No room of the path uses it: what a
//! model is read and run by stands with the room that runs it, what it is learned by stands here.
//!
//! - [`learn_text`] and [`learn_mix`] learn from reviews whose verdict is known.
//! - [`learn_languages`] learns to read texts in other languages, from reviews that ratings label.
//! - [`fit_curves`] learns what printed ratings are worth.
//! - [`learn_kinds`] learns what kind a page is of; [`cross_validate`] measures it.
//! - [`learn_ranks`] learns to choose one of a field's candidates or none; [`cross_validate_ranks`] measures it.
//! - [`learn_speakers`] learns who made a statement.
//! - [`learn_press`] learns to tell reported speech, [`learn_titles`] titles of films in running text,
//!   [`learn_told`] events and claims; [`hold_out_told`] measures them.

#![expect(
    clippy::cast_precision_loss,
    reason = "what is counted here (rows, words, votes) stays far below 2^52"
)]

mod error;
mod kinds;
mod languages;
mod mix;
mod rank;
mod ratings;
mod speakers;
mod speech;
mod text;
mod titles;
mod told;

pub use error::TrainError;
pub use kinds::{
    Apart, KindExample, KindFigures, Parts, SettledFigures, at_once, cross_validate, kind_misses,
    learn_kinds,
};
pub use languages::{LanguageSettings, Ridge, learn_languages};
pub use mix::{MixRow, MixTraining, learn_mix};
pub use rank::{
    RankFigure, RankFigures, RankGroup, RankStanding, cross_validate_ranks, learn_ranks,
};
pub use ratings::fit_curves;
pub use speakers::{PARTS, PressExample, learn_speakers, parts_of};
pub use speech::learn_press;
pub use text::{TextRow, TrainSettings, Training, learn_text};
pub use titles::{LabelledTitles, TitleLists, learn_titles, title_lists};
pub use told::{ToldArticle, ToldModels, hold_out_told, learn_told};
