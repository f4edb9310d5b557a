//! What editors write: a film's consensus with its history, a draft to begin from, and entering one.

use super::asked::{Corrected, NotAllowed, NotRead, enter, keeper, read, remark};
use super::json;
use super::shapes::Problem;
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::view::text_clock;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use ovation_desk::{DraftSentence, consensus_draft, text_set};
use ovation_terms::{CriticId, FilmId, FilmRecord, OutletId, ReviewId, SignedText, TextAbout};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An editor's text.
#[derive(Debug, Serialize, ToSchema)]
struct EditorText {
    /// The words.
    words: String,
    /// Who signed it.
    by: String,
    /// Its language, BCP 47; none: that of the site.
    language: Option<String>,
    /// The reviews that it rests on.
    reviews: Vec<i64>,
}

impl EditorText {
    fn of(text: SignedText) -> Self {
        Self {
            words: text.words,
            by: text.by,
            language: text.language,
            reviews: text.reviews.iter().map(|review| review.0).collect(),
        }
    }
}

/// One step of a text's history.
#[derive(Debug, Serialize, ToSchema)]
struct Step {
    /// The entry.
    entry: i64,
    /// When it was made.
    #[schema(format = DateTime)]
    at: String,
    /// Who made it.
    actor: String,
    /// The text from then on; none: it was withdrawn.
    text: Option<EditorText>,
}

/// A film's consensus.
#[derive(Debug, Serialize, ToSchema)]
struct ConsensusAnswer {
    /// The film's number.
    film: i64,
    /// The text at the clocks; none where nobody wrote one by then.
    consensus: Option<EditorText>,
    /// The entry that has it.
    entry: Option<i64>,
    /// How it came to be, newest first.
    history: Vec<Step>,
}

/// A sentence that weighed in a verdict.
#[derive(Debug, Serialize, ToSchema)]
struct Sentence {
    /// The review that it stands in.
    review: i64,
    /// Path of the review's page.
    page: String,
    /// Who wrote it; empty when unsigned.
    critic: String,
    /// Where; empty when unknown.
    outlet: String,
    /// The probability that the critic is for the film.
    p: f64,
    /// The words, shortened.
    words: String,
    /// The review's language, BCP 47.
    language: Option<String>,
}

impl Sentence {
    fn of(one: DraftSentence) -> Self {
        Self {
            review: one.review.0,
            page: crate::links::review(one.review),
            critic: one.critic,
            outlet: one.outlet,
            p: one.p,
            words: one.words,
            language: one.language,
        }
    }
}

/// A draft of a consensus: offered to an editor, never published by itself.
#[derive(Debug, Serialize, ToSchema)]
struct DraftAnswer {
    /// The film's number.
    film: i64,
    /// What weighed most for it.
    praise: Vec<Sentence>,
    /// What weighed most against it.
    blame: Vec<Sentence>,
    /// Both as a text to be rewritten.
    words: String,
}

/// What an editor writes.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Writing {
    /// The words, 2,000 characters at most; empty: the text is withdrawn. It is signed with the name that
    /// the token was given for.
    words: String,
    /// The reviews that it rests on.
    #[serde(default)]
    reviews: Vec<i64>,
    /// Why, for every reader.
    reason: Option<String>,
    /// A note for those who keep the record.
    note: Option<String>,
}

async fn film_of(site: &Site, ask: &Ask) -> Result<FilmRecord, SiteError> {
    let id: FilmId = ask.id("film")?;
    let found = site.ledger.film(id).await?;
    found.ok_or_else(|| SiteError::no_such("film", id))
}

/// A film's consensus as an editor wrote it, with its history.
#[utoipa::path(get, path = "/api/v1/films/{id}/consensus", tag = "films",
    params(
        ("id" = i64, Path, description = "the film's number"),
        ("as_of" = Option<String>, Query, description = "as it stood at the end of this day"),
        ("known_at" = Option<String>, Query, description = "as it stood at this day or moment"),
    ),
    responses(
        (status = 200, description = "the consensus", body = ConsensusAnswer),
        (status = 400, description = "a parameter could not be read", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "no such film", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn consensus(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&["as_of", "known_at"])?;
    let film = film_of(&site, &ask).await?;
    let about = TextAbout::Film(film.id);
    let known = text_clock(&site, ask.query.clocks()?).await?;
    let held = site.ledger.editor_text(about, known).await?;
    let steps = site.ledger.editor_text_history(about).await?;
    let history = steps.into_iter().map(|step| Step {
        entry: step.entry.0,
        at: step.at.to_string(),
        actor: step.actor,
        text: step.text.map(EditorText::of),
    });
    json(&ConsensusAnswer {
        film: film.id.0,
        entry: held.as_ref().map(|held| held.entry.0),
        consensus: held.map(|held| EditorText::of(held.text)),
        history: history.collect(),
    })
}

/// A draft of a film's consensus, from the sentences that weighed most on either side.
#[utoipa::path(get, path = "/api/v1/films/{id}/consensus/draft", tag = "films",
    params(("id" = i64, Path, description = "the film's number")),
    responses(
        (status = 200, description = "a draft", body = DraftAnswer),
        (status = 404, description = "no such film", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn draft(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let film = film_of(&site, &ask).await?;
    let draft = consensus_draft(&site.ledger, &film).await?;
    json(&DraftAnswer {
        film: film.id.0,
        words: draft.text(),
        praise: draft.praise.into_iter().map(Sentence::of).collect(),
        blame: draft.blame.into_iter().map(Sentence::of).collect(),
    })
}

/// Writes, changes or withdraws a film's consensus. Needs the token of an owner or editor.
#[utoipa::path(post, path = "/api/v1/films/{id}/consensus", tag = "films",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the film's number")),
    request_body = Writing,
    responses(
        (status = 200, description = "what was entered", body = Corrected),
        NotAllowed,
        NotRead,
        (status = 422, description = "the record cannot hold this", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn write_consensus(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    let about = TextAbout::Film(ask.id("film")?);
    write(&site, &ask, about, &headers, &body).await
}

/// Writes, changes or withdraws what is said of a critic. Needs the token of an owner or editor.
#[utoipa::path(post, path = "/api/v1/critics/{id}/biography", tag = "critics",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the critic's number")),
    request_body = Writing,
    responses(
        (status = 200, description = "what was entered", body = Corrected),
        NotAllowed,
        NotRead,
        (status = 422, description = "the record cannot hold this", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn write_biography(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    let about = TextAbout::Critic(ask.id::<CriticId>("critic")?);
    write(&site, &ask, about, &headers, &body).await
}

/// Writes, changes or withdraws what is said of an outlet. Needs the token of an owner or editor.
#[utoipa::path(post, path = "/api/v1/outlets/{id}/about", tag = "critics",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the outlet's number")),
    request_body = Writing,
    responses(
        (status = 200, description = "what was entered", body = Corrected),
        NotAllowed,
        NotRead,
        (status = 422, description = "the record cannot hold this", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn write_about(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    let about = TextAbout::Outlet(ask.id::<OutletId>("outlet")?);
    write(&site, &ask, about, &headers, &body).await
}

async fn write(
    site: &Site,
    ask: &Ask,
    about: TextAbout,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let editor = keeper(site, headers, "write for the record").await?;
    let said: Writing = read(body)?;
    let remark = remark(said.reason.as_deref(), said.note.as_deref(), headers)?;
    let reviews = said.reviews.into_iter().map(ReviewId).collect();
    let set = text_set(about, &said.words, &editor.name, reviews, remark)?;
    let transaction = site.ledger.begin().await?;
    enter(site, transaction, &editor, vec![set]).await
}
