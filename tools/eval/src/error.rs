//! What can go wrong with labelled data.

/// A labelled file that could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvalError {
    /// Labelled data without a column that is needed.
    #[error("expected tab-separated columns `rating`, `text` and `verdict`, found `{0}`")]
    Columns(String),
    /// A line of labelled data that does not fit.
    #[error("line {line}: {wrong}")]
    Row {
        /// The line, from 1, the header included.
        line: u64,
        /// What was wanted and what came.
        wrong: String,
    },
    /// A bound of `corpus/gate.toml` that nothing can be held to.
    #[error("expected a figure and a number to hold it to, but {0}")]
    Gate(String),
    /// Labelled data that could not be read.
    #[error("line {line}: the labelled data could not be read")]
    Read {
        /// The line it stopped at.
        line: u64,
        /// The cause.
        #[source]
        cause: std::io::Error,
    },
}
