//! Cutting an archive's bytes into bundles, without unpacking more than is needed to find edges.

use super::Bundle;
use super::gzip::Members;
use super::stream::{Got, Records, Source};
use super::zstd::{self, Frame, FrameReader};
use crate::{
    GatherLimits, complaint_of,
    unpack::{decoding, too_much_growth, truncated},
};
use flate2::bufread::GzDecoder;
use memchr::memmem;
use ovation_terms::Complaint;
use std::io::{self, Read};
use std::sync::Arc;

/// Packed bytes of a bundle, about: some milliseconds of work, so that workers come out even.
const BUNDLE_BYTES: usize = 1 << 20;

/// Packed bytes that are searched for a member's end before the member is streamed.
const MEMBER_BYTES: usize = 8 << 20;

/// How a bundle's records are packed.
#[derive(Clone, Debug)]
pub(crate) enum Packing {
    /// Not at all.
    Plain,
    /// In gzip members.
    Gzip,
    /// In zstd frames, with the archive's dictionary.
    Zstd(Option<Arc<[u8]>>),
    /// The start of one record that is larger than a page may be.
    Oversized,
}

/// What the splitter gives.
pub(crate) enum Cut {
    Bundle(Bundle),
    /// A stretch in which no records can be told apart.
    Missed(Complaint),
}

/// Whether some (unpacked) bytes start a web archive.
pub(crate) fn is_archive(head: &[u8]) -> bool {
    matches!(head, [b'W', b'A', b'R', b'C', b'/', digit, b'.', ..] if digit.is_ascii_digit())
}

/// A member that is streamed, with the source it is in.
enum Streamed<R: Read> {
    Gzip(Box<GzDecoder<Source<R>>>),
    Zstd(Box<FrameReader<Source<R>>>),
}

impl<R: Read> Streamed<R> {
    fn into_source(self) -> Source<R> {
        match self {
            Self::Gzip(decoder) => decoder.into_inner(),
            Self::Zstd(reader) => reader.into_inner(),
        }
    }

    fn source(&self) -> &Source<R> {
        match self {
            Self::Gzip(decoder) => decoder.get_ref(),
            Self::Zstd(reader) => reader.get_ref(),
        }
    }
}

/// A streamed member that stops growing at the limit.
struct Guarded<R: Read> {
    stream: Streamed<R>,
    from: u64,
    output: u64,
    ratio: u64,
    free_bytes: u64,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.stream {
            Streamed::Gzip(decoder) => {
                decoder.read(buf).map_err(|error| decoding("gzip", error))?
            }
            Streamed::Zstd(reader) => reader.read(buf)?,
        };
        self.output += read as u64;
        let input = self.stream.source().at.saturating_sub(self.from);
        if self.output > self.free_bytes && self.output > input.saturating_mul(self.ratio) {
            return Err(too_much_growth(input, self.output, self.ratio));
        }
        Ok(read)
    }
}

/// Where the splitter stands.
enum State<R: Read> {
    /// Between members.
    Packed(Source<R>),
    /// Inside a member that is too large to be handed on packed.
    Inside(Box<Records<Guarded<R>>>),
    /// In an archive that is not packed.
    Plain(Box<Records<R>>),
    Done,
}

/// Cuts an archive into bundles.
pub(crate) struct Splitter<R: Read> {
    state: State<R>,
    packing: Packing,
    archive: Arc<str>,
    limits: Arc<GatherLimits>,
    members: Members,
}

impl<'a> Splitter<&'a [u8]> {
    /// Starts inside the packed member of a bundle that starts some bytes, behind unpacked bytes
    /// that the member before has left.
    pub(super) fn inside_member(
        bytes: &'a [u8],
        left: Vec<u8>,
        start: u64,
        bundle: &Bundle,
    ) -> io::Result<Self> {
        let mut source = Source::new(bytes);
        source.at = start;
        let mut splitter = Self {
            state: State::Done,
            packing: bundle.packing.clone(),
            archive: Arc::clone(&bundle.archive),
            limits: Arc::clone(&bundle.limits),
            members: Members::new(),
        };
        let stream = match &splitter.packing {
            Packing::Zstd(dictionary) => {
                Streamed::Zstd(Box::new(zstd::frame_reader(source, dictionary.as_deref())?))
            }
            _ => Streamed::Gzip(Box::new(GzDecoder::new(source))),
        };
        splitter.state = splitter.stream(stream, start, left, 0);
        Ok(splitter)
    }
}

impl<R: Read> Splitter<R> {
    /// Starts on the packed bytes of an archive.
    pub(crate) fn new(inner: R, packing: Packing, archive: &str, limits: &GatherLimits) -> Self {
        let state = match packing {
            Packing::Plain | Packing::Oversized => State::Plain(Box::new(Records::new(inner))),
            Packing::Gzip | Packing::Zstd(_) => State::Packed(Source::new(inner)),
        };
        Self {
            state,
            packing,
            archive: Arc::from(archive),
            limits: Arc::new(limits.clone()),
            members: Members::new(),
        }
    }

