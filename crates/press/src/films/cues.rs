//! What the strongest cues around a run say together, as one number: what a person would look at first.

use super::article_features::ArticleFeatures;
use super::signs::{ends_in_number, is_compound};
use super::spans::{CandidateRun, Marks};
use super::words::{
    ACTS, AFTER, FILM, FILMS, KIND, MAKES, PARTS, PRIZE, SERIES, SHOWN, TITLED, WORK,
};
use crate::tokens::Token;
use ovation_language::data::titles;
use ovation_language::lexicon::Class;
use ovation_language::words::listed;

const FILM_NOUN: u32 = FILM | FILMS;

impl ArticleFeatures<'_, '_> {
    /// The number for a run: above 2.5 a title as a rule, below nothing hardly ever. `begin` and `end` are the
    /// run's bounds with the marks around it.
    pub(super) fn cues(&self, run: &CandidateRun, begin: usize, end: usize) -> f32 {
        let tokens = self.tokens;
        let (from, to) = (run.from, run.to);
        let here = tokens.at(from);
        let is_marked = run.marks == Marks::Whole;
        let is_single = to - from == 1;
        let back = |offset: usize| -> Option<(&Token, u32)> {
            let at = begin.checked_sub(offset)?;
            let token = tokens.at(at);
            (token.sentence == here.sentence).then(|| (token, self.sorts(at)))
        };
        let sorts_back = |offset: usize| back(offset).map_or(0, |(_, sorts)| sorts);
        let sorts_on = |offset: usize| {
            let is_same = tokens.at(end + offset).sentence == here.sentence;
            if is_same { self.sorts(end + offset) } else { 0 }
        };
        let before = back(1).map_or(Class::Edge, |(token, _)| token.class);
        let word_before = begin.checked_sub(1).map_or("", |at| tokens.text_of(at));
        let is_plural = begin
            .checked_sub(2)
            .is_some_and(|at| self.sorts(at) & FILMS != 0);
        let mut weight: f32 = if is_marked { 1.5 } else { 0.0 };
        // A film noun before: `the film X`, `films such as X`, `the comedy, X,`.
        if sorts_back(1) & FILM_NOUN != 0 {
            weight += 3.0;
        } else if sorts_back(2) & FILM_NOUN != 0
            && (is_such(word_before)
                || before == Class::Comma
                    && !is_plural
                    && (is_marked || tokens.at(end).class.is_break()))
            || sorts_back(3) & FILM_NOUN != 0 && is_such(word_before)
        {
            weight += 2.6;
        } else if sorts_back(2) & FILM_NOUN != 0
            && matches!(before, Class::In | Class::Ed | Class::Said | Class::Small)
        {
            weight += 1.6;
        }
        // `appears in X`, `the premiere of X`, `nominated for X`.
        if before == Class::In {
            if sorts_back(2) & ACTS != 0 {
                weight += 2.0;
            }
            if sorts_back(2) & PARTS != 0 && listed(titles::OF_PARTS, word_before) {
                weight += if is_fame(tokens.text_of(begin - 2)) {
                    3.0
                } else {
                    2.3
                };
            }
            if listed(titles::IN_FILM, word_before) {
                weight += 0.5;
            }
            if listed(titles::PRIZED_FOR, word_before) && self.is_prized(from) {
                weight += 2.5;
            }
        }
        if sorts_back(1) & TITLED != 0 {
            weight += if self.is_film_named(begin - 1) {
                3.5
            } else {
                2.0
            };
        }
        if matches!(before, Class::Comma | Class::And) && self.is_among_films(begin) {
            weight += 2.4;
        }
        if sorts_back(1) & MAKES != 0 {
            weight += 1.6;
        }
        // `2004’s X`, `Roy’s film X`.
        if before == Class::Genitive {
            let is_year = back(2).is_some_and(|(token, _)| token.class == Class::Number);
            weight += if is_year { 2.6 } else { 0.0 };
        }
        if super::is_year_in_brackets(tokens, end) {
            weight += 2.6;
        }
        // What follows: `X star`, `X films`, `X is a drama`.
        let is_kind = (from..to).all(|at| self.sorts(at) & KIND != 0);
        if !is_kind {
            weight += if is_fame(tokens.text_of(end)) {
                if matches!(before, Class::The | Class::A | Class::Edge) {
                    2.6
                } else {
                    1.6
                }
            } else if sorts_on(0) & FILM_NOUN != 0 && !listed(titles::NO_NOUN, tokens.text_of(end))
            {
                2.5
            } else if sorts_on(1) & FILM_NOUN != 0 && tokens.at(end).class != Class::Comma {
                1.2
            } else if sorts_on(0) & (AFTER | SHOWN) != 0 {
                1.6
            } else {
                0.0
            };
            if self.is_a_film(end) {
                weight += 2.2;
            }
        }
        if self.has_near(run, FILM_NOUN | ACTS) {
            weight += if is_marked { 1.0 } else { 0.5 };
        }
        if !is_marked && ends_in_number(tokens.text_of(to - 1)) && to - from > 1 {
            weight += 1.0;
        }
        // `The` with a capital within a sentence opens a title or a name.
        if here.class == Class::The && here.is_capital && !is_marked && back(1).is_some() {
            weight += 1.6;
        }
        // What speaks against.
        let other = WORK | SERIES;
        if (sorts_on(0) | sorts_back(1)) & other != 0
            || is_marked && (sorts_on(1) | sorts_back(2)) & other != 0
        {
            weight -= 2.5;
        }
        if self.people.is_name(tokens, from, to) {
            weight -= if is_marked { 2.0 } else { 4.0 };
        } else if is_single && self.is_person(from) && !is_marked {
            weight -= if weight >= 2.5 { 0.6 } else { 3.0 };
        }
        if is_kind || (from..to).any(|at| is_compound(tokens.text_of(at))) {
            weight -= 4.0;
        }
        if is_marked {
            return weight;
        }
        if is_single && back(1).is_none() {
            // A word with a capital because it opens the sentence.
            weight -= 2.0;
        }
        if tokens.at(end).class == Class::Said
            && end == to
            && back(1).is_none_or(|(token, _)| token.class.is_break())
        {
            weight -= 1.5;
        }
        let is_example = listed(titles::EXAMPLE, word_before)
            && (sorts_back(2) | sorts_back(3)) & FILM_NOUN != 0;
        if !is_example && is_of_person(word_before) {
            weight -= 3.0;
        }
        weight
    }

