//! What people with a token correct of a film.

use super::super::asked::{Called, Corrected, NotAllowed, NotRead, enter, keeper, read, remark};
use super::super::shapes::Problem;
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use ovation_desk::{FilmEdit, PosterEdit, PosterGiven, WorkEdit, film_called, film_changed};
use ovation_ledger::PosterFile;
use ovation_terms::{FilmField, FilmId, TitleUse, WorkKind};
use serde::Deserialize;
use utoipa::ToSchema;

/// A title that a film has too.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct AddedTitle {
    /// The title.
    title: String,
    /// Its language: `es`.
    language: Option<String>,
    /// The country in which it is used: `MX`.
    country: Option<String>,
}

/// A poster elsewhere on the web; it is shown as a link and never fetched.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct PosterAddress {
    /// Its address; an empty text: the film has no poster.
    url: String,
    /// Under which licence it may be shown.
    licence: Option<String>,
    /// Who made it.
    credit: Option<String>,
}

/// What is to be changed about a film; what is not named stays, and a list is the whole of it.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct FilmChangeAsked {
    /// The title it is listed under; it is still found by the old one.
    title: Option<String>,
    /// Its other titles.
    other_titles: Option<Vec<String>>,
    /// Titles that it has too; those that are there stay.
    #[serde(default)]
    add_titles: Vec<AddedTitle>,
    /// The year of first release; 0: not known.
    year: Option<i16>,
    /// Its directors.
    directors: Option<Vec<String>>,
    /// Who plays in it.
    cast: Option<Vec<String>>,
    /// Who wrote it.
    writers: Option<Vec<String>>,
    /// Its countries.
    countries: Option<Vec<String>>,
    /// Its genres.
    genres: Option<Vec<String>>,
    /// How long it runs, in minutes; 0: not known.
    runtime_minutes: Option<u16>,
    /// What it tells; an empty text: nothing is said.
    synopsis: Option<String>,
    /// What kind of work it is: `film`, `series` or `season`.
    #[schema(value_type = Option<String>)]
    kind: Option<WorkKind>,
    /// The number of the season that it is.
    season: Option<u16>,
    /// The series that it is a season of; 0: not known.
    series: Option<Called>,
    /// Its poster, elsewhere on the web; one of bytes is sent to `/api/v1/films/{id}/poster`.
    poster: Option<PosterAddress>,
    /// Its ids in other catalogues: `imdb:tt0000001`.
    ids: Option<Vec<String>>,
    /// Values that are again what the catalogues say: `title`, `other_titles`, `year`, `keys`, `directors`,
    /// `cast`, `countries`, `genres`, `work`, `writers`, `runtime`, `synopsis`, `poster`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    clear: Vec<FilmField>,
    /// Why, for every reader.
    reason: Option<String>,
    /// A note for those who keep the record.
    note: Option<String>,
}

impl FilmChangeAsked {
    async fn edit(self, site: &Site) -> Result<FilmEdit, SiteError> {
        let series = match &self.series {
            None => None,
            Some(Called::Number(0)) => Some(None),
            Some(called) => Some(Some(film_called(&site.ledger, &called.words()).await?.id)),
        };
        if self.clear.contains(&FilmField::Listed) || self.clear.contains(&FilmField::Votes) {
            let why = "`clear`: expected what people set, found `listed` or `votes`";
            return Err(SiteError::BadBody(why.to_owned()));
        }
        let added = self.add_titles.into_iter().map(|added| TitleUse {
            title: added.title,
            region: added.country,
            language: added.language,
        });
        Ok(FilmEdit {
            title: self.title,
            other_titles: self.other_titles,
            more_titles: added.collect(),
            year: self.year.map(|year| (year != 0).then_some(year)),
            directors: self.directors,
            cast: self.cast,
            ids: self.ids,
            countries: self.countries,
            genres: self.genres,
            writers: self.writers,
            runtime_minutes: self
                .runtime_minutes
                .map(|minutes| (minutes != 0).then_some(minutes)),
            synopsis: self.synopsis,
            poster: self.poster.map(|poster| {
                (!poster.url.trim().is_empty()).then(|| PosterEdit {
                    picture: PosterGiven::Url(poster.url),
                    licence: poster.licence.unwrap_or_default(),
                    credit: poster.credit.unwrap_or_default(),
                })
            }),
            work: WorkEdit {
                kind: self.kind,
                season: self.season,
                series,
            },
            clear: self.clear,
        })
    }
}

/// Sets what is said of a film. Needs the token of an owner or editor.
#[utoipa::path(post, path = "/api/v1/films/{id}", tag = "films",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the film's number")),
    request_body = FilmChangeAsked,
    responses(
        (status = 200, description = "what was entered", body = Corrected),
        NotAllowed,
        NotRead,
        (status = 422, description = "the record cannot hold this", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(in crate::api) async fn film(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let editor = keeper(&site, &headers, "change a film").await?;
    let id: FilmId = ask.id("film")?;
    let said: FilmChangeAsked = read(&body)?;
    let remark = remark(said.reason.as_deref(), said.note.as_deref(), &headers)?;
    let edit = said.edit(&site).await?;
    let mut transaction = site.ledger.begin().await?;
    let made = film_changed(&site.ledger, &mut transaction, id, &edit, remark).await?;
    let Some(entry) = made else {
        let why =
            "expected at least one thing that is to be changed, such as title, year or directors";
        return Err(SiteError::BadBody(why.to_owned()));
    };
    enter(&site, transaction, &editor, vec![entry]).await
}

/// Gives a film a poster that the record keeps: the body is the picture, a PNG, JPEG or WebP of 2 MiB at most.
/// Needs the token of an owner or editor.
#[utoipa::path(post, path = "/api/v1/films/{id}/poster", tag = "films",
    security(("token" = [])),
    params(
        ("id" = i64, Path, description = "the film's number"),
        ("licence" = String, Query, description = "under which licence it is shown"),
        ("credit" = String, Query, description = "who made it"),
        ("reason" = Option<String>, Query, description = "why, for every reader"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 200, description = "what was entered", body = Corrected),
        NotAllowed,
        NotRead,
        (status = 413, description = "it is too large", body = Problem,
            content_type = "application/problem+json"),
        (status = 422, description = "the record cannot hold this", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(in crate::api) async fn poster(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    ask.query.only(&["licence", "credit", "reason"])?;
    let editor = keeper(&site, &headers, "give a film a poster").await?;
    let id: FilmId = ask.id("film")?;
    let remark = remark(ask.query.get("reason"), None, &headers)?;
    let file = PosterFile::of(body.to_vec()).map_err(SiteError::BadBody)?;
    let said = |name: &str| ask.query.get(name).unwrap_or_default().to_owned();
    let edit = FilmEdit {
        poster: Some(Some(PosterEdit {
            picture: PosterGiven::File(file),
            licence: said("licence"),
            credit: said("credit"),
        })),
        ..FilmEdit::default()
    };
    let mut transaction = site.ledger.begin().await?;
    let made = film_changed(&site.ledger, &mut transaction, id, &edit, remark).await?;
    enter(&site, transaction, &editor, made.into_iter().collect()).await
}
