//! Where a cue's reported words begin and end.

use super::Sign;
use super::{Scene, Window, bucket, class, path, seen};
use crate::marks::Stretch;
use crate::scorer::Signs;
use ovation_language::lexicon::Class;

/// What all candidates of one cue share.
#[derive(Debug)]
pub struct Setting {
    pub(super) cue: usize,
    pub(super) word: u32,
    pub(super) class: u32,
    pub(super) window: Window,
    /// Latest end of contents.
    last: usize,
    /// Class after the cue.
    pub(super) after: u32,
    after2: u32,
    pub(super) before: u32,
    pub(super) is_inside: u32,
    /// Added to the numbers of templates: a stretch without a cue has weights of its own.
    pub(super) base: u32,
}

impl Setting {
    /// That of a cue.
    pub fn new(scene: &Scene<'_>, cue: usize) -> Self {
        let tokens = scene.tokens;
        let window = scene.window(cue);
        let token = tokens.at(cue);
        Self {
            cue,
            word: token.word,
            class: class(token),
            window,
            last: scene.last_end(window),
            after: class(tokens.at(cue + 1)),
            after2: class(tokens.at(cue + 2)),
            before: class(tokens.near(cue, -1)),
            is_inside: u32::from(scene.is_inside(cue)),
            base: 0,
        }
    }

    /// For a stretch without a cue: its paragraph is searched from its opening mark.
    pub fn of_stretch(scene: &Scene<'_>, stretch: &Stretch) -> Self {
        let tokens = scene.tokens;
        let cue = stretch.open;
        let (from, to) = tokens.paragraph(tokens.at(cue).paragraph);
        let before = class(tokens.near(cue, -1));
        Self {
            cue,
            word: before,
            class: class(tokens.at(stretch.end)),
            window: Window { from, to },
            last: to,
            after: class(tokens.at(stretch.end)),
            after2: class(tokens.at(stretch.end + 1)),
            before,
            is_inside: 0,
            base: 100,
        }
    }

    /// Tokens at which the reported words may begin.
    pub fn starts<'s>(&'s self, scene: &'s Scene<'_>) -> impl Iterator<Item = usize> + 's {
        // Far beginnings are only those of the sentence or of a stretch.
        (self.window.from..self.last).filter(move |&at| {
            at != self.cue
                && (at.abs_diff(self.cue) <= 24
                    || at == self.window.from
                    || scene.stretch_at(at).is_some_and(|s| s.open == at))
                && may_start(scene, at)
        })
    }

    /// Ends (exclusive) for a start.
    pub fn ends<'s>(
        &'s self,
        scene: &'s Scene<'_>,
        start: usize,
    ) -> impl Iterator<Item = usize> + 's {
        (start + 1..=self.last).filter(move |&end| {
            let is_over_cue = start < self.cue && end > self.cue;
            let is_room = if is_over_cue {
                end > self.cue + 1
            } else {
                true
            };
            is_room && (end == self.last || may_end(scene, start, end))
        })
    }
}

fn may_start(scene: &Scene<'_>, at: usize) -> bool {
    let token = scene.tokens.at(at);
    let is_stretch = scene
        .stretch_at(at)
        .is_some_and(|stretch| stretch.open == at);
    token.is_word() && token.class != Class::Genitive
        || is_stretch
        || token.class == Class::Bracket
        || matches!(token.class, Class::Mark | Class::Open | Class::Ellipsis)
}

fn may_end(scene: &Scene<'_>, start: usize, end: usize) -> bool {
    let tokens = scene.tokens;
    let next = tokens.at(end);
    let last = tokens.at(end - 1);
    if last.class == Class::Comma && !scene.is_inside(end) {
        return false;
    }
    // Within a stretch that began after or at the start, only its end.
    if let Some(stretch) = scene.stretch_at(end)
        && stretch.open >= start
        && stretch.open < end
    {
        return false;
    }
    !next.is_word()
        || !last.is_word()
        || matches!(
            next.class,
            Class::In
                | Class::And
                | Class::That
                | Class::If
                | Class::Who
                | Class::What
                | Class::To
                | Class::Also
                | Class::Said
                | Class::Saying
                | Class::Ing
                | Class::Day
                | Class::Be
                | Class::He
                | Class::Ed
                | Class::Name
        )
}

