//! Zstandard frames: where they end, and their bytes.

use crate::error::breach;
use ovation_terms::ComplaintKind;
use ruzstd::decoding::{Dictionary, FrameDecoder, StreamingDecoder};
use std::io::{self, Read};

/// Widest window that is granted. `zstd` itself refuses more than 128 MiB unless told; 64 MiB
/// keeps a worker inside its memory.
const WINDOW_BYTES: u64 = 64 << 20;

/// Largest dictionary. Those of archives are 100 kB to 1 MB.
pub(super) const DICTIONARY_BYTES: usize = 8 << 20;

/// The start of a data frame.
pub(super) const MAGIC: &[u8] = b"\x28\xb5\x2f\xfd";

/// Longest header of a frame.
pub(super) const HEADER_BYTES: usize = 18;

/// Where the first frame of some bytes ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// A data frame of so many bytes.
    Data(usize),
    /// A skippable frame of so many bytes.
    Skippable(usize),
    /// The bytes end inside it.
    Cut,
    /// No frame starts here.
    None,
}

/// Finds the end of the first frame without unpacking it.
///
/// # Source
/// RFC 8878, section 3.1.
pub(super) fn frame(bytes: &[u8]) -> Frame {
    let Some(magic) = bytes.get(..4) else {
        return if bytes.is_empty() {
            Frame::None
        } else {
            Frame::Cut
        };
    };
    if is_skippable(magic) {
        let Some([a, b, c, d]) = bytes.get(4..8) else {
            return Frame::Cut;
        };
        let size = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
        let end = size.saturating_add(8);
        return if bytes.len() >= end {
            Frame::Skippable(end)
        } else {
            Frame::Cut
        };
    }
    if magic != MAGIC {
        return Frame::None;
    }
    data_end(bytes).map_or(Frame::Cut, Frame::Data)
}

pub(super) fn is_skippable(magic: &[u8]) -> bool {
    matches!(magic, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

/// The fixed part of a data frame's header.
struct Header<'a> {
    descriptor: u8,
    dictionary_id: &'a [u8],
    /// Where the blocks start.
    length: usize,
}

fn header(bytes: &[u8]) -> Option<Header<'_>> {
    let descriptor = *bytes.get(4)?;
    let is_single_segment = descriptor & 0x20 != 0;
    let size_field = match descriptor >> 6 {
        0 => usize::from(is_single_segment),
        1 => 2,
        2 => 4,
        _ => 8,
    };
    let id_field = [0, 1, 2, 4].get(usize::from(descriptor & 3)).copied()?;
    let id_at = 5 + usize::from(!is_single_segment);
    Some(Header {
        descriptor,
        dictionary_id: bytes.get(id_at..id_at + id_field)?,
        length: id_at + id_field + size_field,
    })
}

/// A block's three bytes, and how many of its own stand behind them.
fn block(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let [a, b, c] = bytes.get(at..at + 3)? else {
        return None;
    };
    let block = u32::from_le_bytes([*a, *b, *c, 0]);
    let is_repeated = (block >> 1) & 3 == 1;
    Some((
        block,
        if is_repeated {
            1
        } else {
            (block >> 3) as usize
        },
    ))
}

fn data_end(bytes: &[u8]) -> Option<usize> {
    let header = header(bytes)?;
    let mut at = header.length;
    loop {
        let (block, stored) = block(bytes, at)?;
        at += 3 + stored;
        if block & 1 == 1 {
            break;
        }
    }
    at += if header.descriptor & 4 != 0 { 4 } else { 0 };
    (at <= bytes.len()).then_some(at)
}

/// The first bytes that a frame unpacks to, from its first block alone: a decoder gives nothing
/// before a whole window is full, so the block is put into a frame of its own.
pub(super) fn start(bytes: &[u8], dictionary: Option<&[u8]>) -> Option<[u8; 8]> {
    /// A window of 128 KiB, as large as a block.
    const WINDOW: u8 = 7 << 3;
    if !bytes.starts_with(MAGIC) {
        return None;
    }
    let header = header(bytes)?;
    let (block, stored) = block(bytes, header.length)?;
    let content = header.length + 3;
    let mut frame = MAGIC.to_vec();
    frame.extend([header.descriptor & 3, WINDOW]);
    frame.extend(header.dictionary_id);
    frame.extend((block | 1).to_le_bytes().get(..3)?);
    frame.extend(bytes.get(content..content + stored)?);
    let mut start = [0_u8; 8];
    frame_reader(frame.as_slice(), dictionary)
        .and_then(|mut reader| reader.read_exact(&mut start))
        .ok()?;
    Some(start)
}

/// The dictionary in a skippable frame that starts an archive, unpacked; `None` when the frame
/// holds something else.
///
/// # Source
/// `.warc.zst` as the Archive Team writes it: a first skippable frame 0x184D2A5D, its content
/// the dictionary, or the dictionary compressed by itself.
pub(super) fn dictionary(frame: &[u8]) -> Option<Vec<u8>> {
    let content = frame.get(8..)?;
    if frame.first() != Some(&0x5d) {
        return None;
    }
    if !content.starts_with(MAGIC) {
        return Some(content.to_vec());
    }
    let mut unpacked = Vec::new();
    frame_reader(content, None)
        .ok()?
        .take(DICTIONARY_BYTES as u64)
        .read_to_end(&mut unpacked)
        .ok()?;
    Some(unpacked)
}

/// Unpacks the one data frame that starts a reader; takes no byte behind it.
pub(super) fn frame_reader<R: Read>(
    source: R,
    dictionary: Option<&[u8]>,
) -> io::Result<FrameReader<R>> {
    let mut decoder = FrameDecoder::new();
    decoder.set_max_window_size(WINDOW_BYTES);
    if let Some(raw) = dictionary {
        let dictionary = Dictionary::decode_dict(raw).map_err(|error| damaged(&error))?;
        decoder
            .add_dict(dictionary)
            .map_err(|error| damaged(&error))?;
    }
    StreamingDecoder::new_with_decoder(source, decoder)
        .map(FrameReader)
        .map_err(|error| damaged(&error))
}

/// One frame's bytes, its checksum held to where it has one.
pub(super) struct FrameReader<R: Read>(StreamingDecoder<R, FrameDecoder>);

impl<R: Read> FrameReader<R> {
    pub(super) fn get_ref(&self) -> &R {
        self.0.get_ref()
    }

    /// The reader, behind the frame once that has been read to its end.
    pub(super) fn into_inner(self) -> R {
        self.0.into_inner()
    }
}

impl<R: Read> Read for FrameReader<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buf).map_err(|error| damaged(&error))?;
        if read == 0 && !buf.is_empty() {
            let decoder = &self.0.decoder;
            let stated = decoder.get_checksum_from_data();
            if stated.is_some() && stated != decoder.get_calculated_checksum() {
                return Err(damaged(&"its checksum does not match"));
            }
        }
        Ok(read)
    }
}

/// Whether the first bytes of something packed with zstd begin a web archive: up to a block of
/// them is needed. One whose dictionary comes first is told by its name.
pub(crate) fn begins_archive(name: &str, head: &[u8]) -> bool {
    if is_skippable(head) {
        return name.to_ascii_lowercase().contains(".warc");
    }
    start(head, None).is_some_and(|start| super::is_archive(&start))
}

fn damaged(error: &dyn std::fmt::Display) -> io::Error {
    breach(
        ComplaintKind::BadCompression,
        format!("the zstd data are damaged ({error}); copy or download the file again"),
    )
}
