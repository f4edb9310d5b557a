//! Answers kept in memory, conditional requests, compression.

use crate::record;
use crate::site::Site;
use axum::body::Body;
use axum::http::Request;
use std::io::Read;

fn asked(path: &str, name: &str, value: &str) -> Request<Body> {
    Request::get(path)
        .header(name, value)
        .body(Body::empty())
        .unwrap()
}

#[tokio::test]
async fn a_new_entry_is_on_the_very_next_page() {
    let site = Site::new().await;
    let before = site.page("/films/3/two-winters").await;
    assert!(before.contains("3 reviews"));
    for number in 0..2 {
        record::add_review(
            &site.ledger,
            record::WINTERS,
            &format!("New Voice {number}"),
            "9/10",
        )
        .await;
    }
    let after = site.page("/films/3/two-winters").await;
    assert!(
        after.contains("<p class=\"headline\">100<span class=\"unit\">%</span></p>"),
        "{after}"
    );
    let api = site.get("/api/v1/films/3/score").await.json();
    assert_eq!(api["score"]["n"], 5);
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let site = Site::new().await;
    let path = "/films/1/the-lamplighters-daughter";
    let first = site.get(path).await;
    let etag = first.header("etag").to_owned();
    assert!(etag.starts_with('"'));
    assert_eq!(first.header("cache-control"), "no-cache");
    let again = site.ask(asked(path, "if-none-match", &etag)).await;
    assert_eq!(again.status, 304);
    assert!(again.body.is_empty());
    assert_eq!(again.header("etag"), etag);
    let weak = site
        .ask(asked(path, "if-none-match", &format!("\"x\", W/{etag}")))
        .await;
    assert_eq!(weak.status, 304);
    let other = site.ask(asked(path, "if-none-match", "\"other\"")).await;
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn a_packed_page_holds_the_same_words() {
    let site = Site::new().await;
    let path = "/films/5/the-long-parade";
    let plain = site.get(path).await;
    let best = site
        .ask(asked(path, "accept-encoding", "gzip, br, zstd"))
        .await;
    assert_eq!(best.header("content-encoding"), "br");
    let packed = site.ask(asked(path, "accept-encoding", "gzip")).await;
    assert_ne!(packed.header("etag"), best.header("etag"));
    assert!(best.body.len() < packed.body.len());
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert_eq!(packed.header("vary"), "accept-encoding");
    assert_ne!(packed.header("etag"), plain.header("etag"));
    let mut words = Vec::new();
    flate2::read::GzDecoder::new(packed.body.as_slice())
        .read_to_end(&mut words)
        .unwrap();
    assert_eq!(words, plain.body);
    assert!(packed.body.len() * 4 < plain.body.len());
}

#[tokio::test]
async fn the_stylesheet_is_kept_for_ever_under_its_digest() {
    let site = Site::new().await;
    let page = site.page("/").await;
    let from = page.find("/assets/style.").unwrap();
    let path = page[from..].split('"').next().unwrap();
    let style = site.get(path).await;
    assert_eq!(style.status, 200);
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(
        style.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
}

#[tokio::test]
async fn head_gives_the_headers_and_no_body() {
    let site = Site::new().await;
    for path in ["/", "/films/999"] {
        let whole = site.get(path).await;
        let request = Request::head(path).body(Body::empty()).unwrap();
        let head = site.ask(request).await;
        assert_eq!(head.status, whole.status, "{path}");
        assert!(head.body.is_empty(), "{path}");
        assert_eq!(head.header("etag"), whole.header("etag"), "{path}");
    }
}

#[tokio::test]
async fn many_readers_at_once_get_the_same_page() {
    let site = std::sync::Arc::new(Site::new().await);
    let readers: Vec<_> = (0..64)
        .map(|_| {
            let site = site.clone();
            tokio::spawn(async move { site.page("/films/1/the-lamplighters-daughter").await })
        })
        .collect();
    let mut pages = Vec::new();
    for reader in readers {
        pages.push(reader.await.unwrap());
    }
    assert!(pages.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test]
async fn what_a_page_does_not_read_of_an_address_makes_no_page_of_its_own() {
    let site = Site::new().await;
    for (path, read) in [
        ("/", ""),
        ("/films", "?order=title"),
        (
            "/films/1/the-lamplighters-daughter",
            "?as_of=2024-03-01&state=counted",
        ),
        ("/critics/1/ada-marlow", ""),
        ("/how-scores-are-made", ""),
    ] {
        let plain = site.get(&format!("{path}{read}")).await;
        assert_eq!(plain.status, 200, "{path}");
        let joint = if read.is_empty() { "?" } else { "&" };
        let strange = site
            .get(&format!("{path}{read}{joint}utm_source=letter&asof=1"))
            .await;
        assert_eq!(strange.status, 200, "{path}");
        assert_eq!(strange.header("etag"), plain.header("etag"), "{path}");
        assert!(!strange.text().contains("utm_source"), "{path}");
    }
    // The parts of a query in another order are the same page.
    let one = site
        .get("/films/1/the-lamplighters-daughter?as_of=2024-03-01&formula=average-rating")
        .await;
    let other = site
        .get("/films/1/the-lamplighters-daughter?formula=average-rating&as_of=2024-03-01")
        .await;
    assert_eq!(
        (one.header("etag"), one.text()),
        (other.header("etag"), other.text())
    );
}
