//! `ovation verify`: recompute a receipt.

use super::Common;
use crate::cli::VerifyArgs;
use crate::printer::{self, Outcome};
use anyhow::Context;
use ovation_ledger::{Ledger, Opening};
use ovation_score::Receipt;
use serde_json::json;

/// Recomputes a receipt and, when asked, checks its entries against the record.
pub(crate) async fn run(common: &Common, args: VerifyArgs) -> anyhow::Result<Outcome> {
    let text = std::fs::read_to_string(&args.file)
        .with_context(|| format!("cannot read the receipt `{}`", args.file.display()))?;
    let receipt: Receipt = serde_json::from_str(&text)
        .with_context(|| format!("`{}` is no receipt of Ovation", args.file.display()))?;
    let mut differences = ovation_score::verify(&receipt).differences;
    let mut checked = 0_u64;
    if args.against_record {
        let ledger = Ledger::open(&common.record, Opening::ReadOnly).await?;
        for (seq, hash) in receipt.entries() {
            checked += 1;
            match ledger.entry(seq).await? {
                None => differences.push(format!("the record has no entry {seq}")),
                Some(entry) if entry.hash != hash => differences.push(format!(
                    "entry {seq}: the receipt has hash {hash}, the record {}",
                    entry.hash
                )),
                Some(_) => {}
            }
        }
    }
    let ok = differences.is_empty();
    if common.json {
        printer::json(
            &json!({ "ok": ok, "differences": differences, "entries_checked": checked }),
        )?;
    } else if ok {
        printer::line(format!(
            "the receipt holds: recomputed from itself{}",
            if args.against_record {
                format!(", and {checked} entries agree with the record")
            } else {
                String::new()
            }
        ));
    } else {
        printer::line("the receipt does not hold:");
        for difference in &differences {
            printer::line(format!("  {difference}"));
        }
    }
    Ok(if ok { Outcome::Done } else { Outcome::Failed })
}
