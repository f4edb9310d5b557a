//! Tokens in SVG and MathML.

use super::builder::{Builder, EndTag, StartTag};
use super::stack::Open;
use super::tags::{BREAKOUT, Namespace, Tag};
use super::text::{self, Decoding};

/// Whether an open element is of SVG or MathML.
pub(super) fn is_foreign(open: &Open) -> bool {
    open.namespace != Namespace::Html
}

/// Whether text and most elements in a MathML element are HTML.
fn is_math_text(open: &Open) -> bool {
    open.namespace == Namespace::MathMl
        && matches!(open.tag, Tag::Mi | Tag::Mo | Tag::Mn | Tag::Ms | Tag::Mtext)
}

impl Builder<'_> {
    /// Whether everything in an element is HTML.
    fn is_html_point(&self, open: &Open) -> bool {
        match open.namespace {
            Namespace::Svg => matches!(open.tag, Tag::ForeignObject | Tag::Desc | Tag::Title),
            Namespace::MathMl if open.tag == Tag::AnnotationXml => {
                let attrs = self.page.attrs_of(open.id).iter();
                let encoding = attrs
                    .filter(|attr| self.page.attr_name(attr).eq_ignore_ascii_case("encoding"))
                    .map(|attr| self.page.attr_value(attr))
                    .next();
                encoding.is_some_and(|value| {
                    value.eq_ignore_ascii_case("text/html")
                        || value.eq_ignore_ascii_case("application/xhtml+xml")
                })
            }
            _ => false,
        }
    }

    /// Whether a start tag in the current element follows the rules of HTML.
    pub(super) fn is_html_start(&self, start: &StartTag) -> bool {
        self.stack.last().is_none_or(|open| {
            (is_math_text(open) && !matches!(start.tag, Tag::Mglyph | Tag::Malignmark))
                || (open.tag == Tag::AnnotationXml && start.tag == Tag::Svg)
                || self.is_html_point(open)
        })
    }

    /// Whether text in the current element follows the rules of HTML.
    pub(super) fn is_html_text(&self) -> bool {
        self.stack
            .last()
            .is_none_or(|open| is_math_text(open) || self.is_html_point(open))
    }

    pub(super) fn foreign_text(&mut self, start: usize, end: usize, decoding: Decoding) {
        if start < end {
            self.append_text(start, end, decoding);
            let raw = self.page.source.get(start..end).unwrap_or("");
            self.is_frameset_ok &= !text::has_words(raw);
        }
    }

    /// Leaves SVG and MathML for the nearest element in which HTML may stand.
    fn leave_foreign(&mut self) {
        while let Some(open) = self.stack.last() {
            if !is_foreign(open) || is_math_text(open) || self.is_html_point(open) {
                break;
            }
            self.pop();
        }
    }

    pub(super) fn foreign_start(&mut self, start: StartTag) {
        let is_html = start.tag.flags() & BREAKOUT != 0
            || (start.tag == Tag::Font && {
                let from = start.attrs as usize;
                let attrs = self.page.attrs.get(from..from + start.attr_count as usize);
                attrs.unwrap_or_default().iter().any(|attr| {
                    let name = self.page.attr_name(attr);
                    ["color", "face", "size"]
                        .iter()
                        .any(|known| known.eq_ignore_ascii_case(name))
                })
            });
        if is_html {
            self.leave_foreign();
            self.start_in(self.mode, start);
            return;
        }
        let namespace = self.stack.last().map_or(Namespace::Html, |o| o.namespace);
        self.insert_in(&start, namespace);
        if start.is_closed {
            self.pop();
        }
    }

    pub(super) fn foreign_end(&mut self, end: EndTag) {
        if matches!(end.tag, Tag::Br | Tag::P) {
            self.leave_foreign();
            self.end_in(self.mode, end);
            return;
        }
        let mut found = None;
        for (at, open) in self.stack.iter().enumerate().rev() {
            if !is_foreign(open) {
                break;
            }
            if open.tag == end.tag && self.is_named(open, end.name, end.name_end) {
                found = Some(at);
                break;
            }
        }
        self.steps += 1;
        match found {
            Some(at) => {
                while self.stack.len() > at {
                    self.pop();
                }
            }
            // What SVG does not know may close what it stands in.
            None => self.end_in(self.mode, end),
        }
    }
}
