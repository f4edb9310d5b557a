//! Web archives through `ovation read` and `ovation ingest`.

use crate::place::Place;
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::io::Write;

const REVIEW: &str = r#"<html lang="en"><head><title>Review: The Lamplighter (2024) | The Quad</title>
<meta property="og:site_name" content="The Quad"></head><body><article>
<h1>Review: The Lamplighter (2024)</h1><p class="byline">By Cy Marrow</p>
<time datetime="2024-03-04">March 4, 2024</time>
<p>The film follows a lamplighter through one night of fog, and the director keeps every
scene short and every face in view. The actors are wonderful, the script is funny.</p>
<p>By the last reel the movie has earned its quiet ending, and then some.</p>
<p>Rating: 4/5</p></article></body></html>"#;

fn answer(path: &str, status: &str, kind: &str, body: &str) -> Vec<u8> {
    let block = format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}");
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-03-09T10:00:00Z\r\n\
         WARC-Target-URI: https://quad.example/{path}\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n\
         {block}\r\n\r\n",
        block.len()
    );
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(record.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn archive(place: &Place) -> String {
    let html = "text/html; charset=utf-8";
    let bytes = [
        answer("lamplighter", "200 OK", html, REVIEW),
        answer("old", "301 Moved Permanently", html, ""),
        answer("gone", "404 Not Found", html, REVIEW),
        answer(
            "roads",
            "200 OK",
            html,
            "<html><body><p>The council met about the roads.",
        ),
        answer("logo.png", "200 OK", "image/png", "PNG"),
    ]
    .concat();
    let path = place.path("crawl.warc.gz");
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_page_in_an_archive_is_read_under_its_own_address_and_day() {
    let place = Place::new();
    let ran = place.run(&["read", &archive(&place), "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    let sources = document["sources"].as_array().unwrap();
    assert_eq!(sources.len(), 1);
    assert_eq!(sources[0]["address"], "https://quad.example/lamplighter");
    let review = &sources[0]["reviews"][0]["review"];
    assert_eq!(review["film"]["title"]["value"], "The Lamplighter");
    let passed: Vec<_> = document["passed_over"]
        .as_array()
        .unwrap()
        .iter()
        .map(|passed| {
            (
                passed["why"].as_str().unwrap(),
                passed["count"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        passed,
        [
            ("error-status", 1),
            ("first-pass", 1),
            ("no-page", 1),
            ("redirect", 1)
        ]
    );
}

#[test]
fn an_archive_goes_into_the_record_with_what_was_passed_over() {
    let place = Place::new();
    let ran = place.run(&["ingest", &archive(&place), "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let summary: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(summary["found"], 1);
    assert_eq!(summary["unreadable"], 0);
    assert_eq!(summary["passed_over"]["redirect"], 1);
    let again = place.run(&["ingest", &archive(&place), "--json"]);
    let summary: Value = serde_json::from_str(&again.out).unwrap();
    assert_eq!(summary["new_entries"], 0);
}

#[test]
fn every_page_is_read_where_that_is_asked_for() {
    let place = Place::new();
    let ran = place.run(&["ingest", &archive(&place), "--json", "--every-page"]);
    let summary: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(summary["found"], 1);
    assert_eq!(summary["passed_over"].get("first-pass"), None);
    assert_eq!(summary["reasons"]["no-review"], 1);
}
