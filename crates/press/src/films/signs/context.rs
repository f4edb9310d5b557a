//! What stands before, after and around a run.

use super::super::article_features::ArticleFeatures;
use super::super::words::{
    ACTS, AFTER, FILM, FILMS, MAKES, PRIZE, SERIES, WORK, after_number, before_number,
};
use super::{Add, Group, Seat, class_value, each_sort};
use crate::films::cues::is_or_comma;
use crate::films::is_year_in_brackets;
use crate::films::spans::Marks;
use ovation_language::lexicon::Class;

/// Most tokens of a paragraph that is a line.
const LONGEST_LINE: usize = 16;

impl ArticleFeatures<'_, '_> {
    pub(super) fn before_signs(&self, seat: &Seat<'_>, add: Add<'_>) {
        let sentence = self.tokens.at(seat.run.from).sentence;
        let at = seat.begin.checked_sub(1);
        let token = at
            .map(|at| self.tokens.at(at))
            .filter(|token| token.sentence == sentence);
        add(Group::Before, class_value(token));
        let (Some(token), Some(at)) = (token, at) else {
            return;
        };
        if let Some(word) = before_number(token.word) {
            add(Group::BeforeWord, word);
        }
        each_sort(self.sorts(at), |bit| {
            add(Group::BeforeSort, bit + 32 * seat.single);
        });
    }

    pub(super) fn after_signs(&self, seat: &Seat<'_>, add: Add<'_>) {
        let tokens = self.tokens;
        let sentence = tokens.at(seat.run.to - 1).sentence;
        let end = seat.end;
        let token = Some(tokens.at(end)).filter(|token| token.sentence == sentence);
        add(Group::After, class_value(token));
        if let Some(token) = token {
            if let Some(word) = after_number(token.word) {
                add(Group::AfterWord, word);
            }
            each_sort(self.sorts(end), |bit| {
                add(Group::AfterSort, bit + 32 * seat.single);
            });
        }
        let mut follows = |value: usize| add(Group::Follows, value);
        let is_film =
            |at: usize| tokens.at(at).sentence == sentence && self.sorts(at) & (FILM | FILMS) != 0;
        if is_year_in_brackets(tokens, end) {
            follows(1);
        }
        if tokens.text_of(end) == "(" {
            if tokens.at(end + 1).is_capital {
                follows(2);
            }
            if (1..4).any(|offset| self.sorts(end + offset) & PRIZE != 0) {
                follows(5);
            }
        }
        if is_or_comma(tokens.text_of(end)) && (end + 1..end + 8).any(is_film) {
            follows(if tokens.at(end).class == Class::Be {
                3
            } else {
                4
            });
        }
        // `The Lanterns star said`: the article is the sentence's.
        if tokens.at(seat.run.from).class == Class::The
            && seat.opens
            && seat.run.marks == Marks::None
            && seat.single == 0
            && token.is_some()
            && self.sorts(end) & AFTER != 0
        {
            follows(8);
        }
        if token.is_none() {
            let first = tokens.at(seat.run.from).sentence;
            let is_alone = seat
                .begin
                .checked_sub(1)
                .is_none_or(|at| tokens.at(at).sentence != first);
            follows(6 + usize::from(is_alone));
        }
    }

    /// The second and the third word before and after.
    pub(super) fn further_signs(&self, seat: &Seat<'_>, add: Add<'_>) {
        let (first, last) = (seat.run.from, seat.run.to - 1);
        let before = [2, 3].map(|offset| seat.begin.checked_sub(offset));
        let before = before.into_iter().flatten();
        let groups = [Group::SecondBefore, Group::FurtherBefore];
        self.further(first, before, before_number, groups, add);
        let after = [seat.end + 1, seat.end + 2].into_iter();
        let groups = [Group::SecondAfter, Group::FurtherAfter];
        self.further(last, after, after_number, groups, add);
    }

    /// Words on one side, from the second on, as far as they stand in the sentence of a token.
    fn further(
        &self,
        beside: usize,
        places: impl Iterator<Item = usize>,
        number: fn(u32) -> Option<usize>,
        [second, further]: [Group; 2],
        add: Add<'_>,
    ) {
        let sentence = self.tokens.at(beside).sentence;
        for (place, at) in places.enumerate() {
            let token = self.tokens.at(at);
            if token.sentence != sentence {
                break;
            }
            if place == 0
                && let Some(word) = number(token.word)
            {
                add(second, word);
            }
            each_sort(self.sorts(at), |bit| add(further, bit + 32 * place));
        }
    }

    /// What part of a line it is: a paragraph of a few words, or the items of a list.
    pub(super) fn line_signs(&self, seat: &Seat<'_>, add: Add<'_>) {
        let tokens = self.tokens;
        let paragraph = tokens.at(seat.run.from).paragraph;
        let (from, to) = tokens.paragraph(paragraph);
        if to - from > LONGEST_LINE {
            return;
        }
        // `10. Lanterns`.
        let is_ranked = tokens.at(from).class == Class::Number
            && matches!(tokens.text_of(from + 1), "." | ")" | ":");
        let begin = if is_ranked { from + 2 } else { from };
        let is_first = seat.begin <= begin;
        let is_last = seat.end >= to;
        let near = tokens.near(seat.begin, -1).class;
        let next = tokens.at(seat.end).class;
        let parted = |class: Class| matches!(class, Class::Comma | Class::Dash | Class::Colon);
        let part = match (is_first, is_last) {
            (true, true) => 1 + usize::from(is_ranked),
            (true, false) if parted(next) => 3,
            (true, false) if tokens.text_of(seat.end) == "(" => 4,
            (false, true) if near == Class::Comma => 5,
            (false, true) if near == Class::Dash => 6,
            (false, true) if near == Class::Colon => 7,
            (false, false) if parted(near) && (parted(next) || tokens.text_of(seat.end) == "(") => {
                8
            }
            _ => 9,
        };
        let is_short = |number: u32| {
            let (from, to) = tokens.paragraph(number);
            to > from && to - from <= LONGEST_LINE
        };
        let last = u32::try_from(tokens.paragraphs.len().saturating_sub(2)).unwrap_or(0);
        let beside = [
            paragraph.checked_sub(1),
            Some(paragraph + 1).filter(|&next| next <= last),
        ];
        let lines = beside
            .into_iter()
            .flatten()
            .filter(|&number| is_short(number))
            .count();
        add(Group::Line, part + 16 * lines + 64 * seat.single);
    }

    pub(super) fn around_signs(&self, seat: &Seat<'_>, add: Add<'_>) {
        let (sentence, paragraph) = self.sorts_around(seat.run.from);
        let sorts = [FILM | FILMS, ACTS, SERIES, WORK, PRIZE, MAKES];
        for (number, sort) in sorts.into_iter().enumerate() {
            if sentence & sort != 0 {
                add(Group::Around, number);
            } else if paragraph & sort != 0 {
                add(Group::Around, 8 + number);
            }
        }
    }
}
