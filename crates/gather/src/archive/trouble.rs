//! What is wrong with records of web archives, for people.

use crate::{GatherLimits, limits::size_words};
use ovation_terms::{Complaint, ComplaintKind};

pub(super) fn record_too_large(limits: &GatherLimits) -> Complaint {
    Complaint::lost(
        ComplaintKind::TooLarge,
        "",
        format!(
            "the record is larger than {} (`page_bytes`) and was passed over; no page is that long",
            size_words(limits.page_bytes)
        ),
    )
}

pub(super) fn bomb(packed: usize, size: u64, limits: &GatherLimits) -> Complaint {
    Complaint::lost(
        ComplaintKind::Expansion,
        "",
        format!(
            "{} of compressed records became more than {}; more than {} times is taken for a bomb",
            size_words(packed as u64),
            size_words(size),
            limits.expansion_ratio
        ),
    )
}

pub(super) fn damaged_record(is_cut: bool) -> Complaint {
    let detail = if is_cut {
        "the record ends too early; the archive is incomplete here: copy or download it again"
    } else {
        "the record is damaged and cannot be unpacked; the next one is read"
    };
    Complaint::lost(ComplaintKind::BadCompression, "", detail)
}

pub(super) fn no_record() -> Complaint {
    Complaint::lost(
        ComplaintKind::BadMarkup,
        "",
        "expected a record with its length (`WARC/1.0` or `WARC/1.1`); what stands here was passed \
         over up to the next record",
    )
}
