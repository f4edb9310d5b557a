//! Which of the candidates are events: each is weighed, and of those that tell one event the likeliest stands
//! for it.

use super::candidates::{
    About, Festivals, KINDS, Mention, Trigger, about_of, all_mentions, festival_word,
    headline_words, place_of, triggers,
};
use super::features::{
    FilmFacts, Place, of_article, of_festival, of_film, of_listed, of_sentence, of_trigger,
    of_words_around,
};
use super::{EventFound, EventKind, Reach, Sentence};
use crate::films::{Film, main_film};
use crate::linear::{FeatureWeights, PressFeature};
use crate::speech::Scene;
use std::collections::BTreeMap;

/// Weights of events.
pub(crate) type EventWeights = FeatureWeights<{ KINDS.len() }>;

/// Names of the kinds in the model's file.
pub const KIND_NAMES: [&str; KINDS.len()] = [
    "premiere",
    "screening",
    "press-conference",
    "ovation",
    "award",
    "competition",
    "release",
    "trailer",
    "festival",
    "anniversary",
];

/// Most pairs of a trigger and a film that are looked at in one sentence.
const MOST_PAIRS: usize = 160;

/// A trigger with what it may tell of, and the features of both.
#[derive(Clone, Debug)]
pub(crate) struct EventCandidate {
    pub(crate) trigger: usize,
    pub(crate) about: About,
    /// A bit for each kind that it may tell.
    pub(crate) kinds: u32,
    pub(crate) features: Vec<PressFeature>,
}

/// The candidates of a sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct SentenceCandidates {
    /// Its tokens.
    pub(crate) words: Reach,
    /// What all of them share.
    pub(crate) features: Vec<PressFeature>,
    pub(crate) list: Vec<EventCandidate>,
    /// What the rules read in it.
    pub(crate) rules: Vec<EventFound>,
}

/// The candidates of an article.
#[derive(Clone, Debug, Default)]
pub(crate) struct ArticleCandidates {
    /// What all of them share.
    pub(crate) features: Vec<PressFeature>,
    pub(crate) sentences: Vec<SentenceCandidates>,
    pub(crate) festivals: Festivals,
}

/// Finds the candidates of an article.
pub(crate) fn candidates(scene: &Scene<'_>, films: &[Film], headline: &str) -> ArticleCandidates {
    let tokens = scene.tokens;
    let main = main_film(films);
    let mentions = all_mentions(films);
    let mut made = ArticleCandidates::default();
    let words = headline_words(headline).into_iter();
    made.features = words.map(|word| Place::Headline.of(word)).collect();
    let sentences = (0..tokens.sentences.len().saturating_sub(1)).map(|number| {
        let (from, to) = tokens.sentence(u32::try_from(number).unwrap_or(u32::MAX));
        Sentence {
            tokens,
            films,
            main,
            from,
            to,
            inside: &scene.inside,
        }
    });
    let sentences: Vec<Sentence<'_, '_>> = sentences.collect();
    let names: Vec<Option<Reach>> = sentences.iter().map(Sentence::festival).collect();
    for name in names.iter().flatten() {
        made.festivals.add(tokens, *name);
    }
    of_article(&sentences, films.len(), &mut made.features);
    for (number, (sentence, name)) in sentences.iter().zip(names).enumerate() {
        let low = mentions.partition_point(|it| it.from < sentence.from);
        let high = mentions.partition_point(|it| it.from < sentence.to);
        let here = mentions.get(low..high).unwrap_or_default();
        let Some(mut found) = in_sentence(scene, sentence, here, name, &made.festivals) else {
            continue;
        };
        let beside = [number.checked_sub(1), Some(number + 1)];
        let beside = beside.map(|number| sentences.get(number?));
        of_words_around(beside, &mut found.features);
        made.sentences.push(found);
    }
    made
}

