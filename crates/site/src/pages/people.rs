//! People who speak or are credited in film press: a list, and each one's statements in time.

use super::festivals::score_words;
use super::{Frame, Pages, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::view::{FilmTitle, Named, SaidShown, group_said};
use crate::{links, show};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_ledger::PressRecord;
use ovation_terms::{FilmId, FilmRecord, fold};
use std::collections::BTreeMap;

/// People on a page of the list.
const NAMES: u32 = 100;
/// Articles read for one person's page.
const ARTICLES: u32 = 300;

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage {
    frame: Frame,
    words: String,
    people: Vec<(Named, String)>,
    pages: Pages,
}

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    frame: Frame,
    name: String,
    credits: Vec<CreditShown>,
    said: Vec<SaidShown>,
    articles: String,
    json: String,
}

/// A part in a film.
#[derive(Debug)]
struct CreditShown {
    /// `director, announced`
    role: String,
    /// The film of the record, where it is one.
    film: Option<FilmTitle>,
    /// The title as printed.
    title: String,
    /// Its approval with the interval; empty without reviews.
    score: String,
    /// Year and title, by which the list is ordered: the latest first.
    order: (std::cmp::Reverse<i16>, String),
}

/// What somebody did for a film, by the catalogue: the kind of credit, and `directed`, `wrote`, `played`.
fn parts_in(film: &FilmRecord, folded: &str) -> Vec<(&'static str, &'static str)> {
    let is_in = |names: &[String]| names.iter().any(|name| fold(name) == folded);
    let parts = [
        (is_in(&film.directors), ("director", "directed")),
        (is_in(&film.writers), ("writer", "wrote")),
        (is_in(&film.cast), ("cast", "played")),
    ];
    let there = parts.iter().filter(|(is_so, _)| *is_so);
    there.map(|(_, part)| *part).collect()
}

pub(super) async fn people(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let words = ask.query.get("q").unwrap_or_default().to_owned();
    let number = ask.query.page()?;
    let from = (number - 1).saturating_mul(NAMES);
    let mut found = site.ledger.people(&words, NAMES + 1, from).await?;
    let more = found.len() > NAMES as usize;
    found.truncate(NAMES as usize);
    let people = found
        .into_iter()
        .map(|person| {
            let counts = [
                (person.statements > 0)
                    .then(|| show::counted(person.statements, "statement", "statements")),
                (person.credits > 0).then(|| show::counted(person.credits, "credit", "credits")),
            ];
            let counts: Vec<String> = counts.into_iter().flatten().collect();
            let named = Named {
                href: links::person(&person.name),
                name: person.name,
            };
            (named, counts.join(", "))
        })
        .collect();
    page(&PeoplePage {
        frame: site.frame(&ask, "people", "People", "/people"),
        words,
        people,
        pages: Pages::new(&ask, "/people", number, more, None),
    })
}

pub(super) async fn person(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let slug = ask.param("name").to_owned();
    let folded = fold(&slug);
    let no_such = || SiteError::no_such("person", slug.chars().take(60).collect::<String>());
    if folded.is_empty() {
        return Err(no_such());
    }
    let articles = site.ledger.press_of_person(&folded, ARTICLES).await?;
    let name = name_in(&articles, &folded).ok_or_else(no_such)?;
    let here = links::person(&name);
    let films: Vec<FilmId> = {
        let links = articles.iter().flat_map(|record| &record.read.films);
        let mut films: Vec<FilmId> = links.map(|link| link.film).collect();
        films.sort_unstable();
        films.dedup();
        films
    };
    let films = site.ledger.films(&films).await?;
    let is_hers = |name: Option<&str>| name.is_some_and(|name| fold(name) == folded);
    let credits = credits(&site, &ask, &articles, &films, &folded).await?;
    let lines: Vec<_> = articles
        .iter()
        .flat_map(|record| {
            let said = record.read.finding.statements.iter();
            let there = said.filter(|said| said.is_shown() && said.has_words());
            there.map(move |said| (record, said))
        })
        .filter(|(_, said)| is_hers(said.speaker.as_ref().map(|name| name.value.as_str())))
        .collect();
    let slugged = here.trim_start_matches("/people/").to_owned();
    page(&PersonPage {
        frame: site
            .frame(&ask, "people", name.clone(), &here)
            .described(format!(
                "What {name} said about films, and where it stands."
            )),
        name,
        credits,
        said: group_said(&lines),
        articles: show::counted(articles.len() as u64, "article", "articles"),
        json: format!("/api/v1/people/{slugged}"),
    })
}

/// Somebody's part in films, by the catalogue and by articles, the latest film first.
async fn credits(
    site: &Site,
    ask: &Ask,
    articles: &[PressRecord],
    films: &BTreeMap<FilmId, FilmRecord>,
    folded: &str,
) -> Result<Vec<CreditShown>, SiteError> {
    let is_hers = |name: Option<&str>| name.is_some_and(|name| fold(name) == folded);
    let mut roles: BTreeMap<(String, String), CreditShown> = BTreeMap::new();
    for record in articles {
        for credit in &record.read.finding.credits {
            if !is_hers(credit.person.as_ref().map(|person| person.value.as_str())) {
                continue;
            }
            let film = record.read.film(&credit.film).and_then(|id| films.get(&id));
            let title = film.map_or_else(|| credit.film.clone(), |film| film.title.clone());
            let soon = if credit.is_announced {
                ", announced"
            } else {
                ""
            };
            roles
                .entry((fold(&title), credit.kind.clone()))
                .or_insert_with(|| CreditShown {
                    role: format!("{}{soon}", credit.kind),
                    film: film.map(FilmTitle::of),
                    order: (
                        std::cmp::Reverse(film.and_then(|film| film.year).unwrap_or(i16::MAX)),
                        title.clone(),
                    ),
                    title,
                    score: String::new(),
                });
        }
    }
    // What the catalogue says goes before what articles say of the same part in a film.
    for film in films.values() {
        let parts = parts_in(film, folded);
        for (kind, _) in &parts {
            roles.remove(&(fold(&film.title), (*kind).to_owned()));
        }
        if !parts.is_empty() {
            let parts: Vec<&str> = parts.iter().map(|(_, part)| *part).collect();
            roles.insert(
                (fold(&film.title), String::new()),
                CreditShown {
                    role: parts.join(", "),
                    film: Some(FilmTitle::of(film)),
                    title: film.title.clone(),
                    score: score_words(site, ask, film.id).await?,
                    order: (
                        std::cmp::Reverse(film.year.unwrap_or(i16::MAX)),
                        film.title.clone(),
                    ),
                },
            );
        }
    }
    let mut credits: Vec<CreditShown> = roles.into_values().collect();
    credits.sort_by(|a, b| a.order.cmp(&b.order));
    Ok(credits)
}

/// The name as the last article prints it.
fn name_in(articles: &[PressRecord], folded: &str) -> Option<String> {
    let finding = articles.iter().map(|record| &record.read.finding);
    let mut names = finding.flat_map(|finding| {
        let speakers = finding
            .statements
            .iter()
            .filter(|said| said.is_shown())
            .filter_map(|said| said.speaker.as_ref());
        let credited = finding
            .credits
            .iter()
            .filter_map(|credit| credit.person.as_ref());
        speakers.chain(credited)
    });
    let name = names.find(|name| fold(&name.value) == folded)?;
    Some(name.value.clone())
}
