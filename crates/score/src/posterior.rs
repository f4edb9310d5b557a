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

use crate::expansion::expand;
use crate::logs::{LogFactorials, exponential, logarithm};
use crate::positives::{PositiveCount, float};

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
/// With no reviews it is the prior's. Each end is right to 1e-9, or to 1e-7 where the number of
/// positives has a variance of 120 or more, up to 100,000 reviews.
pub fn interval(count: &PositiveCount) -> Interval {
    Workspace::default().interval(count)
}

/// What finding intervals keeps from one to the next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Workspace {
    logs: LogFactorials,
    mirrored: Vec<f64>,
}

impl Workspace {
    pub(crate) fn interval(&mut self, count: &PositiveCount) -> Interval {
        let n = count.reviews();
        let about = expand(n, &count.cumulants());
        let Some(weights) = count.weights() else {
            return Interval {
                low: about.low,
                high: about.high,
            };
        };
        // The upper end is the lower end of the mirrored question (how many are negative?), so one
        // piece of code finds both.
        self.mirrored.clear();
        self.mirrored.extend(weights.iter().rev());
        let most = count.least() + (weights.len() as u64).saturating_sub(1);
        let low = Mixture::new(count.least(), weights, n, &mut self.logs);
        let low = low.lower_quantile(about.low, about.mean, about.deviation);
        let least = n.saturating_sub(most);
        let high = Mixture::new(least, &self.mirrored, n, &mut self.logs);
        Interval {
            low,
            high: 1.0 - high.lower_quantile(1.0 - about.high, 1.0 - about.mean, about.deviation),
        }
    }
}

/// `sum of w_k Beta(k + 1/2, n - k + 1/2)` over consecutive `k`.
struct Mixture<'a> {
    /// The weights of the least `k` and of those above it.
    weights: &'a [f64],
    n: f64,
    /// The greatest `k`.
    top: f64,
    /// The logarithm of `Γ(n + 1) / (Γ(top + 3/2) Γ(n - top + 1/2))`.
    log_factor: f64,
}

/// The distribution function and its first two derivatives.
struct Curve {
    share: f64,
    density: f64,
    slope: f64,
}

/// The logarithm of π.
const LN_PI: f64 = 1.144_729_885_849_400_2;

/// A move of the search below this many standard deviations is its last: Halley's corrections
/// leave about the cube of it.
const LAST_MOVE: f64 = 4e-4;

impl<'a> Mixture<'a> {
    fn new(least: u64, weights: &'a [f64], n: u64, logs: &mut LogFactorials) -> Self {
        let top = least + (weights.len() as u64).saturating_sub(1);
        Self {
            weights,
            n: float(n),
            top: float(top),
            log_factor: logs.whole(n)
                - logs.half(top + 1)
                - logs.half(n.saturating_sub(top))
                - LN_PI,
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
        let mut a = self.top + 0.5;
        let mut b = self.n - self.top + 0.5;
        let mut term =
            exponential(self.log_factor + a * 2.0 * logarithm(root) + (b - 1.0) * logarithm(rest));
        let mut distribution = term * rest * self.series(a, x);
        let (mut share, mut density, mut moment) = (0.0, 0.0, 0.0);
        for weight in self.weights.iter().rev() {
            share += weight * distribution;
            let part = weight * term * a;
            density += part;
            moment += part * a;
            // t(k - 1) = t(k) (k + 1/2) / (n - k + 1/2) (1 - x) / x
            term *= (a / b) * odds_against;
            distribution += term;
            a -= 1.0;
            b += 1.0;
        }
        // The logarithmic slope of one density is (a - 1) / x - (b - 1) / (1 - x), a + b = n + 1.
        let slope = (moment - density) / x - (density * self.n - moment) / rest;
        Curve {
            share,
            density: density / x,
            slope: slope / x,
        }
    }

    /// `1 + (a+b)/(a+1) x + (a+b)(a+b+1)/((a+1)(a+2)) x^2 + ...`, which converges for `x < 1`;
    /// `x` is never far above the mean `a / (a + b)` here, so a few square roots of `n` terms do.
    fn series(&self, a: f64, x: f64) -> f64 {
        let mut upper = self.n + 1.0;
        let mut lower = a + 1.0;
        let (mut term, mut sum) = (1.0, 1.0);
        while term > sum * 1e-16 {
            term *= x * (upper / lower);
            sum += term;
            upper += 1.0;
            lower += 1.0;
        }
        sum
    }

    /// The share below which `TAIL` of the posterior lies, searched from a guess;
    /// `mean` and `deviation` are those of the whole mixture.
    ///
    /// Newton's method with Halley's correction on the square root of the share (near 0 the
    /// distribution function behaves like a power of it, which the root straightens), kept inside
    /// a bracket that only shrinks. The bracket's upper end, the mean of the greatest component,
    /// has more than a quarter of every component below it.
    fn lower_quantile(&self, guess: f64, mean: f64, deviation: f64) -> f64 {
        let mut below = 0.0_f64;
        let mut above = ((self.top + 0.5) / (self.n + 1.0)).sqrt();
        let mut root = guess.max(mean * 0.01).sqrt();
        for _ in 0..200 {
            if !(root > below && root < above) {
                root = below + (above - below) * 0.5;
            }
            let curve = self.at(root);
            let miss = curve.share - TAIL;
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
            let moved = 2.0 * root * halley.abs();
            root -= halley;
            if moved <= LAST_MOVE * deviation || above - below <= 1e-14 * above {
                break;
            }
        }
        let root = root.clamp(below, above);
        root * root
    }
}
