//! How many of the reviews are positive: the Poisson-binomial distribution of the `p`s.

use ovation_terms::Probability;

/// Weights below this are dropped at both ends.
///
/// Every review adds one weight, so `n` reviews drop at most `n + 1` of them: the error of any
/// probability read from the distribution is below `n * 1e-20`, under 1e-12 up to 100 million
/// reviews.
const NEGLIGIBLE: f64 = 1e-20;

/// From this variance on the weights are let go and the cumulants speak alone: the ends that
/// [`crate::interval`] then finds by expansion are right to 1e-7 (measured over panels of every lean
/// and size in `tests/it/interval.rs`), a thousandth of what is ever printed.
const WIDE_FROM: f64 = 120.0;

/// Sums over reviews are kept in steps of 2^-36, whole numbers: adding and taking away in any order
/// gives the same sum. A step is 1.5e-11 of a review.
const STEPS: f64 = 68_719_476_736.0;

/// The distribution of the number of positive reviews, where review `i` is positive with
/// probability `p_i` independently of the others.
///
/// Certain reviews (`p` of 0 or 1) only shift it; each other one is a convolution with
/// `[1 - p, p]`. The weights depend on the order of the reviews in the last bits, so whoever
/// promises equal bytes pushes them in one order ([`crate::score()`] and [`crate::timeline()`] use the
/// standing order).
#[derive(Clone, Debug, PartialEq)]
pub struct PositiveCount {
    reviews: u64,
    /// Reviews that are positive for certain.
    certain: u64,
    least: u64,
    /// Empty once the distribution is wide.
    weights: Vec<f64>,
    /// Cumulants of the unsure reviews' part, the mean first, in steps.
    sums: [i64; 6],
}

/// Cumulants of the number of positives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cumulants {
    pub(crate) mean: f64,
    /// The second to the sixth.
    pub(crate) higher: [f64; 5],
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
            certain: 0,
            least: 0,
            weights: vec![1.0],
            sums: [0; 6],
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
            self.certain += 1;
            self.least += 1;
            return;
        }
        let against = 1.0 - p;
        for (sum, steps) in self.sums.iter_mut().zip(cumulants_of(p)) {
            *sum = sum.saturating_add(steps);
        }
        if self.weights.is_empty() {
            return;
        }
        if self.variance() >= WIDE_FROM {
            self.weights = Vec::new();
            self.least = self.certain;
            return;
        }
        self.weights.push(0.0);
        let mut carried = 0.0;
        for weight in &mut self.weights {
            let here = *weight;
            *weight = here * against + carried;
            carried = here * p;
        }
        self.cut_tails();
    }

    /// Takes a review away. Tells whether the weights are no longer right: then it must be counted
    /// anew before anything but its sums is asked.
    pub(crate) fn remove(&mut self, p: Probability) -> bool {
        self.reviews = self.reviews.saturating_sub(1);
        let p = p.get();
        if p <= 0.0 {
            return false;
        }
        if p >= 1.0 {
            self.certain = self.certain.saturating_sub(1);
            self.least = self.least.saturating_sub(1);
            return false;
        }
        for (sum, steps) in self.sums.iter_mut().zip(cumulants_of(p)) {
            *sum = sum.saturating_sub(steps);
        }
        !self.weights.is_empty() || self.variance() < WIDE_FROM
    }

    /// Empties it, keeping its memory.
    pub(crate) fn clear(&mut self) {
        self.reviews = 0;
        self.certain = 0;
        self.least = 0;
        self.sums = [0; 6];
        self.weights.clear();
        self.weights.push(1.0);
    }

    /// How many reviews there are.
    pub fn reviews(&self) -> u64 {
        self.reviews
    }

    /// The least number of positives that has a weight. Of a wide distribution: the number that is
    /// certain.
    pub fn least(&self) -> u64 {
        self.least
    }

    /// The probabilities of `least()`, `least() + 1`, ... positives; none when the distribution is
    /// wide (a variance of 120 or more), where cumulants say the same in fewer words.
    pub fn weights(&self) -> Option<&[f64]> {
        (!self.weights.is_empty()).then_some(&self.weights)
    }

    /// The expected number of positives.
    pub fn mean(&self) -> f64 {
        self.cumulants().mean
    }

    /// The variance of the number of positives.
    pub fn variance(&self) -> f64 {
        let [_, variance, ..] = self.sums;
        whole(variance) / STEPS
    }

    pub(crate) fn cumulants(&self) -> Cumulants {
        let [mean, k2, k3, k4, k5, k6] = self.sums.map(|sum| whole(sum) / STEPS);
        Cumulants {
            mean: float(self.certain) + mean,
            higher: [k2, k3, k4, k5, k6],
        }
    }

    fn cut_tails(&mut self) {
        while self.weights.len() > 1 && self.weights.last().is_some_and(|w| *w < NEGLIGIBLE) {
            self.weights.pop();
        }
        if self.weights.first().is_some_and(|w| *w >= NEGLIGIBLE) {
            return;
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

/// The cumulants of one unsure review's part, in steps.
fn cumulants_of(p: f64) -> [i64; 6] {
    let against = 1.0 - p;
    let (spread, lean) = (p * against, against - p);
    [
        p,
        spread,
        spread * lean,
        spread * (1.0 - 6.0 * spread),
        spread * lean * (1.0 - 12.0 * spread),
        spread * (1.0 - 30.0 * spread + 120.0 * spread * spread),
    ]
    .map(steps)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a cumulant of one review lies between -1 and 1, 2^36 steps"
)]
fn steps(number: f64) -> i64 {
    (number * STEPS) as i64
}

#[expect(
    clippy::cast_precision_loss,
    reason = "what is lost beyond 2^53 steps is a part in 10^16 of the sum"
)]
fn whole(sum: i64) -> f64 {
    sum as f64
}

/// A count as a float; exact up to 2^53.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of reviews are far below 2^53"
)]
pub(crate) fn float(count: u64) -> f64 {
    count as f64
}
