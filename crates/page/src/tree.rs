//! The page's elements in document order, and its text.

mod hints;
mod say;
mod seam;

pub(super) use hints::{Sought, sought, sought_all, sought_of};
use hints::{pair, pairs};

use ovation_html::{Document, HtmlLimits, NodeId, NodeKind, Tag, TroubleKind};
use ovation_terms::ReadLimits;
use ovation_terms::{Complaint, ComplaintKind};
use say::{Gap, say};
use seam::Seam;
use std::ops::Range;

/// A parsed page, and what [`Page`] borrows from it.
pub(super) struct Html<'t> {
    document: Document<'t>,
    /// Hints of all elements in document order, lower case, one behind the other.
    hints: String,
    /// What each element's attributes come to.
    notes: Vec<Notes>,
    text_bytes: usize,
}

/// What an element's attributes come to.
struct Notes {
    /// Where its hints stand.
    hints: Range<usize>,
    /// The pairs of letters in them; see [`pair`].
    pairs: u128,
    /// The names of its attributes; see [`name_bit`].
    names: u64,
}

/// The bit of an attribute's name, whatever its case: quick to say that an element lacks one.
#[inline]
fn name_bit(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return 0;
    };
    let middle = bytes.get(bytes.len() / 2).unwrap_or(last);
    let lower = |byte: &u8| u64::from(byte | 0x20);
    let mixed = lower(first) * 7 + lower(last) * 31 + lower(middle) * 13 + bytes.len() as u64;
    1 << (mixed % 64)
}

/// Attributes whose values say what an element is for.
const HINTS: [&str; 6] = ["class", "id", "itemprop", "rel", "role", "property"];

/// Parses a page, within the limits.
pub(super) fn parse<'t>(
    html: &'t str,
    limits: &ReadLimits,
    complaints: &mut Vec<Complaint>,
) -> Html<'t> {
    let mut within = HtmlLimits::default();
    within.depth = limits.depth;
    within.nodes = limits.nodes;
    within.attributes = limits.attributes;
    within.copies = limits.copies;
    within.steps_per_byte = limits.steps_per_byte;
    let document = ovation_html::parse(html, &within);
    for trouble in document.troubles() {
        let (kind, detail) = match trouble.kind {
            TroubleKind::Depth => (
                ComplaintKind::TooDeep,
                format!(
                    "expected elements nested at most {} deep; deeper ones were read as if they \
                     stood beside each other",
                    limits.depth
                ),
            ),
            TroubleKind::Nodes => (
                ComplaintKind::TooMany,
                format!(
                    "expected at most {} nodes; what stands after it was not read",
                    limits.nodes
                ),
            ),
            TroubleKind::Attributes => (
                ComplaintKind::TooMany,
                format!(
                    "expected at most {} attributes of an element; the others were not read",
                    limits.attributes
                ),
            ),
            TroubleKind::Copies => (
                ComplaintKind::Expansion,
                format!(
                    "expected at most {} elements that go on in another block; the others were \
                     closed",
                    limits.copies
                ),
            ),
            TroubleKind::Work => (
                ComplaintKind::TooMuchWork,
                format!(
                    "expected markup that takes at most {} steps of work a byte; what stands \
                     after it was not read",
                    limits.steps_per_byte
                ),
            ),
            _ => (
                ComplaintKind::TooMany,
                "expected a page within the parser's limits; a part was not read".to_owned(),
            ),
        };
        let place = format!("byte {}", trouble.at);
        complaints.push(Complaint::minor(kind, place, detail));
    }
    let (hints, notes) = notes_of(&document);
    Html {
        document,
        hints,
        notes,
        text_bytes: limits.text_bytes,
    }
}

/// Places in the list of hints seen lately; a power of two.
const SEEN: usize = 512;

