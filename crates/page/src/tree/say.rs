//! Words written down as a reader sees them: white space collapsed.

/// What stands between the text so far and the next word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Space,
    Line,
}

/// A letter of a word.
const LETTER: u8 = 0;
/// White space of one byte.
const SPACE: u8 = 1;
/// What characters that are no letter may begin with.
const MAYBE: u8 = 2;

static CLASSES: [u8; 256] = {
    let mut classes = [LETTER; 256];
    let mut byte = 0_u8;
    loop {
        let class = match byte {
            0x09..=0x0d | b' ' => SPACE,
            0xc2 | 0xe1 | 0xe2 | 0xe3 | 0xef => MAYBE,
            _ => LETTER,
        };
        #[expect(clippy::indexing_slicing, reason = "worked out while compiling")]
        {
            classes[byte as usize] = class;
        }
        if byte == u8::MAX {
            break;
        }
        byte += 1;
    }
    classes
};

fn class(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(LETTER)
}

/// The length of what is no letter at the start of a text, and whether it is white space; the
/// others are never seen ([`ovation_terms::is_invisible`]), but for two that begin as letters do.
fn blank(bytes: &[u8]) -> Option<(usize, bool)> {
    match bytes {
        [byte, ..] if class(*byte) == SPACE => Some((1, true)),
        [0xc2, 0xad, ..] => Some((2, false)),
        [0xc2, 0x85 | 0xa0, ..] => Some((2, true)),
        [0xe2, 0x80, 0x8b | 0x8e | 0x8f | 0xaa..=0xae, ..]
        | [0xe2, 0x81, 0xa0..=0xa4 | 0xa6..=0xaf, ..]
        | [0xe1, 0xa0, 0x8e, ..]
        | [0xef, 0xbb, 0xbf, ..] => Some((3, false)),
        [0xe1, 0x9a, 0x80, ..]
        | [0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf, ..]
        | [0xe2, 0x81, 0x9f, ..]
        | [0xe3, 0x80, 0x80, ..] => Some((3, true)),
        _ => None,
    }
}

/// Writes words behind a text, with the gap before them and between them.
pub(super) fn say(text: &mut String, words: &str, gap: &mut Gap) {
    let bytes = words.as_bytes();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some((length, is_space)) = blank(rest) {
            if is_space {
                *gap = (*gap).max(Gap::Space);
            }
            at += length;
            continue;
        }
        let start = at;
        at += 1;
        while let Some(byte) = bytes.get(at) {
            match class(*byte) {
                LETTER => {}
                // A single space between words stays as it is.
                SPACE
                    if *byte == b' '
                        && bytes.get(at + 1).is_some_and(|next| class(*next) == LETTER) => {}
                SPACE => break,
                _ if bytes.get(at..).and_then(blank).is_some() => break,
                _ => {}
            }
            at += 1;
        }
        if !text.is_empty() {
            match gap {
                Gap::None => {}
                Gap::Space => text.push(' '),
                Gap::Line => text.push('\n'),
            }
        }
        *gap = Gap::None;
        text.push_str(words.get(start..at).unwrap_or(""));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is never seen, but for two letters that are rare and begin as common ones do.
    fn is_dropped(letter: char) -> bool {
        ovation_terms::is_invisible(letter) && !matches!(letter, '\u{34f}' | '\u{61c}')
    }

    /// The same, a letter at a time.
    fn slowly(text: &mut String, words: &str, gap: &mut Gap) {
        for letter in words.chars() {
            if letter.is_whitespace() {
                *gap = (*gap).max(Gap::Space);
            } else if !is_dropped(letter) {
                match gap {
                    Gap::Space if !text.is_empty() => text.push(' '),
                    Gap::Line if !text.is_empty() => text.push('\n'),
                    _ => {}
                }
                *gap = Gap::None;
                text.push(letter);
            }
        }
    }

    proptest! {
        #[test]
        fn words_are_written_as_if_letter_by_letter(
            parts in prop::collection::vec("[a-c \t\n\u{a0}\u{ad}\u{200b}\u{200e}\u{202a}\u{2060}\u{2003}\u{3000}é映＊\u{feff}]{0,12}", 0..6),
        ) {
            let (mut fast, mut slow) = (String::new(), String::new());
            let (mut gap, mut other) = (Gap::Line, Gap::Line);
            for part in &parts {
                say(&mut fast, part, &mut gap);
                slowly(&mut slow, part, &mut other);
                prop_assert!(gap == other);
            }
            prop_assert_eq!(fast, slow);
        }
    }

    #[test]
    fn every_kind_of_white_space_is_known() {
        for letter in '\0'..='\u{ffff}' {
            let mut room = [0; 4];
            let found = blank(letter.encode_utf8(&mut room).as_bytes());
            let is_blank = letter.is_whitespace() || is_dropped(letter);
            assert_eq!(found.is_some(), is_blank, "{letter:?}");
            assert_eq!(found.is_some_and(|f| f.1), letter.is_whitespace());
        }
    }
}
