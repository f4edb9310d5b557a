//! Feeds: addresses of items, and reviews that stand in them whole.

use ovation_read::{PageKind, ReadLimits, Reading, SourceBytes, read};
use ovation_terms::{Day, MediaKind};

fn reading(feed: &str) -> Reading {
    let source = SourceBytes {
        bytes: feed.as_bytes(),
        address: "https://lantern.example/feed.xml",
        content_type: None,
        fetched: Day::new(2024, 6, 1).unwrap(),
    };
    read(&source, &ReadLimits::default())
}

#[test]
fn gives_the_address_of_every_item_once() {
    let rss = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>The Lantern</title>
        <link>https://lantern.example/</link>
        <item><title>One</title><link>https://lantern.example/one#top</link></item>
        <item><title>One again</title><link>https://lantern.example/one</link></item>
        <item><title>Two</title><link>/two</link></item>
        </channel></rss>"#;
    let reading = reading(rss);
    assert_eq!(
        (reading.media, reading.kind),
        (MediaKind::Feed, PageKind::Feed)
    );
    assert_eq!(reading.title.as_deref(), Some("The Lantern"));
    assert_eq!(
        reading.links,
        ["https://lantern.example/one", "https://lantern.example/two"]
    );
    assert_eq!(reading.findings, []);
}

#[test]
fn an_item_that_holds_a_whole_review_is_a_finding() {
    let body = "<p>In <em>The Salt Road</em> the director lets the camera rest on faces, and the \
        performances carry every scene of this quiet film. The plot is thin, yet the actors make \
        the characters live.</p>"
        .repeat(6);
    let feed = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Lantern",
        "items": [{
            "id": "1",
            "url": "https://lantern.example/salt-road",
            "title": "Film review: The Salt Road",
            "content_html": format!("{body}<p>Rating: 4/5</p>"),
            "date_published": "2024-03-01T10:00:00Z",
            "authors": [{"name": "Ada Marsh"}]
        }]
    });
    let reading = reading(&feed.to_string());
    let finding = &reading.findings[0];
    assert_eq!(finding.film.title.as_ref().unwrap().value, "The Salt Road");
    assert_eq!(
        finding.url.as_ref().unwrap().value,
        "https://lantern.example/salt-road"
    );
    assert_eq!(finding.critics[0].value, "Ada Marsh");
    assert_eq!(finding.outlet.as_ref().unwrap().value, "The Lantern");
    assert_eq!(
        finding.published.as_ref().unwrap().value.to_string(),
        "2024-03-01"
    );
    assert_eq!(finding.rating.as_ref().unwrap().value.printed, "4/5");
}

#[test]
fn a_broken_feed_is_named() {
    let reading = reading("<rss><channel><item>");
    assert_eq!(reading.links.len(), 0);
    assert!(!reading.complaints.is_empty());
}
