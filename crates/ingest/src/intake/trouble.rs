//! What could not be had or read: told once, and what follows from a page that is gone.

use super::source::actor_of;
use super::{Batch, DELETED, Intake};
use crate::fate::note_trouble;
use crate::summary::{LeftOut, SHOWN};
use crate::{IngestError, ItemLeftOut};
use ovation_gather::Missed;
use ovation_ledger::Transaction;
use ovation_terms::{
    Complaint, ComplaintKind, EntryBody, Moment, ParcelFate, Remark, ReviewKey, ReviewWithdrawn,
    SourceId, UnreadableFound, WithdrawnBy,
};

/// Microseconds of a day, as moments count.
const DAY: i64 = 86_400_000_000;

impl Intake {
    /// A source that could not be had: a page that is gone for good takes its reviews with it.
    pub(super) async fn take_missed(
        &mut self,
        transaction: &mut Transaction,
        batch: &Batch,
        missed: Missed,
    ) -> Result<(), IngestError> {
        note_trouble(&mut self.summary.parcels, missed.complaint.kind);
        let is_gone = match missed.complaint.kind {
            ComplaintKind::Gone => true,
            ComplaintKind::NotFound => self.is_long_missing(transaction, &missed).await?,
            _ => false,
        };
        if is_gone {
            self.withdraw_page(transaction, &missed).await?;
        }
        self.take_trouble(transaction, batch, missed.address, None, missed.complaint)
    }

    /// Whether a page has been missing for as long as the operator waits: since it was first not found,
    /// with no reading of it after that.
    async fn is_long_missing(
        &self,
        transaction: &mut Transaction,
        missed: &Missed,
    ) -> Result<bool, IngestError> {
        let now = self.now();
        let since = transaction
            .trouble_since(missing_key(&missed.address))
            .await?;
        Ok(is_over(since.unwrap_or(now), now, self.settings.gone_after))
    }

    /// A page is gone for good: the reviews read from it are withdrawn, and stand in every score as of
    /// an earlier day.
    async fn withdraw_page(
        &mut self,
        transaction: &mut Transaction,
        missed: &Missed,
    ) -> Result<(), IngestError> {
        let sources = transaction.sources_at(&missed.address).await?;
        for review in transaction.standing_reviews_of(&sources).await? {
            let gone = ReviewWithdrawn {
                review,
                by: WithdrawnBy::PageGone,
                remark: Remark::reason(missed.complaint.detail.clone()),
            };
            let actor = actor_of(&missed.address);
            transaction.enter(self.now(), &actor, EntryBody::ReviewWithdrawn(gone))?;
            self.summary.withdrawn += 1;
        }
        Ok(())
    }

    /// Counts a source that was not read because it raises a question, without an entry.
    pub(super) fn note_question(&mut self, asked: Missed) {
        let Missed { address, complaint } = asked;
        note_trouble(&mut self.summary.parcels, complaint.kind);
        let key = trouble_key(&address, &complaint);
        if self.troubles.insert(key, complaint.kind.code()).is_none() {
            self.fresh.troubles.push(key);
            if self.summary.left_out.len() < SHOWN {
                self.summary.left_out.push(LeftOut { address, complaint });
            }
        }
    }

    /// An item of a feed that was not followed: its page may have been read by another way, now or
    /// earlier.
    pub(super) async fn take_item_left_out(
        &mut self,
        transaction: &mut Transaction,
        batch: &Batch,
        item: ItemLeftOut,
    ) -> Result<(), IngestError> {
        let feed = transaction.sources_at(&item.feed).await?;
        let why = if transaction.deleted_among(&feed).await?.is_empty() {
            let page = match &item.page {
                Some(page) => transaction.sources_at(page).await?,
                None => Vec::new(),
            };
            (!page.is_empty()).then_some("page-read")
        } else {
            Some(DELETED)
        };
        if let Some(why) = why {
            let parcels = &mut self.summary.parcels;
            parcels.note(ParcelFate::PassedOver, why, 1);
            return Ok(());
        }
        note_trouble(&mut self.summary.parcels, item.complaint.kind);
        let (address, source) = (item.feed.to_string(), feed.last().copied());
        self.take_trouble(transaction, batch, address, source, item.complaint)
    }

    pub(super) fn take_trouble(
        &mut self,
        transaction: &mut Transaction,
        batch: &Batch,
        address: String,
        source: Option<SourceId>,
        complaint: Complaint,
    ) -> Result<(), IngestError> {
        let key = trouble_key(&address, &complaint);
        let quoted = complaint.detail.clone();
        let complaint = self.without_deleted_words(complaint);
        if complaint.detail != quoted && source.is_some() {
            self.withhold_copy(transaction);
        }
        let is_new = self.troubles.insert(key, complaint.kind.code()).is_none();
        if is_new {
            self.fresh.troubles.push(key);
        }
        if is_new && self.summary.left_out.len() < SHOWN {
            let left_out = LeftOut {
                address: address.clone(),
                complaint: complaint.clone(),
            };
            self.summary.left_out.push(left_out);
        }
        if !is_new || batch.known_troubles.contains(&key) {
            return Ok(());
        }
        let actor = actor_of(&address);
        let found = UnreadableFound {
            source,
            address,
            key,
            complaint,
            words: None,
            apart: true,
        };
        transaction.enter(self.now(), &actor, EntryBody::UnreadableFound(found))?;
        Ok(())
    }
}

/// Whether so many days have gone by since a moment.
fn is_over(since: Moment, now: Moment, days: u32) -> bool {
    now.0.saturating_sub(since.0) >= i64::from(days) * DAY
}

/// The key of the trouble that a page is not found; it ends when the page is read.
pub(super) fn missing_key(address: &str) -> ReviewKey {
    ReviewKey::of_parts(&[b"page not found", address.as_bytes()])
}

pub(super) fn trouble_key(address: &str, complaint: &Complaint) -> ReviewKey {
    if complaint.kind == ComplaintKind::NotFound {
        return missing_key(address);
    }
    ReviewKey::of_parts(&[
        b"unreadable",
        address.as_bytes(),
        complaint.kind.code().as_bytes(),
        complaint.place.as_bytes(),
        complaint.detail.as_bytes(),
    ])
}

#[cfg(test)]
mod tests {
    use super::is_over;
    use ovation_terms::Moment;

    #[test]
    fn a_page_is_gone_after_so_many_whole_days() {
        let at = |text: &str| text.parse::<Moment>().unwrap();
        let since = at("2024-03-05T09:00:00Z");
        let cases = [
            ("2024-03-05T09:00:00Z", 0, true),
            ("2024-03-05T10:00:00Z", 30, false),
            ("2024-04-04T08:59:59Z", 30, false),
            ("2024-04-04T09:00:00Z", 30, true),
            // A clock that was set back.
            ("2024-03-01T09:00:00Z", 1, false),
        ];
        for (now, days, wanted) in cases {
            assert_eq!(is_over(since, at(now), days), wanted, "{now} {days}");
        }
    }
}
