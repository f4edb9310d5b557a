//! Fits of the adjusted approval, kept: each takes the whole record.

use crate::error::SiteError;
use ovation_ledger::Ledger;
use ovation_score::{Leniencies, fit, signed_verdicts};
use ovation_terms::{Day, Seq};
use std::sync::Arc;
use tokio::sync::Mutex;

/// Fits kept; a reader who moves the clocks asks for one of each day.
const KEPT: usize = 16;

/// What a fit was asked for: the entry up to which the record is known, and the last day.
type Asked = (Seq, Option<Day>);

/// The latest fits, newest last. A fit of the same entry and day is the same for ever.
#[derive(Debug, Default)]
pub(crate) struct Fits(Mutex<Vec<(Asked, Option<Arc<Leniencies>>)>>);

impl Fits {
    /// The fit of the record as known at an entry, over reviews published by a day. Readers who ask
    /// at once wait for one fit, not each for their own.
    pub(crate) async fn of(
        &self,
        ledger: &Ledger,
        known: Seq,
        as_of: Option<Day>,
    ) -> Result<Option<Arc<Leniencies>>, SiteError> {
        let mut kept = self.0.lock().await;
        if let Some((_, found)) = kept.iter().find(|(asked, _)| *asked == (known, as_of)) {
            return Ok(found.clone());
        }
        let mut votes = Vec::new();
        ledger
            .each_vote(Some(known), &mut |vote| votes.push(vote))
            .await?;
        let work = tokio::task::spawn_blocking(move || fit(&signed_verdicts(votes, as_of)));
        let found = work.await.ok().ok_or(SiteError::Crashed)?.map(Arc::new);
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(((known, as_of), found.clone()));
        Ok(found)
    }
}
