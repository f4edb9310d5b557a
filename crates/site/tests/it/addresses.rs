//! Addresses: one for each page, and words that help where there is none.

use crate::site::Site;
use axum::body::Body;
use axum::http::Request;

#[tokio::test]
async fn a_film_has_one_address_and_others_lead_to_it() {
    let site = Site::new().await;
    for (asked, to) in [
        ("/films/1", "/films/1/the-lamplighters-daughter"),
        ("/films/1/", "/films/1"),
        ("/films/1/old-name", "/films/1/the-lamplighters-daughter"),
        (
            "/films/1?as_of=2024-03-01",
            "/films/1/the-lamplighters-daughter?as_of=2024-03-01",
        ),
        ("/critics/1", "/critics/1/ada-marlow"),
        ("/outlets/2", "/outlets/2/harbour-gazette"),
        ("/films/", "/films"),
    ] {
        let answer = site.get(asked).await;
        assert_eq!(answer.status, 301, "{asked}");
        assert_eq!(answer.header("location"), to, "{asked}");
    }
    // An address that would lead to another site is not followed.
    assert_eq!(site.get("//evil.example/").await.status, 404);
}

#[tokio::test]
async fn what_is_not_there_is_said_with_a_way_on() {
    let site = Site::new().await;
    for path in [
        "/nothing",
        "/films/999",
        "/films/abc",
        "/films/01",
        "/reviews/0",
        "/critics/-1",
        "/log/999999",
        "/films/99999999999999999999",
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        let page = answer.text();
        assert!(page.contains("<h1>Not in the record</h1>"), "{path}");
        assert!(page.contains("action=\"/search\""), "{path}");
        assert!(page.contains("noindex"), "{path}");
    }
    assert!(
        site.get("/films/999")
            .await
            .text()
            .contains("The record has no film 999.")
    );
}

#[tokio::test]
async fn a_value_that_cannot_be_read_is_named() {
    let site = Site::new().await;
    let here = "/films/1/the-lamplighters-daughter";
    for (query, words) in [
        (
            "as_of=yesterday",
            "`as_of`: expected a day like `2024-03-01`, found `yesterday`",
        ),
        ("as_of=2024-02-31", "found `2024-02-31`"),
        ("known_at=soon", "`known_at`: expected a day or a moment"),
        (
            "verdict=maybe",
            "expected one of positive, negative, unjudged, found `maybe`",
        ),
        (
            "state=lost",
            "expected one of in-score, counted, waiting, excluded, all",
        ),
        (
            "basis=rumour",
            "expected one of editor, stated, aggregator, rating, model",
        ),
        ("outlet=x", "expected an outlet"),
        ("page=0", "expected a page number from 1"),
        ("page=-3", "expected a page number from 1"),
        (
            "as_of=2024-01-01&as_of=2024-01-02",
            "expected one value, found `several`",
        ),
    ] {
        let answer = site.get(&format!("{here}?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        let text = answer.text().replace("&#39;", "'");
        assert!(text.contains("That could not be read"), "{query}");
        assert!(
            text.contains(words) || text.contains(&words.replace('`', "&#96;")),
            "{query}: {text}"
        );
    }
    let long = site.get(&format!("/search?q={}", "x".repeat(201))).await;
    assert_eq!(long.status, 400);
    let longer = site.get(&format!("/search?q={}", "x".repeat(5000))).await;
    assert_eq!(longer.status, 414);
}

#[tokio::test]
async fn nothing_can_be_written() {
    let site = Site::new().await;
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let request = Request::builder()
            .method(method)
            .uri("/films/1")
            .body(Body::empty())
            .unwrap();
        assert_eq!(site.ask(request).await.status, 405, "{method}");
    }
    let request = Request::builder()
        .method("POST")
        .uri("/api/v1/films")
        .body(Body::empty())
        .unwrap();
    let answer = site.ask(request).await;
    assert_eq!(answer.header("content-type"), "application/problem+json");
}
