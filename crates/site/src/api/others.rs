//! Reviews, critics, outlets, and the state of the service.

use super::json;
use super::shapes::{
    Change, Critic, CriticAnswer, DeskAnswer, Found, Health, HealthAnswer, Ledger, Outlet,
    OutletAnswer, Problem, Review, ReviewAnswer, SearchAnswer, States, Waiting,
};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::links;
use axum::extract::State;
use axum::response::Response;
use ovation_terms::{CriticId, OutletId, ReviewId};

/// One review with its evidence.
#[utoipa::path(get, path = "/api/v1/reviews/{id}", tag = "reviews",
    params(("id" = i64, Path, description = "the review's number")),
    responses(
        (status = 200, description = "the review", body = ReviewAnswer),
        (status = 404, description = "no such review", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn review(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let id: ReviewId = ask.id("review")?;
    let found = site.ledger.review(id).await?;
    let record = found.ok_or_else(|| SiteError::no_such("review", id))?;
    let fate = crate::pages::fate_of(&record);
    let record = crate::pages::for_readers(record);
    json(&ReviewAnswer {
        review: Review::of(&record.ballot, &fate, Some(&record.read)),
        history: record.history.iter().map(|entry| entry.seq.0).collect(),
        changes: Change::all(&record),
    })
}

/// Waiting reviews in one answer.
const WAITING: u32 = 50;

/// The desk: reviews that wait for a person, those first that could move a published score most.
#[utoipa::path(get, path = "/api/v1/desk", tag = "reviews",
    params(("page" = Option<u32>, Query, description = "page from 1, 50 reviews each")),
    responses(
        (status = 200, description = "what waits", body = DeskAnswer),
        (status = 400, description = "a parameter could not be read", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn desk(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&["page"])?;
    let number = ask.query.page()?;
    let from = (number - 1).saturating_mul(WAITING);
    let total = site.ledger.tally().await?.waiting;
    let found = site.ledger.waiting(WAITING, from).await?;
    let versions = found.iter().map(|it| (it.ballot.review, it.ballot.entry));
    let versions: Vec<_> = versions.collect();
    let read = site.ledger.readings(&versions).await?;
    let waiting = found
        .iter()
        .map(|waits| Waiting::of(waits, read.get(&waits.ballot.review)));
    json(&DeskAnswer {
        waiting: waiting.collect(),
        total,
        next: (u64::from(number) * u64::from(WAITING) < total).then_some(number + 1),
    })
}

/// One critic.
#[utoipa::path(get, path = "/api/v1/critics/{id}", tag = "critics",
    params(("id" = i64, Path, description = "the critic's number")),
    responses(
        (status = 200, description = "the critic", body = CriticAnswer),
        (status = 404, description = "no such critic", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn critic(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let id: CriticId = ask.id("critic")?;
    let found = site.ledger.critic(id).await?;
    let critic = found.ok_or_else(|| SiteError::no_such("critic", id))?;
    json(&CriticAnswer {
        critic: Critic {
            id: critic.id.0,
            also: critic.also,
            reviews: States::of(&critic.tally),
            page: links::critic(critic.id, &critic.name),
            name: critic.name,
        },
    })
}

/// One outlet.
#[utoipa::path(get, path = "/api/v1/outlets/{id}", tag = "outlets",
    params(("id" = i64, Path, description = "the outlet's number")),
    responses(
        (status = 200, description = "the outlet", body = OutletAnswer),
        (status = 404, description = "no such outlet", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn outlet(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let id: OutletId = ask.id("outlet")?;
    let found = site.ledger.outlet(id).await?;
    let outlet = found.ok_or_else(|| SiteError::no_such("outlet", id))?;
    json(&OutletAnswer {
        outlet: Outlet {
            id: outlet.id.0,
            also: outlet.also,
            reviews: States::of(&outlet.tally),
            page: links::outlet(outlet.id, &outlet.name),
            name: outlet.name,
            domain: outlet.domain,
        },
    })
}

/// Films, critics and outlets by whatever they are or were called.
#[utoipa::path(get, path = "/api/v1/search", tag = "service",
    params(
        ("q" = String, Query, description = "a name, title or id, or a part of one"),
        ("limit" = Option<u32>, Query, description = "at most so many of each, 1 to 100; 25 by default"),
    ),
    responses(
        (status = 200, description = "what was found, best first", body = SearchAnswer),
        (status = 400, description = "a parameter could not be read", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn search(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    const WANTED: &str = "a number from 1 to 100";
    ask.query.only(&["q", "limit"])?;
    let words = ask.query.get("q");
    let words = words.ok_or_else(|| SiteError::bad("q", "what to look for", ""))?;
    let limit = ask.query.read("limit", WANTED)?.unwrap_or(25_u32);
    if !(1..=100).contains(&limit) {
        return Err(SiteError::bad("limit", WANTED, &limit.to_string()));
    }
    let hits = site.ledger.search(words, limit).await?;
    let films = hits.films.into_iter().map(|hit| Found {
        id: hit.film.id.0,
        page: links::film(&hit.film),
        name: hit.film.titled(),
        by: None,
        reviews: hit.reviews,
    });
    let critics = hits.critics.into_iter().map(|hit| Found {
        id: hit.id.0,
        page: links::critic(hit.id, &hit.name),
        name: hit.name,
        by: hit.by,
        reviews: hit.reviews,
    });
    let outlets = hits.outlets.into_iter().map(|hit| Found {
        id: hit.id.0,
        page: links::outlet(hit.id, &hit.name),
        name: hit.name,
        by: hit.by,
        reviews: hit.reviews,
    });
    json(&SearchAnswer {
        films: films.collect(),
        critics: critics.collect(),
        outlets: outlets.collect(),
    })
}

/// Whether the record answers, and where its ledger stands.
#[utoipa::path(get, path = "/api/v1/health", tag = "service",
    responses(
        (status = 200, description = "the record answers", body = HealthAnswer),
        (status = 500, description = "it does not", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn health(ask: Ask) -> Result<Response, SiteError> {
    json(&HealthAnswer {
        health: Health {
            status: "ok",
            version: env!("CARGO_PKG_VERSION"),
            ledger: Ledger::of(&ask.head),
        },
    })
}
