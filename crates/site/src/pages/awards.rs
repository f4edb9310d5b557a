//! Prizes: who has each, year by year, with the article that says so.

use super::festivals::{HappeningsPage, PrizeShown, listed, prize_shown};
use super::{Frame, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::view::{no_such, prizes, told_of};
use crate::{links, show};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_ledger::Happenings;
use ovation_terms::{FilmId, happening_name};

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
    let (which, asked) = (Happenings::Awards, ask.param("name"));
    let (articles, folded) = told_of(&site, which, asked).await?;
    let given = prizes(&articles, &folded);
    let first = given.first().ok_or_else(|| no_such(which, asked))?;
    let name = happening_name(first.told.prize.as_deref().unwrap_or(asked));
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
