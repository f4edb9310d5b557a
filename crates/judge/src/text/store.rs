//! The model as bytes.
//!
//! `OVVM0001`, a length of four bytes, a JSON head of that length, then the digests (four bytes
//! each, rising), then the weights (one byte each). Numbers are little-endian.

use super::TextModel;
use super::features::Vocabulary;
use crate::JudgeError;
use serde::{Deserialize, Serialize};

const MAGIC: &[u8; 8] = b"OVVM0001";

/// More features than this is no model of ours.
const MOST: usize = 8_000_000;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoreHead {
    version: String,
    features: usize,
    largest: f32,
    bias: f64,
    slope: f64,
}

pub(super) fn write(model: &TextModel) -> Vec<u8> {
    let (digests, weights, largest) = model.vocabulary.parts();
    let head = StoreHead {
        version: model.version.clone(),
        features: digests.len(),
        largest,
        bias: model.bias,
        slope: model.slope,
    };
    // A head of numbers and one string has a JSON form.
    let head = serde_json::to_vec(&head).unwrap_or_default();
    let mut bytes = Vec::with_capacity(12 + head.len() + digests.len() * 5);
    bytes.extend(MAGIC);
    bytes.extend(u32::try_from(head.len()).unwrap_or(0).to_le_bytes());
    bytes.extend(head);
    bytes.extend(digests.iter().flat_map(|digest| digest.to_le_bytes()));
    bytes.extend(weights.iter().flat_map(|weight| weight.to_le_bytes()));
    bytes
}

pub(super) fn read(bytes: &[u8]) -> Result<TextModel, JudgeError> {
    let wrong = |what: &str| JudgeError::Model(what.to_owned());
    let rest = bytes
        .strip_prefix(MAGIC)
        .ok_or_else(|| wrong("another beginning than `OVVM0001`"))?;
    let (length, rest) = rest
        .split_first_chunk::<4>()
        .ok_or_else(|| wrong("a file that ends early"))?;
    let length = u32::from_le_bytes(*length) as usize;
    let (head, rest) = rest
        .split_at_checked(length)
        .ok_or_else(|| wrong("a file that ends early"))?;
    let head: StoreHead = serde_json::from_slice(head)
        .map_err(|error| JudgeError::Model(format!("a head that does not read: {error}")))?;
    let (digests, weights) = head
        .features
        .checked_mul(4)
        .filter(|_| head.features <= MOST && rest.len() == head.features * 5)
        .and_then(|middle| rest.split_at_checked(middle))
        .ok_or_else(|| wrong("another number of weights than the head says"))?;
    let digests = digests.chunks_exact(4).map(|chunk| {
        chunk
            .iter()
            .rev()
            .fold(0_u32, |number, byte| (number << 8) | u32::from(*byte))
    });
    let weights = weights.iter().map(|byte| byte.cast_signed());
    let vocabulary = Vocabulary::new(digests.collect(), weights.collect(), head.largest)
        .ok_or_else(|| wrong("digests that do not rise"))?;
    if !head.bias.is_finite() || !head.slope.is_finite() {
        return Err(wrong("a number that is none"));
    }
    Ok(TextModel {
        version: head.version,
        vocabulary,
        bias: head.bias,
        slope: head.slope,
    })
}
