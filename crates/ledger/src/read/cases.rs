//! What people settled, with what the machine had to go by: training data.

use super::review::readings_of;
use crate::chain::entry_body_of;
use crate::db::Arg;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{Actor, EntryBody, Moment, ReviewRead, ReviewSettled, Seq};

/// A review that a person settled.
#[derive(Clone, Debug, PartialEq)]
pub struct SettledCase {
    /// The entry.
    pub entry: Seq,
    /// When.
    pub at: Moment,
    /// By whom.
    pub actor: Actor,
    /// What was decided.
    pub settled: ReviewSettled,
    /// What had been read and judged by then. Its words are missing where they were deleted.
    pub read: ReviewRead,
}

impl Ledger {
    /// Gives every settled case, in the order in which they were settled.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn each_settled_case(
        &self,
        each: &mut (dyn FnMut(SettledCase) + Send),
    ) -> Result<(), LedgerError> {
        let mut conn = self.snapshot("reading settled cases").await?;
        let mut last = 0;
        loop {
            let sql = "select e.seq, e.at, e.actor, e.body from entry e \
                 where e.kind = 'review-settled' and e.seq > $1 order by e.seq limit 500";
            let rows = conn.rows(sql, vec![Arg::int(last)]).await?;
            if rows.is_empty() {
                return Ok(());
            }
            for row in &rows {
                let read = || Ok((row.int(0)?, row.int(1)?, row.text(2)?, row.text(3)?));
                let parts = read().map_err(|error: sqlx::Error| conn.failed(error))?;
                let (seq, at, actor, body) = parts;
                last = seq;
                let actor = actor
                    .parse()
                    .map_err(|error| conn.damaged(format!("entry {seq}: {error}")))?;
                let EntryBody::ReviewSettled(settled) = entry_body_of(&conn, seq, body)? else {
                    continue;
                };
                // The version that the decision made names the reading that it rests on.
                let version = [(settled.review, Seq(seq))];
                let read = readings_of(&mut conn, &version)
                    .await?
                    .remove(&settled.review);
                if let Some(read) = read {
                    each(SettledCase {
                        entry: Seq(seq),
                        at: Moment(at),
                        actor,
                        settled,
                        read,
                    });
                }
            }
        }
    }
}
