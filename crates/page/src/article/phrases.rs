//! Words of a page's furniture: labels, invitations and credits that stand between paragraphs.

use ovation_language::data::page::{FURNITURE, INVITING, SIGNED, SIGNED_ON, SOURCES};

/// Openings of one letter.
const SINGLE: [char; 1] = ['©'];

/// Pairs of letters that some opening begins with: most lines begin with none.
static BEGINNINGS: std::sync::LazyLock<[u64; 64]> = std::sync::LazyLock::new(|| {
    let mut pairs = [0; 64];
    for opening in FURNITURE {
        let mut letters = opening.chars().map(beginning);
        if let (Some(first), Some(second)) = (letters.next(), letters.next())
            && let Some(seconds) = pairs.get_mut(first)
        {
            *seconds |= 1 << second;
        }
    }
    pairs
});

/// A letter, whatever its case, as a number below 64.
fn beginning(letter: char) -> usize {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    lower as usize % 64
}

/// Whether a short line is furniture.
pub(super) fn is_furniture(words: &str) -> bool {
    let words = words.trim_start_matches(|letter: char| {
        !letter.is_alphanumeric() && !matches!(letter, '(' | '©')
    });
    if words.is_empty() {
        return false;
    }
    let mut first = words.chars().take(2).map(beginning);
    let (first, second) = (first.next().unwrap_or(0), first.next().unwrap_or(0));
    let seconds = BEGINNINGS.get(first).copied().unwrap_or(0);
    if seconds >> second & 1 == 0 && !SINGLE.contains(&words.chars().next().unwrap_or(' ')) {
        return false;
    }
    let lower: String = words
        .chars()
        .take(32)
        .flat_map(char::to_lowercase)
        .collect();
    FURNITURE.iter().any(|opening| lower.starts_with(opening))
}

/// Whether a line at the end invites readers to more: with two such words, or one and a link.
pub(super) fn invites(words: &str, has_link: bool) -> bool {
    let lower = words.to_lowercase();
    let found = INVITING.iter().filter(|word| lower.contains(**word));
    found.take(2).count() + usize::from(has_link) >= 2
}

/// Whether a line at the end names sources or who helped.
pub(super) fn is_credit(words: &str) -> bool {
    let lower: String = words
        .chars()
        .take(24)
        .flat_map(char::to_lowercase)
        .collect();
    words.len() < 300 && SOURCES.iter().any(|source| lower.starts_with(source))
}

/// Whether a short line is a byline or a dateline.
pub(super) fn is_byline(words: &str) -> bool {
    if words.len() > 100 {
        return false;
    }
    let mut parts = words.split_whitespace();
    let first = parts
        .next()
        .unwrap_or("")
        .trim_end_matches(':')
        .to_lowercase();
    let second = parts.next().unwrap_or("");
    let names = second
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    let is_dated = SIGNED_ON.contains(&second);
    SIGNED.contains(&first.as_str())
        && (names && words.len() < 80 || is_dated || words.contains(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_sentences() {
        assert!(is_furniture("Read more: The lamps of the harbour"));
        assert!(is_furniture("» Lesen Sie auch: Die Lampen"));
        assert!(is_furniture("(Image: HARBOUR)"));
        assert!(!is_furniture("The lamps stay lit."));
        assert!(!is_furniture("…"));
    }
}
