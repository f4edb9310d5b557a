//! The question of a receipt in one line: the address at which any site of the record answers it.

use super::Receipt;
use crate::{Formula, OutletWeights, Question};
use ovation_terms::{FilmId, Seq};
use serde_json::{Value, json};

/// The path of the API that answers a question about a film as the record stood at an entry.
///
/// A receipt carries it beside the question's parts: each stands twice, so that none can be changed
/// alone without the other showing it.
pub(super) fn asked(film: FilmId, head: Seq, question: &Question) -> String {
    let mut path = format!(
        "/api/v1/films/{film}/receipt?head={head}&formula={}",
        question.formula
    );
    let mut add = |name: &str, value: String| {
        path.push('&');
        path.push_str(name);
        path.push('=');
        path.push_str(&value);
    };
    if let Some(as_of) = question.as_of {
        add("as_of", as_of.to_string());
    }
    if let Some(known_at) = question.known_at {
        add("known_at", known_at.to_string());
    }
    let panel = question.panel.sorted();
    if !panel.is_everybody() {
        add("panel", panel.to_string());
    }
    if !question.weights.is_empty() {
        let weights: Vec<String> = question
            .weights
            .iter()
            .map(|(outlet, weight)| format!("{outlet}:{weight}"))
            .collect();
        add("weights", weights.join(","));
    }
    path
}

/// What an address of [`asked`] says.
pub(super) struct Asked {
    film: FilmId,
    head: Seq,
    question: Question,
}

impl Asked {
    /// Reads the address; none where it is no such address.
    pub(super) fn read(path: &str) -> Option<Self> {
        let rest = path.strip_prefix("/api/v1/films/")?;
        let (film, query) = rest.split_once("/receipt?")?;
        let mut asked = Self {
            film: film.parse().ok()?,
            head: Seq(0),
            question: Question::default(),
        };
        let question = &mut asked.question;
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=')?;
            match name {
                "head" => asked.head = Seq(value.parse().ok()?),
                "formula" => question.formula = value.parse::<Formula>().ok()?,
                "as_of" => question.as_of = Some(value.parse().ok()?),
                "known_at" => {
                    question.known_at = Some(super::moment_text::parse(value).ok()?);
                }
                "panel" => question.panel = value.parse().ok()?,
                "weights" => question.weights = weights(value)?,
                _ => return None,
            }
        }
        Some(asked)
    }

    /// In the form of a receipt's own parts, to compare them one by one.
    pub(super) fn parts(&self) -> Value {
        parts(self.film, self.head, &self.question)
    }
}

/// The parts of a receipt that its question is made of.
pub(super) fn parts_of(receipt: &Receipt) -> Value {
    parts(receipt.film.id, receipt.ledger.seq, &receipt.question())
}

fn parts(film: FilmId, head: Seq, question: &Question) -> Value {
    let known_at = question.known_at.map(|moment| moment.to_string());
    json!({
        "film": { "id": film },
        "formula": { "name": question.formula, "weights": question.weights },
        "panel": question.panel,
        "clocks": { "as_of": question.as_of, "known_at": known_at },
        "ledger": { "seq": head },
    })
}

fn weights(text: &str) -> Option<OutletWeights> {
    text.split(',')
        .map(|one| {
            let (outlet, weight) = one.split_once(':')?;
            Some((outlet.parse().ok()?, weight.parse().ok()?))
        })
        .collect()
}
