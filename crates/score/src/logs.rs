//! Exponentials and logarithms by operations that every machine rounds alike.

/// Added and taken away again, leaves a number rounded to a whole one (1.5 x 2^52).
const TO_WHOLE: f64 = 6_755_399_441_055_744.0;
/// The logarithm of 2 in two parts; the first has zeros at its end, so that whole multiples of it
/// are exact.
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// The reciprocals of 12!, 11!, ..., 1!, 0!.
const TERMS: [f64; 13] = [
    1.0 / 479_001_600.0,
    1.0 / 39_916_800.0,
    1.0 / 3_628_800.0,
    1.0 / 362_880.0,
    1.0 / 40_320.0,
    1.0 / 5_040.0,
    1.0 / 720.0,
    1.0 / 120.0,
    1.0 / 24.0,
    1.0 / 6.0,
    0.5,
    1.0,
    1.0,
];

/// e to a power from -708 to 708, right to a few units in the last place; 0 below.
pub(crate) fn exponential(power: f64) -> f64 {
    if power < -708.0 {
        return 0.0;
    }
    let shifted = power * std::f64::consts::LOG2_E + TO_WHOLE;
    let twos = shifted - TO_WHOLE;
    let rest = (power - twos * LN_2_HIGH) - twos * LN_2_LOW;
    let mut sum = 0.0;
    for term in TERMS {
        sum = sum * rest + term;
    }
    // The lowest bits of the shifted number are the whole number itself.
    let exponent = shifted.to_bits().wrapping_add(1_023) << 52;
    sum * f64::from_bits(exponent)
}

/// The reciprocals of 21, 19, ..., 3, 1.
const ODD: [f64; 11] = [
    1.0 / 21.0,
    1.0 / 19.0,
    1.0 / 17.0,
    1.0 / 15.0,
    1.0 / 13.0,
    1.0 / 11.0,
    1.0 / 9.0,
    1.0 / 7.0,
    1.0 / 5.0,
    1.0 / 3.0,
    1.0,
];
const MANTISSA: u64 = 0x000f_ffff_ffff_ffff;
/// The mantissa of the square root of 2.
const ROOT_2_MANTISSA: u64 = 0x0006_a09e_667f_3bcd;

/// The natural logarithm of a positive normal number, right to a few units in the last place.
pub(crate) fn logarithm(value: f64) -> f64 {
    let bits = value.to_bits();
    // Into the octave around 1, so that what is near 1 loses nothing to a whole exponent.
    let above = u64::from(bits & MANTISSA > ROOT_2_MANTISSA);
    let twos = i32::try_from(((bits >> 52) & 0x7ff) + above).unwrap_or(0) - 1_023;
    let mantissa = f64::from_bits((bits & MANTISSA) | ((1_023 - above) << 52));
    // ln m = 2 artanh((m - 1) / (m + 1))
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let square = s * s;
    let mut sum = 0.0;
    for odd in ODD {
        sum = sum * square + odd;
    }
    let twos = f64::from(twos);
    twos * LN_2_HIGH + (2.0 * s * sum + twos * LN_2_LOW)
}

/// Logarithms of `n!` and of `(1/2)(3/2)...(n - 1/2)` (which is `Γ(n + 1/2) / √π`), for
/// n = 0, 1, 2, ..., grown as needed. Each is right to the last place: the rounding of one sum is
/// carried into the next (Kahan).
#[derive(Clone, Debug, Default)]
pub(crate) struct LogFactorials {
    whole: Grown,
    half: Grown,
}

#[derive(Clone, Debug, Default)]
struct Grown {
    sums: Vec<f64>,
    lost: f64,
}

impl LogFactorials {
    /// `ln n!`
    pub(crate) fn whole(&mut self, n: u64) -> f64 {
        self.whole.at(n, 0.0)
    }

    /// `ln ((1/2)(3/2)...(n - 1/2))`
    pub(crate) fn half(&mut self, n: u64) -> f64 {
        self.half.at(n, -0.5)
    }
}

impl Grown {
    fn at(&mut self, n: u64, offset: f64) -> f64 {
        let place = usize::try_from(n).unwrap_or(usize::MAX);
        if let Some(known) = self.sums.get(place) {
            return *known;
        }
        if self.sums.is_empty() {
            self.sums.push(0.0);
        }
        let mut sum = self.sums.last().copied().unwrap_or(0.0);
        while self.sums.len() <= place {
            let factor = crate::positives::float(self.sums.len() as u64) + offset;
            let add = logarithm(factor) - self.lost;
            let next = sum + add;
            self.lost = (next - sum) - add;
            sum = next;
            self.sums.push(sum);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agree_with_the_platforms_own() {
        for step in -70_000..=70_000_i32 {
            let x = f64::from(step) / 100.0;
            let (ours, theirs) = (exponential(x), x.exp());
            assert!((ours - theirs).abs() <= theirs * 1e-13, "{x}");
            let near = 1.0 + f64::from(step) / 70_001.0;
            for x in [near, near * 1e-30, near * 3e200] {
                let (ours, theirs) = (logarithm(x), x.ln());
                assert!((ours - theirs).abs() <= 2e-16 + 1e-15 * theirs.abs(), "{x}");
            }
        }
        assert!(exponential(-1e9).abs() < f64::MIN_POSITIVE);
    }

    #[test]
    fn factorials_grow_in_any_order_of_asking() {
        let mut logs = LogFactorials::default();
        assert!((logs.whole(5) - 120.0_f64.ln()).abs() < 1e-15);
        assert!(logs.whole(0).abs() < 1e-300);
        assert!((logs.whole(6) - 720.0_f64.ln()).abs() < 1e-15);
        assert!((logs.half(3) - (0.5 * 1.5 * 2.5_f64).ln()).abs() < 1e-15);
        // Stirling's series at 100,000.
        let n = 100_000.0_f64;
        let stirling = n * n.ln() - n + 0.5 * (std::f64::consts::TAU * n).ln() + 1.0 / (12.0 * n);
        assert!((logs.whole(100_000) - stirling).abs() < 5e-10);
    }
}
