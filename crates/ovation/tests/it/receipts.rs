//! A receipt of before holds, whatever became of the record since.

use crate::place::{Place, TABLE, text};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

/// The record, served until dropped.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn of(place: &Place) -> Self {
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
    for formula in ["approval", "weighted-score", "adjusted-approval"] {
        let receipt = place.run(&["receipt", "The Lamplighter", "--formula", formula]);
        assert_eq!(receipt.code, 0, "{}", receipt.err);
        let name = format!("{formula}.json");
        files.push(text(&place.write(&name, &receipt.out)).to_owned());
    }
    let before = place.json(0, &["score", "The Lamplighter"]);
    let hold = |when: &str| hold(&place, &files, when);
    hold("nothing");

    // A critic corrects a review, another is withdrawn.
    let corrected = TABLE.replace("2/5,Dull and overlong.", "4/5,It grew on me.");
    let table = place.write("corrected.csv", corrected);
    place.json(0, &["ingest", text(&table)]);
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
