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
    let mut child = place
        .command(&["desk", "--people", "--settle", "--as", "ada"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"y").unwrap();
    let told = child.wait_with_output().unwrap();
    let out = String::from_utf8_lossy(&told.stdout);
    assert!(out.contains("1 merged"), "{out}");
    let after = place.run(&["desk", "--people"]);
    assert!(after.out.contains("nothing is suggested"), "{}", after.out);
    let merged = place.run(&["log", "--kind", "merged", "--json"]);
    assert_eq!(merged.out.lines().count(), 1, "{}", merged.out);
    place.assert_sound();
}