/// The candidates of one sentence; none where no word says that something happened.
fn in_sentence(
    scene: &Scene<'_>,
    sentence: &Sentence<'_, '_>,
    mentions: &[Mention],
    festival: Option<Reach>,
    festivals: &Festivals,
) -> Option<SentenceCandidates> {
    let triggers = triggers(sentence, mentions);
    if triggers.is_empty() && mentions.is_empty() {
        return None;
    }
    let is_heading = scene.is_heading(sentence.from);
    let mut made = SentenceCandidates {
        words: (sentence.from, sentence.to),
        ..SentenceCandidates::default()
    };
    // A heading sums up what the text tells.
    if !is_heading {
        sentence.read(&mut made.rules);
    }
    of_sentence(sentence, is_heading, &mut made.features);
    let told: Vec<(EventKind, About)> = made
        .rules
        .iter()
        .filter_map(|event| Some((event.kind, about_of(scene.tokens, festivals, event)?)))
        .collect();
    let seen = SeenIn {
        sentence,
        mentions,
        spoken_of: sentence.spoken_of(),
        told: &told,
    };
    seen.of_triggers(&triggers, &mut made.list);
    seen.of_lists(&mut made.list);
    made.list.extend(of_its_festival(
        sentence, mentions, festival, festivals, &told,
    ));
    Some(made)
}

/// What candidates of a sentence are made of.
#[derive(Clone, Copy)]
struct SeenIn<'i, 's, 'a> {
    sentence: &'i Sentence<'s, 'a>,
    /// The films named in it.
    mentions: &'i [Mention],
    /// The film it speaks of where it names none.
    spoken_of: Option<usize>,
    /// What the rules read in it.
    told: &'i [(EventKind, About)],
}

impl SeenIn<'_, '_, '_> {
    /// What something in the sentence may be told of: each film named in it, spoken of or the article's main
    /// one, nobody, and what the rules read.
    fn abouts(&self) -> Vec<About> {
        let films = self.mentions.iter().map(|it| it.film);
        let films = films.chain(self.spoken_of).chain(self.sentence.main);
        let ruled = self.told.iter().map(|(_, about)| *about);
        let ruled = ruled.filter(|about| matches!(about, About::Film(_)));
        let mut abouts: Vec<About> = Vec::new();
        for about in films.map(About::Film).chain([About::Nobody]).chain(ruled) {
            if !abouts.contains(&about) {
                abouts.push(about);
            }
        }
        abouts
    }

    /// A word that something happened, to each of what it may be told of.
    fn of_triggers(&self, triggers: &[Trigger], list: &mut Vec<EventCandidate>) {
        let abouts = self.abouts();
        for &trigger in triggers {
            let mut shared = Vec::new();
            of_trigger(self.sentence, trigger, &mut shared);
            for &about in &abouts {
                if list.len() >= MOST_PAIRS {
                    return;
                }
                let kinds = trigger.kinds & kinds_of(about);
                if kinds != 0 {
                    list.push(self.candidate(Trigger { kinds, ..trigger }, about, shared.clone()));
                }
            }
        }
    }

    /// A programme and a list of winners name films without a word for what happens to them.
    fn of_lists(&self, list: &mut Vec<EventCandidate>) {
        let count = self.mentions.len();
        for mention in self.mentions.iter().take(MOST_PAIRS) {
            let trigger = Trigger {
                at: mention.from,
                kinds: listed_kinds(),
            };
            let mut features = vec![Place::Named.of(0)];
            of_listed(self.sentence, *mention, count, &mut features);
            list.push(self.candidate(trigger, About::Film(mention.film), features));
        }
    }

    fn candidate(
        &self,
        trigger: Trigger,
        about: About,
        mut features: Vec<PressFeature>,
    ) -> EventCandidate {
        let facts = FilmFacts {
            about,
            mentions: self.mentions,
            spoken_of: self.spoken_of,
            main: self.sentence.main,
        };
        of_film(self.sentence, trigger, facts, &mut features);
        rules(self.told, about, &mut features);
        EventCandidate {
            trigger: trigger.at,
            about,
            kinds: trigger.kinds,
            features,
        }
    }
}

/// The candidate that a festival itself is told of.
fn of_its_festival(
    sentence: &Sentence<'_, '_>,
    mentions: &[Mention],
    festival: Option<Reach>,
    festivals: &Festivals,
    told: &[(EventKind, About)],
) -> Option<EventCandidate> {
    let name = festival?;
    let number = festivals.number_of(sentence.tokens, name)?;
    let at = festival_word(sentence.tokens, name);
    let kinds = 1 << place_of(EventKind::Festival);
    let mut features = Vec::new();
    of_trigger(sentence, Trigger { at, kinds }, &mut features);
    let times = festivals.0.get(number).map_or(1, |it| it.times);
    of_festival(sentence, name, times, mentions.len(), &mut features);
    let about = About::Festival(number);
    rules(told, about, &mut features);
    Some(EventCandidate {
        trigger: at,
        about,
        kinds,
        features,
    })
}

