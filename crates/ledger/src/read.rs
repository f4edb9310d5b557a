//! What pages and commands ask of the record.

mod ballots;
mod catalogue;
mod desk;
mod films;
mod names;
mod press;
mod review;
mod tally;

pub(crate) use ballots::ballots_in;
pub use catalogue::ScaleHabit;
pub use desk::WaitingReview;
pub use films::{FilmHit, FilmOrder};
pub use names::{CriticRecord, NameHit, OutletRecord, SearchHits};
pub use press::{PersonHit, PressRecord, ReviewText, SaidLine};
pub use review::ReviewRecord;
pub use tally::{Counts, Tally};
