//! What film press says: statements and who made them.
//!
//! Takes an article's plain text, paragraphs by line breaks. Pure, and quick: one pass over words, no
//! tree of grammar; a small linear model (`models/speech`) says what is reported speech.

mod claims;
mod credits;
mod days;
mod events;
mod films;
mod findings;
mod known;
#[doc(hidden)]
pub mod learning;
mod linear;
mod marks;
mod model;
mod numbers;
mod occasion;
mod people;
mod phrases;
mod reading;
mod scorer;
mod speakers;
mod speech;
mod statement;
mod sure;
mod tokens;
mod told;

pub use claims::ClaimKind;
pub use credits::CreditKind;
pub use events::EventKind;
pub use films::TitleModel;
pub use findings::read_press_article;
pub use known::KnownTitles;
pub use speakers::SpeakerWeights;
pub use sure::is_no_speaker;

pub use ovation_terms::SpeechKind;

use films::TitleWeights;
use ovation_terms::{Day, ToldDay};
use reading::{ReadWeights, read_with};
use scorer::Weights;
use serde::Serialize;
use told::ToldWeights;

/// A byte span of the text, `start..end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last.
    pub end: usize,
}

/// Somebody's words in an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Statement {
    /// How they are given.
    pub kind: SpeechKind,
    /// The words, in one or more pieces, marks included.
    pub parts: Vec<Span>,
    /// The stretches in quotation marks among them, marks included.
    pub quoted: Vec<Span>,
    /// Those of them that are surely somebody's words, not a title or a word held at arm's length.
    pub verbatim: Vec<Span>,
    /// The words that name the speaker nearest to the statement, often a pronoun.
    pub speaker: Option<Span>,
    /// Where the speaker is named in full: for `she` and `the director`, whom they stand for. The printed
    /// words where nobody is named.
    pub named: Option<Span>,
    /// The cue's main word: `said`, `according`.
    pub cue: Option<Span>,
    /// Whether the speaker is taken from the statement before or beside it.
    pub is_continued: bool,
    /// Whether it is sure that somebody who is named, or a named body, says so; what is not is not shown.
    pub is_sure: bool,
    /// How likely the reader takes its words to be reported here, in thousandths.
    pub likelihood: u16,
    /// The film it is about: the one named in its sentence, else the one the article spoke of last.
    pub film: Option<String>,
    /// On what occasion it was said: `press conference`.
    pub occasion: Option<Span>,
    /// The festival at which it was said.
    pub place: Option<Span>,
    /// When it was said, as printed.
    pub when: Option<Span>,
    /// The day it was said, where it can be told.
    pub day: Option<ToldDay>,
}

/// A film named in an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FilmNamed {
    /// The title as printed where it stands first.
    pub title: String,
    /// Where it stands, each time.
    pub mentions: Vec<Span>,
}

/// Something that happened, or will, as an article says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Event {
    /// What kind.
    pub kind: EventKind,
    /// The film's title, or the festival's name.
    pub film: Option<String>,
    /// The sentence that says so.
    pub words: Span,
    /// The festival.
    pub place: Option<Span>,
    /// The day, month or year, as printed.
    pub when: Option<Span>,
    /// The day, where it can be told.
    pub day: Option<ToldDay>,
    /// Minutes of an ovation, where stated as a number.
    pub minutes: Option<f64>,
    /// Whether it is said to be the first showing in the world.
    pub is_world: bool,
    /// Of an award: the prize.
    pub prize: Option<Span>,
    /// Of an award: who or what has it.
    pub winner: Option<Span>,
    /// How likely the article tells it, in thousandths.
    pub likelihood: u16,
    /// Whether that is enough to show it.
    pub is_sure: bool,
}

/// What an article says of a film's reception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Claim {
    /// What it is about.
    pub kind: ClaimKind,
    /// The words that say so.
    pub words: Span,
    /// The number in it: a percentage, a score, a sum.
    pub figure: Option<Span>,
    /// Of how many reviews a score is, where that is said.
    pub reviews: Option<Span>,
    /// Who publishes the score.
    pub source: Option<Span>,
    /// The film's title.
    pub film: Option<String>,
    /// How likely the article claims it, in thousandths.
    pub likelihood: u16,
    /// Whether that is enough to show it.
    pub is_sure: bool,
}

