//! The index of a record's films as a file, which any process opens instead of reading every film.
//!
//! Give me a record and a place for files, and I give you its films, ready for questions
//! ([`FilmIndex::load`]), which then follow the record ([`FilmIndex::follow`]).
//!
//! The file is made from the record and can be thrown away. Its header names the entry that it is of with that
//! entry's hash; films that entered or changed since are laid above it, and where they are many it is made anew.
//! A file that is damaged, of another record or of another form is never believed.

mod file;
mod films;
mod place;
#[cfg(test)]
mod tests;

pub use films::FilmIndex;
pub use place::IndexPlace;
