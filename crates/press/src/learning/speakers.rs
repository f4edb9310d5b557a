//! Who made the statements of an article: the candidates of each, with what is seen of them.

use super::{ArticleParts, take_apart};
use crate::films;
use crate::model;
use crate::reading::{ReadWeights, read_noting};
use crate::speakers::candidates::SpeakerCandidate;
use crate::speakers::{Around, choose, resolve_by};
use crate::told;
use crate::{PressContext, Span, Statement};

pub use crate::speakers::facts::{Fact, PLACES, Printed, Sign, place_of};
pub use crate::speakers::weights::SpeakerWeights;

/// One who may have made a statement.
#[derive(Clone, Debug)]
pub struct SpeakerChoice {
    /// The name as printed in full, or the words; none for nobody.
    pub name: Option<String>,
    /// What is seen of it.
    pub facts: Vec<Fact>,
}

/// A statement with those who may have made it.
#[derive(Clone, Debug)]
pub struct SpeakerCase {
    /// Its words.
    pub parts: Vec<Span>,
    /// How its source is printed.
    pub printed: Printed,
    /// Who may have made it.
    pub choices: Vec<SpeakerChoice>,
}

/// Of a statement's words and the names of its candidates, which is right.
pub type RightOf<'r> = dyn Fn(&[Span], &[Option<&str>]) -> Option<usize> + 'r;

/// The statements of an article with their candidates. `right` says of a statement's words and names which of them
/// is right; where it gives none the weights choose, so that what follows is seen as it would be.
pub fn speaker_cases(
    text: &str,
    headline: &str,
    weights: &SpeakerWeights,
    right: &RightOf<'_>,
) -> Vec<SpeakerCase> {
    take_apart(text, |parts| {
        cases_in(parts, text, headline, weights, right)
    })
}

fn cases_in(
    parts: ArticleParts<'_>,
    text: &str,
    headline: &str,
    weights: &SpeakerWeights,
    right: &RightOf<'_>,
) -> Vec<SpeakerCase> {
    let ArticleParts {
        scene,
        said,
        is_speech,
        people,
    } = parts;
    let tokens = scene.tokens;
    let by = films::bundled();
    let found = films::find_films(scene, &people, &is_speech, None, headline, by);
    let spans = films::spans_of(&found);
    let people = people.without(&spans);
    let is_title = |at: usize| spans.iter().any(|&(from, to)| from <= at && at < to);
    let around = Around {
        scene,
        people: &people,
        headline,
        is_title: &is_title,
    };
    let words = |(from, to): (usize, usize)| {
        let (start, end) = tokens.bytes(from, to);
        text.get(start..end).unwrap_or_default()
    };
    let mut cases = Vec::new();
    let mut see = |number: usize, printed: Printed, candidates: &[SpeakerCandidate]| {
        let parts: Vec<Span> = said
            .get(number)
            .map(|said| said.parts.as_slice())
            .unwrap_or_default()
            .iter()
            .map(|&(from, to)| {
                let (start, end) = tokens.bytes(from, to);
                Span { start, end }
            })
            .collect();
        let names: Vec<Option<&str>> = candidates
            .iter()
            .map(|candidate| candidate.span.map(words))
            .collect();
        let chosen = right(&parts, &names).map(|right| (right, 1.0));
        cases.push(SpeakerCase {
            parts,
            printed,
            choices: candidates
                .iter()
                .map(|candidate| SpeakerChoice {
                    name: candidate.span.map(|span| words(span).to_owned()),
                    facts: candidate.facts.clone(),
                })
                .collect(),
        });
        chosen.unwrap_or_else(|| choose(weights, printed, candidates))
    };
    resolve_by(&around, &said, &mut see);
    cases
}

/// The statements of an article as they are read by some weights, with the signs by which one is shown, or none where
/// a rule forbids that.
pub fn shown_cases(
    text: &str,
    headline: &str,
    weights: &SpeakerWeights,
) -> Vec<(Statement, Option<Vec<Sign>>)> {
    let context = PressContext {
        headline: Some(headline),
        ..PressContext::default()
    };
    let by = ReadWeights {
        speech: model::bundled(),
        titles: films::bundled(),
        speakers: weights,
        told: told::bundled(),
    };
    let mut signs = Vec::new();
    let reading = read_noting(text, &context, &by, model::BOUNDS, &mut |seen| {
        signs.push(seen);
    });
    reading.statements.into_iter().zip(signs).collect()
}
