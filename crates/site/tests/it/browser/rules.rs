//! Pages held to the rules of accessibility, best practice among them, by axe in a real browser.
//!
//! The rules are a package of npm's that is not ours; `cargo x test` fetches it and names the file in
//! `OVATION_AXE`. Where that is not set, the test says so and ends.

use super::driven::{Browser, Look, rules_of_accessibility};
use crate::record::add_press;
use crate::records::furnish;

/// Pages, and folds of them opened.
const RULED: [&str; 16] = [
    "/",
    "/films/1/the-lamplighters-daughter",
    "/films/3/two-winters",
    "/reviews/1",
    "/critics",
    "/critics/1/ada-marlow",
    "/outlets/2/harbour-gazette",
    "/people",
    "/people/ada-marlow",
    "/festivals",
    "/festivals/marenne-film-festival",
    "/awards/silver-wick",
    "/series",
    "/texts/films/1",
    "/how-scores-are-made",
    "/waiting",
];

#[tokio::test]
async fn the_rules_of_accessibility_find_nothing_by_day_or_night() {
    let Some(rules) = rules_of_accessibility() else {
        return;
    };
    for look in [Look::Desktop, Look::Dark] {
        let browser = Browser::open(look).await;
        add_press(&browser.site.ledger).await;
        furnish(&browser.site.ledger).await;
        for path in RULED {
            browser.visit(path).await;
            let found = browser.broken_rules(&rules).await;
            assert_eq!(found, "", "{path} {look:?}");
        }
        browser.close().await;
    }
}

#[tokio::test]
async fn a_film_page_is_light_to_read_and_to_walk_through() {
    let browser = Browser::open(Look::Desktop).await;
    browser.visit("/films/1/the-lamplighters-daughter").await;
    let nodes = browser
        .number("return document.querySelectorAll('*').length")
        .await;
    assert!(nodes < 1_500, "{nodes} nodes");
    let stops = browser
        .number("return [...document.querySelectorAll('a[href],button,input,select,summary,[tabindex]')]\
            .filter(it => it.tabIndex >= 0 && it.checkVisibility()).length")
        .await;
    assert!(stops < 100, "{stops} stops");
    // Each review stands under a heading of its own.
    let headless = browser
        .number("return [...document.querySelectorAll('.review')].filter(it => !it.querySelector('h3')).length")
        .await;
    assert_eq!(headless, 0);
    browser.close().await;
}

#[tokio::test]
async fn no_film_stands_twice_on_the_front_page() {
    let browser = Browser::open(Look::Desktop).await;
    browser.visit("/").await;
    let twice = browser
        .number(
            "const all = [...document.querySelectorAll('main h2 a[href^=\"/films/\"], main h3 a, .row-name a')]\
             .map(it => it.pathname); return all.length - new Set(all).size",
        )
        .await;
    assert_eq!(twice, 0);
    let lead = browser.one(".lead .voice.for .quote a").await;
    assert!(
        lead.attr("href")
            .await
            .unwrap()
            .unwrap()
            .contains("/reviews/")
    );
    browser.close().await;
}
