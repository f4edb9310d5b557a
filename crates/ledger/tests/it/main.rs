//! What a user of the record relies on, on every database that is at hand.

mod crash;
mod decisions;
mod doctor;
mod opening;
mod reading;
mod support;
mod writing;
