//! The JSON API under `/api/v1/`, described by OpenAPI from the same handlers.
//!
//! Every score, point and review says at which clocks and at which head of the ledger it holds.
//! Parameters nobody reads are refused, so that a mistyped name is not taken for its absence.

mod asked;
mod badges;
mod change;
mod correct;
mod films;
mod merge;
mod others;
mod press;
mod reconcile;
mod records;
mod shapes;
mod suggestions;
mod texts;

use crate::error::SiteError;
use crate::front::Site;
use axum::Router;
use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Serialize;
use shapes::Problem;
use std::sync::LazyLock;
use utoipa::openapi::Components;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(info(
    title = "Ovation",
    description = "The open record of how films are received. Reading needs no key. Scores carry their \
        90 % interval, the number of reviews, the formula and both clocks. Settling needs the token \
        of somebody whom the operator admitted (`ovation editors admit`).",
    license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT")
), modifiers(&Tokens))]
struct Described;

/// How a token is shown.
struct Tokens;

impl Modify for Tokens {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let bearer = Http::new(HttpAuthScheme::Bearer);
        let parts = api.components.get_or_insert_with(Components::new);
        parts.add_security_scheme("token", SecurityScheme::Http(bearer));
    }
}

fn described() -> OpenApiRouter<Site> {
    OpenApiRouter::with_openapi(Described::openapi())
        .routes(routes!(films::films))
        .routes(routes!(films::film, correct::film))
        .routes(routes!(correct::poster))
        .routes(routes!(films::score))
        .routes(routes!(films::timeline))
        .routes(routes!(films::reviews))
        .routes(routes!(films::receipt))
        .routes(routes!(badges::badges))
        .routes(routes!(badges::film_badges))
        .routes(routes!(texts::consensus, texts::write_consensus))
        .routes(routes!(texts::draft))
        .routes(routes!(records::series))
        .routes(routes!(press::film_press))
        .routes(routes!(press::people))
        .routes(routes!(press::person))
        .routes(routes!(press::quotes::quotes))
        .routes(routes!(others::review))
        .routes(routes!(others::desk))
        .routes(routes!(change::settle))
        .routes(routes!(change::undo))
        .routes(routes!(others::critic, correct::critic))
        .routes(routes!(records::habit))
        .routes(routes!(texts::write_biography))
        .routes(routes!(correct::split_critic))
        .routes(routes!(others::outlet, correct::outlet))
        .routes(routes!(records::outlet_critics))
        .routes(routes!(texts::write_about))
        .routes(routes!(records::festivals))
        .routes(routes!(records::festival))
        .routes(routes!(records::awards))
        .routes(routes!(records::award))
        .routes(routes!(correct::press))
        .routes(routes!(merge::merge_film))
        .routes(routes!(merge::unmerge_film))
        .routes(routes!(merge::merge_critic))
        .routes(routes!(merge::unmerge_critic))
        .routes(routes!(merge::merge_outlet))
        .routes(routes!(merge::unmerge_outlet))
        .routes(routes!(merge::withdraw))
        .routes(routes!(merge::reinstate))
        .routes(routes!(suggestions::list, suggestions::answer))
        .routes(routes!(others::search))
        .routes(routes!(reconcile::asked, reconcile::sent))
        .routes(routes!(reconcile::suggest::films))
        .routes(routes!(reconcile::suggest::properties))
        .routes(routes!(others::health))
}

/// Where programs ask which film rows of a table mean.
pub(crate) use reconcile::PATH as RECONCILE;

/// [`openapi`], made once.
pub(crate) static OPENAPI: LazyLock<String> = LazyLock::new(openapi);

/// The API's OpenAPI description as indented JSON with a line feed at the end.
///
/// The same text stands at `/api/v1/openapi.json` and in `docs/reference/openapi.json`.
pub fn openapi() -> String {
    let (_, api) = described().split_for_parts();
    let mut text = api.to_pretty_json().unwrap_or_else(|_| "{}".to_owned());
    text.push('\n');
    text
}

/// Every address of the API.
pub(crate) fn routes() -> Router<Site> {
    let (router, _) = described().split_for_parts();
    router.route("/api/v1/openapi.json", get(description))
}

async fn description() -> Response {
    ([(CONTENT_TYPE, "application/json")], OPENAPI.as_str()).into_response()
}

/// An answer as JSON.
fn json(answer: &impl Serialize) -> Result<Response, SiteError> {
    let text = serde_json::to_string(answer)?;
    Ok(([(CONTENT_TYPE, "application/json")], text).into_response())
}

/// What went wrong, as a problem document.
///
/// # Source
/// RFC 9457.
pub(crate) fn problem(error: &SiteError, path: &str) -> Response {
    let problem = Problem {
        kind: format!("urn:ovation:problem:{}", error.code()),
        title: error.heading().to_owned(),
        status: error.status().as_u16(),
        detail: error.to_string(),
        instance: path.chars().take(200).collect(),
    };
    let text = serde_json::to_string(&problem).unwrap_or_else(|_| "{}".to_owned());
    let kind = [(CONTENT_TYPE, "application/problem+json")];
    let mut response = (error.status(), kind, text).into_response();
    if error.status() == StatusCode::UNAUTHORIZED {
        let scheme = HeaderValue::from_static("Bearer");
        response.headers_mut().insert(WWW_AUTHENTICATE, scheme);
    }
    response
}
