//! What film press says: statements and who made them.
//!
//! Takes an article's plain text, paragraphs by line breaks. Pure, and quick: one pass over words, no
//! tree of grammar; a small linear model (`models/press-linear`) says what is reported speech.

mod learn;
mod lexicon;
mod marks;
mod model;
mod scorer;
mod speech;
mod statement;
mod tokens;

pub use learn::{LabelledAttribution, LabelledText, learn_press};

use scorer::Weights;
use serde::Serialize;
use speech::{Bounds, Scene};

/// A byte span of the text, `start..end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last.
    pub end: usize,
}

/// How the words of a statement are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SpeechKind {
    /// All between quotation marks.
    Direct,
    /// Some between quotation marks.
    Mixed,
    /// None between quotation marks.
    Indirect,
}

/// Somebody's words in an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// How they are given.
    pub kind: SpeechKind,
    /// The words, in one or more pieces, marks included.
    pub parts: Vec<Span>,
    /// The stretches in quotation marks among them, marks included.
    pub quoted: Vec<Span>,
    /// The words that name the speaker nearest to the statement, often a pronoun.
    pub speaker: Option<Span>,
    /// The cue's main word: `said`, `according`.
    pub cue: Option<Span>,
    /// Whether the speaker is taken from the statement before or beside it.
    pub is_continued: bool,
}

/// What one article says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PressReading {
    /// Who said what, in the order of the text.
    pub statements: Vec<Statement>,
}

/// Reads an article's text.
pub fn read_press(text: &str) -> PressReading {
    read_with(text, model::bundled(), model::BOUNDS)
}

/// A reader with weights of its own, to measure what was just learned.
#[derive(Debug)]
pub struct PressReader {
    weights: Weights,
}

impl Default for PressReader {
    /// The reader with the bundled model.
    fn default() -> Self {
        Self {
            weights: model::bundled().clone(),
        }
    }
}

impl PressReader {
    /// A reader from a model file's bytes, as [`learn_press`] makes them; none for another form.
    pub fn from_bytes(file: &[u8]) -> Option<Self> {
        model::load(file).map(|weights| Self { weights })
    }

    /// Reads an article's text.
    pub fn read(&self, text: &str) -> PressReading {
        read_with(text, &self.weights, model::BOUNDS)
    }
}

fn read_with(text: &str, weights: &Weights, bounds: Bounds) -> PressReading {
    let tokens = tokens::tokenize(text);
    let stretches = marks::find_stretches(&tokens);
    let scene = Scene::new(&tokens, &stretches);
    let said = statement::read_statements(&scene, weights, bounds);
    let span = |(from, to): (usize, usize)| {
        let (start, end) = tokens.bytes(from, to);
        Span { start, end }
    };
    let statements = said
        .iter()
        .map(|said| {
            let (quoted, all) = statement::marked(&scene, said);
            let kind = match quoted {
                0 => SpeechKind::Indirect,
                some if some == all => SpeechKind::Direct,
                _ => SpeechKind::Mixed,
            };
            Statement {
                kind,
                parts: said.parts.iter().map(|&part| span(part)).collect(),
                quoted: statement::stretches_of(&scene, said)
                    .map(|stretch| span((stretch.open, stretch.end)))
                    .collect(),
                speaker: said.source.map(span),
                cue: said.cue.map(|cue| span((cue, cue + 1))),
                is_continued: said.is_continued,
            }
        })
        .collect();
    PressReading { statements }
}
