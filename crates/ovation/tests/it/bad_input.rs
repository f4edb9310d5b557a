//! Rubbish gets a clear reason, loses nothing else, and ends.

use crate::place::{Place, TABLE, text};
use serde_json::Value;
use std::fmt::Write as _;
use std::io::Write as _;

fn reasons(summary: &Value) -> Vec<String> {
    summary["reasons"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect()
}

/// Ingests one bad file beside a good one: the good one's seven reviews are all there.
fn beside_a_good_table(name: &str, bytes: &[u8]) -> (Place, Value) {
    let place = Place::new();
    let bad = place.write(name, bytes);
    let good = place.write("good.csv", TABLE);
    let ran = place.run(&["ingest", text(&bad), text(&good), "--json"]);
    assert!(ran.code == 3 || ran.code == 0, "{} {}", ran.out, ran.err);
    let summary: Value = serde_json::from_str(ran.out.lines().last().unwrap()).unwrap();
    let log = place.run(&["log", "--limit", "1000", "--json"]);
    assert!(log.out.contains("Glass Orchard"), "{}", log.out);
    let counted = summary["counted"].as_u64().unwrap();
    assert!(counted >= 7, "{summary}");
    place.assert_sound();
    (place, summary)
}

#[test]
fn files_that_are_no_tables_say_why() {
    for (name, bytes, reason) in [
        ("empty.csv", &b""[..], "empty"),
        ("columns.csv", b"colour,size\nred,4\n", "missing-columns"),
        (
            "broken.csv.gz",
            b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03not gzip",
            "bad-compression",
        ),
        (
            "broken.zip",
            b"PK\x03\x04 and then nothing of the sort",
            "bad-compression",
        ),
    ] {
        let (_place, summary) = beside_a_good_table(name, bytes);
        assert!(
            reasons(&summary).iter().any(|r| r == reason),
            "{name}: {summary}"
        );
        assert_eq!(summary["found"], 7, "{name}: {summary}");
    }
}

#[test]
fn a_bad_row_is_lost_alone() {
    let mut table = String::from("film,year,critic,date,rating,text\n");
    table.push_str("One,2021,Ada Quill,2021-01-01,4/5,Good.\n");
    writeln!(
        table,
        "Two,2021,Ada Quill,2021-01-02,4/5,{}",
        "x".repeat(1_100_000)
    )
    .unwrap();
    table.push_str("Three,2021,Ada Quill,2021-01-03,4/5,Go\0od.\n");
    table.push_str("Four,2021,Ada Quill,1800-01-01,4/5,Good.\n");
    table.push_str("Five,2021,Ada Quill,2999-01-01,4/5,Good.\n");
    table.push_str("Six,2021,Ada Quill,2021-01-06,4/0,\n");
    table.push_str("Seven,2021,Ada Quill,2021-01-07,5.5/5,\n");
    table.push_str("Eight,2021,Ada Quill,2021-01-08,2/5,Bad.\n");
    let mut bytes = table.into_bytes();
    bytes.extend_from_slice(b"Nine,2021,Ada Quill,2021-01-09,2/5,Br\xfbl\xe9e.\n");
    let (place, summary) = beside_a_good_table("rows.csv", &bytes);
    assert_eq!(summary["unreadable"], 1, "{summary}");
    assert_eq!(summary["reasons"]["field-too-large"], 1, "{summary}");
    assert_eq!(summary["excluded"], 2, "{summary}");
    assert_eq!(summary["reasons"]["nothing-to-judge"], 2, "{summary}");
    assert_eq!(summary["found"], 7 + 8, "{summary}");
    let log = place.run(&["log", "--limit", "1000", "--json"]).out;
    for words in ["4/0", "5.5/5", "1800-01-01", "2999-01-01", "bad-date"] {
        assert!(log.contains(words), "{words}");
    }
    assert!(log.contains("Brûlée"), "Windows-1252 is recognised");
}

#[test]
fn what_is_left_out_is_named_with_its_place_and_reason() {
    let place = Place::new();
    let table = place.write(
        "rows.csv",
        "film,year,critic,rating\nOne,2021,Ada Quill,4/5\nTwo,2021\n",
    );
    let ran = place.run(&["ingest", text(&table)]);
    assert_eq!(ran.code, 3, "{}", ran.out);
    assert!(ran.out.contains("rows.csv: line 3: bad-row"), "{}", ran.out);
}

#[test]
fn a_table_cut_off_in_its_gzip_is_read_as_far_as_it_goes() {
    let mut table = String::from("film,year,critic,rating,text\n");
    for row in 0..20_000 {
        writeln!(
            table,
            "Film {row},2021,Critic {},4/5,Text {}",
            row * 7919,
            row * 104_729
        )
        .unwrap();
    }
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(table.as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    let place = Place::new();
    let file = place.write("cut.csv.gz", &packed[..packed.len() / 2]);
    let summary = place.json(3, &["ingest", text(&file)]);
    assert!(summary["found"].as_u64().unwrap() > 5_000, "{summary}");
    assert_eq!(summary["reasons"]["unreachable"], 1, "{summary}");
    place.assert_sound();
}

#[test]
fn pages_out_of_all_bounds_end_with_a_reason() {
    let deep = format!("<html><body>{}", "<div>".repeat(100_000));
    let huge = format!("<html><body><p>{}</p>", "word ".repeat(10_500_000));
    let broken =
        "<html><head><script type=\"application/ld+json\">{\"@type\":\"Review\",,}</script>";
    for (name, bytes) in [
        ("deep.html", deep.as_bytes()),
        ("huge.html", huge.as_bytes()),
        ("broken.html", broken.as_bytes()),
        ("nul.html", b"\0\0\0\0<html>\0"),
        ("noise.html", &[0xfe, 0x12, 0x80, 0xff, 0x00, 0x9f][..]),
    ] {
        let (_place, summary) = beside_a_good_table(name, bytes);
        assert_eq!(summary["unreadable"], 1, "{name}: {summary}");
    }
}

#[test]
fn a_gzip_bomb_stops_early() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let megabyte = vec![b' '; 1 << 20];
    for _ in 0..300 {
        packer.write_all(&megabyte).unwrap();
    }
    let bomb = packer.finish().unwrap();
    for name in ["bomb.csv.gz", "bomb.html.gz"] {
        let (_place, summary) = beside_a_good_table(name, &bomb);
        assert_eq!(summary["found"], 7, "{name}: {summary}");
        let reasons = reasons(&summary);
        assert!(
            reasons
                .iter()
                .any(|reason| reason == "expansion" || reason == "too-large"),
            "{name}: {summary}"
        );
    }
}

#[test]
fn addresses_that_must_not_be_fetched_are_refused() {
    let place = Place::new();
    for (address, reason) in [
        ("file:///etc/passwd", "refused"),
        ("http://127.0.0.1:9/", "refused"),
        ("http://[::1]/", "refused"),
        ("http://169.254.169.254/latest/meta-data", "refused"),
        ("http://localhost/", "refused"),
        ("ftp://host.example/x", "refused"),
    ] {
        let summary = place.json(3, &["ingest", address]);
        assert_eq!(reasons(&summary), [reason], "{address}: {summary}");
    }
    let slip = place.run(&["ingest", "no/such/file.csv", "--record", "new.db"]);
    assert_eq!(slip.code, 1);
    assert!(slip.err.contains("no/such/file.csv"), "{}", slip.err);
    assert!(!place.path("new.db").exists(), "a slip makes no record");
}
