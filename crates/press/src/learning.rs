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

use crate::marks::find_stretches;
use crate::model;
use crate::people::People;
use crate::speech::Scene;
use crate::statement::{Said, read_statements, speech_stretches};
use crate::tokens::tokenize;

/// An article taken apart as the reader has it before it seeks films.
struct ArticleParts<'s> {
    scene: &'s Scene<'s>,
    said: Vec<Said>,
    /// For each stretch in quotation marks: whether it is speech.
    is_speech: Vec<bool>,
    people: People,
}

/// Takes an article apart for what `work` makes of it.
fn take_apart<R>(text: &str, work: impl FnOnce(ArticleParts<'_>) -> R) -> R {
    let tokens = tokenize(text);
    let stretches = find_stretches(&tokens);
    let scene = Scene::new(&tokens, &stretches);
    let said = read_statements(&scene, model::bundled(), model::BOUNDS);
    let is_speech = speech_stretches(&scene, model::bundled(), model::BOUNDS, &said);
    let people = People::find(&scene, &said);
    work(ArticleParts {
        scene: &scene,
        said,
        is_speech,
        people,
    })
}
