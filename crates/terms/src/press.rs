//! What reading a press article yields besides reviews: statements, events and claims.

use crate::{Day, Evidence, FilmId, Hash, ReviewKey, SourceId, Sourced};
use serde::{Deserialize, Serialize};

/// How the words of a statement are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpeechKind {
    /// All between quotation marks.
    #[default]
    Direct,
    /// Some between quotation marks.
    Mixed,
    /// None between quotation marks.
    Indirect,
}

/// A quotation or reported speech.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StatementFinding {
    /// How the words are given.
    pub kind: SpeechKind,
    /// The words, piece by piece, marks included.
    pub words: Vec<Sourced<String>>,
    /// Who said it: the fullest name in the article, or the words that stand for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Sourced<String>>,
    /// The speaker as printed nearest to the words: `she`, `the director`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker_printed: Option<Sourced<String>>,
    /// The cue's main word: `said`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<Sourced<String>>,
    /// Whether the speaker is taken from a neighbouring statement.
    pub is_continued: bool,
    /// Whether it is not sure who says so, or that it is said: it stands in the entry and is neither shown
    /// nor counted.
    #[serde(skip_serializing_if = "is_false")]
    pub is_unsure: bool,
    /// The title, as printed, of the film it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub film: Option<String>,
    /// On what occasion it was said: `press conference`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occasion: Option<Sourced<String>>,
    /// The festival at which it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Sourced<String>>,
    /// When it was said, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Sourced<String>>,
    /// The day it was said, where it can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<ToldDay>,
}

/// A day, and whether its source states all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldDay {
    /// The day.
    pub day: Day,
    /// Stated; else counted from the day the article was published.
    pub is_stated: bool,
}

/// Something that happened to a film, as a source says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventFinding {
    /// What kind, in words: `premiere`, `ovation`, `award`, `release`, ...
    pub kind: String,
    /// The film's title as printed, or the festival's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub film: Option<String>,
    /// The words that say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// The festival or place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Sourced<String>>,
    /// The time as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Sourced<String>>,
    /// The day, where it can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<ToldDay>,
    /// Minutes of an ovation, where stated as a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<f64>,
    /// Whether it is said to be the first showing in the world.
    pub is_world: bool,
    /// Of an award: the prize as printed, with what it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prize: Option<Sourced<String>>,
    /// Of an award: who or what has it, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub winner: Option<Sourced<String>>,
    /// How likely the article tells it, in thousandths, where the reader says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<u16>,
    /// Whether that is too little to show it.
    #[serde(skip_serializing_if = "is_false")]
    pub is_unsure: bool,
}

/// What a source says of a film's reception; never a score of ours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClaimFinding {
    /// What it is about: `score`, `box_office`, `reception`.
    pub kind: String,
    /// The film's title as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub film: Option<String>,
    /// The words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Sourced<String>>,
    /// The number in it, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figure: Option<Sourced<String>>,
    /// Of how many reviews a score is, where the source says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviews: Option<Sourced<u32>>,
    /// Who publishes the score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Sourced<String>>,
    /// How likely it is claimed, in thousandths, where the reader says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<u16>,
    /// Whether that is too little to show it.
    #[serde(skip_serializing_if = "is_false")]
    pub is_unsure: bool,
}

/// Somebody's part in a film, as a source says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreditFinding {
    /// What the person does: `director`, `writer`, `producer`, `cast`, `composer`, ...
    pub kind: String,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Sourced<String>>,
    /// The film's title as printed.
    pub film: String,
    /// The words that say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// Whether the work is still to come.
    #[serde(skip_serializing_if = "is_false")]
    pub is_announced: bool,
}

/// Two films that a source compares.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparisonFinding {
    /// The film that is compared, as printed.
    pub film: String,
    /// The film that it is compared with, as printed.
    pub other: String,
    /// The words that do so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

/// An article of film press: where it stands, and what it says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PressFinding {
    /// Where it stands on the web, canonical.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Sourced<String>>,
    /// The headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<Sourced<String>>,
    /// The outlet's name as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<Sourced<String>>,
    /// Day published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Sourced<Day>>,
    /// Language of the text, BCP 47, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Titles of the films it names, as printed, by first mention.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub films: Vec<String>,
    /// Who said what.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<StatementFinding>,
    /// What happened.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventFinding>,
    /// What is said of the reception.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<ClaimFinding>,
    /// Who made or plays in which film.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<CreditFinding>,
    /// Films compared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub comparisons: Vec<ComparisonFinding>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks it")]
fn is_false(held: &bool) -> bool {
    !held
}

/// An article of film press was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PressRead {
    /// What makes it the same article when it is read again: its address, else its words.
    pub article: ReviewKey,
    /// Digest of what was read (without evidence): tells a changed reading from the same.
    pub content: ReviewKey,
    /// Where it was read.
    pub source: SourceId,
    /// The films it names that the record knows, each title as printed once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub films: Vec<FilmLink>,
    /// What it says.
    pub finding: PressFinding,
    /// Digest of the source's words in it, where those are kept apart from the entry or were deleted at
    /// their owner's request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Hash>,
}

/// A film of the record that an article names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmLink {
    /// The title as printed.
    pub title: String,
    /// The film.
    pub film: FilmId,
}

/// What a festival or a prize is called from year to year: without the words that hold a number
/// (`the 78th`, `2031`), without a mark at either end.
pub fn happening_name(printed: &str) -> String {
    let words = printed.split_whitespace();
    let words = words.filter(|word| !word.chars().any(char::is_numeric));
    let words: Vec<&str> = words.collect();
    let name = words.join(" ");
    let is_mark = |letter: char| !letter.is_alphanumeric();
    name.trim_matches(is_mark).to_owned()
}

impl PressRead {
    /// The film that a title of this article stands for.
    pub fn film(&self, title: &str) -> Option<FilmId> {
        let mut links = self.films.iter();
        links.find(|link| link.title == title).map(|link| link.film)
    }
}

impl StatementFinding {
    /// Whether it is shown and counted: it is sure, and somebody says so.
    pub fn is_shown(&self) -> bool {
        !self.is_unsure && self.speaker.is_some()
    }

    /// Whether its words are there: not deleted at their owner's request.
    pub fn has_words(&self) -> bool {
        self.words.iter().any(|part| !part.value.is_empty())
    }

    /// The words in one line: an ellipsis between pieces that do not stand together, so that nothing is stitched
    /// together unseen.
    pub fn in_words(&self) -> String {
        let parts: Vec<&str> = self.words.iter().map(|part| part.value.as_str()).collect();
        parts.join(" … ")
    }
}
