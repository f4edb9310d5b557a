//! How many of the reviews are positive: the Poisson-binomial distribution of the `p`s.

use ovation_terms::Probability;

/// Weights below this are dropped at both ends.
///
/// Every review adds one weight, so `n` reviews drop at most `n + 1` of them: the error of any
/// probability read from the distribution is below `n * 1e-20`, under 1e-12 up to 100 million
/// reviews.
const NEGLIGIBLE: f64 = 1e-20;

/// The distribution of the number of positive reviews, where review `i` is positive with
/// probability `p_i` independently of the others.
///
/// Certain reviews (`p` of 0 or 1) only shift it; each other one is a convolution with
/// `[1 - p, p]`. The numbers depend on the order of the reviews in the last bits, so whoever
/// promises equal bytes pushes them in one order ([`crate::score()`] and [`crate::timeline()`] use the
/// standing order).
#[derive(Clone, Debug, PartialEq)]
pub struct PositiveCount {
    reviews: u64,
    least: u64,
    weights: Vec<f64>,
}

impl Default for PositiveCount {
    fn default() -> Self {
        Self::new()
    }
}

impl PositiveCount {
    /// No reviews: certainly none is positive.
    pub fn new() -> Self {
        Self {
            reviews: 0,
            least: 0,
            weights: vec![1.0],
        }
    }

    /// Adds a review.
    pub fn push(&mut self, p: Probability) {
        self.reviews += 1;
        let p = p.get();
        if p <= 0.0 {
            return;
        }
        if p >= 1.0 {
            self.least += 1;
            return;
        }
        let against = 1.0 - p;
        let mut carried = 0.0;
        for weight in &mut self.weights {
            let here = *weight;
            *weight = here * against + carried;
            carried = here * p;
        }
        self.weights.push(carried);
        self.cut_tails();
    }

    /// How many reviews there are.
    pub fn reviews(&self) -> u64 {
        self.reviews
    }

    /// The least number of positives that has a weight.
    pub fn least(&self) -> u64 {
        self.least
    }

    /// The probabilities of `least()`, `least() + 1`, ... positives. Never empty.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The expected number of positives.
    pub fn mean(&self) -> f64 {
        let mut mean = float(self.least);
        let mut above = 0.0;
        for weight in &self.weights {
            mean += weight * above;
            above += 1.0;
        }
        mean
    }

    /// The variance of the number of positives.
    pub fn variance(&self) -> f64 {
        let mean = self.mean();
        let mut number = float(self.least);
        let mut variance = 0.0;
        for weight in &self.weights {
            variance += weight * (number - mean) * (number - mean);
            number += 1.0;
        }
        variance
    }

    fn cut_tails(&mut self) {
        while self.weights.len() > 1 && self.weights.last().is_some_and(|w| *w < NEGLIGIBLE) {
            self.weights.pop();
        }
        let below = self
            .weights
            .iter()
            .take_while(|weight| **weight < NEGLIGIBLE)
            .count();
        if below > 0 && below < self.weights.len() {
            self.weights.drain(..below);
            self.least += below as u64;
        }
    }
}

/// A count as a float; exact up to 2^53.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of reviews are far below 2^53"
)]
pub(crate) fn float(count: u64) -> f64 {
    count as f64
}
