//! The mixture: a softmax of weighed features, drawn to nought.

/// How strongly weights are drawn to nought, beside a row's own pull; the best of a few tenfolds on
/// pages held out by site.
const PULL: f64 = 30.0;

/// How much wider the sums of words are taken to spread than they do.
const SUMMED: f64 = 2.0;

/// Weights by feature, one for each of `N` classes.
#[derive(Clone, Debug, Default)]
pub(super) struct Mixture<const N: usize> {
    pub(super) weights: Vec<[f64; N]>,
}

/// A row's values, its kind and how much it counts.
pub(super) type Row = (Vec<f64>, usize, f64);

impl<const N: usize> Mixture<N> {
    /// Learns weights; the last value of every row is 1 and is not drawn to nought, and so many before
    /// it, which stand for many features each, are drawn less. After so many steps the loss hardly
    /// changes.
    pub(super) fn fit(rows: &[Row], summed: usize, steps: usize) -> Self {
        let width = rows.first().map_or(0, |(values, ..)| values.len());
        let mut scales = scales(rows, width);
        let first = width.saturating_sub(summed + 1);
        for (_, scale) in scales.iter_mut().skip(first).take(summed) {
            *scale /= SUMMED;
        }
        let scaled: Vec<Row> = rows
            .iter()
            .map(|(values, kind, weight)| {
                let values = values.iter().zip(&scales);
                let values = values.map(|(value, (mean, scale))| (value - mean) / scale);
                (values.collect(), *kind, *weight)
            })
            .collect();
        let step = 1.0 / (steepness(&scaled, width) * 0.5 + PULL);
        let mut weights = vec![[0.0; N]; width];
        let mut ahead = weights.clone();
        let mut momentum = 1.0_f64;
        for _ in 0..steps {
            let slopes = slopes(&scaled, &ahead);
            let next: Vec<[f64; N]> = ahead
                .iter()
                .zip(&slopes)
                .map(|(weights, slopes)| {
                    let mut next = *weights;
                    for (weight, slope) in next.iter_mut().zip(slopes) {
                        *weight -= step * slope;
                    }
                    next
                })
                .collect();
            let grown = f64::midpoint(1.0, (1.0 + 4.0 * momentum * momentum).sqrt());
            let share = (momentum - 1.0) / grown;
            for ((ahead, next), before) in ahead.iter_mut().zip(&next).zip(&weights) {
                for ((ahead, next), before) in ahead.iter_mut().zip(next).zip(before) {
                    *ahead = next + share * (next - before);
                }
            }
            weights = next;
            momentum = grown;
        }
        unscaled(weights, &scales)
    }

    /// The share of each class.
    pub(super) fn shares(&self, values: &[f64]) -> [f64; N] {
        super::wording::softmax(sums(values, &self.weights))
    }

    /// How much speaks for each class.
    pub(super) fn sums(&self, values: &[f64]) -> [f64; N] {
        sums(values, &self.weights)
    }
}

/// Mean and spread of each value; of the last, which is always 1, none.
fn scales(rows: &[Row], width: usize) -> Vec<(f64, f64)> {
    let all = rows.len().max(1) as f64;
    let each = (0..width).map(|at| {
        let values = || rows.iter().filter_map(move |(values, ..)| values.get(at));
        let mean = values().sum::<f64>() / all;
        let spread = values().map(|value| (value - mean).powi(2)).sum::<f64>() / all;
        // What hardly ever is so must not weigh by its rarity alone.
        (mean, spread.sqrt() + 0.1)
    });
    let mut made: Vec<(f64, f64)> = each.collect();
    if let Some(last) = made.last_mut() {
        *last = (0.0, 1.0);
    }
    made
}

/// Weights of the values as they are.
fn unscaled<const N: usize>(weights: Vec<[f64; N]>, scales: &[(f64, f64)]) -> Mixture<N> {
    let mut made = weights;
    let mut shift = [0.0; N];
    for (weights, (mean, scale)) in made.iter_mut().zip(scales) {
        for (weight, shift) in weights.iter_mut().zip(&mut shift) {
            *weight /= scale;
            *shift += *weight * mean;
        }
    }
    if let Some(last) = made.last_mut() {
        for (weight, shift) in last.iter_mut().zip(shift) {
            *weight -= shift;
        }
    }
    Mixture { weights: made }
}

fn sums<const N: usize>(values: &[f64], weights: &[[f64; N]]) -> [f64; N] {
    let mut sums = [0.0; N];
    for (value, weights) in values.iter().zip(weights) {
        for (sum, weight) in sums.iter_mut().zip(weights) {
            *sum += value * weight;
        }
    }
    sums
}

fn slopes<const N: usize>(rows: &[Row], weights: &[[f64; N]]) -> Vec<[f64; N]> {
    let mut slopes = vec![[0.0; N]; weights.len()];
    for (values, kind, weight) in rows {
        let mut off = super::wording::softmax(sums(values, weights));
        if let Some(own) = off.get_mut(*kind) {
            *own -= 1.0;
        }
        for (value, slopes) in values.iter().zip(&mut slopes) {
            for (slope, off) in slopes.iter_mut().zip(off) {
                *slope += weight * value * off;
            }
        }
    }
    let last = weights.len().saturating_sub(1);
    for (slopes, weights) in slopes.iter_mut().zip(weights).take(last) {
        for (slope, weight) in slopes.iter_mut().zip(weights) {
            *slope += PULL * weight;
        }
    }
    slopes
}

/// The steepest the squares of the rows are in any direction, by powers.
fn steepness(rows: &[Row], width: usize) -> f64 {
    let mut direction = vec![1.0 / (width.max(1) as f64).sqrt(); width];
    let mut length = 1.0;
    for _ in 0..30 {
        let mut next = vec![0.0; width];
        for (values, _, weight) in rows {
            let along: f64 = values.iter().zip(&direction).map(|(a, b)| a * b).sum();
            for (next, value) in next.iter_mut().zip(values) {
                *next += weight * along * value;
            }
        }
        length = next.iter().map(|it| it * it).sum::<f64>().sqrt().max(1e-9);
        direction = next.into_iter().map(|it| it / length).collect();
    }
    length * 1.05
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_kinds_apart_gets_the_weight() {
        let rows: Vec<Row> = (0..200)
            .map(|at| {
                let kind = at % 2;
                (vec![kind as f64, (at % 3) as f64, 1.0], kind, 1.0)
            })
            .collect();
        let mixture = Mixture::<2>::fit(&rows, 0, 100);
        for kind in 0..2 {
            let shares = mixture.shares(&[kind as f64, 1.0, 1.0]);
            assert!(shares[kind] > 0.7, "{shares:?}");
        }
        assert_eq!(mixture.weights, Mixture::<2>::fit(&rows, 0, 100).weights);
    }
}
