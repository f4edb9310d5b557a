//! What programs rely on.

use crate::record::{LAMPLIGHTER, PARADE};
use crate::site::Site;
use serde_json::Value;
use std::path::Path;

#[tokio::test]
async fn the_api_gives_the_figures_of_the_page() {
    let site = Site::new().await;
    for query in ["", "?as_of=2024-03-20", "?known_at=2024-04-05"] {
        let api = site
            .get(&format!("/api/v1/films/1/score{query}"))
            .await
            .json();
        let score = &api["score"];
        let page = site
            .page(&format!("/films/1/the-lamplighters-daughter{query}"))
            .await;
        let percent = score["approval"]["percent"].as_f64().unwrap();
        assert!(
            page.contains(&format!("<p class=\"headline\">{percent:.0}<")),
            "{query}"
        );
        let (low, high) = (
            score["approval"]["low"].as_f64().unwrap(),
            score["approval"]["high"].as_f64().unwrap(),
        );
        assert!(
            page.contains(&format!("90 % interval {low:.0} to {high:.0}")),
            "{query}"
        );
        assert!(page.contains(&plain_sum(score)), "{query}");
        assert_eq!(score["formula"], "approval");
        assert_eq!(score["approval"]["interval"], 0.9);
        assert!(score["ledger"]["seq"].as_i64().unwrap() > 100);
    }
}

/// The sum that a page prints, made from what programs get: its parts add up to the reviews found.
fn plain_sum(score: &Value) -> String {
    let count = |name: &str| score[name].as_u64().unwrap();
    let parts = [
        (count("counted"), "settled"),
        (count("unsure"), "unsure but counted"),
        (count("waiting") - count("unsure"), "waiting"),
        (count("excluded"), "out"),
    ];
    assert_eq!(
        parts.iter().map(|(count, _)| count).sum::<u64>(),
        count("found")
    );
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    let s = if count("found") == 1 { "" } else { "s" };
    format!("{} review{s}: {}", count("found"), parts.join(", "))
}

#[tokio::test]
async fn the_score_answer_keeps_its_shape() {
    let site = Site::new().await;
    let mut answer = site
        .get("/api/v1/films/1/score?as_of=2024-03-01")
        .await
        .json();
    let hash = answer["score"]["ledger"]["hash"].take();
    assert_eq!(hash.as_str().unwrap().len(), 64);
    insta::assert_json_snapshot!("score", answer);
}

#[tokio::test]
async fn the_score_from_memory_is_that_of_the_receipt_at_every_date_and_follows_new_reviews() {
    let site = Site::new().await;
    let score = async |query: &str| {
        let answer = site.get(&format!("/api/v1/films/1/score{query}")).await;
        answer.json()["score"].clone()
    };
    for query in ["?as_of=2024-03-01", "?as_of=2024-03-20", ""] {
        let receipt = site.get(&format!("/api/v1/films/1/receipt{query}")).await;
        let receipt = ovation_score::Receipt::from_json(receipt.text()).unwrap();
        let (asked, result) = (score(query).await, receipt.result);
        assert_eq!(asked["n"], result.n, "{query}");
        assert_eq!(asked["reasons"], serde_json::json!(result.reasons));
        assert_eq!(asked["approval"]["low"], result.approval.unwrap().low);
    }
    let (before, other) = (
        score("").await,
        site.get("/api/v1/films/2/score").await.json(),
    );
    crate::record::add_review(&site.ledger, 1, "Nora Newcome", "4.5").await;
    let after = score("").await;
    assert_eq!(after["n"].as_u64(), before["n"].as_u64().map(|n| n + 1));
    let other_after = site.get("/api/v1/films/2/score").await.json();
    assert_eq!(other["score"]["n"], other_after["score"]["n"]);
}

