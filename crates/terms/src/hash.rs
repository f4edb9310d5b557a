//! Digests: of a source's bytes, of an entry, of what makes two reviews the same.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A BLAKE3 digest of 32 bytes. Text form: 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

/// A text was no digest.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {wanted} hexadecimal digits, found `{found}`")]
pub struct HashError {
    wanted: usize,
    found: String,
}

impl Hash {
    /// What stands in place of the hash before the first entry.
    pub const ZERO: Self = Self([0; 32]);

    /// Digests bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// Digests parts, each preceded by its length, so that no two lists of parts collide.
    pub fn of_parts(parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self(*hasher.finalize().as_bytes())
    }
}

/// What makes a review the same review: its address, its text, or its row in a table, digested.
///
/// Two findings that share a key are one review. Sixteen bytes of a BLAKE3 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReviewKey(pub [u8; 16]);

impl ReviewKey {
    /// Digests parts as [`Hash::of_parts`] and keeps the first sixteen bytes.
    pub fn of_parts(parts: &[&[u8]]) -> Self {
        let full = Hash::of_parts(parts).0;
        let mut short = [0; 16];
        for (to, from) in short.iter_mut().zip(full) {
            *to = from;
        }
        Self(short)
    }
}

macro_rules! hex_text {
    ($name:ident, $bytes:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                const DIGITS: &[u8; 16] = b"0123456789abcdef";
                let mut text = [0_u8; $bytes * 2];
                for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
                    if let [high, low] = pair {
                        *high = DIGITS.get(usize::from(byte >> 4)).copied().unwrap_or(b'0');
                        *low = DIGITS.get(usize::from(byte & 15)).copied().unwrap_or(b'0');
                    }
                }
                f.write_str(std::str::from_utf8(&text).unwrap_or_default())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = HashError;
            fn from_str(text: &str) -> Result<Self, HashError> {
                let bad = || HashError {
                    wanted: $bytes * 2,
                    found: text.chars().take(80).collect(),
                };
                if text.len() != $bytes * 2 {
                    return Err(bad());
                }
                let mut bytes = [0_u8; $bytes];
                for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
                    let digit = |place: usize| {
                        pair.get(place)
                            .and_then(|c| char::from(*c).to_digit(16))
                            .ok_or_else(bad)
                    };
                    *byte = u8::try_from(digit(0)? * 16 + digit(1)?).map_err(|_over| bad())?;
                }
                Ok(Self(bytes))
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

hex_text!(Hash, 32);
hex_text!(ReviewKey, 16);
