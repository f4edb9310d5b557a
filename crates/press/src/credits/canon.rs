//! Credits in passing: `one of many in her canon, including …`, and whom a pronoun before a verb of making
//! stands for.

use super::{CreditKind, FoundCredit, IsPerson, is_name, name_after};
use crate::films::{FILM, Film};
use crate::tokens::Tokens;
use ovation_language::lexicon::{Class, word_set};

word_set!(CANON, CREDITS_CANON);
word_set!(INCLUDING, CREDITS_INCLUDING);
word_set!(DIRECTOR, CREDITS_DIRECTOR_ROLE);
word_set!(CAST, CREDITS_CAST_ROLE);

/// How far a canon's films stand behind the word at most, to the first of them.
const REACH: usize = 8;

/// The films that a sentence counts among somebody's work: `her canon, including A and B`.
pub(super) fn canon(
    tokens: &Tokens<'_>,
    films: &[Film],
    at: usize,
    is_person: &IsPerson<'_>,
) -> Vec<FoundCredit> {
    if !CANON.has(tokens.at(at).word) {
        return Vec::new();
    }
    let (from, to) = tokens.sentence(tokens.at(at).sentence);
    let low = from.max(at.saturating_sub(3));
    let owner = (low..at)
        .rev()
        .find_map(|place| match tokens.at(place).class {
            Class::His | Class::Her => one_named_before(tokens, place, is_person),
            Class::Genitive => name_ending(tokens, place, from).filter(|it| is_person(it.0, it.1)),
            _ => None,
        });
    let Some(person) = owner else {
        return Vec::new();
    };
    let Some(kind) = role_of(tokens, person) else {
        return Vec::new();
    };
    let Some(including) =
        (at + 1..to.min(at + REACH)).find(|it| INCLUDING.has(tokens.at(*it).word))
    else {
        return Vec::new();
    };
    let row = row_of_films(tokens, films, including + 1, to);
    row.into_iter()
        .map(|film| FoundCredit {
            kind,
            person,
            film: Some(film),
            words: (from, to),
            is_announced: false,
        })
        .collect()
}

/// Films in a row, the first within reach.
fn row_of_films(tokens: &Tokens<'_>, films: &[Film], from: usize, to: usize) -> Vec<usize> {
    let mut mentions: Vec<(usize, usize, usize)> = films
        .iter()
        .enumerate()
        .flat_map(|(number, film)| {
            let mentions = film.mentions.iter();
            mentions.map(move |&(first, end)| (first, end, number))
        })
        .filter(|it| from <= it.0 && it.0 < to)
        .collect();
    mentions.sort_unstable();
    let mut row = Vec::new();
    let mut end = from;
    for (first, next, number) in mentions {
        let is_joined = (end..first).all(|at| {
            let token = tokens.at(at);
            !token.is_word()
                || matches!(
                    token.class,
                    Class::And | Class::The | Class::A | Class::His | Class::Number
                )
                || FILM.has(token.word)
        });
        if !is_joined {
            break;
        }
        end = next;
        if !row.contains(&number) {
            row.push(number);
        }
    }
    row
}

/// The person whom `she` stands for, where the words before in the sentence, or else the sentence before,
/// name one alone.
pub(super) fn one_named_before(
    tokens: &Tokens<'_>,
    at: usize,
    is_person: &IsPerson<'_>,
) -> Option<(usize, usize)> {
    let number = tokens.at(at).sentence;
    let (from, _) = tokens.sentence(number);
    if let Some(named) = only_person(tokens, from, at, is_person) {
        return named;
    }
    let (first, end) = tokens.sentence(number.checked_sub(1)?);
    only_person(tokens, first, end, is_person)?
}

/// The one person named between two tokens: none within where several are, nothing at all where nobody is.
#[expect(clippy::option_option, reason = "nobody and several are two things")]
fn only_person(
    tokens: &Tokens<'_>,
    from: usize,
    to: usize,
    is_person: &IsPerson<'_>,
) -> Option<Option<(usize, usize)>> {
    let mut found: Option<(usize, usize)> = None;
    let mut at = from;
    while at < to {
        let name = is_name(tokens, at)
            .then(|| name_after(tokens, at, to))
            .flatten();
        let Some(name) = name else {
            at += 1;
            continue;
        };
        at = name.1;
        if name.1 - name.0 >= 2 && is_person(name.0, name.1) {
            if found.is_some() {
                return Some(None);
            }
            found = Some(name);
        }
    }
    found.map(Some)
}

/// The name that ends right before a token.
fn name_ending(tokens: &Tokens<'_>, at: usize, from: usize) -> Option<(usize, usize)> {
    let mut start = at;
    while start > from && is_name(tokens, start - 1) {
        start -= 1;
    }
    (at >= start + 2).then_some((start, at))
}

/// What the words beside a name say somebody is: `director Nora Vale`, `Otto Brand, the actor`.
fn role_of(tokens: &Tokens<'_>, (from, to): (usize, usize)) -> Option<CreditKind> {
    let before = from.checked_sub(1);
    let beside = before.into_iter().chain(to..to + 4);
    beside.into_iter().find_map(|at| {
        let word = tokens.at(at).word;
        if DIRECTOR.has(word) {
            Some(CreditKind::Director)
        } else if CAST.has(word) {
            Some(CreditKind::Cast)
        } else {
            None
        }
    })
}
