//! Web archives: WARC files as crawlers and archiving tools write them.
//!
//! An archive is cut into [`Bundle`]s of records that are still packed, which any thread can
//! open; that way a file is read by as many workers as there are.

mod gzip;
mod http;
mod passed_over;
mod record;
mod split;
mod stream;
mod trouble;
mod zstd;

pub use passed_over::PassedOver;
pub(crate) use split::{Cut, Packing, Splitter, is_archive};
pub(crate) use zstd::begins_archive;

use crate::{GatherLimits, Missed, Parcel};
use gzip::{Member, Members};
use http::{NoBody, Scratch};
use ovation_terms::{Complaint, ComplaintKind, Moment};
use record::{Head, Kind, Step};
use std::{fmt, io::Read as _, ops::ControlFlow, sync::Arc};
use trouble::{bomb, damaged_record, no_record, record_too_large};

/// Records that cannot be unpacked after which the rest of a bundle is given up: somebody made
/// them, and each costs as much as a bundle.
const DAMAGED_RECORDS: usize = 64;

/// Some records of a web archive, still packed: up to a megabyte of them, or one that is larger.
#[derive(Clone, Debug)]
pub struct Bundle {
    archive: Arc<str>,
    start: u64,
    packing: Packing,
    bytes: Vec<u8>,
    limits: Arc<GatherLimits>,
}

/// What a worker needs to open bundles; make one and use it again and again, as its buffers grow
/// to the largest record met.
pub struct Unpacker {
    members: Members,
    out: Vec<u8>,
    scratch: Scratch,
}

impl Default for Unpacker {
    fn default() -> Self {
        Self {
            members: Members::new(),
            out: Vec::new(),
            scratch: Scratch::default(),
        }
    }
}

impl fmt::Debug for Unpacker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unpacker")
            .field("buffer_bytes", &self.out.len())
            .finish_non_exhaustive()
    }
}

/// A record of a web archive, as [`Bundle::open`] gives it: each one exactly once.
#[derive(Debug)]
pub enum Record<'a> {
    /// A page, a feed or a text.
    Page(ArchivedPage<'a>),
    /// One that holds no page, and why.
    PassedOver(PassedOver),
    /// One that should hold a page and cannot be read.
    Missed(Missed),
}

/// A page in a web archive.
#[derive(Clone, Copy, Debug)]
pub struct ArchivedPage<'a> {
    /// The address it was fetched from.
    pub address: &'a str,
    /// The `Content-Type` it was served with.
    pub content_type: Option<&'a str>,
    /// Its bytes, unchunked and decompressed.
    pub bytes: &'a [u8],
    date: Option<&'a str>,
}

impl ArchivedPage<'_> {
    /// When the crawler fetched it; `None` where the record does not say so to the second.
    pub fn fetched(&self) -> Option<Moment> {
        self.date
            .filter(|date| date.len() > 10)
            .and_then(|date| date.parse().ok())
    }

    /// A parcel with a copy of it.
    pub fn to_parcel(&self) -> Parcel {
        Parcel::archived(
            self.address.to_owned(),
            self.content_type.map(str::to_owned),
            self.fetched(),
            self.bytes.to_vec(),
        )
    }
}

type EachMember<'a> = dyn FnMut(Record<'_>) -> ControlFlow<()> + 'a;

impl Bundle {
    /// The archive it is from, as [`Missed::address`] has it.
    pub fn archive(&self) -> &str {
        &self.archive
    }

