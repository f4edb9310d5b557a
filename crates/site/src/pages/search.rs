//! Search: films in all their titles, people, critics and outlets, with slips of the hand forgiven.

use super::browse::line_of;
use super::home::{FilmLine, film_lines};
use super::suggest::SuggestedLine;
use super::{Frame, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::figures::{Board, NameSort};
use crate::front::Site;
use crate::show;
use crate::view::Named;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_desk::FilmAsked;
use ovation_ledger::FilmHit;
use ovation_terms::FilmId;
use std::collections::BTreeSet;

/// Hits of each kind on the page.
const HITS: u32 = 25;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    words: String,
    is_asked: bool,
    found: String,
    films: Vec<FilmLine>,
    critics: Vec<NameLine>,
    outlets: Vec<NameLine>,
    people: Vec<NameLine>,
}

/// A critic or an outlet with the number of reviews.
#[derive(Debug)]
pub(super) struct NameLine {
    pub(super) name: Named,
    /// The other name that the words fit.
    pub(super) by: Option<String>,
    /// `12 reviews`; empty where they were not counted.
    pub(super) reviews: String,
}

/// The names of one sort that fit.
fn names(board: &Board, words: &str, sort: NameSort) -> Vec<NameLine> {
    let found = board.names.find(words, &[sort], HITS as usize);
    let lines = found.iter().filter_map(|one| {
        let told = SuggestedLine::of(board, one)?;
        Some(NameLine {
            reviews: told.reviews_in_words(),
            name: Named {
                href: told.href,
                name: told.name,
            },
            by: told.by,
        })
    });
    lines.collect()
}

/// Films: those that the words name in full anywhere in the catalogue, those with reviews whose titles fit, and where
/// there are none, those of the catalogue that the words may mean.
async fn films(
    site: &Site,
    ask: &Ask,
    board: &Board,
    words: &str,
) -> Result<Vec<FilmLine>, SiteError> {
    let mut lines = Vec::new();
    let mut met: BTreeSet<FilmId> = BTreeSet::new();
    let hits = site.ledger.find_films(words, HITS).await?;
    let (named, partly): (Vec<FilmHit>, Vec<FilmHit>) =
        hits.into_iter().partition(|hit| hit.is_named);
    met.extend(named.iter().map(|hit| hit.film.id));
    lines.extend(film_lines(site, named).await?);
    for one in board.names.find(words, &[NameSort::Film], HITS as usize) {
        if let Some(film) = board.film(FilmId(one.id))
            && met.insert(film.id)
        {
            lines.push(line_of(film, &film.told));
        }
    }
    let partly: Vec<FilmHit> = partly
        .into_iter()
        .filter(|hit| met.insert(hit.film.id))
        .collect();
    lines.extend(film_lines(site, partly).await?);
    lines.truncate(HITS as usize);
    if lines.is_empty() {
        let matcher = site
            .matching
            .at(&site.ledger, &ask.head, &site.settings.index)
            .await?;
        let asked = FilmAsked {
            title: Some(words.to_owned()),
            ..FilmAsked::default()
        };
        let found = matcher.find(&asked);
        let ids: Vec<FilmId> = found
            .candidates
            .iter()
            .map(|(film, _)| *film)
            .take(HITS as usize)
            .collect();
        let records = site.ledger.films(&ids).await?;
        let hits = ids
            .iter()
            .filter_map(|id| records.get(id))
            .map(|film| FilmHit {
                film: film.clone(),
                reviews: 0,
                is_named: false,
            });
        lines = film_lines(site, hits.collect()).await?;
    }
    Ok(lines)
}

pub(super) async fn search(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let words = ask.query.get("q").unwrap_or_default().to_owned();
    let is_asked = !words.is_empty();
    let (mut found_films, mut critics, mut outlets, mut people) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    if is_asked {
        let board = site.figures.at(&site.ledger, &ask.head).await?;
        found_films = films(&site, &ask, &board, &words).await?;
        critics = names(&board, &words, NameSort::Critic);
        outlets = names(&board, &words, NameSort::Outlet);
        people = names(&board, &words, NameSort::Person);
    }
    let title = if is_asked {
        format!("Search: {}", show::excerpt(&words, 12))
    } else {
        "Search".to_owned()
    };
    page(&SearchPage {
        frame: site.frame(&ask, "search", title, "/search"),
        found: found(&[
            (found_films.len(), "film", "films"),
            (critics.len(), "critic", "critics"),
            (outlets.len(), "outlet", "outlets"),
            (people.len(), "person", "people"),
        ]),
        is_asked,
        words,
        films: found_films,
        critics,
        outlets,
        people,
    })
}

fn found(kinds: &[(usize, &str, &str)]) -> String {
    let there = kinds.iter().filter(|(count, ..)| *count > 0);
    let parts = there.map(|(count, one, many)| {
        let shown = show::counted(*count as u64, one, many);
        if *count >= HITS as usize {
            format!("the first {shown}")
        } else {
            shown
        }
    });
    parts.collect::<Vec<String>>().join(", ")
}
