//! Reviews as scores see them, now or as the record knew them.

use crate::db::{Arg, Conn, Row};
use crate::views::bytes_of;
use crate::{Ledger, LedgerError};
use ovation_terms::{Ballot, Basis, CriticId, FilmId, Hash, Moment, OutletId, Probability};
use ovation_terms::{ReviewId, Seq, Standing};

/// The columns of a [`Ballot`], with the names joined in; and whether it is superseded, and its
/// reading.
pub(super) const BALLOT: &str = "v.review, v.seq, v.entry_hash, v.recorded, v.first_recorded, \
     v.film, v.critic, c.name, v.outlet, o.name, v.url, v.published, v.rating_printed, v.rating, \
     v.p, v.basis, v.reasons, v.superseded, v.read_entry";
pub(super) const JOINS: &str = "review_version v left join critic c on c.id = v.critic \
     left join outlet o on o.id = v.outlet";

/// Reads a ballot from a row of [`BALLOT`].
pub(super) fn ballot_of(row: &Row) -> Result<Ballot, sqlx::Error> {
    let owned = |place| Ok::<_, sqlx::Error>(row.maybe_text(place)?.map(str::to_owned));
    Ok(Ballot {
        review: ReviewId(row.int(0)?),
        entry: Seq(row.int(1)?),
        entry_hash: Hash(bytes_of(row, 2)?),
        recorded: Moment(row.int(3)?),
        first_recorded: Moment(row.int(4)?),
        film: FilmId(row.maybe_int(5)?.unwrap_or(0)),
        critic: row.maybe_int(6)?.map(CriticId),
        critic_name: owned(7)?.unwrap_or_default(),
        outlet: row.maybe_int(8)?.map(OutletId),
        outlet_name: owned(9)?.unwrap_or_default(),
        url: owned(10)?,
        published: row.maybe_text(11)?.and_then(|day| day.parse().ok()),
        rating_printed: owned(12)?,
        rating: row.maybe_real(13)?,
        p: row.maybe_real(14)?.map(Probability::clamped),
        basis: row.maybe_text(15)?.and_then(Basis::from_code),
        standing: Standing::from_codes(row.text(16)?),
    })
}

pub(super) async fn ballots(
    conn: &mut Conn,
    sql: String,
    args: Vec<Arg<'_>>,
) -> Result<Vec<Ballot>, LedgerError> {
    let mut found = Vec::new();
    conn.each(sql, args, &mut |row| {
        found.push(ballot_of(row)?);
        Ok(())
    })
    .await?;
    Ok(found)
}

/// A film's reviews, in the order of their numbers.
pub(crate) async fn ballots_in(
    conn: &mut Conn,
    film: FilmId,
    known: Option<Seq>,
) -> Result<Vec<Ballot>, LedgerError> {
    let mut args = vec![Arg::int(film.0)];
    let when = match known {
        None => "v.until_seq is null",
        Some(seq) => {
            args.push(Arg::int(seq.0));
            "v.seq <= $2 and (v.until_seq is null or v.until_seq > $2)"
        }
    };
    let sql =
        format!("select {BALLOT} from {JOINS} where v.film = $1 and {when} order by v.review");
    ballots(conn, sql, args).await
}

impl Ledger {
    /// A film's reviews in every state, as the record knew them at an entry (`None`: now), in the
    /// order of their numbers.
    ///
    /// # Errors
    /// What the database says.
    pub async fn ballots_of_film(
        &self,
        film: FilmId,
        known: Option<Seq>,
    ) -> Result<Vec<Ballot>, LedgerError> {
        let mut conn = self.reader("reading a film's reviews").await?;
        ballots_in(&mut conn, film, known).await
    }

    /// A critic's reviews, newest published first. A ballot without a film has film 0.
    ///
    /// # Errors
    /// What the database says.
    pub async fn ballots_of_critic(
        &self,
        critic: CriticId,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<Ballot>, LedgerError> {
        self.newest_of("v.critic", critic.0, limit, offset).await
    }

    /// An outlet's reviews, newest published first. A ballot without a film has film 0.
    ///
    /// # Errors
    /// What the database says.
    pub async fn ballots_of_outlet(
        &self,
        outlet: OutletId,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<Ballot>, LedgerError> {
        self.newest_of("v.outlet", outlet.0, limit, offset).await
    }

    async fn newest_of(
        &self,
        column: &'static str,
        id: i64,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<Ballot>, LedgerError> {
        let mut conn = self.reader("reading reviews").await?;
        let sql = format!(
            "select {BALLOT} from {JOINS} where {column} = $1 and v.until_seq is null \
             order by coalesce(v.published, '') desc, v.review desc limit $2 offset $3"
        );
        let args = vec![
            Arg::int(id),
            Arg::int(limit.into()),
            Arg::int(offset.into()),
        ];
        ballots(&mut conn, sql, args).await
    }
}
