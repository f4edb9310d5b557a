//! The bundled weights of events and claims: a text file that a person can read.

use super::claims::{self, ClaimPlace, ClaimWeights};
use super::events::{self, EventPlace, EventWeights};
use std::sync::LazyLock;

static BUNDLED: LazyLock<ToldWeights> = LazyLock::new(|| {
    ToldWeights::parse(include_str!("../models/told/model.tsv")).unwrap_or_else(ToldWeights::none)
});

/// Weights of events and of claims.
#[derive(Clone, Debug)]
pub(crate) struct ToldWeights {
    pub(crate) events: EventWeights,
    pub(crate) claims: ClaimWeights,
}

impl ToldWeights {
    /// Reads a model's file; nothing for one of another form.
    pub(crate) fn parse(file: &str) -> Option<Self> {
        Some(Self {
            events: EventWeights::parse(file, EVENT, EventPlace::NAMES, &events::KIND_NAMES)?,
            claims: ClaimWeights::parse(file, CLAIM, ClaimPlace::NAMES, &claims::KIND_NAMES)?,
        })
    }

    /// Weights by which nothing is told.
    fn none() -> Self {
        Self {
            events: EventWeights::silent(),
            claims: ClaimWeights::silent(),
        }
    }
}

/// How lines of events begin in the file.
pub const EVENT: &str = "event";
/// How lines of claims begin in it.
pub const CLAIM: &str = "claim";

/// The model that comes with the program.
pub(crate) fn bundled() -> &'static ToldWeights {
    &BUNDLED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_model_is_whole() {
        let file = include_str!("../models/told/model.tsv");
        assert!(ToldWeights::parse(file).is_some());
        assert!(file.len() < 1_000_000);
    }
}
