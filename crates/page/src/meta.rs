//! The page's head: title, `meta`, `link`.

use super::printed;
use super::tree::Page;
use ovation_language::data::{byline, ratings};
use ovation_terms::{Evidence, PrintedRating, Sourced, decimal, fold, visible};
use std::sync::Arc;

/// What the head says.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The `title` element.
    pub(super) title: Option<String>,
    /// `html lang`, or the language that `meta` states.
    pub(super) language: Option<String>,
    /// `link rel=canonical`, else `og:url`; absolute.
    pub(super) canonical: Option<Sourced<String>>,
    /// Title of the site's feed.
    pub(super) feed_title: Option<String>,
    metas: Vec<(String, String)>,
}

impl Head {
    /// What `og:type` says that the page is; empty where it says nothing.
    pub(super) fn stated_type(&self) -> &str {
        let mut metas = self.metas.iter();
        let found = metas.find(|(name, _)| name == "og:type");
        found.map_or("", |(_, value)| value)
    }

    pub(super) fn of(page: &Page<'_>, address: &str) -> Self {
        let mut head = Self::default();
        let base = url::Url::parse(address)
            .ok()
            .filter(|url| url.scheme().starts_with("http"));
        let absolute = |href: &str| match (&base, url::Url::parse(href)) {
            (_, Ok(url)) => url.scheme().starts_with("http").then(|| url.to_string()),
            (Some(base), Err(_)) => base.join(href).ok().map(|url| url.to_string()),
            (None, Err(_)) => None,
        };
        for element in &page.elements {
            match element.name {
                "html" => head.language = element.attr("lang").map(str::to_owned),
                "title" if head.title.is_none() => {
                    let title = element.raw_text();
                    let title = visible(&title);
                    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
                    head.title = Some(title).filter(|title| !title.is_empty());
                }
                "meta" => {
                    let name = ["property", "name", "itemprop", "http-equiv"]
                        .iter()
                        .find_map(|name| element.attr(name));
                    if let (Some(name), Some(content)) = (name, element.attr("content")) {
                        let content = visible(content);
                        let content = content.split_whitespace().collect::<Vec<_>>().join(" ");
                        if !content.is_empty() && head.metas.len() < 500 {
                            head.metas.push((name.to_lowercase(), content));
                        }
                    }
                }
                "link" => {
                    let rel = element.attr("rel").unwrap_or("").to_ascii_lowercase();
                    let href = element.attr("href").unwrap_or("");
                    if rel == "canonical" && !href.is_empty() {
                        head.canonical = absolute(href).map(|url| {
                            let evidence = evidence("link rel=canonical", href);
                            Sourced::new(url, evidence)
                        });
                    }
                    let kind = element.attr("type").unwrap_or("");
                    if rel == "alternate" && (kind.contains("rss") || kind.contains("atom")) {
                        let title = element.attr("title").map(str::to_owned);
                        head.feed_title = head.feed_title.take().or(title);
                    }
                }
                "body" => break,
                _ => {}
            }
        }
        if head.canonical.is_none() {
            head.canonical = head.meta(&["og:url"]).and_then(|found| {
                let url = absolute(&found.value)?;
                Some(found.map(|_| url))
            });
        }
        head
    }

    /// What the page gives as its title, folded.
    pub(super) fn titles(&self) -> Vec<String> {
        let stated = ["og:title", "twitter:title", "dc.title"];
        let stated = stated.iter().filter_map(|name| self.meta(&[name]));
        let titles = stated.map(|found| found.value).chain(self.title.clone());
        let mut titles: Vec<String> = titles.map(|title| fold(&title)).collect();
        titles.retain(|title| !title.is_empty());
        titles
    }

    /// Who wrote it, as cards for other sites say.
    pub(super) fn card_author(&self) -> Option<Sourced<String>> {
        self.card(byline::CARD_LABELS)
    }

    /// What the card for other sites gives under one of these labels.
    fn card(&self, labels: &[&str]) -> Option<Sourced<String>> {
        const PAIRS: [(&str, &str); 3] = [
            ("twitter:label1", "twitter:data1"),
            ("twitter:label2", "twitter:data2"),
            ("twitter:label3", "twitter:data3"),
        ];
        PAIRS.iter().find_map(|(label, data)| {
            let label = self.meta(&[label])?.value.to_lowercase();
            let is_one = labels.contains(&label.trim_end_matches(':'));
            is_one.then(|| self.meta(&[data])).flatten()
        })
    }

    /// The rating that cards for other sites show: `twitter:label1` and `twitter:data1`, or
    /// `og:rating` with its scale. A rating with a count is the readers'.
    pub(super) fn rating(&self) -> Option<Sourced<PrintedRating>> {
        if self.meta(&["og:rating_count", "og:rating:count"]).is_some() {
            return None;
        }
        let card = self
            .card(ratings::CARD_LABELS)
            .filter(|data| printed::is_rating(&data.value))
            .map(|data| data.map(PrintedRating::of));
        card.or_else(|| {
            let scale = self.meta(&["og:rating_scale", "og:rating:scale"])?.value;
            let is_number = |words: &str| decimal(words).is_some();
            let value = self.meta(&["og:rating", "og:rating:value"])?;
            (is_number(&value.value) && is_number(&scale)).then(|| {
                value.map(|printed| PrintedRating {
                    best: Some(scale),
                    ..PrintedRating::of(printed)
                })
            })
        })
    }

    /// The first of these properties that the page states.
    pub(super) fn meta(&self, names: &[&str]) -> Option<Sourced<String>> {
        names.iter().find_map(|name| {
            let (_, content) = self.metas.iter().find(|(known, _)| known == name)?;
            Some(Sourced::new(content.clone(), evidence(name, content)))
        })
    }
}

fn evidence(path: &str, quote: &str) -> Evidence {
    Evidence::Markup {
        format: Arc::from("meta"),
        path: path.to_owned(),
        quote: quote.chars().take(200).collect(),
    }
}
