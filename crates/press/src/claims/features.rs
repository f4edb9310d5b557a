//! Named features of words that may be a claim.

use super::figure::PERCENT;
use super::scorers::SCORERS;
use super::spans::ClaimSpan;
use super::{BOX_OFFICE, ClaimKind, FoundClaim, JUDGES, MONEY, PRAISE, SCORE, VERDICT, is_money};
use crate::linear::{PressFeature, places, seen, seen_pair};
use crate::tokens::Tokens;
use ovation_language::lexicon::Class;

places! {
    Headline => "headline",
    Sums => "sums in article",
    Position => "sentence's place",
    Word => "word in it",
    Pair => "pair in it",
    First => "first word",
    Second => "second word",
    Last => "last word",
    FirstPair => "first pair",
    Before => "word before",
    Behind => "word behind",
    Left => "left of it in sentence",
    Right => "right of it in sentence",
    Holds => "it holds",
    Outside => "sentence holds beside",
    Length => "length",
    Clauses => "clauses",
    Begins => "begins",
    Films => "films in it",
    Said => "said in marks",
    Rule => "rule reads it",
    RuleApart => "rule reads part of it",
}

/// Whether a word's sort is held, by bit.
const SORTS: usize = 12;

/// What each token of an article is, worked out once.
#[derive(Debug)]
pub(crate) struct ClaimSorts(Vec<u16>);

impl ClaimSorts {
    pub(crate) fn of(tokens: &Tokens<'_>) -> Self {
        let sort = |at: usize| -> u16 {
            let token = tokens.at(at);
            let mut sort = 0;
            let mut is = |bit: u16, holds: bool| sort |= u16::from(holds) << bit;
            if token.is_word() {
                is(0, JUDGES.has(token.word));
                is(1, PRAISE.has(token.word));
                is(2, VERDICT.has(token.word));
                is(3, MONEY.has(token.word));
                is(4, SCORE.has(token.word));
                is(5, is_money(tokens, at));
                is(6, BOX_OFFICE.end_at(tokens, at).is_some());
                is(7, SCORERS.begins_at(tokens, at));
                is(8, token.class == Class::Number);
                is(9, token.class == Class::Not);
                is(11, matches!(token.class, Class::Be | Class::Ed));
            }
            is(10, PERCENT.has(token.word) || tokens.text_of(at) == "%");
            sort
        };
        Self((0..tokens.len()).map(sort).collect())
    }

    fn between(&self, from: usize, to: usize) -> u16 {
        let sorts = self.0.get(from..to).unwrap_or_default();
        sorts.iter().fold(0, |all, sort| all | sort)
    }

    /// Whether a sentence may hold a claim by the languages' lists.
    pub(crate) fn may_claim(&self, from: usize, to: usize) -> bool {
        self.between(from, to) & 0b1110_1111 != 0
    }

    /// How many sums of money an article states.
    pub(crate) fn sums(&self) -> usize {
        self.0.iter().filter(|sort| **sort >> 5 & 1 == 1).count()
    }
}

/// Where a sentence stands: its features are those of all its spans.
pub(crate) fn of_sentence(tokens: &Tokens<'_>, from: usize, out: &mut Vec<PressFeature>) {
    let place = match (tokens.at(from).sentence, tokens.at(from).paragraph) {
        (0, _) => 1,
        (1 | 2, _) => 2,
        (_, 0..=3) => 3,
        _ => 4,
    };
    out.push(Place::Position.of(place));
}

/// What of a sentence a span is seen in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SpanFrame<'f> {
    pub(crate) sentence: (usize, usize),
    pub(crate) films: &'f [(usize, usize)],
    pub(crate) is_said: bool,
    pub(crate) rules: &'f [FoundClaim],
}

/// The features of a span.
pub(crate) fn of_span(
    tokens: &Tokens<'_>,
    sorts: &ClaimSorts,
    span: ClaimSpan,
    frame: SpanFrame<'_>,
    out: &mut Vec<PressFeature>,
) {
    let (from, to) = (span.from, span.to);
    for at in from..to {
        let is_name = matches!(tokens.at(at).class, Class::Name | Class::Capitals);
        if tokens.at(at).is_word() && !is_name {
            out.push(Place::Word.of(seen(tokens, at)));
        }
        if at + 1 < to {
            out.push(Place::Pair.of(seen_pair(tokens, at)));
        }
    }
    out.sort_unstable();
    out.dedup();
    let edge = |at: Option<usize>| {
        let here = at.filter(|&at| (frame.sentence.0..frame.sentence.1).contains(&at));
        here.map_or(0, |at| match tokens.at(at).class {
            class @ (Class::Name | Class::Capitals) => class as u32,
            _ => seen(tokens, at),
        })
    };
    out.push(Place::First.of(edge(Some(from))));
    out.push(Place::Second.of(edge(Some(from + 1))));
    out.push(Place::FirstPair.of(seen_pair(tokens, from)));
    out.push(Place::Last.of(edge(to.checked_sub(1))));
    out.push(Place::Before.of(edge(from.checked_sub(1))));
    out.push(Place::Behind.of(edge(Some(to))));
    for at in frame.sentence.0.max(from.saturating_sub(5))..from {
        out.push(Place::Left.of(seen(tokens, at)));
    }
    for at in to..frame.sentence.1.min(to + 5) {
        out.push(Place::Right.of(seen(tokens, at)));
    }
    let inside = sorts.between(from, to);
    let beside = sorts.between(frame.sentence.0, from) | sorts.between(to, frame.sentence.1);
    for bit in 0..SORTS {
        let number = u32::try_from(bit).unwrap_or(0);
        if inside >> bit & 1 == 1 {
            out.push(Place::Holds.of(number));
        }
        if beside >> bit & 1 == 1 {
            out.push(Place::Outside.of(number));
        }
    }
    let length = match to - from {
        0..=3 => 1,
        4..=6 => 2,
        7..=10 => 3,
        11..=15 => 4,
        16..=22 => 5,
        _ => 6,
    };
    out.push(Place::Length.of(length));
    let clauses = u32::try_from(span.clauses).unwrap_or(0);
    let is_first = from == frame.sentence.0;
    let is_last = to + 1 >= frame.sentence.1;
    out.push(Place::Clauses.of(clauses * 4 + u32::from(is_first) * 2 + u32::from(is_last)));
    out.push(Place::Begins.of(span.begins as u32 + 1));
    let films = frame.films.iter();
    let films = films.filter(|film| from <= film.0 && film.1 <= to).count();
    out.push(Place::Films.of(u32::try_from(films.min(3)).unwrap_or(3)));
    out.push(Place::Said.of(u32::from(frame.is_said)));
    for rule in frame.rules {
        let shared = rule.words.1.min(to).saturating_sub(rule.words.0.max(from));
        let longer = (to - from).max(rule.words.1 - rule.words.0);
        let kind = match rule.kind {
            ClaimKind::Score => 1,
            ClaimKind::BoxOffice => 2,
            ClaimKind::Reception => 3,
        };
        if 2 * shared >= longer {
            let is_whole = rule.words == (from, to);
            out.push(Place::Rule.of(kind + 4 * u32::from(is_whole)));
        } else if shared > 0 {
            out.push(Place::RuleApart.of(kind));
        }
    }
}
