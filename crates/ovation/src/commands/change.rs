//! What people change in the record: entering it, or telling what it would change.

use crate::cli::ByArgs;
use crate::clock;
use crate::printer::{self, Outcome};
use ovation_desk::moved_scores;
use ovation_ledger::{Ledger, Preview, Transaction, Undoing};
use ovation_terms::{Actor, EntryBody};
use serde_json::json;

/// Enters what happened, or with `--dry-run` tells what it would change, scores included.
pub(crate) async fn enter(
    ledger: &Ledger,
    json: bool,
    by: &ByArgs,
    entry_bodies: Vec<EntryBody>,
) -> anyhow::Result<Outcome> {
    let transaction = ledger.begin().await?;
    enter_in(ledger, transaction, json, by, entry_bodies).await
}

/// The same in a transaction at hand.
pub(crate) async fn enter_in(
    ledger: &Ledger,
    mut transaction: Transaction,
    json: bool,
    by: &ByArgs,
    entry_bodies: Vec<EntryBody>,
) -> anyhow::Result<Outcome> {
    let actor = Actor::person(&by.person);
    transaction
        .enter_act(clock::now(), &actor, entry_bodies)
        .await?;
    finish(ledger, transaction, json, by, &[]).await
}

/// Enters what undoes an act, in the transaction in which that was worked out.
pub(crate) async fn undo_in(
    ledger: &Ledger,
    mut transaction: Transaction,
    json: bool,
    by: &ByArgs,
    undoing: &Undoing,
) -> anyhow::Result<Outcome> {
    let actor = Actor::person(&by.person);
    transaction
        .enter_undoing(clock::now(), &actor, undoing)
        .await?;
    finish(ledger, transaction, json, by, &undoing.left).await
}

/// Makes a transaction durable, or tells what it would change. `left` is what stays of what is undone.
async fn finish(
    ledger: &Ledger,
    transaction: Transaction,
    json: bool,
    by: &ByArgs,
    left: &[String],
) -> anyhow::Result<Outcome> {
    if by.dry_run {
        return tell(ledger, json, transaction.preview().await?).await;
    }
    let committed = transaction.commit().await?;
    if json {
        let mut told = json!({
            "entries": committed.entries, "first": committed.first, "last": committed.last,
        });
        if !left.is_empty()
            && let Some(told) = told.as_object_mut()
        {
            told.insert("left".to_owned(), json!(left));
        }
        printer::json(&told)?;
    } else {
        match committed.entries {
            1 => printer::line(format!("entry {}", committed.last)),
            _ => printer::line(format!("entries {} to {}", committed.first, committed.last)),
        }
    }
    Ok(Outcome::Done)
}

/// Tells what a transaction would change: its entries, and each film's score before and after.
async fn tell(ledger: &Ledger, json: bool, preview: Preview) -> anyhow::Result<Outcome> {
    let scores = moved_scores(ledger, &preview.films).await?;
    if json {
        let entries: Vec<_> = preview.entries.iter().collect();
        printer::json(&json!({ "dry_run": true, "entries": entries, "films": scores }))?;
        return Ok(Outcome::Done);
    }
    for entry in &preview.entries {
        printer::entry(entry);
    }
    for moved in &scores {
        printer::line(moved.told(ledger.film(moved.film).await?.as_ref()));
    }
    if scores.is_empty() {
        printer::line("no score would change");
    }
    printer::note("dry run: nothing was written");
    Ok(Outcome::Done)
}
