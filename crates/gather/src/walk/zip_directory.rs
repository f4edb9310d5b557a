//! The directory of a zip archive, one entry at a time.
//!
//! Ours and not a crate's because the stable ones hold the whole directory in memory and keep one
//! of several members of the same name; members are unpacked by our guarded reader in any case.
//!
//! # Source
//! APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (directory header), 4.3.14 to 4.3.16
//! (end records), 4.4.4 (flags), 4.5.3 (zip64), 4.6.9 (Unicode path).

use crate::parcel::ReadSeek;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

const END_BYTES: usize = 22;
const COMMENT_BYTES: usize = 0xffff;
const HEADER_BYTES: usize = 46;
/// Stands in a 32-bit field whose value is in the zip64 field.
const IN_ZIP64: u64 = 0xffff_ffff;

/// One entry of the directory.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The name, decoded; it may still climb.
    pub(super) name: String,
    pub(super) encrypted: bool,
    /// Compression method: 0 stored, 8 deflated.
    pub(super) method: u16,
    pub(super) crc: u32,
    pub(super) packed: u64,
    pub(super) size: u64,
    /// Offset of the local header in the file.
    pub(super) header_start: u64,
    /// Made on Unix as a symbolic link.
    pub(super) is_link: bool,
}

/// The directory, read as it is iterated.
pub(super) struct Directory {
    reader: BufReader<Box<dyn ReadSeek>>,
    left: u64,
    /// Bytes in front of the archive, such as the program of a self-extracting one.
    before: u64,
}

fn damaged(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

/// What the end record says.
#[derive(Debug)]
struct End {
    entries: u64,
    size: u64,
    start: u64,
    /// Where the directory ends at the latest.
    at: u64,
}

impl Directory {
    /// Finds the directory at the end of an archive.
    pub(super) fn open(mut store: Box<dyn ReadSeek>) -> io::Result<Self> {
        let length = store.seek(SeekFrom::End(0))?;
        let end = find_end(&mut store, length)?;
        let (start, before) = find_start(&mut store, &end)?;
        // Every header takes 46 bytes at least, so no more entries are believed than fit.
        let left = end.entries.min(end.size / HEADER_BYTES as u64);
        if left < end.entries {
            return Err(damaged("a directory of more entries than it has room for"));
        }
        store.seek(SeekFrom::Start(start))?;
        Ok(Self {
            reader: BufReader::new(store),
            left,
            before,
        })
    }

    /// Entries not read yet.
    pub(super) fn left(&self) -> u64 {
        self.left
    }

    fn entry(&mut self) -> io::Result<Entry> {
        let mut header = [0_u8; HEADER_BYTES];
        self.reader.read_exact(&mut header)?;
        if !header.starts_with(b"PK\x01\x02") {
            return Err(damaged("something else where an entry should stand"));
        }
        let short = |at| u16_at(&header, at).unwrap_or_default();
        let long = |at| u32_at(&header, at).unwrap_or_default();
        let mut name = vec![0; usize::from(short(28))];
        let mut extra = vec![0; usize::from(short(30))];
        let mut comment = vec![0; usize::from(short(32))];
        self.reader.read_exact(&mut name)?;
        self.reader.read_exact(&mut extra)?;
        self.reader.read_exact(&mut comment)?;
        let flags = short(8);
        let is_unix = short(4) >> 8 == 3;
        let wide = Wide::read(&extra, long(24), long(20), long(42))?;
        Ok(Entry {
            is_link: is_unix && (long(38) >> 16) & 0o170_000 == 0o120_000,
            encrypted: flags & 1 != 0,
            method: short(10),
            crc: long(16),
            packed: wide.packed,
            size: wide.size,
            header_start: wide
                .offset
                .checked_add(self.before)
                .ok_or_else(|| damaged("a member out of place"))?,
            name: decode_name(&name, &extra, flags),
        })
    }
}

impl Iterator for Directory {
    type Item = io::Result<Entry>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let entry = self.entry();
        if entry.is_err() {
            self.left = 0;
        }
        Some(entry)
    }
}

/// Where the directory starts in the file, and how much stands in front of the archive.
///
/// The directory stands right before its end record as a rule, and what the record's own offset
/// falls short of that is what somebody put in front; else the offset is taken at its word.
fn find_start(store: &mut Box<dyn ReadSeek>, end: &End) -> io::Result<(u64, u64)> {
    let by_size = end
        .at
        .checked_sub(end.size)
        .and_then(|start| Some((start, start.checked_sub(end.start)?)));
    for (start, before) in [by_size, Some((end.start, 0))].into_iter().flatten() {
        let mut magic = [0_u8; 4];
        store.seek(SeekFrom::Start(start))?;
        if end.entries == 0 || (store.read_exact(&mut magic).is_ok() && magic == *b"PK\x01\x02") {
            return Ok((start, before));
        }
    }
    Err(damaged("no directory where the end record says"))
}

