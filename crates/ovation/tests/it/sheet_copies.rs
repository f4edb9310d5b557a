//! A table under another name: nothing counts twice, and what was deleted stays out.

use crate::place::{Place, text};
use serde_json::Value;

const HEAD: &str = "critic,outlet,film,date,rating\n";

fn sheet(rows: &[&str]) -> String {
    format!("{HEAD}{}\n", rows.join("\n"))
}

const ROWS: [&str; 5] = [
    "Ann Lee,Post,Lamp Street,2024-03-01,4/5",
    "Bob Quill,Herald,Lamp Street,2024-03-02,4/5",
    "Cid Marrow,Post,Salt Harbour,2024-03-03,4/5",
    "Dora Vale,Herald,Salt Harbour,2024-03-04,1/5",
    "Ann Lee,Post,Mill Race,2024-03-09,2/5",
];

fn found(place: &Place) -> u64 {
    place.json(0, &["doctor"])["found"].as_u64().unwrap()
}

fn detail(summary: &Value) -> &str {
    summary["left_out"][0]["detail"].as_str().unwrap()
}

#[test]
fn a_copy_under_another_name_is_recognised_and_counts_nothing_twice() {
    let place = Place::new();
    let path = place.write("s.csv", sheet(&ROWS));
    place.json(0, &["ingest", text(&path)]);
    place.json(0, &["desk", "2", "--verdict", "against", "--as", "Nell"]);
    // Renamed and corrected: a rating, a day, a row more.
    let mut rows = ROWS.to_vec();
    rows[1] = "Bob Quill,Herald,Lamp Street,2024-03-12,5/5";
    rows.push("Ed Wick,Post,Mill Race,2024-03-10,3/5");
    let copy = place.write("final v2.csv", sheet(&rows));
    for how in [&["--preview"][..], &["--dry-run"], &[]] {
        let mut args = vec!["ingest", text(&copy)];
        args.extend(how);
        let told = place.json(3, &args);
        assert!(told.to_string().contains("--version-of s.csv"), "{told}");
        assert!(told.to_string().contains("--apart"), "{told}");
        assert_eq!(found(&place), 5);
    }
    let read = place.json(0, &["ingest", text(&copy), "--version-of", "s.csv"]);
    let of = |name: &str| read["imports"][0][name].as_u64().unwrap();
    assert_eq!(
        (of("added"), of("changed"), of("same"), of("removed")),
        (1, 1, 4, 0),
        "{read}"
    );
    assert_eq!(found(&place), 6);
    // What Nell said of Bob stays with Bob.
    let score = place.json(0, &["score", "Lamp Street"]);
    assert_eq!(score["score"]["positives"], 1);
    // The very same again adds nothing, and the table's own name goes on.
    let again = place.json(0, &["ingest", text(&copy), "--version-of", "s.csv"]);
    assert_eq!(again["new_entries"], 0);
    place.assert_sound();
}

#[test]
fn two_copies_in_one_folder_count_once_and_apart_counts_both() {
    let place = Place::new();
    std::fs::create_dir(place.path("lists")).unwrap();
    place.write("lists/a.csv", sheet(&ROWS));
    place.write("lists/b.csv", sheet(&ROWS[..4]));
    let folder = place.path("lists");
    let told = place.json(3, &["ingest", text(&folder)]);
    assert_eq!(told["counted"], 5);
    assert!(detail(&told).contains("lists/a.csv"), "{told}");
    let other = place.path("lists/b.csv");
    place.json(0, &["ingest", text(&other), "--apart"]);
    assert_eq!(found(&place), 9);
    // It is known from now on as a table of its own.
    let again = place.json(0, &["ingest", text(&other)]);
    assert_eq!(again["new_entries"], 0);
    place.assert_sound();
}

#[test]
fn another_table_of_the_same_critics_is_no_copy() {
    let place = Place::new();
    let path = place.write("s.csv", sheet(&ROWS));
    place.json(0, &["ingest", text(&path)]);
    let other = [
        "Ann Lee,Post,Winter Ferry,2024-04-01,4/5",
        "Bob Quill,Herald,Winter Ferry,2024-04-02,4/5",
        ROWS[2],
        "Dora Vale,Herald,Owl Creek,2024-04-04,1/5",
    ];
    let path = place.write("other.csv", sheet(&other));
    place.json(0, &["ingest", text(&path)]);
    // Running numbers are of one table only.
    let numbered = |films: [&str; 3]| {
        let row = |(number, film): (usize, &&str)| format!("{number},Fay Thorne,{film},3/5\n");
        let rows: String = films.iter().enumerate().map(row).collect();
        format!("review_id,critic,film,rating\n{rows}")
    };
    let one = place.write("one.csv", numbered(["Glass Hill", "Owl Creek", "Low Tide"]));
    place.json(0, &["ingest", text(&one)]);
    let two = place.write(
        "two.csv",
        numbered(["High Tide", "Far Shore", "Near Shore"]),
    );
    place.json(0, &["ingest", text(&two)]);
    assert_eq!(found(&place), 5 + 4 + 6);
}

#[test]
fn a_version_of_what_is_not_known_is_refused() {
    let place = Place::new();
    let path = place.write("s.csv", sheet(&ROWS));
    let ran = place.run(&["ingest", text(&path), "--version-of", "none.csv"]);
    assert_eq!(ran.code, 1);
}

#[test]
fn the_rows_of_a_deleted_table_stay_out_under_any_name_until_it_is_restored() {
    let place = Place::new();
    let path = place.write("s.csv", sheet(&ROWS));
    let first = place.json(0, &["ingest", text(&path)]);
    let source = first["imports"][0]["source"].to_string();
    place.json(
        0,
        &[
            "delete-source",
            &source,
            "--reason",
            "asked for",
            "--as",
            "Nell",
        ],
    );
    assert_eq!(place.json(0, &["doctor"])["counted"], 0);
    let mut rows = ROWS.to_vec();
    rows[1] = "Bob Quill,Herald,Lamp Street,2024-03-12,5/5";
    rows.push("Ed Wick,Post,Owl Creek,2024-03-10,3/5");
    let copy = place.write("final v2.csv", sheet(&rows));
    for args in [&["--dry-run"][..], &["--preview"], &[], &["--apart"], &[]] {
        let mut all = vec!["ingest", text(&copy)];
        all.extend(args);
        let told = place.json(3, &all);
        let told = told.get("summary").unwrap_or(&told);
        assert_eq!(told["deleted"], 4, "{told}");
    }
    // What the deleted table did not have is read: five were deleted.
    assert_eq!(found(&place), 5 + 2);
    let again = place.json(3, &["ingest", text(&copy)]);
    assert_eq!(again["new_entries"], 0, "{again}");
    // Its own name is no way in either.
    let told = place.json(3, &["ingest", text(&path)]);
    assert_eq!(told["deleted"], 5, "{told}");
    assert_eq!(found(&place), 5 + 2);
    place.json(0, &["restore-source", &source, "--as", "Nell"]);
    place.assert_sound();
}
