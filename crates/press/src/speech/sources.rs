//! Who a cue's words are from.

use super::names::SignsFrom;
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

/// A token that may belong to a source, and how it stands to the cue and to what is said.
struct SourceSeat<'s, 'a> {
    scene: &'s Scene<'a>,
    setting: &'s Setting,
    at: usize,
    /// Whether it stands behind the cue.
    side: u32,
    /// Whether what is said begins behind the cue; 2 where nothing is.
    content: u32,
    distance: u32,
    is_first: u32,
}

impl SourceSeat<'_, '_> {
    /// What it is, and what stands beside it.
    fn own_signs(&self, to: &mut SignsFrom<'_>) {
        let tokens = self.scene.tokens;
        let here = class(tokens.at(self.at));
        let (before, after) = (tokens.near(self.at, -1), tokens.at(self.at + 1));
        let (before, after) = (class(before), class(after));
        let (sides, distance) = (self.sides(), self.distance);
        to.see(Sign::SourceSidesDistance, [sides, distance]);
        to.see(Sign::SourceSidesClassDistance, [sides, here, distance]);
        to.see(
            Sign::SourceSidesClassBeforeClassAfter,
            [sides, before, after],
        );
        to.see(
            Sign::SourceClassBeforeClassClassAfter,
            [before, here, after],
        );
        to.see(Sign::SourceSidesClassClassAfter, [sides, here, after]);
    }

    /// How it stands to the cue.
    fn cue_signs(&self, to: &mut SignsFrom<'_>) {
        let tokens = self.scene.tokens;
        let token = tokens.at(self.at);
        let (here, side, sides) = (class(token), self.side, self.sides());
        let setting = self.setting;
        let (low, high) = self.between();
        let way = path(tokens, low, high);
        to.see(Sign::SourceWaySide, [way, side]);
        to.see(Sign::SourceWayClassContent, [way, here, self.content]);
        to.see(
            Sign::SourceCueClassSidesDistance,
            [setting.class, sides, self.distance],
        );
        to.see(Sign::SourceCueWordSidesClass, [setting.word, sides, here]);
        to.see(Sign::SourceCueWordWaySide, [setting.word, way, side]);
        to.see(Sign::SourceIsFirstClassSides, [self.is_first, here, sides]);
        let is_name = token.class.is_name();
        let word = if is_name { here } else { token.word };
        to.see(Sign::SourceWordSide, [word, side]);
        to.see(
            Sign::SourceSidesBeforeCueAfterCue,
            [sides, setting.before, setting.after],
        );
    }

    /// What stands between it and the cue.
    fn between_signs(&self, parts: &[(usize, usize)], to: &mut SignsFrom<'_>) {
        let tokens = self.scene.tokens;
        let here = class(tokens.at(self.at));
        let mut commas = 0_u32;
        let mut names = 0_u32;
        let mut verbs = 0_u32;
        let mut relative = 0_u32;
        let mut crosses = 0_u32;
        let (low, high) = self.between();
        for between in low..high {
            match tokens.at(between).class {
                Class::Comma => commas += 1,
                Class::Name | Class::Capitals if names < 3 => names += 1,
                Class::He | Class::I => names = 4,
                Class::Said | Class::Be | Class::Saying => verbs += 1,
                Class::Who | Class::What => relative = 1,
                _ => {}
            }
            let mut parts = parts.iter();
            if parts.any(|&(from, to)| from <= between && between < to) {
                crosses = 1;
            }
        }
        let (commas, verbs) = (commas.min(3), verbs.min(3));
        to.see(Sign::SourceSidesCommasVerbs, [self.sides(), commas, verbs]);
        to.see(Sign::SourceNamesClassSide, [names, here, self.side]);
        to.see(Sign::SourceRelativeCommasClass, [relative, commas, here]);
        to.see(
            Sign::SourceCrossesSideDistance,
            [crosses, self.side, self.distance],
        );
        to.see(Sign::SourceClassVerbsIsFirst, [here, verbs, self.is_first]);
    }

    /// The words around it.
    fn word_signs(&self, to: &mut SignsFrom<'_>) {
        let (tokens, at) = (self.scene.tokens, self.at);
        let here = class(tokens.at(at));
        let (before, after) = (tokens.near(at, -1), tokens.at(at + 1));
        let (second_before, second_after) = (tokens.near(at, -2), tokens.at(at + 2));
        to.see(
            Sign::SourceSeenBeforeClassSide,
            [seen(before), here, self.side],
        );
        to.see(
            Sign::SourceSeenAfterClassSide,
            [seen(after), here, self.side],
        );
        to.see(
            Sign::SourceClassTokensNearAtClassBeforeClass,
            [class(second_before), class(before), here],
        );
        to.see(
            Sign::SourceClassClassAfterClassSecondNext,
            [here, class(after), class(second_after)],
        );
    }

    fn sides(&self) -> u32 {
        self.side * 4 + self.content
    }

    /// The tokens between it and the cue.
    fn between(&self) -> (usize, usize) {
        if self.side == 1 {
            (self.setting.cue + 1, self.at)
        } else {
            (self.at + 1, self.setting.cue)
        }
    }
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
    signs.clear();
    let content = parts.first();
    let content = content.map_or(2, |&(from, _)| u32::from(from > setting.cue));
    let is_first =
        at == setting.window.from || tokens.near(at, -1).sentence != tokens.at(at).sentence;
    let seat = SourceSeat {
        scene,
        setting,
        at,
        side: u32::from(at > setting.cue),
        content,
        distance: bucket(at.abs_diff(setting.cue)),
        is_first: u32::from(is_first),
    };
    let base = setting.base;
    let mut to = SignsFrom { base, signs };
    seat.own_signs(&mut to);
    seat.cue_signs(&mut to);
    seat.between_signs(parts, &mut to);
    seat.word_signs(&mut to);
}

/// Signs that the source is not named.
pub fn unnamed_signs(scene: &Scene<'_>, setting: &Setting, signs: &mut Signs) {
    signs.clear();
    signs.see(Sign::UnnamedAlways, [0]);
    signs.see(Sign::UnnamedCueWord, [setting.word]);
    signs.see(Sign::UnnamedCueClass, [setting.class]);
    signs.see(
        Sign::UnnamedBeforeCueCueClass,
        [setting.before, setting.class],
    );
    signs.see(
        Sign::UnnamedBeforeCueAfterCue,
        [setting.before, setting.after],
    );
    signs.see(
        Sign::UnnamedSeenBeforeCueCueWord,
        [seen(scene.tokens.near(setting.cue, -1)), setting.word],
    );
    signs.see(
        Sign::UnnamedSeenSecondBeforeCueCueClass,
        [seen(scene.tokens.near(setting.cue, -2)), setting.class],
    );
    signs.see(Sign::UnnamedCueInside, [setting.is_inside]);
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
