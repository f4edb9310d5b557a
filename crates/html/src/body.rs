//! Tokens in the body.

use super::arena::NONE;
use super::builder::{Builder, EndTag, Mode, StartTag};
use super::stack::Formatting;
use super::tags::{
    CLOSES_P, FORMATTING, HEADING, LIST_SCOPE, Namespace, OF_HEAD, SCOPE, SPECIAL, TABLE_PART, Tag,
};
use super::text::{self, Decoding};

impl Builder<'_> {
    /// A start tag by the rules for the body.
    pub(super) fn body_start(&mut self, start: StartTag) {
        let tag = start.tag;
        let flags = tag.flags();
        match tag {
            Tag::Html => {
                if !self.in_template()
                    && let Some(html) = self.stack.first().copied()
                {
                    self.add_attributes(html.id, &start);
                }
            }
            Tag::Body => {
                if let Some(body) = self.body_of_page().filter(|_| !self.in_template()) {
                    self.is_frameset_ok = false;
                    self.add_attributes(body, &start);
                }
            }
            Tag::Frameset => self.start_frameset(&start),
            _ if flags & OF_HEAD != 0 => self.head_start(start),
            _ if flags & CLOSES_P != 0 => {
                self.close_paragraph();
                self.insert(&start);
            }
            _ if flags & HEADING != 0 => {
                self.close_paragraph();
                let is_in_heading = self.stack.last().is_some_and(|open| open.has(HEADING));
                if is_in_heading {
                    self.pop();
                }
                self.insert(&start);
            }
            Tag::Pre | Tag::Listing => {
                self.close_paragraph();
                self.insert(&start);
                self.skip_line_end();
                self.is_frameset_ok = false;
            }
            Tag::Form => {
                if self.form == NONE || self.in_template() {
                    self.close_paragraph();
                    let id = self.insert(&start);
                    if !self.in_template() {
                        self.form = id;
                    }
                }
            }
            Tag::Li => self.start_list_entry(&start, &[Tag::Li]),
            Tag::Dd | Tag::Dt => self.start_list_entry(&start, &[Tag::Dd, Tag::Dt]),
            Tag::Plaintext => {
                self.close_paragraph();
                self.insert(&start);
                self.reopen_formatting();
                let end = self.bytes.len();
                if self.at < end {
                    self.append_text(self.at, end, Decoding::Raw);
                }
                self.at = end;
            }
            Tag::Button => {
                if self.in_scope(Tag::Button) {
                    self.imply_end_tags(None);
                    self.pop_until_tag(Tag::Button);
                }
                self.reopen_formatting();
                self.insert(&start);
                self.is_frameset_ok = false;
            }
            Tag::A => {
                if let Some(open) = self.formatting_since_marker(Tag::A) {
                    self.adopt(EndTag::of(Tag::A));
                    self.forget_formatting(open);
                    self.remove_open(open);
                }
                self.insert_formatting(&start);
            }
            Tag::Nobr => {
                self.reopen_formatting();
                if self.in_scope(Tag::Nobr) {
                    self.adopt(EndTag::of(Tag::Nobr));
                }
                self.insert_formatting(&start);
            }
            _ if flags & FORMATTING != 0 => self.insert_formatting(&start),
            Tag::Applet | Tag::Marquee | Tag::Object => {
                self.reopen_formatting();
                self.insert(&start);
                self.formatting.push(Formatting::Marker);
                self.is_frameset_ok = false;
            }
            Tag::Table => {
                if !self.page.is_quirky {
                    self.close_paragraph();
                }
                self.insert(&start);
                self.is_frameset_ok = false;
                self.mode = Mode::Table;
            }
            Tag::Area | Tag::Br | Tag::Embed | Tag::Img | Tag::Keygen | Tag::Wbr => {
                self.reopen_formatting();
                self.insert_empty(&start);
                self.is_frameset_ok = false;
            }
            Tag::Input => {
                self.reopen_formatting();
                self.insert_empty(&start);
                self.is_frameset_ok &= self.is_hidden(&start);
            }
            Tag::Param | Tag::Source | Tag::Track => self.insert_empty(&start),
            Tag::Hr => {
                self.close_paragraph();
                self.insert_empty(&start);
                self.is_frameset_ok = false;
            }
            Tag::Image => self.body_start(StartTag {
                tag: Tag::Img,
                ..start
            }),
            Tag::Textarea => {
                self.insert(&start);
                self.skip_line_end();
                self.is_frameset_ok = false;
                self.raw_content(tag, Decoding::Replacing);
            }
            Tag::Xmp => {
                self.close_paragraph();
                self.reopen_formatting();
                self.is_frameset_ok = false;
                self.insert(&start);
                self.raw_content(tag, Decoding::Raw);
            }
            Tag::Iframe => {
                self.is_frameset_ok = false;
                self.insert(&start);
                self.raw_content(tag, Decoding::Raw);
            }
            Tag::Noembed => {
                self.insert(&start);
                self.raw_content(tag, Decoding::Raw);
            }
            Tag::Noscript if self.limits.has_scripts => {
                self.insert(&start);
                self.raw_content(tag, Decoding::Raw);
            }
            Tag::Select => {
                self.reopen_formatting();
                self.insert(&start);
                self.is_frameset_ok = false;
                self.mode = match self.mode {
                    Mode::Table | Mode::Caption | Mode::TableBody | Mode::Row | Mode::Cell => {
                        Mode::SelectInTable
                    }
                    _ => Mode::Select,
                };
            }
            Tag::Optgroup | Tag::Option => {
                if self.current_is(Tag::Option) {
                    self.pop();
                }
                self.reopen_formatting();
                self.insert(&start);
            }
            Tag::Rb | Tag::Rtc => {
                if self.in_scope(Tag::Ruby) {
                    self.imply_end_tags(None);
                }
                self.insert(&start);
            }
            Tag::Rp | Tag::Rt => {
                if self.in_scope(Tag::Ruby) {
                    self.imply_end_tags(Some(Tag::Rtc));
                }
                self.insert(&start);
            }
            Tag::Math => self.start_foreign_root(&start, Namespace::MathMl),
            Tag::Svg => self.start_foreign_root(&start, Namespace::Svg),
            Tag::Frame | Tag::Head => {}
            _ if flags & TABLE_PART != 0 => {}
            _ => {
                self.reopen_formatting();
                self.insert(&start);
            }
        }
    }

    fn start_foreign_root(&mut self, start: &StartTag, namespace: Namespace) {
        self.reopen_formatting();
        self.insert_in(start, namespace);
        if start.is_closed {
            self.pop();
        }
    }

    fn start_frameset(&mut self, start: &StartTag) {
        let Some(body) = self.body_of_page().filter(|_| self.is_frameset_ok) else {
            return;
        };
        self.detach(body);
        while self.stack.len() > 1 {
            self.pop();
        }
        self.insert(start);
        self.mode = Mode::Frameset;
    }

    fn start_list_entry(&mut self, start: &StartTag, alike: &[Tag]) {
        self.is_frameset_ok = false;
        let mut found = None;
        let mut looked = 0;
        for open in self.stack.iter().rev() {
            looked += 1;
            if open.namespace == Namespace::Html && alike.contains(&open.tag) {
                found = Some(open.tag);
                break;
            }
            if open.has(SPECIAL) && !matches!(open.tag, Tag::Address | Tag::Div | Tag::P) {
                break;
            }
        }
        self.steps += looked;
        if let Some(tag) = found {
            self.imply_end_tags(Some(tag));
            self.pop_until_tag(tag);
        }
        self.close_paragraph();
        self.insert(start);
    }

    /// The last open formatting element of a name, not looked for behind a marker.
    fn formatting_since_marker(&mut self, tag: Tag) -> Option<u32> {
        let mut looked = 0;
        let mut found = None;
        for entry in self.formatting.iter().rev() {
            looked += 1;
            match entry {
                Formatting::Marker => break,
                Formatting::Element(id, known) if *known == tag => {
                    found = Some(*id);
                    break;
                }
                Formatting::Element(..) => {}
            }
        }
        self.steps += looked;
        found
    }

    /// Leaves out a line end right behind the tag of `pre` and `textarea`.
    fn skip_line_end(&mut self) {
        if self.byte(self.at) == Some(b'\r') {
            self.at += 1;
        }
        let rest = self.page.source.get(self.at..).unwrap_or("");
        if rest.starts_with('\n') {
            self.at += 1;
        } else if let Some(rest) = rest.strip_prefix('&')
            && let Some((length, ['\n', '\0'])) = text::reference(rest, false)
        {
            self.at += 1 + length;
        }
    }

    /// Whether an `input` shows nothing.
    pub(super) fn is_hidden(&self, start: &StartTag) -> bool {
        let from = start.attrs as usize;
        let attrs = self.page.attrs.get(from..from + start.attr_count as usize);
        let kind = attrs
            .unwrap_or_default()
            .iter()
            .find(|attr| self.page.attr_name(attr).eq_ignore_ascii_case("type"));
        kind.is_some_and(|kind| self.page.attr_value(kind).eq_ignore_ascii_case("hidden"))
    }

    /// An end tag by the rules for the body.
    pub(super) fn body_end(&mut self, end: EndTag) {
        let tag = end.tag;
        let flags = tag.flags();
        match tag {
            Tag::Template => self.end_template(),
            Tag::Body => {
                if self.in_scope(Tag::Body) {
                    self.mode = Mode::AfterBody;
                }
            }
            Tag::Html => {
                if self.in_scope(Tag::Body) {
                    self.end_again(Mode::AfterBody, end);
                }
            }
            Tag::P => {
                if self.open_paragraphs == 0 || !self.in_button_scope(Tag::P) {
                    self.insert(&StartTag::implied(Tag::P));
                }
                self.imply_end_tags(Some(Tag::P));
                self.pop_until_tag(Tag::P);
            }
            Tag::Form if !self.in_template() => {
                let form = std::mem::replace(&mut self.form, NONE);
                if form != NONE && self.is_open(form) && self.in_scope_by(SCOPE, |o| o.id == form) {
                    self.imply_end_tags(None);
                    self.remove_open(form);
                }
            }
            _ if flags & CLOSES_P != 0 => self.close_block(tag),
            Tag::Button | Tag::Listing | Tag::Pre | Tag::Form => self.close_block(tag),
            Tag::Li => {
                if self.in_scope_by(LIST_SCOPE, |open| open.is(Tag::Li)) {
                    self.imply_end_tags(Some(tag));
                    self.pop_until_tag(tag);
                }
            }
            Tag::Dd | Tag::Dt => {
                if self.in_scope(tag) {
                    self.imply_end_tags(Some(tag));
                    self.pop_until_tag(tag);
                }
            }
            _ if flags & HEADING != 0 => {
                if self.in_scope_by(SCOPE, |open| open.has(HEADING)) {
                    self.imply_end_tags(None);
                    self.pop_until(|open| open.has(HEADING));
                }
            }
            _ if flags & FORMATTING != 0 => self.adopt(end),
            Tag::Applet | Tag::Marquee | Tag::Object => {
                if self.in_scope(tag) {
                    self.imply_end_tags(None);
                    self.pop_until_tag(tag);
                    self.clear_formatting();
                }
            }
            Tag::Br => self.body_start(StartTag::implied(Tag::Br)),
            _ => self.close_named(tag, end.name, end.name_end),
        }
    }

    fn close_block(&mut self, tag: Tag) {
        if self.in_scope(tag) {
            self.imply_end_tags(None);
            self.pop_until_tag(tag);
        }
    }

    /// Text by the rules for the body.
    pub(super) fn body_text(&mut self, start: usize, end: usize) {
        let raw = self.page.source.get(start..end).unwrap_or("");
        if self.has_odd_bytes && raw.bytes().all(|byte| byte == 0) {
            return;
        }
        self.reopen_formatting();
        self.append_text(start, end, Decoding::Text);
        if self.is_frameset_ok && text::has_words(raw) {
            self.is_frameset_ok = false;
        }
    }
}

impl EndTag {
    /// An end tag that the rules add.
    pub(super) fn of(tag: Tag) -> Self {
        Self {
            tag,
            name: 0,
            name_end: 0,
        }
    }
}
