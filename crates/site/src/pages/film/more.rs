//! What a film's page shows beside its score: kind of work, runtime, poster, synopsis.

use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::links;
use crate::show;
use crate::view::{Mark, Named};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use ovation_terms::{FilmId, FilmRecord, Hash, PosterPlace, Work};

/// Names of who plays in it that are shown.
const CAST: usize = 10;
/// Days of first showings that are.
const DAYS: usize = 3;

/// What kind of work it is.
#[derive(Debug)]
pub(super) struct WorkShown {
    /// `Series`, `Season 2`.
    pub(super) kind: String,
    /// The series of a season, and its page; empty where nobody said.
    pub(super) series: String,
    pub(super) href: String,
}

/// A film's poster with whose it is. One that is elsewhere on the web is a link: the site's policy lets a page
/// load pictures of the site alone, so that no reader is told to a stranger.
#[derive(Debug)]
pub(super) struct PosterShown {
    /// Where the site has it; empty of one elsewhere.
    pub(super) src: String,
    /// Where it is elsewhere, and at whose site.
    pub(super) href: String,
    pub(super) host: String,
    pub(super) licence: String,
    pub(super) credit: String,
}

pub(super) async fn work(site: &Site, film: &FilmRecord) -> Result<Option<WorkShown>, SiteError> {
    let label = film.work.label();
    let mut letters = label.chars();
    let Some(first) = letters.next() else {
        return Ok(None);
    };
    let kind = first.to_uppercase().chain(letters).collect();
    let series = match film.work.series() {
        Some(series) => site.ledger.film(series).await?,
        None => None,
    };
    Ok(Some(WorkShown {
        kind,
        href: series.as_ref().map_or_else(String::new, links::film),
        series: series.map_or_else(String::new, |series| series.title),
    }))
}

pub(super) async fn seasons(site: &Site, film: &FilmRecord) -> Result<Vec<Named>, SiteError> {
    if film.work != Work::Series {
        return Ok(Vec::new());
    }
    let seasons = site.ledger.seasons_of(film.id).await?;
    let shown = seasons.iter().map(|season| Named {
        href: links::film(&season.film),
        name: season.film.work.label(),
    });
    Ok(shown.collect())
}

/// `Sweden, Norway · Drama · 104 minutes`
pub(super) fn facts_line(film: &FilmRecord) -> String {
    let runtime = film.runtime_minutes;
    let runtime = runtime.map(|minutes| format!("{minutes} minutes"));
    let parts = [listed(&film.countries, 4), listed(&film.genres, 4), runtime];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

/// The first names of a list; none of an empty one.
fn listed(names: &[String], most: usize) -> Option<String> {
    let first: Vec<&str> = names.iter().take(most).map(String::as_str).collect();
    (!first.is_empty()).then(|| first.join(", "))
}

/// Who made the film and plays in it, and where it was first shown and opened.
pub(super) fn credits(film: &FilmRecord, marks: &[Mark]) -> Vec<(&'static str, String)> {
    let people = [
        ("Directed by", listed(&film.directors, 6)),
        ("Written by", listed(&film.writers, 6)),
        ("With", listed(&film.cast, CAST)),
    ];
    let shown = marks
        .iter()
        .filter(|mark| mark.kind == "release" || mark.words.starts_with("World"));
    let days: Vec<String> = shown
        .take(DAYS)
        .map(|mark| format!("{}, {}", mark.words, show::day(mark.day)))
        .collect();
    let people = people.into_iter();
    let people = people.filter_map(|(label, names)| Some((label, names?)));
    let days = (!days.is_empty()).then(|| ("First shown", days.join("; ")));
    people.chain(days).collect()
}

/// The film's pages in other catalogues, each catalogue once.
pub(super) fn elsewhere(film: &FilmRecord) -> Vec<Named> {
    let mut made: Vec<Named> = Vec::new();
    for page in film.keys.iter().filter_map(ovation_terms::FilmKey::page) {
        if !made.iter().any(|known| known.name == page.name) {
            made.push(Named {
                href: page.address,
                name: page.name.to_owned(),
            });
        }
    }
    made
}

pub(super) fn poster(film: &FilmRecord) -> Option<PosterShown> {
    let poster = film.poster.as_ref()?;
    let (src, href) = match &poster.place {
        PosterPlace::File { hash, .. } => (format!("/posters/{}/{hash}", film.id), String::new()),
        PosterPlace::Url(url) => (String::new(), url.clone()),
    };
    let rest = href.split_once("://").map_or("", |(_, rest)| rest);
    Some(PosterShown {
        host: rest.split('/').next().unwrap_or_default().to_owned(),
        src,
        href,
        licence: poster.licence.clone(),
        credit: poster.credit.clone(),
    })
}

/// The picture of a film's poster, as long as it is the film's: one that was taken back is no longer given.
pub(in crate::pages) async fn poster_file(
    State(site): State<Site>,
    ask: Ask,
) -> Result<Response, SiteError> {
    let id: FilmId = ask.id("film")?;
    let hash: Hash = ask
        .param("hash")
        .parse()
        .map_err(|_no_digest| SiteError::NoPage)?;
    let film = site.ledger.film(id).await?;
    let poster = film.and_then(|film| film.poster);
    let is_its = poster.is_some_and(|poster| match poster.place {
        PosterPlace::File { hash: own, .. } => own == hash,
        PosterPlace::Url(_) => false,
    });
    let file = if is_its {
        site.ledger.poster_file(hash).await?
    } else {
        None
    };
    let file = file.ok_or(SiteError::NoPage)?;
    let headers = [
        (CONTENT_TYPE, file.media().media_type()),
        (CACHE_CONTROL, "public, max-age=86400"),
    ];
    Ok((headers, file.bytes().to_vec()).into_response())
}
