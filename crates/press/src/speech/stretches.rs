//! Signs that a stretch between marks is speech.

use super::Sign;
use super::{Scene, bucket, class, seen};
use crate::scorer::Signs;
use crate::tokens::Token;
use ovation_language::lexicon::Class;

/// Signs that a stretch holds somebody's words, not a title.
pub fn stretch_signs(scene: &Scene<'_>, number: usize, signs: &mut Signs) {
    signs.clear();
    let tokens = scene.tokens;
    let Some(stretch) = scene.stretches.get(number) else {
        return;
    };
    let first = tokens.at(stretch.open + 1);
    let paragraph = tokens.at(stretch.open).paragraph;
    let last_at = if stretch.is_closed {
        stretch.end.saturating_sub(2)
    } else {
        stretch.end.saturating_sub(1)
    };
    let last = tokens.at(last_at);
    let within = |at: usize, offset: isize| {
        let token = tokens.near(at, offset);
        if token.paragraph == paragraph {
            *token
        } else {
            Token::NONE
        }
    };
    let (b1, b2, b3) = (
        within(stretch.open, -1),
        within(stretch.open, -2),
        within(stretch.open, -3),
    );
    let (a1, a2) = (within(stretch.end, 0), within(stretch.end, 1));
    let mut words = 0_usize;
    let mut small = 0_usize;
    let mut capitals = 0_usize;
    let mut people = 0_u32;
    let mut verbs = 0_u32;
    for at in stretch.open + 1..stretch.end {
        let token = tokens.at(at);
        if !token.is_word() {
            continue;
        }
        words += 1;
        if token.is_capital {
            capitals += 1;
        } else if matches!(
            token.class,
            Class::Small | Class::Ed | Class::Ing | Class::Said
        ) {
            small += 1;
        }
        match token.class {
            Class::I | Class::He => people = 1,
            Class::Be | Class::Not => verbs = 1,
            _ => {}
        }
    }
    let length = bucket(words);
    let titled = u32::from(capitals >= 1)
        + u32::from(capitals >= 2 && small == 0) * 2
        + u32::from(small == 0) * 4;
    signs.add(Sign::StretchLength.number(), length);
    signs.add2(Sign::StretchLengthTitled.number(), length, titled);
    signs.add3(
        Sign::StretchClassBeforeClassFirstClassLast.number(),
        class(&b1),
        class(first),
        class(last),
    );
    signs.add(Sign::StretchSeenBefore.number(), seen(&b1));
    signs.add2(
        Sign::StretchSeenSecondBeforeSeenBefore.number(),
        seen(&b2),
        seen(&b1),
    );
    signs.add2(Sign::StretchLengthClassBefore.number(), length, class(&b1));
    signs.add2(
        Sign::StretchClassLastClassAfter.number(),
        class(last),
        class(&a1),
    );
    signs.add(Sign::StretchSeenAfter.number(), seen(&a1));
    signs.add2(
        Sign::StretchSeenAfterSeenSecondAfter.number(),
        seen(&a1),
        seen(&a2),
    );
    signs.add3(
        Sign::StretchClassAfterClassSecondAfterLength.number(),
        class(&a1),
        class(&a2),
        length,
    );
    signs.add3(
        Sign::StretchTitledClassBeforeLength.number(),
        titled,
        class(&b1),
        length,
    );
    signs.add3(
        Sign::StretchPeopleVerbsLength.number(),
        people,
        verbs,
        length,
    );
    signs.add3(
        Sign::StretchClassThirdBeforeClassSecondBeforeClassBefore.number(),
        class(&b3),
        class(&b2),
        class(&b1),
    );
    signs.add3(
        Sign::StretchClosedStyleLength.number(),
        u32::from(stretch.is_closed),
        stretch.style as u32,
        length,
    );
    signs.add(Sign::StretchSeenSecondBefore.number(), seen(&b2));
    signs.add(Sign::StretchSeenThirdBefore.number(), seen(&b3));
    // The nearest verb of speech in the sentence, outside the stretch.
    let (from, _) = tokens.sentence(tokens.at(stretch.open).sentence);
    let mut before = 0;
    for back in 1..=12_usize {
        let Some(at) = stretch.open.checked_sub(back) else {
            break;
        };
        if at < from {
            break;
        }
        if matches!(tokens.at(at).class, Class::Said | Class::Saying) && !scene.is_inside(at) {
            before = bucket(back);
            break;
        }
    }
    let mut after = 0;
    for ahead in 0..8_usize {
        let token = tokens.at(stretch.end + ahead);
        if token.paragraph != paragraph || token.class == Class::Stop {
            break;
        }
        if matches!(token.class, Class::Said | Class::Saying) {
            after = bucket(ahead + 1);
            break;
        }
    }
    let opens_paragraph = u32::from(b1.class == Class::Edge);
    let fills = opens_paragraph * 2 + u32::from(a1.class == Class::Edge);
    signs.add3(
        Sign::StretchBeforeAfterLength.number(),
        before,
        after,
        length,
    );
    signs.add3(
        Sign::StretchHasBeforeHasAfterTitled.number(),
        u32::from(before > 0),
        u32::from(after > 0),
        titled,
    );
    signs.add3(
        Sign::StretchFillsLengthPeople.number(),
        fills,
        length,
        people,
    );
    signs.add3(
        Sign::StretchFillsHasBeforeHasAfter.number(),
        fills,
        u32::from(before > 0),
        u32::from(after > 0),
    );
    // An earlier stretch in the paragraph that was likely speech.
    let earlier = number
        .checked_sub(1)
        .and_then(|number| scene.stretches.get(number))
        .filter(|earlier| tokens.at(earlier.open).paragraph == paragraph)
        .map_or(0, |earlier| bucket(earlier.end - earlier.open));
    signs.add2(Sign::StretchEarlierLength.number(), earlier, length);
    signs.add3(
        Sign::StretchEarlierClassBeforeClassSecondBefore.number(),
        earlier,
        class(&b1),
        class(&b2),
    );
}
