//! The encoder's weights: read from a file and laid out for the kernels.
//!
//! The file has the safetensors form: a length of eight bytes, a JSON head of that length that
//! names each tensor with its kind, shape and place, then the numbers, little-endian. Matrices are
//! `I8` with a tensor `NAME.scale` of one `F32` a row; the rest is `F32`.

use super::kernel::{COLUMNS, WeightBlock};
use crate::JudgeError;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Numbers in the vector of a piece.
pub(super) const WIDTH: usize = 384;
/// Numbers between the two halves of a layer's second part.
pub(super) const INNER: usize = 1536;
/// Heads of attention, each with `WIDTH / HEADS` numbers.
pub(super) const HEADS: usize = 12;
/// Numbers of a head.
pub(super) const HEAD: usize = WIDTH / HEADS;

/// More layers than this are no model of ours.
const MOST_LAYERS: usize = 48;

/// A matrix laid out in blocks of [`COLUMNS`] results: a block holds, for each two inputs, the
/// weights of its columns in pairs.
#[derive(Clone, Debug)]
pub(super) struct Matrix {
    /// `results / COLUMNS` blocks of `inputs / 2`.
    blocks: Vec<WeightBlock>,
    pub(super) inputs: usize,
    /// One for each result.
    pub(super) scales: Vec<f32>,
    /// One for each result.
    pub(super) shifts: Vec<f32>,
}

impl Matrix {
    /// The blocks in order, each with its place among the results.
    pub(super) fn blocks(&self) -> impl Iterator<Item = (usize, &[WeightBlock])> {
        self.blocks
            .chunks_exact((self.inputs / 2).max(1))
            .zip((0..).step_by(COLUMNS))
            .map(|(block, first)| (first, block))
    }

    pub(super) fn results(&self) -> usize {
        self.scales.len()
    }

    fn lay_out(numbers: &[i8], inputs: usize, scales: Vec<f32>, shifts: Vec<f32>) -> Self {
        let mut blocks = vec![[[0_i16; 32]; 2]; scales.len() / COLUMNS * (inputs / 2)];
        for (result, row) in numbers.chunks_exact(inputs).enumerate() {
            let first = result / COLUMNS * (inputs / 2);
            let (register, pair) = (result % COLUMNS / 16, result % 16);
            for (at, two) in row.as_chunks::<2>().0.iter().enumerate() {
                let place = blocks
                    .get_mut(first + at)
                    .and_then(|weights| weights.get_mut(register))
                    .and_then(|weights| weights.as_chunks_mut::<2>().0.get_mut(pair));
                if let Some(place) = place {
                    *place = two.map(i16::from);
                }
            }
        }
        Self {
            blocks,
            inputs,
            scales,
            shifts,
        }
    }
}

/// Gain and shift of a normalisation.
#[derive(Clone, Debug)]
pub(super) struct Norm {
    pub(super) gain: Vec<f32>,
    pub(super) shift: Vec<f32>,
}

/// One layer.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    /// Queries, keys and values, one behind the other.
    pub(super) attention: Matrix,
    pub(super) attended: Matrix,
    pub(super) after_attention: Norm,
    pub(super) inner: Matrix,
    pub(super) outer: Matrix,
    pub(super) after_outer: Norm,
}

/// All of it.
#[derive(Clone, Debug)]
pub(super) struct Network {
    /// One row of [`WIDTH`] for each piece.
    pieces: Vec<i8>,
    piece_scales: Vec<f32>,
    /// One row of [`WIDTH`] for each place in a text.
    pub(super) places: Vec<f32>,
    pub(super) norm: Norm,
    pub(super) layers: Vec<Layer>,
    /// Answers with the log-odds of the verdict.
    pub(super) verdict: AnswerHead,
    /// Answers with the log-odds of the rating, as a share of its scale.
    pub(super) rating: AnswerHead,
}

/// One answer from the mean of the last layer.
#[derive(Clone, Debug)]
pub(super) struct AnswerHead {
    pub(super) weights: Vec<f32>,
    pub(super) shift: f32,
}

impl Network {
    /// How many pieces have a row.
    pub(super) fn pieces(&self) -> usize {
        self.piece_scales.len()
    }

    /// How many pieces of a text can be read at once.
    pub(super) fn longest(&self) -> usize {
        self.places.len() / WIDTH
    }

    /// The row of a piece; none for a number that no piece has.
    pub(super) fn piece(&self, number: u32) -> Option<(&[i8], f32)> {
        let number = number as usize;
        let row = self.pieces.get(number * WIDTH..(number + 1) * WIDTH)?;
        Some((row, *self.piece_scales.get(number)?))
    }

    pub(super) fn read(bytes: &[u8]) -> Result<Self, JudgeError> {
        let file = File::open(bytes)?;
        let mut layers = Vec::new();
        while file.has(&format!(
            "encoder.layer.{}.output.dense.weight",
            layers.len()
        )) {
            if layers.len() == MOST_LAYERS {
                return Err(wrong("more layers than any model of this program has"));
            }
            layers.push(file.layer(layers.len())?);
        }
        let (pieces, piece_scales) = file.rows("embeddings.word_embeddings.weight", WIDTH)?;
        let places = file.numbers("embeddings.position_embeddings.weight")?;
        let norm = file.norm("embeddings.LayerNorm")?;
        if layers.is_empty() || places.len() < 8 * WIDTH {
            return Err(wrong("no layers, few places or another width"));
        }
        Ok(Self {
            pieces,
            piece_scales,
            places,
            norm,
            layers,
            verdict: file.head("classifier")?,
            rating: file.head("rating")?,
        })
    }
}

