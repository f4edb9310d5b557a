//! Suggestions while somebody types, for programs and for browsers' own search fields.

use crate::ask::Ask;
use crate::assets::ICON_PATH;
use crate::error::SiteError;
use crate::figures::{Board, NameSort, NameSuggestion};
use crate::front::Site;
use crate::{links, show};
use askama::Template;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use ovation_terms::{CriticId, FilmId, OutletId, telling_film_id};
use serde::Serialize;

/// Suggestions at a time.
const SUGGESTED: usize = 10;

/// A suggestion as programs read it.
#[derive(Debug, Serialize)]
pub(super) struct SuggestedLine {
    /// `film`, `critic`, `outlet` or `person`.
    kind: &'static str,
    /// The name by which it is listed.
    pub(super) name: String,
    /// The other name that fits what was typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i16>,
    reviews: u64,
    /// The page.
    pub(super) href: String,
}

impl SuggestedLine {
    /// A name that was found; none where it is gone.
    pub(super) fn of(board: &Board, found: &NameSuggestion) -> Option<Self> {
        let (name, year, reviews, href) = match found.sort {
            NameSort::Film => {
                let film = board.film(FilmId(found.id))?;
                let href = links::film_named(film.id, &film.title);
                (
                    film.title.to_string(),
                    film.year,
                    film.told.score.found,
                    href,
                )
            }
            NameSort::Critic => {
                let critic = board.critic(CriticId(found.id))?;
                let reviews = board.of_critic.get(&found.id).copied().unwrap_or(0);
                let href = links::critic(CriticId(found.id), &critic.name);
                (critic.name.clone(), None, reviews.into(), href)
            }
            NameSort::Outlet => {
                let outlet = board.outlet(OutletId(found.id))?;
                let reviews = board.of_outlet.get(&found.id).copied().unwrap_or(0);
                let href = links::outlet(OutletId(found.id), &outlet.name);
                (outlet.name.clone(), None, reviews.into(), href)
            }
            NameSort::Person => {
                let name = board.names.person(found.id).to_owned();
                let href = links::person(&name);
                (name, None, 0, href)
            }
        };
        (!href.is_empty()).then(|| Self {
            kind: found.sort.code(),
            by: (found.by != name).then(|| found.by.clone()),
            name,
            year,
            reviews,
            href,
        })
    }

    /// `12 reviews`; empty of people, whose are not counted.
    pub(super) fn reviews_in_words(&self) -> String {
        if self.kind == "person" {
            return String::new();
        }
        show::counted(self.reviews, "review", "reviews")
    }

    /// `film, 2019, 12 reviews`
    fn in_words(&self) -> String {
        let year = self.year.map(|year| year.to_string());
        let reviews = Some(self.reviews_in_words()).filter(|reviews| !reviews.is_empty());
        let parts = [Some(self.kind.to_owned()), year, reviews];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

#[derive(Serialize)]
struct Suggestions {
    suggestions: Vec<SuggestedLine>,
}

/// What words may mean, best first. An id of a catalogue leads to its film, whether it has reviews or not.
async fn suggested(
    site: &Site,
    board: &Board,
    words: &str,
) -> Result<Vec<SuggestedLine>, SiteError> {
    let is_id = telling_film_id(words).is_some() || words.contains(':');
    let mut found = Vec::new();
    if is_id {
        for hit in site.ledger.find_films(words, 3).await? {
            if hit.is_named {
                found.push(SuggestedLine {
                    kind: "film",
                    href: links::film(&hit.film),
                    name: hit.film.title,
                    by: None,
                    year: hit.film.year,
                    reviews: hit.reviews,
                });
            }
        }
    }
    let names = board.names.find(words, &[], SUGGESTED);
    found.extend(names.iter().filter_map(|one| SuggestedLine::of(board, one)));
    found.truncate(SUGGESTED);
    Ok(found)
}

pub(super) async fn suggest(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let is_for_browsers = ask
        .query
        .choice("format", &["opensearch"], |text| {
            (text == "opensearch").then_some(())
        })?
        .is_some();
    let board = site.figures.at(&site.ledger, &ask.head).await?;
    let words = ask.query.get("q").unwrap_or_default();
    let found = suggested(&site, &board, words).await?;
    if !is_for_browsers {
        let body = serde_json::to_string(&Suggestions { suggestions: found })?;
        return Ok(([(CONTENT_TYPE, "application/json")], body).into_response());
    }
    let base = site.settings.base_url.as_deref().unwrap_or_default();
    let base = base.trim_end_matches('/');
    let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
    let told: Vec<String> = found.iter().map(SuggestedLine::in_words).collect();
    let at: Vec<String> = found
        .iter()
        .map(|one| format!("{base}{}", one.href))
        .collect();
    let body = serde_json::to_string(&(words, names, told, at))?;
    let kind = "application/x-suggestions+json";
    Ok(([(CONTENT_TYPE, kind)], body).into_response())
}

#[derive(Template)]
#[template(path = "opensearch.xml")]
struct OpenSearch {
    site: String,
    base: String,
    icon: &'static str,
}

/// What a browser needs to search the site from its own field.
pub(super) async fn opensearch(State(site): State<Site>) -> Result<Response, SiteError> {
    let base = site.settings.base_url.as_deref().unwrap_or_default();
    let body = OpenSearch {
        // The format allows sixteen letters.
        site: site.settings.name.chars().take(16).collect(),
        base: base.trim_end_matches('/').to_owned(),
        icon: &ICON_PATH,
    }
    .render()?;
    let kind = "application/opensearchdescription+xml";
    Ok(([(CONTENT_TYPE, kind)], body).into_response())
}
