//! What is one and what is two, and which reviews were withdrawn, as people with a token say.

use super::asked::{Called, Corrected, Entered, NotAllowed, NotRead, enter, keeper, read, remark};
use super::change::Settled;
use super::json;
use super::shapes::Problem;
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use ovation_desk::{merged, unmerged, withdrawn};
use ovation_ledger::Sort;
use ovation_terms::{Actor, CriticId, FilmId, OutletId, ReviewId, Seq, WithdrawnBy};
use serde::Deserialize;
use utoipa::ToSchema;

/// What it is taken for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Merging {
    /// The one that stands for both from here on: its number or name.
    into: Called,
    /// Why, for every reader.
    reason: Option<String>,
    /// A note for those who keep the record.
    note: Option<String>,
}

/// A remark on what is two again.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Parting {
    /// Why, for every reader.
    reason: Option<String>,
    /// A note for those who keep the record.
    note: Option<String>,
}

/// Who withdraws a review.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Withdrawer {
    /// The critic.
    Critic,
    /// The outlet.
    Outlet,
    /// Nobody: its page is gone for good.
    PageGone,
}

/// That a review was withdrawn.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Withdrawing {
    /// Who withdrew it.
    by: Withdrawer,
    /// Why, for every reader.
    reason: Option<String>,
    /// A note for those who keep the record.
    note: Option<String>,
    /// The newest entry about the review that was looked at (the last of its `history`): when there is
    /// a newer one, nothing is entered.
    seen: Option<i64>,
}

/// That a withdrawn review stands again.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reinstating {
    /// Why, for every reader.
    reason: Option<String>,
    /// A note for those who keep the record.
    note: Option<String>,
    /// The newest entry about the review that was looked at: when there is a newer one, nothing is
    /// entered.
    seen: Option<i64>,
}

