//! What a user of the reader relies on.

mod corpus;
mod feeds;
mod pages;
mod tables;
