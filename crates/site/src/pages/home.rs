//! The first page: one film large, and what happens around films now.

mod around;
mod chosen;

use super::{Frame, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::show;
use crate::view::{FilmScore, FilmTitle, ScoreShown};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chosen::Front;
use ovation_ledger::FilmHit;
use ovation_score::Question;
use ovation_terms::Seq;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    films: String,
    critics: String,
    outlets: String,
    reviews: String,
    front: Front,
}

/// A film with its score, as a line of a list.
#[derive(Debug)]
pub(super) struct FilmLine {
    pub(super) film: FilmTitle,
    pub(super) score: ScoreShown,
}

/// Scores the films of a list.
pub(super) async fn film_lines(
    site: &Site,
    hits: Vec<FilmHit>,
) -> Result<Vec<FilmLine>, SiteError> {
    let mut lines = Vec::with_capacity(hits.len());
    for hit in hits {
        let scored = FilmScore::of(site, hit.film, Question::default(), Seq(0)).await?;
        lines.push(FilmLine {
            film: FilmTitle::of(&scored.film),
            score: ScoreShown::of(&scored.score),
        });
    }
    Ok(lines)
}

pub(super) async fn home(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let board = site.figures.at(&site.ledger, &ask.head).await?;
    let front = Front::choose(&site, &ask.head).await?;
    page(&Home {
        frame: site.frame(
            &ask,
            "home",
            format!(
                "{}: how films are received, on the record",
                site.settings.name
            ),
            "/",
        ),
        films: show::count(board.reviewed_films()),
        critics: show::count(board.critics.len() as u64),
        outlets: show::count(board.outlets.len() as u64),
        reviews: show::count(board.reviews),
        front,
    })
}
