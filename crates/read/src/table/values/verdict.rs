//! Words for verdicts.

use ovation_language::data::columns::{VERDICT_AGAINST, VERDICT_FOR};
use ovation_terms::fold;

/// What a verdict's word says: for, against, or nothing known.
pub(crate) fn stated_verdict(words: &str) -> Option<bool> {
    // The commonest words are told without folding: tables repeat them a million times.
    match words {
        "fresh" | "Fresh" | "positive" | "1" | "true" | "👍" | "+" => return Some(true),
        "rotten" | "Rotten" | "negative" | "0" | "false" | "👎" | "-" | "−" => {
            return Some(false);
        }
        _ => {}
    }
    let folded = fold(words);
    if VERDICT_FOR.contains(&folded.as_str()) {
        return Some(true);
    }
    VERDICT_AGAINST.contains(&folded.as_str()).then_some(false)
}
