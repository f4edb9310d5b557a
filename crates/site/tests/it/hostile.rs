//! Text from outside can never become markup, script or a link that runs.

use crate::record::{ATTACK, HOSTILE};
use crate::site::{PAGES, Site};

#[tokio::test]
async fn hostile_text_is_escaped_on_every_page() {
    let site = Site::new().await;
    let mut paths: Vec<String> = PAGES.iter().map(|path| (*path).to_owned()).collect();
    paths.extend([
        "/critics/13/script-alert1-script-img-srcx-onerroralert2".to_owned(),
        "/outlets/7/script-alert1-script-img-srcx-onerroralert2".to_owned(),
        "/reviews/14".to_owned(),
        format!(
            "/search?q={}",
            url::form_urlencoded::byte_serialize(ATTACK.as_bytes()).collect::<String>()
        ),
    ]);
    let all = site.get("/log").await;
    assert_eq!(all.status, 200);
    let mut escaped = 0;
    for path in &paths {
        let answer = site.get(path).await;
        let page = if answer.status == 301 {
            site.page(answer.header("location")).await
        } else {
            assert_eq!(answer.status, 200, "{path}");
            answer.text().to_owned()
        };
        assert!(!page.contains("<script"), "{path}");
        assert!(!page.contains("<img"), "{path}");
        assert!(
            !page.contains("javascript:alert(3)\""),
            "{path}: a link that runs"
        );
        escaped += page.matches("script&#62;alert(1)").count();
    }
    assert!(escaped > 10, "the attack was shown as text: {escaped}");
}

#[tokio::test]
async fn shows_no_more_than_an_excerpt_of_a_review() {
    let site = Site::new().await;
    let api = site
        .get(&format!("/api/v1/films/{HOSTILE}/reviews"))
        .await
        .json();
    let excerpt = api["reviews"][0]["excerpt"].as_str().unwrap();
    assert!(excerpt.split_whitespace().count() <= 61, "{excerpt}");
    for entry in 1..60 {
        let page = site.page(&format!("/log/{entry}")).await;
        assert!(page.matches("word").count() <= 61, "entry {entry}");
    }
}

#[tokio::test]
async fn every_answer_forbids_everything_but_reading() {
    let site = Site::new().await;
    for path in [
        "/",
        "/films/1",
        "/nothing",
        "/api/v1/health",
        "/search?q=%00%ff",
        "/assets/none.css",
    ] {
        let answer = site.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self'; img-src 'self'"),
            "{path}"
        );
        assert!(
            policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"),
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
}
