//! Which kept copies hold words that are to be deleted.

use crate::DeskError;
use ovation_identify::{DeletedTexts, plain_text, runs_of_words};
use ovation_ledger::Transaction;
use ovation_terms::{Hash, SourceId};
use std::collections::BTreeSet;

/// The digests of the copies that go: those of the sources, and every other in which one of the texts stands.
///
/// What is too short to be known by its runs, and what stands in bytes that are no text (a workbook), is not looked
/// for: there the copies of all sources go in which the reviews were met.
pub(super) async fn copies_with(
    transaction: &mut Transaction,
    sources: &[SourceId],
    known: &DeletedTexts,
    has_short: bool,
) -> Result<BTreeSet<Hash>, DeskError> {
    let mut digests = transaction.kept_digests_of(sources).await?;
    let linked = transaction.kept_digests_met_with(sources).await?;
    if known.is_empty() && !has_short {
        return Ok(digests);
    }
    let mut found = BTreeSet::new();
    transaction
        .each_kept_copy(&mut |hash, bytes| {
            let holds = match plain_text(bytes) {
                Some(text) => {
                    known.know(&runs_of_words(&text)) || (has_short && linked.contains(&hash))
                }
                None => linked.contains(&hash),
            };
            if holds {
                found.insert(hash);
            }
        })
        .await?;
    digests.extend(found);
    Ok(digests)
}
