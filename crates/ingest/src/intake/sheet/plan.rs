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
        let OldRows {
            rows: old,
            others,
            done,
        } = OldRows::of(transaction, last, unfinished).await?;
        let keys = old.iter().map(|row| OldKey {
            place: row.place,
            identity: row.identity,
            content: row.content,
        });
        let mut matching = RowMatching::begin(keys.collect(), &signs);
        // The signs of the old rows share the texts of the new ones.
        let mut all = Arc::try_unwrap(signs).unwrap_or_else(|shared| (*shared).clone());
        let open = matching.open();
        let signs_of_old = signs_of(transaction, &old, &open, &mut all).await?;
        matching.settle(&all, &signs_of_old);
        let missing = matching.missing();
        let Looked {
            matched,
            asked,
            told,
        } = Looked::at(&matching, &old, &missing);
        let standings = transaction.standings(&asked).await?;
        let words = words_of(transaction, &old, &told).await?;
        let in_doubt: BTreeSet<usize> = matching.unsure().values().flatten().copied().collect();
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

/// The rows that a table is compared with.
struct OldRows {
    /// Those of the version before, then those only of one that was broken off.
    rows: Vec<OldRow>,
    /// As [`Plan::others`].
    others: BTreeSet<ReviewId>,
    /// As [`Plan::done`].
    done: BTreeMap<i64, ReviewId>,
}

impl OldRows {
    async fn of(
        transaction: &mut Transaction,
        last: &TableVersion,
        unfinished: Option<&TableVersion>,
    ) -> Result<Self, IngestError> {
        let mut rows = transaction.table_rows(last.source).await?;
        let (mut others, mut done) = (BTreeSet::new(), BTreeMap::new());
        if let Some(unfinished) = unfinished {
            let known: BTreeSet<ReviewId> = rows.iter().map(|row| row.review).collect();
            for row in transaction.table_rows(unfinished.source).await? {
                done.insert(row.place, row.review);
                if !known.contains(&row.review) {
                    others.insert(row.review);
                    rows.push(OldRow { place: -1, ..row });
                }
            }
        }
        Ok(Self { rows, others, done })
    }
}

/// The signs of old rows, by their numbers, as their reviews were read.
async fn signs_of(
    transaction: &mut Transaction,
    old: &[OldRow],
    numbers: &[usize],
    all: &mut TableSigns,
) -> Result<BTreeMap<usize, RowSign>, IngestError> {
    let by_review: BTreeMap<ReviewId, usize> = by_review(old, numbers);
    let reviews: Vec<ReviewId> = by_review.keys().copied().collect();
    let mut signs = BTreeMap::new();
    transaction
        .each_reading(&reviews, &mut |read| {
            if let Some(number) = by_review.get(&read.review) {
                let sign = all.sign(&read.finding, read.content, None);
                signs.insert(*number, sign);
            }
        })
        .await?;
    Ok(signs)
}

/// What old rows, by their numbers, said.
async fn words_of(
    transaction: &mut Transaction,
    old: &[OldRow],
    numbers: &[usize],
) -> Result<BTreeMap<usize, ReviewFinding>, IngestError> {
    let wanted = by_review(old, numbers);
    let reviews: Vec<ReviewId> = wanted.keys().copied().collect();
    let mut words = BTreeMap::new();
    transaction
        .each_reading(&reviews, &mut |read| {
            if let Some(number) = wanted.get(&read.review) {
                words.insert(*number, read.finding);
            }
        })
        .await?;
    Ok(words)
}

fn by_review(old: &[OldRow], numbers: &[usize]) -> BTreeMap<ReviewId, usize> {
    let numbers = numbers.iter();
    numbers
        .filter_map(|number| Some((old.get(*number)?.review, *number)))
        .collect()
}

/// What is to be looked up once it is known what became of each row.
struct Looked {
    /// As [`Plan::matched`].
    matched: BTreeSet<ReviewId>,
    /// Reviews whose standing matters.
    asked: Vec<ReviewId>,
    /// Old rows that are told in words: the first that changed, are gone, or may be new ones.
    told: Vec<usize>,
}

impl Looked {
    fn at(matching: &RowMatching, old: &[OldRow], missing: &[(usize, bool)]) -> Self {
        let mut matched = BTreeSet::new();
        let (mut asked, mut told) = (Vec::new(), Vec::new());
        for fate in matching.fates() {
            let (RowFate::Same(number) | RowFate::Changed(number)) = *fate else {
                continue;
            };
            let Some(row) = old.get(number) else { continue };
            matched.insert(row.review);
            if matches!(fate, RowFate::Changed(_)) || row.place < 0 {
                asked.push(row.review);
            }
            if matches!(fate, RowFate::Changed(_)) && told.len() < TOLD {
                told.push(number);
            }
        }
        let lost = missing.iter().filter_map(|(number, _)| old.get(*number));
        asked.extend(lost.map(|row| row.review));
        let removed = missing.iter().map(|(number, _)| *number);
        let removed = removed.filter(|number| old.get(*number).is_some_and(|row| row.place > 0));
        told.extend(removed.take(TOLD));
        let likely = matching.unsure().values().filter_map(|olds| olds.first());
        told.extend(likely.take(TOLD));
        Self {
            matched,
            asked,
            told,
        }
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
