//! The logistic curve by exactly rounded operations, the same bits on every machine.

use crate::logs::exponential;

/// `1 / (1 + exp(-x))`
pub(super) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exponential(-x.clamp(-500.0, 500.0)))
}

/// How far doubt of this variance about `x` flattens the curve's mean height: the factor by which
/// `x` is drawn in.
///
/// # Source
/// `MacKay`, "The evidence framework applied to classification networks", Neural Computation 4
/// (1992), equation 10.
pub(super) fn flattening(variance: f64) -> f64 {
    1.0 / (1.0 + std::f64::consts::FRAC_PI_8 * variance.max(0.0)).sqrt()
}

/// Height and slope at `x` of the curve flattened by this factor.
pub(super) fn flattened(x: f64, flat: f64) -> (f64, f64) {
    let share = logistic(x * flat);
    (share, flat * share * (1.0 - share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_from_naught_to_one_without_leaving_either() {
        assert!((logistic(0.0) - 0.5).abs() < 1e-16);
        assert!(logistic(-1e300) < 1e-200 && logistic(1e300) > 1.0 - 1e-15);
    }
}
