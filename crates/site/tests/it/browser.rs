//! The pages in a real browser: headless Chromium, driven through chromedriver.

mod driven;
mod finding;
mod rules;

use crate::record;
use crate::site::PAGES;
use driven::{Browser, Look};
use thirtyfour::prelude::*;

#[tokio::test]
async fn a_reader_goes_from_the_search_to_the_evidence() {
    let browser = Browser::open(Look::Desktop).await;
    browser.visit("/").await;
    let search = browser.one("main form[role=search] input").await;
    search.send_keys("lamplighter").await.unwrap();
    browser
        .one("main form[role=search] button")
        .await
        .click()
        .await
        .unwrap();
    browser.wait_for("/search").await;
    browser
        .one("main .film-line h3 a")
        .await
        .click()
        .await
        .unwrap();
    browser.wait_for("/films/1/the-lamplighters-daughter").await;
    assert_eq!(
        browser.one("h1").await.text().await.unwrap(),
        "The Lamplighter’s Daughter"
    );
    assert_eq!(browser.one(".headline").await.text().await.unwrap(), "91%");
    browser
        .one(".review .links > a[href^='/reviews/']")
        .await
        .click()
        .await
        .unwrap();
    browser.wait_for("/reviews/").await;
    let history = browser.one(".entries").await.text().await.unwrap();
    assert!(history.contains("read"), "{history}");
    browser.close().await;
}

#[tokio::test]
async fn a_reader_asks_for_an_earlier_date() {
    let browser = Browser::open(Look::Desktop).await;
    browser.visit("/films/1/the-lamplighters-daughter").await;
    browser
        .one(".clocks-fold summary")
        .await
        .click()
        .await
        .unwrap();
    let date = browser.one("#as-of").await;
    // A date field takes the digits in the order of the browser's language, which is en-US here.
    date.send_keys("03012024").await.unwrap();
    browser.one(".clocks button").await.click().await.unwrap();
    browser.wait_for("as_of=2024-03-01").await;
    assert_eq!(browser.one(".headline").await.text().await.unwrap(), "80%");
    let asked = browser.one(".asked").await.text().await.unwrap();
    assert!(asked.contains("published by 1 March 2024"), "{asked}");
    browser.one(".asked a").await.click().await.unwrap();
    browser.wait_for("the-lamplighters-daughter").await;
    assert_eq!(browser.one(".headline").await.text().await.unwrap(), "91%");
    browser.close().await;
}

#[tokio::test]
async fn a_reader_needs_only_the_keyboard() {
    let browser = Browser::open(Look::Desktop).await;
    browser.visit("/films").await;
    browser.press(Key::Tab).await;
    let skip = browser.focused().await;
    assert_eq!(skip.text().await.unwrap(), "Skip to the content");
    let place = skip.rect().await.unwrap();
    assert!(place.y >= 0.0, "the skip link comes into view: {place:?}");
    browser.press(Key::Enter).await;
    assert_eq!(
        browser.focused().await.id().await.unwrap().as_deref(),
        Some("content")
    );
    // From there the next stop is inside the content; the search is reached from the top.
    browser.visit("/films").await;
    for _ in 0..20 {
        browser.press(Key::Tab).await;
        let focused = browser.focused().await;
        let outline = focused.css_value("outline-style").await.unwrap();
        assert_ne!(outline, "none", "the focus is visible");
        if focused.attr("name").await.unwrap().as_deref() == Some("q") {
            focused.send_keys("winters" + Key::Enter).await.unwrap();
            browser.wait_for("/search?q=winters").await;
            assert!(
                browser
                    .one("main .film-line h3")
                    .await
                    .text()
                    .await
                    .unwrap()
                    .contains("Two Winters")
            );
            browser.close().await;
            return;
        }
    }
    panic!("the search was not reached with twenty tabs");
}

#[tokio::test]
async fn no_page_is_wider_than_a_narrow_phone() {
    let browser = Browser::open(Look::Phone).await;
    let more = ["/log/1", "/log/40", "/nothing", "/reviews/14"];
    for path in PAGES.iter().chain(&more) {
        browser.visit(path).await;
        let width = browser.number("return window.innerWidth").await;
        assert_eq!(width, 360, "{path}");
        let opened = "document.querySelectorAll('details').forEach(d => d.open = true); \
            return document.documentElement.scrollWidth";
        let scroll = browser.number(opened).await;
        assert!(
            scroll <= 360,
            "{path} is {scroll} pixels wide with everything unfolded"
        );
    }
    browser.close().await;
}

#[tokio::test]
async fn dark_readers_get_a_dark_page_with_enough_contrast() {
    for look in [Look::Dark, Look::Desktop] {
        let browser = Browser::open(look).await;
        for path in [
            "/",
            "/films/1/the-lamplighters-daughter?state=all",
            "/how-scores-are-made",
        ] {
            browser.visit(path).await;
            let dark = browser
                .number("return matchMedia('(prefers-color-scheme: dark)').matches ? 1 : 0")
                .await;
            assert_eq!(dark == 1, look == Look::Dark);
            let worst = browser.number(driven::WORST_CONTRAST).await;
            assert!(
                worst >= 450,
                "{path} {look:?}: contrast {worst} of 100, at least 450 wanted"
            );
        }
        browser.close().await;
    }
}

#[tokio::test]
async fn a_page_with_hostile_text_runs_nothing() {
    let browser = Browser::open(Look::Desktop).await;
    for path in [
        format!("/films/{}", record::HOSTILE),
        "/critics/13".to_owned(),
        "/reviews/14".to_owned(),
    ] {
        browser.visit(&path).await;
        assert!(
            browser.driver.get_alert_text().await.is_err(),
            "{path}: an alert was shown"
        );
        let scripts = browser
            .number("return document.scripts.length + document.images.length")
            .await;
        assert_eq!(scripts, 0, "{path}");
    }
    browser.close().await;
}
