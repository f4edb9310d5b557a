//! Which critics' names may be one person's, kept while critics come in and are called otherwise.

use super::LARGEST_BLOCK;
use super::names::{Likeness, block_keys, family_of, likeness};
use ovation_terms::CriticId;
use std::collections::{BTreeMap, BTreeSet};

/// The pairs of critics whose names may be one person's. Comparing all names takes long and changes little
/// from one entry to the next, so what was compared is kept.
#[derive(Clone, Debug, Default)]
pub struct AlikeNames {
    names: BTreeMap<CriticId, Vec<String>>,
    /// Critics by what names that may be alike share.
    blocks: BTreeMap<String, BTreeSet<CriticId>>,
    families: BTreeMap<String, BTreeSet<CriticId>>,
    pairs: BTreeMap<(CriticId, CriticId), Likeness>,
}

impl AlikeNames {
    /// Takes up what critics are called now.
    pub fn follow<'n>(&mut self, critics: impl Iterator<Item = (CriticId, &'n [String])>) {
        let critics: BTreeMap<CriticId, &[String]> = critics.collect();
        let known = self.names.keys().copied();
        let all: BTreeSet<CriticId> = critics.keys().copied().chain(known).collect();
        let mut changed: BTreeSet<CriticId> = BTreeSet::new();
        for id in all {
            let now = critics.get(&id).copied();
            if self.names.get(&id).map(Vec::as_slice) == now {
                continue;
            }
            changed.insert(id);
            if let Some(before) = self.names.remove(&id) {
                self.each_key(&before, &mut changed, |block| {
                    block.remove(&id);
                });
            }
            if let Some(now) = now {
                self.each_key(now, &mut changed, |block| {
                    block.insert(id);
                });
                self.names.insert(id, now.to_vec());
            }
        }
        self.compare(&changed);
    }

    /// How many critics there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Whose names may be one person's, and how they are alike.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (CriticId, CriticId, Likeness)> {
        let pairs = self.pairs.iter();
        pairs.map(|((one, other), likeness)| (*one, *other, *likeness))
    }

    /// Who has a family's name.
    pub(super) fn of_family(&self, family: &str) -> Option<&BTreeSet<CriticId>> {
        self.families.get(family)
    }

    /// Changes the blocks and families of some names. Those of a block that becomes too large, or is so no
    /// longer, are to be compared anew.
    fn each_key(
        &mut self,
        names: &[String],
        changed: &mut BTreeSet<CriticId>,
        change: impl Fn(&mut BTreeSet<CriticId>),
    ) {
        for name in names {
            for key in block_keys(name) {
                let block = self.blocks.entry(key).or_default();
                let was_small = block.len() <= LARGEST_BLOCK;
                change(block);
                if was_small != (block.len() <= LARGEST_BLOCK) {
                    changed.extend(block.iter().copied());
                }
            }
            if let Some(family) = family_of(name) {
                change(self.families.entry(family).or_default());
            }
        }
    }

    fn compare(&mut self, changed: &BTreeSet<CriticId>) {
        self.pairs
            .retain(|(one, other), _| !changed.contains(one) && !changed.contains(other));
        for one in changed {
            let Some(names) = self.names.get(one) else {
                continue;
            };
            let keys = names.iter().flat_map(|name| block_keys(name));
            let blocks = keys.filter_map(|key| self.blocks.get(&key));
            let small = blocks.filter(|block| block.len() <= LARGEST_BLOCK);
            let others: BTreeSet<CriticId> = small.flatten().copied().collect();
            for other in others {
                let pair = (*one.min(&other), *one.max(&other));
                if other == *one || self.pairs.contains_key(&pair) {
                    continue;
                }
                let theirs = self.names.get(&other).into_iter().flatten();
                let both = theirs.flat_map(|it| names.iter().map(move |name| (name, it)));
                if let Some(best) = both.filter_map(|(name, it)| likeness(name, it)).min() {
                    self.pairs.insert(pair, best);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn critics(names: &[(i64, Vec<String>)]) -> impl Iterator<Item = (CriticId, &[String])> {
        let named = names.iter();
        named.map(|(id, names)| (CriticId(*id), names.as_slice()))
    }

    fn record() -> impl Strategy<Value = Vec<(i64, Vec<String>)>> {
        let name = prop::sample::select(vec![
            "Ada Marlow",
            "A. Marlow",
            "amarlow",
            "Marlow Ada",
            "Ada Jane Marlow",
            "Otto Brand",
            "O. Brand",
            "Otto Brandt",
        ]);
        let names = prop::collection::vec(name.prop_map(str::to_owned), 1..3);
        // More than a block may have, now and then.
        prop::collection::vec((0_i64..90, names), 0..90)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Following changes gives what comparing everything anew gives.
        #[test]
        fn what_is_followed_is_what_is_compared_anew(steps in prop::collection::vec(record(), 1..4)) {
            let mut followed = AlikeNames::default();
            for step in steps {
                followed.follow(critics(&step));
                let mut anew = AlikeNames::default();
                anew.follow(critics(&step));
                prop_assert_eq!(&followed.pairs, &anew.pairs);
            }
        }
    }
}
