//! The sentence or two of a review that carry its verdict.

/// Cuts a pull quote from a text: the sentence that weighed most in the verdict and, where room is left, the one behind
/// it, which stands beside it in the text, so that nothing is stitched together. What has to be cut ends in an ellipsis.
///
/// `weighed` is the byte offset where that sentence begins; `words` is how many may be shown, at least one.
pub fn pull_quote(text: &str, weighed: usize, words: usize) -> Option<String> {
    let sentences = sentences(text);
    let at = sentences
        .iter()
        .position(|(start, end)| *start <= weighed && weighed < *end)?;
    let (start, end) = *sentences.get(at)?;
    let first = text.get(start..end)?.trim();
    let count = |words: &str| words.split_whitespace().count();
    if count(first) > words {
        let cut: Vec<&str> = first.split_whitespace().take(words.max(1)).collect();
        let cut = cut.join(" ");
        let cut = cut.trim_end_matches(|letter: char| ",;:–—-".contains(letter));
        return Some(format!("{cut} …"));
    }
    let both = sentences
        .get(at + 1)
        .and_then(|(_, end)| text.get(start..*end))
        .map(str::trim)
        .filter(|both| !both.contains('\n') && count(both) <= words);
    Some(both.unwrap_or(first).to_owned())
}

/// Spans of the sentences; each begins where the one before ends.
fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, letter)) = chars.next() {
        let is_stop = matches!(letter, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '\n');
        if !is_stop {
            continue;
        }
        let mut end = at + letter.len_utf8();
        while let Some((at, next)) = chars.next_if(|(_, next)| {
            matches!(
                next,
                '.' | '!' | '?' | '”' | '"' | '’' | '\'' | '»' | ')' | ']'
            )
        }) {
            end = at + next.len_utf8();
        }
        let before = text.get(start..at).unwrap_or("");
        let last = before
            .rsplit(|letter: char| !letter.is_alphanumeric())
            .next();
        // `J. Doe`, `Mr. Doe`: a short word in capitals and a stop end no sentence.
        let is_short = letter == '.'
            && last.is_some_and(|word| {
                word.chars().count() <= 2 && word.starts_with(char::is_uppercase)
            });
        let is_open = chars
            .peek()
            .is_some_and(|(_, next)| !next.is_whitespace() && letter != '\n');
        if is_short || is_open {
            continue;
        }
        spans.push((start, end));
        start = end;
    }
    if start < text.len() {
        spans.push((start, text.len()));
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "J. Weir shot it in a week. It is a quiet, tender film. It will not leave you. And then?";

    #[test]
    fn the_sentence_that_weighed_most_is_pulled_with_its_neighbour() {
        let at = TEXT.find("It is").unwrap();
        assert_eq!(
            pull_quote(TEXT, at, 60).as_deref(),
            Some("It is a quiet, tender film. It will not leave you.")
        );
        assert_eq!(
            pull_quote(TEXT, at + 3, 8).as_deref(),
            Some("It is a quiet, tender film.")
        );
    }

    #[test]
    fn a_cut_sentence_shows_its_ellipsis() {
        assert_eq!(pull_quote(TEXT, 0, 4).as_deref(), Some("J. Weir shot it …"));
    }

    #[test]
    fn nothing_is_pulled_from_nowhere() {
        assert_eq!(pull_quote("", 0, 10), None);
        assert_eq!(pull_quote("A film.", 99, 10), None);
    }
}
