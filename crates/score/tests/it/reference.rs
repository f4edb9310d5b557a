//! Slow and plain ways to the same numbers, written without the crate's code.

use statrs::function::beta::beta_reg;

/// A small generator of chance numbers (xorshift64*), seeded, the same everywhere.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let bits = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11;
        bits as f64 / (1_u64 << 53) as f64
    }

    fn bell(&mut self) -> f64 {
        let (u, v) = (1.0 - self.next(), self.next());
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }

    /// Gamma(j + 1/2) as half a chi-square of 2j + 1 squared bells.
    fn gamma_half(&mut self, j: u32) -> f64 {
        (0..=2 * j).map(|_| self.bell().powi(2)).sum::<f64>() / 2.0
    }

    /// Draws which reviews are positive, then the share given their number.
    pub(crate) fn share_given(&mut self, ps: &[f64]) -> f64 {
        let k = ps.iter().filter(|p| self.next() < **p).count() as u32;
        let (a, b) = (self.gamma_half(k), self.gamma_half(ps.len() as u32 - k));
        a / (a + b)
    }
}

/// The whole Poisson-binomial distribution, nothing cut.
pub(crate) fn convolve_plainly(ps: &[f64]) -> Vec<f64> {
    let mut weights = vec![1.0];
    for p in ps {
        let mut next = vec![0.0; weights.len() + 1];
        for (k, weight) in weights.iter().enumerate() {
            next[k] += weight * (1.0 - p);
            next[k + 1] += weight * p;
        }
        weights = next;
    }
    weights
}

pub(crate) fn mixture_share_below(weights: &[f64], x: f64) -> f64 {
    let n = weights.len() - 1;
    let part =
        |(k, weight): (usize, &f64)| weight * beta_reg(k as f64 + 0.5, (n - k) as f64 + 0.5, x);
    // What is left out weighs less than 1e-15 together.
    weights
        .iter()
        .enumerate()
        .filter(|(_, weight)| **weight > 1e-19)
        .map(part)
        .sum()
}

/// The quantile by adding up the density over a grid of the angle `t` with `x = sin^2 t`, in which
/// the density has no poles.
pub(crate) fn quantile_by_integration(weights: &[f64], tail: f64) -> f64 {
    const STEPS: usize = 60_000;
    let n = weights.len() as i32 - 1;
    let density = |t: f64| -> f64 {
        let (sin, cos) = t.sin_cos();
        let part = |(k, weight): (usize, &f64)| {
            let k = k as i32;
            // 1 / B(k + 1/2, n - k + 1/2) = n! 4^n k! (n-k)! / (pi (2k)! (2(n-k))!)
            let mut factor = weight / std::f64::consts::PI;
            for i in 1..=n {
                factor *= f64::from(i);
            }
            for i in 1..=k {
                factor /= f64::from(i) - 0.5;
            }
            for i in 1..=(n - k) {
                factor /= f64::from(i) - 0.5;
            }
            factor * 2.0 * sin.powi(2 * k) * cos.powi(2 * (n - k))
        };
        weights.iter().enumerate().map(part).sum()
    };
    let width = std::f64::consts::FRAC_PI_2 / STEPS as f64;
    let mut below = 0.0;
    for step in 0..STEPS {
        let t = (step as f64 + 0.5) * width;
        let piece = density(t) * width;
        if below + piece >= tail {
            let t = (step as f64 + (tail - below) / piece) * width;
            return t.sin().powi(2);
        }
        below += piece;
    }
    1.0
}

pub(crate) fn quantile_by_counting(drawn: &[f64], tail: f64) -> f64 {
    let mut sorted = drawn.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[(tail * sorted.len() as f64) as usize]
}