/// Signs that the reported words begin at a token.
pub fn start_signs(scene: &Scene<'_>, setting: &Setting, at: usize, signs: &mut Signs) {
    let tokens = scene.tokens;
    signs.clear();
    let side = u32::from(at > setting.cue);
    let distance = side * 16 + bucket(at.abs_diff(setting.cue));
    let here = tokens.at(at);
    let before = tokens.near(at, -1);
    let is_first = u32::from(at == setting.window.from);
    let opens = u32::from(
        scene
            .stretch_at(at)
            .is_some_and(|stretch| stretch.open == at),
    );
    let is_inside = u32::from(scene.is_inside(at)) - opens;
    let kind = side * 8 + is_first * 4 + opens * 2 + is_inside;
    signs.see(Sign::StartKindCueInside, [kind, setting.is_inside]);
    signs.see(Sign::StartDistanceOpens, [distance, opens]);
    signs.see(Sign::StartKindCueClass, [kind, setting.class]);
    signs.see(Sign::StartKindCueWord, [kind, setting.word]);
    signs.see(
        Sign::StartSideClassClassBefore,
        [side, class(here), class(before)],
    );
    signs.see(
        Sign::StartDistanceClassCueClass,
        [distance, class(here), setting.class],
    );
    signs.see(Sign::StartSideSeen, [side, seen(here)]);
    signs.see(Sign::StartSideSeenBefore, [side, seen(before)]);
    signs.see(
        Sign::StartCueWordSideClass,
        [setting.word, side, class(here)],
    );
    signs.see(
        Sign::StartCueWordSideSeenBefore,
        [setting.word, side, seen(before)],
    );
    signs.see(
        Sign::StartKindAfterCueSecondAfterCue,
        [kind, setting.after, setting.after2],
    );
    signs.see(
        Sign::StartKindBeforeCueAfterCue,
        [kind, setting.before, setting.after],
    );
    signs.see(Sign::StartCueWordDistance, [setting.word, distance, 0]);
    let way = if side == 1 {
        path(tokens, setting.cue + 1, at)
    } else {
        path(tokens, at + 1, setting.cue)
    };
    signs.see(Sign::StartWaySideOpens, [way, side, opens]);
    signs.see(
        Sign::StartWayCueClassClass,
        [way, setting.class, class(here)],
    );
    signs.see(Sign::StartWayCueWordClass, [way, setting.word, class(here)]);
    if side == 1 {
        behind_signs(scene, setting, at, opens, signs);
    } else {
        signs.see(
            Sign::StartIsFirstOpensAfterCue,
            [is_first, opens, setting.after],
        );
        signs.see(
            Sign::StartIsFirstClassClassNext,
            [is_first, class(here), class(tokens.at(at + 1))],
        );
    }
}

/// Signs that the reported words begin at a token behind the cue.
fn behind_signs(scene: &Scene<'_>, setting: &Setting, at: usize, opens: u32, signs: &mut Signs) {
    let tokens = scene.tokens;
    // Marks between the cue and the start.
    let mut commas = 0_u32;
    let mut others = 0_u32;
    for between in setting.cue + 1..at {
        match tokens.at(between).class {
            Class::Comma => commas += 1,
            Class::Colon | Class::Dash | Class::Semicolon => others = 1,
            _ => {}
        }
    }
    signs.see(Sign::StartCommasOthersOpens, [commas.min(3), others, opens]);
    let (before, next) = (tokens.near(at, -1), tokens.at(at + 1));
    signs.see(
        Sign::StartClassBeforeClassClassNext,
        [class(before), class(tokens.at(at)), class(next)],
    );
}

/// Words that may be reported, from a start to before an end.
struct Reported {
    start: usize,
    end: usize,
    /// Whether they begin behind the cue (2), or run over it (1).
    side: u32,
    over_cue: u32,
    /// Whether they go as far as any may.
    is_last: u32,
    /// Whether quotation marks open and close them, and the same ones.
    marks: u32,
    length: u32,
}

impl Reported {
    fn of(scene: &Scene<'_>, setting: &Setting, start: usize, end: usize) -> Self {
        let after_cue = u32::from(start > setting.cue);
        let over_cue = u32::from(start < setting.cue && end > setting.cue);
        let opens = scene
            .stretch_at(start)
            .is_some_and(|stretch| stretch.open == start);
        let closes = scene
            .stretch_at(end - 1)
            .is_some_and(|stretch| stretch.end == end);
        let matches = opens && closes && scene.inside.get(start) == scene.inside.get(end - 1);
        Self {
            start,
            end,
            side: after_cue * 2 + over_cue,
            over_cue,
            is_last: u32::from(end == setting.last),
            marks: u32::from(opens) * 4 + u32::from(closes) * 2 + u32::from(matches),
            length: bucket(end - start),
        }
    }

    /// What stands at its end.
    fn edge_signs(&self, scene: &Scene<'_>, setting: &Setting, signs: &mut Signs) {
        let tokens = scene.tokens;
        let (side, is_last, marks) = (self.side, self.is_last, self.marks);
        let last = tokens.at(self.end - 1);
        let next = tokens.at(self.end);
        let next2 = tokens.at(self.end + 1);
        signs.see(Sign::EndSideIsLastMarks, [side, is_last, marks]);
        signs.see(Sign::EndSideLengthMarks, [side, self.length, marks]);
        signs.see(
            Sign::EndSideClassNextClassLast,
            [side, class(next), class(last)],
        );
        signs.see(
            Sign::EndSideClassNextClassSecondNext,
            [side, class(next), class(next2)],
        );
        signs.see(Sign::EndSideSeenNext, [side, seen(next)]);
        signs.see(
            Sign::EndSideSeenNextSeenSecondNext,
            [side, seen(next), seen(next2)],
        );
        signs.see(Sign::EndCueWordSideIsLast, [setting.word, side, is_last]);
        signs.see(
            Sign::EndCueWordClassNextSide,
            [setting.word, class(next), side],
        );
        signs.see(
            Sign::EndCueClassClassNextIsLastMarks,
            [setting.class, class(next), is_last + marks * 2],
        );
        signs.see(Sign::EndSeenLastSide, [seen(last), side]);
    }

