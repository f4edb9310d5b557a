//! The program as its user runs it: whole commands, their output and exit codes.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail by panicking"
)]

mod acts;
mod alike;
mod bad_input;
mod catalogue;
mod catalogue_files;
mod catalogues;
mod columns;
mod crash;
mod deleted;
#[cfg(test)]
mod deleted_copies;
mod demo;
mod desk;
mod desk_shared;
mod exports;
mod independent;
mod judging;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod leanings;
mod matching;
mod missing;
mod names;
mod one_file;
mod own_knowledge;
mod pages;
mod people;
mod place;
mod printouts;
mod published;
mod rating_words;
mod read_outputs;
mod receipts;
mod scores;
mod sheet_copies;
mod sheets;
mod tables;
mod usage;
mod web_archives;
#[expect(dead_code, reason = "the reader's own tests use the rest of it")]
#[path = "../../../read/tests/it/workbook.rs"]
mod workbook;
mod works;
