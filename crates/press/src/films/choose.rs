//! Which runs of an article are titles: each is looked at by itself, then beside the others; of runs that
//! overlap those are taken that together have most to speak for them.

use super::article_features::ArticleFeatures;
use super::signs::{Others, TitleSigns, is_mark};
use super::spans::{CandidateRun, LONGEST};
use super::weights::{TitleWeights, sum};
use crate::scorer::logistic;
use crate::tokens::Tokens;
use ovation_language::lexicon::Class;
use std::collections::BTreeMap;

/// How each run looks at first sight.
pub(crate) fn first_sight(
    features: &ArticleFeatures<'_, '_>,
    runs: &[CandidateRun],
    weights: &TitleWeights,
) -> Vec<f32> {
    let mut signs = TitleSigns::new();
    runs.iter()
        .map(|run| {
            features.signs(run, None, &mut signs);
            sum(&weights.first, &signs)
        })
        .collect()
}

/// The first sight of all runs of an article, laid out to be asked for one of them.
#[derive(Debug)]
pub(crate) struct Sight<'r> {
    runs: &'r [CandidateRun],
    scores: &'r [f32],
    /// Of the same words the best score, the second best, and all shares.
    same: BTreeMap<u64, (f32, f32, f32)>,
    /// Of runs that begin with the same words and are longer, the best score and where it begins, and the best that
    /// begins elsewhere.
    longer: BTreeMap<u64, (f32, usize, f32)>,
    /// For each token, the best run that begins there and the best that ends before it.
    begins: Vec<f32>,
    ends: Vec<f32>,
    /// How many titles the article has by first sight, and in a hundred tokens.
    titles: f32,
    dense: f32,
}

/// Score of what is not there.
const NOTHING: f32 = -9.0;

impl<'r> Sight<'r> {
    pub(crate) fn new(tokens: &Tokens<'_>, runs: &'r [CandidateRun], scores: &'r [f32]) -> Self {
        let mut sight = Self {
            runs,
            scores,
            same: BTreeMap::new(),
            longer: BTreeMap::new(),
            begins: vec![NOTHING; tokens.len() + 1],
            ends: vec![NOTHING; tokens.len() + 1],
            titles: 0.0,
            dense: 0.0,
        };
        for (run, &score) in runs.iter().zip(scores) {
            let same = sight.same.entry(run.key).or_insert((NOTHING, NOTHING, 0.0));
            same.2 += logistic(score);
            if score > same.0 {
                (same.0, same.1) = (score, same.0);
            } else if score > same.1 {
                same.1 = score;
            }
            for (places, at) in [(&mut sight.begins, run.from), (&mut sight.ends, run.to)] {
                if let Some(place) = places.get_mut(at) {
                    *place = place.max(score);
                }
            }
        }
        let bests = sight.same.values().map(|same| logistic(same.0));
        sight.titles = bests.sum();
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^23")]
        let many = tokens.len().max(50) as f32;
        sight.dense = sight.titles * 100.0 / many;
        let mut at = 0;
        for begun in runs.chunk_by(|one, next| one.from == next.from) {
            let first = begun.first().map_or(0, |run| run.from);
            // From the longest to the shortest, with the best of those passed.
            let mut best = NOTHING;
            for (offset, run) in begun.iter().enumerate().rev() {
                if best > NOTHING {
                    let longer = sight
                        .longer
                        .entry(run.key)
                        .or_insert((NOTHING, first, NOTHING));
                    if best > longer.0 {
                        let second = if longer.1 == first {
                            longer.2
                        } else {
                            longer.0
                        };
                        *longer = (best, first, second);
                    } else if longer.1 != first {
                        longer.2 = longer.2.max(best);
                    }
                }
                best = best.max(scores.get(at + offset).copied().unwrap_or(NOTHING));
            }
            at += begun.len();
        }
        sight
    }

    /// What the other runs say of one.
    pub(crate) fn others(&self, tokens: &Tokens<'_>, at: usize) -> Others {
        let (Some(run), Some(&own)) = (self.runs.get(at), self.scores.get(at)) else {
            return Others::default();
        };
        let (best, next, shares) = self.same.get(&run.key).copied().unwrap_or_default();
        let longer = self.longer.get(&run.key).map(
            |&(best, from, second)| {
                if from == run.from { second } else { best }
            },
        );
        let is_there = |score: &f32| *score > NOTHING;
        let score = |places: &[f32], at: Option<usize>| {
            at.and_then(|at| places.get(at).copied()).filter(is_there)
        };
        Others {
            same: Some(if own >= best { next } else { best }).filter(is_there),
            before: score(&self.ends, row_before(tokens, run.from)),
            after: score(&self.begins, row_after(tokens, run.to)),
            rival: self.rival(at),
            together: shares - logistic(own),
            titles: self.titles,
            dense: self.dense,
            longer: longer.filter(is_there),
        }
    }

