//! RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, CDF.

use super::scan::{MarkupPart, Scan, attribute};
use super::{CATEGORIES, Feed, FeedItem, member, tidy};
use crate::ReadLimits;
use ovation_page::decode_entities;
use ovation_terms::{Complaint, ComplaintKind};
use std::borrow::Cow;

/// How many prefixes of namespaces are told apart.
const PREFIXES: usize = 64;

/// Namespaces that matter, by a part of their address, and what they are called here; the empty
/// name is that of RSS and Atom themselves.
const NAMESPACES: [(&str, &str); 8] = [
    ("purl.org/rss/1.0/modules/content", "content"),
    ("purl.org/rss/1.0", ""),
    ("purl.org/dc", "dc"),
    ("w3.org/2005/atom", ""),
    ("purl.org/atom", ""),
    ("my.netscape.com/rdf", ""),
    ("backend.userland.com/rss", ""),
    ("search.yahoo.com/mrss", "media"),
];

/// Takes a feed apart.
///
/// # Errors
/// A complaint when nothing in it is a feed's.
pub(super) fn parse(text: &str, limits: &ReadLimits) -> Result<Feed, Complaint> {
    let mut reader = Reader {
        scan: Scan::new(text),
        feed: Feed::default(),
        item: None,
        prefixes: Vec::new(),
        limits,
        is_feed: false,
    };
    reader.run();
    if !reader.is_feed {
        let detail =
            "expected RSS, Atom, CDF or JSON Feed; found neither a feed's root nor an item";
        return Err(Complaint::lost(ComplaintKind::BadMarkup, "", detail));
    }
    if reader.item.is_some() {
        let detail = "the feed ends within an item; what stands before its end was read";
        let complaint = Complaint::minor(ComplaintKind::BadMarkup, "", detail);
        reader.feed.complaints.push(complaint);
        reader.close_item();
    }
    Ok(reader.feed)
}

struct Reader<'a, 'l> {
    scan: Scan<'a>,
    feed: Feed,
    item: Option<FeedItem>,
    /// Prefixes declared, and what they stand for.
    prefixes: Vec<(&'a str, &'static str)>,
    limits: &'l ReadLimits,
    is_feed: bool,
}

/// The text of an element, and whether markup stood in it unescaped.
struct Held {
    words: String,
    is_markup: bool,
}

impl Held {
    /// As plain words: tags taken out, entities decoded, also where they were escaped twice.
    fn plain(&self) -> Option<String> {
        let words = if self.words.contains(['<', '&']) {
            decode_entities(&without_tags(&self.words))
        } else {
            self.words.clone()
        };
        Some(tidy(&words)).filter(|words| !words.is_empty())
    }

    /// As HTML; of text that is declared plain, its letters.
    fn html(self, kind: Option<&str>) -> Option<String> {
        let is_plain = kind == Some("text") && !self.is_markup;
        let words = if is_plain {
            ovation_html::escaped(&self.words)
        } else {
            self.words
        };
        Some(words).filter(|words| !words.trim().is_empty())
    }
}

