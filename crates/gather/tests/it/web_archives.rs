//! WARC and WACZ: every record is accounted for, however the archive is packed, cut or damaged.

use crate::packing::gz;
use ovation_gather::{GatherLimits, Gathered, Record, Unpacker, gather_bytes, walk};
use proptest::prelude::*;
use std::io::Write as _;
use std::ops::ControlFlow;

fn record(kind: &str, fields: &str, block: &[u8]) -> Vec<u8> {
    let mut bytes = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\n\
         WARC-Date: 2024-03-01T12:00:00Z\r\n{fields}Content-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    bytes.extend_from_slice(block);
    bytes.extend_from_slice(b"\r\n\r\n");
    bytes
}

fn answer(path: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let mut block = format!("HTTP/1.1 {head}\r\n\r\n").into_bytes();
    block.extend_from_slice(body);
    let fields = format!(
        "WARC-Target-URI: https://films.example/{path}\r\n\
         Content-Type: application/http; msgtype=response\r\n"
    );
    record("response", &fields, &block)
}

fn page(path: &str, body: &[u8]) -> Vec<u8> {
    answer(
        path,
        "200 OK\r\nContent-Type: text/html; charset=utf-8",
        body,
    )
}

/// What an archive gives, a line a record: `address: body`, a reason, or a complaint's kind.
fn told(name: &str, bytes: Vec<u8>) -> Vec<String> {
    told_within(name, bytes, &GatherLimits::default())
}

