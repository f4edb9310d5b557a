//! The open elements and the formatting that goes on.

use super::arena::{Attr, NONE, Note};
use super::builder::{Builder, StartTag};
use super::tags::{IMPLIED, Namespace, SCOPE, SPECIAL, THOROUGH, Tag};
use super::{TroubleKind, tags};

/// An open element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) id: u32,
    pub(super) tag: Tag,
    pub(super) namespace: Namespace,
    pub(super) flags: u32,
}

impl Open {
    /// Whether it is this element of HTML.
    pub(super) fn is(&self, tag: Tag) -> bool {
        self.tag == tag && self.namespace == Namespace::Html
    }

    pub(super) fn has(&self, flags: u32) -> bool {
        self.flags & flags != 0
    }
}

/// An entry of the list of active formatting elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Formatting {
    /// What stands before it does not go on behind it.
    Marker,
    /// An element.
    Element(u32, Tag),
}

impl Builder<'_> {
    pub(super) fn current_is(&self, tag: Tag) -> bool {
        self.stack.last().is_some_and(|open| open.is(tag))
    }

    /// Closes the current element.
    pub(super) fn pop(&mut self) -> Option<Open> {
        let open = self.stack.pop()?;
        self.closed(&open);
        Some(open)
    }

    fn closed(&mut self, open: &Open) {
        if let Some(node) = self.node_mut(open.id) {
            node.note = Note::None;
        }
        self.open_paragraphs -= usize::from(open.tag == Tag::P && self.open_paragraphs > 0);
    }

    /// Closes elements until a test holds for one that was closed.
    pub(super) fn pop_until(&mut self, is_last: impl Fn(&Open) -> bool) {
        while let Some(open) = self.pop() {
            self.steps += 1;
            if is_last(&open) {
                break;
            }
        }
    }

    pub(super) fn pop_until_tag(&mut self, tag: Tag) {
        self.pop_until(|open| open.is(tag));
    }

    /// Closes elements until a test holds for the current one.
    pub(super) fn clear_to(&mut self, is_kept: impl Fn(&Open) -> bool) {
        while self.stack.last().is_some_and(|open| !is_kept(open)) {
            self.pop();
        }
    }

    /// Takes an element out of the middle.
    pub(super) fn remove_open(&mut self, id: u32) {
        if let Some(at) = self.stack.iter().rposition(|open| open.id == id) {
            let open = self.stack.remove(at);
            self.closed(&open);
        }
    }

    /// Whether an element for which a test holds is open, with none between that has a flag.
    pub(super) fn in_scope_by(&mut self, barrier: u32, test: impl Fn(&Open) -> bool) -> bool {
        let mut looked = 0;
        let mut found = false;
        for open in self.stack.iter().rev() {
            looked += 1;
            if test(open) {
                found = true;
                break;
            }
            if open.has(barrier) {
                break;
            }
        }
        self.steps += looked;
        found
    }

    pub(super) fn in_scope(&mut self, tag: Tag) -> bool {
        self.in_scope_by(SCOPE, |open| open.is(tag))
    }

    pub(super) fn in_table_scope(&mut self, tag: Tag) -> bool {
        self.in_scope_by(tags::TABLE_SCOPE, |open| open.is(tag))
    }

    pub(super) fn in_button_scope(&mut self, tag: Tag) -> bool {
        self.in_scope_by(tags::BUTTON_SCOPE, |open| open.is(tag))
    }

    /// Whether a `select` is open with nothing but options within.
    pub(super) fn in_select_scope(&mut self) -> bool {
        for open in self.stack.iter().rev() {
            if open.is(Tag::Select) {
                return true;
            }
            if !open.is(Tag::Optgroup) && !open.is(Tag::Option) {
                return false;
            }
        }
        false
    }

    /// Whether a template is open.
    pub(super) fn in_template(&self) -> bool {
        !self.template_modes.is_empty()
    }

    /// "Generate implied end tags".
    pub(super) fn imply_end_tags(&mut self, except: Option<Tag>) {
        while self
            .stack
            .last()
            .is_some_and(|open| open.has(IMPLIED) && Some(open.tag) != except)
        {
            self.pop();
        }
    }

    pub(super) fn imply_end_tags_thoroughly(&mut self) {
        while self
            .stack
            .last()
            .is_some_and(|open| open.has(IMPLIED | THOROUGH))
        {
            self.pop();
        }
    }

    /// Closes an open `p`, if one may be closed from here.
    pub(super) fn close_paragraph(&mut self) {
        if self.open_paragraphs > 0 && self.in_button_scope(Tag::P) {
            self.imply_end_tags(Some(Tag::P));
            self.pop_until_tag(Tag::P);
        }
    }

    /// Whether an element is open.
    pub(super) fn is_open(&self, id: u32) -> bool {
        self.page
            .node(id)
            .is_some_and(|node| node.note == Note::Open)
    }

    /// Notes an element as formatting, at most three alike (the "Noah's Ark clause").
    pub(super) fn push_formatting(&mut self, id: u32, tag: Tag) {
        let mut alike = 0;
        let mut first = None;
        let mut looked = 0;
        for (at, entry) in self.formatting.iter().enumerate().rev() {
            let Formatting::Element(other, other_tag) = entry else {
                break;
            };
            looked += 1;
            if *other_tag == tag && self.has_same_attributes(id, *other) {
                alike += 1;
                first = Some(at);
            }
        }
        self.steps += looked;
        if alike >= 3
            && let Some(first) = first
        {
            self.formatting.remove(first);
        }
        self.formatting.push(Formatting::Element(id, tag));
    }

    fn has_same_attributes(&self, one: u32, other: u32) -> bool {
        /// Elements with more are rare, and never all alike.
        const COMPARED: usize = 16;
        let (one, other) = (self.page.attrs_of(one), self.page.attrs_of(other));
        let is_in = |attr: &Attr, all: &[Attr]| {
            let (name, value) = (self.page.attr_name(attr), self.page.attr_value(attr));
            all.iter().any(|own| {
                self.page.attr_value(own) == value
                    && self.page.attr_name(own).eq_ignore_ascii_case(name)
            })
        };
        one.len() == other.len()
            && one.len() <= COMPARED
            && one.iter().all(|attr| is_in(attr, other))
    }

    /// Forgets formatting up to the last marker.
    pub(super) fn clear_formatting(&mut self) {
        while let Some(entry) = self.formatting.pop() {
            if entry == Formatting::Marker {
                break;
            }
        }
    }

    pub(super) fn forget_formatting(&mut self, id: u32) {
        let at = self
            .formatting
            .iter()
            .rposition(|entry| matches!(entry, Formatting::Element(known, _) if *known == id));
        if let Some(at) = at {
            self.formatting.remove(at);
        }
    }

    /// Opens formatting again that was closed by the end of its block ("reconstruct the active
    /// formatting elements").
    pub(super) fn reopen_formatting(&mut self) {
        let is_done = |builder: &Self, entry: &Formatting| match entry {
            Formatting::Marker => true,
            Formatting::Element(id, _) => builder.is_open(*id),
        };
        match self.formatting.last() {
            None => return,
            Some(last) if is_done(self, last) => return,
            Some(_) => {}
        }
        let first = self
            .formatting
            .iter()
            .rposition(|entry| is_done(self, entry))
            .map_or(0, |at| at + 1);
        for at in first..self.formatting.len() {
            let Some(Formatting::Element(id, tag)) = self.formatting.get(at).copied() else {
                continue;
            };
            if self.copies >= self.limits.copies {
                self.trouble(TroubleKind::Copies, self.at);
                self.formatting.truncate(first);
                return;
            }
            if self.stack.len() >= self.limits.depth {
                self.trouble(TroubleKind::Depth, self.at);
                self.formatting.truncate(at);
                return;
            }
            self.copies += 1;
            let copy = self.copy_element(id);
            let place = self.place(None);
            self.put(place, copy);
            self.push(copy, tag, Namespace::Html);
            if let Some(entry) = self.formatting.get_mut(at) {
                *entry = Formatting::Element(copy, tag);
            }
        }
    }

    /// Inserts a formatting element and notes it.
    pub(super) fn insert_formatting(&mut self, start: &StartTag) {
        self.reopen_formatting();
        let id = self.insert(start);
        if id != NONE {
            self.push_formatting(id, start.tag);
        }
    }

    /// The nearest open element, from the top, that is special or named so; for end tags that have
    /// no rule of their own.
    pub(super) fn close_named(&mut self, tag: Tag, name: u32, name_end: u32) {
        let mut found = None;
        for (at, open) in self.stack.iter().enumerate().rev() {
            if open.is(tag) && self.is_named(open, name, name_end) {
                found = Some(at);
                break;
            }
            if open.has(SPECIAL) {
                self.steps += 1;
                break;
            }
        }
        let Some(at) = found else {
            return;
        };
        self.imply_end_tags(Some(tag));
        while self.stack.len() > at {
            self.pop();
        }
    }
}
