//! The lists of all languages' files, made where the program is built.
//!
//! Each list is the words of all languages together, in order, each once. What they are for stands
//! in `schema.toml`.

include!(concat!(env!("OUT_DIR"), "/data.rs"));
