//! From attributions and stretches to statements: joined pieces, whole stretches, quotations without a
//! cue of their own.

mod names;

use super::marks::{Stretch, Style};
use super::scorer::{Signs, Weights};
use super::speech::{self, Attribution, Bounds, Scene};
use names::last_name_before;
pub(crate) use names::widen_name;
use ovation_language::lexicon::Class;

/// A statement by tokens.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    /// Pieces of the reported words, in order.
    pub(crate) parts: Vec<(usize, usize)>,
    /// Words that name the source.
    pub(crate) source: Option<(usize, usize)>,
    /// The cue's main word.
    pub(crate) cue: Option<usize>,
    /// Whether the source is taken from a neighbouring statement.
    pub(crate) is_continued: bool,
    /// Log of how likely it is that this is reported here.
    pub(crate) score: f32,
}

impl Said {
    fn covers(&self, at: usize) -> bool {
        self.parts.iter().any(|&(from, to)| from <= at && at < to)
    }

    fn first(&self) -> usize {
        self.parts.first().map_or(0, |part| part.0)
    }
}

/// A likelihood in thousandths, from its log.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from nought to a thousand"
)]
pub(crate) fn thousandths(log: f32) -> u16 {
    (log.min(0.0).exp() * 1000.0).round() as u16
}

/// Reads all statements of a text, in its order.
pub(crate) fn read_statements(scene: &Scene<'_>, weights: &Weights, bounds: Bounds) -> Vec<Said> {
    let mut attributions = speech::attribute(scene, weights, bounds);
    attributions.retain(|attribution| {
        attribution.score >= bounds.all || touches_stretch(scene, attribution, bounds)
    });
    attributions.retain(|attribution| {
        let is_heading = attribution.cue.is_some_and(|cue| scene.is_heading(cue));
        !is_heading && !is_frame_only(scene, attribution)
    });
    let mut kept = keep_apart(scene, attributions);
    join_later_stretches(scene, &mut kept);
    let mut all = kept;
    add_lone_stretches(scene, weights, bounds, &mut all);
    all.sort_by_key(Said::first);
    continue_speakers(scene, weights, &mut all);
    all
}

/// A cue beside a stretch needs less to be believed.
fn touches_stretch(scene: &Scene<'_>, attribution: &Attribution, bounds: Bounds) -> bool {
    attribution.score >= bounds.all - 0.7
        && attribution.parts.iter().any(|&(from, to)| {
            scene
                .stretch_at(from)
                .is_some_and(|stretch| stretch.open == from && stretch.end == to)
        })
}

/// Whether an attribution without a quotation takes for reported words what frames one: `“A,” says the
/// director Ada` reports nothing after its verb, `Ada wrote to the guests:` and `Ada said:` nothing but the
/// quotation that follows, be it in the next paragraph.
fn is_frame_only(scene: &Scene<'_>, attribution: &Attribution) -> bool {
    let tokens = scene.tokens;
    let Some(cue) = attribution.cue.filter(|_| {
        let holds = |&(from, to): &(usize, usize)| {
            (from..to).any(|at| scene.inside.get(at).is_some_and(|inside| *inside > 0))
        };
        !attribution.parts.iter().any(holds)
    }) else {
        return false;
    };
    if tokens.at(cue).class != Class::Said || scene.inside.get(cue) != Some(&0) {
        return false;
    }
    let (from, to) = tokens.sentence(tokens.at(cue).sentence);
    let before = (from..cue)
        .rev()
        .find(|&at| tokens.at(at).class != Class::Comma);
    let follows_quotation = before.is_some_and(|at| {
        let stretch = scene.stretch_at(at);
        stretch.is_some_and(|stretch| stretch.end == at + 1)
    });
    if follows_quotation && attribution.parts.iter().all(|part| part.0 == cue + 1) {
        return true;
    }
    // The verb is the last before a colon, and a quotation stands behind that.
    let colon = (cue..to)
        .rev()
        .find(|&at| tokens.at(at).class == Class::Colon);
    colon.is_some_and(|colon| {
        let is_last = (cue + 1..colon).all(|at| tokens.at(at).class != Class::Said);
        let next = scene.stretch_at(colon + 1);
        is_last && next.is_some_and(|stretch| stretch.open == colon + 1)
    })
}

