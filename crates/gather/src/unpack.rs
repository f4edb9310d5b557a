//! Readers that undo compression and stop at limits.
//!
//! All of them raise breaches that [`crate::complaint_of`] understands, and keep raising them
//! when read from again.

use crate::{
    GatherLimits,
    error::{Breach, breach},
    limits::size_words,
};
use bzip2::bufread::MultiBzDecoder;
use flate2::{
    Crc,
    bufread::{DeflateDecoder, GzDecoder},
};
use lzma_rust2::XzReader;
use ovation_terms::{Complaint, ComplaintKind};
use std::io::{self, BufRead, Read};

/// Counts the bytes taken from a buffered reader.
struct Counted<R> {
    inner: R,
    taken: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buf)?;
        self.taken += read as u64;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.taken += amount as u64;
        self.inner.consume(amount);
    }
}

/// Judges how much larger than its input an output may become.
#[derive(Clone, Copy)]
struct Growth {
    ratio: u64,
    free_bytes: u64,
}

impl Growth {
    fn of(limits: &GatherLimits) -> Self {
        Self {
            ratio: limits.expansion_ratio,
            free_bytes: limits.expansion_free_bytes,
        }
    }

    fn check(self, input: u64, output: u64) -> io::Result<()> {
        if output > self.free_bytes && output > input.saturating_mul(self.ratio) {
            return Err(too_much_growth(input, output, self.ratio));
        }
        Ok(())
    }
}

/// The breach of a source that grows beyond the ratio.
pub(crate) fn too_much_growth(input: u64, output: u64, ratio: u64) -> io::Error {
    breach(
        ComplaintKind::Expansion,
        format!(
            "{} of compressed data became more than {}; more than {ratio} times is taken for a \
             bomb and not read on; if it is honest, unpack it yourself and give the result",
            size_words(input),
            size_words(output)
        ),
    )
}

fn damaged(detail: impl Into<String>) -> io::Error {
    breach(ComplaintKind::BadCompression, detail)
}

/// The breach of an archive that ends inside something.
pub(crate) fn truncated() -> io::Error {
    damaged("the archive ends in the middle of it; it is incomplete: copy or download it again")
}

/// What a decoder's error means to a person; breaches from further in pass unchanged.
pub(crate) fn decoding(format: &str, error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => damaged(format!(
            "the {format} data end too early; the file is incomplete: copy or download it again"
        )),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => damaged(format!(
            "the {format} data are damaged ({error}); copy or download the file again"
        )),
        io::ErrorKind::OutOfMemory => breach(
            ComplaintKind::Expansion,
            format!(
                "the {format} data need more than {} of memory to be unpacked; unpack the file \
                 yourself and give the result",
                size_words(u64::from(XZ_MEMORY_KIB) * 1024)
            ),
        ),
        _ => error,
    }
}

/// Remembers the first breach, so that reading on gives it again and not what lies behind it.
#[derive(Default)]
struct Sticky(Option<Complaint>);

impl Sticky {
    fn check(&self) -> io::Result<()> {
        match &self.0 {
            Some(complaint) => Err(io::Error::other(Breach(complaint.clone()))),
            None => Ok(()),
        }
    }

    fn keep(&mut self, result: io::Result<usize>) -> io::Result<usize> {
        if let Err(error) = &result
            && error.kind() != io::ErrorKind::Interrupted
        {
            self.0 = Some(crate::complaint_of(error));
        }
        result
    }
}

/// Undoes gzip, also of several members one behind the other, as loggers and crawlers write it.
///
/// # Source
/// RFC 1952, section 2.2.
pub(crate) struct Gunzip<R: BufRead> {
    member: Option<GzDecoder<Counted<R>>>,
    growth: Growth,
    output: u64,
    sticky: Sticky,
}

impl<R: BufRead> Gunzip<R> {
    pub(crate) fn new(inner: R, limits: &GatherLimits) -> Self {
        Self {
            member: Some(GzDecoder::new(Counted { inner, taken: 0 })),
            growth: Growth::of(limits),
            output: 0,
            sticky: Sticky::default(),
        }
    }

    fn step(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let read = member.read(buf).map_err(|error| decoding("gzip", error))?;
            if read > 0 {
                self.output += read as u64;
                self.growth.check(member.get_ref().taken, self.output)?;
                return Ok(read);
            }
            self.member = match self.member.take() {
                Some(member) => next_member(member.into_inner())?,
                None => None,
            };
        }
        Ok(0)
    }
}

