//! Learning who made a statement, and which statements are right, from labelled film press: the same articles give
//! the same weights.
//!
//! Both are linear with a pull to nought: a softmax over the candidates of each statement, and a logistic regression
//! over the signs of a whole one. The second learns from what the first, learned without the article's publisher,
//! chooses.

use ovation_eval::reading::{GoldPress, PressArticle, is_right_speaker, right_of_statements};
use ovation_press::learning::speakers::{
    Fact, PLACES, Printed, Sign, SpeakerCase, SpeakerWeights, place_of, shown_cases, speaker_cases,
};
use std::collections::BTreeMap;

/// An article with its labels and its publisher.
#[derive(Clone, Debug)]
pub struct PressExample {
    /// Its text.
    pub article: PressArticle,
    /// What is right about it.
    pub gold: GoldPress,
    /// Who published it: articles of one stay together.
    pub publisher: String,
}

/// Parts of the publishers; what is measured of one is learned from the others.
pub const PARTS: usize = 5;
/// The same within a learner, for what is shown.
const INNER_PARTS: usize = 3;
/// Steps of the descent.
const STEPS: usize = 150;
/// Pull of a choice's weights to what is known beforehand: those of one way of printing, and those of all. Set by
/// cross-validation, publishers apart; with less the few hundred statements are learned by heart.
const PULL: f32 = 60.0;
const SHARED_PULL: f32 = 10.0;

/// What is known beforehand.
const PRIORS: &[(Option<Printed>, Fact, f32)] = &[
    (None, Fact::Ruled, 1.0),
    (None, Fact::SpeaksByName, 1.0),
    (None, Fact::IsNobody, -1.0),
    (None, Fact::NotYet, -1.0),
    (None, Fact::InWords, -1.0),
    (None, Fact::Ordinary, -3.0),
    (None, Fact::SaidAbove, 0.5),
    (None, Fact::SaidBefore, 0.5),
    (Some(Printed::Name), Fact::SameName, 3.0),
    (Some(Printed::Name), Fact::SameLast, 3.0),
    (Some(Printed::Name), Fact::SameFirst, 1.5),
    (Some(Printed::Name), Fact::Beside, 1.0),
    (Some(Printed::Name), Fact::BesideFar, 1.0),
    (Some(Printed::Name), Fact::Between, 1.0),
    (Some(Printed::LoneName), Fact::SameName, 3.0),
    (Some(Printed::LoneName), Fact::SameLast, 3.0),
    (Some(Printed::LoneName), Fact::SaidAbove, 1.0),
    (Some(Printed::Pronoun), Fact::Clashes, -3.0),
    (Some(Printed::LonePronoun), Fact::Clashes, -3.0),
    (Some(Printed::Pronoun), Fact::Agrees, 1.0),
    (Some(Printed::LonePronoun), Fact::Agrees, 1.0),
    (Some(Printed::Pronoun), Fact::SaidBefore, 1.0),
    (Some(Printed::Pronoun), Fact::LatestOpening, 1.0),
    (Some(Printed::Pronoun), Fact::IsPrinted, -1.0),
    (Some(Printed::LonePronoun), Fact::IsPrinted, -1.0),
    (Some(Printed::Pronoun), Fact::StandsForOther, -2.0),
    (Some(Printed::LonePronoun), Fact::StandsForOther, -2.0),
    (Some(Printed::Other), Fact::StandsForOther, -2.0),
    (Some(Printed::LoneWords), Fact::StandsForOther, -2.0),
    (Some(Printed::Owned), Fact::IsPrinted, 3.0),
    (Some(Printed::Owned), Fact::Owns, -3.0),
    (Some(Printed::LoneRole), Fact::Owns, -2.0),
    (Some(Printed::TheRole), Fact::Possessed, 4.0),
    (Some(Printed::TheRole), Fact::HasRole, 2.0),
    (Some(Printed::Words), Fact::IsPrinted, 4.0),
    (Some(Printed::ARole), Fact::IsPrinted, 5.0),
    (Some(Printed::LoneRole), Fact::PrintsRole, 2.0),
    (Some(Printed::LoneRole), Fact::Possessed, 2.0),
    (Some(Printed::LoneWords), Fact::PrintsText, 4.0),
    (Some(Printed::LoneWords), Fact::Indefinite, 2.0),
    (Some(Printed::LoneWords), Fact::IsUnnamed, -1.0),
    (Some(Printed::Words), Fact::IsUnnamed, -1.0),
    (None, Fact::EndsInRole, -2.0),
    (Some(Printed::Nothing), Fact::SaidAbove, 1.0),
    (Some(Printed::Nothing), Fact::SaidOpen, 2.0),
    (Some(Printed::LoneWords), Fact::SaidAbove, 1.0),
    (Some(Printed::LoneWords), Fact::IsPrinted, -1.0),
    (Some(Printed::Capital), Fact::IsPrinted, -1.0),
];
/// Pull of the weights for what is shown.
const SHOWN_PULL: f32 = 1.0;
/// Of what is shown so many must be right on publishers that were held out.
const RIGHT: f32 = 0.956;

