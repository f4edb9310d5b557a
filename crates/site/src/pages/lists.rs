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
use ovation_terms::{WorkKind, fold};

/// Films on a page.
const FILMS: u32 = 25;
/// Names on a page.
const NAMES: u32 = 200;

#[derive(Template)]
#[template(path = "films.html")]
struct FilmsPage {
    frame: Frame,
    heading: &'static str,
    total: String,
    orders: Vec<Order>,
    /// Films, series and seasons, where the record has any of these.
    kinds: Vec<Order>,
    films: Vec<FilmLine>,
    pages: Pages,
}

#[derive(Debug)]
struct Order {
    href: String,
    words: &'static str,
    is_here: bool,
}

pub(super) async fn films(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    const ORDERS: [(&str, &str); 3] = [
        ("reviews", "By number of reviews"),
        ("latest", "By latest review"),
        ("title", "By title"),
    ];
    const KINDS: [(WorkKind, &str); 3] = [
        (WorkKind::Film, "Films"),
        (WorkKind::Series, "Series"),
        (WorkKind::Season, "Seasons"),
    ];
    let known = ORDERS.map(|(code, _)| code);
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
    let kind = kind_asked(&ask)?;
    let number = ask.query.page()?;
    let count = site.ledger.count_with_reviews(kind).await?;
    let hits = site
        .ledger
        .films_with_reviews(order, kind, FILMS, (number - 1).saturating_mul(FILMS))
        .await?;
    let total = pages_of(count, FILMS);
    let heading = KINDS.iter().find(|(known, _)| *known == kind);
    let heading = heading.map_or("Films", |(_, words)| words);
    let (one, many) = match kind {
        WorkKind::Film => ("film", "films"),
        WorkKind::Series => ("series", "series"),
        WorkKind::Season => ("season", "seasons"),
    };
    let kinds = if site.ledger.has_series().await? {
        KINDS.to_vec()
    } else {
        Vec::new()
    };
    page(&FilmsPage {
        frame: site.frame(&ask, "films", heading, "/films"),
        heading,
        total: show::counted(count, one, many),
        orders: ORDERS
            .map(|(known, words)| Order {
                href: films_href(known, kind),
                words,
                is_here: known == code,
            })
            .into(),
        kinds: kinds
            .into_iter()
            .map(|(known, words)| Order {
                href: films_href(code, known),
                words,
                is_here: known == kind,
            })
            .collect(),
        films: film_lines(&site, hits).await?,
        pages: Pages::new(&ask, "/films", number, number < total, Some(total)),
    })
}

/// Which works a list is asked for: films, unless series or seasons are.
pub(crate) fn kind_asked(ask: &Ask) -> Result<WorkKind, SiteError> {
    let codes = WorkKind::ALL.map(WorkKind::code);
    let kind = ask
        .query
        .choice("kind", &codes, |text| text.parse::<WorkKind>().ok())?;
    Ok(kind.unwrap_or_default())
}

/// The address of a list, without what it is by default.
fn films_href(order: &str, kind: WorkKind) -> String {
    let order = (order != "reviews").then(|| format!("order={order}"));
    let kind = (kind != WorkKind::Film).then(|| format!("kind={kind}"));
    let parts: Vec<String> = order.into_iter().chain(kind).collect();
    match parts.as_slice() {
        [] => "/films".to_owned(),
        parts => format!("/films?{}", parts.join("&")),
    }
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
