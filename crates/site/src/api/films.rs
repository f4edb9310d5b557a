//! Films, scores, timelines, reviews and receipts.

use super::json;
use super::shapes::{
    Film, FilmAnswer, FilmFound, FilmsAnswer, Problem, Review, ReviewsAnswer, Score, ScoreAnswer,
    Timeline, TimelineAnswer,
};
use crate::ask::{Ask, QUESTION};
use crate::error::SiteError;
use crate::front::Site;
use crate::pages::kind_asked;
use crate::view::{FilmScore, marks_of, press_of};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use ovation_ledger::FilmOrder;
use ovation_score::Question;
use ovation_terms::{Day, FilmId, ReviewId, Seq};

/// Most lines of one answer.
const MOST: u32 = 100;
/// Lines of one answer unless asked otherwise.
const USUAL: u32 = 50;

fn limit(ask: &Ask) -> Result<u32, SiteError> {
    const WANTED: &str = "a number from 1 to 100";
    let limit = ask.query.read("limit", WANTED)?.unwrap_or(USUAL);
    if (1..=MOST).contains(&limit) {
        Ok(limit)
    } else {
        Err(SiteError::bad("limit", WANTED, &limit.to_string()))
    }
}

async fn scored(site: &Site, ask: &Ask) -> Result<FilmScore, SiteError> {
    let question = ask.query.question(&site.ledger).await?;
    FilmScore::ask(site, ask.id::<FilmId>("film")?, question, ask.head.seq).await
}

