//! What people with a token rely on: they settle what they may, and nobody else does.

use crate::site::{Answer, Site};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use ovation_terms::{CriticId, Role};
use serde_json::{Value, json};

async fn post(site: &Site, path: &str, name: &str, body: &Value) -> Answer {
    let request = Request::post(path)
        .header("authorization", format!("Bearer token of {name}"))
        .body(Body::from(body.to_string()))
        .unwrap();
    site.ask(request).await
}

fn refused(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let kind = format!("urn:ovation:problem:{code}");
    assert_eq!(answer.json()["type"], kind, "{}", answer.text());
}

/// A review that waits.
async fn waiting(site: &Site) -> i64 {
    let desk = site.get("/api/v1/desk").await.json();
    desk["waiting"][0]["review"]["id"].as_i64().unwrap()
}

#[tokio::test]
async fn an_editor_settles_a_review_and_the_score_follows_at_once() {
    let site = Site::new().await;
    site.admit("Ada Editor").await;
    let score = async || site.get("/api/v1/films/1/score").await.json();
    let (before, seen) = (score().await, site.get("/api/v1/reviews/1").await.json());
    let newest = seen["history"].as_array().unwrap().last().unwrap();
    let body = json!({ "exclude": true, "reason": "a preview, no review", "note": "asked by mail", "seen": newest });
    let answer = post(&site, "/api/v1/desk/1", "Ada Editor", &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    let told = answer.json();
    assert_eq!(told["entered"]["actor"], "person:Ada Editor");
    assert_eq!(told["review"]["state"], "excluded");
    let after = score().await;
    let counted = |score: &Value| score["score"]["counted"].as_i64().unwrap();
    assert_eq!(counted(&after), counted(&before) - 1);

    let entry = told["entered"]["last"].as_i64().unwrap();
    let log = site.page(&format!("/log/{entry}")).await;
    assert!(log.contains("a preview, no review") && log.contains("Ada Editor"));
    assert!(
        !log.contains("asked by mail"),
        "a note is nobody else's business"
    );
    let path = format!("/api/v1/log/{entry}/undo");
    let undone = post(&site, &path, "Ada Editor", &json!({})).await;
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text());
    assert_eq!(counted(&score().await), counted(&before));
}

