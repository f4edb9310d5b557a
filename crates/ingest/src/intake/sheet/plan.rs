//! What a table is compared with, and what became of each row: worked out once, before its rows come.

use crate::IngestError;
use ovation_identify::{OldKey, RowFate, RowMatching, RowSign, TableSigns};
use ovation_ledger::{OldRow, Standings, TableVersion, Transaction};
use ovation_terms::{ReviewFinding, ReviewId, ReviewKey, SourceId};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Changed and removed rows that are told in words.
pub(super) const TOLD: usize = 5;

pub(in crate::intake) struct Plan {
    /// Every version of the table so far.
    pub(super) table: Vec<SourceId>,
    /// Whether the rows of the version compared with are known to the record.
    pub(super) has_rows: bool,
    old: Vec<OldRow>,
    /// Reviews of a version that was broken off, and of none before.
    others: BTreeSet<ReviewId>,
    /// What each row says; none where it could not be read.
    contents: Vec<Option<ReviewKey>>,
    /// What became of each row.
    fates: Vec<RowFate>,
    /// Rows that may be old ones.
    unsure: BTreeMap<usize, Vec<usize>>,
    /// Reviews that rows of the table are found to be.
    pub(super) matched: BTreeSet<ReviewId>,
    /// Old rows, by their numbers, that rows of this version were not found for; and whether each may be
    /// a row that could not be read.
    missing: Vec<(usize, bool)>,
    /// How the reviews stand whose rows changed, came back or are missing.
    pub(super) standings: BTreeMap<ReviewId, Standings>,
    /// What the first of the changed and the missing rows said.
    pub(super) words: BTreeMap<usize, ReviewFinding>,
    /// Old rows, by their numbers, that rows of this version may be, and nobody can tell.
    in_doubt: BTreeSet<usize>,
    /// Rows that were entered before reading was broken off.
    done: BTreeMap<i64, ReviewId>,
    /// It looks like another table: how many rows there were, and are.
    pub(super) another: Option<(usize, usize)>,
}

impl Plan {
    pub(super) async fn make(
        transaction: &mut Transaction,
        versions: &[TableVersion],
        last: &TableVersion,
        unfinished: Option<&TableVersion>,
        signs: Arc<TableSigns>,
    ) -> Result<Self, IngestError> {
        let mut old = transaction.table_rows(last.source).await?;
        let mut others = BTreeSet::new();
        let mut done = BTreeMap::new();
        if let Some(unfinished) = unfinished {
            let known: BTreeSet<ReviewId> = old.iter().map(|row| row.review).collect();
            for row in transaction.table_rows(unfinished.source).await? {
                done.insert(row.place, row.review);
                if !known.contains(&row.review) {
                    others.insert(row.review);
                    old.push(OldRow { place: -1, ..row });
                }
            }
        }
        let keys = old.iter().map(|row| OldKey {
            place: row.place,
            identity: row.identity,
            content: row.content,
        });
        let mut matching = RowMatching::begin(keys.collect(), &signs);
        let open = matching.open();
        // The signs of the old rows share the texts of the new ones.
        let mut all = Arc::try_unwrap(signs).unwrap_or_else(|shared| (*shared).clone());
        let mut signs_of_old: BTreeMap<usize, RowSign> = BTreeMap::new();
        let mut by_review: BTreeMap<ReviewId, usize> = BTreeMap::new();
        for number in &open {
            if let Some(row) = old.get(*number) {
                by_review.insert(row.review, *number);
            }
        }
        let reviews: Vec<ReviewId> = by_review.keys().copied().collect();
        transaction
            .each_reading(&reviews, &mut |read| {
                if let Some(number) = by_review.get(&read.review) {
                    let sign = all.sign(&read.finding, read.content, None);
                    signs_of_old.insert(*number, sign);
                }
            })
            .await?;
        matching.settle(&all, &signs_of_old);
        let missing = matching.missing();
        let mut matched = BTreeSet::new();
        let (mut asked, mut changed) = (Vec::new(), Vec::new());
        for fate in matching.fates() {
            let (RowFate::Same(number) | RowFate::Changed(number)) = *fate else {
                continue;
            };
            let Some(row) = old.get(number) else { continue };
            matched.insert(row.review);
            if matches!(fate, RowFate::Changed(_)) || row.place < 0 {
                asked.push(row.review);
            }
            if matches!(fate, RowFate::Changed(_)) && changed.len() < TOLD {
                changed.push(number);
            }
        }
        let lost = missing.iter().filter_map(|(number, _)| old.get(*number));
        asked.extend(lost.map(|row| row.review));
        let standings = transaction.standings(&asked).await?;
        let removed = missing.iter().map(|(number, _)| *number);
        let removed = removed.filter(|number| old.get(*number).is_some_and(|row| row.place > 0));
        changed.extend(removed.take(TOLD));
        let in_doubt: BTreeSet<usize> = matching.unsure().values().flatten().copied().collect();
        let likely = matching.unsure().values().filter_map(|olds| olds.first());
        changed.extend(likely.take(TOLD));
        let wanted: BTreeMap<ReviewId, usize> = changed
            .iter()
            .filter_map(|number| Some((old.get(*number)?.review, *number)))
            .collect();
        let reviews: Vec<ReviewId> = wanted.keys().copied().collect();
        let mut words = BTreeMap::new();
        transaction
            .each_reading(&reviews, &mut |read| {
                if let Some(number) = wanted.get(&read.review) {
                    words.insert(*number, read.finding);
                }
            })
            .await?;
        let were = old.iter().filter(|row| row.place > 0).count();
        let another = matching.is_another_table().then_some((were, all.len()));
        // What was needed to match the rows is let go before they come.
        let contents = all
            .rows()
            .map(|sign| sign.map(|sign| sign.content))
            .collect();
        drop(all);
        let (fates, unsure) = matching.into_outcome();
        let mut table: Vec<SourceId> = versions.iter().map(|one| one.source).collect();
        table.sort_unstable();
        Ok(Self {
            table,
            has_rows: last.has_rows,
            old,
            others,
            contents,
            fates,
            unsure,
            matched,
            missing,
            standings,
            words,
            in_doubt,
            done,
            another,
        })
    }