fn wrong(found: &str) -> JudgeError {
    JudgeError::Model(found.to_owned())
}

#[derive(Deserialize)]
struct Tensor {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (usize, usize),
}

/// A file of tensors, by name.
struct File<'a> {
    tensors: BTreeMap<String, Tensor>,
    data: &'a [u8],
}

impl<'a> File<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, JudgeError> {
        let short = || wrong("a file of weights that ends early");
        let (length, rest) = bytes.split_first_chunk::<8>().ok_or_else(short)?;
        let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_too_long| short())?;
        let (head, data) = rest.split_at_checked(length).ok_or_else(short)?;
        let mut named: BTreeMap<String, serde_json::Value> = serde_json::from_slice(head)
            .map_err(|error| JudgeError::Model(format!("a head that does not read: {error}")))?;
        named.remove("__metadata__");
        let tensors = named
            .into_iter()
            .map(|(name, tensor)| {
                serde_json::from_value(tensor)
                    .map(|tensor| (name, tensor))
                    .map_err(|error| {
                        JudgeError::Model(format!("a head that does not read: {error}"))
                    })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { tensors, data })
    }

    fn has(&self, name: &str) -> bool {
        self.tensors.contains_key(name)
    }

    fn bytes(&self, name: &str, dtype: &str) -> Result<(&'a [u8], &[usize]), JudgeError> {
        let missing = || JudgeError::Model(format!("no {dtype} tensor `{name}`"));
        let tensor = self.tensors.get(name).ok_or_else(missing)?;
        let (from, to) = tensor.data_offsets;
        let bytes = self.data.get(from..to).ok_or_else(missing)?;
        if tensor.dtype == dtype {
            Ok((bytes, &tensor.shape))
        } else {
            Err(missing())
        }
    }

    fn numbers(&self, name: &str) -> Result<Vec<f32>, JudgeError> {
        let (bytes, _) = self.bytes(name, "F32")?;
        let numbers: Vec<f32> = bytes
            .as_chunks::<4>()
            .0
            .iter()
            .map(|bytes| f32::from_le_bytes(*bytes))
            .collect();
        if numbers.iter().all(|number| number.is_finite()) {
            Ok(numbers)
        } else {
            Err(JudgeError::Model(format!(
                "a number that is none in `{name}`"
            )))
        }
    }

    /// A matrix of bytes with `inputs` a row, and the scales of its rows.
    fn rows(&self, name: &str, inputs: usize) -> Result<(Vec<i8>, Vec<f32>), JudgeError> {
        let (bytes, shape) = self.bytes(name, "I8")?;
        let scales = self.numbers(&format!("{name}.scale"))?;
        if shape != [scales.len(), inputs] || bytes.len() != scales.len() * inputs {
            return Err(JudgeError::Model(format!("another shape of `{name}`")));
        }
        let numbers = bytes.iter().map(|byte| byte.cast_signed()).collect();
        Ok((numbers, scales))
    }

    fn norm(&self, name: &str) -> Result<Norm, JudgeError> {
        let norm = Norm {
            gain: self.numbers(&format!("{name}.weight"))?,
            shift: self.numbers(&format!("{name}.bias"))?,
        };
        if norm.gain.len() == WIDTH && norm.shift.len() == WIDTH {
            Ok(norm)
        } else {
            Err(JudgeError::Model(format!("another shape of `{name}`")))
        }
    }

    fn head(&self, name: &str) -> Result<AnswerHead, JudgeError> {
        let weights = self.numbers(&format!("{name}.weight"))?;
        let shift = self.numbers(&format!("{name}.bias"))?;
        match shift.as_slice() {
            [shift] if weights.len() == WIDTH => Ok(AnswerHead {
                weights,
                shift: *shift,
            }),
            _ => Err(JudgeError::Model(format!("another shape of `{name}`"))),
        }
    }

    /// Several matrices of the same inputs as one.
    fn matrix(
        &self,
        names: &[String],
        inputs: usize,
        results: usize,
    ) -> Result<Matrix, JudgeError> {
        let (mut numbers, mut scales, mut shifts) = (Vec::new(), Vec::new(), Vec::new());
        for name in names {
            let (more, more_scales) = self.rows(&format!("{name}.weight"), inputs)?;
            numbers.extend(more);
            scales.extend(more_scales);
            shifts.extend(self.numbers(&format!("{name}.bias"))?);
        }
        if scales.len() == results && shifts.len() == results {
            Ok(Matrix::lay_out(&numbers, inputs, scales, shifts))
        } else {
            Err(JudgeError::Model(format!("another shape of {names:?}")))
        }
    }

    fn layer(&self, number: usize) -> Result<Layer, JudgeError> {
        let name = |part: &str| format!("encoder.layer.{number}.{part}");
        let attention =
            ["query", "key", "value"].map(|part| name(&format!("attention.self.{part}")));
        Ok(Layer {
            attention: self.matrix(&attention, WIDTH, 3 * WIDTH)?,
            attended: self.matrix(&[name("attention.output.dense")], WIDTH, WIDTH)?,
            after_attention: self.norm(&name("attention.output.LayerNorm"))?,
            inner: self.matrix(&[name("intermediate.dense")], WIDTH, INNER)?,
            outer: self.matrix(&[name("output.dense")], INNER, WIDTH)?,
            after_outer: self.norm(&name("output.LayerNorm"))?,
        })
    }
}
