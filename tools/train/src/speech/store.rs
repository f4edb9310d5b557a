//! The model file of reported speech: a head, then one byte for each place.

use ovation_press::learning::speech::MAGIC;

/// Writes weights, each as a byte; runs of nought are counted, so that the file is small.
pub(super) fn store(weights: &[f32]) -> Vec<u8> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use ovation_press::PressReader;
    use ovation_press::learning::speech::PLACES;

    /// The bundled model's file.
    const BUNDLED: &[u8] = include_bytes!("../../../../crates/press/models/speech/model.bin");

    /// Weights as a file has them.
    fn weights_in(file: &[u8]) -> Vec<f32> {
        let (step, rest) = file.split_at(MAGIC.len() + 4);
        let step = f32::from_le_bytes(step[MAGIC.len()..].try_into().unwrap());
        let mut weights = Vec::new();
        let mut bytes = rest.iter();
        while let Some(&byte) = bytes.next() {
            if byte == 0x80 {
                let run = usize::from(*bytes.next().unwrap());
                weights.resize(weights.len() + run, 0.0);
            } else {
                weights.push(f32::from(i8::from_le_bytes([byte])) * step);
            }
        }
        weights
    }

    #[test]
    fn the_file_that_comes_along_is_written_as_it_is_and_read_again() {
        let weights = weights_in(BUNDLED);
        assert_eq!(weights.len(), PLACES);
        let written = store(&weights);
        assert!(written == BUNDLED);
        assert!(PressReader::from_bytes(&written).is_some());
        let cut = written.split_last().unwrap().1;
        assert!(PressReader::from_bytes(cut).is_none());
    }
}
