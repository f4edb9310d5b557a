//! Text from outside made harmless for a terminal.
//!
//! A terminal obeys escape codes and hides or turns round text by invisible characters. Whatever a page
//! or a table says is shown with those characters written out (`\u{1b}`): nothing is obeyed, and nothing
//! is left out unseen.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character does something other than show itself: controls, marks of direction, and what is
/// drawn as nothing.
///
/// # Source
/// Unicode, `DerivedCoreProperties.txt`: `Default_Ignorable_Code_Point`; `PropList.txt`: `Bidi_Control`;
/// and the general categories Cc, Zl and Zp.
fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Marks of how the sign before is drawn, as in `⭐️`: left out, for what they follow is shown.
fn is_presentation(letter: char) -> bool {
    matches!(letter, '\u{fe0e}' | '\u{fe0f}')
}

/// A text whose unseen letters, but for those that are kept, are written out in some way.
fn written_out(
    text: &str,
    keeps: impl Fn(char) -> bool,
    write_out: impl Fn(char, &mut String),
) -> Cow<'_, str> {
    let stays = |letter: char| keeps(letter) || !is_unseen(letter);
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    let mut made = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if stays(letter) {
            made.push(letter);
        } else {
            write_out(letter, &mut made);
        }
    }
    Cow::Owned(made)
}

fn escape(letter: char, made: &mut String) {
    if !is_presentation(letter) {
        made.extend(letter.escape_default());
    }
}

fn escape_in_json(letter: char, made: &mut String) {
    let mut units = [0_u16; 2];
    for unit in letter.encode_utf16(&mut units) {
        // Writing into a text never fails.
        let _written = write!(made, "\\u{unit:04x}");
    }
}

/// One line: a line feed in it is written out too.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    written_out(text, |letter| letter == '\t', escape)
}

/// Several lines.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    written_out(text, |letter| matches!(letter, '\t' | '\n'), escape)
}

/// A JSON text with the same characters escaped as JSON does it, so that a program reads the same.
pub(crate) fn json(text: &str) -> Cow<'_, str> {
    // Between values only spaces and line feeds stand; within texts those are escaped already.
    let keeps = |letter: char| matches!(letter, '\n' | '\r' | '\t');
    written_out(text, keeps, escape_in_json)
}

#[cfg(test)]
mod tests {
    use super::{is_unseen, json, lines, one_line};

    #[test]
    fn what_a_terminal_would_obey_or_hide_is_written_out() {
        for (text, wanted) in [
            ("Ada \u{1b}[31mQuill", r"Ada \u{1b}[31mQuill"),
            ("Ada\u{9b}2J", r"Ada\u{9b}2J"),
            ("evil\u{202e}txt.exe", r"evil\u{202e}txt.exe"),
            ("a\u{2066}b\u{2069}", r"a\u{2066}b\u{2069}"),
            ("Quill\u{200b}", r"Quill\u{200b}"),
            ("one\ntwo\r", r"one\ntwo\r"),
            ("\u{e0041}", r"\u{e0041}"),
            ("⭐\u{fe0f}⭐\u{fe0f}½", "⭐⭐½"),
            ("Zoë Ōe, 3½ ★★★", "Zoë Ōe, 3½ ★★★"),
        ] {
            assert_eq!(one_line(text), wanted);
        }
        assert_eq!(lines("one\ntwo\u{7}"), "one\ntwo\\u{7}");
    }

    #[test]
    fn programs_read_the_same_json() {
        for text in [
            "a\u{9b}b",
            "\u{202e}x",
            "\u{e0041}",
            "\u{1b}[0m \u{feff}",
            "plain",
        ] {
            let value = serde_json::json!({ "name": text });
            let shown = value.to_string();
            let safe = json(&shown);
            assert!(!safe.chars().any(is_unseen), "{safe}");
            assert_eq!(
                serde_json::from_str::<serde_json::Value>(&safe).unwrap(),
                value
            );
        }
    }

    #[test]
    fn no_character_of_unicode_comes_through_unseen() {
        for letter in '\0'..=char::MAX {
            let text = format!("a{letter}b");
            let shown = one_line(&text);
            assert!(
                !shown.chars().any(|it| is_unseen(it) && it != '\t'),
                "{letter:?}"
            );
            assert!(
                letter.is_control() || is_unseen(letter) || shown == text,
                "{letter:?}"
            );
        }
    }
}
