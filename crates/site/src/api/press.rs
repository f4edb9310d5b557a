//! Film press: what was said, what happened, what was claimed; people.

pub(super) mod quotes;

use super::json;
use super::shapes::Problem;
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::links;
use crate::view::{EXCERPT_WORDS, counted_then, known_seq, press_of};
use axum::extract::State;
use axum::response::Response;

use ovation_ledger::PressRecord;
use ovation_terms::{
    Ballot, ClaimFinding, CreditFinding, EventFinding, Evidence, FilmId, Sourced, SpeechKind,
    StatementFinding, excerpt, fold,
};
use serde::Serialize;
use utoipa::ToSchema;

/// Most articles of one answer.
pub(super) const ARTICLES: u32 = 1_000;
/// Most people of one answer.
const PEOPLE: u32 = 200;

/// An article of film press.
#[derive(Debug, Serialize, ToSchema)]
struct Article {
    /// Its address on the web.
    url: Option<String>,
    /// The headline.
    headline: Option<String>,
    /// The outlet's name as printed.
    outlet: Option<String>,
    /// Day published.
    #[schema(format = Date)]
    published: Option<String>,
    /// The entry of its reading.
    entry: i64,
}

/// Somebody's words.
#[derive(Debug, Serialize, ToSchema)]
struct Statement {
    /// `direct`, `mixed` or `indirect`.
    kind: &'static str,
    /// The words, at most sixty; an ellipsis stands where pieces do not stand together.
    words: String,
    /// Who said it, in full.
    speaker: Option<String>,
    /// Whether it is sure who says so; only such statements are given, but for `sure=all`.
    is_sure: bool,
    /// The speaker as printed nearest to the words.
    speaker_printed: Option<String>,
    /// The cue: `said`.
    cue: Option<String>,
    /// On what occasion.
    occasion: Option<String>,
    /// The festival at which.
    place: Option<String>,
    /// The day it was said, where it can be told.
    #[schema(format = Date)]
    day: Option<String>,
    /// Whether the article states that day; else it is counted from the article's.
    day_is_stated: Option<bool>,
    /// The number of the film it is about, where the record knows it.
    film: Option<i64>,
    /// That film's title as printed.
    film_title: Option<String>,
    /// Byte offsets of the words' pieces in the article's text.
    at: Vec<[usize; 2]>,
    /// Where it stands.
    article: Article,
}

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
struct Event {
    /// `premiere`, `ovation`, `award`, ...
    kind: String,
    /// The film's title as printed, or the festival's name.
    film_title: Option<String>,
    /// The festival or place.
    place: Option<String>,
    /// The day.
    #[schema(format = Date)]
    day: Option<String>,
    /// Whether the article states the day; else it is counted from the article's.
    day_is_stated: bool,
    /// Of an award: the prize as printed, with what it is for.
    prize: Option<String>,
    /// Of an award: who or what has it, as printed.
    winner: Option<String>,
    /// Minutes of an ovation, where stated as a number.
    minutes: Option<f64>,
    /// Whether it is said to be the first showing in the world.
    is_world: bool,
    /// The words that say so.
    words: Option<String>,
    /// Where it stands.
    article: Article,
}

/// What an article says of the reception; never a score of this record.
#[derive(Debug, Serialize, ToSchema)]
struct Claim {
    /// `score`, `box_office` or `reception`.
    kind: String,
    /// The words.
    words: Option<String>,
    /// The number in it, as printed.
    figure: Option<String>,
    /// Of how many reviews a score is, where the article says so.
    reviews: Option<u32>,
    /// Who publishes the score.
    publisher: Option<String>,
    /// The film's title as printed.
    film_title: Option<String>,
    /// Of a claimed score: what this record counts of the reviews published by the article's day.
    counted: Option<CountedThen>,
    /// Where it stands.
    article: Article,
}

/// What this record counts of a film's reviews as of a day.
#[derive(Debug, Serialize, ToSchema)]
struct CountedThen {
    /// The day.
    #[schema(format = Date)]
    as_of: String,
    /// Reviews in the score.
    n: u64,
    /// Of them, those that are for the film.
    positives: u64,
    /// Of 100, those that are for the film; none without reviews.
    approval: Option<f64>,
    /// Mean rating, 0 to 10; none where no review had one.
    average: Option<f64>,
}

impl CountedThen {
    fn of(record: &PressRecord, claim: &ClaimFinding, ballots: &[Ballot]) -> Option<Self> {
        let (day, score) = counted_then(record, claim, ballots)?;
        Some(Self {
            as_of: day.to_string(),
            n: score.n,
            positives: score.positives,
            approval: score.approval.as_ref().map(|approval| approval.percent),
            average: score.average.as_ref().map(|average| average.mean),
        })
    }
}

