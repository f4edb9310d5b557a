//! `ovation train`: models from labelled reviews.

use super::Common;
use super::eval::labelled;
use crate::printer::{self, Outcome};
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

/// Learns a mix and writes it.
pub(crate) fn mix(
    common: &Common,
    train: &Path,
    dev: &Path,
    out: &Path,
) -> anyhow::Result<Outcome> {
    let (train, dev) = (labelled(train)?, labelled(dev)?);
    let judge = Judge::bundled();
    let version = judge.mix.version.clone();
    let mix = learn_mix(&judge, &train, &dev, &version, &mut |doing| {
        printer::note(doing);
    })?;
    let text = mix.to_json();
    let path = out.join("mix.json");
    std::fs::write(&path, &text).with_context(|| format!("cannot write `{}`", path.display()))?;
    let settling = mix.settling(judge.accepted_error, true);
    if common.json {
        printer::json(&json!({
            "version": mix.version,
            "blake3": Hash::of(text.as_bytes()),
            "settling": settling,
        }))?;
    } else {
        printer::line(format!(
            "{}, blake3 {}",
            mix.version,
            Hash::of(text.as_bytes())
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
