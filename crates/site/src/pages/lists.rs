//! Lists of films, critics and outlets.

use super::home::{FilmLine, film_lines};
use super::{Frame, Pages, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::view::Named;
use crate::{links, show};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_ledger::FilmOrder;
use ovation_terms::fold;

/// Films on a page.
const FILMS: u32 = 25;
/// Names on a page.
const NAMES: u32 = 200;

#[derive(Template)]
#[template(path = "films.html")]
struct FilmsPage {
    frame: Frame,
    total: String,
    orders: Vec<Order>,
    films: Vec<FilmLine>,
    pages: Pages,
}

#[derive(Debug)]
struct Order {
    href: &'static str,
    words: &'static str,
    is_here: bool,
}

pub(super) async fn films(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    const ORDERS: [(&str, &str, &str); 3] = [
        ("reviews", "/films", "By number of reviews"),
        ("latest", "/films?order=latest", "By latest review"),
        ("title", "/films?order=title", "By title"),
    ];
    let known = ORDERS.map(|(code, ..)| code);
    let code = ask
        .query
        .choice("order", &known, |text| {
            known.into_iter().find(|code| *code == text)
        })?
        .unwrap_or("reviews");
    let order = match code {
        "latest" => FilmOrder::LatestReview,
        "title" => FilmOrder::Title,
        _ => FilmOrder::MostReviews,
    };
    let number = ask.query.page()?;
    let counts = site.ledger.counts().await?;
    let hits = site
        .ledger
        .films_with_reviews(order, FILMS, (number - 1).saturating_mul(FILMS))
        .await?;
    let total = pages_of(counts.films_with_reviews, FILMS);
    page(&FilmsPage {
        frame: site.frame(&ask, "films", "Films", "/films"),
        total: show::counted(counts.films_with_reviews, "film", "films"),
        orders: ORDERS
            .map(|(known, href, words)| Order {
                href,
                words,
                is_here: known == code,
            })
            .into(),
        films: film_lines(&site, hits).await?,
        pages: Pages::new(&ask, "/films", number, number < total, Some(total)),
    })
}

#[derive(Template)]
#[template(path = "names.html")]
struct NamesPage {
    frame: Frame,
    heading: &'static str,
    total: String,
    names: Vec<Named>,
    pages: Pages,
}

pub(super) async fn critics(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let mut names = Vec::new();
    let (gone, _) = site.ledger.without_living_reviews().await?;
    let mut each = |id, name: String| {
        if gone.contains(&id) {
            return;
        }
        names.push((fold(&name), links::critic(id, &name), name));
    };
    site.ledger.each_critic(&mut each).await?;
    names_page(
        &site,
        &ask,
        ("critics", "Critics"),
        ("critic", "critics"),
        names,
    )
}

pub(super) async fn outlets(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let mut names = Vec::new();
    let (_, gone) = site.ledger.without_living_reviews().await?;
    let mut each = |id, name: String, _| {
        if gone.contains(&id) {
            return;
        }
        names.push((fold(&name), links::outlet(id, &name), name));
    };
    site.ledger.each_outlet(&mut each).await?;
    names_page(
        &site,
        &ask,
        ("outlets", "Outlets"),
        ("outlet", "outlets"),
        names,
    )
}

/// The page of a list of names, by folded name.
fn names_page(
    site: &Site,
    ask: &Ask,
    (part, heading): (&'static str, &'static str),
    (one, many): (&str, &str),
    mut names: Vec<(String, String, String)>,
) -> Result<Response, SiteError> {
    let number = ask.query.page()?;
    names.sort_unstable();
    let total = names.len() as u64;
    let pages = pages_of(total, NAMES);
    let here = format!("/{part}");
    let from = (number as usize - 1).saturating_mul(NAMES as usize);
    page(&NamesPage {
        frame: site.frame(ask, part, heading, &here),
        heading,
        total: show::counted(total, one, many),
        names: names
            .into_iter()
            .skip(from)
            .take(NAMES as usize)
            .map(|(_, href, name)| Named { href, name })
            .collect(),
        pages: Pages::new(ask, &here, number, number < pages, Some(pages)),
    })
}

/// How many pages a list of so many lines has.
pub(super) fn pages_of(total: u64, on_a_page: u32) -> u32 {
    u32::try_from(total.div_ceil(u64::from(on_a_page))).unwrap_or(u32::MAX)
}
