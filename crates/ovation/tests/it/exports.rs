use crate::place::{Place, TABLE, text};
use serde_json::Value;

fn ready() -> Place {
    let place = Place::new();
    let table = place.write("reviews.csv", TABLE);
    // A review whose film nobody knows yet, one with quotes and line feeds, a decision by a person.
    let more = place.write(
        "more.csv",
        "film,year,critic,outlet,date,rating,text\n\
         Glass Orchard,2023,Bo Finch,Harbinger,2023-09-10,3/5,\"Says \"\"no\"\",\nthen yes.\"\n\
         Glass Orchard,2023,,Row F,2023-09-11,4/5,Unsigned and kind.\n",
    );
    place.json(0, &["ingest", text(&table)]);
    place.json(0, &["ingest", text(&more)]);
    place.json(0, &["desk", "3", "--verdict", "for", "--as", "ada"]);
    place
}

fn scores(place: &Place, record: &str) -> Vec<Value> {
    ["1", "2"]
        .iter()
        .flat_map(|film| {
            ["approval", "weighted-score", "adjusted-approval"].map(|formula| {
                place.json(
                    0,
                    &[
                        "score",
                        film,
                        "--timeline",
                        "--formula",
                        formula,
                        "--record",
                        record,
                    ],
                )
            })
        })
        .collect()
}

#[test]
fn an_export_read_into_an_empty_record_gives_the_same_scores_in_every_format() {
    let place = ready();
    let before = scores(&place, "ovation.db");
    for format in ["csv", "jsonl", "parquet"] {
        let (folder, record) = (format!("out-{format}"), format!("{format}.db"));
        let told = place.json(0, &["export", &folder, "--format", format]);
        assert_eq!(told["tables"]["reviews"], 9);
        assert_eq!(told["tables"]["verdicts"], 9);
        assert_eq!(told["tables"]["films"], 2);
        assert_eq!(told["tables"]["statements"], 0);
        let read = place.json(0, &["ingest", &folder, "--record", &record]);
        assert_eq!(read["new_entries"], told["tables"]["entries"]);
        assert_eq!(scores(&place, &record), before, "{format}");
        let (old, new) = (
            place.json(0, &["doctor"]),
            place.json(0, &["doctor", "--record", &record]),
        );
        assert_eq!(new["ok"], true);
        assert_eq!(old["found"], new["found"]);
        // A second export is the same, byte for byte.
        let again = format!("again-{format}");
        place.json(
            0,
            &["export", &again, "--format", format, "--record", &record],
        );
        for table in [
            "films", "reviews", "verdicts", "scores", "timeline", "entries",
        ] {
            let bytes = |folder: &str| {
                std::fs::read(place.path(folder).join(format!("{table}.{format}"))).unwrap()
            };
            assert_eq!(bytes(&folder), bytes(&again), "{table}.{format}");
        }
    }
}

#[test]
fn the_dictionary_names_every_column_of_every_table() {
    let place = ready();
    place.json(0, &["export", "out"]);
    let read = |name: &str| std::fs::read_to_string(place.path("out").join(name)).unwrap();
    let dictionary: Value = serde_json::from_str(&read("dictionary.json")).unwrap();
    let tables = dictionary["tables"].as_array().unwrap();
    assert_eq!(tables.len(), 11);
    for table in tables {
        let names: Vec<&str> = table["columns"]
            .as_array()
            .unwrap()
            .iter()
            .map(|column| {
                assert!(!column["about"].as_str().unwrap().is_empty());
                column["name"].as_str().unwrap()
            })
            .collect();
        let first = read(table["file"].as_str().unwrap());
        assert_eq!(first.lines().next().unwrap(), names.join(","));
    }
}

