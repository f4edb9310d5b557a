//! A critic's and an outlet's page: their reviews, and what became of them.

use super::film::{readings, stands_at};
use super::{Frame, Pages, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::{Site, redirect};
use crate::view::ReviewLine;
use crate::{links, show};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_ledger::{Ledger, Tally};
use ovation_score::Fate;
use ovation_terms::{Ballot, CriticId, FilmId, FilmRecord, OutletId, State as ReviewState};
use std::collections::BTreeMap;

/// Reviews on a page.
const LINES: u32 = 50;

#[derive(Template)]
#[template(path = "name.html")]
struct NamePage {
    frame: Frame,
    /// `Critic` or `Outlet`.
    kind: &'static str,
    name: String,
    /// The outlet's domain.
    domain: Option<String>,
    tally: TallyShown,
    reviews: Vec<ReviewLine>,
    pages: Pages,
}

/// Found = counted + waiting + excluded, ready to print.
#[derive(Debug)]
pub(super) struct TallyShown {
    pub(super) found: String,
    pub(super) counted: String,
    pub(super) waiting: String,
    pub(super) excluded: String,
}

impl TallyShown {
    pub(super) fn of(tally: &Tally) -> Self {
        Self {
            found: show::count(tally.found),
            counted: show::count(tally.counted),
            waiting: show::count(tally.waiting),
            excluded: show::count(tally.excluded),
        }
    }
}

pub(super) async fn critic(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let id: CriticId = ask.id("critic")?;
    let found = site.ledger.critic(id).await?;
    let critic = found.ok_or_else(|| SiteError::no_such("critic", id))?;
    let is_other = critic.id != id;
    let id = critic.id;
    let here = links::critic(id, &critic.name);
    if is_other || !stands_at(&ask, &critic.name) {
        return Ok(redirect(&format!("{here}{}", ask.query)));
    }
    let number = ask.query.page()?;
    let from = (number - 1).saturating_mul(LINES);
    let ballots = site.ledger.ballots_of_critic(id, LINES + 1, from).await?;
    let (reviews, more) = lines(&site.ledger, ballots).await?;
    page(&NamePage {
        frame: site
            .frame(&ask, "critics", critic.name.clone(), &here)
            .described(format!("Film reviews by {}.", critic.name)),
        kind: "Critic",
        name: critic.name,
        domain: None,
        tally: TallyShown::of(&critic.tally),
        reviews,
        pages: Pages::new(&ask, &here, number, more, None),
    })
}

pub(super) async fn outlet(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let id: OutletId = ask.id("outlet")?;
    let found = site.ledger.outlet(id).await?;
    let outlet = found.ok_or_else(|| SiteError::no_such("outlet", id))?;
    let is_other = outlet.id != id;
    let id = outlet.id;
    let here = links::outlet(id, &outlet.name);
    if is_other || !stands_at(&ask, &outlet.name) {
        return Ok(redirect(&format!("{here}{}", ask.query)));
    }
    let number = ask.query.page()?;
    let from = (number - 1).saturating_mul(LINES);
    let ballots = site.ledger.ballots_of_outlet(id, LINES + 1, from).await?;
    let (reviews, more) = lines(&site.ledger, ballots).await?;
    page(&NamePage {
        frame: site
            .frame(&ask, "outlets", outlet.name.clone(), &here)
            .described(format!("Film reviews in {}.", outlet.name)),
        kind: "Outlet",
        name: outlet.name,
        domain: outlet.domain,
        tally: TallyShown::of(&outlet.tally),
        reviews,
        pages: Pages::new(&ask, &here, number, more, None),
    })
}

/// The lines of a page, and whether more follow: one ballot more than a page was asked for.
async fn lines(
    ledger: &Ledger,
    mut ballots: Vec<Ballot>,
) -> Result<(Vec<ReviewLine>, bool), SiteError> {
    let more = ballots.len() > LINES as usize;
    ballots.truncate(LINES as usize);
    let readings = readings(ledger, ballots.iter()).await?;
    let films = films_of(ledger, &ballots).await?;
    let lines = ballots
        .iter()
        .map(|ballot| {
            let read = readings.get(&ballot.review);
            ReviewLine::new(ballot, &own_fate(ballot), read, films.get(&ballot.film))
        })
        .collect();
    Ok((lines, more))
}

/// The films of some reviews.
pub(super) async fn films_of(
    ledger: &Ledger,
    ballots: &[Ballot],
) -> Result<BTreeMap<FilmId, FilmRecord>, SiteError> {
    let mut ids: Vec<FilmId> = ballots.iter().map(|ballot| ballot.film).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(ledger.films(&ids).await?)
}

/// What becomes of a review by its own reasons, outside any film's score.
pub(crate) fn own_fate(ballot: &Ballot) -> Fate {
    if ballot.takes_part() {
        Fate::In {
            unsure: ballot.standing.state() == ReviewState::Waiting,
        }
    } else {
        Fate::Out(ballot.standing.reasons().to_vec())
    }
}
