//! Every value that a reader sees can be corrected through the API, and the correction taken back; and
//! what is nobody else's business is on no page.

mod told;

use crate::record;
use crate::site::{Answer, Site};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use told::articles_of;
use url::form_urlencoded;

async fn post(site: &Site, path: &str, body: &Value) -> Answer {
    let request = Request::post(path)
        .header("authorization", "Bearer token of Ada Editor")
        .body(Body::from(body.to_string()))
        .unwrap();
    site.ask(request).await
}

/// Where a value of an answer comes from.
enum Way {
    /// It is corrected by this body, sent there.
    Corrected(&'static str, Value),
    /// It follows from other values, or is the record's own.
    Follows,
}

use Way::{Corrected, Follows};

/// The values of a review, and how each is corrected.
fn of_review() -> Vec<(&'static str, Way)> {
    let desk = |body| Corrected("/api/v1/desk/1", body);
    vec![
        ("id", Follows),
        ("film", desk(json!({ "film": 3 }))),
        ("critic", desk(json!({ "critic": 2 }))),
        // Whoever says whose it is says it of the whole by-line.
        ("also_by", Follows),
        (
            "outlet",
            desk(json!({ "create_outlet": { "name": "Quay Review" } })),
        ),
        ("url", desk(json!({ "url": "https://quay.example/lamp" }))),
        ("published", desk(json!({ "date": "2024-01-17" }))),
        ("first_recorded", Follows),
        ("rating_printed", desk(json!({ "rating": "4/5" }))),
        ("rating", Follows),
        ("p", desk(json!({ "verdict": "against" }))),
        ("basis", Follows),
        ("judged", Follows),
        ("state", desk(json!({ "exclude": true }))),
        (
            "state",
            Corrected("/api/v1/reviews/1/withdraw", json!({ "by": "critic" })),
        ),
        (
            "reasons",
            Corrected("/api/v1/reviews/1/withdraw", json!({ "by": "page_gone" })),
        ),
        ("in_score", Follows),
        // The source's own words, which are shown or deleted.
        ("excerpt", Follows),
        ("entry", Follows),
        ("entry_hash", Follows),
        ("evidence", Follows),
        ("page", Follows),
    ]
}

fn of_critic() -> Vec<(&'static str, Way)> {
    let critic = |body| Corrected("/api/v1/critics/1", body);
    vec![
        ("id", Follows),
        ("name", critic(json!({ "name": "Ada Marlowe" }))),
        ("also", critic(json!({ "also": ["A. Marlow"] }))),
        (
            "reviews",
            Corrected(
                "/api/v1/critics/1/split",
                json!({ "reviews": [1], "name": "Ada Marlow II" }),
            ),
        ),
        (
            "reviews",
            Corrected("/api/v1/critics/2/merge", json!({ "into": "Ada Marlow" })),
        ),
        ("page", Follows),
    ]
}

fn of_outlet() -> Vec<(&'static str, Way)> {
    let outlet = |body| Corrected("/api/v1/outlets/1", body);
    vec![
        ("id", Follows),
        ("name", outlet(json!({ "name": "Evening Lantern" }))),
        ("also", outlet(json!({ "also": ["The Lantern"] }))),
        ("domain", outlet(json!({ "domain": "elsewhere.example" }))),
        (
            "reviews",
            Corrected("/api/v1/outlets/2/merge", json!({ "into": 1 })),
        ),
        ("page", Follows),
    ]
}

fn of_film() -> Vec<(&'static str, Way)> {
    let film = |body| Corrected("/api/v1/films/1", body);
    vec![
        ("id", Follows),
        ("title", film(json!({ "title": "The Lamplighter’s Son" }))),
        (
            "other_titles",
            film(json!({ "other_titles": ["El farolero"] })),
        ),
        ("year", film(json!({ "year": 1999 }))),
        ("directors", film(json!({ "directors": ["Ines Vale"] }))),
        ("keys", film(json!({ "ids": ["imdb:tt7654321"] }))),
        ("kind", film(json!({ "kind": "series" }))),
        ("season", film(json!({ "season": 2 }))),
        ("series", Follows),
        ("writers", film(json!({ "writers": ["Otto Brand"] }))),
        ("cast", film(json!({ "cast": ["Nora Vale"] }))),
        ("countries", film(json!({ "countries": ["SE"] }))),
        ("genres", film(json!({ "genres": ["Drama"] }))),
        ("runtime_minutes", film(json!({ "runtime_minutes": 104 }))),
        ("synopsis", film(json!({ "synopsis": "A lamp goes out." }))),
        (
            "poster",
            film(json!({ "poster": {
                "url": "https://studio.example/p.jpg", "licence": "CC0", "credit": "Ines Falk",
            } })),
        ),
        ("page", Follows),
    ]
}

/// Corrects each value, sees that it changed, undoes it, and sees that all is as it was.
async fn walk(path: &str, name: &str, table: Vec<(&'static str, Way)>) {
    let site = Site::new().await;
    site.admit("Ada Editor").await;
    let shown = async || site.get(path).await.json()[name].clone();
    let keys: Vec<String> = shown().await.as_object().unwrap().keys().cloned().collect();
    for key in &keys {
        let known = table.iter().any(|(known, _)| known == key);
        assert!(known, "nobody has said how `{key}` of {name} is corrected");
    }
    for (key, way) in table {
        let Corrected(to, body) = way else { continue };
        let before = shown().await;
        let answer = post(&site, to, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{body}: {}", answer.text());
        assert_ne!(shown().await[key], before[key], "{key} by {body}");
        let entry = answer.json()["entered"]["last"].as_i64().unwrap();
        let undo = format!("/api/v1/log/{entry}/undo");
        let undone = post(&site, &undo, &json!({})).await;
        assert_eq!(undone.status, StatusCode::OK, "{key}: {}", undone.text());
        let after = shown().await;
        for other in keys.iter().filter(|other| !other.starts_with("entry")) {
            assert_eq!(after[other], before[other], "{other} after undoing {key}");
        }
    }
}

#[tokio::test]
async fn every_value_of_a_review_is_corrected_and_the_correction_taken_back() {
    walk("/api/v1/reviews/1", "review", of_review()).await;
}

#[tokio::test]
async fn every_value_of_a_critic_is_corrected_and_the_correction_taken_back() {
    walk("/api/v1/critics/1", "critic", of_critic()).await;
}

#[tokio::test]
async fn every_value_of_an_outlet_is_corrected_and_the_correction_taken_back() {
    walk("/api/v1/outlets/1", "outlet", of_outlet()).await;
}

#[tokio::test]
async fn every_value_of_a_film_is_corrected_and_the_correction_taken_back() {
    walk("/api/v1/films/1", "film", of_film()).await;
}

#[tokio::test]
async fn language_and_headline_are_corrected_on_the_page() {
    let site = Site::new().await;
    site.admit("Ada Editor").await;
    let before = site.page("/reviews/1").await;
    let mut entries = Vec::new();
    for body in [
        json!({ "headline": "A lamp for the whole valley" }),
        json!({ "language": "sv" }),
    ] {
        let answer = post(&site, "/api/v1/desk/1", &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        entries.push(answer.json()["entered"]["last"].as_i64().unwrap());
    }
    let page = site.page("/reviews/1").await;
    assert!(page.contains("A lamp for the whole valley") && !before.contains("whole valley"));
    assert!(page.contains("lang=\"sv\""), "{page}");
    for entry in entries {
        let undo = format!("/api/v1/log/{entry}/undo");
        assert_eq!(post(&site, &undo, &json!({})).await.status, StatusCode::OK);
    }
    let listed = site.get("/api/v1/reviews/1").await.json();
    assert!(!listed["review"].to_string().contains("whole valley"));
}

#[tokio::test]
async fn what_film_press_says_is_hidden_and_shown_again() {
    let site = Site::new().await;
    site.admit("Ada Editor").await;
    record::add_press(&site.ledger).await;
    let said = async || {
        let told = site.get("/api/v1/films/1/press").await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.text());
        told.text().to_owned()
    };
    let before = said().await;
    let articles = site
        .ledger
        .press_of_film(ovation_terms::FilmId(1), None, 10)
        .await
        .unwrap();
    let with_words = articles
        .iter()
        .find(|it| !it.read.finding.statements.is_empty())
        .unwrap();
    let path = format!("/api/v1/press/{}", with_words.entry);
    for body in [
        json!({ "hide": true }),
        json!({ "part": "statement", "number": 1, "hide": true }),
        json!({ "part": "statement", "number": 1, "speaker": "Ines Vale" }),
        json!({ "part": "event", "number": 1, "hide": true }),
        json!({ "part": "claim", "number": 1, "hide": true }),
        json!({ "part": "credit", "number": 1, "hide": true }),
    ] {
        let part = body["part"].as_str().unwrap_or("statement");
        let path = articles
            .iter()
            .find(|it| match part {
                "event" => !it.read.finding.events.is_empty(),
                "claim" => !it.read.finding.claims.is_empty(),
                "credit" => !it.read.finding.credits.is_empty(),
                _ => !it.read.finding.statements.is_empty(),
            })
            .map(|it| format!("/api/v1/press/{}", it.entry))
            .unwrap();
        let answer = post(&site, &path, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{body}: {}", answer.text());
        assert_ne!(said().await, before, "{body}");
        let entry = answer.json()["entered"]["last"].as_i64().unwrap();
        let undo = format!("/api/v1/log/{entry}/undo");
        assert_eq!(post(&site, &undo, &json!({})).await.status, StatusCode::OK);
        assert_eq!(
            articles_of(&said().await),
            articles_of(&before),
            "{body} undone"
        );
    }
    for body in [
        json!({ "part": "statement", "number": 99, "hide": true }),
        json!({ "part": "event", "number": 1, "speaker": "Ines Vale" }),
        json!({ "speaker": "Ines Vale" }),
    ] {
        let answer = post(&site, &path, &body).await;
        assert_eq!(answer.status.as_u16(), 422, "{body}: {}", answer.text());
    }
}

#[tokio::test]
async fn what_was_merged_is_found_by_every_name_and_is_two_again() {
    let site = Site::new().await;
    site.admit("Ada Editor").await;
    let ok = async |path: &str, body: Value| {
        let answer = post(&site, path, &body).await;
        assert_eq!(
            answer.status,
            StatusCode::OK,
            "{path} {body}: {}",
            answer.text()
        );
        answer.json()
    };
    ok("/api/v1/critics/1", json!({ "name": "Ada Thorne" })).await;
    ok("/api/v1/critics/2/merge", json!({ "into": "Ada Marlow" })).await;
    ok("/api/v1/outlets/2/merge", json!({ "into": 1 })).await;
    ok("/api/v1/films/3/merge", json!({ "into": 1 })).await;
    for words in ["Ada Thorne", "ada marlow", "Bruno Teixeira Vale"] {
        let query: String = form_urlencoded::byte_serialize(words.as_bytes()).collect();
        let found = site.get(&format!("/api/v1/search?q={query}")).await.json();
        assert_eq!(found["critics"][0]["id"], 1, "{words}: {found}");
        let page = site.page(&format!("/search?q={query}")).await;
        assert!(page.contains("Ada Thorne"), "{words}");
        let panel = format!("/api/v1/films/5/score?panel=critics:{query}");
        let by_name = site.get(&panel).await;
        assert_eq!(by_name.status, StatusCode::OK, "{}", by_name.text());
        assert_eq!(by_name.json()["score"]["panel"], "critics:1", "{words}");
        // Whose it is already is said by the one who is found, whatever the name.
        let body = json!({ "critic": words, "over": true });
        let answer = post(&site, "/api/v1/desk/4", &body).await;
        let answer = answer.text();
        let is_theirs = answer.contains("critic 1 wrote it") || answer.contains(r#""entered""#);
        assert!(is_theirs, "{words}: {answer}");
    }
    let nobody = site
        .get("/api/v1/films/5/score?panel=critics:Ada%20Thrne")
        .await;
    assert_eq!(nobody.status, StatusCode::BAD_REQUEST);
    assert!(nobody.text().contains("Ada Thorne"), "{}", nobody.text());
    for (path, body) in [
        ("/api/v1/critics/2/merge", json!({ "into": 3 })),
        ("/api/v1/critics/1/merge", json!({ "into": 2 })),
        (
            "/api/v1/critics/1/merge",
            json!({ "into": "Nobody At All" }),
        ),
        ("/api/v1/critics/3/unmerge", json!({})),
        ("/api/v1/films/99/merge", json!({ "into": 1 })),
    ] {
        let answer = post(&site, path, &body).await;
        assert_eq!(
            answer.status.as_u16(),
            422,
            "{path} {body}: {}",
            answer.text()
        );
    }
    for path in ["/api/v1/critics/2", "/api/v1/outlets/2", "/api/v1/films/3"] {
        ok(
            &format!("{path}/unmerge"),
            json!({ "reason": "two after all" }),
        )
        .await;
        let sort = path.split('/').nth(3).unwrap().trim_end_matches('s');
        let own = site.get(path).await.json()[sort]["id"].clone();
        assert_eq!(path.rsplit('/').next(), Some(own.to_string().as_str()));
    }
}

#[tokio::test]
async fn a_withdrawal_is_refused_where_the_review_changed_since_it_was_looked_at() {
    let site = Site::new().await;
    site.admit("Ada Editor").await;
    let shown = site.get("/api/v1/reviews/1").await.json();
    let seen = shown["history"]
        .as_array()
        .unwrap()
        .last()
        .cloned()
        .unwrap();
    let settled = post(&site, "/api/v1/desk/1", &json!({ "verdict": "against" })).await;
    assert_eq!(settled.status, StatusCode::OK);
    let stale = json!({ "by": "critic", "seen": seen });
    let refused = post(&site, "/api/v1/reviews/1/withdraw", &stale).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
    let gone = post(
        &site,
        "/api/v1/reviews/1/withdraw",
        &json!({ "by": "critic" }),
    )
    .await;
    assert_eq!(
        gone.json()["review"]["state"],
        "excluded",
        "{}",
        gone.text()
    );
    let stale = json!({ "seen": seen });
    let refused = post(&site, "/api/v1/reviews/1/reinstate", &stale).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
    let back = post(&site, "/api/v1/reviews/1/reinstate", &json!({})).await;
    assert_eq!(back.json()["review"]["state"], "counted", "{}", back.text());
    let again = post(&site, "/api/v1/reviews/1/reinstate", &json!({})).await;
    assert_eq!(
        again.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        again.text()
    );
    let nobody = Request::post("/api/v1/reviews/1/withdraw")
        .body(Body::from(r#"{"by":"critic"}"#))
        .unwrap();
    assert_eq!(site.ask(nobody).await.status, StatusCode::UNAUTHORIZED);
}
