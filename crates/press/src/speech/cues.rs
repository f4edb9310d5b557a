//! Signs that a word is a cue.

use super::Sign;
use super::{Scene, bucket, class, seen};
use crate::scorer::Signs;
use crate::tokens::{Token, Tokens};
use ovation_language::lexicon::Class;

/// Whether a word may be a cue at all.
pub fn may_be_cue(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = tokens.at(at);
    matches!(
        token.class,
        Class::Small | Class::Ed | Class::Ing | Class::Said | Class::Saying | Class::Role
    ) || token.class == Class::Colon
        || (token.is_capital && matches!(token.class, Class::Name) && first_word(tokens, at))
}

fn first_word(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = tokens.near(at, -1);
    before.sentence != tokens.at(at).sentence
}

/// Signs that a word is a cue; the first is the word itself.
pub fn cue_signs(scene: &Scene<'_>, at: usize, signs: &mut Signs) {
    let tokens = scene.tokens;
    signs.clear();
    let here = tokens.at(at);
    let word = here.word;
    signs.see(Sign::CueWord, [word]);
    signs.see(Sign::CueSuffix, [here.suffix]);
    signs.see(Sign::CueClass, [class(here)]);
    let near = |offset: isize| tokens.near(at, offset);
    let within = |offset: isize| {
        let token = near(offset);
        if token.paragraph == here.paragraph {
            token
        } else {
            &Token::NONE
        }
    };
    let (b1, b2, b3) = (within(-1), within(-2), within(-3));
    let (a1, a2, a3) = (within(1), within(2), within(3));
    signs.see(Sign::CueSeenBefore, [seen(b1)]);
    signs.see(Sign::CueSeenAfter, [seen(a1)]);
    signs.see(Sign::CueSeenBeforeWord, [seen(b1), word]);
    signs.see(Sign::CueWordSeenAfter, [word, seen(a1)]);
    signs.see(Sign::CueWordClassAfter, [word, class(a1)]);
    signs.see(Sign::CueClassBeforeWord, [class(b1), word]);
    signs.see(
        Sign::CueClassSecondBeforeClassBefore,
        [class(b2), class(b1)],
    );
    signs.see(Sign::CueClassAfterClassSecondAfter, [class(a1), class(a2)]);
    signs.see(
        Sign::CueSuffixClassBeforeClassAfter,
        [here.suffix, class(b1), class(a1)],
    );
    signs.see(
        Sign::CueClassSecondBeforeClassBeforeClassAfter,
        [class(b2), class(b1), class(a1)],
    );
    signs.see(
        Sign::CueClassAfterClassSecondAfterClassThirdAfter,
        [class(a1), class(a2), class(a3)],
    );
    signs.see(
        Sign::CueClassThirdBeforeClassSecondBeforeClassBefore,
        [class(b3), class(b2), class(b1)],
    );
    signs.see(Sign::CueSeenSecondBefore, [seen(b2)]);
    signs.see(Sign::CueSeenSecondAfter, [seen(a2)]);
    signs.see(Sign::CueSeenSecondBeforeSeenBefore, [seen(b2), seen(b1)]);
    signs.see(Sign::CueSeenAfterSeenSecondAfter, [seen(a1), seen(a2)]);
    signs.see(
        Sign::CueWordClassAfterClassSecondAfter,
        [word, class(a1), class(a2)],
    );
    let is_inside = u32::from(scene.is_inside(at));
    signs.see(Sign::CueInside, [is_inside]);
    signs.see(Sign::CueInsideClass, [is_inside, class(here)]);
    sentence_signs(scene, at, class(b1), signs);
}

/// What else the sentence of a word holds; with the class of the word before it.
fn sentence_signs(scene: &Scene<'_>, at: usize, before: u32, signs: &mut Signs) {
    let tokens = scene.tokens;
    let here = tokens.at(at);
    let (word, is_inside) = (here.word, u32::from(scene.is_inside(at)));
    let (from, to) = tokens.sentence(here.sentence);
    let mut said_before = 0;
    let mut that_after = 0;
    let mut be_after = 0;
    let mut name_before = 0;
    let mut mark_near = 0;
    for other in from..at {
        let token = tokens.at(other);
        match token.class {
            Class::Said | Class::Saying => said_before = 1 + u32::from(scene.is_inside(other)),
            Class::Name | Class::He | Class::Capitals => name_before = 1,
            _ => {}
        }
    }
    for other in at + 1..to.min(at + 12) {
        match tokens.at(other).class {
            Class::That if that_after == 0 => that_after = bucket(other - at),
            Class::Be if be_after == 0 => be_after = bucket(other - at),
            Class::Open | Class::Mark if mark_near == 0 => mark_near = bucket(other - at),
            _ => {}
        }
    }
    signs.see(Sign::CueSaidBeforeInside, [said_before, is_inside]);
    signs.see(Sign::CueThatAfterClass, [that_after, class(here)]);
    signs.see(Sign::CueBeAfterClass, [be_after, class(here)]);
    signs.see(Sign::CueNameBeforeClassBefore, [name_before, before]);
    signs.see(Sign::CueMarkNearClass, [mark_near, class(here)]);
    signs.see(Sign::CueWordHasBeAfter, [word, u32::from(be_after > 0)]);
    signs.see(Sign::CueWordSaidBefore, [word, said_before]);
    // A stretch that ends just before: `"…," he said`.
    let mut closed = 0;
    for back in 1..=4_usize {
        let Some(other) = at.checked_sub(back) else {
            break;
        };
        if scene.is_inside(other) && is_inside == 0 {
            closed = u32::try_from(back).unwrap_or(0);
            break;
        }
    }
    signs.see(Sign::CueClosedClass, [closed, class(here)]);
    signs.see(Sign::CueClosedWord, [closed, word]);
    signs.see(Sign::CueStepsAtFrom, [bucket(at - from)]);
}
