//! `ovation doctor`: is the record sound?

use super::Common;
use crate::printer::{self, Outcome, grouped};
use ovation_ledger::{LedgerError, Opening, Tally};
use serde_json::json;

/// Checks the chain and the counts; fails when anything is wrong.
pub(crate) async fn run(common: &Common) -> anyhow::Result<Outcome> {
    let ledger = match common.open(Opening::ReadOnly).await {
        Ok(ledger) => ledger,
        Err(error) => return unopenable(common, error),
    };
    let diagnosis = ledger.doctor(&mut |_done| {}).await?;
    let tally = match ledger.tally().await {
        Ok(tally) => tally,
        // Told already: what cannot be read is among the checks.
        Err(_) if !diagnosis.is_well() => Tally::default(),
        Err(error) => return Err(error.into()),
    };
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
            "advice": diagnosis.advice(),
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
        for advice in diagnosis.advice() {
            printer::line(format!("to do: {advice}"));
        }
        printer::line(format!(
            "found {} = counted {} + waiting {} + excluded {}",
            grouped(tally.found),
            grouped(tally.counted),
            grouped(tally.waiting),
            grouped(tally.excluded)
        ));
        for line in tally.groups.lines() {
            printer::line(format!("  {line}"));
        }
    }
    Ok(if ok { Outcome::Done } else { Outcome::Failed })
}

/// What a file that cannot even be opened lacks, and what to do; what is no record is told as by other commands.
fn unopenable(common: &Common, error: LedgerError) -> anyhow::Result<Outcome> {
    let detail = match &error {
        LedgerError::Damaged { detail, .. } => detail.clone(),
        LedgerError::Database { source, .. } => source.to_string(),
        _ => return Err(error.into()),
    };
    let advice = "take the record back from a backup: `ovation --record NEW restore BACKUP`; keep the damaged file";
    let name = "the file is a record";
    if common.json {
        printer::json(&json!({
            "ok": false,
            "checks": [{ "name": name, "ok": false, "detail": detail }],
            "advice": [advice],
        }))?;
    } else {
        printer::line(format!("WRONG  {name}: {detail}"));
        printer::line(format!("to do: {advice}"));
    }
    Ok(Outcome::Failed)
}
