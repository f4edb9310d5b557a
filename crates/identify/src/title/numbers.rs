//! Numbers in titles: digits, Roman numerals, words.

use ovation_language::Language;

/// Whether a word is or has a number: `2`, `II`, `Two`.
pub(super) fn is_number(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.contains(|c: char| c.is_ascii_digit())
        || roman(bare).is_some()
        || number_word(bare).is_some()
}

/// Writes roman numerals and number words as digits (`Part Two`, `Part II` and `Part 2` are one),
/// `Volume` as `Vol.`, and leaves `3D` out.
///
/// A lone `I`, `V` or `X` is a letter as often as a number and stays, but for after `part`,
/// `chapter`, `volume` and `episode`. Gives none when nothing changed.
pub(super) fn with_digits(title: &str) -> Option<String> {
    let mut changed = false;
    let mut after_part = false;
    let mut made = String::new();
    let last = title.split_whitespace().count().saturating_sub(1);
    // `Tide Wars V`, but `Plan I`.
    let is_sequel = title.ends_with(" V") || title.ends_with(" X");
    for (place, word) in title.split_whitespace().enumerate() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is = |other: &str| bare.eq_ignore_ascii_case(other);
        let volume = is("volume");
        let lone = bare.len() == 1 && !after_part;
        let number = if place == 0 || lone && !(place == last && is_sequel) {
            number_word(bare)
        } else {
            number_word(bare).or_else(|| roman(bare))
        };
        after_part = volume || is("part") || is("chapter") || is("vol") || is("episode");
        // How it is shown, not what it is called.
        let shown = is("3d") && place > 0;
        changed |= volume || shown || number.is_some();
        if !made.is_empty() {
            made.push(' ');
        }
        match number {
            Some(number) => made.push_str(&word.replace(bare, &number.to_string())),
            None if volume => made.push_str("Vol."),
            None if shown => {}
            None => made.push_str(word),
        }
    }
    changed.then_some(made)
}

fn number_word(bare: &str) -> Option<u32> {
    let numbers = Language::of("en")?.numbers.iter();
    let mut whole = numbers.filter(|(_, value)| value.fract() == 0.0 && *value <= 12.0);
    let (_, value) = whole.find(|(word, _)| word.eq_ignore_ascii_case(bare))?;
    (0_u32..=12).find(|number| f64::from(*number).to_bits() == value.to_bits())
}

/// Roman numerals up to 39 in capitals; larger ones are not used for sequels.
pub(super) fn roman(word: &str) -> Option<u32> {
    let mut total = 0;
    let mut last = 0;
    for letter in word.bytes().rev() {
        let value = match letter {
            b'I' => 1,
            b'V' => 5,
            b'X' => 10,
            _ => return None,
        };
        if value < last {
            total -= value.min(total);
        } else {
            total += value;
            last = value;
        }
    }
    let plain = !word.is_empty() && word.len() <= 7 && total < 40;
    (plain && to_roman(total) == word).then_some(total)
}

pub(super) fn to_roman(mut number: u32) -> String {
    let mut made = String::new();
    for (value, letters) in [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while number >= value {
            made.push_str(letters);
            number -= value;
        }
    }
    made
}
