//! Why reviews wait or are out, so that the parts add up to the whole.

use crate::{Reason, State};
use std::collections::BTreeMap;

/// Reviews by state and by all the reasons they have together. Each review is in one group, so that the
/// groups of a state add up to it, however many reasons a review has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Breakdown(BTreeMap<(State, Vec<Reason>), u64>);

impl Breakdown {
    /// Adds `count` reviews of a state with these reasons.
    pub fn add(&mut self, state: State, reasons: impl IntoIterator<Item = Reason>, count: u64) {
        let mut reasons: Vec<Reason> = reasons.into_iter().collect();
        reasons.sort_unstable();
        reasons.dedup();
        *self.0.entry((state, reasons)).or_default() += count;
    }

    /// Adds what another holds.
    pub fn take_in(&mut self, other: &Self) {
        for ((state, reasons), count) in &other.0 {
            *self.0.entry((*state, reasons.clone())).or_default() += count;
        }
    }

    /// How many reviews are of a state.
    pub fn of_state(&self, state: State) -> u64 {
        let of_it = self.0.iter().filter(|((other, _), _)| *other == state);
        of_it.map(|(_, count)| count).sum()
    }

    /// The groups that have a reason, those that wait first, in each state the most frequent first.
    pub fn groups(&self) -> Vec<(State, &[Reason], u64)> {
        let mut groups: Vec<(State, &[Reason], u64)> = self
            .0
            .iter()
            .filter(|((state, reasons), count)| {
                *state != State::Counted && !reasons.is_empty() && **count > 0
            })
            .map(|((state, reasons), count)| (*state, reasons.as_slice(), *count))
            .collect();
        groups.sort_by_key(|(state, reasons, count)| {
            (*state, std::cmp::Reverse(*count), reasons.to_vec())
        });
        groups
    }

    /// The groups as lines for people: `3 waiting: film-unknown, excerpt`, and of a single reason what it
    /// means. The counts of a state's lines add up to the state's.
    pub fn lines(&self) -> Vec<String> {
        let groups = self.groups().into_iter();
        let line = |(state, reasons, count): (State, &[Reason], u64)| {
            let codes: Vec<&str> = reasons.iter().map(|reason| reason.code()).collect();
            let means = match reasons {
                [only] => format!("  {}", only.sentence()),
                _ => String::new(),
            };
            format!(
                "{:>7} {state}: {}{means}",
                crate::grouped(count),
                codes.join(", ")
            )
        };
        groups.map(line).collect()
    }
}
