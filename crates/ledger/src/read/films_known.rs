//! Which films of the record a list may be about: asked for by ids and titles, many at once.

use super::catalogue::film_of;
use crate::db::{Arg, pieces};
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{Actor, FilmId, FilmKey, FilmRecord};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What names films in an entry of an import; the rest is passed over unread.
#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    why: String,
    #[serde(default)]
    films: Vec<Added>,
    #[serde(default)]
    changes: Vec<Changed>,
}

#[derive(Deserialize)]
struct Added {
    id: FilmId,
}

#[derive(Deserialize)]
struct Changed {
    film: FilmId,
}

impl Named {
    /// Whether a file is among those that it names: `catalogue a.tsv with b.tsv, c.tsv`.
    fn names_file(&self, file: &str) -> bool {
        let beside = self
            .why
            .split_once(" with ")
            .map_or("", |(_, beside)| beside);
        !file.is_empty() && beside.split(", ").any(|other| other == file)
    }
}

impl Ledger {
    /// The films that entries of an actor added or changed, in the order of their numbers.
    ///
    /// # Errors
    /// What the database says, or [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn films_of_actor(&self, actor: &Actor) -> Result<BTreeSet<FilmId>, LedgerError> {
        let sql = "select body, actor from entry where kind = $1 and actor = $2 order by seq";
        self.films_said(sql, actor.as_str(), None).await
    }

    /// As [`Ledger::films_of_actor`], those among them of which an import of several files spoke, the file of
    /// the actor's name being one of them.
    ///
    /// # Errors
    /// As [`Ledger::films_of_actor`].
    #[boxed]
    pub async fn films_said_with(&self, actor: &Actor) -> Result<BTreeSet<FilmId>, LedgerError> {
        let sql = "select body, actor from entry where kind = $1 and actor like 'import:%' \
             and $2 <> '' order by seq";
        self.films_said(sql, actor.as_str(), actor.as_str().strip_prefix("import:"))
            .await
    }

    async fn films_said(
        &self,
        sql: &'static str,
        actor: &str,
        file: Option<&str>,
    ) -> Result<BTreeSet<FilmId>, LedgerError> {
        let mut conn = self.reader("reading what a catalogue said").await?;
        let mut films = BTreeSet::new();
        for kind in ["films-added", "films-changed"] {
            let args = vec![Arg::text(kind), Arg::text(actor)];
            let mut wrong = None;
            conn.each(sql, args, &mut |row| {
                match serde_json::from_str::<Named>(row.text(0)?) {
                    Ok(named) => {
                        let is_own = row.text(1)? == actor;
                        if is_own || file.is_some_and(|file| named.names_file(file)) {
                            films.extend(named.films.iter().map(|film| film.id));
                            films.extend(named.changes.iter().map(|change| change.film));
                        }
                    }
                    Err(error) => wrong = Some(error.to_string()),
                }
                Ok(())
            })
            .await?;
            if let Some(wrong) = wrong {
                return Err(conn.damaged(wrong));
            }
        }
        Ok(films)
    }

    /// The last number that a film has; 0 where there is none.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn last_film(&self) -> Result<FilmId, LedgerError> {
        let mut conn = self.reader("counting films").await?;
        let sql = "select coalesce(max(id), 0) from film";
        let row = conn.row(sql, Vec::new()).await?;
        let last = row.map_or(Ok(0), |row| row.int(0));
        last.map(FilmId).map_err(|error| conn.failed(error))
    }

    /// The films that have one of these ids, with the id.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn films_with_keys(
        &self,
        keys: &[&FilmKey],
    ) -> Result<Vec<(FilmKey, FilmId)>, LedgerError> {
        let mut conn = self.reader("looking for films by their ids").await?;
        let mut of_schemes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for key in keys {
            of_schemes.entry(&key.scheme).or_default().push(&key.value);
        }
        let mut found = Vec::new();
        for (scheme, values) in of_schemes {
            let mut left = values.iter();
            for piece in pieces(values.len(), 1) {
                // The values come first: the placeholders of one database have no numbers.
                let list = conn.values_sql(1, piece);
                let sql = format!(
                    "select value, film from film_key where value in {list} and scheme = {}",
                    conn.last_place_sql(piece + 1)
                );
                let mut args: Vec<Arg<'_>> =
                    left.by_ref().take(piece).map(|it| Arg::text(*it)).collect();
                args.push(Arg::text(scheme));
                conn.each(sql, args, &mut |row| {
                    let key = FilmKey::new(scheme, row.text(0)?);
                    found.push((key, FilmId(row.int(1)?)));
                    Ok(())
                })
                .await?;
            }
        }
        Ok(found)
    }

    /// The films that have one of these folded titles.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn films_titled(&self, folded: &[&str]) -> Result<BTreeSet<FilmId>, LedgerError> {
        let mut conn = self.reader("looking for films by their titles").await?;
        let mut found = BTreeSet::new();
        let mut left = folded.iter();
        for piece in pieces(folded.len(), 1) {
            let list = conn.only_list_sql(piece);
            let sql = format!("select film from film_title where folded in ({list})");
            let args = left.by_ref().take(piece).map(|it| Arg::text(*it)).collect();
            conn.each(sql, args, &mut |row| {
                found.insert(FilmId(row.int(0)?));
                Ok(())
            })
            .await?;
        }
        Ok(found)
    }

    /// Gives every folded title of a film of the catalogue, ordered.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_folded_title(
        &self,
        each: &mut (dyn FnMut(&str) + Send),
    ) -> Result<(), LedgerError> {
        let sql = "select folded from film_title order by folded, film";
        self.each("reading the titles of films", sql, &mut |row| {
            each(row.text(0)?);
            Ok(())
        })
        .await
    }

    /// Gives every id of a catalogue that a film has, with the film.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_film_key(
        &self,
        scheme: &str,
        each: &mut (dyn FnMut(&str, FilmId) + Send),
    ) -> Result<(), LedgerError> {
        let mut conn = self.reader("reading the ids of films").await?;
        let sql = "select value, film from film_key where scheme = $1 order by value, film";
        conn.each(sql, vec![Arg::text(scheme)], &mut |row| {
            each(row.text(0)?, FilmId(row.int(1)?));
            Ok(())
        })
        .await
    }

    /// Gives every film that was taken back.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_film_taken_back(
        &self,
        each: &mut (dyn FnMut(FilmRecord) + Send),
    ) -> Result<(), LedgerError> {
        let sql = "select record from film where listed = false order by id";
        self.each("reading the films that were taken back", sql, &mut |row| {
            each(film_of(row, 0)?);
            Ok(())
        })
        .await
    }
}
