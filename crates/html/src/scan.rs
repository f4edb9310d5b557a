//! From characters to tags: the tokens of the page, straight into the tree.

use super::arena::{Attr, Node, NodeKind, place32};
use super::builder::{Builder, EndTag, StartTag};
use super::tags::{Tag, step};
use super::text::{self, Decoding};
use super::{TroubleKind, foreign};
use memchr::{memchr, memchr2, memmem};

/// Ends a tag's or an attribute's name.
const ENDS_NAME: u8 = 1;
/// White space.
const SPACE: u8 = 2;
/// Ends an unquoted value.
const ENDS_VALUE: u8 = 4;

static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    loop {
        let class = match byte {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0c => ENDS_NAME | SPACE | ENDS_VALUE,
            b'>' => ENDS_NAME | ENDS_VALUE,
            b'/' => ENDS_NAME,
            _ => 0,
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

fn is(byte: u8, class: u8) -> bool {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(0) & class != 0
}

impl Builder<'_> {
    /// Reads the whole page.
    pub(super) fn scan(&mut self) {
        while self.at < self.bytes.len() && !self.is_stopped {
            let start = self.at;
            let tag = self.next_markup(start);
            if tag > start {
                self.text(start, tag);
            }
            self.at = tag;
            match self.byte(tag + 1) {
                None => break,
                Some(b'/') => match self.byte(tag + 2) {
                    Some(byte) if byte.is_ascii_alphabetic() => self.scan_end_tag(tag),
                    Some(b'>') => self.at = tag + 3,
                    _ => self.bogus_comment(tag + 2),
                },
                Some(b'!') => self.declaration(tag),
                Some(b'?') => self.bogus_comment(tag + 1),
                Some(_) => self.scan_start_tag(tag),
            }
        }
        self.finish();
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// Where the next tag, comment or the like begins; the end of the source where none does.
    fn next_markup(&self, start: usize) -> usize {
        let mut from = start;
        while let Some(found) = self.bytes.get(from..).and_then(|rest| memchr(b'<', rest)) {
            let at = from + found;
            match self.byte(at + 1) {
                Some(b'!' | b'?') => return at,
                // At the very end `</` is text.
                Some(b'/') if self.byte(at + 2).is_some() => return at,
                Some(byte) if byte.is_ascii_alphabetic() => return at,
                _ => from = at + 1,
            }
        }
        self.bytes.len()
    }

    /// The name of a tag: its tag and where it ends.
    fn tag_name(&self, start: usize) -> (Tag, usize) {
        let mut hash = 0;
        let mut end = start;
        while let Some(byte) = self.byte(end) {
            if is(byte, ENDS_NAME) {
                break;
            }
            hash = step(hash, byte);
            end += 1;
        }
        let name = self.bytes.get(start..end).unwrap_or_default();
        (Tag::hashed(hash, name), end)
    }

    fn scan_start_tag(&mut self, open: usize) {
        let (tag, end) = self.tag_name(open + 1);
        let attrs = self.page.attrs.len();
        let Some((after, is_closed)) = self.attributes(end) else {
            // A tag that the page ends in is none.
            self.page.attrs.truncate(attrs);
            self.at = self.bytes.len();
            return;
        };
        self.at = after;
        let start = StartTag {
            tag,
            name: place32(open + 1),
            name_end: place32(end),
            attrs: place32(attrs),
            attr_count: place32(self.page.attrs.len() - attrs),
            is_closed,
        };
        self.steps += 1 + start.attr_count as usize;
        self.start_tag(start);
    }

    fn scan_end_tag(&mut self, open: usize) {
        let (tag, end) = self.tag_name(open + 2);
        let attrs = self.page.attrs.len();
        let after = match self.byte(end) {
            Some(b'>') => Some(end + 1),
            _ => self.attributes(end).map(|(after, _)| after),
        };
        self.page.attrs.truncate(attrs);
        let Some(after) = after else {
            self.at = self.bytes.len();
            return;
        };
        self.at = after;
        self.steps += 1;
        self.end_tag(EndTag {
            tag,
            name: place32(open + 2),
            name_end: place32(end),
        });
    }

    /// Reads attributes up to the end of their tag: the place behind it, and whether it ends in
    /// `/>`. Nothing where the page ends first.
    fn attributes(&mut self, start: usize) -> Option<(usize, bool)> {
        let bytes = self.bytes;
        let mut at = start;
        let most = self.page.attrs.len() + self.limits.attributes;
        loop {
            let byte = *bytes.get(at)?;
            if is(byte, SPACE) {
                at += 1;
                continue;
            }
            if byte == b'>' {
                return Some((at + 1, false));
            }
            if byte == b'/' {
                at += 1;
                if *bytes.get(at)? == b'>' {
                    return Some((at + 1, true));
                }
                continue;
            }
            let name = at;
            // A name may begin with `=`.
            at += 1;
            while let Some(byte) = bytes.get(at)
                && !is(*byte, ENDS_NAME)
                && *byte != b'='
            {
                at += 1;
            }
            let name_end = at;
            while is(*bytes.get(at)?, SPACE) {
                at += 1;
            }
            let mut value = (at, at);
            let mut is_coded = false;
            if *bytes.get(at)? == b'=' {
                at += 1;
                while is(*bytes.get(at)?, SPACE) {
                    at += 1;
                }
                let first = *bytes.get(at)?;
                if first == b'"' || first == b'\'' {
                    let rest = bytes.get(at + 1..)?;
                    let mut end = memchr2(first, b'&', rest)?;
                    if *rest.get(end)? == b'&' {
                        is_coded = true;
                        end += memchr(first, rest.get(end..)?)?;
                    }
                    value = (at + 1, at + 1 + end);
                    at = value.1 + 1;
                } else {
                    let start = at;
                    while let Some(byte) = bytes.get(at)
                        && !is(*byte, ENDS_VALUE)
                    {
                        is_coded |= *byte == b'&';
                        at += 1;
                    }
                    value = (start, at);
                }
            }
            if self.page.attrs.len() >= most {
                self.trouble(TroubleKind::Attributes, name);
                continue;
            }
            if self.has_odd_bytes && !is_coded {
                let raw = self.page.source.get(value.0..value.1);
                is_coded = raw.is_some_and(text::is_coded);
            }
            let (value, value_len) = if is_coded {
                self.page.decode_value(place32(value.0), place32(value.1))
            } else {
                (place32(value.0), place32(value.1 - value.0))
            };
            self.page.attrs.push(Attr {
                name: place32(name),
                name_len: place32(name_end - name),
                value,
                value_len,
            });
        }
    }

    /// `<!`: a comment, a doctype, CDATA, or what counts as a comment.
    fn declaration(&mut self, open: usize) {
        let rest = self.bytes.get(open + 2..).unwrap_or_default();
        if rest.starts_with(b"--") {
            self.scan_comment(open + 4);
        } else if rest
            .get(..7)
            .is_some_and(|word| word.eq_ignore_ascii_case(b"doctype"))
        {
            self.doctype(open + 2);
        } else if rest.starts_with(b"[CDATA[") && self.is_in_foreign() {
            let start = open + 9;
            let rest = self.bytes.get(start..).unwrap_or_default();
            let (end, after) = match memmem::find(rest, b"]]>") {
                Some(end) => (start + end, start + end + 3),
                None => (self.bytes.len(), self.bytes.len()),
            };
            self.at = after;
            self.foreign_text(start, end, Decoding::Raw);
        } else {
            self.bogus_comment(open + 2);
        }
    }

    fn scan_comment(&mut self, start: usize) {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let early = [&b">"[..], b"->"]
            .into_iter()
            .find(|end| rest.starts_with(end));
        if let Some(end) = early {
            self.at = start + end.len();
            self.comment(start, start);
            return;
        }
        let mut from = 0;
        while let Some(found) = rest.get(from..).and_then(|rest| memmem::find(rest, b"--")) {
            let end = from + found;
            let behind = rest.get(end + 2..).unwrap_or_default();
            let close = [&b">"[..], b"!>"]
                .into_iter()
                .find(|close| behind.starts_with(close));
            if let Some(close) = close {
                self.at = start + end + 2 + close.len();
                self.comment(start, start + end);
                return;
            }
            from = end + 1;
        }
        // Never closed: dashes at the end of the page still are no text.
        let ends = [&b"--!"[..], b"--", b"-"];
        let end = ends.into_iter().find(|end| rest.ends_with(end));
        let length = rest.len() - end.map_or(0, <[u8]>::len);
        self.at = self.bytes.len();
        self.comment(start, start + length);
    }

    fn bogus_comment(&mut self, start: usize) {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let end = memchr(b'>', rest).map_or(self.bytes.len(), |end| start + end);
        self.at = (end + 1).min(self.bytes.len());
        self.comment(start, end);
    }

    fn doctype(&mut self, start: usize) {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let end = memchr(b'>', rest).map_or(self.bytes.len(), |end| start + end);
        self.at = (end + 1).min(self.bytes.len());
        let node = Node::new(NodeKind::Doctype, place32(start), place32(end));
        self.set_doctype(node);
    }

    /// Reads the content of an element that holds only text, which was just opened, and its end
    /// tag.
    pub(super) fn raw_content(&mut self, tag: Tag, decoding: Decoding) {
        let start = self.at;
        let name = tag.name().as_bytes();
        let end = match tag {
            Tag::Script => self.script_end(start),
            _ => self.raw_end(start, name),
        };
        let end_of_text = end.unwrap_or(self.bytes.len());
        if end_of_text > start {
            self.append_text(start, end_of_text, decoding);
        }
        self.at = self.bytes.len();
        if let Some(end) = end {
            let attrs = self.page.attrs.len();
            if let Some((after, _)) = self.attributes(end + 2 + name.len()) {
                self.at = after;
            }
            self.page.attrs.truncate(attrs);
        }
        self.pop();
    }

    /// Where the end tag of an element begins.
    fn raw_end(&self, start: usize, name: &[u8]) -> Option<usize> {
        let rest = self.bytes.get(start..)?;
        let ends = memmem::find_iter(rest, b"</").map(|end| start + end);
        ends.into_iter().find(|end| self.is_name_at(end + 2, name))
    }

    /// Whether a whole name stands at a place.
    fn is_name_at(&self, at: usize, name: &[u8]) -> bool {
        let found = self.bytes.get(at..at + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name))
            && self
                .byte(at + name.len())
                .is_some_and(|byte| is(byte, ENDS_NAME))
    }

    /// Where the end tag of a script begins. A script in a comment within may hold one of its own
    /// (<https://html.spec.whatwg.org/#script-data-escaped-state>).
    fn script_end(&self, start: usize) -> Option<usize> {
        let mut at = start;
        let mut is_escaped = false;
        let mut is_within = false;
        // The next `</`, looked for once for all comments before it.
        let mut close: Option<usize> = None;
        let mut is_close_known = false;
        loop {
            let rest = self.bytes.get(at..)?;
            let found = if is_escaped {
                memchr2(b'<', b'-', rest)?
            } else {
                // Less-than signs are common in scripts, these two are not.
                if !is_close_known || close.is_some_and(|close| close < at) {
                    close = memmem::find(rest, b"</").map(|found| at + found);
                    is_close_known = true;
                }
                let before = self.bytes.get(at..close.unwrap_or(self.bytes.len()))?;
                memmem::find(before, b"<!--").or(close.map(|close| close - at))?
            };
            at += found;
            let rest = self.bytes.get(at..)?;
            if is_escaped && rest.starts_with(b"-->") {
                (is_escaped, is_within) = (false, false);
                at += 3;
            } else if rest.starts_with(b"</") && self.is_name_at(at + 2, b"script") {
                if !is_within {
                    return Some(at);
                }
                is_within = false;
                at += 8;
            } else if !is_escaped && rest.starts_with(b"<!--") {
                is_escaped = true;
                // Its dashes may be those of its end.
                at += 2;
            } else if is_escaped && rest.starts_with(b"<") && self.is_name_at(at + 1, b"script") {
                is_within = true;
                at += 7;
            } else {
                at += 1;
            }
        }
    }

    /// Whether CDATA counts here.
    fn is_in_foreign(&self) -> bool {
        self.stack.last().is_some_and(foreign::is_foreign)
    }
}
