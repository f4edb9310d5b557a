//! `ovation catalog import`: films that reviews may be about.

mod beside;
mod entities;
mod imdb;
mod links;
mod lists;
mod progress;
mod seasons;
mod summary;

use super::Common;
use crate::cli::CatalogCommand;
use crate::printer::Outcome;
use imdb::ImdbFiles;
use links::Links;
pub(crate) use lists::record_of;
use ovation_gather::{GatherLimits, Parcel, walk};
use ovation_ledger::{Ledger, Opening};
use ovation_read::{
    CatalogueKind, CatalogueRow, ReadLimits, catalogue_kind, read_catalogue, sniff,
};
use ovation_terms::{Actor, Complaint, ComplaintKind, EntryBody};
use progress::Progress;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use summary::Imported;

/// How many films go into one entry.
const FILMS_AN_ENTRY: usize = 200;
/// How many entries are committed together.
const ENTRIES_A_COMMIT: usize = 50;

/// Largest file of a catalogue, unpacked: the largest there is has 1.6 TiB and grows.
const CATALOGUE_BYTES: u64 = 16 << 40;

/// What every part of an import is given.
struct Importing<'l> {
    ledger: &'l Ledger,
    progress: Progress,
}

/// Imports the files: lists of films first, then what stands beside them.
pub(crate) async fn run(common: &Common, asked: &CatalogCommand) -> anyhow::Result<Outcome> {
    let CatalogCommand::Import {
        files,
        films_only,
        dry_run,
    } = asked;
    let (films_only, dry_run) = (*films_only, *dry_run);
    let begun = Instant::now();
    let ledger = common.open(Opening::Create).await?;
    let mut imported = Imported {
        dry_run,
        films_only,
        ..Imported::default()
    };
    let found = kinds_of(files, &mut imported)?;
    let of_kind = |kind: CatalogueKind| {
        let with = found.iter().filter(move |(_, kinds)| kinds.contains(&kind));
        with.map(|(file, _)| *file)
    };
    let paths = |kind: CatalogueKind| of_kind(kind).map(Path::to_owned).collect();
    let files = ImdbFiles {
        basics: paths(CatalogueKind::Basics),
        akas: paths(CatalogueKind::Titles),
        crew: paths(CatalogueKind::Crew),
        principals: paths(CatalogueKind::Principals),
        names: paths(CatalogueKind::People),
        ratings: paths(CatalogueKind::Ratings),
    };
    files.check_people()?;
    let importing = Importing {
        ledger: &ledger,
        progress: Progress::new(common.json),
    };
    let mut links = Links::default();
    for file in of_kind(CatalogueKind::Links) {
        links.read(file, &importing.progress, &mut imported)?;
    }
    let links = Arc::new(links);
    // Lists with years before those without: these find their films by ids.
    for file in of_kind(CatalogueKind::Films) {
        let kind = CatalogueKind::Films;
        lists::import(&importing, file, kind, &links, &mut imported).await?;
    }
    // What stands beside IMDb's titles enters with them; without them, of all films that are known in the end.
    let (with_titles, alone) = if files.basics.is_empty() {
        (ImdbFiles::default(), files)
    } else {
        (files, ImdbFiles::default())
    };
    imdb::import(&importing, with_titles, &links, &mut imported).await?;
    for file in of_kind(CatalogueKind::TitlesAlone) {
        let kind = CatalogueKind::TitlesAlone;
        lists::import(&importing, file, kind, &links, &mut imported).await?;
    }
    for file in of_kind(CatalogueKind::Entities) {
        entities::import(&importing, file, &mut imported).await?;
    }
    links.import(&importing, &mut imported).await?;
    imdb::import(&importing, alone, &links, &mut imported).await?;
    for file in of_kind(CatalogueKind::Episodes).filter(|_| !films_only) {
        seasons::import(&importing, file, &mut imported).await?;
    }
    seasons::link(importing.ledger, &mut imported).await?;
    importing.progress.end();
    imported.seconds = begun.elapsed().as_secs_f64();
    imported.print(common.json)?;
    Ok(imported.outcome())
}

/// What the files hold, file by file.
fn kinds_of<'f>(
    files: &'f [PathBuf],
    imported: &mut Imported,
) -> anyhow::Result<Vec<(&'f Path, Vec<CatalogueKind>)>> {
    let mut found = Vec::new();
    for file in files {
        let mut kinds = Vec::new();
        each_parcel(file, &mut |parcel| {
            let media = sniff(parcel.name(), None, &parcel.head()?);
            let kind = catalogue_kind(parcel.reader()?, media, &ReadLimits::default())
                .map_err(|complaint| at(parcel, complaint))?;
            if let Some(other) = kind.misnamed(parcel.name()) {
                imported.note_unreadable(&misnamed(parcel, kind, other));
            }
            kinds.push(kind);
            Ok(())
        })?;
        kinds.sort_unstable();
        kinds.dedup();
        found.push((file.as_path(), kinds));
    }
    Ok(found)
}

