//! What the learners rely on.

mod languages;
mod mix;
mod text;
