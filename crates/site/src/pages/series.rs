//! Series with their seasons, each with its score.

use super::festivals::score_words;
use super::{Frame, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::view::FilmTitle;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_ledger::FilmOrder;
use ovation_terms::{FilmId, WorkKind};
use std::collections::BTreeMap;

/// Series on the page.
const SERIES: u32 = 50;

#[derive(Template)]
#[template(path = "series.html")]
struct SeriesPage {
    frame: Frame,
    series: Vec<SeriesShown>,
}

#[derive(Debug)]
struct SeriesShown {
    series: FilmTitle,
    score: String,
    seasons: Vec<SeasonShown>,
}

#[derive(Debug)]
struct SeasonShown {
    href: String,
    name: String,
    year: String,
    score: String,
}

/// The series that have reviews themselves or whose seasons have, those with most reviews first.
pub(crate) async fn reviewed(site: &Site) -> Result<Vec<FilmId>, SiteError> {
    let mut most: BTreeMap<FilmId, u64> = BTreeMap::new();
    for kind in [WorkKind::Series, WorkKind::Season] {
        let hits = site
            .ledger
            .films_with_reviews(FilmOrder::MostReviews, kind, 200, 0)
            .await?;
        for hit in hits {
            let series = hit.film.work.series();
            let series = series.or((kind == WorkKind::Series).then_some(hit.film.id));
            if let Some(series) = series {
                *most.entry(series).or_default() += hit.reviews;
            }
        }
    }
    let mut found: Vec<_> = most.into_iter().collect();
    found.sort_by_key(|(series, reviews)| (std::cmp::Reverse(*reviews), *series));
    found.truncate(SERIES as usize);
    Ok(found.into_iter().map(|(series, _)| series).collect())
}

pub(super) async fn series(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let mut shown = Vec::new();
    for id in reviewed(&site).await? {
        let Some(film) = site.ledger.film(id).await? else {
            continue;
        };
        let mut seasons = Vec::new();
        for season in site.ledger.seasons_of(film.id).await? {
            let title = FilmTitle::of(&season.film);
            seasons.push(SeasonShown {
                href: title.href,
                name: crate::show::sentence(&title.kind),
                year: title.year,
                score: score_words(&site, &ask, season.film.id).await?,
            });
        }
        shown.push(SeriesShown {
            series: FilmTitle::of(&film),
            score: score_words(&site, &ask, film.id).await?,
            seasons,
        });
    }
    page(&SeriesPage {
        frame: site.frame(&ask, "films", "Series", "/series"),
        series: shown,
    })
}
