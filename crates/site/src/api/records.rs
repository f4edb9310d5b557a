//! What the record says of people, bodies and events: habits, festivals, awards, series.

use super::json;
use super::shapes::{Film, Problem};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::links;
use crate::pages::{HABIT_FILMS, PROGRAMME_FILMS, reviewed_series};
use crate::view::{ArticleShown, Between, Habit, Happened, editions, no_such, prizes, told_of};
use axum::extract::State;
use axum::response::Response;
use ovation_ledger::Happenings;
use ovation_terms::{CriticId, OutletId};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Festivals or prizes of one answer.
const NAMES: u32 = 200;
/// Critics of one outlet's answer.
const STAFF: u32 = 500;

/// A figure with its 90 % interval.
#[derive(Debug, Serialize, ToSchema)]
struct WithInterval {
    /// The figure.
    value: f64,
    /// Lower end.
    low: f64,
    /// Upper end.
    high: f64,
    /// Of how many films.
    films: usize,
}

impl WithInterval {
    fn of(between: &Between) -> Self {
        Self {
            value: between.value,
            low: between.low,
            high: between.high,
            films: between.films,
        }
    }
}

/// How often two critics are of one mind.
#[derive(Debug, Serialize, ToSchema)]
struct Pair {
    /// The other critic's number.
    critic: i64,
    /// The other critic's name.
    name: String,
    /// Films that both reviewed.
    shared: u64,
    /// Of these, on which both are for it or both against.
    agreed: u64,
    /// Lower end of the share's 90 % interval, 0 to 1.
    low: f64,
    /// Upper end.
    high: f64,
}

/// A critic beside the others who reviewed the same films.
#[derive(Debug, Serialize, ToSchema)]
struct HabitAnswer {
    /// The critic's number.
    critic: i64,
    /// Settled reviews that others' stand beside, of the latest 300.
    films: usize,
    /// How many points of a hundred more often for a film than the others; none under five films.
    approval: Option<WithInterval>,
    /// How many points of ten above the others' mean rating; none under five films.
    rating: Option<WithInterval>,
    /// Critics with five films or more in common, most agreement first.
    agreements: Vec<Pair>,
    /// Films on which four in five of four others or more see it the other way.
    lonely: Vec<i64>,
}

