//! The records of a web archive: their heads, and where one ends and the next begins.

use memchr::{memchr, memmem};

/// Longest head of a record. Crawlers write under 2 kB; an address may be long.
pub(super) const HEAD_BYTES: usize = 64 * 1024;

/// What a record holds, by its `WARC-Type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Response,
    Resource,
    Conversion,
    Request,
    Revisit,
    Metadata,
    Info,
    Continuation,
    Other,
}

/// The head of a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head<'a> {
    pub(super) kind: Kind,
    /// `WARC-Target-URI`, without the angle brackets that some writers put around it.
    pub(super) address: Option<&'a str>,
    /// `WARC-Date`.
    pub(super) date: Option<&'a str>,
    /// `Content-Type` of the block.
    pub(super) content_type: Option<&'a str>,
    /// Bytes of the block.
    pub(super) length: u64,
}

/// What stands at the start of some bytes.
#[derive(Debug)]
pub(super) enum Step<'a> {
    /// A record's head of so many bytes; its block of `head.length` bytes follows.
    Record {
        head: Head<'a>,
        /// Bytes before the block, blank lines in front included.
        before: usize,
    },
    /// Nothing but blank lines or padding.
    End,
    /// The bytes end inside a head.
    CutHead,
    /// No record; the next one may start after so many bytes, or none is in sight.
    Broken(Option<usize>),
}

/// Looks at the start of some bytes.
///
/// # Source
/// ISO 28500:2017 (WARC 1.1), clauses 4 and 5; WARC 0.17, 0.18 and 1.0 have the same frame.
pub(super) fn step(bytes: &[u8]) -> Step<'_> {
    let blank = bytes
        .iter()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .count();
    let rest = bytes.get(blank..).unwrap_or_default();
    if rest.iter().take(64).all(|byte| *byte == 0) && rest.iter().all(|byte| *byte == 0) {
        return Step::End;
    }
    let broken = |from: usize| {
        let search = rest.get(from..).unwrap_or_default();
        Step::Broken(next_start(search).map(|at| blank + from + at))
    };
    if !rest.starts_with(b"WARC/") {
        let could_still = b"WARC/".starts_with(rest);
        return if could_still {
            Step::CutHead
        } else {
            broken(0)
        };
    }
    let Some(length) = head_length(rest) else {
        return if rest.len() <= HEAD_BYTES {
            Step::CutHead
        } else {
            broken(1)
        };
    };
    match rest.get(..length).and_then(parse) {
        Some(head) => Step::Record {
            head,
            before: blank + length,
        },
        None => broken(1),
    }
}

/// Bytes up to and with the blank line that ends a head.
pub(super) fn head_length(bytes: &[u8]) -> Option<usize> {
    let window = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    let mut at = 0;
    while let Some(end) = memchr(b'\n', window.get(at..)?) {
        let line = window.get(at..at + end)?;
        at += end + 1;
        if matches!(line, b"" | b"\r") {
            return Some(at);
        }
    }
    None
}

/// Where the next record starts: `WARC/` and a digit at the start of a line, with a field that
/// only records have right below, so that a page which writes about the format is no record.
pub(super) fn next_start(bytes: &[u8]) -> Option<usize> {
    memmem::find_iter(bytes, b"\nWARC/")
        .map(|at| at + 1)
        .find(|at| {
            let rest = bytes.get(*at..).unwrap_or_default();
            let is_numbered = rest.get(5).is_some_and(u8::is_ascii_digit);
            let below = memchr(b'\n', rest).and_then(|end| rest.get(end + 1..));
            let is_field = below.is_none_or(|below| {
                let head = below.get(..8).unwrap_or(below);
                starts_without_case(head, b"WARC-") || starts_without_case(head, b"Content-")
            });
            is_numbered && is_field
        })
}

fn starts_without_case(bytes: &[u8], prefix: &[u8]) -> bool {
    let most = bytes.len().min(prefix.len());
    bytes
        .get(..most)
        .zip(prefix.get(..most))
        .is_some_and(|(a, b)| a.eq_ignore_ascii_case(b))
}