/// The end record: the last one whose comment reaches to the end of the file, or else the last
/// one at all (something was appended behind).
fn find_end(store: &mut Box<dyn ReadSeek>, length: u64) -> io::Result<End> {
    let tail_start = length.saturating_sub((END_BYTES + COMMENT_BYTES) as u64);
    store.seek(SeekFrom::Start(tail_start))?;
    let mut tail = Vec::new();
    store
        .take((END_BYTES + COMMENT_BYTES) as u64)
        .read_to_end(&mut tail)?;
    let mut loose = None;
    let mut exact = None;
    for (at, record) in tail.windows(END_BYTES).enumerate().rev() {
        if !record.starts_with(b"PK\x05\x06") {
            continue;
        }
        let comment = usize::from(u16_at(record, 20).unwrap_or_default());
        if at + END_BYTES + comment == tail.len() {
            exact = Some((at, record));
            break;
        }
        loose = loose.or(Some((at, record)));
    }
    let (at, record) = exact
        .or(loose)
        .ok_or_else(|| io::Error::new(io::ErrorKind::UnexpectedEof, "there is no end record"))?;
    let at = tail_start + at as u64;
    let short = |at| u64::from(u16_at(record, at).unwrap_or_default());
    let long = |at| u64::from(u32_at(record, at).unwrap_or_default());
    if short(4) != short(6) && short(4) != 0xffff {
        return Err(damaged("one part of an archive in several files"));
    }
    let plain = End {
        entries: short(10),
        size: long(12),
        start: long(16),
        at,
    };
    if plain.entries != 0xffff && plain.size != IN_ZIP64 && plain.start != IN_ZIP64 {
        return Ok(plain);
    }
    Ok(find_wide_end(store, at)?.unwrap_or(plain))
}

/// The zip64 end record, by the locator before the plain one.
fn find_wide_end(store: &mut Box<dyn ReadSeek>, end_at: u64) -> io::Result<Option<End>> {
    let Some(locator_at) = end_at.checked_sub(20) else {
        return Ok(None);
    };
    let mut locator = [0_u8; 20];
    store.seek(SeekFrom::Start(locator_at))?;
    store.read_exact(&mut locator)?;
    if !locator.starts_with(b"PK\x06\x07") {
        return Ok(None);
    }
    let stated = u64_at(&locator, 8).unwrap_or_default();
    // With something in front of the archive the locator's offset falls short; the record then
    // stands right before the locator, in its plain form of 56 bytes.
    for at in [Some(stated), locator_at.checked_sub(56)]
        .into_iter()
        .flatten()
    {
        let mut record = [0_u8; 56];
        store.seek(SeekFrom::Start(at))?;
        match store.read_exact(&mut record) {
            Ok(()) if record.starts_with(b"PK\x06\x06") && at < locator_at => {
                let wide = |at| u64_at(&record, at).unwrap_or_default();
                return Ok(Some(End {
                    entries: wide(32),
                    size: wide(40),
                    start: wide(48),
                    at,
                }));
            }
            Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => return Err(error),
            _ => {}
        }
    }
    Err(damaged("no zip64 end record where one is announced"))
}

/// Sizes and offset of an entry, from the zip64 field where the plain ones are full.
struct Wide {
    size: u64,
    packed: u64,
    offset: u64,
}

impl Wide {
    fn read(extra: &[u8], size: u32, packed: u32, offset: u32) -> io::Result<Self> {
        let mut wide = Self {
            size: size.into(),
            packed: packed.into(),
            offset: offset.into(),
        };
        let Some(mut field) = extra_field(extra, 0x0001) else {
            return Ok(wide);
        };
        for value in [&mut wide.size, &mut wide.packed, &mut wide.offset] {
            if *value == IN_ZIP64 {
                *value = u64_at(field, 0).ok_or_else(|| damaged("a zip64 field cut short"))?;
                field = field.get(8..).unwrap_or_default();
            }
        }
        Ok(wide)
    }
}

fn extra_field(mut extra: &[u8], wanted: u16) -> Option<&[u8]> {
    loop {
        let (id, length) = (u16_at(extra, 0)?, usize::from(u16_at(extra, 2)?));
        let field = extra.get(4..4 + length)?;
        if id == wanted {
            return Some(field);
        }
        extra = extra.get(4 + length..)?;
    }
}

/// A name is UTF-8 when a flag or an extra field says so, or when it happens to be; else it is
/// in the code page of the first PCs. For names of other old code pages that gives letters that
/// were not meant, which does no harm: it is a name to show.
fn decode_name(raw: &[u8], extra: &[u8], flags: u16) -> String {
    let unicode = extra_field(extra, 0x7075).and_then(|field| {
        let mut crc = flate2::Crc::new();
        crc.update(raw);
        let is_for_this = field.first() == Some(&1) && u32_at(field, 1) == Some(crc.sum());
        if is_for_this {
            std::str::from_utf8(field.get(5..)?).ok()
        } else {
            None
        }
    });
    if let Some(name) = unicode.or_else(|| std::str::from_utf8(raw).ok()) {
        return name.to_owned();
    }
    if flags & 0x0800 != 0 {
        return String::from_utf8_lossy(raw).into_owned();
    }
    raw.iter()
        .map(|byte| match byte.checked_sub(0x80) {
            None => char::from(*byte),
            Some(high) => CP437.chars().nth(high.into()).unwrap_or('\u{fffd}'),
        })
        .collect()
}

/// The upper half of code page 437.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// Where a member's bytes begin: behind its local header, whose two last lengths may differ from
/// those in the directory.
pub(super) fn data_start(header_start: u64, bodies: &mut dyn ReadSeek) -> io::Result<u64> {
    const LOCAL_BYTES: usize = 30;
    let mut header = [0_u8; LOCAL_BYTES];
    bodies.seek(SeekFrom::Start(header_start))?;
    bodies.read_exact(&mut header)?;
    let [b'P', b'K', 3, 4, .., n0, n1, e0, e1] = header else {
        return Err(damaged("no local header"));
    };
    let behind = u64::from(u16::from_le_bytes([n0, n1])) + u64::from(u16::from_le_bytes([e0, e1]));
    header_start
        .checked_add(LOCAL_BYTES as u64 + behind)
        .ok_or_else(|| damaged("a member out of place"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_names_are_read_in_the_old_code_page() {
        assert_eq!(CP437.chars().count(), 128);
        assert_eq!(decode_name(b"caf\x82.html", &[], 0), "café.html");
        assert_eq!(decode_name("café.html".as_bytes(), &[], 0), "café.html");
    }
}
