//! The bundled model file: a head, then one byte for each place.

use super::scorer::{PLACES, Weights};
use super::speech::Bounds;
use std::sync::LazyLock;

/// First bytes of the file; the number is the version of the signs.
pub const MAGIC: &[u8; 8] = b"ovpress1";

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

/// Reads weights, each as a byte, with runs of nought counted; nothing for a file of another form.
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