/// Takes a film for another: from here on they are one. Needs the token of an owner or editor.
#[utoipa::path(post, path = "/api/v1/films/{id}/merge", tag = "films",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the number of the one that is given up")),
    request_body = Merging,
    responses(
        (status = 200, description = "what was entered", body = Corrected),
        NotAllowed,
        NotRead,
        (status = 422, description = "nobody or several are called so, or they are one already", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn merge_film(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    let from: FilmId = ask.id("film")?;
    merge(&site, &ask, &headers, &body, (Sort::Film, from.0)).await
}

/// Takes the merge of a film back: the two are two again. Needs the token of an owner or editor.
#[utoipa::path(post, path = "/api/v1/films/{id}/unmerge", tag = "films",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the number of the one that was given up")),
    request_body = Parting,
    responses(
        (status = 200, description = "what was entered", body = Corrected),
        NotAllowed,
        NotRead,
        (status = 422, description = "it is not taken for another", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn unmerge_film(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    let from: FilmId = ask.id("film")?;
    unmerge(&site, &ask, &headers, &body, (Sort::Film, from.0)).await
}

/// Takes a critic for another: from here on they are one. Needs the token of an owner or editor.
#[utoipa::path(post, path = "/api/v1/critics/{id}/merge", tag = "critics",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the number of the one that is given up")),
    request_body = Merging,
    responses(
        (status = 200, description = "what was entered", body = Corrected),
        NotAllowed,
        NotRead,
        (status = 422, description = "nobody or several are called so, or they are one already", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn merge_critic(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    let from: CriticId = ask.id("critic")?;
    merge(&site, &ask, &headers, &body, (Sort::Critic, from.0)).await
}

/// Takes the merge of a critic back: the two are two again. Needs the token of an owner or editor.
#[utoipa::path(post, path = "/api/v1/critics/{id}/unmerge", tag = "critics",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the number of the one that was given up")),
    request_body = Parting,
    responses(
        (status = 200, description = "what was entered", body = Corrected),
        NotAllowed,
        NotRead,
        (status = 422, description = "it is not taken for another", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn unmerge_critic(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    let from: CriticId = ask.id("critic")?;
    unmerge(&site, &ask, &headers, &body, (Sort::Critic, from.0)).await
}

/// Takes an outlet for another: from here on they are one. Needs the token of an owner or editor.
#[utoipa::path(post, path = "/api/v1/outlets/{id}/merge", tag = "outlets",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the number of the one that is given up")),
    request_body = Merging,
    responses(
        (status = 200, description = "what was entered", body = Corrected),
        NotAllowed,
        NotRead,
        (status = 422, description = "nobody or several are called so, or they are one already", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn merge_outlet(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    let from: OutletId = ask.id("outlet")?;
    merge(&site, &ask, &headers, &body, (Sort::Outlet, from.0)).await
}

/// Takes the merge of an outlet back: the two are two again. Needs the token of an owner or editor.
#[utoipa::path(post, path = "/api/v1/outlets/{id}/unmerge", tag = "outlets",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the number of the one that was given up")),
    request_body = Parting,
    responses(
        (status = 200, description = "what was entered", body = Corrected),
        NotAllowed,
        NotRead,
        (status = 422, description = "it is not taken for another", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn unmerge_outlet(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    let from: OutletId = ask.id("outlet")?;
    unmerge(&site, &ask, &headers, &body, (Sort::Outlet, from.0)).await
}

async fn merge(
    site: &Site,
    ask: &Ask,
    headers: &HeaderMap,
    body: &[u8],
    (sort, from): (Sort, i64),
) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let editor = keeper(site, headers, "merge").await?;
    let said: Merging = read(body)?;
    let remark = remark(said.reason.as_deref(), said.note.as_deref(), headers)?;
    let transaction = site.ledger.begin().await?;
    let (from, into) = (from.to_string(), said.into.words());
    let entry = merged(&site.ledger, sort, &from, &into, remark).await?;
    enter(site, transaction, &editor, vec![entry]).await
}

async fn unmerge(
    site: &Site,
    ask: &Ask,
    headers: &HeaderMap,
    body: &[u8],
    (sort, from): (Sort, i64),
) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let editor = keeper(site, headers, "take a merge back").await?;
    let said: Parting = read_or_nothing(body)?;
    let remark = remark(said.reason.as_deref(), said.note.as_deref(), headers)?;
    let transaction = site.ledger.begin().await?;
    let entry = unmerged(&site.ledger, sort, &from.to_string(), remark).await?;
    enter(site, transaction, &editor, vec![entry]).await
}

fn read_or_nothing<T: Default + serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, SiteError> {
    if body.is_empty() {
        Ok(T::default())
    } else {
        read(body)
    }
}

/// A review was withdrawn: it is out of every score from now on. Needs the token of an owner or editor.
#[utoipa::path(post, path = "/api/v1/reviews/{id}/withdraw", tag = "reviews",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the review's number")),
    request_body = Withdrawing,
    responses(
        (status = 200, description = "the review as it stands now", body = Settled),
        NotAllowed,
        NotRead,
        (status = 409, description = "the review changed since it was looked at", body = Problem,
            content_type = "application/problem+json"),
        (status = 422, description = "there is no such review, or it is so already", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn withdraw(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let editor = keeper(&site, &headers, "withdraw a review").await?;
    let said: Withdrawing = read(&body)?;
    let remark = remark(said.reason.as_deref(), said.note.as_deref(), &headers)?;
    let by = match said.by {
        Withdrawer::Critic => WithdrawnBy::Critic,
        Withdrawer::Outlet => WithdrawnBy::Outlet,
        Withdrawer::PageGone => WithdrawnBy::PageGone,
    };
    let id: ReviewId = ask.id("review")?;
    let mut transaction = site.ledger.begin().await?;
    let actor = Actor::person(&editor.name);
    let seen = said.seen.map(Seq);
    let entry = withdrawn(&site.ledger, id, Some(by), seen, remark).await?;
    transaction
        .enter_act((site.clock)(), &actor, vec![entry])
        .await?;
    let committed = transaction.commit().await?;
    json(&Settled::now(&site, id, Entered::of(&committed, &actor)).await?)
}

/// A withdrawn review stands again. Needs the token of an owner or editor.
#[utoipa::path(post, path = "/api/v1/reviews/{id}/reinstate", tag = "reviews",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the review's number")),
    request_body = Reinstating,
    responses(
        (status = 200, description = "the review as it stands now", body = Settled),
        NotAllowed,
        NotRead,
        (status = 409, description = "the review changed since it was looked at", body = Problem,
            content_type = "application/problem+json"),
        (status = 422, description = "there is no such review, or it is so already", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn reinstate(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let editor = keeper(&site, &headers, "reinstate a review").await?;
    let said: Reinstating = read_or_nothing(&body)?;
    let remark = remark(said.reason.as_deref(), said.note.as_deref(), &headers)?;
    let id: ReviewId = ask.id("review")?;
    let mut transaction = site.ledger.begin().await?;
    let actor = Actor::person(&editor.name);
    let seen = said.seen.map(Seq);
    let entry = withdrawn(&site.ledger, id, None, seen, remark).await?;
    transaction
        .enter_act((site.clock)(), &actor, vec![entry])
        .await?;
    let committed = transaction.commit().await?;
    json(&Settled::now(&site, id, Entered::of(&committed, &actor)).await?)
}
