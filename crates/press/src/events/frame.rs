//! Where and when: the festival and the time that a sentence names.

use super::Sentence;
use super::words::FESTIVAL;
use crate::films::is_year;
use crate::phrases::{is_one, is_one_with_capital};
use crate::tokens::Tokens;
use ovation_language::data::{WEEKDAYS, dates, press};
use ovation_language::lexicon::Class;
use ovation_language::words::listed;
use std::sync::LazyLock;

impl Sentence<'_, '_> {
    /// The festival named in the sentence: `Lake Festival`, `Festival de Lac`, or a name after `at` beside `festival`.
    pub(super) fn festival(&self) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        let at = (self.from..self.to)
            .find(|&at| FESTIVAL.has(tokens.at(at).word) && tokens.at(at).is_capital)?;
        let mut from = at;
        while from > self.from {
            let before = tokens.at(from - 1);
            if !(before.is_capital || before.class == Class::Number) || !before.is_word() {
                break;
            }
            from -= 1;
        }
        while from < at
            && (matches!(
                tokens.at(from).class,
                Class::The | Class::Number | Class::In
            ) || is_one_with_capital(tokens, from, press::EVENTS_EDITION)
                || tokens
                    .text_of(from)
                    .starts_with(|letter: char| letter.is_ascii_digit()))
        {
            from += 1;
        }
        let mut to = at + 1;
        if from == at {
            // `Festival de Cannes`.
            while to < self.to
                && (tokens.at(to).is_capital
                    || (matches!(tokens.at(to).class, Class::In | Class::The)
                        && tokens.at(to + 1).is_capital))
            {
                to += 1;
            }
        }
        Some((from, to))
    }

    /// The day, month or year stated, and whether it is more than a weekday.
    pub(super) fn when(&self) -> Option<((usize, usize), bool)> {
        let tokens = self.tokens;
        let mut best: Option<((usize, usize), bool)> = None;
        let mut at = self.from;
        while at < self.to {
            let token = tokens.at(at);
            let word = tokens.text_of(at);
            // `May` is a month only beside a number.
            let is_may = tokens.at(at + 1).class == Class::Number && is_month(word);
            let is_told = || {
                listed(dates::TODAY, word)
                    || listed(dates::YESTERDAY, word)
                    || WEEKDAYS.iter().any(|names| listed(names, word))
            };
            let is_day = is_may || token.class == Class::Day && (token.is_capital || is_told());
            if is_day || is_year(word) || is_day_number(tokens, at) {
                let from = at;
                let mut is_full = is_year(word);
                while at < self.to {
                    let next = tokens.at(at);
                    let joins = (next.class == Class::Day && next.is_capital
                        || is_month(tokens.text_of(at)))
                        || next.class == Class::Number && tokens.text_of(at).len() <= 4
                        || next.class == Class::Comma
                            && (matches!(tokens.at(at + 1).class, Class::Day | Class::Number)
                                || is_month(tokens.text_of(at + 1)))
                        || is_one(tokens, at, dates::DAY_PARTS)
                        || is_one(tokens, at, dates::FILLERS);
                    if !joins {
                        break;
                    }
                    if next.class == Class::Number || is_month(tokens.text_of(at)) {
                        is_full = true;
                    }
                    at += 1;
                }
                let to = at.max(from + 1);
                if best.is_none_or(|(_, full)| is_full && !full) {
                    best = Some(((from, to), is_full));
                }
                at = to;
            } else {
                at += 1;
            }
        }
        best
    }
}

fn is_day_number(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.at(at).class == Class::Number
        && tokens.text_of(at).len() <= 2
        && is_month(tokens.text_of(at + 1))
}

/// Whether a word is a month's name: with a capital, or small where its language writes it so. Short
/// forms mean other things too.
fn is_month(word: &str) -> bool {
    if listed(dates::SMALL_MONTHS, word) {
        return true;
    }
    let mut letters = word.chars();
    let has_capital = letters.next().is_some_and(char::is_uppercase);
    has_capital && letters.all(char::is_lowercase) && {
        let lower = word.to_lowercase();
        MONTH_NAMES.binary_search(&&*lower).is_ok()
    }
}

/// The first name that each language has for each month.
static MONTH_NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let months = ovation_language::all().flat_map(|language| language.months);
    let mut names: Vec<&str> = months.filter_map(|names| names.first().copied()).collect();
    names.sort_unstable();
    names
});
