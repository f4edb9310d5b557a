//! Settled cases as training data: JSON lines.

use crate::commands::Common;
use crate::printer::{self, Outcome};
use anyhow::Context;
use ovation_ledger::{Opening, SettledCase};
use ovation_terms::Decision;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes every case a person settled, with what the machine had made of it, a line each.
pub(super) async fn export(common: &Common, file: &Path) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let made = File::create(file).with_context(|| format!("cannot write `{}`", file.display()))?;
    let mut out = BufWriter::new(made);
    let mut count = 0_u64;
    let mut failure = None;
    ledger
        .each_settled_case(&mut |case| {
            if failure.is_none() {
                count += 1;
                failure = writeln!(out, "{}", line(&case)).err();
            }
        })
        .await?;
    let written = match failure {
        Some(failure) => Err(failure),
        None => out.flush(),
    };
    written.with_context(|| format!("cannot write `{}`", file.display()))?;
    if common.json {
        printer::json(&json!({ "cases": count, "file": file }))?;
    } else {
        printer::line(format!("{count} settled cases in `{}`", file.display()));
    }
    Ok(Outcome::Done)
}

/// A case: what was read, what the machine made of it, what the person said. `verdict` is `1` or
/// `0` where that was the question, as the trainer of the text model takes it.
fn line(case: &SettledCase) -> Value {
    let (read, finding) = (&case.read, &case.read.finding);
    let verdict = match case.settled.decision {
        Decision::Verdict(positive) => json!(i32::from(positive)),
        // What was confirmed as it stands is as the machine had it.
        Decision::Confirm(_) => {
            let judged = read.verdict.as_ref();
            json!(judged.map(|verdict| i32::from(verdict.p.get() >= 0.5)))
        }
        _ => Value::Null,
    };
    json!({
        "entry": case.entry,
        "at": case.at.to_string(),
        "by": case.actor,
        "review": case.settled.review,
        "decision": case.settled.decision,
        "reason": case.settled.remark.reason,
        "note": case.settled.remark.private(),
        "verdict": verdict,
        "film": finding.film.title.as_ref().map(|title| &title.value),
        "year": finding.film.year.as_ref().map(|year| year.value),
        "critic": finding.critics.first().map(|critic| &critic.value),
        "outlet": finding.outlet.as_ref().map(|outlet| &outlet.value),
        "rating": finding.rating.as_ref().map(|rating| &rating.value.printed),
        "headline": finding.headline.as_ref().map(|headline| &headline.value),
        "text": finding.text.as_ref().map(|text| &text.value),
        "language": finding.language,
        "url": finding.url.as_ref().map(|url| &url.value),
        "machine": {
            "p": read.verdict.as_ref().map(|verdict| verdict.p),
            "basis": read.verdict.as_ref().map(|verdict| verdict.basis),
            "made_by": read.verdict.as_ref().map(|verdict| &verdict.made_by),
            "film": read.film.chosen,
            "candidates": read.film.candidates,
            "reasons": read.standing.reasons(),
        },
    })
}
