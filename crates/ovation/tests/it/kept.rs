//! What is kept of sources: counted, read again, kept to oneself; and how far lists are followed.

use crate::place::{Place, TABLE, text};
use serde_json::Value;

/// Stands in the bytes alone: no reader takes it for a value.
const COMMENT: &str = "zqprivate-remark";

fn page() -> String {
    format!(
        r#"<!doctype html><html lang="en"><!-- {COMMENT} --><head><title>The Lamplighter review</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"Review","url":"https://meridian.example/1",
"itemReviewed":{{"@type":"Movie","name":"The Lamplighter","dateCreated":"2024"}},
"author":{{"@type":"Person","name":"Ada Quill"}},"publisher":{{"@type":"Organization","name":"Meridian"}},
"datePublished":"2024-03-01","reviewRating":{{"@type":"Rating","ratingValue":"4","bestRating":"5"}}}}</script>
</head><body><article><h1>The Lamplighter review</h1><p>A patient and glowing film about a town that goes dark one
lamp at a time, and the woman who lights them again. The camera waits with her, and so do we.</p></article></body></html>"#
    )
}

#[test]
fn a_source_is_read_again_from_what_was_kept_and_nothing_is_entered() {
    let place = Place::new();
    place.write("page.html", page());
    place.write("table.csv", TABLE);
    let summary = place.json(0, &["ingest", "table.csv"]);
    assert_eq!(summary["kept_copies"], 1, "{summary}");
    place.json(0, &["ingest", "page.html", "--keep", "forever"]);
    let counts = place.json(0, &["copies"]);
    assert_eq!(counts["copies"], 2, "{counts}");
    assert_eq!(counts["for_ever"], 1, "{counts}");
    assert_eq!(counts["bytes"], page().len() + TABLE.len(), "{counts}");
    let before = place.json(0, &["verify-chain"]);
    let table = place.json(0, &["read", "--source", "1"]);
    assert_eq!(table["same"], 7, "{table}");
    assert_eq!(table["reviews"], Value::Array(Vec::new()), "{table}");
    assert_eq!(table["evidence"]["nowhere"], 0, "{table}");
    let told = place.run(&["read", "--source", "2"]);
    assert_eq!(told.code, 0, "{}", told.err);
    for wanted in [
        "kept for ever",
        "1 review is read as the record holds them, 0 otherwise",
        "0 elsewhere in the bytes, 0 nowhere in them",
    ] {
        assert!(told.out.contains(wanted), "{wanted}: {}", told.out);
    }
    // Another reading of the table: its outlets as its critics.
    let other = place.run(&["read", "--source", "1", "--map", "critic=outlet"]);
    assert!(
        other
            .out
            .contains("critics.1: then \"Ada Quill\", now \"Meridian\""),
        "{}",
        other.out
    );
    assert_eq!(place.json(0, &["verify-chain"]), before);
    let doctor = place.run(&["doctor"]);
    assert!(
        doctor
            .out
            .contains("kept copies are what was read: 2 copies of 2 sources"),
        "{}",
        doctor.out
    );
    // A backup has them, in its one file; an export has none of them.
    place.json(0, &["backup", "backup.db"]);
    let again = place.json(0, &["read", "--source", "2", "--record", "backup.db"]);
    assert_eq!(again["same"], 1, "{again}");
    place.json(0, &["export", "out", "--format", "csv"]);
    place.json(0, &["export", "private", "--format", "jsonl", "--private"]);
    for folder in ["out", "private"] {
        for file in std::fs::read_dir(place.path(folder)).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            assert!(!String::from_utf8_lossy(&bytes).contains(COMMENT));
        }
    }
    place.assert_sound();
}

#[test]
fn why_there_is_no_copy_is_said() {
    let place = Place::new();
    place.write("page.html", page());
    let summary = place.json(0, &["ingest", "page.html", "--keep", "none"]);
    assert_eq!(summary["kept_copies"], 0, "{summary}");
    let gone = place.json(3, &["read", "--source", "1"]);
    assert_eq!(gone["copy"], "never-kept", "{gone}");
    let told = place.run(&["read", "--source", "1"]);
    assert!(
        told.out.contains("page.html: its bytes were not kept"),
        "{}",
        told.out
    );
    let unknown = place.run(&["read", "--source", "9"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("no source 9"), "{}", unknown.err);
    for wrong in ["week", "days=0", "days=", "400"] {
        let ran = place.run(&["ingest", "page.html", "--keep", wrong]);
        assert_eq!(ran.code, 2, "{wrong}: {}", ran.err);
        assert!(ran.err.contains("`days=N`"), "{wrong}: {}", ran.err);
    }
    assert_eq!(place.run(&["read", "page.html", "--source", "1"]).code, 2);
    assert_eq!(place.run(&["copies", "--dry-run"]).code, 2);
    let over = place.json(0, &["copies", "--expire"]);
    assert_eq!(over["copies"], 0, "{over}");
}

#[test]
fn copies_beside_the_record_are_read_again_and_go_with_a_deletion() {
    let place = Place::new();
    place.write("page.html", page());
    place.json(0, &["ingest", "page.html", "--copies-beside"]);
    let folder = place.path("ovation.db.copies");
    let files = || {
        let folders = std::fs::read_dir(&folder).into_iter().flatten();
        let files = folders.flat_map(|it| std::fs::read_dir(it.unwrap().path()).unwrap());
        files.count()
    };
    assert_eq!(files(), 1);
    assert_eq!(place.json(0, &["read", "--source", "1"])["same"], 1);
    place.assert_sound();
    place.json(0, &["delete-source", "1", "--note", "its owner asked"]);
    assert_eq!(files(), 0);
    assert_eq!(place.json(3, &["read", "--source", "1"])["copy"], "deleted");
    place.assert_sound();
}

#[test]
fn limits_of_following_lists_are_options_that_a_met_limit_names() {
    let place = Place::new();
    // Nothing is asked of anybody: each limit is met before.
    let list = place.write(
        "sitemap.xml",
        "<urlset><url><loc>http://127.0.0.1:9/1</loc></url><url><loc>http://127.0.0.1:9/2</loc></url></urlset>",
    );
    for limit in ["--max-pages", "--max-hosts", "--max-bytes", "--max-depth"] {
        for command in ["ingest", "read"] {
            let ran = place.run(&[command, text(&list), "--follow-items", limit, "0"]);
            assert_eq!(ran.code, 3, "{limit}: {}", ran.err);
            assert!(ran.out.contains(limit), "{limit}: {}", ran.out);
        }
    }
}
