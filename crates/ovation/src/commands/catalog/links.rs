//! Which ids of several catalogues are one film, in a file of its own: `MovieLens`' `links.csv`.

use super::beside::{change, known_keys};
use super::summary::Imported;
use super::{each_row, name_of};
use ovation_ledger::Ledger;
use ovation_read::{CatalogueKind, CatalogueRow};
use ovation_terms::{FilmFact, FilmId, FilmKey};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The ids that belong together, by the first of each row.
#[derive(Default)]
pub(super) struct Links {
    name: String,
    rows: BTreeMap<FilmKey, Vec<FilmKey>>,
}

impl Links {
    /// Reads the links of a file.
    pub(super) fn read(&mut self, file: &Path, imported: &mut Imported) -> anyhow::Result<()> {
        self.name = name_of(file);
        each_row(file, CatalogueKind::Links, &mut |row| match row {
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
        ledger: &Ledger,
        imported: &mut Imported,
    ) -> anyhow::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let known = known_keys(ledger).await?;
        let mut of_films: BTreeMap<FilmId, Vec<&FilmKey>> = BTreeMap::new();
        for (key, film) in &known {
            of_films.entry(*film).or_default().push(key);
        }
        let mut said: BTreeMap<FilmId, Vec<FilmKey>> = BTreeMap::new();
        for (first, others) in &self.rows {
            let linked = || std::iter::once(first).chain(others);
            let films: BTreeSet<FilmId> =
                linked().filter_map(|key| known.get(key)).copied().collect();
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
                let of_scheme = |had: &&&FilmKey| had.scheme == key.scheme;
                let had = has.iter().find(of_scheme)?;
                (!has.contains(&key)).then_some((key, *had))
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
        change(
            ledger,
            &self.name,
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
