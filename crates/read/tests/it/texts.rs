//! Plain text, Markdown and sitemaps.

use ovation_read::{PageKind, ReadLimits, Reading, SourceBytes, read};
use ovation_terms::{Day, MediaKind};

fn reading(address: &str, content_type: Option<&str>, text: &str) -> Reading {
    let source = SourceBytes {
        bytes: text.as_bytes(),
        address,
        content_type,
        fetched: Day::new(2024, 6, 1).unwrap(),
    };
    read(&source, &ReadLimits::default())
}

const BODY: &str = "In The Salt Road the director lets the camera rest on faces, and the \
performances carry every scene of this quiet film. The plot is thin, yet the actors make the \
characters live, and the last reel of the movie is worth the wait.";

#[test]
fn a_markdown_post_is_a_review_with_its_front_matter() {
    let post = format!(
        "---\ntitle: \"Film review: The Salt Road (2023)\"\ndate: 2024-03-01\nauthor: Ada Marsh\n\
         tags: [film, review]\nrating: 4/5\n---\n\n{BODY}\n\n**{BODY}**\n\n> {BODY}\n"
    );
    let reading = reading("posts/salt-road.md", None, &post);
    assert_eq!(reading.media, MediaKind::Text);
    assert_eq!(reading.kind, PageKind::Review, "{}", reading.why_kind);
    let finding = &reading.findings[0];
    assert_eq!(finding.film.title.as_ref().unwrap().value, "The Salt Road");
    assert_eq!(finding.critics[0].value, "Ada Marsh");
    assert_eq!(
        finding.published.as_ref().unwrap().value.to_string(),
        "2024-03-01"
    );
    assert_eq!(finding.rating.as_ref().unwrap().value.printed, "4/5");
    assert!(!reading.text.contains("**"), "{}", reading.text);
}

#[test]
fn a_plain_text_is_a_review_with_its_title_byline_and_rating() {
    let text = format!(
        "Film review: The Salt Road (2023)\r\nBy Ada Marsh\r\n\r\n{BODY}\r\n\r\n{BODY}\r\n\r\n\
         Rating: 4/5\r\n"
    );
    let reading = reading("review.txt", Some("text/plain"), &text);
    assert_eq!(reading.kind, PageKind::Review, "{}", reading.why_kind);
    let finding = &reading.findings[0];
    assert_eq!(finding.film.title.as_ref().unwrap().value, "The Salt Road");
    assert_eq!(finding.critics[0].value, "Ada Marsh");
    assert_eq!(finding.rating.as_ref().unwrap().value.printed, "4/5");
}

#[test]
fn a_text_with_angle_brackets_and_no_title_is_read_as_it_stands() {
    let reading = reading(
        "notes.txt",
        None,
        "The council met <on Monday> & went home.",
    );
    assert_eq!(reading.findings, []);
    assert!(
        reading.text.contains("<on Monday> & went"),
        "{}",
        reading.text
    );
}

#[test]
fn a_sitemap_gives_its_pages_and_an_index_its_sitemaps() {
    let map = "<?xml version=\"1.0\"?>\n<urlset xmlns:image=\"x\"><url><loc> https://a.example/one?b=1&amp;c=2 \
        </loc><image:image><image:loc>https://a.example/p.png</image:loc></image:image></url>\
        <url><loc><![CDATA[https://a.example/two#x]]></loc><url><loc>/three</loc>";
    let reading = reading(
        "https://a.example/sitemap.xml",
        Some("application/xml"),
        map,
    );
    assert_eq!(reading.kind, PageKind::Sitemap);
    assert_eq!(
        reading.links,
        [
            "https://a.example/one?b=1&c=2",
            "https://a.example/two",
            "https://a.example/three"
        ]
    );
    let index = "<sitemapindex><sitemap><loc>https://a.example/1.xml.gz</loc></sitemap>";
    let reading = self::reading("sitemap.xml", None, index);
    assert_eq!(reading.why_kind, "a sitemap of 1 sitemaps");
    assert_eq!(reading.links, ["https://a.example/1.xml.gz"]);
}

#[test]
fn a_list_of_addresses_is_a_sitemap_and_a_text_with_one_is_not() {
    let list = reading(
        "urls.txt",
        None,
        "https://a.example/1\n\nhttps://a.example/2\n",
    );
    assert_eq!(list.links.len(), 2);
    let text = reading("notes.txt", None, "https://a.example/1\nis worth a visit\n");
    assert_eq!(text.links.len(), 0);
}
