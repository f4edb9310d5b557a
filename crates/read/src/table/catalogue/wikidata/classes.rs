//! Classes below those that are known: a film of a kind of its own is a film.

use super::known::KnownProperties;
use std::collections::BTreeMap;

/// Which classes stand below which, as a dump's own entities say.
#[derive(Clone, Debug, Default)]
pub struct ClassTree {
    /// Above, below; eight bytes each pair, for a dump has millions.
    pairs: Vec<(u32, u32)>,
    /// Classes that are known or below such: name of the known one, and whether it is one of films.
    kinds: BTreeMap<u32, (&'static str, bool)>,
}

/// Most steps between a class and a known one.
const MOST_STEPS: usize = 12;

impl ClassTree {
    /// Takes a class with those above it.
    pub fn insert(&mut self, id: u64, above: &[u64]) {
        let Ok(below) = u32::try_from(id) else { return };
        let above = above.iter().filter_map(|it| u32::try_from(*it).ok());
        self.pairs.extend(above.map(|above| (above, below)));
    }

    /// All classes were taken: finds those below known ones. The nearest known class tells; where one of
    /// films and another are equally near, it is none of films.
    pub fn settle(&mut self) {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        let known = KnownProperties::shipped().numbered();
        let known = known
            .filter_map(|(id, name, is_film)| Some((u32::try_from(id).ok()?, (name, is_film))));
        self.kinds = known.collect();
        let mut reached: Vec<u32> = self.kinds.keys().copied().collect();
        for _ in 0..MOST_STEPS {
            let mut next: BTreeMap<u32, (&'static str, bool)> = BTreeMap::new();
            for above in reached {
                let Some(kind) = self.kinds.get(&above).copied() else {
                    continue;
                };
                let start = self.pairs.partition_point(|(other, _)| *other < above);
                let below = self.pairs.get(start..).unwrap_or_default().iter();
                for (_, below) in below.take_while(|(other, _)| *other == above) {
                    if self.kinds.contains_key(below) {
                        continue;
                    }
                    let held = next.entry(*below).or_insert(kind);
                    if held.1 && !kind.1 {
                        *held = kind;
                    }
                }
            }
            reached = next.keys().copied().collect();
            self.kinds.extend(next);
            if reached.is_empty() {
                break;
            }
        }
        self.pairs = Vec::new();
    }

    /// What an instance of these classes is: the name of a known class, and whether it is a film. None where
    /// none of them is below a known one; a film where one is below one of films.
    pub fn kind_of(&self, classes: &[u64]) -> Option<(&'static str, bool)> {
        let ids = classes.iter().filter_map(|it| u32::try_from(*it).ok());
        let kinds = ids.filter_map(|id| self.kinds.get(&id).copied());
        kinds.max_by_key(|(_, is_film)| *is_film)
    }
}
