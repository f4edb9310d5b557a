//! What people do with a record: merge, undo, withdraw, delete, settle with one key, back up.

use crate::place::{Place, TABLE, text};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;

/// A page with a review of some length; `opening` stands before a text that is always the same.
fn page(host: &str, byline: &str, opening: &str) -> String {
    let mut body = String::new();
    for sentence in 0..12 {
        write!(
            body,
            "<p>Scene {sentence} walks through the fog with a lamp and a steady hand, past the {} \
             quay, the {} market and a door that nobody opens until reel {}.</p>",
            ["old", "new", "low", "high"][sentence % 4],
            ["fish", "flower", "coal"][sentence % 3],
            sentence * 7 + 3
        )
        .unwrap();
    }
    format!(
        r#"<!doctype html><html lang="en"><head><title>The Lamplighter review</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"Review",
"url":"https://{host}.example/lamplighter",
"itemReviewed":{{"@type":"Movie","name":"The Lamplighter","dateCreated":"2024"}},
{byline}"publisher":{{"@type":"Organization","name":"{host}"}},
"datePublished":"2024-03-01","reviewRating":{{"@type":"Rating","ratingValue":"4","bestRating":"5"}}}}</script>
</head><body><article><h1>The Lamplighter review</h1>{opening}{body}</article></body></html>"#
    )
}

const SIGNED: &str = r#""author":{"@type":"Person","name":"Ada Quill"},"#;

#[test]
fn the_same_review_on_two_sites_is_one_with_and_without_its_byline() {
    let place = Place::new();
    place.write("web/meridian.html", page("meridian", SIGNED, ""));
    let opening = "<p>This review first ran in another paper, which kindly let us have it.</p>";
    place.write("web/harbinger.html", page("harbinger", "", opening));
    let summary = place.json(0, &["ingest", "web"]);
    assert_eq!(summary["found"], 1, "{summary}");
    assert_eq!(summary["twins"], 1, "{summary}");
    // Read on another day, from a third place: still one.
    place.write("later/lantern.html", page("lantern", SIGNED, opening));
    let later = place.json(0, &["ingest", "later"]);
    assert_eq!(later["found"], 1, "{later}");
    let again = place.json(0, &["ingest", "web", "later"]);
    assert_eq!(again["new_entries"], 0, "{again}");
    assert_eq!(place.json(0, &["doctor"])["found"], 1);
    place.assert_sound();
}

#[test]
fn a_dry_run_tells_the_scores_that_would_move_and_undo_puts_them_back() {
    let place = Place::new();
    let table = place.write("reviews.csv", TABLE);
    place.json(0, &["ingest", text(&table)]);
    let before = place.json(0, &["score", "The Lamplighter (2024)"])["score"].clone();
    let merge = [
        "merge",
        "film",
        "Glass Orchard (2023)",
        "The Lamplighter (2024)",
    ];
    let dry = place.json(0, &[merge.as_slice(), &["--dry-run"]].concat());
    assert_eq!(dry["dry_run"], true);
    assert_eq!(dry["films"].as_array().unwrap().len(), 2, "{dry}");
    assert_eq!(
        place.json(0, &["score", "The Lamplighter (2024)"])["score"],
        before
    );
    let merged = place.json(0, &merge);
    let after = place.json(0, &["score", "The Lamplighter (2024)"])["score"].clone();
    assert_ne!(after, before);
    // The title that was given up leads there too.
    assert_eq!(
        place.json(0, &["score", "Glass Orchard (2023)"])["score"],
        after
    );
    // Nor does it come back with another import.
    place.json(0, &["ingest", text(&table)]);
    assert_eq!(
        place.json(0, &["score", "Glass Orchard (2023)"])["score"],
        after
    );
    place.json(0, &["undo", &merged["last"].to_string()]);
    assert_eq!(
        place.json(0, &["score", "The Lamplighter (2024)"])["score"],
        before
    );
    let log = place.run(&["log", "--people"]);
    assert!(
        log.out.contains("are one") && log.out.contains("two again"),
        "{}",
        log.out
    );
    place.assert_sound();
}

#[test]
fn a_withdrawn_review_is_out_and_its_receipt_of_before_still_holds() {
    let place = Place::new();
    let table = place.write("reviews.csv", TABLE);
    place.json(0, &["ingest", text(&table)]);
    let receipt = place.run(&["receipt", "The Lamplighter (2024)"]);
    let receipt = place.write("receipt.json", receipt.out);
    place.json(
        0,
        &[
            "withdraw",
            "1",
            "--by",
            "critic",
            "--note",
            "a notice on the page",
        ],
    );
    let score = place.json(0, &["score", "The Lamplighter (2024)"]);
    assert_eq!(score["score"]["reasons"]["withdrawn"], 1, "{score}");
    let verified = place.json(0, &["verify", text(&receipt), "--against-record"]);
    assert_eq!(verified["ok"], true, "{verified}");
    place.json(0, &["reinstate", "1"]);
    place.assert_sound();
}

#[test]
fn a_deleted_source_leaves_its_reason_and_is_not_read_in_again() {
    let place = Place::new();
    let table = place.write("reviews.csv", TABLE);
    place.json(0, &["ingest", text(&table)]);
    let silent = place.run(&["delete-source", "1"]);
    assert_eq!(silent.code, 1);
    assert!(silent.err.contains("--note"), "{}", silent.err);
    place.json(0, &["delete-source", "1", "--note", "its owner asked"]);
    let doctor = place.json(0, &["doctor"]);
    assert_eq!(doctor["counted"], 0, "{doctor}");
    assert_eq!(doctor["reasons"]["source-deleted"], 7, "{doctor}");
    let log = place.run(&["log", "--limit", "1000", "--json"]);
    assert!(
        !log.out.contains("A patient and glowing film"),
        "the words are gone"
    );
    assert!(log.out.contains("its owner asked"));
    let again = place.json(3, &["ingest", text(&table)]);
    assert_eq!(
        (&again["found"], &again["deleted"]),
        (&0.into(), &7.into()),
        "{again}"
    );
    place.assert_sound();
}