    /// Size in bytes as it stands in the archive.
    pub fn packed_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// Unpacks the records one by one; breaking ends it.
    ///
    /// Each record is given exactly once, as a page, as passed over, or as missed with what is
    /// wrong: [`ComplaintKind::BadCompression`], [`ComplaintKind::BadMarkup`] (a head or an HTTP
    /// answer that is none), [`ComplaintKind::TooLarge`], [`ComplaintKind::Expansion`] or
    /// [`ComplaintKind::UnknownFormat`]. Damage costs the record it is in, not those behind it.
    pub fn open(
        &self,
        unpacker: &mut Unpacker,
        each: &mut dyn FnMut(Record<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        match &self.packing {
            Packing::Plain | Packing::Oversized => self.plain(&mut unpacker.scratch, each),
            Packing::Gzip => self.gzip(unpacker, each),
            Packing::Zstd(dictionary) => self.zstd(dictionary.as_deref(), unpacker, each),
        }
    }

    fn plain(&self, scratch: &mut Scratch, each: &mut EachMember<'_>) -> ControlFlow<()> {
        if matches!(self.packing, Packing::Oversized) {
            return self.oversized(&self.bytes, scratch, each);
        }
        let left = self.records(&self.bytes, 0, scratch, each)?;
        self.end(self.bytes.get(left..).unwrap_or_default(), 0, each)
    }

    /// Goes through a member that is larger than a page, without holding it whole; gives how many
    /// packed bytes it came to.
    fn streamed(
        &self,
        rest: &[u8],
        left: Vec<u8>,
        at: usize,
        scratch: &mut Scratch,
        each: &mut EachMember<'_>,
    ) -> ControlFlow<(), usize> {
        let start = self.start + at as u64;
        let mut splitter = match Splitter::inside_member(rest, left, start, self) {
            Ok(splitter) => splitter,
            Err(error) => {
                self.missed(at, crate::complaint_of(&error), each)?;
                return ControlFlow::Continue(rest.len());
            }
        };
        while let Some(cut) = splitter.next_of_member() {
            match cut {
                Cut::Bundle(bundle) => bundle.plain(scratch, each)?,
                Cut::Missed(complaint) => self.missed(at, complaint, each)?,
            }
        }
        let behind = splitter.behind_member().unwrap_or(u64::MAX);
        let packed = usize::try_from(behind.saturating_sub(start)).unwrap_or(usize::MAX);
        ControlFlow::Continue(packed.clamp(1, rest.len().max(1)))
    }

    fn gzip(&self, unpacker: &mut Unpacker, each: &mut EachMember<'_>) -> ControlFlow<()> {
        let Unpacker {
            members,
            out,
            scratch,
        } = unpacker;
        let mut at = 0;
        let mut pending = 0;
        let mut output = 0_u64;
        let mut damaged = 0;
        while let Some(rest) = self.bytes.get(at..).filter(|rest| !rest.is_empty()) {
            if pending == 0 && rest.iter().take(16).all(|byte| *byte == 0) {
                break;
            }
            match members.unpack(rest, out, pending, &self.limits) {
                Member::Whole { packed, size } => {
                    output += size as u64;
                    pending = self.member(out, pending, size, at, scratch, each)?;
                    at += packed;
                }
                Member::TooLarge => {
                    let left = out.get(..pending).unwrap_or_default().to_vec();
                    at += self.streamed(rest, left, at, scratch, each)?;
                    pending = 0;
                }
                Member::Damaged { is_cut } => {
                    self.missed(at, damaged_record(is_cut), each)?;
                    pending = 0;
                    damaged += 1;
                    at += members.next_edge(rest).unwrap_or(rest.len());
                }
            }
            if let Some(complaint) = self.too_much(at, output, damaged) {
                return self.missed(at, complaint, each);
            }
        }
        self.end(out.get(..pending).unwrap_or_default(), at, each)
    }

    fn zstd(
        &self,
        dictionary: Option<&[u8]>,
        unpacker: &mut Unpacker,
        each: &mut EachMember<'_>,
    ) -> ControlFlow<()> {
        let Unpacker { out, scratch, .. } = unpacker;
        let most = member_bytes(&self.limits);
        let (mut at, mut pending, mut damaged) = (0, 0, 0);
        let mut output = 0_u64;
        while let Some(rest) = self.bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let packed = match zstd::frame(rest) {
                zstd::Frame::Data(packed) => packed,
                zstd::Frame::Skippable(packed) => {
                    at += packed;
                    continue;
                }
                zstd::Frame::Cut => {
                    self.missed(at, damaged_record(true), each)?;
                    pending = 0;
                    break;
                }
                zstd::Frame::None => {
                    self.missed(at, damaged_record(false), each)?;
                    pending = 0;
                    break;
                }
            };
            let frame = rest.get(..packed).unwrap_or_default();
            out.truncate(pending);
            let unpacked = zstd::frame_reader(frame, dictionary)
                .and_then(|reader| reader.take(most as u64 + 1).read_to_end(out));
            match unpacked {
                Ok(size) if size <= most => {
                    output += size as u64;
                    pending = self.member(out, pending, size, at, scratch, each)?;
                }
                Ok(_) => {
                    let left = out.get(..pending).unwrap_or_default().to_vec();
                    at += self.streamed(rest, left, at, scratch, each)?;
                    pending = 0;
                    continue;
                }
                Err(_) => {
                    self.missed(at, damaged_record(false), each)?;
                    pending = 0;
                    damaged += 1;
                }
            }
            at += packed;
            if let Some(complaint) = self.too_much(at, output, damaged) {
                return self.missed(at, complaint, each);
            }
        }
        self.end(out.get(..pending).unwrap_or_default(), at, each)
    }

