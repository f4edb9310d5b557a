//! Lists of films: new ones are added, known ones corrected.

use super::links::Links;
use super::summary::Imported;
use super::{ENTRIES_A_COMMIT, FILMS_AN_ENTRY, each_row, enter_all, name_of};
use crate::clock;
use ovation_identify::{ListedFilm, plan};
use ovation_ledger::Ledger;
use ovation_read::{CatalogueFilm, CatalogueKind, CatalogueRow};
use ovation_terms::{Actor, EntryBody, FilmId, FilmRecord, FilmsAdded, FilmsChanged};
use std::path::Path;

/// Imports the lists of films at a path.
pub(super) async fn import(
    ledger: &Ledger,
    file: &Path,
    kind: CatalogueKind,
    links: &Links,
    imported: &mut Imported,
) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    each_row(file, kind, &mut |row| match row {
        Ok(CatalogueRow::Film(mut film)) => {
            for complaint in film.complaints.drain(..) {
                imported.note_unreadable(&complaint);
            }
            if imported.leaves_out(&film) {
                return;
            }
            links.add_to(&mut film.keys);
            rows.push(listed(*film));
        }
        Ok(CatalogueRow::NoFilm(kind)) => imported.note_other_kind(kind),
        Ok(_) => {}
        Err(complaint) => imported.note_unreadable(&complaint),
    })?;
    enter(ledger, &name_of(file), &rows, imported).await
}

/// A row as it is compared with the record.
pub(super) fn listed(film: CatalogueFilm) -> ListedFilm {
    ListedFilm {
        place: format!("line {}", film.line),
        film: record_of(film),
    }
}

/// A row as a film of the record, without a number: the ledger gives one to a film that is new.
pub(crate) fn record_of(film: CatalogueFilm) -> FilmRecord {
    FilmRecord {
        title: film.title,
        other_titles: film.other_titles,
        year: film.year,
        keys: film.keys,
        directors: film.directors,
        cast: film.cast,
        uses: film.uses,
        countries: film.countries,
        genres: film.genres,
        votes: film.votes,
        work: film.work,
        writers: film.writers,
        runtime_minutes: film.runtime_minutes,
        synopsis: film.synopsis,
        ..FilmRecord::numbered(FilmId(0))
    }
}

/// Compares the rows with the record, and enters what is new or other.
pub(super) async fn enter(
    ledger: &Ledger,
    name: &str,
    rows: &[ListedFilm],
    imported: &mut Imported,
) -> anyhow::Result<()> {
    let actor = Actor::import(name);
    let mut films = Vec::new();
    ledger.each_film_story(&mut |film| films.push(film)).await?;
    let own = ledger.films_of_actor(&actor).await?;
    let plan = plan(&films, &own, rows);
    imported.note(&plan, &films);
    let why = format!("catalogue {name}");
    let changed = plan.changes.chunks(FILMS_AN_ENTRY).map(|changes| {
        EntryBody::FilmsChanged(FilmsChanged {
            why: why.clone(),
            changes: changes.to_vec(),
            by_catalogue: true,
            ..FilmsChanged::default()
        })
    });
    enter_all(ledger, name, changed.collect(), imported).await?;
    if imported.dry_run {
        return Ok(());
    }
    for commit in plan.new.chunks(FILMS_AN_ENTRY * ENTRIES_A_COMMIT) {
        let mut transaction = ledger.begin().await?;
        for chunk in commit.chunks(FILMS_AN_ENTRY) {
            let films = chunk
                .iter()
                .map(|film| FilmRecord {
                    id: transaction.next_film(),
                    ..film.clone()
                })
                .collect();
            let act = Some(imported.act_in(&transaction));
            let why = why.clone();
            let added = EntryBody::FilmsAdded(FilmsAdded { why, films, act });
            transaction.enter(clock::now(), &actor, added)?;
        }
        imported.new_entries += transaction.commit().await?.entries;
    }
    Ok(())
}
