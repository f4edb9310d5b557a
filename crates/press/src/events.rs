//! What happened to films: premieres, screenings, ovations, prizes, releases.
//!
//! A word in a sentence may say that something happened, to each film that is named there or was spoken of:
//! learned weights (`models/told`) say which of them tell an event of which kind, and what tells one event
//! is one. What the languages' rules read is a feature among others, and gives prize, winner and minutes;
//! festival and day are read from the same sentence.

mod candidates;
mod choose;
mod features;
mod frame;
mod kind;
mod named;
mod prizes;
mod showings;
mod told;
mod words;

pub(crate) use candidates::About;
pub use choose::KIND_NAMES;
pub(crate) use choose::{ArticleCandidates, EventWeights, candidates};
pub(crate) use features::Place as EventPlace;
pub use kind::EventKind;

use super::films::{FILM, Film, main_film, tokens_text};
use super::phrases::{Phrases, is_one_in_any_case, phrases};
use super::speech::Scene;
use super::tokens::Tokens;
use candidates::about_of;
use choose::EventTold;
use ovation_language::data::press;
use ovation_language::lexicon::Class;

phrases!(PRESS_CONFERENCE, EVENTS_PRESS_CONFERENCE);
phrases!(COMPETITION, EVENTS_COMPETITION);
phrases!(RUNS_FOR, EVENTS_RUNS_FOR);
phrases!(SCREENING_OF, SHOWINGS_OF);

/// An event by tokens.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EventFound {
    pub(crate) kind: EventKind,
    /// Number of the film in the list; none where the article does not say.
    pub(crate) film: Option<usize>,
    /// For a festival: its name.
    pub(crate) name: Option<(usize, usize)>,
    pub(crate) words: (usize, usize),
    pub(crate) place: Option<(usize, usize)>,
    pub(crate) when: Option<(usize, usize)>,
    pub(crate) minutes: Option<f64>,
    pub(crate) is_world: bool,
    /// Of a prize: its name.
    pub(crate) prize: Option<(usize, usize)>,
    /// Who has it.
    pub(crate) winner: Option<(usize, usize)>,
    /// How likely it is told.
    pub(crate) likelihood: f32,
    /// Whether that is enough to show it.
    pub(crate) is_sure: bool,
}

/// Finds the events of an article.
pub(crate) fn find_events(
    scene: &Scene<'_>,
    films: &[Film],
    headline: &str,
    weights: &EventWeights,
) -> Vec<EventFound> {
    let found = candidates(scene, films, headline);
    let told = choose::choose(&found, weights);
    let events = told.iter();
    events
        .filter_map(|told| {
            let event = event_of(scene, films, &found, told)?;
            let sure = match (is_ruled(scene.tokens, &found, told), told.kind) {
                (true, _) => weights.bounds.sure,
                // Who has which prize is read by the rules alone.
                (false, EventKind::Award) => f32::INFINITY,
                (false, _) => weights.bounds.sure.max(ALONE),
            };
            Some(EventFound {
                likelihood: told.likelihood,
                is_sure: told.likelihood >= sure,
                ..event
            })
        })
        .collect()
}

/// From this likelihood on an event is shown that the rules do not read: they know hopes, conditions and
/// nominations from what happened better than a few hundred labelled events can teach.
const ALONE: f32 = 0.8;

/// Whether the languages' rules read the same event somewhere in the article.
fn is_ruled(tokens: &Tokens<'_>, found: &ArticleCandidates, told: &EventTold) -> bool {
    let rules = found.sentences.iter().flat_map(|sentence| &sentence.rules);
    let mut same = rules.filter(|event| event.kind == told.kind);
    same.any(|event| about_of(tokens, &found.festivals, event) == Some(told.about))
}

/// An event with where, when and what more is said of it: first in the sentence that tells it best, then in the
/// others.
fn event_of(
    scene: &Scene<'_>,
    films: &[Film],
    found: &ArticleCandidates,
    told: &EventTold,
) -> Option<EventFound> {
    let tokens = scene.tokens;
    let is_it = |event: &&EventFound| {
        event.kind == told.kind && about_of(tokens, &found.festivals, event) == Some(told.about)
    };
    let best = found.sentences.get(told.sentence)?;
    let (from, to) = best.words;
    let sentence = Sentence {
        tokens,
        films,
        main: main_film(films),
        from,
        to,
        inside: &scene.inside,
    };
    let film = match told.about {
        About::Film(film) => Some(film),
        About::Festival(_) | About::Nobody => None,
    };
    let own = best.rules.iter().find(is_it).cloned();
    let mut event = own.unwrap_or_else(|| sentence.told_by(told.kind, told.trigger, film));
    if let About::Festival(number) = told.about {
        event.name = found.festivals.0.get(number).map(|it| it.name);
        event.place = None;
    }
    let rules = found.sentences.iter().flat_map(|sentence| &sentence.rules);
    for other in rules.filter(is_it) {
        event.minutes = event.minutes.or(other.minutes);
        event.when = event.when.or(other.when);
        event.place = event.place.or(other.place);
        event.is_world |= other.is_world;
        if event.prize.is_none() {
            event.prize = other.prize;
            event.winner = event.winner.or(other.winner);
        }
    }
    Some(event)
}

/// How many words from its cue, occasion or festival the time of a statement stands at most.
const WHEN_REACH: usize = 8;

/// Tokens from, and to before.
type Reach = (usize, usize);