/// Somebody's part in a film, as an article states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Credit {
    /// What the person does.
    pub kind: CreditKind,
    /// The name, in full where the article has it so.
    pub person: Span,
    /// The film's title.
    pub film: String,
    /// The sentence that says so.
    pub words: Span,
    /// Whether the work is still to come.
    pub is_announced: bool,
}

/// Two films that an article compares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// The film that is compared.
    pub film: String,
    /// The film that it is compared with.
    pub other: String,
    /// The sentence that does so.
    pub words: Span,
}

/// What is known of an article besides its text. Nothing of it is needed.
#[derive(Clone, Copy, Debug, Default)]
pub struct PressContext<'a> {
    /// Its headline.
    pub headline: Option<&'a str>,
    /// The day it was published.
    pub published: Option<Day>,
    /// Titles of a catalogue's films, which it may name: they need less to speak for them.
    pub titles: Option<&'a KnownTitles>,
}

/// What one article says.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PressReading {
    /// Who said what, in the order of the text.
    pub statements: Vec<Statement>,
    /// Films named, by first mention.
    pub films: Vec<FilmNamed>,
    /// People named, by first mention: where their fullest names stand.
    pub people: Vec<Span>,
    /// What happened.
    pub events: Vec<Event>,
    /// What is said of the reception.
    pub claims: Vec<Claim>,
    /// Who made or plays in which film.
    pub credits: Vec<Credit>,
    /// Films compared.
    pub comparisons: Vec<Comparison>,
}

/// Reads an article's text.
pub fn read_press(text: &str, context: &PressContext<'_>) -> PressReading {
    let weights = ReadWeights {
        speech: model::bundled(),
        titles: films::bundled(),
        speakers: speakers::bundled(),
        told: told::bundled(),
    };
    read_with(text, context, &weights, model::BOUNDS)
}

/// A reader with weights of its own, to measure what was just learned.
#[derive(Debug)]
pub struct PressReader {
    weights: Weights,
    titles: TitleWeights,
    told: ToldWeights,
    speakers: SpeakerWeights,
}

impl Default for PressReader {
    /// The reader with the bundled model.
    fn default() -> Self {
        Self {
            weights: model::bundled().clone(),
            titles: films::bundled().clone(),
            told: told::bundled().clone(),
            speakers: speakers::bundled().clone(),
        }
    }
}

impl PressReader {
    /// A reader from a model file's bytes, as `learn_press` of `tools/train` makes them; none for another form.
    pub fn from_bytes(file: &[u8]) -> Option<Self> {
        model::load(file).map(|weights| Self {
            weights,
            ..Self::default()
        })
    }

    /// A reader with weights of titles, as `learn_titles` of `tools/train` makes them; none for another form.
    pub fn with_titles(model: &TitleModel) -> Option<Self> {
        TitleWeights::parse(&model.weights, &model.trees, &model.lists).map(|titles| Self {
            titles,
            ..Self::default()
        })
    }

    /// A reader with weights of events and claims, as `learn_told` of `tools/train` makes them; none for another
    /// form.
    pub fn with_told(file: &str) -> Option<Self> {
        ToldWeights::parse(file).map(|told| Self {
            told,
            ..Self::default()
        })
    }

    /// A reader with weights of speakers, as `learn_speakers` of `tools/train` makes them.
    pub fn with_speakers(speakers: SpeakerWeights) -> Self {
        Self {
            speakers,
            ..Self::default()
        }
    }

    /// Reads an article's text.
    pub fn read(&self, text: &str, context: &PressContext<'_>) -> PressReading {
        let weights = ReadWeights {
            speech: &self.weights,
            titles: &self.titles,
            speakers: &self.speakers,
            told: &self.told,
        };
        read_with(text, context, &weights, model::BOUNDS)
    }
}

/// The number a word stands for, in digits or words.
pub fn number_of(word: &str) -> Option<f64> {
    numbers::number_of(word)
}
