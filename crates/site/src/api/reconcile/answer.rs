//! What is answered, as the protocol has it.

use super::PATH;
use super::question::{FILM, Question};
use crate::error::SiteError;
use crate::settings::SiteSettings;
use ovation_desk::{FilmMatch, Sureness};
use ovation_ledger::Ledger;
use ovation_terms::{FilmId, FilmRecord};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// Something with an id and a name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Thing {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
}

impl Thing {
    pub(super) fn new(id: &str, name: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
        }
    }
}

/// The type of films.
pub(super) fn film_type() -> Thing {
    Thing::new(FILM, "Film")
}

/// What the service is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Manifest {
    /// The versions of the protocol.
    versions: [&'static str; 1],
    /// The record's name.
    name: String,
    /// What ids are of.
    identifier_space: String,
    /// What types and properties are of.
    schema_space: String,
    /// The types there are.
    default_types: Vec<Thing>,
    /// Where a film's page is; only where the site knows its public address.
    #[serde(skip_serializing_if = "Option::is_none")]
    view: Option<View>,
    /// Where films and properties are suggested; only where the site knows its public address.
    #[serde(skip_serializing_if = "Option::is_none")]
    suggest: Option<Suggesting>,
}

/// Where a film's page is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct View {
    /// With `{{id}}` for the film's number.
    url: String,
}

/// Where is suggested.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Suggesting {
    /// Films.
    entity: Service,
    /// Properties.
    property: Service,
}

/// An address in two parts.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Service {
    /// The site.
    service_url: String,
    /// The path there.
    service_path: String,
}

/// What the service is, at the site's public address.
pub(super) fn manifest(settings: &SiteSettings) -> Manifest {
    let base = settings.base_url.as_deref();
    let of = |base: &str, what: &str| Service {
        service_url: base.to_owned(),
        service_path: format!("{PATH}/suggest/{what}"),
    };
    let space = |what: &str| match base {
        Some(base) => format!("{base}/{what}"),
        None => format!("urn:ovation:{what}"),
    };
    Manifest {
        versions: ["0.2"],
        name: settings.name.clone(),
        identifier_space: space("films"),
        schema_space: space("api"),
        default_types: vec![film_type()],
        view: base.map(|base| View {
            url: format!("{base}/films/{{{{id}}}}"),
        }),
        suggest: base.map(|base| Suggesting {
            entity: of(base, "entity"),
            property: of(base, "property"),
        }),
    }
}

/// The films that one query may mean.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(super) struct Candidates {
    /// Best first.
    result: Vec<Candidate>,
}

/// A film that a query may mean.
#[derive(Debug, Serialize, ToSchema)]
struct Candidate {
    /// The film's number.
    id: String,
    /// Its title and year.
    name: String,
    /// Directors, and why it was found.
    description: String,
    /// Always the one of films.
    r#type: Vec<Thing>,
    /// How probable it is, 0 to 100.
    score: f64,
    /// Whether it is sure: nobody needs to look.
    r#match: bool,
}

/// The answers to queries.
pub(super) async fn results(
    ledger: &Ledger,
    found: Vec<(String, Question, Option<FilmMatch>)>,
) -> Result<BTreeMap<String, Candidates>, SiteError> {
    let wanted: BTreeSet<FilmId> = found
        .iter()
        .filter_map(|(_, _, found)| found.as_ref())
        .flat_map(|found| found.candidates.iter().map(|(film, _)| *film))
        .collect();
    let wanted: Vec<FilmId> = wanted.into_iter().collect();
    let films = ledger.films(&wanted).await?;
    let answered = found.into_iter().map(|(name, question, found)| {
        let result = found.map_or_else(Vec::new, |found| {
            let told = found.candidates.iter().enumerate();
            told.filter_map(|(at, (film, p))| {
                let sure = at == 0 && found.sureness == Sureness::Sure;
                let why = (at == 0).then_some(found.why.as_str());
                Some(candidate(films.get(film)?, p.get(), sure, why))
            })
            .take(question.limit)
            .collect()
        });
        (name, Candidates { result })
    });
    Ok(answered.collect())
}

fn candidate(film: &FilmRecord, p: f64, is_sure: bool, why: Option<&str>) -> Candidate {
    let by = (!film.directors.is_empty()).then(|| format!("by {}", film.directors.join(", ")));
    let told: Vec<&str> = by.as_deref().into_iter().chain(why).collect();
    Candidate {
        id: film.id.to_string(),
        name: film.titled(),
        description: told.join("; "),
        r#type: vec![film_type()],
        score: (p * 10_000.0).round() / 100.0,
        r#match: is_sure,
    }
}
