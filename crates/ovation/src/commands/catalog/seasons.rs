//! Seasons of series: those that IMDb's episodes tell of, and which series each is of.

use super::summary::Imported;
use super::{ENTRIES_A_COMMIT, FILMS_AN_ENTRY, Importing, each_row, enter_all, name_of};
use crate::clock;
use ovation_ledger::Ledger;
use ovation_read::{CatalogueKind, CatalogueRow};
use ovation_terms::{
    Actor, EntryBody, FilmChange, FilmFact, FilmId, FilmKey, FilmRecord, FilmsAdded, FilmsChanged,
    Work, fold,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Series and seasons of a record.
#[derive(Default)]
struct SeriesKnown {
    /// By number.
    series: BTreeMap<FilmId, FilmRecord>,
    by_key: BTreeMap<FilmKey, FilmId>,
    /// By folded title; none where several have it.
    by_title: BTreeMap<String, Option<FilmId>>,
    seasons: BTreeSet<(FilmId, u16)>,
    /// Seasons of which nobody said which series they are of.
    loose: Vec<FilmRecord>,
}

impl SeriesKnown {
    async fn read(ledger: &Ledger) -> anyhow::Result<Self> {
        let mut known = Self::default();
        ledger
            .each_film(&mut |film| match film.work {
                Work::Film => {}
                Work::Series => known.take_series(film),
                Work::Season {
                    number,
                    series: Some(series),
                } => {
                    known.seasons.insert((series, number));
                }
                Work::Season { series: None, .. } => known.loose.push(film),
            })
            .await?;
        Ok(known)
    }

    fn take_series(&mut self, film: FilmRecord) {
        for key in &film.keys {
            self.by_key.insert(key.clone(), film.id);
        }
        let titles = std::iter::once(&film.title).chain(&film.other_titles);
        let titles: BTreeSet<String> = titles.map(|title| fold(title)).collect();
        for title in titles {
            let known = self.by_title.entry(title).or_insert(Some(film.id));
            if *known != Some(film.id) {
                *known = None;
            }
        }
        self.series.insert(film.id, film);
    }
}

/// Adds the seasons of known series that a file of episodes tells of.
pub(super) async fn import(
    importing: &Importing<'_>,
    file: &Path,
    imported: &mut Imported,
) -> anyhow::Result<()> {
    let ledger = importing.ledger;
    let known = SeriesKnown::read(ledger).await?;
    let mut told: BTreeSet<(FilmId, u16)> = BTreeSet::new();
    each_row(
        file,
        CatalogueKind::Episodes,
        &importing.progress,
        &mut |row| match row {
            Ok(CatalogueRow::Season { series, number }) => {
                if let Some(series) = known.by_key.get(&series) {
                    told.insert((*series, number));
                }
            }
            Ok(_) => {}
            Err(complaint) => imported.note_unreadable(&complaint),
        },
    )?;
    let (there, new): (Vec<_>, Vec<_>) = told
        .into_iter()
        .partition(|season| known.seasons.contains(season));
    imported.known += there.len() as u64;
    let new: Vec<FilmRecord> = new
        .into_iter()
        .filter_map(|(series, number)| {
            let of = known.series.get(&series)?;
            Some(FilmRecord {
                title: of.title.clone(),
                other_titles: of.other_titles.clone(),
                work: Work::Season {
                    number,
                    series: Some(series),
                },
                ..FilmRecord::numbered(FilmId(0))
            })
        })
        .collect();
    imported.films += new.len() as u64;
    imported.series += new.len() as u64;
    if imported.dry_run {
        return Ok(());
    }
    let name = name_of(file);
    let (actor, why) = (Actor::import(&name), format!("catalogue {name}"));
    for commit in new.chunks(FILMS_AN_ENTRY * ENTRIES_A_COMMIT) {
        let mut transaction = ledger.begin().await?;
        for chunk in commit.chunks(FILMS_AN_ENTRY) {
            let numbered = chunk.iter().map(|film| FilmRecord {
                id: transaction.next_film(),
                ..film.clone()
            });
            let films = numbered.collect();
            let act = Some(imported.act_in(&transaction));
            let why = why.clone();
            let added = EntryBody::FilmsAdded(FilmsAdded { why, films, act });
            transaction.enter(clock::now(), &actor, added)?;
        }
        imported.new_entries += transaction.commit().await?.entries;
    }
    Ok(())
}

/// Says of seasons which series they are of: the one that a dump names, else the only one of their title.
pub(super) async fn link(ledger: &Ledger, imported: &mut Imported) -> anyhow::Result<()> {
    let known = SeriesKnown::read(ledger).await?;
    let changes: Vec<FilmChange> = known
        .loose
        .iter()
        .filter_map(|season| {
            let number = season.work.season()?;
            let mut keys = season.keys.iter();
            let told = keys.find_map(|key| known.by_key.get(imported.series_of.get(key)?));
            let of_title = || known.by_title.get(&fold(&season.title)).copied().flatten();
            let series = told.copied().or_else(of_title);
            let work = Work::Season {
                number,
                series: Some(series?),
            };
            Some(FilmChange {
                film: season.id,
                facts: vec![FilmFact::Work(work)],
            })
        })
        .collect();
    let changed = changes.chunks(FILMS_AN_ENTRY).map(|changes| {
        EntryBody::FilmsChanged(FilmsChanged {
            why: "the series that the catalogue names, or the only one of its title".to_owned(),
            changes: changes.to_vec(),
            by_catalogue: true,
            ..FilmsChanged::default()
        })
    });
    enter_all(ledger, "seasons", changed.collect(), imported).await
}
