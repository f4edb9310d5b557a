//! The films of the record that rows of a list may be about, without holding the record.

use ovation_identify::ListedFilm;
use ovation_ledger::{Ledger, LedgerError};
use ovation_terms::{FilmId, FilmKey, FilmRecord, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// Finds films by ids and titles. Held are digests of titles, eight bytes each, once a row has no known id.
#[derive(Debug)]
pub struct FilmFinder {
    /// The last film that was there before the list.
    last: FilmId,
    /// Digests of the titles of the record's films, in order; none until they are wanted.
    titles: Option<Vec<u64>>,
    /// Films that were taken back, by digests of their ids and of their titles: tables for finding films
    /// do not have them.
    gone_keys: BTreeMap<u64, FilmId>,
    gone_titles: BTreeMap<u64, Vec<FilmId>>,
}

fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn digest_of_key(key: &FilmKey) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&key.scheme, &key.value).hash(&mut hasher);
    hasher.finish()
}

fn titles_of(film: &FilmRecord) -> impl Iterator<Item = String> {
    let titles = std::iter::once(&film.title).chain(&film.other_titles);
    titles.map(|title| fold(title))
}

impl FilmFinder {
    /// Looks at the record as it is before a list.
    ///
    /// # Errors
    /// What the database says.
    pub async fn new(ledger: &Ledger) -> Result<Self, LedgerError> {
        let mut finder = Self {
            last: ledger.last_film().await?,
            titles: None,
            gone_keys: BTreeMap::new(),
            gone_titles: BTreeMap::new(),
        };
        ledger
            .each_film_taken_back(&mut |film| {
                for key in &film.keys {
                    finder.gone_keys.insert(digest_of_key(key), film.id);
                }
                for title in titles_of(&film) {
                    let films = finder.gone_titles.entry(digest(&title)).or_default();
                    films.push(film.id);
                }
            })
            .await?;
        Ok(finder)
    }

    /// The films that have an id of a row, and where none has, those that have one of its titles. Films that
    /// came with the list itself are none of them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn films_for(
        &mut self,
        ledger: &Ledger,
        rows: &[ListedFilm],
    ) -> Result<BTreeSet<FilmId>, LedgerError> {
        let mut found = BTreeSet::new();
        if self.last == FilmId(0) {
            return Ok(found);
        }
        let keys: Vec<&FilmKey> = rows.iter().flat_map(|row| &row.film.keys).collect();
        let mut known: BTreeSet<FilmKey> = BTreeSet::new();
        for (key, film) in ledger.films_with_keys(&keys).await? {
            if film <= self.last {
                found.insert(film);
                known.insert(key);
            }
        }
        let mut titles: BTreeSet<String> = BTreeSet::new();
        for row in rows {
            let gone = row.film.keys.iter().map(digest_of_key);
            let gone = gone.filter_map(|key| self.gone_keys.get(&key));
            let before = found.len();
            found.extend(gone.copied());
            let is_known = row.film.keys.iter().any(|key| known.contains(key));
            if !is_known && found.len() == before {
                titles.extend(titles_of(&row.film));
            }
        }
        if titles.is_empty() {
            return Ok(found);
        }
        for title in &titles {
            let gone = self.gone_titles.get(&digest(title));
            found.extend(gone.into_iter().flatten());
        }
        let digests = match &mut self.titles {
            Some(digests) => digests,
            none => none.insert(digests_of_titles(ledger).await?),
        };
        let there = |title: &&str| digests.binary_search(&digest(title)).is_ok();
        let asked: Vec<&str> = titles.iter().map(String::as_str).filter(there).collect();
        let titled = ledger.films_titled(&asked).await?;
        found.extend(titled.into_iter().filter(|film| *film <= self.last));
        Ok(found)
    }
}

async fn digests_of_titles(ledger: &Ledger) -> Result<Vec<u64>, LedgerError> {
    let mut digests = Vec::new();
    ledger
        .each_folded_title(&mut |title| digests.push(digest(title)))
        .await?;
    digests.sort_unstable();
    digests.dedup();
    Ok(digests)
}
