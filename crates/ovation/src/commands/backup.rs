//! `ovation backup`, `restore` and `verify-chain`.

use super::Common;
use crate::cli::ChainArgs;
use crate::printer::{self, Outcome, counted};
use anyhow::{Context, bail};
use ovation_ledger::{Copied, Ledger, Limits, Opening};
use ovation_terms::Seq;
use serde_json::json;
use std::path::Path;

/// Writes the record to a new file, itself a record.
pub(crate) async fn backup(common: &Common, file: &Path) -> anyhow::Result<Outcome> {
    if file.exists() {
        bail!(
            "`{}` is there already; a backup is written to a new file",
            file.display()
        );
    }
    let from = common.open(Opening::ReadOnly).await?;
    // Under another name until it is whole: whoever finds the file finds all of it.
    let partial = file.with_extension("partial");
    if partial.exists() {
        std::fs::remove_file(&partial)
            .with_context(|| format!("cannot remove `{}`", partial.display()))?;
    }
    let name = partial.to_str().context("the file's name is no text")?;
    let copied = {
        let to = Ledger::open(&format!("sqlite:{name}"), Opening::Create).await?;
        let copied = from.copy_to(&to, &mut |_| {}).await;
        to.close().await;
        copied
    };
    let copied = match copied {
        Ok(copied) => copied,
        Err(error) => {
            let _left = std::fs::remove_file(&partial);
            return Err(error.into());
        }
    };
    std::fs::rename(&partial, file)
        .with_context(|| format!("cannot name the backup `{}`", file.display()))?;
    tell(common, copied, &format!("`{}`", file.display()))
}

/// Fills an empty record from a backup.
pub(crate) async fn restore(common: &Common, file: &str) -> anyhow::Result<Outcome> {
    let from = common
        .open_at(file, Opening::ReadOnly, Limits::default())
        .await?;
    let to = common.open(Opening::Create).await?;
    let copied = from.copy_to(&to, &mut |_| {}).await?;
    to.close().await;
    tell(common, copied, &format!("`{}`", to.address()))
}

fn tell(common: &Common, copied: Copied, place: &str) -> anyhow::Result<Outcome> {
    if common.json {
        printer::json(&json!({
            "entries": copied.entries,
            "kept_copies": copied.copies,
            "head": { "seq": copied.head.seq, "hash": copied.head.hash },
        }))?;
    } else {
        printer::line(format!(
            "{place} holds {} and {}; its head is {} {}",
            counted(copied.entries, "entry", "entries"),
            counted(copied.copies, "kept copy", "kept copies"),
            copied.head.seq,
            copied.head.hash
        ));
    }
    Ok(Outcome::Done)
}

/// Walks along the chain; with `--entry` and `--hash` also holds it against a head noted elsewhere.
pub(crate) async fn verify_chain(common: &Common, args: &ChainArgs) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let report = ledger.verify_chain(&mut |_| {}).await?;
    let mut broken = report.broken.clone();
    if let (None, Some(seq), Some(hash)) = (&broken, args.entry, args.hash) {
        broken = match ledger.entry(Seq(seq)).await? {
            None => Some(format!("the record has no entry {seq}")),
            Some(entry) if entry.hash != hash => Some(format!(
                "entry {seq} has hash {}, the one noted is {hash}: the past was rewritten",
                entry.hash
            )),
            Some(_) => None,
        };
    }
    let ok = broken.is_none();
    if common.json {
        printer::json(&json!({
            "ok": ok,
            "entries": report.entries,
            "head": { "seq": report.head.seq, "hash": report.head.hash },
            "broken": broken,
        }))?;
    } else {
        match broken {
            None => printer::line(format!(
                "{} together; the head is {} {}",
                counted(report.entries, "entry hangs", "entries hang"),
                report.head.seq,
                report.head.hash
            )),
            Some(broken) => printer::line(format!("BROKEN: {broken}")),
        }
    }
    Ok(if ok { Outcome::Done } else { Outcome::Failed })
}