    /// What stands within it, and where it begins.
    fn inner_signs(&self, scene: &Scene<'_>, setting: &Setting, signs: &mut Signs) {
        let tokens = scene.tokens;
        let (side, is_last) = (self.side, self.is_last);
        let next = class(tokens.at(self.end));
        let mut commas = 0_u32;
        let mut said = 0_u32;
        for at in self.start..self.end {
            match tokens.at(at).class {
                Class::Comma if !scene.is_inside(at) => commas += 1,
                Class::Said => said = 1,
                _ => {}
            }
        }
        let commas = commas.min(4);
        signs.see(Sign::EndSideCommasClassNext, [side, commas, next]);
        signs.see(Sign::EndSideIsLastCommas, [side, is_last, commas]);
        signs.see(Sign::EndSaidClassNextSide, [said, next, side]);
        signs.see(Sign::EndLengthClassNextIsLast, [self.length, next, is_last]);
        let first = tokens.at(self.start);
        signs.see(
            Sign::EndClassOfStartClassNextSide,
            [class(first), next, side],
        );
        signs.see(
            Sign::EndClassOfStartCueWordClassNext,
            [class(first), setting.word, next],
        );
        signs.see(
            Sign::EndSeenOfStartClassNextIsLast,
            [seen(first), next, is_last],
        );
    }

    /// How it stands to the cue, and what is left behind it.
    fn outer_signs(&self, scene: &Scene<'_>, setting: &Setting, signs: &mut Signs) {
        let (tokens, end) = (scene.tokens, self.end);
        let next = class(tokens.at(end));
        if self.start < setting.cue && self.over_cue == 0 {
            let way = path(tokens, end, setting.cue);
            signs.see(Sign::EndWayMarks, [way, self.marks]);
            signs.see(Sign::EndWayCueWord, [way, setting.word]);
            signs.see(
                Sign::EndStepsToCueClassNextAfterCue,
                [bucket(setting.cue - end), next, setting.after],
            );
        } else {
            signs.see(
                Sign::EndAfterCueBeforeCueIsLastOverCue,
                [
                    setting.after,
                    setting.before,
                    self.is_last + self.over_cue * 2,
                ],
            );
        }
        let left = bucket(setting.last - end);
        signs.see(Sign::EndLeftClassNextSide, [left, next, self.side]);
        signs.see(Sign::EndLeftLengthIsLast, [left, self.length, self.is_last]);
        let (next2, next3) = (tokens.at(end + 1), tokens.at(end + 2));
        signs.see(
            Sign::EndClassNextClassSecondNextClassThirdNext,
            [next, class(next2), class(next3)],
        );
    }
}

/// Signs that the reported words end before a token, given where they begin.
pub fn end_signs(
    scene: &Scene<'_>,
    setting: &Setting,
    start: usize,
    end: usize,
    signs: &mut Signs,
) {
    signs.clear();
    let reach = Reported::of(scene, setting, start, end);
    reach.edge_signs(scene, setting, signs);
    reach.inner_signs(scene, setting, signs);
    reach.outer_signs(scene, setting, signs);
}

/// Contents that run over the cue, `X, she said, Y`, are two pieces.
pub(crate) fn split_parts(
    scene: &Scene<'_>,
    setting: &Setting,
    start: usize,
    end: usize,
) -> Vec<(usize, usize)> {
    let tokens = scene.tokens;
    if !(start < setting.cue && end > setting.cue) {
        return vec![(start, end)];
    }
    let mut before = setting.cue;
    while before > start + 1
        && tokens.at(before - 1).class != Class::Comma
        && tokens.at(before - 1).class != Class::Dash
    {
        before -= 1;
        if scene.is_inside(before - 1) {
            break;
        }
    }
    let mut after = setting.cue + 1;
    while after < end && !tokens.at(after).class.is_break() {
        after += 1;
    }
    while after < end
        && matches!(
            tokens.at(after).class,
            Class::Comma | Class::Dash | Class::Stop
        )
    {
        after += 1;
    }
    let first_end = if tokens.at(before.saturating_sub(1)).class == Class::Comma
        && !scene.is_inside(before - 1)
    {
        before - 1
    } else {
        before
    };
    let mut parts = Vec::with_capacity(2);
    if first_end > start {
        parts.push((start, first_end));
    }
    if end > after {
        parts.push((after, end));
    }
    if parts.is_empty() {
        parts.push((start, end));
    }
    parts
}