/// The lines of a head, as name and value; lines that go on with a blank belong to the one
/// before and are left out, as nobody needs more than its start.
pub(super) fn fields(head: &[u8]) -> impl Iterator<Item = (&[u8], &str)> {
    head.split(|byte| *byte == b'\n')
        .skip(1)
        .filter_map(|line| {
            let colon = memchr(b':', line)?;
            let (name, value) = line.split_at_checked(colon)?;
            if name.first().is_none_or(u8::is_ascii_whitespace) {
                return None;
            }
            let value = std::str::from_utf8(value.get(1..)?).ok()?;
            Some((name.trim_ascii_end(), value.trim()))
        })
}

fn parse(bytes: &[u8]) -> Option<Head<'_>> {
    let mut kind = Kind::Other;
    let mut length = None;
    let (mut address, mut date, mut content_type) = (None, None, None);
    for (name, value) in fields(bytes) {
        let is = |wanted: &str| name.eq_ignore_ascii_case(wanted.as_bytes());
        if is("warc-type") {
            kind = kind_of(value);
        } else if is("content-length") {
            length = length.or(value.parse().ok());
        } else if is("warc-target-uri") {
            address = Some(value.trim_start_matches('<').trim_end_matches('>'));
        } else if is("warc-date") {
            date = Some(value);
        } else if is("content-type") {
            content_type = Some(value);
        } else if is("warc-segment-number") && value != "1" {
            return Some(Head {
                kind: Kind::Continuation,
                address,
                date,
                content_type,
                length: length.or_else(|| stated_length(bytes))?,
            });
        }
    }
    Some(Head {
        kind,
        address: address.filter(|address| !address.is_empty()),
        date,
        content_type,
        length: length?,
    })
}

fn stated_length(bytes: &[u8]) -> Option<u64> {
    fields(bytes)
        .find(|(name, _)| name.eq_ignore_ascii_case(b"content-length"))
        .and_then(|(_, value)| value.parse().ok())
}

fn kind_of(value: &str) -> Kind {
    const KINDS: [(&str, Kind); 8] = [
        ("response", Kind::Response),
        ("resource", Kind::Resource),
        ("conversion", Kind::Conversion),
        ("request", Kind::Request),
        ("revisit", Kind::Revisit),
        ("metadata", Kind::Metadata),
        ("warcinfo", Kind::Info),
        ("continuation", Kind::Continuation),
    ];
    KINDS
        .iter()
        .find(|(name, _)| value.eq_ignore_ascii_case(name))
        .map_or(Kind::Other, |(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &[u8] = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: \
        <https://a.example/x>\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n";

    #[test]
    fn a_head_says_what_where_and_how_long() {
        let Step::Record { head, before } = step(RECORD) else {
            panic!("no record");
        };
        assert_eq!(head.kind, Kind::Response);
        assert_eq!(head.address, Some("https://a.example/x"));
        assert_eq!(head.length, 5);
        assert_eq!(&RECORD[before..before + 5], b"hello");
        assert!(matches!(step(&RECORD[before + 5..]), Step::End));
    }

    #[test]
    fn a_record_without_a_length_is_skipped_to_the_next() {
        let mut bytes = b"WARC/1.0\r\nWARC-Type: response\r\n\r\nWARC/1.0 is a format\r\n".to_vec();
        let at = bytes.len();
        bytes.extend(RECORD);
        match step(&bytes) {
            Step::Broken(Some(next)) => assert_eq!(next, at),
            other => panic!("{other:?}"),
        }
        assert!(matches!(step(b"<html>"), Step::Broken(None)));
    }

    #[test]
    fn a_cut_head_is_told_from_an_endless_one() {
        for end in 1..60 {
            assert!(matches!(step(&RECORD[..end]), Step::CutHead), "{end}");
        }
        let mut endless = b"WARC/1.0\r\nWARC-Type: ".to_vec();
        endless.extend(std::iter::repeat_n(b'x', HEAD_BYTES + 10));
        assert!(matches!(step(&endless), Step::Broken(None)));
    }
}