/// A critic's habit against the average, and agreement with others.
#[utoipa::path(get, path = "/api/v1/critics/{id}/habit", tag = "critics",
    params(("id" = i64, Path, description = "the critic's number")),
    responses(
        (status = 200, description = "the habit", body = HabitAnswer),
        (status = 404, description = "no such critic", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn habit(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let id: CriticId = ask.id("critic")?;
    let found = site.ledger.critic(id).await?;
    let critic = found.ok_or_else(|| SiteError::no_such("critic", id))?;
    let habit = Habit::of(&site.ledger.shared_films(critic.id, HABIT_FILMS).await?);
    let ids: Vec<CriticId> = habit.agreements.iter().map(|pair| pair.other).collect();
    let names: BTreeMap<CriticId, String> =
        site.ledger.critic_names(&ids).await?.into_iter().collect();
    let agreements = habit.agreements.iter().map(|pair| Pair {
        critic: pair.other.0,
        name: names.get(&pair.other).cloned().unwrap_or_default(),
        shared: pair.shared,
        agreed: pair.agreed,
        low: pair.low,
        high: pair.high,
    });
    json(&HabitAnswer {
        critic: critic.id.0,
        films: habit.films,
        approval: habit.approval.as_ref().map(WithInterval::of),
        rating: habit.rating.as_ref().map(WithInterval::of),
        agreements: agreements.collect(),
        lonely: habit.lonely.iter().map(|lonely| lonely.film.0).collect(),
    })
}

/// Somebody who writes for an outlet.
#[derive(Debug, Serialize, ToSchema)]
struct Staff {
    /// The critic's number.
    critic: i64,
    /// The name.
    name: String,
    /// Reviews there.
    reviews: u64,
    /// Path of the critic's page.
    page: String,
}

/// Who writes for an outlet, and how its ratings lie.
#[derive(Debug, Serialize, ToSchema)]
struct OutletCriticsAnswer {
    /// The outlet's number.
    outlet: i64,
    /// Those with most reviews first, 500 at most.
    critics: Vec<Staff>,
    /// How many standing ratings fall into each tenth of the scale, 0 first.
    tenths: Vec<u64>,
}

/// Who writes for an outlet, and how its ratings lie.
#[utoipa::path(get, path = "/api/v1/outlets/{id}/critics", tag = "critics",
    params(("id" = i64, Path, description = "the outlet's number")),
    responses(
        (status = 200, description = "its critics", body = OutletCriticsAnswer),
        (status = 404, description = "no such outlet", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn outlet_critics(
    State(site): State<Site>,
    ask: Ask,
) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let id: OutletId = ask.id("outlet")?;
    let found = site.ledger.outlet(id).await?;
    let outlet = found.ok_or_else(|| SiteError::no_such("outlet", id))?;
    let staff = site.ledger.critics_of_outlet(outlet.id, STAFF).await?;
    let critics = staff.into_iter().map(|one| Staff {
        critic: one.id.0,
        page: links::critic(one.id, &one.name),
        name: one.name,
        reviews: one.reviews,
    });
    let whose = ovation_terms::Whose::Outlet(outlet.id);
    json(&OutletCriticsAnswer {
        outlet: outlet.id.0,
        critics: critics.collect(),
        tenths: site.ledger.rating_tenths(whose).await?.to_vec(),
    })
}

/// A festival or an award, by name.
#[derive(Debug, Serialize, ToSchema)]
struct Happening {
    /// Its name as printed, without the number of the edition.
    name: String,
    /// Films of the record that articles name with it.
    films: u64,
    /// Articles that tell of it.
    articles: u64,
    /// Path of its page; under `/api/v1` its answer.
    page: String,
}

/// Festivals or awards.
#[derive(Debug, Serialize, ToSchema)]
struct HappeningsAnswer {
    /// Those with most films first, 200 at most.
    happenings: Vec<Happening>,
}

async fn listed(site: &Site, ask: &Ask, which: Happenings) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let found = site.ledger.happenings(which, NAMES, 0).await?;
    let happenings = found.into_iter().map(|hit| Happening {
        page: match which {
            Happenings::Festivals => links::festival(&hit.name),
            Happenings::Awards => links::award(&hit.name),
        },
        name: hit.name,
        films: hit.films,
        articles: hit.articles,
    });
    json(&HappeningsAnswer {
        happenings: happenings.collect(),
    })
}

/// Festivals that articles tell of.
#[utoipa::path(get, path = "/api/v1/festivals", tag = "press",
    responses((status = 200, description = "festivals", body = HappeningsAnswer)))]
pub(super) async fn festivals(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    listed(&site, &ask, Happenings::Festivals).await
}

/// Awards that articles tell of.
#[utoipa::path(get, path = "/api/v1/awards", tag = "press",
    responses((status = 200, description = "awards", body = HappeningsAnswer)))]
pub(super) async fn awards(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    listed(&site, &ask, Happenings::Awards).await
}

/// Something that happened at a festival, or a prize that was given.
#[derive(Debug, Serialize, ToSchema)]
struct HappenedEvent {
    /// `premiere`, `screening`, `ovation`, `award`, ...
    kind: String,
    /// The film's number, where the record knows it.
    film: Option<i64>,
    /// The title as printed.
    title: String,
    /// The day.
    #[schema(format = Date)]
    day: Option<String>,
    /// Whether it is said to be the first showing in the world.
    is_world: bool,
    /// Minutes of an ovation.
    minutes: Option<f64>,
    /// The prize as printed.
    prize: Option<String>,
    /// Who or what has it, as printed.
    winner: Option<String>,
    /// The festival or place as printed.
    place: Option<String>,
    /// The article that tells of it: the outlet, its address, and the entry of its reading.
    source: HappenedSource,
}

/// Where it is told.
#[derive(Debug, Serialize, ToSchema)]
struct HappenedSource {
    /// The outlet's name as printed.
    outlet: String,
    /// The article's address.
    url: Option<String>,
    /// Path of the entry of its reading.
    entry: String,
}

