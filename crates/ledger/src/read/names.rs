//! Critics and outlets, and the search over all three.

use super::catalogue::{count_of, names_of};
use super::films::{FilmHit, find};
use super::tally::{Tally, tally_where};
use crate::db::{Arg, Conn};
use crate::fold::Sort;
use crate::views::load_joins;
use crate::{Ledger, LedgerError};
use ovation_terms::{CriticId, Day, OutletId, ReviewId, fold};

/// A critic or an outlet that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameHit<Id> {
    /// Its number.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// How many reviews, in every state.
    pub reviews: u64,
}

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

/// Names that are, begin with or contain the words.
async fn names<Id>(
    conn: &mut Conn,
    table: &'static str,
    folded: &str,
    limit: u32,
    id_of: fn(i64) -> Id,
) -> Result<Vec<NameHit<Id>>, LedgerError>
where
    Id: Send,
{
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    // `table` is `critic` or `outlet`, which is also the column's name.
    let sql = format!(
        "select n.id, n.name, (select count(*) from review_version v \
         where v.{table} = n.id and v.until_seq is null) as reviews \
         from {table} n where n.folded like $1 and n.id not in \
         (select j.id from joined j where j.sort = {} and j.target is not null) \
         order by case when n.folded = $2 then 0 when n.folded like $3 then 1 else 2 end, \
         reviews desc, n.folded, n.id limit $4",
        if table == "critic" { 2 } else { 3 }
    );
    let args = vec![
        Arg::text(format!("%{folded}%")),
        Arg::text(folded),
        Arg::text(format!("{folded}%")),
        Arg::int(limit.into()),
    ];
    let mut found = Vec::new();
    conn.each(sql, args, &mut |row| {
        found.push(NameHit {
            id: id_of(row.int(0)?),
            name: row.text(1)?.to_owned(),
            reviews: count_of(row, 2)?,
        });
        Ok(())
    })
    .await?;
    Ok(found)
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

    /// Films, critics and outlets by words, at most `limit_each` of each.
    ///
    /// # Errors
    /// What the database says.
    pub async fn search(&self, words: &str, limit_each: u32) -> Result<SearchHits, LedgerError> {
        let mut conn = self.reader("searching").await?;
        let folded = fold(words);
        Ok(SearchHits {
            films: find(&mut conn, words, limit_each).await?,
            critics: names(&mut conn, "critic", &folded, limit_each, CriticId).await?,
            outlets: names(&mut conn, "outlet", &folded, limit_each, OutletId).await?,
        })
    }

    /// One critic; the one it is taken for, where it was given up (the number tells).
    ///
    /// # Errors
    /// What the database says.
    pub async fn critic(&self, id: CriticId) -> Result<Option<CriticRecord>, LedgerError> {
        let mut conn = self.reader("reading a critic").await?;
        let id = CriticId(load_joins(&mut conn).await?.root(Sort::Critic, id.0));
        let sql = "select name from critic where id = $1";
        let Some(row) = conn.row(sql, vec![Arg::int(id.0)]).await? else {
            return Ok(None);
        };
        let name = row.text(0).map_err(|error| conn.failed(error))?.to_owned();
        let tally = tally_where(&mut conn, "critic = $1", vec![Arg::int(id.0)]).await?;
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
