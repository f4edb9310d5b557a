//! Signs that a stretch between marks is speech.

use super::Sign;
use super::{Scene, bucket, class, seen};
use crate::marks::Stretch;
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
    let last_at = if stretch.is_closed {
        stretch.end.saturating_sub(2)
    } else {
        stretch.end.saturating_sub(1)
    };
    let last = tokens.at(last_at);
    let within = |at: usize, offset: isize| within(scene, stretch, at, offset);
    let (b1, b2, b3) = (
        within(stretch.open, -1),
        within(stretch.open, -2),
        within(stretch.open, -3),
    );
    let (a1, a2) = (within(stretch.end, 0), within(stretch.end, 1));
    let inner = StretchWords::of(scene, stretch);
    let (length, titled, people) = (inner.length, inner.titled, inner.people);
    signs.see(Sign::StretchLength, [length]);
    signs.see(Sign::StretchLengthTitled, [length, titled]);
    signs.see(
        Sign::StretchClassBeforeClassFirstClassLast,
        [class(&b1), class(first), class(last)],
    );
    signs.see(Sign::StretchSeenBefore, [seen(&b1)]);
    signs.see(
        Sign::StretchSeenSecondBeforeSeenBefore,
        [seen(&b2), seen(&b1)],
    );
    signs.see(Sign::StretchLengthClassBefore, [length, class(&b1)]);
    signs.see(Sign::StretchClassLastClassAfter, [class(last), class(&a1)]);
    signs.see(Sign::StretchSeenAfter, [seen(&a1)]);
    signs.see(
        Sign::StretchSeenAfterSeenSecondAfter,
        [seen(&a1), seen(&a2)],
    );
    signs.see(
        Sign::StretchClassAfterClassSecondAfterLength,
        [class(&a1), class(&a2), length],
    );
    signs.see(
        Sign::StretchTitledClassBeforeLength,
        [titled, class(&b1), length],
    );
    signs.see(
        Sign::StretchPeopleVerbsLength,
        [people, inner.verbs, length],
    );
    signs.see(
        Sign::StretchClassThirdBeforeClassSecondBeforeClassBefore,
        [class(&b3), class(&b2), class(&b1)],
    );
    signs.see(
        Sign::StretchClosedStyleLength,
        [u32::from(stretch.is_closed), stretch.style as u32, length],
    );
    signs.see(Sign::StretchSeenSecondBefore, [seen(&b2)]);
    signs.see(Sign::StretchSeenThirdBefore, [seen(&b3)]);
    place_signs(scene, number, &inner, signs);
}

/// A token beside one of a stretch, where it is of the same paragraph.
fn within(scene: &Scene<'_>, stretch: &Stretch, at: usize, offset: isize) -> Token {
    let token = scene.tokens.near(at, offset);
    if token.paragraph == scene.tokens.at(stretch.open).paragraph {
        *token
    } else {
        Token::NONE
    }
}

/// What stands around a stretch: verbs of speech, the ends of its paragraph, an earlier stretch.
fn place_signs(scene: &Scene<'_>, number: usize, inner: &StretchWords, signs: &mut Signs) {
    let tokens = scene.tokens;
    let Some(stretch) = scene.stretches.get(number) else {
        return;
    };
    let paragraph = tokens.at(stretch.open).paragraph;
    let (b1, b2) = (
        within(scene, stretch, stretch.open, -1),
        within(scene, stretch, stretch.open, -2),
    );
    let a1 = within(scene, stretch, stretch.end, 0);
    let (length, titled, people) = (inner.length, inner.titled, inner.people);
    let before = verb_before(scene, stretch);
    let after = verb_after(scene, stretch, paragraph);
    let opens_paragraph = u32::from(b1.class == Class::Edge);
    let fills = opens_paragraph * 2 + u32::from(a1.class == Class::Edge);
    signs.see(Sign::StretchBeforeAfterLength, [before, after, length]);
    signs.see(
        Sign::StretchHasBeforeHasAfterTitled,
        [u32::from(before > 0), u32::from(after > 0), titled],
    );
    signs.see(Sign::StretchFillsLengthPeople, [fills, length, people]);
    signs.see(
        Sign::StretchFillsHasBeforeHasAfter,
        [fills, u32::from(before > 0), u32::from(after > 0)],
    );
    // An earlier stretch in the paragraph that was likely speech.
    let earlier = number
        .checked_sub(1)
        .and_then(|number| scene.stretches.get(number))
        .filter(|earlier| tokens.at(earlier.open).paragraph == paragraph)
        .map_or(0, |earlier| bucket(earlier.end - earlier.open));
    signs.see(Sign::StretchEarlierLength, [earlier, length]);
    signs.see(
        Sign::StretchEarlierClassBeforeClassSecondBefore,
        [earlier, class(&b1), class(&b2)],
    );
}

/// What stands between the marks of a stretch.
struct StretchWords {
    length: u32,
    /// How much it is written as titles are.
    titled: u32,
    people: u32,
    verbs: u32,
}

impl StretchWords {
    fn of(scene: &Scene<'_>, stretch: &Stretch) -> Self {
        let mut words = 0_usize;
        let mut small = 0_usize;
        let mut capitals = 0_usize;
        let mut people = 0_u32;
        let mut verbs = 0_u32;
        for at in stretch.open + 1..stretch.end {
            let token = scene.tokens.at(at);
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
        Self {
            length: bucket(words),
            titled: u32::from(capitals >= 1)
                + u32::from(capitals >= 2 && small == 0) * 2
                + u32::from(small == 0) * 4,
            people,
            verbs,
        }
    }
}

/// How far before a stretch the nearest verb of speech stands, in its sentence and outside of marks; 0 for none.
fn verb_before(scene: &Scene<'_>, stretch: &Stretch) -> u32 {
    let tokens = scene.tokens;
    let (from, _) = tokens.sentence(tokens.at(stretch.open).sentence);
    let is_verb = |at: usize| {
        matches!(tokens.at(at).class, Class::Said | Class::Saying) && !scene.is_inside(at)
    };
    let first = from.max(stretch.open.saturating_sub(12));
    let found = (first..stretch.open).rev().find(|&at| is_verb(at));
    found.map_or(0, |at| bucket(stretch.open - at))
}

/// How far behind a stretch the nearest verb of speech stands, before the sentence ends; 0 for none.
fn verb_after(scene: &Scene<'_>, stretch: &Stretch, paragraph: u32) -> u32 {
    for ahead in 0..8_usize {
        let token = scene.tokens.at(stretch.end + ahead);
        if token.paragraph != paragraph || token.class == Class::Stop {
            break;
        }
        if matches!(token.class, Class::Said | Class::Saying) {
            return bucket(ahead + 1);
        }
    }
    0
}
