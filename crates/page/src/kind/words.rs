//! A text's words as the model weighs them.

use ovation_language::lexicon::{SEED, mix, small};

/// Bytes of a text's beginning and end that are weighed; what stands between says little more.
const LEAD_BYTES: usize = 4000;
const END_BYTES: usize = 2000;

/// Gives each word of a text, with the digest of its small letters: runs of letters and digits, and
/// in scripts without spaces each two letters that stand side by side.
pub(crate) fn each_word<'t>(text: &'t str, mut take: impl FnMut(&'t str, u32)) {
    let mut start: Option<(usize, u32)> = None;
    let mut last: Option<(usize, char)> = None;
    for (at, letter) in text.char_indices() {
        let is_dense = is_dense(letter);
        if (is_dense || !letter.is_alphanumeric())
            && let Some((from, digest)) = start.take()
            && let Some(word) = text.get(from..at)
        {
            take(word, digest);
        }
        if is_dense {
            if let Some((from, before)) = last
                && let Some(pair) = text.get(from..at + letter.len_utf8())
            {
                take(pair, mix(mix(SEED, small(before)), small(letter)));
            }
            last = Some((at, letter));
            continue;
        }
        last = None;
        if letter.is_alphanumeric() {
            let (_, digest) = start.get_or_insert((at, SEED));
            *digest = mix(*digest, small(letter));
        }
    }
    if let Some((from, digest)) = start
        && let Some(word) = text.get(from..)
    {
        take(word, digest);
    }
}

/// The parts of a text that are weighed.
pub(crate) fn weighed(text: &str) -> [&str; 2] {
    if text.len() <= LEAD_BYTES + END_BYTES {
        return [text, ""];
    }
    let lead = text.get(..boundary(text, LEAD_BYTES)).unwrap_or("");
    let end = text.get(boundary(text, text.len() - END_BYTES)..);
    [lead, end.unwrap_or("")]
}

/// The nearest boundary of letters at or below a byte.
pub(super) fn boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether a script without spaces has the letter, or one whose words change too much to be known
/// whole.
fn is_dense(letter: char) -> bool {
    ('\u{3040}'..='\u{9fff}').contains(&letter) || ('\u{ac00}'..='\u{d7a3}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ovation_language::lexicon::digest;

    fn words(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        each_word(text, |word, found| {
            assert_eq!(found, digest(&word.to_lowercase()), "{word}");
            words.push(word);
        });
        words
    }

    #[test]
    fn words_are_runs_of_letters_and_pairs_of_dense_ones() {
        let table: [(&str, &[&str]); 4] = [
            ("A dull, dull Film!", &["A", "dull", "dull", "Film"]),
            ("Größe 2", &["Größe", "2"]),
            ("這電影 ok", &["這電", "電影", "ok"]),
            ("", &[]),
        ];
        for (text, wanted) in table {
            assert_eq!(words(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_long_text_is_weighed_by_its_beginning_and_its_end() {
        let text = format!("begin {} end", "é".repeat(5000));
        let [lead, end] = weighed(&text);
        assert!(lead.starts_with("begin") && end.ends_with("end"));
        assert!(lead.len() + end.len() < text.len());
        assert_eq!(weighed("short"), ["short", ""]);
    }
}
