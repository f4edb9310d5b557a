//! A receipt of before holds, whatever became of the record since.

use crate::place::{Place, TABLE, text};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

/// The record, served until dropped.
pub(crate) struct Served {
    child: Child,
    pub(crate) address: String,
}

impl Served {
    pub(crate) fn of(place: &Place) -> Self {
        let mut child = place
            .command(&["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut first)
            .unwrap();
        let address = first.trim_end().rsplit(' ').next().unwrap().to_owned();
        Self { child, address }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _waited = self.child.wait();
    }
}

/// Each verifies from itself, against the record, a site of it and an export.
fn hold(place: &Place, files: &[String], when: &str) {
    let served = Served::of(place);
    let export = format!("export after {when}");
    let wrote = place.run(&["export", &export, "--format", "jsonl"]);
    assert_eq!(wrote.code, 0, "{when}: {}", wrote.err);
    for file in files {
        for against in [
            vec![],
            vec!["--against-record"],
            vec!["--against", &served.address, "--allow-private"],
            vec!["--against", &export],
        ] {
            let mut all = vec!["verify", file];
            all.extend(&against);
            let ran = place.run(&all);
            let told = format!("{when}, {file}, {against:?}: {}{}", ran.out, ran.err);
            assert_eq!(ran.code, 0, "{told}");
            assert!(ran.out.contains("the receipt holds"), "{told}");
        }
    }
}

#[test]
fn a_receipt_holds_after_merges_corrections_rules_and_a_new_model() {
    let place = Place::new();
    let table = place.write("reviews.csv", TABLE);
    place.json(0, &["ingest", text(&table)]);
    let mut files = Vec::new();
    for (number, asked) in [
        &["The Lamplighter"][..],
        &["The Lamplighter", "--formula", "weighted-score"],
        &[
            "The Lamplighter",
            "--formula",
            "weighted-score",
            "--weights",
            "Lantern=2",
        ],
        &[
            "The Lamplighter",
            "--formula",
            "adjusted-approval",
            "--as-of",
            "2024-05-11",
        ],
        &[
            "The Lamplighter",
            "--panel",
            "outlets:Lantern,Meridian;from:2024-02-01",
        ],
        &["The Lamplighter", "--known-at", "2200-01-01"],
        // It is taken for another film later.
        &["Glass Orchard"],
    ]
    .into_iter()
    .enumerate()
    {
        let receipt = place.run(&[&["receipt"], asked].concat());
        assert_eq!(receipt.code, 0, "{}", receipt.err);
        let name = format!("receipt-{number}.json");
        files.push(text(&place.write(&name, &receipt.out)).to_owned());
    }
    let before = place.json(0, &["score", "The Lamplighter"]);
    let hold = |when: &str| hold(&place, &files, when);
    hold("nothing");

    // A critic corrects a review, another is withdrawn.
    let corrected = TABLE.replace("2/5,Dull and overlong.", "4/5,It grew on me.");
    let table = place.write("corrected.csv", corrected);
    let version = ["ingest", text(&table), "--version-of", "reviews.csv"];
    place.json(0, &version);
    assert_eq!(place.run(&["withdraw", "1", "--by", "critic"]).code, 0);
    hold("a correction");

    // Editors decide, films and critics are merged, outlets weigh.
    for step in [
        &["desk", "2", "--verdict", "against"][..],
        &["merge", "critic", "Bo Finch", "Ed Vale"],
        &["merge", "film", "Glass Orchard", "The Lamplighter"],
        &["weigh", "Lantern", "3"],
    ] {
        let ran = place.run(step);
        assert_eq!(ran.code, 0, "{step:?}: {}", ran.err);
    }
    hold("decisions");

    // Other rules, another model.
    let rule = [
        "judging",
        "rule",
        "--outlet",
        "Row F",
        "--positive-from",
        "1/5",
    ];
    assert_eq!(place.run(&rule).code, 0);
    let anew = place.run(&["judging", "anew", "--text-model", "none"]);
    assert_eq!(anew.code, 0, "{}", anew.err);
    hold("judging anew");
    assert_eq!(place.run(&["country", "Meridian", "SE"]).code, 0);
    assert_eq!(
        place
            .run(&["delete-source", "1", "--note", "asked for"])
            .code,
        0
    );
    hold("a source deleted");
    // Critics and outlets are called otherwise, one is two people.
    for step in [
        &["critic", "Ada Quill", "--name", "Ada Q. Quill"][..],
        &["outlet", "Row F", "--name", "Row G"],
        &["split", "critic", "Ada Q. Quill", "--review", "7"],
    ] {
        let ran = place.run(step);
        assert_eq!(ran.code, 0, "{step:?}: {}{}", ran.out, ran.err);
    }
    hold("new names");
    // Asked for again as it was known then, names and all.
    let then: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&files[0]).unwrap()).unwrap();
    let made = then["made"].as_str().unwrap();
    let again = place.run(&["receipt", "The Lamplighter", "--known-at", made]);
    let again: serde_json::Value = serde_json::from_str(&again.out).unwrap();
    assert_eq!(again["reviews"], then["reviews"]);
    assert!(then["reviews"].to_string().contains("\"Ada Quill\""));
    // A record brought back from a backup is as good as the first.
    assert_eq!(place.run(&["backup", "copy.db"]).code, 0);
    for file in &files {
        let ran = place.run(&["verify", file, "--against-record", "--record", "copy.db"]);
        assert_eq!(ran.code, 0, "{file}: {}{}", ran.out, ran.err);
    }
    let after = place.json(0, &["score", "The Lamplighter"]);
    assert_ne!(before["score"]["approval"], after["score"]["approval"]);
    place.assert_sound();
}

