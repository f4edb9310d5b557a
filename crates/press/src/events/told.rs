//! What one sentence tells: an event of each sort, or none.

use super::words::{
    CINEMA, FEST_VERB, LAUNCH, OPENS, OVATION, PREMIERE, PRIZE, RECEIVED, RELEASE, SCREENING,
    TRAILER,
};
use super::{COMPETITION, EventFound, EventKind, PRESS_CONFERENCE, Reach, Sentence};
use crate::numbers::minutes_near;
use crate::phrases::{is_one, is_one_in_any_case};
use ovation_language::data::press;
use ovation_language::lexicon::WordSet;

/// What frames all that happens in a sentence.
#[derive(Clone, Copy)]
struct EventFrame {
    festival: Option<Reach>,
    /// The time, and whether it is a day.
    when: Option<(Reach, bool)>,
    /// Whether a cinema is spoken of.
    has_cinema: bool,
}

impl Sentence<'_, '_> {
    /// Adds the events that the sentence tells.
    pub(super) fn read(&self, found: &mut Vec<EventFound>) {
        let frame = self.frame();
        let mut is_shown = false;
        let mut add = |event: Option<EventFound>| {
            let is_there = event.is_some();
            found.extend(event);
            is_there
        };
        is_shown |= add(self.ovation(frame));
        add(self.press_conference(frame));
        is_shown |= add(self.trailer(frame));
        is_shown |= add(self.premiere(frame));
        for award in self.awards(frame) {
            add(Some(award));
        }
        add(self.competition(frame));
        if !is_shown {
            is_shown = add(self.release(frame));
            if !is_shown {
                add(self.release_of_a_year(frame));
            }
        }
        if !is_shown && frame.festival.is_some() {
            add(self.screening_at_a_festival(frame));
        }
        if !is_shown && frame.festival.is_none() {
            let shown = self.shown(frame.when.is_some());
            add(shown
                .map(|(at, film)| self.event(frame, EventKind::Screening, at, None, Some(film))));
        }
        let anniversary = self.anniversary();
        add(anniversary
            .map(|(at, film)| self.event(frame, EventKind::Anniversary, at, None, Some(film))));
        add(self.festival_itself(frame));
    }

    /// An event that a word tells where no rule reads one.
    pub(super) fn told_by(&self, kind: EventKind, at: usize, film: Option<usize>) -> EventFound {
        let frame = self.frame();
        let minutes = (kind == EventKind::Ovation)
            .then(|| minutes_near(self.tokens, at))
            .flatten();
        let event = self.event(frame, kind, at, minutes.map(|(minutes, _)| minutes), film);
        if kind != EventKind::Award {
            return event;
        }
        let (prize, win) = match self.prize_won() {
            Some((prize, win)) => (Some(prize), win),
            None => (self.prize_near(at), at),
        };
        let prize = prize.map(|prize| self.prize_named(prize));
        EventFound {
            prize,
            winner: prize.and_then(|prize| self.winner(win, prize)),
            ..event
        }
    }

    fn frame(&self) -> EventFrame {
        EventFrame {
            festival: self.festival(),
            when: self.when(),
            has_cinema: self.find(&CINEMA).is_some(),
        }
    }

    /// The first word of a set outside of what is said.
    fn find(&self, set: &WordSet) -> Option<usize> {
        (self.from..self.to).find(|&at| set.has(self.tokens.at(at).word) && !self.is_said(at))
    }

    fn event(
        &self,
        frame: EventFrame,
        kind: EventKind,
        at: usize,
        minutes: Option<f64>,
        film: Option<usize>,
    ) -> EventFound {
        EventFound {
            kind,
            film,
            name: None,
            words: (self.from, self.to),
            place: frame.festival,
            when: frame.when.map(|(span, _)| span),
            minutes,
            is_world: kind == EventKind::Premiere && self.is_worldly(at),
            prize: None,
            winner: None,
            likelihood: 1.0,
            is_sure: true,
        }
    }

    fn ovation(&self, frame: EventFrame) -> Option<EventFound> {
        let tokens = self.tokens;
        let at = self.find(&OVATION)?;
        let minutes = minutes_near(tokens, at).map(|(minutes, _)| minutes);
        let is_standing = [at.saturating_sub(1), at + 1, at + 2]
            .iter()
            .any(|&place| is_one_in_any_case(tokens, place, press::EVENTS_STANDING));
        let mut beside = self.from.max(at.saturating_sub(8))..self.to.min(at + 8);
        let is_of_one = self.mention_near(at).is_some()
            || beside.any(|place| RECEIVED.has(tokens.at(place).word));
        ((minutes.is_some() || is_standing) && is_of_one)
            .then(|| self.event(frame, EventKind::Ovation, at, minutes, self.film(at)))
    }