/// What the attributes of all elements come to, with their hints one behind the other.
fn notes_of(document: &Document<'_>) -> (String, Vec<Notes>) {
    let mut hints = String::new();
    let mut notes: Vec<Notes> = Vec::with_capacity(document.len() / 2);
    // The items of a list have the same class, and most elements have nothing else to hint at.
    let mut seen: Vec<(&str, usize, usize)> = vec![("", 0, 0); SEEN];
    for id in document.elements() {
        let mut names = 0;
        let mut own: [&str; HINTS.len()] = [""; HINTS.len()];
        let (mut count, mut kind) = (0, 0);
        for (name, value) in document.attrs(id) {
            names |= name_bit(name);
            let is_hint = matches!(name.len(), 2..=5 | 8)
                && HINTS.iter().any(|hint| name.eq_ignore_ascii_case(hint));
            if is_hint && let Some(place) = own.get_mut(count) {
                *place = value;
                count += 1;
                kind = name.len();
            }
        }
        let own = own.get(..count).unwrap_or_default();
        let mut slot = None;
        if let [value] = own {
            let place = place_of(value);
            if let Some((known, known_kind, at)) = seen.get(place)
                && known == value
                && *known_kind == kind
                && let Some(known) = notes.get(*at)
            {
                let (hints, pairs) = (known.hints.clone(), known.pairs);
                notes.push(Notes {
                    hints,
                    pairs,
                    names,
                });
                continue;
            }
            slot = Some((place, *value));
        }
        let start = hints.len();
        for value in own {
            if hints.len() > start {
                hints.push(' ');
            }
            if value.is_ascii() {
                let own = hints.len();
                hints.push_str(value);
                if let Some(own) = hints.get_mut(own..) {
                    own.make_ascii_lowercase();
                }
            } else {
                hints.push_str(&value.to_lowercase());
            }
        }
        if let Some((place, value)) = slot
            && let Some(seen) = seen.get_mut(place)
        {
            *seen = (value, kind, notes.len());
        }
        notes.push(Notes {
            hints: start..hints.len(),
            pairs: pairs(hints.get(start..).unwrap_or("")),
            names,
        });
    }
    (hints, notes)
}

/// Where hints are put in the list of those seen lately: by their length and their last letters.
fn place_of(value: &str) -> usize {
    let last = value.bytes().rev().take(6);
    let step = |hash: usize, byte| (hash ^ usize::from(byte)).wrapping_mul(0x0100_0193);
    let hash = last.fold(value.len(), step);
    (hash ^ (hash >> 15)) % SEEN
}

/// One element, with the range of the page's text it holds.
pub(super) struct Element<'a> {
    pub(super) name: &'a str,
    pub(super) tag: Tag,
    node: NodeId,
    document: &'a Document<'a>,
    /// Its parent's place; its own for the root.
    pub(super) parent: usize,
    /// The place after its last descendant.
    pub(super) end: usize,
    pub(super) text: Range<usize>,
    /// Class, id and the like, lower case, for hints.
    pub(super) hints: &'a str,
    /// The pairs of letters in the hints; see [`pair`].
    pairs: u128,
    /// The names of its attributes; see [`name_bit`].
    names: u64,
}

impl<'a> Element<'a> {
    #[inline]
    pub(super) fn attr(&self, name: &str) -> Option<&'a str> {
        if self.names & name_bit(name) == 0 {
            return None;
        }
        self.document.attr(self.node, name)
    }

    /// Whether it has a class, whatever the case.
    pub(super) fn has_class(&self, class: &str) -> bool {
        // Hints are in lower case, and most elements have none that could hold the class.
        (self.may_hint(class) || !class.is_ascii()) && {
            let classes = self.attr("class").unwrap_or("");
            let mut classes = classes.split_ascii_whitespace();
            classes.any(|own| own.eq_ignore_ascii_case(class))
        }
    }

    /// Whether some pairs of letters of a word, in any case, are in the hints: quick to say no.
    fn may_hint(&self, word: &str) -> bool {
        let bytes = word.as_bytes();
        let has = |at: usize| match bytes.get(at..at + 2) {
            Some([first, second]) => {
                let pair = pair(first.to_ascii_lowercase(), second.to_ascii_lowercase());
                self.pairs & pair != 0
            }
            _ => true,
        };
        has(0) && has(bytes.len() / 2) && has(bytes.len().saturating_sub(2))
    }

    /// Whether any hint holds any of these.
    pub(super) fn hints_at(&self, words: &[Sought]) -> bool {
        self.pairs != 0
            && words
                .iter()
                .any(|(word, pairs)| self.pairs & pairs == *pairs && self.hints.contains(word))
    }

    /// The words directly in it, as in a script.
    pub(super) fn raw_text(&self) -> String {
        let mut text = String::new();
        for child in self.document.children(self.node) {
            self.document
                .for_each_piece(child, |piece| text.push_str(piece));
        }
        text
    }

    pub(super) fn is_heading(&self) -> bool {
        self.tag.is_heading()
    }

    /// Whether it starts a new line of the page's text.
    pub(super) fn is_block(&self) -> bool {
        self.tag.starts_line()
    }
}

/// A page's elements in document order: an element's descendants are those from its place up to
/// its `end`.
pub(super) struct Page<'a> {
    pub(super) elements: Vec<Element<'a>>,
    /// The hints of all elements.
    hints: &'a str,
    /// The page's visible text: white space collapsed, a line for each block.
    pub(super) text: String,
    /// Whether there is more text than the limit lets in.
    pub(super) is_cut: bool,
}

