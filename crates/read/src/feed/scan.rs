//! Tags, texts and CDATA of a feed, whether it is well-formed or not.
//!
//! Every byte is looked at a bounded number of times: what was scanned in vain for an end is
//! handed on as text, so the cost grows with the feed's size and no faster.

/// How far a tag's end is looked for.
const TAG_BYTES: usize = 64 << 10;

/// A part of a feed's markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkupPart<'a> {
    /// `<name attributes>`
    Open {
        /// With its prefix, as printed.
        name: &'a str,
        /// What stands behind the name.
        attributes: &'a str,
        /// Whether it closes itself.
        is_closed: bool,
    },
    /// `</name>`
    Close {
        /// With its prefix, as printed.
        name: &'a str,
    },
    /// Text with its entities as printed.
    Text(&'a str),
    /// Text as it is meant.
    Cdata(&'a str),
}

/// Goes through a feed's text.
#[derive(Clone, Debug)]
pub(super) struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Where the next part begins.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// The text between two places.
    pub(super) fn between(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn take(&mut self, bytes: usize) -> &'a str {
        let rest = self.rest();
        let (taken, _) = rest.split_at_checked(bytes).unwrap_or((rest, ""));
        self.at += taken.len();
        taken
    }

    /// Skips to behind `end`, or to the very end.
    fn take_until(&mut self, end: &str) -> &'a str {
        let rest = self.rest();
        match rest.find(end) {
            Some(length) => {
                self.at += length + end.len();
                rest.get(..length).unwrap_or("")
            }
            None => self.take(rest.len()),
        }
    }

    fn tag(&mut self) -> Option<MarkupPart<'a>> {
        let rest = self.rest();
        let (is_close, body) = match rest.strip_prefix("</") {
            Some(body) => (true, body),
            None => (false, rest.strip_prefix('<')?),
        };
        if !body.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return None;
        }
        let mut quote = None;
        let mut end = None;
        for (at, byte) in body.bytes().enumerate().take(TAG_BYTES) {
            match (quote, byte) {
                (Some(open), _) if byte == open => quote = None,
                (None, b'"' | b'\'') if !is_close => quote = Some(byte),
                (None, b'>') => {
                    end = Some(at);
                    break;
                }
                (None, b'<') => break,
                _ => {}
            }
        }
        // A quotation mark that is never closed hides the end: then the first `>` is it.
        let end = end.or_else(|| {
            let near = body.bytes().take(TAG_BYTES);
            near.take_while(|byte| *byte != b'<')
                .position(|byte| byte == b'>')
        })?;
        let inner = body.get(..end)?;
        self.at += rest.len() - body.len() + end + 1;
        let name_end = inner
            .find(|c: char| c.is_whitespace() || c == '/')
            .unwrap_or(inner.len());
        let (name, attributes) = inner.split_at_checked(name_end)?;
        if is_close {
            return Some(MarkupPart::Close { name });
        }
        let attributes = attributes.trim();
        Some(MarkupPart::Open {
            name,
            attributes: attributes.trim_end_matches('/'),
            is_closed: attributes.ends_with('/'),
        })
    }
}

impl<'a> Iterator for Scan<'a> {
    type Item = MarkupPart<'a>;

    fn next(&mut self) -> Option<MarkupPart<'a>> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            if !rest.starts_with('<') {
                let length = rest.find('<').unwrap_or(rest.len());
                return Some(MarkupPart::Text(self.take(length)));
            }
            if rest.starts_with("<![CDATA[") {
                self.take(9);
                return Some(MarkupPart::Cdata(self.take_until("]]>")));
            }
            if rest.starts_with("<!--") {
                self.take(4);
                self.take_until("-->");
            } else if rest.starts_with("<?") {
                self.take_until(">");
            } else if rest.starts_with("<!") {
                // A document type, with or without declarations of its own.
                let head = self.take_until(">");
                if head.contains('[') && !head.contains(']') {
                    self.take_until("]");
                    self.take_until(">");
                }
            } else if let Some(tag) = self.tag() {
                return Some(tag);
            } else {
                // A `<` that begins nothing.
                let length = rest
                    .bytes()
                    .skip(1)
                    .position(|byte| byte == b'<')
                    .map_or(rest.len(), |at| at + 1);
                return Some(MarkupPart::Text(self.take(length)));
            }
        }
    }
}

/// The value of an attribute, its entities as printed; names are compared without case.
pub(super) fn attribute<'a>(attributes: &'a str, wanted: &str) -> Option<&'a str> {
    let mut rest = attributes.trim_start();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, behind) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = after.strip_prefix(quote).unwrap_or("");
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        let name = name.trim().rsplit(char::is_whitespace).next().unwrap_or("");
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value.trim());
        }
        rest = behind.trim_start();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_nothing_is_text() {
        let parts: Vec<_> = Scan::new("a < b & <c d='>'>e<![CDATA[<f>]]></c").collect();
        assert_eq!(
            parts,
            [
                MarkupPart::Text("a "),
                MarkupPart::Text("< b & "),
                MarkupPart::Open {
                    name: "c",
                    attributes: "d='>'",
                    is_closed: false
                },
                MarkupPart::Text("e"),
                MarkupPart::Cdata("<f>"),
                MarkupPart::Text("</c"),
            ]
        );
    }

    #[test]
    fn declarations_and_comments_are_passed_over() {
        let text = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'b'>]><!-- <item> --><rss/>";
        let parts: Vec<_> = Scan::new(text).collect();
        assert_eq!(
            parts,
            [MarkupPart::Open {
                name: "rss",
                attributes: "",
                is_closed: true
            }]
        );
    }

    #[test]
    fn attributes_are_found_in_any_quotes_and_case() {
        let attributes = "HREF = 'a b' rel=alternate  type=\"text/html\"";
        assert_eq!(attribute(attributes, "href"), Some("a b"));
        assert_eq!(attribute(attributes, "rel"), Some("alternate"));
        assert_eq!(attribute(attributes, "type"), Some("text/html"));
        assert_eq!(attribute(attributes, "hreflang"), None);
    }
}
