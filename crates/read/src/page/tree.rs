//! The page's elements in document order, and its text.

use crate::ReadLimits;
use html5ever::driver::ParseOpts;
use html5ever::tendril::{StrTendril, TendrilSink};
use ovation_terms::{Complaint, ComplaintKind};
use scraper::node::Element as Tag;
use scraper::{ElementRef, Html, HtmlTreeSink};
use std::ops::Range;

/// How much is parsed between two looks at the depth.
const PIECE_BYTES: usize = 4 << 10;

/// Attributes of one element; the tokenizer's cost grows with their square.
const ATTRIBUTES: usize = 10_000;

/// Parses a page, stopping at the limits of depth and nodes.
pub(super) fn parse(html: &str, limits: &ReadLimits, complaints: &mut Vec<Complaint>) -> Html {
    let html = before_crowded_tag(html, complaints);
    let sink = HtmlTreeSink::new(Html::new_document());
    let mut parser = html5ever::driver::parse_document(sink, ParseOpts::default());
    let mut rest = html;
    while !rest.is_empty() {
        let mut cut = PIECE_BYTES.min(rest.len());
        while !rest.is_char_boundary(cut) {
            cut += 1;
        }
        let (piece, after) = rest.split_at(cut);
        rest = after;
        parser.process(StrTendril::from_slice(piece));
        let (depth, nodes) = {
            let page = parser.tokenizer.sink.sink.0.borrow();
            let mut nodes = page.tree.nodes();
            let count = nodes.len();
            let newest = nodes.next_back();
            (newest.map_or(0, |node| node.ancestors().count()), count)
        };
        let stop = if depth > limits.depth {
            let detail = format!("expected elements nested at most {} deep", limits.depth);
            Some((ComplaintKind::TooDeep, detail))
        } else if nodes > limits.nodes {
            let detail = format!("expected at most {} nodes", limits.nodes);
            Some((ComplaintKind::TooMany, detail))
        } else {
            None
        };
        if let Some((kind, detail)) = stop {
            let place = format!("byte {}", html.len() - rest.len());
            let detail = format!("{detail}; what stands after it was not read");
            complaints.push(Complaint::minor(kind, place, detail));
            break;
        }
    }
    parser.finish()
}

/// Cuts a page before an element with absurdly many attributes.
fn before_crowded_tag<'a>(html: &'a str, complaints: &mut Vec<Complaint>) -> &'a str {
    let mut start = None;
    let mut quote = None;
    let mut gaps = 0;
    let mut before = b' ';
    for (at, byte) in html.bytes().enumerate() {
        if let Some(tag) = start {
            #[expect(
                clippy::match_same_arms,
                reason = "in the order in which a tag is read"
            )]
            match (quote, byte) {
                (Some(open), _) if open == byte => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
                (None, b'>') => start = None,
                (None, b' ' | b'\n' | b'\t' | b'\r' | b'/') => {
                    gaps += 1;
                    if gaps > ATTRIBUTES {
                        let detail = format!(
                            "expected at most {ATTRIBUTES} attributes; what stands after it was \
                             not read"
                        );
                        let place = format!("byte {tag}");
                        complaints.push(Complaint::minor(ComplaintKind::TooMany, place, detail));
                        return html.get(..tag).unwrap_or(html);
                    }
                }
                _ => {}
            }
        } else if before == b'<' && byte.is_ascii_alphabetic() {
            start = Some(at - 1);
            gaps = 0;
        }
        before = byte;
    }
    html
}

/// How deep the tree is walked: what the parser may have nested when it was stopped, and no more
/// than a thread's stack holds.
const DEPTH: usize = 2_000;

/// One element, with the range of the page's text it holds.
pub(super) struct Element<'a> {
    pub(super) name: &'a str,
    tag: &'a Tag,
    node: ElementRef<'a>,
    /// Its parent's place; its own for the root.
    pub(super) parent: usize,
    /// The place after its last descendant.
    pub(super) end: usize,
    pub(super) text: Range<usize>,
    /// Class, id and the like, lower case, for hints.
    pub(super) hints: String,
}

impl<'a> Element<'a> {
    pub(super) fn attr(&self, name: &str) -> Option<&'a str> {
        self.tag.attr(name)
    }

    /// Whether it has a class, whatever the case.
    pub(super) fn has_class(&self, class: &str) -> bool {
        let mut classes = self
            .tag
            .attr("class")
            .unwrap_or("")
            .split_ascii_whitespace();
        classes.any(|own| own.eq_ignore_ascii_case(class))
    }

    /// Whether any hint holds any of these.
    pub(super) fn hints_at(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.hints.contains(word))
    }

    /// The words directly in it, as in a script.
    pub(super) fn raw_text(&self) -> String {
        let children = self.node.children();
        children
            .filter_map(|child| child.value().as_text().map(|text| text.text.to_string()))
            .collect()
    }

    pub(super) fn is_heading(&self) -> bool {
        matches!(self.name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
    }
}

