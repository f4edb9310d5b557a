//! Which ids of several catalogues are one film, in a file of its own: `MovieLens`' `links.csv`.

use super::beside::change;
use super::summary::Imported;
use super::{Importing, Progress, each_row, name_of};
use ovation_read::{CatalogueKind, CatalogueRow};
use ovation_terms::{FilmFact, FilmId, FilmKey};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How many rows are compared with the record together.
const ROWS_AT_ONCE: usize = 5_000;

/// An id and those that are linked to it.
type IdsRow<'r> = (&'r FilmKey, &'r Vec<FilmKey>);

/// The ids that belong together, by the first of each row.
#[derive(Default)]
pub(super) struct Links {
    name: String,
    rows: BTreeMap<FilmKey, Vec<FilmKey>>,
}

impl Links {
    /// Reads the links of a file.
    pub(super) fn read(
        &mut self,
        file: &Path,
        progress: &Progress,
        imported: &mut Imported,
    ) -> anyhow::Result<()> {
        self.name = name_of(file);
        each_row(file, CatalogueKind::Links, progress, &mut |row| match row {
            Ok(CatalogueRow::Ids(keys)) => {
                if let Some((first, others)) = keys.split_first() {
                    self.rows.insert(first.clone(), others.to_vec());
                }
            }
            Ok(_) => {}
            Err(complaint) => imported.note_unreadable(&complaint),
        })
    }

    /// Adds to a film's ids those that are linked to one of them; not a second of one catalogue.
    pub(super) fn add_to(&self, keys: &mut Vec<FilmKey>) {
        let linked: Vec<FilmKey> = keys
            .iter()
            .filter_map(|key| self.rows.get(key))
            .flatten()
            .cloned()
            .collect();
        for key in linked {
            if keys.iter().all(|known| known.scheme != key.scheme) {
                keys.push(key);
            }
        }
    }

    /// Gives films that are known the ids that are linked to one of theirs. A link that joins two films,
    /// or contradicts an id, is told and left out.
    pub(super) async fn import(
        &self,
        importing: &Importing<'_>,
        imported: &mut Imported,
    ) -> anyhow::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let rows: Vec<IdsRow<'_>> = self.rows.iter().collect();
        for rows in rows.chunks(ROWS_AT_ONCE) {
            self.import_some(importing, rows, imported).await?;
        }
        Ok(())
    }

    async fn import_some(
        &self,
        importing: &Importing<'_>,
        rows: &[IdsRow<'_>],
        imported: &mut Imported,
    ) -> anyhow::Result<()> {
        let ledger = importing.ledger;
        let linked = rows
            .iter()
            .flat_map(|(first, others)| std::iter::once(*first).chain(*others));
        let linked: Vec<&FilmKey> = linked.collect();
        let known = ledger.films_with_keys(&linked).await?;
        let known: BTreeMap<FilmKey, FilmId> = known.into_iter().collect();
        let ids: BTreeSet<FilmId> = known.values().copied().collect();
        let ids: Vec<FilmId> = ids.into_iter().collect();
        let stories = ledger.film_stories(&ids).await?;
        let of_films = stories
            .into_iter()
            .map(|(film, story)| (film, story.record().keys));
        let of_films: BTreeMap<FilmId, Vec<FilmKey>> = of_films.collect();
        let said = join(rows, &known, &of_films, imported);
        change(
            ledger,
            &self.name,
            &format!("catalogue {}", self.name),
            said,
            imported,
            |film, more, imported| {
                imported.ids += 1;
                let mut keys = film.as_read().keys;
                keys.extend(more);
                vec![FilmFact::Keys(keys)]
            },
        )
        .await
    }
}

/// The ids that rows give to films that are known; what joins two films, or contradicts an id, is told.
fn join(
    rows: &[IdsRow<'_>],
    known: &BTreeMap<FilmKey, FilmId>,
    of_films: &BTreeMap<FilmId, Vec<FilmKey>>,
    imported: &mut Imported,
) -> BTreeMap<FilmId, Vec<FilmKey>> {
    let mut said: BTreeMap<FilmId, Vec<FilmKey>> = BTreeMap::new();
    for (first, others) in rows.iter().copied() {
        let linked = || std::iter::once(first).chain(others);
        let films: BTreeSet<FilmId> = linked().filter_map(|key| known.get(key)).copied().collect();
        let mut films = films.into_iter();
        let (film, other) = (films.next(), films.next());
        let Some(film) = film else {
            imported.rows_of_others += 1;
            continue;
        };
        if let Some(other) = other {
            imported.note_contradiction(format!(
                "{first} has the ids of films {film} and {other}; merge them (`ovation merge \
                 film`) or correct the list"
            ));
            continue;
        }
        let has = of_films.get(&film).map_or(&[][..], Vec::as_slice);
        let other_id = linked().find_map(|key| {
            let had = has.iter().find(|had| had.scheme == key.scheme)?;
            (!has.contains(key)).then_some((key, had))
        });
        if let Some((key, had)) = other_id {
            imported.note_contradiction(format!(
                "{first} has {key}, and film {film} is {had} in another catalogue"
            ));
            continue;
        }
        imported.rows_used += 1;
        let missing = linked().filter(|key| !has.contains(key)).cloned();
        said.entry(film).or_default().extend(missing);
    }
    said.retain(|_, keys| !keys.is_empty());
    said
}
