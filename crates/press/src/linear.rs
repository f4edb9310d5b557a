//! Named features with learned weights: what `models/told` holds, and how it is looked up.
//!
//! A feature is where something was seen and what: `behind trigger: festival`. Both are kept as numbers
//! here, names stand in the model's file alone.

use super::scorer::join;
use super::tokens::Tokens;
use ovation_language::lexicon::{Class, digest};

/// A feature: its place's number, then the digest of what was seen there.
pub type PressFeature = u64;

/// What was seen is a number below this, not a word's digest.
const NUMBERS: u32 = 1000;

/// The feature of something at a place.
#[inline]
pub(crate) fn feature(place: u16, seen: u32) -> PressFeature {
    (u64::from(place) << 32) | u64::from(seen)
}

/// What a token counts as: a word as itself, numbers and marks by their class.
#[inline]
pub(crate) fn seen(tokens: &Tokens<'_>, at: usize) -> u32 {
    let token = tokens.at(at);
    if token.is_word() && !matches!(token.class, Class::Number | Class::Day) {
        token.word
    } else {
        token.class as u32
    }
}

/// What two tokens in a row count as.
#[inline]
pub(crate) fn seen_pair(tokens: &Tokens<'_>, at: usize) -> u32 {
    join(seen(tokens, at), seen(tokens, at + 1))
}

/// From which likelihoods on something is read, and is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ToldBounds {
    /// Read, for the operator.
    pub(crate) read: f32,
    /// Shown to everybody.
    pub(crate) sure: f32,
}

/// Weights of features for each of so many kinds.
#[derive(Clone, Debug)]
pub(crate) struct FeatureWeights<const KINDS: usize> {
    /// Numbers of rows and one more, by the hash of their features; 0 is free.
    slots: Vec<u32>,
    keys: Vec<PressFeature>,
    rows: Vec<[f32; KINDS]>,
    /// What every candidate has.
    pub(crate) bias: [f32; KINDS],
    /// How a score becomes a likelihood: factor and what is added.
    calibration: (f32, f32),
    pub(crate) bounds: ToldBounds,
}

impl<const KINDS: usize> FeatureWeights<KINDS> {
    /// Weights by which nothing is likely enough.
    pub(crate) fn silent() -> Self {
        Self {
            slots: vec![0; 16],
            keys: Vec::new(),
            rows: Vec::new(),
            bias: [0.0; KINDS],
            calibration: (1.0, 0.0),
            bounds: ToldBounds {
                read: 1.0,
                sure: 1.0,
            },
        }
    }

    /// Reads the lines of a model's file that begin with a word; nothing for a file of another form.
    pub(crate) fn parse(
        text: &str,
        what: &str,
        places: &[&str],
        kinds: &[&str; KINDS],
    ) -> Option<Self> {
        let mut made = Self::silent();
        let mut is_there = false;
        for line in text.lines() {
            let mut parts = line.split('\t');
            if parts.next() != Some(what) {
                continue;
            }
            is_there = true;
            let named = parts.next()?;
            match named {
                "bounds" => {
                    let mut next = || parts.next()?.parse().ok();
                    made.bounds = ToldBounds {
                        read: next()?,
                        sure: next()?,
                    };
                }
                "calibration" => {
                    let mut next = || parts.next()?.parse().ok();
                    made.calibration = (next()?, next()?);
                }
                "bias" => made.bias = weights(parts, kinds)?,
                place => {
                    let place = places.iter().position(|known| *known == place)?;
                    let value = value_of(parts.next()?)?;
                    made.keys.push(feature(u16::try_from(place).ok()?, value));
                    made.rows.push(weights(parts, kinds)?);
                }
            }
        }
        made.hash();
        is_there.then_some(made)
    }

    fn hash(&mut self) {
        let count = (self.keys.len() * 2).next_power_of_two().max(16);
        self.slots = vec![0; count];
        for (number, &key) in (1_u32..).zip(&self.keys) {
            let mut slot = place_of(key) & (count - 1);
            while self.slots.get(slot).is_some_and(|&taken| taken != 0) {
                slot = (slot + 1) & (count - 1);
            }
            if let Some(free) = self.slots.get_mut(slot) {
                *free = number;
            }
        }
    }