/// Somebody's part in a film.
#[derive(Debug, Serialize, ToSchema)]
struct Credit {
    /// `director`, `writer`, `cast`, ...
    kind: String,
    /// The person.
    person: Option<String>,
    /// The film's title as printed.
    film_title: String,
    /// The number of the film, where the record knows it.
    film: Option<i64>,
    /// Whether the work is still to come.
    is_announced: bool,
    /// Where it stands.
    article: Article,
}

/// What film press says of a film or a person.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(super) struct PressAnswer {
    /// Who said what.
    statements: Vec<Statement>,
    /// What happened; empty for a person.
    events: Vec<Event>,
    /// What is claimed of the reception; empty for a person.
    claims: Vec<Claim>,
    /// Who made or plays in what.
    credits: Vec<Credit>,
}

/// Somebody in film press.
#[derive(Debug, Serialize, ToSchema)]
struct Person {
    /// The name as printed.
    name: String,
    /// Statements by the person.
    statements: u64,
    /// Credits of the person.
    credits: u64,
    /// Path of the person's page.
    page: String,
}

/// People, those with most statements first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PeopleAnswer {
    /// The people.
    people: Vec<Person>,
}

/// Which statements are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sure {
    /// Those that are sure.
    Only,
    /// All that the entries hold.
    All,
}

impl Sure {
    fn of(ask: &Ask) -> Result<Self, SiteError> {
        match ask.query.get("sure") {
            None => Ok(Self::Only),
            Some("all") => Ok(Self::All),
            Some(other) => Err(SiteError::bad("sure", "`all`, or nothing", other)),
        }
    }
}

fn value(sourced: Option<&Sourced<String>>) -> Option<String> {
    sourced.map(|sourced| sourced.value.clone())
}

impl Article {
    fn of(record: &PressRecord) -> Self {
        let finding = &record.read.finding;
        Self {
            url: value(finding.url.as_ref()),
            headline: value(finding.headline.as_ref()),
            outlet: value(finding.outlet.as_ref()),
            published: finding.published.as_ref().map(|day| day.value.to_string()),
            entry: record.entry.0,
        }
    }
}

impl Statement {
    fn of(record: &PressRecord, said: &StatementFinding) -> Self {
        let at = said.words.iter().filter_map(|part| match part.evidence {
            Evidence::Words { start, end, .. } => Some([start, end]),
            _ => None,
        });
        Self {
            kind: match said.kind {
                SpeechKind::Direct => "direct",
                SpeechKind::Mixed => "mixed",
                SpeechKind::Indirect => "indirect",
            },
            words: excerpt(&said.in_words(), EXCERPT_WORDS),
            speaker: value(said.speaker.as_ref()),
            is_sure: said.is_shown(),
            speaker_printed: value(said.speaker_printed.as_ref()),
            cue: value(said.cue.as_ref()),
            occasion: value(said.occasion.as_ref()),
            place: value(said.place.as_ref()),
            day: said.day.map(|told| told.day.to_string()),
            day_is_stated: said.day.map(|told| told.is_stated),
            film: film_of(record, said.film.as_deref()),
            film_title: said.film.clone(),
            at: at.collect(),
            article: Article::of(record),
        }
    }
}

impl Credit {
    fn of(record: &PressRecord, credit: &CreditFinding) -> Self {
        Self {
            kind: credit.kind.clone(),
            person: value(credit.person.as_ref()),
            film_title: credit.film.clone(),
            film: film_of(record, Some(&credit.film)),
            is_announced: credit.is_announced,
            article: Article::of(record),
        }
    }
}

impl Event {
    fn of(record: &PressRecord, event: &EventFinding) -> Self {
        Self {
            kind: event.kind.clone(),
            film_title: event.film.clone(),
            place: value(event.place.as_ref()),
            day: event.day.map(|told| told.day.to_string()),
            day_is_stated: event.day.is_some_and(|told| told.is_stated),
            prize: value(event.prize.as_ref()),
            winner: value(event.winner.as_ref()),
            minutes: event.minutes,
            is_world: event.is_world,
            words: match &event.evidence {
                Some(Evidence::Words { quote, .. }) => Some(excerpt(quote, EXCERPT_WORDS)),
                _ => None,
            },
            article: Article::of(record),
        }
    }
}

impl Claim {
    /// `ballots` are the film's reviews, to check the claim by.
    fn of(record: &PressRecord, claim: &ClaimFinding, ballots: &[Ballot]) -> Self {
        Self {
            kind: claim.kind.clone(),
            words: value(claim.words.as_ref()).map(|words| excerpt(&words, EXCERPT_WORDS)),
            figure: value(claim.figure.as_ref()),
            reviews: claim.reviews.as_ref().map(|reviews| reviews.value),
            publisher: value(claim.publisher.as_ref()),
            film_title: claim.film.clone(),
            counted: CountedThen::of(record, claim, ballots),
            article: Article::of(record),
        }
    }
}

