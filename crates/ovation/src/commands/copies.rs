//! `ovation copies`: what is kept of sources, and what was kept long enough.

use super::Common;
use crate::cli::CopiesArgs;
use crate::clock;
use crate::printer::{self, Outcome, counted, grouped};
use ovation_ledger::{CopyCounts, Expired, Opening, Scrubbed};
use serde_json::json;

/// Counts the copies, or deletes those kept long enough.
pub(crate) async fn run(common: &Common, args: &CopiesArgs) -> anyhow::Result<Outcome> {
    if args.expire {
        return expire(common, args.dry_run).await;
    }
    let ledger = common.open(Opening::ReadOnly).await?;
    let counts = ledger.copy_counts().await?;
    let expiring = ledger.expiring_copies(clock::now().day()).await?;
    if common.json {
        printer::json(&json!({
            "copies": counts.copies,
            "sources": counts.sources,
            "bytes": counts.bytes,
            "packed_bytes": counts.packed_bytes,
            "for_ever": counts.for_ever,
            "until": counts.until,
            "over": expiring.sources,
            "expired": counts.expired,
            "deleted": counts.deleted,
        }))?;
        return Ok(Outcome::Done);
    }
    tell(&counts, expiring);
    Ok(Outcome::Done)
}

fn tell(counts: &CopyCounts, expiring: Expired) {
    printer::line(format!(
        "{} of {}: {} bytes, packed to {}",
        counted(counts.copies, "kept copy", "kept copies"),
        counted(counts.sources, "source", "sources"),
        grouped(counts.bytes),
        grouped(counts.packed_bytes)
    ));
    if counts.for_ever > 0 {
        printer::line(format!("kept for ever: {}", grouped(counts.for_ever)));
    }
    if let Some(until) = counts.until {
        printer::line(format!("the first are kept through {until}"));
    }
    if expiring.sources > 0 {
        printer::line(format!(
            "kept long enough: {}; `ovation copies --expire` deletes them, and so does the next ingest",
            grouped(expiring.sources)
        ));
    }
    let gone = [
        ("expired", counts.expired),
        ("deleted at their owner's request", counts.deleted),
    ];
    for (why, count) in gone.into_iter().filter(|(_, count)| *count > 0) {
        printer::line(format!(
            "{why}: those of {}",
            counted(count, "source", "sources")
        ));
    }
}

/// Deletes what was kept long enough, and writes the file anew, so that its space is given back.
async fn expire(common: &Common, dry_run: bool) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    let today = clock::now().day();
    let expired = if dry_run {
        ledger.expiring_copies(today).await?
    } else {
        ledger.expire_copies(today).await?
    };
    let mut is_clean = true;
    if !dry_run && expired.copies > 0 {
        is_clean = ledger.scrub().await? != Scrubbed::LogHeld;
    }
    if common.json {
        printer::json(&json!({
            "sources": expired.sources,
            "copies": expired.copies,
            "bytes": expired.bytes,
            "dry_run": dry_run,
        }))?;
    } else {
        printer::line(format!(
            "{} {} of {}, {} bytes",
            if dry_run { "would delete" } else { "deleted" },
            counted(expired.copies, "kept copy", "kept copies"),
            counted(expired.sources, "source", "sources"),
            grouped(expired.bytes)
        ));
        if !is_clean {
            printer::line(
                "what they took may still stand in the `-wal` file, which another program reads: end it and run this \
                 again",
            );
        }
    }
    Ok(Outcome::Done)
}