    /// The next bundle or trouble; `None` at the end.
    pub(crate) fn next(&mut self) -> Option<Cut> {
        self.next_until(false)
    }

    /// The next bundle or trouble of a streamed member; `None` where it has ended.
    pub(super) fn next_of_member(&mut self) -> Option<Cut> {
        self.next_until(true)
    }

    /// Where the bytes behind a streamed member start, if there are any.
    pub(super) fn behind_member(&self) -> Option<u64> {
        match &self.state {
            State::Packed(source) => Some(source.at),
            _ => None,
        }
    }

    fn next_until(&mut self, is_between_members: bool) -> Option<Cut> {
        loop {
            if is_between_members && matches!(self.state, State::Packed(_)) {
                return None;
            }
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return None,
                State::Plain(mut records) => match records.next(&self.limits) {
                    Got::Records { start, bytes } => {
                        self.state = State::Plain(records);
                        return Some(self.bundle(start, bytes, Packing::Plain));
                    }
                    Got::Oversized { start, bytes } => {
                        self.state = State::Plain(records);
                        return Some(self.bundle(start, bytes, Packing::Oversized));
                    }
                    Got::Missed(complaint) => {
                        self.state = State::Plain(records);
                        return Some(Cut::Missed(complaint));
                    }
                    Got::Failed(error) => return Some(Cut::Missed(complaint_of(&error))),
                    Got::End { left: 0 } => return None,
                    Got::End { .. } => {
                        return Some(Cut::Missed(complaint_of(&truncated())));
                    }
                },
                State::Packed(source) => {
                    let cut = if matches!(self.packing, Packing::Gzip) {
                        self.gzip(source)
                    } else {
                        self.zstd(source)
                    };
                    if cut.is_some() {
                        return cut;
                    }
                }
                State::Inside(records) => {
                    if let Some(cut) = self.inside(records) {
                        return Some(cut);
                    }
                }
            }
        }
    }

    fn bundle(&self, start: u64, bytes: Vec<u8>, packing: Packing) -> Cut {
        Cut::Bundle(Bundle {
            archive: Arc::clone(&self.archive),
            start,
            packing,
            bytes,
            limits: Arc::clone(&self.limits),
        })
    }

    /// Cuts off whole gzip members, up to one that begins a record.
    fn gzip(&mut self, mut source: Source<R>) -> Option<Cut> {
        let mut wanted = BUNDLE_BYTES;
        loop {
            let read = source.want(wanted);
            let whole = if source.ended {
                Some(source.left().len())
            } else {
                self.members.last_edge(source.left())
            };
            if let Some(whole) = whole {
                return self.packed(source, whole, read.err());
            }
            if wanted >= MEMBER_BYTES {
                let from = source.at;
                let stream = Streamed::Gzip(Box::new(GzDecoder::new(source)));
                self.state = self.stream(stream, from, Vec::new(), 0);
                return None;
            }
            wanted *= 2;
        }
    }

    /// Hands on so many packed bytes; an error of the reader comes after what was read before it.
    fn packed(
        &mut self,
        mut source: Source<R>,
        whole: usize,
        error: Option<io::Error>,
    ) -> Option<Cut> {
        if whole == 0 {
            return error.map(|error| Cut::Missed(complaint_of(&error)));
        }
        let start = source.at;
        let bytes = source.cut_off(whole);
        self.state = match error {
            None => State::Packed(source),
            // Said by the next call: an empty source with the error to come.
            Some(error) => State::Plain(Box::new(Records::failed(source.inner, error))),
        };
        Some(self.bundle(start, bytes, self.packing.clone()))
    }

    fn stream(&self, stream: Streamed<R>, from: u64, left: Vec<u8>, at: u64) -> State<R> {
        let guarded = Guarded {
            stream,
            from,
            output: 0,
            ratio: self.limits.expansion_ratio,
            free_bytes: self.limits.expansion_free_bytes,
        };
        State::Inside(Box::new(Records::behind(guarded, left, at)))
    }

    /// Cuts off whole zstd frames, up to one that begins a record.
    fn zstd(&mut self, mut source: Source<R>) -> Option<Cut> {
        let mut wanted = BUNDLE_BYTES;
        let mut whole = 0;
        let mut read = Ok(());
        loop {
            let rest = source.left().get(whole..).unwrap_or_default();
            match zstd::frame(rest) {
                Frame::Skippable(length) => {
                    let frame = rest.get(..length).unwrap_or_default();
                    if source.at == 0
                        && whole == 0
                        && let Some(dictionary) = zstd::dictionary(frame)
                    {
                        self.packing = Packing::Zstd(Some(dictionary.into()));
                        source.skip(length);
                    } else {
                        whole += length;
                    }
                }
                Frame::Data(length) if whole < BUNDLE_BYTES || !self.begins_record(rest) => {
                    whole += length;
                    if whole > MEMBER_BYTES {
                        return self.packed(source, whole, read.err());
                    }
                }
                Frame::Data(_) => return self.packed(source, whole, read.err()),
                // The end, or a frame that is cut off by it: whoever unpacks says so.
                _ if source.ended => {
                    let all = source.left().len();
                    return self.packed(source, all, read.err());
                }
                Frame::Cut | Frame::None
                    if source.left().len() < wanted.max(whole + zstd::HEADER_BYTES) =>
                {
                    read = source.want(wanted.max(whole + zstd::HEADER_BYTES));
                }
                Frame::Cut if whole > 0 && self.begins_record(rest) => {
                    return self.packed(source, whole, read.err());
                }
                Frame::Cut if wanted < MEMBER_BYTES => wanted *= 2,
                Frame::Cut | Frame::None if whole > 0 => {
                    return self.packed(source, whole, read.err());
                }
                Frame::Cut => {
                    let from = source.at;
                    let dictionary = self.dictionary();
                    return match zstd::frame_reader(source, dictionary.as_deref()) {
                        Ok(reader) => {
                            self.state =
                                self.stream(Streamed::Zstd(Box::new(reader)), from, Vec::new(), 0);
                            None
                        }
                        Err(error) => Some(Cut::Missed(complaint_of(&error))),
                    };
                }
                Frame::None => {
                    let place = format!("byte {}", source.at);
                    let found = self.seek(&mut source);
                    self.state = if found {
                        State::Packed(source)
                    } else {
                        State::Done
                    };
                    let mut complaint = super::damaged_record(false);
                    complaint.place = place;
                    return Some(Cut::Missed(complaint));
                }
            }
        }
    }

    fn dictionary(&self) -> Option<Arc<[u8]>> {
        match &self.packing {
            Packing::Zstd(dictionary) => dictionary.clone(),
            _ => None,
        }
    }

    fn begins_record(&self, frame: &[u8]) -> bool {
        zstd::start(frame, self.dictionary().as_deref())
            .is_some_and(|start| start.starts_with(b"WARC/"))
    }

    /// Goes on to the next member that begins a record; false when there is none.
    fn seek(&mut self, source: &mut Source<R>) -> bool {
        source.skip(1);
        loop {
            if source.want(BUNDLE_BYTES).is_err() && source.left().is_empty() {
                return false;
            }
            let found = match &self.packing {
                Packing::Gzip => self.members.edge(source.left()),
                _ => memmem::find_iter(source.left(), zstd::MAGIC)
                    .find(|at| self.begins_record(source.left().get(*at..).unwrap_or_default())),
            };
            if let Some(at) = found {
                source.skip(at);
                return true;
            }
            if source.ended {
                return false;
            }
            // A head that stands across the end of what is at hand is looked at again.
            let keep = source.left().len().min(64 * 1024);
            source.skip(source.left().len() - keep);
        }
    }

    /// Goes on inside a member that is streamed.
    fn inside(&mut self, mut records: Box<Records<Guarded<R>>>) -> Option<Cut> {
        match records.next(&self.limits) {
            Got::Records { bytes, .. } => {
                let start = records.source.inner.from;
                self.state = State::Inside(records);
                Some(self.bundle(start, bytes, Packing::Plain))
            }
            Got::Oversized { bytes, .. } => {
                let start = records.source.inner.from;
                self.state = State::Inside(records);
                Some(self.bundle(start, bytes, Packing::Oversized))
            }
            Got::Missed(complaint) => {
                self.state = State::Inside(records);
                Some(Cut::Missed(complaint))
            }
            Got::Failed(error) => {
                let mut source = records.source.inner.stream.into_source();
                if self.seek(&mut source) {
                    self.state = State::Packed(source);
                }
                Some(Cut::Missed(complaint_of(&error)))
            }
            Got::End { left } => self.member_end(*records, left),
        }
    }

    /// A streamed member has ended, maybe inside a record that goes on in the next.
    fn member_end(&mut self, records: Records<Guarded<R>>, left: u64) -> Option<Cut> {
        let rest = records.source.left().to_vec();
        let at = records.source.at;
        let skipping = records.skipping;
        let mut source = records.source.inner.stream.into_source();
        if left == 0 {
            self.state = State::Packed(source);
            return None;
        }
        let read = source.want(64 * 1024);
        let goes_on = read.is_ok()
            && match &self.packing {
                Packing::Gzip => {
                    source.left().starts_with(b"\x1f\x8b")
                        && !self.members.begins_record(source.left())
                }
                _ => source.left().starts_with(zstd::MAGIC) && !self.begins_record(source.left()),
            };
        if !goes_on {
            if !source.left().is_empty() {
                self.state = State::Packed(source);
            }
            return Some(Cut::Missed(complaint_of(&truncated())));
        }
        let from = source.at;
        let stream = match &self.packing {
            Packing::Gzip => Streamed::Gzip(Box::new(GzDecoder::new(source))),
            _ => match zstd::frame_reader(source, self.dictionary().as_deref()) {
                Ok(reader) => Streamed::Zstd(Box::new(reader)),
                Err(error) => return Some(Cut::Missed(complaint_of(&error))),
            },
        };
        self.state = self.stream(stream, from, rest, at);
        if let State::Inside(records) = &mut self.state {
            records.skipping = skipping;
        }
        None
    }
}

#[cfg(test)]
mod tests;
