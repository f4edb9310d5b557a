//! What film press tells of these days: festivals that are on, and films about to open.

use crate::error::SiteError;
use crate::front::Site;
use crate::{links, show};
use ovation_ledger::PressRecord;
use ovation_terms::{Day, EventFinding, FilmId, fold};
use std::collections::{BTreeMap, BTreeSet};

/// Articles looked at, the latest.
const ARTICLES: u32 = 80;
/// A festival is on for so long after what is told of it last.
const FESTIVAL_DAYS: i32 = 30;
/// Most lines of each list.
const LINES: usize = 5;
/// Kinds of events by which a festival is told.
const AT_FESTIVALS: [&str; 4] = ["premiere", "screening", "award", "ovation"];

/// A festival that is on or just was.
#[derive(Debug)]
pub(super) struct FestivalNow {
    pub(super) name: String,
    /// `3 films in the record, last 14 May 2026`
    pub(super) words: String,
}

/// A film about to open.
#[derive(Debug)]
pub(super) struct Release {
    pub(super) name: String,
    pub(super) href: String,
    /// `14 May 2026, Vessmar`
    pub(super) words: String,
}

/// Festivals by their latest day, and the next releases of films that stand nowhere else on the page.
pub(super) async fn around(
    site: &Site,
    today: Day,
    used: &mut BTreeSet<FilmId>,
) -> Result<(Vec<FestivalNow>, Vec<Release>), SiteError> {
    let articles = site.ledger.latest_press(ARTICLES).await?;
    let releases = next_releases(site, &articles, today, used).await?;
    Ok((festivals(&articles, today), releases))
}

/// Events that are told for sure and have a day, with the film they are of.
fn events(articles: &[PressRecord]) -> impl Iterator<Item = (&EventFinding, Day, Option<FilmId>)> {
    articles.iter().flat_map(|record| {
        let sure = record
            .read
            .finding
            .events
            .iter()
            .filter(|event| !event.is_unsure);
        sure.filter_map(|event| {
            let film = event
                .film
                .as_deref()
                .and_then(|title| record.read.film(title));
            Some((event, event.day?.day, film))
        })
    })
}

fn festivals(articles: &[PressRecord], today: Day) -> Vec<FestivalNow> {
    let mut found: BTreeMap<String, (&str, Day, BTreeSet<FilmId>)> = BTreeMap::new();
    for (event, day, film) in events(articles) {
        let Some(place) = event.place.as_ref() else {
            continue;
        };
        let ago = day
            .date()
            .until(today.date())
            .map_or(i32::MAX, |span| span.get_days());
        if !AT_FESTIVALS.contains(&event.kind.as_str()) || !(-3..=FESTIVAL_DAYS).contains(&ago) {
            continue;
        }
        let entry = found.entry(fold(&place.value));
        let (_, last, films) = entry.or_insert((&place.value, day, BTreeSet::new()));
        *last = day.max(*last);
        films.extend(film);
    }
    let mut found: Vec<_> = found.into_values().collect();
    found.retain(|(.., films)| !films.is_empty());
    found.sort_by_key(|(name, last, films)| (std::cmp::Reverse((*last, films.len())), *name));
    found.truncate(LINES);
    found
        .into_iter()
        .map(|(name, last, films)| FestivalNow {
            name: name.to_owned(),
            words: format!(
                "{} in the record, last told of {}",
                show::counted(films.len() as u64, "film", "films"),
                show::day(last)
            ),
        })
        .collect()
}

async fn next_releases(
    site: &Site,
    articles: &[PressRecord],
    today: Day,
    used: &mut BTreeSet<FilmId>,
) -> Result<Vec<Release>, SiteError> {
    let mut next: BTreeMap<FilmId, (Day, String)> = BTreeMap::new();
    for (event, day, film) in events(articles) {
        let Some(film) = film.filter(|film| day > today && !used.contains(film)) else {
            continue;
        };
        if event.kind == "release" {
            let place = event
                .place
                .as_ref()
                .map(|place| format!(", {}", place.value));
            let words = format!("{}{}", show::day(day), place.unwrap_or_default());
            let known = next.entry(film).or_insert((day, words.clone()));
            if day < known.0 {
                *known = (day, words);
            }
        }
    }
    let mut next: Vec<_> = next.into_iter().collect();
    next.sort_by_key(|(film, (day, _))| (*day, *film));
    next.truncate(LINES);
    let ids: Vec<FilmId> = next.iter().map(|(film, _)| *film).collect();
    let films = site.ledger.films(&ids).await?;
    used.extend(&ids);
    let lines = next.into_iter().filter_map(|(id, (_, words))| {
        let film = films.get(&id)?;
        Some(Release {
            name: film.title.clone(),
            href: links::film(film),
            words,
        })
    });
    Ok(lines.collect())
}
