//! Members of a gzip file, unpacked whole.
//!
//! libdeflate is twice as fast as a streaming decoder and does not say where a member ends; the
//! file does: the eight bytes before the next member are the checksum and the size of this one.

use super::member_bytes;
use crate::GatherLimits;
use flate2::{Decompress, FlushDecompress, bufread::GzDecoder};
use libdeflater::Decompressor;
use memchr::memmem;
use std::io::Read;

/// Places looked at as a member's end before it is streamed instead. Files of packed pages hold
/// a few that are none: a page that was sent gzipped starts just like a member.
const ENDS_TRIED: usize = 8;

/// The shortest member: ten bytes of header, two of an empty stream, eight behind it.
const SHORTEST: usize = 20;

/// What one member came to.
pub(super) enum Member {
    /// So many bytes became so many.
    Whole {
        packed: usize,
        size: usize,
    },
    /// Larger than a page with its headers, or growing beyond measure.
    TooLarge,
    Damaged {
        is_cut: bool,
    },
}

pub(super) struct Members {
    whole: Decompressor,
    heads: Decompress,
}

impl Members {
    pub(super) fn new() -> Self {
        Self {
            whole: Decompressor::new(),
            heads: Decompress::new(false),
        }
    }

    /// Unpacks the member that starts `bytes` into `out` from `from` on.
    pub(super) fn unpack(
        &mut self,
        bytes: &[u8],
        out: &mut Vec<u8>,
        from: usize,
        limits: &GatherLimits,
    ) -> Member {
        let most = member_bytes(limits);
        for end in ends(bytes).take(ENDS_TRIED) {
            let Some(size) = stated_size(bytes, end).filter(|size| *size <= most) else {
                continue;
            };
            // Deflate grows 1032 times at most; a stated size beyond that is none.
            if size / 1032 > end {
                continue;
            }
            if out.len() < from + size {
                out.resize(from + size, 0);
            }
            let (Some(packed), Some(room)) = (bytes.get(..end), out.get_mut(from..from + size))
            else {
                continue;
            };
            if self.whole.gzip_decompress(packed, room) == Ok(size) {
                return Member::Whole { packed: end, size };
            }
        }
        stream(bytes, out, from, most, limits)
    }

    /// Where the next member starts that begins a record.
    pub(super) fn next_edge(&mut self, bytes: &[u8]) -> Option<usize> {
        starts(bytes).find(|at| {
            let member = bytes.get(*at..).unwrap_or_default();
            self.begins_record(member)
        })
    }

    /// The first place at which a member begins a record.
    pub(super) fn edge(&mut self, bytes: &[u8]) -> Option<usize> {
        memmem::find_iter(bytes, &MAGIC)
            .filter(|at| has_flags(bytes, *at))
            .find(|at| {
                let member = bytes.get(*at..).unwrap_or_default();
                self.begins_record(member)
            })
    }

    /// The last place in `bytes` (not its start) at which a member begins a record.
    pub(super) fn last_edge(&mut self, bytes: &[u8]) -> Option<usize> {
        memmem::rfind_iter(bytes, &MAGIC)
            .filter(|at| *at > 0 && has_flags(bytes, *at))
            .find(|at| {
                let member = bytes.get(*at..).unwrap_or_default();
                self.begins_record(member)
            })
    }

    /// Whether a gzip member's first bytes unpack to a record's.
    pub(super) fn begins_record(&mut self, member: &[u8]) -> bool {
        let Some(deflated) = header_length(member).and_then(|length| member.get(length..)) else {
            return false;
        };
        let mut start = [0_u8; 5];
        self.heads.reset(false);
        // A step may stop without a byte given: dynamic trees are read first.
        for _ in 0..4 {
            let read = usize::try_from(self.heads.total_in()).unwrap_or(usize::MAX);
            let written = usize::try_from(self.heads.total_out()).unwrap_or(usize::MAX);
            let (Some(input), Some(room)) = (deflated.get(read..), start.get_mut(written..)) else {
                break;
            };
            if room.is_empty()
                || self
                    .heads
                    .decompress(input, room, FlushDecompress::None)
                    .is_err()
            {
                break;
            }
        }
        start == *b"WARC/"
    }
}

const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// Whether the flags at a place that may be a header are ones that RFC 1952 knows.
fn has_flags(bytes: &[u8], at: usize) -> bool {
    bytes.get(at + 3).is_some_and(|flags| flags & 0xe0 == 0)
}

/// Places behind the first member's header that look like a member's start.
fn starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    memmem::find_iter(bytes, &MAGIC).filter(move |at| *at >= SHORTEST && has_flags(bytes, *at))
}

/// Places that may be the first member's end, the end of all among them.
fn ends(bytes: &[u8]) -> impl Iterator<Item = usize> {
    starts(bytes).chain((bytes.len() >= SHORTEST).then_some(bytes.len()))
}

fn stated_size(bytes: &[u8], end: usize) -> Option<usize> {
    let [a, b, c, d] = bytes.get(end.checked_sub(4)?..end)? else {
        return None;
    };
    Some(u32::from_le_bytes([*a, *b, *c, *d]) as usize)
}

/// Length of a gzip header.
///
/// # Source
/// RFC 1952, section 2.3.
fn header_length(bytes: &[u8]) -> Option<usize> {
    if !bytes.starts_with(&MAGIC) {
        return None;
    }
    let flags = *bytes.get(3)?;
    let mut at = 10;
    if flags & 4 != 0 {
        let [low, high] = bytes.get(at..at + 2)? else {
            return None;
        };
        at += 2 + usize::from(u16::from_le_bytes([*low, *high]));
    }
    for text in [8, 16] {
        if flags & text != 0 {
            at += memchr::memchr(0, bytes.get(at..)?)? + 1;
        }
    }
    Some(at + if flags & 2 != 0 { 2 } else { 0 })
}

/// Unpacks a member whose end was not found, or that is too large, bit by bit.
fn stream(
    bytes: &[u8],
    out: &mut Vec<u8>,
    from: usize,
    most: usize,
    limits: &GatherLimits,
) -> Member {
    let mut decoder = GzDecoder::new(bytes);
    let mut size = 0_usize;
    loop {
        let at = from + size;
        if out.len() <= at {
            // One more than may be, to see whether there is more.
            let grown = (out.len() * 2).max(64 * 1024).min(from + most + 1);
            out.resize(grown, 0);
        }
        let room = out.get_mut(at..).unwrap_or_default();
        let read = decoder.read(room);
        let packed = bytes.len() - decoder.get_ref().len();
        match read {
            Ok(0) => return Member::Whole { packed, size },
            Ok(read) => size += read,
            Err(error) => {
                return Member::Damaged {
                    is_cut: error.kind() == std::io::ErrorKind::UnexpectedEof,
                };
            }
        }
        let grown = (packed as u64).saturating_mul(limits.expansion_ratio);
        let is_bomb = size as u64 > limits.expansion_free_bytes && size as u64 > grown;
        if size > most || is_bomb {
            return Member::TooLarge;
        }
    }
}
