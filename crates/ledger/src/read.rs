//! What pages and commands ask of the record.

mod ballots;
mod called;
mod cases;
mod catalogue;
mod changes;
mod desk;
mod films;
mod given_up;
mod held;
mod judging;
mod log;
mod names;
mod press;
mod press_settled;
mod review;
mod said;
mod tally;
mod then;

pub(crate) use ballots::{also_by_of, ballots_in};
pub use called::{Called, NameHit};
pub use cases::SettledCase;
pub use catalogue::{ScaleHabit, Signed};
pub use changes::{FieldChange, changes};
pub use desk::WaitingReview;
pub use films::{FilmHit, FilmOrder};
pub use given_up::GivenUp;
pub use held::HeldReading;
pub use judging::{KnownCount, MachineJudged};
pub use log::LogFilter;
pub use names::{CriticRecord, OutletRecord, SearchHits};
pub use press::{PersonHit, ReviewText, SaidLine};
pub use press_settled::{PressRecord, PressSettledOf};
pub use review::ReviewRecord;
pub(crate) use said::set_headlines;
pub(crate) use tally::tally_in;
pub use tally::{Counts, Tally};
