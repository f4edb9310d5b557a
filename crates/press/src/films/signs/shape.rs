//! How a run is written: its marks, its words, and how the capitals go on outside it.

use super::super::article_features::ArticleFeatures;
use super::super::spans::{CandidateRun, Marks};
use super::super::words::inner_sort;
use super::{Add, Group, Seat, is_mark};
use ovation_language::lexicon::Class;

impl ArticleFeatures<'_, '_> {
    pub(super) fn mark_signs(&self, seat: &Seat<'_>, add: Add<'_>) {
        let tokens = self.tokens;
        let CandidateRun {
            from, to, marks, ..
        } = *seat.run;
        let is_before = is_mark(tokens.near(from, -1).class);
        let is_after = is_mark(tokens.at(to).class)
            || tokens.at(to).class == Class::Comma && is_mark(tokens.at(to + 1).class);
        add(Group::Marked, marks as usize);
        add(
            Group::Beside,
            usize::from(is_before)
                + 2 * usize::from(is_after)
                + 4 * usize::from(marks != Marks::None),
        );
        let head = if seat.opens { 64 } else { 0 };
        add(Group::First, head + tokens.at(from).class as usize);
    }

    /// What the run is made of.
    pub(super) fn inner_signs(&self, seat: &Seat<'_>, add: Add<'_>) {
        let tokens = self.tokens;
        let (from, to) = (seat.run.from, seat.run.to);
        let is_heading = self.scene.is_heading(from) || self.mode(from) < 2;
        let heading = 32 * usize::from(is_heading);
        let mut seen = [0_usize; 16];
        let (mut small_capitals, mut names, mut ordinary) = (0_usize, 0_usize, 0_usize);
        for at in from..to {
            let token = tokens.at(at);
            if let Some(count) = seen.get_mut(self.kind_within(at, from, to)) {
                *count += 1;
            }
            if !(token.is_capital && token.is_word()) {
                continue;
            }
            let is_listed = is_listed_class(token.class);
            if is_listed && at > from {
                small_capitals += 1;
                continue;
            }
            names += 1;
            ordinary += usize::from(self.is_ordinary(at));
        }
        for (kind, &count) in seen.iter().enumerate().skip(1) {
            if count > 0 {
                add(Group::Inner, kind + 16 * usize::from(count > 1) + heading);
            }
        }
        add(Group::SmallCapitals, small_capitals.min(4) + heading);
        let first = tokens.at(from);
        if is_listed_class(first.class) && first.is_capital && !seat.opens {
            let is_long = usize::from(to - from > 1);
            add(Group::SmallCapitals, 8 + is_long + heading);
        }
        let share = match (ordinary, names) {
            (_, 0) => 0,
            (0, _) => 1,
            (some, all) if some == all => 3,
            _ => 2,
        };
        add(Group::Ordinary, share + heading);
        let times = match self.times(seat.run).count {
            0 | 1 => 0,
            2 | 3 => 1,
            4..=7 => 2,
            _ => 3,
        };
        let has_small = usize::from(small_capitals > 0);
        add(
            Group::TimesOf,
            share + 4 * times + 16 * seat.single + 32 * has_small,
        );
    }

    /// What sort of thing a token within a run is; 0 for words in capitals.
    fn kind_within(&self, at: usize, from: usize, to: usize) -> usize {
        let tokens = self.tokens;
        let token = tokens.at(at);
        let near = tokens.near(at, -1);
        match token.class {
            Class::Genitive => 1,
            Class::Colon => 2,
            Class::Comma => 3,
            Class::Dash => 4,
            Class::Ellipsis => 5,
            Class::Stop => {
                let breaks = at + 1 < to && tokens.at(at + 1).sentence != token.sentence;
                6 + usize::from(breaks)
            }
            Class::Number if at > from => 8,
            Class::Sign => 9,
            // `Lanterns to The Lake`: before its own article another title begins.
            Class::The
                if at > from
                    && token.is_capital
                    && near.class != Class::Colon
                    && !near.is_capital =>
            {
                15
            }
            _ if !token.is_capital && token.is_word() => {
                // The sorts of the closed list, and one for all other words.
                10 + inner_sort(tokens.text_of(at)).unwrap_or(4)
            }
            _ => 0,
        }
    }

    /// How the run of capitals goes on outside the run.
    pub(super) fn edge_signs(&self, seat: &Seat<'_>, add: Add<'_>) {
        let tokens = self.tokens;
        let CandidateRun {
            from, to, marks, ..
        } = *seat.run;
        if marks != Marks::None {
            return;
        }
        let joins = |class| matches!(class, Class::In | Class::And | Class::The | Class::To);
        let sentence = tokens.at(from).sentence;
        let near = tokens.near(from, -1);
        let is_near = near.sentence == sentence && near.is_word();
        let left = if is_near && near.is_capital {
            1 + usize::from(self.is_person(from - 1))
        } else if is_near && joins(near.class) && tokens.near(from, -2).is_capital {
            3
        } else if near.class == Class::Genitive {
            4 + usize::from(from >= 2 && self.is_person(from - 2))
        } else {
            0
        };
        add(Group::Left, left + 8 * seat.single);
        let next = tokens.at(to);
        let is_next = next.sentence == tokens.at(to - 1).sentence;
        let right = if is_next && next.is_word() && next.is_capital {
            1 + usize::from(self.is_person(to))
        } else if next.class == Class::Colon && tokens.at(to + 1).is_capital {
            3
        } else if next.class == Class::Number {
            4
        } else if next.class == Class::Genitive {
            5
        } else if is_next && joins(next.class) && tokens.at(to + 1).is_capital {
            6
        } else if tokens.text_of(to) == "&" {
            7
        } else {
            0
        };
        add(Group::Right, right + 8 * seat.single);
    }
}

/// Whether a class is one of words that are listed: what is in capitals though it is small as a rule.
fn is_listed_class(class: Class) -> bool {
    class.is_word()
        && !matches!(
            class,
            Class::Small
                | Class::Name
                | Class::Capitals
                | Class::Number
                | Class::Title
                | Class::Role
                | Class::Day
                | Class::Ed
                | Class::Ing
        )
}
