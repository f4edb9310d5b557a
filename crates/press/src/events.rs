//! What happened to films: premieres, screenings, ovations, prizes, releases.
//!
//! A word or two in a sentence say that something happened; the film is the one named nearest, or the one
//! the article spoke of last; festival, day and minutes are read from the same sentence.

mod frame;
mod kind;
mod named;
mod prizes;
mod showings;
mod words;

pub use kind::EventKind;

use super::films::{FILM, Film, main_film, tokens_text};
use super::numbers::minutes_near;
use super::phrases::{Phrases, is_one, is_one_in_any_case, phrases};
use super::speech::Scene;
use super::tokens::Tokens;
use ovation_language::data::press;
use ovation_language::lexicon::{Class, WordSet};
use words::{
    CINEMA, FEST_VERB, LAUNCH, OPENS, OVATION, PREMIERE, PRIZE, RECEIVED, RELEASE, SCREENING,
    TRAILER,
};

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
}

/// Finds the events of an article.
pub(crate) fn find_events(scene: &Scene<'_>, films: &[Film]) -> Vec<EventFound> {
    let (tokens, inside) = (scene.tokens, scene.inside.as_slice());
    let main = main_film(films);
    let mut found: Vec<EventFound> = Vec::new();
    for number in 0..tokens.sentences.len().saturating_sub(1) {
        let (from, to) = tokens.sentence(u32::try_from(number).unwrap_or(u32::MAX));
        // A heading sums up what the text tells.
        if scene.is_heading(from) {
            continue;
        }
        let sentence = Sentence {
            tokens,
            films,
            main,
            from,
            to,
            inside,
        };
        sentence.read(&mut found);
    }
    let mut kept: Vec<EventFound> = Vec::new();
    for event in found {
        match kept.iter_mut().find(|other| {
            other.kind == event.kind
                && other.film == event.film
                && (other.name.is_some() == event.name.is_some())
                && is_one_prize(tokens, other, &event)
        }) {
            Some(other) => {
                // The same event again: keep the first, with what the later one adds.
                other.minutes = other.minutes.or(event.minutes);
                other.when = other.when.or(event.when);
                other.place = other.place.or(event.place);
                other.is_world |= event.is_world;
                other.prize = other.prize.or(event.prize);
                other.winner = other.winner.or(event.winner);
            }
            None => kept.push(event),
        }
    }
    kept
}

