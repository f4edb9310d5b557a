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

const LONG: &str = "<p>In <em>The Salt Road</em> the director lets the camera rest on faces, and the \
    performances carry every scene of this quiet film. The plot is thin, yet the actors make the \
    characters live, and the last reel of the movie is worth the wait.</p>";

#[test]
fn every_kind_of_feed_gives_its_items() {
    let rss_1 = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://lantern.example/">
        <title>The Lantern</title><items><rdf:Seq><rdf:li resource="https://lantern.example/1"/>
        </rdf:Seq></items></channel><item rdf:about="https://lantern.example/1"><title>One</title>
        </item></rdf:RDF>"#;
    let atom = r#"<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>The Lantern</a:title>
        <a:entry><a:title>One</a:title><a:link rel="edit" href="/edit/1"/>
        <a:link rel="alternate" type="text/html" href="/1"/>
        <a:source><a:title>Elsewhere</a:title><a:link href="https://else.example/"/></a:source>
        </a:entry></a:feed>"#;
    let rss_0 = "<RSS><CHANNEL><TITLE>The Lantern</TITLE><ITEM><LINK>https://lantern.example/1</LINK>\
        </ITEM></CHANNEL></RSS>";
    let cdf = r#"<CHANNEL HREF="https://lantern.example/"><TITLE>The Lantern</TITLE>
        <ITEM HREF="https://lantern.example/1"><TITLE>One</TITLE></ITEM></CHANNEL>"#;
    let by_number = r#"<rss><channel><title>The Lantern</title><item>
        <guid isPermaLink="true">https://lantern.example/1</guid></item></channel></rss>"#;
    let replaced = r#"<rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel>
        <title>The Lantern</title><item><link>https://feeds.example/~r/1</link>
        <feedburner:origLink>https://lantern.example/1</feedburner:origLink></item></channel></rss>"#;
    for feed in [rss_1, atom, rss_0, cdf, by_number, replaced] {
        let reading = reading(feed);
        assert_eq!(reading.links, ["https://lantern.example/1"], "{feed}");
        assert_eq!(reading.title.as_deref(), Some("The Lantern"), "{feed}");
        assert_eq!(reading.why_kind, "a feed of 1 items");
    }
}

#[test]
fn an_ill_formed_feed_gives_what_can_be_told_apart() {
    let broken = "<rss><channel><title>Salt & Road</title><image><title>Picture</title></image>\
        <item><title>One < Two</title><link>https://lantern.example/1</link><description>never \
        closed <b>bold</item><item><title>Two<link>https://lantern.example/2</link></item>\
        <item><title>Three</title><link>https://lantern.example/3</link>";
    let reading = reading(broken);
    assert_eq!(reading.why_kind, "a feed of 3 items");
    assert_eq!(
        reading.links,
        ["https://lantern.example/1", "https://lantern.example/3"]
    );
    assert_eq!(reading.title.as_deref(), Some("Salt & Road"));
    let told = reading
        .complaints
        .iter()
        .any(|c| c.detail.contains("ends within an item"));
    assert!(told, "{:?}", reading.complaints);
}

#[test]
fn a_review_is_found_whichever_way_its_text_is_escaped() {
    let escaped = LONG.replace('<', "&lt;").replace('>', "&gt;").repeat(4);
    let bodies = [
        format!("<description>{escaped}</description>"),
        format!(
            "<content:encoded><![CDATA[{}]]></content:encoded>",
            LONG.repeat(4)
        ),
        format!(
            "<description>An excerpt.</description><content type=\"xhtml\"><div>{}</div></content>",
            LONG.repeat(4)
        ),
    ];
    for body in bodies {
        let feed = format!(
            "<rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>The Lantern</title>\
             <item><title>Review: &lt;em&gt;The Salt Road&lt;/em&gt; &amp;#8212; slow, good</title>\
             <link>https://lantern.example/1</link><author>desk@lantern.example (Desk)</author>\
             <dc:creator>Ada Marsh</dc:creator><pubDate>Fri, 01 Mar 2024 23:30:00 -0500</pubDate>\
             {body}</item></channel></rss>"
        );
        let reading = reading(&feed);
        let finding = reading.findings.first().unwrap_or_else(|| panic!("{feed}"));
        assert_eq!(finding.film.title.as_ref().unwrap().value, "The Salt Road");
        let day = finding.published.as_ref().unwrap();
        assert_eq!(
            day.value.to_string(),
            "2024-03-01",
            "the day where it was written"
        );
        let critics: Vec<_> = finding.critics.iter().map(|c| c.value.as_str()).collect();
        assert!(critics.contains(&"Ada Marsh"), "{critics:?}");
        assert!(!finding.text.as_ref().unwrap().value.contains("&lt;"));
    }
}

#[test]
fn a_feed_is_decoded_as_its_declaration_says() {
    let feed = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss><channel><title>Фонарь</title>\
        <item><link>https://lantern.example/1</link></item></channel></rss>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(feed);
    let source = SourceBytes {
        bytes: &bytes,
        address: "https://lantern.example/feed.xml",
        content_type: Some("application/rss+xml"),
        fetched: Day::new(2024, 6, 1).unwrap(),
    };
    let reading = read(&source, &ReadLimits::default());
    assert_eq!(reading.title.as_deref(), Some("Фонарь"));
}

#[test]
fn items_beyond_the_limit_are_counted() {
    let item = "<item><link>https://lantern.example/1</link></item>";
    let feed = format!("<rss><channel>{}</channel></rss>", item.repeat(12));
    let source = SourceBytes {
        bytes: feed.as_bytes(),
        address: "https://lantern.example/feed.xml",
        content_type: None,
        fetched: Day::new(2024, 6, 1).unwrap(),
    };
    let limits = ReadLimits {
        feed_entries: 5,
        ..ReadLimits::default()
    };
    let reading = read(&source, &limits);
    assert!(
        reading.complaints[0]
            .detail
            .contains("at most 5 items (`feed_entries`), found 12")
    );
}

proptest::proptest! {
    #[test]
    fn any_pieces_of_a_feed_are_read(parts in proptest::collection::vec(
        proptest::sample::select(vec![
            "<item>", "</item>", "<entry ", ">", "<title>", "</title>", "<link href='", "'/>",
            "<![CDATA[", "]]>", "<!--", "-->", "&amp;", "&", "\"", "<content:encoded>", "ü",
            "<author><name>", "</name>", "</author>", "<?xml", "?>", "<!DOCTYPE [", "https://a.example/",
        ]), 0..60)) {
        let text = format!("<rss>{}", parts.concat());
        let reading = reading(&text);
        proptest::prop_assert!(reading.links.len() <= parts.len());
    }
}
