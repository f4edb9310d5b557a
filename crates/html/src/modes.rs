//! Tokens by insertion mode: what comes before the body and after it.

use super::TroubleKind;
use super::arena::{NONE, ROOT};
use super::builder::{Builder, EndTag, Mode, StartTag};
use super::foreign::is_foreign;
use super::stack::Formatting;
use super::tags::{IMPLIED, Namespace, OF_HEAD, TABLE_PART, Tag};
use super::text::{self, Decoding};

impl Builder<'_> {
    /// A start tag.
    pub(super) fn start_tag(&mut self, start: StartTag) {
        self.check_work();
        if self.is_too_deep(start.tag) {
            self.insert_flat(&start);
        } else if self.stack.last().is_some_and(is_foreign) && !self.is_html_start(&start) {
            self.foreign_start(start);
        } else {
            self.start_in(self.mode, start);
        }
    }

    /// Inserts an element that is nested too deep: what follows stands behind it, not in it.
    fn insert_flat(&mut self, start: &StartTag) {
        self.trouble(TroubleKind::Depth, start.name as usize);
        let namespace = self.stack.last().map_or(Namespace::Html, |o| o.namespace);
        let id = self.make_element(start, namespace);
        let place = self.place(None);
        self.put(place, id);
        let has_end = !start.tag.is_void() && start.tag.flags() & IMPLIED == 0 && !start.is_closed;
        self.flattened += usize::from(has_end);
    }

    /// An end tag.
    pub(super) fn end_tag(&mut self, end: EndTag) {
        self.check_work();
        if self.flattened > 0 && end.tag.flags() & TABLE_PART == 0 {
            self.flattened -= usize::from(end.tag.flags() & IMPLIED == 0);
        } else if self.stack.last().is_some_and(is_foreign) {
            self.foreign_end(end);
        } else {
            self.end_in(self.mode, end);
        }
    }

    /// A start tag by the rules of a mode.
    pub(super) fn start_in(&mut self, mode: Mode, start: StartTag) {
        match mode {
            Mode::Initial => {
                self.page.is_quirky = true;
                self.again(Mode::BeforeHtml, start);
            }
            Mode::BeforeHtml => {
                if start.tag == Tag::Html {
                    self.insert_html(&start);
                } else {
                    self.insert_html(&StartTag::implied(Tag::Html));
                    self.again(Mode::BeforeHead, start);
                }
            }
            Mode::BeforeHead => match start.tag {
                Tag::Html => self.body_start(start),
                Tag::Head => self.insert_head(&start),
                _ => {
                    self.insert_head(&StartTag::implied(Tag::Head));
                    self.again(Mode::Head, start);
                }
            },
            Mode::Head => self.head_start(start),
            Mode::HeadNoscript => match start.tag {
                Tag::Html => self.body_start(start),
                Tag::Basefont
                | Tag::Bgsound
                | Tag::Link
                | Tag::Meta
                | Tag::Noframes
                | Tag::Style => {
                    self.head_start(start);
                }
                Tag::Head | Tag::Noscript => {}
                _ => {
                    self.pop();
                    self.again(Mode::Head, start);
                }
            },
            Mode::AfterHead => self.after_head_start(start),
            Mode::Body | Mode::Caption | Mode::Cell => match mode {
                Mode::Body => self.body_start(start),
                _ => self.part_start(mode, start),
            },
            Mode::Table => self.table_start(start),
            Mode::ColumnGroup | Mode::TableBody | Mode::Row => self.part_start(mode, start),
            Mode::Select | Mode::SelectInTable => self.select_start(mode, start),
            Mode::Template => self.template_start(start),
            Mode::AfterBody | Mode::AfterAfterBody => match start.tag {
                Tag::Html => self.body_start(start),
                _ => self.again(Mode::Body, start),
            },
            Mode::Frameset => match start.tag {
                Tag::Html => self.body_start(start),
                Tag::Frameset => {
                    self.insert(&start);
                }
                Tag::Frame => self.insert_empty(&start),
                Tag::Noframes => self.head_start(start),
                _ => {}
            },
            Mode::AfterFrameset | Mode::AfterAfterFrameset => match start.tag {
                Tag::Html => self.body_start(start),
                Tag::Noframes => self.head_start(start),
                _ => {}
            },
        }
    }

    /// Changes the mode and takes the token again.
    pub(super) fn again(&mut self, mode: Mode, start: StartTag) {
        self.mode = mode;
        self.start_in(mode, start);
    }

    pub(super) fn end_again(&mut self, mode: Mode, end: EndTag) {
        self.mode = mode;
        self.end_in(mode, end);
    }

    fn insert_html(&mut self, start: &StartTag) {
        let id = self.make_element(start, Namespace::Html);
        self.append(ROOT, id);
        self.push(id, Tag::Html, Namespace::Html);
        self.mode = Mode::BeforeHead;
    }

    fn insert_head(&mut self, start: &StartTag) {
        self.head = self.insert(start);
        self.mode = Mode::Head;
    }

    fn insert_body(&mut self) {
        self.insert(&StartTag::implied(Tag::Body));
        self.mode = Mode::Body;
    }

    /// A start tag by the rules for the head, which parts of it follow anywhere.
    pub(super) fn head_start(&mut self, start: StartTag) {
        match start.tag {
            Tag::Html => self.body_start(start),
            Tag::Base | Tag::Basefont | Tag::Bgsound | Tag::Link | Tag::Meta => {
                self.insert_empty(&start);
            }
            Tag::Title => {
                self.insert(&start);
                self.raw_content(Tag::Title, Decoding::Replacing);
            }
            Tag::Noscript if !self.limits.has_scripts => {
                self.insert(&start);
                self.mode = Mode::HeadNoscript;
            }
            Tag::Noscript | Tag::Noframes | Tag::Style | Tag::Script => {
                self.insert(&start);
                self.raw_content(start.tag, Decoding::Raw);
            }
            Tag::Template => {
                self.insert(&start);
                self.formatting.push(Formatting::Marker);
                self.is_frameset_ok = false;
                self.mode = Mode::Template;
                self.template_modes.push(Mode::Template);
            }
            Tag::Head => {}
            _ => {
                self.pop();
                self.again(Mode::AfterHead, start);
            }
        }
    }

    fn after_head_start(&mut self, start: StartTag) {
        match start.tag {
            Tag::Html => self.body_start(start),
            Tag::Body => {
                self.insert(&start);
                self.is_frameset_ok = false;
                self.mode = Mode::Body;
            }
            Tag::Frameset => {
                self.insert(&start);
                self.mode = Mode::Frameset;
            }
            Tag::Head => {}
            tag if tag.flags() & OF_HEAD != 0 => {
                // Late parts of the head still go into it.
                let head = self.head;
                self.push(head, Tag::Head, Namespace::Html);
                self.head_start(start);
                self.remove_open(head);
            }
            _ => {
                self.insert_body();
                self.start_in(Mode::Body, start);
            }
        }
    }

    /// An end tag by the rules of a mode.
    pub(super) fn end_in(&mut self, mode: Mode, end: EndTag) {
        let is_page = matches!(end.tag, Tag::Head | Tag::Body | Tag::Html | Tag::Br);
        match mode {
            Mode::Initial => {
                self.page.is_quirky = true;
                self.end_again(Mode::BeforeHtml, end);
            }
            Mode::BeforeHtml if is_page => {
                self.insert_html(&StartTag::implied(Tag::Html));
                self.end_again(Mode::BeforeHead, end);
            }
            Mode::BeforeHead if is_page => {
                self.insert_head(&StartTag::implied(Tag::Head));
                self.end_again(Mode::Head, end);
            }
            Mode::Head | Mode::AfterHead if end.tag == Tag::Template => {
                self.end_template();
            }
            Mode::Head => match end.tag {
                Tag::Head => {
                    self.pop();
                    self.mode = Mode::AfterHead;
                }
                Tag::Body | Tag::Html | Tag::Br => {
                    self.pop();
                    self.end_again(Mode::AfterHead, end);
                }
                _ => {}
            },
            Mode::HeadNoscript => match end.tag {
                Tag::Noscript => {
                    self.pop();
                    self.mode = Mode::Head;
                }
                Tag::Br => {
                    self.pop();
                    self.end_again(Mode::Head, end);
                }
                _ => {}
            },
            Mode::AfterHead => {
                if matches!(end.tag, Tag::Body | Tag::Html | Tag::Br) {
                    self.insert_body();
                    self.end_in(Mode::Body, end);
                }
            }
            Mode::Body => self.body_end(end),
            Mode::Table => self.table_end(end),
            Mode::Caption | Mode::ColumnGroup | Mode::TableBody | Mode::Row | Mode::Cell => {
                self.part_end(mode, end);
            }
            Mode::Select | Mode::SelectInTable => self.select_end(mode, end),
            Mode::Template => {
                if end.tag == Tag::Template {
                    self.end_template();
                }
            }
            Mode::AfterBody if end.tag == Tag::Html => self.mode = Mode::AfterAfterBody,
            Mode::AfterBody | Mode::AfterAfterBody => self.end_again(Mode::Body, end),
            Mode::Frameset => {
                if end.tag == Tag::Frameset && self.stack.len() > 1 {
                    self.pop();
                    if !self.current_is(Tag::Frameset) {
                        self.mode = Mode::AfterFrameset;
                    }
                }
            }
            Mode::AfterFrameset => {
                if end.tag == Tag::Html {
                    self.mode = Mode::AfterAfterFrameset;
                }
            }
            Mode::BeforeHtml | Mode::BeforeHead | Mode::AfterAfterFrameset => {}
        }
    }

    pub(super) fn end_template(&mut self) {
        if !self.in_template() {
            return;
        }
        self.imply_end_tags_thoroughly();
        self.pop_until_tag(Tag::Template);
        self.clear_formatting();
        self.template_modes.pop();
        self.reset_mode();
    }

    /// Text.
    pub(super) fn text(&mut self, start: usize, end: usize) {
        if self.stack.last().is_some_and(is_foreign) && !self.is_html_text() {
            self.foreign_text(start, end, Decoding::Replacing);
            return;
        }
        let mut start = start;
        while start < end {
            start = self.text_part(start, end);
        }
    }

    /// Inserts text by the rules of the mode; gives the place from which the rest is to be taken
    /// by those of a new one.
    fn text_part(&mut self, start: usize, end: usize) -> usize {
        let source = self.page.source;
        let raw = source.get(start..end).unwrap_or("");
        let words = || start + text::space_end(raw);
        match self.mode {
            Mode::Body | Mode::Caption | Mode::Cell | Mode::Template => {
                self.body_text(start, end);
                end
            }
            Mode::Table | Mode::TableBody | Mode::Row => {
                self.table_text(start, end);
                end
            }
            Mode::Select | Mode::SelectInTable => {
                self.append_text(start, end, Decoding::Text);
                end
            }
            Mode::Initial => {
                let words = words();
                if words < end {
                    self.page.is_quirky = true;
                    self.mode = Mode::BeforeHtml;
                }
                words
            }
            Mode::BeforeHtml => {
                let words = words();
                if words < end {
                    self.insert_html(&StartTag::implied(Tag::Html));
                }
                words
            }
            Mode::BeforeHead => {
                let words = words();
                if words < end {
                    self.insert_head(&StartTag::implied(Tag::Head));
                }
                words
            }
            Mode::Head | Mode::HeadNoscript | Mode::AfterHead | Mode::ColumnGroup => {
                let words = words();
                if words > start {
                    self.append_text(start, words, Decoding::Text);
                }
                if words < end {
                    match self.mode {
                        Mode::Head => self.leave(Mode::AfterHead),
                        Mode::HeadNoscript => self.leave(Mode::Head),
                        Mode::AfterHead => self.insert_body(),
                        _ if self.current_is(Tag::Colgroup) => self.leave(Mode::Table),
                        _ => return end,
                    }
                }
                words
            }
            Mode::AfterBody | Mode::AfterAfterBody => {
                let words = words();
                if words > start {
                    self.body_text(start, words);
                }
                if words < end {
                    self.mode = Mode::Body;
                }
                words
            }
            Mode::Frameset | Mode::AfterFrameset | Mode::AfterAfterFrameset => {
                let words = words();
                if words > start {
                    self.append_text(start, words, Decoding::Text);
                }
                // Words have no place among frames.
                let rest = source.get(words..end).unwrap_or("");
                let is_space = |letter: char| letter.is_ascii_whitespace();
                rest.find(is_space).map_or(end, |at| words + at)
            }
        }
    }

    fn leave(&mut self, mode: Mode) {
        self.pop();
        self.mode = mode;
    }

    /// The end of the page: every page has at least `html`, `head` and `body`.
    pub(super) fn finish(&mut self) {
        loop {
            if self.in_template() {
                self.pop_until_tag(Tag::Template);
                self.clear_formatting();
                self.template_modes.pop();
                self.reset_mode();
                continue;
            }
            match self.mode {
                Mode::Initial => {
                    self.page.is_quirky = true;
                    self.mode = Mode::BeforeHtml;
                }
                Mode::BeforeHtml => self.insert_html(&StartTag::implied(Tag::Html)),
                Mode::BeforeHead => self.insert_head(&StartTag::implied(Tag::Head)),
                Mode::Head => self.leave(Mode::AfterHead),
                Mode::HeadNoscript => self.leave(Mode::Head),
                Mode::AfterHead => self.insert_body(),
                _ => return,
            }
        }
    }

    /// "Reset the insertion mode appropriately".
    pub(super) fn reset_mode(&mut self) {
        let mut found = Mode::Body;
        for (at, open) in self.stack.iter().enumerate().rev() {
            if open.namespace != Namespace::Html {
                continue;
            }
            found = match open.tag {
                Tag::Select => {
                    let above = self.stack.get(..at).unwrap_or_default().iter().rev();
                    let mut above = above.take_while(|open| !open.is(Tag::Template));
                    if above.any(|open| open.is(Tag::Table)) {
                        Mode::SelectInTable
                    } else {
                        Mode::Select
                    }
                }
                Tag::Td | Tag::Th if at > 0 => Mode::Cell,
                Tag::Tr => Mode::Row,
                Tag::Tbody | Tag::Thead | Tag::Tfoot => Mode::TableBody,
                Tag::Caption => Mode::Caption,
                Tag::Colgroup => Mode::ColumnGroup,
                Tag::Table => Mode::Table,
                Tag::Template => self.template_modes.last().copied().unwrap_or(Mode::Body),
                Tag::Head if at > 0 => Mode::Head,
                Tag::Body => Mode::Body,
                Tag::Frameset => Mode::Frameset,
                Tag::Html if self.head == NONE => Mode::BeforeHead,
                Tag::Html => Mode::AfterHead,
                _ => continue,
            };
            break;
        }
        self.mode = found;
    }

    /// The body, if it is open right below `html`.
    pub(super) fn body_of_page(&self) -> Option<u32> {
        let open = self.stack.get(1)?;
        open.is(Tag::Body).then_some(open.id)
    }
}
