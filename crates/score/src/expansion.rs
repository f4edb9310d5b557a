//! The interval from the posterior's first six moments.
//!
//! The share given `k` positives has a Beta law whose moments are polynomials in `k`, and the
//! cumulants of `k` are sums over the reviews; so the moments of the posterior cost the same for ten
//! reviews and for a hundred thousand. Cornish and Fisher's expansion turns them into quantiles, the
//! closer the more reviews are unsure; for few it is where the exact search begins.
//!
//! # Source
//! Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.2.49, for the expansion; the
//! recurrence of the Beta law's central moments follows from its density by parts.

use crate::positives::{Cumulants, float};

/// The 95 % point of the standard normal law.
const Z: f64 = 1.644_853_626_951_472_7;
const Z2: f64 = Z * Z;
const Z3: f64 = Z2 * Z;
const Z4: f64 = Z2 * Z2;
const Z5: f64 = Z4 * Z;

/// What the expansion gives: the ends as estimated, mean and standard deviation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expansion {
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) mean: f64,
    pub(crate) deviation: f64,
}

/// Coefficients of a polynomial of degree six.
type Polynomial = [f64; 7];

/// `a * (b0 + b1 d + b2 d^2)`, cut at degree six.
fn times(a: &Polynomial, b: [f64; 3]) -> Polynomial {
    let [b0, b1, b2] = b;
    let [a0, a1, a2, a3, a4, a5, a6] = *a;
    [
        a0 * b0,
        a1 * b0 + a0 * b1,
        a2 * b0 + a1 * b1 + a0 * b2,
        a3 * b0 + a2 * b1 + a1 * b2,
        a4 * b0 + a3 * b1 + a2 * b2,
        a5 * b0 + a4 * b1 + a3 * b2,
        a6 * b0 + a5 * b1 + a4 * b2,
    ]
}

/// The mean over `d` of `d^shift` times a polynomial, given the mean powers of `d`.
fn mean_of(a: &Polynomial, powers: &Polynomial, shift: usize) -> f64 {
    a.iter()
        .zip(powers.iter().skip(shift))
        .map(|(a, power)| a * power)
        .sum()
}

/// Expands the posterior of the share of `n` reviews with these cumulants of their positives.
pub(crate) fn expand(n: u64, k: &Cumulants) -> Expansion {
    let whole = float(n) + 1.0;
    let mean = (k.mean + 0.5) / whole;
    // Central moments of d = (k - mean of k) / (n + 1).
    let per = 1.0 / whole;
    let (per2, per3) = (per * per, per * per * per);
    let [k2, k3, k4, k5, k6] = k.higher;
    let powers = [
        1.0,
        0.0,
        k2 * per2,
        k3 * per3,
        (k4 + 3.0 * k2 * k2) * per2 * per2,
        (k5 + 10.0 * k3 * k2) * per2 * per3,
        (k6 + 15.0 * k4 * k2 + 10.0 * k3 * k3 + 15.0 * k2 * k2 * k2) * per3 * per3,
    ];
    // Central moments of the Beta law with mean `mean + d`, as polynomials in d:
    // M(r + 1) = r / (n + 1 + r) ((1 - 2 m) M(r) + m (1 - m) M(r - 1)).
    let skew = [1.0 - 2.0 * mean, -2.0, 0.0];
    let spread = [mean * (1.0 - mean), 1.0 - 2.0 * mean, -1.0];
    let next = |r: f64, last: &Polynomial, before: &Polynomial| -> Polynomial {
        let (a, b) = (times(last, skew), times(before, spread));
        let factor = r / (whole + r);
        let mut sum = [0.0; 7];
        for ((sum, a), b) in sum.iter_mut().zip(a).zip(b) {
            *sum = factor * (a + b);
        }
        sum
    };
    let one = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    let nothing = [0.0; 7];
    let m2 = next(1.0, &nothing, &one);
    let m3 = next(2.0, &m2, &nothing);
    let m4 = next(3.0, &m3, &m2);
    let m5 = next(4.0, &m4, &m3);
    let m6 = next(5.0, &m5, &m4);
    let with = |m: &Polynomial, shift: usize| mean_of(m, &powers, shift);
    let [_, _, d2, d3, d4, d5, d6] = powers;
    let u2 = d2 + with(&m2, 0);
    let u3 = d3 + 3.0 * with(&m2, 1) + with(&m3, 0);
    let u4 = d4 + 6.0 * with(&m2, 2) + 4.0 * with(&m3, 1) + with(&m4, 0);
    let u5 = d5 + 10.0 * with(&m2, 3) + 10.0 * with(&m3, 2) + 5.0 * with(&m4, 1) + with(&m5, 0);
    let u6 = d6
        + 15.0 * with(&m2, 4)
        + 20.0 * with(&m3, 3)
        + 15.0 * with(&m4, 2)
        + 6.0 * with(&m5, 1)
        + with(&m6, 0);
    let deviation = u2.sqrt();
    let [s3, s4] = [u3 / (u2 * deviation), u4 / (u2 * u2)];
    let [s5, s6] = [u5 / (u2 * u2 * deviation), u6 / (u2 * u2 * u2)];
    let (g1, g2) = (s3, s4 - 3.0);
    let (g3, g4) = (s5 - 10.0 * s3, s6 - 15.0 * s4 - 10.0 * s3 * s3 + 30.0);
    // Terms that keep their sign at the other end, and those that change it.
    let even = g1 * (Z2 - 1.0) / 6.0 + g3 * (Z4 - 6.0 * Z2 + 3.0) / 120.0
        - g1 * g2 * (Z4 - 5.0 * Z2 + 2.0) / 24.0
        + g1 * g1 * g1 * (12.0 * Z4 - 53.0 * Z2 + 17.0) / 324.0;
    let odd = Z + g2 * (Z3 - 3.0 * Z) / 24.0 - g1 * g1 * (2.0 * Z3 - 5.0 * Z) / 36.0
        + g4 * (Z5 - 10.0 * Z3 + 15.0 * Z) / 720.0
        - g2 * g2 * (3.0 * Z5 - 24.0 * Z3 + 29.0 * Z) / 384.0
        - g1 * g3 * (2.0 * Z5 - 17.0 * Z3 + 21.0 * Z) / 180.0
        + g1 * g1 * g2 * (14.0 * Z5 - 103.0 * Z3 + 107.0 * Z) / 288.0
        - g1 * g1 * g1 * g1 * (252.0 * Z5 - 1_688.0 * Z3 + 1_511.0 * Z) / 7_776.0;
    Expansion {
        low: mean + deviation * (even - odd),
        high: mean + deviation * (even + odd),
        mean,
        deviation,
    }
}
