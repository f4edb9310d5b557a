//! A critic beside the others who reviewed the same films, and who writes for an outlet.

use super::catalogue::count_of;
use crate::db::Arg;
use crate::projection::Sort;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{CriticId, FilmId, OutletId, ReviewId, Whose};

/// A film that a critic and another reviewed, settled on both sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SharedFilm {
    /// The film.
    pub film: FilmId,
    /// The critic's review.
    pub review: ReviewId,
    /// Whether the critic is for the film.
    pub is_for: bool,
    /// The critic's rating, 0 to 1.
    pub rating: Option<f64>,
    /// The other.
    pub other: CriticId,
    /// Whether the other is for it.
    pub other_is_for: bool,
    /// The other's rating, 0 to 1.
    pub other_rating: Option<f64>,
}

/// Somebody who writes for an outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletCritic {
    /// The critic.
    pub id: CriticId,
    /// The name.
    pub name: String,
    /// Reviews there.
    pub reviews: u64,
}

impl Ledger {
    /// The critic's settled reviews that stand, latest `films` of them, each beside every other settled and
    /// signed review of the same film; in the order of films and others.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn shared_films(
        &self,
        critic: CriticId,
        films: u32,
    ) -> Result<Vec<SharedFilm>, LedgerError> {
        let mut conn = self.reader("comparing a critic with others").await?;
        let sql = "select a.film, a.review, a.p, a.rating, b.critic, b.p, b.rating from \
             (select film, review, p, rating, critic from review_version \
              where critic = $1 and until_seq is null and superseded = false and reasons = '' \
              and p is not null and film is not null \
              order by coalesce(published, '') desc, review desc limit $2) a \
             join review_version b on b.film = a.film and b.critic <> a.critic \
             where b.until_seq is null and b.superseded = false and b.reasons = '' and b.p is not null \
             order by a.film, b.critic, b.review";
        let args = vec![Arg::int(critic.0), Arg::int(films.into())];
        let mut found = Vec::new();
        conn.each(sql, args, &mut |row| {
            found.push(SharedFilm {
                film: FilmId(row.int(0)?),
                review: ReviewId(row.int(1)?),
                is_for: row.maybe_real(2)?.is_some_and(|p| p >= 0.5),
                rating: row.maybe_real(3)?,
                other: CriticId(row.int(4)?),
                other_is_for: row.maybe_real(5)?.is_some_and(|p| p >= 0.5),
                other_rating: row.maybe_real(6)?,
            });
            Ok(())
        })
        .await?;
        Ok(found)
    }

    /// What critics are called, by number; those that are not there are left out.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn critic_names(
        &self,
        critics: &[CriticId],
    ) -> Result<Vec<(CriticId, String)>, LedgerError> {
        let mut conn = self.reader("reading critics").await?;
        let mut found = Vec::new();
        for piece in critics.chunks(200) {
            let list: Vec<String> = (1..=piece.len()).map(|at| format!("${at}")).collect();
            let sql = format!(
                "select id, name from critic where id in ({})",
                list.join(", ")
            );
            let args = piece.iter().map(|critic| Arg::int(critic.0)).collect();
            conn.each(sql, args, &mut |row| {
                found.push((CriticId(row.int(0)?), row.text(1)?.to_owned()));
                Ok(())
            })
            .await?;
        }
        Ok(found)
    }

    /// Who writes for an outlet, those with most reviews first.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn critics_of_outlet(
        &self,
        outlet: OutletId,
        limit: u32,
    ) -> Result<Vec<OutletCritic>, LedgerError> {
        let mut conn = self.reader("reading who writes for an outlet").await?;
        let sql = "select k.critic, c.name, k.reviews from \
             (select critic, count(*) as reviews from review_version \
              where outlet = $1 and until_seq is null and critic is not null group by critic) k \
             join critic c on c.id = k.critic order by k.reviews desc, c.folded, k.critic limit $2";
        let args = vec![Arg::int(outlet.0), Arg::int(limit.into())];
        let mut found = Vec::new();
        conn.each(sql, args, &mut |row| {
            found.push(OutletCritic {
                id: CriticId(row.int(0)?),
                name: row.text(1)?.to_owned(),
                reviews: count_of(row, 2)?,
            });
            Ok(())
        })
        .await?;
        Ok(found)
    }

    /// How many standing reviews of a critic or an outlet have each tenth of the rating scale, with a rating:
    /// ten counts, 0 to 1 first.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn rating_tenths(&self, whose: Whose) -> Result<[u64; 10], LedgerError> {
        let (column, id) = match whose {
            Whose::Critic(critic) => ("critic", critic.0),
            Whose::Outlet(outlet) => ("outlet", outlet.0),
        };
        let mut conn = self.reader("counting ratings").await?;
        let sql = format!(
            "select rating, count(*) from review_version where {column} = $1 and until_seq is null \
             and superseded = false and rating is not null and p is not null group by rating"
        );
        let mut tenths = [0_u64; 10];
        conn.each(sql, vec![Arg::int(id)], &mut |row| {
            let rating = row.maybe_real(0)?.unwrap_or(0.0);
            let count = count_of(row, 1)?;
            // A rating on the border of two tenths counts in the upper one, as on a film's page.
            let place = (1..10_u32).filter(|border| rating >= f64::from(*border) / 10.0);
            if let Some(tenth) = tenths.get_mut(place.count()) {
                *tenth += count;
            }
            Ok(())
        })
        .await?;
        Ok(tenths)
    }
}

impl Ledger {
    /// The names of critics or outlets that were taken for this one, by name.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn merged_names(&self, whose: Whose) -> Result<Vec<String>, LedgerError> {
        let (sort, table, id) = match whose {
            Whose::Critic(critic) => (Sort::Critic, "critic", critic.0),
            Whose::Outlet(outlet) => (Sort::Outlet, "outlet", outlet.0),
        };
        let mut conn = self.reader("reading names that were given up").await?;
        let sql = format!(
            "select n.name from joined j join {table} n on n.id = j.id \
             where j.sort = $1 and j.target = $2 order by n.folded"
        );
        let mut found = Vec::new();
        let args = vec![Arg::int(sort.number()), Arg::int(id)];
        conn.each(sql, args, &mut |row| {
            found.push(row.text(0)?.to_owned());
            Ok(())
        })
        .await?;
        Ok(found)
    }
}
