//! The API's answers, as serialised.

mod review;
mod score;

pub(super) use review::{Change, DeskAnswer, Review, ReviewAnswer, ReviewsAnswer, Waiting};
pub(super) use score::{Ledger, Score, ScoreAnswer, Timeline, TimelineAnswer};

use crate::links;

use ovation_ledger::Tally;

use ovation_terms::{FilmRecord, PosterPlace};
use serde::Serialize;

use utoipa::ToSchema;

/// What went wrong (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Problem {
    /// A name of the kind of trouble, stable for programs.
    #[serde(rename = "type")]
    pub(super) kind: String,
    /// The kind of trouble in words.
    pub(super) title: String,
    /// The HTTP status.
    pub(super) status: u16,
    /// What was expected and what came.
    pub(super) detail: String,
    /// The address asked for.
    pub(super) instance: String,
}

/// A film's name in another catalogue.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Key {
    /// Which catalogue: `imdb`, `wikidata`.
    scheme: String,
    /// The film's id in it.
    value: String,
}

/// A film's poster, with whose it is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Poster {
    /// Where it is: a path of this site where the record keeps it, else an address elsewhere.
    address: String,
    /// Under which licence it is shown.
    licence: String,
    /// Who made it.
    credit: String,
}

/// A film, a series or a season of one.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Film {
    /// Its number in this record.
    id: i64,
    /// The title it is listed under.
    title: String,
    /// Other titles: original, other languages.
    other_titles: Vec<String>,
    /// Year of first release, where known.
    year: Option<i16>,
    /// Directors' names.
    directors: Vec<String>,
    /// Ids in other catalogues.
    keys: Vec<Key>,
    /// What kind of work it is: `film`, `series` or `season`.
    kind: &'static str,
    /// The number of a season.
    season: Option<u16>,
    /// The number of a season's series in this record.
    series: Option<i64>,
    /// Writers' names.
    writers: Vec<String>,
    /// Names of who plays in it.
    cast: Vec<String>,
    /// Countries of production.
    countries: Vec<String>,
    /// Genres.
    genres: Vec<String>,
    /// How long it runs, in minutes.
    runtime_minutes: Option<u16>,
    /// What it tells.
    synopsis: Option<String>,
    /// Its poster.
    poster: Option<Poster>,
    /// Path of its page.
    page: String,
}

impl Film {
    pub(super) fn of(film: &FilmRecord) -> Self {
        let key = |key: &ovation_terms::FilmKey| Key {
            scheme: key.scheme.clone(),
            value: key.value.clone(),
        };
        Self {
            id: film.id.0,
            title: film.title.clone(),
            other_titles: film.other_titles.clone(),
            year: film.year,
            directors: film.directors.clone(),
            keys: film.keys.iter().map(key).collect(),
            kind: film.work.kind().code(),
            season: film.work.season(),
            series: film.work.series().map(|series| series.0),
            writers: film.writers.clone(),
            cast: film.cast.clone(),
            countries: film.countries.clone(),
            genres: film.genres.clone(),
            runtime_minutes: film.runtime_minutes,
            synopsis: film.synopsis.clone(),
            poster: film.poster.as_ref().map(|poster| Poster {
                address: match &poster.place {
                    PosterPlace::File { hash, .. } => format!("/posters/{}/{hash}", film.id),
                    PosterPlace::Url(url) => url.clone(),
                },
                licence: poster.licence.clone(),
                credit: poster.credit.clone(),
            }),
            page: links::film(film),
        }
    }
}

/// One film.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FilmAnswer {
    /// The film.
    pub(super) film: Film,
}

/// A film that was found, with its score now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FilmFound {
    /// The film.
    #[serde(flatten)]
    pub(super) film: Film,
    /// Its reviews in every state.
    pub(super) reviews: u64,
    /// Its score now.
    pub(super) score: Score,
}

/// Films, best first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FilmsAnswer {
    /// The films.
    pub(super) films: Vec<FilmFound>,
    /// Give this as `cursor` for the films that follow; none at the end, and for a search.
    pub(super) next: Option<String>,
}

/// Reviews by state: found = counted + waiting + excluded.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct States {
    found: u64,
    counted: u64,
    waiting: u64,
    excluded: u64,
}

impl States {
    pub(super) fn of(tally: &Tally) -> Self {
        Self {
            found: tally.found,
            counted: tally.counted,
            waiting: tally.waiting,
            excluded: tally.excluded,
        }
    }
}

/// Somebody or something that a search found.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Found {
    /// Number in this record.
    pub(super) id: i64,
    /// Name now, or title with year.
    pub(super) name: String,
    /// The other name that the words fit, where they do not fit that one.
    pub(super) by: Option<String>,
    /// Reviews in every state.
    pub(super) reviews: u64,
    /// Path of its page.
    pub(super) page: String,
}

/// What a search found, best first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SearchAnswer {
    /// Films.
    pub(super) films: Vec<Found>,
    /// Critics.
    pub(super) critics: Vec<Found>,
    /// Outlets.
    pub(super) outlets: Vec<Found>,
}

/// A critic.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Critic {
    /// Number in this record.
    pub(super) id: i64,
    /// Name: as first printed, or as an editor set it.
    pub(super) name: String,
    /// Other names that an editor said they are known by.
    pub(super) also: Vec<String>,
    /// The critic's reviews.
    pub(super) reviews: States,
    /// Path of the critic's page.
    pub(super) page: String,
}

/// One critic.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CriticAnswer {
    /// The critic.
    pub(super) critic: Critic,
}

/// An outlet.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Outlet {
    /// Number in this record.
    pub(super) id: i64,
    /// Name: as first printed, or as an editor set it.
    pub(super) name: String,
    /// Other names that an editor said it is known by.
    pub(super) also: Vec<String>,
    /// Registered domain, where known.
    pub(super) domain: Option<String>,
    /// Its reviews.
    pub(super) reviews: States,
    /// Path of its page.
    pub(super) page: String,
}

/// One outlet.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OutletAnswer {
    /// The outlet.
    pub(super) outlet: Outlet,
}

/// Whether the record answers.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Health {
    /// `ok`.
    pub(super) status: &'static str,
    /// The version of this program.
    pub(super) version: &'static str,
    /// Where the ledger stands.
    pub(super) ledger: Ledger,
}

/// Whether the record answers.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HealthAnswer {
    /// The state of the service.
    pub(super) health: Health,
}