fn told_within(name: &str, bytes: Vec<u8>, limits: &GatherLimits) -> Vec<String> {
    let mut lines = Vec::new();
    let mut unpacker = Unpacker::default();
    gather_bytes(name, bytes, limits, &mut |found| {
        match found {
            Gathered::Bundle(bundle) => bundle.open(&mut unpacker, &mut |record| {
                lines.push(match record {
                    Record::Page(page) => {
                        let path = page.address.strip_prefix("https://films.example/");
                        let body = String::from_utf8_lossy(page.bytes);
                        format!("{}: {}", path.unwrap(), body.get(..40).unwrap_or(&body))
                    }
                    Record::PassedOver(why) => why.code().to_owned(),
                    Record::Missed(missed) => {
                        assert!(!missed.complaint.place.is_empty(), "{missed:?}");
                        format!("! {}", missed.complaint.kind)
                    }
                });
                ControlFlow::Continue(())
            })?,
            Gathered::Missed(missed) => lines.push(format!("! {}", missed.complaint.kind)),
            Gathered::Parcel(parcel) => lines.push(format!("parcel {}", parcel.address())),
            Gathered::PassedOver { .. } => {}
        }
        ControlFlow::Continue(())
    });
    lines
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn some_records() -> Vec<Vec<u8>> {
    vec![
        record(
            "warcinfo",
            "Content-Type: application/warc-fields\r\n",
            b"software: x\r\n",
        ),
        page("one", b"<html>one</html>"),
        record(
            "request",
            "WARC-Target-URI: https://films.example/two\r\n",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        page("two", "<html>zwei \u{fc}ber</html>".as_bytes()),
        answer(
            "gone",
            "404 Not Found\r\nContent-Type: text/html",
            b"<html>no",
        ),
        answer("moved", "301 Moved\r\nLocation: /two", b""),
        record(
            "revisit",
            "WARC-Target-URI: https://films.example/one\r\n",
            b"",
        ),
        record(
            "metadata",
            "WARC-Target-URI: https://films.example/one\r\n",
            b"a: b",
        ),
        answer("picture", "200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        record(
            "conversion",
            "WARC-Target-URI: https://films.example/text\r\nContent-Type: text/plain\r\n",
            b"plain words",
        ),
        record(
            "resource",
            "WARC-Target-URI: https://films.example/kept\r\nContent-Type: text/html\r\n",
            b"<html>kept</html>",
        ),
        page("last", b"<html>last</html>"),
    ]
}

const SOME: [&str; 12] = [
    "metadata",
    "one: <html>one</html>",
    "request",
    "two: <html>zwei \u{fc}ber</html>",
    "error-status",
    "redirect",
    "revisit",
    "metadata",
    "no-page",
    "text: plain words",
    "kept: <html>kept</html>",
    "last: <html>last</html>",
];

fn packed(records: &[Vec<u8>], pack: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    records.iter().flat_map(|record| pack(record)).collect()
}

#[test]
fn records_are_the_same_however_an_archive_is_packed() {
    let records = some_records();
    let whole = records.concat();
    assert_eq!(told("a.warc", whole.clone()), SOME);
    assert_eq!(told("a.warc.gz", packed(&records, gz)), SOME, "by record");
    assert_eq!(told("a.warc.gz", gz(&whole)), SOME, "as a whole");
    assert_eq!(
        told("a.warc.zst", packed(&records, zst)),
        SOME,
        "zstd by record"
    );
    assert_eq!(told("a.warc.zst", zst(&whole)), SOME, "zstd as a whole");
    let blocks: Vec<u8> = whole.chunks(300).flat_map(gz).collect();
    assert_eq!(told("a.warc.gz", blocks), SOME, "in blocks of any size");
    let frames: Vec<u8> = whole.chunks(300).flat_map(zst).collect();
    assert_eq!(told("a.warc.zst", frames), SOME, "in frames of any size");
}

#[test]
fn an_archive_without_its_ending_in_the_name_is_known_by_its_bytes() {
    assert_eq!(told("saved", packed(&some_records(), gz)), SOME);
    assert_eq!(told("saved", packed(&some_records(), zst)), SOME);
}

#[test]
fn a_packaged_web_archive_gives_its_records_and_not_its_indexes() {
    for method in [
        zip::CompressionMethod::Stored,
        zip::CompressionMethod::Deflated,
    ] {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        for (name, bytes) in [
            ("datapackage.json", b"{}".to_vec()),
            ("archive/data.warc.gz", packed(&some_records(), gz)),
            ("indexes/index.cdx", b"org,example)/ 2024 {}".to_vec()),
            (
                "pages/pages.jsonl",
                b"{\"url\": \"https://films.example/one\"}".to_vec(),
            ),
        ] {
            writer.start_file(name, options).unwrap();
            writer.write_all(&bytes).unwrap();
        }
        let bytes = writer.finish().unwrap().into_inner();
        assert_eq!(told("crawl.wacz", bytes.clone()), SOME);
        assert_eq!(told("crawl.zip", bytes), SOME);
    }
}

#[test]
fn bodies_are_unwrapped_as_their_headers_say_and_only_if_they_are_wrapped() {
    let chunked = b"6\r\n<html>\r\n5;x=y\r\nhello\r\n0\r\n\r\n";
    let in_two: Vec<u8> = gz(b"<html>hello");
    let mut both = format!("{:x}\r\n", in_two.len()).into_bytes();
    both.extend(&in_two);
    both.extend(b"\r\n0\r\n\r\n");
    let brotli = [0x0b, 0x02, 0x80, b'h', b'e', b'l', b'l', b'o', 0x03];
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    zlib.write_all(b"<html>hello").unwrap();
    let mut bare = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    bare.write_all(b"<html>hello").unwrap();
    for (fields, body, expect) in [
        (
            "Transfer-Encoding: chunked",
            chunked.to_vec(),
            "<html>hello",
        ),
        (
            "Transfer-Encoding: chunked",
            b"<html>hello".to_vec(),
            "<html>hello",
        ),
        ("Content-Encoding: gzip", gz(b"<html>hello"), "<html>hello"),
        (
            "Content-Encoding: gzip",
            b"<html>hello".to_vec(),
            "<html>hello",
        ),
        (
            "content-encoding: GZIP\r\nTransfer-Encoding: chunked",
            both,
            "<html>hello",
        ),
        (
            "Content-Encoding: deflate",
            zlib.finish().unwrap(),
            "<html>hello",
        ),
        (
            "Content-Encoding: deflate",
            bare.finish().unwrap(),
            "<html>hello",
        ),
        ("Content-Encoding: br", brotli.to_vec(), "hello"),
        (
            "Content-Encoding: br",
            b"<html>hello".to_vec(),
            "<html>hello",
        ),
        ("Content-Encoding: zstd", zst(b"<html>hello"), "<html>hello"),
    ] {
        let head = format!("200 OK\r\nContent-Type: text/html\r\n{fields}");
        let told = told("a.warc", answer("x", &head, &body));
        assert_eq!(told, [format!("x: {expect}")], "{fields}");
    }
}

#[test]
fn a_page_that_was_sent_packed_does_not_end_the_record_it_is_in() {
    // Bytes that do not compress are stored as they are, so that the inner gzip header stands
    // in the file just like a member's.
    let noise: Vec<u8> = (0..40_000_u32)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0])
        .collect();
    let mut inner = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    inner.write_all(b"<html>").unwrap();
    inner.write_all(&noise).unwrap();
    let inner = inner.finish().unwrap();
    let head = "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip";
    let records = [answer("x", head, &inner), page("y", b"<html>y")];
    let stored = |bytes: &[u8]| {
        let mut outer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
        outer.write_all(bytes).unwrap();
        outer.finish().unwrap()
    };
    let told = told("a.warc.gz", packed(&records, stored));
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("x: <html>"), "{told:?}");
    assert_eq!(told[1], "y: <html>y");
}

