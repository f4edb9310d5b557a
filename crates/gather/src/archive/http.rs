//! Answers of web servers as crawlers keep them: status, headers, and the body unwrapped.

use super::PassedOver;
use super::record::{fields, head_length};
use crate::{GatherLimits, limits::size_words};
use memchr::memchr;
use ovation_terms::{Complaint, ComplaintKind};
use std::io::Read;

/// Buffers that one worker uses again and again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    joined: Vec<u8>,
    decoded: Vec<u8>,
}

/// The body of an answer that is a page.
pub(super) struct Body<'a> {
    pub(super) content_type: Option<&'a str>,
    pub(super) bytes: &'a [u8],
}

/// Why an answer gives no page.
pub(super) enum NoBody {
    PassedOver(PassedOver),
    Trouble(Complaint),
}

impl From<PassedOver> for NoBody {
    fn from(why: PassedOver) -> Self {
        Self::PassedOver(why)
    }
}

/// Reads an answer: its status decides whether it is a page, its headers how the body is packed.
///
/// The body is unwrapped only where it looks as the headers say: crawlers often keep the headers
/// of the wire over a body that they have unwrapped already.
///
/// # Source
/// RFC 9112 (chunked), RFC 9110 sections 8.4 and 15.
pub(super) fn body<'a>(
    block: &'a [u8],
    scratch: &'a mut Scratch,
    limits: &GatherLimits,
) -> Result<Body<'a>, NoBody> {
    let Some(length) = head_length(block) else {
        return Err(trouble("the answer has no end of its HTTP headers"));
    };
    let (head, rest) = block.split_at_checked(length).unwrap_or_default();
    let status = status_of(head)
        .ok_or_else(|| trouble("expected an HTTP answer such as `HTTP/1.1 200 OK`"))?;
    match status {
        200..=203 => {}
        204 | 205 | 304 => return Err(PassedOver::NoContent.into()),
        206 => return Err(PassedOver::PartOnly.into()),
        300..=399 => return Err(PassedOver::Redirect.into()),
        _ => return Err(PassedOver::ErrorStatus.into()),
    }
    let (mut content_type, mut encoding, mut is_chunked) = (None, None, false);
    for (name, value) in fields(head) {
        if name.eq_ignore_ascii_case(b"content-type") {
            content_type = content_type.or(Some(value));
        } else if name.eq_ignore_ascii_case(b"content-encoding") {
            encoding = encoding.or(Some(value));
        } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
            is_chunked |= value.to_ascii_lowercase().contains("chunked");
        }
    }
    if content_type.is_some_and(|stated| !is_page_type(stated)) {
        return Err(PassedOver::NoPage.into());
    }
    let Scratch { joined, decoded } = scratch;
    let mut bytes = rest;
    if is_chunked && unchunk(rest, joined, limits)? {
        bytes = joined;
    }
    if let Some(encoding) = encoding
        && decode(bytes, encoding, decoded, limits)?
    {
        bytes = decoded;
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(PassedOver::NoContent.into());
    }
    Ok(Body {
        content_type,
        bytes,
    })
}

fn trouble(detail: &str) -> NoBody {
    NoBody::Trouble(Complaint::lost(ComplaintKind::BadMarkup, "", detail))
}

fn status_of(head: &[u8]) -> Option<u16> {
    let line = head.split(|byte| *byte == b'\n').next()?;
    let rest = line.strip_prefix(b"HTTP/")?;
    let at = memchr(b' ', rest)?;
    let status = rest.get(at..)?.trim_ascii_start();
    std::str::from_utf8(status.get(..3)?).ok()?.parse().ok()
}

/// Whether a type can be that of a page, a feed or a text. No type at all can.
pub(super) fn is_page_type(stated: &str) -> bool {
    let kind = stated.split(';').next().unwrap_or_default().trim();
    let is = |wanted: &str| kind.eq_ignore_ascii_case(wanted);
    let lower = kind.to_ascii_lowercase();
    if let Some(text) = lower.strip_prefix("text/") {
        return !matches!(
            text,
            "css" | "javascript" | "csv" | "tab-separated-values" | "vtt" | "calendar" | "dns"
        ) && !text.contains("script");
    }
    kind.is_empty()
        || lower.ends_with("+xml") && !lower.starts_with("image/")
        || is("application/xml")
        || is("application/feed+json")
}

