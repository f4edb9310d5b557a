//! Stretches between quotation marks, however they are printed.
//!
//! Marks are paired within a paragraph. A mark that opens a paragraph and is never closed there runs to
//! the paragraph's end, as quotations over several paragraphs are printed.

use super::tokens::Tokens;
use ovation_language::lexicon::Class;

/// What stands between two quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Index of the token that opens it.
    pub open: usize,
    /// Index after the token that closes it, or after the paragraph's last.
    pub end: usize,
    /// Whether a mark closes it.
    pub is_closed: bool,
    /// Its pair of marks.
    pub style: Style,
}

/// A pair of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `"…"`, `“…”`, `„…“`, either way.
    Double,
    /// `''…''`.
    TwoSingles,
    /// `‘…’`, `'…'`, `‚…‘`.
    Single,
    /// `«…»`, `»…«`, `‹…›`.
    Guillemets,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Opens,
    Closes,
    Either,
}

struct Seen {
    at: usize,
    style: Style,
    turn: Turn,
}

/// Finds the stretches of a text, outermost only, in order.
pub fn find_stretches(tokens: &Tokens<'_>) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for number in 0..tokens.paragraphs.len().saturating_sub(1) {
        let (from, to) = tokens.paragraph(u32::try_from(number).unwrap_or(u32::MAX));
        let carried = stretches
            .last()
            .filter(|stretch| !stretch.is_closed && stretch.end == from)
            .map(|stretch| stretch.style);
        if let Some(style) = carried {
            close_carried(tokens, from, to, style, &mut stretches);
        }
        let begun = stretches
            .last()
            .map_or(from, |stretch| stretch.end.max(from));
        pair(tokens, begun, to, &mut stretches);
    }
    stretches
}

/// A quotation that a paragraph left open and the next closes, without a mark to open it again.
fn close_carried(
    tokens: &Tokens<'_>,
    from: usize,
    to: usize,
    style: Style,
    stretches: &mut Vec<Stretch>,
) {
    let first = (from..to)
        .filter(|&at| {
            matches!(
                tokens.at(at).class,
                Class::Mark | Class::Open | Class::Close
            )
        })
        .find_map(|at| look(tokens, at, to).filter(|seen| seen.style == style));
    if let Some(seen) = first
        && seen.turn == Turn::Closes
        && seen.at > from
    {
        stretches.push(Stretch {
            open: from,
            end: seen.at + 1,
            is_closed: true,
            style,
        });
    }
}

fn pair(tokens: &Tokens<'_>, from: usize, to: usize, stretches: &mut Vec<Stretch>) {
    let mut open: Option<Seen> = None;
    let mut depth = 0_u32;
    for at in from..to {
        if !matches!(
            tokens.at(at).class,
            Class::Mark | Class::Open | Class::Close
        ) {
            continue;
        }
        let Some(seen) = look(tokens, at, to) else {
            continue;
        };
        let Some(begun) = &open else {
            if seen.turn != Turn::Closes && may_open(tokens, &seen, to) {
                depth = 0;
                open = Some(seen);
            }
            continue;
        };
        if seen.style != begun.style {
            continue;
        }
        match seen.turn {
            Turn::Opens => {
                // A second opening mark: one inside the other, or the first was never closed.
                if closes_left(tokens, at + 1, to, seen.style) >= depth + 2 {
                    depth += 1;
                } else {
                    match cue_inside(tokens, begun.at + 1, at) {
                        Some(end) => push(tokens, stretches, begun, end, true),
                        None => push(tokens, stretches, begun, at, false),
                    }
                    depth = 0;
                    open = Some(seen);
                }
            }
            Turn::Closes | Turn::Either if depth > 0 => depth -= 1,
            Turn::Closes | Turn::Either => {
                push(tokens, stretches, begun, at + 1, true);
                open = None;
            }
        }
    }
    if let Some(begun) = open
        && begun.style != Style::Single
    {
        match cue_inside(tokens, begun.at + 1, to) {
            Some(end) => push(tokens, stretches, &begun, end, true),
            None => push(tokens, stretches, &begun, to, false),
        }
    }
}

/// Most words of a name before a verb of speech.
const NAME_WORDS: usize = 3;

