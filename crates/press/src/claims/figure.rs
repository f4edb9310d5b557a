//! Which number of a sentence is a score, and which says of how many reviews.
//!
//! `94 % … based on 18 reviews` states two numbers. Each is told by what stands beside it: a
//! percent sign or a scale behind a score, critics or reviews behind their number.

use crate::number_of;
use crate::phrases::{is_one, is_one_in_any_case, phrases};
use crate::tokens::Tokens;
use ovation_language::data::{press, ratings};
use ovation_language::lexicon::{Class, word_set};
use ovation_language::words::listed;

word_set!(REVIEWS, FIGURE_REVIEWS);
word_set!(pub(super) PERCENT, FIGURE_PERCENT);
// `based on`, `from`: what comes behind it is what a score was made of.
word_set!(BASIS, FIGURE_BASIS);
word_set!(OUT_OF, FIGURE_OUT_OF);
phrases!(OUT_OF_PAIRS, FIGURE_OUT_OF_PAIRS);
phrases!(PERCENT_PAIRS, FIGURE_PERCENT_PAIRS);
// What a number counts that is no score.
word_set!(COUNTED, FIGURE_COUNTED);
word_set!(pub(super) SHARE, FIGURE_SHARE);

/// The number of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// Its tokens, with the percent sign or scale behind it.
    pub(super) words: (usize, usize),
    pub(super) is: Is,
}

/// What a number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Is {
    /// A score with its sign or scale: `94 %`, `7.8/10`, `two thirds of`.
    Scaled,
    /// A number that may be a score.
    Bare,
    /// How many reviews.
    Reviews,
}

/// The numbers from one token to before another that can say a score or of how many reviews it is.
pub(super) fn numbers(tokens: &Tokens<'_>, from: usize, to: usize) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = from;
    while at < to {
        match number_at(tokens, at, from, to) {
            Some(number) => {
                at = number.words.1;
                found.push(number);
            }
            None => at += 1,
        }
    }
    found
}

/// Whether the first of the numbers from one token to before another is at that token.
pub(super) fn is_number_at(tokens: &Tokens<'_>, at: usize, to: usize) -> bool {
    at < to && number_at(tokens, at, at, to).is_some()
}

/// Of how many reviews the score at some tokens is, where that is said beside it.
pub(super) fn reviews_beside(numbers: &[Number], figure: (usize, usize)) -> Option<(usize, usize)> {
    let is_score = |number: &&Number| number.is != Is::Reviews;
    let others = numbers.iter().filter(is_score);
    let others: Vec<_> = others.filter(|other| other.words != figure).collect();
    let counts = numbers.iter().filter(|number| number.is == Is::Reviews);
    // A number of reviews behind the next score is that one's.
    let own = counts.filter(|count| {
        let (low, high) = (figure.0.min(count.words.0), figure.0.max(count.words.0));
        let between = others
            .iter()
            .any(|other| low < other.words.0 && other.words.0 < high && other.is == Is::Scaled);
        !between && high - low <= REACH
    });
    let best = own.min_by_key(|count| {
        // `A 94 % … based on 18 reviews`: it follows as a rule.
        if count.words.0 > figure.0 {
            count.words.0 - figure.0
        } else {
            2 * (figure.0 - count.words.0)
        }
    });
    best.map(|count| count.words)
}

/// How many words a score and its number of reviews stand apart at most.
const REACH: usize = 16;

fn number_at(tokens: &Tokens<'_>, at: usize, from: usize, to: usize) -> Option<Number> {
    let is_digits = tokens.at(at).class == Class::Number;
    let text = tokens.text_of(at).to_lowercase();
    if let Some(end) = share_end(tokens, at, to) {
        return Some(Number {
            words: (at, end),
            is: Is::Scaled,
        });
    }
    let is_joined = text.contains('-');
    if is_digits && ends_in_percent(&text) && is_joined {
        return Some(Number {
            words: (at, at + 1),
            is: Is::Scaled,
        });
    }
    let value = if is_digits {
        digits(&text)?
    } else {
        spelled(&text)?
    };
    if let Some(end) = scale_end(tokens, at, to) {
        return Some(Number {
            words: (at, end),
            is: Is::Scaled,
        });
    }
    let is_year = text.len() == 4 && (1880.0..2200.0).contains(&value);
    if counts_reviews(tokens, at, at + 1, to) || !is_year && is_basis(tokens, at, from, to) {
        return (value.fract() == 0.0 && value >= 1.0).then_some(Number {
            words: (at, at + 1),
            is: Is::Reviews,
        });
    }
    let is_bare = is_digits
        && value <= 100.0
        && !is_date(tokens, at)
        && !text.starts_with(['$', '€', '£'])
        && !COUNTED.has(tokens.at(at + 1).word)
        && !text.ends_with(|letter: char| letter.is_alphabetic());
    is_bare.then_some(Number {
        words: (at, at + 1),
        is: Is::Bare,
    })
}

/// `1,204`, `7.8`, `7,8`: a comma before three digits parts thousands.
fn digits(text: &str) -> Option<f64> {
    let plain = match text.split_once([',', '.']) {
        Some((whole, rest)) if rest.len() == 3 && whole.len() <= 3 => format!("{whole}{rest}"),
        _ => text.replace(',', "."),
    };
    plain.parse().ok().or_else(|| number_of(text))
}

