//! Ranking and browsing: works by any combination of what is known of them, in any order, with counts of what else
//! could be asked.

mod asked;
mod shown;

use super::home::FilmLine;
use super::lists::pages_of;
use super::{Frame, Pages, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::figures::{Board, Browse, FilmFigure, FilmsFound, VotesTold};
use crate::front::Site;
use crate::links;
use crate::panels::{PanelShown, panel_told};
use crate::show;
use crate::view::{FilmTitle, ScoreShown};
use askama::Template;
use asked::BrowseAsked;
use axum::extract::State;
use axum::response::Response;
use ovation_terms::WorkKind;
use shown::{FacetChoice, Fields, Group, chips, fields, groups};

/// The parts of an address that the list reads.
pub(super) const PARTS: [&str; 14] = [
    "kind", "decade", "year", "country", "genre", "language", "festival", "outlet", "min", "max",
    "reviews", "panel", "order", "page",
];

/// Works on a page.
const LINES: u32 = 25;

#[derive(Template)]
#[template(path = "films.html")]
struct FilmsPage {
    frame: Frame,
    heading: &'static str,
    total: String,
    orders: Vec<FacetChoice>,
    /// Films, series and seasons, where the record has any of these.
    kinds: Vec<FacetChoice>,
    /// What is asked for, each with the address without it.
    chips: Vec<FacetChoice>,
    /// What was asked for and is not there.
    notices: Vec<String>,
    panel: Option<PanelShown>,
    groups: Vec<Group>,
    fields: Fields,
    films: Vec<RankedLine>,
    pages: Pages,
}

/// A line with its place in the list.
#[derive(Debug)]
struct RankedLine {
    place: String,
    line: FilmLine,
}

const KINDS: [(WorkKind, &str, (&str, &str)); 3] = [
    (WorkKind::Film, "Films", ("film", "films")),
    (WorkKind::Series, "Series", ("series", "series")),
    (WorkKind::Season, "Seasons", ("season", "seasons")),
];

/// A work of the board as a line.
pub(super) fn line_of(film: &FilmFigure, told: &VotesTold) -> FilmLine {
    FilmLine {
        film: FilmTitle {
            href: links::film_named(film.id, &film.title),
            title: film.title.to_string(),
            year: film.year.map_or_else(String::new, |year| year.to_string()),
            directors: film.directors.to_string(),
            kind: film.kind_words.to_string(),
        },
        score: ScoreShown::of(&told.score),
    }
}

pub(super) async fn films(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let board = site.figures.at(&site.ledger, &ask.head).await?;
    let asked = BrowseAsked::read(&ask, &board)?;
    let number = ask.query.page()?;
    let question = ask.query.question(&site.ledger).await?;
    let panel = if question.panel.is_everybody() {
        None
    } else {
        Some(panel_told(&site.ledger, &board, &question.panel).await?)
    };
    let has_series = site.ledger.has_series().await?;
    let shown = tokio::task::spawn_blocking(move || {
        let browse = Browse {
            board: &board,
            panel: panel.as_ref(),
        };
        // What no film has is asked for: nothing is found, and the page says why.
        let found = if asked.unknown.is_empty() {
            browse.find(&asked.wanted)
        } else {
            FilmsFound::default()
        };
        let panel =
            (!question.panel.is_everybody()).then(|| PanelShown::of(&board, &question.panel));
        let films = ranked(&browse, &found, number);
        let made = FilmsPage {
            frame: site.frame(&ask, "films", heading(asked.wanted.kind).0, "/films"),
            heading: heading(asked.wanted.kind).0,
            total: {
                let (one, many) = heading(asked.wanted.kind).1;
                show::counted(found.films.len() as u64, one, many)
            },
            orders: shown::orders(&ask, asked.wanted.order),
            kinds: kinds(&ask, asked.wanted.kind, has_series),
            chips: chips(&ask, &board, &asked),
            notices: asked.unknown.clone(),
            panel,
            groups: groups(&ask, &board, &asked, &found),
            fields: fields(&ask, &board, &asked, &found),
            films,
            pages: {
                let total = pages_of(found.films.len() as u64, LINES);
                Pages::new(&ask, "/films", number, number < total, Some(total))
            },
        };
        page(&made)
    });
    shown.await.ok().ok_or(SiteError::Crashed)?
}

fn heading(kind: WorkKind) -> (&'static str, (&'static str, &'static str)) {
    let found = KINDS.iter().find(|(known, ..)| *known == kind);
    found.map_or(("Films", ("film", "films")), |(_, words, counted)| {
        (words, *counted)
    })
}

fn kinds(ask: &Ask, here: WorkKind, has_series: bool) -> Vec<FacetChoice> {
    if !has_series {
        return Vec::new();
    }
    let query = ask.query.set("page", "");
    let choices = KINDS.iter().map(|(kind, words, _)| FacetChoice {
        href: format!(
            "/films{}",
            query.set(
                "kind",
                if *kind == WorkKind::Film {
                    ""
                } else {
                    kind.code()
                }
            )
        ),
        words: (*words).to_owned(),
        count: String::new(),
        is_here: *kind == here,
    });
    choices.collect()
}

fn ranked(browse: &Browse<'_>, found: &FilmsFound, number: u32) -> Vec<RankedLine> {
    let board: &Board = browse.board;
    let from = (number as usize - 1).saturating_mul(LINES as usize);
    let places = found.films.iter().enumerate().skip(from);
    let lines = places.take(LINES as usize).filter_map(|(at, place)| {
        let film = board.films.get(*place)?;
        Some(RankedLine {
            place: show::count(at as u64 + 1),
            line: line_of(film, browse.told(film)?),
        })
    });
    lines.collect()
}