impl PressAnswer {
    /// What articles say of a film; `ballots` are its reviews, to check claims by.
    fn of_film(articles: &[PressRecord], film: FilmId, ballots: &[Ballot], sure: Sure) -> Self {
        let mut answer = Self::default();
        for record in articles {
            let finding = &record.read.finding;
            let is_film = |title: Option<&str>| film_of(record, title) == Some(film.0);
            answer.say(record, sure, |said| is_film(said.film.as_deref()));
            answer.credit(record, |credit| is_film(Some(&credit.film)));
            let events = finding.events.iter();
            let events = events.filter(|event| !event.is_unsure && is_film(event.film.as_deref()));
            answer
                .events
                .extend(events.map(|event| Event::of(record, event)));
            let claims = finding.claims.iter();
            let claims = claims.filter(|claim| !claim.is_unsure && is_film(claim.film.as_deref()));
            let claims = claims.map(|claim| Claim::of(record, claim, ballots));
            answer.claims.extend(claims);
        }
        answer
    }

    /// What articles say of and by a person, whose name is folded.
    fn of_person(articles: &[PressRecord], folded: &str, sure: Sure) -> Self {
        let mut answer = Self::default();
        let is_person =
            |name: Option<&Sourced<String>>| name.is_some_and(|name| fold(&name.value) == folded);
        for record in articles {
            answer.say(record, sure, |said| is_person(said.speaker.as_ref()));
            answer.credit(record, |credit| is_person(credit.person.as_ref()));
        }
        answer
    }

    fn say(
        &mut self,
        record: &PressRecord,
        sure: Sure,
        is_wanted: impl Fn(&StatementFinding) -> bool,
    ) {
        let said = record.read.finding.statements.iter().filter(|said| {
            let is_let_through = said.is_shown() || sure == Sure::All;
            is_let_through && said.has_words() && is_wanted(said)
        });
        self.statements
            .extend(said.map(|said| Statement::of(record, said)));
    }

    fn credit(&mut self, record: &PressRecord, is_wanted: impl Fn(&CreditFinding) -> bool) {
        let credits = record.read.finding.credits.iter();
        let credits = credits.filter(|credit| is_wanted(credit));
        self.credits
            .extend(credits.map(|credit| Credit::of(record, credit)));
    }
}

fn film_of(record: &PressRecord, title: Option<&str>) -> Option<i64> {
    title
        .and_then(|title| record.read.film(title))
        .map(|film| film.0)
}

/// What film press says of a film.
#[utoipa::path(get, path = "/api/v1/films/{id}/press", tag = "press",
    params(
        ("id" = i64, Path, description = "the film's number"),
        ("as_of" = Option<String>, Query, description = "only articles published by the end of this day"),
        ("known_at" = Option<String>, Query, description = "only what the record knew by then"),
        ("sure" = Option<String>, Query, description = "`all`: statements that are not sure, too"),
    ),
    responses(
        (status = 200, description = "statements, events, claims and credits", body = PressAnswer),
        (status = 404, description = "no such film", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn film_press(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&["as_of", "known_at", "sure"])?;
    let sure = Sure::of(&ask)?;
    let id: FilmId = ask.id("film")?;
    let clocks = ask.query.clocks()?;
    if site.ledger.film(id).await?.is_none() {
        return Err(SiteError::no_such("film", id));
    }
    let articles = press_of(&site.ledger, id, clocks, ARTICLES).await?;
    let known = known_seq(&site.ledger, clocks.known_at).await?;
    let ballots = site.ledger.ballots_of_film(id, known).await?;
    json(&PressAnswer::of_film(&articles, id, &ballots, sure))
}

/// People who speak or are credited in film press.
#[utoipa::path(get, path = "/api/v1/people", tag = "press",
    params(("q" = Option<String>, Query, description = "words of the name")),
    responses((status = 200, description = "people", body = PeopleAnswer)))]
pub(super) async fn people(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&["q"])?;
    let words = ask.query.get("q").unwrap_or_default();
    let found = site.ledger.people(words, PEOPLE, 0).await?;
    let people = found.into_iter().map(|person| Person {
        page: links::person(&person.name),
        name: person.name,
        statements: person.statements,
        credits: person.credits,
    });
    json(&PeopleAnswer {
        people: people.collect(),
    })
}

/// What one person said, and in what the person is credited.
#[utoipa::path(get, path = "/api/v1/people/{name}", tag = "press",
    params(
        ("name" = String, Path, description = "the name as in the page's address: `ada-marlow`"),
        ("sure" = Option<String>, Query, description = "`all`: statements that are not sure, too"),
    ),
    responses(
        (status = 200, description = "statements and credits", body = PressAnswer),
        (status = 404, description = "nobody of that name", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn person(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&["sure"])?;
    let sure = Sure::of(&ask)?;
    let folded = fold(ask.param("name"));
    let articles = site.ledger.press_of_person(&folded, ARTICLES).await?;
    let answer = PressAnswer::of_person(&articles, &folded, sure);
    if answer.statements.is_empty() && answer.credits.is_empty() {
        let name: String = ask.param("name").chars().take(60).collect();
        return Err(SiteError::no_such("person", name));
    }
    json(&answer)
}
