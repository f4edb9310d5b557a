//! From attributions and stretches to statements: joined pieces, whole stretches, quotations without a
//! cue of their own.

use super::lexicon::Class;
use super::marks::{Stretch, Style};
use super::scorer::{Signs, Weights};
use super::speech::{self, Attribution, Bounds, Scene};
use super::tokens::Tokens;

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
}

impl Said {
    fn covers(&self, at: usize) -> bool {
        self.parts.iter().any(|&(from, to)| from <= at && at < to)
    }

    fn first(&self) -> usize {
        self.parts.first().map_or(0, |part| part.0)
    }
}

/// Reads all statements of a text, in its order.
pub(crate) fn read_statements(scene: &Scene<'_>, weights: &Weights, bounds: Bounds) -> Vec<Said> {
    let mut attributions = speech::attribute(scene, weights, bounds);
    attributions.retain(|attribution| {
        attribution.score >= bounds.all || touches_stretch(scene, attribution, bounds)
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
            .iter()
            .find(|stretch| stretch.open > cue)
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

/// Stretches that are speech and that no cue reports.
fn add_lone_stretches(scene: &Scene<'_>, weights: &Weights, bounds: Bounds, all: &mut Vec<Said>) {
    let mut signs = Signs::default();
    let mut lone = Vec::new();
    for (number, stretch) in scene.stretches.iter().enumerate() {
        let is_covered = all.iter().any(|said| said.covers(stretch.open + 1));
        if is_covered {
            continue;
        }
        speech::stretch_signs(scene, number, &mut signs);
        if weights.score(&signs) >= bounds.stretch {
            lone.push(Said {
                parts: vec![(stretch.open, stretch.end)],
                source: None,
                cue: None,
                is_continued: false,
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
        let introduced = introduced_by(tokens, first);
        let source = if before_paragraph == Some(paragraph) && in_sentence.is_none() {
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

/// `Baker wrote:` with the quotation in the next paragraph.
fn introduced_by(tokens: &Tokens<'_>, first: usize) -> Option<(usize, usize)> {
    let before = first.checked_sub(1)?;
    if tokens.at(before).class != Class::Colon {
        return None;
    }
    let (from, _) = tokens.sentence(tokens.at(before).sentence);
    (from..before)
        .find(|&at| {
            matches!(
                tokens.at(at).class,
                Class::Name | Class::He | Class::Capitals | Class::Role
            )
        })
        .map(|at| (at, at + 1))
}

fn last_name_before(scene: &Scene<'_>, first: usize) -> Option<(usize, usize)> {
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
        // `the director Ana Roy`: the article ends the name on its left.
        from -= 1;
        if matches!(before.class, Class::The | Class::A | Class::His) {
            break;
        }
    }
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
            || (!tokens.at(to - 1).is_capital
                && matches!(next.class, Class::Small | Class::Role | Class::Name));
        if next.paragraph != here.paragraph || !is_name || to - at >= 8 {
            break;
        }
        to += 1;
    }
    if tokens.at(to - 1).class == Class::Genitive && to - 1 > at {
        to -= 1;
    }
    (from, to)
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
    scene.stretches.iter().filter(move |stretch| {
        said.parts
            .iter()
            .any(|&(from, to)| from <= stretch.open && stretch.end <= to)
            && matches!(
                stretch.style,
                Style::Double | Style::TwoSingles | Style::Single | Style::Guillemets
            )
    })
}