#[test]
fn outlets_weigh_in_the_weighted_score_as_the_record_says_unless_the_question_does() {
    let place = Place::new();
    let table = place.write("reviews.csv", TABLE);
    place.json(0, &["ingest", text(&table)]);
    let weighted = |more: &[&str]| {
        let mut all = vec!["score", "The Lamplighter", "--formula", "weighted-score"];
        all.extend(more);
        let score = place.json(0, &all);
        score["score"]["weighted"]["score"].as_f64().unwrap()
    };
    let plain = weighted(&[]);
    assert_eq!(place.run(&["weigh", "Lantern", "0", "--dry-run"]).code, 0);
    assert_eq!(place.run(&["weigh"]).out.trim(), "every outlet weighs 1");
    assert_eq!(place.run(&["weigh", "Lantern", "0"]).code, 0);
    assert!(place.run(&["weigh"]).out.contains("Lantern"));
    let without = weighted(&[]);
    assert!((without - weighted(&["--weights", "Lantern=0"])).abs() < 1e-9);
    assert!((plain - without).abs() > 1.0, "{plain} and {without}");
    assert!((plain - weighted(&["--weights", "Lantern=1"])).abs() < 1e-9);
    assert_eq!(place.run(&["weigh", "Lantern"]).code, 2);
    assert_eq!(place.run(&["weigh", "Lantern", "-1"]).code, 2);
    let last = place.run(&["log", "--newest", "--limit", "1"]).out;
    let entry = last.split_whitespace().next().unwrap();
    assert_eq!(place.run(&["undo", entry]).code, 0);
    assert!((plain - weighted(&[])).abs() < 1e-9);
}

/// A record of nine reviews from nine outlets, and its receipt.
fn with_receipt() -> (Place, serde_json::Value) {
    let place = Place::new();
    let mut table = "critic,outlet,film,year,date,rating\n".to_owned();
    for i in 1..=9 {
        let rating = i % 5 + 1;
        let line = format!("Critic {i},Outlet {i},The Tin Orchard,2024,2024-03-0{i},{rating}/5\n");
        table.push_str(&line);
    }
    let table = place.write("reviews.csv", table);
    place.json(0, &["ingest", text(&table)]);
    let receipt = place.run(&["receipt", "The Tin Orchard"]).out;
    let receipt = serde_json::from_str(&receipt).unwrap();
    (place, receipt)
}

/// Changes one value of a receipt.
type Forge = fn(&mut serde_json::Value);

