//! Reviews in several languages that their writers' own ratings label, as JSON lines.

use super::LabelledRow;
use crate::EvalError;
use serde::Deserialize;
use std::io::BufRead;

/// A review with the rating that its writer gave, which stands nowhere in its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RatedText {
    /// The whole text.
    pub text: String,
    /// Its language, BCP 47.
    pub language: String,
    /// The rating, 0 to 1.
    pub rating: f64,
    /// The verdict that follows from it; none in the middle.
    pub positive: Option<bool>,
    /// The film; empty where unknown.
    pub film: String,
    /// The writer; empty where unknown.
    pub critic: String,
    /// Whether a critic or blogger wrote it, not a reader.
    pub of_critic: bool,
}

#[derive(Deserialize)]
struct Line {
    lang: String,
    text: String,
    rating_norm: f64,
    label: Option<String>,
    film: Option<String>,
    critic: Option<String>,
    kind: String,
}

/// The rating at which labels fit worst: of five readers three would have said the opposite.
const BORDERLINE: f64 = 0.6;

impl RatedText {
    /// Whether its label is nearly as often wrong as right.
    pub fn is_borderline(&self) -> bool {
        (self.rating - BORDERLINE).abs() < 1e-6
    }

    /// What it is about, so that texts about one thing are kept together: the film, else the writer,
    /// else the text itself.
    pub fn group(&self) -> &str {
        let known = [&self.film, &self.critic].into_iter();
        known
            .map(String::as_str)
            .find(|name| !name.is_empty())
            .unwrap_or(&self.text)
    }

    /// The review as it is measured, without its rating, which its label was made of; none where it has
    /// no label.
    pub fn labelled(&self) -> Option<LabelledRow> {
        Some(LabelledRow {
            film: self.film.clone(),
            critic: self.critic.clone(),
            text: self.text.clone(),
            language: Some(self.language.clone()),
            positive: self.positive?,
            is_borderline: self.is_borderline(),
            ..LabelledRow::default()
        })
    }
}

/// Reads JSON lines with `lang`, `text`, `rating_norm` (0 to 1), `label` (`fresh`, `rotten` or null),
/// `film`, `critic` and `kind` (`critic-blog` for critics' prose); further keys are passed over.
///
/// # Errors
/// [`EvalError::Row`] for a line that is none of these, [`EvalError::Read`] when reading stops.
pub fn read_rated(reader: impl BufRead) -> Result<Vec<RatedText>, EvalError> {
    let mut rated = Vec::new();
    for (line, number) in reader.lines().zip(1_u64..) {
        let line = line.map_err(|cause| EvalError::Read {
            line: number,
            cause,
        })?;
        if line.trim().is_empty() {
            continue;
        }
        let wrong = |wrong: String| EvalError::Row {
            line: number,
            wrong,
        };
        let line: Line = serde_json::from_str(&line).map_err(|error| wrong(error.to_string()))?;
        let positive = match line.label.as_deref() {
            None => None,
            Some("fresh") => Some(true),
            Some("rotten") => Some(false),
            Some(other) => {
                let other: String = other.chars().take(40).collect();
                return Err(wrong(format!(
                    "expected `fresh` or `rotten`, found `{other}`"
                )));
            }
        };
        rated.push(RatedText {
            text: line.text,
            language: line.lang,
            rating: line.rating_norm,
            positive,
            film: line.film.unwrap_or_default(),
            critic: line.critic.unwrap_or_default(),
            of_critic: line.kind == "critic-blog",
        });
    }
    Ok(rated)
}
