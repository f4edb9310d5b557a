//! What is known of an article before its runs are looked at, one by one.

use super::spans::CandidateRun;
use super::weights::{NAMES, TITLES, TitleWeights, number_of};
use super::words::{FILM, FILMS, PARTS, SHOWN, Sorts, sorts_of};
use crate::people::People;
use crate::speech::Scene;
use crate::tokens::Tokens;
use ovation_language::lexicon::Class;
use std::collections::BTreeMap;

/// An article laid out for the signs of its runs.
#[derive(Debug)]
pub(crate) struct ArticleFeatures<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    pub(super) tokens: &'s Tokens<'a>,
    pub(super) people: &'s People,
    pub(super) weights: &'s TitleWeights,
    /// Keys of the headline's runs, and whether they stand between marks in it.
    pub(super) headline: BTreeMap<u64, bool>,
    /// Sorts of each token, each sentence and each paragraph.
    sorts: Vec<Sorts>,
    sentences: Vec<Sorts>,
    paragraphs: Vec<Sorts>,
    /// For each token: whether it is part of somebody's name.
    is_person: Vec<bool>,
    /// Digests of words in small letters, sorted.
    small: Vec<u32>,
    /// How much of each paragraph is in small letters: 0 hardly anything, 4 nearly all.
    modes: Vec<u8>,
    times: BTreeMap<u64, Times>,
    /// How much of the article speaks of films: 0 hardly anything, 7 very much.
    pub(super) films_spoken_of: usize,
    /// Runs of two words or more that are listed, by first token: from, to, and whether it is a name.
    pub(super) listed: Vec<(usize, usize, bool)>,
}

/// How often the same words stand in an article.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Times {
    pub(super) count: u32,
    before: Option<u32>,
    after: Option<u32>,
    /// Whether more than one word stands before them.
    pub(super) is_varied_before: bool,
    /// Whether more than one word follows them.
    pub(super) is_varied_after: bool,
}

impl<'s, 'a> ArticleFeatures<'s, 'a> {
    pub(crate) fn new(
        scene: &'s Scene<'a>,
        people: &'s People,
        runs: &[CandidateRun],
        headline: BTreeMap<u64, bool>,
        weights: &'s TitleWeights,
    ) -> Self {
        let tokens = scene.tokens;
        let list = tokens.list.iter();
        let sorts: Vec<Sorts> = list
            .clone()
            .map(|token| {
                if token.is_word() {
                    sorts_of(token.word)
                } else {
                    0
                }
            })
            .collect();
        let mut small: Vec<u32> = list
            .clone()
            .filter(|token| token.is_word() && !token.is_capital)
            .map(|token| token.word)
            .collect();
        small.sort_unstable();
        small.dedup();
        let known = people.words();
        let is_person = list
            .map(|token| {
                matches!(token.class, Class::Name | Class::Capitals)
                    && known.binary_search(&token.word).is_ok()
            })
            .collect();
        let all = |(from, to): (usize, usize)| {
            let within = sorts.get(from..to).unwrap_or_default();
            within.iter().fold(0, |all, sorts| all | sorts)
        };
        let numbers = |count: usize| 0..u32::try_from(count.saturating_sub(1)).unwrap_or(0);
        let sentences = numbers(tokens.sentences.len()).map(|number| all(tokens.sentence(number)));
        let paragraphs = numbers(tokens.paragraphs.len());
        Self {
            scene,
            tokens,
            people,
            weights,
            headline,
            sentences: sentences.collect(),
            paragraphs: paragraphs
                .clone()
                .map(|number| all(tokens.paragraph(number)))
                .collect(),
            modes: paragraphs.map(|number| mode_of(tokens, number)).collect(),
            is_person,
            small,
            times: times_of(tokens, runs),
            listed: listed_of(weights, runs),
            films_spoken_of: films_spoken_of(&sorts),
            sorts,
        }
    }

    /// Sorts of a token.
    pub(super) fn sorts(&self, at: usize) -> Sorts {
        self.sorts.get(at).copied().unwrap_or(0)
    }

    /// Sorts of the words of a token's sentence, and of its paragraph.
    pub(super) fn sorts_around(&self, at: usize) -> (Sorts, Sorts) {
        let token = self.tokens.at(at);
        let sentence = self.sentences.get(token.sentence as usize);
        let paragraph = self.paragraphs.get(token.paragraph as usize);
        (
            sentence.copied().unwrap_or(0),
            paragraph.copied().unwrap_or(0),
        )
    }

