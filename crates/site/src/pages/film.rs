//! A film: its score, how it came about over time, and every review behind it.

mod filter;
mod lead;
mod more;

use super::{Frame, Pages, page};
use crate::ask::{Ask, QUESTION};
use crate::chart::{Histogram, TimelineChart};
use crate::error::SiteError;
use crate::front::{Site, redirect};
use crate::plate::Art;
use crate::view::{
    FilmScore, FilmTitle, Move, Named, PressShown, ReviewLine, ScoreShown, Voices, basis_words,
    marks_of, moves_of, press_of,
};
use crate::{links, show};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use filter::Filter;
use lead::LeadShown;
use ovation_ledger::Ledger;
use ovation_score::{Fate, timeline};
use ovation_terms::{Ballot, Basis, FilmId, FilmRecord, Reason, ReviewId, ReviewRead, slug};
use std::collections::BTreeMap;

pub(super) use more::poster_file;

/// Reviews on a page.
const LINES: usize = 24;
/// Articles of film press read for the page.
const ARTICLES: u32 = 200;
/// Other titles shown under the title.
const OTHER_TITLES: usize = 6;

#[derive(Template)]
#[template(path = "film.html")]
struct FilmPage {
    frame: Frame,
    film: FilmTitle,
    other_titles: String,
    /// What kind of work it is, where it is no film.
    work: Option<more::WorkShown>,
    /// Countries, genres and runtime in one line.
    facts_line: String,
    art: Art,
    poster: Option<more::PosterShown>,
    synopsis: String,
    /// Who made it and plays in it, and where it opened: a label and names.
    credits: Vec<(&'static str, String)>,
    /// Its pages in other catalogues.
    elsewhere: Vec<Named>,
    /// A voice for it and one against.
    voices: Voices,
    /// Where its score moved.
    moves: Vec<Move>,
    /// How many verdicts rest on what.
    bases: Vec<(String, &'static str)>,
    /// The seasons of a series.
    seasons: Vec<Named>,
    score: ScoreShown,
    /// What was asked for beside the usual, in words; empty where nothing was.
    asked: String,
    /// Where that leads back to.
    back: &'static str,
    /// How far the ratings lie apart, in words; empty where nothing can be said.
    divided: String,
    /// The figure of the formula that was asked for.
    lead: LeadShown,
    panel: String,
    formula: &'static str,
    as_of: String,
    known_at: String,
    here: String,
    receipt: String,
    json: String,
    timeline: Option<TimelineChart>,
    timeline_json: String,
    histogram: Option<Histogram>,
    reasons: Vec<(String, String)>,
    /// What film press says of it.
    press: PressShown,
    press_json: String,
    number: FilmId,
    filter: filter::Shown,
    /// `12 reviews`, of those the filter leaves.
    chosen: String,
    reviews: Vec<ReviewLine>,
    pages: Pages,
}

pub(super) async fn film(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let id: FilmId = ask.id("film")?;
    let film = site.ledger.film(id).await?;
    let film = film.ok_or_else(|| SiteError::no_such("film", id))?;
    let here = links::film(&film);
    // A film that was taken for another leads to that one's page.
    if film.id != id || !stands_at(&ask, &film.title) {
        return Ok(redirect(&format!("{here}{}", ask.query)));
    }
    let clocks = ask.query.clocks()?;
    let question = ask.query.question(&site.ledger).await?;
    let filter = Filter::read(&ask.query)?;
    let number = ask.query.page()?;
    let scored = FilmScore::of(&site, film, question, ask.head.seq).await?;
    let fates = scored.fates();
    let chosen: Vec<&(&Ballot, Fate)> = fates
        .iter()
        .filter(|(ballot, fate)| filter.takes(ballot, fate))
        .collect();
    let total = chosen.len().div_ceil(LINES);
    let from = (number as usize - 1) * LINES;
    let lines: Vec<_> = chosen.iter().skip(from).take(LINES).collect();
    let readings = readings(&site.ledger, lines.iter().map(|line| line.0)).await?;
    let articles = press_of(&site.ledger, id, clocks, ARTICLES).await?;
    let clock_query = ask.query.keep(&QUESTION);
    let film = FilmTitle::of(&scored.film);
    let score = ScoreShown::of(&scored.score);
    let lead = LeadShown::of(&scored, &score);
    let points = timeline(&scored.ballots, &scored.question);
    let marks = marks_of(&articles, id);
    let total = u32::try_from(total).unwrap_or(u32::MAX);
    let page_struct = FilmPage {
        frame: site
            .frame(&ask, "films", film.in_full(), &here)
            .described(describe(&film, &score)),
        other_titles: other_titles(&scored.film),
        work: more::work(&site, &scored.film).await?,
        facts_line: more::facts_line(&scored.film),
        art: Art::of(&scored.film),
        poster: more::poster(&scored.film),
        credits: more::credits(&scored.film, &marks),
        elsewhere: more::elsewhere(&scored.film),
        voices: Voices::of(&site, &scored).await?,
        moves: moves_of(&scored, &points),
        bases: bases(&fates),
        synopsis: scored.film.synopsis.clone().unwrap_or_default(),
        seasons: more::seasons(&site, &scored.film).await?,
        asked: asked(&ask, &scored, &lead)?,
        back: if clocks.are_set() {
            "Back to now"
        } else {
            "Back to the usual score"
        },
        divided: divided(&scored),
        lead,
        panel: ask.query.get("panel").unwrap_or_default().to_owned(),
        formula: scored.question.formula.code(),
        as_of: clocks.as_of.map_or_else(String::new, |day| day.to_string()),
        known_at: clocks
            .known_at
            .map_or_else(String::new, |at| at.day().to_string()),
        receipt: format!("/api/v1/films/{id}/receipt{clock_query}"),
        json: format!("/api/v1/films/{id}/score{clock_query}"),
        timeline: TimelineChart::of(&points, clocks.as_of, &marks),
        timeline_json: format!("/api/v1/films/{id}/timeline{clock_query}"),
        histogram: Histogram::of(&scored.score),
        reasons: reasons(&scored),
        press: PressShown::of_film(&articles, id, &scored.ballots),
        press_json: format!("/api/v1/films/{id}/press{clock_query}"),
        number: id,
        filter: filter.shown(&fates, &ask, &here),
        chosen: show::counted(chosen.len() as u64, "review", "reviews"),
        reviews: lines
            .iter()
            .map(|(ballot, fate)| ReviewLine::new(ballot, fate, readings.get(&ballot.review), None))
            .collect(),
        pages: Pages::new(&ask, &here, number, number < total, Some(total)),
        film,
        score,
        here,
    };
    page(&page_struct)
}

/// Whether the request stands at the page's one address.
pub(super) fn stands_at(ask: &Ask, name: &str) -> bool {
    ask.param("slug") == slug(name)
}

/// What was read of a page of reviews.
pub(super) async fn readings(
    ledger: &Ledger,
    ballots: impl Iterator<Item = &Ballot>,
) -> Result<BTreeMap<ReviewId, ReviewRead>, SiteError> {
    let versions: Vec<_> = ballots
        .map(|ballot| (ballot.review, ballot.entry))
        .collect();
    Ok(ledger.readings(&versions).await?)
}

fn other_titles(film: &FilmRecord) -> String {
    let titles: Vec<&str> = film
        .other_titles
        .iter()
        .filter(|title| **title != film.title)
        .take(OTHER_TITLES)
        .map(String::as_str)
        .collect();
    titles.join(" · ")
}

fn describe(film: &FilmTitle, score: &ScoreShown) -> String {
    match (&score.headline, &score.interval) {
        (Some(headline), Some(interval)) => format!(
            "{}: {headline} % of {} are positive (90 % interval {interval}).",
            film.in_full(),
            score.reviews
        ),
        _ => format!(
            "{}: {} so far, too few for a score.",
            film.in_full(),
            score.reviews
        ),
    }
}

fn asked(ask: &Ask, scored: &FilmScore, lead: &LeadShown) -> Result<String, SiteError> {
    let clocks = ask.query.clocks()?;
    let panel = &scored.question.panel;
    let by = (!panel.is_everybody()).then(|| format!("by the panel {panel}"));
    let published = clocks
        .as_of
        .map(|day| format!("published by {}", show::day(day)));
    let known = clocks
        .known_at
        .map(|at| format!("as the record knew them on {}", show::moment(at)));
    let only: Vec<String> = by.into_iter().chain(published).chain(known).collect();
    let only = (!only.is_empty()).then(|| format!("Only reviews {}.", only.join(", ")));
    let formula = lead
        .is_asked
        .then(|| format!("Scored by another formula: {}.", lead.name.to_lowercase()));
    let told: Vec<String> = formula.into_iter().chain(only).collect();
    Ok(told.join(" "))
}

/// A word for the spread of ratings, only where their interval supports it.
fn divided(scored: &FilmScore) -> String {
    let word = scored
        .score
        .spread
        .and_then(|spread| Some((spread, spread.word?)));
    word.map_or_else(String::new, |(spread, word)| {
        format!(
            "Critics are {word}: the ratings lie {} of 10 apart (standard deviation, {} to {} nine \
             times in ten).",
            show::tenth(spread.deviation),
            show::tenth(spread.low),
            show::tenth(spread.high),
        )
    })
}

/// How many verdicts in the score rest on what, most first.
fn bases(fates: &[(&Ballot, Fate)]) -> Vec<(String, &'static str)> {
    let mut counts: BTreeMap<Option<Basis>, u64> = BTreeMap::new();
    for (ballot, fate) in fates {
        if matches!(fate, Fate::In { .. }) {
            *counts.entry(ballot.basis).or_insert(0) += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(basis, count)| (std::cmp::Reverse(*count), *basis));
    let told = counts.into_iter().filter(|(basis, _)| basis.is_some());
    told.map(|(basis, count)| (show::count(count), basis_words(basis)))
        .collect()
}

/// Why reviews wait or are out, with counts, most frequent first.
fn reasons(scored: &FilmScore) -> Vec<(String, String)> {
    let mut counts: Vec<(&String, &u64)> = scored.score.reasons.iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    counts
        .into_iter()
        .map(|(code, count)| {
            let words = Reason::from_code(code).map_or(code.as_str(), |reason| reason.sentence());
            (show::count(*count), words.to_owned())
        })
        .collect()
}
