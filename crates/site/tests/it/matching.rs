//! Films asked for by programs, in OpenRefine's protocol, version 0.2.

use crate::site::{Answer, Site};
use axum::body::Body;
use axum::http::Request;
use ovation_ledger::Ledger;
use ovation_terms::{
    Actor, EntryBody, FilmChange, FilmFact, FilmId, FilmKey, FilmRecord, FilmsAdded, FilmsChanged,
};
use serde_json::{Value, json};
use url::form_urlencoded;

const PATH: &str = "/api/v1/reconcile";

pub(crate) async fn add(
    ledger: &Ledger,
    title: &str,
    year: i16,
    director: &str,
    imdb: &str,
) -> FilmId {
    let mut transaction = ledger.begin().await.unwrap();
    let id = transaction.next_film();
    let film = FilmRecord {
        title: title.to_owned(),
        year: Some(year),
        directors: vec![director.to_owned()],
        keys: vec![FilmKey::new("imdb", imdb)],
        ..FilmRecord::numbered(id)
    };
    let added = FilmsAdded {
        why: "a test".to_owned(),
        films: vec![film],
        act: None,
    };
    let at = "2024-05-30T00:00:00Z".parse().unwrap();
    let actor = Actor::import("films.csv");
    transaction
        .enter(at, &actor, EntryBody::FilmsAdded(added))
        .unwrap();
    transaction.commit().await.unwrap();
    id
}

pub(crate) async fn change_title(ledger: &Ledger, film: FilmId, title: &str) {
    let changed = FilmsChanged {
        changes: vec![FilmChange {
            film,
            facts: vec![FilmFact::Title(title.to_owned())],
        }],
        by_catalogue: true,
        ..FilmsChanged::default()
    };
    let mut transaction = ledger.begin().await.unwrap();
    let at = "2024-05-31T00:00:00Z".parse().unwrap();
    let actor = Actor::import("films.csv");
    transaction
        .enter(at, &actor, EntryBody::FilmsChanged(changed))
        .unwrap();
    transaction.commit().await.unwrap();
}

fn form(queries: &str) -> String {
    let mut made = form_urlencoded::Serializer::new(String::new());
    made.append_pair("queries", queries);
    made.finish()
}

async fn post(site: &Site, body: String) -> Answer {
    let request = Request::post(PATH)
        .header(
            "content-type",
            "application/x-www-form-urlencoded; charset=UTF-8",
        )
        .body(Body::from(body))
        .unwrap();
    site.ask(request).await
}

pub(crate) async fn ask(site: &Site, queries: &Value) -> Value {
    let answer = post(site, form(&queries.to_string())).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    answer.json()
}