    /// Whether words of some sorts stand near a run, in its sentence.
    pub(super) fn has_near(&self, run: &CandidateRun, sorts: Sorts) -> bool {
        let tokens = self.tokens;
        let sentence = tokens.at(run.from).sentence;
        if self.sorts_around(run.from).0 & sorts == 0 {
            return false;
        }
        let reach = run.from.saturating_sub(20)..(run.to + 20).min(tokens.len());
        reach.into_iter().any(|at| {
            (at < run.from || at >= run.to)
                && self.sorts(at) & sorts != 0
                && tokens.at(at).sentence == sentence
        })
    }

    /// Whether a word is part of somebody's name.
    pub(super) fn is_person(&self, at: usize) -> bool {
        self.is_person.get(at) == Some(&true)
    }

    /// Whether a word is an ordinary one, written small here or in most texts.
    pub(super) fn is_ordinary(&self, at: usize) -> bool {
        let word = self.tokens.at(at).word;
        self.small.binary_search(&word).is_ok() || self.weights.habits(word).is_ordinary
    }

    /// How much of a token's paragraph is in small letters: 0 hardly anything, 4 nearly all.
    pub(super) fn mode(&self, at: usize) -> usize {
        let paragraph = self.tokens.at(at).paragraph as usize;
        usize::from(self.modes.get(paragraph).copied().unwrap_or(0))
    }

    /// Whether a run stands in a list: most words have capitals.
    pub(super) fn is_listing(&self, run: &CandidateRun) -> bool {
        self.mode(run.from) <= 1 && !self.scene.is_heading(run.from)
    }

    /// How often a run's words stand in the article.
    pub(super) fn times(&self, run: &CandidateRun) -> Times {
        self.times.get(&run.key).copied().unwrap_or_default()
    }
}

/// In which step the share of words for films, their making and their parts is.
fn films_spoken_of(sorts: &[Sorts]) -> usize {
    let all = sorts.len().max(1);
    let words = sorts
        .iter()
        .filter(|&&sorts| sorts & (FILM | FILMS | SHOWN | PARTS) != 0);
    let share = words.count() * 1000 / all;
    [4, 8, 13, 18, 25, 35, 50]
        .iter()
        .filter(|&&step| share >= step)
        .count()
}

fn times_of(tokens: &Tokens<'_>, runs: &[CandidateRun]) -> BTreeMap<u64, Times> {
    let edge = |at: usize, offset: isize| {
        let token = tokens.near(at, offset);
        if token.is_word() {
            token.word
        } else {
            token.class as u32
        }
    };
    let mut all: BTreeMap<u64, Times> = BTreeMap::new();
    for run in runs {
        let (before, after) = (edge(run.from, -1), edge(run.to, 0));
        let times = all.entry(run.key).or_default();
        times.count += 1;
        times.is_varied_before |= times.before.is_some_and(|other| other != before);
        times.is_varied_after |= times.after.is_some_and(|other| other != after);
        times.before = Some(before);
        times.after = Some(after);
    }
    all
}

fn listed_of(weights: &TitleWeights, runs: &[CandidateRun]) -> Vec<(usize, usize, bool)> {
    runs.iter()
        .filter(|run| run.to - run.from >= 2)
        .filter_map(|run| {
            let number = number_of(run.key);
            let is_title = weights.lists.has(TITLES, number);
            let is_name = !is_title && weights.lists.has(NAMES, number);
            (is_title || is_name).then_some((run.from, run.to, is_name))
        })
        .collect()
}

fn mode_of(tokens: &Tokens<'_>, paragraph: u32) -> u8 {
    let (from, to) = tokens.paragraph(paragraph);
    let (mut words, mut small) = (0_usize, 0_usize);
    for at in from..to {
        let token = tokens.at(at);
        if token.is_word() && token.class != Class::Number {
            words += 1;
            small += usize::from(!token.is_capital);
        }
    }
    // A short sentence may be full of names; a list does not end in a full stop.
    let is_sentence = words < 30 && tokens.near(to, -1).class == Class::Stop;
    match small * 10 / words.max(1) {
        0..=3 if is_sentence => 2,
        0 | 1 => 0,
        2 | 3 => 1,
        4 | 5 => 2,
        6 | 7 => 3,
        _ => 4,
    }
}
