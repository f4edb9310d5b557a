//! Critics and outlets, and the search over them and films.

use super::called::{NameHit, numbered, search_names};
use super::catalogue::names_of;
use super::films::{FilmHit, find};
use super::tally::{Tally, tally_where};
use crate::db::{Arg, Conn};
use crate::projection::Sort;
use crate::views::{also_pattern, load_joins};
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{CriticId, Day, OutletId, ReviewId};

/// What a search found, best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchHits {
    /// Films, those with most reviews first among equally good ones.
    pub films: Vec<FilmHit>,
    /// Critics.
    pub critics: Vec<NameHit<CriticId>>,
    /// Outlets.
    pub outlets: Vec<NameHit<OutletId>>,
}

/// A critic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriticRecord {
    /// The number.
    pub id: CriticId,
    /// The name: as first printed, or as a person set it.
    pub name: String,
    /// Other names that a person said the critic is known by.
    pub also: Vec<String>,
    /// The critic's reviews by state.
    pub tally: Tally,
}

/// An outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletRecord {
    /// The number.
    pub id: OutletId,
    /// The name: as first printed, or as a person set it.
    pub name: String,
    /// Other names that a person said it is known by.
    pub also: Vec<String>,
    /// Its registered domain, where known.
    pub domain: Option<String>,
    /// Its reviews by state.
    pub tally: Tally,
}

async fn also_known(conn: &mut Conn, sort: Sort, id: i64) -> Result<Vec<String>, LedgerError> {
    let sql = "select names from also_known where sort = $1 and id = $2";
    let args = vec![Arg::int(sort.number()), Arg::int(id)];
    let row = conn.row(sql, args).await?;
    let names = row.map(|row| names_of(&row, 0));
    Ok(names
        .transpose()
        .map_err(|error| conn.failed(error))?
        .unwrap_or_default())
}

impl Ledger {
    /// The reviews of a critic now, each with its outlet and its day of publication, by number.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn reviews_of_critic(
        &self,
        critic: CriticId,
    ) -> Result<Vec<(ReviewId, Option<OutletId>, Option<Day>)>, LedgerError> {
        let mut conn = self.reader("reading a critic's reviews").await?;
        let sql = "select review, outlet, published from review_version \
             where critic = $1 and until_seq is null order by review";
        let mut found = Vec::new();
        conn.each(sql, vec![Arg::int(critic.0)], &mut |row| {
            let day = row.maybe_text(2)?.and_then(|day| day.parse().ok());
            let outlet = row.maybe_int(1)?.map(OutletId);
            found.push((ReviewId(row.int(0)?), outlet, day));
            Ok(())
        })
        .await?;
        Ok(found)
    }

    /// Films, critics and outlets by words, by whichever of their names, at most `limit_each` of each.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn search(&self, words: &str, limit_each: u32) -> Result<SearchHits, LedgerError> {
        let mut conn = self.reader("searching").await?;
        let critics = search_names(&mut conn, Sort::Critic, words, limit_each).await?;
        let outlets = search_names(&mut conn, Sort::Outlet, words, limit_each).await?;
        let critics = critics.into_iter().map(|hit| numbered(hit, CriticId));
        let outlets = outlets.into_iter().map(|hit| numbered(hit, OutletId));
        Ok(SearchHits {
            films: find(&mut conn, words, limit_each).await?,
            critics: critics.collect(),
            outlets: outlets.collect(),
        })
    }

    /// One critic; the one it is taken for, where it was given up (the number tells).
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn critic(&self, id: CriticId) -> Result<Option<CriticRecord>, LedgerError> {
        let mut conn = self.reader("reading a critic").await?;
        let id = CriticId(load_joins(&mut conn).await?.root(Sort::Critic, id.0));
        let sql = "select name from critic where id = $1";
        let Some(row) = conn.row(sql, vec![Arg::int(id.0)]).await? else {
            return Ok(None);
        };
        let name = row.text(0).map_err(|error| conn.failed(error))?.to_owned();
        let mut tally = tally_where(&mut conn, "critic = $1", vec![Arg::int(id.0)]).await?;
        let joint = vec![Arg::text(also_pattern(id.0))];
        let signed = "also_by is not null and also_by like $1";
        tally.take_in(&tally_where(&mut conn, signed, joint).await?);
        let also = also_known(&mut conn, Sort::Critic, id.0).await?;
        Ok(Some(CriticRecord {
            id,
            name,
            also,
            tally,
        }))
    }

    /// One outlet; the one it is taken for, where it was given up (the number tells).
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn outlet(&self, id: OutletId) -> Result<Option<OutletRecord>, LedgerError> {
        let mut conn = self.reader("reading an outlet").await?;
        let id = OutletId(load_joins(&mut conn).await?.root(Sort::Outlet, id.0));
        let sql = "select name, domain from outlet where id = $1";
        let Some(row) = conn.row(sql, vec![Arg::int(id.0)]).await? else {
            return Ok(None);
        };
        let read = || {
            Ok((
                row.text(0)?.to_owned(),
                row.maybe_text(1)?.map(str::to_owned),
            ))
        };
        let (name, domain) = read().map_err(|error| conn.failed(error))?;
        let tally = tally_where(&mut conn, "outlet = $1", vec![Arg::int(id.0)]).await?;
        let also = also_known(&mut conn, Sort::Outlet, id.0).await?;
        Ok(Some(OutletRecord {
            id,
            name,
            also,
            domain,
            tally,
        }))
    }
}
