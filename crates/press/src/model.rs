//! The bundled model file: a head, then one byte for each place.

use super::scorer::{PLACES, Weights};
use super::speech::Bounds;
use std::sync::LazyLock;

/// First bytes of the file; the number is the version of the signs.
const MAGIC: &[u8; 8] = b"ovpress1";

static BUNDLED: LazyLock<Weights> =
    LazyLock::new(|| load(include_bytes!("../models/speech/model.bin")).unwrap_or_default());

/// Bounds set on the development half of the labelled articles.
pub(crate) const BOUNDS: Bounds = Bounds {
    cue: -1.0,
    all: -2.2,
    stretch: 0.0,
};

/// The model that comes with the program.
pub(crate) fn bundled() -> &'static Weights {
    &BUNDLED
}

/// Writes weights, each as a byte; runs of nought are counted, so that the file is small.
pub fn store(weights: &[f32]) -> Vec<u8> {
    let top = weights
        .iter()
        .fold(0.0_f32, |top, weight| top.max(weight.abs()));
    // A few large weights must not cost the small ones their places: beyond 6 they are cut.
    let step = (top.min(6.0) / 127.0).max(1e-6);
    let mut file = MAGIC.to_vec();
    file.extend(step.to_le_bytes());
    let mut noughts = 0_u8;
    for weight in weights {
        #[expect(clippy::cast_possible_truncation, reason = "clamped to -127..=127")]
        let byte = (weight / step).round().clamp(-127.0, 127.0) as i8;
        if byte == 0 {
            noughts += 1;
            if noughts == u8::MAX {
                file.extend([0x80, noughts]);
                noughts = 0;
            }
            continue;
        }
        if noughts > 0 {
            file.extend([0x80, noughts]);
            noughts = 0;
        }
        file.push(byte.to_le_bytes().first().copied().unwrap_or(0));
    }
    if noughts > 0 {
        file.extend([0x80, noughts]);
    }
    file
}

/// Reads what [`store`] wrote; nothing for a file of another form.
pub(crate) fn load(file: &[u8]) -> Option<Weights> {
    let rest = file.strip_prefix(MAGIC.as_slice())?;
    let (step, rest) = rest.split_first_chunk::<4>()?;
    let step = f32::from_le_bytes(*step);
    let mut weights: Vec<i8> = Vec::with_capacity(PLACES);
    let mut bytes = rest.iter();
    while let Some(&byte) = bytes.next() {
        if byte == 0x80 {
            let run = usize::from(*bytes.next()?);
            if weights.len() + run > PLACES {
                return None;
            }
            weights.resize(weights.len() + run, 0);
        } else {
            weights.push(i8::from_le_bytes([byte]));
        }
    }
    (weights.len() == PLACES).then_some(Weights {
        bytes: weights,
        step,
    })
}