/// The festival and the time that frame a statement: named in the sentence of its cue or of its occasion,
/// outside its own words.
pub(crate) fn told_around(
    scene: &Scene<'_>,
    parts: &[Reach],
    at: usize,
    occasion: Option<Reach>,
) -> (Option<Reach>, Option<Reach>) {
    let tokens = scene.tokens;
    let is_frame = |(from, to): Reach| {
        let is_said = parts.iter().any(|part| from < part.1 && part.0 < to);
        !is_said && scene.inside.get(from).copied().unwrap_or(0) == 0
    };
    let look = |number: u32| {
        let (from, to) = tokens.sentence(number);
        let sentence = Sentence {
            tokens,
            films: &[],
            main: None,
            from,
            to,
            inside: &scene.inside,
        };
        let place = sentence.festival().filter(|&span| is_frame(span));
        let when = sentence.when().map(|(span, _)| span);
        (place, when.filter(|&span| is_frame(span)))
    };
    let here = tokens.at(at).sentence;
    let (mut place, when) = look(here);
    let anchors = [
        Some(at),
        occasion.map(|told| told.0),
        place.map(|told| told.0),
    ];
    let is_near = |(from, to): Reach| {
        let mut anchors = anchors.iter().flatten();
        anchors.any(|&at| from <= at + WHEN_REACH && at <= to + WHEN_REACH)
    };
    let mut when = when.filter(|&when| is_near(when));
    let there = occasion.map(|(first, _)| tokens.at(first).sentence);
    if let Some(there) = there.filter(|there| *there != here) {
        let (before, then) = look(there);
        place = place.or(before);
        when = when.or(then);
    }
    (place, when)
}

struct Sentence<'s, 'a> {
    tokens: &'s Tokens<'a>,
    films: &'s [Film],
    main: Option<usize>,
    from: usize,
    to: usize,
    inside: &'s [u32],
}

impl Sentence<'_, '_> {
    /// Whether a token is in somebody's words.
    fn is_said(&self, at: usize) -> bool {
        self.inside.get(at).is_some_and(|&inside| inside != 0)
    }

    /// A film's mention in the sentence, nearest to a token. What is spoken of comes first as a rule: a film
    /// that follows counts as twice as far.
    fn mention_near(&self, at: usize) -> Option<(usize, usize)> {
        self.films
            .iter()
            .enumerate()
            .flat_map(|(number, film)| film.mentions.iter().map(move |&(from, _)| (from, number)))
            .filter(|&(from, _)| self.from <= from && from < self.to)
            .min_by_key(|&(from, _)| {
                if at == usize::MAX {
                    from
                } else if from > at {
                    2 * (from - at)
                } else {
                    at - from
                }
            })
    }

    /// The film an event at a token is about.
    fn film(&self, at: usize) -> Option<usize> {
        if let Some((_, number)) = self.mention_near(at) {
            return Some(number);
        }
        self.spoken_of()
    }

    /// The film that is spoken of where a sentence names none: the one named last, but where that one is named in
    /// passing the article's main one.
    fn spoken_of(&self) -> Option<usize> {
        let tokens = self.tokens;
        let paragraph = tokens.at(self.from).paragraph;
        let last = self
            .films
            .iter()
            .enumerate()
            .filter_map(|(number, film)| {
                let place = film.mentions.partition_point(|&(from, _)| from < self.from);
                let &(from, _) = film.mentions.get(place.checked_sub(1)?)?;
                let near = paragraph.saturating_sub(tokens.at(from).paragraph) <= 2;
                near.then_some((from, number))
            })
            .max();
        let only = (self.films.len() == 1).then_some(0);
        let times = |number: usize| self.films.get(number).map_or(0, Film::times);
        let is_before = |film: &Film| film.first.0 < self.from || film.is_in_headline;
        let main = self
            .main
            .filter(|&main| self.films.get(main).is_some_and(is_before));
        let last = last.map(|(from, number)| {
            let (first, _) = tokens.sentence(tokens.at(from).sentence);
            let opens =
                from <= first + 2 && tokens.at(from).sentence + 1 == tokens.at(self.from).sentence;
            match main {
                Some(main) if !opens && times(main) >= 2 * times(number) => main,
                _ => number,
            }
        });
        only.or(last).or(self.main)
    }

    /// `the film`, `the movie` in the sentence.
    fn speaks_of_film(&self, at: usize) -> bool {
        let low = self.from.max(at.saturating_sub(16));
        (low..self.to).any(|place| {
            FILM.has(self.tokens.at(place).word)
                && matches!(
                    self.tokens.near(place, -1).class,
                    Class::The | Class::His | Class::It | Class::Her
                )
        })
    }

    fn phrase(&self, phrases: &Phrases) -> Option<usize> {
        phrases.find(self.tokens, self.from, self.to)
    }

    /// `world premiere`, `estreno mundial`.
    fn is_worldly(&self, at: usize) -> bool {
        [at.checked_sub(1), Some(at + 1)]
            .into_iter()
            .flatten()
            .any(|place| is_one_in_any_case(self.tokens, place, press::EVENTS_WORLD))
    }
}

/// The words of a span, for tests and lines.
pub(crate) fn words_of<'a>(tokens: &Tokens<'a>, span: (usize, usize)) -> &'a str {
    tokens_text(tokens, span.0, span.1)
}

/// The film named nearest to a token: in its sentence, else last before, else most often.
pub(crate) fn film_near(tokens: &Tokens<'_>, films: &[Film], at: usize) -> Option<usize> {
    let (from, to) = tokens.sentence(tokens.at(at).sentence);
    let main = main_film(films);
    let sentence = Sentence {
        tokens,
        films,
        main,
        from,
        to,
        inside: &[],
    };
    sentence.film(at)
}
