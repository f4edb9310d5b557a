//! What a user of the reader relies on.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing stops there")]

mod articles;
mod bylines;
mod column_names;
mod corpus;
mod demo_web;
mod evidence;
mod explain;
mod feed_forms;
mod feeds;
mod forms;
mod guide;
mod invisible;
mod letters;
mod markup;
mod microformats;
mod pages;
mod rating_forms;
mod reports;
mod sheets;
mod short;
mod short_items;
mod table_columns;
mod table_forms;
mod tables;
mod texts;
mod workbook;
