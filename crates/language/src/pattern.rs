//! Lists of words as parts of patterns.

/// Words as an alternation for a pattern, the longest first, so that no word hides a longer one;
/// one space stands for
/// any, and one apostrophe too. Without words it is a pattern that nothing matches.
pub fn any<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    joined(words, r"\s")
}

/// The same, with `gap` as the pattern of what stands between words.
pub fn joined<'a>(words: impl IntoIterator<Item = &'a str>, gap: &str) -> String {
    let mut words: Vec<&str> = words.into_iter().collect();
    words.sort_by(|one, other| other.len().cmp(&one.len()).then(one.cmp(other)));
    words.dedup();
    if words.is_empty() {
        return r"[^\s\S]".to_owned();
    }
    let words = words
        .into_iter()
        .map(|word| escaped(word).replace(' ', gap));
    format!("(?:{})", words.collect::<Vec<_>>().join("|"))
}

/// A word whose signs mean themselves in a pattern.
fn escaped(word: &str) -> String {
    let mut made = String::with_capacity(word.len());
    for letter in word.chars() {
        if letter == '\'' {
            made.push_str("['’ʼ]");
            continue;
        }
        if !letter.is_alphanumeric() && !letter.is_whitespace() && letter.is_ascii() {
            made.push('\\');
        }
        made.push(letter);
    }
    made
}

/// How a word may be written, for searches that know only ASCII's capitals: as it stands, in
/// capitals, and with a capital first.
pub fn spellings(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if !word.is_ascii() {
        let mut letters = word.chars();
        let first = letters.by_ref().take(1).flat_map(char::to_uppercase);
        let first: String = first.collect();
        forms.push(word.to_uppercase());
        forms.push(first + letters.as_str());
    }
    forms.dedup();
    forms
}