/// Takes the likeliest first and drops what overlaps it: reported words hardly ever nest.
fn keep_apart(scene: &Scene<'_>, mut attributions: Vec<Attribution>) -> Vec<Said> {
    attributions.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.cue.cmp(&b.cue)));
    let mut taken = vec![false; scene.tokens.len()];
    let mut kept = Vec::new();
    for mut attribution in attributions {
        for part in &mut attribution.parts {
            *part = whole_stretches(scene, *part, attribution.cue);
        }
        let is_free = attribution.parts.iter().all(|&(from, to)| {
            taken
                .get(from..to)
                .is_some_and(|places| !places.contains(&true))
        });
        // A cue within words that are already somebody's.
        let is_cue_free = attribution
            .cue
            .is_none_or(|cue| taken.get(cue) == Some(&false));
        if !is_free || !is_cue_free {
            continue;
        }
        for &(from, to) in &attribution.parts {
            if let Some(places) = taken.get_mut(from..to) {
                places.fill(true);
            }
        }
        kept.push(Said {
            source: attribution.source.map(|at| widen_name(scene, at)),
            parts: attribution.parts,
            cue: attribution.cue,
            is_continued: false,
            score: attribution.score,
        });
    }
    kept
}

/// Contents that cut a stretch take all of it, unless the cue itself is in it.
fn whole_stretches(
    scene: &Scene<'_>,
    (mut from, mut to): (usize, usize),
    cue: Option<usize>,
) -> (usize, usize) {
    let holds_cue =
        |stretch: &Stretch| cue.is_some_and(|cue| stretch.open <= cue && cue < stretch.end);
    if let Some(stretch) = scene.stretch_at(from)
        && !holds_cue(stretch)
        && from < stretch.end
        && cue.is_none_or(|cue| cue < stretch.open || cue >= stretch.end)
    {
        from = stretch.open;
    }
    if let Some(stretch) = to.checked_sub(1).and_then(|at| scene.stretch_at(at))
        && !holds_cue(stretch)
    {
        to = stretch.end;
    }
    (from, to)
}

/// `"A," he said. "B"`: the second stretch goes on where the first left off.
fn join_later_stretches(scene: &Scene<'_>, kept: &mut [Said]) {
    let tokens = scene.tokens;
    let mut taken = vec![false; tokens.len()];
    for said in kept.iter() {
        for &(from, to) in &said.parts {
            if let Some(places) = taken.get_mut(from..to) {
                places.fill(true);
            }
        }
    }
    for said in kept.iter_mut() {
        let (Some(cue), Some(&(_, end))) = (said.cue, said.parts.last()) else {
            continue;
        };
        let is_stretch = scene
            .stretch_at(end - 1)
            .is_some_and(|stretch| stretch.end == end);
        if !is_stretch || end > cue {
            continue;
        }
        // The next stretch of the paragraph, at the head of the next sentence or after a comma.
        let paragraph = tokens.at(cue).paragraph;
        let Some(next) = scene
            .stretches
            .get(
                scene
                    .stretches
                    .partition_point(|stretch| stretch.open <= cue),
            )
            .filter(|stretch| tokens.at(stretch.open).paragraph == paragraph)
        else {
            continue;
        };
        let before = tokens.at(next.open - 1);
        let (_, sentence_end) = tokens.sentence(tokens.at(cue).sentence);
        let is_near = next.open <= sentence_end + 1;
        let opens = before.class.is_break() && before.class != Class::Bracket;
        let is_free = taken.get(next.open) == Some(&false);
        if is_near && opens && is_free {
            said.parts.push((next.open, next.end));
            if let Some(places) = taken.get_mut(next.open..next.end) {
                places.fill(true);
            }
        }
    }
}

/// For each token the first statement that holds it, by its number and 1; 0 for none.
fn owners(scene: &Scene<'_>, all: &[Said]) -> Vec<u32> {
    let mut owners = vec![0_u32; scene.tokens.len()];
    for (said, number) in all.iter().zip(1_u32..) {
        for &(from, to) in &said.parts {
            let free = owners.get_mut(from..to).unwrap_or_default().iter_mut();
            free.filter(|owner| **owner == 0)
                .for_each(|owner| *owner = number);
        }
    }
    owners
}

fn owner(owners: &[u32], at: usize) -> Option<usize> {
    let number = owners.get(at).copied().unwrap_or_default();
    (number as usize).checked_sub(1)
}

