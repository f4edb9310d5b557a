//! Logistic regression in a few dimensions: by it editors' settled cases correct the mix, and the
//! learners fit it.

use crate::rating::sigmoid;

/// Logistic regression by Newton's method with a ridge around `start`; gives the coefficients.
///
/// A step that makes the fit worse is halved: where probabilities are all but certain and wrong, the
/// curvature is next to nothing and a whole step leads far away.
pub fn logistic<const N: usize>(
    rows: &[([f64; N], bool)],
    start: [f64; N],
    ridge: f64,
) -> [f64; N] {
    let mut found = start;
    for _ in 0..50 {
        let mut gradient = [0.0; N];
        let mut curvature = [[0.0; N]; N];
        for (at, (g, line)) in gradient.iter_mut().zip(&mut curvature).enumerate() {
            let (now, begun) = (found.get(at), start.get(at));
            *g = -ridge * (now.copied().unwrap_or_default() - begun.copied().unwrap_or_default());
            if let Some(cell) = line.get_mut(at) {
                *cell = ridge;
            }
        }
        for (inputs, positive) in rows {
            let z: f64 = inputs.iter().zip(&found).map(|(x, w)| x * w).sum();
            let p = sigmoid(z);
            let error = f64::from(u8::from(*positive)) - p;
            for ((g, x), line) in gradient.iter_mut().zip(inputs).zip(&mut curvature) {
                *g += error * x;
                for (c, y) in line.iter_mut().zip(inputs) {
                    *c += p * (1.0 - p) * x * y;
                }
            }
        }
        let step = solve(curvature, gradient);
        let before = loss(rows, &found, &start, ridge);
        let mut part = 1.0;
        let next = loop {
            let mut next = found;
            for (w, s) in next.iter_mut().zip(step) {
                *w += part * s;
            }
            if loss(rows, &next, &start, ridge) <= before * (1.0 + 1e-12) || part < 1e-9 {
                break next;
            }
            part /= 2.0;
        };
        found = next;
        if step.iter().all(|s| s.abs() < 1e-9) {
            break;
        }
    }
    found
}

/// What [`logistic`] makes small: surprise at the outcomes, and how far the weights are from `start`.
fn loss<const N: usize>(
    rows: &[([f64; N], bool)],
    weights: &[f64; N],
    start: &[f64; N],
    ridge: f64,
) -> f64 {
    let surprise = rows.iter().map(|(inputs, positive)| {
        let z: f64 = inputs.iter().zip(weights).map(|(x, w)| x * w).sum();
        let against = if *positive { -z } else { z };
        against.max(0.0) + (-against.abs()).exp().ln_1p()
    });
    let held = weights.iter().zip(start).map(|(w, s)| (w - s) * (w - s));
    surprise.sum::<f64>() + ridge / 2.0 * held.sum::<f64>()
}

/// Solves a small positive system by elimination without pivots; a touch is added to its diagonal.
fn solve<const N: usize>(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for at in 0..N {
        if let Some(cell) = matrix.get_mut(at).and_then(|line| line.get_mut(at)) {
            *cell += 1e-9;
        }
        let Some(line) = matrix.get(at).copied() else {
            continue;
        };
        let pivot = line.get(at).copied().unwrap_or(1.0);
        let value = right.get(at).copied().unwrap_or_default();
        for (row, (other, result)) in matrix.iter_mut().zip(&mut right).enumerate() {
            let factor = other.get(at).copied().unwrap_or_default() / pivot;
            if row == at || factor == 0.0 {
                continue;
            }
            for (cell, from) in other.iter_mut().zip(line) {
                *cell -= factor * from;
            }
            *result -= factor * value;
        }
    }
    let mut answer = right;
    for (at, (value, line)) in answer.iter_mut().zip(&matrix).enumerate() {
        *value /= line.get(at).copied().unwrap_or(1.0);
    }
    answer
}
