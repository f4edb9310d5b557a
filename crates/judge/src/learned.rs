//! What a record's own verdicts teach the judge.

use crate::rating::{log_odds, sigmoid};
use crate::{History, Judge, JudgeError, KnownVerdicts};
use ovation_terms::{JudgeLearned, Probability, Seq};
use std::sync::Arc;

/// A verdict that the machine gave and an editor then settled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SettledVerdict {
    /// The probability as the machine gave it.
    pub p: Probability,
    /// The correction of the log-odds that was in it, constant and slope; (0, 1) was none.
    pub correction: (f64, f64),
    /// Whether the critic is for the film, as the editor says.
    pub positive: bool,
}

/// What was learned from a record's own verdicts.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    /// Where critics and outlets draw the line.
    pub history: History,
    /// Correction of the log-odds: constant and slope.
    pub correction: (f64, f64),
}

impl Judge {
    /// Learns from a record's own verdicts: where its critics and outlets draw the line, and by how
    /// much its editors found the probabilities wrong. It begins from `before`, what an operator
    /// brought in; nothing comes with the program.
    ///
    /// Of an earlier lesson nothing is left: each settled verdict is taken as the models gave it,
    /// before the correction of its time. Few verdicts change little ([`History::learn`],
    /// [`Mix::corrected`](crate::Mix::corrected)).
    pub fn learn(
        &self,
        before: &History,
        known: &[KnownVerdicts<'_>],
        settled: &[SettledVerdict],
    ) -> Learned {
        let plain = |settled: &SettledVerdict| {
            let (constant, slope) = settled.correction;
            let odds = (log_odds(settled.p.get()) - constant) / slope;
            (Probability::clamped(sigmoid(odds)), settled.positive)
        };
        let cases: Vec<_> = settled.iter().map(plain).collect();
        let untaught = crate::Mix {
            correction: (0.0, 1.0),
            ..self.mix.clone()
        };
        Learned {
            history: History::learn(before, known),
            correction: untaught.corrected(&cases).correction,
        }
    }

    /// The same judge with what a record learned; `entry` is the one that says so.
    ///
    /// # Errors
    /// [`JudgeError::Model`] where the lesson cannot be read.
    pub fn taught(mut self, entry: Seq, learned: &JudgeLearned) -> Result<Self, JudgeError> {
        let (constant, slope) = learned.correction;
        if !(constant.is_finite() && slope.is_finite() && slope > 0.0) {
            let wrong = format!("a correction by {constant} and {slope} in entry {entry}");
            return Err(JudgeError::Model(wrong));
        }
        self.history = Arc::new(History::from_hex(&learned.leanings)?);
        self.mix.correction = learned.correction;
        self.learned = Some(entry);
        Ok(self)
    }
}
