//! Reading one page, feed or text.

use super::settings::{How, Keep, Told};
use crate::{HowRead, SourceBytesKept};
use ovation_gather::{Missed, Parcel};
use ovation_ledger::PackedCopy;
use ovation_read::press::{KnownTitles, read_press_article};
use ovation_read::{PageKind, Reading, SourceBytes, not_read, read, read_explained, sniff};
use ovation_terms::{Complaint, ComplaintKind, Hash, MediaKind, Moment, PressFinding, SourceFacts};

/// What kind of source a parcel is, from its name, its content type and its first bytes.
pub(crate) fn media_of(parcel: &Parcel) -> Result<MediaKind, Complaint> {
    let head = parcel.head()?;
    if head.is_empty() {
        return Err(Parcel::empty());
    }
    match sniff(parcel.name(), parcel.content_type(), &head) {
        MediaKind::Other => Err(not_read(parcel.name(), &head)),
        media => Ok(media),
    }
}

/// Reads one page, feed or text; a fault of the reader itself becomes a complaint, so that one
/// page can never end the batch.
pub(super) fn read_parcel(parcel: &Parcel, how: How<'_>) -> Result<Told, Missed> {
    let missed = |complaint| Missed {
        address: parcel.address().to_owned(),
        complaint,
    };
    let bytes = parcel.bytes().map_err(missed)?;
    let source = SourceBytes {
        bytes: &bytes,
        address: parcel.address(),
        content_type: parcel.content_type(),
        fetched: parcel.taken().unwrap_or_else(how.clock).day(),
    };
    read_source(&source, parcel.taken(), how)
}

/// Reads one source whose bytes are at hand; `taken` is when a crawler fetched it.
pub(crate) fn read_source(
    source: &SourceBytes<'_>,
    taken: Option<Moment>,
    how: How<'_>,
) -> Result<Told, Missed> {
    let work = || match how.keep {
        Keep::Explained => {
            let (reading, explanation) = read_explained(source, how.limits);
            (reading, Some(explanation))
        }
        Keep::Findings | Keep::Readings => (read(source, how.limits), None),
    };
    let work = || {
        let (reading, explanation) = work();
        let press = press_of(&reading, how.titles).map(Box::new);
        (reading, explanation, press)
    };
    let (reading, explanation, press) =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).map_err(|_panic| Missed {
            address: source.address.to_owned(),
            complaint: Complaint::lost(
                ComplaintKind::BadMarkup,
                "",
                "the reader failed on this page; please report it with the page",
            ),
        })?;
    let hash = Hash::of(source.bytes);
    let copy = how.copies.then(|| {
        let copy = PackedCopy::of(hash, source.bytes).map_err(|error| error.to_string())?;
        let how = HowRead::page(source.content_type);
        Ok(SourceBytesKept { copy, how })
    });
    let facts = SourceFacts {
        address: source.address.to_owned(),
        media: reading.media,
        hash,
        size_bytes: source.bytes.len() as u64,
        fetched: taken.unwrap_or_else(how.clock),
    };
    Ok(Told {
        facts,
        reading,
        explanation,
        press,
        copy,
    })
}

/// What a page that is no review says as film press; none where it names no film or says nothing of one.
fn press_of(reading: &Reading, titles: Option<&KnownTitles>) -> Option<PressFinding> {
    let is_press = matches!(reading.kind, PageKind::News | PageKind::Other);
    if !is_press || !reading.findings.is_empty() {
        return None;
    }
    let article = reading.article.as_ref()?;
    let finding = read_press_article(article, titles);
    let says_something = !(finding.statements.is_empty()
        && finding.events.is_empty()
        && finding.claims.is_empty()
        && finding.credits.is_empty());
    (says_something && !finding.films.is_empty()).then_some(finding)
}
