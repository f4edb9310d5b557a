//! The posterior of the share of positive reviews, and its interval.
//!
//! Given `k` positives of `n`, the share has the posterior Beta(1/2 + k, 1/2 + n - k) under the
//! Jeffreys prior; `k` itself is Poisson-binomial in the reviews' `p`s. The posterior is the
//! mixture, and the interval its equal-tailed one: both few reviews and unsure verdicts widen it.
//!
//! # Source
//! Brown, Cai and `DasGupta`, "Interval estimation for a binomial proportion", Statistical Science
//! 16 (2001), section 3.1.2, for the prior; the recurrence and the series of the incomplete beta
//! function are <https://dlmf.nist.gov/8.17.E20> and <https://dlmf.nist.gov/8.17.E8>.

use crate::positives::{PositiveCount, float};
use crate::scaled::{Factorials, Scaled};

/// The probability that the interval holds: 90 %, five in a hundred outside at each end.
pub const INTERVAL_LEVEL: f64 = 0.9;

/// The tail at each end. Written out, because `(1 - 0.9) / 2` is not 0.05 in binary.
const TAIL: f64 = 0.05;

/// An interval of the share of positives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end, 0 to 1.
    pub low: f64,
    /// Upper end, 0 to 1.
    pub high: f64,
}

/// The 90 % equal-tailed interval of the posterior of the share of positives.
///
/// With no reviews it is the prior's. Each end is right to 1e-9 up to 100,000 reviews.
pub fn interval(count: &PositiveCount) -> Interval {
    interval_with(count, &mut Factorials::default())
}

/// As [`interval`], with factorials kept from one question to the next.
pub(crate) fn interval_with(count: &PositiveCount, factorials: &mut Factorials) -> Interval {
    // The upper end is the lower end of the mirrored question (how many are negative?), so one
    // piece of code finds both and the two are exactly symmetric.
    let mirrored: Vec<f64> = count.weights().iter().rev().copied().collect();
    let most = count.least() + (mirrored.len() as u64).saturating_sub(1);
    let low = Mixture::new(count.least(), count.weights(), count.reviews(), factorials);
    let high = Mixture::new(
        count.reviews().saturating_sub(most),
        &mirrored,
        count.reviews(),
        factorials,
    );
    Interval {
        low: low.lower_quantile(TAIL),
        high: 1.0 - high.lower_quantile(TAIL),
    }
}

/// `sum of w_k Beta(k + 1/2, n - k + 1/2)` over consecutive `k`.
struct Mixture<'a> {
    /// The weights of the least `k` and of those above it.
    weights: &'a [f64],
    /// For each `k` above the least: the step down to `k - 1` is
    /// `t(k-1) = t(k) * ratio / odds` with `odds = x / (1 - x)`, see [`Mixture::at`].
    ratios: Vec<f64>,
    n: u64,
    /// The greatest `k`.
    top: u64,
    /// `Γ(n + 1) / (Γ(top + 3/2) Γ(n - top + 1/2))`.
    top_factor: Scaled,
    mean: f64,
    variance: f64,
}

/// The distribution function and its first two derivatives.
struct Curve {
    share: f64,
    density: f64,
    slope: f64,
}

impl<'a> Mixture<'a> {
    fn new(least: u64, weights: &'a [f64], n: u64, factorials: &mut Factorials) -> Self {
        let top = least + (weights.len() as u64).saturating_sub(1);
        let ratios = (least + 1..=top)
            .map(|k| (float(k) + 0.5) / (float(n - k) + 0.5))
            .collect();
        let (mut mean, mut square) = (0.0, 0.0);
        let mut a = float(least) + 0.5;
        let whole = float(n) + 1.0;
        for weight in weights {
            mean += weight * a / whole;
            square += weight * (a / whole) * ((a + 1.0) / (whole + 1.0));
            a += 1.0;
        }
        Self {
            weights,
            ratios,
            n,
            top,
            top_factor: factorials.whole(n)
                / (factorials.half(top + 1) * factorials.half(n.saturating_sub(top)))
                / Scaled::new(std::f64::consts::PI),
            mean,
            variance: (square - mean * mean).max(0.0),
        }
    }

