//! From scores to likelihoods and bounds, on what was held out.

/// What was said of something that was held out.
#[derive(Clone, Copy, Debug)]
pub(super) struct HeldTold {
    pub(super) score: f64,
    pub(super) is_right: bool,
}

/// How a score becomes a likelihood: factor and what is added.
pub(super) type Calibration = (f64, f64);

/// Fits a likelihood to scores and outcomes, by short steps along the slope of the curvature.
pub(super) fn calibrate(held: &[HeldTold]) -> Calibration {
    let held: Vec<&HeldTold> = held.iter().filter(|one| one.score.is_finite()).collect();
    let (mut factor, mut added) = (1.0, 0.0);
    let loss = |factor: f64, added: f64| -> f64 {
        let each = held.iter().map(|one| {
            let score = factor * one.score + added;
            let sign = if one.is_right { -1.0 } else { 1.0 };
            let at = sign * score;
            at.max(0.0) + (-at.abs()).exp().ln_1p()
        });
        each.sum()
    };
    let mut length = 0.5;
    let mut best = loss(factor, added);
    // A search along both, ever finer: there are two numbers only.
    while length > 1e-4 {
        let steps = [
            (factor + length, added),
            (factor - length, added),
            (factor, added + length),
            (factor, added - length),
        ];
        let tried = steps.map(|(factor, added)| (loss(factor, added), factor, added));
        let better = tried
            .into_iter()
            .filter(|one| one.1 > 0.0 && one.0 < best - 1e-9);
        match better.reduce(|one, other| if other.0 < one.0 { other } else { one }) {
            Some(step) => (best, factor, added) = step,
            None => length /= 2.0,
        }
    }
    (factor, added)
}

/// The bound for reading, where precision and recall balance best, and the one for showing, from which on
/// so many are right.
pub(super) fn bounds(
    held: &[HeldTold],
    calibration: Calibration,
    wanted: usize,
    shown: f64,
) -> (f64, f64) {
    let likelihood = |score: f64| 1.0 / (1.0 + f64::exp(-(calibration.0 * score + calibration.1)));
    let mut sorted: Vec<(f64, bool)> = held
        .iter()
        .map(|one| (likelihood(one.score), one.is_right))
        .collect();
    sorted.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (mut read, mut sure, mut best) = (0.5, 0.95, 0.0);
    let mut right = 0.0;
    for (count, (p, is_right)) in (1_u32..).zip(sorted) {
        right += f64::from(u8::from(is_right));
        let f1 = 2.0 * right / (f64::from(count) + wanted as f64);
        if f1 > best {
            best = f1;
            read = p;
        }
        if count >= 20 && right / f64::from(count) >= shown {
            sure = p;
        }
    }
    // Just below, so that rounding leaves out none.
    (read - 0.0005, (sure - 0.0005).max(read - 0.0005))
}