/// Films by words, or those with most reviews.
#[utoipa::path(get, path = "/api/v1/films", tag = "films",
    params(
        ("q" = Option<String>, Query, description = "title, `Title (2012)`, or a catalogue's id"),
        ("kind" = Option<String>, Query,
            description = "`film` (by default), `series` or `season`; not with `q`, which finds works of every kind"),
        ("limit" = Option<u32>, Query, description = "at most so many, 1 to 100; 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next` of the answer before; not with `q`"),
    ),
    responses(
        (status = 200, description = "films, best first", body = FilmsAnswer),
        (status = 400, description = "a parameter could not be read", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn films(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&["q", "kind", "limit", "cursor"])?;
    let kind = kind_asked(&ask)?;
    let limit = limit(&ask)?;
    let from: u32 = ask
        .query
        .read("cursor", "the `next` of an answer without `q`")?
        .unwrap_or(0);
    let (mut hits, mut next) = (Vec::new(), None);
    if let Some(words) = ask.query.get("q") {
        if from > 0 {
            return Err(SiteError::bad("cursor", "no cursor with `q`", "both"));
        }
        if ask.query.get("kind").is_some() {
            return Err(SiteError::bad("kind", "no kind with `q`", "both"));
        }
        hits.extend(site.ledger.find_films(words, limit).await?);
    } else {
        let order = FilmOrder::MostReviews;
        hits.extend(
            site.ledger
                .films_with_reviews(order, kind, limit + 1, from)
                .await?,
        );
        if hits.len() > limit as usize {
            hits.truncate(limit as usize);
            next = Some(from.saturating_add(limit).to_string());
        }
    }
    let mut films = Vec::with_capacity(hits.len());
    for hit in hits {
        let found = Film::of(&hit.film);
        let scored = FilmScore::of(&site, hit.film, Question::default(), ask.head.seq).await?;
        films.push(FilmFound {
            film: found,
            reviews: hit.reviews,
            score: Score::of(&scored, &ask.head),
        });
    }
    json(&FilmsAnswer { films, next })
}

/// One film.
#[utoipa::path(get, path = "/api/v1/films/{id}", tag = "films",
    params(("id" = i64, Path, description = "the film's number")),
    responses(
        (status = 200, description = "the film", body = FilmAnswer),
        (status = 404, description = "no such film", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn film(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let id: FilmId = ask.id("film")?;
    let found = site.ledger.film(id).await?;
    let film = found.ok_or_else(|| SiteError::no_such("film", id))?;
    json(&FilmAnswer {
        film: Film::of(&film),
    })
}

/// A film's score at two clocks.
#[utoipa::path(get, path = "/api/v1/films/{id}/score", tag = "films",
    params(
        ("id" = i64, Path, description = "the film's number"),
        ("as_of" = Option<String>, Query, description = "reviews published by the end of this day"),
        ("known_at" = Option<String>, Query,
            description = "what the record knew by the end of this day, or by this moment"),
        ("panel" = Option<String>, Query,
            description = "whose reviews: `critics:3,7;outlets:2;countries:SE;languages:sv;from:2024-01-01;to:2024-12-31`, any of the parts; critics and outlets by number or any name"),
        ("formula" = Option<String>, Query,
            description = "`approval`, `average-rating`, `weighted-score` or `adjusted-approval`"),
        ("weights" = Option<String>, Query,
            description = "of the weighted score: `2:1.5,7:0`, an outlet's number or name and what it weighs; 1 where nothing is said"),
    ),
    responses(
        (status = 200, description = "the score", body = ScoreAnswer),
        (status = 400, description = "a parameter could not be read", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "no such film", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn score(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&QUESTION)?;
    let question = ask.query.question(&site.ledger).await?;
    let scored = FilmScore::score_only(&site, ask.id("film")?, question, &ask.head).await?;
    json(&ScoreAnswer {
        score: Score::of(&scored, &ask.head),
    })
}

/// A film's score at every date on which it changed.
#[utoipa::path(get, path = "/api/v1/films/{id}/timeline", tag = "films",
    params(
        ("id" = i64, Path, description = "the film's number"),
        ("as_of" = Option<String>, Query, description = "reviews published by the end of this day"),
        ("known_at" = Option<String>, Query,
            description = "what the record knew by the end of this day, or by this moment"),
        ("panel" = Option<String>, Query,
            description = "whose reviews: `critics:3,7;outlets:2;countries:SE;languages:sv;from:2024-01-01;to:2024-12-31`, any of the parts; critics and outlets by number or any name"),
        ("formula" = Option<String>, Query,
            description = "`approval`, `average-rating`, `weighted-score` or `adjusted-approval`"),
        ("weights" = Option<String>, Query,
            description = "of the weighted score: `2:1.5,7:0`, an outlet's number or name and what it weighs; 1 where nothing is said"),
    ),
    responses(
        (status = 200, description = "the timeline", body = TimelineAnswer),
        (status = 400, description = "a parameter could not be read", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "no such film", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn timeline(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&QUESTION)?;
    let scored = scored(&site, &ask).await?;
    let points = ovation_score::timeline(&scored.ballots, &scored.question);
    let clocks = ask.query.clocks()?;
    let articles = press_of(&site.ledger, scored.film.id, clocks, super::press::ARTICLES).await?;
    let marks = marks_of(&articles, scored.film.id);
    json(&TimelineAnswer {
        timeline: Timeline::of(&scored, &points, marks, &ask.head),
    })
}

/// A film's reviews in every state, newest first.
#[utoipa::path(get, path = "/api/v1/films/{id}/reviews", tag = "films",
    params(
        ("id" = i64, Path, description = "the film's number"),
        ("as_of" = Option<String>, Query, description = "reviews published by the end of this day"),
        ("known_at" = Option<String>, Query,
            description = "what the record knew by the end of this day, or by this moment"),
        ("panel" = Option<String>, Query,
            description = "whose reviews: `critics:3,7;outlets:2;countries:SE;languages:sv;from:2024-01-01;to:2024-12-31`, any of the parts; critics and outlets by number or any name"),
        ("limit" = Option<u32>, Query, description = "at most so many, 1 to 100; 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next` of the answer before"),
    ),
    responses(
        (status = 200, description = "the reviews", body = ReviewsAnswer),
        (status = 400, description = "a parameter could not be read", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "no such film", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn reviews(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query
        .only(&["as_of", "known_at", "panel", "limit", "cursor"])?;
    let limit = limit(&ask)? as usize;
    let after = cursor(&ask)?;
    let scored = scored(&site, &ask).await?;
    let fates = scored.fates();
    let mut left = fates
        .iter()
        .filter(|(ballot, _)| after.is_none_or(|after| ballot.standing_order() < after));
    let lines: Vec<_> = left.by_ref().take(limit).collect();
    let next = match (left.next(), lines.last()) {
        (Some(_), Some((last, _))) => {
            let (day, review) = last.standing_order();
            Some(format!("{day}.{review}"))
        }
        _ => None,
    };
    let versions = lines
        .iter()
        .map(|(ballot, _)| (ballot.review, ballot.entry));
    let versions: Vec<_> = versions.collect();
    let read = site.ledger.readings(&versions).await?;
    let reviews = lines
        .iter()
        .map(|(ballot, fate)| Review::of(ballot, fate, read.get(&ballot.review)))
        .collect();
    json(&ReviewsAnswer::new(
        reviews,
        next,
        ask.query.clocks()?,
        &ask.head,
    ))
}

/// Where the answer before ended, as `2024-03-01.41`.
fn cursor(ask: &Ask) -> Result<Option<(Day, ReviewId)>, SiteError> {
    let Some(text) = ask.query.get("cursor") else {
        return Ok(None);
    };
    let read = || {
        let (day, review) = text.split_once('.')?;
        Some((day.parse().ok()?, review.parse().ok()?))
    };
    let found = read();
    found
        .map(Some)
        .ok_or_else(|| SiteError::bad("cursor", "the `next` of an answer", text))
}

/// A score with everything needed to recompute it.
#[utoipa::path(get, path = "/api/v1/films/{id}/receipt", tag = "films",
    params(
        ("id" = i64, Path, description = "the film's number"),
        ("as_of" = Option<String>, Query, description = "reviews published by the end of this day"),
        ("known_at" = Option<String>, Query,
            description = "what the record knew by the end of this day, or by this moment"),
        ("panel" = Option<String>, Query,
            description = "whose reviews: `critics:3,7;outlets:2;countries:SE;languages:sv;from:2024-01-01;to:2024-12-31`, any of the parts; critics and outlets by number or any name"),
        ("formula" = Option<String>, Query,
            description = "`approval`, `average-rating`, `weighted-score` or `adjusted-approval`"),
        ("weights" = Option<String>, Query,
            description = "of the weighted score: `2:1.5,7:0`, an outlet's number or name and what it weighs; 1 where nothing is said"),
        ("head" = Option<i64>, Query,
            description = "as the record stood at this entry; a receipt's `asked` names its own"),
    ),
    responses(
        (status = 200, description = "a receipt, `ovation-receipt-3`", body = Object),
        (status = 400, description = "a parameter could not be read", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "no such film", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn receipt(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let names = [QUESTION.as_slice(), &["head"]].concat();
    ask.query.only(&names)?;
    let question = ask.query.question(&site.ledger).await?;
    let entry = ask.query.read("head", "an entry's number")?.map(Seq);
    let film = ask.id::<FilmId>("film")?;
    let (scored, head) = FilmScore::then(&site, film, question, entry, &ask.head).await?;
    // Dated by the entry it rests on, so that the same question gives the same bytes.
    let made = head.at.unwrap_or_else(|| (site.clock)());
    let head = (head.seq, head.hash);
    let mut receipt =
        ovation_score::receipt(&scored.film, &scored.ballots, &scored.question, head, made);
    if let Some(leniencies) = &scored.leniencies {
        receipt.adjust(leniencies);
    }
    receipt.lean(&site.ledger.leanings(Some(receipt.ledger.seq)).await?.rows());
    let name = format!("attachment; filename=\"receipt-{}.json\"", scored.film.id);
    let headers = [
        (CONTENT_TYPE, "application/json".to_owned()),
        (CONTENT_DISPOSITION, name),
    ];
    Ok((headers, receipt.to_json()?).into_response())
}
