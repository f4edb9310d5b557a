//! A critic's and an outlet's page: their reviews, and what became of them.

use super::film::{readings, stands_at};
use super::{Frame, Pages, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::{Site, redirect};
use crate::links;
use crate::view::{ReviewLine, sum};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_ledger::{Ledger, ListedBallot, Tally};
use ovation_score::Fate;
use ovation_terms::{Ballot, CriticId, FilmId, FilmRecord, OutletId, Reason, State as ReviewState};
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
    tally: String,
    reviews: Vec<ReviewLine>,
    pages: Pages,
}

/// All reviews by what became of them: `25 reviews: 22 settled, 2 waiting, 1 out`.
pub(super) fn tallied(tally: &Tally) -> String {
    sum(
        tally.found,
        &[
            (tally.counted, "settled"),
            (tally.waiting, "waiting"),
            (tally.excluded, "out"),
        ],
    )
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
        tally: tallied(&critic.tally),
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
        tally: tallied(&outlet.tally),
        reviews,
        pages: Pages::new(&ask, &here, number, more, None),
    })
}

/// The lines of a page, and whether more follow: one ballot more than a page was asked for.
async fn lines(
    ledger: &Ledger,
    mut listed: Vec<ListedBallot>,
) -> Result<(Vec<ReviewLine>, bool), SiteError> {
    let more = listed.len() > LINES as usize;
    listed.truncate(LINES as usize);
    let readings = readings(ledger, listed.iter().map(|line| &line.ballot)).await?;
    let films = films_of(ledger, listed.iter().map(|line| &line.ballot)).await?;
    let lines = listed.iter().map(|ListedBallot { ballot, superseded }| {
        let read = readings.get(&ballot.review);
        let fate = own_fate(ballot, *superseded);
        ReviewLine::new(ballot, &fate, read, films.get(&ballot.film))
    });
    Ok((lines.collect(), more))
}

/// The films of some reviews.
pub(super) async fn films_of(
    ledger: &Ledger,
    ballots: impl Iterator<Item = &Ballot>,
) -> Result<BTreeMap<FilmId, FilmRecord>, SiteError> {
    let mut ids: Vec<FilmId> = ballots.map(|ballot| ballot.film).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(ledger.films(&ids).await?)
}

/// What becomes of a review outside any question: by its own reasons, and by whether a newer one of the same
/// critic stands in its place.
pub(crate) fn own_fate(ballot: &Ballot, superseded: bool) -> Fate {
    let mut reasons = ballot.standing.reasons().to_vec();
    match (ballot.takes_part(), superseded) {
        (true, false) => Fate::In {
            unsure: ballot.standing.state() == ReviewState::Waiting,
        },
        (true, true) => {
            reasons.push(Reason::Superseded);
            Fate::Out(reasons)
        }
        (false, _) => Fate::Out(reasons),
    }
}
