//! Whether a table is one that the record knows under another name, or one that was deleted.

use crate::IngestError;
use ovation_identify::{RowSign, TableSigns};
use ovation_ledger::Transaction;
use ovation_terms::{ReviewKey, SourceId, for_shell, grouped};
use std::collections::{BTreeMap, BTreeSet};

/// So many rows of a table are looked up to find the tables that it may be a copy of.
const LOOKED_UP: usize = 1_000;

/// So many tables, those that share the most, are held against it row by row.
const HELD_AGAINST: usize = 8;

/// What the record knows of a table's rows from other tables.
#[derive(Default)]
pub(super) struct Copies {
    /// A table that stands and has most of the rows.
    pub(super) living: Option<KnownTable>,
    /// What those rows say that a deleted table had.
    pub(super) deleted: BTreeSet<ReviewKey>,
}

/// A table of the record.
pub(super) struct KnownTable {
    address: String,
    source: SourceId,
    /// How many rows it shares with the one at hand.
    shared: usize,
}

impl KnownTable {
    /// What to ask the operator of a table with so many rows that are for the most part this one's.
    pub(super) fn question(&self, rows: usize) -> String {
        let Self {
            address,
            source,
            shared,
        } = self;
        let spelled = for_shell(address);
        format!(
            "{} of its {} rows are rows of `{address}` (source {source}), and would count twice: nothing \
             was read of it. `--version-of {spelled}` reads it as the next version of that table, \
             `--apart` as another table whose rows count beside the others",
            grouped(*shared as u64),
            grouped(rows as u64),
        )
    }
}

impl Copies {
    /// Looks for tables that have the rows of the one at hand, other than `own`, its versions so far.
    pub(super) async fn look_for(
        transaction: &mut Transaction,
        rows: &TableSigns,
        own: &[SourceId],
    ) -> Result<Self, IngestError> {
        let mut copies = Self::default();
        // What has an address or a text of its own is known by that, wherever it stands.
        let alone = rows.rows().flatten().filter(|sign| sign.is_alone());
        let step = rows.len().div_ceil(LOOKED_UP).max(1);
        let asked: BTreeSet<ReviewKey> = alone.step_by(step).map(RowSign::identity).collect();
        let asked: Vec<ReviewKey> = asked.into_iter().collect();
        let found = transaction.sources_with_rows(&asked).await?;
        let mut deleted: Vec<(u64, SourceId)> = Vec::new();
        let mut living: BTreeMap<String, (u64, SourceId)> = BTreeMap::new();
        for (source, (count, is_deleted)) in found {
            if is_deleted {
                deleted.push((count, source));
            } else if !own.contains(&source)
                && let Some(address) = transaction.address_of(source).await?
            {
                let held = living.entry(address).or_insert((0, source));
                *held = (held.0.max(count), source);
            }
        }
        let mut likely: Vec<(u64, String)> = living
            .into_iter()
            .map(|(address, (count, _))| (count, address))
            .collect();
        likely.sort_by(|one, other| (other.0, &one.1).cmp(&(one.0, &other.1)));
        for (_, address) in likely.into_iter().take(HELD_AGAINST) {
            let versions = transaction
                .table_versions(std::slice::from_ref(&address))
                .await?;
            let last = versions.iter().rev().find(|one| one.stands && one.has_rows);
            let Some(source) = last.map(|last| last.source) else {
                continue;
            };
            let shared = Shared::of(transaction, source, rows).await?;
            let is_more = |known: &KnownTable| shared.contents.len() > known.shared;
            if shared.is_most() && copies.living.as_ref().is_none_or(is_more) {
                copies.living = Some(KnownTable {
                    address,
                    source,
                    shared: shared.contents.len(),
                });
            }
        }
        deleted.sort_by_key(|(count, source)| (std::cmp::Reverse(*count), *source));
        for (_, source) in deleted.into_iter().take(HELD_AGAINST) {
            let shared = Shared::of(transaction, source, rows).await?;
            // A row that says something else was not in it.
            copies.deleted.extend(shared.same);
        }
        Ok(copies)
    }
}

/// What two tables have in common.
struct Shared {
    /// Rows of the table at hand, by what they say, that the other has, corrected or not.
    contents: BTreeSet<ReviewKey>,
    /// Those of them that say just the same.
    same: BTreeSet<ReviewKey>,
    /// How many rows the smaller of the two has.
    rows: usize,
}

impl Shared {
    async fn of(
        transaction: &mut Transaction,
        source: SourceId,
        rows: &TableSigns,
    ) -> Result<Self, IngestError> {
        let old = transaction.table_rows(source).await?;
        let old: Vec<_> = old.into_iter().filter(|row| row.place > 0).collect();
        let said: BTreeSet<ReviewKey> = old.iter().map(|row| row.content).collect();
        let known: BTreeSet<ReviewKey> = old.iter().filter_map(|row| row.identity).collect();
        let mut shared = Self {
            contents: BTreeSet::new(),
            same: BTreeSet::new(),
            rows: old.len().min(rows.rows().flatten().count()),
        };
        for sign in rows.rows().flatten().filter(|sign| sign.is_alone()) {
            let is_same = said.contains(&sign.content);
            // A running number of its own is no sign of another table's row.
            let by_names = sign.id.is_none() && sign.who().is_some_and(|who| known.contains(&who));
            if is_same {
                shared.same.insert(sign.content);
            }
            if is_same || by_names {
                shared.contents.insert(sign.content);
            }
        }
        Ok(shared)
    }

    fn is_most(&self) -> bool {
        self.contents.len() * 2 > self.rows
    }
}
