//! Who may be one is listed with reasons, answered with a token, remembered, and taken back.

use crate::record;
use crate::site::{Answer, Site};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use ovation_desk::KeptSuggestions;
use serde_json::{Value, json};

async fn post(site: &Site, token: &str, path: &str, body: &Value) -> Answer {
    let request = Request::post(path)
        .header("authorization", format!("Bearer {token}"))
        .body(Body::from(body.to_string()))
        .unwrap();
    site.ask(request).await
}

/// The pairs that are suggested: whom a "yes" keeps, and whom it takes for that one.
async fn suggested(site: &Site, of: &str) -> Vec<(String, String)> {
    let answer = site.get(&format!("/api/v1/suggestions?of={of}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let all = answer.json();
    let all = all["suggestions"].as_array().unwrap().clone();
    let name = |of: &Value| of["name"].as_str().unwrap_or_default().to_owned();
    all.iter()
        .filter(|it| it["kind"] != "two_critics")
        .map(|it| (name(&it["one"]), name(&it["other"])))
        .collect()
}

#[tokio::test]
async fn a_suggestion_is_answered_remembered_and_taken_back() {
    let site = Site::new().await;
    site.admit("Ada Editor").await;
    let token = "token of Ada Editor";
    assert_eq!(suggested(&site, "critics").await, []);
    assert_eq!(suggested(&site, "outlets").await, []);
    record::add_review(&site.ledger, 4, "Runa Wexford", "8/10").await;
    record::add_review(&site.ledger, 5, "R. Wexford", "7/10").await;
    let pair = ("Runa Wexford".to_owned(), "R. Wexford".to_owned());
    assert_eq!(
        suggested(&site, "critics").await,
        std::slice::from_ref(&pair)
    );

    let answer = site.get("/api/v1/suggestions").await.json();
    let found = &answer["suggestions"][0];
    assert_eq!(found["signs"], json!(["same-outlet"]));
    assert_eq!(found["reasons"].as_array().unwrap().len(), 2);
    let said = |word: &str| {
        json!({
            "kind": found["kind"], "one": found["one"]["id"], "other": found["other"]["id"],
            "answer": word, "reason": "seen"
        })
    };
    let path = "/api/v1/suggestions";
    let refused = post(&site, "nobody's", path, &said("no")).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);

    let no = post(&site, token, path, &said("no")).await;
    assert_eq!(no.status, StatusCode::OK, "{}", no.text());
    assert_eq!(suggested(&site, "critics").await, []);
    let again = post(&site, token, path, &said("no")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);

    let entry = no.json()["entered"]["last"].as_i64().unwrap();
    let undo = format!("/api/v1/log/{entry}/undo");
    let undone = post(&site, token, &undo, &json!({})).await;
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text());
    assert_eq!(suggested(&site, "critics").await, [pair]);

    let yes = post(&site, token, path, &said("yes")).await;
    assert_eq!(yes.status, StatusCode::OK, "{}", yes.text());
    assert_eq!(suggested(&site, "critics").await, []);
}

#[tokio::test]
async fn kept_suggestions_are_those_made_anew_after_every_change_and_undo() {
    let site = Site::new().await;
    site.admit("Ada Editor").await;
    let token = "token of Ada Editor";
    let mut kept = KeptSuggestions::default();
    let mut hold = async |after: &str| {
        let mut anew = KeptSuggestions::default();
        let (followed, made) = (
            kept.critics(&site.ledger).await.unwrap(),
            anew.critics(&site.ledger).await.unwrap(),
        );
        assert_eq!(followed, made, "critics after {after}");
        let (followed, made) = (
            kept.outlets(&site.ledger).await.unwrap(),
            anew.outlets(&site.ledger).await.unwrap(),
        );
        assert_eq!(followed, made, "outlets after {after}");
    };
    hold("opening").await;
    for (film, critic) in [
        (4, "Runa Wexford"),
        (5, "R. Wexford"),
        (3, "rwexford"),
        (2, "Wexford Runa"),
    ] {
        record::add_review(&site.ledger, film, critic, "8/10").await;
        hold(critic).await;
    }
    let pairs = suggested(&site, "critics").await;
    assert!(
        pairs.iter().any(|(_, other)| other == "rwexford"),
        "{pairs:?}"
    );
    let runa = number_of(&site, "Runa Wexford").await;
    let initial = number_of(&site, "R. Wexford").await;
    let merge = format!("/api/v1/critics/{initial}/merge");
    let mut entries = Vec::new();
    for (path, body) in [
        (merge.as_str(), json!({ "into": runa })),
        ("/api/v1/outlets/2/merge", json!({ "into": 1 })),
        ("/api/v1/films/5/merge", json!({ "into": 4 })),
        ("/api/v1/critics/1", json!({ "also": ["Runa Wexford"] })),
        (
            "/api/v1/critics/1/split",
            json!({ "reviews": [1], "name": "Ada Marlow II" }),
        ),
        ("/api/v1/outlets/3", json!({ "name": "Evening Lantern" })),
        ("/api/v1/reviews/1/withdraw", json!({ "by": "critic" })),
    ] {
        let answer = post(&site, token, path, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        entries.push(answer.json()["entered"]["last"].as_i64().unwrap());
        hold(path).await;
    }
    for entry in entries.into_iter().rev() {
        let undo = format!("/api/v1/log/{entry}/undo");
        let answer = post(&site, token, &undo, &json!({})).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        hold(&undo).await;
    }
}

/// The number of a critic by name.
async fn number_of(site: &Site, name: &str) -> i64 {
    let mut found = None;
    site.ledger
        .each_critic(&mut |id, called| {
            if called == name {
                found = Some(id.0);
            }
        })
        .await
        .unwrap();
    found.unwrap()
}

#[tokio::test]
async fn an_answer_says_what_it_is_about() {
    let site = Site::new().await;
    site.admit("Ada Editor").await;
    let token = "token of Ada Editor";
    for (body, status) in [
        (
            json!({ "kind": "one_critic", "one": 1, "answer": "no" }),
            400,
        ),
        (
            json!({ "kind": "one_outlet", "one": 1, "answer": "no" }),
            400,
        ),
        (
            json!({ "kind": "two_critics", "one": 1, "other": 2, "answer": "no" }),
            400,
        ),
        (
            json!({ "kind": "one_critic", "one": 1, "other": 2, "answer": "perhaps" }),
            400,
        ),
        (
            json!({ "kind": "one_critic", "one": 1, "other": 2, "answer": "no" }),
            422,
        ),
        (
            json!({ "kind": "two_critics", "one": 1, "answer": "yes" }),
            422,
        ),
        (
            json!({ "kind": "one_critic", "one": 1, "other": 1, "answer": "yes" }),
            422,
        ),
    ] {
        let answer = post(&site, token, "/api/v1/suggestions", &body).await;
        assert_eq!(answer.status.as_u16(), status, "{body}: {}", answer.text());
    }
    let wrong = site.get("/api/v1/suggestions?of=films").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}