    /// Goes through the records of a member that was unpacked behind `pending` bytes of a record
    /// which the member before began; gives how many bytes are now pending at the start.
    fn member(
        &self,
        out: &mut [u8],
        pending: usize,
        size: usize,
        at: usize,
        scratch: &mut Scratch,
        each: &mut EachMember<'_>,
    ) -> ControlFlow<(), usize> {
        let mut from = 0;
        let new = out.get(pending..pending + size).unwrap_or_default();
        if pending > 0 && new.starts_with(b"WARC/") {
            // The record ended too early, and a member starts with the next one as it should.
            self.end(out.get(..pending).unwrap_or_default(), at, each)?;
            from = pending;
        }
        let end = pending + size;
        let bytes = out.get(from..end).unwrap_or_default();
        let done = from + self.records(bytes, at, scratch, each)?;
        let left = end.saturating_sub(done);
        if left > 0 {
            out.copy_within(done..end, 0);
        }
        if left > member_bytes(&self.limits) {
            self.missed(at, record_too_large(&self.limits), each)?;
            return ControlFlow::Continue(0);
        }
        ControlFlow::Continue(left)
    }

    /// Gives the whole records of some unpacked bytes; the rest, a record cut off or nothing,
    /// starts where it says.
    fn records(
        &self,
        bytes: &[u8],
        at: usize,
        scratch: &mut Scratch,
        each: &mut EachMember<'_>,
    ) -> ControlFlow<(), usize> {
        let mut from = 0;
        loop {
            let rest = bytes.get(from..).unwrap_or_default();
            match record::step(rest) {
                Step::End => return ControlFlow::Continue(bytes.len()),
                Step::CutHead => return ControlFlow::Continue(from),
                Step::Broken(next) => {
                    self.missed(at, no_record(), each)?;
                    match next {
                        Some(next) => from += next,
                        None => return ControlFlow::Continue(bytes.len()),
                    }
                }
                Step::Record { head, before } => {
                    let length = usize::try_from(head.length).unwrap_or(usize::MAX);
                    let Some(end) = before.checked_add(length).filter(|end| *end <= rest.len())
                    else {
                        return ControlFlow::Continue(from);
                    };
                    let block = rest.get(before..end).unwrap_or_default();
                    self.record(&head, block, at, scratch, each)?;
                    from += end;
                }
            }
        }
    }

