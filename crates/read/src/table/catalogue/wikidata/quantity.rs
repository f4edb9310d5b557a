//! How long something takes, as a dump says it.

use serde_json::Value;

/// Units of time and their minutes.
///
/// Source: <https://www.wikidata.org/wiki/Q7727>, `Q11574` and `Q25235`
const UNITS: [(&str, f64); 3] = [("Q7727", 1.0), ("Q11574", 1.0 / 60.0), ("Q25235", 60.0)];

/// The minutes of a quantity: `+92` of minutes, seconds or hours.
pub(super) fn minutes_of(value: &Value) -> Option<u16> {
    let amount = value.get("amount").and_then(Value::as_str)?;
    let amount: f64 = amount.trim_start_matches('+').parse().ok()?;
    let unit = value
        .get("unit")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let unit = unit.rsplit('/').next().unwrap_or_default();
    let (_, minutes) = UNITS.iter().find(|(id, _)| *id == unit)?;
    let minutes = (amount * minutes).round();
    let is_runtime = (1.0..=10_000.0).contains(&minutes);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within the range"
    )]
    is_runtime.then_some(minutes as u16)
}
