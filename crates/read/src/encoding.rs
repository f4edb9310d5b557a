//! Which encoding bytes are in, and their text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::memmem::find;
use ovation_terms::{Complaint, ComplaintKind};
use std::borrow::Cow;

/// How far into a page its `meta charset` is looked for. The HTML standard says 1,024 bytes; pages
/// with long comments first are common enough to look further.
const META_BYTES: usize = 4096;

/// How many bytes are looked at to detect an undeclared encoding.
pub(crate) const DETECT_BYTES: usize = 64 << 10;

/// A text and how it was decoded.
pub(crate) struct Decoded<'b> {
    pub(crate) text: Cow<'b, str>,
    pub(crate) encoding: &'static Encoding,
    pub(crate) had_errors: bool,
}

impl Decoded<'_> {
    /// The complaint about bytes that are no text in the encoding, if there were any.
    pub(crate) fn complaint(&self) -> Option<Complaint> {
        self.had_errors.then(|| {
            let detail = format!(
                "some bytes are no {} text and were replaced by `\u{fffd}`",
                self.encoding.name()
            );
            Complaint::minor(ComplaintKind::BadEncoding, "", detail)
        })
    }
}

/// The first `limit` bytes, and a complaint when there were more.
pub(crate) fn within<'a>(
    bytes: &'a [u8],
    limit: usize,
    complaints: &mut Vec<Complaint>,
) -> &'a [u8] {
    let Some(head) = bytes.get(..limit).filter(|_| bytes.len() > limit) else {
        return bytes;
    };
    let detail = format!(
        "expected at most {limit} bytes, found {}; only the first part was read",
        bytes.len()
    );
    complaints.push(Complaint::minor(ComplaintKind::TooLarge, "", detail));
    head
}

/// Decodes a page: byte order mark, then valid UTF-8 whatever is declared (a wrong declaration is
/// far commoner than text that is valid UTF-8 by chance), then the HTTP charset, then `meta`, then
/// detection.
pub(crate) fn decode_page<'b>(bytes: &'b [u8], content_type: Option<&str>) -> Decoded<'b> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return decode(bytes, encoding);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return decode(bytes, encoding);
    }
    let declared = content_type
        .and_then(|value| charset_in(value.as_bytes()))
        .or_else(|| meta_charset(bytes));
    let whole = std::str::from_utf8(bytes);
    let valid = match whole {
        Ok(_) => true,
        // A character that is cut off at the end.
        Err(error) => error.error_len().is_none(),
    };
    let has_letters_beyond_ascii = !bytes.is_ascii();
    if valid && (has_letters_beyond_ascii || declared.is_none_or(Encoding::is_ascii_compatible)) {
        return match whole {
            Ok(text) => Decoded {
                text: Cow::Borrowed(text),
                encoding: UTF_8,
                had_errors: false,
            },
            Err(_) => decode(bytes, UTF_8),
        };
    }
    let encoding = match declared {
        // Mostly valid UTF-8 with a few bad bytes stays UTF-8; anything else is detected.
        Some(encoding) if encoding != UTF_8 || is_mostly_utf8(bytes) => encoding,
        _ => detect(bytes),
    };
    decode(bytes, encoding)
}

/// Detects the encoding of bytes that declare none.
pub(crate) fn detect(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    let head = bytes.get(..DETECT_BYTES).unwrap_or(bytes);
    if is_utf8(head) || is_mostly_utf8(head) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, true);
    detector.guess(None, Utf8Detection::Deny)
}

fn decode<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Decoded<'b> {
    let (text, encoding, had_errors) = encoding.decode(bytes);
    Decoded {
        text,
        encoding,
        had_errors,
    }
}

/// Whether bytes are UTF-8, up to a character cut off at the end.
fn is_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// Whether bytes are UTF-8 with a few damaged places: more good multi-byte characters than bad
/// bytes, or only bytes that no Western single-byte text has.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let mut good = 0_usize;
    let mut bad = 0_usize;
    let mut strange = 0_usize;
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        if let Some(first) = chunk.invalid().first() {
            bad += 1;
            let is_strange = matches!(first, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0xfe | 0xff);
            strange += usize::from(is_strange);
        }
    }
    good > bad || (bad > 0 && strange == bad)
}

/// UTF-16 without a mark: nearly every other byte is NUL, as in Western text.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..512).unwrap_or(bytes);
    if head.len() < 8 {
        return None;
    }
    let nul_at = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let half = head.len() / 2;
    match (nul_at(0), nul_at(1)) {
        (0, odd) if odd * 10 > half * 8 => Some(UTF_16LE),
        (even, 0) if even * 10 > half * 8 => Some(UTF_16BE),
        _ => None,
    }
}

fn meta_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..META_BYTES).unwrap_or(bytes);
    let lower = head.to_ascii_lowercase();
    let mut rest = lower.as_slice();
    if let Some(declared) = xml_charset(&lower) {
        return Some(declared);
    }
    while let Some(at) = find(rest, b"<meta") {
        rest = rest.get(at + 5..)?;
        let end = find(rest, b">").unwrap_or(rest.len());
        if let Some(encoding) = charset_in(rest.get(..end)?) {
            // A page that was read as bytes can't be UTF-16, whatever it says (HTML standard).
            let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
            return Some(if is_wide { UTF_8 } else { encoding });
        }
    }
    None
}

/// The encoding of an XML declaration: `<?xml version="1.0" encoding="windows-1251"?>`.
fn xml_charset(lower: &[u8]) -> Option<&'static Encoding> {
    let start = lower.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let declaration = lower.get(start..)?.strip_prefix(b"<?xml")?;
    let declaration = declaration.get(..find(declaration, b">")?)?;
    let label = declaration.get(find(declaration, b"encoding")? + 8..)?;
    let is_filler = |byte: &u8| matches!(byte, b' ' | b'=' | b'"' | b'\'' | b'\t');
    let label = label.get(label.iter().position(|byte| !is_filler(byte))?..)?;
    let end = label
        .iter()
        .position(|byte| matches!(byte, b'"' | b'\'' | b' ' | b'?'));
    let encoding = Encoding::for_label(label.get(..end.unwrap_or(label.len()))?)?;
    // As above: what was read as bytes is not UTF-16.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else {
        encoding
    })
}

fn charset_in(bytes: &[u8]) -> Option<&'static Encoding> {
    let lower = bytes.to_ascii_lowercase();
    let at = find(&lower, b"charset")?;
    let rest = lower.get(at + 7..)?;
    let is_filler = |byte: &u8| matches!(byte, b' ' | b'=' | b'"' | b'\'' | b'\t');
    let start = rest.iter().position(|byte| !is_filler(byte))?;
    let label = rest.get(start..)?;
    let is_label = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':');
    let end = label.iter().position(|byte| !is_label(byte));
    Encoding::for_label(label.get(..end.unwrap_or(label.len()))?)
}

/// The encoding that an undecided (so far plain ASCII) table turns out to be in at its first line
/// beyond ASCII.
pub(crate) fn decide_by_line(line: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(line).is_ok() || is_mostly_utf8(line) {
        UTF_8
    } else {
        WINDOWS_1252
    }
}