    fn record(
        &self,
        head: &Head<'_>,
        block: &[u8],
        at: usize,
        scratch: &mut Scratch,
        each: &mut EachMember<'_>,
    ) -> ControlFlow<()> {
        let over = match head.kind {
            Kind::Response | Kind::Resource | Kind::Conversion => None,
            Kind::Request => Some(PassedOver::Request),
            Kind::Revisit => Some(PassedOver::Revisit),
            Kind::Continuation => Some(PassedOver::Continuation),
            Kind::Metadata | Kind::Info => Some(PassedOver::Metadata),
            Kind::Other => Some(PassedOver::NotWeb),
        };
        if let Some(over) = over {
            return each(Record::PassedOver(over));
        }
        let Some(address) = head.address else {
            let detail = "the record does not say which address it is from (`WARC-Target-URI`)";
            let complaint = Complaint::lost(ComplaintKind::BadMarkup, "", detail);
            return self.missed(at, complaint, each);
        };
        let is_http = head
            .content_type
            .is_some_and(|stated| starts_with_word(stated, "application/http"));
        let body = if head.kind == Kind::Response {
            if !(is_http || block.starts_with(b"HTTP/")) {
                return each(Record::PassedOver(PassedOver::NotWeb));
            }
            http::body(block, scratch, &self.limits)
        } else if head
            .content_type
            .is_some_and(|stated| !http::is_page_type(stated))
        {
            Err(PassedOver::NoPage.into())
        } else if block.iter().all(u8::is_ascii_whitespace) {
            Err(PassedOver::NoContent.into())
        } else {
            Ok(http::Body {
                content_type: head.content_type,
                bytes: block,
            })
        };
        match body {
            Ok(body) if body.bytes.len() as u64 > self.limits.page_bytes => {
                let mut complaint = record_too_large(&self.limits);
                complaint.place = self.place(at);
                each(Record::Missed(Missed {
                    address: address.to_owned(),
                    complaint,
                }))
            }
            Ok(body) => each(Record::Page(ArchivedPage {
                address,
                content_type: body.content_type,
                bytes: body.bytes,
                date: head.date,
            })),
            Err(NoBody::PassedOver(over)) => each(Record::PassedOver(over)),
            Err(NoBody::Trouble(mut complaint)) => {
                complaint.place = self.place(at);
                each(Record::Missed(Missed {
                    address: address.to_owned(),
                    complaint,
                }))
            }
        }
    }

    /// A record that is larger than a page may be, of which only the start is at hand: a film or
    /// a picture is no page at any size, and anything else is said to be missed.
    fn oversized(
        &self,
        start: &[u8],
        scratch: &mut Scratch,
        each: &mut EachMember<'_>,
    ) -> ControlFlow<()> {
        let mut complaint = record_too_large(&self.limits);
        complaint.place = self.place(0);
        let mut address = self.archive.to_string();
        if let Step::Record { head, before } = record::step(start) {
            let block = start.get(before..).unwrap_or_default();
            let block = block.get(..record::HEAD_BYTES).unwrap_or(block);
            let mut over = None;
            self.record(&head, block, 0, scratch, &mut |record| {
                if let Record::PassedOver(why) = record {
                    over = Some(why);
                }
                ControlFlow::Continue(())
            })?;
            if let Some(over) = over {
                return each(Record::PassedOver(over));
            }
            address = head.address.map_or(address, str::to_owned);
        }
        each(Record::Missed(Missed { address, complaint }))
    }

    /// What is left at the end of a bundle is a record that ends too early, or nothing.
    fn end(&self, left: &[u8], at: usize, each: &mut EachMember<'_>) -> ControlFlow<()> {
        if left.iter().all(u8::is_ascii_whitespace) {
            return ControlFlow::Continue(());
        }
        self.missed(at, damaged_record(true), each)
    }

    fn missed(
        &self,
        at: usize,
        mut complaint: Complaint,
        each: &mut EachMember<'_>,
    ) -> ControlFlow<()> {
        complaint.place = self.place(at);
        each(Record::Missed(Missed {
            address: self.archive.to_string(),
            complaint,
        }))
    }

    fn place(&self, at: usize) -> String {
        format!("byte {}", self.start + at as u64)
    }

    /// Whether to go on: a bundle that grows beyond measure or is mostly damage is given up.
    fn too_much(&self, at: usize, output: u64, damaged: usize) -> Option<Complaint> {
        let grown = (at as u64).saturating_mul(self.limits.expansion_ratio);
        if output > self.limits.expansion_free_bytes && output > grown {
            return Some(bomb(at, output, &self.limits));
        }
        (damaged >= DAMAGED_RECORDS).then(|| {
            Complaint::lost(
                ComplaintKind::BadCompression,
                "",
                format!(
                    "{DAMAGED_RECORDS} records here are damaged; the next ones up to a megabyte \
                     were not looked at: copy or download the archive again"
                ),
            )
        })
    }
}

/// Largest unpacked member: a page with its headers.
fn member_bytes(limits: &GatherLimits) -> usize {
    let heads = 2 * record::HEAD_BYTES as u64;
    usize::try_from(limits.page_bytes.saturating_add(heads)).unwrap_or(usize::MAX)
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}
