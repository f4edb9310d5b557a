//! Who made each statement: of all that are named near it, and of the words as printed, a learned model picks one,
//! or nobody.
//!
//! Candidates are the names of the article (`cast`), the printed words and those who spoke before. Facts of each
//! (`facts`) have weights that a person can read (`models/speakers`); the softmax of their sums is how sure the
//! choice is. A second table of weights says how likely a whole statement is right, words and speaker together.

pub(crate) mod candidates;
pub(crate) mod cast;
pub(crate) mod facts;
mod shown;
mod source;
pub(crate) mod weights;

use crate::people::People;
use crate::reading::TokenSpan;
use crate::speech::Scene;
use crate::statement::Said;
use candidates::{Scenery, SpeakerCandidate};
pub(crate) use facts::{Fact, Printed, Sign};
pub(crate) use shown::signs_of;
pub use weights::SpeakerWeights;
pub(crate) use weights::bundled;

/// Who made a statement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resolved {
    /// The fullest name, or the words printed; none for nobody.
    pub(crate) span: Option<TokenSpan>,
    /// How likely, as the model sees it.
    pub(crate) p: f32,
    /// How its source is printed.
    pub(crate) printed: Printed,
    /// What is seen of the one that is chosen.
    pub(crate) facts: [bool; 3],
}

/// What the article is, besides its statements.
pub(crate) struct Around<'s, 'a> {
    pub(crate) scene: &'s Scene<'a>,
    pub(crate) people: &'s People,
    pub(crate) headline: &'s str,
    pub(crate) is_title: &'s dyn Fn(usize) -> bool,
}

/// Who made each statement, in the order of `said`.
pub(crate) fn resolve(
    around: &Around<'_, '_>,
    said: &[Said],
    weights: &SpeakerWeights,
) -> Vec<Resolved> {
    resolve_by(around, said, &mut |_, printed, candidates| {
        choose(weights, printed, candidates)
    })
}

/// Gives of a statement's number and candidates the chosen one's number and likelihood.
pub(crate) type Chooser<'c> = dyn FnMut(usize, Printed, &[SpeakerCandidate]) -> (usize, f32) + 'c;

/// As [`resolve`], by a chooser of one's own: it is given the statement's number and its candidates, and gives the
/// chosen one's number and likelihood.
pub(crate) fn resolve_by(
    around: &Around<'_, '_>,
    said: &[Said],
    chooser: &mut Chooser<'_>,
) -> Vec<Resolved> {
    let mut scenery = Scenery::new(around, said);
    let mut all = Vec::with_capacity(said.len());
    for number in 0..said.len() {
        let (printed, candidates) = scenery.candidates(number);
        let (chosen, p) = chooser(number, printed, &candidates);
        let candidate = candidates.get(chosen);
        let span = candidate.and_then(|candidate| candidate.span);
        let has = |fact: Fact| candidate.is_some_and(|candidate| candidate.facts.contains(&fact));
        all.push(Resolved {
            span,
            p,
            printed,
            facts: [Fact::Ruled, Fact::IsBody, Fact::IsSingle].map(has),
        });
        scenery.spoke(number, span);
    }
    all
}

/// The likeliest candidate, and how likely it is beside the others.
pub(crate) fn choose(
    weights: &SpeakerWeights,
    printed: Printed,
    candidates: &[SpeakerCandidate],
) -> (usize, f32) {
    let scores: Vec<f32> = candidates
        .iter()
        .map(|candidate| weights.score(printed, &candidate.facts))
        .collect();
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = scores.iter().map(|score| (score - top).exp()).sum();
    let best = scores.iter().position(|&score| score >= top).unwrap_or(0);
    (best, 1.0 / sum.max(1.0))
}
