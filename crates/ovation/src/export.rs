//! The record as tables, written for other programs and read back by ours.

mod dictionary;
mod posters;
mod read_back;
mod rows;
mod tables;

pub(crate) use dictionary::{DICTIONARY, Dictionary, LedgerHead, TABLES, Table};
pub(crate) use posters::{poster_place, write_posters};
pub(crate) use read_back::{csv_record, each_entry, restore};
pub(crate) use rows::{entry_row, press_rows, review_rows, score_row, timeline_rows};
pub(crate) use tables::TableFile;
