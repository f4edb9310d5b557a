//! Where sentences begin and end.

use std::ops::Range;

/// Cuts a text into sentences, as byte ranges without the white space around them.
///
/// A sentence ends after `.`, `!`, `?`, `…` (closing quotes and brackets included) before white
/// space, after the full stops of Chinese and Japanese, and at a line break. Abbreviations cut too
/// early; for pointing at the words that weighed most that does no harm.
pub(crate) fn split(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut ending = false;
    for (at, letter) in text.char_indices() {
        let wide = matches!(letter, '。' | '！' | '？');
        let cut = if letter == '\n' || (ending && letter.is_whitespace()) {
            Some(at)
        } else if wide {
            Some(at + letter.len_utf8())
        } else {
            None
        };
        if let Some(end) = cut {
            push(text, start..end, &mut sentences);
            start = end;
        }
        ending = matches!(letter, '.' | '!' | '?' | '…')
            || (ending && matches!(letter, '"' | '\'' | '”' | '’' | ')' | ']' | '»'));
    }
    push(text, start..text.len(), &mut sentences);
    sentences
}

fn push(text: &str, range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let Some(slice) = text.get(range.clone()) else {
        return;
    };
    let start = range.start + (slice.len() - slice.trim_start().len());
    let end = start + slice.trim().len();
    if slice.chars().any(char::is_alphanumeric) {
        sentences.push(start..end);
    }
}
