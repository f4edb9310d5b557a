//! What kind of bytes a source holds.

use crate::letter::begins_letter;
use ovation_terms::MediaKind;

/// How many bytes are looked at.
const HEAD_BYTES: usize = 4096;

/// Says what kind of bytes a source holds, from its name, its content type and its first bytes.
///
/// The bytes outrank the name where they are plain (`<html`, `<rss`, `{"version": ".../jsonfeed`),
/// since servers and file names are often wrong; `head` may be the whole source, and only its
/// first 4 kB are looked at.
pub fn sniff(name: &str, content_type: Option<&str>, head: &[u8]) -> MediaKind {
    let head = head.get(..HEAD_BYTES).unwrap_or(head);
    let text = head_text(head);
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let lower = start.to_ascii_lowercase();
    let name = name.to_ascii_lowercase();
    let name = name.split(['?', '#']).next().unwrap_or("");
    let name = name.strip_suffix(".gz").unwrap_or(name);
    let mime = content_type.unwrap_or("").to_ascii_lowercase();
    let mime = mime.split(';').next().unwrap_or("").trim();

    let ends = |suffixes: &[&str]| suffixes.iter().any(|suffix| name.ends_with(suffix));
    let is_named_rows = ends(&[".csv", ".tsv", ".tab", ".jsonl", ".ndjson"]);
    if let Some(kind) = by_signature(head, name) {
        return kind;
    }
    let is_letter = ends(&[".eml"]) || mime == "message/rfc822" || begins_letter(start);
    if is_letter && !is_named_rows {
        return MediaKind::Letter;
    }
    if let Some(kind) = by_bytes(&lower).filter(|_| !is_named_rows || lower.starts_with('<')) {
        return kind;
    }
    if ends(&[".csv", ".tsv", ".tab"]) || matches!(mime, "text/csv" | "text/tab-separated-values") {
        return MediaKind::Table;
    }
    if ends(&[".jsonl", ".ndjson"]) || matches!(mime, "application/x-ndjson" | "application/jsonl")
    {
        return MediaKind::JsonLines;
    }
    if looks_binary(head, &text) {
        return MediaKind::Other;
    }
    if ends(&[".html", ".htm", ".xhtml", ".php", ".aspx"])
        || matches!(mime, "text/html" | "application/xhtml+xml")
    {
        return MediaKind::Page;
    }
    if ends(&[".rss", ".atom"]) || mime.ends_with("rss+xml") || mime.ends_with("atom+xml") {
        return MediaKind::Feed;
    }
    let is_list = lower
        .strip_prefix('[')
        .is_some_and(|rest| rest.trim_start().starts_with('{'));
    if lower.starts_with('{') || is_list {
        return MediaKind::JsonLines;
    }
    if lower.contains("<p") || lower.contains("<div") || lower.contains("<meta") {
        return MediaKind::Page;
    }
    if ends(&[".txt", ".md", ".markdown", ".text"]) || mime.starts_with("text/") || !text.is_empty()
    {
        return MediaKind::Text;
    }
    MediaKind::Other
}

fn by_bytes(lower: &str) -> Option<MediaKind> {
    let mut rest = lower;
    // Comments, processing instructions and stylesheets may stand before the root element.
    for _ in 0..20 {
        rest = rest.trim_start();
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else {
            break;
        };
        let (_, after) = rest.split_once(end)?;
        rest = after;
    }
    if rest.starts_with("<!doctype html") || rest.starts_with("<html") || rest.starts_with("<head")
    {
        return Some(MediaKind::Page);
    }
    if matches!(
        root_of(rest),
        "rss" | "feed" | "rdf" | "channel" | "urlset" | "sitemapindex"
    ) {
        return Some(MediaKind::Feed);
    }
    if rest.starts_with('{') && rest.contains("jsonfeed.org/version") {
        return Some(MediaKind::Feed);
    }
    rest.contains("<html").then_some(MediaKind::Page)
}

/// Whether bytes that were taken for a feed are a sitemap.
pub(crate) fn is_sitemap(bytes: &[u8]) -> bool {
    let head = head_text(bytes.get(..HEAD_BYTES).unwrap_or(bytes)).to_ascii_lowercase();
    head.contains("urlset") || head.contains("sitemapindex")
}

/// The name of the root element, without a prefix.
fn root_of(rest: &str) -> &str {
    let name = rest.strip_prefix('<').unwrap_or("");
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
    let name = name.get(..end.unwrap_or(0)).unwrap_or("");
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn head_text(head: &[u8]) -> String {
    match head {
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0,
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0,
        _ => String::from_utf8_lossy(head),
    }
    .into_owned()
}

/// Workbooks, and known signatures of pictures, archives and the like, whatever the name says.
fn by_signature(head: &[u8], name: &str) -> Option<MediaKind> {
    if head.starts_with(b"PK\x03\x04") {
        let has = |part: &[u8]| memchr::memmem::find(head, part).is_some();
        let is_book = [".xlsx", ".xlsm", ".xltx"]
            .iter()
            .any(|ending| name.ends_with(ending));
        let is_other = has(b"word/") || has(b"ppt/") || has(b"mimetypeapplication/");
        return Some(if is_book || (has(b"xl/") && !is_other) {
            MediaKind::Spreadsheet
        } else {
            MediaKind::Other
        });
    }
    let signatures: [&[u8]; 9] = [
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"\x1f\x8b",
        b"%PDF-",
        b"BZh91AY&SY",
        b"\x7fELF",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"SQLite format 3\0",
    ];
    signatures
        .iter()
        .any(|signature| head.starts_with(signature))
        .then_some(MediaKind::Other)
}

/// Many control characters.
fn looks_binary(head: &[u8], text: &str) -> bool {
    // A mailbox of several letters is none of them.
    if text.starts_with("From ")
        && text
            .split_once('\n')
            .is_some_and(|(_, rest)| begins_letter(rest))
    {
        return true;
    }
    if head.starts_with(b"{\\rtf") {
        return true;
    }
    let odd = text
        .chars()
        .filter(|c| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{c}' | '\u{85}'))
        .count();
    odd * 20 > text.chars().count()
}
