//! Formatting that ends out of order: the "adoption agency algorithm"
//! (<https://html.spec.whatwg.org/#adoption-agency-algorithm>).

use super::arena::{NONE, Note};
use super::builder::{Builder, EndTag};
use super::stack::{Formatting, Open};
use super::tags::{Namespace, SCOPE, SPECIAL, Tag};

impl Builder<'_> {
    /// An end tag of a formatting element.
    pub(super) fn adopt(&mut self, end: EndTag) {
        let tag = end.tag;
        if let Some(current) = self.stack.last().copied()
            && current.is(tag)
            && self.formatting_place(current.id).is_none()
        {
            self.pop();
            return;
        }
        // The standard bounds both loops, by 8 and 3.
        for _ in 0..8 {
            let Some((place, id)) = self.last_formatting(tag) else {
                self.close_named(tag, end.name, end.name_end);
                return;
            };
            let Some(at) = self.stack_place(id) else {
                self.formatting.remove(place);
                return;
            };
            if !self.in_scope_by(SCOPE, |open| open.id == id) {
                return;
            }
            let behind = self.stack.get(at + 1..).unwrap_or_default();
            let furthest = behind.iter().position(|open| open.has(SPECIAL));
            let Some(furthest) = furthest.map(|behind| at + 1 + behind) else {
                while self.stack.len() > at {
                    self.pop();
                }
                self.forget_formatting(id);
                return;
            };
            if !self.adopt_block(tag, id, at, furthest) {
                return;
            }
        }
    }

    /// Moves a block out of the formatting element that ends in it, and the formatting into it.
    fn adopt_block(&mut self, tag: Tag, formatting: u32, at: usize, furthest_at: usize) -> bool {
        let above = at.checked_sub(1).and_then(|at| self.stack.get(at)).copied();
        let (Some(above), Some(furthest)) = (above, self.stack.get(furthest_at).copied()) else {
            return false;
        };
        let mut bookmark = self.formatting_place(formatting).unwrap_or(0);
        let mut last = furthest.id;
        let mut node_at = furthest_at;
        let mut round = 0;
        while node_at > at + 1 {
            node_at -= 1;
            round += 1;
            let Some(node) = self.stack.get(node_at).copied() else {
                break;
            };
            let mut place = self.formatting_place(node.id);
            if round > 3
                && let Some(known) = place.take()
            {
                self.formatting.remove(known);
                bookmark -= usize::from(known < bookmark);
            }
            let Some(place) = place else {
                self.stack.remove(node_at);
                if let Some(node) = self.node_mut(node.id) {
                    node.note = Note::None;
                }
                continue;
            };
            let copy = self.copy_open(node);
            if let Some(open) = self.stack.get_mut(node_at) {
                open.id = copy;
            }
            if let Some(entry) = self.formatting.get_mut(place) {
                *entry = Formatting::Element(copy, node.tag);
            }
            if last == furthest.id {
                bookmark = place + 1;
            }
            self.detach(last);
            self.append(copy, last);
            last = copy;
        }
        self.detach(last);
        // The place is the same as for text in a table, whether or not this is about one.
        let was = std::mem::replace(&mut self.is_fostering, true);
        let place = self.place(Some(above));
        self.is_fostering = was;
        self.put(place, last);

        let copy = self.copy_element(formatting);
        self.move_children(furthest.id, copy);
        self.append(furthest.id, copy);
        if let Some(known) = self.formatting_place(formatting) {
            self.formatting.remove(known);
            bookmark -= usize::from(known < bookmark);
        }
        let bookmark = bookmark.min(self.formatting.len());
        self.formatting
            .insert(bookmark, Formatting::Element(copy, tag));
        self.remove_open(formatting);
        if let Some(at) = self.stack_place(furthest.id) {
            let flags = super::tags::flags_in(tag, Namespace::Html);
            self.stack.insert(
                at + 1,
                Open {
                    id: copy,
                    tag,
                    namespace: Namespace::Html,
                    flags,
                },
            );
            if let Some(node) = self.node_mut(copy) {
                node.note = Note::Open;
            }
        }
        true
    }

    /// Copies an open element, for it to take the other's place.
    fn copy_open(&mut self, open: Open) -> u32 {
        let copy = self.copy_element(open.id);
        if let Some(node) = self.node_mut(open.id) {
            node.note = Note::None;
        }
        if let Some(node) = self.node_mut(copy) {
            node.note = Note::Open;
        }
        copy
    }

    fn move_children(&mut self, from: u32, to: u32) {
        let Some(node) = self.page.node(from).copied() else {
            return;
        };
        let mut child = node.first;
        while child != NONE {
            self.steps += 1;
            let Some(node) = self.node_mut(child) else {
                break;
            };
            node.parent = to;
            child = node.next;
        }
        if let Some(from) = self.node_mut(from) {
            (from.first, from.last) = (NONE, NONE);
        }
        if let Some(to) = self.node_mut(to) {
            (to.first, to.last) = (node.first, node.last);
        }
    }

    /// The last formatting element of a name behind the last marker.
    fn last_formatting(&mut self, tag: Tag) -> Option<(usize, u32)> {
        for (at, entry) in self.formatting.iter().enumerate().rev() {
            self.steps += 1;
            match entry {
                Formatting::Marker => return None,
                Formatting::Element(id, known) if *known == tag => return Some((at, *id)),
                Formatting::Element(..) => {}
            }
        }
        None
    }

    fn formatting_place(&mut self, id: u32) -> Option<usize> {
        self.steps += self.formatting.len();
        let is_it =
            |entry: &Formatting| matches!(entry, Formatting::Element(known, _) if *known == id);
        self.formatting.iter().rposition(is_it)
    }

    fn stack_place(&mut self, id: u32) -> Option<usize> {
        self.steps += 1;
        if !self.is_open(id) {
            return None;
        }
        self.stack.iter().rposition(|open| open.id == id)
    }
}
