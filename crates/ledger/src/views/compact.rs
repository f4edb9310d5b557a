//! Keys and minhashes, which stand in no order: recent ones apart from those that have compacted.
//!
//! A batch's keys fall anywhere among those of the whole record, a page for nearly each, and every
//! page is written to the log and then to its place. So new ones gather in a small table, and are
//! moved to the large one together, in its order, once they are a good part of it: then most of its
//! pages are touched for many keys each. Read as one, by a view.
//!
//! # Source
//! O'Neil and others, The Log-Structured Merge-Tree, Acta Informatica 33 (1996).

use crate::LedgerError;
use crate::db::Conn;
use crate::projection::TABLES;

/// Has PostgreSQL count its tables where the ledger has doubled.
///
/// A server counts now and then by itself, but not while one transaction after the other makes tables
/// from nothing: it then takes them for small, and one index for as good as another. Young rows are
/// left out, for soon they are gone.
#[cfg(feature = "postgres")]
pub(crate) async fn count_grown(
    conn: &mut Conn,
    before: ovation_terms::Seq,
    after: ovation_terms::Seq,
) -> Result<(), LedgerError> {
    let doublings = |seq: ovation_terms::Seq| seq.0.max(FIRST_COUNT).ilog2();
    if !conn.is_postgres() || doublings(before) == doublings(after) {
        return Ok(());
    }
    let compacted = TABLES.iter().filter_map(|table| table.stored.last());
    for table in compacted.chain(&["entry", "entry_words"]) {
        conn.run(format!("analyze {table}"), Vec::new()).await?;
    }
    Ok(())
}

/// Entries of a ledger whose tables are small whatever a server thinks.
#[cfg(feature = "postgres")]
const FIRST_COUNT: i64 = 1_000;

/// Moves recent rows to the compacted ones where they have become many beside a record of so many
/// reviews: `fewest` and a third of their number, which is a sixth or a ninth of the compacted rows.
///
/// What is compacted already stays: of two rows of one key the first holds.
pub(crate) async fn compact_recent(
    conn: &mut Conn,
    fewest: u32,
    reviews: i64,
) -> Result<(), LedgerError> {
    for table in TABLES {
        let [recent, compacted] = table.stored else {
            continue;
        };
        let sql = format!("select count(*) from {recent}");
        let row = conn.row(sql, Vec::new()).await?;
        let count = row.map(|row| row.int(0)).transpose();
        let count = count.map_err(|error| conn.failed(error))?.unwrap_or(0);
        if count < i64::from(fewest).max(reviews / 3) {
            continue;
        }
        let (key, conflict) = (table.key, table.conflict);
        // `where true` tells SQLite that what follows is no join's condition.
        let sql = format!(
            "insert into {compacted} select * from {recent} where true order by {key} \
             on conflict ({key}) do {conflict}"
        );
        conn.run(sql, Vec::new()).await?;
        conn.run(format!("delete from {recent}"), Vec::new())
            .await?;
    }
    Ok(())
}
