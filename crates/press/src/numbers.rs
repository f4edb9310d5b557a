//! Numbers in digits and words, and the minutes of an ovation.

use super::tokens::Tokens;
use ovation_language::data::press;
use ovation_language::words::listed;
use ovation_terms::decimal;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A number in one word of the languages whose press is read, or any in digits. `None` for anything else.
pub(crate) fn number_of(word: &str) -> Option<f64> {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    if word.starts_with(|letter: char| letter.is_ascii_digit()) {
        return decimal(word);
    }
    // Most words are none: their length and first byte tell, without a search.
    let first = usize::from(*word.as_bytes().first()?);
    let lengths = LENGTHS.get(first).copied().unwrap_or(0);
    if lengths >> word.len().min(63) & 1 == 0 {
        return None;
    }
    let at = NUMBERS
        .binary_search_by(|(known, _)| (*known).cmp(word))
        .ok()?;
    NUMBERS.get(at).map(|(_, value)| *value)
}

/// Whole numbers below a hundred written out, and a hundred, in the languages whose press is read:
/// words that two of them mean differently are left out.
static NUMBERS: LazyLock<Vec<(&'static str, f64)>> = LazyLock::new(|| {
    let mut made: BTreeMap<&str, Option<f64>> = BTreeMap::new();
    let read = ovation_language::all().filter(|language| !language.list(READ_BY).is_empty());
    for (word, value) in read.flat_map(|language| language.numbers) {
        if value.fract() == 0.0 && (1.0..=100.0).contains(value) {
            let known = made.entry(word).or_insert(Some(*value));
            *known = known.filter(|known| known.to_bits() == value.to_bits());
        }
    }
    let agreed = made.into_iter();
    agreed
        .filter_map(|(word, value)| Some((word, value?)))
        .collect()
});

/// For each first byte the lengths of those words, a bit each.
static LENGTHS: LazyLock<[u64; 256]> = LazyLock::new(|| {
    let mut lengths = [0; 256];
    for (word, _) in NUMBERS.iter() {
        let first = word.as_bytes().first().map(|first| usize::from(*first));
        if let Some(known) = first.and_then(|first| lengths.get_mut(first)) {
            *known |= 1 << word.len().min(63);
        }
    }
    lengths
});

/// The list that every language has whose press is read.
const READ_BY: &str = "press.events_premiere";

/// Minutes stated near a token, within its sentence: `ten-minute`, `8 1/2 minutes`, `eight and a half minutes`,
/// `12-minute-long`. `minutes-long` alone states none.
pub(crate) fn minutes_near(tokens: &Tokens<'_>, at: usize) -> Option<(f64, usize)> {
    let (from, to) = tokens.sentence(tokens.at(at).sentence);
    let low = from.max(at.saturating_sub(14));
    let high = to.min(at + 14);
    let mut best: Option<(usize, f64, usize)> = None;
    for place in low..high {
        let lower = tokens.text_of(place).to_lowercase();
        let mut stems = press::MINUTE_STEMS.iter();
        let Some(unit) = stems.find_map(|stem| lower.find(stem)) else {
            continue;
        };
        let before = lower.get(..unit).unwrap_or("").trim_end_matches('-');
        let number = if before.is_empty() {
            words_before(tokens, low, place)
        } else {
            of_words(&before.split('-').collect::<Vec<_>>())
        };
        if let Some(number) = number {
            let distance = at.abs_diff(place);
            if best.is_none_or(|(other, ..)| distance < other) {
                best = Some((distance, number, place));
            }
        }
    }
    best.map(|(_, number, place)| (number, place))
}

fn words_before(tokens: &Tokens<'_>, low: usize, unit: usize) -> Option<f64> {
    let from = unit.saturating_sub(6).max(low);
    let words: Vec<String> = (from..unit)
        .flat_map(|at| {
            let text = tokens.text_of(at).to_lowercase();
            text.split('-').map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    let words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !word.is_empty())
        .collect();
    of_words(&words)
}

/// The number that the last of the words state: `eight and a half`, `8 1/2`, `twenty two`.
fn of_words(words: &[&str]) -> Option<f64> {
    let mut rest = words;
    let mut half = 0.0;
    while let Some((last, before)) = rest.split_last() {
        if *last == "½" || listed(press::NUMBER_HALF, last) {
            half = 0.5;
        } else if !listed(press::NUMBER_JOINS, last) {
            break;
        }
        rest = before;
    }
    if let [.., "1", "/", "2"] = rest {
        half = 0.5;
        rest = rest.get(..rest.len() - 3).unwrap_or(&[]);
    }
    let (last, before) = rest.split_last()?;
    let (bare, fraction) = last
        .strip_suffix('½')
        .map_or((*last, 0.0), |bare| (bare, 0.5));
    let number = number_of(bare)?;
    let tens = before
        .last()
        .and_then(|word| number_of(word))
        .filter(|&tens| {
            number < 10.0
                && tens >= 20.0
                && tens % 10.0 < 0.5
                && bare.starts_with(char::is_alphabetic)
        });
    Some(tens.unwrap_or(0.0) + number + half + fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokenize;

    fn minutes(text: &str) -> Option<f64> {
        let tokens = tokenize(text);
        let at = (0..tokens.len())
            .find(|&at| tokens.text_of(at) == "ovation")
            .unwrap();
        minutes_near(&tokens, at).map(|(minutes, _)| minutes)
    }

    #[test]
    fn minutes_are_read_in_digits_and_words() {
        for (text, wanted) in [
            ("It got a ten-minute standing ovation.", Some(10.0)),
            ("It got an eight and a half minute ovation.", Some(8.5)),
            ("The ovation lasted eight and a half minutes.", Some(8.5)),
            ("The ovation went on for 12 minutes.", Some(12.0)),
            ("A 7.5-minute ovation followed.", Some(7.5)),
            ("A twenty-two-minute ovation followed.", Some(22.0)),
            ("An 8½-minute ovation followed.", Some(8.5)),
            ("A minutes-long standing ovation followed.", None),
            ("There was an ovation.", None),
        ] {
            assert_eq!(minutes(text), wanted, "{text}");
        }
    }
}