#[test]
fn a_forged_receipt_holds_against_nothing_and_the_field_is_named() {
    let (place, whole) = with_receipt();
    let served = Served::of(&place);
    place.json(0, &["export", "ex", "--format", "jsonl"]);
    let forgeries: [(&str, Forge); 7] = [
        ("film.title", |r| r["film"]["title"] = "Another Film".into()),
        ("reviews[0].critic_name", |r| {
            r["reviews"][0]["critic_name"] = "Somebody Else".into();
        }),
        ("reviews[4].rating_printed", |r| {
            r["reviews"][4]["rating_printed"] = "5/5".into();
        }),
        ("reviews[2].url", |r| {
            r["reviews"][2]["url"] = "https://other.example/".into();
        }),
        ("made", |r| r["made"] = "2031-01-01T00:00:00Z".into()),
        ("ledger.hash", |r| {
            r["ledger"]["hash"] = "0".repeat(64).into();
        }),
        ("clocks.as_of", |r| {
            r["clocks"]["as_of"] = "2030-01-01".into();
        }),
    ];
    let ways = [
        &["--against-record"][..],
        &["--against", "ex"],
        &["--against", &served.address, "--allow-private"],
    ];
    let check = |forged: &serde_json::Value, field: &str| {
        let file = place.write("forged.json", forged.to_string());
        for way in ways {
            let told = place.json(1, &[&["verify", text(&file)], way].concat());
            assert_eq!(told["ok"], false);
            let named = told["fields"]
                .as_array()
                .unwrap()
                .iter()
                .any(|one| one == field)
                || told["differences"].to_string().contains(field);
            assert!(named, "{field}, {way:?}: {told}");
        }
    };
    for (field, forge) in forgeries {
        let mut forged = whole.clone();
        forge(&mut forged);
        check(&forged, field);
    }
    // Every negative turned positive and the result recomputed: in itself it is whole.
    let mut forged = ovation_score::Receipt::from_json(&whole.to_string()).unwrap();
    for line in &mut forged.reviews {
        line.p = Some(ovation_terms::Probability::ONE);
    }
    forged.result.positives = 9;
    let mut forged = serde_json::to_value(forged).unwrap();
    let alone = |forged: &serde_json::Value| {
        let file = place.write("forged.json", forged.to_string());
        let ran = place.run(&["verify", text(&file), "--json"]);
        serde_json::from_str::<serde_json::Value>(&ran.out).unwrap()
    };
    // The forger copies the figures that verifying gives, until nothing differs.
    for _ in 0..4 {
        for told in alone(&forged)["differences"].as_array().unwrap() {
            let told = told.as_str().unwrap();
            let comes_out = told.rsplit(' ').next().unwrap().parse::<f64>();
            for (words, field) in [
                ("the approval is", "percent"),
                ("the lower end of the interval is", "low"),
                ("the upper end of the interval is", "high"),
            ] {
                if told.starts_with(words) {
                    forged["result"]["approval"][field] = comes_out.clone().unwrap().into();
                }
            }
        }
    }
    let told = alone(&forged);
    assert_eq!(told["ok"], true, "{told}");
    assert!(
        told["not_shown"].to_string().contains("--against-record"),
        "{told}"
    );
    check(&forged, "reviews[0].p");
}

#[test]
fn says_what_was_shown_and_what_was_not() {
    let (place, whole) = with_receipt();
    let file = place.write("receipt.json", whole.to_string());
    let alone = place.run(&["verify", text(&file)]);
    assert_eq!(alone.code, 0, "{}", alone.err);
    assert!(
        alone
            .out
            .starts_with("the receipt holds, as far as was asked"),
        "{}",
        alone.out
    );
    assert!(
        alone
            .out
            .contains("  not shown: whether the film, the reviews"),
        "{}",
        alone.out
    );
    let told = place.run(&["verify", text(&file), "--against-record"]);
    let head = whole["ledger"]["hash"].as_str().unwrap();
    assert!(
        told.out
            .contains("every value follows from the entries 1 to"),
        "{}",
        told.out
    );
    assert!(told.out.contains(head), "{}", told.out);
    let other = Place::new();
    other.json(0, &["ingest", text(&other.write("other.csv", TABLE))]);
    let record = other.path("ovation.db");
    let told = place.run(&[
        "verify",
        text(&file),
        "--against-record",
        "--record",
        text(&record),
    ]);
    assert_eq!(told.code, 1, "{}", told.out);
    assert!(told.out.contains("ledger.hash is"), "{}", told.out);
}

