//! The few functions of numbers that the encoder needs, written so that they give the same bits
//! with every width of registers: no fused steps, no library calls, a fixed order of sums.

#![expect(
    clippy::inline_always,
    reason = "compiled once for each width of registers, which only reaches what is inlined"
)]

/// Adding and taking away this rounds to a whole number, ties to even: beyond it a single has no
/// fraction bits left. Good for numbers up to 2^22.
const ROUNDER: f32 = 12_582_912.0;

/// The nearest whole number, for |x| < 2^22.
#[inline(always)]
pub(super) fn whole(x: f32) -> i32 {
    // The whole number stands in the low bits of the rounder's own.
    (x + ROUNDER).to_bits().cast_signed() - ROUNDER.to_bits().cast_signed()
}

/// e^x for x <= 0, to about two parts in ten million; below -87 it is as for -87.
///
/// # Source
/// Cephes `expf`: the argument is cut by ln 2 in two pieces, then a polynomial of degree five.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let x = if x < -87.0 { -87.0 } else { x };
    let times = (x * std::f32::consts::LOG2_E + ROUNDER) - ROUNDER;
    let r = x - times * 0.693_359_4 - times * -2.121_944_4e-4;
    let mut y = 1.987_569_1e-4;
    y = y * r + 1.398_2e-3;
    y = y * r + 8.333_452e-3;
    y = y * r + 4.166_579_6e-2;
    y = y * r + 1.666_666_5e-1;
    y = y * r + 0.5;
    y = y * (r * r) + r + 1.0;
    y * f32::from_bits(((whole(times) + 127) << 23).cast_unsigned())
}

/// The Gaussian error linear unit: x times the share of a normal distribution below x.
///
/// # Source
/// The error function by Abramowitz and Stegun, 7.1.26: off by at most 1.5e-7.
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let mut y = 1.061_405_4;
    y = y * t - 1.453_152;
    y = y * t + 1.421_413_8;
    y = y * t - 0.284_496_74;
    y = y * t + 0.254_829_6;
    let erf = 1.0 - y * t * exp(-z * z);
    let erf = if x < 0.0 { -erf } else { erf };
    0.5 * x * (1.0 + erf)
}

/// Lanes in which sums are kept: as many as the widest registers hold, on every machine, so that
/// the order of adding is the same.
pub(super) const LANES: usize = 16;

/// The sum over a slice of `f` of each number, in [`LANES`] parts that are then added by halves.
#[inline(always)]
pub(super) fn sum(numbers: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    let (chunks, rest) = numbers.as_chunks::<LANES>();
    for chunk in chunks {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *lane += f(*x);
        }
    }
    for (lane, x) in lanes.iter_mut().zip(rest) {
        *lane += f(*x);
    }
    together(lanes, |a, b| a + b)
}

/// The largest distance from nought.
#[inline(always)]
pub(super) fn largest(numbers: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    let (chunks, rest) = numbers.as_chunks::<LANES>();
    for chunk in chunks {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            let x = x.abs();
            *lane = if x > *lane { x } else { *lane };
        }
    }
    for (lane, x) in lanes.iter_mut().zip(rest) {
        let x = x.abs();
        *lane = if x > *lane { x } else { *lane };
    }
    together(lanes, |a, b| if a > b { a } else { b })
}

/// The highest number.
#[inline(always)]
pub(super) fn highest(numbers: &[[f32; LANES]]) -> f32 {
    let mut most = [f32::MIN; LANES];
    for lanes in numbers {
        for (most, x) in most.iter_mut().zip(lanes) {
            *most = if x > most { *x } else { *most };
        }
    }
    together(most, |a, b| if a > b { a } else { b })
}

/// One number of all lanes: the upper half meets the lower one, until one is left.
#[inline(always)]
fn together(mut lanes: [f32; LANES], with: impl Fn(f32, f32) -> f32) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        let (lower, upper) = lanes.split_at_mut(half);
        for (a, b) in lower.iter_mut().zip(upper) {
            *a = with(*a, *b);
        }
        half /= 2;
    }
    let [first, ..] = lanes;
    first
}

/// Moves each number by the mean and divides by the spread, then by `gain` and `shift`.
#[inline(always)]
pub(super) fn normalise(row: &mut [f32], gain: &[f32], shift: &[f32]) {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let count = row.len() as f32;
    let mean = sum(row, |x| x) / count;
    let spread = sum(row, |x| (x - mean) * (x - mean)) / count;
    let scale = 1.0 / (spread + 1e-12).sqrt();
    for ((x, gain), shift) in row.iter_mut().zip(gain).zip(shift) {
        *x = (*x - mean) * scale * gain + shift;
    }
}

#[cfg(test)]
mod tests {
    use super::{exp, gelu, whole};

    #[test]
    fn whole_numbers_are_the_nearest_with_ties_to_even() {
        for (x, nearest) in [
            (0.5, 0),
            (1.5, 2),
            (-0.5, 0),
            (-1.5, -2),
            (2.4, 2),
            (-11000.4, -11000),
        ] {
            assert_eq!(whole(x), nearest, "{x}");
        }
    }

    #[test]
    fn exp_and_gelu_agree_with_the_library_to_single_precision() {
        for step in 0..2_000 {
            #[expect(clippy::cast_possible_truncation, reason = "a test")]
            let single = (f64::from(step) * -0.04) as f32;
            let (x, found) = (f64::from(single), f64::from(exp(single)));
            assert!((found - x.exp()).abs() <= 4e-7 * x.exp() + 1e-37, "{x}");
        }
        // x, then x times the normal distribution's share below x, from its table.
        for (x, expected) in [
            (0.0, 0.0),
            (1.0, 0.841_344_7),
            (-1.0, -0.158_655_3),
            (3.0, 2.995_950_3),
            (-9.0, 0.0),
        ] {
            assert!((gelu(x) - expected).abs() < 1e-6, "{x}");
        }
    }
}
