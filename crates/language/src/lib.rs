//! What is known of languages: one file a language (`data/de.toml`), compiled into lists.
//!
//! Knowledge that more than one room needs, and no rules of any of them: days and months as
//! printed, words by which reviews, films and other things are told apart, the words and signs of
//! ratings, and what sort of word a word is. A file that says what `schema.toml` does not know is
//! refused where the program is built; a new language is one file and nothing else.

pub mod bylines;
pub mod data;
pub mod dates;
mod languages;
pub mod lexicon;
pub mod outlets;
pub mod pattern;
mod romanise;
pub mod seasons;
pub mod words;

pub use languages::{Language, all, codes_of_languages, names_of_languages};
pub use romanise::{PhoneticKey, marks_written_out, phonetic_key, romanised};

#[cfg(test)]
mod files;
#[cfg(test)]
mod tests;
