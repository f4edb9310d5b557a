//! A person looks for films: by typing, by narrowing, by a panel of their own, side by side.

use super::driven::{Browser, Look};

#[tokio::test]
async fn a_reader_narrows_the_ranking_and_widens_it_again() {
    let browser = Browser::open(Look::Desktop).await;
    browser.visit("/films").await;
    let all = browser
        .number("return document.querySelectorAll('.ranked > li').length")
        .await;
    let facet = browser.one(".facet a").await;
    facet.click().await.unwrap();
    browser.wait_for("/films?").await;
    let chip = browser.one(".chips a").await;
    chip.click().await.unwrap();
    browser.wait_for("/films").await;
    let again = browser
        .number("return document.querySelectorAll('.ranked > li').length")
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
