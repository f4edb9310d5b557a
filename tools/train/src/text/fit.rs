//! Regression with a ridge, of verdicts or of ratings, by limited-memory BFGS.
//!
//! # Source
//! Nocedal and Wright, Numerical Optimization (2nd ed., 2006), algorithms 7.4 and 7.5, with a
//! backtracking line search (Armijo), which suffices for a convex function.

/// A sparse row: places of its features and their values, and the label.
pub(crate) struct SparseRow<'a> {
    /// Places of the features, without repeats.
    pub(crate) places: &'a [u32],
    /// The value of each of them; none where each has the common one.
    pub(crate) values: Option<&'a [f32]>,
    /// The value that all of them have, or that theirs are multiplied by.
    pub(crate) value: f64,
    /// What is to be met: 1 or 0 for a verdict, or a rating between.
    pub(crate) target: f64,
}

/// How far a prediction is from its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    /// Log loss; the target is a verdict, 1 from 0.5.
    Log,
    /// Half the square of the distance.
    Square,
}

/// What is minimised: summed loss + ridge/2 x |weights|^2; the bias is free.
pub(crate) struct Problem<'a> {
    /// The rows.
    pub(crate) examples: &'a [SparseRow<'a>],
    /// A factor for each feature, multiplied into its value.
    pub(crate) factors: &'a [f64],
    /// Strength of the ridge.
    pub(crate) ridge: f64,
    /// What is summed over the rows.
    pub(crate) loss: Loss,
}

impl SparseRow<'_> {
    /// Each place with its value, before the common one.
    pub(crate) fn each(&self, mut take: impl FnMut(usize, f64)) {
        match self.values {
            Some(values) => {
                for (place, value) in self.places.iter().zip(values) {
                    take(*place as usize, f64::from(*value));
                }
            }
            None => {
                for place in self.places {
                    take(*place as usize, 1.0);
                }
            }
        }
    }
}

impl Loss {
    /// The loss of a prediction, and its slope.
    fn at(self, z: f64, target: f64) -> (f64, f64) {
        match self {
            Self::Log => {
                let positive = target >= 0.5;
                let margin = if positive { z } else { -z };
                let loss = if margin > 0.0 {
                    (-margin).exp().ln_1p()
                } else {
                    margin.exp().ln_1p() - margin
                };
                let p = 1.0 / (1.0 + (-z).exp());
                (loss, p - f64::from(u8::from(positive)))
            }
            Self::Square => (0.5 * (z - target) * (z - target), z - target),
        }
    }
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
            example.each(|place, value| {
                if let (Some(w), Some(f)) = (x.get(place), self.factors.get(place)) {
                    sum += w * f * value;
                }
            });
            let z = bias + sum * example.value;
            let (distance, error) = self.loss.at(z, example.target);
            loss += distance;
            bias_gradient += error;
            let step = error * example.value;
            example.each(|place, value| {
                if let (Some(g), Some(f)) = (gradient.get_mut(place), self.factors.get(place)) {
                    *g += step * f * value;
                }
            });
        }
        if let Some(slope) = gradient.get_mut(features) {
            *slope = bias_gradient;
        }
        loss
    }

    /// Minimises from zero in at most `steps` steps; gives weights and bias.
    pub(crate) fn solve(&self, steps: usize) -> (Vec<f64>, f64) {
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
