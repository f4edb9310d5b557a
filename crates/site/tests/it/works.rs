//! Series and seasons on pages and in the API, and what a film's page shows of a poster and a synopsis.

use crate::site::{Answer, Site};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use ovation_terms::POSTER_BYTES;
use serde_json::{Value, json};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01";

async fn with_editor() -> Site {
    let site = Site::new().await;
    site.admit("Ada Editor").await;
    site
}

async fn send(site: &Site, path: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path).header("authorization", "Bearer token of Ada Editor");
    site.ask(request.body(body.into()).unwrap()).await
}

async fn set(site: &Site, film: i64, body: Value) -> Answer {
    let answer = send(site, &format!("/api/v1/films/{film}"), body.to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{body}: {}", answer.text());
    answer
}

async fn films(site: &Site, query: &str) -> Vec<i64> {
    let answer = site.get(&format!("/api/v1/films{query}")).await.json();
    let films = answer["films"].as_array().unwrap();
    let mut ids: Vec<i64> = films
        .iter()
        .map(|film| film["id"].as_i64().unwrap())
        .collect();
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn lists_show_films_and_series_only_where_they_are_asked_for() {
    let site = with_editor().await;
    let all = films(&site, "").await;
    assert!(all.len() >= 3 && !site.page("/films").await.contains("kind=series"));
    set(&site, 1, json!({ "kind": "series" })).await;
    set(&site, 2, json!({ "season": 2, "series": 1 })).await;
    let left: Vec<i64> = all.iter().copied().filter(|id| *id > 2).collect();
    assert_eq!(films(&site, "").await, left);
    assert_eq!(films(&site, "?kind=series").await, [1]);
    assert_eq!(films(&site, "?kind=season").await, [2]);
    let refused = site.get("/api/v1/films?kind=play").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let list = site.page("/films").await;
    assert!(list.contains("href=\"/films?kind=series\""), "{list}");
    assert!(
        !list.contains("href=\"/films/1/") && !site.page("/").await.contains("href=\"/films/1/")
    );
    assert!(
        site.page("/films?kind=series")
            .await
            .contains("href=\"/films/1/")
    );
    // Each says what it is, and leads to the other.
    let of = |id: i64| site.get_film(id);
    let (series, season) = (of(1).await, of(2).await);
    assert_eq!(
        (&series["kind"], &season["kind"]),
        (&"series".into(), &"season".into())
    );
    assert_eq!(
        (&season["season"], &season["series"]),
        (&2.into(), &1.into())
    );
    let page = site.page(series["page"].as_str().unwrap()).await;
    assert!(
        page.contains("Series · ") && page.contains(">season 2</a>"),
        "{page}"
    );
    let page = site.page(season["page"].as_str().unwrap()).await;
    assert!(page.contains("Season 2 of <a href=\"/films/1/"), "{page}");
}

#[tokio::test]
async fn a_poster_that_the_record_keeps_is_shown_with_its_credit_as_long_as_it_is_the_films() {
    let site = with_editor().await;
    let path = "/api/v1/films/1/poster?licence=CC%20BY%204.0&credit=Ines%20%3Cb%3EFalk";
    let answer = send(&site, path, PNG).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let film = site.get_film(1).await;
    let address = film["poster"]["address"].as_str().unwrap().to_owned();
    let picture = site.get(&address).await;
    assert_eq!(
        (picture.status, picture.body.as_slice()),
        (StatusCode::OK, PNG)
    );
    assert_eq!(picture.header("content-type"), "image/png");
    assert_eq!(picture.header("x-content-type-options"), "nosniff");
    let page = site.page(film["page"].as_str().unwrap()).await;
    assert!(
        page.contains(&format!("<img class=\"plate\" src=\"{address}\"")),
        "{page}"
    );
    assert!(
        page.contains("CC BY 4.0") && !page.contains("<b>Falk"),
        "{page}"
    );
    // Another film's address gives nothing, nor this one once it is no longer the film's.
    let other = address.replace("/posters/1/", "/posters/2/");
    assert_eq!(site.get(&other).await.status, StatusCode::NOT_FOUND);
    let entry = answer.json()["entered"]["last"].as_i64().unwrap();
    send(&site, &format!("/api/v1/log/{entry}/undo"), "{}").await;
    assert_eq!(site.get(&address).await.status, StatusCode::NOT_FOUND);
    for (path, body, status) in [
        (path, b"<svg/>".to_vec(), StatusCode::BAD_REQUEST),
        (
            path,
            vec![0; POSTER_BYTES + 1],
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
        (
            "/api/v1/films/1/poster?licence=CC0",
            PNG.to_vec(),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ] {
        assert_eq!(send(&site, path, body).await.status, status, "{path}");
    }
    let nobody = Request::post(path).body(Body::from(PNG)).unwrap();
    assert_eq!(site.ask(nobody).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_poster_elsewhere_is_a_link_and_what_people_write_is_escaped() {
    let site = with_editor().await;
    set(
        &site,
        1,
        json!({
            "synopsis": "A lamp <script>alert(1)</script> goes out.",
            "runtime_minutes": 104,
            "writers": ["Otto <b>Brand"],
            "add_titles": [{ "title": "La lámpara", "language": "es" }],
            "poster": {
                "url": "https://studio.example/p.jpg?a=\"><script>", "licence": "CC0", "credit": "Ada",
            },
        }),
    )
    .await;
    let film = site.get_film(1).await;
    let answer = site.get(film["page"].as_str().unwrap()).await;
    let page = answer.text();
    assert!(
        !page.contains("<script") && !page.contains("<b>Brand"),
        "{page}"
    );
    assert!(page.contains("A lamp &"), "{page}");
    assert!(
        page.contains("104 minutes") && page.contains("La lámpara"),
        "{page}"
    );
    // No picture of another site is loaded: the policy allows the site's own alone.
    assert!(
        page.contains("href=\"https://studio.example/p.jpg") && !page.contains("<img src=\"http")
    );
    assert!(
        answer
            .header("content-security-policy")
            .contains("img-src 'self'")
    );
    let refused =
        json!({ "poster": { "url": "javascript:alert(1)", "licence": "x", "credit": "y" } });
    let refused = send(&site, "/api/v1/films/1", refused.to_string()).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        refused.text()
    );
}

impl Site {
    async fn get_film(&self, id: i64) -> Value {
        let answer = self.get(&format!("/api/v1/films/{id}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.json()["film"].clone()
    }
}