/// Stretches that are speech and that no cue reports.
fn add_lone_stretches(scene: &Scene<'_>, weights: &Weights, bounds: Bounds, all: &mut Vec<Said>) {
    let mut signs = Signs::default();
    let mut lone: Vec<Said> = Vec::new();
    let owners = owners(scene, all);
    for (number, stretch) in scene.stretches.iter().enumerate() {
        let is_covered = owner(&owners, stretch.open + 1).is_some();
        if is_covered || scene.is_heading(stretch.open) || is_address(scene, stretch) {
            continue;
        }
        // A paragraph that is opened anew where the one before was left open goes on with its quotation.
        let before = number
            .checked_sub(1)
            .and_then(|number| scene.stretches.get(number));
        let goes_on = before.is_some_and(|before| {
            let is_lone = |said: &Said| said.covers(before.open + 1);
            !before.is_closed
                && before.end == stretch.open
                && (owner(&owners, before.open + 1).is_some() || lone.last().is_some_and(is_lone))
        });
        speech::stretch_signs(scene, number, &mut signs);
        let score = weights.score(&signs);
        if goes_on || score >= bounds.stretch {
            let score = if goes_on {
                0.0
            } else {
                speech::likelihood(score)
            };
            lone.push(Said {
                parts: vec![(stretch.open, stretch.end)],
                source: None,
                cue: None,
                is_continued: false,
                score,
            });
        }
    }
    all.extend(lone);
}

/// Gives a quotation without a source that of the nearest statement, as a reader would.
fn continue_speakers(scene: &Scene<'_>, weights: &Weights, all: &mut [Said]) {
    let tokens = scene.tokens;
    for at in 0..all.len() {
        let Some(said) = all.get(at) else { break };
        let Some(stretch) = scene
            .stretch_at(said.first())
            .filter(|_| said.source.is_none() && said.cue.is_none())
        else {
            continue;
        };
        let first = said.first();
        let paragraph = tokens.at(first).paragraph;
        let opens_paragraph = tokens.paragraph(paragraph).0 == first;
        let before = at.checked_sub(1).and_then(|at| all.get(at));
        let before_paragraph = before.map(|said| tokens.at(said.first()).paragraph);
        let in_sentence = speech::choose_lone_source(scene, weights, stretch)
            .filter(|&at| is_beside(scene, at, first, stretch.end))
            .map(|at| (at, at + 1));
        let introduced = introduced_by(scene, weights, stretch);
        // An unclosed paragraph of a quotation whose speaker comes with the next.
        let follows = all.get(at + 1).filter(|next| {
            !stretch.is_closed
                && next.cue.is_some()
                && scene.stretch_at(next.first()).is_some_and(|next| {
                    let number = tokens.at(next.open).paragraph;
                    number == paragraph + 1 && tokens.paragraph(number).0 == next.open
                })
        });
        let source = if opens_paragraph && introduced.is_some() {
            introduced
        } else if let Some(next) = follows {
            next.source
        } else if before_paragraph == Some(paragraph) && in_sentence.is_none() {
            before.and_then(|said| said.source)
        } else if let Some(name) = in_sentence {
            Some(name)
        } else if introduced.is_some() {
            introduced
        } else if opens_paragraph {
            let after = all
                .get(at + 1)
                .filter(|said| tokens.at(said.first()).paragraph == paragraph && said.cue.is_some())
                .and_then(|said| said.source);
            after.or_else(|| {
                before
                    .filter(|_| before_paragraph.is_some_and(|earlier| paragraph - earlier <= 2))
                    .and_then(|said| said.source)
            })
        } else {
            last_name_before(scene, first)
        };
        if let Some(said) = all.get_mut(at) {
            said.source = source.map(|source| widen_name(scene, source.0));
            said.is_continued = said.source.is_some();
        }
    }
}

/// Whether a token stands in the sentence in which a stretch begins or ends.
fn is_beside(scene: &Scene<'_>, at: usize, first: usize, end: usize) -> bool {
    let sentence = |at: usize| scene.tokens.at(at).sentence;
    sentence(at) == sentence(first) || sentence(at) == sentence(end.saturating_sub(1))
}

/// `Roy continued:` with the quotation in the next paragraph: the source of the last verb of speech before it.
fn introduced_by(
    scene: &Scene<'_>,
    weights: &Weights,
    stretch: &Stretch,
) -> Option<(usize, usize)> {
    let tokens = scene.tokens;
    let before = stretch.open.checked_sub(1)?;
    if !matches!(
        tokens.at(before).class,
        Class::Colon | Class::Semicolon | Class::Ellipsis | Class::Dash
    ) {
        return None;
    }
    let (from, _) = tokens.sentence(tokens.at(before).sentence);
    let is_free = |at: &usize| scene.inside.get(*at) == Some(&0);
    let cue = (from..before)
        .rev()
        .filter(is_free)
        .find(|&at| matches!(tokens.at(at).class, Class::Said | Class::Saying));
    let mut signs = Signs::default();
    // `while a fifth remarked:`: what stands right before the verb is its subject.
    let beside = cue.and_then(|cue| cue.checked_sub(1)).filter(|&at| {
        matches!(
            tokens.at(at).class,
            Class::Name | Class::Capitals | Class::He | Class::Role
        ) || tokens.at(at).class == Class::Small
            && matches!(tokens.near(at, -1).class, Class::A | Class::The)
    });
    let chosen = beside.or_else(|| {
        let cue = cue?;
        let setting = speech::Setting::new(scene, cue);
        speech::choose_source(scene, weights, &setting, &[], &mut signs)
    });
    chosen
        .or_else(|| {
            (from..before).filter(is_free).find(|&at| {
                matches!(
                    tokens.at(at).class,
                    Class::Name | Class::He | Class::Capitals | Class::Role
                )
            })
        })
        .map(|at| (at, at + 1))
}

