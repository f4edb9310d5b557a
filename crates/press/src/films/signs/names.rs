//! What a run has to do with people, and what the lists of titles and names say of it.

use super::super::article_features::ArticleFeatures;
use super::super::spans::LONGEST;
use super::super::weights::{Habits, NAMES, OTHERS, TITLES, number_of};
use super::super::words::{BODY, DOES, GENRE, GIVEN, KIN, KIND, PLACE, SUCH, Sorts};
use super::{Add, Group, Seat, is_compound};
use ovation_language::lexicon::Class;

impl ArticleFeatures<'_, '_> {
    pub(super) fn person_signs(&self, seat: &Seat<'_>, add: Add<'_>) {
        let tokens = self.tokens;
        let (from, to) = (seat.run.from, seat.run.to);
        let (begin, end) = (seat.begin, seat.end);
        let all = to - from;
        let parts = (from..to).filter(|&at| self.is_person(at)).count();
        let mut person = |value: usize| add(Group::Person, value);
        if self.people.is_name(tokens, from, to) {
            person(1);
        } else if parts == all {
            person(2 + usize::from(all == 1));
        } else if parts > 0 {
            person(4 + usize::from(self.is_person(from)));
        }
        if self.sorts(from) & GIVEN != 0 {
            person(6 + all.min(3));
        }
        if (from + 1..to).any(|at| self.sorts(at) & GIVEN != 0) {
            person(10);
        }
        // `Roy’s Lanterns`, `Ana Roy, Lanterns`, `Ana Roy – Lanterns`.
        if begin >= 2 && self.is_person(begin - 2) {
            match tokens.at(begin - 1).class {
                Class::Comma => person(12),
                Class::Genitive => person(13),
                Class::Dash => person(14),
                _ => {}
            }
        }
        let next = tokens.at(end);
        if next.is_capital
            && next.sentence == tokens.at(to - 1).sentence
            && (self.is_person(end) || self.sorts(end) & GIVEN != 0)
        {
            person(16);
        }
        if begin >= 1 && matches!(tokens.at(begin - 1).class, Class::Title | Class::Role) {
            person(17);
        }
        if next.class == Class::Said || self.sorts(end) & DOES != 0 {
            person(18);
        }
        if next.class == Class::Genitive && self.sorts(end + 1) & KIN != 0 {
            person(19);
        }
        let is_all = |sorts: Sorts| {
            (from..to).all(|at| self.sorts(at) & sorts != 0 || !tokens.at(at).is_word())
        };
        if is_all(KIND | PLACE | BODY) {
            person(20);
        }
        if (from..to).any(|at| self.sorts(at) & BODY != 0) {
            person(21);
        }
        if (from..to).any(|at| is_compound(tokens.text_of(at))) {
            person(22);
        }
        if is_all(PLACE) {
            person(23);
        }
        let first = tokens.at(from);
        if all == 1 && first.class == Class::Capitals {
            person(24 + (first.end - first.start).min(6) as usize);
        }
        match tokens.text_of(from).as_bytes().first() {
            Some(b'#') => person(31),
            Some(b'@') => person(32),
            _ => {}
        }
        if begin >= 1 && self.sorts(begin - 1) & (GENRE | SUCH) != 0 {
            person(33);
        }
    }

    /// Whether the words are those of names.
    pub(super) fn name_signs(&self, seat: &Seat<'_>, add: Add<'_>) {
        let tokens = self.tokens;
        let (from, to) = (seat.run.from, seat.run.to);
        let mut habits = (from..to)
            .filter(|&at| tokens.at(at).is_word())
            .map(|at| self.weights.habits(tokens.at(at).word));
        let first = habits.next().unwrap_or_default();
        let (mut last, mut has_given) = (first, false);
        for habit in habits {
            last = habit;
            has_given |= habit.is_given && !habit.is_ordinary;
        }
        let kind = |habits: Habits| {
            usize::from(habits.is_given)
                + 2 * usize::from(habits.is_family)
                + 4 * usize::from(habits.is_ordinary)
        };
        if seat.words == 1 {
            add(Group::Named, kind(first));
        } else {
            let long = 16 * usize::from(seat.words > 3);
            add(Group::Named, 8 + kind(first) + long);
            add(Group::Named, 16 + kind(last) + long);
            if first.is_given && last.is_family && seat.words <= 3 {
                let ordinary = usize::from(first.is_ordinary) + 2 * usize::from(last.is_ordinary);
                add(Group::Named, 40 + ordinary);
            }
        }
        if has_given {
            add(Group::Named, 44);
        }
        let known = self.people.weight_of(tokens, from, to).min(8);
        for step in 0..known {
            add(Group::Known, step);
        }
    }

    /// What the lists of titles and names say.
    pub(super) fn list_signs(&self, seat: &Seat<'_>, add: Add<'_>) {
        let run = seat.run;
        let lists = &self.weights.lists;
        let number = number_of(run.key);
        let is_name = lists.has(NAMES, number);
        if is_name {
            add(Group::ListedName, seat.words.min(4));
        }
        if lists.has(TITLES, number) {
            add(Group::Listed, seat.words.min(5));
            if seat.single == 1 {
                let habits = self.weights.habits(self.tokens.at(run.from).word);
                let kind = usize::from(habits.is_ordinary)
                    + 2 * usize::from(habits.is_given)
                    + 4 * usize::from(self.is_person(run.from));
                add(Group::Listed, 8 + kind);
            }
            if is_name {
                add(Group::Listed, 16);
            }
        } else {
            add(Group::Listed, 0);
        }
        if lists.has(OTHERS, number) {
            add(Group::Listed, 24 + seat.words.min(3));
        }
        // Listed runs that overlap it.
        let near = self
            .listed
            .partition_point(|span| span.0 + LONGEST < run.from);
        for &(from, to, is_name) in self.listed.get(near..).unwrap_or_default() {
            if from >= run.to {
                break;
            }
            if to <= run.from || (from, to) == (run.from, run.to) {
                continue;
            }
            let kind = if from <= run.from && run.to <= to {
                usize::from(to - from > 2)
            } else if run.from <= from && to <= run.to {
                2
            } else {
                3
            };
            let group = if is_name {
                Group::ListedName
            } else {
                Group::Listed
            };
            add(group, 20 + kind);
        }
    }
}
