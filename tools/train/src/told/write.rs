//! The model's file: a line for each feature, with names that a person can read.

use super::figures::Calibration;
use ovation_press::learning::told::PressFeature;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What was learned of events or of claims.
#[derive(Clone, Debug)]
pub(super) struct Part<'p> {
    pub(super) what: &'static str,
    pub(super) places: &'static [&'static str],
    pub(super) kinds: &'static [&'static str],
    pub(super) features: &'p [PressFeature],
    pub(super) rows: Vec<Vec<f64>>,
    pub(super) bias: &'p [f64],
}

/// Smaller weights are left out: they move a likelihood by less than a hundredth.
const LEAST: f64 = 0.035;
/// What was seen is a number below this.
const NUMBERS: u32 = 1000;

/// Writes the lines of one part.
pub(super) fn write_part(
    part: &Part<'_>,
    calibration: Calibration,
    bounds: (f64, f64),
    words: &BTreeMap<u32, String>,
    file: &mut String,
) {
    let what = part.what;
    let _ = writeln!(file, "{what}\tbounds\t{:.4}\t{:.4}", bounds.0, bounds.1);
    let _ = writeln!(
        file,
        "{what}\tcalibration\t{:.4}\t{:.4}",
        calibration.0, calibration.1
    );
    let _ = write!(file, "{what}\tbias");
    weights(part, part.bias, file);
    let mut lines: Vec<(usize, String, String)> = Vec::new();
    for (feature, row) in part.features.iter().zip(&part.rows) {
        let place = usize::try_from(feature >> 32).unwrap_or(usize::MAX);
        let value = u32::try_from(feature & 0xffff_ffff).unwrap_or(0);
        let seen = if value < NUMBERS {
            Some(format!("#{value}"))
        } else {
            words.get(&value).cloned()
        };
        let (Some(seen), Some(_)) = (seen, part.places.get(place)) else {
            continue;
        };
        let mut written = String::new();
        weights(part, row, &mut written);
        if written.trim().is_empty() {
            continue;
        }
        lines.push((place, seen, written));
    }
    lines.sort();
    for (place, seen, written) in lines {
        let place = part.places.get(place).copied().unwrap_or("");
        let _ = write!(file, "{what}\t{place}\t{seen}{written}");
    }
}

fn weights(part: &Part<'_>, row: &[f64], file: &mut String) {
    for (kind, weight) in part.kinds.iter().zip(row) {
        if weight.abs() >= LEAST {
            let _ = write!(file, "\t{kind}={weight:.3}");
        }
    }
    file.push('\n');
}
