//! `ovation train`: models from labelled reviews.

use super::Common;
use super::eval::labelled;
use crate::printer::{self, Outcome};
use anyhow::Context;
use ovation_judge::eval::LabelledRow;
use ovation_judge::{RatingTable, TextModel, TextRow, TrainSettings, Training};
use ovation_terms::Hash;
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
    let table = RatingTable::bundled();
    let rows = text_rows(&train, &table);
    let dev_rows = text_rows(&dev, &table);
    let model = TextModel::train(
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

fn text_rows<'a>(rows: &'a [LabelledRow], table: &RatingTable) -> Vec<TextRow<'a>> {
    let probability = |row: &LabelledRow| {
        let converted = table.convert(row.rating.as_ref()?, None).ok()?;
        Some(table.probability(&converted))
    };
    rows.iter()
        .map(|row| TextRow {
            text: &row.text,
            positive: row.positive,
            rating: probability(row),
        })
        .collect()
}
