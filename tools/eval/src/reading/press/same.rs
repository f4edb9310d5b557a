//! When what is given of an article is what its labels say.

use super::Count;
use ovation_terms::fold;

/// Pairs each wanted with one given.
pub(super) fn match_all(
    count: &mut Count,
    what: &str,
    wanted: &[&str],
    given: &[&str],
    is_same: impl Fn(&str, &str) -> bool,
    lines: &mut Vec<String>,
) {
    let mut used = vec![false; given.len()];
    count.wanted += wanted.len() as u64;
    count.given += given.len() as u64;
    for want in wanted {
        let found = given
            .iter()
            .zip(&mut used)
            .find(|(give, used)| !**used && is_same(want, give));
        if let Some((_, used)) = found {
            *used = true;
            count.right += 1;
        } else {
            lines.push(format!("{what}: missed: {want}"));
        }
    }
    for (give, _) in given.iter().zip(&used).filter(|(_, used)| !**used) {
        lines.push(format!("{what}: wrong: {give}"));
    }
}

pub(super) fn event_line(kind: &str, film: &str, minutes: Option<f64>) -> String {
    let kind = kind.to_lowercase().replace('_', " ");
    match minutes {
        Some(minutes) => format!("{kind} {} {minutes}", fold(before_bracket(film))),
        None => format!("{kind} {}", fold(before_bracket(film))),
    }
}

pub(super) fn before_bracket(text: &str) -> &str {
    text.split(" (").next().unwrap_or(text).trim()
}

/// Whether two ways to name a speaker agree: the same words, articles aside, or a name within the other's.
pub(super) fn is_same_speaker(gold: &str, given: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty());
        let words = words.map(str::to_lowercase);
        words
            .filter(|word| !matches!(word.as_str(), "the" | "a" | "an" | "s"))
            .collect()
    };
    let (gold_words, given_words) = (words(gold), words(given));
    if gold_words.is_empty() || given_words.is_empty() {
        return false;
    }
    if gold_words == given_words {
        return true;
    }
    let is_name = |text: &str| {
        text.split_whitespace()
            .all(|word| word.chars().next().is_some_and(|l| !l.is_lowercase()))
    };
    // `Ms. Roy` for `Ana Roy`; `their lawyer Ana Roy` for `Ana Roy`.
    is_name(gold)
        && (gold_words.iter().all(|word| given_words.contains(word))
            || (given_words.last() == gold_words.last()
                && given_words.iter().all(|word| gold_words.contains(word))))
}

pub(super) fn is_same_claim(gold: &str, given: &str) -> bool {
    shared_words(gold, given) >= 0.5
}

/// How much of the longer of two texts the words are that both have, 0 to 1.
pub fn shared_words(gold: &str, given: &str) -> f64 {
    let words = |text: &str| -> Vec<String> {
        let parts = text.split(|letter: char| letter.is_whitespace() || "—–-/".contains(letter));
        parts.map(fold).filter(|word| !word.is_empty()).collect()
    };
    let (gold, given) = (words(gold), words(given));
    let mut rest = given.clone();
    let mut shared = 0;
    for word in &gold {
        if let Some(at) = rest.iter().position(|other| other == word) {
            rest.remove(at);
            shared += 1;
        }
    }
    f64::from(shared) / gold.len().max(given.len()).max(1) as f64
}

/// The minutes a label's note states, in digits or words.
pub(super) fn minutes_of(note: &str) -> Option<f64> {
    let lower = note.to_lowercase();
    let words: Vec<&str> = lower
        .split(|l: char| !l.is_alphanumeric() && l != '.')
        .collect();
    let at = words
        .iter()
        .position(|word| word.starts_with("minute") || *word == "min")?;
    words
        .get(..at)?
        .iter()
        .rev()
        .find_map(|word| ovation_press::number_of(word))
}
