//! What users of this room rely on.

mod eval;
mod habits;
mod judge;
mod model;
mod properties;
mod ratings;
