//! Comparing and shortening words.

use unicode_normalization::UnicodeNormalization;

/// A number with its thousands apart: `37000` as `37,000`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut made = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            made.push(',');
        }
        made.push(digit);
    }
    made
}

/// How many of something: `1 review`, `2 reviews`, `1,200 reviews`.
pub fn counted(number: u64, one: &str, many: &str) -> String {
    let word = if number == 1 { one } else { many };
    format!("{} {word}", grouped(number))
}

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
    if fold_letters(text, &mut folded) {
        return folded;
    }
    folded.clear();
    fold_slowly(text, &mut folded);
    // What was dropped may have stood between letters that compose.
    folded.nfc().collect()
}

/// The last letter of Latin, Greek and Cyrillic scripts that is folded by itself.
const LETTERS: usize = 0x500;
/// Dashes, quotation marks and the like.
const MARKS: std::ops::Range<usize> = 0x2010..0x2060;

/// What each of these letters folds to, for which neighbours make no difference: of their marks
/// none stays that could compose with another letter.
static FOLDED: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
    let codes = (0..LETTERS).chain(MARKS);
    let letters = codes.map(|code| u32::try_from(code).ok().and_then(char::from_u32));
    letters
        .map(|letter| {
            let mut folded = String::new();
            if let Some(letter) = letter {
                fold_slowly(letter.encode_utf8(&mut [0; 4]), &mut folded);
            }
            folded
        })
        .collect()
});

/// Folds letter by letter, or says that this text needs more.
fn fold_letters(text: &str, folded: &mut String) -> bool {
    let table = FOLDED.as_slice();
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            folded.push(letter.to_ascii_lowercase());
            continue;
        }
        let code = letter as usize;
        let place = if code < LETTERS {
            code
        } else if MARKS.contains(&code) {
            LETTERS + code - MARKS.start
        } else {
            return false;
        };
        folded.push_str(table.get(place).map_or("", String::as_str));
    }
    true
}

fn fold_slowly(text: &str, folded: &mut String) {
    // Only the accents of Latin, Greek and Cyrillic letters go; the marks of kana and of Indic
    // scripts tell words apart and are composed again.
    let is_accent = |letter: &char| ('\u{300}'..='\u{36f}').contains(letter);
    let letters = text.nfkd().filter(|letter| !is_accent(letter)).nfc();
    for letter in letters.flat_map(char::to_lowercase) {
        match letter {
            '&' => folded.push_str("and"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            _ if letter.is_alphanumeric() => folded.push(letter),
            _ => {}
        }
    }
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

/// As [`excerpt`], and never more than eight letters a word: for texts by whom a line must not be
/// filled.
pub fn shortened(text: &str, words: usize) -> String {
    let short = excerpt(text, words);
    let most = words.saturating_mul(8);
    match short.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", short.get(..end).unwrap_or_default()),
        None => short,
    }
}

/// A value as it is typed in a shell: as it is, in double quotes, which every shell knows, or, where a
/// sign in it would mean something within those, as POSIX shells want it.
pub fn for_shell(value: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "._-/#:".contains(c);
    if !value.is_empty() && !value.starts_with('#') && value.chars().all(is_plain) {
        value.to_owned()
    } else if value.contains(['"', '$', '`', '\\', '!']) {
        format!("'{}'", value.replace('\'', r"'\''"))
    } else {
        format!("\"{value}\"")
    }
}

/// Endings of two letters that are sold to anybody, and so tell no country.
const SOLD_TO_ANYBODY: [&str; 24] = [
    "ac", "ai", "am", "bz", "cc", "cd", "co", "fm", "gg", "gl", "im", "io", "la", "li", "ly", "me",
    "nu", "sc", "sh", "to", "tv", "vc", "vu", "ws",
];

/// The country that a domain's ending tells, ISO 3166 in two capitals: `revyn.example.se` is of
/// `SE`. None for endings of more letters, those of no one country, and those sold to anybody.
pub fn country_of(domain: &str) -> Option<String> {
    let ending = domain.rsplit('.').next()?.to_ascii_lowercase();
    let is_country = ending.len() == 2
        && ending.len() < domain.len()
        && ending.bytes().all(|byte| byte.is_ascii_lowercase())
        && ending != "eu"
        && ending != "su"
        && !SOLD_TO_ANYBODY.contains(&ending.as_str());
    is_country.then(|| match ending.as_str() {
        // The one country whose domains do not end as its code.
        "uk" => "GB".to_owned(),
        _ => ending.to_ascii_uppercase(),
    })
}

#[cfg(test)]
mod tests {
    use super::{for_shell, shortened};

    #[test]
    fn a_value_comes_out_of_the_shell_as_it_went_in() {
        for (value, typed) in [
            ("reviews-2024.csv", "reviews-2024.csv"),
            ("book.xlsx#Sheet1", "book.xlsx#Sheet1"),
            ("", "\"\""),
            ("#one", "\"#one\""),
            ("rating (of 4)", "\"rating (of 4)\""),
            ("critic's score", "\"critic's score\""),
            ("the \"score\"", "'the \"score\"'"),
            ("it's $5", r"'it'\''s $5'"),
        ] {
            assert_eq!(for_shell(value), typed);
        }
    }

    #[test]
    fn a_text_is_cut_by_its_words_and_by_its_letters() {
        assert_eq!(shortened("one two three", 2), "one two …");
        assert_eq!(
            shortened(&"x".repeat(20), 2),
            format!("{}…", "x".repeat(16))
        );
        assert_eq!(shortened("one two", 2), "one two");
    }
}
