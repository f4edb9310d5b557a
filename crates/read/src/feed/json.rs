//! JSON Feed 1.0 and 1.1.
//!
//! # Source
//! <https://www.jsonfeed.org/version/1.1/>

use super::{CATEGORIES, Feed, FeedItem, tidy};
use crate::ReadLimits;
use ovation_html::escaped;
use ovation_terms::{Complaint, ComplaintKind};
use serde_json::Value;

/// Takes a feed apart.
///
/// # Errors
/// A complaint when it is no JSON, or has no list of items.
pub(super) fn parse(text: &str, limits: &ReadLimits) -> Result<Feed, Complaint> {
    let bad = |detail: String| Complaint::lost(ComplaintKind::BadMarkup, "", detail);
    let whole: Value = serde_json::from_str(text)
        .map_err(|error| bad(format!("expected a JSON Feed: {error}")))?;
    let Some(items) = whole.get("items").and_then(Value::as_array) else {
        return Err(bad(
            "expected a JSON Feed, found no list of `items`".to_owned()
        ));
    };
    let words = |value: &Value, name: &str| -> Option<String> {
        match value.get(name)? {
            Value::String(words) => Some(words.clone()).filter(|words| !words.trim().is_empty()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    };
    let authors = |value: &Value| -> Vec<String> {
        let listed = value.get("authors").and_then(Value::as_array);
        let single = value.get("author").into_iter();
        let all = listed.into_iter().flatten().chain(single);
        all.filter_map(|author| words(author, "name").or(author.as_str().map(str::to_owned)))
            .map(|name| tidy(&name))
            .take(20)
            .collect()
    };
    let tags = |value: &Value| -> Vec<String> {
        let listed = value.get("tags").and_then(Value::as_array);
        let listed = listed.into_iter().flatten().filter_map(Value::as_str);
        listed.map(tidy).take(CATEGORIES).collect()
    };
    let of_feed = authors(&whole);
    let read = |item: &Value| {
        let own = authors(item);
        let link = words(item, "url").or_else(|| words(item, "external_url"));
        let id = words(item, "id").filter(|id| id.starts_with("http"));
        FeedItem {
            title: words(item, "title").map(|title| tidy(&title)),
            link: link.or(id),
            content: words(item, "content_html")
                .or_else(|| words(item, "content_text").map(|text| escaped(&text))),
            summary: words(item, "summary").map(|text| escaped(&text)),
            published: words(item, "date_published"),
            updated: words(item, "date_modified"),
            authors: if own.is_empty() { of_feed.clone() } else { own },
            language: words(item, "language"),
            categories: tags(item),
            ..FeedItem::default()
        }
    };
    Ok(Feed {
        title: words(&whole, "title").map(|title| tidy(&title)),
        language: words(&whole, "language"),
        base: words(&whole, "home_page_url"),
        items: items.iter().take(limits.feed_entries).map(read).collect(),
        beyond: items.len().saturating_sub(limits.feed_entries),
        complaints: Vec::new(),
    })
}
