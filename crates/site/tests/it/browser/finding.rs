//! A person looks for films: by typing, by narrowing, by a panel of their own, side by side.

use super::driven::{Browser, Look, rules_of_accessibility};

#[tokio::test]
async fn a_reader_narrows_the_ranking_and_widens_it_again() {
    let browser = Browser::open(Look::Desktop).await;
    browser.visit("/films").await;
    let all = browser
        .number("return document.querySelectorAll('.placed > li').length")
        .await;
    assert!(all > 0, "no film in the ranking");
    let facet = browser.one(".facet a").await;
    facet.click().await.unwrap();
    browser.wait_for("/films?").await;
    let chip = browser.one(".chips a").await;
    chip.click().await.unwrap();
    browser.wait_for("/films").await;
    let again = browser
        .number("return document.querySelectorAll('.placed > li').length")
        .await;
    assert_eq!(all, again);
    browser
        .one(".facet-form summary")
        .await
        .click()
        .await
        .unwrap();
    browser
        .one("#least-reviews")
        .await
        .send_keys("5")
        .await
        .unwrap();
    browser
        .one(".facet-form button")
        .await
        .click()
        .await
        .unwrap();
    browser.wait_for("reviews=5").await;
    let chip = browser.one(".chips li").await.text().await.unwrap();
    assert!(chip.starts_with("5 reviews or more"), "{chip}");
    browser.close().await;
}

#[tokio::test]
async fn a_reader_puts_a_panel_together_and_reads_a_film_by_it() {
    let browser = Browser::open(Look::Phone).await;
    browser.visit("/panel").await;
    browser
        .one("#panel-critic")
        .await
        .send_keys("ada marlow")
        .await
        .unwrap();
    browser.one(".fields button").await.click().await.unwrap();
    browser.wait_for("critics=1-ada-marlow").await;
    browser
        .one("#panel-film")
        .await
        .send_keys("lampligther")
        .await
        .unwrap();
    browser
        .one("form.search[action='/panel'] button")
        .await
        .click()
        .await
        .unwrap();
    browser.wait_for("film=lampligther").await;
    browser
        .one("section:last-of-type .names a")
        .await
        .click()
        .await
        .unwrap();
    browser
        .wait_for("/films/1/the-lamplighters-daughter?panel=")
        .await;
    let said = browser.one(".asked").await.text().await.unwrap();
    assert!(said.contains("panel") || said.contains("critic"), "{said}");
    browser.close().await;
}

#[tokio::test]
async fn a_reader_compares_two_films_by_their_titles() {
    let browser = Browser::open(Look::Desktop).await;
    browser.visit("/compare").await;
    browser
        .one("#film-a")
        .await
        .send_keys("lamplighter")
        .await
        .unwrap();
    browser
        .one("#film-b")
        .await
        .send_keys("long parade")
        .await
        .unwrap();
    browser
        .one("form[action='/compare'] button")
        .await
        .click()
        .await
        .unwrap();
    browser
        .wait_for("/compare?films=1-the-lamplighters-daughter,5-the-long-parade")
        .await;
    let sides = browser
        .number("return document.querySelectorAll('.sides > li').length")
        .await;
    assert_eq!(sides, 2);
    browser.close().await;
}

/// Pages on which something is found.
const FINDING: [&str; 8] = [
    "/films",
    "/films?decade=2010&reviews=1&panel=critics:1-ada-marlow",
    "/search?q=lampligther",
    "/panel?critics=1-ada-marlow&outlet=the&film=lamp",
    "/compare?films=1,5,3",
    "/compare?critics=1,2",
    "/critics",
    "/outlets?letter=E",
];

/// The rules are axe's, which is not ours: `OVATION_AXE` names its file. Where `OVATION_PICTURES` names a folder, a
/// picture of each page is kept there to be looked at.
#[tokio::test]
async fn pages_for_finding_keep_the_rules_of_accessibility_by_day_and_night() {
    let Some(rules) = rules_of_accessibility() else {
        return;
    };
    #[expect(clippy::disallowed_methods, reason = "where pictures are kept")]
    let pictures = std::env::var("OVATION_PICTURES").unwrap_or_default();
    let mut broken = Vec::new();
    for look in [Look::Desktop, Look::Dark, Look::Phone] {
        let browser = Browser::open(look).await;
        for (place, path) in FINDING.iter().enumerate() {
            browser.visit(path).await;
            if !pictures.is_empty() {
                let to = std::path::Path::new(&pictures).join(format!("{place}-{look:?}.png"));
                browser.driver.screenshot(&to).await.unwrap();
            }
            let found = browser.broken_rules(&rules).await;
            if !found.is_empty() {
                broken.push(format!("{path} {look:?}: {found}"));
            }
        }
        browser.close().await;
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
