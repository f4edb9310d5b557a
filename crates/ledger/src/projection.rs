//! The one projection that makes every view from entries.
//!
//! [`Working`] holds rows; [`Working::apply`] takes one entry and changes them as its kind says
//! ([`Recorded::project`](crate::kinds::Recorded::project)), without looking anywhere else. When a batch
//! is appended, a loader brings in just the rows the batch touches, so that the cost does not grow with
//! the record; a replay starts with nothing and goes through all entries. Both run the same code on the
//! same text of the same entries.

mod columns;
mod film;
mod films;
mod joins;
mod line;
mod members;
mod named;
mod press;
mod read_and_decided;
mod review;
mod rows;
mod table;
mod tables;
mod unviewed;
mod working;

pub(crate) use columns::{Kind, Push, Table, shown};
pub(crate) use film::FilmRow;
pub use joins::Sort;
pub(crate) use joins::{Joins, sides};
pub(crate) use line::{Critic, Judged, Line, Outlet, Read, Seen, Settled, Source};
pub(crate) use members::By;
pub(crate) use named::{SHOWN, SPEAKER, WHOLE_SHOWN};
pub(crate) use press::Press;
pub(crate) use read_and_decided::{Decided, ReadAndDecided};
pub(crate) use review::{decide, decided_version, import_version, judged_version, read_version};
pub(crate) use rows::{Version, also_of, push_version};
pub(crate) use tables::TABLES;
pub(crate) use working::{SourceRow, Working};
