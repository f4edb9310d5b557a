//! What can go wrong with what the operator hands to this room.

/// A table, a model or a labelled file that could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JudgeError {
    /// A rating table that is no TOML of the expected form.
    #[error("expected a rating table like the built-in ratings.toml, found an error: {0}")]
    TableForm(#[source] Box<toml::de::Error>),
    /// A rating table of the right form with an impossible value in it.
    #[error("expected {wanted} in the rating table, found `{found}`")]
    TableValue {
        /// What was wanted, with the place.
        wanted: String,
        /// What stands there.
        found: String,
    },
    /// Bytes that are no text model.
    #[error("expected a verdict model of this program's form, found {0}")]
    Model(String),
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
    /// Labelled data that could not be read.
    #[error("line {line}: the labelled data could not be read")]
    Read {
        /// The line it stopped at.
        line: u64,
        /// The cause.
        #[source]
        cause: std::io::Error,
    },
    /// Nothing to learn from.
    #[error("expected positive and negative texts to learn from, found {0}")]
    TooFew(String),
}
