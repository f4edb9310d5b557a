//! What came last: films by their latest reviews, and the latest articles. What is asked costs the same however
//! long the record is.

use super::films::{LISTED, films_by_id, of_kind};
use super::press::articles_in;
use super::press_settled::PressRecord;
use crate::db::Arg;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{Day, FilmId, FilmRecord, WorkKind};

/// A film that was reviewed lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LatelyReviewed {
    /// The film.
    pub film: FilmRecord,
    /// How many of the reviews looked at are of it.
    pub reviews: u64,
    /// The day of the latest of them.
    pub latest: Day,
}

impl Ledger {
    /// Films among the latest reviews published up to a day: at most so many films of at most so many reviews,
    /// the last reviewed first. Series and seasons are none of them.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn lately_reviewed(
        &self,
        upto: Day,
        reviews: u32,
        films: u32,
    ) -> Result<Vec<LatelyReviewed>, LedgerError> {
        let mut conn = self.snapshot("reading the latest reviews").await?;
        let sql = format!(
            "select film, count(*) as reviews, max(published) as latest from (\
             select film, published from review_version \
             where until_seq is null and published <= $1 and film is not null \
             order by published desc, film desc limit $2) x \
             where {LISTED} and {} group by film \
             order by latest desc, reviews desc, film desc limit $3",
            of_kind(WorkKind::Film)
        );
        let args = vec![
            Arg::text(upto.to_string()),
            Arg::int(reviews.into()),
            Arg::int(films.into()),
        ];
        let mut found: Vec<(FilmId, u64, Day)> = Vec::new();
        conn.each(sql, args, &mut |row| {
            let count = u64::try_from(row.int(1)?).unwrap_or(0);
            // A day that is none was never written: versions have days of ours.
            if let Ok(day) = row.text(2)?.parse() {
                found.push((FilmId(row.int(0)?), count, day));
            }
            Ok(())
        })
        .await?;
        let ids: Vec<FilmId> = found.iter().map(|(film, ..)| *film).collect();
        let mut films = films_by_id(&mut conn, &ids).await?;
        let with_film = found.into_iter().filter_map(|(id, reviews, latest)| {
            Some(LatelyReviewed {
                film: films.remove(&id)?,
                reviews,
                latest,
            })
        });
        Ok(with_film.collect())
    }

    /// The articles of film press published last, the last first.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn latest_press(&self, limit: u32) -> Result<Vec<PressRecord>, LedgerError> {
        let mut conn = self.snapshot("reading the latest film press").await?;
        articles_in(
            &mut conn,
            "select l.seq from press_article l where l.published is not null \
             order by l.published desc limit $2",
            limit,
        )
        .await
    }
}
