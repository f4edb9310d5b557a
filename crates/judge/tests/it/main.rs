//! What users of this room rely on.

mod encoder;
mod habits;
mod history;
mod judge;
mod languages;
#[cfg(test)]
mod learned;
mod mix;
mod model;
mod other_languages;
mod properties;
mod ratings;
