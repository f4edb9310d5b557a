//! A review's full trail: what was read and where, what was concluded and why, and every entry.

use super::log::EntryLine;
use super::names::own_fate;
use super::{Frame, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::show;
use crate::view::{EvidenceLine, ReviewLine, trail_of};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_ledger::ReviewRecord;
use ovation_score::Fate;
use ovation_terms::{EntryBody, ReviewId, SourceFacts, SourceId, Verdict};

#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage {
    frame: Frame,
    line: ReviewLine,
    /// `Ada Marlow on The Lamplighter`
    heading: String,
    verdict_why: String,
    made_by: String,
    /// What rating, text and habit each say, where a machine weighed them.
    sides: Vec<String>,
    rating_complaint: String,
    /// Small troubles of the reading, without losing the review.
    complaints: Vec<String>,
    /// The review it may be one with: its page, its number, and what speaks for it.
    resembles: Option<(String, i64, String)>,
    trail: Vec<EvidenceLine>,
    candidates: Vec<crate::view::FilmTitle>,
    film_why: String,
    state: &'static str,
    reasons: Vec<&'static str>,
    sources: Vec<SourceLine>,
    changes: Vec<ChangeLine>,
    history: Vec<EntryLine>,
    json: String,
}

#[derive(Debug)]
struct SourceLine {
    number: String,
    address: String,
    href: Option<String>,
    fetched: String,
    size: String,
    hash: String,
}

impl SourceLine {
    fn of((id, facts): &(SourceId, SourceFacts)) -> Self {
        Self {
            number: id.to_string(),
            // Of a file of the operator's nobody else is told the folder.
            address: ovation_terms::file_of(&facts.address).to_owned(),
            href: show::safe_url(&facts.address),
            fetched: show::moment(facts.fetched),
            size: show::counted(facts.size_bytes, "byte", "bytes"),
            hash: facts.hash.to_string(),
        }
    }
}

/// A value that changed between two readings.
#[derive(Debug)]
struct ChangeLine {
    field: String,
    at: String,
    before: String,
    after: String,
}

/// What changed from one reading to the next; of texts the words around the change.
fn changes_of(record: &ReviewRecord) -> Vec<ChangeLine> {
    let mut made = Vec::new();
    for (entry, told) in record.changes() {
        for change in told {
            let shown = |value: Option<String>| show::excerpt(&value.unwrap_or_default(), 30);
            made.push(ChangeLine {
                field: show::sentence(change.field),
                at: show::moment(entry.at),
                before: shown(change.before),
                after: shown(change.after),
            });
        }
    }
    made
}

/// The record of a review as every reader may see it.
pub(crate) fn for_readers(mut record: ReviewRecord) -> ReviewRecord {
    let read = EntryBody::ReviewRead(Box::new(record.read.clone()));
    if let EntryBody::ReviewRead(read) = ovation_terms::for_readers(read) {
        record.read = *read;
    }
    record
}

/// What became of a review: its own reasons, and whether a newer one stands in its place.
pub(crate) fn fate_of(record: &ReviewRecord) -> Fate {
    own_fate(&record.ballot, record.superseded)
}

pub(super) async fn review(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let id: ReviewId = ask.id("review")?;
    let found = site.ledger.review(id).await?;
    let record = found.ok_or_else(|| SiteError::no_such("review", id))?;
    let fate = fate_of(&record);
    let line = ReviewLine::new(
        &record.ballot,
        &fate,
        Some(&record.read),
        record.film.as_ref(),
    );
    let subject = line.film.as_ref().map_or_else(
        || {
            let printed = record.read.finding.film.title.as_ref();
            printed.map_or_else(|| "an unnamed film".to_owned(), |title| title.value.clone())
        },
        crate::view::FilmTitle::in_full,
    );
    let heading = format!("{} on {subject}", line.signed());
    let mut candidates = Vec::new();
    for candidate in record.read.film.candidates.iter().take(10) {
        if let Some(film) = site.ledger.film(*candidate).await? {
            candidates.push(crate::view::FilmTitle::of(&film));
        }
    }
    let record = for_readers(record);
    let film_why = record.read.film.why.clone();
    let verdict = record.read.verdict.as_ref();
    let reasons: Vec<&'static str> = match &fate {
        Fate::Out(reasons) => reasons.iter().map(|reason| reason.sentence()).collect(),
        _ => record
            .ballot
            .standing
            .reasons()
            .iter()
            .map(|reason| reason.sentence())
            .collect(),
    };
    page(&ReviewPage {
        frame: site.frame(&ask, "films", heading.clone(), &line.href),
        heading,
        verdict_why: verdict.map_or_else(String::new, |verdict| verdict.why.clone()),
        sides: verdict.map(Verdict::sides).unwrap_or_default(),
        made_by: verdict.map_or_else(String::new, |verdict| verdict.made_by.clone()),
        rating_complaint: record.read.rating_complaint.clone().unwrap_or_default(),
        complaints: record
            .read
            .complaints
            .iter()
            .map(ToString::to_string)
            .collect(),
        resembles: record.read.resembles.as_ref().map(|other| {
            let number = other.review.0;
            (format!("/reviews/{number}"), number, other.why.clone())
        }),
        trail: trail_of(&record.read),
        candidates,
        film_why: show::sentence(&film_why),
        state: if line.state.is_empty() {
            "Counted"
        } else {
            line.state
        },
        reasons,
        sources: record.sources.iter().map(SourceLine::of).collect(),
        changes: changes_of(&record),
        history: record.history.iter().map(EntryLine::of).collect(),
        json: format!("/api/v1/reviews/{id}"),
        line,
    })
}
