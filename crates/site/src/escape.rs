//! The one place where text becomes a part of a page.
//!
//! Every template prints through [`Escape`] (`askama.toml` says so). It escapes what markup is made of, and leaves
//! out what no reader sees but what turns a page: marks that override or embed a direction of writing, and control
//! characters. A name that brings one along shows as its letters alone. Marks that scripts need, such as those
//! that join and part letters, stay.

use askama::filters::{Escaper, Html};
use std::fmt;

/// Escapes text for HTML.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Escape;

impl Escaper for Escape {
    fn write_escaped_str<W: fmt::Write>(&self, mut dest: W, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some((at, letter)) = rest.char_indices().find(|(_, letter)| is_left_out(*letter))
        {
            Html.write_escaped_str(&mut dest, rest.get(..at).unwrap_or_default())?;
            rest = rest.get(at + letter.len_utf8()..).unwrap_or_default();
        }
        Html.write_escaped_str(dest, rest)
    }
}

/// Embeddings, overrides and isolates of direction, the deprecated marks beside them, and controls.
fn is_left_out(letter: char) -> bool {
    matches!(
        letter,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
    ) || letter.is_control() && !matches!(letter, '\n' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_direction_are_left_out_and_markup_is_escaped() {
        let mut made = String::new();
        let text = "Ada \u{202e}wolraM\u{202c} <b>\u{2067}x\u{2069}\u{7}\u{0}\nا\u{200d}ب";
        Escape.write_escaped_str(&mut made, text).unwrap();
        assert_eq!(made, "Ada wolraM &#60;b&#62;x\nا\u{200d}ب");
    }
}