    /// Whether the words before speak of prizes: `nominated for X`.
    fn is_prized(&self, at: usize) -> bool {
        let (from, _) = self.tokens.sentence(self.tokens.at(at).sentence);
        (from.max(at.saturating_sub(16))..at).any(|place| self.sorts(place) & PRIZE != 0)
    }

    /// Whether the words before a naming word speak of a film: `the movie will be titled X`.
    fn is_film_named(&self, at: usize) -> bool {
        let (from, _) = self.tokens.sentence(self.tokens.at(at).sentence);
        let mut before = (from.max(at.saturating_sub(8))..at).rev();
        let noun = before.find(|&place| self.sorts(place) & (FILM_NOUN | WORK | SERIES) != 0);
        noun.is_some_and(|place| self.sorts(place) & (WORK | SERIES) == 0)
    }

    /// Whether it stands in a row that is said to be of films: `films like X, Y and Z`.
    fn is_among_films(&self, begin: usize) -> bool {
        let tokens = self.tokens;
        let (from, _) = tokens.sentence(tokens.at(begin).sentence);
        for at in (from.max(begin.saturating_sub(ROW))..begin).rev() {
            let token = tokens.at(at);
            if is_such(tokens.text_of(at)) {
                let before = [1, 2].map(|offset| at.checked_sub(offset));
                let mut before = before.into_iter().flatten();
                return before.any(|place| place >= from && self.sorts(place) & FILMS != 0);
            }
            let is_of_row = token.is_capital
                || !token.is_word()
                || matches!(token.class, Class::And | Class::The | Class::A | Class::In)
                || token.class == Class::Number;
            if !is_of_row {
                return false;
            }
        }
        false
    }

    /// `X is a ... short`.
    fn is_a_film(&self, at: usize) -> bool {
        let tokens = self.tokens;
        is_or_comma(tokens.text_of(at))
            && listed(titles::ONE, tokens.text_of(at + 1))
            && (at + 2..at + 7).any(|place| {
                tokens.at(place).sentence == tokens.at(at).sentence
                    && self.sorts(place) & FILM_NOUN != 0
            })
    }
}

/// Most tokens of a row before a title in it.
const ROW: usize = 30;

/// `X is a drama`, `X, a drama`.
pub(super) fn is_or_comma(word: &str) -> bool {
    matches!(word, "," | "–" | "—") || listed(titles::IS_A, word)
}

/// `such as`, `like`, `including`, `from` before a title.
fn is_such(word: &str) -> bool {
    matches!(word, "–" | "—") || listed(titles::AS_SUCH, word)
}

/// What stands between a title and a name: `the X star`.
fn is_fame(word: &str) -> bool {
    listed(titles::FAME, word)
}

/// What stands before a person or a part.
fn is_of_person(word: &str) -> bool {
    listed(titles::OF_PERSON, word)
}
