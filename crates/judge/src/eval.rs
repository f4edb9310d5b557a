//! Measuring a [`Judge`](crate::Judge) against reviews whose verdict is known.
//!
//! A labelled file is UTF-8, tab-separated, with a header; fields hold no tab and no line break and
//! are taken as they stand (a quotation mark is a quotation mark). Columns: `rating`, `text` and
//! `verdict` (`fresh` or `rotten`) must be there, `critic`, `publisher` and `language` may be.
//!
//! Two passes: the first notes which scales critics and outlets print, the second judges. The
//! known verdict is only ever compared with, never given to the judge.

mod figures;
mod rows;

pub use figures::{Bin, Figures, Hide, Judged, evaluate, figures, measure, note_habits, settled};
pub use rows::{LabelledRow, read_rows};
