//! `ovation delete-source` and `restore-source`.

use super::Common;
use crate::cli::ByArgs;
use crate::clock;
use crate::printer::{self, Outcome, counted};
use anyhow::bail;
use ovation_desk::{Deletion, DeletionCounts, moved_scores, plan_deletion, sources_restored};
use ovation_ingest::LocalNames;
use ovation_ledger::{Committed, Ledger, LedgerError, Opening, Scrubbed, Transaction};
use ovation_terms::{Actor, SourceId};
use serde_json::{Value, json};

/// Deletes or restores a source, named by its number or its address.
pub(crate) async fn source(
    common: &Common,
    words: &str,
    deleted: bool,
    by: &ByArgs,
) -> anyhow::Result<Outcome> {
    if deleted && by.note.is_empty() && by.reason.is_empty() {
        bail!(
            "say why with --reason, which every reader is shown in place of the words, or with --note \
             (who asked), which nobody else is shown"
        );
    }
    let remark = by.remark()?;
    let ledger = common.open(Opening::Existing).await?;
    let sources = sources_of(&ledger, words).await?;
    let mut transaction = ledger.begin().await?;
    if deleted {
        let plan = plan_deletion(&mut transaction, &sources, &remark).await?;
        return delete(common, &ledger, transaction, plan, by).await;
    }
    let (entry_bodies, count) = sources_restored(&mut transaction, &sources, &remark).await?;
    let done = super::change::enter_in(&ledger, transaction, common.json, by, entry_bodies).await?;
    if !common.json && !by.dry_run {
        printer::line(format!(
            "{} may count again; the words are taken in where they are met again",
            counted(count, "review", "reviews")
        ));
    }
    Ok(done)
}

/// The sources that words name: all versions that were read at one address.
async fn sources_of(ledger: &Ledger, words: &str) -> anyhow::Result<Vec<SourceId>> {
    let sources = if let Ok(id) = words.parse::<SourceId>() {
        match ledger.address_of(id).await? {
            Some(address) => ledger.sources_at(&address).await?,
            None => bail!("the record has no source {id}"),
        }
    } else {
        let sources = ledger.sources_at(words).await?;
        if sources.is_empty() {
            // A file by another way to it than the record's own name.
            let name = LocalNames::of(ledger).await?.name(words);
            ledger.sources_at(&name).await?
        } else {
            sources
        }
    };
    if sources.is_empty() {
        bail!("nothing was read at `{words}`; `ovation log --kind source-read` lists the sources");
    }
    Ok(sources)
}

/// Enters a deletion and overwrites what the words leave in the record's files.
pub(crate) async fn delete(
    common: &Common,
    ledger: &Ledger,
    mut transaction: Transaction,
    plan: Deletion,
    by: &ByArgs,
) -> anyhow::Result<Outcome> {
    let counts = plan.counts;
    let actor = Actor::person(&by.person);
    transaction.drop_copies(plan.copies, clock::now().day());
    if let Err(error) = transaction
        .enter_act(clock::now(), &actor, plan.entry_bodies)
        .await
    {
        let LedgerError::Refused { why } = error else {
            return Err(error.into());
        };
        drop(transaction);
        return refused(ledger, &why, by.dry_run).await;
    }
    if by.dry_run {
        return preview(common, ledger, transaction, &counts).await;
    }
    let Committed { first, last, .. } = transaction.commit().await?;
    let (is_clean, left) = told_of(ledger.scrub().await);
    if common.json {
        let mut told = as_json(&counts);
        add(&mut told, "first", json!(first));
        add(&mut told, "last", json!(last));
        add(&mut told, "overwritten", is_clean.into());
        if let Some(left) = &left {
            add(&mut told, "left", left.clone().into());
        }
        printer::json(&told)?;
    } else {
        printer::line(counts.in_words("deleted"));
        if let Some(left) = &left {
            printer::line(left);
        }
        printer::line(if first == last {
            format!("entry {last}")
        } else {
            format!("entries {first} to {last}")
        });
    }
    Ok(if is_clean {
        Outcome::Done
    } else {
        Outcome::Partly
    })
}

/// Says why nothing is deleted; what an earlier deletion may have left in the files is overwritten anew.
async fn refused(ledger: &Ledger, why: &str, is_dry: bool) -> anyhow::Result<Outcome> {
    if is_dry {
        bail!("{why}: no entry would be made");
    }
    // Whoever asks again may do so because the first time something was left.
    let over = match ledger.scrub().await {
        Ok(Scrubbed::Clean) => "what the words left in the record's files was overwritten anew",
        _ => {
            "what the words left in the record's files could not be overwritten: end other programs \
             that read the record and run this again"
        }
    };
    bail!("{why}: no entry was made; {over}");
}

/// Says what a deletion would do.
async fn preview(
    common: &Common,
    ledger: &Ledger,
    transaction: Transaction,
    counts: &DeletionCounts,
) -> anyhow::Result<Outcome> {
    let preview = transaction.preview().await?;
    let moved = moved_scores(ledger, &preview.films).await?;
    if common.json {
        let mut told = as_json(counts);
        add(&mut told, "dry_run", true.into());
        add(&mut told, "films", serde_json::to_value(&moved)?);
        printer::json(&told)?;
    } else {
        printer::line(counts.in_words("would delete"));
        for moved in &moved {
            printer::line(moved.told(ledger.film(moved.film).await?.as_ref()));
        }
        printer::note("dry run: nothing was written");
    }
    Ok(Outcome::Done)
}

fn as_json(counts: &DeletionCounts) -> Value {
    json!({
        "sources": counts.sources, "reviews": counts.reviews, "texts": counts.texts,
        "words": counts.words, "elsewhere": counts.elsewhere, "copies": counts.copies,
    })
}

fn add(told: &mut Value, name: &str, value: Value) {
    if let Some(told) = told.as_object_mut() {
        told.insert(name.to_owned(), value);
    }
}

/// Whether what the words left in the record's files is gone, and what to say of what is left.
fn told_of(scrubbed: Result<Scrubbed, LedgerError>) -> (bool, Option<String>) {
    match scrubbed {
        Ok(Scrubbed::Clean) => (true, None),
        Ok(Scrubbed::LogHeld) => {
            let left = "the words may still stand in the `-wal` file, which another program reads: end it and \
                 run this again";
            (false, Some(left.to_owned()))
        }
        Ok(_) => {
            let left = "the words are in no table; PostgreSQL's own log, standby servers and backups keep them \
                 until they are overwritten or removed";
            (true, Some(left.to_owned()))
        }
        Err(error) => (
            false,
            Some(format!(
                "the words are deleted, but what they left in the record's files could not be overwritten ({error}); \
                 run this again"
            )),
        ),
    }
}