/// Puts the chunks of a body together; false when it is not chunked after all.
fn unchunk(body: &[u8], joined: &mut Vec<u8>, limits: &GatherLimits) -> Result<bool, NoBody> {
    joined.clear();
    let mut rest = body;
    loop {
        let Some((size, after)) = chunk_size(rest) else {
            // Not chunked at all, or cut off or damaged further on: what was joined is the page.
            return Ok(!joined.is_empty());
        };
        if size == 0 {
            return Ok(true);
        }
        let chunk = after.get(..size).unwrap_or(after);
        if (joined.len() + chunk.len()) as u64 > limits.page_bytes {
            return Err(too_large(limits));
        }
        joined.extend_from_slice(chunk);
        rest = after.get(size..).unwrap_or_default();
        rest = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.strip_prefix(b"\n"))
            .unwrap_or(rest);
    }
}

/// The size that a chunk's line states, and what follows the line.
fn chunk_size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let window = bytes.get(..256).unwrap_or(bytes);
    let end = memchr(b'\n', window)?;
    let line = window.get(..end)?;
    let line = line.split(|byte| *byte == b';').next()?.trim_ascii();
    if line.is_empty() || line.len() > 8 {
        return None;
    }
    let size = usize::from_str_radix(std::str::from_utf8(line).ok()?, 16).ok()?;
    Some((size, bytes.get(end + 1..)?))
}

/// Undoes `Content-Encoding`; false when the body is not encoded after all.
fn decode(
    body: &[u8],
    encoding: &str,
    decoded: &mut Vec<u8>,
    limits: &GatherLimits,
) -> Result<bool, NoBody> {
    let is = |wanted: &str| encoding.eq_ignore_ascii_case(wanted);
    let mut reader: Box<dyn Read> = if is("gzip") || is("x-gzip") {
        if !body.starts_with(b"\x1f\x8b") {
            return Ok(false);
        }
        Box::new(flate2::bufread::MultiGzDecoder::new(body))
    } else if is("deflate") {
        // Meant is zlib, but some servers send bare deflate.
        let is_zlib = matches!(body, [first, second, ..]
            if first & 0x0f == 8 && (u16::from(*first) * 256 + u16::from(*second)) % 31 == 0);
        if is_zlib {
            Box::new(flate2::bufread::ZlibDecoder::new(body))
        } else if looks_plain(body) {
            return Ok(false);
        } else {
            Box::new(flate2::bufread::DeflateDecoder::new(body))
        }
    } else if is("br") {
        if looks_plain(body) {
            return Ok(false);
        }
        Box::new(brotli_decompressor::Decompressor::new(body, 64 * 1024))
    } else if is("zstd") {
        if !body.starts_with(b"\x28\xb5\x2f\xfd") {
            return Ok(false);
        }
        match super::zstd::frame_reader(body, None) {
            Ok(reader) => Box::new(reader),
            Err(_) => return Err(damaged(encoding)),
        }
    } else if encoding.is_empty() || is("identity") || is("none") || is("utf-8") {
        return Ok(false);
    } else {
        return Err(NoBody::Trouble(Complaint::lost(
            ComplaintKind::UnknownFormat,
            "",
            format!(
                "the answer's body is encoded as `{}`, which is not read",
                encoding.chars().take(40).collect::<String>()
            ),
        )));
    };
    decoded.clear();
    let grown = (body.len() as u64).saturating_mul(limits.expansion_ratio);
    let most = limits
        .page_bytes
        .min(grown.max(limits.expansion_free_bytes));
    let read = reader.by_ref().take(most + 1).read_to_end(decoded);
    if decoded.len() as u64 > most {
        return Err(if most == limits.page_bytes {
            too_large(limits)
        } else {
            NoBody::Trouble(Complaint::lost(
                ComplaintKind::Expansion,
                "",
                format!(
                    "a body of {} became more than {}; more than {} times is taken for a bomb",
                    size_words(body.len() as u64),
                    size_words(most),
                    limits.expansion_ratio
                ),
            ))
        });
    }
    // A body cut off by the crawler's limit is read as far as it goes.
    match read {
        Err(_) if decoded.is_empty() => Err(damaged(encoding)),
        _ => Ok(true),
    }
}

/// Whether a body that is said to be packed starts as a page does.
fn looks_plain(body: &[u8]) -> bool {
    let start = body.trim_ascii_start();
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    start.first() == Some(&b'<')
        && start
            .iter()
            .take(64)
            .all(|byte| *byte >= 0x20 || byte.is_ascii_whitespace())
}

fn damaged(encoding: &str) -> NoBody {
    NoBody::Trouble(Complaint::lost(
        ComplaintKind::BadCompression,
        "",
        format!("the answer's body is no {encoding} data, as its headers say"),
    ))
}

fn too_large(limits: &GatherLimits) -> NoBody {
    NoBody::Trouble(Complaint::lost(
        ComplaintKind::TooLarge,
        "",
        format!(
            "the answer's body is larger than {} (`page_bytes`)",
            size_words(limits.page_bytes)
        ),
    ))
}
