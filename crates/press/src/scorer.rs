//! The linear scorer: weights of hashed signs, one byte each.

use std::fmt;

/// Weights are kept in this many places (a power of two, as signs are cut to it).
pub const PLACES: usize = 1 << 18;

/// Signs of one candidate; a small list that is cleared and filled again.
#[derive(Clone, Debug, Default)]
pub struct Signs {
    /// Digests, each one sign that is there.
    pub list: Vec<u32>,
}

impl Signs {
    /// Forgets all.
    #[inline]
    pub fn clear(&mut self) {
        self.list.clear();
    }

    /// Adds a sign: a template's number with what it saw, in parts whose order counts.
    #[inline]
    pub(crate) fn add<const PARTS: usize>(&mut self, template: u32, seen: [u32; PARTS]) {
        let seen = seen.into_iter().reduce(join).unwrap_or_default();
        self.list
            .push(join(template.wrapping_mul(0x9e37_79b1), seen));
    }
}

/// Joins two digests; the order counts.
#[inline]
pub(crate) fn join(first: u32, second: u32) -> u32 {
    let mixed = (first ^ second.rotate_left(15)).wrapping_mul(0x85eb_ca6b);
    (mixed ^ (mixed >> 13)).wrapping_add(second.wrapping_mul(0xc2b2_ae35))
}

/// The place of a sign.
#[inline]
pub fn place(sign: u32) -> usize {
    (sign.wrapping_mul(0x9e37_79b1) >> 14) as usize & (PLACES - 1)
}

/// The weights of the model file: bytes, and what one step is worth.
#[derive(Clone, Default)]
pub(crate) struct Weights {
    /// A weight for each place; none at all gives every score as 0.
    pub(crate) bytes: Vec<i8>,
    /// What 1 is worth.
    pub(crate) step: f32,
}

impl fmt::Debug for Weights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Weights({})", self.bytes.len())
    }
}

impl Weights {
    /// The sum of the weights of the signs.
    #[inline]
    pub(crate) fn score(&self, signs: &Signs) -> f32 {
        let sum: i32 = signs
            .list
            .iter()
            .map(|&sign| {
                self.bytes
                    .get(place(sign))
                    .map_or(0, |&weight| i32::from(weight))
            })
            .sum();
        #[expect(clippy::cast_precision_loss, reason = "sums of a few dozen bytes")]
        let sum = sum as f32;
        sum * self.step
    }
}

/// The share of 1 that a score stands for.
pub fn logistic(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}
