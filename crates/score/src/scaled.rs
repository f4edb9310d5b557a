//! Products far outside the range of `f64`, without logarithms.
//!
//! Logarithms and powers differ in the last bits between platforms; multiplication does not.

use std::ops::{Div, Mul};

/// A positive number `mantissa * 2^exponent`, mantissa in `1..2`. Zero has mantissa 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scaled {
    mantissa: f64,
    exponent: i64,
}

const MANTISSA_BITS: u64 = 0x000f_ffff_ffff_ffff;
const BIAS: i64 = 1023;

impl Scaled {
    pub(crate) const ONE: Self = Self {
        mantissa: 1.0,
        exponent: 0,
    };

    /// From a number that is zero or a positive normal number.
    pub(crate) fn new(value: f64) -> Self {
        Self {
            mantissa: value,
            exponent: 0,
        }
        .normal()
    }

    /// Moves the mantissa's exponent over. Exact.
    fn normal(self) -> Self {
        let bits = self.mantissa.to_bits();
        let own = i64::try_from((bits >> 52) & 0x7ff).unwrap_or(0);
        if own == 0 {
            return Self {
                mantissa: 0.0,
                exponent: 0,
            };
        }
        Self {
            mantissa: f64::from_bits((bits & MANTISSA_BITS) | (0x3ff_u64 << 52)),
            exponent: self.exponent + own - BIAS,
        }
    }

    /// A whole power, by squaring. Its relative error is about `power` roundings.
    pub(crate) fn power(self, mut power: u64) -> Self {
        let mut base = self;
        let mut made = Self::ONE;
        while power > 0 {
            if power & 1 == 1 {
                made = made * base;
            }
            power >>= 1;
            if power > 0 {
                base = base * base;
            }
        }
        made
    }

    /// As a plain number; 0 when too small for one, the largest number when too large.
    pub(crate) fn to_f64(self) -> f64 {
        let exponent = self.exponent + BIAS;
        if exponent <= 0 {
            0.0
        } else if exponent >= 0x7ff {
            f64::MAX
        } else {
            let scale = f64::from_bits(exponent.unsigned_abs() << 52);
            self.mantissa * scale
        }
    }
}

impl Mul for Scaled {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self {
            mantissa: self.mantissa * other.mantissa,
            exponent: self.exponent + other.exponent,
        }
        .normal()
    }
}

impl Div for Scaled {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        Self {
            mantissa: self.mantissa / other.mantissa,
            exponent: self.exponent - other.exponent,
        }
        .normal()
    }
}

/// `n!` and `Γ(n + 1/2) / √π` for n = 0, 1, 2, ..., grown as needed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Factorials {
    whole: Vec<Scaled>,
    half: Vec<Scaled>,
}

impl Factorials {
    /// `n!`
    pub(crate) fn whole(&mut self, n: u64) -> Scaled {
        grow(&mut self.whole, n, 0.0)
    }

    /// `(1/2)(3/2)...(n - 1/2)`, which is `Γ(n + 1/2) / √π`.
    pub(crate) fn half(&mut self, n: u64) -> Scaled {
        grow(&mut self.half, n, -0.5)
    }
}

fn grow(table: &mut Vec<Scaled>, n: u64, offset: f64) -> Scaled {
    let place = usize::try_from(n).unwrap_or(usize::MAX);
    let mut last = table.last().copied().unwrap_or(Scaled::ONE);
    if table.is_empty() {
        table.push(last);
    }
    let mut factor = crate::positives::float(table.len() as u64) + offset;
    while table.len() <= place {
        last = last * Scaled::new(factor);
        factor += 1.0;
        table.push(last);
    }
    table.get(place).copied().unwrap_or(last)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these products are exact")]
mod tests {
    use super::*;

    #[test]
    fn powers_and_quotients_stay_right_far_outside_the_range_of_a_float() {
        let tiny = Scaled::new(0.5).power(5000);
        let huge = Scaled::new(2.0).power(5000);
        assert_eq!((tiny * huge).to_f64(), 1.0);
        assert_eq!(tiny.to_f64(), 0.0);
        let third = Scaled::new(3.0).power(700) / Scaled::new(3.0).power(701);
        assert!((third.to_f64() - 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn factorials_grow_in_any_order_of_asking() {
        let mut factorials = Factorials::default();
        assert_eq!(factorials.whole(5).to_f64(), 120.0);
        assert_eq!(factorials.whole(0).to_f64(), 1.0);
        assert_eq!(factorials.whole(6).to_f64(), 720.0);
        assert_eq!(factorials.half(0).to_f64(), 1.0);
        assert_eq!(factorials.half(3).to_f64(), 0.5 * 1.5 * 2.5);
    }
}
