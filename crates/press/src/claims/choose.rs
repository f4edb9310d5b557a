//! Which of the spans are claims: each is weighed, and of those that overlap the likeliest is taken.

use super::features::{ClaimSorts, Place, SpanFrame, of_sentence, of_span};
use super::spans::{Begins, ClaimSpan, spans_of};
use super::{ClaimKind, FoundClaim};
use crate::linear::{FeatureWeights, PressFeature};
use crate::speech::Scene;
use ovation_language::lexicon::{Class, digest};

/// Weights of claims.
pub(crate) type ClaimWeights = FeatureWeights<1>;

/// Name of what is weighed, in the model's file.
pub(crate) const KIND_NAMES: [&str; 1] = ["claim"];

/// From which weight on a word alone makes a sentence worth looking at.
const CUE: f32 = 0.25;

/// The spans of a sentence with their features.
#[derive(Clone, Debug, Default)]
pub(crate) struct SentenceSpans {
    /// What all of them share.
    pub(crate) features: Vec<PressFeature>,
    pub(crate) list: Vec<(ClaimSpan, Vec<PressFeature>)>,
}

/// Takes the spans of an article apart, sentence by sentence.
#[derive(Debug)]
pub(crate) struct SpanFinder<'s, 'a> {
    scene: &'s Scene<'a>,
    films: &'s [(usize, usize)],
    rules: &'s [FoundClaim],
    sorts: ClaimSorts,
    /// What all spans of the article share.
    pub(crate) features: Vec<PressFeature>,
}

impl<'s, 'a> SpanFinder<'s, 'a> {
    /// `films` are the mentions of films in order, `rules` the claims that the rules read.
    pub(crate) fn new(
        scene: &'s Scene<'a>,
        films: &'s [(usize, usize)],
        rules: &'s [FoundClaim],
        headline: &str,
    ) -> Self {
        let sorts = ClaimSorts::of(scene.tokens);
        let words = headline.split(|letter: char| !(letter.is_alphanumeric() || letter == '-'));
        let words = words.filter(|word| word.chars().count() > 2).take(20);
        let mut features: Vec<PressFeature> =
            words.map(|word| Place::Headline.of(digest(word))).collect();
        let sums = u32::try_from(sorts.sums().min(5)).unwrap_or(5);
        features.push(Place::Sums.of(sums));
        features.sort_unstable();
        features.dedup();
        Self {
            scene,
            films,
            rules,
            sorts,
            features,
        }
    }

    /// The spans of a sentence; none where no word of it is a sign of a claim. Without weights every
    /// sentence is looked at.
    pub(crate) fn sentence(
        &self,
        number: u32,
        weights: Option<&ClaimWeights>,
    ) -> Option<SentenceSpans> {
        let tokens = self.scene.tokens;
        let (from, to) = tokens.sentence(number);
        let within = |span: &(usize, usize)| from <= span.0 && span.1 <= to;
        let rules: Vec<FoundClaim> = {
            let rules = self.rules.iter().filter(|rule| within(&rule.words));
            rules.copied().collect()
        };
        let is_cue = |at: usize| {
            let weights = weights.and_then(|it| it.get(Place::Word.of(tokens.at(at).word)));
            weights.is_none_or(|[weight]| *weight > CUE)
        };
        let is_worth = match weights {
            None => true,
            Some(_) => {
                !rules.is_empty() || self.sorts.may_claim(from, to) || (from..to).any(is_cue)
            }
        };
        if !is_worth {
            return None;
        }
        let low = self.films.partition_point(|film| film.0 < from);
        let high = self.films.partition_point(|film| film.0 < to);
        let films = self.films.get(low..high).unwrap_or_default();
        let mut made = SentenceSpans::default();
        of_sentence(tokens, from, &mut made.features);
        let mut spans = spans_of(tokens, (from, to), films);
        for rule in &rules {
            let is_known = |it: &ClaimSpan| (it.from, it.to) == rule.words;
            if !spans.iter().any(is_known) {
                spans.push(ClaimSpan {
                    from: rule.words.0,
                    to: rule.words.1,
                    begins: Begins::Rule,
                    clauses: 1,
                });
            }
        }
        for span in spans {
            let stretch = |at: usize| self.scene.inside.get(at).copied().unwrap_or(0);
            let frame = SpanFrame {
                sentence: (from, to),
                films,
                is_said: stretch(span.from) != 0 && stretch(span.to.saturating_sub(1)) != 0,
                rules: &rules,
            };
            let mut features = Vec::new();
            of_span(tokens, &self.sorts, span, frame, &mut features);
            made.list.push((span, features));
        }
        Some(made)
    }
}

