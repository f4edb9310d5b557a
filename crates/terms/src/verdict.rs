//! Verdicts: for or against, as a probability with its basis.

use crate::Probability;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a verdict rests on, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// An editor of the record decided.
    Editor,
    /// The critic stated it (`fresh`, `recommended`).
    Stated,
    /// An aggregator's list says so: what it makes of a review, not what the critic stated.
    Aggregator,
    /// The printed rating, converted.
    Rating,
    /// A model read the text.
    Model,
}

impl Basis {
    /// The text form: `editor`, `stated`, `aggregator`, `rating`, `model`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Editor => "editor",
            Self::Stated => "stated",
            Self::Aggregator => "aggregator",
            Self::Rating => "rating",
            Self::Model => "model",
        }
    }

    /// Reads the text form.
    pub fn from_code(code: &str) -> Option<Self> {
        [
            Self::Editor,
            Self::Stated,
            Self::Aggregator,
            Self::Rating,
            Self::Model,
        ]
        .into_iter()
        .find(|basis| basis.code() == code)
    }

    /// Whether a source says the verdict in so many words, so that it goes before rating and text.
    pub fn is_said(self) -> bool {
        match self {
            Self::Stated | Self::Aggregator => true,
            Self::Editor | Self::Rating | Self::Model => false,
        }
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The judgement of one review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Calibrated probability that the critic is for the film.
    pub p: Probability,
    /// What it rests on.
    pub basis: Basis,
    /// What made it: the version of the table or model, such as `ratings-1` or `linear-1`.
    pub made_by: String,
    /// Why, for a reader: `3/5 is 0.60, positive from 0.55`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// What the machine weighed; none for stated and edited verdicts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grounds: Option<Box<Grounds>>,
}

impl Verdict {
    /// What each side says, a sentence each; none for a verdict that no machine made.
    pub fn sides(&self) -> Vec<String> {
        let grounds = self.grounds.as_ref();
        grounds
            .map(|grounds| grounds.sentences())
            .unwrap_or_default()
    }
}

impl Grounds {
    /// What each side says, a sentence each: rating, text, habit, and the sentence of the text that
    /// weighed most.
    fn sentences(&self) -> Vec<String> {
        let share = |p: Probability| format!("{:.2}", p.get());
        let rating = self
            .rating
            .map(|p| format!("The rating by itself, in this critic’s hand: {}.", share(p)));
        let text = self.text.map(|p| {
            let texts = self.tested_texts.map(|texts| format!(", {texts} texts"));
            format!(
                "The text by itself: {} (the model was tested on {}{}).",
                share(p),
                self.tested_on.join(", "),
                texts.unwrap_or_default()
            )
        });
        let habit = self.habit.filter(|habit| habit.abs() >= TOLD).map(|habit| {
            let way = if habit > 0.0 { "for" } else { "against" };
            format!("What is known of critic and outlet speaks {way} the film.")
        });
        let sentence = self
            .sentence
            .as_ref()
            .map(|sentence| format!("The sentence that weighed most: “{sentence}”"));
        [rating, text, habit, sentence]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// A habit of fewer log-odds is not told.
const TOLD: f64 = 0.05;

/// The sides that a machine's verdict was made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Grounds {
    /// What the rating says by itself, its critic's habit included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Probability>,
    /// What the text says by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Probability>,
    /// The rating that the text reads like, 0 to 1; never taken for a printed one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_rating: Option<f64>,
    /// How far the critic's and outlet's habit moved it, in log-odds towards "for the film"; left
    /// out where nothing is known of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub habit: Option<f64>,
    /// The sentence of the text that weighed most, shortened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
    /// Languages of text that the model was measured on, BCP 47; empty when no text was read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tested_on: Vec<String>,
    /// On how many texts it was; none when no text was read, and in verdicts of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tested_texts: Option<u64>,
}
