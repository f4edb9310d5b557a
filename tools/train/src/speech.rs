//! Learning the reader's weights from labelled articles: the same articles give the same bytes.

mod store;

use ovation_eval::reading::{LabelledAttribution, LabelledText};
use ovation_language::lexicon::Class;
use ovation_press::learning::speech::{
    self, PLACES, Scene, Setting, Signs, Style, Tokens, find_stretches, logistic, place, tokenize,
};
use store::store;

/// Passes over the articles; set on the held-out half of the development set.
const PASSES: usize = 6;
/// First step of the descent.
const STEP: f32 = 0.12;
/// Pull of each touched weight to nought.
const PULL: f32 = 2e-5;

/// Learns weights and gives the model file's bytes.
pub fn learn_press(articles: &[LabelledText]) -> Vec<u8> {
    store(&learn(articles, PASSES))
}

fn learn(articles: &[LabelledText], passes: usize) -> Vec<f32> {
    let mut learner = Learner {
        weights: vec![0.0; PLACES],
        squares: vec![1e-3; PLACES],
        sums: vec![0.0; PLACES],
    };
    let mut order: Vec<usize> = (0..articles.len()).collect();
    let mut state = 0x2545_f491_u32;
    for _ in 0..passes {
        for at in (1..order.len()).rev() {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            order.swap(at, (state >> 8) as usize % (at + 1));
        }
        for &number in &order {
            if let Some(article) = articles.get(number) {
                learner.learn_article(article);
            }
        }
        for (sum, weight) in learner.sums.iter_mut().zip(&learner.weights) {
            *sum += weight;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a handful of passes")]
    let share = 1.0 / passes.max(1) as f32;
    learner.sums.iter().map(|sum| sum * share).collect()
}

struct Learner {
    weights: Vec<f32>,
    squares: Vec<f32>,
    sums: Vec<f32>,
}

impl Learner {
    fn score(&self, signs: &Signs) -> f32 {
        signs
            .list
            .iter()
            .map(|&sign| self.weights.get(place(sign)).copied().unwrap_or(0.0))
            .sum()
    }

    fn push(&mut self, signs: &Signs, slope: f32) {
        if slope.abs() < 1e-4 {
            return;
        }
        for &sign in &signs.list {
            let at = place(sign);
            if let (Some(weight), Some(square)) =
                (self.weights.get_mut(at), self.squares.get_mut(at))
            {
                let slope = slope + PULL * *weight;
                *square += slope * slope;
                *weight -= STEP * slope / square.sqrt().max(0.05);
            }
        }
    }

    fn learn_yes_no(&mut self, signs: &Signs, is_so: bool) {
        let slope = logistic(self.score(signs)) - f32::from(u8::from(is_so));
        self.push(signs, slope);
    }

    /// One of several candidates, some of them right.
    fn learn_choice(&mut self, candidates: &[(Signs, bool)]) {
        if !candidates.iter().any(|(_, is_right)| *is_right) {
            return;
        }
        let scores: Vec<f32> = candidates
            .iter()
            .map(|(signs, _)| self.score(signs))
            .collect();
        let top = scores.iter().copied().fold(f32::MIN, f32::max);
        let all: f32 = scores.iter().map(|score| (score - top).exp()).sum();
        let right: f32 = scores
            .iter()
            .zip(candidates)
            .filter(|(_, (_, is_right))| *is_right)
            .map(|(score, _)| (score - top).exp())
            .sum();
        for (score, (signs, is_right)) in scores.iter().zip(candidates) {
            let share = (score - top).exp();
            let wanted = if *is_right {
                share / right.max(1e-20)
            } else {
                0.0
            };
            self.push(signs, share / all - wanted);
        }
    }

    fn learn_article(&mut self, article: &LabelledText) {
        let tokens = tokenize(&article.text);
        let stretches = find_stretches(&tokens);
        let scene = Scene::new(&tokens, &stretches);
        let labels = align(&scene, article);
        let mut signs = Signs::default();
        for at in 0..tokens.len() {
            if speech::may_be_cue(&tokens, at) {
                speech::cue_signs(&scene, at, &mut signs);
                self.learn_yes_no(&signs, labels.iter().any(|label| label.cue == Some(at)));
            }
        }
        for (number, stretch) in stretches.iter().enumerate() {
            let (start, end) = tokens.bytes(stretch.open, stretch.end);
            let length = end - start;
            let covered = |spans: &[(usize, usize)]| {
                spans
                    .iter()
                    .any(|&(from, to)| 2 * (to.min(end).saturating_sub(from.max(start))) >= length)
            };
            let is_speech = article.attributions.iter().any(|attribution| {
                covered(&attribution.quoted)
                    || (stretch.style != Style::Double && covered(&attribution.parts))
            });
            speech::stretch_signs(&scene, number, &mut signs);
            self.learn_yes_no(&signs, is_speech);
        }
        for (label, attribution) in labels.iter().zip(&article.attributions) {
            self.learn_lone_source(&scene, label, attribution);
        }
        for label in &labels {
            let Some(cue) = label.cue else { continue };
            self.learn_cue(&scene, cue, label);
        }
    }

    /// The source of a stretch, as if no cue were known.
    fn learn_lone_source(
        &mut self,
        scene: &Scene<'_>,
        label: &Aligned,
        attribution: &LabelledAttribution,
    ) {
        let (Some(source), Some(&first)) = (label.source, attribution.quoted.first()) else {
            return;
        };
        let (open, _) = tokens_of(scene.tokens, first);
        let Some(stretch) = scene.stretch_at(open) else {
            return;
        };
        let setting = Setting::of_stretch(scene, stretch);
        let parts = [(stretch.open, stretch.end)];
        let candidates: Vec<(Signs, bool)> = speech::sources(scene, &setting, &parts)
            .map(|at| {
                let mut signs = Signs::default();
                let source = main_words(scene, source);
                speech::source_signs(scene, &setting, &parts, at, &mut signs);
                (signs, source.0 <= at && at < source.1)
            })
            .collect();
        self.learn_choice(&candidates);
    }

    fn learn_cue(&mut self, scene: &Scene<'_>, cue: usize, label: &Aligned) {
        let setting = Setting::new(scene, cue);
        let (Some(&(start, first_end)), Some(&(_, end))) =
            (label.parts.first(), label.parts.last())
        else {
            return;
        };
        // `"A," he said. "B"`: the second piece is joined by rule, the cue is followed by its stop.
        let end = if label.parts.len() > 1 && start < cue && is_joined_later(scene, cue, label) {
            first_end
        } else {
            end
        };
        let mut candidates: Vec<(Signs, bool)> = setting
            .starts(scene)
            .map(|at| {
                let mut signs = Signs::default();
                speech::start_signs(scene, &setting, at, &mut signs);
                (signs, at == start)
            })
            .collect();
        self.learn_choice(&candidates);
        candidates = setting
            .ends(scene, start)
            .map(|at| {
                let mut signs = Signs::default();
                speech::end_signs(scene, &setting, start, at, &mut signs);
                (signs, at == end)
            })
            .collect();
        self.learn_choice(&candidates);
        let mut signs = Signs::default();
        speech::unnamed_signs(scene, &setting, &mut signs);
        candidates = vec![(signs, label.source.is_none())];
        let source = label
            .source
            .map_or((0, 0), |source| main_words(scene, source));
        for at in speech::sources(scene, &setting, &label.parts) {
            let mut signs = Signs::default();
            speech::source_signs(scene, &setting, &label.parts, at, &mut signs);
            candidates.push((signs, source.0 <= at && at < source.1));
        }
        self.learn_choice(&candidates);
    }
}

/// The first words of a source, up to a comma, `of` or `who`: `one source` of `one source close to the studio`.
fn main_words(scene: &Scene<'_>, (from, to): (usize, usize)) -> (usize, usize) {
    let end = (from + 1..to).find(|&at| {
        matches!(
            scene.tokens.at(at).class,
            Class::Comma | Class::In | Class::Who | Class::To | Class::Bracket | Class::Dash
        )
    });
    (from, end.unwrap_or(to))
}

fn is_joined_later(scene: &Scene<'_>, cue: usize, label: &Aligned) -> bool {
    label.parts.get(1).is_some_and(|&(from, _)| {
        from > cue
            && scene
                .stretch_at(from)
                .is_some_and(|stretch| stretch.open == from)
    })
}

/// A label by tokens.
#[derive(Clone, Debug, Default)]
struct Aligned {
    cue: Option<usize>,
    parts: Vec<(usize, usize)>,
    source: Option<(usize, usize)>,
}

/// Finds the tokens of an article's labels.
fn align(scene: &Scene<'_>, article: &LabelledText) -> Vec<Aligned> {
    let tokens = scene.tokens;
    article
        .attributions
        .iter()
        .map(|label| {
            let mut parts: Vec<(usize, usize)> = label
                .parts
                .iter()
                .map(|&span| tokens_of(tokens, span))
                .filter(|(from, to)| from < to)
                .collect();
            // Where the annotation leaves a mark or a stop out, the tokens' own edges are taken.
            if let Some(last) = parts.last_mut() {
                while last.1 > last.0 + 1
                    && matches!(tokens.at(last.1 - 1).class, Class::Comma | Class::Stop)
                    && scene.stretch_at(last.1 - 1).is_none()
                {
                    last.1 -= 1;
                }
            }
            let source = label
                .source
                .map(|span| tokens_of(tokens, span))
                .filter(|(from, to)| from < to);
            let cue = cue_token(tokens, article, label, &parts, source);
            Aligned { cue, parts, source }
        })
        .collect()
}

fn tokens_of(tokens: &Tokens<'_>, (start, end): (usize, usize)) -> (usize, usize) {
    let from = tokens
        .list
        .partition_point(|token| (token.end as usize) <= start);
    let to = tokens
        .list
        .partition_point(|token| (token.start as usize) < end);
    (from, to)
}

/// The main word of the cue: the occurrence nearest to contents and source.
fn cue_token(
    tokens: &Tokens<'_>,
    article: &LabelledText,
    label: &LabelledAttribution,
    parts: &[(usize, usize)],
    source: Option<(usize, usize)>,
) -> Option<usize> {
    if label.cue.is_empty() {
        return None;
    }
    let &(start, _) = label.parts.first()?;
    let (low, high) = (start.saturating_sub(1500), label.parts.last()?.1 + 1500);
    let mut best: Option<(usize, usize)> = None;
    for (at, found) in article.text.match_indices(label.cue.as_str()) {
        if at < low || at > high {
            continue;
        }
        let (from, to) = tokens_of(tokens, (at, at + found.len()));
        // A part of a longer word is not the cue.
        if tokens.at(from).start as usize != at
            || parts.iter().any(|&(first, last)| first < to && from < last)
            || source.is_some_and(|(first, last)| first < to && from < last)
        {
            continue;
        }
        let gap = |(first, last): (usize, usize)| {
            if to <= first {
                first - to
            } else {
                from.saturating_sub(last)
            }
        };
        let distance =
            parts.iter().map(|&part| gap(part)).min().unwrap_or(0) + source.map_or(0, gap);
        if best.is_none_or(|(other, _)| distance < other) {
            best = Some((distance, head(tokens, from, to)));
        }
    }
    best.map(|(_, at)| at)
}

/// The word that carries a cue: the first that is not an auxiliary or an adverb.
fn head(tokens: &Tokens<'_>, from: usize, to: usize) -> usize {
    (from..to)
        .find(|&at| {
            let class = tokens.at(at).class;
            !matches!(
                class,
                Class::Be
                    | Class::To
                    | Class::Not
                    | Class::Also
                    | Class::Genitive
                    | Class::Comma
                    | Class::And
                    | Class::Dash
            )
        })
        .unwrap_or(to.saturating_sub(1))
}