/// From this likelihood on a claim is shown that the languages' rules do not read.
const ALONE: f32 = 0.5;

/// The claims of an article that are likely enough, in the order of the text.
pub(crate) fn choose(finder: &SpanFinder<'_, '_>, weights: &ClaimWeights) -> Vec<FoundClaim> {
    let tokens = finder.scene.tokens;
    let mut article = weights.bias;
    weights.add(&finder.features, &mut article);
    let mut chosen: Vec<FoundClaim> = Vec::new();
    for number in 0..tokens.sentences.len().saturating_sub(1) {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let Some(spans) = finder.sentence(number, Some(weights)) else {
            continue;
        };
        let mut shared = article;
        weights.add(&spans.features, &mut shared);
        let mut scored: Vec<(f32, ClaimSpan)> = spans
            .list
            .iter()
            .map(|(span, features)| {
                let mut score = shared;
                weights.add(features, &mut score);
                (score.first().copied().unwrap_or(0.0), *span)
            })
            .filter(|(score, _)| weights.likelihood(*score) >= weights.bounds.read)
            .collect();
        // A figure of a known form is a score, however it is told.
        let (from, to) = tokens.sentence(number);
        let first = chosen.len();
        for rule in finder
            .rules
            .iter()
            .filter(|it| from <= it.words.0 && it.words.1 <= to)
        {
            if rule.kind == ClaimKind::Score && rule.figure.is_some() {
                chosen.push(FoundClaim {
                    likelihood: weights.bounds.sure.min(1.0),
                    is_sure: true,
                    ..*rule
                });
            }
        }
        scored.sort_by(|one, other| {
            let place = |it: &ClaimSpan| (it.from, it.to);
            other
                .0
                .total_cmp(&one.0)
                .then(place(&one.1).cmp(&place(&other.1)))
        });
        for (score, span) in scored {
            let taken = chosen.get(first..).unwrap_or_default();
            let is_free = |it: &FoundClaim| it.words.1 <= span.from || span.to <= it.words.0;
            if taken.iter().all(is_free) {
                let likelihood = weights.likelihood(score);
                let is_ruled = finder
                    .rules
                    .iter()
                    .any(|rule| rule.words.0 < span.to && span.from < rule.words.1);
                let sure = if is_ruled {
                    weights.bounds.sure
                } else {
                    weights.bounds.sure.max(ALONE)
                };
                chosen.push(made(finder, span, likelihood, sure));
            }
        }
        if let Some(own) = chosen.get_mut(first..) {
            own.sort_by_key(|it| it.words);
        }
    }
    chosen
}

/// The claim of a span, with the figure that a rule reads in it.
fn made(finder: &SpanFinder<'_, '_>, span: ClaimSpan, likelihood: f32, sure: f32) -> FoundClaim {
    let tokens = finder.scene.tokens;
    let mut words = (span.from, span.to);
    // `It has grossed …`: the pronoun says nothing.
    while words.0 + 2 < words.1
        && matches!(
            tokens.at(words.0).class,
            Class::It | Class::He | Class::What | Class::Who
        )
    {
        words.0 += 1;
    }
    let shared = |rule: &FoundClaim| {
        rule.words
            .1
            .min(words.1)
            .saturating_sub(rule.words.0.max(words.0))
    };
    let rules = finder.rules.iter().filter(|rule| shared(rule) > 0);
    let rule = rules.max_by_key(|rule| (rule.figure.is_some(), shared(rule)));
    let kind = rule.map_or_else(|| kind_of(finder, words), |rule| rule.kind);
    let rule = rule.copied();
    FoundClaim {
        kind,
        words,
        figure: rule.and_then(|rule| rule.figure),
        reviews: rule.and_then(|rule| rule.reviews),
        source: rule.and_then(|rule| rule.source),
        likelihood,
        is_sure: likelihood >= sure,
    }
}

/// What a claim that no rule reads is about: critics and audiences, else takings.
fn kind_of(finder: &SpanFinder<'_, '_>, (from, to): (usize, usize)) -> ClaimKind {
    let tokens = finder.scene.tokens;
    let is_judged = (from..to)
        .any(|at| super::JUDGES.has(tokens.at(at).word) || super::PRAISE.has(tokens.at(at).word));
    let has_sum = (from..to).any(|at| super::is_money(tokens, at));
    if is_judged && !has_sum {
        ClaimKind::Reception
    } else {
        ClaimKind::BoxOffice
    }
}
