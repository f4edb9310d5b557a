//! The measures on labelled data, held to their floors: a figure may not fall.

use crate::EvalError;
use serde_json::Value;
use std::fmt;

/// A figure beside the bound it is held to.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Its JSON pointer among the figures, with dots.
    pub figure: String,
    /// What was measured.
    pub value: f64,
    /// What it may not pass.
    pub limit: f64,
    /// Whether it may not fall below; else it may not rise above.
    pub is_floor: bool,
}

impl Held {
    /// Whether the bound holds.
    pub fn holds(&self) -> bool {
        if self.is_floor {
            self.value >= self.limit
        } else {
            self.value <= self.limit
        }
    }
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bound = if self.is_floor { "floor" } else { "ceiling" };
        let (figure, value, limit) = (&self.figure, self.value, self.limit);
        write!(f, "{figure} = {value:.4} ({bound} {limit:.4})")
    }
}

/// Holds figures to the bounds of one measure of `corpus/gate.toml`: `floor` and `ceiling`, tables
/// from a figure's JSON pointer to a number. With `repin` a bound that holds moves to what was
/// measured, three digits to the safe side.
///
/// # Errors
/// [`EvalError::Gate`] where a figure is missing or a bound is no number.
pub fn hold(
    measure: &mut toml::Table,
    figures: &Value,
    repin: bool,
) -> Result<Vec<Held>, EvalError> {
    let mut all = Vec::new();
    for (bound, is_floor) in [("floor", true), ("ceiling", false)] {
        let Some(bounds) = measure.get_mut(bound).and_then(toml::Value::as_table_mut) else {
            continue;
        };
        for (figure, limit) in bounds.iter_mut() {
            let value = figures
                .pointer(&format!("/{}", figure.replace('.', "/")))
                .and_then(Value::as_f64)
                .ok_or_else(|| EvalError::Gate(format!("the figure {figure} is missing")))?;
            let wanted = limit
                .as_float()
                .ok_or_else(|| EvalError::Gate(format!("the {bound} of {figure} is no number")))?;
            let held = Held {
                figure: figure.clone(),
                value,
                limit: wanted,
                is_floor,
            };
            if repin && held.holds() {
                *limit = toml::Value::Float(pinned(value, is_floor));
            }
            all.push(held);
        }
    }
    Ok(all)
}

/// Three digits, rounded to the safe side.
fn pinned(value: f64, is_floor: bool) -> f64 {
    if is_floor {
        (value * 1000.0).floor() / 1000.0
    } else {
        (value * 1000.0).ceil() / 1000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn measure() -> toml::Table {
        let text = "floor = { \"title.f1\" = 0.9 }\nceiling = { brier = 0.1 }\n";
        toml::from_str(text).unwrap()
    }

    fn held(title: f64, brier: f64) -> Vec<bool> {
        let figures = json!({"title": {"f1": title}, "brier": brier});
        let all = hold(&mut measure(), &figures, false).unwrap();
        all.iter().map(Held::holds).collect()
    }

    #[test]
    fn a_figure_may_not_fall_below_its_floor_nor_rise_above_its_ceiling() {
        assert_eq!(held(0.9, 0.1), [true, true]);
        assert_eq!(held(0.899, 0.1), [false, true]);
        assert_eq!(held(0.95, 0.101), [true, false]);
    }

    #[test]
    fn a_figure_that_is_missing_is_an_error() {
        let figures = json!({"brier": 0.05});
        let error = hold(&mut measure(), &figures, false).unwrap_err();
        assert!(error.to_string().contains("title.f1"), "{error}");
    }

    #[test]
    fn bounds_are_moved_to_the_safe_side_and_never_where_they_do_not_hold() {
        let mut measure = measure();
        let figures = json!({"title": {"f1": 0.91259}, "brier": 0.2});
        hold(&mut measure, &figures, true).unwrap();
        let bound = |bound: &str, figure: &str| measure[bound][figure].as_float().unwrap();
        assert!((bound("floor", "title.f1") - 0.912).abs() < 1e-9);
        assert!((bound("ceiling", "brier") - 0.1).abs() < 1e-9);
    }
}
