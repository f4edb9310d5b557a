//! Prizes: won, hoped for, or run for.

use super::named::GIVE;
use super::words::{AWARD_THING, BEST, CAST, NOMINATED, PRIZE, WIN};
use super::{RUNS_FOR, Sentence};
use crate::phrases::{is_one, is_one_in_any_case, is_one_with_capital};
use ovation_language::data::press;
use ovation_language::lexicon::Class;

/// How many words a prize and the word that says it was won stand apart at most.
const WIN_REACH: usize = 16;
/// How near to them a nomination stands that is meant.
const BESIDE: usize = 2;

impl Sentence<'_, '_> {
    /// Films that a prize was for: the row after `for`, else the nearest.
    pub(super) fn prized(&self, at: usize) -> Vec<usize> {
        let tokens = self.tokens;
        let after = (at..self.to)
            .find(|&place| is_one(tokens, place, press::NAMED_FOR_WHAT))
            .map(|place| self.row_after(place))
            .unwrap_or_default();
        if !after.is_empty() {
            return after;
        }
        if let Some((_, number)) = self.mention_near(at) {
            return vec![number];
        }
        if self.speaks_of_film(at) {
            return self.film(at).into_iter().collect();
        }
        Vec::new()
    }

    /// The first film after a token, and those that stand in a row with it.
    fn row_after(&self, at: usize) -> Vec<usize> {
        let mut mentions: Vec<(usize, usize, usize)> = Vec::new();
        for (number, film) in self.films.iter().enumerate() {
            let here = film.mentions.iter();
            let here = here.filter(|&&(from, _)| at < from && from < self.to);
            mentions.extend(here.map(|&(from, to)| (from, to, number)));
        }
        mentions.sort_unstable();
        let mut row: Vec<usize> = Vec::new();
        let mut end = None;
        for (from, to, number) in mentions {
            let is_joined = end.is_none_or(|end| {
                (end..from).all(|place| {
                    let token = self.tokens.at(place);
                    !token.is_word()
                        || matches!(token.class, Class::And | Class::The)
                        || is_one(self.tokens, place, press::NAMED_FOR_WHAT)
                })
            });
            if !is_joined {
                break;
            }
            end = Some(to);
            if !row.contains(&number) {
                row.push(number);
            }
        }
        row
    }

    /// `is in the running for the Golden Lion`: in competition.
    pub(super) fn runs_for_prize(&self) -> Option<usize> {
        let tokens = self.tokens;
        let at = self.phrase(&RUNS_FOR)?;
        let prize = (at..self.to.min(at + 6)).any(|place| self.is_cast_prize(place));
        let is_palme = (at..self.to.min(at + 6))
            .any(|place| is_one_with_capital(tokens, place, press::NAMED_TOP_PRIZE));
        (prize || is_palme).then_some(at)
    }

    /// `Golden Lion`, `Silver Bear`.
    fn is_cast_prize(&self, at: usize) -> bool {
        let tokens = self.tokens;
        is_one_with_capital(tokens, at, press::EVENTS_METAL)
            && CAST.has(tokens.at(at + 1).word)
            && tokens.at(at + 1).is_capital
    }

    /// `the Golden Gull`, `the Silver Lantern`: a metal and a name behind an article, no film's title.
    fn is_metal_prize(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let is_metal = is_one_with_capital(tokens, at, press::EVENTS_METAL);
        let next = tokens.at(at + 1);
        is_metal
            && at > self.from
            && next.class == Class::Name
            && matches!(tokens.at(at - 1).class, Class::The | Class::A)
            && self.films.iter().all(|film| {
                let mut mentions = film.mentions.iter();
                mentions.all(|&(from, to)| at < from || to <= at)
            })
    }

    /// Whether a prize is named at a token: `Oscar`, `Silver Bear`, `Best Actress`.
    fn is_prize(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let next = tokens.at(at + 1);
        if AWARD_THING.has(next.word) {
            return false;
        }
        PRIZE.has(tokens.at(at).word)
            || self.is_cast_prize(at)
            || self.is_metal_prize(at)
            || is_one_with_capital(tokens, at, press::NAMED_FOR_BEST)
                && next.is_capital
                && BEST.has(next.word)
    }

    /// A prize and the word that says it was won, outside speech and with no nomination beside them.
    pub(super) fn prize_won(&self) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        let is_nominated = |one: usize, other: usize| {
            let low = self.from.max(one.min(other).saturating_sub(BESIDE));
            let high = self.to.min(one.max(other) + BESIDE + 1);
            (low..high).any(|at| NOMINATED.has(tokens.at(at).word))
        };
        let mut prizes = (self.from..self.to).filter(|&at| !self.is_said(at) && self.is_prize(at));
        prizes.find_map(|at| {
            let low = self.from.max(at.saturating_sub(WIN_REACH));
            let mut wins = low..self.to.min(at + WIN_REACH + 1);
            let win = wins.find(|&win| {
                (WIN.has(tokens.at(win).word) || self.is_given(win, at))
                    && !self.is_said(win)
                    && !is_nominated(at, win)
                    && !self.is_to_come(win)
            })?;
            Some((at, win))
        })
    }

    /// The prize that is named nearest to a word.
    pub(super) fn prize_near(&self, at: usize) -> Option<usize> {
        let prizes = (self.from..self.to).filter(|&place| self.is_prize(place));
        prizes.min_by_key(|place| place.abs_diff(at))
    }

    /// `went to`, `gave … the prize`, `presented the award to Nora Vale`.
    fn is_given(&self, verb: usize, prize: usize) -> bool {
        let tokens = self.tokens;
        if !GIVE.has(tokens.at(verb).word) || verb == prize {
            return false;
        }
        let opens_recipient = |to: usize| {
            let mut behind = to + 1..self.to.min(to + 5);
            behind.any(|place| tokens.at(place).is_capital)
        };
        let is_to = |place: usize| is_one(tokens, place, press::NAMED_TO);
        if prize < verb {
            return is_to(verb + 1) && opens_recipient(verb + 1);
        }
        let is_handed = (prize..self.to.min(prize + 10)).any(|to| is_to(to) && opens_recipient(to));
        let is_before = tokens.at(verb + 1).is_capital && prize <= verb + 8;
        is_handed || is_before
    }

    /// Whether a verb speaks of what may come: `set to win`, `will take`, `if she wins`. `The first to win` and `went on to
    /// win` speak of what was.
    fn is_to_come(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let within = |reach: usize, words: &[&str]| {
            let low = self.from.max(at.saturating_sub(reach));
            (low..at).any(|place| is_one(tokens, place, words))
        };
        within(2, press::EVENTS_MAY)
            || self.is_if(at)
            || within(2, press::EVENTS_TO_WIN) && !within(6, press::EVENTS_FIRST_TO)
    }

    /// Whether `if` opens the clause of a token.
    fn is_if(&self, at: usize) -> bool {
        let mut before = (self.from..at).rev();
        let opening = before.find(|&place| {
            let token = self.tokens.at(place);
            token.class == Class::Comma || is_one_in_any_case(self.tokens, place, press::EVENTS_IF)
        });
        opening.is_some_and(|place| self.tokens.at(place).class != Class::Comma)
    }
}
