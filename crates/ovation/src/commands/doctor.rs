//! `ovation doctor`: is the record sound?

use super::Common;
use crate::printer::{self, Outcome, grouped};
use ovation_ledger::{Ledger, Opening};
use serde_json::json;

/// Checks the chain and the counts; fails when anything is wrong.
pub(crate) async fn run(common: &Common) -> anyhow::Result<Outcome> {
    let ledger = Ledger::open(&common.record, Opening::ReadOnly).await?;
    let diagnosis = ledger.doctor(&mut |_done| {}).await?;
    let tally = ledger.tally().await?;
    let ok = diagnosis.checks.iter().all(|check| check.ok);
    if common.json {
        let checks: Vec<_> = diagnosis
            .checks
            .iter()
            .map(|check| json!({ "name": check.name, "ok": check.ok, "detail": check.detail }))
            .collect();
        printer::json(&json!({
            "ok": ok,
            "checks": checks,
            "found": tally.found,
            "counted": tally.counted,
            "waiting": tally.waiting,
            "excluded": tally.excluded,
            "reasons": tally.reasons,
        }))?;
    } else {
        for check in &diagnosis.checks {
            let mark = if check.ok { "ok   " } else { "WRONG" };
            printer::line(format!("{mark}  {}: {}", check.name, check.detail));
        }
        printer::line(format!(
            "found {} = counted {} + waiting {} + excluded {}",
            grouped(tally.found),
            grouped(tally.counted),
            grouped(tally.waiting),
            grouped(tally.excluded)
        ));
        for (reason, count) in &tally.reasons {
            printer::line(format!("  {} {reason}", grouped(*count)));
        }
    }
    Ok(if ok { Outcome::Done } else { Outcome::Failed })
}