    /// Whether every row is where it was and says what it said.
    pub(super) fn is_unchanged(&self) -> bool {
        let fates = &self.fates;
        let is_kept = |(place, fate): (i64, &RowFate)| match fate {
            RowFate::Same(number) => self.old(*number).is_some_and(|row| row.place == place),
            RowFate::Repeated | RowFate::Lost => true,
            RowFate::Changed(_) | RowFate::Added => false,
        };
        // Before rows had places they were numbered one after the other.
        let all = self.has_rows && (1..).zip(fates).all(is_kept);
        let all = all
            || (!self.has_rows
                && !fates
                    .iter()
                    .any(|fate| matches!(fate, RowFate::Changed(_) | RowFate::Added)));
        let stays =
            |(number, _): &(usize, bool)| self.old(*number).is_some_and(|row| row.place > 0);
        all && !self.missing.iter().any(stays)
    }

    pub(super) fn old(&self, number: usize) -> Option<OldRow> {
        self.old.get(number).copied()
    }

    /// Whether an old row is not of the version compared with.
    pub(super) fn is_other(&self, old: OldRow) -> bool {
        self.others.contains(&old.review)
    }

    /// Whether a row was entered before reading was broken off.
    pub(super) fn is_done(&self, place: i64, review: ReviewId) -> bool {
        self.done.get(&place) == Some(&review)
    }

    /// What became of the row at a place; none where the row is not what it was a moment ago.
    pub(super) fn fate(&self, place: i64, content: ReviewKey) -> Option<RowFate> {
        let at = usize::try_from(place - 1).ok()?;
        (*self.contents.get(at)? == Some(content)).then(|| self.fates.get(at).copied())?
    }

    /// The old rows, by their numbers, that a new one may be; the likeliest first.
    pub(super) fn may_be(&self, place: i64) -> Option<&[usize]> {
        let at = usize::try_from(place - 1).ok()?;
        self.unsure.get(&at).map(Vec::as_slice)
    }

    /// Whether a row of this version may be this old one.
    pub(super) fn is_in_doubt(&self, number: usize) -> bool {
        self.in_doubt.contains(&number)
    }

    /// The old rows that are missing, with their numbers, and whether each may be one that could not be read.
    pub(super) fn missing(&self) -> impl Iterator<Item = (usize, OldRow, bool)> {
        let missing = self.missing.iter();
        missing.filter_map(|(number, may_be)| Some((*number, self.old(*number)?, *may_be)))
    }
}

/// The ways in which a file may have been named: `s.csv`, `./s.csv`, and with its folder.
pub(super) fn spellings(address: &str) -> Vec<String> {
    let mut names = vec![address.to_owned()];
    if address.contains("://") {
        return names;
    }
    let plain: PathBuf = Path::new(address)
        .components()
        .filter(|part| *part != Component::CurDir)
        .collect();
    let mut add = |name: PathBuf| {
        let name = name.display().to_string();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    };
    let whole = std::path::absolute(&plain).unwrap_or_else(|_| plain.clone());
    let here = std::path::absolute(".").unwrap_or_default();
    if let Ok(short) = whole.strip_prefix(&here) {
        add(Path::new(".").join(short));
        add(short.to_owned());
    }
    add(plain);
    add(whole);
    names
}

#[cfg(test)]
mod tests {
    use super::spellings;

    #[test]
    fn a_file_is_one_file_however_it_is_named() {
        let names = spellings("./lists//june.csv");
        assert!(names.contains(&"lists/june.csv".to_owned()), "{names:?}");
        let whole = names.iter().find(|name| name.starts_with('/')).unwrap();
        assert!(spellings(whole).contains(&"lists/june.csv".to_owned()));
        assert!(spellings("lists/june.csv").contains(&"./lists/june.csv".to_owned()));
        assert_eq!(spellings("https://lists.example/a.csv").len(), 1);
    }
}
