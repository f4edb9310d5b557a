//! Feeds: RSS of all its versions, Atom, CDF and JSON Feed.
//!
//! The reader is tolerant: a feed that is not well-formed XML (a bare `&`, an element never
//! closed, markup left unescaped) gives what can be told apart. Nothing is fetched or expanded:
//! a document type's own entities stay as printed.

mod item;
mod json;
mod member;
mod scan;
mod xml;

use crate::{Named, NamedItem, PageKind, ReadLimits, Reading, SourceBytes, encoding};
use item::Items;
use ovation_terms::{Complaint, ComplaintKind, MediaKind};
use std::collections::BTreeSet;

/// Categories of an item that are kept.
const CATEGORIES: usize = 20;

/// A feed taken apart.
#[derive(Debug, Default)]
struct Feed {
    title: Option<String>,
    language: Option<String>,
    /// The address that relative links stand against, where the feed gives one.
    base: Option<String>,
    items: Vec<FeedItem>,
    /// Items beyond the limit, which were not read.
    beyond: usize,
    complaints: Vec<Complaint>,
}

/// One item or entry, as the feed has it.
#[derive(Debug, Default)]
struct FeedItem {
    title: Option<String>,
    /// As printed; relative to the feed's base.
    link: Option<String>,
    /// The whole article or an excerpt, as HTML.
    content: Option<String>,
    summary: Option<String>,
    /// As printed.
    published: Option<String>,
    updated: Option<String>,
    authors: Vec<String>,
    language: Option<String>,
    /// What it is filed under.
    categories: Vec<String>,
    /// What it says of a film in elements of its own.
    member: member::OfMember,
}

impl FeedItem {
    /// The longest text it has: a summary may hold the whole article, and a content a first line.
    fn body(&self) -> Option<&str> {
        let (content, summary) = (self.content.as_deref(), self.summary.as_deref());
        match (content, summary) {
            (Some(content), Some(summary)) if summary.len() > content.len() => Some(summary),
            (Some(content), _) => Some(content),
            (None, summary) => summary,
        }
    }
}

/// Reads a feed: each item's address, and the reviews that stand in it whole.
pub(crate) fn read_feed(source: &SourceBytes<'_>, limits: &ReadLimits) -> Reading {
    let mut complaints = Vec::new();
    let bytes = encoding::within(source.bytes, limits.page_bytes, &mut complaints);
    let decoded = encoding::decode_page(bytes, source.content_type);
    complaints.extend(decoded.complaint());
    let text = decoded.text.trim_start_matches('\u{feff}').trim_start();
    let feed = if text.starts_with('{') {
        json::parse(text, limits)
    } else {
        xml::parse(text, limits)
    };
    let mut feed = match feed {
        Ok(feed) => feed,
        Err(complaint) => {
            complaints.push(complaint);
            let reason = Complaint::lost(ComplaintKind::NoReview, "", "the feed could not be read");
            let mut reading = Reading::nothing(MediaKind::Feed, reason);
            reading.complaints = complaints;
            reading.encoding = decoded.encoding.name();
            return reading;
        }
    };
    complaints.append(&mut feed.complaints);
    if feed.beyond > 0 {
        let detail = format!(
            "expected at most {} items (`feed_entries`), found {}; the rest was not read",
            limits.feed_entries,
            feed.items.len() + feed.beyond
        );
        complaints.push(Complaint::lost(ComplaintKind::TooMany, "", detail));
    }
    let items = Items::of(&feed, source.address);
    let mut known = BTreeSet::new();
    let mut links: Vec<String> = Vec::new();
    let mut findings = Vec::new();
    let mut named = Named {
        beyond: feed.beyond as u64,
        ..Named::default()
    };
    for (at, entry) in feed.items.iter().enumerate() {
        let link = items.link(entry);
        if let Some(link) = &link
            && known.insert(link.clone())
        {
            links.push(link.clone());
        }
        let (review, holds) = items.review(at + 1, entry, link.as_deref(), source.fetched, limits);
        findings.extend(review);
        named.items.push(NamedItem {
            number: at + 1,
            title: entry.title.as_deref().map(tidy),
            link,
            holds,
        });
    }
    if links.is_empty() {
        let detail = "the feed has no items with an address";
        complaints.push(Complaint::minor(ComplaintKind::NoReview, "", detail));
    }
    let count = feed.items.len() + feed.beyond;
    Reading {
        media: MediaKind::Feed,
        encoding: decoded.encoding.name(),
        title: feed.title,
        kind: PageKind::Feed,
        why_kind: format!("a feed of {count} items"),
        text: String::new(),
        article: None,
        findings,
        links,
        named,
        complaints,
    }
}

/// White space collapsed.
fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