/// Learns both tables from articles.
pub fn learn_speakers(examples: &[PressExample]) -> SpeakerWeights {
    let parts = parts_of(examples, INNER_PARTS);
    let mut weights = choices(examples);
    let mut rows: Vec<ShownRow> = Vec::new();
    for part in 0..INNER_PARTS {
        let of = |is_in: bool| -> Vec<PressExample> {
            let all = examples.iter().zip(&parts);
            let some = all.filter(|(_, other)| (**other == part) == is_in);
            some.map(|(example, _)| example.clone()).collect()
        };
        let held_out = of(true);
        if held_out.is_empty() {
            continue;
        }
        let others = choices(&of(false));
        rows.extend(
            held_out
                .iter()
                .flat_map(|example| shown_rows(example, &others)),
        );
    }
    weights.signs = descend_shown(&rows);
    weights.bound = bound_of(&rows, &weights);
    weights
}

/// Which part each example is in: publishers by their size go where fewest are so far.
pub fn parts_of(examples: &[PressExample], parts: usize) -> Vec<usize> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for example in examples {
        *sizes.entry(&example.publisher).or_default() += 1;
    }
    let mut order: Vec<(&str, usize)> = sizes.into_iter().collect();
    order.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    let mut full = vec![0; parts];
    let mut place: BTreeMap<&str, usize> = BTreeMap::new();
    for (publisher, size) in order {
        let least = (0..parts).min_by_key(|part| full.get(*part)).unwrap_or(0);
        if let Some(full) = full.get_mut(least) {
            *full += size;
        }
        place.insert(publisher, least);
    }
    let of = |example: &PressExample| place.get(example.publisher.as_str()).copied();
    examples
        .iter()
        .map(|example| of(example).unwrap_or(0))
        .collect()
}

/// A statement whose speaker is known: the places of each candidate, and which are right.
struct Choice {
    candidates: Vec<(Vec<usize>, bool)>,
}

fn choices(examples: &[PressExample]) -> SpeakerWeights {
    let mut weights = SpeakerWeights {
        facts: vec![0.0; PLACES],
        ..SpeakerWeights::default()
    };
    // First every earlier speaker is the right one, then the one that was chosen.
    let rows = |weights: &SpeakerWeights, is_told: bool| -> Vec<Choice> {
        let examples = examples.iter();
        examples
            .flat_map(|example| choices_of(example, weights, is_told))
            .collect()
    };
    let told = rows(&weights, true);
    weights.facts = descend_choices(&told);
    let mut seen = rows(&weights, false);
    seen.extend(told);
    weights.facts = descend_choices(&seen);
    weights
}

fn choices_of(example: &PressExample, weights: &SpeakerWeights, is_told: bool) -> Vec<Choice> {
    let (text, gold) = (example.article.text.as_str(), &example.gold);
    let headline = example.article.title.as_deref().unwrap_or_default();
    let labels = right_of_statements(text, gold);
    let right = |parts: &[ovation_press::Span], names: &[Option<&str>]| {
        let label = labels.of(parts).filter(|_| is_told)?;
        names.iter().position(|name| is_right_speaker(label, *name))
    };
    let cases = speaker_cases(text, headline, weights, &right);
    let rows = cases.into_iter().filter_map(|case| {
        let label = labels.of(&case.parts)?;
        Some(choice_of(&case, label))
    });
    rows.filter(|row| row.candidates.iter().any(|candidate| candidate.1))
        .collect()
}

fn choice_of(case: &SpeakerCase, label: Option<&str>) -> Choice {
    let places = |printed: Printed, facts: &[Fact]| -> Vec<usize> {
        let facts = facts.iter();
        facts
            .flat_map(|&fact| [place_of(None, fact), place_of(Some(printed), fact)])
            .collect()
    };
    let candidates = case.choices.iter().map(|choice| {
        let is_right = is_right_speaker(label, choice.name.as_deref());
        (places(case.printed, &choice.facts), is_right)
    });
    Choice {
        candidates: candidates.collect(),
    }
}