/// How many reviews some words say: `18`, `1,204`, `eighteen`.
pub(crate) fn count_of(words: &str) -> Option<u32> {
    let words = words.trim().to_lowercase();
    let value = if words.starts_with(|letter: char| letter.is_ascii_digit()) {
        digits(&words)?
    } else {
        spelled(&words)?
    };
    // Far more reviews than any film has; a count is a whole number.
    let is_count = value.fract() == 0.0 && (1.0..=10_000_000.0).contains(&value);
    is_count.then(|| format!("{value:.0}").parse().ok())?
}

/// `eighteen`, `ninety-four`; `one` and its like are articles as often as numbers.
fn spelled(text: &str) -> Option<f64> {
    let value = match text.split_once('-') {
        Some((tens, ones)) => number_of(tens)? + number_of(ones)?,
        None => number_of(text)?,
    };
    (value >= 2.0).then_some(value)
}

/// The end of the percent sign or word behind a number.
fn percent_end(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let next = tokens.at(at + 1);
    let text = tokens.text_of(at + 1).to_lowercase();
    if PERCENT.has(next.word) || text == "%" || text == "٪" || begins_percent(&text) {
        return Some(at + 2);
    }
    PERCENT_PAIRS.end_at(tokens, at + 1)
}

/// `percent`, `percentage`.
pub(super) fn begins_percent(text: &str) -> bool {
    let mut stems = press::FIGURE_PERCENT_STEMS.iter();
    stems.any(|stem| text.starts_with(stem))
}

/// `94-percent`.
fn ends_in_percent(text: &str) -> bool {
    let mut ends = press::FIGURE_PERCENT_JOINED.iter();
    ends.any(|end| text.ends_with(end))
}

/// Tops of scales that scores of films are printed with.
const TOPS: [f64; 5] = [4.0, 5.0, 10.0, 20.0, 100.0];

/// The end of what stands behind a score: `%`, `/10`, `out of 100`, `sur 5`.
fn scale_end(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<usize> {
    if let Some(end) = percent_end(tokens, at) {
        return Some(end);
    }
    let is_top = |place: usize| {
        let number = number_of(&tokens.text_of(place).to_lowercase());
        let is_known = |number: f64| {
            TOPS.iter()
                .any(|top: &f64| (top - number).abs() < f64::EPSILON)
        };
        place < to && number.is_some_and(is_known)
    };
    if tokens.text_of(at + 1) == "/" && is_top(at + 2) {
        return Some(at + 3);
    }
    let next = tokens.text_of(at + 1).to_lowercase();
    let points = listed(ratings::STARS, &next) || listed(ratings::UNITS, &next);
    let out = if points { at + 2 } else { at + 1 };
    if let Some(top) = OUT_OF_PAIRS.end_at(tokens, out)
        && is_top(top)
    {
        return Some(top + 1);
    }
    // `18 of 20 critics` is a share of critics and read as such below.
    (OUT_OF.has(tokens.at(out).word) && is_top(out + 1)).then_some(out + 2)
}

/// `two thirds of`, `three quarters of`, `half of`, before a number of reviews.
fn share_end(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<usize> {
    let share = if SHARE.has(tokens.at(at).word) {
        at
    } else if spelled(&tokens.text_of(at).to_lowercase()).is_some()
        && SHARE.has(tokens.at(at + 1).word)
    {
        at + 1
    } else {
        let text = tokens.text_of(at).to_lowercase();
        let (count, share) = text.split_once('-')?;
        if !(listed(press::FIGURE_SHARE, share) && number_of(count).is_some()) {
            return None;
        }
        at
    };
    if !is_one(tokens, share + 1, press::FIGURE_SHARE_OF) {
        return None;
    }
    let mut number = share + 2;
    if tokens.at(number).class == Class::The {
        number += 1;
    }
    let is_number = tokens.at(number).class == Class::Number
        || spelled(&tokens.text_of(number).to_lowercase()).is_some();
    (number < to && is_number && counts_reviews(tokens, number, number + 1, to))
        .then_some(share + 1)
}

/// Whether critics or reviews stand behind a number, at most two words between: `18 published
/// reviews`, `18 of the critics`.
fn counts_reviews(tokens: &Tokens<'_>, at: usize, end: usize, to: usize) -> bool {
    let sentence = tokens.at(at).sentence;
    for place in end..to.min(end + 4) {
        let token = tokens.at(place);
        if token.sentence != sentence || !token.is_word() || token.class == Class::Number {
            return false;
        }
        if REVIEWS.has(token.word) {
            return true;
        }
        if matches!(token.class, Class::Be | Class::And | Class::Said | Class::A) {
            return false;
        }
    }
    false
}

/// `based on 40`: a number that stands right behind what a score was made of, and nothing of its
/// own behind it.
fn is_basis(tokens: &Tokens<'_>, at: usize, from: usize, to: usize) -> bool {
    let low = from.max(at.saturating_sub(3));
    let mut before = low..at;
    let is_based = before.any(|place| {
        BASIS.has(tokens.at(place).word)
            && (place + 1..at)
                .all(|between| is_one_in_any_case(tokens, between, press::FIGURE_BASIS_ON))
    });
    let next = tokens.at(at + 1);
    let ends = at + 1 >= to || !next.is_word() || matches!(next.class, Class::And | Class::If);
    is_based && ends
}

/// A day or a year.
fn is_date(tokens: &Tokens<'_>, at: usize) -> bool {
    let beside = [tokens.near(at, -1).class, tokens.near(at, 1).class];
    beside.contains(&Class::Day)
}
