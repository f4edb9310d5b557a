//! Films, critics and outlets that are taken for another of their kind.

use ovation_terms::Pair;
use std::collections::BTreeMap;

/// What is merged. Its number is the column's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Films.
    Film = 1,
    /// Critics.
    Critic = 2,
    /// Outlets.
    Outlet = 3,
}

impl Sort {
    pub(crate) fn number(self) -> i64 {
        self as i64
    }

    pub(crate) fn of_number(number: i64) -> Option<Self> {
        [Self::Film, Self::Critic, Self::Outlet]
            .into_iter()
            .find(|sort| sort.number() == number)
    }

    /// The column of a version that names one, and the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Film => "film",
            Self::Critic => "critic",
            Self::Outlet => "outlet",
        }
    }
}

/// A pair's sort, the one given up and the one it is taken for.
pub(crate) fn sides(pair: Pair) -> (Sort, i64, i64) {
    match pair {
        Pair::Film { from, into } => (Sort::Film, from.0, into.0),
        Pair::Critic { from, into } => (Sort::Critic, from.0, into.0),
        Pair::Outlet { from, into } => (Sort::Outlet, from.0, into.0),
    }
}

/// Which is taken for which. Chains end: only what is not given up itself is given up or taken.
#[derive(Clone, Debug, Default)]
pub(crate) struct Joins {
    /// None: was taken for another once, and stands for itself again.
    targets: BTreeMap<(Sort, i64), Option<i64>>,
}

impl Joins {
    pub(crate) fn set(&mut self, sort: Sort, from: i64, target: Option<i64>) {
        self.targets.insert((sort, from), target);
    }

    /// All that were ever joined, in the order of the view's key.
    pub(crate) fn each(&self) -> impl Iterator<Item = (Sort, i64, Option<i64>)> {
        let rows = self.targets.iter();
        rows.map(|((sort, id), target)| (*sort, *id, *target))
    }

    /// What one is taken for directly.
    pub(crate) fn target(&self, sort: Sort, id: i64) -> Option<i64> {
        self.targets.get(&(sort, id)).copied().flatten()
    }

    /// The one that stands for `id` in the end: itself where it was not given up.
    pub(crate) fn root(&self, sort: Sort, id: i64) -> i64 {
        if self.targets.is_empty() {
            return id;
        }
        let mut at = id;
        // A chain is no longer than there are links; a damaged view must not hang the projection.
        for _ in 0..=self.targets.len() {
            match self.target(sort, at) {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// Whether a pair may be joined now.
    ///
    /// # Errors
    /// Why not, for a person.
    pub(crate) fn check_join(&self, pair: Pair) -> Result<(), String> {
        let (sort, from, into) = sides(pair);
        let word = sort.word();
        if from == into {
            return Err(format!("both are {word} {into} already"));
        }
        for id in [from, into] {
            if let Some(target) = self.target(sort, id) {
                return Err(format!(
                    "{word} {id} is taken for {word} {target}; name that one"
                ));
            }
        }
        Ok(())
    }

    /// Whether a pair may be taken apart now.
    ///
    /// # Errors
    /// Why not, for a person.
    pub(crate) fn check_part(&self, pair: Pair) -> Result<(), String> {
        let (sort, from, into) = sides(pair);
        let word = sort.word();
        match self.target(sort, from) {
            Some(target) if target == into => Ok(()),
            Some(target) => Err(format!("{word} {from} is taken for {word} {target}")),
            None => Err(format!("{word} {from} is not taken for another")),
        }
    }
}
