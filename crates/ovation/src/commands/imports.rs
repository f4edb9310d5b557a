//! `ovation imports`, `undo-import`: what was imported, and taking one back.

use super::Common;
use super::change::enter_in;
use crate::cli::ByArgs;
use crate::printer::{self, Outcome, grouped};
use anyhow::bail;
use ovation_ledger::{Import, Opening};
use ovation_terms::{EntryBody, Seq, SourceId};
use serde_json::json;

/// Lists the sources read last.
pub(crate) async fn list(common: &Common, limit: u32) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    for import in ledger.imports(limit).await? {
        if common.json {
            printer::json(&json!({
                "source": import.source,
                "address": import.address,
                "fetched": import.fetched.to_string(),
                "reviews": import.reviews,
                "entry": import.table.as_ref().map(|(entry, _)| entry),
                "table": import.table.as_ref().map(|(_, read)| json!({
                    "earlier": read.earlier,
                    "rows": read.rows,
                    "added": read.added,
                    "changed": read.changed,
                    "same": read.same,
                    "removed": read.removed,
                    "replace": read.replace,
                })),
                "undone": import.undone,
                "deleted": import.deleted,
            }))?;
        } else {
            printer::line(in_words(&import));
        }
    }
    Ok(Outcome::Done)
}

fn in_words(import: &Import) -> String {
    let rows = match &import.table {
        None => printer::counted(import.reviews, "review", "reviews"),
        Some((entry, read)) => match read.earlier {
            None => format!(
                "{} (entry {entry})",
                printer::counted(read.rows, "row", "rows")
            ),
            Some(earlier) => format!(
                "{}; since source {earlier} {} added, {} changed, {} removed (entry {entry})",
                printer::counted(read.rows, "row", "rows"),
                grouped(read.added),
                grouped(read.changed),
                grouped(read.removed)
            ),
        },
    };
    let replaced = import.table.as_ref().is_some_and(|(_, read)| read.replace);
    let replaced = if replaced { ", with --replace" } else { "" };
    let how = match (import.undone, import.deleted) {
        (true, _) => ", taken back",
        (false, true) => ", deleted at its owner's request",
        (false, false) => "",
    };
    format!(
        "{:>6}  {}  {}: {rows}{replaced}{how}",
        import.source, import.fetched, import.address
    )
}

/// Takes an import back.
pub(crate) async fn undo(common: &Common, number: i64, by: &ByArgs) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    let mut transaction = ledger.begin().await?;
    let source = match transaction.import_of_entry(Seq(number)).await? {
        // A source of that number goes first: it is what `imports` and the summary print.
        Some(of_entry) if !transaction.has_source(SourceId(number)) => of_entry,
        _ => SourceId(number),
    };
    if !transaction.has_source(source) {
        bail!("there is no import {number}; `ovation imports` lists them");
    }
    let undone = transaction.undo_import(source, &by.remark()?).await?;
    if !common.json {
        printer::note(format!(
            "source {source}: {} out, {} as they were read before, {} that it withdrew stand again",
            printer::counted(
                (undone.reviews.len() + undone.reinstated.len()) as u64,
                "review",
                "reviews"
            ),
            printer::counted(undone.readings.len() as u64, "review", "reviews"),
            printer::counted(undone.withdrawn.len() as u64, "review", "reviews"),
        ));
    }
    let undone = EntryBody::ImportUndone(Box::new(undone));
    enter_in(&ledger, transaction, common.json, by, vec![undone]).await
}