/// An element that is being read.
struct OpenElement {
    node: NodeId,
    at: usize,
    is_quiet: bool,
    edge: Gap,
}

impl<'a> Page<'a> {
    pub(super) fn of(html: &'a Html<'_>) -> Self {
        let document = &html.document;
        let mut page = Page {
            elements: Vec::with_capacity(html.notes.len()),
            hints: &html.hints,
            // Pages measured have a letter of text in six of HTML.
            text: String::with_capacity(document.len() * 10),
            is_cut: false,
        };
        let mut gap = Gap::Line;
        let mut seam = Seam::default();
        let mut frames: Vec<OpenElement> = Vec::with_capacity(64);
        let mut next = document.first_child(document.root());
        loop {
            let Some(node) = next else {
                let Some(frame) = frames.pop() else {
                    break;
                };
                let (count, length) = (page.elements.len(), page.text.len());
                if let Some(element) = page.elements.get_mut(frame.at) {
                    element.end = count;
                    element.text.end = length;
                    seam.closes(element, length);
                }
                gap = gap.max(frame.edge);
                next = document.next_sibling(frame.node);
                continue;
            };
            let is_quiet = frames.last().is_some_and(|frame| frame.is_quiet);
            match document.kind(node) {
                Some(NodeKind::Element) => {
                    let parent = frames.last().map_or(0, |frame| frame.at);
                    let frame = page.open(html, node, parent, is_quiet);
                    if let Some(element) = page.elements.get(frame.at) {
                        seam.opens(element, page.text.len());
                    }
                    gap = gap.max(frame.edge);
                    frames.push(frame);
                    next = document.first_child(node);
                    continue;
                }
                Some(NodeKind::Text) if !is_quiet && !page.is_cut => {
                    let text = &mut page.text;
                    document.for_each_piece(node, |piece| {
                        if seam.parts(text, piece) {
                            gap = gap.max(Gap::Space);
                        }
                        say(text, piece, &mut gap);
                    });
                    page.is_cut = page.text.len() > html.text_bytes;
                    if page.is_cut {
                        page.cut(html.text_bytes);
                    }
                }
                _ => {}
            }
            next = document.next_sibling(node);
        }
        page
    }

    /// Whether the hints of any element hold a word: quick to say no for the whole page.
    pub(super) fn hints_anywhere(&self, word: &str) -> bool {
        memchr::memmem::find(self.hints.as_bytes(), word.as_bytes()).is_some()
    }

    /// Adds an element whose text begins here.
    fn open(
        &mut self,
        html: &'a Html<'_>,
        node: NodeId,
        parent: usize,
        is_quiet: bool,
    ) -> OpenElement {
        let document = &html.document;
        let (tag, at) = (document.tag(node), self.elements.len());
        let notes = html.notes.get(at);
        let names = notes.map_or(0, |notes| notes.names);
        let has = |name: &str| names & name_bit(name) != 0;
        let is_quiet = is_quiet
            || tag.is_silent()
            || (has("hidden")
                && document.attr(node, "hidden").is_some()
                && !is_streamed(document, node))
            || (has("style") && document.attr(node, "style").is_some_and(is_undisplayed));
        let edge = if is_quiet {
            Gap::None
        } else if tag.starts_line() || tag == Tag::Br {
            Gap::Line
        } else if matches!(tag, Tag::Td | Tag::Th) {
            Gap::Space
        } else {
            Gap::None
        };
        let hints = notes.and_then(|notes| html.hints.get(notes.hints.clone()));
        let start = self.text.len();
        self.elements.push(Element {
            name: document.name(node),
            tag,
            node,
            document,
            parent,
            end: at + 1,
            text: start..start,
            hints: hints.unwrap_or(""),
            pairs: notes.map_or(0, |notes| notes.pairs),
            names,
        });
        OpenElement {
            node,
            at,
            is_quiet,
            edge,
        }
    }

    /// Cuts the text at the limit.
    fn cut(&mut self, limit: usize) {
        let mut end = limit;
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.text.truncate(end);
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
}

/// Whether a hidden element is a part that was sent later, which a script puts in its place.
///
/// # Source
/// React's server rendering (`react-dom/server`): such parts are `<div hidden id="S:0">`.
fn is_streamed(document: &Document<'_>, node: NodeId) -> bool {
    document
        .attr(node, "id")
        .is_some_and(|id| id.starts_with("S:"))
}

/// Whether a `style` hides its element.
fn is_undisplayed(style: &str) -> bool {
    let mut rest = style;
    while let Some((_, after)) = rest.split_once("display") {
        let value = after.trim_start().strip_prefix(':').map(str::trim_start);
        if value.is_some_and(|value| value.starts_with("none")) {
            return true;
        }
        rest = after;
    }
    false
}