#[test]
fn damage_costs_the_record_it_is_in_and_is_said() {
    let records = some_records();
    let members: Vec<Vec<u8>> = records.iter().map(|record| gz(record)).collect();
    for broken in 0..members.len() {
        let mut bytes = Vec::new();
        for (at, member) in members.iter().enumerate() {
            let mut member = member.clone();
            if at == broken {
                let middle = member.len() / 2;
                member[middle] ^= 0xff;
                member[middle + 1] ^= 0x55;
            }
            bytes.extend(member);
        }
        let told = told("a.warc.gz", bytes);
        // Damage in the very first member may hide that it is a web archive at all.
        if broken == 0 && told.len() == 1 {
            continue;
        }
        let mut expect: Vec<&str> = SOME.to_vec();
        expect[broken] = "! bad-compression";
        assert_eq!(told, expect, "record {broken}");
    }
}

#[test]
fn a_head_that_is_none_is_passed_over_to_the_next_record() {
    let mut bytes = page("one", b"<html>one</html>");
    bytes.extend(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\nlost\r\n\r\n");
    bytes.extend(page("two", b"<html>WARC/1.0\nis what I write of"));
    assert_eq!(
        told("a.warc", bytes.clone()),
        [
            "one: <html>one</html>",
            "! bad-markup",
            "two: <html>WARC/1.0\nis what I write of"
        ]
    );
    assert_eq!(told("a.warc.gz", gz(&bytes)).len(), 3);
    let no_http = record(
        "response",
        "WARC-Target-URI: https://films.example/x\r\nContent-Type: application/http\r\n",
        b"<html>where is the status?</html>",
    );
    assert_eq!(told("a.warc", no_http), ["! bad-markup"]);
}

#[test]
fn an_archive_cut_anywhere_gives_what_stands_before_the_cut() {
    let records = [
        page("one", b"<html>one</html>"),
        page("two", b"<html>two</html>"),
    ];
    let expect = ["one: <html>one</html>", "two: <html>two</html>"];
    for (name, first, bytes) in [
        ("a.warc", records[0].len(), records.concat()),
        ("a.warc.gz", gz(&records[0]).len(), packed(&records, gz)),
        ("a.warc.zst", zst(&records[0]).len(), packed(&records, zst)),
    ] {
        for end in first + 1..bytes.len() {
            let told = told(name, bytes[..end].to_vec());
            assert_eq!(told[0], expect[0], "{name} cut at {end}");
            // Of a plain archive the blank lines behind the last record may be missing.
            assert!(
                told[1] == "! bad-compression" || (name == "a.warc" && told[1] == expect[1]),
                "{name} cut at {end}: {told:?}"
            );
        }
    }
}

fn tight() -> GatherLimits {
    GatherLimits {
        page_bytes: 64 * 1024,
        expansion_free_bytes: 256 * 1024,
        ..GatherLimits::default()
    }
}

#[test]
fn a_record_larger_than_a_page_is_said_and_the_next_is_read() {
    let noise: Vec<u8> = (0..400_000_u32)
        .flat_map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes())
        .collect();
    let film = answer("film", "200 OK\r\nContent-Type: video/mp4", &noise);
    let records = [page("large", &noise), film, page("small", b"<html>")];
    let expect = ["! too-large", "no-page", "small: <html>"];
    let limits = tight();
    assert_eq!(told_within("a.warc", records.concat(), &limits), expect);
    assert_eq!(
        told_within("a.warc.gz", packed(&records, gz), &limits),
        expect
    );
    assert_eq!(
        told_within("a.warc.gz", gz(&records.concat()), &limits),
        expect
    );
    assert_eq!(
        told_within("a.warc.zst", packed(&records, zst), &limits),
        expect
    );
}

