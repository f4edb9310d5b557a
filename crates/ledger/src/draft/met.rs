//! What a draft itself entered so far.

use super::sieve::number_of;
use ovation_terms::{Happening, Hash, ReviewId, ReviewKey, SourceId};
use std::collections::{BTreeMap, BTreeSet};

/// What a draft has entered, as far as the questions go.
#[derive(Debug, Default)]
pub(super) struct Met {
    pub(super) keys: BTreeMap<ReviewKey, ReviewId>,
    pub(super) content: BTreeMap<ReviewId, ReviewKey>,
    pub(super) places: BTreeSet<(ReviewId, SourceId)>,
    pub(super) sources: BTreeMap<(String, Hash), SourceId>,
    pub(super) unreadable: BTreeSet<ReviewKey>,
    /// Troubles that ended with this draft.
    pub(super) readable: BTreeSet<ReviewKey>,
    /// Marks of texts.
    pub(super) marks: Vec<i64>,
    /// Articles of film press and their digests.
    pub(super) press: BTreeMap<ReviewKey, ReviewKey>,
}

impl Met {
    /// The keys and marks as sieves take them.
    pub(super) fn numbers(&self) -> (impl Iterator<Item = u64>, impl Iterator<Item = u64>) {
        let keys = self.keys.keys().map(|key| number_of(&key.0));
        (keys, self.marks.iter().map(|mark| mark.cast_unsigned()))
    }

    pub(super) fn note(&mut self, happening: &Happening) {
        match happening {
            Happening::ReviewRead(read) => {
                for key in &read.keys {
                    self.keys.entry(*key).or_insert(read.review);
                }
                self.marks.extend(&read.marks);
                self.content.insert(read.review, read.content);
                self.places.insert((read.review, read.source));
            }
            Happening::ReviewSeen(seen) => {
                for key in &seen.keys {
                    self.keys.entry(*key).or_insert(seen.review);
                }
                self.marks.extend(&seen.marks);
                self.places.insert((seen.review, seen.source));
            }
            Happening::SourceRead(read) => {
                let place = (read.facts.address.clone(), read.facts.hash);
                self.sources.entry(place).or_insert(read.source);
            }
            Happening::PressRead(read) => {
                self.press.insert(read.article, read.content);
            }
            Happening::UnreadableFound(found) => {
                self.unreadable.insert(found.key);
                self.readable.remove(&found.key);
            }
            Happening::ReadableAgain(again) => {
                self.unreadable.remove(&again.key);
                self.readable.insert(again.key);
            }
            Happening::FilmsAdded(_)
            | Happening::FilmsChanged(_)
            | Happening::CriticAdded(_)
            | Happening::OutletAdded(_)
            | Happening::ReviewSettled(_)
            | Happening::Merged(_)
            | Happening::Unmerged(_)
            | Happening::SourceDeleted(_)
            | Happening::SourceRestored(_)
            | Happening::ReviewWithdrawn(_)
            | Happening::ReviewReinstated(_)
            | Happening::ReviewJudged(_)
            | Happening::JudgeLearned(_)
            | Happening::JudgingSet(_)
            | Happening::LeaningsSet(_)
            | Happening::RatingRuleSet(_)
            | Happening::RatingRuleCleared(_)
            | Happening::OutletWeighed(_)
            | Happening::OutletPlaced(_)
            | Happening::RowsKept(_)
            | Happening::TableRead(_)
            | Happening::ImportUndone(_)
            | Happening::ImportRestored(_)
            | Happening::NamesSet(_)
            | Happening::CriticSplit(_)
            | Happening::PressSettled(_)
            | Happening::IngestEnded(_) => {}
        }
    }
}