#[test]
fn a_record_whose_entries_or_tables_were_changed_by_hand_is_found_out() {
    let (place, whole) = with_receipt();
    let file = place.write("receipt.json", whole.to_string());
    let sql = |text: &str| {
        let ran = std::process::Command::new("python3")
            .current_dir(place.path(""))
            .args(["-c", &format!(
                "import sqlite3; c = sqlite3.connect('ovation.db'); c.executescript({text:?}); c.commit()"
            )])
            .output()
            .unwrap_or_else(|error| panic!("this test needs `python3` (3.8 or later): {error}"));
        assert!(
            ran.status.success(),
            "{}",
            String::from_utf8_lossy(&ran.stderr)
        );
    };
    // A table that pages read says otherwise: the entries do not.
    sql("update review_version set p = 0.97, rating = 1.0 where rating < 0.5");
    let forged = place.run(&["receipt", "The Tin Orchard"]);
    let forged = place.write("forged.json", forged.out);
    let told = place.json(1, &["verify", text(&forged), "--against-record"]);
    assert!(
        told["differences"]
            .to_string()
            .contains(": rating is 1.0 and the record says")
    );
    assert_eq!(
        place.run(&["verify", text(&file), "--against-record"]).code,
        0
    );
    // An entry is changed, its hash is not.
    sql("drop trigger entry_keeps_its_lines; \
         update entry set body = replace(body, 'Critic 3', 'Critic X') where kind = 'critic-added'");
    let told = place.run(&["verify", text(&file), "--against-record"]);
    assert_eq!(told.code, 1, "{}", told.out);
    assert!(
        told.out.contains("the record's chain: the hash of entry"),
        "{}",
        told.out
    );
}

#[test]
fn a_file_that_is_no_receipt_is_told_from_one_that_does_not_hold() {
    let (place, whole) = with_receipt();
    let whole = whole.to_string();
    for (bent, wanted) in [
        (String::new(), "EOF"),
        (whole[..300].to_owned(), "EOF"),
        (
            whole.replace("receipt-3", "receipt-4"),
            "`ovation-receipt-4`; a newer version",
        ),
        (
            whole.replacen("\"unsure\":false", "\"unsure\":NaN", 1),
            "line 1 column",
        ),
        (
            whole.replacen("\"seq\":", "\"seq\":1e400,\"seq\":", 1),
            "number out of range",
        ),
        (
            whole.replacen("\"seq\":", "\"seq\":1,\"seq\":", 1),
            "`seq` stands twice",
        ),
        ("\u{feff}{}".to_owned(), "`schema`"),
    ] {
        let file = place.write("bent.json", bent);
        for more in [&[][..], &["--against-record"]] {
            let ran = place.run(&[&["verify", text(&file)], more].concat());
            assert_eq!(ran.code, 1, "{wanted}: {}", ran.out);
            assert!(ran.err.contains(wanted), "{wanted}: {}", ran.err);
            assert!(ran.err.contains("bent.json"), "{}", ran.err);
        }
    }
    let file = place.write("bent.json", [0xff, 0xfe, 0x00]);
    let ran = place.run(&["verify", text(&file)]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert_eq!(place.run(&["verify", "nowhere.json"]).code, 1);
}

#[test]
fn a_receipt_of_a_film_that_the_record_did_not_know_then_is_refused() {
    let (place, _) = with_receipt();
    let asked = ["receipt", "The Tin Orchard", "--known-at", "2001-01-01"];
    let ran = place.run(&asked);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.err.contains("did not know"), "{}", ran.err);
    let second = place.run(&["receipt", "The Tin Orchard"]).out;
    assert_eq!(
        second,
        place.run(&["receipt", "The Tin Orchard"]).out,
        "the same bytes"
    );
}

#[test]
fn receipts_of_the_forms_before_still_hold_and_are_found_when_bent() {
    let (place, whole) = with_receipt();
    for form in ["ovation-receipt-2", "ovation-receipt-1"] {
        let mut older = whole.clone();
        older["schema"] = form.into();
        older.as_object_mut().unwrap().remove("asked");
        older["formula"]["rules"] = "score-1".into();
        older["made"] = "2099-01-01T00:00:00Z".into();
        let file = place.write("older.json", older.to_string());
        let told = place.json(0, &["verify", text(&file), "--against-record"]);
        assert_eq!(told["ok"], true, "{told}");
        let not_shown = told["not_shown"].to_string();
        assert!(not_shown.contains("whether the question"), "{told}");
        older["reviews"][1]["outlet_name"] = "Elsewhere".into();
        let file = place.write("older.json", older.to_string());
        let told = place.json(1, &["verify", text(&file), "--against-record"]);
        assert!(
            told["fields"]
                .to_string()
                .contains("reviews[1].outlet_name"),
            "{told}"
        );
    }
}
