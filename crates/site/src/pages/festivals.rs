//! Festivals: programme, the critics' grid by day, premieres, prizes, ovations; from what the record holds.

mod grid;

use super::{Frame, Pages, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::view::Named;
use crate::view::{ArticleShown, Edition, FilmTitle, ScoreShown, editions, no_such, told_of};
use crate::{links, show};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use grid::Grid;
use ovation_ledger::Happenings;
use ovation_terms::{FilmId, FilmRecord, fold, slug};
use std::collections::BTreeMap;

/// Festivals on a page of the list.
const NAMES: u32 = 100;
/// Films of a programme that are shown.
pub(crate) const FILMS: usize = 80;

#[derive(Template)]
#[template(path = "happenings.html")]
pub(super) struct HappeningsPage {
    pub(super) frame: Frame,
    pub(super) heading: &'static str,
    pub(super) lede: &'static str,
    pub(super) names: Vec<(Named, String)>,
    pub(super) pages: Pages,
}

#[derive(Template)]
#[template(path = "festival.html")]
struct FestivalPage {
    frame: Frame,
    name: String,
    /// `2031`; empty where no day is told.
    year: String,
    /// `3 May to 12 May 2031`
    days: String,
    years: Vec<(Named, bool)>,
    programme: Vec<ProgrammeDay>,
    grid: Option<Grid>,
    ovations: Vec<OvationFilm>,
    prizes: Vec<PrizeShown>,
    articles: String,
    json: String,
}

/// What was shown on a day.
#[derive(Debug)]
struct ProgrammeDay {
    day: String,
    films: Vec<ProgrammeLine>,
}

#[derive(Debug)]
struct ProgrammeLine {
    film: FilmTitle,
    /// `World premiere`, `premiere`, `screening`
    what: String,
    /// `87 %, 78 to 92`; empty without a score.
    score: String,
    articles: Vec<ArticleShown>,
}

/// A film's ovation as each article times it.
#[derive(Debug)]
struct OvationFilm {
    film: String,
    href: String,
    times: Vec<(String, ArticleShown)>,
}

#[derive(Debug)]
pub(super) struct PrizeShown {
    pub(super) prize: String,
    pub(super) prize_href: String,
    pub(super) year: String,
    pub(super) film: String,
    pub(super) href: String,
    pub(super) winner: String,
    pub(super) place: String,
    pub(super) place_href: String,
    pub(super) article: ArticleShown,
}

pub(super) async fn festivals(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let (names, pages) = listed(&site, &ask, Happenings::Festivals).await?;
    page(&HappeningsPage {
        frame: site.frame(&ask, "festivals", "Festivals", "/festivals"),
        heading: "Festivals",
        lede: "Where films were shown, as articles in this record tell.",
        names,
        pages,
    })
}

/// A page of festivals or prizes.
pub(super) async fn listed(
    site: &Site,
    ask: &Ask,
    which: Happenings,
) -> Result<(Vec<(Named, String)>, Pages), SiteError> {
    let number = ask.query.page()?;
    let from = (number - 1).saturating_mul(NAMES);
    let mut found = site.ledger.happenings(which, NAMES + 1, from).await?;
    let more = found.len() > NAMES as usize;
    found.truncate(NAMES as usize);
    let here = match which {
        Happenings::Festivals => "/festivals",
        Happenings::Awards => "/awards",
    };
    // A name that is cut in its address leads nowhere.
    found.retain(|hit| fold(&slug(&hit.name)) == hit.folded);
    let names = found.into_iter().map(|hit| {
        let films = (hit.films > 0).then(|| show::counted(hit.films, "film", "films"));
        let articles = show::counted(hit.articles, "article", "articles");
        let counts: Vec<String> = films.into_iter().chain(Some(articles)).collect();
        let href = match which {
            Happenings::Festivals => links::festival(&hit.name),
            Happenings::Awards => links::award(&hit.name),
        };
        (
            Named {
                href,
                name: hit.name,
            },
            counts.join(", "),
        )
    });
    Ok((names.collect(), Pages::new(ask, here, number, more, None)))
}

pub(super) async fn festival(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let (which, asked_name) = (Happenings::Festivals, ask.param("name"));
    let (articles, folded) = told_of(&site, which, asked_name).await?;
    let all = editions(&articles, &folded);
    let asked = ask.param("year");
    let edition = match asked {
        "" => all.first(),
        year => all
            .iter()
            .find(|edition| edition.year.is_some_and(|it| it.to_string() == year)),
    };
    let edition = edition.ok_or_else(|| no_such(which, asked_name))?;
    let name = printed_name(edition, &folded).unwrap_or_else(|| asked_name.to_owned());
    let base = links::festival(&name);
    let year = edition
        .year
        .map_or_else(String::new, |year| year.to_string());
    let here = match asked {
        "" => base.clone(),
        year => format!("{base}/{year}"),
    };
    let ids: Vec<FilmId> = edition.films().iter().map(|(film, _)| *film).collect();
    let films = site.ledger.films(&ids).await?;
    let title = match year.as_str() {
        "" => name.clone(),
        year => format!("{name} {year}"),
    };
    let years = all.iter().filter_map(|it| {
        let year = it.year?.to_string();
        let href = format!("{base}/{year}");
        Some((Named { href, name: year }, it.year == edition.year))
    });
    page(&FestivalPage {
        frame: site.frame(&ask, "festivals", title, &here).described(format!(
            "{name} {year}: programme, the critics' grid, prizes and ovations, each with its source."
        )),
        days: edition.days.map_or_else(String::new, |(first, last)| {
            if first == last {
                show::day(first)
            } else {
                format!("{} to {}", show::day(first), show::day(last))
            }
        }),
        years: years.collect(),
        programme: programme(&site, &ask, edition, &films).await?,
        grid: grid::grid(&site.ledger, edition, &films).await?,
        ovations: ovations(edition, &films),
        prizes: edition
            .of_kind("award")
            .map(|event| prize_shown(event, edition.year, &films))
            .collect(),
        articles: show::counted(articles.len() as u64, "article", "articles"),
        json: format!("/api/v1{base}"),
        name,
        year,
    })
}

/// The festival's name as the latest article prints it.
fn printed_name(edition: &Edition, folded: &str) -> Option<String> {
    let mut places = edition.events.iter().filter_map(|it| it.place.as_deref());
    let name = places.find_map(|place| {
        let name = ovation_terms::happening_name(place);
        (fold(&name) == folded).then_some(name)
    });
    name.map(|name| show::sentence(&name))
}

async fn programme(
    site: &Site,
    ask: &Ask,
    edition: &Edition,
    films: &BTreeMap<FilmId, FilmRecord>,
) -> Result<Vec<ProgrammeDay>, SiteError> {
    let mut days: Vec<ProgrammeDay> = Vec::new();
    for (id, day) in edition.films().into_iter().take(FILMS) {
        let Some(film) = films.get(&id) else {
            continue;
        };
        let own = edition.events.iter().filter(|it| it.film == Some(id));
        let own: Vec<_> = own.filter(|it| it.kind != "award").collect();
        let premiere = own.iter().find(|it| it.kind == "premiere");
        let what = match (premiere, own.first()) {
            (Some(premiere), _) if premiere.is_world => "World premiere".to_owned(),
            (Some(_), _) => "Premiere".to_owned(),
            (None, Some(event)) => show::sentence(&event.kind.replace('_', " ")),
            (None, None) => "Named with a prize".to_owned(),
        };
        let mut articles: Vec<ArticleShown> = Vec::new();
        for event in &own {
            if !articles.iter().any(|it| it.entry == event.article.entry) {
                articles.push(event.article.clone());
            }
        }
        let line = ProgrammeLine {
            film: FilmTitle::of(film),
            what,
            score: score_words(site, ask, id).await?,
            articles,
        };
        let day = day.map_or_else(|| "Day not told".to_owned(), show::day);
        match days.last_mut() {
            Some(last) if last.day == day => last.films.push(line),
            _ => days.push(ProgrammeDay {
                day,
                films: vec![line],
            }),
        }
    }
    Ok(days)
}

/// A film's approval in its interval, from memory; empty under five reviews.
pub(in crate::pages) async fn score_words(
    site: &Site,
    ask: &Ask,
    film: FilmId,
) -> Result<String, SiteError> {
    let indexes = &site.score_indexes;
    let score = indexes.score(&site.ledger, film, &ask.head, None).await?;
    let shown = ScoreShown::of(&score);
    Ok(match (shown.headline, shown.interval) {
        (Some(headline), Some(interval)) => format!("{headline} % ({interval})"),
        _ if score.n > 0 => shown.reviews,
        _ => String::new(),
    })
}

fn ovations(edition: &Edition, films: &BTreeMap<FilmId, FilmRecord>) -> Vec<OvationFilm> {
    let mut told: Vec<OvationFilm> = Vec::new();
    for event in edition.of_kind("ovation") {
        let film = event.film.and_then(|film| films.get(&film));
        let name = film.map_or_else(|| event.title.clone(), |film| film.title.clone());
        let time = match event.minutes {
            Some(minutes) => format!("{minutes} minutes"),
            None => "length not stated".to_owned(),
        };
        let line = (time, event.article.clone());
        match told.iter_mut().find(|it| it.film == name) {
            Some(film) => film.times.push(line),
            None => told.push(OvationFilm {
                href: film.map_or_else(String::new, links::film),
                film: name,
                times: vec![line],
            }),
        }
    }
    told
}

pub(super) fn prize_shown(
    event: &crate::view::Happened,
    year: Option<i16>,
    films: &BTreeMap<FilmId, FilmRecord>,
) -> PrizeShown {
    let film = event.film.and_then(|film| films.get(&film));
    let prize = event.prize.clone().unwrap_or_default();
    let name = ovation_terms::happening_name(&prize);
    let place = event.place.clone().unwrap_or_default();
    let place_name = ovation_terms::happening_name(&place);
    // A film's prize goes to the film.
    let winner = event.winner.clone();
    let winner = winner.filter(|winner| *winner != event.title);
    PrizeShown {
        prize_href: address(&name, links::award),
        place_href: address(&place_name, links::festival),
        prize,
        place,
        year: year.map_or_else(String::new, |year| year.to_string()),
        film: film.map_or_else(|| event.title.clone(), |film| film.title.clone()),
        href: film.map_or_else(String::new, links::film),
        winner: winner.unwrap_or_default(),
        article: event.article.clone(),
    }
}

/// The address of what has a name; empty of a name without a letter.
fn address(name: &str, of: fn(&str) -> String) -> String {
    let folded = fold(name);
    if folded.is_empty() || fold(&slug(name)) != folded {
        String::new()
    } else {
        of(name)
    }
}
