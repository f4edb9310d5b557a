//! `ovation replay`: every view again, from entry 1.

use super::Common;
use crate::cli::ReplayArgs;
use crate::printer::{self, Outcome, counted, grouped};
use indicatif::ProgressBar;
use ovation_ledger::{Opening, Replay};
use serde_json::json;
use std::time::Instant;

/// Rebuilds the views, or checks that a rebuild would give the same.
pub(crate) async fn run(common: &Common, args: &ReplayArgs) -> anyhow::Result<Outcome> {
    let begun = Instant::now();
    let (opening, mode) = if args.check {
        (Opening::ReadOnly, Replay::Check)
    } else {
        (Opening::Existing, Replay::Rebuild)
    };
    let ledger = common.open(opening).await?;
    let head = ledger.head().await?;
    let bar = if printer::is_watched() && !common.json {
        ProgressBar::new(u64::try_from(head.seq.0).unwrap_or(0))
    } else {
        ProgressBar::hidden()
    };
    let report = ledger
        .replay(mode, &mut |done| bar.set_position(done))
        .await?;
    bar.finish_and_clear();
    let seconds = begun.elapsed().as_secs_f64();
    if common.json {
        let tables: Vec<_> = report
            .tables
            .iter()
            .map(|(name, rows, before, after)| {
                json!({ "table": name, "rows": rows, "before": before, "after": after })
            })
            .collect();
        printer::json(&json!({
            "same": report.same, "entries": report.entries, "seconds": seconds, "tables": tables,
        }))?;
    } else {
        for (name, rows, before, after) in &report.tables {
            printer::line(format!(
                "{}  {name:<16} {:>9} rows  {after}",
                if before == after {
                    "same   "
                } else {
                    "DIFFERS"
                },
                grouped(*rows),
            ));
        }
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a rate for people"
        )]
        let rate = (report.entries as f64 / seconds.max(1e-9)) as u64;
        printer::line(format!(
            "{} in {seconds:.2} s ({} a second): {}",
            counted(report.entries, "entry", "entries"),
            grouped(rate),
            match (args.check, report.same) {
                (true, true) => "a replay gives the same bytes",
                (true, false) => "a replay gives OTHER bytes; run `ovation replay` to rebuild",
                (false, true) => "rebuilt, as it was",
                (false, false) => "rebuilt; it was not the same before",
            }
        ));
    }
    Ok(if args.check && !report.same {
        Outcome::Failed
    } else {
        Outcome::Done
    })
}
