//! Some films as the catalogue has them now, for an index that follows the record.

use super::films::films_of;
use crate::projection::{Joins, Sort};
use crate::views::load_joins;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{FilmId, FilmRecord};
use std::collections::{BTreeMap, BTreeSet};

/// Of a film: it is not taken back.
const STANDING: &str = "listed = true";

impl Ledger {
    /// Films as [`Ledger::each_film`] gives them: those that these are or are taken for, in the order of their
    /// numbers; and which of these are none any longer: taken back, or taken for another.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn films_listed(
        &self,
        films: BTreeSet<FilmId>,
    ) -> Result<(Vec<FilmRecord>, BTreeSet<FilmId>), LedgerError> {
        let mut conn = self.reader("reading films of the catalogue").await?;
        let joins = load_joins(&mut conn).await?;
        let roots: BTreeSet<FilmId> = films
            .iter()
            .map(|film| FilmId(joins.root(Sort::Film, film.0)))
            .collect();
        let taken: Vec<FilmId> = joins
            .each()
            .filter(|(sort, _, target)| *sort == Sort::Film && target.is_some())
            .map(|(_, film, _)| FilmId(film))
            .filter(|film| roots.contains(&FilmId(joins.root(Sort::Film, film.0))))
            .collect();
        let roots: Vec<FilmId> = roots.into_iter().collect();
        let mut found = films_of(&mut conn, &roots, STANDING).await?;
        for (_, other) in films_of(&mut conn, &taken, STANDING).await? {
            add_names(&mut found, &joins, other);
        }
        let mut gone = films;
        gone.retain(|film| !found.contains_key(film));
        Ok((found.into_values().collect(), gone))
    }
}

/// A film that was given up stands among the titles and keys of the one that it is taken for.
fn add_names(found: &mut BTreeMap<FilmId, FilmRecord>, joins: &Joins, other: FilmRecord) {
    let root = FilmId(joins.root(Sort::Film, other.id.0));
    if let Some(film) = found.get_mut(&root) {
        film.other_titles.push(other.title);
        film.other_titles.extend(other.other_titles);
        film.keys.extend(other.keys);
    }
}
