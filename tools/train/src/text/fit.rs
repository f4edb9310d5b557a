//! Logistic regression with a ridge, by limited-memory BFGS.
//!
//! # Source
//! Nocedal and Wright, Numerical Optimization (2nd ed., 2006), algorithms 7.4 and 7.5, with a
//! backtracking line search (Armijo), which suffices for a convex function.

/// A sparse row: places of its features and their common value, and the label.
pub(super) struct SparseRow {
    /// Places of the features, without repeats.
    pub(super) places: Vec<u32>,
    /// The value that each of them has.
    pub(super) value: f64,
    /// Whether the critic is for the film.
    pub(super) positive: bool,
}

/// What is minimised: summed log loss + ridge/2 x |weights|^2; the bias is free.
pub(super) struct Problem<'a> {
    /// The rows.
    pub(super) examples: &'a [SparseRow],
    /// A factor for each feature, multiplied into its value.
    pub(super) factors: &'a [f64],
    /// Strength of the ridge.
    pub(super) ridge: f64,
}

/// How many steps are remembered.
const MEMORY: usize = 8;

impl Problem<'_> {
    /// Loss and gradient at `x`: the weights, then the bias.
    fn at(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let features = self.factors.len();
        let bias = x.get(features).copied().unwrap_or_default();
        let mut loss = 0.0;
        let mut bias_gradient = 0.0;
        for (slope, weight) in gradient.iter_mut().zip(x).take(features) {
            *slope = self.ridge * weight;
            loss += 0.5 * self.ridge * weight * weight;
        }
        for example in self.examples {
            let mut sum = 0.0;
            for place in &example.places {
                let place = *place as usize;
                if let (Some(w), Some(f)) = (x.get(place), self.factors.get(place)) {
                    sum += w * f;
                }
            }
            let z = bias + sum * example.value;
            let margin = if example.positive { z } else { -z };
            loss += if margin > 0.0 {
                (-margin).exp().ln_1p()
            } else {
                margin.exp().ln_1p() - margin
            };
            let p = 1.0 / (1.0 + (-z).exp());
            let error = p - f64::from(u8::from(example.positive));
            bias_gradient += error;
            let step = error * example.value;
            for place in &example.places {
                let place = *place as usize;
                if let (Some(g), Some(f)) = (gradient.get_mut(place), self.factors.get(place)) {
                    *g += step * f;
                }
            }
        }
        if let Some(slope) = gradient.get_mut(features) {
            *slope = bias_gradient;
        }
        loss
    }

    /// Minimises from zero in at most `steps` steps; gives weights and bias.
    pub(super) fn solve(&self, steps: usize) -> (Vec<f64>, f64) {
        let size = self.factors.len() + 1;
        let mut x = vec![0.0; size];
        let mut gradient = vec![0.0; size];
        let mut loss = self.at(&x, &mut gradient);
        let mut memory: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
        for _ in 0..steps {
            let direction = descend(&gradient, &memory);
            let slope = dot(&gradient, &direction);
            if slope > -1e-9 * loss.abs().max(1.0) {
                break;
            }
            // The first step has no curvature to go by.
            let mut length = if memory.is_empty() {
                1.0 / norm(&gradient).max(1.0)
            } else {
                1.0
            };
            let mut next = vec![0.0; size];
            let mut next_gradient = vec![0.0; size];
            let mut improved = None;
            for _ in 0..30 {
                for ((to, from), by) in next.iter_mut().zip(&x).zip(&direction) {
                    *to = from + length * by;
                }
                let next_loss = self.at(&next, &mut next_gradient);
                if next_loss <= loss + 1e-4 * length * slope {
                    improved = Some(next_loss);
                    break;
                }
                length *= 0.5;
            }
            let Some(next_loss) = improved else { break };
            let moved = difference(&next, &x);
            let turned = difference(&next_gradient, &gradient);
            if dot(&moved, &turned) > 1e-12 {
                if memory.len() == MEMORY {
                    memory.remove(0);
                }
                memory.push((moved, turned));
            }
            let gained = loss - next_loss;
            x = next;
            gradient = next_gradient;
            loss = next_loss;
            if gained < 1e-7 * loss.abs() {
                break;
            }
        }
        let bias = x.pop().unwrap_or_default();
        (x, bias)
    }
}

/// The two-loop recursion.
fn descend(gradient: &[f64], memory: &[(Vec<f64>, Vec<f64>)]) -> Vec<f64> {
    let mut q: Vec<f64> = gradient.iter().map(|g| -g).collect();
    let mut alphas = Vec::with_capacity(memory.len());
    for (moved, turned) in memory.iter().rev() {
        let alpha = dot(moved, &q) / dot(moved, turned);
        add(&mut q, -alpha, turned);
        alphas.push(alpha);
    }
    if let Some((moved, turned)) = memory.last() {
        let scale = dot(moved, turned) / dot(turned, turned);
        for value in &mut q {
            *value *= scale;
        }
    }
    for ((moved, turned), alpha) in memory.iter().zip(alphas.into_iter().rev()) {
        let beta = dot(turned, &q) / dot(moved, turned);
        add(&mut q, alpha - beta, moved);
    }
    q
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

fn add(to: &mut [f64], times: f64, what: &[f64]) {
    for (x, y) in to.iter_mut().zip(what) {
        *x += times * y;
    }
}

fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(x, y)| x - y).collect()
}
