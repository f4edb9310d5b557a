//! Another program, which shares no code with ours, checks our exports and receipts.

use crate::place::{Place, TABLE, text};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the independent script says of an export, and of a receipt.
fn script(export: &Path, receipt: &Path) -> (i32, String) {
    let script =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/independent/check_export.py");
    let ran = Command::new("python3")
        .arg("-B")
        .arg(script)
        .args([export, receipt])
        .output()
        .unwrap_or_else(|error| panic!("this test needs `python3` (3.8 or later): {error}"));
    let said = [ran.stdout, ran.stderr].concat();
    (
        ran.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

/// A record with pages and tables, decisions, merges, and words of which some were deleted.
fn ready() -> (Place, PathBuf) {
    let place = Place::new();
    let table = place.write("reviews.csv", TABLE);
    place.json(0, &["ingest", text(&table)]);
    let page = place.write(
        "page.html",
        "<html lang=en><head><title>Umlaute äöü and “quotes”</title>\
         <script type=\"application/ld+json\">{\"@type\":\"Review\",\"itemReviewed\":\
         {\"@type\":\"Movie\",\"name\":\"The Lamplighter\"},\"author\":{\"name\":\"Gil Oram\"},\
         \"datePublished\":\"2024-07-01\",\"reviewRating\":{\"ratingValue\":4,\"bestRating\":5}}\
         </script></head><body><article><h1>The Lamplighter</h1><p>A film that “lights” up \
         the valley — naïve, \\ slow & very good. Four stars from one who does not give them \
         lightly, and who would walk home through the rain for it again.</p></article></body></html>",
    );
    place.json(0, &["ingest", text(&page)]);
    place.json(0, &["desk", "2", "--verdict", "against"]);
    place.json(0, &["desk", "6", "--exclude", "--note", "an advertisement"]);
    assert_eq!(
        place.run(&["merge", "critic", "Bo Finch", "Ed Vale"]).code,
        0
    );
    let receipt = place.run(&["receipt", "The Lamplighter"]);
    assert_eq!(receipt.code, 0, "{}", receipt.err);
    let receipt = place.write("receipt.json", receipt.out);
    let deleted = place.run(&["delete-source", text(&page), "--note", "asked for"]);
    assert_eq!(deleted.code, 0, "{}", deleted.err);
    (place, receipt)
}

#[test]
fn a_script_that_shares_no_code_checks_every_entry_of_an_export_and_a_receipts_counts() {
    let (place, receipt) = ready();
    for format in ["jsonl", "csv"] {
        place.json(0, &["export", format, "--format", format]);
        let (code, said) = script(&place.path(format), &receipt);
        assert_eq!(code, 0, "{format}: {said}");
        assert!(said.contains("entries follow one from the other"), "{said}");
    }
    let entries = place.path("jsonl").join("entries.jsonl");
    let whole = std::fs::read_to_string(&entries).unwrap();
    for (changed, wanted) in [
        (whole.replace("Ada Quill", "Ida Quill"), "comes out as"),
        (
            whole.replace("A patient and glowing film", "A dull and endless film"),
            "the words are not",
        ),
        (whole.replacen("import:", "person:", 1), "entry 1: hash is"),
        (
            whole.lines().skip(1).collect::<Vec<_>>().join("\n"),
            "entry 1 is missing",
        ),
        (
            whole.lines().take(8).collect::<Vec<_>>().join("\n"),
            "the dictionary's head is",
        ),
    ] {
        std::fs::write(&entries, changed).unwrap();
        let (code, said) = script(&place.path("jsonl"), &receipt);
        assert_eq!(code, 1, "{wanted}: {said}");
        assert!(said.contains(wanted), "{wanted}: {said}");
        // So does ours.
        let ours = place.run(&["verify", text(&receipt), "--against", "jsonl"]);
        assert_eq!(ours.code, 1, "{wanted}: {}{}", ours.out, ours.err);
    }
    std::fs::write(&entries, whole).unwrap();
    let bent = std::fs::read_to_string(&receipt).unwrap().replacen(
        "\"positives\": ",
        "\"positives\": 1",
        1,
    );
    std::fs::write(&receipt, bent).unwrap();
    let (code, said) = script(&place.path("jsonl"), &receipt);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("result.positives is"), "{said}");
}