/// Imports a catalogue at hand (the demo's) into `ledger`.
pub(crate) async fn import_bytes(ledger: &Ledger, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let mut imported = Imported::default();
    let mut rows = Vec::new();
    let media = sniff(name, None, bytes);
    read_catalogue(bytes, media, &ReadLimits::default(), &mut |row| {
        if let Ok(CatalogueRow::Film(film)) = row {
            rows.push(lists::listed(*film));
        }
        ControlFlow::Continue(())
    })
    .map_err(|complaint| anyhow::anyhow!("{name}: {complaint}"))?;
    lists::enter(ledger, name, &rows, &mut imported).await
}

/// Imports lists of films in a file into `ledger`, and tells nobody.
pub(crate) async fn import_file(ledger: &Ledger, file: &Path) -> anyhow::Result<()> {
    let mut imported = Imported::default();
    let importing = Importing {
        ledger,
        progress: Progress::new(true),
    };
    let (kind, links) = (CatalogueKind::Films, Links::default());
    lists::import(&importing, file, kind, &links, &mut imported).await
}

/// Goes through the files of a path; stops at the first that cannot be read.
fn each_parcel(
    file: &Path,
    each: &mut dyn FnMut(&Parcel) -> Result<(), Complaint>,
) -> anyhow::Result<()> {
    let mut failure = None;
    let limits = GatherLimits {
        table_bytes: CATALOGUE_BYTES,
        ..GatherLimits::default()
    };
    walk(file, &limits, &mut |parcel| {
        let outcome = parcel
            .map_err(|missed| missed.complaint)
            .and_then(|parcel| each(&parcel));
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
        None => Ok(()),
    }
}

/// Gives each row of the files of one kind at a path.
fn each_row(
    file: &Path,
    kind: CatalogueKind,
    progress: &Progress,
    each: &mut dyn FnMut(Result<CatalogueRow, Complaint>),
) -> anyhow::Result<()> {
    let mut rows = 0_u64;
    each_parcel(file, &mut |parcel| {
        let media = sniff(parcel.name(), None, &parcel.head()?);
        let limits = ReadLimits::default();
        if catalogue_kind(parcel.reader()?, media, &limits)? != kind {
            return Ok(());
        }
        read_catalogue(parcel.reader()?, media, &limits, &mut |row| {
            rows += 1;
            progress.read(parcel.name(), rows);
            each(
                row.map_err(|complaint| at(parcel, complaint))
                    .map(|row| told_at(parcel, row)),
            );
            ControlFlow::Continue(())
        })?;
        Ok(())
    })
}

/// What to say of a file that bears the name of another.
fn misnamed(parcel: &Parcel, kind: CatalogueKind, other: &str) -> Complaint {
    let is = kind.imdb_name().unwrap_or("another list");
    let detail = format!("it is named {other} and has the columns of {is}; it was read as {is}");
    at(
        parcel,
        Complaint::minor(ComplaintKind::UnknownFormat, "", detail),
    )
}

/// A complaint about one file of several says which.
fn at(parcel: &Parcel, mut complaint: Complaint) -> Complaint {
    let place = format!("{} {}", parcel.name(), complaint.place);
    place.trim_end().clone_into(&mut complaint.place);
    complaint
}

/// What is wrong within a film's row says which file too.
fn told_at(parcel: &Parcel, mut row: CatalogueRow) -> CatalogueRow {
    if let CatalogueRow::Film(film) = &mut row {
        let complaints = std::mem::take(&mut film.complaints).into_iter();
        film.complaints = complaints.map(|complaint| at(parcel, complaint)).collect();
    }
    row
}

/// The name under which a file imports.
fn name_of(file: &Path) -> String {
    let name = file.file_name();
    let name = name.map_or_else(String::new, |name| name.to_string_lossy().into());
    if name.is_empty() {
        "catalogue".to_owned()
    } else {
        name
    }
}

/// Enters what happened, so many entries at a time.
async fn enter_all(
    ledger: &Ledger,
    name: &str,
    entry_bodies: Vec<EntryBody>,
    imported: &mut Imported,
) -> anyhow::Result<()> {
    if imported.dry_run {
        return Ok(());
    }
    let actor = Actor::import(name);
    let mut left = entry_bodies.into_iter().peekable();
    while left.peek().is_some() {
        let mut transaction = ledger.begin().await?;
        for mut entry_body in left.by_ref().take(ENTRIES_A_COMMIT) {
            entry_body.set_act(imported.act_in(&transaction));
            transaction.enter(crate::clock::now(), &actor, entry_body)?;
        }
        imported.new_entries += transaction.commit().await?.entries;
    }
    Ok(())
}
