//! Who a cue's words are from.

use super::{Scene, Setting, Sign, bucket, class, path, seen};
use crate::marks::Stretch;
use crate::scorer::{Signs, Weights};
use ovation_language::lexicon::Class;

/// Tokens that may be the source of a cue, given its contents.
pub fn sources<'s>(
    scene: &'s Scene<'_>,
    setting: &'s Setting,
    parts: &'s [(usize, usize)],
) -> impl Iterator<Item = usize> + 's {
    let window = setting.window;
    (window.from..window.to).filter(move |&at| {
        let token = scene.tokens.at(at);
        at != setting.cue
            && at.abs_diff(setting.cue) <= 48
            && is_nameable(token.class)
            && !parts.iter().any(|&(from, to)| from <= at && at < to)
            && (setting.is_inside == 1 || !scene.is_inside(at))
    })
}

fn is_nameable(class: Class) -> bool {
    matches!(
        class,
        Class::Small
            | Class::Name
            | Class::Capitals
            | Class::He
            | Class::I
            | Class::It
            | Class::Him
            | Class::Her
            | Class::His
            | Class::Who
            | Class::Role
            | Class::Title
            | Class::Ing
            | Class::Ed
            | Class::A
            | Class::Number
            | Class::That
    )
}

/// Signs that a token belongs to the source.
pub fn source_signs(
    scene: &Scene<'_>,
    setting: &Setting,
    parts: &[(usize, usize)],
    at: usize,
    signs: &mut Signs,
) {
    let tokens = scene.tokens;
    let base = setting.base;
    signs.clear();
    let here = tokens.at(at);
    let (b1, a1) = (tokens.near(at, -1), tokens.at(at + 1));
    let side = u32::from(at > setting.cue);
    let content = parts
        .first()
        .map_or(2, |&(from, _)| u32::from(from > setting.cue));
    let sides = side * 4 + content;
    let distance = bucket(at.abs_diff(setting.cue));
    let is_first = u32::from(at == setting.window.from || b1.sentence != here.sentence);
    signs.add2(base + Sign::SourceSidesDistance.number(), sides, distance);
    signs.add3(
        base + Sign::SourceSidesClassDistance.number(),
        sides,
        class(here),
        distance,
    );
    signs.add3(
        base + Sign::SourceSidesClassBeforeClassAfter.number(),
        sides,
        class(b1),
        class(a1),
    );
    signs.add3(
        base + Sign::SourceClassBeforeClassClassAfter.number(),
        class(b1),
        class(here),
        class(a1),
    );
    signs.add3(
        base + Sign::SourceSidesClassClassAfter.number(),
        sides,
        class(here),
        class(a1),
    );
    let (low, high) = if side == 1 {
        (setting.cue + 1, at)
    } else {
        (at + 1, setting.cue)
    };
    let way = path(tokens, low, high);
    signs.add2(base + Sign::SourceWaySide.number(), way, side);
    signs.add3(
        base + Sign::SourceWayClassContent.number(),
        way,
        class(here),
        content,
    );
    signs.add3(
        base + Sign::SourceCueClassSidesDistance.number(),
        setting.class,
        sides,
        distance,
    );
    signs.add3(
        base + Sign::SourceCueWordSidesClass.number(),
        setting.word,
        sides,
        class(here),
    );
    signs.add3(
        base + Sign::SourceCueWordWaySide.number(),
        setting.word,
        way,
        side,
    );
    signs.add3(
        base + Sign::SourceIsFirstClassSides.number(),
        is_first,
        class(here),
        sides,
    );
    let word = if here.class.is_name() {
        class(here)
    } else {
        here.word
    };
    signs.add2(base + Sign::SourceWordSide.number(), word, side);
    signs.add3(
        base + Sign::SourceSidesBeforeCueAfterCue.number(),
        sides,
        setting.before,
        setting.after,
    );
    let mut commas = 0_u32;
    let mut names = 0_u32;
    let mut verbs = 0_u32;
    let mut relative = 0_u32;
    let mut crosses = 0_u32;
    for between in low..high {
        match tokens.at(between).class {
            Class::Comma => commas += 1,
            Class::Name | Class::Capitals if names < 3 => names += 1,
            Class::He | Class::I => names = 4,
            Class::Said | Class::Be | Class::Saying => verbs += 1,
            Class::Who | Class::What => relative = 1,
            _ => {}
        }
        if parts
            .iter()
            .any(|&(from, to)| from <= between && between < to)
        {
            crosses = 1;
        }
    }
    signs.add3(
        base + Sign::SourceSidesCommasVerbs.number(),
        sides,
        commas.min(3),
        verbs.min(3),
    );
    signs.add3(
        base + Sign::SourceNamesClassSide.number(),
        names,
        class(here),
        side,
    );
    signs.add3(
        base + Sign::SourceRelativeCommasClass.number(),
        relative,
        commas.min(3),
        class(here),
    );
    signs.add3(
        base + Sign::SourceCrossesSideDistance.number(),
        crosses,
        side,
        distance,
    );
    signs.add3(
        base + Sign::SourceClassVerbsIsFirst.number(),
        class(here),
        verbs.min(3),
        is_first,
    );
    signs.add3(
        base + Sign::SourceSeenBeforeClassSide.number(),
        seen(b1),
        class(here),
        side,
    );
    signs.add3(
        base + Sign::SourceSeenAfterClassSide.number(),
        seen(a1),
        class(here),
        side,
    );
    signs.add3(
        base + Sign::SourceClassTokensNearAtClassBeforeClass.number(),
        class(tokens.near(at, -2)),
        class(b1),
        class(here),
    );
    signs.add3(
        base + Sign::SourceClassClassAfterClassSecondNext.number(),
        class(here),
        class(a1),
        class(tokens.at(at + 2)),
    );
}