impl HappenedEvent {
    fn of(told: &Happened) -> Self {
        let article: &ArticleShown = &told.article;
        Self {
            kind: told.kind.clone(),
            film: told.film.map(|film| film.0),
            title: told.title.clone(),
            day: told.day.map(|day| day.to_string()),
            is_world: told.is_world,
            minutes: told.minutes,
            prize: told.prize.clone(),
            winner: told.winner.clone(),
            place: told.place.clone(),
            source: HappenedSource {
                outlet: article.name.clone(),
                url: article.url.clone(),
                entry: article.entry.clone(),
            },
        }
    }
}

/// A festival in one year.
#[derive(Debug, Serialize, ToSchema)]
struct EditionShape {
    /// The year; none where no day is told.
    year: Option<i16>,
    /// The first day of its events; of the articles that tell of it, where no event has a day.
    #[schema(format = Date)]
    first: Option<String>,
    /// The last.
    #[schema(format = Date)]
    last: Option<String>,
    /// Films of the record in the order of the day on which each was first shown, 80 at most.
    programme: Vec<i64>,
    /// Everything that articles tell, by day.
    events: Vec<HappenedEvent>,
}

/// A festival.
#[derive(Debug, Serialize, ToSchema)]
struct FestivalAnswer {
    /// Its name as compared.
    festival: String,
    /// Year by year, the latest first.
    editions: Vec<EditionShape>,
}

/// A festival, year by year, as articles tell.
#[utoipa::path(get, path = "/api/v1/festivals/{name}", tag = "press",
    params(("name" = String, Path, description = "its name, as in the path of its page")),
    responses(
        (status = 200, description = "the festival", body = FestivalAnswer),
        (status = 404, description = "no such festival", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn festival(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let which = Happenings::Festivals;
    let (articles, folded) = told_of(&site, which, ask.param("name")).await?;
    let all = editions(&articles, &folded);
    if all.is_empty() {
        return Err(no_such(which, &folded));
    }
    let editions = all.iter().map(|edition| {
        let films = edition.films();
        EditionShape {
            year: edition.year,
            first: edition.days.map(|(first, _)| first.to_string()),
            last: edition.days.map(|(_, last)| last.to_string()),
            programme: films
                .iter()
                .take(PROGRAMME_FILMS)
                .map(|(film, _)| film.0)
                .collect(),
            events: edition.events.iter().map(HappenedEvent::of).collect(),
        }
    });
    json(&FestivalAnswer {
        editions: editions.collect(),
        festival: folded,
    })
}

/// An award.
#[derive(Debug, Serialize, ToSchema)]
struct AwardAnswer {
    /// Its name as compared.
    award: String,
    /// Each time that it was given, the latest first.
    given: Vec<HappenedEvent>,
}

/// Who has an award, as articles tell.
#[utoipa::path(get, path = "/api/v1/awards/{name}", tag = "press",
    params(("name" = String, Path, description = "its name, as in the path of its page")),
    responses(
        (status = 200, description = "the award", body = AwardAnswer),
        (status = 404, description = "no such award", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn award(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let which = Happenings::Awards;
    let (articles, folded) = told_of(&site, which, ask.param("name")).await?;
    let given = prizes(&articles, &folded);
    if given.is_empty() {
        return Err(no_such(which, &folded));
    }
    json(&AwardAnswer {
        award: folded,
        given: given
            .iter()
            .map(|prize| HappenedEvent::of(&prize.told))
            .collect(),
    })
}

/// A series with its seasons.
#[derive(Debug, Serialize, ToSchema)]
struct SeriesShape {
    /// The series.
    series: Film,
    /// Its seasons, by number.
    seasons: Vec<Film>,
}

/// Series that have reviews, themselves or by their seasons.
#[derive(Debug, Serialize, ToSchema)]
struct SeriesAnswer {
    /// Those with most reviews first, 50 at most.
    series: Vec<SeriesShape>,
}

/// Series with their seasons; scores stand at the films' own addresses.
#[utoipa::path(get, path = "/api/v1/series", tag = "films",
    responses((status = 200, description = "series", body = SeriesAnswer)))]
pub(super) async fn series(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let mut series = Vec::new();
    for id in reviewed_series(&site).await? {
        if let Some(film) = site.ledger.film(id).await? {
            let seasons = site.ledger.seasons_of(film.id).await?;
            series.push(SeriesShape {
                series: Film::of(&film),
                seasons: seasons.iter().map(|hit| Film::of(&hit.film)).collect(),
            });
        }
    }
    json(&SeriesAnswer { series })
}