impl<'a> Reader<'a, '_> {
    fn run(&mut self) {
        while let Some(part) = self.scan.next() {
            match part {
                MarkupPart::Open {
                    name,
                    attributes,
                    is_closed,
                } => self.open(name, attributes, is_closed),
                MarkupPart::Close { name } => {
                    if is_item(local(name)) && self.space(name).is_empty() {
                        self.close_item();
                    }
                }
                MarkupPart::Text(_) | MarkupPart::Cdata(_) => {}
            }
        }
    }

    fn open(&mut self, name: &'a str, attributes: &'a str, is_closed: bool) {
        if attributes.contains("xmlns") {
            self.declare(attributes);
        }
        let space = self.space(name);
        let tag = local(name).to_ascii_lowercase();
        match (space, tag.as_str()) {
            ("" | "rdf", "rss" | "feed" | "rdf" | "channel") => {
                self.is_feed = true;
                self.feed.base = attribute(attributes, "xml:base")
                    .map(decode_entities)
                    .or(self.feed.base.take());
                let language = attribute(attributes, "xml:lang").map(str::to_owned);
                self.feed.language = self.feed.language.take().or(language);
            }
            ("", "item" | "entry") => {
                self.close_item();
                self.is_feed = true;
                // CDF has the address on the item, RSS 1.0 as what the item is about.
                let link = attribute(attributes, "href").or(attribute(attributes, "rdf:about"));
                self.item = Some(FeedItem {
                    link: link.map(decode_entities).filter(|link| is_address(link)),
                    language: attribute(attributes, "xml:lang").map(str::to_owned),
                    ..FeedItem::default()
                });
                if is_closed {
                    self.close_item();
                }
            }
            // Pictures, sources and forms have titles and links of their own.
            ("", "image" | "source" | "textinput") if !is_closed => {
                self.held(name);
            }
            ("", "link") if attribute(attributes, "href").is_some() => {
                self.take_link(attributes);
            }
            ("" | "dc", "category" | "subject") if is_closed => {
                self.take_category(attributes, None);
            }
            _ if is_closed => {}
            (space, tag) if !space.is_empty() && member::is_field(tag) => {
                let held = self.held(name);
                if let Some(item) = &mut self.item {
                    member::take(&mut item.member, space, tag, held.plain());
                }
            }
            (space, tag) if is_field(space, tag) => {
                let held = self.held(name);
                self.take(space, tag, attributes, held);
            }
            _ => {}
        }
    }

    fn take_link(&mut self, attributes: &str) {
        let relation = attribute(attributes, "rel").unwrap_or("alternate");
        if let Some(item) = &mut self.item
            && relation.eq_ignore_ascii_case("alternate")
            && let Some(href) = attribute(attributes, "href")
        {
            let is_page = attribute(attributes, "type").is_none_or(|kind| kind.contains("html"));
            if item.link.is_none() || is_page {
                item.link = Some(decode_entities(href));
            }
        }
    }

    /// Keeps what an item is filed under; Atom has it in an attribute.
    fn take_category(&mut self, attributes: &str, words: Option<String>) {
        let term = attribute(attributes, "label").or(attribute(attributes, "term"));
        if let Some(item) = &mut self.item
            && item.categories.len() < CATEGORIES
        {
            item.categories.extend(term.map(decode_entities).or(words));
        }
    }

    fn take(&mut self, space: &str, tag: &str, attributes: &str, held: Held) {
        let Some(item) = &mut self.item else {
            match tag {
                "title" => self.feed.title = self.feed.title.take().or_else(|| held.plain()),
                "language" => {
                    self.feed.language = self.feed.language.take().or_else(|| held.plain());
                }
                _ => {}
            }
            return;
        };
        let kind = attribute(attributes, "type");
        match tag {
            "title" => item.title = item.title.take().or_else(|| held.plain()),
            // `origLink` is the address that a feed service took the place of.
            "origlink" | "link" => item.link = held.plain().or(item.link.take()),
            "guid" | "id" => {
                let is_page = attribute(attributes, "ispermalink") != Some("false");
                if item.link.is_none() && is_page {
                    item.link = held.plain().filter(|link| is_address(link));
                }
            }
            "content" | "encoded" | "body" => {
                item.content = item.content.take().or_else(|| held.html(kind));
            }
            "description" | "summary" | "abstract" => {
                item.summary = item.summary.take().or_else(|| held.html(kind));
            }
            "pubdate" | "published" | "issued" | "created" | "date" => {
                item.published = item.published.take().or_else(|| held.plain());
            }
            "updated" | "modified" => {
                item.updated = item.updated.take().or_else(|| held.plain());
            }
            "language" => item.language = item.language.take().or_else(|| held.plain()),
            "category" | "subject" => self.take_category(attributes, held.plain()),
            "author" | "creator" => {
                let names = names_of(&held);
                // Dublin Core's name outranks RSS's address of mail.
                if space == "dc" {
                    item.authors.retain(|known| !known.contains('@'));
                }
                for name in names {
                    if !item.authors.contains(&name) && item.authors.len() < 20 {
                        item.authors.push(name);
                    }
                }
            }
            _ => {}
        }
    }

    /// The text up to the element's end; where that is missing, up to the end of the item.
    fn held(&mut self, name: &str) -> Held {
        let start = self.scan.place();
        let end;
        let mut depth = 0;
        let mut words = String::new();
        let mut has_tags = false;
        loop {
            let before = self.scan.clone();
            let Some(part) = self.scan.next() else {
                end = self.scan.place();
                break;
            };
            match part {
                MarkupPart::Close { name: closed } if closed.eq_ignore_ascii_case(name) => {
                    if depth == 0 {
                        end = before.place();
                        break;
                    }
                    depth -= 1;
                }
                MarkupPart::Close { name: closed } | MarkupPart::Open { name: closed, .. }
                    if is_item(local(closed)) && self.space(closed).is_empty() =>
                {
                    // The element was never closed.
                    end = before.place();
                    self.scan = before;
                    break;
                }
                MarkupPart::Open {
                    name: opened,
                    is_closed,
                    ..
                } => {
                    has_tags = true;
                    depth += usize::from(!is_closed && opened.eq_ignore_ascii_case(name));
                }
                MarkupPart::Close { .. } => has_tags = true,
                MarkupPart::Text(text) => words.push_str(&decode_entities(text)),
                MarkupPart::Cdata(text) => words.push_str(text),
            }
        }
        if has_tags {
            let raw = self.scan.between(start, end);
            words = raw.replace("<![CDATA[", "").replace("]]>", "");
        }
        Held {
            words,
            is_markup: has_tags,
        }
    }

    fn close_item(&mut self) {
        if let Some(item) = self.item.take() {
            if self.feed.items.len() < self.limits.feed_entries {
                self.feed.items.push(item);
            } else {
                self.feed.beyond += 1;
            }
        }
    }

    /// What the prefix of a name stands for; one that is not declared, for itself.
    fn space(&self, name: &'a str) -> &'a str {
        let Some((prefix, _)) = name.split_once(':') else {
            return "";
        };
        let declared = self
            .prefixes
            .iter()
            .rev()
            .find(|(known, _)| *known == prefix);
        match declared {
            Some((_, space)) => space,
            None if matches!(prefix, "atom" | "rss" | "a10") => "",
            None => prefix,
        }
    }

    fn declare(&mut self, attributes: &'a str) {
        for part in attributes.split("xmlns:").skip(1) {
            let Some((prefix, rest)) = part.split_once('=') else {
                continue;
            };
            let address = rest.trim_start().trim_start_matches(['"', '\'']);
            let address = address.split(['"', '\'']).next().unwrap_or("");
            let address = address.to_ascii_lowercase();
            let known = NAMESPACES.iter().find(|(part, _)| address.contains(part));
            if let Some((_, space)) = known
                && self.prefixes.len() < PREFIXES
            {
                self.prefixes.push((prefix.trim(), space));
            }
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn is_item(local: &str) -> bool {
    local.eq_ignore_ascii_case("item") || local.eq_ignore_ascii_case("entry")
}

fn is_address(link: &str) -> bool {
    link.starts_with("http://") || link.starts_with("https://")
}

fn is_field(space: &str, tag: &str) -> bool {
    match space {
        "" => matches!(
            tag,
            "title"
                | "link"
                | "guid"
                | "id"
                | "content"
                | "description"
                | "summary"
                | "abstract"
                | "pubdate"
                | "published"
                | "issued"
                | "created"
                | "updated"
                | "modified"
                | "language"
                | "author"
                | "category"
        ),
        "dc" => matches!(
            tag,
            "title" | "creator" | "date" | "language" | "description" | "subject"
        ),
        "content" => tag == "encoded",
        "xhtml" => tag == "body",
        "feedburner" | "pheedo" => tag == "origlink",
        _ => false,
    }
}

/// Names in `<author><name>…</name></author>`, `mail (Name)`, `Name`.
fn names_of(held: &Held) -> Vec<String> {
    if held.is_markup {
        let mut names = Vec::new();
        let mut scan = Scan::new(&held.words);
        while let Some(part) = scan.next() {
            if let MarkupPart::Open { name, .. } = part
                && local(name).eq_ignore_ascii_case("name")
            {
                let mut words = String::new();
                for part in scan.by_ref() {
                    match part {
                        MarkupPart::Text(text) => words.push_str(&decode_entities(text)),
                        MarkupPart::Cdata(text) => words.push_str(text),
                        MarkupPart::Open { .. } | MarkupPart::Close { .. } => break,
                    }
                }
                names.push(tidy(&words));
            }
        }
        names.retain(|name| !name.is_empty());
        if !names.is_empty() {
            return names;
        }
    }
    let Some(words) = held.plain() else {
        return Vec::new();
    };
    let in_brackets = words
        .split_once('(')
        .and_then(|(mail, rest)| mail.contains('@').then(|| rest.trim_end_matches(')')));
    let name = in_brackets.map_or(words.as_str(), str::trim);
    // An address of mail alone names nobody.
    if name.contains('@') || name.is_empty() {
        return Vec::new();
    }
    vec![name.to_owned()]
}

/// Takes tags out of words that may hold some.
pub(super) fn without_tags(words: &str) -> Cow<'_, str> {
    if !words.contains('<') {
        return Cow::Borrowed(words);
    }
    let mut made = String::with_capacity(words.len());
    for part in Scan::new(words) {
        match part {
            MarkupPart::Text(text) | MarkupPart::Cdata(text) => made.push_str(text),
            MarkupPart::Open {
                name: "br" | "p" | "div",
                ..
            } => made.push(' '),
            MarkupPart::Open { .. } | MarkupPart::Close { .. } => {}
        }
    }
    Cow::Owned(made)
}
