//! What waits for a person, and what could not be read.

use super::names::{own_fate, tallied};
use super::{Frame, Pages, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::show;
use crate::view::{FilmTitle, ReviewLine};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_ledger::WaitingReview;
use ovation_terms::{EntryBody, UnreadableFound, Verdict};

/// Lines on a page.
const LINES: u32 = 50;

#[derive(Template)]
#[template(path = "waiting.html")]
struct WaitingPage {
    frame: Frame,
    tally: String,
    reviews: Vec<WaitingLine>,
    pages: Pages,
}

#[derive(Debug)]
struct WaitingLine {
    line: ReviewLine,
    /// The film's title as the source prints it, where no film is settled.
    printed: String,
    candidates: Vec<FilmTitle>,
    /// What rating, text and habit each say.
    sides: Vec<String>,
}

pub(super) async fn waiting(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let number = ask.query.page()?;
    let tally = site.ledger.tally().await?;
    let from = (number - 1).saturating_mul(LINES);
    let reviews = site.ledger.waiting(LINES, from).await?;
    let total = super::lists::pages_of(tally.waiting, LINES);
    let ballots = reviews.iter().map(|waits| &waits.ballot);
    let readings = super::film::readings(&site.ledger, ballots).await?;
    let ballots = reviews.iter().map(|waits| &waits.ballot);
    let films = super::names::films_of(&site.ledger, ballots).await?;
    let line = |waits: &WaitingReview| {
        let ballot = &waits.ballot;
        let read = readings.get(&ballot.review);
        WaitingLine {
            // What a newer review replaced does not wait.
            line: ReviewLine::new(
                ballot,
                &own_fate(ballot, false),
                read,
                films.get(&ballot.film),
            ),
            printed: waits.film_title_printed.clone().unwrap_or_default(),
            candidates: waits.candidates.iter().map(FilmTitle::of).collect(),
            sides: waits
                .verdict
                .as_ref()
                .map(Verdict::sides)
                .unwrap_or_default(),
        }
    };
    page(&WaitingPage {
        frame: site.frame(&ask, "waiting", "Waiting reviews", "/waiting"),
        tally: tallied(&tally),
        reviews: reviews.iter().map(line).collect(),
        pages: Pages::new(&ask, "/waiting", number, number < total, Some(total)),
    })
}

#[derive(Template)]
#[template(path = "unreadable.html")]
struct UnreadablePage {
    frame: Frame,
    total: String,
    found: Vec<UnreadableLine>,
    pages: Pages,
}

#[derive(Debug)]
struct UnreadableLine {
    address: String,
    place: String,
    kind: &'static str,
    detail: String,
}

impl UnreadableLine {
    fn of(found: &UnreadableFound) -> Self {
        let shown = ovation_terms::for_readers(EntryBody::UnreadableFound(found.clone()));
        let found = if let EntryBody::UnreadableFound(shown) = &shown {
            shown
        } else {
            found
        };
        Self {
            address: show::excerpt(ovation_terms::file_of(&found.address), 40),
            place: found.complaint.place.clone(),
            kind: found.complaint.kind.code(),
            detail: show::excerpt(&found.complaint.detail, 60),
        }
    }
}

pub(super) async fn unreadable(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let number = ask.query.page()?;
    let count = site.ledger.unreadable_count().await?;
    let from = (number - 1).saturating_mul(LINES);
    let found = site.ledger.unreadable(LINES, from).await?;
    let total = super::lists::pages_of(count, LINES);
    page(&UnreadablePage {
        frame: site.frame(&ask, "waiting", "What could not be read", "/unreadable"),
        total: show::counted(count, "place", "places"),
        found: found.iter().map(UnreadableLine::of).collect(),
        pages: Pages::new(&ask, "/unreadable", number, number < total, Some(total)),
    })
}
