//! Bytes of a stream that are at hand, and the plain records in them.

use super::record::{self, Step};
use super::{member_bytes, no_record};
use crate::GatherLimits;
use ovation_terms::Complaint;
use std::io::{self, BufRead, Read};

/// Bytes of plain records of a bundle, about.
const PLAIN_BYTES: usize = 4 << 20;

/// How much is read at once.
const READ_BYTES: usize = 256 << 10;

/// Bytes read so far and not yet used, of a stream.
pub(super) struct Source<R> {
    pub(super) inner: R,
    buf: Vec<u8>,
    start: usize,
    /// Offset of `start` in the stream.
    pub(super) at: u64,
    pub(super) ended: bool,
}

impl<R: Read> Source<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            buf: Vec::new(),
            start: 0,
            at: 0,
            ended: false,
        }
    }

    pub(super) fn left(&self) -> &[u8] {
        self.buf.get(self.start..).unwrap_or_default()
    }

    /// Reads until so many bytes are at hand, or the end.
    pub(super) fn want(&mut self, bytes: usize) -> io::Result<()> {
        while !self.ended && self.left().len() < bytes {
            self.more()?;
        }
        Ok(())
    }

    /// Reads some more bytes.
    fn more(&mut self) -> io::Result<()> {
        if self.start > 0 {
            self.buf.drain(..self.start);
            self.start = 0;
        }
        let filled = self.buf.len();
        self.buf.resize(filled + READ_BYTES, 0);
        let room = self.buf.get_mut(filled..).unwrap_or_default();
        let read = loop {
            match self.inner.read(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.buf
            .truncate(filled + read.as_ref().copied().unwrap_or(0));
        self.ended = matches!(read, Ok(0) | Err(_));
        read.map(|_| ())
    }

    pub(super) fn skip(&mut self, bytes: usize) {
        let bytes = bytes.min(self.left().len());
        self.start += bytes;
        self.at += bytes as u64;
    }

    pub(super) fn cut_off(&mut self, bytes: usize) -> Vec<u8> {
        let taken = self.left().get(..bytes).unwrap_or_default().to_vec();
        self.skip(bytes);
        taken
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buf)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: Read> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left().is_empty() && !self.ended {
            self.more()?;
        }
        Ok(self.left())
    }

    fn consume(&mut self, amount: usize) {
        self.skip(amount);
    }
}

/// What stands next in a stream of plain records.
pub(super) enum Got {
    Records {
        start: u64,
        bytes: Vec<u8>,
    },
    Oversized {
        start: u64,
        bytes: Vec<u8>,
    },
    Missed(Complaint),
    Failed(io::Error),
    /// The stream has ended, with so many bytes missing or left over of a record.
    End {
        left: u64,
    },
}

/// Plain records in a stream.
pub(super) struct Records<R> {
    pub(super) source: Source<R>,
    /// Bytes of an oversized record that are still to be passed over.
    pub(super) skipping: u64,
    /// Whether the next record is being looked for.
    lost: bool,
    failure: Option<io::Error>,
}

impl<R: Read> Records<R> {
    pub(super) fn new(inner: R) -> Self {
        Self::behind(inner, Vec::new(), 0)
    }

    /// A stream of which some bytes are at hand.
    pub(super) fn behind(inner: R, left: Vec<u8>, at: u64) -> Self {
        let mut source = Source::new(inner);
        source.buf = left;
        source.at = at;
        Self {
            source,
            skipping: 0,
            lost: false,
            failure: None,
        }
    }

    pub(super) fn failed(inner: R, error: io::Error) -> Self {
        let mut records = Self::new(inner);
        records.source.ended = true;
        records.failure = Some(error);
        records
    }

    fn more(&mut self) {
        if let Err(error) = self.source.more() {
            self.failure = Some(error);
        }
    }

    pub(super) fn next(&mut self, limits: &GatherLimits) -> Got {
        let mut whole = 0;
        loop {
            if self.skipping > 0 && !self.skip_on() {
                return self.end(self.skipping);
            }
            let rest = self.source.left().get(whole..).unwrap_or_default();
            let ended = self.source.ended;
            match record::step(rest) {
                Step::Record { head, before } => {
                    let size = head.length.saturating_add(before as u64);
                    if size <= rest.len() as u64 {
                        whole += usize::try_from(size).unwrap_or(rest.len());
                        self.lost = false;
                        if whole >= PLAIN_BYTES {
                            return self.records(whole);
                        }
                    } else if size > member_bytes(limits) as u64 {
                        if whole > 0 {
                            return self.records(whole);
                        }
                        if rest.len() < 2 * record::HEAD_BYTES && !ended {
                            self.more();
                            continue;
                        }
                        let start = self.source.at;
                        let most = rest.len().min(2 * record::HEAD_BYTES);
                        let bytes = self.source.cut_off(most);
                        self.skipping = size - bytes.len() as u64;
                        return Got::Oversized { start, bytes };
                    } else if ended {
                        return self.last(whole, size - rest.len() as u64);
                    } else {
                        if whole > 0 && self.source.left().len() >= PLAIN_BYTES {
                            return self.records(whole);
                        }
                        self.more();
                    }
                }
                Step::End if ended => return self.last(whole, 0),
                Step::CutHead if ended => return self.last(whole, rest.len() as u64),
                Step::End if whole == 0 => {
                    // Padding may be endless.
                    let blank = rest.len();
                    self.source.skip(blank);
                    self.more();
                }
                Step::End | Step::CutHead => self.more(),
                Step::Broken(_) if whole > 0 => return self.records(whole),
                Step::Broken(next) => {
                    let was_lost = std::mem::replace(&mut self.lost, true);
                    let start = self.source.at;
                    if let Some(next) = next {
                        self.source.skip(next);
                        self.lost = false;
                    } else {
                        // A record's first bytes may stand at the end.
                        let keep = if ended { 0 } else { rest.len().min(16) };
                        let gone = rest.len() - keep;
                        self.source.skip(gone);
                        self.more();
                    }
                    if !was_lost {
                        let mut complaint = no_record();
                        complaint.place = format!("byte {start}");
                        return Got::Missed(complaint);
                    }
                }
            }
        }
    }

    /// Passes over bytes of an oversized record; false when the stream ends before it.
    fn skip_on(&mut self) -> bool {
        loop {
            let most = usize::try_from(self.skipping).unwrap_or(usize::MAX);
            let here = self.source.left().len().min(most);
            self.source.skip(here);
            self.skipping -= here as u64;
            if self.skipping == 0 {
                return true;
            }
            if self.source.ended {
                return false;
            }
            self.more();
        }
    }

    fn records(&mut self, whole: usize) -> Got {
        let start = self.source.at;
        let bytes = self.source.cut_off(whole);
        Got::Records { start, bytes }
    }

    fn last(&mut self, whole: usize, left: u64) -> Got {
        if whole > 0 {
            return self.records(whole);
        }
        self.end(left)
    }

    fn end(&mut self, left: u64) -> Got {
        match self.failure.take() {
            Some(error) => Got::Failed(error),
            None => Got::End { left },
        }
    }
}
