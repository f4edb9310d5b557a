//! What the learners of `tools/train` share with the reader: how an article comes apart into what is
//! weighed. No part of the interface.

/// Reported speech.
pub mod speech {
    pub use crate::marks::{Stretch, Style, find_stretches};
    pub use crate::model::MAGIC;
    pub use crate::scorer::{PLACES, Signs, logistic, place};
    pub use crate::speech::{
        Scene, Setting, cue_signs, end_signs, may_be_cue, source_signs, sources, start_signs,
        stretch_signs, unnamed_signs,
    };
    pub use crate::tokens::{Token, Tokens, tokenize};
}

pub mod speakers;
pub mod titles;
pub mod told;