    fn press_conference(&self, frame: EventFrame) -> Option<EventFound> {
        let at = self.phrase(&PRESS_CONFERENCE)?;
        let film = self.film(at)?;
        Some(self.event(frame, EventKind::PressConference, at, None, Some(film)))
    }

    fn trailer(&self, frame: EventFrame) -> Option<EventFound> {
        let at = self.find(&TRAILER)?;
        let launch = (self.from..self.to)
            .find(|&other| LAUNCH.has(self.tokens.at(other).word) && other.abs_diff(at) <= 8)?;
        Some(self.event(frame, EventKind::TrailerLaunch, launch, None, self.film(at)))
    }

    /// A premiere, or a release that is called one.
    fn premiere(&self, frame: EventFrame) -> Option<EventFound> {
        let tokens = self.tokens;
        let at = self.find(&PREMIERE)?;
        let film = self.film(at)?;
        let is_thing = is_one(tokens, at + 1, press::EVENTS_PREMIERE_THING);
        if is_thing || (self.mention_near(at).is_none() && self.is_of_others(at)) {
            return None;
        }
        let is_release = frame.festival.is_none()
            && (frame.has_cinema || OPENS.has(tokens.at(at).word))
            && !self.is_worldly(at);
        let kind = if is_release {
            EventKind::Release
        } else {
            EventKind::Premiere
        };
        Some(self.event(frame, kind, at, None, Some(film)))
    }

    /// A prize, for each film that has it.
    fn awards(&self, frame: EventFrame) -> Vec<EventFound> {
        let Some((at, win)) = self.prize_won() else {
            return Vec::new();
        };
        let prize = self.prize_named(at);
        let winner = self.winner(win, prize);
        let films = self.prized(win.max(at));
        // A person's prize for a film that is not named is told as well.
        let is_full = |(from, to): Reach| to - from >= 2;
        let of_nobody = films.is_empty() && winner.is_some_and(is_full) && is_full(prize);
        let films = films.into_iter().map(Some);
        let films = films.chain(of_nobody.then_some(None));
        films
            .map(|film| EventFound {
                prize: Some(prize),
                winner,
                ..self.event(frame, EventKind::Award, at, None, film)
            })
            .collect()
    }

    fn competition(&self, frame: EventFrame) -> Option<EventFound> {
        let at = self.phrase(&COMPETITION);
        let at = at.or_else(|| self.runs_for_prize())?;
        let film = self.film(at)?;
        Some(self.event(frame, EventKind::Competition, at, None, Some(film)))
    }

    fn release(&self, frame: EventFrame) -> Option<EventFound> {
        let is_placed = frame.has_cinema || frame.when.is_some_and(|(_, is_day)| is_day);
        let mut places = self.from..self.to;
        let release = places.find(|&at| {
            RELEASE.has(self.tokens.at(at).word) && !self.is_said(at) && self.is_release(at)
        });
        let release = release.filter(|_| is_placed && frame.festival.is_none());
        let release = release.and_then(|at| Some((at, self.film(at)?)));
        let (at, film) = release.or_else(|| self.in_cinemas())?;
        Some(self.event(frame, EventKind::Release, at, None, Some(film)))
    }

    fn release_of_a_year(&self, frame: EventFrame) -> Option<EventFound> {
        let (at, film) = self.year_film()?;
        Some(self.event(frame, EventKind::Release, at, None, Some(film)))
    }

    fn screening_at_a_festival(&self, frame: EventFrame) -> Option<EventFound> {
        let screening = self.find(&SCREENING);
        let named = || self.mention_near(usize::MAX).map(|(at, _)| at);
        let at = screening.or_else(named)?;
        let film = self.film(at)?;
        let is_of_film =
            self.mention_near(at).is_some() || screening.is_some_and(|at| self.speaks_of_film(at));
        (is_of_film && self.find(&PRIZE).is_none())
            .then(|| self.event(frame, EventKind::Screening, at, None, Some(film)))
    }

    /// A festival that begins, ends or is held.
    fn festival_itself(&self, frame: EventFrame) -> Option<EventFound> {
        let name = frame.festival.filter(|name| name.0 <= self.from + 4)?;
        let mut behind = name.1..(name.1 + 2).min(self.to);
        let is_held = behind.any(|at| FEST_VERB.has(self.tokens.at(at).word));
        is_held.then(|| EventFound {
            kind: EventKind::Festival,
            film: None,
            name: Some(name),
            words: (self.from, self.to),
            place: None,
            when: frame.when.map(|(span, _)| span),
            minutes: None,
            is_world: false,
            prize: None,
            winner: None,
            likelihood: 1.0,
            is_sure: true,
        })
    }
}
