//! The parsed page: nodes in one list, linked by their numbers.

use super::Trouble;
use super::doctype::Doctype;
use super::tags::{Namespace, Tag};
use super::text::{self, Decoding};
use std::borrow::Cow;

/// No node.
pub(super) const NONE: u32 = u32::MAX;

/// The document itself.
pub(super) const ROOT: u32 = 0;

/// An attribute's value stands in the text of decoded values, not in the source.
const DECODED: u32 = 1 << 31;

/// A node's number in its [`Document`]; numbers grow in the order in which nodes were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(pub(super) u32);

impl NodeId {
    /// The number, from 0 for the document itself.
    pub fn number(self) -> usize {
        self.0 as usize
    }
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NodeKind {
    /// The document itself.
    Document,
    /// `<!DOCTYPE …>`.
    Doctype,
    /// An element.
    Element,
    /// Text.
    Text,
    /// A comment, and what the standard makes one.
    Comment,
}

/// One node. Elements: the range is that of the name in the source, empty where the parser made
/// the element. Text, comments: the range of their source. Doctypes: all between `<!` and `>`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) parent: u32,
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) next: u32,
    pub(super) before: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) attrs: u32,
    pub(super) attr_count: u32,
    pub(super) kind: NodeKind,
    pub(super) tag: Tag,
    pub(super) namespace: Namespace,
    pub(super) note: Note,
}

/// What else is known of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Note {
    None,
    /// An element that is open.
    Open,
    /// Text: how it is decoded.
    Decoding(Decoding),
}

impl Node {
    pub(super) fn new(kind: NodeKind, start: u32, end: u32) -> Self {
        Self {
            parent: NONE,
            first: NONE,
            last: NONE,
            next: NONE,
            before: NONE,
            start,
            end,
            attrs: 0,
            attr_count: 0,
            kind,
            tag: Tag::Other,
            namespace: Namespace::Html,
            note: Note::None,
        }
    }
}

/// One attribute, as it stands in a tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attr {
    pub(super) name: u32,
    pub(super) name_len: u32,
    pub(super) value: u32,
    pub(super) value_len: u32,
}

/// A parsed page.
///
/// Nothing is copied from the source but what has to be decoded. Nodes are named by [`NodeId`]; the
/// document itself is [`Document::root`]. Children of a `template` stand in the element itself.
#[derive(Debug)]
pub struct Document<'a> {
    pub(super) source: &'a str,
    pub(super) nodes: Vec<Node>,
    pub(super) attrs: Vec<Attr>,
    pub(super) decoded: String,
    /// Names of unknown elements that are not in lower case in the source, by node.
    pub(super) odd_names: Vec<(u32, Box<str>)>,
    pub(super) troubles: Vec<Trouble>,
    pub(super) is_quirky: bool,
}

