//! Words that only tags part: `<span class="by">By</span><span class="name">Ada Quill</span>`.

use super::Element;

/// Where one named part of a line ends and the next begins without a space between.
#[derive(Debug, Default)]
pub(super) struct Seam {
    /// Length of the text where the last such part ended.
    closed: Option<usize>,
    /// Length of the text where a part began directly behind another.
    opened: Option<usize>,
}

impl Seam {
    pub(super) fn closes(&mut self, element: &Element<'_>, length: usize) {
        if is_part(element) && !element.text.is_empty() {
            self.closed = Some(length);
        }
    }

    pub(super) fn opens(&mut self, element: &Element<'_>, length: usize) {
        if is_part(element) && self.closed == Some(length) {
            self.opened = Some(length);
        }
    }

    /// Whether a space belongs between a text and the piece that follows: the parts are words of
    /// their own, as a capital, a number or a bracket behind a small letter tells.
    pub(super) fn parts(&self, text: &str, piece: &str) -> bool {
        if self.opened != Some(text.len()) {
            return false;
        }
        let before = text.chars().next_back();
        let after = piece.chars().next();
        match (before, after) {
            (Some(before), Some(after)) if before.is_lowercase() => {
                after.is_uppercase() || after == '(' || after.is_ascii_digit()
            }
            (Some(before), Some(after)) if before.is_ascii_digit() || before == ')' => {
                after.is_uppercase() || after == '('
            }
            _ => false,
        }
    }
}

/// A part of a line with a class or a role of its own.
fn is_part(element: &Element<'_>) -> bool {
    matches!(element.name, "span" | "a" | "time" | "small") && !element.hints.is_empty()
}