/// How a statement's words stand: between marks, partly, not at all.
pub(crate) fn marked(scene: &Scene<'_>, said: &Said) -> (usize, usize) {
    let mut all = 0;
    let mut quoted = 0;
    for &(from, to) in &said.parts {
        for at in from..to {
            if scene.tokens.at(at).is_word() {
                all += 1;
                quoted += usize::from(scene.inside.get(at).is_some_and(|&inside| inside != 0));
            }
        }
    }
    (quoted, all)
}

/// The stretches within a statement.
pub(crate) fn stretches_of<'s>(
    scene: &'s Scene<'_>,
    said: &'s Said,
) -> impl Iterator<Item = &'s Stretch> {
    said.parts.iter().flat_map(|&(from, to)| {
        let first = scene
            .stretches
            .partition_point(|stretch| stretch.open < from);
        let rest = scene.stretches.get(first..).unwrap_or_default().iter();
        rest.take_while(move |stretch| stretch.open < to)
            .filter(move |stretch| stretch.end <= to)
    })
}

/// For each stretch, whether it is somebody's words: it stands in a statement, and is neither a title nor a
/// word held at arm's length.
pub(crate) fn speech_stretches(
    scene: &Scene<'_>,
    weights: &Weights,
    bounds: Bounds,
    all: &[Said],
) -> Vec<bool> {
    let mut signs = Signs::default();
    // Where speech is printed in double marks, single ones hold titles and words at arm's length.
    let has_double = scene
        .stretches
        .iter()
        .any(|stretch| stretch.style != Style::Single);
    let owners = owners(scene, all);
    (0..scene.stretches.len())
        .map(|number| {
            let Some(stretch) = scene.stretches.get(number) else {
                return false;
            };
            if stretch.style == Style::Single && has_double || is_mere_word(scene, stretch) {
                return false;
            }
            let said = owner(&owners, stretch.open + 1).and_then(|number| all.get(number));
            let Some(said) = said else {
                return false;
            };
            if is_held_off(scene, stretch, said) {
                return false;
            }
            speech::stretch_signs(scene, number, &mut signs);
            weights.score(&signs) >= bounds.stretch
        })
        .collect()
}

/// `"And," she added, "we left."`: the first piece says nothing.
fn is_mere_word(scene: &Scene<'_>, stretch: &Stretch) -> bool {
    let mut words = (stretch.open + 1..stretch.end).filter(|&at| scene.tokens.at(at).is_word());
    let first = words.next().map(|at| scene.tokens.at(at).class);
    words.next().is_none()
        && matches!(
            first,
            Some(Class::And | Class::If | Class::Also | Class::That)
        )
}

/// A name in capitals or a word or two that nobody is said to have spoken.
fn is_held_off(scene: &Scene<'_>, stretch: &Stretch, said: &Said) -> bool {
    let tokens = scene.tokens;
    let is_whole = said.parts.contains(&(stretch.open, stretch.end));
    let (mut words, mut small) = (0, 0);
    for at in stretch.open + 1..stretch.end {
        let token = tokens.at(at);
        words += usize::from(token.is_word());
        small += usize::from(
            token.is_word()
                && !token.is_capital
                && !matches!(
                    token.class,
                    Class::In | Class::And | Class::The | Class::A | Class::To | Class::Number
                ),
        );
    }
    let has_cue = said
        .cue
        .is_some_and(|cue| matches!(tokens.at(cue).class, Class::Said | Class::Saying));
    (words >= 2 && small == 0 && !is_whole) || (words <= 2 && !has_cue)
}

/// Whether an address stands between the marks, as in markup left in the text.
fn is_address(scene: &Scene<'_>, stretch: &Stretch) -> bool {
    let (start, end) = scene.tokens.bytes(stretch.open, stretch.end);
    scene
        .tokens
        .text
        .get(start..end)
        .is_some_and(|words| words.contains("://"))
}
