//! Feeds: RSS, Atom and JSON Feed.

use crate::{PageKind, ReadLimits, Reading, SourceBytes, encoding, page};
use feed_rs::model::Entry;
use ovation_terms::{Complaint, ComplaintKind, Day, Evidence, MediaKind, ReviewFinding, Sourced};
use std::sync::Arc;

/// Letters from which on an item's content is taken for the whole article.
const ARTICLE_LETTERS: usize = 600;

/// Reads a feed: each item's address, and the reviews that stand in it whole.
pub(crate) fn read_feed(source: &SourceBytes<'_>, limits: &ReadLimits) -> Reading {
    let mut complaints = Vec::new();
    let bytes = encoding::within(source.bytes, limits.page_bytes, &mut complaints);
    let decoded = encoding::decode_page(bytes, source.content_type);
    let base = Some(source.address).filter(|address| address.starts_with("http"));
    let parser = feed_rs::parser::Builder::new().base_uri(base).build();
    // The declared encoding is the parser's to follow; where it fails, the decoded text is tried
    // without its declaration.
    let parsed = parser
        .parse(bytes)
        .or_else(|_| parser.parse(undeclared(&decoded.text).as_bytes()));
    let feed = match parsed {
        Ok(feed) => feed,
        Err(error) => {
            let detail = format!("expected RSS, Atom or JSON Feed: {error}");
            complaints.push(Complaint::lost(ComplaintKind::BadMarkup, "", detail));
            let mut reading = Reading::nothing(
                MediaKind::Feed,
                Complaint::lost(ComplaintKind::NoReview, "", "the feed could not be read"),
            );
            reading.complaints = complaints;
            reading.encoding = decoded.encoding.name();
            return reading;
        }
    };
    let title = feed.title.as_ref().map(|title| tidy(&title.content));
    let language = feed.language.clone();
    if feed.entries.len() > limits.feed_entries {
        let detail = format!(
            "expected at most {} items, found {}; the rest was not read",
            limits.feed_entries,
            feed.entries.len()
        );
        complaints.push(Complaint::minor(ComplaintKind::TooMany, "", detail));
    }
    let mut links: Vec<String> = Vec::new();
    let mut findings = Vec::new();
    for (number, entry) in feed.entries.iter().take(limits.feed_entries).enumerate() {
        let link = link_of(entry, base);
        if let Some(link) = &link
            && !links.contains(link)
        {
            links.push(link.clone());
        }
        let item = Item {
            entry,
            number: number + 1,
            link,
            outlet: title.as_deref(),
            language: language.as_deref(),
        };
        findings.extend(item.review(source.fetched, limits));
    }
    if links.is_empty() {
        let detail = "the feed has no items with an address";
        complaints.push(Complaint::minor(ComplaintKind::NoReview, "", detail));
    }
    Reading {
        media: MediaKind::Feed,
        encoding: decoded.encoding.name(),
        title,
        kind: PageKind::Feed,
        why_kind: format!("a feed of {} items", feed.entries.len()),
        text: String::new(),
        article: None,
        findings,
        links,
        complaints,
    }
}

fn undeclared(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    match text
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
    {
        Some((_, rest)) => rest,
        None => text,
    }
}

fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The address of an item's page, without a fragment.
fn link_of(entry: &Entry, base: Option<&str>) -> Option<String> {
    let is_page =
        |link: &&feed_rs::model::Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    let link = entry
        .links
        .iter()
        .find(is_page)
        .or_else(|| entry.links.first());
    let href = link.map_or(entry.id.as_str(), |link| link.href.as_str());
    let base = base.and_then(|base| url::Url::parse(base).ok());
    let mut url = match (url::Url::parse(href), base) {
        (Ok(url), _) => url,
        (Err(_), Some(base)) if link.is_some() => base.join(href).ok()?,
        _ => return None,
    };
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    url.set_fragment(None);
    Some(url.to_string())
}

struct Item<'a> {
    entry: &'a Entry,
    number: usize,
    link: Option<String>,
    outlet: Option<&'a str>,
    language: Option<&'a str>,
}

impl Item<'_> {
    /// The review that an item holds whole: its content is read as a page of its own, under the
    /// item's title.
    fn review(&self, fetched: Day, limits: &ReadLimits) -> Option<ReviewFinding> {
        let body = self
            .entry
            .content
            .as_ref()
            .and_then(|content| content.body.as_deref());
        let body = body.or_else(|| self.entry.summary.as_ref().map(|s| s.content.as_str()))?;
        if body.len() < ARTICLE_LETTERS {
            return None;
        }
        let title = self
            .entry
            .title
            .as_ref()
            .map(|title| tidy(&title.content))
            .unwrap_or_default();
        let html = format!(
            "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>\
             <div class=\"entry-content\">{body}</div></article></body></html>",
            title = escaped(&title),
        );
        let address = self.link.as_deref().unwrap_or("");
        let reading = page::read_html(&html, address, fetched, limits, Vec::new());
        let mut finding = reading.findings.into_iter().next()?;
        finding.url = self
            .link
            .clone()
            .map(|url| Sourced::new(url, self.at("link", address)));
        let day = self.entry.published.or(self.entry.updated);
        let day = day.and_then(|moment| moment.date_naive().to_string().parse::<Day>().ok());
        if let Some(day) = day.filter(|day| day.is_plausible(fetched)) {
            finding.published = Some(Sourced::new(day, self.at("published", &day.to_string())));
        }
        let names = self.entry.authors.iter();
        let names = names.map(|author| tidy(author.name.as_deref().unwrap_or("")));
        let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
        if !names.is_empty() {
            finding.critics = names
                .into_iter()
                .map(|name| {
                    let evidence = self.at("author", &name);
                    Sourced::new(name, evidence)
                })
                .collect();
        }
        if let Some(outlet) = self.outlet {
            finding.outlet = Some(Sourced::new(outlet.to_owned(), Self::feed_title(outlet)));
        }
        if finding.language.is_none() {
            finding.language = self.language.map(str::to_owned);
        }
        // What was read stands in the item, not in a text of the feed as a whole.
        let place = |sourced: &mut Evidence, part: &str| {
            if let Evidence::Words { quote, .. } = sourced {
                *sourced = self.at(part, &quote.clone());
            }
        };
        if let Some(rating) = &mut finding.rating {
            place(&mut rating.evidence, "content");
        }
        if let Some(title) = &mut finding.film.title {
            place(&mut title.evidence, "title");
        }
        if let Some(year) = &mut finding.film.year {
            place(&mut year.evidence, "title");
        }
        if let Some(headline) = &mut finding.headline {
            place(&mut headline.evidence, "title");
        }
        for critic in &mut finding.critics {
            place(&mut critic.evidence, "content");
        }
        if let Some(day) = &mut finding.published {
            place(&mut day.evidence, "content");
        }
        Some(finding)
    }

    fn at(&self, part: &str, quote: &str) -> Evidence {
        Evidence::Markup {
            format: Arc::from("feed"),
            path: format!("/item/{}/{part}", self.number),
            quote: quote.chars().take(200).collect(),
        }
    }

    fn feed_title(quote: &str) -> Evidence {
        Evidence::Markup {
            format: Arc::from("feed"),
            path: "/title".to_owned(),
            quote: quote.chars().take(200).collect(),
        }
    }
}

fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
