//! Articles: what is told of them, whatever the page is.

use ovation_read::{BlockKind, Cut, ReadArticle, ReadLimits, SourceBytes, read};
use ovation_terms::Day;

fn article(html: &str) -> ReadArticle {
    let source = SourceBytes {
        bytes: html.as_bytes(),
        address: "https://harbour.example/2024/03/lamps",
        content_type: Some("text/html"),
        fetched: Day::new(2024, 6, 1).unwrap(),
    };
    let reading = read(&source, &ReadLimits::default());
    let article = reading.article.unwrap();
    for block in &article.blocks {
        if let Some(span) = &block.span {
            assert_eq!(reading.text.get(span.clone()), Some(block.text.as_str()));
        }
    }
    article
}

const PARAGRAPH: &str = "<p>The harbour board has voted to keep the old lamps, after a long \
    evening of speeches, and the town has taken it well.</p>";

#[test]
fn a_news_page_has_its_article_too() {
    let article = article(&format!(
        r#"<!doctype html><html lang="en"><head><title>Lamps stay lit | The Harbour</title>
        <link rel="canonical" href="/2024/03/lamps">
        <meta property="og:site_name" content="The Harbour">
        <meta property="og:image" content="/img/lamp.jpg">
        <meta property="article:modified_time" content="2024-03-05T08:00:00+01:00">
        <script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Lamps stay lit",
        "author": [{{"@type": "Person", "name": "Ida Moor"}}, {{"@type": "Person", "name": "Tom Reed"}}],
        "datePublished": "2024-03-04T21:30:00+01:00"}}</script></head>
        <body><article><h1>Lamps stay lit</h1><p class="standfirst">The board has voted after a long evening.</p>
        <img src="https://harbour.example/img/lamp.jpg" alt="A lamp at dusk">
        {}<h2>What it costs</h2>{}<ul><li>Oil for the whole winter, and a little more than that.</li></ul>
        <blockquote>I have seen them lit since I was a child, said the oldest of the keepers.</blockquote>
        </article></body></html>"#,
        PARAGRAPH.repeat(3),
        PARAGRAPH.repeat(2)
    ));
    assert_eq!(article.title.unwrap().value, "Lamps stay lit");
    assert_eq!(
        article.subtitle.unwrap().value,
        "The board has voted after a long evening."
    );
    let authors: Vec<_> = article.authors.iter().map(|a| a.value.as_str()).collect();
    assert_eq!(authors, ["Ida Moor", "Tom Reed"]);
    assert_eq!(article.outlet.unwrap().value, "The Harbour");
    let published = article.published.unwrap().value;
    assert_eq!(published.day.to_string(), "2024-03-04");
    assert_eq!(
        published.moment.unwrap().to_string(),
        "2024-03-04T20:30:00Z"
    );
    assert_eq!(article.changed.unwrap().value.day.to_string(), "2024-03-05");
    assert_eq!(article.language.as_deref(), Some("en"));
    assert_eq!(
        article.url.unwrap().value,
        "https://harbour.example/2024/03/lamps"
    );
    let image = article.image.unwrap().value;
    assert_eq!(image.url, "https://harbour.example/img/lamp.jpg");
    assert_eq!(image.alt.as_deref(), Some("A lamp at dusk"));
    assert_eq!(article.cut, None);
    let kinds: Vec<_> = article.blocks.iter().rev().map(|b| b.kind).collect();
    assert_eq!(
        kinds.get(..2),
        Some(&[BlockKind::Quote, BlockKind::Item][..])
    );
    assert!(kinds.contains(&BlockKind::Heading));
}

#[test]
fn an_article_behind_a_barrier_is_said_to_be_cut() {
    let article = article(&format!(
        "<html><body><article><h1>Lamps stay lit</h1>{}</article>\
         <div class=\"paywall\">Subscribe to read on; the first month is free.</div></body></html>",
        PARAGRAPH.repeat(3)
    ));
    assert_eq!(article.cut.unwrap().value, Cut::Paywall);
}
