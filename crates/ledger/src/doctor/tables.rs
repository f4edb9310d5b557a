//! Tables as sources with rows: what their imports' entries say, held against the rows that stand.

use super::{Check, check};
use crate::LedgerError;
use crate::db::Conn;
use crate::kinds::TouchedRows;
use ovation_terms::TableRead;
use std::collections::{BTreeMap, BTreeSet};

/// The name of the check.
pub(super) const ROWS: &str = "tables have the rows that their imports say";

/// What going through the entries shows of tables.
#[derive(Default)]
pub(super) struct Tables {
    /// Places of rows by source.
    rows: BTreeMap<i64, BTreeSet<i64>>,
    /// Tables that were read to their end: the entry, and rows that were gone.
    ended: BTreeMap<i64, (i64, usize)>,
    troubles: Vec<String>,
}

/// What stands of a table, or should: rows, rows that are gone, the entry that ends it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Standing {
    rows: i64,
    gone: i64,
    ended: Option<i64>,
}

impl Tables {
    /// Looks at the next entry.
    pub(super) fn look_at(&mut self, seq: i64, touched: &TouchedRows<'_>) {
        if let Some((source, row)) = touched.row {
            self.rows.entry(source).or_default().insert(row.row);
        }
        if let Some(kept) = touched.kept {
            for run in &kept.runs {
                let places = run.to..run.to.saturating_add(run.count);
                self.rows.entry(kept.source.0).or_default().extend(places);
            }
        }
        if let Some(read) = touched.ended {
            self.end(seq, read);
        }
    }

    fn end(&mut self, seq: i64, read: &TableRead) {
        let sum = read
            .added
            .saturating_add(read.changed)
            .saturating_add(read.same);
        if sum != read.rows {
            self.troubles.push(format!(
                "entry {seq}: it says that table {} has {} rows, and that {} are added, {} changed and {} the \
                 same",
                read.source, read.rows, read.added, read.changed, read.same
            ));
        }
        // The same table may be read once more to withdraw what is gone; what was gone stays so.
        let ended = self.ended.entry(read.source.0).or_default();
        *ended = (seq, ended.1.max(read.gone.len()));
    }

    fn said(&self) -> BTreeMap<i64, Standing> {
        let mut said: BTreeMap<i64, Standing> = BTreeMap::new();
        for (source, places) in &self.rows {
            let count = places.iter().filter(|place| **place > 0).count();
            said.entry(*source).or_default().rows = i64::try_from(count).unwrap_or(i64::MAX);
        }
        for (source, (entry, gone)) in &self.ended {
            let table = said.entry(*source).or_default();
            table.ended = Some(*entry);
            table.gone = i64::try_from(*gone).unwrap_or(i64::MAX);
        }
        said
    }

    /// Compares what entries say with the rows that stand.
    pub(super) async fn examine(&self, conn: &mut Conn) -> Result<Check, LedgerError> {
        let mut there: BTreeMap<i64, Standing> = BTreeMap::new();
        let sql = "select source, sum(case when place > 0 then 1 else 0 end), \
             sum(case when place < 0 then 1 else 0 end) from table_row group by source";
        conn.each(sql, Vec::new(), &mut |row| {
            let table = there.entry(row.int(0)?).or_default();
            (table.rows, table.gone) = (row.int(1)?, row.int(2)?);
            Ok(())
        })
        .await?;
        let sql = "select source, entry from table_import";
        conn.each(sql, Vec::new(), &mut |row| {
            there.entry(row.int(0)?).or_default().ended = Some(row.int(1)?);
            Ok(())
        })
        .await?;
        let said = self.said();
        let mut troubles = self.troubles.clone();
        let sources: BTreeSet<&i64> = said.keys().chain(there.keys()).collect();
        for source in sources {
            let none = Standing::default();
            let says = said.get(source).unwrap_or(&none);
            let stands = there.get(source).unwrap_or(&none);
            if says.rows != stands.rows {
                troubles.push(format!(
                    "source {source}: its imports' entries have {} rows, and {} stand in the table",
                    says.rows, stands.rows
                ));
            } else if says.gone != stands.gone {
                troubles.push(format!(
                    "source {source}: its imports' entries say that {} rows are gone, and {} stand so",
                    says.gone, stands.gone
                ));
            } else if says.ended != stands.ended {
                let entry = |ended: Option<i64>| {
                    ended.map_or_else(|| "no entry".to_owned(), |entry| format!("entry {entry}"))
                };
                troubles.push(format!(
                    "source {source}: it was read to its end by {}, and the table says {}",
                    entry(says.ended),
                    entry(stands.ended)
                ));
            }
        }
        let rows: i64 = there.values().map(|table| table.rows).sum();
        let well = format!("{rows} rows of {} tables", self.ended.len());
        Ok(check(ROWS, &troubles, well))
    }
}
