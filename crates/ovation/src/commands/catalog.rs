//! `ovation catalog import`: films that reviews may be about.

use super::Common;
use crate::clock;
use crate::printer::{self, Outcome, grouped};
use ovation_gather::{GatherLimits, walk};
use ovation_ledger::{Ledger, Opening};
use ovation_read::{CatalogueFilm, ReadLimits, read_catalogue, sniff};
use ovation_terms::{Actor, Complaint, FilmId, FilmRecord, FilmsAdded, Happening, fold};
use serde::Serialize;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

/// How many films go into one entry.
const FILMS_AN_ENTRY: usize = 200;
/// How many entries are committed together.
const ENTRIES_A_COMMIT: usize = 50;

#[derive(Debug, Default, Serialize)]
struct Imported {
    films: u64,
    known: u64,
    unreadable: u64,
    new_entries: u64,
    seconds: f64,
    #[serde(skip)]
    complaints: Vec<Complaint>,
}

/// Imports the file; films that the record has already are left as they are.
pub(crate) async fn run(common: &Common, file: &Path, dry_run: bool) -> anyhow::Result<Outcome> {
    let begun = Instant::now();
    let ledger = Ledger::open(&common.record, Opening::Create).await?;
    let mut imported = Imported::default();
    let films = read_films(file, &mut imported)?;
    let fresh = only_new(&ledger, films, &mut imported).await?;
    if !dry_run {
        enter(&ledger, &fresh, file, &mut imported).await?;
    }
    imported.films = fresh.len() as u64;
    imported.seconds = begun.elapsed().as_secs_f64();
    if common.json {
        printer::json(&imported)?;
    } else {
        printer::line(format!(
            "{} films {}, {} known already, {} rows not readable, {:.1} s",
            grouped(imported.films),
            if dry_run {
                "would be added (dry run: nothing was written)"
            } else {
                "added"
            },
            grouped(imported.known),
            grouped(imported.unreadable),
            imported.seconds
        ));
        for complaint in imported.complaints.iter().take(20) {
            printer::note(complaint);
        }
    }
    Ok(if imported.unreadable > 0 {
        Outcome::Partly
    } else {
        Outcome::Done
    })
}

/// Imports a catalogue at hand (the demo's) into `ledger`.
pub(crate) async fn import_bytes(ledger: &Ledger, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let mut imported = Imported::default();
    let mut films = Vec::new();
    let media = sniff(name, None, bytes);
    read_catalogue(bytes, media, &ReadLimits::default(), &mut |film| {
        films.extend(film.ok());
        ControlFlow::Continue(())
    })
    .map_err(|complaint| anyhow::anyhow!("{name}: {complaint}"))?;
    let fresh = only_new(ledger, films, &mut imported).await?;
    enter(ledger, &fresh, Path::new(name), &mut imported).await
}

fn read_films(file: &Path, imported: &mut Imported) -> anyhow::Result<Vec<CatalogueFilm>> {
    let mut films = Vec::new();
    let mut failure = None;
    walk(file, &GatherLimits::default(), &mut |parcel| {
        let outcome = parcel
            .map_err(|missed| missed.complaint)
            .and_then(|parcel| {
                let media = sniff(parcel.name(), None, &parcel.head()?);
                read_catalogue(
                    parcel.reader()?,
                    media,
                    &ReadLimits::default(),
                    &mut |film| {
                        match film {
                            Ok(film) => films.push(film),
                            Err(complaint) => {
                                imported.unreadable += 1;
                                imported.complaints.push(complaint);
                            }
                        }
                        ControlFlow::Continue(())
                    },
                )
            });
        match outcome {
            Ok(()) => ControlFlow::Continue(()),
            Err(complaint) => {
                failure = Some(complaint);
                ControlFlow::Break(())
            }
        }
    });
    match failure {
        Some(complaint) => Err(anyhow::anyhow!("{}: {complaint}", file.display())),
        None => Ok(films),
    }
}

/// The films that neither the record nor an earlier row has: by any id, or else by title and year.
async fn only_new(
    ledger: &Ledger,
    films: Vec<CatalogueFilm>,
    imported: &mut Imported,
) -> anyhow::Result<Vec<CatalogueFilm>> {
    let mut keys = BTreeSet::new();
    let mut titles = BTreeSet::new();
    ledger
        .each_film(&mut |film| {
            titles.insert((fold(&film.title), film.year));
            keys.extend(film.keys);
        })
        .await?;
    let mut fresh = Vec::new();
    for film in films {
        let by_title = (fold(&film.title), film.year);
        let known = if film.keys.is_empty() {
            titles.contains(&by_title)
        } else {
            film.keys.iter().any(|key| keys.contains(key))
        };
        if known {
            imported.known += 1;
            continue;
        }
        titles.insert(by_title);
        keys.extend(film.keys.iter().cloned());
        fresh.push(film);
    }
    Ok(fresh)
}

async fn enter(
    ledger: &Ledger,
    films: &[CatalogueFilm],
    file: &Path,
    imported: &mut Imported,
) -> anyhow::Result<()> {
    let name = file
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into());
    let actor = Actor::import(if name.is_empty() { "catalogue" } else { &name });
    for commit in films.chunks(FILMS_AN_ENTRY * ENTRIES_A_COMMIT) {
        let mut draft = ledger.begin().await?;
        for chunk in commit.chunks(FILMS_AN_ENTRY) {
            let films = chunk
                .iter()
                .map(|film| film_record(draft.next_film(), film.clone()))
                .collect();
            let added = FilmsAdded {
                why: format!("catalogue {name}"),
                films,
            };
            draft.enter(clock::now(), &actor, Happening::FilmsAdded(added))?;
        }
        imported.new_entries += draft.commit().await?.entries;
    }
    Ok(())
}

fn film_record(id: FilmId, film: CatalogueFilm) -> FilmRecord {
    FilmRecord {
        title: film.title,
        other_titles: film.other_titles,
        year: film.year,
        keys: film.keys,
        directors: film.directors,
        ..FilmRecord::numbered(id)
    }
}