/// Signs that the source is not named.
pub fn unnamed_signs(scene: &Scene<'_>, setting: &Setting, signs: &mut Signs) {
    signs.clear();
    signs.add(Sign::UnnamedAlways.number(), 0);
    signs.add(Sign::UnnamedCueWord.number(), setting.word);
    signs.add(Sign::UnnamedCueClass.number(), setting.class);
    signs.add2(
        Sign::UnnamedBeforeCueCueClass.number(),
        setting.before,
        setting.class,
    );
    signs.add2(
        Sign::UnnamedBeforeCueAfterCue.number(),
        setting.before,
        setting.after,
    );
    signs.add2(
        Sign::UnnamedSeenBeforeCueCueWord.number(),
        seen(scene.tokens.near(setting.cue, -1)),
        setting.word,
    );
    signs.add2(
        Sign::UnnamedSeenSecondBeforeCueCueClass.number(),
        seen(scene.tokens.near(setting.cue, -2)),
        setting.class,
    );
    signs.add(Sign::UnnamedCueInside.number(), setting.is_inside);
}

/// How much less likely an unnamed source is for words between marks; set on the development half.
const UNNAMED_MARKED: f32 = 3.0;

/// Chooses the source of a stretch that no cue reports, within its paragraph.
pub(crate) fn choose_lone_source(
    scene: &Scene<'_>,
    weights: &Weights,
    stretch: &Stretch,
) -> Option<usize> {
    let setting = Setting::of_stretch(scene, stretch);
    let parts = [(stretch.open, stretch.end)];
    let mut signs = Signs::default();
    let mut best: Option<(f32, usize)> = None;
    for at in sources(scene, &setting, &parts) {
        source_signs(scene, &setting, &parts, at, &mut signs);
        let score = weights.score(&signs);
        if best.is_none_or(|(other, _)| score > other) {
            best = Some((score, at));
        }
    }
    best.map(|(_, at)| at)
}

/// Chooses the source of a cue; none where an unnamed one is likelier.
pub(crate) fn choose_source(
    scene: &Scene<'_>,
    weights: &Weights,
    setting: &Setting,
    parts: &[(usize, usize)],
    signs: &mut Signs,
) -> Option<usize> {
    // Words between marks hardly ever go without a speaker.
    let is_marked = parts
        .iter()
        .any(|&(from, to)| (from..to).any(|at| scene.is_inside(at)));
    unnamed_signs(scene, setting, signs);
    let unnamed = weights.score(signs) - if is_marked { UNNAMED_MARKED } else { 0.0 };
    let mut best = (unnamed, None);
    for at in sources(scene, setting, parts) {
        source_signs(scene, setting, parts, at, signs);
        let score = weights.score(signs);
        if score > best.0 {
            best = (score, Some(at));
        }
    }
    best.1
}
