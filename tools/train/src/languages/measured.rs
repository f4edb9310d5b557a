//! What is measured of texts while models of languages are learned.

use ovation_eval::verdicts::{RatedText, auc, settled_by};
use ovation_judge::Sample;
use ovation_judge::learning::sigmoid;
use ovation_terms::{Hash, Probability};

/// A text judged by weights that have not seen it.
pub(super) struct Judged {
    /// What words say.
    pub(super) words: f64,
    /// What runs of letters say.
    pub(super) letters: f64,
    /// The known verdict.
    pub(super) positive: bool,
    /// Whether a critic wrote it.
    pub(super) of_critic: bool,
}

impl Judged {
    pub(super) fn odds(&self, [constant, words, letters]: [f64; 3]) -> f64 {
        constant + words * self.words + letters * self.letters
    }
}

/// Bounds that are measured.
const BOUNDS: [f64; 14] = [
    0.999, 0.998, 0.996, 0.993, 0.99, 0.985, 0.98, 0.97, 0.96, 0.94, 0.92, 0.9, 0.85, 0.8,
];

/// Of texts, the share that is surest of the opposite of the truth: those contradict.
const CONTRADICTING: f64 = 0.01;

/// Log-odds of texts beside the truth, as they are written down.
pub(super) fn sample(rows: impl Iterator<Item = (f64, bool)>) -> Sample {
    let judged: Vec<(Probability, bool, bool)> = rows
        .map(|(odds, positive)| (Probability::clamped(sigmoid(odds)), false, positive))
        .collect();
    let area = auc(judged.iter().map(|(p, _, positive)| (p.get(), *positive)));
    Sample {
        texts: judged.len() as u64,
        positive: judged.iter().filter(|(_, _, positive)| *positive).count() as u64,
        auc: (area * 1e4).round() / 1e4,
        settling: BOUNDS.map(|sure| settled_by(&judged, sure)).to_vec(),
    }
}

/// How sure a text must be of the opposite to contradict a rating.
pub(super) fn contradiction(rows: &[(f64, &Judged)]) -> f64 {
    let mut opposite: Vec<f64> = rows
        .iter()
        .map(|(odds, row)| sigmoid(if row.positive { -odds } else { *odds }))
        .collect();
    opposite.sort_by(|a, b| b.total_cmp(a));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a length"
    )]
    let at = (opposite.len() as f64 * CONTRADICTING) as usize;
    opposite.get(at).copied().unwrap_or(1.0).clamp(0.5, 1.0)
}

/// Whose texts a model was tested on.
pub(super) fn kind_of(dev: &[RatedText]) -> String {
    let critics = dev.iter().filter(|row| row.of_critic).count();
    let whose = if critics * 20 < dev.len() {
        "readers’ reviews"
    } else if critics * 20 > dev.len() * 19 {
        "critics’ reviews"
    } else {
        "reviews by readers and critics"
    };
    whose.to_owned()
}

/// The part that a film falls into.
pub(super) fn fold_of(group: &str, folds: u64) -> u64 {
    let digest = Hash::of(group.as_bytes()).to_string();
    let number = digest.bytes().take(16).fold(0_u64, |number, digit| {
        number.wrapping_mul(31).wrapping_add(u64::from(digit))
    });
    number % folds.max(1)
}
