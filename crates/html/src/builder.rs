//! The tree while it grows: where a new node goes.

use super::arena::{Document, NONE, Node, NodeKind, Note, ROOT, place32};
use super::doctype::Doctype;
use super::stack::{Formatting, Open};
use super::tags::{self, Namespace, Tag, flags_in};
use super::text::{self, Decoding};
use super::{HtmlLimits, Trouble, TroubleKind};

/// Work that any page may take, whatever its size; see [`HtmlLimits::steps_per_byte`].
const FREE_STEPS: usize = 1_000_000;

/// A start tag as it stands in the source.
#[derive(Clone, Copy, Debug)]
pub(super) struct StartTag {
    pub(super) tag: Tag,
    pub(super) name: u32,
    pub(super) name_end: u32,
    pub(super) attrs: u32,
    pub(super) attr_count: u32,
    /// Whether it ends in `/>`.
    pub(super) is_closed: bool,
}

impl StartTag {
    /// A tag that the rules add where a page left it out.
    pub(super) fn implied(tag: Tag) -> Self {
        Self {
            tag,
            name: 0,
            name_end: 0,
            attrs: 0,
            attr_count: 0,
            is_closed: false,
        }
    }
}

/// An end tag as it stands in the source.
#[derive(Clone, Copy, Debug)]
pub(super) struct EndTag {
    pub(super) tag: Tag,
    pub(super) name: u32,
    pub(super) name_end: u32,
}

/// The standard's insertion modes. Text within scripts and the like needs none: it is read in one
/// go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Initial,
    BeforeHtml,
    BeforeHead,
    Head,
    HeadNoscript,
    AfterHead,
    Body,
    Table,
    Caption,
    ColumnGroup,
    TableBody,
    Row,
    Cell,
    Select,
    SelectInTable,
    Template,
    AfterBody,
    Frameset,
    AfterFrameset,
    AfterAfterBody,
    AfterAfterFrameset,
}

/// Where a node goes: into a parent, before one of its children or at its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) parent: u32,
    pub(super) before: u32,
}