#[test]
fn an_export_that_was_changed_or_a_record_that_is_not_empty_is_refused() {
    let place = ready();
    place.json(0, &["export", "out"]);
    let twice = place.run(&["export", "out"]);
    assert_eq!(twice.code, 1);
    assert!(twice.err.contains("not empty"), "{}", twice.err);
    let into_full = place.run(&["ingest", "out"]);
    assert_eq!(into_full.code, 1);
    assert!(into_full.err.contains("empty record"), "{}", into_full.err);
    let entries = place.path("out").join("entries.csv");
    let changed = std::fs::read_to_string(&entries)
        .unwrap()
        .replace("Ada Quill", "Ida Quill");
    std::fs::write(&entries, changed).unwrap();
    let ran = place.run(&["ingest", "out", "--record", "new.db"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("hash"), "{}", ran.err);
    let empty = place.json(0, &["doctor", "--record", "new.db"]);
    assert_eq!(empty["found"], 0, "nothing of it was kept");
}

#[test]
fn a_receipt_of_last_year_still_verifies_after_corrections() {
    let place = ready();
    let receipt = place.run(&[
        "receipt",
        "The Lamplighter",
        "--formula",
        "adjusted-approval",
    ]);
    assert_eq!(receipt.code, 0, "{}", receipt.err);
    let file = place.write("last-year.json", &receipt.out);
    // What happens in a year: verdicts are set and films chosen by persons, a review is excluded, a
    // critic thinks again, a page is read anew with another rating, more reviews come.
    place.json(0, &["desk", "1", "--exclude", "--note", "an advertisement"]);
    place.json(0, &["desk", "2", "--verdict", "against"]);
    place.json(0, &["desk", "4", "--film", "2"]);
    let later = place.write(
        "later.csv",
        "film,year,critic,outlet,date,rating,text\n\
         The Lamplighter,2024,Ed Vale,Lantern,2025-01-12,1/10,On second thoughts awful.\n\
         The Lamplighter,2024,Gil Oram,Meridian,2025-01-13,5/5,Perfect.\n",
    );
    place.json(0, &["ingest", text(&later)]);
    let now = place.json(0, &["score", "The Lamplighter"]);
    let then: Value = serde_json::from_str(&receipt.out).unwrap();
    assert_ne!(now["score"]["positives"], then["result"]["positives"]);
    place.json(0, &["export", "out", "--format", "parquet"]);
    let verified = place.json(
        0,
        &[
            "verify",
            text(&file),
            "--against-record",
            "--against",
            "out",
        ],
    );
    assert_eq!(verified["ok"], true, "{verified}");
    assert!(verified["entries_checked"].as_u64().unwrap() >= 14);
    // Asked again as the record knew it then, it is the same but for the moment of asking.
    let made = then["made"].as_str().unwrap();
    let again = place.run(&[
        "receipt",
        "The Lamplighter",
        "--formula",
        "adjusted-approval",
        "--known-at",
        made,
    ]);
    let again: Value = serde_json::from_str(&again.out).unwrap();
    assert_eq!(again["result"], then["result"]);
    assert_eq!(again["reviews"], then["reviews"]);
}

#[test]
fn a_panel_and_a_formula_change_what_is_counted() {
    let place = ready();
    let n = |panel: &str| {
        place.json(0, &["score", "The Lamplighter", "--panel", panel])["score"]["n"].clone()
    };
    assert_eq!(n("outlets:Lantern"), 2);
    assert_eq!(n("critics:Ada Quill,Bo Finch"), 2);
    assert_eq!(n("from:2024-05-01;to:2024-05-31"), 3);
    assert_eq!(n("countries:SE"), 0);
    let ran = place.run(&["score", "The Lamplighter", "--panel", "critics:Nobody"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("Nobody"), "{}", ran.err);
    let weighted = |weights: &str| {
        let asked = [
            "score",
            "The Lamplighter",
            "--formula",
            "weighted-score",
            "--weights",
            weights,
        ];
        place.json(0, &asked)["score"]["weighted"]["score"]
            .as_f64()
            .unwrap()
    };
    assert!(weighted("Meridian=9") > weighted("Lantern=9") + 5.0);
    let adjusted = place.json(0, &["score", "1", "--formula", "adjusted-approval"]);
    let adjusted = &adjusted["score"]["adjusted"];
    assert!(adjusted["low"].as_f64().unwrap() < adjusted["high"].as_f64().unwrap());
    assert_eq!(adjusted["signed"], 6);
    assert_eq!(place.run(&["score", "1", "--formula", "magic"]).code, 2);
    let ranking = place.run(&["ranking"]);
    assert_eq!(ranking.code, 0);
    assert!(ranking.out.contains("The Lamplighter") && !ranking.out.contains("Glass Orchard"));
}

#[test]
fn what_articles_claim_and_credit_is_exported_with_our_count_of_that_day() {
    let place = Place::new();
    let rows = "film,year,critic,outlet,verdict,date\n\
        The Lantern Road,2024,Ina Holt,The Harbour Post,fresh,2024-03-05\n\
        The Lantern Road,2024,Bo Ek,Kustbladet,rotten,2024-03-06\n\
        The Lantern Road,2024,Ada Quill,Meridian,fresh,2024-03-20\n";
    let table = place.write("reviews.csv", rows);
    place.json(0, &["ingest", &table.to_string_lossy()]);
    let page = r#"<html lang="en"><head><title>“The Lantern Road” opens the Lake Festival</title>
        <meta property="article:published_time" content="2024-03-10T09:00:00Z"></head><body><article>
        <h1>“The Lantern Road” opens the Lake Festival</h1>
        <p>The film “The Lantern Road,” directed by Ada Marlow, had its world premiere at the Lake Festival on
        Friday, and the hall was full to the last seat, a spokeswoman said on Saturday.</p>
        <p>“We shot it in nine days,” Marlow told reporters at the press conference of the Lake Festival on
        Friday. “Nobody slept.”</p>
        <p>“The Lantern Road” is currently at 97% on Filmometer from 31 reviews. It will be released in cinemas
        on May 20, the distributor announced.</p></article></body></html>"#;
    let news = place.write("news.html", page);
    place.run(&["ingest", &news.to_string_lossy()]);
    place.json(0, &["export", "out", "--format", "jsonl"]);
    let lines = |name: &str| -> Vec<Value> {
        let text = std::fs::read_to_string(place.path("out").join(name)).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    let claims = lines("claims.jsonl");
    assert_eq!(claims.len(), 1, "{claims:?}");
    assert_eq!(claims[0]["kind"], "score");
    assert_eq!(claims[0]["publisher"], "Filmometer");
    assert_eq!(claims[0]["film"], 1);
    assert_eq!(claims[0]["day"], "2024-03-10");
    // Of the three reviews one came later.
    assert_eq!(claims[0]["our_n"], 2);
    assert_eq!(claims[0]["our_positives"], 1);
    let credits = lines("credits.jsonl");
    assert_eq!(credits[0]["kind"], "director");
    assert_eq!(credits[0]["person"], "Ada Marlow");
    let said = lines("statements.jsonl");
    let quoted = said.iter().find(|said| said["kind"] == "direct").unwrap();
    assert_eq!(quoted["festival"], "Lake Festival");
    assert_eq!(quoted["day"], "2024-03-08");
    assert_eq!(quoted["day_stated"], false);
    // The tables follow from the ledger: what was read back gives the same ones.
    let copy = Place::new();
    let folder = place.path("out");
    copy.json(0, &["ingest", &folder.to_string_lossy()]);
    copy.json(0, &["export", "out", "--format", "jsonl"]);
    for name in ["claims.jsonl", "credits.jsonl", "statements.jsonl"] {
        let of = |place: &Place| std::fs::read(place.path("out").join(name)).unwrap();
        assert_eq!(of(&copy), of(&place), "{name}");
    }
}
