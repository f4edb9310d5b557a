//! Which words of a sentence may be a claim: its clauses, alone and in a row.

use crate::phrases::is_one;
use crate::tokens::Tokens;
use ovation_language::data::press;
use ovation_language::lexicon::Class;

/// Most clauses of one claim.
const MOST_CLAUSES: usize = 5;
/// Most tokens of one claim, and fewest.
const LONGEST: usize = 44;
const SHORTEST: usize = 2;
/// Most clauses of a sentence that are looked at.
const MOST_IN_SENTENCE: usize = 40;

/// How a claim's words begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Begins {
    /// With a clause.
    Clause,
    /// Behind the film's title that opens a clause.
    BehindFilm,
    /// With the first verb of a clause.
    Verb,
    /// Where a rule begins them.
    Rule,
}

/// Words that may be a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClaimSpan {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) begins: Begins,
    pub(crate) clauses: usize,
}

/// The spans of a sentence that may be a claim; `films` are the mentions of films, in order.
pub(crate) fn spans_of(
    tokens: &Tokens<'_>,
    (from, to): (usize, usize),
    films: &[(usize, usize)],
) -> Vec<ClaimSpan> {
    let mut clauses = clauses_of(tokens, from, to, films);
    clauses.truncate(MOST_IN_SENTENCE);
    let mut spans: Vec<ClaimSpan> = Vec::new();
    for (number, &(first, end)) in clauses.iter().enumerate() {
        let starts = [
            Some((first, Begins::Clause)),
            behind_film(films, first, end).map(|at| (at, Begins::BehindFilm)),
            verb(tokens, first, end).map(|at| (at, Begins::Verb)),
        ];
        let lasts = clauses.iter().skip(number).take(MOST_CLAUSES);
        for (more, &(_, last)) in lasts.enumerate() {
            for (start, begins) in starts.into_iter().flatten() {
                let length = last.saturating_sub(start);
                let is_new = !spans.iter().any(|it| (it.from, it.to) == (start, last));
                if (SHORTEST..=LONGEST).contains(&length) && is_new {
                    spans.push(ClaimSpan {
                        from: start,
                        to: last,
                        begins,
                        clauses: more + 1,
                    });
                }
            }
        }
    }
    spans
}

/// The clauses of a sentence, without the marks between them.
fn clauses_of(
    tokens: &Tokens<'_>,
    from: usize,
    to: usize,
    films: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    let in_title = |at: usize| films.iter().any(|&(from, to)| from < at && at < to);
    let mut clauses = Vec::new();
    let mut start = from;
    for at in from..to {
        if in_title(at) {
            continue;
        }
        let token = tokens.at(at);
        let is_mark = matches!(
            token.class,
            Class::Comma
                | Class::Semicolon
                | Class::Colon
                | Class::Dash
                | Class::Stop
                | Class::Ellipsis
                | Class::Open
                | Class::Close
                | Class::Mark
        ) || token.class == Class::Bracket && !is_small_bracket(tokens, at, to);
        let opens = matches!(
            token.class,
            Class::And | Class::If | Class::Who | Class::What | Class::That | Class::Saying
        ) || is_one(tokens, at, press::CLAIMS_CLAUSE);
        if is_mark {
            if at > start {
                clauses.push((start, at));
            }
            start = at + 1;
        } else if opens && at > start {
            clauses.push((start, at));
            start = at;
        }
    }
    if to > start {
        clauses.push((start, to));
    }
    // The joining word itself says nothing: `and has made …`.
    for clause in &mut clauses {
        if tokens.at(clause.0).class == Class::And && clause.0 + 1 < clause.1 {
            clause.0 += 1;
        }
    }
    clauses
}

/// `$31.8m (£16.8m)`: a bracket around a number or two words.
fn is_small_bracket(tokens: &Tokens<'_>, at: usize, to: usize) -> bool {
    const MOST: usize = 5;
    let is_number = |place: usize| tokens.at(place).class == Class::Number;
    let text = tokens.text_of(at);
    if text == "(" || text == "[" {
        let end = (at + 1..to.min(at + MOST + 1)).find(|&it| tokens.at(it).class == Class::Bracket);
        end.is_some_and(|end| (at + 1..end).any(is_number))
    } else {
        let low = at.saturating_sub(MOST);
        let open = (low..at)
            .rev()
            .find(|&it| tokens.at(it).class == Class::Bracket);
        open.is_some_and(|open| (open + 1..at).any(is_number))
    }
}

/// Behind the film's title with which a clause begins, or that it holds before any verb.
fn behind_film(films: &[(usize, usize)], from: usize, to: usize) -> Option<usize> {
    let mut inside = films
        .iter()
        .filter(|&&(first, end)| from <= first && end < to);
    inside.next().map(|&(_, end)| end)
}

/// The first word that may be the clause's verb, where that is not its first.
fn verb(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<usize> {
    let is_verb = |at: &usize| {
        let token = tokens.at(*at);
        matches!(token.class, Class::Be | Class::Ed | Class::Said)
            || is_one(tokens, *at, press::CLAIMS_VERB)
    };
    (from..to).find(is_verb).filter(|&at| at > from)
}
