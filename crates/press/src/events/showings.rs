//! Releases, screenings and anniversaries, and what only sounds like one.

use super::words::{CINEMA, MANY, OTHER_WORK, RELEASE, SHOWS};
use super::{SCREENING_OF, Sentence};
use crate::films::{FILM, is_year};
use crate::phrases::{is_one, is_one_in_any_case};
use ovation_language::data::press;
use ovation_language::lexicon::Class;

impl Sentence<'_, '_> {
    /// `X is in cinemas`.
    pub(super) fn in_cinemas(&self) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        let at = (self.from..self.to).find(|&at| {
            is_one(tokens, at, press::SHOWINGS_CINEMAS)
                && is_one(tokens, at.saturating_sub(1), press::SHOWINGS_IN)
        })?;
        let (from, film) = self.mention_near(at)?;
        let is_so = (from..at).any(|place| is_one(tokens, place, press::SHOWINGS_IS));
        (from < at && is_so && !self.is_said(at)).then_some((at, film))
    }

    /// `X screened on Wednesday`, `had its gala screening`, `a screening of X`; `is_when` says whether the sentence names
    /// a time.
    pub(super) fn shown(&self, is_when: bool) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        if let Some(at) = self.phrase(&SCREENING_OF)
            && let Some((_, film)) = self.mention_near(at)
        {
            return Some((at, film));
        }
        let at =
            (self.from..self.to).find(|&at| SHOWS.has(tokens.at(at).word) && !self.is_said(at))?;
        let low = self.from.max(at.saturating_sub(3));
        let has = |class: Class| (low..at).any(|place| tokens.at(place).class == class);
        let film = if is_one(tokens, at, press::SHOWINGS_VERB) {
            // The film is what stands right before, or what was spoken of.
            let subject = self.mention_near(at).filter(|&(from, _)| from < at);
            let is_near = subject.is_some_and(|(from, _)| at - from <= 8);
            let is_of_last = has(Class::It) && subject.is_none();
            let is_passive = has(Class::Be);
            // `bowed in second with $14 million`: on the chart.
            let is_ranked = is_one_in_any_case(tokens, at + 2, press::SHOWINGS_RANK);
            (is_when && !is_ranked && (is_near || is_of_last && is_passive))
                .then(|| self.film(at))?
        } else if is_one(tokens, at, press::SHOWINGS_NOUN) {
            has(Class::His).then(|| self.film(at))?
        } else {
            None
        }?;
        Some((at, film))
    }

    /// Whether a premiere or a release is that of a series, of something with a name of its own or of films in
    /// general, where the sentence names no film.
    pub(super) fn is_of_others(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let before = tokens.near(at, -1);
        let is_verb = tokens.at(at).class == Class::Ed;
        let is_named = is_verb && before.is_capital && before.is_word() && at > self.from;
        let is_plural = is_one_in_any_case(tokens, at, press::SHOWINGS_PLURAL);
        (is_plural || is_named) && before.class != Class::It
            || self.is_of_other_work(at)
            || (self.from..at).any(|place| MANY.has(tokens.at(place).word))
    }

    /// Whether the work that is spoken of before a token, or else in the sentence, is no film.
    fn is_of_other_work(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let is_other = |place: usize| {
            let word = tokens.at(place).word;
            (FILM.has(word) || OTHER_WORK.has(word)).then(|| OTHER_WORK.has(word))
        };
        let before = (self.from..at).rev().find_map(is_other);
        before
            .or_else(|| (at..self.to).find_map(is_other))
            .unwrap_or(false)
    }

    /// Whether `release` and the like speak of a film here, not of a poster or a statement.
    pub(super) fn is_release(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let mut near = at.saturating_sub(3)..at + 5;
        if near.any(|place| is_one(tokens, place, press::SHOWINGS_NO_FILM)) {
            return false;
        }
        if self.mention_near(at).is_none() && self.is_of_others(at) {
            return false;
        }
        let is = |list: &[&str]| is_one(tokens, at, list);
        if is(press::SHOWINGS_RELEASES)
            && is_one(tokens, at.saturating_sub(1), press::SHOWINGS_RELEASES_OF)
        {
            return false;
        }
        if is(press::SHOWINGS_OPENS) {
            let mut after = at + 1..at + 4;
            return (at + 1..at + 6).any(|place| CINEMA.has(tokens.at(place).word))
                || is(press::SHOWINGS_OPEN)
                    && after.any(|place| tokens.at(place).class == Class::Day)
                    && self.mention_near(at).is_some();
        }
        if is(press::SHOWINGS_SCHEDULED) {
            return (at + 1..at + 8).any(|place| {
                let word = tokens.at(place).word;
                CINEMA.has(word) || RELEASE.has(word)
            });
        }
        if is(press::SHOWINGS_STREAMS) {
            return self.mention_near(at).is_some()
                && is_one(tokens, at + 1, press::SHOWINGS_STREAMS_ON);
        }
        self.mention_near(at).is_some() || self.speaks_of_film(at)
    }

    /// `the 2002 movie`: its year of release.
    pub(super) fn year_film(&self) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        let at = (self.from..self.to)
            .find(|&at| is_year(tokens.text_of(at)) && FILM.has(tokens.at(at + 1).word))?;
        let film = self
            .mention_near(at)
            .filter(|&(from, _)| from.abs_diff(at) <= 5)
            .map(|(_, number)| number);
        let number = film.or_else(|| {
            (tokens.near(at, -1).class == Class::The)
                .then(|| self.spoken_of())
                .flatten()
        })?;
        Some((at, number))
    }

    pub(super) fn anniversary(&self) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        let at = (self.from..self.to).find(|&at| {
            let before = tokens.text_of(at.saturating_sub(1));
            if is_one(tokens, at, press::SHOWINGS_TURNED) {
                let subject = self.mention_near(at);
                return tokens.at(at + 1).class == Class::Number
                    && subject.is_some_and(|(from, _)| from < at && at - from <= 8);
            }
            if is_one(tokens, at, press::SHOWINGS_ANNIVERSARY) {
                let mut ends = press::SHOWINGS_NTH.iter();
                return ends.any(|end| before.ends_with(end));
            }
            is_one(tokens, at, press::SHOWINGS_YEARS)
                && is_one(tokens, at.saturating_sub(2), press::SHOWINGS_COMPLETES)
        })?;
        Some((at, self.mention_near(at)?.1))
    }
}