/// The parser.
#[expect(clippy::struct_excessive_bools, reason = "the standard's own flags")]
pub(super) struct Builder<'a> {
    pub(super) page: Document<'a>,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    pub(super) limits: HtmlLimits,
    pub(super) is_stopped: bool,
    /// Whether there is a NUL or a carriage return anywhere.
    pub(super) has_odd_bytes: bool,
    pub(super) steps: usize,
    most_steps: usize,
    pub(super) copies: usize,
    pub(super) mode: Mode,
    pub(super) stack: Vec<Open>,
    /// Open `p` elements, so that their scope is looked at only where there are some.
    pub(super) open_paragraphs: usize,
    /// Elements deeper than the limit that are open, as it were.
    pub(super) flattened: usize,
    pub(super) formatting: Vec<Formatting>,
    pub(super) template_modes: Vec<Mode>,
    pub(super) head: u32,
    pub(super) form: u32,
    pub(super) is_frameset_ok: bool,
    /// Whether nodes meant for a table go before it.
    pub(super) is_fostering: bool,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a str, limits: &HtmlLimits) -> Self {
        let most = u32::MAX as usize - 1;
        let mut end = source.len().min(most >> 1);
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        let source = source.get(..end).unwrap_or("");
        let mut page = Document::new(source);
        page.nodes.push(Node::new(NodeKind::Document, 0, 0));
        Self {
            page,
            bytes: source.as_bytes(),
            at: 0,
            limits: *limits,
            is_stopped: false,
            has_odd_bytes: source.contains('\r') || text::has_nul(source),
            steps: 0,
            most_steps: source
                .len()
                .saturating_mul(limits.steps_per_byte)
                .saturating_add(FREE_STEPS),
            copies: 0,
            mode: Mode::Initial,
            stack: Vec::with_capacity(64),
            open_paragraphs: 0,
            flattened: 0,
            formatting: Vec::new(),
            template_modes: Vec::new(),
            head: NONE,
            form: NONE,
            is_frameset_ok: true,
            is_fostering: false,
        }
    }

    pub(super) fn parse(mut self) -> Document<'a> {
        self.scan();
        self.page
    }

    /// Notes a limit that was hit.
    pub(super) fn trouble(&mut self, kind: TroubleKind, at: usize) {
        if self.page.troubles.iter().all(|known| known.kind != kind) {
            self.page.troubles.push(Trouble { kind, at });
        }
        self.is_stopped |= matches!(kind, TroubleKind::Nodes | TroubleKind::Work);
    }

    /// Stops where the work is more than the page is worth.
    pub(super) fn check_work(&mut self) {
        if self.steps > self.most_steps {
            self.trouble(TroubleKind::Work, self.at);
        }
    }

    /// Adds a node to the list, not to the tree.
    fn make(&mut self, node: Node) -> u32 {
        if self.page.nodes.len() >= self.limits.nodes {
            self.trouble(TroubleKind::Nodes, self.at);
        }
        let id = place32(self.page.nodes.len());
        self.page.nodes.push(node);
        self.steps += 1;
        id
    }

    pub(super) fn node_mut(&mut self, id: u32) -> Option<&mut Node> {
        self.page.nodes.get_mut(id as usize)
    }

    /// Makes the element of a tag.
    pub(super) fn make_element(&mut self, start: &StartTag, namespace: Namespace) -> u32 {
        let mut node = Node::new(NodeKind::Element, start.name, start.name_end);
        node.tag = start.tag;
        node.namespace = namespace;
        node.attrs = start.attrs;
        node.attr_count = start.attr_count;
        let id = self.make(node);
        if start.tag == Tag::Other {
            let name = self.page.between(start.name, start.name_end);
            if name.bytes().any(|b| b.is_ascii_uppercase() || b == 0) {
                let name = name.to_ascii_lowercase().replace('\0', "\u{fffd}");
                self.page.odd_names.push((id, name.into_boxed_str()));
            }
        }
        id
    }

    /// Makes an element once more, as when formatting is opened again.
    pub(super) fn copy_element(&mut self, id: u32) -> u32 {
        let Some(node) = self.page.node(id).copied() else {
            return NONE;
        };
        self.make(Node {
            parent: NONE,
            first: NONE,
            last: NONE,
            next: NONE,
            before: NONE,
            note: Note::None,
            ..node
        })
    }

    /// Takes a node out of its parent.
    pub(super) fn detach(&mut self, id: u32) {
        let Some(node) = self.page.node(id).copied() else {
            return;
        };
        if node.parent == NONE {
            return;
        }
        match self.node_mut(node.before) {
            Some(before) => before.next = node.next,
            None => {
                if let Some(parent) = self.node_mut(node.parent) {
                    parent.first = node.next;
                }
            }
        }
        match self.node_mut(node.next) {
            Some(next) => next.before = node.before,
            None => {
                if let Some(parent) = self.node_mut(node.parent) {
                    parent.last = node.before;
                }
            }
        }
        if let Some(node) = self.node_mut(id) {
            (node.parent, node.before, node.next) = (NONE, NONE, NONE);
        }
    }

    pub(super) fn append(&mut self, parent: u32, id: u32) {
        let Some(to) = self.node_mut(parent) else {
            return;
        };
        let last = to.last;
        to.last = id;
        if last == NONE {
            to.first = id;
        }
        if let Some(last) = self.node_mut(last) {
            last.next = id;
        }
        if let Some(node) = self.node_mut(id) {
            node.parent = parent;
            node.before = last;
        }
    }

    /// Puts a node where it belongs.
    pub(super) fn put(&mut self, place: Place, id: u32) {
        let Some(next) = self.page.node(place.before).copied() else {
            self.append(place.parent, id);
            return;
        };
        if let Some(node) = self.node_mut(id) {
            node.parent = place.parent;
            node.before = next.before;
            node.next = place.before;
        }
        if let Some(next) = self.node_mut(place.before) {
            next.before = id;
        }
        match self.node_mut(next.before) {
            Some(before) => before.next = id,
            None => {
                if let Some(parent) = self.node_mut(place.parent) {
                    parent.first = id;
                }
            }
        }
    }

    /// The standard's "appropriate place for inserting a node", for a parent that is the current
    /// element where none is given.
    pub(super) fn place(&mut self, target: Option<Open>) -> Place {
        let end_of = |parent: u32| Place {
            parent,
            before: NONE,
        };
        let Some(target) = target.or_else(|| self.stack.last().copied()) else {
            return end_of(ROOT);
        };
        let is_table = target.namespace == Namespace::Html
            && matches!(
                target.tag,
                Tag::Table | Tag::Tbody | Tag::Tfoot | Tag::Thead | Tag::Tr
            );
        if !self.is_fostering || !is_table {
            return end_of(target.id);
        }
        let mut above = None;
        let found = self.stack.iter().enumerate().rev().find(|(_, open)| {
            matches!(open.tag, Tag::Table | Tag::Template) && open.namespace == Namespace::Html
        });
        self.steps += 4;
        if let Some((at, open)) = found {
            if open.tag == Tag::Template {
                return end_of(open.id);
            }
            let parent = self.page.node(open.id).map_or(NONE, |node| node.parent);
            if parent != NONE {
                return Place {
                    parent,
                    before: open.id,
                };
            }
            above = at.checked_sub(1).and_then(|at| self.stack.get(at));
        }
        let above = above.or_else(|| self.stack.first());
        end_of(above.map_or(ROOT, |open| open.id))
    }

    /// Inserts an element and opens it.
    pub(super) fn insert(&mut self, start: &StartTag) -> u32 {
        self.insert_in(start, Namespace::Html)
    }

    pub(super) fn insert_in(&mut self, start: &StartTag, namespace: Namespace) -> u32 {
        let id = self.make_element(start, namespace);
        let place = self.place(None);
        self.put(place, id);
        self.push(id, start.tag, namespace);
        id
    }

    /// Inserts an element that has no content.
    pub(super) fn insert_empty(&mut self, start: &StartTag) {
        let id = self.make_element(start, Namespace::Html);
        let place = self.place(None);
        self.put(place, id);
    }

    pub(super) fn push(&mut self, id: u32, tag: Tag, namespace: Namespace) {
        if let Some(node) = self.node_mut(id) {
            node.note = Note::Open;
        }
        self.open_paragraphs += usize::from(tag == Tag::P);
        self.stack.push(Open {
            id,
            tag,
            namespace,
            flags: flags_in(tag, namespace),
        });
    }

    /// Inserts text at the current place.
    pub(super) fn append_text(&mut self, start: usize, end: usize, decoding: Decoding) {
        let place = self.place(None);
        if place.parent == ROOT {
            return;
        }
        let before = match self.page.node(place.before) {
            Some(next) => next.before,
            None => self.page.node(place.parent).map_or(NONE, |node| node.last),
        };
        let (start, end) = (place32(start), place32(end));
        // Text that goes on where the last ended is one.
        if let Some(last) = self.node_mut(before)
            && last.kind == NodeKind::Text
            && last.end == start
            && last.note == Note::Decoding(decoding)
        {
            last.end = end;
            return;
        }
        let mut node = Node::new(NodeKind::Text, start, end);
        node.note = Note::Decoding(decoding);
        let id = self.make(node);
        self.put(place, id);
    }

    /// Inserts a comment where the rules of the mode say.
    pub(super) fn comment(&mut self, start: usize, end: usize) {
        let mut node = Node::new(NodeKind::Comment, place32(start), place32(end));
        node.note = Note::Decoding(Decoding::Raw);
        let parent = match self.mode {
            Mode::Initial | Mode::BeforeHtml | Mode::AfterAfterBody | Mode::AfterAfterFrameset => {
                Some(ROOT)
            }
            Mode::AfterBody => self.stack.first().map(|html| html.id),
            _ => None,
        };
        let id = self.make(node);
        if let Some(parent) = parent {
            self.append(parent, id);
        } else {
            let place = self.place(None);
            self.put(place, id);
        }
    }

    /// Adds the attributes of a repeated `html` or `body` tag that the element does not have.
    pub(super) fn add_attributes(&mut self, id: u32, start: &StartTag) {
        let Some(node) = self.page.node(id).copied() else {
            return;
        };
        let range = |start: u32, count: u32| start as usize..start as usize + count as usize;
        let known = self.page.attrs_of(id).to_vec();
        let new = self.page.attrs.get(range(start.attrs, start.attr_count));
        let new: Vec<_> = new.unwrap_or_default().to_vec();
        self.steps += known.len() * (1 + new.len());
        let mut all = known;
        for attr in new {
            let name = self.page.attr_name(&attr);
            let is_known = all
                .iter()
                .any(|own| self.page.attr_name(own).eq_ignore_ascii_case(name));
            if !is_known && all.len() < self.limits.attributes {
                all.push(attr);
            }
        }
        if all.len() == node.attr_count as usize {
            return;
        }
        let (attrs, attr_count) = (place32(self.page.attrs.len()), place32(all.len()));
        self.page.attrs.extend(all);
        if let Some(node) = self.node_mut(id) {
            (node.attrs, node.attr_count) = (attrs, attr_count);
        }
    }

    pub(super) fn set_doctype(&mut self, node: Node) {
        if self.mode != Mode::Initial {
            return;
        }
        let text = self.page.between(node.start, node.end);
        self.page.is_quirky = Doctype::of(text).is_quirky();
        let id = self.make(node);
        self.append(ROOT, id);
        self.mode = Mode::BeforeHtml;
    }

    /// Whether a start or end tag has a name; the tag says it but for unknown names.
    pub(super) fn is_named(&self, open: &Open, name: u32, name_end: u32) -> bool {
        open.tag != Tag::Other || {
            let own = self.page.node(open.id);
            let own = own.map_or("", |node| self.page.between(node.start, node.end));
            own.eq_ignore_ascii_case(self.page.between(name, name_end))
        }
    }

    /// Whether a new element would be nested too deep. Parts of tables are let in, since the rules
    /// rely on them; a table is not.
    pub(super) fn is_too_deep(&self, tag: Tag) -> bool {
        const LET_IN: u32 = tags::VOID | tags::TABLE_PART | tags::OF_HEAD;
        let depth = self.stack.len();
        if depth < self.limits.depth {
            return false;
        }
        let is_let_in = (tag.flags() & LET_IN != 0 && tag != Tag::Template)
            || matches!(
                tag,
                Tag::Html | Tag::Head | Tag::Body | Tag::Frameset | Tag::Textarea | Tag::Xmp
            )
            || matches!(
                tag,
                Tag::Iframe | Tag::Noembed | Tag::Noscript | Tag::Plaintext
            );
        !is_let_in || depth >= self.limits.depth + 32
    }
}
