//! Releases, screenings and anniversaries, and what only sounds like one.

use super::Sentence;
use super::words::{CINEMA, MANY, OTHER_WORK, RELEASE, SHOWS};
use crate::films::{FILM, is_year};
use ovation_language::lexicon::Class;

impl Sentence<'_, '_> {
    /// `X is in cinemas`.
    pub(super) fn in_cinemas(&self) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        let at = (self.from..self.to).find(|&at| {
            matches!(
                tokens.text_of(at),
                "cinemas" | "theaters" | "theatres" | "theater"
            ) && tokens.text_of(at.saturating_sub(1)) == "in"
        })?;
        let (from, film) = self.mention_near(at)?;
        let is_so = (from..at).any(|place| {
            matches!(
                tokens.text_of(place),
                "is" | "was" | "are" | "now" | "currently" | "playing" | "running" | "back"
            )
        });
        (from < at && is_so && !self.is_said(at)).then_some((at, film))
    }

    /// `X screened on Wednesday`, `had its gala screening`, `a screening of X`; `is_when` says whether the sentence names
    /// a time.
    pub(super) fn shown(&self, is_when: bool) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        if let Some(at) = self.pair("screening", "of")
            && let Some((_, film)) = self.mention_near(at)
        {
            return Some((at, film));
        }
        let at =
            (self.from..self.to).find(|&at| SHOWS.has(tokens.at(at).word) && !self.is_said(at))?;
        let low = self.from.max(at.saturating_sub(3));
        let has = |words: &[&str]| (low..at).any(|place| words.contains(&tokens.text_of(place)));
        let is_passive = has(&["be", "been", "was", "is", "were"]);
        let film = match tokens.text_of(at) {
            "screened" | "bowed" | "bows" | "screens" | "shown" => {
                // The film is what stands right before, or what was spoken of.
                let subject = self.mention_near(at).filter(|&(from, _)| from < at);
                let is_near = subject.is_some_and(|(from, _)| at - from <= 8);
                let is_of_last = has(&["it", "It"]) && subject.is_none();
                // `bowed in second with $14 million`: on the chart.
                let is_ranked = matches!(
                    tokens.text_of(at + 2),
                    "first" | "second" | "third" | "fourth" | "fifth" | "No" | "number"
                );
                (is_when && !is_ranked && (is_near || is_of_last && is_passive))
                    .then(|| self.film(at))?
            }
            "screening" => has(&["its"]).then(|| self.film(at))?,
            _ => None,
        }?;
        Some((at, film))
    }

    /// Whether a premiere or a release is that of a series, of something with a name of its own or of films in
    /// general, where the sentence names no film.
    pub(super) fn is_of_others(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let before = tokens.near(at, -1);
        let is_verb = tokens.text_of(at).ends_with("ed");
        let is_named = is_verb && before.is_capital && before.is_word() && at > self.from;
        let is_plural = tokens.text_of(at).eq_ignore_ascii_case("premieres");
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
        let near = |set: &[&str]| {
            (at.saturating_sub(3)..at + 5).any(|place| set.contains(&tokens.text_of(place)))
        };
        if near(&[
            "statement",
            "poster",
            "photo",
            "photos",
            "look",
            "song",
            "album",
            "video",
            "trailer",
            "teaser",
            "clip",
            "single",
            "report",
        ]) {
            return false;
        }
        let word = tokens.text_of(at);
        let before = tokens.text_of(at.saturating_sub(1));
        if self.mention_near(at).is_none() && self.is_of_others(at) {
            return false;
        }
        match word {
            "releases" if matches!(before, "new" | "latest" | "upcoming" | "of" | "theatrical") => {
                false
            }
            "hit" | "hits" | "hitting" | "opened" | "opens" | "opening" | "arrive" | "arrives"
            | "arrived" | "lands" | "landed" | "drops" => {
                (at + 1..at + 6).any(|place| CINEMA.has(tokens.at(place).word))
                    || (word.starts_with("open")
                        && (at + 1..at + 4)
                            .any(|place| matches!(tokens.at(place).class, Class::Day))
                        && self.mention_near(at).is_some())
            }
            "scheduled" | "slated" | "due" => (at + 1..at + 8).any(|place| {
                CINEMA.has(tokens.at(place).word) || RELEASE.has(tokens.at(place).word)
            }),
            "streaming" | "streams" => {
                self.mention_near(at).is_some()
                    && matches!(
                        tokens.text_of(at + 1),
                        "on" | "now" | "at" | "exclusively" | "from" | "in" | "free" | "today"
                    )
            }
            _ => self.mention_near(at).is_some() || self.speaks_of_film(at),
        }
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
            let next = tokens.at(at + 1);
            let before = tokens.text_of(at.saturating_sub(1));
            match tokens.text_of(at) {
                "turned" | "turns" => {
                    next.class == Class::Number
                        && self
                            .mention_near(at)
                            .is_some_and(|(from, _)| from < at && at - from <= 8)
                }
                "anniversary" => {
                    before.ends_with("th")
                        || before.ends_with("st")
                        || before.ends_with("rd")
                        || before.ends_with("nd")
                }
                "years" => matches!(
                    tokens.text_of(at.saturating_sub(2)),
                    "completes" | "completed" | "clocks"
                ),
                _ => false,
            }
        })?;
        Some((at, self.mention_near(at)?.1))
    }
}