#[test]
fn a_backup_is_a_record_and_fills_an_empty_one() {
    let place = Place::new();
    let table = place.write("reviews.csv", TABLE);
    place.json(0, &["ingest", text(&table)]);
    let head = place.json(0, &["verify-chain"])["head"].clone();
    place.json(0, &["backup", "copy.db"]);
    assert_eq!(
        place.run(&["backup", "copy.db"]).code,
        1,
        "nothing is written over"
    );
    let copy = place.json(0, &["verify-chain", "--record", "copy.db"]);
    assert_eq!(copy["head"], head);
    place.json(0, &["restore", "copy.db", "--record", "restored.db"]);
    let film = "The Lamplighter (2024)";
    assert_eq!(
        place.json(0, &["score", film, "--record", "restored.db"])["score"],
        place.json(0, &["score", film])["score"]
    );
    let (seq, hash) = (
        head["seq"].to_string(),
        head["hash"].as_str().unwrap().to_owned(),
    );
    let anchored = ["verify-chain", "--entry", &seq, "--hash", &hash];
    assert_eq!(place.json(0, &anchored)["ok"], true);
    let other = hash.replace(['0', '1', '2'], "3");
    let rewritten = ["verify-chain", "--entry", &seq, "--hash", &other];
    assert_eq!(place.json(1, &rewritten)["ok"], false);
}

#[test]
fn the_desk_takes_one_key_for_each_review_and_keeps_the_cases() {
    let place = Place::new();
    for (host, title) in [
        ("meridian", "The Lamplighter"),
        ("harbinger", "Glass Orchard"),
    ] {
        let page = page(host, SIGNED, "").replace("The Lamplighter", title);
        let page = page.replace("quay", host);
        place.write(&format!("web/{host}.html"), page);
    }
    let summary = place.json(0, &["ingest", "web"]);
    assert_eq!(summary["waiting"], 2, "{summary}");
    // A new film for the first, that undone, a new film again, the second out, end.
    let mut desk = place
        .command(&["desk", "--settle", "--as", "ada", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    desk.stdin.take().unwrap().write_all(b"n u n x q").unwrap();
    let ended = desk.wait_with_output().unwrap();
    let out = String::from_utf8_lossy(&ended.stdout);
    let told: serde_json::Value = serde_json::from_str(out.lines().last().unwrap()).unwrap();
    assert_eq!(
        (&told["settled"], &told["waiting"]),
        (&2.into(), &0.into()),
        "{out}"
    );
    let doctor = place.json(0, &["doctor"]);
    assert_eq!(
        (&doctor["counted"], &doctor["excluded"]),
        (&1.into(), &1.into()),
        "{doctor}"
    );
    place.json(0, &["desk", "--export", "cases.jsonl"]);
    let cases = std::fs::read_to_string(place.path("cases.jsonl")).unwrap();
    let cases: Vec<serde_json::Value> = cases
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(cases.len(), 4, "{cases:?}");
    assert!(
        cases
            .iter()
            .all(|case| case["by"] == "person:ada" && case["text"].is_string())
    );
    place.assert_sound();
}

#[test]
fn the_last_answer_on_the_desk_is_undone_like_every_other() {
    let place = Place::new();
    place.write("web/meridian.html", page("meridian", SIGNED, ""));
    place.json(0, &["ingest", "web"]);
    for (keys, waiting) in [("x u q", 1), ("n u x u q", 1), ("x x", 0)] {
        let mut desk = place
            .command(&["desk", "--settle", "--json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = desk.stdin.take().unwrap();
        stdin.write_all(keys.as_bytes()).unwrap();
        drop(stdin);
        let ended = desk.wait_with_output().unwrap();
        let out = String::from_utf8_lossy(&ended.stdout);
        let told: serde_json::Value = serde_json::from_str(out.lines().last().unwrap()).unwrap();
        assert_eq!(told["waiting"], waiting, "{keys}: {out}");
    }
    place.assert_sound();
}

#[test]
fn two_ingests_of_one_folder_at_once_add_everything_once() {
    let place = Place::new();
    for outlet in 0..30 {
        let mut table = String::from("film,year,critic,outlet,date,rating,text\n");
        for row in 0..40 {
            writeln!(
                table,
                "Film {row},2021,Critic {outlet},Outlet {outlet},2021-02-0{},{}/5,Row {row}.",
                row % 9 + 1,
                row % 6
            )
            .unwrap();
        }
        place.write(&format!("folder/outlet{outlet}.csv"), table);
    }
    let ingests: Vec<_> = (0..2)
        .map(|_| {
            place
                .command(&["ingest", "folder", "--json"])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for ingest in ingests {
        let ended = ingest.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(0), "{told}");
    }
    let doctor = place.json(0, &["doctor"]);
    assert_eq!(doctor["found"], 1_200, "{doctor}");
    let log = place.run(&["log", "--kind", "films-added", "--limit", "5000"]);
    assert_eq!(log.out.lines().count(), 40, "no film twice");
    place.assert_sound();
}
