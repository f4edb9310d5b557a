//! Prizes: who has each, year by year, with the article that says so.

use super::festivals::{ARTICLES, HappeningsPage, PrizeShown, listed, prize_shown};
use super::{Frame, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::view::prizes;
use crate::{links, show};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_ledger::Happenings;
use ovation_terms::{FilmId, fold, happening_name};

#[derive(Template)]
#[template(path = "award.html")]
struct AwardPage {
    frame: Frame,
    name: String,
    prizes: Vec<PrizeShown>,
    json: String,
}

pub(super) async fn awards(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let (names, pages) = listed(&site, &ask, Happenings::Awards).await?;
    page(&HappeningsPage {
        frame: site.frame(&ask, "festivals", "Awards", "/awards"),
        heading: "Awards",
        lede: "Prizes that films and people have, as articles in this record tell.",
        names,
        pages,
    })
}

pub(super) async fn award(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let slug = ask.param("name").to_owned();
    let folded = fold(&slug);
    let no_such = || SiteError::no_such("award", slug.chars().take(60).collect::<String>());
    if folded.is_empty() {
        return Err(no_such());
    }
    let articles = site
        .ledger
        .press_of_happening(Happenings::Awards, &folded, None, ARTICLES)
        .await?;
    let given = prizes(&articles, &folded);
    let first = given.first().ok_or_else(no_such)?;
    let name = happening_name(first.told.prize.as_deref().unwrap_or(&slug));
    let ids: Vec<FilmId> = given.iter().filter_map(|prize| prize.told.film).collect();
    let films = site.ledger.films(&ids).await?;
    let here = links::award(&name);
    page(&AwardPage {
        frame: site
            .frame(&ask, "festivals", name.clone(), &here)
            .described(format!(
                "Who has the {name}, year by year, each with its source."
            )),
        name: show::sentence(&name),
        prizes: given
            .iter()
            .map(|prize| prize_shown(&prize.told, prize.year, &films))
            .collect(),
        json: format!("/api/v1{here}"),
    })
}
