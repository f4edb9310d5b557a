//! Measuring a [`Judge`](ovation_judge::Judge) against reviews whose verdict is known.
//!
//! A labelled file is UTF-8, tab-separated, with a header; fields hold no tab and no line break and
//! are taken as they stand (a quotation mark is a quotation mark). Columns: `rating`, `text` and
//! `verdict` (`fresh` or `rotten`) must be there, `film`, `critic`, `publisher` and `language` may be.
//!
//! Or JSON lines of reviews in several languages that their writers' ratings label ([`read_rated`]); figures
//! come [by language](by_language) as well.
//!
//! Two passes: the first notes which scales critics and outlets print, the second judges. The
//! known verdict is only ever compared with, never given to the judge. (Verdicts of other films may be,
//! as its [`History`](ovation_judge::History).)

mod figures;
mod languages;
mod picture;
mod rated;
mod rows;
mod settling;

pub use figures::{
    Bin, Figures, Hide, JudgedReview, auc, case_of, evaluate, figures, known_verdicts, measure,
    note_habits,
};
pub use languages::{LanguageFigures, by_language};
pub use picture::picture;
pub use rated::{RatedText, read_rated};
pub use rows::{LabelledRow, read_rows};
pub use settling::settled_by;
