//! Which row of a table is which row of its earlier version.
//!
//! A sheet is corrected, sorted, cut and added to; its rows are reviews that people have decided about.
//! Rows that say the same are the same, wherever they stand. Of the others: those with one id of the
//! table's own, those of one critic, film and outlet, and at last those that agree in two thirds of what a
//! row is known by, where each is clearly the likeliest for the other. What is as like to two rows is
//! unsure, and told. What has nothing to go by is a row removed and another added: a decision about one
//! review must not come to lie on another.

mod alike;
mod likeness;
mod pair;
mod places;
mod signs;

pub use signs::{RowSign, TableSigns, row_identity};

use ovation_terms::ReviewKey;
use places::Places;
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
    /// New rows that may be old ones, and nobody can tell.
    unsure: BTreeMap<usize, Vec<usize>>,
}

/// More rows than this that are told by their names are not looked at again.
const CONTESTED: usize = 4_000;

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
            unsure: BTreeMap::new(),
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
        let by_names = matching.by_identity(new, RowSign::who);
        // What was gone and is back as it was.
        matching.by_content(new, false);
        // Where rows are left over on both sides, one may have got the names of another: then all that
        // the rows say is looked at.
        if matching.is_contested() && by_names.len() <= CONTESTED {
            for (old, at) in by_names {
                matching.part(old, at);
            }
        }
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
    fn by_identity(
        &mut self,
        new: &TableSigns,
        of: impl Fn(&RowSign) -> Option<ReviewKey>,
    ) -> Vec<(usize, usize)> {
        let mut joined = Vec::new();
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
                joined.push((*old, at));
            }
        }
        joined
    }

    /// Takes a pair apart again.
    fn part(&mut self, old: usize, at: usize) {
        if let Some(held) = self.became.get_mut(old) {
            *held = None;
        }
        self.tell(at, RowFate::Added);
    }

    /// Whether rows of both versions are left over.
    fn is_contested(&self) -> bool {
        let left = |(number, old): (usize, &OldKey)| old.place > 0 && self.is_free(number);
        self.fates.contains(&RowFate::Added) && self.old.iter().enumerate().any(left)
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
        let pairs = pair::alike(&standing, &added(&self.fates), words, new, &places);
        for (old, at) in pairs.sure {
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
        self.unsure = pairs.unsure;
        self.unsure
            .retain(|at, _| self.fates.get(*at) == Some(&RowFate::Added));
    }

    /// New rows, by their places, that may be old ones, by their numbers with the likeliest first: too
    /// much agrees to call them others, too little or too often to call them the same.
    pub fn unsure(&self) -> &BTreeMap<usize, Vec<usize>> {
        &self.unsure
    }

    /// What became of each row of the new version.
    pub fn fates(&self) -> &[RowFate] {
        &self.fates
    }

    /// What became of each row and which rows are unsure, when nothing more is asked; all that was needed
    /// to find out is let go.
    pub fn into_outcome(self) -> (Vec<RowFate>, BTreeMap<usize, Vec<usize>>) {
        (self.fates, self.unsure)
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
