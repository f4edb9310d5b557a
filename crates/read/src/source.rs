//! One source: its bytes, and who reads them.

use crate::seen::see;
use crate::{
    Explanation, ReadLimits, Reading, encoding, feed, letter, not_read, plain, sitemap, sniff,
    sniff::is_sitemap,
};
use ovation_terms::{Complaint, ComplaintKind, Day, MediaKind};

/// One source's bytes and what is known of where they came from.
#[derive(Clone, Copy, Debug)]
pub struct SourceBytes<'a> {
    /// The bytes, after decompression.
    pub bytes: &'a [u8],
    /// Its address: an `http(s)` URL, or a path as the operator named it.
    pub address: &'a str,
    /// The `Content-Type` it was served with.
    pub content_type: Option<&'a str>,
    /// The day it was fetched; no review in it can be younger.
    pub fetched: Day,
}

/// Reads a page, a feed, a letter or a text.
///
/// Never fails: whatever the bytes, a [`Reading`] comes back, with complaints for what could not
/// be read. A table is not read here; see [`read_table`](crate::read_table).
///
/// # Complaints
/// `empty` for no bytes, `too-large`, `too-deep`, `too-many`, `expansion`, `too-much-work` where a
/// limit was hit, `bad-encoding`, `bad-markup`, `bad-date`, `no-review` for a page on which no review was found, and
/// `unknown-format` for tables and anything that is neither page, feed nor text.
pub fn read(source: &SourceBytes<'_>, limits: &ReadLimits) -> Reading {
    read_with(source, limits, None)
}

/// Reads as [`read`] does, and says what was considered for every field and why it lost.
///
/// The reading is the same. Only a page is explained; for anything else the explanation is empty.
pub fn read_explained(source: &SourceBytes<'_>, limits: &ReadLimits) -> (Reading, Explanation) {
    let mut explanation = Explanation::default();
    let reading = read_with(source, limits, Some(&mut explanation));
    (reading, explanation)
}

fn read_with(
    source: &SourceBytes<'_>,
    limits: &ReadLimits,
    explanation: Option<&mut Explanation>,
) -> Reading {
    let media = sniff(source.address, source.content_type, source.bytes);
    if source.bytes.iter().all(u8::is_ascii_whitespace) {
        let complaint = Complaint::lost(
            ComplaintKind::Empty,
            "",
            "the source has no bytes to read; fetch it again",
        );
        return Reading::nothing(media, complaint);
    }
    let mut reading = match media {
        MediaKind::Feed if is_sitemap(source.bytes) => sitemap::read_sitemap(source, limits),
        MediaKind::Page => read_page(source, limits, explanation),
        MediaKind::Feed => feed::read_feed(source, limits),
        MediaKind::Text => plain::read_text(source, limits),
        MediaKind::Letter => letter::read_letter(source, limits),
        MediaKind::Other => Reading::nothing(media, not_read(source.address, source.bytes)),
        _ => {
            let detail = "expected a page, a feed or a text; tables are read row by row";
            let complaint = Complaint::lost(ComplaintKind::UnknownFormat, "", detail);
            Reading::nothing(media, complaint)
        }
    };
    see(&mut reading);
    reading
}

/// Reads a page.
fn read_page(
    source: &SourceBytes<'_>,
    limits: &ReadLimits,
    explanation: Option<&mut Explanation>,
) -> Reading {
    let mut complaints = Vec::new();
    let bytes = encoding::within(source.bytes, limits.page_bytes, &mut complaints);
    let decoded = encoding::decode_page(bytes, source.content_type);
    complaints.extend(decoded.complaint());
    let mut reading = ovation_page::read_html(
        &decoded.text,
        source.address,
        source.fetched,
        limits,
        complaints,
        explanation,
    );
    reading.encoding = decoded.encoding.name();
    reading
}