/// Accelerated descent with the step that the curvature allows.
fn descend_choices(rows: &[Choice]) -> Vec<f32> {
    let pulls: Vec<f32> = (0..PLACES)
        .map(|place| {
            if place < Fact::ALL.len() {
                SHARED_PULL
            } else {
                PULL
            }
        })
        .collect();
    let mut priors = vec![0.0_f32; PLACES];
    for &(printed, fact, weight) in PRIORS {
        if let Some(prior) = priors.get_mut(place_of(printed, fact)) {
            *prior = weight;
        }
    }
    let mut bounds = pulls.clone();
    for row in rows {
        for (places, _) in &row.candidates {
            #[expect(clippy::cast_precision_loss, reason = "some dozens of facts")]
            let many = places.len() as f32;
            for &place in places {
                if let Some(bound) = bounds.get_mut(place) {
                    *bound += 0.1 * many;
                }
            }
        }
    }
    let slopes_at = |weights: &[f32], slopes: &mut [f32]| {
        let pulled = slopes
            .iter_mut()
            .zip(weights)
            .zip(pulls.iter().zip(&priors));
        for ((slope, weight), (pull, prior)) in pulled {
            *slope = pull * (weight - prior);
        }
        for row in rows {
            let score = |places: &[usize]| -> f32 {
                places.iter().filter_map(|&place| weights.get(place)).sum()
            };
            let scores: Vec<f32> = row.candidates.iter().map(|one| score(&one.0)).collect();
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            let shares: Vec<f32> = scores.iter().map(|score| (score - top).exp()).collect();
            let all: f32 = shares.iter().sum();
            let with = shares.iter().zip(&row.candidates);
            let right: f32 = with.filter(|(_, one)| one.1).map(|(share, _)| share).sum();
            for (share, (places, is_right)) in shares.iter().zip(&row.candidates) {
                let wanted = if *is_right {
                    share / right.max(1e-20)
                } else {
                    0.0
                };
                let slope = share / all - wanted;
                for &place in places {
                    if let Some(sum) = slopes.get_mut(place) {
                        *sum += slope;
                    }
                }
            }
        }
    };
    accelerate(&priors, &bounds, slopes_at)
}

fn accelerate(begin: &[f32], bounds: &[f32], slopes_at: impl Fn(&[f32], &mut [f32])) -> Vec<f32> {
    let mut weights = begin.to_vec();
    let mut ahead = weights.clone();
    let mut slopes = vec![0.0_f32; begin.len()];
    let mut pace = 1.0_f32;
    for _ in 0..STEPS {
        slopes_at(&ahead, &mut slopes);
        let next = f32::midpoint(1.0, (1.0 + 4.0 * pace * pace).sqrt());
        let momentum = (pace - 1.0) / next;
        pace = next;
        let steps = slopes.iter().zip(bounds);
        for ((slope, bound), (weight, ahead)) in steps.zip(weights.iter_mut().zip(&mut ahead)) {
            let moved = *ahead - slope / bound;
            *ahead = moved + momentum * (moved - *weight);
            *weight = moved;
        }
    }
    weights
}

/// A statement that the rules would show, and whether it is right.
struct ShownRow {
    signs: Vec<Sign>,
    is_right: bool,
}

fn shown_rows(example: &PressExample, weights: &SpeakerWeights) -> Vec<ShownRow> {
    let text = example.article.text.as_str();
    let headline = example.article.title.as_deref().unwrap_or_default();
    let cases = shown_cases(text, headline, weights);
    let may_be: Vec<_> = cases
        .into_iter()
        .filter_map(|(statement, signs)| Some((statement, signs?)))
        .collect();
    let statements: Vec<_> = may_be.iter().map(|(statement, _)| statement).collect();
    let right = ovation_eval::reading::right_statements(text, &example.gold, &statements);
    let signs = may_be.iter().map(|(_, signs)| signs.clone());
    signs
        .zip(right)
        .map(|(signs, is_right)| ShownRow { signs, is_right })
        .collect()
}

fn descend_shown(rows: &[ShownRow]) -> Vec<f32> {
    let places = Sign::ALL.len();
    let mut bounds = vec![SHOWN_PULL; places];
    for row in rows {
        #[expect(clippy::cast_precision_loss, reason = "some dozens of signs")]
        let many = row.signs.len() as f32;
        for &sign in &row.signs {
            if let Some(bound) = bounds.get_mut(sign as usize) {
                *bound += 0.25 * many;
            }
        }
    }
    accelerate(&vec![0.0; places], &bounds, |weights, slopes| {
        for (slope, weight) in slopes.iter_mut().zip(weights) {
            *slope = SHOWN_PULL * weight;
        }
        for row in rows {
            let wanted = f32::from(u8::from(row.is_right));
            let slope = logistic(sum(weights, &row.signs)) - wanted;
            for &sign in &row.signs {
                if let Some(sum) = slopes.get_mut(sign as usize) {
                    *sum += slope;
                }
            }
        }
    })
}

fn sum(weights: &[f32], signs: &[Sign]) -> f32 {
    let signs = signs.iter();
    signs.filter_map(|&sign| weights.get(sign as usize)).sum()
}

fn logistic(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The lowest bound above which enough are right, by what the weights themselves expect: the count of those that are
/// would hang on single statements.
fn bound_of(rows: &[ShownRow], weights: &SpeakerWeights) -> f32 {
    let score = |row: &ShownRow| sum(&weights.signs, &row.signs);
    let mut scores: Vec<f32> = rows.iter().map(score).collect();
    scores.sort_by(|one, other| other.total_cmp(one));
    let (mut right, mut bound) = (0.0_f32, 9.0_f32);
    for (score, shown) in scores.into_iter().zip(1_u16..) {
        right += logistic(score);
        if right / f32::from(shown) >= RIGHT {
            bound = score;
        }
    }
    // The weights are written with two digits.
    bound - 0.02
}