#[test]
fn a_record_that_states_more_than_there_is_takes_nothing_with_it_but_the_rest() {
    let mut bytes = page("one", b"<html>one</html>");
    bytes.extend(
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999\r\n\r\nlost\r\n\r\n",
    );
    let lines = told("a.warc", bytes);
    assert_eq!(lines[0], "one: <html>one</html>");
    assert!(
        lines.len() > 1 && lines[1..].iter().all(|line| line.starts_with('!')),
        "{lines:?}"
    );
}

#[test]
fn bombs_stop_early_and_the_records_behind_them_are_read() {
    let bomb = page("bomb", &vec![b'x'; 40 * 1024 * 1024]);
    let records = [page("one", b"<html>one"), bomb, page("two", b"<html>two")];
    let limits = tight();
    for (name, bytes) in [
        ("a.warc.gz", packed(&records, gz)),
        ("a.warc.zst", packed(&records, zst)),
    ] {
        let lines = told_within(name, bytes, &limits);
        assert_eq!(lines[0], "one: <html>one", "{name}");
        assert!(
            lines[1] == "! expansion" || lines[1] == "! too-large",
            "{name}: {lines:?}"
        );
        assert_eq!(lines.last().unwrap(), "two: <html>two", "{name}: {lines:?}");
    }
    let inner = gz(&vec![b' '; 40 * 1024 * 1024]);
    let head = "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip";
    let lines = told_within("a.warc", answer("x", head, &inner), &limits);
    assert_eq!(lines, ["! too-large"]);
}

#[test]
fn an_endless_head_is_given_up() {
    let mut bytes = b"WARC/1.0\r\nWARC-Type: ".to_vec();
    bytes.extend(vec![b'x'; 3 * 1024 * 1024]);
    bytes.extend(b"\r\n\r\n");
    bytes.extend(page("two", b"<html>two"));
    assert_eq!(
        told("a.warc", bytes.clone()),
        ["! bad-markup", "two: <html>two"]
    );
    assert_eq!(
        told("a.warc.gz", gz(&bytes)),
        ["! bad-markup", "two: <html>two"]
    );
}

#[test]
fn a_page_knows_when_it_was_fetched_and_where_it_stood() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("crawl.warc.gz");
    std::fs::write(&path, packed(&some_records(), gz)).unwrap();
    let mut parcels = Vec::new();
    walk(&path, &GatherLimits::default(), &mut |found| {
        parcels.push(found.unwrap());
        ControlFlow::Continue(())
    });
    assert_eq!(parcels.len(), 5);
    assert_eq!(parcels[0].address(), "https://films.example/one");
    assert_eq!(parcels[0].content_type(), Some("text/html; charset=utf-8"));
    let taken = parcels[0].taken().unwrap();
    assert_eq!(taken.to_string(), "2024-03-01T12:00:00Z");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_behind_a_record_never_break_the_reader(
        tail in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        for (name, pack) in [
            ("a.warc", None),
            ("a.warc.gz", Some(gz as fn(&[u8]) -> Vec<u8>)),
            ("a.warc.zst", Some(zst as fn(&[u8]) -> Vec<u8>)),
        ] {
            let first = page("one", b"<html>one");
            let mut bytes = pack.map_or(first.clone(), |pack| pack(&first));
            bytes.extend(&tail);
            let lines = told(name, bytes);
            prop_assert_eq!(&lines[0], "one: <html>one");
        }
    }
}
