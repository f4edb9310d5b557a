//! Which current reviews a film, critic, outlet or source has: made when first asked for, kept up
//! from then on. Most records are folded without anybody asking.

use super::joins::Sort;
use super::rows::Version;
use std::collections::{BTreeMap, BTreeSet};

/// What reviews are looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum By {
    Joined(Sort),
    Source,
}

/// Reviews by film, critic, outlet and source.
#[derive(Debug, Default)]
pub(crate) struct Members {
    reviews: BTreeMap<(By, i64), BTreeSet<i64>>,
}

impl Members {
    fn places(version: &Version) -> impl Iterator<Item = (By, i64)> + '_ {
        let also = version.also_by.iter();
        let also = also.map(|id| (By::Joined(Sort::Critic), *id));
        [
            version.film.map(|id| (By::Joined(Sort::Film), id)),
            version.critic.map(|id| (By::Joined(Sort::Critic), id)),
            version.outlet.map(|id| (By::Joined(Sort::Outlet), id)),
            Some((By::Source, version.source)),
        ]
        .into_iter()
        .flatten()
        .chain(also)
    }

    pub(crate) fn add(&mut self, version: &Version) {
        for place in Self::places(version) {
            self.reviews
                .entry(place)
                .or_default()
                .insert(version.review);
        }
    }

    pub(crate) fn remove(&mut self, version: &Version) {
        for place in Self::places(version) {
            if let Some(reviews) = self.reviews.get_mut(&place) {
                reviews.remove(&version.review);
            }
        }
    }

    pub(crate) fn of(&self, by: By, id: i64) -> Vec<i64> {
        let reviews = self.reviews.get(&(by, id));
        reviews.into_iter().flatten().copied().collect()
    }
}
