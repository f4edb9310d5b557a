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
    signs.add(Sign::CueWord.number(), word);
    signs.add(Sign::CueSuffix.number(), here.suffix);
    signs.add(Sign::CueClass.number(), class(here));
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
    signs.add(Sign::CueSeenBefore.number(), seen(b1));
    signs.add(Sign::CueSeenAfter.number(), seen(a1));
    signs.add2(Sign::CueSeenBeforeWord.number(), seen(b1), word);
    signs.add2(Sign::CueWordSeenAfter.number(), word, seen(a1));
    signs.add2(Sign::CueWordClassAfter.number(), word, class(a1));
    signs.add2(Sign::CueClassBeforeWord.number(), class(b1), word);
    signs.add2(
        Sign::CueClassSecondBeforeClassBefore.number(),
        class(b2),
        class(b1),
    );
    signs.add2(
        Sign::CueClassAfterClassSecondAfter.number(),
        class(a1),
        class(a2),
    );
    signs.add3(
        Sign::CueSuffixClassBeforeClassAfter.number(),
        here.suffix,
        class(b1),
        class(a1),
    );
    signs.add3(
        Sign::CueClassSecondBeforeClassBeforeClassAfter.number(),
        class(b2),
        class(b1),
        class(a1),
    );
    signs.add3(
        Sign::CueClassAfterClassSecondAfterClassThirdAfter.number(),
        class(a1),
        class(a2),
        class(a3),
    );
    signs.add3(
        Sign::CueClassThirdBeforeClassSecondBeforeClassBefore.number(),
        class(b3),
        class(b2),
        class(b1),
    );
    signs.add(Sign::CueSeenSecondBefore.number(), seen(b2));
    signs.add(Sign::CueSeenSecondAfter.number(), seen(a2));
    signs.add2(
        Sign::CueSeenSecondBeforeSeenBefore.number(),
        seen(b2),
        seen(b1),
    );
    signs.add2(
        Sign::CueSeenAfterSeenSecondAfter.number(),
        seen(a1),
        seen(a2),
    );
    signs.add3(
        Sign::CueWordClassAfterClassSecondAfter.number(),
        word,
        class(a1),
        class(a2),
    );
    let is_inside = u32::from(scene.is_inside(at));
    signs.add(Sign::CueInside.number(), is_inside);
    signs.add2(Sign::CueInsideClass.number(), is_inside, class(here));
    // What else the sentence holds.
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
    signs.add2(Sign::CueSaidBeforeInside.number(), said_before, is_inside);
    signs.add2(Sign::CueThatAfterClass.number(), that_after, class(here));
    signs.add2(Sign::CueBeAfterClass.number(), be_after, class(here));
    signs.add2(
        Sign::CueNameBeforeClassBefore.number(),
        name_before,
        class(b1),
    );
    signs.add2(Sign::CueMarkNearClass.number(), mark_near, class(here));
    signs.add2(
        Sign::CueWordHasBeAfter.number(),
        word,
        u32::from(be_after > 0),
    );
    signs.add2(Sign::CueWordSaidBefore.number(), word, said_before);
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
    signs.add2(Sign::CueClosedClass.number(), closed, class(here));
    signs.add2(Sign::CueClosedWord.number(), closed, word);
    signs.add(Sign::CueStepsAtFrom.number(), bucket(at - from));
}
