//! Tokens in tables, selects and templates.

use super::arena::NONE;
use super::builder::{Builder, EndTag, Mode, StartTag};
use super::stack::{Formatting, Open};
use super::tags::{Namespace, OF_HEAD, TABLE_PART, Tag};
use super::text::{self, Decoding};

fn is_of_table(open: &Open) -> bool {
    let is_table = matches!(open.tag, Tag::Table | Tag::Template | Tag::Html);
    is_table && open.namespace == Namespace::Html
}

fn is_of_group(open: &Open) -> bool {
    let is_group = matches!(
        open.tag,
        Tag::Tbody | Tag::Tfoot | Tag::Thead | Tag::Template | Tag::Html
    );
    is_group && open.namespace == Namespace::Html
}

fn is_of_row(open: &Open) -> bool {
    matches!(open.tag, Tag::Tr | Tag::Template | Tag::Html) && open.namespace == Namespace::Html
}

fn is_group(open: &Open) -> bool {
    let is_group = matches!(open.tag, Tag::Tbody | Tag::Tfoot | Tag::Thead);
    is_group && open.namespace == Namespace::Html
}

fn is_cell(open: &Open) -> bool {
    open.is(Tag::Td) || open.is(Tag::Th)
}

impl Builder<'_> {
    fn foster(&mut self, act: impl FnOnce(&mut Self)) {
        let was = std::mem::replace(&mut self.is_fostering, true);
        act(self);
        self.is_fostering = was;
    }

    /// A start tag by the rules for tables.
    pub(super) fn table_start(&mut self, start: StartTag) {
        match start.tag {
            Tag::Caption => {
                self.clear_to(is_of_table);
                self.formatting.push(Formatting::Marker);
                self.insert(&start);
                self.mode = Mode::Caption;
            }
            Tag::Colgroup => {
                self.clear_to(is_of_table);
                self.insert(&start);
                self.mode = Mode::ColumnGroup;
            }
            Tag::Col => {
                self.clear_to(is_of_table);
                self.insert(&StartTag::implied(Tag::Colgroup));
                self.again(Mode::ColumnGroup, start);
            }
            Tag::Tbody | Tag::Tfoot | Tag::Thead => {
                self.clear_to(is_of_table);
                self.insert(&start);
                self.mode = Mode::TableBody;
            }
            Tag::Td | Tag::Th | Tag::Tr => {
                self.clear_to(is_of_table);
                self.insert(&StartTag::implied(Tag::Tbody));
                self.again(Mode::TableBody, start);
            }
            Tag::Table => {
                if self.in_table_scope(Tag::Table) {
                    self.pop_until_tag(Tag::Table);
                    self.reset_mode();
                    self.start_in(self.mode, start);
                }
            }
            Tag::Style | Tag::Script | Tag::Template => self.head_start(start),
            Tag::Input if self.is_hidden(&start) => self.insert_empty(&start),
            Tag::Form => {
                if self.form == NONE && !self.in_template() {
                    self.form = self.insert(&start);
                    self.pop();
                }
            }
            _ => self.foster(|builder| builder.body_start(start)),
        }
    }

    /// An end tag by the rules for tables.
    pub(super) fn table_end(&mut self, end: EndTag) {
        match end.tag {
            Tag::Table => {
                if self.in_table_scope(Tag::Table) {
                    self.pop_until_tag(Tag::Table);
                    self.reset_mode();
                }
            }
            Tag::Body | Tag::Html => {}
            Tag::Template => self.end_template(),
            tag if tag.flags() & TABLE_PART != 0 => {}
            _ => self.foster(|builder| builder.body_end(end)),
        }
    }

    pub(super) fn table_text(&mut self, start: usize, end: usize) {
        let raw = self.page.source.get(start..end).unwrap_or("");
        let is_in_table = self.stack.last().is_some_and(|open| {
            open.is(Tag::Table) || open.is(Tag::Template) || open.is(Tag::Tr) || is_group(open)
        });
        if is_in_table && !text::has_words(raw) {
            self.append_text(start, end, Decoding::Text);
        } else {
            self.foster(|builder| builder.body_text(start, end));
        }
    }

    /// A start tag by the rules for a part of a table.
    pub(super) fn part_start(&mut self, mode: Mode, start: StartTag) {
        let tag = start.tag;
        let is_part = tag.flags() & TABLE_PART != 0;
        match mode {
            Mode::Caption if is_part => {
                if self.end_caption() {
                    self.start_in(self.mode, start);
                }
            }
            Mode::Cell if is_part => {
                if self.in_scope_by(super::tags::TABLE_SCOPE, is_cell) {
                    self.close_cell();
                    self.start_in(self.mode, start);
                }
            }
            Mode::ColumnGroup => match tag {
                Tag::Html => self.body_start(start),
                Tag::Col => self.insert_empty(&start),
                Tag::Template => self.head_start(start),
                _ if self.current_is(Tag::Colgroup) => {
                    self.pop();
                    self.again(Mode::Table, start);
                }
                _ => {}
            },
            Mode::TableBody => match tag {
                Tag::Tr => {
                    self.clear_to(is_of_group);
                    self.insert(&start);
                    self.mode = Mode::Row;
                }
                Tag::Td | Tag::Th => {
                    self.clear_to(is_of_group);
                    self.insert(&StartTag::implied(Tag::Tr));
                    self.again(Mode::Row, start);
                }
                _ if is_part => {
                    if self.end_group() {
                        self.start_in(self.mode, start);
                    }
                }
                _ => self.table_start(start),
            },
            Mode::Row => match tag {
                Tag::Td | Tag::Th => {
                    self.clear_to(is_of_row);
                    self.insert(&start);
                    self.mode = Mode::Cell;
                    self.formatting.push(Formatting::Marker);
                }
                _ if is_part => {
                    if self.end_row() {
                        self.start_in(self.mode, start);
                    }
                }
                _ => self.table_start(start),
            },
            _ => self.body_start(start),
        }
    }

    /// An end tag by the rules for a part of a table.
    pub(super) fn part_end(&mut self, mode: Mode, end: EndTag) {
        let tag = end.tag;
        let is_ignored = matches!(
            tag,
            Tag::Body | Tag::Caption | Tag::Col | Tag::Colgroup | Tag::Html
        );
        let is_part = tag.flags() & TABLE_PART != 0;
        match mode {
            Mode::Caption => match tag {
                Tag::Caption => {
                    self.end_caption();
                }
                Tag::Table => {
                    if self.end_caption() {
                        self.end_in(self.mode, end);
                    }
                }
                _ if is_part || is_ignored => {}
                _ => self.body_end(end),
            },
            Mode::ColumnGroup => match tag {
                Tag::Template => self.end_template(),
                Tag::Col => {}
                _ if self.current_is(Tag::Colgroup) => {
                    self.pop();
                    self.mode = Mode::Table;
                    if tag != Tag::Colgroup {
                        self.end_in(Mode::Table, end);
                    }
                }
                _ => {}
            },
            Mode::TableBody => match tag {
                Tag::Tbody | Tag::Tfoot | Tag::Thead => {
                    if self.in_table_scope(tag) {
                        self.clear_to(is_of_group);
                        self.pop();
                        self.mode = Mode::Table;
                    }
                }
                Tag::Table => {
                    if self.end_group() {
                        self.end_in(self.mode, end);
                    }
                }
                _ if is_part || is_ignored => {}
                _ => self.table_end(end),
            },
            Mode::Row => match tag {
                Tag::Tr => {
                    self.end_row();
                }
                Tag::Table => {
                    if self.end_row() {
                        self.end_in(self.mode, end);
                    }
                }
                Tag::Tbody | Tag::Tfoot | Tag::Thead => {
                    if self.in_table_scope(tag) && self.end_row() {
                        self.end_in(self.mode, end);
                    }
                }
                _ if is_part || is_ignored => {}
                _ => self.table_end(end),
            },
            _ => match tag {
                Tag::Td | Tag::Th => {
                    if self.in_table_scope(tag) {
                        self.imply_end_tags(None);
                        self.pop_until_tag(tag);
                        self.clear_formatting();
                        self.mode = Mode::Row;
                    }
                }
                _ if is_ignored => {}
                Tag::Table | Tag::Tbody | Tag::Tfoot | Tag::Thead | Tag::Tr => {
                    if self.in_table_scope(tag) {
                        self.close_cell();
                        self.end_in(self.mode, end);
                    }
                }
                _ => self.body_end(end),
            },
        }
    }

    fn end_caption(&mut self) -> bool {
        let is_open = self.in_table_scope(Tag::Caption);
        if is_open {
            self.imply_end_tags(None);
            self.pop_until_tag(Tag::Caption);
            self.clear_formatting();
            self.mode = Mode::Table;
        }
        is_open
    }

    fn end_group(&mut self) -> bool {
        let is_open = self.in_scope_by(super::tags::TABLE_SCOPE, is_group);
        if is_open {
            self.clear_to(is_of_group);
            self.pop();
            self.mode = Mode::Table;
        }
        is_open
    }

    fn end_row(&mut self) -> bool {
        let is_open = self.in_table_scope(Tag::Tr);
        if is_open {
            self.clear_to(is_of_row);
            self.pop();
            self.mode = Mode::TableBody;
        }
        is_open
    }

    fn close_cell(&mut self) {
        self.imply_end_tags(None);
        self.pop_until(is_cell);
        self.clear_formatting();
        self.mode = Mode::Row;
    }

    /// A start tag by the rules for `select`.
    pub(super) fn select_start(&mut self, mode: Mode, start: StartTag) {
        let is_table = start.tag == Tag::Table || start.tag.flags() & TABLE_PART != 0;
        match start.tag {
            Tag::Col | Tag::Colgroup => {}
            _ if mode == Mode::SelectInTable && is_table => {
                self.pop_until_tag(Tag::Select);
                self.reset_mode();
                self.start_in(self.mode, start);
            }
            Tag::Html => self.body_start(start),
            Tag::Option | Tag::Optgroup | Tag::Hr => {
                if self.current_is(Tag::Option) {
                    self.pop();
                }
                if start.tag != Tag::Option && self.current_is(Tag::Optgroup) {
                    self.pop();
                }
                if start.tag == Tag::Hr {
                    self.insert_empty(&start);
                } else {
                    self.insert(&start);
                }
            }
            Tag::Select => self.end_select(),
            Tag::Input | Tag::Keygen | Tag::Textarea if self.in_select_scope() => {
                self.end_select();
                self.start_in(self.mode, start);
            }
            Tag::Script | Tag::Template => self.head_start(start),
            _ => {}
        }
    }

    fn end_select(&mut self) {
        if self.in_select_scope() {
            self.pop_until_tag(Tag::Select);
            self.reset_mode();
        }
    }

    /// An end tag by the rules for `select`.
    pub(super) fn select_end(&mut self, mode: Mode, end: EndTag) {
        let is_table = end.tag == Tag::Table || end.tag.flags() & TABLE_PART != 0;
        match end.tag {
            Tag::Col | Tag::Colgroup => {}
            tag if mode == Mode::SelectInTable && is_table && self.in_table_scope(tag) => {
                self.pop_until_tag(Tag::Select);
                self.reset_mode();
                self.end_in(self.mode, end);
            }
            Tag::Optgroup => {
                let above = self.stack.len().checked_sub(2);
                let is_in_group = above
                    .and_then(|at| self.stack.get(at))
                    .is_some_and(|open| open.is(Tag::Optgroup));
                if self.current_is(Tag::Option) && is_in_group {
                    self.pop();
                }
                if self.current_is(Tag::Optgroup) {
                    self.pop();
                }
            }
            Tag::Option if self.current_is(Tag::Option) => {
                self.pop();
            }
            Tag::Select => self.end_select(),
            Tag::Template => self.end_template(),
            _ => {}
        }
    }

    /// A start tag by the rules for `template`.
    pub(super) fn template_start(&mut self, start: StartTag) {
        let mode = match start.tag {
            tag if tag.flags() & OF_HEAD != 0 => {
                self.head_start(start);
                return;
            }
            Tag::Caption | Tag::Colgroup | Tag::Tbody | Tag::Tfoot | Tag::Thead => Mode::Table,
            Tag::Col => Mode::ColumnGroup,
            Tag::Tr => Mode::TableBody,
            Tag::Td | Tag::Th => Mode::Row,
            _ => Mode::Body,
        };
        self.template_modes.pop();
        self.template_modes.push(mode);
        self.again(mode, start);
    }
}