#[tokio::test]
async fn every_answer_of_the_desk_can_be_given() {
    let site = Site::new().await;
    site.admit("Ada Editor").await;
    let review = waiting(&site).await;
    for body in [
        json!({ "film": 1 }),
        json!({ "verdict": "against" }),
        json!({ "rating": "4/5" }),
        json!({ "critic": 2 }),
        json!({ "unsigned": true }),
        json!({ "outlet": 1 }),
        json!({ "create_critic": { "name": "Ines Vale" } }),
        json!({ "create_outlet": { "name": "Harbour Post" } }),
        json!({ "no_outlet": true }),
        json!({ "date": "2024-03-05" }),
        json!({ "date": "" }),
        json!({ "url": "https://harbour.example/lamp" }),
        json!({ "language": "sv" }),
        json!({ "headline": "A lamp in the fog" }),
        json!({ "exclude": true }),
        json!({ "restore": true }),
        json!({ "same_as": 1 }),
        json!({ "distinct": true }),
        json!({ "clear": "film" }),
        json!({ "clear": "verdict" }),
        json!({ "clear": "rating" }),
        json!({ "clear": "critic" }),
        json!({ "clear": "outlet" }),
        json!({ "clear": "date" }),
        json!({ "clear": "url" }),
        json!({ "clear": "language" }),
        json!({ "clear": "headline" }),
    ] {
        let path = format!("/api/v1/desk/{review}");
        let answer = post(&site, &path, "Ada Editor", &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{body}: {}", answer.text());
    }
    // Nothing was confirmed that could be open again.
    let path = format!("/api/v1/desk/{review}");
    let answer = post(&site, &path, "Ada Editor", &json!({ "reopen": true })).await;
    refused(&answer, 422, "refused");
}

#[tokio::test]
async fn without_a_token_that_somebody_holds_nothing_changes() {
    let site = Site::new().await;
    site.admit("Ada Editor").await;
    let head = site.ledger.head().await.unwrap();
    let body = json!({ "exclude": true });
    let nobody = post(&site, "/api/v1/desk/1", "Nobody", &body).await;
    refused(&nobody, 401, "no-token");
    assert_eq!(nobody.header("www-authenticate"), "Bearer");
    let without = Request::post("/api/v1/desk/1").body(Body::from(body.to_string()));
    refused(&site.ask(without.unwrap()).await, 401, "no-token");
    for shown in [
        "token of Ada Editor",
        "Basic token of Ada Editor",
        "Bearer ",
    ] {
        let request = Request::post("/api/v1/desk/1").header("authorization", shown);
        let request = request.body(Body::from(body.to_string())).unwrap();
        refused(&site.ask(request).await, 401, "no-token");
    }
    assert!(site.ledger.dismiss_editor("Ada Editor").await.unwrap());
    let dismissed = post(&site, "/api/v1/desk/1", "Ada Editor", &body).await;
    refused(&dismissed, 401, "no-token");
    assert_eq!(site.ledger.head().await.unwrap().seq, head.seq);
}

#[tokio::test]
async fn a_role_ends_where_it_ends() {
    let site = Site::new().await;
    let review = site.get("/api/v1/reviews/1").await.json();
    let critic = review["review"]["critic"]["id"].as_i64().unwrap();
    site.admit_as("The Critic", Role::Critic, Some(CriticId(critic)))
        .await;
    site.admit_as("Another", Role::Critic, Some(CriticId(critic + 1)))
        .await;
    site.admit("Ada Editor").await;
    site.admit_as("The Owner", Role::Owner, None).await;
    let against = json!({ "verdict": "against" });
    let own = post(&site, "/api/v1/desk/1", "The Critic", &against).await;
    assert_eq!(own.status, StatusCode::OK, "{}", own.text());
    let entry = own.json()["entered"]["last"].as_i64().unwrap();
    let out = post(
        &site,
        "/api/v1/desk/1",
        "The Critic",
        &json!({ "exclude": true }),
    )
    .await;
    refused(&out, 403, "not-allowed");
    let other = post(&site, "/api/v1/desk/1", "Another", &against).await;
    refused(&other, 403, "not-allowed");
    let path = format!("/api/v1/log/{entry}/undo");
    let editor = post(&site, &path, "Ada Editor", &json!({})).await;
    refused(&editor, 403, "not-allowed");
    let owner = post(&site, &path, "The Owner", &json!({})).await;
    assert_eq!(owner.status, StatusCode::OK, "{}", owner.text());
}

#[tokio::test]
async fn what_cannot_be_read_or_held_is_told_and_changes_nothing() {
    let site = Site::new().await;
    site.admit("Ada Editor").await;
    let head = site.ledger.head().await.unwrap();
    let told = async |path: &str, body: &Value| post(&site, path, "Ada Editor", body).await;
    for body in [
        json!({}),
        json!({ "exclude": true, "restore": true }),
        json!({ "exclude": false }),
        json!({ "exlude": true }),
        json!({ "verdict": "maybe" }),
        json!({ "rating": "4/0" }),
        json!({ "exclude": true, "note": "n".repeat(3_000) }),
        json!([1]),
    ] {
        refused(&told("/api/v1/desk/1", &body).await, 400, "bad-body");
    }
    let request =
        Request::post("/api/v1/desk/1").header("authorization", "Bearer token of Ada Editor");
    let broken = site
        .ask(request.body(Body::from("{\"film\":")).unwrap())
        .await;
    refused(&broken, 400, "bad-body");
    let long = json!({ "exclude": true, "note": "n".repeat(40_000) });
    refused(&told("/api/v1/desk/1", &long).await, 413, "body-too-long");
    let out = json!({ "exclude": true });
    refused(&told("/api/v1/desk/999999", &out).await, 404, "not-found");
    refused(
        &told("/api/v1/desk/1?force=1", &out).await,
        400,
        "bad-query",
    );
    refused(
        &told("/api/v1/log/999999/undo", &json!({})).await,
        404,
        "not-found",
    );
    for body in [
        json!({ "film": 99_999 }),
        json!({ "critic": 99_999 }),
        json!({ "same_as": 99_999 }),
    ] {
        refused(&told("/api/v1/desk/1", &body).await, 422, "refused");
    }
    let stale = json!({ "exclude": true, "seen": 1 });
    refused(&told("/api/v1/desk/1", &stale).await, 409, "changed");
    refused(
        &told("/api/v1/films/1/score", &out).await,
        405,
        "method-not-allowed",
    );
    let page = told("/films/1/the-lamplighters-daughter", &out).await;
    assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(site.ledger.head().await.unwrap().seq, head.seq);
}

#[tokio::test]
async fn a_film_that_the_record_lacks_is_created_with_the_answer() {
    let site = Site::new().await;
    site.admit("Ada Editor").await;
    let review = waiting(&site).await;
    let path = format!("/api/v1/desk/{review}");
    let body = json!({ "create_film": { "title": "The Salt Road", "year": 2024 } });
    let told = post(&site, &path, "Ada Editor", &body).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.text());
    let told = told.json();
    let entered = &told["entered"];
    assert_eq!(
        entered["last"].as_i64(),
        entered["first"].as_i64().map(|first| first + 1)
    );
    let film = told["review"]["film"].as_i64().unwrap();
    let made = site.get(&format!("/api/v1/films/{film}")).await.json();
    assert_eq!(made["film"]["title"], "The Salt Road");
    assert_eq!(made["film"]["year"], 2024);
    let nameless = json!({ "create_film": { "title": "  " } });
    refused(
        &post(&site, &path, "Ada Editor", &nameless).await,
        400,
        "bad-body",
    );
}

