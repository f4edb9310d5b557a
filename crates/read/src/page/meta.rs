//! The page's head: title, `meta`, `link`.

use super::tree::Page;
use ovation_terms::{Evidence, Sourced, fold};
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
                    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
                    head.title = Some(title).filter(|title| !title.is_empty());
                }
                "meta" => {
                    let name = ["property", "name", "itemprop", "http-equiv"]
                        .iter()
                        .find_map(|name| element.attr(name));
                    if let (Some(name), Some(content)) = (name, element.attr("content")) {
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
