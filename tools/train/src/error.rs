//! What can go wrong while learning.

/// Data that nothing can be learned from.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrainError {
    /// Nothing to learn from.
    #[error("expected positive and negative texts to learn from, found {0}")]
    TooFew(String),
}
