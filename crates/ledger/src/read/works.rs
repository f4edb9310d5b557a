//! Series and seasons beside films.

use super::catalogue::{ANY_LIVES, count_of};
use super::films::{FilmHit, HIT, LISTED, hit_of, of_kind};
use crate::db::Arg;
use crate::projection::Sort;
use crate::views::load_joins;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{FilmId, WorkKind};
use std::collections::BTreeMap;

impl Ledger {
    /// Whether the record has any series or season.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn has_series(&self) -> Result<bool, LedgerError> {
        let mut conn = self.reader("looking for series").await?;
        let sql = "select id from film where kind <> 'film' and listed = true limit 1";
        Ok(conn.row(sql, Vec::new()).await?.is_some())
    }

    /// The seasons of a series, by number, with their reviews.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn seasons_of(&self, series: FilmId) -> Result<Vec<FilmHit>, LedgerError> {
        let mut conn = self.reader("reading the seasons of a series").await?;
        let joins = load_joins(&mut conn).await?;
        // Seasons may name the series by a number that was given up for this one.
        let others = joins.each().filter_map(|(sort, id, _)| {
            let is_it = sort == Sort::Film && joins.root(Sort::Film, id) == series.0;
            is_it.then_some(id)
        });
        let mut seasons: Vec<FilmHit> = Vec::new();
        for id in std::iter::once(series.0).chain(others.collect::<Vec<_>>()) {
            let sql = format!(
                "select {HIT} from film f where f.series = $1 and f.listed = true order by f.id"
            );
            conn.each(sql, vec![Arg::int(id)], &mut |row| {
                seasons.push(hit_of(row)?);
                Ok(())
            })
            .await?;
        }
        seasons.retain(|season| joins.target(Sort::Film, season.film.id.0).is_none());
        seasons.sort_by_key(|season| (season.film.work.season(), season.film.id));
        seasons.dedup_by_key(|season| season.film.id);
        Ok(seasons)
    }

    /// How many works of a kind have reviews.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn count_with_reviews(&self, kind: WorkKind) -> Result<u64, LedgerError> {
        let mut conn = self.reader("counting works with reviews").await?;
        let sql = format!(
            "select count(*) from (select film from review_version \
             where until_seq is null and film is not null and {LISTED} and {} \
             group by film having {ANY_LIVES}) r",
            of_kind(kind)
        );
        let row = conn.row(sql, Vec::new()).await?;
        let count = row.map_or(Ok(0), |row| count_of(&row, 0));
        count.map_err(|error| conn.failed(error))
    }

    /// The series and seasons that have reviews.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn reviewed_series(&self) -> Result<BTreeMap<FilmId, WorkKind>, LedgerError> {
        let mut conn = self.reader("looking for series with reviews").await?;
        let sql = "select f.id, f.kind from film f where f.kind <> 'film' and exists \
             (select 1 from review_version v where v.film = f.id and v.until_seq is null)";
        let mut found = BTreeMap::new();
        conn.each(sql, Vec::new(), &mut |row| {
            let kind = row.text(1)?.parse().unwrap_or_default();
            found.insert(FilmId(row.int(0)?), kind);
            Ok(())
        })
        .await?;
        Ok(found)
    }
}
