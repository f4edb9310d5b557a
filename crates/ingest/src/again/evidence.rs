//! Whether a value stands in the kept bytes where the record says.

use super::fields::Stated;
use ovation_terms::Evidence;
use serde::Serialize;
use serde_json::Value;

/// Places that do not hold and are named.
const NAMED: usize = 200;

/// Where a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Where the record says.
    Here,
    /// In the bytes, elsewhere than the record says.
    Elsewhere,
    /// Nowhere in the bytes as they are read now.
    Nowhere,
    /// The record names no place.
    NotLocated,
}

/// A place that was looked at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeldValue {
    /// The value's name.
    pub field: String,
    /// Where it stands.
    pub place: Place,
    /// What the record says of its place.
    pub at: Evidence,
}

/// The places of all values of a source.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Evidences {
    /// Values that stand where the record says.
    pub here: u64,
    /// Values that stand elsewhere in the bytes.
    pub elsewhere: u64,
    /// Values that stand nowhere in them.
    pub nowhere: u64,
    /// Values of which the record names no place.
    pub not_located: u64,
    /// The first of those that stand elsewhere or nowhere.
    pub troubles: Vec<HeldValue>,
}

impl Evidences {
    pub(super) fn note(&mut self, held: HeldValue) {
        *match held.place {
            Place::Here => &mut self.here,
            Place::Elsewhere => &mut self.elsewhere,
            Place::Nowhere => &mut self.nowhere,
            Place::NotLocated => &mut self.not_located,
        } += 1;
        let is_trouble = matches!(held.place, Place::Elsewhere | Place::Nowhere);
        if is_trouble && self.troubles.len() < NAMED {
            self.troubles.push(held);
        }
    }
}

/// The bytes in which values are looked for.
pub(super) struct Source<'a> {
    /// The text that places of words point into, as it is read now.
    text: String,
    /// The bytes themselves, as text.
    raw: std::borrow::Cow<'a, str>,
}

impl<'a> Source<'a> {
    pub(super) fn new(bytes: &'a [u8], text: String) -> Self {
        Self {
            text,
            raw: String::from_utf8_lossy(bytes),
        }
    }

    /// Where a value stands that was read there then; `now` is what is read of the same name now. None where there is
    /// no place in the bytes to look at.
    pub(super) fn place(&self, then: &Stated, now: Option<&Stated>) -> Option<Place> {
        let is_as_now = now.is_some_and(|now| now == then);
        let has = |quote: &str| self.text.contains(quote) || self.raw.contains(quote);
        let found = |quote: &str| {
            if has(quote) {
                Place::Elsewhere
            } else {
                Place::Nowhere
            }
        };
        Some(match then.evidence.as_ref()? {
            Evidence::Words { quote, .. } if quote.is_empty() => Place::NotLocated,
            Evidence::Words {
                quote, start, end, ..
            } => match self.text.get(*start..*end) {
                Some(here) if here == quote => Place::Here,
                // A letter, a feed's item: its text is not that of the whole.
                _ if is_as_now => Place::Here,
                _ => found(quote),
            },
            Evidence::Markup { .. } | Evidence::Cell { .. } if is_as_now => Place::Here,
            Evidence::Markup { quote, .. } => found(quote),
            Evidence::Cell { .. } => match &then.value {
                Value::String(value) => found(value),
                _ => Place::Nowhere,
            },
            Evidence::NotLocated => Place::NotLocated,
            Evidence::Address { .. } => return None,
        })
    }
}