#[tokio::test]
async fn the_service_says_what_it_is() {
    let site = Site::new().await;
    let answer = site.get(PATH).await;
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert!(
        answer
            .header("content-type")
            .starts_with("application/json")
    );
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    let manifest = answer.json();
    let wanted = json!({
        "versions": ["0.2"],
        "name": "Ovation",
        "identifierSpace": "https://scores.example/films",
        "schemaSpace": "https://scores.example/api",
        "defaultTypes": [{"id": "film", "name": "Film"}],
        "view": {"url": "https://scores.example/films/{{id}}"},
        "suggest": {
            "entity": {
                "service_url": "https://scores.example",
                "service_path": "/api/v1/reconcile/suggest/entity"
            },
            "property": {
                "service_url": "https://scores.example",
                "service_path": "/api/v1/reconcile/suggest/property"
            }
        }
    });
    assert_eq!(manifest, wanted);
    // Only what is public is open to pages elsewhere.
    let score = site.get("/api/v1/films/1/score").await;
    assert_eq!(score.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn queries_by_post_and_by_get_name_their_films_with_a_score() {
    let site = Site::new().await;
    let older = add(
        &site.ledger,
        "Salt Harbour",
        1961,
        "Otto Brand",
        "tt9000002",
    )
    .await;
    let newer = add(&site.ledger, "Salt Harbour", 2021, "Ada Quill", "tt9000003").await;
    let queries = json!({
        "q0": {"query": "salt harbour", "type": "film", "limit": 5, "type_strict": "any",
            "properties": [{"pid": "year", "v": 2021}]},
        "q1": {"query": "Salt Harbour"},
        "q2": {"query": "Salt Harbour", "limit": 1},
        "q3": {"query": "Salt Harbour", "type": ["person"]},
        "q4": {"query": "Nothing Like It At All"},
        "q5": {"query": "Salt Harbour", "properties": [{"pid": "director", "v": [{"id": "x", "name": "Otto Brand"}]}]},
        "q6": {"query": "", "properties": [{"pid": "imdb", "v": "https://www.imdb.com/title/tt9000002/"}]},
        "q7": {"query": "tt9000003"}
    });
    let found = ask(&site, &queries).await;
    assert_eq!(found.as_object().unwrap().len(), 8);
    let ids = |name: &str| -> Vec<String> {
        let result = found[name]["result"].as_array().unwrap().iter();
        result
            .map(|one| one["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let best = &found["q0"]["result"][0];
    assert_eq!(best["id"], newer.to_string());
    assert_eq!(best["name"], "Salt Harbour (2021)");
    assert_eq!(best["type"], json!([{"id": "film", "name": "Film"}]));
    assert_eq!(best["match"], true);
    let score = best["score"].as_f64().unwrap();
    assert!((50.0..=100.0).contains(&score), "{score}");
    assert!(
        best["description"]
            .as_str()
            .unwrap()
            .starts_with("by Ada Quill; ")
    );
    assert_eq!(ids("q1"), [older.to_string(), newer.to_string()]);
    for one in found["q1"]["result"].as_array().unwrap() {
        assert_eq!(one["match"], false, "{one}");
    }
    assert_eq!(ids("q2").len(), 1);
    assert_eq!((ids("q3").len(), ids("q4").len()), (0, 0));
    for (name, film) in [("q5", older), ("q6", older), ("q7", newer)] {
        assert_eq!(ids(name)[0], film.to_string(), "{name}");
        assert_eq!(found[name]["result"][0]["match"], true, "{name}");
    }
    let short = json!({"q0": queries["q0"]});
    let by_get = site
        .get(&format!("{PATH}?{}", form(&short.to_string())))
        .await;
    assert_eq!(by_get.json()["q0"], found["q0"]);
}

#[tokio::test]
async fn films_that_enter_or_change_are_found_at_once() {
    let site = Site::new().await;
    let queries = json!({"q": {"query": "The Tin Orchard"}});
    let before = ask(&site, &queries).await;
    assert_eq!(before["q"]["result"], json!([]));
    let film = add(
        &site.ledger,
        "The Tin Orchard",
        2024,
        "Ines Falk",
        "tt9000001",
    )
    .await;
    let after = ask(&site, &queries).await;
    assert_eq!(after["q"]["result"][0]["id"], film.to_string());
    change_title(&site.ledger, film, "Glass Coast").await;
    let renamed = ask(&site, &json!({"q": {"query": "Glass Coast"}})).await;
    assert_eq!(renamed["q"]["result"][0]["id"], film.to_string());
    assert_eq!(renamed["q"]["result"][0]["name"], "Glass Coast (2024)");
    assert_eq!(ask(&site, &queries).await["q"]["result"], json!([]));
}

#[tokio::test]
async fn too_much_and_what_is_no_query_is_refused() {
    let site = Site::new().await;
    let many: serde_json::Map<String, Value> = (0..51)
        .map(|number| (format!("q{number}"), json!({"query": "Salt"})))
        .collect();
    for (body, status) in [
        (form(&Value::Object(many).to_string()), 400),
        (form("[1]"), 400),
        (form("{"), 400),
        ("query=Salt".to_owned(), 400),
        (format!("queries={}", "x".repeat(300 * 1024)), 413),
    ] {
        let answer = post(&site, body).await;
        assert_eq!(answer.status, status, "{}", answer.text());
        let kind = answer.header("content-type");
        assert_eq!(kind, "application/problem+json");
    }
    let as_json = Request::post(PATH)
        .header("content-type", "application/json")
        .body(Body::from("{\"q\":{\"query\":\"Salt\"}}"))
        .unwrap();
    assert_eq!(site.ask(as_json).await.status, 400);
    let with_callback = site.get(&format!("{PATH}?callback=run")).await;
    assert_eq!(with_callback.status, 400, "{}", with_callback.text());
}

#[tokio::test]
async fn films_and_properties_are_suggested_while_somebody_types() {
    let site = Site::new().await;
    let film = add(
        &site.ledger,
        "The Tin Orchard",
        2024,
        "Ines Falk",
        "tt9000001",
    )
    .await;
    let found = site
        .get(&format!("{PATH}/suggest/entity?prefix=the+tin"))
        .await;
    let wanted = json!({"result": [{
        "id": film.to_string(), "name": "The Tin Orchard (2024)",
        "description": "by Ines Falk", "notable": [{"id": "film", "name": "Film"}]
    }]});
    assert_eq!(found.json(), wanted);
    let further = site
        .get(&format!("{PATH}/suggest/entity?prefix=the+tin&cursor=1"))
        .await;
    assert_eq!(further.json(), json!({"result": []}));
    let found = site
        .get(&format!("{PATH}/suggest/property?prefix=direc"))
        .await;
    let wanted = json!({"result": [{"id": "director", "name": "Director"}]});
    assert_eq!(found.json(), wanted);
}
