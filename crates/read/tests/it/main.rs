//! What a user of the reader relies on.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing stops there")]

mod articles;
mod corpus;
mod demo_web;
mod feeds;
mod guide;
mod html;
mod pages;
mod press;
mod tables;
mod texts;
