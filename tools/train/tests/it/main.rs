//! What the learners rely on.

mod mix;
mod text;
