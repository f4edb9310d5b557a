//! The encoder: a small transformer that reads a review's text.

mod chunks;
mod forward;
mod kernel;
mod maths;
mod punctuation;
mod weights;
mod wordpiece;

pub use kernel::SimdLevel;

use crate::JudgeError;
use crate::rating::sigmoid;
use forward::{Answer, Forward, Room};
use std::ops::Range;
use weights::Network;
use wordpiece::WordPieces;

#[cfg(feature = "encoder")]
const BUNDLED: (&str, &[u8], &str) = (
    "minilm-2",
    include_bytes!("../../../models/verdict-minilm/model.safetensors"),
    include_str!("../../../models/verdict-minilm/vocab.txt"),
);

/// Pieces that pass through the layers together: few enough that what lies between two layers
/// stays in a core's cache, enough that weights are not fetched again for every text.
const TOGETHER: usize = 240;

/// Reads a review's text: for or against, as log-odds that the
/// [`Mix`](crate::Mix) turns into a probability.
///
/// A BERT encoder of six layers in plain Rust: weights of eight bits, activations of fourteen,
/// sums in whole numbers, so that every processor gives the same answer to the last bit. The same
/// text gives the same answer whatever is read beside it.
#[derive(Clone, Debug)]
pub struct Encoder {
    version: String,
    pieces: WordPieces,
    network: Network,
    level: SimdLevel,
}

/// What the encoder makes of one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EncoderReading {
    /// Log-odds that the critic is for the film, before calibration; none for a text without a
    /// piece of a word.
    pub log_odds: Option<f64>,
    /// The rating that the text reads like, 0 to 1 of any scale; none with the above.
    pub rating: Option<f64>,
    /// Pieces of words read.
    pub pieces: usize,
    /// Parts that were read by themselves; one for a text of up to [`Encoder::AT_ONCE`] pieces.
    pub parts: usize,
    /// The sentence that weighed most towards the answer, as a byte range of the text; none when
    /// the text has one sentence only.
    pub weightiest: Option<Range<usize>>,
}

impl Encoder {
    /// Pieces of a text that are read in one go; the longest texts that the weights were fitted
    /// to have as many. Longer ones are read in parts of whole sentences.
    pub const AT_ONCE: usize = 94;

