//! Search: films, critics and outlets.

use super::home::{FilmLine, film_lines};
use super::{Frame, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::view::Named;
use crate::{links, show};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_ledger::NameHit;

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

impl NameLine {
    pub(super) fn of<Id: Copy>(hit: &NameHit<Id>, link: impl Fn(Id, &str) -> String) -> Self {
        Self {
            name: Named {
                href: link(hit.id, &hit.name),
                name: hit.name.clone(),
            },
            by: hit.by.clone(),
            reviews: show::counted(hit.reviews, "review", "reviews"),
        }
    }
}

pub(super) async fn search(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let words = ask.query.get("q").unwrap_or_default().to_owned();
    let is_asked = !words.is_empty();
    let (mut films, mut critics, mut outlets) = (Vec::new(), Vec::new(), Vec::new());
    if is_asked {
        let hits = site.ledger.search(&words, HITS).await?;
        films = film_lines(&site, hits.films).await?;
        critics = hits
            .critics
            .iter()
            .map(|hit| NameLine::of(hit, links::critic))
            .collect();
        outlets = hits
            .outlets
            .iter()
            .map(|hit| NameLine::of(hit, links::outlet))
            .collect();
    }
    let title = if is_asked {
        format!("Search: {}", show::excerpt(&words, 12))
    } else {
        "Search".to_owned()
    };
    page(&SearchPage {
        frame: site.frame(&ask, "search", title, "/search"),
        found: found(films.len(), critics.len(), outlets.len()),
        is_asked,
        words,
        films,
        critics,
        outlets,
    })
}

fn found(films: usize, critics: usize, outlets: usize) -> String {
    let part = |count: usize, one: &str, many: &str| {
        let shown = show::counted(count as u64, one, many);
        if count >= HITS as usize {
            format!("the first {shown}")
        } else {
            shown
        }
    };
    let parts: Vec<String> = [
        (films, "film", "films"),
        (critics, "critic", "critics"),
        (outlets, "outlet", "outlets"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, many)| part(count, one, many))
    .collect();
    parts.join(", ")
}
