//! `ovation train`: models from labelled reviews.

use super::Common;
use super::eval::labelled;
use crate::printer::{self, Outcome, counted};
use anyhow::Context;
use ovation_eval::verdicts::LabelledRow;
use ovation_judge::Judge;
use ovation_terms::Hash;
use ovation_train::{TextRow, TrainSettings, Training, learn_mix, learn_text};
use serde_json::json;
use std::path::Path;

/// Trains the linear text model and writes it.
pub(crate) fn verdicts(
    common: &Common,
    train: &Path,
    dev: &Path,
    out: &Path,
) -> anyhow::Result<Outcome> {
    let (train, dev) = (labelled(train)?, labelled(dev)?);
    let (rows, dev_rows) = (text_rows(&train), text_rows(&dev));
    let model = learn_text(
        &Training {
            rows: &rows,
            dev: &dev_rows,
        },
        &TrainSettings::default(),
        &mut |doing| printer::note(doing),
    )?;
    let bytes = model.to_bytes();
    std::fs::write(out, &bytes).with_context(|| format!("cannot write `{}`", out.display()))?;
    let digest = Hash::of(&bytes);
    if common.json {
        printer::json(&json!({
            "version": model.version(),
            "features": model.size(),
            "bytes": bytes.len(),
            "blake3": digest,
        }))?;
    } else {
        printer::line(format!(
            "{}: {} features, {} bytes, blake3 {digest}",
            model.version(),
            model.size(),
            bytes.len()
        ));
    }
    Ok(Outcome::Done)
}

/// Learns a history and a mix and writes them.
pub(crate) fn mix(
    common: &Common,
    train: &Path,
    dev: &Path,
    out: &Path,
) -> anyhow::Result<Outcome> {
    let (train, dev) = (labelled(train)?, labelled(dev)?);
    let judge = Judge::bundled();
    let version = judge.mix.version.clone();
    let (history, mix) = learn_mix(&judge, &train, &dev, &version, &mut |doing| {
        printer::note(doing);
    })?;
    let bytes = history.to_bytes();
    let write = |name: &str, bytes: &[u8]| {
        let path = out.join(name);
        std::fs::write(&path, bytes).with_context(|| format!("cannot write `{}`", path.display()))
    };
    write("history.bin", &bytes)?;
    write("mix.json", mix.to_json().as_bytes())?;
    let settling = mix.settling(judge.accepted_error, true);
    if common.json {
        printer::json(&json!({
            "leanings": history.len(),
            "blake3": Hash::of(&bytes),
            "settling": settling,
        }))?;
    } else {
        printer::line(format!(
            "{} of critics and outlets",
            counted(history.len() as u64, "leaning", "leanings")
        ));
        if let Some(point) = settling {
            printer::line(format!(
                "settled alone from p = {:.3}: {:.1} % of reviews, {:.2} % of them wrong",
                point.sure,
                100.0 * point.settled,
                100.0 * point.wrong
            ));
        }
    }
    Ok(Outcome::Done)
}

fn text_rows(rows: &[LabelledRow]) -> Vec<TextRow<'_>> {
    rows.iter()
        .map(|row| TextRow {
            text: &row.text,
            positive: row.positive,
        })
        .collect()
}
