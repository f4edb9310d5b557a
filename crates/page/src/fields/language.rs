//! The language of the article.

use super::super::claims::ArticleClaims;
use super::super::meta::Head;
use ovation_language::data::LANGUAGES;
use ovation_language::{Language, words};
use std::sync::LazyLock;

/// A bit for each language.
const _: () = assert!(LANGUAGES.len() <= 64, "more languages than bits");

/// The language of the article: detected where its text is long enough to be sure, else declared.
pub(in super::super) fn language(
    head: &Head,
    claims: &ArticleClaims,
    text: &str,
) -> Option<String> {
    let declared = head
        .language
        .clone()
        .or_else(|| claims.languages.first().cloned())
        .or_else(|| {
            head.meta(&["og:locale", "content-language", "dc.language"])
                .map(|m| m.value)
        })
        .map(|lang| lang.replace('_', "-"));
    let is_long = text.chars().take(200).count() == 200;
    let small = if is_long {
        SmallWords::of(text)
    } else {
        SmallWords::default()
    };
    if declared.as_deref().is_some_and(|code| small.speak(code)) {
        return declared;
    }
    let detect = || detected(text).and_then(|info| short_code(info.lang()));
    let code = is_long.then(|| small.plain().or_else(detect)).flatten();
    match (code, declared) {
        (Some(code), Some(declared)) if declared.to_lowercase().starts_with(code) => Some(declared),
        (Some(code), _) => Some(code.to_owned()),
        (None, declared) => declared.filter(|lang| words::words(lang).next().is_some()),
    }
}

/// A short word as a number, its bytes in order.
fn packed(word: &str) -> Option<u64> {
    (word.len() <= 8).then(|| word.bytes().fold(0, |all, byte| all << 8 | u64::from(byte)))
}

/// The small words with their languages, as bits.
static BY_WORD: LazyLock<Vec<(u64, u64)>> = LazyLock::new(|| {
    let mut all = std::collections::BTreeMap::new();
    for (at, language) in LANGUAGES.iter().enumerate() {
        let words = language.list("grammar.small");
        for word in words.iter().filter_map(|word| packed(word)) {
            *all.entry(word).or_default() |= 1_u64 << at;
        }
    }
    all.into_iter().collect()
});

/// How many small words of each language a text's beginning has. Spares the detection, which
/// costs more than most of the reading.
struct SmallWords {
    all: usize,
    counts: [usize; LANGUAGES.len()],
}

impl Default for SmallWords {
    fn default() -> Self {
        Self {
            all: 0,
            counts: [0; LANGUAGES.len()],
        }
    }
}

impl SmallWords {
    /// Words that are looked at, and how many of them there have to be.
    const WORDS: usize = 240;
    const LEAST: usize = 40;

    fn of(text: &str) -> Self {
        let mut made = Self::default();
        for word in text.split([' ', '\n']).take(Self::WORDS) {
            made.all += 1;
            let known = packed(word).and_then(|word| {
                let at = BY_WORD.binary_search_by_key(&word, |known| known.0).ok()?;
                BY_WORD.get(at)
            });
            let mut languages = known.map_or(0, |known| known.1);
            while languages != 0 {
                if let Some(count) = made.counts.get_mut(languages.trailing_zeros() as usize) {
                    *count += 1;
                }
                languages &= languages - 1;
            }
        }
        made
    }

    /// Whether the text is plainly in a language: an eighth of its words are small ones of it.
    fn speak(&self, code: &str) -> bool {
        let own = code.get(..2).unwrap_or("");
        let at = LANGUAGES
            .iter()
            .position(|known| known.code.eq_ignore_ascii_case(own));
        let count = at.and_then(|at| self.counts.get(at)).copied().unwrap_or(0);
        self.all >= Self::LEAST && count * 8 >= self.all
    }

    /// The language that the text is plainly in, by a sixth of its words and by many more than
    /// any other's.
    fn plain(&self) -> Option<&'static str> {
        let best = (0..LANGUAGES.len()).max_by_key(|at| self.counts.get(*at))?;
        let count = |at: usize| self.counts.get(at).copied().unwrap_or(0);
        let is_near = |at: &usize| *at != best && count(*at) * 5 > count(best) * 2;
        let is_plain = self.all >= Self::LEAST && count(best) * 6 >= self.all;
        let is_alone = !(0..LANGUAGES.len()).any(|at| is_near(&at));
        LANGUAGES
            .get(best)
            .filter(|_| is_plain && is_alone)
            .map(|known| known.code)
    }
}

/// The language of a text, where it is sure: of its beginning, else of more of it.
fn detected(text: &str) -> Option<whatlang::Info> {
    /// Enough to be sure of nearly every text.
    const BEGINNING_BYTES: usize = 2_500;
    /// Where that is not enough, more seldom helps.
    const MORE_BYTES: usize = 20_000;
    let within = |most: usize, text| {
        let text: &str = text;
        let mut end = most.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.get(..end).unwrap_or(text)
    };
    let beginning = within(BEGINNING_BYTES, text);
    let detect = |text: &str| whatlang::detect(text).filter(whatlang::Info::is_reliable);
    detect(beginning).or_else(|| {
        let more = within(MORE_BYTES, text);
        (beginning.len() < more.len())
            .then(|| detect(more))
            .flatten()
    })
}

fn short_code(lang: whatlang::Lang) -> Option<&'static str> {
    Language::of(lang.code()).map(|known| known.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_told_by_its_small_words() {
        let cases = [
            (
                "en",
                "the lamps of the harbour and the boats that it was built for ",
            ),
            (
                "de",
                "die Lampen und das Boot, nicht der Hafen ist es, mit dem sich ",
            ),
            (
                "pl",
                "lampy i łodzie w porcie nie są tym, co jest na wodzie, że to z ",
            ),
            (
                "ru",
                "лампы и лодки в порту не то, что на воде, и это как он с ними ",
            ),
        ];
        for (code, words) in cases {
            let small = SmallWords::of(&words.repeat(6));
            assert_eq!(small.plain(), Some(code));
            assert!(small.speak(&format!("{code}-XX")));
        }
        let names = SmallWords::of(&"Mira Holt Ada Marsh ".repeat(40));
        assert_eq!(names.plain(), None);
        assert!(!names.speak("en"));
    }
}
