//! Catalogues larger than memory: rows of several files joined by the numbers of films, and the films of
//! the record that a list may be about.
//!
//! In reading order: rows ordered outside of memory, numbers, what files beside a list say of a film, the
//! record's films.

mod beside;
mod finder;
mod numbers;
mod spool;

pub use beside::{Beside, BesideSpool, FilmSaid};
pub use finder::FilmFinder;
pub use numbers::{NumberSet, PeopleNames};
pub use spool::{OrderedRows, SPOOL_BYTES, Spool};
