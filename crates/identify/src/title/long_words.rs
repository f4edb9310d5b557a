//! The long words of a title: what is left where two translations of one title differ in little words and in
//! the endings of the others (`Into the Garden of Lanterns' Light`, `To the Garden of Lantern Lights`).

use ovation_terms::fold;
use std::collections::BTreeSet;

/// A word of so many letters is a long one, and so many of its letters are compared: endings are not.
const LONG: usize = 5;
/// Fewer long words tell no title.
const FEWEST: usize = 3;

/// The beginnings of a title's long words, and its numbers, in one order; none where the long words are too
/// few to tell it. No other form of a title begins so.
pub(super) fn of(title: &str) -> Option<String> {
    let split = title.split(|letter: char| !(letter.is_alphanumeric() || is_inside(letter)));
    let mut words: BTreeSet<String> = BTreeSet::new();
    let mut long = 0;
    for word in split.map(fold) {
        if word.chars().any(char::is_numeric) {
            words.insert(word);
        } else if word.chars().count() >= LONG && words.insert(word.chars().take(LONG).collect()) {
            long += 1;
        }
    }
    (long >= FEWEST).then(|| {
        let words: Vec<String> = words.into_iter().collect();
        format!("\u{2}{}", words.join(" "))
    })
}

/// Apostrophes stand inside words.
fn is_inside(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}' | '\u{2bc}')
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn little_words_and_endings_are_left_off_and_numbers_are_not() {
        for (one, other, wanted) in [
            (
                "Into the Garden of Lanterns' Light",
                "To the Garden of Lantern Lights",
                true,
            ),
            (
                "Night Trains over Silver Bridges",
                "Night Train Over the Silver Bridge",
                true,
            ),
            (
                "The Keepers and the Winter Harbour",
                "Winter Harbour: Keeper",
                true,
            ),
            (
                "Night Trains over Silver Bridges 2",
                "Night Trains over Silver Bridges",
                false,
            ),
            (
                "Night Trains over Silver Bridges 2",
                "Night Trains over Silver Bridges 3",
                false,
            ),
            (
                "Night Trains over Silver Bridges",
                "Night Trains over Golden Bridges",
                false,
            ),
        ] {
            let (one_of, other_of) = (of(one), of(other));
            assert!(one_of.is_some(), "{one}");
            assert_eq!(one_of == other_of, wanted, "{one} / {other}");
        }
        for short in ["The Silver Bridge", "Light Lights Lighter", "Up", ""] {
            assert_eq!(of(short), None, "{short}");
        }
    }
}
