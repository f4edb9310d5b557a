//! What can go wrong with what the operator hands to this room.

/// A table or a model that could not be used.
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
}
