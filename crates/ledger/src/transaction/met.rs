//! What a transaction itself entered so far.

use super::bloom::number_of;
use ovation_terms::{EntryBody, Hash, ReviewId, ReviewKey, SourceId};
use std::collections::{BTreeMap, BTreeSet};

/// What a transaction has entered, as far as the questions go.
#[derive(Debug, Default)]
pub(super) struct Met {
    pub(super) keys: BTreeMap<ReviewKey, ReviewId>,
    pub(super) content: BTreeMap<ReviewId, ReviewKey>,
    pub(super) places: BTreeSet<(ReviewId, SourceId)>,
    pub(super) sources: BTreeMap<(String, Hash), SourceId>,
    pub(super) unreadable: BTreeSet<ReviewKey>,
    /// Troubles that ended with this transaction.
    pub(super) readable: BTreeSet<ReviewKey>,
    /// Marks of texts.
    pub(super) minhashes: Vec<i64>,
    /// Articles of film press and their digests.
    pub(super) press: BTreeMap<ReviewKey, ReviewKey>,
}

impl Met {
    /// The keys and minhashes as filters take them.
    pub(super) fn numbers(&self) -> (impl Iterator<Item = u64>, impl Iterator<Item = u64>) {
        let keys = self.keys.keys().map(|key| number_of(&key.0));
        (keys, self.minhashes.iter().map(|mark| mark.cast_unsigned()))
    }

    pub(super) fn note(&mut self, entry_body: &EntryBody) {
        match entry_body {
            EntryBody::ReviewRead(read) => {
                for key in &read.keys {
                    self.keys.entry(*key).or_insert(read.review);
                }
                self.minhashes.extend(&read.minhashes);
                self.content.insert(read.review, read.content);
                self.places.insert((read.review, read.source));
            }
            EntryBody::ReviewSeen(seen) => {
                for key in &seen.keys {
                    self.keys.entry(*key).or_insert(seen.review);
                }
                self.minhashes.extend(&seen.minhashes);
                self.places.insert((seen.review, seen.source));
            }
            EntryBody::SourceRead(read) => {
                let place = (read.facts.address.clone(), read.facts.hash);
                self.sources.entry(place).or_insert(read.source);
            }
            EntryBody::PressRead(read) => {
                self.press.insert(read.article, read.content);
            }
            EntryBody::UnreadableFound(found) => {
                self.unreadable.insert(found.key);
                self.readable.remove(&found.key);
            }
            EntryBody::ReadableAgain(again) => {
                self.unreadable.remove(&again.key);
                self.readable.insert(again.key);
            }
            EntryBody::FilmsAdded(_)
            | EntryBody::FilmsChanged(_)
            | EntryBody::CriticAdded(_)
            | EntryBody::OutletAdded(_)
            | EntryBody::ReviewSettled(_)
            | EntryBody::Merged(_)
            | EntryBody::Unmerged(_)
            | EntryBody::SourceDeleted(_)
            | EntryBody::SourceRestored(_)
            | EntryBody::ReviewWithdrawn(_)
            | EntryBody::ReviewReinstated(_)
            | EntryBody::ReviewJudged(_)
            | EntryBody::JudgeLearned(_)
            | EntryBody::JudgingSet(_)
            | EntryBody::LeaningsSet(_)
            | EntryBody::RatingRuleSet(_)
            | EntryBody::RatingRuleCleared(_)
            | EntryBody::OutletWeighed(_)
            | EntryBody::OutletPlaced(_)
            | EntryBody::RowsKept(_)
            | EntryBody::TableRead(_)
            | EntryBody::ImportUndone(_)
            | EntryBody::ImportRestored(_)
            | EntryBody::NamesSet(_)
            | EntryBody::CriticSplit(_)
            | EntryBody::PressSettled(_)
            | EntryBody::IngestEnded(_)
            | EntryBody::SuggestionAnswered(_) => {}
        }
    }
}
