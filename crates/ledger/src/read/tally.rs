//! Counts: of reviews by state, of everything.

use super::catalogue::{ANY_LIVES, count_of};
use super::films::{LISTED, of_kind};
use crate::db::{Arg, Conn, pieces};
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{Breakdown, Reason, ReviewId, Standing, State, WorkKind};
use std::collections::BTreeMap;

/// Reviews by state. `found = counted + waiting + excluded`, always.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All reviews.
    pub found: u64,
    /// In the score.
    pub counted: u64,
    /// On the desk.
    pub waiting: u64,
    /// Out, the superseded among them.
    pub excluded: u64,
    /// How many reviews have each reason, by its code; a review may have several.
    pub reasons: BTreeMap<String, u64>,
    /// The same with each review once: by all the reasons it has together.
    pub groups: Breakdown,
}

impl Tally {
    /// Adds `count` reviews of one standing.
    pub(crate) fn add(&mut self, standing: &Standing, superseded: bool, count: u64) {
        self.found += count;
        match state_of(standing, superseded) {
            State::Counted => self.counted += count,
            State::Waiting => self.waiting += count,
            State::Excluded => self.excluded += count,
        }
        let own = standing.reasons().iter().copied();
        let all = own.chain(superseded.then_some(Reason::Superseded));
        self.groups
            .add(state_of(standing, superseded), all.clone(), count);
        for reason in all {
            *self.reasons.entry(reason.code().to_owned()).or_default() += count;
        }
    }

    /// Whether the states add up.
    pub fn is_conserved(&self) -> bool {
        self.found == self.counted + self.waiting + self.excluded
    }

    pub(super) fn take_in(&mut self, other: &Self) {
        self.found += other.found;
        self.counted += other.counted;
        self.waiting += other.waiting;
        self.excluded += other.excluded;
        self.groups.take_in(&other.groups);
        for (reason, count) in &other.reasons {
            *self.reasons.entry(reason.clone()).or_default() += count;
        }
    }
}

/// The state of a current review.
pub(crate) fn state_of(standing: &Standing, superseded: bool) -> State {
    if superseded {
        State::Excluded
    } else {
        standing.state()
    }
}

/// How much the record holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Films of the catalogue, without those that were taken back. Of films, critics and outlets those
    /// that are taken for another count with that one.
    pub films: u64,
    /// Series and seasons beside them.
    pub series: u64,
    /// Films with at least one review.
    pub films_with_reviews: u64,
    /// Critics.
    pub critics: u64,
    /// Outlets.
    pub outlets: u64,
    /// Reviews.
    pub reviews: u64,
    /// Sources.
    pub sources: u64,
    /// Entries.
    pub entries: u64,
    /// Things that could not be read.
    pub unreadable: u64,
}

/// Counts current reviews; `which` is fixed text over the columns of `review_version`.
pub(super) async fn tally_where(
    conn: &mut Conn,
    which: &str,
    args: Vec<Arg<'_>>,
) -> Result<Tally, LedgerError> {
    let sql = format!(
        "select reasons, superseded, count(*) from review_version \
         where until_seq is null and {which} group by reasons, superseded"
    );
    let mut tally = Tally::default();
    conn.each(sql, args, &mut |row| {
        let standing = Standing::from_codes(row.text(0)?);
        tally.add(&standing, row.bool(1)?, count_of(row, 2)?);
        Ok(())
    })
    .await?;
    Ok(tally)
}

/// Some reviews by state, as a connection sees them.
pub(crate) async fn tally_in(conn: &mut Conn, reviews: &[ReviewId]) -> Result<Tally, LedgerError> {
    let mut sorted = reviews.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut tally = Tally::default();
    let mut left = sorted.iter();
    for piece in pieces(sorted.len(), 1) {
        let which = format!("review in ({})", conn.only_list_sql(piece));
        let args = left.by_ref().take(piece).map(|id| Arg::int(id.0)).collect();
        tally.take_in(&tally_where(conn, &which, args).await?);
    }
    Ok(tally)
}

impl Ledger {
    /// All reviews by state, now.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn tally(&self) -> Result<Tally, LedgerError> {
        let mut conn = self.reader("counting reviews").await?;
        tally_where(&mut conn, "seq > $1", vec![Arg::int(0)]).await
    }

    /// Some reviews by state, now; numbers that no review has count for nothing.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn tally_of_reviews(&self, reviews: &[ReviewId]) -> Result<Tally, LedgerError> {
        let mut conn = self.reader("counting reviews").await?;
        tally_in(&mut conn, reviews).await
    }

    /// How much the record holds.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn counts(&self) -> Result<Counts, LedgerError> {
        let mut conn = self.reader("counting").await?;
        // Those left out are few and have an index; all are counted as the tables stand.
        let sql = format!(
            "with given_up as (select sort, id from joined where target is not null) \
             select (select count(*) from film) \
             - (select count(*) from film f where f.listed = false) \
             - (select count(*) from given_up g join film f on f.id = g.id \
                where g.sort = 1 and f.listed = true and f.kind = 'film') \
             - (select count(*) from film f where f.kind <> 'film' and f.listed = true), \
             (select count(*) from (select film from review_version \
                where until_seq is null and film is not null and {LISTED} and {} \
                group by film having {ANY_LIVES}) r), \
             (select count(*) from critic) - (select count(*) from given_up where sort = 2), \
             (select count(*) from outlet) - (select count(*) from given_up where sort = 3), \
             (select count(*) from review_version where until_seq is null), \
             (select count(*) from source), (select coalesce(max(seq), 0) from entry), \
             (select count(*) from unreadable), \
             (select count(*) from film f where f.kind <> 'film' and f.listed = true \
                and not exists (select 1 from given_up g where g.sort = 1 and g.id = f.id))",
            of_kind(WorkKind::Film)
        );
        let Some(row) = conn.row(sql, Vec::new()).await? else {
            return Ok(Counts::default());
        };
        let read = || {
            Ok(Counts {
                films: count_of(&row, 0)?,
                films_with_reviews: count_of(&row, 1)?,
                critics: count_of(&row, 2)?,
                outlets: count_of(&row, 3)?,
                reviews: count_of(&row, 4)?,
                sources: count_of(&row, 5)?,
                entries: count_of(&row, 6)?,
                unreadable: count_of(&row, 7)?,
                series: count_of(&row, 8)?,
            })
        };
        let mut counts = read().map_err(|error| conn.failed(error))?;
        take_off_undone(&mut conn, &mut counts).await?;
        Ok(counts)
    }
}

/// Takes off critics and outlets whose every review came with an import that was taken back or
/// with a source that was deleted.
async fn take_off_undone(conn: &mut Conn, counts: &mut Counts) -> Result<(), LedgerError> {
    let sql = "select seq from entry where kind in ('import-undone', 'source-deleted') limit 1";
    if conn.row(sql, Vec::new()).await?.is_none() {
        return Ok(());
    }
    let all_gone = |column: &str| {
        format!(
            "(select count(*) from (select {column} from review_version \
             where until_seq is null and {column} is not null group by {column} \
             having not ({ANY_LIVES})) g)"
        )
    };
    let sql = format!("select {}, {}", all_gone("critic"), all_gone("outlet"));
    let Some(row) = conn.row(sql, Vec::new()).await? else {
        return Ok(());
    };
    let read = || Ok((count_of(&row, 0)?, count_of(&row, 1)?));
    let (critics, outlets) = read().map_err(|error| conn.failed(error))?;
    counts.critics = counts.critics.saturating_sub(critics);
    counts.outlets = counts.outlets.saturating_sub(outlets);
    Ok(())
}
