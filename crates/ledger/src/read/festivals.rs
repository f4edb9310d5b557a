//! Festivals and prizes, as film press tells of them.

use super::catalogue::count_of;
use super::press::{HOLDS, articles, upto};
use super::press_settled::PressRecord;
use crate::db::Arg;
use crate::projection::Sort;
use crate::views::load_joins;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{FilmId, Seq};

/// Which happenings are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happenings {
    /// Festivals and other places where films are shown.
    Festivals,
    /// Prizes.
    Awards,
}

impl Happenings {
    const fn kind(self) -> &'static str {
        match self {
            Self::Festivals => "festival",
            Self::Awards => "award",
        }
    }
}

/// A festival or a prize.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HappeningHit {
    /// As printed, without the number of the edition.
    pub name: String,
    /// As compared; it stands for the festival or prize.
    pub folded: String,
    /// Films of the record that articles name with it.
    pub films: u64,
    /// Articles that tell of it.
    pub articles: u64,
}

/// That a film was at a festival, as film press tells.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FestivalFilm {
    /// The film.
    pub film: FilmId,
    /// The festival, called as [`HappeningHit::name`] calls it.
    pub festival: String,
}

impl Ledger {
    /// Festivals, or prizes, that articles tell of; those with most films of the record first.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn happenings(
        &self,
        which: Happenings,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<HappeningHit>, LedgerError> {
        let mut conn = self.reader("reading festivals and prizes").await?;
        let sql = format!(
            "select p.folded, max(p.person), count(distinct p.film) as films, count(distinct a.article) \
             from press_part p join press_article a on a.seq = p.seq \
             where {HOLDS} and p.kind = '{}' group by p.folded \
             order by films desc, p.folded limit $2 offset $3",
            which.kind()
        );
        let args = vec![upto(None), Arg::int(limit.into()), Arg::int(offset.into())];
        let mut found = Vec::new();
        conn.each(sql, args, &mut |row| {
            found.push(HappeningHit {
                folded: row.text(0)?.to_owned(),
                name: row.text(1)?.to_owned(),
                films: count_of(row, 2)?,
                articles: count_of(row, 3)?,
            });
            Ok(())
        })
        .await?;
        Ok(found)
    }

    /// Articles that tell of a festival or prize, as the record knew them at an entry (`None`: now), the last
    /// published first. `folded` is its name as compared ([`happening_name`](ovation_terms::happening_name),
    /// [`fold`](ovation_terms::fold)).
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn press_of_happening(
        &self,
        which: Happenings,
        folded: &str,
        known: Option<Seq>,
        limit: u32,
    ) -> Result<Vec<PressRecord>, LedgerError> {
        let mut conn = self.snapshot("reading film press").await?;
        let condition = format!("p.kind = '{}' and p.folded = $2", which.kind());
        let args = vec![upto(known), Arg::text(folded), Arg::int(limit.into())];
        articles(&mut conn, &condition, args).await
    }

    /// Which films film press tells of at which festivals, by film and festival.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn festival_films(&self) -> Result<Vec<FestivalFilm>, LedgerError> {
        let mut conn = self.reader("reading films at festivals").await?;
        let joins = load_joins(&mut conn).await?;
        let sql = format!(
            "select p.film, max(p.person) from press_part p join press_article a on a.seq = p.seq \
             where {HOLDS} and p.kind = '{}' and p.film is not null group by p.film, p.folded",
            Happenings::Festivals.kind()
        );
        let mut found = Vec::new();
        conn.each(sql, vec![upto(None)], &mut |row| {
            found.push(FestivalFilm {
                film: FilmId(joins.root(Sort::Film, row.int(0)?)),
                festival: row.text(1)?.to_owned(),
            });
            Ok(())
        })
        .await?;
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}