/// Goes on to the member behind, if there is one. Zeros at the end are padding (tapes and some
/// downloads have it); anything else is data that would be lost, so it is said.
fn next_member<R: BufRead>(mut rest: Counted<R>) -> io::Result<Option<GzDecoder<Counted<R>>>> {
    loop {
        let ahead = rest.fill_buf()?;
        match ahead.first() {
            None => return Ok(None),
            Some(0x1f) => return Ok(Some(GzDecoder::new(rest))),
            Some(0) => {
                let zeros = ahead.iter().take_while(|byte| **byte == 0).count();
                rest.consume(zeros);
            }
            Some(_) => {
                return Err(damaged(
                    "something that is not gzip follows the gzip data; the file was damaged or \
                     put together wrongly: copy or download it again",
                ));
            }
        }
    }
}

impl<R: BufRead> Read for Gunzip<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if buf.is_empty() {
            return Ok(0);
        }
        self.sticky.check()?;
        let result = self.step(buf);
        self.sticky.keep(result)
    }
}

/// A decoder of streams one behind the other, which tells how much it took of them.
trait Streams: Read {
    /// The format's name, for a person.
    const FORMAT: &'static str;

    /// Bytes taken of the compressed data.
    fn taken(&self) -> u64;
}

/// Undoes a compression of which one decoder reads all streams.
struct Unpacked<S> {
    streams: S,
    growth: Growth,
    output: u64,
    sticky: Sticky,
}

impl<S: Streams> Unpacked<S> {
    fn of(streams: S, limits: &GatherLimits) -> Self {
        Self {
            streams,
            growth: Growth::of(limits),
            output: 0,
            sticky: Sticky::default(),
        }
    }

    fn step(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self
            .streams
            .read(buf)
            .map_err(|error| decoding(S::FORMAT, error))?;
        self.output += read as u64;
        self.growth.check(self.streams.taken(), self.output)?;
        Ok(read)
    }
}

impl<S: Streams> Read for Unpacked<S> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if buf.is_empty() {
            return Ok(0);
        }
        self.sticky.check()?;
        let result = self.step(buf);
        self.sticky.keep(result)
    }
}

impl<R: BufRead> Streams for MultiBzDecoder<Counted<R>> {
    const FORMAT: &'static str = "bzip2";

    fn taken(&self) -> u64 {
        self.get_ref().taken
    }
}

impl<R: BufRead> Streams for XzReader<Counted<R>> {
    const FORMAT: &'static str = "xz";

    fn taken(&self) -> u64 {
        self.inner().taken
    }
}

/// Undoes bzip2, also of several streams one behind the other, as parallel packers and those who
/// publish dumps write it.
///
/// # Source
/// <https://sourceware.org/bzip2/manual/manual.html>, section 2 (concatenated files).
pub(crate) fn bunzip<R: BufRead>(inner: R, limits: &GatherLimits) -> impl Read + use<R> {
    let counted = Counted { inner, taken: 0 };
    Unpacked::of(MultiBzDecoder::new(counted), limits)
}

/// What undoing xz may take: four times what its tightest common setting needs.
const XZ_MEMORY_KIB: u32 = 256 * 1024;

/// Undoes xz, also of several streams one behind the other.
///
/// # Source
/// <https://tukaani.org/xz/xz-file-format.txt>, section 2 (overall structure).
pub(crate) fn unxz<R: BufRead>(inner: R, limits: &GatherLimits) -> impl Read + use<R> {
    let counted = Counted { inner, taken: 0 };
    Unpacked::of(
        XzReader::new_mem_limit(counted, true, XZ_MEMORY_KIB),
        limits,
    )
}

/// What the directory of a zip archive says of a member.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ZipMember {
    /// Offset of its bytes in the archive.
    pub(crate) start: u64,
    /// Its size in the archive.
    pub(crate) packed: u64,
    /// Its size unpacked.
    pub(crate) size: u64,
    /// CRC-32 of the unpacked bytes.
    pub(crate) crc: u32,
    /// Deflated, or else stored.
    pub(crate) deflated: bool,
}

enum Unpacking<R: BufRead> {
    Stored(Counted<R>),
    Deflated(DeflateDecoder<Counted<R>>),
}

