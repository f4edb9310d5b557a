//! What is suggested while somebody types.

use super::answer::{Thing, film_type};
use crate::api::json;
use crate::api::shapes::Problem;
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

/// Films suggested at once.
const FILMS: u32 = 10;

/// What may be said of a film beside its title.
const PROPERTIES: [(&str, &str); 7] = [
    ("year", "Year of first release"),
    ("director", "Director"),
    ("cast", "Cast"),
    ("original_title", "Original title"),
    ("imdb", "IMDb id"),
    ("tmdb", "TMDB id"),
    ("wikidata", "Wikidata id"),
];

/// What is suggested.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Suggested {
    /// Best first.
    result: Vec<FilmSuggestion>,
}

/// One thing that is suggested.
#[derive(Debug, Serialize, ToSchema)]
struct FilmSuggestion {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    /// Its types.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notable: Vec<Thing>,
}

/// Films whose title begins with something (OpenRefine's protocol, version 0.2).
#[utoipa::path(get, path = "/api/v1/reconcile/suggest/entity", tag = "reconciliation",
    params(
        ("prefix" = String, Query, description = "the beginning of a title, or an id"),
        ("cursor" = Option<u32>, Query, description = "how many to pass over, at most 90"),
    ),
    responses(
        (status = 200, description = "films, best first", body = Suggested),
        (status = 400, description = "a parameter could not be read", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(in crate::api) async fn films(
    State(site): State<Site>,
    ask: Ask,
) -> Result<Response, SiteError> {
    const WANTED: &str = "a number from 0 to 90";
    ask.query.only(&["prefix", "cursor"])?;
    let Some(prefix) = ask.query.get("prefix") else {
        return json(&Suggested { result: Vec::new() });
    };
    let over = ask.query.read("cursor", WANTED)?.unwrap_or(0_u32);
    if over > 90 {
        return Err(SiteError::bad("cursor", WANTED, &over.to_string()));
    }
    let hits = site.ledger.find_films(prefix, over + FILMS).await?;
    let films = hits
        .into_iter()
        .skip(over as usize)
        .map(|hit| FilmSuggestion {
            id: hit.film.id.to_string(),
            name: hit.film.titled(),
            description: (!hit.film.directors.is_empty())
                .then(|| format!("by {}", hit.film.directors.join(", "))),
            notable: vec![film_type()],
        });
    json(&Suggested {
        result: films.collect(),
    })
}

/// What may be said of films in queries (OpenRefine's protocol, version 0.2).
#[utoipa::path(get, path = "/api/v1/reconcile/suggest/property", tag = "reconciliation",
    params(
        ("prefix" = Option<String>, Query, description = "a part of the property's name"),
        ("cursor" = Option<u32>, Query, description = "how many to pass over"),
    ),
    responses(
        (status = 200, description = "the properties", body = Suggested),
        (status = 400, description = "a parameter could not be read", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(in crate::api) async fn properties(ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&["prefix", "cursor"])?;
    let wanted = ask.query.get("prefix").unwrap_or_default().to_lowercase();
    let over = ask.query.read("cursor", "a number")?.unwrap_or(0_u32);
    let known = PROPERTIES
        .iter()
        .filter(|(id, name)| id.contains(&wanted) || name.to_lowercase().contains(&wanted));
    let known = known.skip(over as usize).map(|(id, name)| FilmSuggestion {
        id: (*id).to_owned(),
        name: (*name).to_owned(),
        description: None,
        notable: Vec::new(),
    });
    json(&Suggested {
        result: known.collect(),
    })
}
