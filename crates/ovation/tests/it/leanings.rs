//! How critics and outlets lean, brought in as a table: shown, named in receipts, taken back.

use crate::place::{Place, text};
use crate::receipts::Served;
use serde_json::Value;

const TABLE: &str = "critic,outlet,rating,reviews,positive\n\
                     Ada Wren,Film Quay,2.5/4,60,5 %\n\
                     Bo Tarn,,,300,0.9\n";

/// A record with one unsure review by Ada Wren.
fn record() -> Place {
    let place = Place::new();
    let rows = "film,year,critic,outlet,date,rating\n\
                Low Tide,2024,Ada Wren,Film Quay,2024-02-01,2.5/4\n";
    let file = place.write("reviews.csv", rows);
    place.json(0, &["ingest", text(&file)]);
    place
}

fn receipt(place: &Place) -> Value {
    serde_json::from_str(&place.run(&["receipt", "Low Tide (2024)"]).out).unwrap()
}

fn p(place: &Place) -> f64 {
    receipt(place)["reviews"][0]["p"].as_f64().unwrap()
}

#[test]
fn a_table_moves_verdicts_made_after_it_and_taken_back_moves_them_back() {
    let place = record();
    let before = p(&place);
    let file = place.write("leanings.csv", TABLE);
    let entered = place.json(0, &["judging", "import", text(&file)]);
    let entry = entered["last"].to_string();
    // Nothing moves by itself.
    assert!((p(&place) - before).abs() < f64::EPSILON);
    assert_eq!(place.json(0, &["judging", "anew"])["changed"], 1);
    assert!(p(&place) < before - 0.2);
    let shown = place.run(&["judging", "leanings"]).out;
    assert!(shown.contains("Ada Wren, Film Quay, 2.5/4"), "{shown}");
    place.json(0, &["undo", &entry]);
    assert_eq!(place.json(0, &["judging", "anew"])["changed"], 1);
    assert!((p(&place) - before).abs() < 1e-12);
    assert_eq!(
        place.json(0, &["judging", "leanings"])["leanings"],
        Value::Array(vec![])
    );
    place.assert_sound();
}

#[test]
fn bad_rows_are_named_and_the_others_brought_in() {
    let place = record();
    let bad = format!("{TABLE},,,4,0.5\nAda Wren,,,none,0.5\n");
    let file = place.write("leanings.csv", bad);
    let ran = place.run(&["judging", "import", text(&file)]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    for told in ["line 4", "line 5", "2 leanings brought in"] {
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
    }
    let none = place.write("none.csv", "critic,reviews,positive\n,,\nAda,x,1\n");
    assert_eq!(place.run(&["judging", "import", text(&none)]).code, 1);
    let dry = ["judging", "import", text(&file), "--dry-run"];
    assert_eq!(place.run(&dry).code, 3);
    assert_eq!(
        place.json(0, &["judging", "leanings"])["leanings"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn a_receipt_names_what_was_brought_in_and_a_forged_one_is_found_everywhere() {
    let place = record();
    let file = place.write("leanings.csv", TABLE);
    let entry = place.json(
        0,
        &[
            "judging",
            "import",
            text(&file),
            "--reason",
            "our own books",
        ],
    )["last"]
        .clone();
    place.json(0, &["judging", "anew"]);
    let whole = receipt(&place);
    let row = &whole["leanings"][0];
    assert_eq!(
        (&row["critic"], &row["entry"]),
        (&"Ada Wren".into(), &entry)
    );
    assert_eq!(
        whole["leanings"].as_array().unwrap().len(),
        1,
        "only of its own critics"
    );
    let served = Served::of(&place);
    place.json(0, &["export", "ex", "--format", "jsonl"]);
    let ways = [
        &["--against-record"][..],
        &["--against", "ex"],
        &["--against", &served.address, "--allow-private"],
    ];
    let check = |forged: &Value, code: i32| {
        let file = place.write("receipt.json", forged.to_string());
        for way in ways {
            let told = place.json(code, &[&["verify", text(&file)], way].concat());
            let found = told["differences"].to_string().contains("leanings");
            assert_eq!(found, code == 1, "{way:?}: {told}");
        }
    };
    check(&whole, 0);
    for (field, value) in [
        ("positive", Value::from(0.95)),
        ("reviews", 6.into()),
        ("rating", "3/4".into()),
        ("entry_hash", "0".repeat(64).into()),
    ] {
        let mut forged = whole.clone();
        forged["leanings"][0][field] = value;
        check(&forged, 1);
    }
    let mut forged = whole.clone();
    forged.as_object_mut().unwrap().remove("leanings");
    check(&forged, 1);
    // An export read into an empty record holds it as it was, hash by hash.
    let copy = Place::new();
    copy.json(0, &["ingest", text(&place.path("ex"))]);
    assert_eq!(receipt(&copy), whole);
    copy.assert_sound();
}
