//! One item of a feed: its page's address, and the review it may hold whole.

use super::{Feed, FeedItem, member};
use crate::{ItemHolds, ReadLimits};
use ovation_html::escaped;
use ovation_language::bylines::{BylineSetting, people};
use ovation_language::dates::{DayOrder, parse_stamp};
use ovation_page::ShortItem;
use ovation_terms::{Day, Evidence, ReviewFinding, Sourced};
use std::sync::Arc;
use url::Url;

/// Letters from which on an item's content is taken for the whole article.
const ARTICLE_LETTERS: usize = 600;

/// What the items of a feed share.
pub(super) struct Items<'a> {
    feed: &'a Feed,
    base: Option<Url>,
}

impl<'a> Items<'a> {
    pub(super) fn of(feed: &'a Feed, address: &str) -> Self {
        let address = Url::parse(address)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https"));
        let base = match (feed.base.as_deref(), address) {
            (Some(base), Some(address)) => address.join(base).ok().or(Some(address)),
            (Some(base), None) => Url::parse(base).ok(),
            (None, address) => address,
        };
        Self { feed, base }
    }

    /// The address of an item's page, without a fragment.
    pub(super) fn link(&self, item: &FeedItem) -> Option<String> {
        let href = item.link.as_deref()?.trim();
        let mut url = match (Url::parse(href), &self.base) {
            (Ok(url), _) => url,
            (Err(_), Some(base)) => base.join(href).ok()?,
            (Err(_), None) => return None,
        };
        if !matches!(url.scheme(), "http" | "https") {
            return None;
        }
        url.set_fragment(None);
        Some(url.to_string())
    }

    /// The review that an item holds whole, and what the feed has of the item: its content is read as
    /// a page of its own, under the item's title.
    pub(super) fn review(
        &self,
        number: usize,
        item: &FeedItem,
        link: Option<&str>,
        fetched: Day,
        limits: &ReadLimits,
    ) -> (Option<ReviewFinding>, ItemHolds) {
        if let Some(told) = member::review(self, number, item, link, fetched) {
            return told;
        }
        let body = item.body().unwrap_or("");
        let title = item.title.as_deref().unwrap_or("");
        let html = format!(
            "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>\
             <div class=\"entry-content\">{body}</div></article></body></html>",
            title = escaped(title),
        );
        let address = link.unwrap_or("");
        if body.len() < ARTICLE_LETTERS {
            return self.short(number, item, &html, link, (fetched, limits));
        }
        let reading = ovation_page::read_html(&html, address, fetched, limits, Vec::new(), None);
        let is_cut = reading.article.is_some_and(|article| article.cut.is_some());
        let Some(mut finding) = reading.findings.into_iter().next() else {
            if is_cut {
                return (None, ItemHolds::Excerpt);
            }
            let why = format!("{}: {}", reading.kind.sentence(), reading.why_kind);
            return (None, ItemHolds::NoReview(why));
        };
        Self::place(&mut finding, number);
        self.complete(&mut finding, number, item, link, fetched);
        (Some(finding), ItemHolds::Review)
    }

    /// The review that an item of a few words is.
    fn short(
        &self,
        number: usize,
        item: &FeedItem,
        html: &str,
        link: Option<&str>,
        (fetched, limits): (Day, &ReadLimits),
    ) -> (Option<ReviewFinding>, ItemHolds) {
        if item.title.is_none() && !html.contains("review") {
            return (None, ItemHolds::Excerpt);
        }
        let mut labels = item.categories.join(" | ");
        labels.push_str(" | ");
        labels.push_str(self.feed.title.as_deref().unwrap_or(""));
        let address = link.unwrap_or("");
        let mut finding =
            match ovation_page::read_short_item(html, address, fetched, limits, &labels) {
                ShortItem::Review(finding) => *finding,
                ShortItem::NoReview(why) => return (None, ItemHolds::NoReview(why)),
                ShortItem::Excerpt => return (None, ItemHolds::Excerpt),
            };
        Self::place(&mut finding, number);
        let text = item.body().map(member::words);
        let text = text.filter(|words| !words.is_empty());
        finding.text = text.map(|text| {
            let evidence = Self::at(number, "description", &text);
            Sourced::new(text, evidence)
        });
        self.complete(&mut finding, number, item, link, fetched);
        (Some(finding), ItemHolds::Review)
    }

    /// What was read stands in the item, not in a text of the feed as a whole.
    fn place(finding: &mut ReviewFinding, number: usize) {
        let at = |part: &str, quote: &str| Self::at(number, part, quote);
        let place = |evidence: &mut Evidence, part: &str| {
            if let Evidence::Words { quote, .. } = evidence {
                *evidence = at(part, &quote.clone());
            }
        };
        if let Some(rating) = &mut finding.rating {
            place(&mut rating.evidence, "content");
        }
        if let Some(title) = &mut finding.film.title {
            place(&mut title.evidence, "title");
        }
        if let Some(title) = &mut finding.film.original_title {
            place(&mut title.evidence, "content");
        }
        if let Some(year) = &mut finding.film.year {
            place(&mut year.evidence, "title");
        }
        for director in &mut finding.film.directors {
            place(&mut director.evidence, "content");
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
        if let Some(text) = &mut finding.text {
            place(&mut text.evidence, "content");
        }
        if let Some(outlet) = &mut finding.outlet {
            place(&mut outlet.evidence, "content");
        }
    }

    /// Where a part of an item stands.
    pub(super) fn at(number: usize, part: &str, quote: &str) -> Evidence {
        Evidence::Markup {
            format: Arc::from("feed"),
            path: format!("/item/{number}/{part}"),
            quote: quote.chars().take(200).collect(),
        }
    }

    /// Fills in what the feed itself has of an item: address, day, authors, outlet, language.
    pub(super) fn complete(
        &self,
        finding: &mut ReviewFinding,
        number: usize,
        item: &FeedItem,
        link: Option<&str>,
        fetched: Day,
    ) {
        let at = |part: &str, quote: &str| Self::at(number, part, quote);
        let setting = BylineSetting {
            outlet: self.feed.title.as_deref(),
            keeps_agencies: false,
        };
        finding.url = link.map(|url| Sourced::new(url.to_owned(), at("link", url)));
        let printed = item.published.as_deref().or(item.updated.as_deref());
        // RFC 822 and RFC 3339 both name the month or put it second.
        let day = printed.and_then(|printed| parse_stamp(printed, DayOrder::default()));
        if let Some(day) = day.filter(|day| day.is_plausible(fetched)) {
            finding.published = Some(Sourced::new(day, at("published", printed.unwrap_or(""))));
        }
        let named = item.authors.iter().flat_map(|printed| {
            let people = people(printed, setting).into_iter();
            people.map(|name| Sourced::new(name, at("author", printed)))
        });
        let named: Vec<_> = named.collect();
        // A log-in gives way to the name that the text prints.
        let is_login = |name: &str| !name.contains(' ') && !name.contains(char::is_uppercase);
        let is_weak = named.iter().all(|name| is_login(&name.value));
        if !named.is_empty() && (!is_weak || finding.critics.is_empty()) {
            finding.critics = named;
        }
        if let Some(outlet) = &self.feed.title {
            let evidence = Evidence::Markup {
                format: Arc::from("feed"),
                path: "/title".to_owned(),
                quote: outlet.chars().take(200).collect(),
            };
            finding.outlet = Some(Sourced::new(outlet.clone(), evidence));
        }
        if finding.language.is_none() {
            finding.language = item.language.clone().or_else(|| self.feed.language.clone());
        }
    }
}
