//! How critics and outlets lean, learned from verdicts that are known.

mod learn;

use crate::JudgeError;
use ovation_terms::{ConvertedRating, fold};
use std::collections::BTreeMap;

pub use learn::KnownVerdicts;

const MAGIC: &[u8; 8] = b"OVHI0001";

/// Steps of a leaning as stored: log-odds of a thirtieth.
const STEP: f64 = 30.0;

/// Where critics and outlets draw the line: the same `2.5/4` is for the film in one hand and
/// against it in another, and some are kinder than others.
///
/// Each critic's and outlet's distance from the scale's own borderline is estimated from verdicts
/// known of their other reviews and shrunk towards none: few verdicts move it little. None comes
/// with the program: a record starts with no opinion of anybody, and learns from its own verdicts or
/// from a table that its operator brings in. It holds digests of folded names with a number each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Steps of log-odds by digest; those of the maps that [`Level`] names.
    leanings: BTreeMap<u32, i16>,
}

/// What the history says of one review, in log-odds towards "for the film"; nought where nothing
/// is known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Leaning {
    /// To be added to the log-odds of the rating by its scale's curve.
    pub at_rating: f64,
    /// How much kinder than the mean these critics' and outlet's verdicts are, whatever the
    /// rating.
    pub kindness: f64,
}

/// Whose leaning, and on what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// An outlet's, whatever the rating.
    OutletKind = 1,
    /// A critic's at an outlet, whatever the rating.
    CriticKind = 2,
    /// An outlet's, given the rating.
    Outlet = 3,
    /// A critic's at an outlet, given the rating.
    Critic = 4,
    /// An outlet's at one value of one scale.
    OutletAt = 5,
    /// A critic's at one value of one scale.
    CriticAt = 6,
}

impl Level {
    const KINDNESS: [Self; 2] = [Self::OutletKind, Self::CriticKind];
    const AT_RATING: [Self; 4] = [Self::Outlet, Self::Critic, Self::OutletAt, Self::CriticAt];

    /// How many verdicts' worth of evidence stand against a leaning: chosen on the dev films of
    /// the model card from 0.5 to 8.
    fn strength(self) -> f64 {
        match self {
            Self::OutletKind | Self::CriticKind => 8.0,
            Self::Outlet | Self::Critic => 2.0,
            Self::OutletAt | Self::CriticAt => 1.0,
        }
    }
}

/// A review's critic and outlet, folded once.
struct Names {
    critic: Option<String>,
    outlet: Option<String>,
}

impl Names {
    fn of(critic: Option<&str>, outlet: Option<&str>) -> Self {
        let folded = |name: Option<&str>| name.map(fold).filter(|name| !name.is_empty());
        Self {
            critic: folded(critic),
            outlet: folded(outlet),
        }
    }

    /// The digest of a level's key; none where the review lacks a part of it.
    fn key(&self, level: Level, rating: Option<&ConvertedRating>) -> Option<u32> {
        let (critic, outlet) = (self.critic.as_deref(), self.outlet.as_deref());
        let at = || {
            let rating = rating?;
            Some(format!("{} {:.3}", rating.scale, rating.value))
        };
        let parts = match level {
            Level::OutletKind | Level::Outlet => [outlet?.to_owned(), String::new()],
            Level::CriticKind | Level::Critic => {
                [critic?.to_owned(), outlet.unwrap_or_default().to_owned()]
            }
            Level::OutletAt => [outlet?.to_owned(), at()?],
            Level::CriticAt => [critic?.to_owned(), at()?],
        };
        Some(digest(level, &parts))
    }
}

/// FNV-1a, mixed down to 32 bits.
fn digest(level: Level, parts: &[String]) -> u32 {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64 ^ level as u64;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let mixed = (sum ^ (sum >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (mixed >> 32) as u32
}

impl History {
    /// Reads what [`History::to_bytes`] writes.
    ///
    /// # Errors
    /// [`JudgeError::Model`] for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, JudgeError> {
        let wrong = || JudgeError::Model("bytes that are no history of critics".to_owned());
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(wrong)?;
        let (items, []) = rest.as_chunks::<6>() else {
            return Err(wrong());
        };
        let leanings: BTreeMap<u32, i16> = items
            .iter()
            .map(|[a, b, c, d, e, f]| {
                (
                    u32::from_le_bytes([*a, *b, *c, *d]),
                    i16::from_le_bytes([*e, *f]),
                )
            })
            .collect();
        Ok(Self { leanings })
    }

    /// The history as bytes; the same one always gives the same.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for (digest, steps) in &self.leanings {
            bytes.extend(digest.to_le_bytes());
            bytes.extend(steps.to_le_bytes());
        }
        bytes
    }

    /// The same as [`History::to_bytes`], in hexadecimal.
    pub fn to_hex(&self) -> String {
        let bytes = self.to_bytes();
        let mut hex = String::with_capacity(bytes.len() * 2);
        for byte in bytes {
            for half in [byte >> 4, byte & 15] {
                hex.extend(char::from_digit(half.into(), 16));
            }
        }
        hex
    }

    /// Reads what [`History::to_hex`] writes.
    ///
    /// # Errors
    /// [`JudgeError::Model`] for anything else.
    pub fn from_hex(hex: &str) -> Result<Self, JudgeError> {
        let digit = |digit: &u8| char::from(*digit).to_digit(16);
        let (pairs, rest) = hex.as_bytes().as_chunks::<2>();
        let bytes: Option<Vec<u8>> = pairs
            .iter()
            .map(|[high, low]| u8::try_from(digit(high)? * 16 + digit(low)?).ok())
            .collect();
        match bytes {
            Some(bytes) if rest.is_empty() => Self::from_bytes(&bytes),
            _ => Err(JudgeError::Model(
                "text that is no history of critics".to_owned(),
            )),
        }
    }

    /// How many leanings are known.
    pub fn len(&self) -> usize {
        self.leanings.len()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.leanings.is_empty()
    }

    /// What is known of this critic and outlet, at this rating if there is one.
    pub fn of(
        &self,
        critic: Option<&str>,
        outlet: Option<&str>,
        rating: Option<&ConvertedRating>,
    ) -> Leaning {
        let names = Names::of(critic, outlet);
        let sum = |levels: &[Level]| {
            let known = levels.iter().filter_map(|level| names.key(*level, rating));
            known
                .filter_map(|key| self.leanings.get(&key))
                .map(|steps| f64::from(*steps) / STEP)
                .sum()
        };
        Leaning {
            at_rating: rating.map_or(0.0, |_| sum(&Level::AT_RATING)),
            kindness: sum(&Level::KINDNESS),
        }
    }
}