/// A page's elements in document order: an element's descendants are those from its place up to
/// its `end`.
pub(super) struct Page<'a> {
    pub(super) elements: Vec<Element<'a>>,
    /// The page's visible text: white space collapsed, a line for each block.
    pub(super) text: String,
}

impl<'a> Page<'a> {
    pub(super) fn of(html: &'a Html) -> Self {
        let mut page = Page {
            elements: Vec::new(),
            text: String::new(),
        };
        let mut gap = Gap::Line;
        let roots = html.tree.root().children();
        for root in roots.filter_map(ElementRef::wrap) {
            page.visit(root, 0, false, &mut gap, 0);
        }
        page
    }

    /// The text of an element, trimmed.
    pub(super) fn words(&self, at: usize) -> &str {
        let range = self.elements.get(at).map(|element| element.text.clone());
        range
            .and_then(|range| self.text.get(range))
            .unwrap_or("")
            .trim()
    }

    /// Where an element's trimmed text stands.
    pub(super) fn range(&self, at: usize) -> Range<usize> {
        let Some(range) = self.elements.get(at).map(|element| element.text.clone()) else {
            return 0..0;
        };
        let words = self.text.get(range.clone()).unwrap_or("");
        let start = range.start + (words.len() - words.trim_start().len());
        start..start + words.trim().len()
    }

    /// The places of an element's descendants.
    pub(super) fn within(&self, at: usize) -> Range<usize> {
        at + 1..self.elements.get(at).map_or(at + 1, |element| element.end)
    }

    pub(super) fn element(&self, at: usize) -> Option<&Element<'a>> {
        self.elements.get(at)
    }

    /// Places of an element's ancestors, nearest first.
    pub(super) fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let parent = |at: usize| {
            self.elements
                .get(at)
                .map(|e| e.parent)
                .filter(|up| *up != at)
        };
        std::iter::successors(parent(at), move |at| parent(*at))
    }

    /// Places of the elements that a test picks, in document order.
    pub(super) fn find(
        &self,
        within: Range<usize>,
        test: impl Fn(&Element<'a>) -> bool,
    ) -> impl Iterator<Item = usize> {
        let most = within.end.min(self.elements.len());
        let range = within.start.min(most)..most;
        let start = range.start;
        self.elements
            .get(range)
            .unwrap_or_default()
            .iter()
            .enumerate()
            .filter(move |(_, element)| test(element))
            .map(move |(at, _)| at + start)
    }

    /// Places of all elements.
    pub(super) fn all(&self) -> Range<usize> {
        0..self.elements.len()
    }

    fn visit(
        &mut self,
        node: ElementRef<'a>,
        parent: usize,
        quiet: bool,
        gap: &mut Gap,
        depth: usize,
    ) {
        let tag = node.value();
        let name = tag.name();
        let at = self.elements.len();
        let style = tag.attr("style").unwrap_or("").replace(' ', "");
        let quiet = quiet
            || is_silent(name)
            || tag.attr("hidden").is_some()
            || style.contains("display:none");
        let edge = match name {
            _ if quiet => Gap::None,
            "td" | "th" => Gap::Space,
            _ if is_block(name) || name == "br" => Gap::Line,
            _ => Gap::None,
        };
        *gap = (*gap).max(edge);
        let start = self.text.len();
        let hints = ["class", "id", "itemprop", "rel", "role", "property"];
        let hints: Vec<&str> = hints.iter().filter_map(|name| tag.attr(name)).collect();
        self.elements.push(Element {
            name,
            tag,
            node,
            parent: if at == 0 { 0 } else { parent },
            end: at + 1,
            text: start..start,
            hints: hints.join(" ").to_lowercase(),
        });
        for child in node.children() {
            if let Some(text) = child.value().as_text().filter(|_| !quiet) {
                self.say(text, gap);
            } else if let Some(child) = ElementRef::wrap(child)
                && depth < DEPTH
            {
                self.visit(child, at, quiet, gap, depth + 1);
            }
        }
        let (count, length) = (self.elements.len(), self.text.len());
        if let Some(element) = self.elements.get_mut(at) {
            element.end = count;
            element.text = start..length;
        }
        *gap = (*gap).max(edge);
    }

    fn say(&mut self, words: &str, gap: &mut Gap) {
        for letter in words.chars() {
            if letter.is_whitespace() || matches!(letter, '\u{200b}' | '\u{feff}' | '\u{ad}') {
                if letter.is_whitespace() {
                    *gap = (*gap).max(Gap::Space);
                }
                continue;
            }
            if !self.text.is_empty() {
                match gap {
                    Gap::None => {}
                    Gap::Space => self.text.push(' '),
                    Gap::Line => self.text.push('\n'),
                }
            }
            *gap = Gap::None;
            self.text.push(letter);
        }
    }
}

/// What stands between the text so far and the next word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
}

fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "svg"
            | "iframe"
            | "select"
            | "object"
            | "math"
            | "textarea"
            | "option"
            | "button"
            | "canvas"
    )
}

pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
    )
}
