//! Which row of a table is which row of its earlier version.
//!
//! A sheet is corrected, sorted, cut and added to; its rows are reviews that people have decided about.
//! Rows that say the same are the same, wherever they stand. Of the others: those with one id of the
//! table's own, those of one critic, film and outlet, and at last those in one place between the same
//! neighbours that share enough. What has nothing to go by is a row removed and another added: a decision
//! about one review must not come to lie on another.

mod pair;
mod signs;

pub use signs::{RowSign, TableSigns, row_identity};

use ovation_terms::ReviewKey;
use pair::Places;
use std::collections::{BTreeMap, BTreeSet};

/// A row of the earlier version, by its digests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OldKey {
    /// Its place; below nought when it was gone from that version already.
    pub place: i64,
    /// As [`row_identity`] told it; none where it was read before rows had one.
    pub identity: Option<ReviewKey>,
    /// Digest of what it said.
    pub content: ReviewKey,
}

/// What became of a row of the new version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFate {
    /// It is that row of the earlier version, by its number among them, and says the same.
    Same(usize),
    /// It is that row and says something else.
    Changed(usize),
    /// The earlier version had no such row.
    Added,
    /// It says word for word what a row above it says.
    Repeated,
    /// It could not be read.
    Lost,
}

/// Rows of two versions of a table, being matched.
#[derive(Debug)]
pub struct RowMatching {
    old: Vec<OldKey>,
    /// For each old row the new row it became.
    became: Vec<Option<usize>>,
    fates: Vec<RowFate>,
}

/// Fewer rows than this say nothing of whether it is another table.
const FEW: usize = 20;

impl RowMatching {
    /// Matches by digests: rows that say the same, then those of one identity where only one row of each
    /// version has it.
    pub fn begin(old: Vec<OldKey>, new: &TableSigns) -> Self {
        let mut matching = Self {
            became: vec![None; old.len()],
            old,
            fates: new.rows().map(|_| RowFate::Added).collect(),
        };
        let mut seen = BTreeSet::new();
        for (at, sign) in new.rows().enumerate() {
            let fate = match sign {
                None => RowFate::Lost,
                Some(sign) if !seen.insert(sign.content) => RowFate::Repeated,
                Some(_) => RowFate::Added,
            };
            matching.tell(at, fate);
        }
        drop(seen);
        matching.by_content(new, true);
        matching.by_identity(new, |sign| sign.id);
        matching.by_identity(new, |sign| sign.who);
        // What was gone and is back as it was.
        matching.by_content(new, false);
        matching
    }

    fn tell(&mut self, at: usize, fate: RowFate) {
        if let Some(held) = self.fates.get_mut(at) {
            *held = fate;
        }
    }

    fn fate(&self, at: usize) -> RowFate {
        self.fates.get(at).copied().unwrap_or(RowFate::Lost)
    }

    fn is_free(&self, old: usize) -> bool {
        self.became.get(old).is_some_and(Option::is_none)
    }

    fn join(&mut self, old: usize, at: usize, new: &TableSigns) {
        let same = self.old.get(old).map(|old| old.content) == new.at(at).map(|sign| sign.content);
        if let Some(held) = self.became.get_mut(old) {
            *held = Some(at);
        }
        self.tell(
            at,
            if same {
                RowFate::Same(old)
            } else {
                RowFate::Changed(old)
            },
        );
    }

    fn by_content(&mut self, new: &TableSigns, standing: bool) {
        let mut places: BTreeMap<ReviewKey, usize> = BTreeMap::new();
        for (number, old) in self.old.iter().enumerate().rev() {
            if (old.place > 0) == standing && self.is_free(number) {
                places.insert(old.content, number);
            }
        }
        for (at, sign) in new.rows().enumerate() {
            let Some(sign) = sign.filter(|_| self.fate(at) == RowFate::Added) else {
                continue;
            };
            if let Some(old) = places.remove(&sign.content) {
                self.join(old, at, new);
            }
        }
    }

    /// Joins rows of one identity where one row of each whole version has it.
    fn by_identity(&mut self, new: &TableSigns, of: impl Fn(&RowSign) -> Option<ReviewKey>) {
        let mut ours: BTreeMap<ReviewKey, (usize, usize)> = BTreeMap::new();
        for (at, sign) in new.rows().enumerate() {
            if let Some(key) = sign
                .filter(|_| self.fate(at) != RowFate::Repeated)
                .and_then(&of)
            {
                let held = ours.entry(key).or_insert((0, at));
                held.0 += 1;
            }
        }
        let mut theirs: BTreeMap<ReviewKey, (usize, usize)> = BTreeMap::new();
        for (number, old) in self.old.iter().enumerate() {
            if let Some(key) = old.identity.filter(|_| old.place > 0) {
                let held = theirs.entry(key).or_insert((0, number));
                held.0 += 1;
            }
        }
        for (key, (count, at)) in ours {
            let old = theirs
                .get(&key)
                .filter(|(others, _)| *others == 1 && count == 1);
            if let Some((_, old)) = old
                && self.is_free(*old)
                && self.fate(at) == RowFate::Added
            {
                self.join(*old, at, new);
            }
        }
    }

    /// The old rows whose words are needed to go on: those that nothing was found for yet.
    pub fn open(&self) -> Vec<usize> {
        let added = self.fates.contains(&RowFate::Added);
        let open = (0..self.old.len()).filter(|old| added && self.is_free(*old));
        open.collect()
    }

    /// Matches what is left by what the rows say; `words` has the old rows that are open.
    pub fn settle(&mut self, new: &TableSigns, words: &BTreeMap<usize, RowSign>) {
        let free: Vec<usize> = self.open();
        let standing = |old: &usize| self.old.get(*old).is_some_and(|row| row.place > 0);
        let standing: Vec<usize> = free.iter().copied().filter(standing).collect();
        let places = Places::of(&self.old, &self.became, &self.fates);
        let added = |fates: &[RowFate]| -> Vec<usize> {
            let all = fates.iter().enumerate();
            let added = all.filter(|(_, fate)| **fate == RowFate::Added);
            added.map(|(at, _)| at).collect()
        };
        for (old, at) in pair::alike(&standing, &added(&self.fates), words, new, &places) {
            self.join(old, at, new);
        }
        // Last those that were gone already and are back otherwise.
        let gone: Vec<usize> = free
            .into_iter()
            .filter(|old| self.is_free(*old) && !standing.contains(old))
            .collect();
        for (old, at) in pair::same_who(&gone, &added(&self.fates), words, new) {
            self.join(old, at, new);
        }
    }

    /// What became of each row of the new version.
    pub fn fates(&self) -> &[RowFate] {
        &self.fates
    }

    /// The old rows that nothing in the new version is, by their numbers; and whether each may be a row
    /// that could not be read.
    pub fn missing(&self) -> Vec<(usize, bool)> {
        let places = Places::of(&self.old, &self.became, &self.fates);
        let all = (0..self.old.len()).filter(|old| self.is_free(*old));
        all.map(|old| (old, places.may_be_lost(old))).collect()
    }

    /// Whether hardly any row is in both: this looks like another table under the same name.
    pub fn is_another_table(&self) -> bool {
        let olds = self.old.iter().filter(|old| old.place > 0).count();
        let told = |fate: &&RowFate| matches!(fate, RowFate::Same(_) | RowFate::Changed(_));
        let both = self.fates.iter().filter(told).count();
        let added = self.fates.iter().filter(|fate| **fate == RowFate::Added);
        let news = both + added.count();
        olds > FEW && news > FEW && both * 10 < olds.min(news)
    }
}