/// Kinds that a film may be listed for.
fn listed_kinds() -> u32 {
    let kinds = [
        EventKind::Screening,
        EventKind::Competition,
        EventKind::Award,
    ];
    kinds.iter().fold(0, |all, kind| all | 1 << place_of(*kind))
}

/// Kinds that can be about something.
fn kinds_of(about: About) -> u32 {
    let festival = 1 << place_of(EventKind::Festival);
    match about {
        About::Film(_) => !festival,
        About::Festival(_) => festival,
        About::Nobody => 1 << place_of(EventKind::Award),
    }
}

/// What the rules say of the same sentence.
fn rules(told: &[(EventKind, About)], about: About, out: &mut Vec<PressFeature>) {
    for (kind, of) in told {
        let kind = u32::try_from(place_of(*kind)).unwrap_or(0);
        out.push(if *of == about {
            Place::Rule.of(kind)
        } else {
            Place::RuleOther.of(kind)
        });
    }
}

/// A kind of event, what it is about, and where it is told best.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EventTold {
    pub(crate) kind: EventKind,
    pub(crate) about: About,
    pub(crate) likelihood: f32,
    /// The number of the sentence among those with candidates.
    pub(crate) sentence: usize,
    pub(crate) trigger: usize,
}

/// The likeliest place of each event that is likely enough, in the order of the text.
pub(crate) fn choose(found: &ArticleCandidates, weights: &EventWeights) -> Vec<EventTold> {
    let mut best: BTreeMap<(usize, About), (f32, usize, usize)> = BTreeMap::new();
    let mut article = weights.bias;
    weights.add(&found.features, &mut article);
    for (number, sentence) in found.sentences.iter().enumerate() {
        let mut shared = article;
        weights.add(&sentence.features, &mut shared);
        for candidate in &sentence.list {
            let mut scores = shared;
            weights.add(&candidate.features, &mut scores);
            for (kind, &score) in scores.iter().enumerate() {
                if candidate.kinds >> kind & 1 == 0 {
                    continue;
                }
                let place = (score, number, candidate.trigger);
                best.entry((kind, candidate.about))
                    .and_modify(|known| {
                        if score > known.0 {
                            *known = place;
                        }
                    })
                    .or_insert(place);
            }
        }
    }
    let mut told: Vec<EventTold> = best
        .into_iter()
        .filter_map(|((kind, about), (score, sentence, trigger))| {
            let likelihood = weights.likelihood(score);
            (likelihood >= weights.bounds.read).then_some(EventTold {
                kind: *KINDS.get(kind)?,
                about,
                likelihood,
                sentence,
                trigger,
            })
        })
        .collect();
    told.sort_by(|one, other| other.likelihood.total_cmp(&one.likelihood));
    let mut kept: Vec<EventTold> = Vec::new();
    for one in told {
        // One sentence shows a film in one way: a first showing is no other showing as well.
        let is_told = kept.iter().any(|it| {
            it.about == one.about
                && it.sentence == one.sentence
                && (is_showing(it.kind) && is_showing(one.kind) || it.trigger == one.trigger)
        });
        if !is_told {
            kept.push(one);
        }
    }
    kept.sort_by_key(|it| (it.sentence, order_of(it.kind), it.trigger));
    kept
}

fn is_showing(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Premiere | EventKind::Screening | EventKind::Release | EventKind::TrailerLaunch
    )
}

/// The order in which the events of one sentence are given.
fn order_of(kind: EventKind) -> usize {
    const ORDER: [EventKind; KINDS.len()] = [
        EventKind::Ovation,
        EventKind::PressConference,
        EventKind::TrailerLaunch,
        EventKind::Premiere,
        EventKind::Award,
        EventKind::Competition,
        EventKind::Release,
        EventKind::Screening,
        EventKind::Anniversary,
        EventKind::Festival,
    ];
    ORDER.iter().position(|known| *known == kind).unwrap_or(0)
}
