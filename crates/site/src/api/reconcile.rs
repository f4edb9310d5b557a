//! Which films rows of a table mean, asked as OpenRefine and other tools ask.
//!
//! # Source
//! Reconciliation Service API, version 0.2: <https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/>

mod answer;
mod question;
pub(super) mod suggest;

use super::json;
use super::shapes::Problem;
use crate::ask::{Ask, Query};
use crate::error::SiteError;
use crate::front::Site;
use answer::{Candidates, Manifest, manifest, results};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use ovation_desk::{FilmMatch, FilmMatcher};
use ovation_ledger::Head;
use question::{Question, Questions, read};
use url::form_urlencoded;

/// Where it stands.
pub(crate) const PATH: &str = "/api/v1/reconcile";

/// The service of reconciliation (OpenRefine's protocol, version 0.2): without `queries` what it is, with
/// them the films that they may mean.
#[utoipa::path(get, path = "/api/v1/reconcile", tag = "reconciliation",
    params(("queries" = Option<String>, Query, description = "JSON: an object of at most 50 queries, \
        `{\"q0\": {\"query\": \"a title or an id\", \"type\": \"film\", \"limit\": 5, \"properties\": \
        [{\"pid\": \"year\", \"v\": 2021}]}}`; properties are those of `suggest/property`")),
    responses(
        (status = 200, description = "what the service is; with `queries`, as POST answers", body = Manifest),
        (status = 400, description = "the queries could not be read", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn asked(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&["queries"])?;
    match ask.query.get("queries") {
        None => json(&manifest(&site.settings)),
        Some(queries) => answered(&site, &ask.head, queries).await,
    }
}

/// Which films queries may mean (OpenRefine's protocol, version 0.2). Nothing is entered; no token is needed.
#[utoipa::path(post, path = "/api/v1/reconcile", tag = "reconciliation",
    request_body(content = Questions, content_type = "application/x-www-form-urlencoded",
        description = "`queries=` with JSON, an object of at most 50 queries"),
    responses(
        (status = 200, description = "for each query films, best first; `match` where one is sure",
            body = BTreeMap<String, Candidates>),
        (status = 400, description = "the queries could not be read", body = Problem,
            content_type = "application/problem+json"),
        (status = 413, description = "more than 256 KiB were sent", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn sent(
    State(site): State<Site>,
    uri: Uri,
    head: axum::Extension<Head>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    Query::parse(uri.query().unwrap_or_default())?.only(&[])?;
    let kind = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next();
    if !kind.is_some_and(|kind| {
        kind.trim()
            .eq_ignore_ascii_case("application/x-www-form-urlencoded")
    }) {
        let told = "expected a form (`application/x-www-form-urlencoded`) with `queries=`";
        return Err(SiteError::BadBody(told.to_owned()));
    }
    let mut found = form_urlencoded::parse(&body).filter(|(name, _)| name == "queries");
    let (Some((_, queries)), None) = (found.next(), found.next()) else {
        return Err(SiteError::BadBody("expected one `queries=`".to_owned()));
    };
    answered(&site, &head, &queries).await
}

async fn answered(site: &Site, head: &Head, queries: &str) -> Result<Response, SiteError> {
    let questions = read(queries)?;
    let place = &site.settings.index;
    let mut matcher = site.matching.at(&site.ledger, head, place).await?;
    let mut answers = answers_to(&matcher, &questions);
    if matcher.is_damaged() {
        // None of them is believed; what is damaged is made anew.
        matcher = site.matching.at(&site.ledger, head, place).await?;
        answers = answers_to(&matcher, &questions);
    }
    let asked = questions.into_iter().zip(answers);
    let found = asked
        .map(|((name, question), found)| (name, question, found))
        .collect();
    json(&results(&site.ledger, found).await?)
}

fn answers_to(matcher: &FilmMatcher, questions: &[(String, Question)]) -> Vec<Option<FilmMatch>> {
    let asked = questions.iter().map(|(_, question)| &question.asked);
    asked
        .map(|asked| asked.as_ref().map(|asked| matcher.find(asked)))
        .collect()
}
