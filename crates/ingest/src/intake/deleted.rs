//! What was deleted at its owner's request is known when it is met again, from whatever way in, and not taken in.

use super::review::row_key;
use super::{Batch, Intake};
use crate::IngestError;
use crate::{Found, PressFound};
use ovation_identify::{
    DeletedTexts, has_telling_text, plain_text, runs_of_press, runs_of_review, runs_of_words,
};
use ovation_ledger::{KnownReview, Ledger, PackedCopy};
use ovation_terms::{Complaint, Entry, EntryBody, MediaKind, SourceFacts};

/// Bytes that are looked through for deleted texts: more than any page has.
const LOOKED_THROUGH_BYTES: u64 = 64 << 20;

/// Reads by what deleted texts are known.
pub(super) async fn load_deleted(ledger: &Ledger) -> Result<DeletedTexts, IngestError> {
    Ok(DeletedTexts::new(ledger.deleted_texts().await?))
}

/// Whether an entry changes what is deleted.
pub(super) fn is_deletion(entry: &Entry) -> bool {
    matches!(
        entry.body,
        EntryBody::SourceDeleted(_) | EntryBody::SourceRestored(_)
    )
}

/// Whether an address stands for what is found at it. A page on the web does: once it was deleted nothing from there
/// is taken in. A table, a feed or a file is named by whoever keeps it, and may hold something else the next time.
pub(super) fn stands_for_its_words(facts: &SourceFacts) -> bool {
    let is_on_the_web =
        facts.address.starts_with("http://") || facts.address.starts_with("https://");
    is_on_the_web && matches!(facts.media, MediaKind::Page | MediaKind::Text)
}

impl Intake {
    /// Whether the finding is a review or a text that was deleted; counts it then.
    pub(super) fn is_deleted_review(&mut self, batch: &Batch, found: &Found) -> bool {
        // A sentence of a deleted text may come as a headline over other words.
        let headline = found.finding.headline.as_ref();
        let is_text = || {
            self.deleted.know(&runs_of_review(&found.finding))
                || headline.is_some_and(|words| self.deleted.know(&runs_of_words(&words.value)))
        };
        let own = row_key(found.content);
        let mut known = found
            .keys
            .iter()
            .chain([&own])
            .filter_map(|key| batch.known(key));
        let is_it = known.any(|known| self.is_deleted(known, found))
            || is_text()
            || self.is_deleted_row(found);
        self.summary.deleted += u64::from(is_it);
        is_it
    }

    /// Whether what was deleted with a review of the record is what is found now.
    pub(super) fn is_deleted(&self, known: &KnownReview, found: &Found) -> bool {
        if known.deleted.with.is_none() {
            return false;
        }
        // A table says of a review what its row says. Another row, and the page itself, are not what was deleted.
        let is_table = self
            .source
            .as_ref()
            .is_some_and(|source| source.begun.table.is_some());
        let is_other = if is_table {
            known.content != found.content
        } else {
            has_telling_text(found.finding.text.as_ref())
        };
        !(known.deleted.by_table && is_other)
    }

    /// Whether the bytes of a source hold a text that was deleted, whatever is read in them. Of a large table the rows
    /// tell that, one by one.
    pub(crate) fn holds_deleted(&self, copy: &PackedCopy) -> std::io::Result<bool> {
        if self.deleted.is_empty() || copy.size_bytes() > LOOKED_THROUGH_BYTES {
            return Ok(false);
        }
        let text = plain_text(&copy.unpacked()?);
        Ok(text.is_some_and(|text| self.deleted.know(&runs_of_words(&text))))
    }

    /// Whether an article of film press is one that was deleted; counts it then.
    pub(super) fn is_deleted_article(&mut self, found: &PressFound) -> bool {
        let is_it = !self.deleted.is_empty() && self.deleted.know(&runs_of_press(&found.finding));
        self.summary.deleted += u64::from(is_it);
        is_it
    }

    /// A complaint without the words of a deleted text that it quotes.
    pub(super) fn without_deleted_words(&self, mut complaint: Complaint) -> Complaint {
        if !self.deleted.is_empty() && self.deleted.know(&runs_of_words(&complaint.detail)) {
            "what stands here was deleted at its owner's request".clone_into(&mut complaint.detail);
        }
        complaint
    }
}