    /// The encoder that comes with the program. Reading it takes some tens of milliseconds: keep
    /// it.
    #[cfg(feature = "encoder")]
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "the same bytes are read by this crate's tests, so it cannot panic"
    )]
    pub fn bundled() -> std::sync::Arc<Self> {
        static ONCE: std::sync::OnceLock<std::sync::Arc<Encoder>> = std::sync::OnceLock::new();
        let read = || {
            let (version, weights, vocabulary) = BUNDLED;
            let read = Self::from_bytes(version, weights, vocabulary);
            std::sync::Arc::new(read.expect("the built-in encoder reads"))
        };
        std::sync::Arc::clone(ONCE.get_or_init(read))
    }

    /// Reads an encoder: its weights as `models/verdict-minilm/export.py` writes them, and its
    /// vocabulary, a piece a line.
    ///
    /// # Errors
    /// [`JudgeError::Model`] for anything else.
    pub fn from_bytes(version: &str, weights: &[u8], vocabulary: &str) -> Result<Self, JudgeError> {
        let (network, pieces) = (Network::read(weights)?, WordPieces::read(vocabulary)?);
        if network.pieces() != pieces.len() {
            return Err(JudgeError::Model(format!(
                "{} pieces in the vocabulary and {} in the weights",
                pieces.len(),
                network.pieces()
            )));
        }
        if network.longest() < Self::AT_ONCE + 2 {
            return Err(JudgeError::Model(format!(
                "weights for {} places, fewer than {}",
                network.longest(),
                Self::AT_ONCE + 2
            )));
        }
        Ok(Self {
            version: version.to_owned(),
            pieces,
            network,
            level: SimdLevel::fastest(),
        })
    }

    /// The same encoder, its sums made in another level; the answers are the same.
    #[must_use]
    pub fn with_simd_level(mut self, level: SimdLevel) -> Self {
        self.level = level;
        self
    }

    /// The version, such as `minilm-2`: part of the `made_by` of verdicts that rest on it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The numbers of a text's pieces, at most `most`, for comparing with other tokenizers.
    pub fn pieces(&self, text: &str, most: usize) -> Vec<u32> {
        self.pieces.cut(text, most)
    }

    /// Log-odds of short texts, each read in one go and cut at [`Encoder::AT_ONCE`] pieces.
    pub fn log_odds(&self, texts: &[&str]) -> Vec<f64> {
        let cut: Vec<Vec<u32>> = texts
            .iter()
            .map(|text| self.pieces.cut(text, Self::AT_ONCE))
            .collect();
        let answers = self.run(&cut).into_iter();
        answers.map(|answer| f64::from(answer.verdict)).collect()
    }

    /// Reads texts of any length.
    ///
    /// A long review is read in parts of whole sentences. Its log-odds are the mean of the parts',
    /// in which a part counts more when it is sure, and when it stands at the end, where critics
    /// conclude. Of a text beyond all bounds its beginning and its end are read.
    pub fn read(&self, texts: &[&str]) -> Vec<EncoderReading> {
        let mut parted: Vec<_> = texts
            .iter()
            .map(|text| chunks::part(text, &self.pieces))
            .collect();
        let all: Vec<Vec<u32>> = parted
            .iter_mut()
            .flat_map(|parts| {
                parts
                    .iter_mut()
                    .map(|part| std::mem::take(&mut part.pieces))
            })
            .collect();
        let lengths = all.iter().map(Vec::len);
        let mut found = self.run(&all).into_iter().zip(lengths);
        let mut readings = Vec::with_capacity(texts.len());
        // Sentences of the parts that weighed most, to be read by themselves.
        let mut asked: Vec<(usize, Range<usize>)> = Vec::new();
        for (number, parts) in parted.iter().enumerate() {
            let answers: Vec<(Answer, usize)> = found.by_ref().take(parts.len()).collect();
            let odds: Vec<f64> = answers.iter().map(|(it, _)| it.verdict.into()).collect();
            let ratings: Vec<f64> = answers.iter().map(|(it, _)| it.rating.into()).collect();
            let together = chunks::together(&odds, &odds);
            let mut reading = EncoderReading {
                log_odds: together,
                rating: chunks::together(&ratings, &odds).map(sigmoid),
                pieces: answers.iter().map(|(_, pieces)| pieces).sum(),
                parts: parts.len(),
                weightiest: None,
            };
            let part = together
                .and_then(|together| chunks::weightiest(&odds, together))
                .and_then(|at| parts.get(at));
            match part.map(|part| part.sentences.as_slice()) {
                Some([only]) => reading.weightiest = (parts.len() > 1).then(|| only.clone()),
                Some(several) => asked.extend(several.iter().map(|range| (number, range.clone()))),
                None => {}
            }
            readings.push(reading);
        }
        let words = |(number, range): &(usize, Range<usize>)| {
            let text = texts.get(*number).copied().unwrap_or_default();
            text.get(range.clone()).unwrap_or_default()
        };
        let odds = self.log_odds(&asked.iter().map(words).collect::<Vec<_>>());
        let mut most: Vec<f64> = vec![f64::NEG_INFINITY; texts.len()];
        for ((number, range), odds) in asked.into_iter().zip(odds) {
            if let (Some(reading), Some(most)) = (readings.get_mut(number), most.get_mut(number)) {
                let weight = reading.log_odds.unwrap_or(0.0).signum() * odds;
                if weight > *most {
                    *most = weight;
                    reading.weightiest = Some(range);
                }
            }
        }
        readings
    }

    /// What texts say, as pieces.
    fn run(&self, texts: &[Vec<u32>]) -> Vec<Answer> {
        let marked: Vec<Vec<u32>> = texts
            .iter()
            .map(|pieces| {
                let mut marked = Vec::with_capacity(pieces.len() + 2);
                marked.push(self.pieces.first);
                marked.extend(pieces.iter().take(Self::AT_ONCE));
                marked.push(self.pieces.last);
                marked
            })
            .collect();
        let mut found = Vec::with_capacity(texts.len());
        let mut room = Room::default();
        let mut batch: Vec<&[u32]> = Vec::new();
        let mut rows = 0;
        for text in &marked {
            if rows + text.len() > TOGETHER && !batch.is_empty() {
                self.forward(&batch, &mut found, &mut room);
                batch.clear();
                rows = 0;
            }
            rows += text.len();
            batch.push(text);
        }
        if !batch.is_empty() {
            self.forward(&batch, &mut found, &mut room);
        }
        found
    }

    fn forward(&self, texts: &[&[u32]], found: &mut Vec<Answer>, room: &mut Room) {
        self.level.run(Forward {
            network: &self.network,
            texts,
            found,
            room,
        });
    }
}