impl<'a> Document<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            // Pages measured have a node for each 35 to 60 bytes and as many attributes.
            nodes: Vec::with_capacity(source.len() / 40 + 8),
            attrs: Vec::with_capacity(source.len() / 50 + 8),
            decoded: String::new(),
            odd_names: Vec::new(),
            troubles: Vec::new(),
            is_quirky: false,
        }
    }

    /// The document itself.
    pub fn root(&self) -> NodeId {
        NodeId(ROOT)
    }

    /// How many nodes were made; ids are below it. Some may stand outside of the tree.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether nothing was parsed; never so after [`parse`](super::parse).
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Limits that were hit, in order; each kind once.
    pub fn troubles(&self) -> &[Trouble] {
        &self.troubles
    }

    /// Whether browsers would show the page in quirks mode.
    pub fn is_quirky(&self) -> bool {
        self.is_quirky
    }

    pub(super) fn node(&self, id: u32) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    /// What a node is; nothing where the id is of another document.
    pub fn kind(&self, id: NodeId) -> Option<NodeKind> {
        self.node(id.0).map(|node| node.kind)
    }

    /// An element's tag; [`Tag::Other`] for unknown names and nodes that are no elements.
    pub fn tag(&self, id: NodeId) -> Tag {
        self.node(id.0).map_or(Tag::Other, |node| node.tag)
    }

    /// An element's name space.
    pub fn namespace(&self, id: NodeId) -> Namespace {
        self.node(id.0)
            .map_or(Namespace::Html, |node| node.namespace)
    }

    /// An element's name in lower case, of SVG too; empty for other nodes.
    pub fn name(&self, id: NodeId) -> &str {
        let Some(node) = self.node(id.0) else {
            return "";
        };
        if node.tag != Tag::Other {
            return node.tag.name();
        }
        if node.kind != NodeKind::Element {
            return "";
        }
        if let Ok(at) = self.odd_names.binary_search_by_key(&id.0, |odd| odd.0) {
            return self.odd_names.get(at).map_or("", |odd| &odd.1);
        }
        self.between(node.start, node.end)
    }

    /// What the page's doctype states.
    pub fn doctype(&self) -> Option<Doctype> {
        let mut children = self.children(self.root());
        let id = children.find(|id| self.kind(*id) == Some(NodeKind::Doctype))?;
        let node = self.node(id.0)?;
        Some(Doctype::of(self.between(node.start, node.end)))
    }

    /// All elements of the tree in document order.
    pub fn elements(&self) -> impl Iterator<Item = NodeId> + '_ {
        let nodes = std::iter::successors(Some(self.root()), |id| self.next_in_order(*id));
        nodes.filter(|id| self.kind(*id) == Some(NodeKind::Element))
    }

    /// The node that comes next in document order: the first child, else what follows.
    pub fn next_in_order(&self, id: NodeId) -> Option<NodeId> {
        if let Some(child) = self.first_child(id) {
            return Some(child);
        }
        let mut at = id;
        loop {
            if let Some(next) = self.next_sibling(at) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
    }

    /// A node's parent.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.linked(id, |node| node.parent)
    }

    /// A node's first child.
    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.linked(id, |node| node.first)
    }

    /// The node behind this one in its parent.
    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.linked(id, |node| node.next)
    }

    fn linked(&self, id: NodeId, link: impl Fn(&Node) -> u32) -> Option<NodeId> {
        let to = self.node(id.0).map(link)?;
        (to != NONE).then_some(NodeId(to))
    }

    /// A node's children in order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(id), |child| self.next_sibling(*child))
    }

    /// The value of an element's attribute, decoded; the name is compared without case. Where a tag
    /// has it twice, the first counts.
    pub fn attr(&self, id: NodeId, name: &str) -> Option<&str> {
        let (source, name) = (self.source.as_bytes(), name.as_bytes());
        let attr = self.attrs_of(id.0).iter().find(|attr| {
            attr.name_len as usize == name.len() && {
                let start = attr.name as usize;
                let own = source.get(start..start + name.len());
                own.is_some_and(|own| own.eq_ignore_ascii_case(name))
            }
        })?;
        Some(self.attr_value(attr))
    }

    /// An element's attributes in order: names as written, decoded values. A name that a tag has
    /// twice comes twice; the first counts.
    pub fn attrs(&self, id: NodeId) -> impl Iterator<Item = (&str, &str)> + '_ {
        let attrs = self.attrs_of(id.0).iter();
        attrs.map(|attr| (self.attr_name(attr), self.attr_value(attr)))
    }

    pub(super) fn attrs_of(&self, id: u32) -> &[Attr] {
        self.node(id)
            .and_then(|node| {
                let start = node.attrs as usize;
                self.attrs.get(start..start + node.attr_count as usize)
            })
            .unwrap_or_default()
    }

    pub(super) fn attr_name(&self, attr: &Attr) -> &str {
        self.between(attr.name, attr.name + attr.name_len)
    }

    pub(super) fn attr_value(&self, attr: &Attr) -> &str {
        let start = (attr.value & !DECODED) as usize;
        let range = start..start + attr.value_len as usize;
        let text = if attr.value & DECODED == 0 {
            self.source
        } else {
            &self.decoded
        };
        text.get(range).unwrap_or("")
    }

    /// Decodes an attribute's value into the text of decoded values.
    pub(super) fn decode_value(&mut self, start: u32, end: u32) -> (u32, u32) {
        let raw = self.source.get(start as usize..end as usize).unwrap_or("");
        let place = self.decoded.len();
        text::decode(raw, Decoding::Attribute, |part| self.decoded.push_str(part));
        let length = self.decoded.len() - place;
        (place32(place) | DECODED, place32(length))
    }

    /// Where a text, a comment or an element's name stands in the source, in bytes; empty for
    /// elements that no tag made.
    pub fn span(&self, id: NodeId) -> std::ops::Range<usize> {
        self.node(id.0)
            .map_or(0..0, |node| node.start as usize..node.end as usize)
    }

    /// Whether a node is text.
    pub fn is_text(&self, id: NodeId) -> bool {
        self.kind(id) == Some(NodeKind::Text)
    }

    /// The text of a text node or a comment, decoded; of a doctype, what stands in it.
    pub fn text(&self, id: NodeId) -> Cow<'_, str> {
        let Some(node) = self
            .node(id.0)
            .filter(|node| node.kind != NodeKind::Element)
        else {
            return Cow::Borrowed("");
        };
        let raw = self.between(node.start, node.end);
        let decoding = match node.note {
            Note::Decoding(decoding) => decoding,
            _ => Decoding::Raw,
        };
        if !text::is_coded(raw) {
            return Cow::Borrowed(raw);
        }
        let mut decoded = String::with_capacity(raw.len());
        text::decode(raw, decoding, |part| decoded.push_str(part));
        Cow::Owned(decoded)
    }

    /// Hands on the decoded text of a text node in pieces, without copying it.
    pub fn for_each_piece(&self, id: NodeId, take: impl FnMut(&str)) {
        if let Some(node) = self.node(id.0)
            && let Note::Decoding(decoding) = node.note
        {
            text::decode(self.between(node.start, node.end), decoding, take);
        }
    }

    pub(super) fn between(&self, start: u32, end: u32) -> &str {
        self.source.get(start as usize..end as usize).unwrap_or("")
    }
}

/// A place in a text that is shorter than 4 GB, as every page's is.
pub(super) fn place32(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
