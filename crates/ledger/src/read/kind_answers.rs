//! What people answered to whether a page is a review of a film.

use super::review::readings_of;
use crate::chain::entry_body_of;
use crate::db::{Arg, Conn, pieces};
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{
    Decision, EntryBody, Probability, Reason, ReviewId, ReviewRead, Seq, Standing, State,
};
use std::collections::BTreeMap;

/// A person's answer, as it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct KindAnswer {
    /// The review that was asked about.
    pub review: ReviewId,
    /// Its address, as read.
    pub url: Option<String>,
    /// How likely it was a review of a film, by its page alone.
    pub likely: Probability,
    /// Whether it is one.
    pub is_review: bool,
}

impl Ledger {
    /// The answers that hold, as the record knew them at an entry (`None`: now), in the order of the
    /// reviews. Whoever chose a review's film, or said what it says of it, has answered too; an answer
    /// that was taken back is none.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn kind_answers(&self, known: Option<Seq>) -> Result<Vec<KindAnswer>, LedgerError> {
        let mut conn = self.snapshot("reading answers to what pages are").await?;
        let until = known.map_or(i64::MAX, |seq| seq.0);
        let decided = decided(&mut conn, until).await?;
        let standings = standings(&mut conn, &decided, until).await?;
        let versions: Vec<(ReviewId, Seq)> = standings
            .iter()
            .map(|(review, (seq, _))| (*review, *seq))
            .collect();
        let readings = readings_of(&mut conn, &versions).await?;
        let mut answers = Vec::new();
        for (review, (_, standing)) in standings {
            let said_none = decided.get(&review).copied().unwrap_or(false);
            let Some(read) = readings.get(&review) else {
                continue;
            };
            let Some(likely) = &read.finding.likely else {
                continue;
            };
            let is_review = answer(read, &standing, said_none);
            answers.extend(is_review.map(|is_review| KindAnswer {
                review,
                url: read.finding.url.as_ref().map(|url| url.value.clone()),
                likely: likely.p,
                is_review,
            }));
        }
        Ok(answers)
    }
}

/// What a review's state says: it was asked about, and a person took it in or out. Of one that was not
/// asked about, only who says that it is no review answers.
fn answer(read: &ReviewRead, standing: &Standing, said_none: bool) -> Option<bool> {
    let has = |reason| standing.reasons().contains(&reason);
    let is_asked = read.finding.doubt.is_some();
    let is_left_out = read.standing.reasons().contains(&Reason::ReviewUnsure);
    if has(Reason::ByPerson) {
        return (is_asked || is_left_out || said_none).then_some(false);
    }
    let is_open = has(Reason::ReviewUnsure) || standing.state() == State::Excluded;
    (!is_open && (is_asked || is_left_out)).then_some(true)
}

/// The reviews that people decided about up to an entry; of each, whether the last exclusion gives as its
/// reason that it is no review.
async fn decided(conn: &mut Conn, until: i64) -> Result<BTreeMap<ReviewId, bool>, LedgerError> {
    let mut found = BTreeMap::new();
    let mut last = 0;
    loop {
        let sql = "select e.seq, e.body from entry e where e.kind = 'review-settled' \
             and e.seq > $1 and e.seq <= $2 order by e.seq limit 500";
        let args = vec![Arg::int(last), Arg::int(until)];
        let rows = conn.rows(sql, args).await?;
        if rows.is_empty() {
            return Ok(found);
        }
        for row in &rows {
            let read = || Ok((row.int(0)?, row.text(1)?));
            let (seq, body) = read().map_err(|error: sqlx::Error| conn.failed(error))?;
            last = seq;
            if let EntryBody::ReviewSettled(settled) = entry_body_of(conn, seq, body)? {
                let says_none = found.entry(settled.review).or_insert(false);
                if settled.decision == Decision::Exclude {
                    *says_none = settled.remark.reason == Reason::NotAReview.sentence();
                }
            }
        }
    }
}

/// The versions of these reviews that held at an entry, with their reasons.
async fn standings(
    conn: &mut Conn,
    decided: &BTreeMap<ReviewId, bool>,
    until: i64,
) -> Result<BTreeMap<ReviewId, (Seq, Standing)>, LedgerError> {
    let mut found = BTreeMap::new();
    let mut left = decided.keys();
    for piece in pieces(decided.len(), 1) {
        let sql = format!(
            "select v.review, v.seq, v.reasons from review_version v where v.review in ({}) \
             and v.seq <= {until} and (v.until_seq is null or v.until_seq > {until})",
            conn.only_list_sql(piece)
        );
        let args = left.by_ref().take(piece).map(|it| Arg::int(it.0)).collect();
        for row in conn.rows(sql, args).await? {
            let read = || Ok((row.int(0)?, row.int(1)?, row.text(2)?));
            let (review, seq, codes) = read().map_err(|error: sqlx::Error| conn.failed(error))?;
            found.insert(ReviewId(review), (Seq(seq), Standing::from_codes(codes)));
        }
    }
    Ok(found)
}
