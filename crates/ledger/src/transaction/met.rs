//! What a transaction itself entered so far.

use super::bloom::number_of;
use super::numbers::Numbers;
use ovation_terms::{Hash, ReviewId, ReviewKey, SourceId};
use std::collections::{BTreeMap, BTreeSet};

/// What a transaction knows beside the record that it began with.
#[derive(Debug)]
pub(crate) struct Pending {
    /// Numbers that are there and that are given out.
    pub(crate) numbers: Numbers,
    /// What was entered so far.
    pub(crate) met: Met,
}

/// What a transaction has entered, as far as the questions go.
#[derive(Debug, Default)]
pub(crate) struct Met {
    pub(crate) keys: BTreeMap<ReviewKey, ReviewId>,
    pub(crate) content: BTreeMap<ReviewId, ReviewKey>,
    pub(crate) places: BTreeSet<(ReviewId, SourceId)>,
    pub(crate) sources: BTreeMap<(String, Hash), SourceId>,
    pub(crate) unreadable: BTreeSet<ReviewKey>,
    /// Troubles that ended with this transaction.
    pub(crate) readable: BTreeSet<ReviewKey>,
    /// Marks of texts.
    pub(crate) minhashes: Vec<i64>,
    /// Articles of film press and their digests.
    pub(crate) press: BTreeMap<ReviewKey, ReviewKey>,
}

impl Met {
    /// The keys and minhashes as filters take them.
    pub(super) fn numbers(&self) -> (impl Iterator<Item = u64>, impl Iterator<Item = u64>) {
        let keys = self.keys.keys().map(|key| number_of(&key.0));
        (keys, self.minhashes.iter().map(|mark| mark.cast_unsigned()))
    }

    /// A review was met in a source.
    pub(crate) fn meet(
        &mut self,
        review: ReviewId,
        source: SourceId,
        keys: &[ReviewKey],
        minhashes: &[i64],
    ) {
        for key in keys {
            self.keys.entry(*key).or_insert(review);
        }
        self.minhashes.extend(minhashes);
        self.places.insert((review, source));
    }
}