/// Whether two events are of one prize, as far as they name it.
fn is_one_prize(tokens: &Tokens<'_>, one: &EventFound, other: &EventFound) -> bool {
    let name = |span: Option<Reach>| {
        span.map(|(from, to)| ovation_terms::fold(tokens_text(tokens, from, to)))
    };
    match (name(one.prize), name(other.prize)) {
        (Some(one), Some(other)) => one.contains(&other) || other.contains(&one),
        _ => true,
    }
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
    fn read(&self, found: &mut Vec<EventFound>) {
        let tokens = self.tokens;
        let has = |set: &WordSet| {
            (self.from..self.to).find(|&at| set.has(tokens.at(at).word) && !self.is_said(at))
        };
        let festival = self.festival();
        let when = self.when();
        let cinema = has(&CINEMA);
        let make = |kind, at: usize, minutes: Option<f64>, film: Option<usize>| EventFound {
            kind,
            film,
            name: None,
            words: (self.from, self.to),
            place: festival,
            when: when.map(|(span, _)| span),
            minutes,
            is_world: kind == EventKind::Premiere && self.is_worldly(at),
            prize: None,
            winner: None,
        };
        let mut is_shown = false;
        if let Some(at) = has(&OVATION) {
            let minutes = minutes_near(tokens, at).map(|(minutes, _)| minutes);
            let is_standing = [at.saturating_sub(1), at + 1, at + 2]
                .iter()
                .any(|&place| is_one_in_any_case(tokens, place, press::EVENTS_STANDING));
            let mut beside = self.from.max(at.saturating_sub(8))..self.to.min(at + 8);
            let is_of_one = self.mention_near(at).is_some()
                || beside.any(|place| RECEIVED.has(tokens.at(place).word));
            if (minutes.is_some() || is_standing) && is_of_one {
                found.push(make(EventKind::Ovation, at, minutes, self.film(at)));
                is_shown = true;
            }
        }
        if let Some(at) = self.phrase(&PRESS_CONFERENCE)
            && self.film(at).is_some()
        {
            found.push(make(EventKind::PressConference, at, None, self.film(at)));
        }
        if let Some(at) = has(&TRAILER)
            && let Some(launch) = (self.from..self.to)
                .find(|&other| LAUNCH.has(tokens.at(other).word) && other.abs_diff(at) <= 8)
        {
            found.push(make(EventKind::TrailerLaunch, launch, None, self.film(at)));
            is_shown = true;
        }
        if let Some(at) = has(&PREMIERE)
            && self.film(at).is_some()
            && !is_one(tokens, at + 1, press::EVENTS_PREMIERE_THING)
            && (self.mention_near(at).is_some() || !self.is_of_others(at))
        {
            let is_worldly = self.is_worldly(at);
            let is_release = festival.is_none()
                && (cinema.is_some() || OPENS.has(tokens.at(at).word))
                && !is_worldly;
            found.push(make(
                if is_release {
                    EventKind::Release
                } else {
                    EventKind::Premiere
                },
                at,
                None,
                self.film(at),
            ));
            is_shown = true;
        }
        if let Some((at, win)) = self.prize_won() {
            let prize = self.prize_named(at);
            let winner = self.winner(win, prize);
            let films = self.prized(win.max(at));
            // A person's prize for a film that is not named is told as well.
            let is_full = |(from, to): Reach| to - from >= 2;
            let of_nobody = films.is_empty() && winner.is_some_and(is_full) && is_full(prize);
            let films = films.into_iter().map(Some);
            for film in films.chain(of_nobody.then_some(None)) {
                found.push(EventFound {
                    prize: Some(prize),
                    winner,
                    ..make(EventKind::Award, at, None, film)
                });
            }
        }
        if let Some(at) = self.phrase(&COMPETITION).or_else(|| self.runs_for_prize())
            && self.film(at).is_some()
        {
            found.push(make(EventKind::Competition, at, None, self.film(at)));
        }
        if !is_shown {
            let release = (self.from..self.to).find(|&at| {
                RELEASE.has(tokens.at(at).word) && !self.is_said(at) && self.is_release(at)
            });
            let is_placed = cinema.is_some() || when.is_some_and(|(_, is_day)| is_day);
            let release = release.filter(|_| is_placed && festival.is_none());
            let release = release.and_then(|at| Some((at, self.film(at)?)));
            if let Some((at, film)) = release.or_else(|| self.in_cinemas()) {
                found.push(make(EventKind::Release, at, None, Some(film)));
                is_shown = true;
            } else if let Some((at, film)) = self.year_film() {
                found.push(make(EventKind::Release, at, None, Some(film)));
            }
        }
        if !is_shown && festival.is_some() {
            let shown = has(&SCREENING).or_else(|| self.mention_near(usize::MAX).map(|(at, _)| at));
            if let Some(at) = shown
                && let Some(film) = self.film(at)
                && (self.mention_near(at).is_some()
                    || has(&SCREENING).is_some_and(|at| self.speaks_of_film(at)))
                && has(&PRIZE).is_none()
            {
                found.push(make(EventKind::Screening, at, None, Some(film)));
            }
        }
        if !is_shown
            && festival.is_none()
            && let Some((at, film)) = self.shown(when.is_some())
        {
            found.push(make(EventKind::Screening, at, None, Some(film)));
        }
        if let Some((at, film)) = self.anniversary() {
            found.push(make(EventKind::Anniversary, at, None, Some(film)));
        }
        if let Some(name) = festival
            && name.0 <= self.from + 4
            && (name.1..(name.1 + 2).min(self.to)).any(|at| FEST_VERB.has(tokens.at(at).word))
        {
            found.push(EventFound {
                kind: EventKind::Festival,
                film: None,
                name: Some(name),
                words: (self.from, self.to),
                place: None,
                when: when.map(|(span, _)| span),
                minutes: None,
                is_world: false,
                prize: None,
                winner: None,
            });
        }
    }

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
