//! What settling alone costs.

use ovation_judge::Settling;
use ovation_terms::Probability;

/// What settling everything at least `sure` costs: rows of probability, whether they wait anyway,
/// and the truth.
pub fn settled_by(rows: &[(Probability, bool, bool)], sure: f64) -> Settling {
    let settled = || {
        rows.iter()
            .filter(|(p, waits, _)| !waits && (p.get() >= sure || p.get() <= 1.0 - sure))
    };
    let wrong = settled()
        .filter(|(p, _, positive)| p.is_positive() != *positive)
        .count();
    let count = settled().count();
    let share = |part: usize, of: usize| rounded(part as f64 / of.max(1) as f64);
    Settling {
        sure,
        settled: share(count, rows.len()),
        wrong: share(wrong, count),
    }
}

/// Six decimals: what is written as text reads back as the same number.
fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}
