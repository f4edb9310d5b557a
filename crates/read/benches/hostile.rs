//! Ten megabytes of each kind of page that has hurt readers: how long the whole reading takes,
//! beside a plain article of the same size in the same run.
//!
//! ```sh
//! cargo bench -p ovation-read --bench hostile
//! ```
#![expect(clippy::print_stdout, reason = "a bench for the terminal")]

use ovation_read::{ReadLimits, SourceBytes, read};
use ovation_terms::Day;
use std::hint::black_box;
use std::time::Instant;

const SIZE_BYTES: usize = 10_000_000;

/// A page of `head`, then `unit` again and again, then `tail`.
fn repeated(head: &str, unit: &str, tail: &str) -> String {
    let count = SIZE_BYTES.saturating_sub(head.len() + tail.len()) / unit.len().max(1);
    let mut page = String::with_capacity(SIZE_BYTES);
    page.push_str(head);
    for _ in 0..count {
        page.push_str(unit);
    }
    page.push_str(tail);
    page
}

fn pages() -> Vec<(&'static str, &'static str, String)> {
    let html = "text/html; charset=utf-8";
    let article = "<html><head><title>Review: The Lamplighter (2024)</title></head><body><article>\
        <h1>The Lamplighter</h1>";
    let prose = "<p>The film keeps every scene short, and the director, who never hurries, lets \
        the actors be funny; 4/5 in the end, says the critic of March 4, 2024.</p>\n";
    let ld = "<html><head><script type=\"application/ld+json\">";
    vec![
        (
            "a plain article",
            html,
            repeated(article, prose, "</article></body></html>"),
        ),
        ("divs within divs", html, repeated("", "<div>", "")),
        (
            "divs closed in the end",
            html,
            format!("{}{}", "<div>".repeat(900_000), "</div>".repeat(900_000)),
        ),
        (
            "formatting never closed",
            html,
            repeated("", "<b><i><a href=x>", ""),
        ),
        (
            "formatting crossed",
            html,
            repeated("", "<b><p></b></p>", ""),
        ),
        (
            "tables within tables",
            html,
            repeated("", "<table><tr><td>", ""),
        ),
        ("text in tables", html, repeated("<table>", "x<tr>", "")),
        ("list items", html, repeated("<ul>", "<li>x", "")),
        (
            "selects and options",
            html,
            repeated("", "<select><option>", ""),
        ),
        ("templates", html, repeated("", "<template>", "")),
        ("svg and math", html, repeated("", "<svg><math><mi>", "")),
        (
            "attributes of one element",
            html,
            repeated("<div ", "a=b ", ">"),
        ),
        ("attributes all different", html, {
            let mut page = "<div ".to_owned();
            for number in 0..1_000_000 {
                page.push('a');
                page.push_str(&number.to_string());
                page.push(' ');
            }
            page + ">"
        }),
        (
            "one attribute never closed",
            html,
            repeated("<div class=\"", "x ", ""),
        ),
        ("a comment never closed", html, repeated("<!--", "<p>-", "")),
        ("comments begun", html, repeated("", "<!-", "")),
        ("angle brackets", html, repeated("", "<", "")),
        ("ampersands", html, repeated("<p>", "&", "")),
        (
            "entities",
            html,
            repeated("<p>", "&amp;&notin;&#x1f3ac;", ""),
        ),
        (
            "a script never closed",
            html,
            repeated("<script>", "<!--<script>", ""),
        ),
        (
            "one line without spaces",
            html,
            repeated("<p>", "x", "</p>"),
        ),
        ("spaces", html, repeated("<p>", " ", "</p>")),
        ("figures", html, repeated(article, "1", "")),
        ("dates", html, repeated(article, "3/4/2024 ", "")),
        ("stars", html, repeated(article, "★", "")),
        ("ratings", html, repeated(article, "4/5 ", "")),
        (
            "ratings in lines",
            html,
            repeated(article, "<p>4/5</p>", ""),
        ),
        (
            "quotation marks",
            html,
            repeated(article, "\u{201c}A\u{201d} ", ""),
        ),
        ("capitals", html, repeated(article, "A Film (2024) ", "")),
        ("bylines", html, repeated(article, "<p>By A B</p>", "")),
        (
            "headlines",
            html,
            repeated("", "<h1>Review: A Film (2024)</h1>", ""),
        ),
        ("titles", html, repeated("", "<title>a | b</title>", "")),
        (
            "meta",
            html,
            repeated("", "<meta property=og:title content=a>", ""),
        ),
        ("links", html, repeated(article, "<a href=/a>a</a> ", "")),
        ("json lists", html, repeated(ld, "[", "")),
        ("json objects", html, repeated(ld, "{\"a\":", "")),
        (
            "json reviews",
            html,
            repeated(
                &format!("{ld}["),
                "{\"@type\":\"Review\",\"itemReviewed\":{\"@type\":\"Movie\",\"name\":\"A\"}},",
                "{}]</script>",
            ),
        ),
        (
            "json that refers to itself",
            html,
            repeated(
                &format!("{ld}{{\"@graph\":["),
                "{\"@id\":\"a\",\"@type\":\"Review\",\"itemReviewed\":{\"@id\":\"a\"}},",
                "{}]}</script>",
            ),
        ),
        ("json slips", html, repeated(ld, "{'a':/*", "")),
        (
            "json blocks",
            html,
            repeated("", "<script type=application/ld+json>{}</script>", ""),
        ),
        (
            "microdata",
            html,
            repeated(
                "",
                "<div itemscope itemtype=https://schema.org/Review itemprop=review>",
                "",
            ),
        ),
        (
            "microformats",
            html,
            repeated("", "<div class=h-review>", ""),
        ),
        (
            "a feed",
            "application/rss+xml",
            repeated(
                "<rss><channel>",
                "<item><title>a</title><link>https://a.example/</link></item>",
                "",
            ),
        ),
        (
            "feed items never closed",
            "application/rss+xml",
            repeated("<rss><channel>", "<item><title>", ""),
        ),
        (
            "feed tags",
            "application/rss+xml",
            repeated("<rss><channel><item>", "<title ", ""),
        ),
        (
            "an entity of entities",
            "application/rss+xml",
            repeated("<!DOCTYPE rss [", "<!ENTITY a \"&b;&b;\">", "]><rss/>"),
        ),
        ("nothing but zeros", html, repeated("", "\0", "")),
        (
            "plain text",
            "text/plain",
            repeated("Review: A Film (2024)\n", "It is good. 4/5\n", ""),
        ),
    ]
}

fn main() {
    let limits = ReadLimits {
        page_bytes: SIZE_BYTES,
        ..ReadLimits::default()
    };
    let Some(fetched) = Day::new(2024, 6, 1) else {
        return;
    };
    let mut plain = None;
    let mut slowest = ("", 0.0_f64);
    println!(
        "{:<28} {:>8} {:>10}  complaints",
        "page", "seconds", "of article"
    );
    for (name, content_type, page) in pages() {
        let source = SourceBytes {
            bytes: page.as_bytes(),
            address: "https://hostile.example/2024/03/a-review",
            content_type: Some(content_type),
            fetched,
        };
        let begun = Instant::now();
        let reading = black_box(read(&source, &limits));
        let seconds = begun.elapsed().as_secs_f64();
        let plain = *plain.get_or_insert(seconds);
        if seconds > slowest.1 {
            slowest = (name, seconds);
        }
        let mut named: Vec<&str> = reading.complaints.iter().map(|c| c.kind.code()).collect();
        named.dedup();
        println!(
            "{name:<28} {seconds:>8.3} {:>10.2}  {}",
            seconds / plain,
            named.join(" ")
        );
    }
    println!("slowest: {} with {:.3} s", slowest.0, slowest.1);
}