/// Where words end whose closing mark was forgotten: behind the comma before `said Ada Marlow` or
/// `Ada Marlow said`.
fn cue_inside(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<usize> {
    (from..to.saturating_sub(2)).find_map(|at| {
        if tokens.at(at).class != Class::Comma {
            return None;
        }
        let is_name = |at: usize| at < to && tokens.at(at).class == Class::Name;
        let is_said = |at: usize| at < to && tokens.at(at).class == Class::Said;
        let names = (at + 1..to)
            .take_while(|at| is_name(*at))
            .take(NAME_WORDS)
            .count();
        let is_cue = is_said(at + 1) && is_name(at + 2) || names > 0 && is_said(at + 1 + names);
        is_cue.then_some(at + 1)
    })
}

fn push(
    tokens: &Tokens<'_>,
    stretches: &mut Vec<Stretch>,
    begun: &Seen,
    end: usize,
    is_closed: bool,
) {
    if (begun.at + 1..end).any(|at| tokens.at(at).is_word()) {
        stretches.push(Stretch {
            open: begun.at,
            end,
            is_closed,
            style: begun.style,
        });
    }
}

/// Closing marks of a style in `from..to`.
fn closes_left(tokens: &Tokens<'_>, from: usize, to: usize, style: Style) -> u32 {
    let mut count = 0;
    for at in from..to {
        if matches!(
            tokens.at(at).class,
            Class::Mark | Class::Open | Class::Close
        ) && let Some(seen) = look(tokens, at, to)
            && seen.style == style
        {
            match seen.turn {
                Turn::Closes => count += 1,
                Turn::Opens | Turn::Either => {}
            }
        }
    }
    count
}

/// A single mark opens only where one closes it, or titles in `'90s` would swallow the rest.
fn may_open(tokens: &Tokens<'_>, seen: &Seen, to: usize) -> bool {
    if seen.turn == Turn::Either
        && seen.style == Style::Double
        && tokens.near(seen.at, -1).class == Class::Sign
    {
        // `author="…"`: markup that was left in the text.
        return tokens.text_of(seen.at.wrapping_sub(1)) != "=";
    }
    if seen.style != Style::Single {
        return true;
    }
    (seen.at + 1..to).any(|at| {
        matches!(
            tokens.at(at).class,
            Class::Mark | Class::Close | Class::Open
        ) && look(tokens, at, to)
            .is_some_and(|later| later.style == Style::Single && later.turn == Turn::Closes)
    })
}

/// Which way a mark turns by what stands on either side: free on the left and bound on the right opens, the
/// other way round closes.
fn turn_by_space(tokens: &Tokens<'_>, at: usize, to: usize) -> Turn {
    let token = tokens.at(at);
    let before = tokens.near(at, -1);
    let after = tokens.at(at + 1);
    let is_first = before.paragraph != token.paragraph;
    let is_last = at + 1 >= to;
    let after_spaced = is_last || after.is_spaced;
    let opens_after = is_first
        || token.is_spaced
        || matches!(
            before.class,
            Class::Bracket | Class::Dash | Class::Open | Class::Mark
        );
    match (opens_after, after_spaced) {
        (true, false) => Turn::Opens,
        (false, true) => Turn::Closes,
        _ if is_last => Turn::Closes,
        _ if is_first => Turn::Opens,
        (false, false) if !after.is_word() => Turn::Closes,
        _ => Turn::Either,
    }
}

/// What a mark is, by its sign and what stands on either side.
fn look(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<Seen> {
    let (token, after) = (tokens.at(at), tokens.at(at + 1));
    let before = tokens.near(at, -1);
    let is_first = before.paragraph != token.paragraph;
    let is_last = at + 1 >= to;
    let by_space = turn_by_space(tokens, at, to);
    let text = tokens.text_of(at);
    let seen = |style, turn| Some(Seen { at, style, turn });
    match text {
        "\"" | "＂" => seen(Style::Double, by_space),
        "''" | "``" => seen(Style::TwoSingles, by_space),
        "„" | "‟" | "「" | "『" => seen(Style::Double, Turn::Opens),
        "」" | "』" => seen(Style::Double, Turn::Closes),
        // “ closes where „ opened; ” opens in Swedish print and in slips.
        "“" => seen(
            Style::Double,
            if by_space == Turn::Closes {
                Turn::Closes
            } else {
                Turn::Opens
            },
        ),
        "”" => seen(
            Style::Double,
            if is_first && !is_last {
                Turn::Opens
            } else {
                Turn::Closes
            },
        ),
        "«" | "»" | "‹" | "›" => {
            let usual = if matches!(text, "«" | "‹") {
                Turn::Opens
            } else {
                Turn::Closes
            };
            let turned = if usual == Turn::Opens {
                Turn::Closes
            } else {
                Turn::Opens
            };
            // »…« of German print: bound on the inner side, free on the outer.
            let is_turned = (usual == Turn::Closes
                && by_space == Turn::Opens
                && token.is_spaced
                && after.is_word())
                || (usual == Turn::Closes && is_first)
                || (usual == Turn::Opens && by_space == Turn::Closes);
            seen(Style::Guillemets, if is_turned { turned } else { usual })
        }
        "‘" | "‚" => seen(Style::Single, Turn::Opens),
        "’" | "'" | "`" => {
            // An apostrophe, unless it stands free on one side.
            let turn = match by_space {
                Turn::Opens if text != "’" => Turn::Opens,
                Turn::Closes => Turn::Closes,
                _ => return None,
            };
            // `the actors' union`: closes only after a stop, a comma or a mark.
            if turn == Turn::Closes
                && text == "'"
                && before.is_word()
                && !after_closing(after.class, is_last)
            {
                return seen(Style::Single, Turn::Closes);
            }
            seen(Style::Single, turn)
        }
        _ => None,
    }
}

fn after_closing(class: Class, is_last: bool) -> bool {
    is_last || class.is_break()
}