#[tokio::test]
async fn a_panel_and_a_formula_stand_in_the_address_of_page_and_api() {
    let site = Site::new().await;
    let all = site.get("/api/v1/films/1/score").await.json();
    let query = "?panel=critics:1,2;to:2030-01-01";
    let some = site
        .get(&format!("/api/v1/films/1/score{query}"))
        .await
        .json();
    assert_eq!(some["score"]["panel"], "critics:1,2;to:2030-01-01");
    assert!(some["score"]["n"].as_u64() < all["score"]["n"].as_u64());
    let page = site
        .page(&format!("/films/1/the-lamplighters-daughter{query}"))
        .await;
    assert!(page.contains("by the panel critics:1,2;to:2030-01-01"));
    assert!(page.contains(&plain_sum(&some["score"])));

    let asked = "?formula=adjusted-approval";
    let adjusted = site
        .get(&format!("/api/v1/films/1/score{asked}"))
        .await
        .json();
    let adjusted = &adjusted["score"]["adjusted"];
    assert!(adjusted["low"].as_f64() < adjusted["percent"].as_f64());
    let receipt = site.get(&format!("/api/v1/films/1/receipt{asked}")).await;
    let receipt = ovation_score::Receipt::from_json(receipt.text()).unwrap();
    assert_eq!(
        ovation_score::verify(&receipt).differences,
        Vec::<String>::new()
    );
    assert_eq!(
        adjusted["percent"].as_f64(),
        receipt.result.adjusted.map(|found| found.percent)
    );
    let page = site
        .page(&format!("/films/1/the-lamplighters-daughter{asked}"))
        .await;
    // The formula that was asked for leads, with its own figure and interval; approval stands beside it.
    assert!(page.contains("<h2 class=\"kicker\">Adjusted approval</h2>"));
    let percent = adjusted["percent"].as_f64().unwrap().round();
    assert!(page.contains(&format!(
        "<p class=\"headline\">{percent}<span class=\"unit\">%</span></p>"
    )));
    assert!(page.contains(&format!(
        "90 % interval {:.0} to {:.0}",
        adjusted["low"].as_f64().unwrap(),
        adjusted["high"].as_f64().unwrap()
    )));
    assert!(page.contains("Scored by another formula: adjusted approval."));
    assert!(page.contains("<dt>Approval</dt>"));

    for wrong in ["panel=critics:x", "formula=best", "weights=1:-2"] {
        let answer = site.get(&format!("/api/v1/films/1/score?{wrong}")).await;
        assert_eq!(answer.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn a_receipt_recomputes_the_score_and_is_the_same_bytes_each_time() {
    let site = Site::new().await;
    let path = format!("/api/v1/films/{LAMPLIGHTER}/receipt?as_of=2024-04-01");
    let first = site.get(&path).await;
    let receipt = ovation_score::Receipt::from_json(first.text()).unwrap();
    assert!(ovation_score::verify(&receipt).ok);
    assert_eq!(
        first.header("content-disposition"),
        "attachment; filename=\"receipt-1.json\""
    );
    let api = site
        .get(&format!(
            "/api/v1/films/{LAMPLIGHTER}/score?as_of=2024-04-01"
        ))
        .await
        .json();
    assert_eq!(api["score"]["n"], receipt.result.n);
    // Another process over the same record answers with the same bytes.
    let clock = std::sync::Arc::new(|| ovation_terms::Moment(0));
    let other = ovation_site::router(site.ledger.clone(), crate::site::settings(), clock);
    let request = axum::http::Request::get(&path)
        .body(axum::body::Body::empty())
        .unwrap();
    let response = tower::ServiceExt::oneshot(other, request).await.unwrap();
    let again = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap();
    assert_eq!(again, first.body);
}

#[tokio::test]
async fn a_cursor_walks_through_every_review_once() {
    let site = Site::new().await;
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/api/v1/films/{PARADE}/reviews?limit=50&cursor={cursor}");
        let answer = site.get(&path).await.json();
        for review in answer["reviews"].as_array().unwrap() {
            seen.push(review["id"].as_i64().unwrap());
        }
        match answer["next"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => break,
        }
    }
    assert_eq!(seen.len(), 120);
    let mut once = seen.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), 120);
}

#[tokio::test]
async fn timeline_ends_at_the_score() {
    let site = Site::new().await;
    let timeline = site.get("/api/v1/films/1/timeline").await.json();
    let score = site.get("/api/v1/films/1/score").await.json();
    let last = timeline["timeline"]["points"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(last["approval"], score["score"]["approval"]);
    assert_eq!(last["n"], score["score"]["n"]);
}

#[tokio::test]
async fn trouble_is_a_problem_document() {
    let site = Site::new().await;
    for (path, status) in [
        ("/api/v1/films/999", 404),
        ("/api/v1/nothing", 404),
        ("/api/v1/films/1/score?as_of=x", 400),
        ("/api/v1/films/1/score?asof=2024-01-01", 400),
        ("/api/v1/films/1/reviews?limit=0", 400),
        ("/api/v1/films/1/reviews?cursor=x", 400),
        ("/api/v1/reviews/abc", 404),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{path}"
        );
        let problem = answer.json();
        assert_eq!(problem["status"], status, "{path}");
        for key in ["type", "title", "detail", "instance"] {
            assert!(!problem[key].as_str().unwrap().is_empty(), "{path}: {key}");
        }
    }
}

#[tokio::test]
async fn every_documented_address_answers() {
    let site = Site::new().await;
    let api = site.get("/api/v1/openapi.json").await.json();
    let paths = api["paths"].as_object().unwrap();
    let read: Vec<_> = paths
        .iter()
        .filter(|(_, at)| at.get("get").is_some())
        .collect();
    assert_eq!((paths.len(), read.len()), (46, 31));
    crate::record::add_press(&site.ledger).await;
    for (path, _) in read {
        let query = if path.ends_with("/quotes") {
            "?words=lamps+and+lamps"
        } else if path.ends_with("/search") {
            "?q=lamp"
        } else {
            ""
        };
        let name = named_first(&site, path).await;
        let path = &format!("{path}{query}");
        let answer = site
            .get(&path.replace("{id}", "1").replace("{name}", &name))
            .await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.json().is_object(), "{path}");
    }
}

/// A name for the path of an answer about one of many: a festival's and an award's are what their lists name.
async fn named_first(site: &Site, path: &str) -> String {
    let list = ["/api/v1/festivals", "/api/v1/awards"]
        .into_iter()
        .find(|list| path.starts_with(&format!("{list}/")));
    let Some(list) = list else {
        return "ada-marlow".to_owned();
    };
    let listed = site.get(list).await.json();
    let page = listed["happenings"][0]["page"].as_str().unwrap();
    page.rsplit('/').next().unwrap().to_owned()
}

#[test]
fn the_description_in_the_reference_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/openapi.json");
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let made = ovation_site::openapi();
    if kept != made {
        // Written so that the next run passes; the failure tells whoever changed the API to commit it.
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &made).unwrap();
        panic!("docs/reference/openapi.json was out of date and has been written anew; commit it");
    }
}
