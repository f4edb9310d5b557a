//! Events and claims: the candidates of an article with their named features.

use super::{ArticleParts, take_apart};
use crate::claims::{self, ClaimPlace, SpanFinder};
use crate::events::{self, About, EventPlace};
use crate::films::{self, Film, find_films};
use crate::linear::seen;
use crate::scorer::join;
use crate::speech::Scene;
use crate::tokens::Tokens;
use ovation_language::lexicon::digest;
use std::collections::BTreeMap;

pub use crate::events::KIND_NAMES as EVENT_KINDS;
pub use crate::linear::PressFeature;
pub use crate::told::{CLAIM, EVENT};

/// Names of the places of features of events, and of claims, by the upper half of a feature.
pub const EVENT_PLACES: &[&str] = EventPlace::NAMES;
/// The same of claims.
pub const CLAIM_PLACES: &[&str] = ClaimPlace::NAMES;

/// What may be an event of one kind: it is one if any of its candidates tells it.
#[derive(Clone, Debug)]
pub struct EventExample {
    /// The place of the kind in [`EVENT_KINDS`].
    pub kind: usize,
    /// The film's title, or the festival's name.
    pub about: Option<String>,
    /// Features of each candidate.
    pub candidates: Vec<Vec<PressFeature>>,
}

/// Words that may be a claim.
#[derive(Clone, Debug)]
pub struct ClaimExample {
    /// Number of its sentence.
    pub sentence: u32,
    /// Bytes of the text.
    pub start: usize,
    /// Exclusive.
    pub end: usize,
    /// Its features.
    pub features: Vec<PressFeature>,
}

/// What an article may tell.
#[derive(Clone, Debug, Default)]
pub struct ToldExamples {
    /// Events.
    pub events: Vec<EventExample>,
    /// Claims.
    pub claims: Vec<ClaimExample>,
    /// What the lower halves of features stand for, where that is a word or two.
    pub words: BTreeMap<u32, String>,
}

/// Takes an article apart.
pub fn told_examples(headline: Option<&str>, text: &str) -> ToldExamples {
    let headline = headline.unwrap_or_default();
    take_apart(text, |parts| examples_in(&parts, headline))
}

fn examples_in(parts: &ArticleParts<'_>, headline: &str) -> ToldExamples {
    let (scene, tokens) = (parts.scene, parts.scene.tokens);
    let (people, titles) = (&parts.people, films::bundled());
    let films = find_films(scene, people, &parts.is_speech, None, headline, titles);
    let ruled = claims::rule_claims(tokens);
    let films = claims::without_publishers(films, &ruled);
    ToldExamples {
        events: event_examples(scene, &films, headline),
        claims: {
            let mentions = films::spans_of(&films);
            let finder = SpanFinder::new(scene, &mentions, &ruled, headline);
            claim_examples(tokens, &finder)
        },
        words: words_of(tokens, headline),
    }
}

fn event_examples(scene: &Scene<'_>, films: &[Film], headline: &str) -> Vec<EventExample> {
    let found = events::candidates(scene, films, headline);
    let mut made: BTreeMap<(usize, About), EventExample> = BTreeMap::new();
    for sentence in &found.sentences {
        for candidate in &sentence.list {
            let parts = [&candidate.features, &sentence.features, &found.features];
            let features: Vec<PressFeature> = parts.into_iter().flatten().copied().collect();
            for kind in (0..EVENT_KINDS.len()).filter(|kind| candidate.kinds >> kind & 1 == 1) {
                let words = |span| events::words_of(scene.tokens, span).to_owned();
                let about = match candidate.about {
                    About::Film(film) => films.get(film).map(|film| words(film.first)),
                    About::Festival(number) => {
                        found.festivals.0.get(number).map(|it| words(it.name))
                    }
                    About::Nobody => None,
                };
                let example = made
                    .entry((kind, candidate.about))
                    .or_insert_with(|| EventExample {
                        kind,
                        about,
                        candidates: Vec::new(),
                    });
                example.candidates.push(features.clone());
            }
        }
    }
    made.into_values().collect()
}

fn claim_examples(tokens: &Tokens<'_>, finder: &SpanFinder<'_, '_>) -> Vec<ClaimExample> {
    let mut made = Vec::new();
    for number in 0..tokens.sentences.len().saturating_sub(1) {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let Some(spans) = finder.sentence(number, None) else {
            continue;
        };
        for (span, own) in spans.list {
            let (start, end) = tokens.bytes(span.from, span.to);
            let mut features = own;
            features.extend(&spans.features);
            features.extend(&finder.features);
            made.push(ClaimExample {
                sentence: number,
                start,
                end,
                features,
            });
        }
    }
    made
}

/// The words and pairs of words of an article by what they count as, in small letters.
fn words_of(tokens: &Tokens<'_>, headline: &str) -> BTreeMap<u32, String> {
    let mut words = BTreeMap::new();
    let written = |at: usize| {
        let value = seen(tokens, at);
        if value == tokens.at(at).word {
            plain(tokens.text_of(at))
        } else {
            Some(format!("#{value}"))
        }
    };
    for at in 0..tokens.len() {
        let Some(one) = written(at) else { continue };
        if let Some(next) = written(at + 1) {
            let pair = join(seen(tokens, at), seen(tokens, at + 1));
            words.insert(pair, format!("{one} {next}"));
        }
        if !one.starts_with('#') {
            words.insert(seen(tokens, at), one);
        }
    }
    for word in headline.split(|letter: char| !(letter.is_alphanumeric() || letter == '-')) {
        if let Some(one) = plain(word) {
            words.insert(digest(word), one);
        }
    }
    words
}

/// A word in small letters, where the model's file can hold it.
fn plain(word: &str) -> Option<String> {
    let small = word
        .to_lowercase()
        .replace(['’', 'ʼ'], "'")
        .replace('‑', "-");
    let is_plain = !small.is_empty()
        && small != "-"
        && !small.starts_with('#')
        && !small.contains(char::is_whitespace)
        && digest(&small) == digest(word);
    is_plain.then_some(small)
}