    /// The weights of a feature, where it has any.
    #[inline]
    pub(crate) fn get(&self, key: PressFeature) -> Option<&[f32; KINDS]> {
        let last = self.slots.len().wrapping_sub(1);
        let mut slot = place_of(key) & last;
        loop {
            let number = self.slots.get(slot)?.checked_sub(1)? as usize;
            if self.keys.get(number) == Some(&key) {
                return self.rows.get(number);
            }
            slot = (slot + 1) & last;
        }
    }

    /// Adds the weights of features to a sum.
    #[inline]
    pub(crate) fn add(&self, features: &[PressFeature], sum: &mut [f32; KINDS]) {
        for &feature in features {
            if let Some(row) = self.get(feature) {
                for (sum, weight) in sum.iter_mut().zip(row) {
                    *sum += weight;
                }
            }
        }
    }

    /// How likely a score is right.
    pub(crate) fn likelihood(&self, score: f32) -> f32 {
        super::scorer::logistic(score * self.calibration.0 + self.calibration.1)
    }
}

#[inline]
fn place_of(key: PressFeature) -> usize {
    let mixed = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 40) as usize
}

/// What was seen, as a model's file writes it: `-` for a feature that is there or not, `#3` for a number,
/// one word or two.
fn value_of(written: &str) -> Option<u32> {
    if written == "-" {
        return Some(0);
    }
    let one = |word: &str| match word.strip_prefix('#') {
        Some(number) => number.parse().ok().filter(|number| *number < NUMBERS),
        None => Some(digest(word)),
    };
    match written.split_once(' ') {
        Some((first, second)) => Some(join(one(first)?, one(second)?)),
        None => one(written),
    }
}

fn weights<'w, const KINDS: usize>(
    written: impl Iterator<Item = &'w str>,
    kinds: &[&str; KINDS],
) -> Option<[f32; KINDS]> {
    let mut row = [0.0; KINDS];
    for one in written {
        let (kind, weight) = one.split_once('=')?;
        let at = kinds.iter().position(|known| *known == kind)?;
        *row.get_mut(at)? = weight.parse().ok()?;
    }
    Some(row)
}

/// A likelihood in thousandths.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 1000"
)]
pub(crate) fn thousandths(likelihood: f32) -> u16 {
    (likelihood.clamp(0.0, 1.0) * 1000.0).round() as u16
}

/// Names the places of features, with their numbers.
macro_rules! places {
    ($($name:ident => $text:literal,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u16)]
        pub(crate) enum Place { $($name,)* }

        impl Place {
            /// Their names, in order.
            pub(crate) const NAMES: &[&str] = &[$($text,)*];

            #[inline]
            pub(crate) fn of(self, seen: u32) -> $crate::linear::PressFeature {
                $crate::linear::feature(self as u16, seen)
            }
        }
    };
}
pub(crate) use places;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_model_gives_the_weights_of_its_features() {
        let file = "# words\nevent\tbias\ta=-1\nevent\tbehind\tlamp\ta=0.5\tb=2\nevent\tcount\t#3\tb=-1\nevent\tpair\told lamp\ta=4\n";
        let places = ["behind", "count", "pair"];
        let made = FeatureWeights::<2>::parse(file, "event", &places, &["a", "b"]).unwrap();
        assert!((made.bias[0] + 1.0).abs() < f32::EPSILON && made.bias[1].abs() < f32::EPSILON);
        assert_eq!(made.get(feature(0, digest("lamp"))), Some(&[0.5, 2.0]));
        assert_eq!(made.get(feature(1, 3)), Some(&[0.0, -1.0]));
        let pair = join(digest("old"), digest("lamp"));
        assert_eq!(made.get(feature(2, pair)), Some(&[4.0, 0.0]));
        assert_eq!(made.get(feature(2, 7)), None);
        assert!(FeatureWeights::<2>::parse(file, "claim", &places, &["a", "b"]).is_none());
    }
}