    /// Evaluates the mixture at a share `x` from 0 to 1, both exclusive.
    ///
    /// With `I(k)` the distribution function of Beta(k + 1/2, n - k + 1/2) at `x`,
    /// `I(k - 1) = I(k) + t(k - 1)` where
    /// `t(k) = Γ(n + 1) / (Γ(k + 3/2) Γ(n - k + 1/2)) x^(k + 1/2) (1 - x)^(n - k - 1/2)`.
    /// Starting at the greatest `k` everything is a sum of positive numbers: nothing cancels.
    /// The density of the same Beta is `t(k) (k + 1/2) / x`.
    fn at(&self, root: f64) -> Curve {
        let x = root * root;
        let rest = 1.0 - x;
        let odds_against = rest / x;
        let mut term = (self.top_factor
            * Scaled::new(x).power(self.top)
            * Scaled::new(rest).power(self.n.saturating_sub(self.top))
            * Scaled::new(root)
            / Scaled::new(rest.sqrt()))
        .to_f64();
        let mut a = float(self.top) + 0.5;
        let mut distribution = term * rest * self.series(a, x);
        let (mut share, mut density, mut moment) = (0.0, 0.0, 0.0);
        let mut ratios = self.ratios.iter().rev();
        for weight in self.weights.iter().rev() {
            share += weight * distribution;
            density += weight * term * a;
            moment += weight * term * a * a;
            if let Some(ratio) = ratios.next() {
                term *= ratio * odds_against;
                distribution += term;
                a -= 1.0;
            }
        }
        // The logarithmic slope of one density is (a - 1) / x - (b - 1) / (1 - x), a + b = n + 1.
        let whole = float(self.n) + 1.0;
        let slope = (moment - density) / x - (density * (whole - 1.0) - moment) / rest;
        Curve {
            share,
            density: density / x,
            slope: slope / x,
        }
    }

    /// `1 + (a+b)/(a+1) x + (a+b)(a+b+1)/((a+1)(a+2)) x^2 + ...`, which converges for `x < 1`;
    /// `x` is never far above the mean `a / (a + b)` here, so a few square roots of `n` terms do.
    fn series(&self, a: f64, x: f64) -> f64 {
        let mut upper = float(self.n) + 1.0;
        let mut lower = a + 1.0;
        let (mut term, mut sum) = (1.0, 1.0);
        while term > sum * 1e-17 {
            term *= x * upper / lower;
            sum += term;
            upper += 1.0;
            lower += 1.0;
        }
        sum
    }

    /// The share below which `tail` of the posterior lies; `tail` is at most a quarter.
    ///
    /// Newton's method with Halley's correction on the square root of the share (near 0 the
    /// distribution function behaves like a power of it, which the root straightens), kept inside
    /// a bracket that only shrinks. The bracket's upper end, the mean of the greatest component,
    /// has more than a quarter of every component below it.
    fn lower_quantile(&self, tail: f64) -> f64 {
        let mut below = 0.0_f64;
        let mut above = ((float(self.top) + 0.5) / (float(self.n) + 1.0)).sqrt();
        // 1.645 standard deviations below the mean cut off 5 % of a bell curve.
        let guess = self.mean - 1.645 * self.variance.sqrt();
        let mut root = guess.max(self.mean * 0.01).sqrt();
        for _ in 0..200 {
            if !(root > below && root < above) {
                root = below + (above - below) * 0.5;
            }
            let curve = self.at(root);
            let miss = curve.share - tail;
            if miss < 0.0 {
                below = root;
            } else {
                above = root;
            }
            // By the chain rule, for the share as a function of its root.
            let first = 2.0 * root * curve.density;
            let second = 2.0 * curve.density + 4.0 * root * root * curve.slope;
            let newton = miss / first;
            let halley = newton / (1.0 - 0.5 * newton * second / first).clamp(0.5, 2.0);
            if !halley.is_finite() {
                root = below + (above - below) * 0.5;
                continue;
            }
            root -= halley;
            if halley.abs() <= 1e-13 * root.abs() || above - below <= 1e-14 * above {
                break;
            }
        }
        let root = root.clamp(below, above);
        root * root
    }
}
