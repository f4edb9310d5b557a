//! Names of months and what else stands in dates, of all languages.

use crate::data::{MONTHS, dates};

/// The month a word names, 1 to 12.
pub(super) fn of_word(word: &str) -> Option<u32> {
    if word.len() < 3 || word.len() > 24 {
        return None;
    }
    let lower = word.to_lowercase();
    let place = MONTHS
        .iter()
        .position(|names| names.contains(&lower.as_str()))?;
    u32::try_from(place + 1).ok()
}

/// Words that may stand between the parts of a date.
pub(super) fn is_filler(word: &str) -> bool {
    is_ordinal(word) || dates::FILLERS.contains(&word)
}

/// Endings of day numbers.
pub(super) fn is_ordinal(word: &str) -> bool {
    dates::ORDINALS.contains(&word)
}