#[tokio::test]
async fn an_answer_does_not_go_over_anothers_unless_that_is_meant() {
    let site = Site::new().await;
    site.admit("Ada Editor").await;
    site.admit("Grace Editor").await;
    let against = json!({ "verdict": "against" });
    let first = post(&site, "/api/v1/desk/1", "Ada Editor", &against).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text());
    let other = json!({ "verdict": "for" });
    let second = post(&site, "/api/v1/desk/1", "Grace Editor", &other).await;
    refused(&second, 409, "changed");
    assert!(second.text().contains("Ada Editor") && second.text().contains("against"));
    // One's own answer may be changed, and another's knowingly.
    let own = post(&site, "/api/v1/desk/1", "Ada Editor", &other).await;
    assert_eq!(own.status, StatusCode::OK, "{}", own.text());
    let newest = own.json()["entered"]["last"].clone();
    let looked = json!({ "verdict": "against", "seen": newest });
    let third = post(&site, "/api/v1/desk/1", "Grace Editor", &looked).await;
    assert_eq!(third.status, StatusCode::OK, "{}", third.text());
    let over = json!({ "verdict": "for", "over": true });
    let fourth = post(&site, "/api/v1/desk/1", "Ada Editor", &over).await;
    assert_eq!(fourth.status, StatusCode::OK, "{}", fourth.text());
    // What is about something else is in nobody's way.
    let date = json!({ "date": "2024-03-05" });
    let fifth = post(&site, "/api/v1/desk/1", "Grace Editor", &date).await;
    assert_eq!(fifth.status, StatusCode::OK, "{}", fifth.text());
}

#[tokio::test]
async fn a_change_hears_soon_that_another_program_is_writing() {
    let (site, address) = Site::hasty(std::time::Duration::from_millis(40)).await;
    site.admit("Ada Editor").await;
    let other = ovation_ledger::Ledger::open(&address, ovation_ledger::Opening::Existing);
    let other = other.await.unwrap();
    let held = other.begin().await.unwrap();
    let body = json!({ "exclude": true });
    for (path, body) in [
        ("/api/v1/desk/1", &body),
        ("/api/v1/log/9/undo", &json!({})),
    ] {
        let answer = post(&site, path, "Ada Editor", body).await;
        refused(&answer, 503, "locked");
        assert_eq!(answer.header("retry-after"), "5");
    }
    // Readers are not kept waiting, and nothing was entered.
    let review = site.get("/api/v1/reviews/1").await.json();
    assert_ne!(review["review"]["state"], "excluded", "{review}");
    drop(held);
    other.close().await;
    let answer = post(&site, "/api/v1/desk/1", "Ada Editor", &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
}

#[tokio::test]
async fn one_change_is_undone_as_one_and_what_holds_already_is_refused() {
    let site = Site::new().await;
    site.admit("Ada Editor").await;
    let before = site.get("/api/v1/outlets/1").await.text().to_owned();
    let body = json!({ "name": "The New Paper", "country": "SE", "weight": 2.5 });
    let answer = post(&site, "/api/v1/outlets/1", "Ada Editor", &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let entered = answer.json()["entered"].clone();
    let (first, last) = (
        entered["first"].as_i64().unwrap(),
        entered["last"].as_i64().unwrap(),
    );
    assert_eq!(last - first, 2, "{entered}");
    assert_ne!(site.get("/api/v1/outlets/1").await.text(), before);
    // Any of the three undoes the three.
    let path = format!("/api/v1/log/{}/undo", first + 1);
    let undone = post(&site, &path, "Ada Editor", &json!({})).await;
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text());
    assert_eq!(undone.json()["entries"], json!([first, first + 1, last]));
    assert_eq!(undone.json()["left"], json!([]));
    assert_eq!(site.get("/api/v1/outlets/1").await.text(), before);
    let mut head = site.ledger.head().await.unwrap();
    for entry in first..=last {
        let path = format!("/api/v1/log/{entry}/undo");
        let again = post(&site, &path, "Ada Editor", &json!({})).await;
        refused(&again, 422, "refused");
        assert_eq!(site.ledger.head().await.unwrap(), head, "{}", again.text());
    }
    for (path, body) in [
        ("/api/v1/outlets/1", body),
        ("/api/v1/outlets/2", json!({ "weight": 1.0 })),
        ("/api/v1/critics/1", json!({ "also": ["A. Nother"] })),
        ("/api/v1/films/1", json!({ "year": 1999 })),
        ("/api/v1/desk/1", json!({ "verdict": "against" })),
        ("/api/v1/desk/2", json!({ "exclude": true })),
        ("/api/v1/desk/3", json!({ "headline": "A lamp" })),
        ("/api/v1/desk/3", json!({ "clear": "film" })),
    ] {
        let mut answer = post(&site, path, "Ada Editor", &body).await;
        head = site.ledger.head().await.unwrap();
        if answer.status == StatusCode::OK {
            answer = post(&site, path, "Ada Editor", &body).await;
        }
        refused(&answer, 422, "refused");
        assert!(answer.text().contains("already"), "{}", answer.text());
        assert_eq!(site.ledger.head().await.unwrap(), head, "{path} {body}");
    }
}
