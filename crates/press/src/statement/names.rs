//! The words that name a speaker, from the one that a chooser picked.

use crate::phrases::is_one;
use crate::speech::Scene;
use crate::tokens::{Token, Tokens};
use ovation_language::data::press;
use ovation_language::lexicon::Class;

pub(super) fn last_name_before(scene: &Scene<'_>, first: usize) -> Option<(usize, usize)> {
    let tokens = scene.tokens;
    let (from, _) = tokens.paragraph(tokens.at(first).paragraph);
    (from..first)
        .rev()
        .find(|&at| {
            matches!(tokens.at(at).class, Class::Name | Class::He)
                && scene.inside.get(at) == Some(&0)
        })
        .map(|at| (at, at + 1))
}

/// From one token of a name to all of it: `Mr.` and `director` before, the rest after.
pub(crate) fn widen_name(scene: &Scene<'_>, at: usize) -> (usize, usize) {
    let tokens = scene.tokens;
    let here = tokens.at(at);
    let is_part = |class: Class| {
        matches!(
            class,
            Class::Name
                | Class::Capitals
                | Class::Title
                | Class::Role
                | Class::Small
                | Class::The
                | Class::A
                | Class::His
                | Class::Her
                | Class::Number
                | Class::Genitive
                | Class::Ed
                | Class::Ing
        )
    };
    if matches!(
        here.class,
        Class::He | Class::I | Class::It | Class::Him | Class::Who | Class::That
    ) {
        return (at, at + 1);
    }
    let mut from = at;
    while from > 0 {
        let before = tokens.at(from - 1);
        let is_title_stop = before.class == Class::Stop
            && tokens.near(from, -2).class == Class::Title
            && tokens.at(from).is_capital;
        if before.sentence != here.sentence
            || !(is_part(before.class) || is_title_stop)
            || at - from >= 12
        {
            break;
        }
        // `the director Ana Roy`: the article ends the name on its left, but for `a source close to the family`.
        from -= 1;
        if matches!(before.class, Class::The | Class::A | Class::His) {
            let of = matches!(tokens.near(from, -1).class, Class::In | Class::To);
            let role = (2..=3)
                .find(|&back| tokens.near(from, -back).class == Class::Role && !here.is_capital);
            match role.filter(|_| of) {
                Some(back) => from = from.saturating_sub(back.unsigned_abs()),
                None => break,
            }
        }
    }
    // A name ends before a small word, but an article at the head of a sentence is none: `A reporter`.
    let is_open = |token: &Token| {
        !token.is_capital || matches!(token.class, Class::A | Class::The | Class::His)
    };
    let mut to = at + 1;
    while to < tokens.len() {
        let next = tokens.at(to);
        let is_title_stop = next.class == Class::Stop
            && tokens.at(to - 1).class == Class::Title
            && tokens.at(to + 1).is_capital;
        let is_name = matches!(
            next.class,
            Class::Name | Class::Capitals | Class::Genitive | Class::Title
        ) || is_title_stop
            || (is_open(tokens.at(to - 1))
                && matches!(next.class, Class::Small | Class::Role | Class::Name));
        if next.paragraph != here.paragraph || !is_name || to - at >= 8 {
            break;
        }
        to += 1;
    }
    if tokens.at(to - 1).class == Class::Genitive && to - 1 > at {
        to -= 1;
    }
    if !tokens.at(to - 1).is_capital {
        to = widen_over_of(tokens, to);
    }
    (from, to)
}

/// `one source close to the studio`, `the makers of the film`: what the role is of.
fn widen_over_of(tokens: &Tokens<'_>, mut to: usize) -> usize {
    let start = to;
    while to < tokens.len() && to - start < 8 {
        let next = tokens.at(to);
        let joins = match next.class {
            Class::In | Class::To => tokens.at(to + 1).is_word(),
            Class::The
            | Class::A
            | Class::His
            | Class::Small
            | Class::Name
            | Class::Capitals
            | Class::Role
            | Class::Genitive => true,
            _ => false,
        };
        // Only on from `of`, `for`, `from`, `close to`.
        let opens = to > start || is_one(tokens, to, press::PEOPLE_CROWD_OF);
        if !joins || !opens || next.sentence != tokens.at(start - 1).sentence {
            break;
        }
        to += 1;
    }
    while to > start
        && matches!(
            tokens.at(to - 1).class,
            Class::In | Class::To | Class::The | Class::A | Class::His | Class::Genitive
        )
    {
        to -= 1;
    }
    to
}