    /// The best run that overlaps another.
    fn rival(&self, at: usize) -> Option<f32> {
        let run = self.runs.get(at)?;
        let after = (at + 1..self.runs.len())
            .take_while(|&other| self.runs.get(other).is_some_and(|next| next.from < run.to));
        let before = (0..at)
            .rev()
            .take_while(|&other| {
                let near = self.runs.get(other);
                near.is_some_and(|near| near.from + LONGEST > run.from)
            })
            .filter(|&other| self.runs.get(other).is_some_and(|near| near.to > run.from));
        let scores = after
            .chain(before)
            .filter_map(|other| self.scores.get(other));
        scores.copied().reduce(f32::max)
    }
}

/// Where the one before in a row ends, if only a comma, `and`, `or`, `to` or marks stand between.
fn row_before(tokens: &Tokens<'_>, from: usize) -> Option<usize> {
    let paragraph = tokens.at(from).paragraph;
    let is_joint = |at: usize| {
        let token = tokens.at(at);
        token.paragraph == paragraph && joins_row(token.class)
    };
    let mut at = from;
    while at > 0 && from - at < LONGEST_JOINT && is_joint(at - 1) {
        at -= 1;
    }
    (at > 0 && tokens.at(at - 1).paragraph == paragraph).then_some(at)
}

fn row_after(tokens: &Tokens<'_>, to: usize) -> Option<usize> {
    let paragraph = tokens.at(to.checked_sub(1)?).paragraph;
    let is_joint = |at: usize| {
        let token = tokens.at(at);
        token.paragraph == paragraph && joins_row(token.class)
    };
    let mut at = to;
    while at - to < LONGEST_JOINT && is_joint(at) {
        at += 1;
    }
    (tokens.at(at).paragraph == paragraph).then_some(at)
}

/// Most tokens between two titles in a row.
const LONGEST_JOINT: usize = 5;

fn joins_row(class: Class) -> bool {
    is_mark(class)
        || matches!(
            class,
            Class::Comma | Class::And | Class::To | Class::Semicolon
        )
}

/// The runs that together have the greatest score above nothing and do not overlap, of an article of so many
/// tokens.
pub(super) fn best_runs(tokens: usize, runs: &[CandidateRun], scores: &[f32]) -> Vec<usize> {
    let mut by_end: BTreeMap<usize, Vec<(usize, f32)>> = BTreeMap::new();
    for (at, (run, &score)) in runs.iter().zip(scores).enumerate() {
        if score > 0.0 {
            by_end.entry(run.to).or_default().push((at, score));
        }
    }
    // For each token the best sum of runs that end at or before it, and the run that ends there.
    let mut best = vec![0.0_f32; tokens + 1];
    let mut last: Vec<Option<usize>> = vec![None; tokens + 1];
    let mut filled = 0;
    for (&end, ending) in &by_end {
        let so_far = best.get(filled).copied().unwrap_or_default();
        if let Some(between) = best.get_mut(filled + 1..=end) {
            between.fill(so_far);
        }
        filled = end;
        for &(at, score) in ending {
            let from = runs.get(at).map_or(0, |run| run.from);
            let sum = best.get(from).copied().unwrap_or_default() + score;
            if let (Some(best), Some(last)) = (best.get_mut(end), last.get_mut(end))
                && sum > *best
            {
                *best = sum;
                *last = Some(at);
            }
        }
    }
    let mut chosen = Vec::new();
    let mut place = filled;
    while place > 0 {
        let taken = last.get(place).copied().flatten();
        if let Some(run) = taken.and_then(|at| runs.get(at)) {
            chosen.extend(taken);
            place = run.from;
        } else {
            place -= 1;
        }
    }
    chosen.reverse();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::films::spans::Marks;
    use proptest::prelude::*;

    const TOKENS: usize = 10;

    fn run(from: usize, length: usize) -> CandidateRun {
        CandidateRun {
            from,
            to: (from + length).min(TOKENS),
            marks: Marks::None,
            key: 0,
        }
    }

    /// The greatest sum over all sets of runs that do not overlap.
    fn best_sum(runs: &[(CandidateRun, f32)], free_from: usize) -> f32 {
        runs.iter()
            .filter(|(run, _)| run.from >= free_from)
            .map(|(run, score)| score + best_sum(runs, run.to))
            .fold(0.0, f32::max)
    }

    proptest! {
        #[test]
        fn the_best_set_is_taken_and_does_not_overlap(
            drawn in prop::collection::vec((0..TOKENS - 1, 1..5_usize, -8..16_i8), 0..9)
        ) {
            let mut runs: Vec<(CandidateRun, f32)> = drawn
                .into_iter()
                .map(|(from, length, score)| (run(from, length), f32::from(score) / 4.0))
                .collect();
            runs.sort_by_key(|(run, _)| *run);
            let (spans, scores): (Vec<CandidateRun>, Vec<f32>) = runs.iter().copied().unzip();
            let chosen = best_runs(TOKENS, &spans, &scores);
            let mut free = 0;
            let mut sum = 0.0;
            for at in chosen {
                prop_assert!(spans[at].from >= free && scores[at] > 0.0);
                free = spans[at].to;
                sum += scores[at];
            }
            prop_assert!((sum - best_sum(&runs, 0)).abs() < 1e-4);
        }
    }
}
