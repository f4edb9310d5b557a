//! In which language a text is, by its small words and its script.

use ovation_language::data::LANGUAGES;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A bit for each language.
const _: () = assert!(LANGUAGES.len() <= 64, "more languages than bits");

/// The small words with their languages, as bits.
static BY_WORD: LazyLock<BTreeMap<&'static str, u64>> = LazyLock::new(|| {
    let mut all = BTreeMap::new();
    for (at, language) in LANGUAGES.iter().enumerate() {
        for word in language.list("grammar.small") {
            *all.entry(*word).or_default() |= 1_u64 << at;
        }
    }
    all
});

/// Words that are looked at.
const WORDS: usize = 240;

/// Small words that there have to be.
const LEAST: usize = 2;

/// Small words that outweigh what is declared.
const SURE: usize = 4;

/// The code of the language that a text is in, where that is plain, and whether so plain that it
/// outweighs a declared one: it has at least [`LEAST`] small words of it ([`SURE`]), an eighth of all,
/// and more than one and a half times as many as of any other; or it is written in Hangul.
pub(crate) fn guess(text: &str) -> Option<(&'static str, bool)> {
    let mut counts = [0_usize; LANGUAGES.len()];
    let (mut all, mut hangul) = (0_usize, 0_usize);
    for word in text.split_whitespace().take(WORDS) {
        all += 1;
        hangul += usize::from(
            word.chars()
                .any(|letter| ('\u{ac00}'..='\u{d7a3}').contains(&letter)),
        );
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let mut languages = BY_WORD
            .get(word.to_lowercase().as_str())
            .copied()
            .unwrap_or(0);
        while languages != 0 {
            if let Some(count) = counts.get_mut(languages.trailing_zeros() as usize) {
                *count += 1;
            }
            languages &= languages - 1;
        }
    }
    if hangul * 2 > all {
        return Some(("ko", true));
    }
    let (best, most) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    let is_near = |(at, count): (usize, &usize)| at != best && count * 3 > most * 2;
    let is_alone = !counts.iter().enumerate().any(is_near);
    let language = LANGUAGES.get(best)?;
    (*most >= LEAST && most * 8 >= all && is_alone).then_some((language.code, *most >= SURE))
}
