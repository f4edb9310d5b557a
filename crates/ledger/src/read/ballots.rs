//! Reviews as scores see them, now or as the record knew them.

use crate::chain::entry_text_of;
use crate::db::{Arg, Conn, Row, pieces};
use crate::insert::Lookup;
use crate::projection::{Kind, Line, also_of};
use crate::views::{ALSO_SIGNED, also_pattern, bytes_of};
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{Ballot, Basis, CriticId, FilmId, Hash, MOST_ALSO_BY, Moment, OutletId};
use ovation_terms::{Day, Probability, ReviewId, Seq, Signer, Standing, Vote, country_of};
use std::collections::{BTreeMap, BTreeSet};

/// Entries that are followed one by one to the films they changed.
const CHANGES_FOLLOWED: u32 = 2_000;

/// The columns of a [`Ballot`], with the names joined in; and whether it is superseded, and its
/// reading.
pub(super) const BALLOT: &str = "v.review, v.seq, v.entry_hash, v.recorded, v.first_recorded, \
     v.film, v.critic, c.name, v.outlet, o.name, v.url, v.published, v.rating_printed, v.rating, \
     v.p, v.basis, v.reasons, v.superseded, v.read_entry, o.domain, v.also_by";
pub(super) const JOINS: &str = "review_version v left join critic c on c.id = v.critic \
     left join outlet o on o.id = v.outlet";

/// The columns of a [`Vote`].
pub(super) const VOTE: &str = "review, seq, recorded, first_recorded, film, critic, outlet, published, rating, \
     p, reasons, also_by";

/// Reads a vote from a row of [`VOTE`].
pub(super) fn vote_of(row: &Row) -> Result<Vote, sqlx::Error> {
    let published: Option<Day> = row.maybe_text(7)?.and_then(|day| day.parse().ok());
    let standing = Standing::from_codes(row.text(10)?);
    let p = row.maybe_real(9)?.map(Probability::clamped);
    Ok(Vote {
        review: ReviewId(row.int(0)?),
        entry: Seq(row.int(1)?),
        recorded: Moment(row.int(2)?),
        film: FilmId(row.int(4)?),
        critic: row.maybe_int(5)?.map(CriticId),
        also_by: also_by_of(&also_of(row.maybe_text(11)?)),
        outlet: row.maybe_int(6)?.map(OutletId),
        day: published.unwrap_or_else(|| Moment(row.int(3).unwrap_or(0)).day()),
        rating: row.maybe_real(8)?,
        p,
        reasons: standing.to_bits(),
        state: standing.state(),
        takes_part: p.is_some() && standing.takes_part(),
    })
}

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
        also_by: also_of(row.maybe_text(20)?)
            .into_iter()
            .map(unnamed)
            .collect(),
        outlet: row.maybe_int(8)?.map(OutletId),
        outlet_name: owned(9)?.unwrap_or_default(),
        country: row.maybe_text(19)?.and_then(country_of),
        language: None,
        expected: None,
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
    name_signers(conn, &mut found).await?;
    Ok(found)
}

/// A review in the list of a critic or an outlet.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedBallot {
    /// The review. One without a film has film 0.
    pub ballot: Ballot,
    /// Whether a newer review by the same critic stands in its place.
    pub superseded: bool,
}

/// The same with whether each is superseded.
async fn listed(
    conn: &mut Conn,
    sql: String,
    args: Vec<Arg<'_>>,
) -> Result<Vec<ListedBallot>, LedgerError> {
    let (mut found, mut superseded) = (Vec::new(), Vec::new());
    conn.each(sql, args, &mut |row| {
        found.push(ballot_of(row)?);
        superseded.push(row.bool(17)?);
        Ok(())
    })
    .await?;
    name_signers(conn, &mut found).await?;
    let listed = found.into_iter().zip(superseded);
    let listed = listed.map(|(ballot, superseded)| ListedBallot { ballot, superseded });
    Ok(listed.collect())
}

fn unnamed(critic: i64) -> Signer {
    Signer {
        critic: CriticId(critic),
        name: String::new(),
    }
}

