//! Where rows stand among those that are matched already.

use super::{OldKey, RowFate};
use std::collections::{BTreeMap, BTreeSet};

/// Where rows stand among those that are matched.
pub(super) struct Places {
    /// For each old row the gaps it may have stood in: before and after its neighbours' new places.
    gaps: Vec<[Option<usize>; 2]>,
    /// For each new row the gap it stands in: how many matched rows stand above it.
    gap_of: Vec<usize>,
    /// Gaps in which a row could not be read.
    lost: BTreeSet<usize>,
    /// The new rows that nothing is known of, by the gap they stand in.
    added: BTreeMap<usize, Vec<usize>>,
    /// The old rows that nothing is known of and that stood in one gap only, by it.
    open: BTreeMap<usize, Vec<usize>>,
}

impl Places {
    pub(super) fn of(old: &[OldKey], became: &[Option<usize>], fates: &[RowFate]) -> Self {
        let mut places = Self {
            gaps: vec![[None; 2]; old.len()],
            gap_of: Vec::with_capacity(fates.len()),
            lost: BTreeSet::new(),
            added: BTreeMap::new(),
            open: BTreeMap::new(),
        };
        let mut matched = 0;
        for (at, fate) in fates.iter().enumerate() {
            places.gap_of.push(matched);
            match fate {
                RowFate::Same(_) | RowFate::Changed(_) => matched += 1,
                RowFate::Lost => drop(places.lost.insert(matched)),
                RowFate::Added => places.added.entry(matched).or_default().push(at),
                RowFate::Repeated => {}
            }
        }
        let gap_of = |at: usize| places.gap_of.get(at).copied().unwrap_or(matched);
        let mut order: Vec<usize> = (0..old.len())
            .filter(|number| old.get(*number).is_some_and(|row| row.place > 0))
            .collect();
        order.sort_by_key(|number| old.get(*number).map(|row| row.place));
        let new_place = |number: usize| became.get(number).copied().flatten();
        // Behind the row before it, and in front of the one after it.
        let mut behind = Some(0);
        for number in &order {
            if let Some(at) = new_place(*number) {
                behind = Some(gap_of(at) + 1);
            } else if let Some(gaps) = places.gaps.get_mut(*number) {
                gaps[0] = behind;
            }
        }
        let mut front = Some(matched);
        for number in order.iter().rev() {
            if let Some(at) = new_place(*number) {
                front = Some(gap_of(at));
            } else if let Some(gaps) = places.gaps.get_mut(*number) {
                gaps[1] = front;
            }
        }
        for number in order {
            let [behind, front] = places.gaps.get(number).copied().unwrap_or_default();
            if let Some(gap) = behind.filter(|_| behind == front) {
                places.open.entry(gap).or_default().push(number);
            }
        }
        places
    }

    pub(super) fn gaps(&self, old: usize) -> impl Iterator<Item = usize> {
        let [first, second] = self.gaps.get(old).copied().unwrap_or_default();
        first
            .into_iter()
            .chain(second.filter(|gap| first != Some(*gap)))
    }

    /// Whether a new row stands next to one of the rows that an old one stood next to.
    pub(super) fn shares_gap(&self, old: usize, at: usize) -> bool {
        let here = self.gap_of.get(at).copied();
        self.gaps(old).any(|gap| Some(gap) == here)
    }

    /// Whether a new row stands just where an old one stood: between the same rows, which have as many
    /// rows between them as they had, and as many of them above it.
    pub(super) fn is_in_place(&self, old: usize, at: usize) -> bool {
        let Some(gap) = self.gap_of.get(at) else {
            return false;
        };
        let (Some(olds), Some(news)) = (self.open.get(gap), self.added.get(gap)) else {
            return false;
        };
        let rank = |rows: &[usize], row| rows.iter().position(|other| *other == row);
        let above = rank(olds, old);
        olds.len() == news.len() && above.is_some() && above == rank(news, at)
    }

    /// Whether no other new row that nothing is known of stands between the same neighbours.
    pub(super) fn is_alone(&self, at: usize) -> bool {
        let gap = self.gap_of.get(at);
        gap.is_some_and(|gap| self.added_in(*gap).len() == 1)
    }

    /// The new rows in a gap that nothing is known of.
    pub(super) fn added_in(&self, gap: usize) -> &[usize] {
        self.added.get(&gap).map_or(&[], Vec::as_slice)
    }

    pub(super) fn may_be_lost(&self, old: usize) -> bool {
        self.gaps(old).any(|gap| self.lost.contains(&gap))
    }
}
