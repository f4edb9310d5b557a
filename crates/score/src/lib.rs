//! Verdicts known at two clocks, to scores.
//!
//! Here are one film's [`Ballot`](ovation_terms::Ballot)s and a [`Question`]; give me its
//! [`Score`], the score at every date ([`timeline()`]), what became of each review ([`fates`]), and
//! a [`Receipt`] that anybody can [`verify()`] without us.
//!
//! Everything is a pure function of its arguments. The arithmetic uses only the operations that
//! IEEE 754 rounds exactly (`+ - * /` and the square root; logarithm and power are our own), so the same question gives the same bytes on every machine.
//!
//! In reading order: the question, what becomes of each ballot, the number of positives
//! ([`PositiveCount`]), the posterior of the share ([`interval`]), the score, the timeline, the
//! weighted score, the ranking, the receipt.

mod question;

mod fate;

mod positives;

mod expansion;

mod logs;

mod posterior;

mod running;

mod score;

mod short;

mod tiers;
mod timeline;

mod score_index;

mod board;

mod weighted;

mod spread;

mod adjusted;

mod ranking;

mod receipt;

pub use adjusted::{Adjusted, Leniencies, Leniency, SignedVerdict, adjusted, fit, signed_verdicts};
pub use board::Board;
pub use fate::{Fate, fates};
pub use positives::PositiveCount;
pub use posterior::{INTERVAL_LEVEL, Interval, interval};
pub use question::{Formula, FormulaError, Panel, PanelError, Question};
pub use ranking::ranking_order;
pub use receipt::{
    Clocks, Difference, FormulaUsed, Ground, LedgerHead, RECEIPT_SCHEMA, Receipt, ReceiptError,
    ReceiptReview, ReceiptText, Verification, hold_against, hold_beside, receipt, verify,
};
pub use score::{Approval, Average, HEADLINE_FROM, Score, score};
pub use score_index::{PointFigure, ScoreIndex, Scratch};
pub use short::ScoreInShort;
pub use spread::{Spread, SpreadWord};
pub use tiers::{TierSpell, tier_spells};
pub use timeline::{Point, timeline};
pub use weighted::{OutletWeights, Weighted, weighted};
