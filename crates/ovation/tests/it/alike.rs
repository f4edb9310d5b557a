//! One person is one critic however a table writes the name; who may be one is suggested.

use crate::place::{Place, text};
use std::io::Write as _;
use std::process::Stdio;

/// Films, each with a by-line.
fn table(bylines: &[&str]) -> String {
    let rows = bylines
        .iter()
        .enumerate()
        .map(|(at, byline)| format!("Lamp {at},2020,\"{byline}\",Lantern,4/5\n"));
    "Film,Year,Critic,Outlet,Rating\n".to_owned() + &rows.collect::<String>()
}

/// Answers suggestions with keys.
fn settle(place: &Place, of: &str, keys: &[u8]) -> String {
    let mut child = place
        .command(&["desk", of, "--settle", "--as", "ada"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(keys).unwrap();
    let told = child.wait_with_output().unwrap();
    String::from_utf8_lossy(&told.stdout).into_owned()
}

#[test]
fn a_no_is_remembered_until_it_is_undone_or_something_of_another_sort_speaks_for_it() {
    let place = Place::new();
    let file = place.write(
        "critics.csv",
        table(&["Ada Marlow", "A. Marlow", "Cy Quill"]),
    );
    place.json(0, &["ingest", text(&file)]);
    let out = settle(&place, "--people", b"n");
    assert!(out.contains("0 answered with yes, 1 with no"), "{out}");
    let nothing = || {
        place
            .run(&["desk", "--people"])
            .out
            .contains("nothing is suggested")
    };
    assert!(nothing());
    // More of the same sort is nothing new.
    let more = "Film,Year,Critic,Outlet,Rating\nLamp 9,2020,A. Marlow,Lantern,4/5\n";
    let more = place.write("more.csv", more);
    place.json(0, &["ingest", text(&more)]);
    assert!(nothing());
    let told = place.run(&["log", "--kind", "suggestion-answered"]);
    assert!(told.out.contains("are two people"), "{}", told.out);
    let answers = || {
        let told = place
            .run(&["log", "--kind", "suggestion-answered", "--json"])
            .out;
        let entries = told.lines().map(|line| serde_json::from_str(line).unwrap());
        let numbers = entries.map(|entry: serde_json::Value| entry["seq"].as_i64().unwrap());
        numbers.collect::<Vec<_>>()
    };
    let undo = |entry: i64| place.json(0, &["undo", &entry.to_string(), "--as", "ada"]);
    undo(answers()[0]);
    assert!(!nothing());
    undo(answers().into_iter().max().unwrap());
    assert!(nothing());
    place.assert_sound();
    let both = place.run(&["critic", "A. Marlow", "--also", "Ada Marlow", "--as", "ada"]);
    assert_eq!(both.code, 0, "{}", both.err);
    let again = place.run(&["desk", "--people"]);
    assert!(
        again.out.contains("one is known by the other's name, too"),
        "{}",
        again.out
    );
    place.assert_sound();
}

#[test]
fn outlets_that_may_be_one_are_suggested_and_answered_as_critics_are() {
    let place = Place::new();
    let rows = "Film,Year,Critic,Outlet,Rating\nLamp,2020,Ada Marlow,Quay Review,4/5\n\
         Reel,2020,Ada Marlow,Quay Review Magazine,3/5\nGate,2020,Cy Quill,Lantern,3/5\n";
    let file = place.write("outlets.csv", rows);
    place.json(0, &["ingest", text(&file)]);
    let listed = place.run(&["desk", "--outlets"]);
    assert!(listed.out.contains("1 suggestion"), "{}", listed.out);
    assert!(
        listed.out.contains("1 critic wrote for both"),
        "{}",
        listed.out
    );
    let out = settle(&place, "--outlets", b"n");
    assert!(out.contains("0 answered with yes, 1 with no"), "{out}");
    let after = place.run(&["desk", "--outlets"]);
    assert!(
        after.out.contains("nothing is suggested of the outlets"),
        "{}",
        after.out
    );
    place.assert_sound();
}

#[test]
fn a_joint_review_is_both_critics_and_counts_once() {
    let place = Place::new();
    let rows = "Film,Year,Critic,Outlet,Rating,Date\n\
         Lamp,2020,Ada Marlow and Cy Quill,Lantern,4/5,2020-03-01\n\
         Reel,2020,Ada Marlow and Cy Quill,Lantern,4/5,2020-03-01\n\
         Reel,2020,Cy Quill,Gazette,1/5,2020-03-09\n\
         Gate,2020,Ada Marlow and Cy Quill,Lantern,4/5,2020-03-09\n\
         Gate,2020,Cy Quill,Gazette,1/5,2020-03-01\n";
    let file = place.write("joint.csv", rows);
    place.json(0, &["ingest", text(&file)]);
    let n = |film: &str| {
        let told = place.json(0, &["score", film]);
        (told["score"]["n"].clone(), told["score"]["found"].clone())
    };
    assert_eq!(n("Lamp"), (1.into(), 1.into()));
    // Cy has a later one alone; the joint one stays Ada's.
    assert_eq!(n("Reel"), (2.into(), 2.into()));
    // The joint one is the latest of both.
    assert_eq!(n("Gate"), (1.into(), 2.into()));
    let receipt = place.run(&["receipt", "Gate"]);
    assert_eq!(receipt.code, 0, "{}", receipt.err);
    assert!(receipt.out.contains("\"also_by\""), "{}", receipt.out);
    let receipt = place.write("gate.json", &receipt.out);
    let verified = place.run(&["verify", text(&receipt)]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
    place.assert_sound();
}

#[test]
fn one_members_export_is_by_whom_the_operator_says() {
    let place = Place::new();
    let own = place.write(
        "ratings.csv",
        "Date,Name,Year,Rating\n2024-01-01,The Lamp,2020,4\n",
    );
    place.json(
        0,
        &[
            "ingest",
            text(&own),
            "--critic",
            "Ada Marlow",
            "--outlet",
            "Film Circle",
        ],
    );
    let told = place.json(0, &["desk", "1"]);
    assert_eq!(told["critic"], "Ada Marlow", "{told}");
    let signed = place.write(
        "signed.csv",
        "Film,Year,Critic,Rating\nThe Quay,2020,Cy Quill,4/5\n",
    );
    let ran = place.run(&["ingest", text(&signed), "--critic", "Ada Marlow"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let said = format!("{}{}", ran.out, ran.err);
    assert!(said.contains("--critic was not used"), "{said}");
    let told = place.json(0, &["desk", "2"]);
    assert_eq!(told["critic"], "Cy Quill", "{told}");
    place.assert_sound();
}

#[test]
fn who_may_be_one_is_listed_and_merged_with_one_key_and_taken_back() {
    let place = Place::new();
    let file = place.write(
        "critics.csv",
        table(&[
            "Ada Marlow",
            "Marlow, Ada",
            "ADA MARLOW",
            "Ada Marlow for the Lantern",
            "A. Marlow",
            "Cy Quill",
            "Ada Marlow and Cy Quill",
        ]),
    );
    place.json(0, &["ingest", text(&file)]);
    let listed = place.run(&["desk", "--people"]);
    assert_eq!(listed.code, 0, "{}", listed.err);
    assert!(listed.out.contains("1 suggestion"), "{}", listed.out);
    assert!(
        listed.out.contains("A. Marlow (1 review)"),
        "{}",
        listed.out
    );
    assert!(
        listed.out.contains("both wrote for Lantern"),
        "{}",
        listed.out
    );
    assert!(!listed.out.contains("and Cy Quill"), "{}", listed.out);
    let out = settle(&place, "--people", b"y");
    assert!(out.contains("1 answered with yes, 0 with no"), "{out}");
    let after = place.run(&["desk", "--people"]);
    assert!(after.out.contains("nothing is suggested"), "{}", after.out);
    let merged = place.run(&["log", "--kind", "merged", "--json"]);
    assert_eq!(merged.out.lines().count(), 1, "{}", merged.out);
    place.assert_sound();
}
