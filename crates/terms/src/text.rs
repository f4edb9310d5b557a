//! Comparing and shortening words.

use unicode_normalization::UnicodeNormalization;

/// Folds text for comparison: lower case, no accents, letters and digits only, `&` as `and`.
///
/// `Amélie & Co.` gives `amelieandco`. Scripts without case pass unchanged. The result may be
/// empty (a title of punctuation alone).
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        let mut folded = String::with_capacity(text.len());
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() {
                folded.push(char::from(byte.to_ascii_lowercase()));
            } else if byte == b'&' {
                folded.push_str("and");
            }
        }
        return folded;
    }
    let mut folded = String::with_capacity(text.len());
    // Only the accents of Latin, Greek and Cyrillic letters go; the marks of kana and of Indic
    // scripts tell words apart and are composed again.
    let is_accent = |letter: &char| ('\u{300}'..='\u{36f}').contains(letter);
    for letter in text.nfkd().filter(|letter| !is_accent(letter)).nfc() {
        match letter {
            '&' => folded.push_str("and"),
            'ß' => folded.push_str("ss"),
            'ø' | 'Ø' => folded.push('o'),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' => folded.push('d'),
            _ if letter.is_alphanumeric() => folded.extend(letter.to_lowercase()),
            _ => {}
        }
    }
    // What was dropped may have stood between letters that compose.
    folded.nfc().collect()
}

/// A readable part of an address: `The Lamplighter's Daughter` gives `the-lamplighters-daughter`.
///
/// At most 60 characters; empty when the text has no letter or digit.
pub fn slug(text: &str) -> String {
    let mut made = String::new();
    for word in text
        .split_whitespace()
        .flat_map(|part| part.split(['-', '/', ':', '_']))
    {
        let folded = fold(word);
        if folded.is_empty() {
            continue;
        }
        if !made.is_empty() {
            if made.chars().count() + folded.chars().count() >= 60 {
                break;
            }
            made.push('-');
        }
        made.extend(folded.chars().take(60));
    }
    made
}

/// The first `words` words, with an ellipsis when something was cut.
pub fn excerpt(text: &str, words: usize) -> String {
    let mut parts = text.split_whitespace();
    let mut made: Vec<&str> = parts.by_ref().take(words).collect();
    if parts.next().is_some() {
        made.push("…");
    }
    made.join(" ")
}
