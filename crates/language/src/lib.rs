//! What is known of languages: days and months as printed, words by which reviews, films and other
//! things are told apart, and what sort of word a word is.
//!
//! Knowledge that more than one room needs, and no rules of any of them: lists of words with the
//! look-ups that are made of them once, at their first use.

pub mod dates;
pub mod given;
pub mod lexicon;
pub mod words;
