//! Sources: read, unreadable, deleted at their owner's request; and the end of an ingest.

use super::{Act, Never, Part, Recorded, TouchedRows, Undone};
use crate::projection::{By, Line, Source, SourceRow, Working, shown};
use crate::transaction::{Numbers, Pending};
use crate::{Ledger, LedgerError, Transaction};
use ovation_terms::{
    Actor, EntryBody, IngestEnded, MediaKind, ReadableAgain, SourceStanding, UnreadableFound, kind,
};

impl Recorded for kind::SourceRead {
    type Change<'a> = Source<'a>;
    type Act = Never<Self>;
    const PART: Part = Part::Read;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        into.numbers.sources.make(it.source.0)?;
        let place = (it.facts.address.clone(), it.facts.hash);
        into.met.sources.entry(place).or_insert(it.source);
        Ok(())
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        rows.sources.entry(change.id).or_insert_with(|| SourceRow {
            address: shown(&change.address),
            hash: change.hash.0,
            media: media_code(change.media),
            size_bytes: i64::try_from(change.size_bytes).unwrap_or(i64::MAX),
            fetched: change.fetched,
            entry: line.seq,
        });
        Ok(())
    }
}

/// The text form of a media kind, as in the entries.
fn media_code(media: MediaKind) -> String {
    match serde_json::to_value(media) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

impl Recorded for kind::UnreadableFound {
    type Change<'a> = UnreadableFound;
    type Act = Never<Self>;
    const PART: Part = Part::Read;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        if let Some(source) = it.source {
            into.numbers.sources.need(source.0)?;
        }
        into.met.unreadable.insert(it.key);
        into.met.readable.remove(&it.key);
        Ok(())
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        let row = (change.source.map(|source| source.0), change.key);
        rows.unreadable.entry(line.seq).or_insert(row);
        Ok(())
    }
}

impl Recorded for kind::ReadableAgain {
    type Change<'a> = ReadableAgain;
    type Act = Never<Self>;
    const PART: Part = Part::Read;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        into.met.unreadable.remove(&it.key);
        into.met.readable.insert(it.key);
        Ok(())
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(change: &Self::Change<'_>, _: &Line<'_>, rows: &mut Working) -> Result<(), String> {
        rows.unreadable.retain(|_, (_, found)| *found != change.key);
        rows.readable.insert(change.key);
        Ok(())
    }
}

impl Recorded for kind::SourceDeleted {
    type Change<'a> = SourceStanding;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        need_standing(it, &into.numbers)
    }

    fn touches<'c>(change: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows {
            deletes: Some(change),
            ..moved(change)
        }
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        delete(rows, line, change, true)
    }
}

impl Act for kind::SourceDeleted {
    async fn holds_already(
        it: &Self::Body,
        _: &Actor,
        transaction: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        let done = transaction.is_deleted(it.source).await? && transaction.is_gone(it).await?;
        Ok(done.then(|| {
            format!(
                "source {} is deleted already, and nothing of it is left to delete",
                it.source
            )
        }))
    }

    async fn opposite(
        undone: Undone<'_, Self::Body>,
        _: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let gone = undone.it;
        Ok(vec![EntryBody::SourceRestored(SourceStanding {
            reviews: gone.reviews,
            ..SourceStanding::new(gone.source, undone.remark)
        })])
    }
}

impl Recorded for kind::SourceRestored {
    type Change<'a> = SourceStanding;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        need_standing(it, &into.numbers)
    }

    fn touches<'c>(change: &'c Self::Change<'_>) -> TouchedRows<'c> {
        moved(change)
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        delete(rows, line, change, false)
    }
}

impl Act for kind::SourceRestored {
    async fn holds_already(
        it: &Self::Body,
        _: &Actor,
        transaction: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        let is_deleted = transaction.is_deleted(it.source).await?;
        Ok((!is_deleted).then(|| format!("source {} is not deleted", it.source)))
    }

    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let (back, seq) = (undone.it, undone.seq);
        // The texts that were deleted before are known again by the same digests.
        Ok(vec![EntryBody::SourceDeleted(SourceStanding {
            texts: ledger.texts_deleted_before(back.source, seq).await?,
            reviews: back.reviews,
            ..SourceStanding::new(back.source, undone.remark)
        })])
    }
}

fn need_standing(standing: &SourceStanding, numbers: &Numbers) -> Result<(), String> {
    numbers.sources.need(standing.source.0)?;
    numbers.need_reviews(&standing.reviews)
}

/// The reviews that a source takes along which is deleted or restored.
fn moved(standing: &SourceStanding) -> TouchedRows<'_> {
    TouchedRows {
        source: Some(standing.source.0),
        ..TouchedRows::reviews(standing.reviews.iter().map(|review| review.0))
    }
}

/// Puts out the reviews of a source that is deleted, or lets them count again.
fn delete(
    rows: &mut Working,
    line: &Line<'_>,
    standing: &SourceStanding,
    gone: bool,
) -> Result<(), String> {
    let source = standing.source.0;
    rows.deleted.insert(source, (line.seq, gone));
    for (text, number) in standing.texts.iter().zip(0_i64..) {
        let runs = text.digests().iter().flat_map(|run| run.to_le_bytes());
        let row = (source, runs.collect());
        rows.deleted_texts.insert((line.seq, number), row);
    }
    for review in rows.members().of(By::Source, source) {
        rows.decide(line, review, |set, _| {
            set.deleted = gone.then_some(source);
        })?;
    }
    for review in &standing.reviews {
        let before = rows.held(line, review.0)?.version.parts().1.deleted;
        // A later deletion of another source stands.
        let now = if gone {
            before.or(Some(source))
        } else {
            before.filter(|other| *other != source)
        };
        if now != before {
            rows.decide(line, review.0, |set, _| set.deleted = now)?;
        }
    }
    Ok(())
}

impl Recorded for kind::IngestEnded {
    type Change<'a> = IngestEnded;
    type Act = Never<Self>;
    const PART: Part = Part::Read;

    fn enter(_: &Self::Body, _: &mut Pending) -> Result<(), String> {
        Ok(())
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(_: &Self::Change<'_>, _: &Line<'_>, _: &mut Working) -> Result<(), String> {
        // No view holds it.
        Ok(())
    }
}
