//! The quote check.

use super::Article;
use crate::api::json;
use crate::api::shapes::Problem;
use crate::ask::{Ask, named};
use crate::error::SiteError;
use crate::front::Site;
use crate::quotation::{QuotePlace, QuoteScope, search_quote};
use crate::view::EXCERPT_WORDS;
use axum::extract::State;
use axum::response::Response;
use ovation_desk::film_like;
use ovation_quotes::{Change, QuoteCheck, WhyOriginal};
use ovation_terms::excerpt;
use serde::Serialize;
use utoipa::ToSchema;

/// A piece of a difference.
#[derive(Debug, Serialize, ToSchema)]
struct Piece {
    /// `same`, `dropped` (of the source, not in the quotation) or `added`.
    kind: &'static str,
    /// The words.
    words: String,
}

/// A place where the words, or nearly the words, stand.
#[derive(Debug, Serialize, ToSchema)]
struct Hit {
    /// `exact`, `shortened` or `altered`.
    result: &'static str,
    /// Whether a word of denial came or went.
    is_negation_changed: bool,
    /// The difference; empty for an exact hit.
    changes: Vec<Piece>,
    /// Who said or wrote it.
    who: Option<String>,
    /// The article, for a statement.
    article: Option<Article>,
    /// The review's number, for a review.
    review: Option<i64>,
}

/// What became of a quotation.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct QuoteAnswer {
    /// `said`; `disputed`, where the words are printed so but another form of the statement is likelier the
    /// original; `altered`; or `not_found`.
    result: &'static str,
    /// Of disputed words: the place among the hits, from 0, of the likelier form.
    likelier: Option<usize>,
    /// Why that form is likelier: `nearest_to_speaker`, `most_sources`, `earliest` or `longest`.
    #[schema(value_type = Option<String>)]
    why_likelier: Option<WhyOriginal>,
    /// Statements compared.
    statements: u64,
    /// Reviews compared; without `film` none are.
    reviews: u64,
    /// Where, the nearest first.
    hits: Vec<Hit>,
}

/// Whether words stand in the record as they were said or written.
#[utoipa::path(get, path = "/api/v1/quotes", tag = "press",
    params(
        ("words" = String, Query, description = "the quotation, at most 1,200 characters"),
        ("film" = Option<String>, Query, description = "only about this film, by number, id or title; its reviews are compared too"),
    ),
    responses(
        (status = 200, description = "said, disputed, altered or not found", body = QuoteAnswer),
        (status = 400, description = "a parameter could not be read", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(in crate::api) async fn quotes(
    State(site): State<Site>,
    ask: Ask,
) -> Result<Response, SiteError> {
    ask.query.only(&["words", "film"])?;
    let words = ask.query.get("words");
    let words = words.ok_or_else(|| SiteError::bad("words", "the words to check", ""))?;
    let film = match ask.query.get("film") {
        Some(words) => Some(named("film", film_like(&site.ledger, words).await)?.id),
        None => None,
    };
    let scope = QuoteScope {
        film,
        with_reviews: film.is_some(),
    };
    let found = search_quote(&site.ledger, words, scope).await?;
    let result = found.result().code();
    let likelier = found.likelier.as_ref();
    let (likelier, why_likelier) = (likelier.map(|form| form.hit), likelier.map(|form| form.why));
    let hits = found.hits.into_iter().map(|hit| {
        let (result, is_negation_changed, changes) = match hit.check {
            QuoteCheck::Altered {
                changes,
                is_negation_changed,
                ..
            } => ("altered", is_negation_changed, changes),
            QuoteCheck::Exact { is_shortened, .. } => {
                let result = if is_shortened { "shortened" } else { "exact" };
                (result, false, Vec::new())
            }
            QuoteCheck::NotFound => ("not_found", false, Vec::new()),
        };
        let (article, review) = match hit.place {
            QuotePlace::Press(record) => (Some(Article::of(&record)), None),
            QuotePlace::Review { review, .. } => (None, Some(review.0)),
        };
        Hit {
            result,
            is_negation_changed,
            changes: changes.into_iter().map(Piece::of).collect(),
            who: hit.who,
            article,
            review,
        }
    });
    json(&QuoteAnswer {
        result,
        likelier,
        why_likelier,
        statements: found.statements,
        reviews: found.reviews,
        hits: hits.collect(),
    })
}

impl Piece {
    fn of(change: Change) -> Self {
        let (kind, words) = match change {
            Change::Same(words) => ("same", words),
            Change::Dropped(words) => ("dropped", words),
            Change::Added(words) => ("added", words),
        };
        Self {
            kind,
            words: excerpt(&words, EXCERPT_WORDS),
        }
    }
}
