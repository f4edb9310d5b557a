//! Reading kept bytes again: what would change against what the record holds. Nothing is entered.

mod compare;
mod evidence;
mod fields;

#[cfg(test)]
pub(super) use compare::places_of;
pub use compare::{Changed, Outcome, ReviewAgain};
pub use evidence::{Evidences, HeldValue, Place};

use crate::intake::titles_of;
use crate::{
    BatchSize, Clock, CrawlLimits, Found, HowRead, IngestError, Keep, Origin, Piece, PressFound,
    ProduceSettings, TableAsked, produce,
};
use compare::{compare, compare_press, places};
use evidence::Source;
use ovation_film_index::IndexPlace;
use ovation_gather::{GatherLimits, Parcel};
use ovation_judge::RatingTable;
use ovation_ledger::{Ledger, SourceCopy};
use ovation_read::ReadLimits;
use ovation_terms::{Complaint, Day, SourceFacts, SourceId};
use serde::Serialize;

/// What reading a source's kept bytes again shows.
#[derive(Clone, Debug, Serialize)]
pub struct Again {
    /// The source.
    pub source: SourceId,
    /// Its facts, as it was read.
    pub facts: SourceFacts,
    /// The last day on which the bytes are kept; none: for ever.
    pub kept_until: Option<Day>,
    /// Reviews that are read as the record holds them.
    pub same: u64,
    /// Reviews that are not.
    pub reviews: Vec<ReviewAgain>,
    /// What of the source's film press is not.
    pub press: Vec<Changed>,
    /// What cannot be read of it now.
    pub unreadable: Vec<Complaint>,
    /// Whether what the record says of the places of values holds against the bytes.
    pub evidence: Evidences,
}

/// What there is to read again.
#[derive(Clone, Debug)]
pub enum Kept {
    /// The source's bytes were read.
    Read(Box<Again>),
    /// They are not there; and why.
    Gone(SourceFacts, SourceCopy),
}

/// Reads the bytes that were kept of a source with today's reader, and compares what they say with what the record
/// holds. What is asked for of tables comes before what was asked for when it was read. None where the record has no
/// such source.
///
/// # Errors
/// [`IngestError`] where the record does not answer, or the bytes are not those that were kept.
pub async fn read_again(
    ledger: &Ledger,
    source: SourceId,
    tables: TableAsked,
    clock: Clock,
    place: &IndexPlace,
) -> Result<Option<Kept>, IngestError> {
    let Some((facts, copy)) = ledger.copy_of_source(source).await? else {
        return Ok(None);
    };
    let SourceCopy::Kept { bytes, how, until } = copy else {
        return Ok(Some(Kept::Gone(facts, copy)));
    };
    let how = HowRead::of(&how)?;
    let then = ledger.readings_in(source).await?;
    let press_then = ledger.press_in(source).await?;
    let titles = titles_of(ledger, place).await?;
    let series = ledger.has_series().await?;
    let settings = |tables: TableAsked| ProduceSettings {
        tables: TableAsked {
            unsigned: true,
            ..how.asked(tables)
        },
        series,
        follow_items: false,
        every_page: true,
        fetcher: None,
        gather_limits: GatherLimits::default(),
        read_limits: ReadLimits::default(),
        crawl: CrawlLimits::default(),
        batch: BatchSize::default(),
        ratings: RatingTable::bundled().clone(),
        keep: Keep::Readings,
        titles: titles.clone(),
        compare_rows: false,
        copies: false,
        clock,
    };
    let origin = || {
        let parcel = parcel_of(&facts, &how, bytes.clone());
        Origin::Kept(Box::new(parcel), facts.media)
    };
    // Where values stand is looked up by what was asked for then.
    let mut told = read_parcel(origin(), settings(TableAsked::default())).await?;
    let source_text = Source::new(&bytes, std::mem::take(&mut told.text));
    let evidence = places(&then, &told.reviews, &facts, &source_text);
    if tables.says_something() {
        told = read_parcel(origin(), settings(tables)).await?;
    }
    let (same, reviews) = compare(&then, &told.reviews, &facts);
    let press = compare_press(&press_then, &told.press);
    Ok(Some(Kept::Read(Box::new(Again {
        source,
        kept_until: until,
        same,
        reviews,
        press,
        unreadable: told.unreadable,
        evidence,
        facts,
    }))))
}

fn parcel_of(facts: &SourceFacts, how: &HowRead, bytes: Vec<u8>) -> Parcel {
    let sheet = how.sheet().map(|sheet| format!("#{sheet}"));
    let address = sheet
        .and_then(|sheet| facts.address.strip_suffix(sheet.as_str()))
        .unwrap_or(&facts.address);
    let content_type = how.content_type.clone();
    Parcel::kept(
        address,
        how.name_of(address),
        content_type,
        facts.fetched,
        bytes,
    )
}

/// What bytes say now.
#[derive(Default)]
struct ToldAgain {
    text: String,
    reviews: Vec<Found>,
    press: Vec<PressFound>,
    unreadable: Vec<Complaint>,
}

async fn read_parcel(origin: Origin, settings: ProduceSettings) -> Result<ToldAgain, IngestError> {
    let (sender, mut receiver) = tokio::sync::mpsc::channel(2);
    let runtime = tokio::runtime::Handle::current();
    let producer = tokio::task::spawn_blocking(move || {
        // The channel stays open until all was taken.
        let _gone = produce(vec![origin], &settings, &runtime, &sender);
    });
    let mut told = ToldAgain::default();
    while let Some(pieces) = receiver.recv().await {
        for piece in pieces {
            match piece {
                Piece::Source(begun) => {
                    told.text = begun
                        .reading
                        .map(|reading| reading.text)
                        .unwrap_or_default();
                }
                Piece::Review(found) => told.reviews.push(*found),
                Piece::Press(found) => told.press.push(*found),
                Piece::Unreadable(complaint) => told.unreadable.push(complaint),
                Piece::Missed(missed) | Piece::Asked(missed) => {
                    told.unreadable.push(missed.complaint);
                }
                Piece::Scales(_)
                | Piece::RowsEnd
                | Piece::Table(_)
                | Piece::PassedOver(_)
                | Piece::ItemsRead(_)
                | Piece::ItemLeftOut(_)
                | Piece::End(_) => {}
            }
        }
    }
    producer.await.map_err(IngestError::BrokeOff)?;
    Ok(told)
}