/// Gives those who signed joint reviews their names.
pub(super) async fn name_signers(
    conn: &mut Conn,
    ballots: &mut [Ballot],
) -> Result<(), LedgerError> {
    let signers = ballots.iter().flat_map(|ballot| &ballot.also_by);
    let ids: BTreeSet<i64> = signers.map(|signer| signer.critic.0).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let lookup = Lookup {
        wanted: &[("id", Kind::Int)],
        select: "c.id, c.name",
        from: "critic c",
        on: "c.id = q.id",
    };
    let mut names: BTreeMap<i64, String> = BTreeMap::new();
    let args = ids.into_iter().map(Arg::int).collect();
    conn.look_up(&lookup, args, &mut |row| {
        names.insert(row.int(0)?, row.text(1)?.to_owned());
        Ok(())
    })
    .await?;
    for signer in ballots.iter_mut().flat_map(|ballot| &mut ballot.also_by) {
        if let Some(name) = names.get(&signer.critic.0) {
            signer.name.clone_from(name);
        }
    }
    Ok(())
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

/// Further critics as a [`Vote`] holds them.
pub(crate) fn also_by_of(also_by: &[i64]) -> [Option<CriticId>; MOST_ALSO_BY] {
    std::array::from_fn(|at| also_by.get(at).copied().map(CriticId))
}

impl Ledger {
    /// A film's reviews in every state, as the record knew them at an entry (`None`: now), in the
    /// order of their numbers.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn ballots_of_film(
        &self,
        film: FilmId,
        known: Option<Seq>,
    ) -> Result<Vec<Ballot>, LedgerError> {
        let mut conn = self.reader("reading a film's reviews").await?;
        let mut ballots = ballots_in(&mut conn, film, known).await?;
        drop(conn);
        self.place_outlets(&mut ballots, known).await?;
        Ok(ballots)
    }

    /// The reviews of which the film is not known, in the order of their numbers; their film is 0.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn ballots_without_film(&self) -> Result<Vec<Ballot>, LedgerError> {
        let mut conn = self.reader("reading reviews without a film").await?;
        let sql = format!(
            "select {BALLOT} from {JOINS} where v.film is null and v.until_seq is null \
             order by v.review"
        );
        let mut ballots = ballots(&mut conn, sql, Vec::new()).await?;
        drop(conn);
        self.place_outlets(&mut ballots, None).await?;
        Ok(ballots)
    }

    /// Gives the ballots of outlets whose country was set that country.
    async fn place_outlets(
        &self,
        ballots: &mut [Ballot],
        known: Option<Seq>,
    ) -> Result<(), LedgerError> {
        let countries = self.outlet_countries(known).await?;
        for ballot in ballots {
            let set = ballot.outlet.and_then(|outlet| countries.get(&outlet));
            if let Some(country) = set {
                ballot.country = Some(country.clone());
            }
        }
        Ok(())
    }

    /// Fills in what stands in the reading of each ballot alone: its language and, where no rating was
    /// printed, the rating that its text reads like.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn add_read(&self, ballots: &mut [Ballot]) -> Result<(), LedgerError> {
        let versions: Vec<_> = ballots.iter().map(|one| (one.review, one.entry)).collect();
        let readings = self.readings(&versions).await?;
        for ballot in ballots {
            let reading = readings.get(&ballot.review);
            ballot.language = reading.and_then(|read| read.finding.language.clone());
            if ballot.rating.is_none() {
                let verdict = reading.and_then(|read| read.verdict.as_ref());
                let grounds = verdict.and_then(|verdict| verdict.grounds.as_ref());
                ballot.expected = grounds.and_then(|grounds| grounds.expected_rating);
            }
        }
        Ok(())
    }

    /// Gives every review that has a film as figures over the whole record see it, as the record
    /// knew them at an entry (`None`: now), in the order of films.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_vote(
        &self,
        known: Option<Seq>,
        each: &mut (dyn FnMut(Vote) + Send),
    ) -> Result<(), LedgerError> {
        self.votes(known, None, each).await
    }

    /// One film's reviews in the form of [`Ledger::each_vote`].
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn votes_of_film(
        &self,
        film: FilmId,
        known: Option<Seq>,
    ) -> Result<Vec<Vote>, LedgerError> {
        let mut votes = Vec::new();
        self.votes(known, Some(film), &mut |vote| votes.push(vote))
            .await?;
        Ok(votes)
    }

    /// The films whose reviews the entries after this one changed; none when they are so many, or of
    /// such a kind, that every film is better taken for changed.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn films_changed_since(&self, seq: Seq) -> Result<Option<Vec<FilmId>>, LedgerError> {
        let mut conn = self.reader("looking for films that changed").await?;
        let entries = entry_text_of(&mut conn, seq, CHANGES_FOLLOWED).await?;
        if entries.len() >= CHANGES_FOLLOWED as usize {
            return Ok(None);
        }
        let mut reviews = Vec::new();
        for entry in &entries {
            let line = Line::parse(&entry.stored()).map_err(|why| conn.damaged(why))?;
            let touched = line.change.touches();
            // These move more reviews than they name.
            if touched.pair.is_some() || touched.source.is_some() {
                return Ok(None);
            }
            reviews.extend(touched.reviews);
        }
        reviews.sort_unstable();
        reviews.dedup();
        let mut films = Vec::new();
        let mut left = reviews.iter();
        for piece in pieces(reviews.len(), 1) {
            // Every version: a review that went to another film changed both.
            let sql = format!(
                "select distinct film from review_version where film is not null and review in ({})",
                conn.only_list_sql(piece)
            );
            let args = left.by_ref().take(piece).map(|id| Arg::int(*id)).collect();
            conn.each(sql, args, &mut |row| {
                films.push(FilmId(row.int(0)?));
                Ok(())
            })
            .await?;
        }
        films.sort_unstable();
        films.dedup();
        Ok(Some(films))
    }

    async fn votes(
        &self,
        known: Option<Seq>,
        film: Option<FilmId>,
        each: &mut (dyn FnMut(Vote) + Send),
    ) -> Result<(), LedgerError> {
        let mut conn = self.reader("reading all reviews").await?;
        let mut args = Vec::new();
        let when = match known {
            None => "until_seq is null".to_owned(),
            Some(seq) => {
                args.push(Arg::int(seq.0));
                "seq <= $1 and (until_seq is null or until_seq > $1)".to_owned()
            }
        };
        let which = match film {
            None => "film is not null".to_owned(),
            Some(film) => {
                args.push(Arg::int(film.0));
                format!("film = ${}", args.len())
            }
        };
        let sql =
            format!("select {VOTE} from review_version where {which} and {when} order by film");
        conn.each(sql, args, &mut |row| {
            each(vote_of(row)?);
            Ok(())
        })
        .await
    }

    /// A critic's reviews, newest published first. A ballot without a film has film 0.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn ballots_of_critic(
        &self,
        critic: CriticId,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<ListedBallot>, LedgerError> {
        let mut conn = self.reader("looking for joint reviews").await?;
        let sql = format!("select v.review from review_version v where {ALSO_SIGNED} limit 1");
        let args = vec![Arg::text(also_pattern(critic.0))];
        let signs_jointly = conn.row(sql, args).await?.is_some();
        if !signs_jointly {
            drop(conn);
            return self.newest_of("v.critic", critic.0, limit, offset).await;
        }
        // One list for both: those listed first under the critic, and those signed beside another.
        let sql = format!(
            "select {BALLOT} from {JOINS} where v.until_seq is null and v.review in \
             (select review from review_version where critic = $2 and until_seq is null union all \
              select v.review from review_version v where {ALSO_SIGNED}) \
             order by coalesce(v.published, '') desc, v.review desc limit $3 offset $4"
        );
        let args = vec![
            Arg::text(also_pattern(critic.0)),
            Arg::int(critic.0),
            Arg::int(limit.into()),
            Arg::int(offset.into()),
        ];
        listed(&mut conn, sql, args).await
    }

    /// An outlet's reviews, newest published first. A ballot without a film has film 0.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn ballots_of_outlet(
        &self,
        outlet: OutletId,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<ListedBallot>, LedgerError> {
        self.newest_of("v.outlet", outlet.0, limit, offset).await
    }

    async fn newest_of(
        &self,
        column: &'static str,
        id: i64,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<ListedBallot>, LedgerError> {
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
        listed(&mut conn, sql, args).await
    }
}
