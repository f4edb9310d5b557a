//! Classes below those that are known: a film of a kind of its own is a film.

use super::entity::of_kind;
use super::known::in_use;
use super::{WikidataFilm, WikidataRow};
use ovation_terms::WorkKind;
use std::collections::BTreeMap;

/// Which classes stand below which, as a dump's own entities say.
#[derive(Clone, Debug, Default)]
pub struct ClassTree {
    /// Above, below; eight bytes each pair, for a dump has millions.
    pairs: Vec<(u32, u32)>,
    /// Classes that are known or below such: name of the known one, and of which kind of work it is, if any.
    kinds: BTreeMap<u32, (&'static str, Option<WorkKind>)>,
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
        let known = in_use().numbered();
        let known =
            known.filter_map(|(id, name, kind)| Some((u32::try_from(id).ok()?, (name, kind))));
        self.kinds = known.collect();
        let mut reached: Vec<u32> = self.kinds.keys().copied().collect();
        for _ in 0..MOST_STEPS {
            let mut next: BTreeMap<u32, (&'static str, Option<WorkKind>)> = BTreeMap::new();
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
                    if held.1 == Some(WorkKind::Film) && kind.1 != Some(WorkKind::Film) {
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

    /// What an instance of these classes is: the name of a known class, and of which kind of work. None where
    /// none of them is below a known one; a film where one is below one of films, else of the narrowest kind.
    pub fn kind_of(&self, classes: &[u64]) -> Option<(&'static str, Option<WorkKind>)> {
        let ids = classes.iter().filter_map(|it| u32::try_from(*it).ok());
        let kinds = ids.filter_map(|id| self.kinds.get(&id).copied());
        kinds.max_by_key(|(_, kind)| (*kind == Some(WorkKind::Film), *kind))
    }

    /// A work of these classes: a film, series or season of the catalogue, or none. `None` where none of its
    /// classes is below a known one.
    pub fn work(&self, film: WikidataFilm, classes: &[u64]) -> Option<WikidataRow> {
        let (name, kind) = self.kind_of(classes)?;
        Some(of_kind(film, name, kind))
    }
}