/// Reads one member of a zip archive from a reader that holds just its packed bytes, and checks
/// size and checksum against the directory.
pub(crate) struct Unzip<R: BufRead> {
    unpacking: Unpacking<R>,
    member: ZipMember,
    growth: Growth,
    output: u64,
    crc: Crc,
    sticky: Sticky,
}

impl<R: BufRead> Unzip<R> {
    pub(crate) fn new(inner: R, member: ZipMember, limits: &GatherLimits) -> Self {
        let counted = Counted { inner, taken: 0 };
        Self {
            unpacking: if member.deflated {
                Unpacking::Deflated(DeflateDecoder::new(counted))
            } else {
                Unpacking::Stored(counted)
            },
            member,
            growth: Growth::of(limits),
            output: 0,
            crc: Crc::new(),
            sticky: Sticky::default(),
        }
    }

    fn step(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let (read, taken) = match &mut self.unpacking {
            Unpacking::Stored(inner) => (inner.read(buf)?, inner.taken),
            Unpacking::Deflated(decoder) => {
                let read = decoder.read(buf).map_err(|error| decoding("zip", error))?;
                (read, decoder.get_ref().taken)
            }
        };
        self.output += read as u64;
        if self.output > self.member.size {
            return Err(damaged(format!(
                "it holds more than the {} its archive's directory says; the archive is damaged \
                 or made to mislead",
                size_words(self.member.size)
            )));
        }
        self.growth.check(taken, self.output)?;
        if read == 0 {
            if self.output < self.member.size {
                return Err(damaged(format!(
                    "it ends after {} of {}; the archive is incomplete: copy or download it again",
                    size_words(self.output),
                    size_words(self.member.size)
                )));
            }
            if self.crc.sum() != self.member.crc {
                return Err(damaged(
                    "its checksum does not match; the archive is damaged: copy or download it again",
                ));
            }
        }
        if let Some(new) = buf.get(..read) {
            self.crc.update(new);
        }
        Ok(read)
    }
}

impl<R: BufRead> Read for Unzip<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if buf.is_empty() {
            return Ok(0);
        }
        self.sticky.check()?;
        let result = self.step(buf);
        self.sticky.keep(result)
    }
}

/// What a [`Capped`] reader raises when there is more.
#[derive(Clone, Copy)]
pub(crate) enum Cap {
    /// A page held in memory.
    Page,
    /// A table that streams.
    Table,
}

/// Lets at most so many bytes through; a byte more is a breach.
pub(crate) struct Capped<R> {
    inner: R,
    left: u64,
    most: u64,
    cap: Cap,
}

impl<R: Read> Capped<R> {
    pub(crate) fn new(inner: R, cap: Cap, limits: &GatherLimits) -> Self {
        let most = match cap {
            Cap::Page => limits.page_bytes,
            Cap::Table => limits.table_bytes,
        };
        Self {
            inner,
            left: most,
            most,
            cap,
        }
    }
}

/// The complaint about something larger than a limit.
pub(crate) fn too_large(cap: Cap, most: u64) -> Complaint {
    let detail = match cap {
        Cap::Page => format!(
            "larger than {}, the most one page may hold (`page_bytes`); save the part that is \
             the review",
            size_words(most)
        ),
        Cap::Table => format!(
            "larger than {}, the most one table may hold (`table_bytes`); split it, or raise \
             the limit",
            size_words(most)
        ),
    };
    Complaint::lost(ComplaintKind::TooLarge, "", detail)
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buf)?;
        if let Some(left) = self.left.checked_sub(read as u64) {
            self.left = left;
            return Ok(read);
        }
        // What fits is dropped with the rest: a cut-off row would be read as a whole one.
        self.left = 0;
        Err(io::Error::other(Breach(too_large(self.cap, self.most))))
    }
}

/// Reads a stretch of known length out of a stream; an early end is a breach.
pub(crate) struct Stretch<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Stretch<R> {
    pub(crate) fn new(inner: R, length: u64) -> Self {
        Self {
            inner,
            left: length,
        }
    }
}

impl<R: Read> Read for Stretch<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left)
            .unwrap_or(usize::MAX)
            .min(buf.len());
        let Some(window) = buf.get_mut(..most).filter(|window| !window.is_empty()) else {
            return Ok(0);
        };
        let read = self.inner.read(window)?;
        if read == 0 {
            return Err(truncated());
        }
        self.left = self.left.saturating_sub(read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests;
