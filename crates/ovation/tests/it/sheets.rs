//! A sheet that changes: read again it shows what was added, changed and removed, and enters that.

use crate::place::{Place, text};
use serde_json::Value;
use std::fmt::Write as _;

const HEAD: &str = "critic,outlet,film,year,date,rating\n";

fn sheet(rows: &[&str]) -> String {
    let mut sheet = HEAD.to_owned();
    for row in rows {
        sheet.push_str(row);
        sheet.push('\n');
    }
    sheet
}

const ROWS: [&str; 4] = [
    "Ann Lee,Post,Lamp Street,2024,2024-03-01,4/5",
    "Bob Quill,Post,Lamp Street,2024,2024-03-02,4/5",
    "Cid Marrow,Post,Lamp Street,2024,2024-03-03,4/5",
    "Dora Vale,Post,Lamp Street,2024,2024-03-04,1/5",
];

fn import(summary: &Value) -> [u64; 5] {
    ["added", "changed", "removed", "same", "withdrawn"]
        .map(|name| summary["imports"][0][name].as_u64().unwrap())
}

/// Counted reviews of the film and those of them that are for it.
fn score(place: &Place) -> (u64, u64) {
    let score = place.json(0, &["score", "Lamp Street"]);
    let of = |name: &str| score["score"][name].as_u64().unwrap();
    (of("n"), of("positives"))
}

#[test]
fn a_sheet_read_again_says_what_changed_and_counts_each_row_once() {
    let place = Place::new();
    let path = place.write("s.csv", sheet(&ROWS));
    place.json(0, &["ingest", text(&path)]);
    place.json(0, &["desk", "1", "--verdict", "against", "--as", "Nell"]);
    let rows = [
        "Ann Lee,Post,Lamp Street,2024,2024-03-01,5/5",
        "Bobb Quill,Post,Lamp Street,2024,2024-03-02,4/5",
        "Cid Marrow,Post,Lamp Street,2024,2023-03-03,4/5",
        ROWS[3],
        "Ed Wick,Post,Lamp Street,2024,2024-03-05,1/5",
    ];
    place.write("s.csv", sheet(&rows));
    let dry = place.json(0, &["ingest", text(&path), "--dry-run"]);
    let summary = place.json(0, &["ingest", text(&path)]);
    for summary in [&dry, &summary] {
        assert_eq!(import(summary), [1, 3, 0, 1, 0], "{summary}");
        let first = |name: &str, at: usize| summary["imports"][0][name][at].as_str().unwrap();
        assert_eq!(
            first("first_changed", 1),
            "row 3: critic `Bob Quill` -> `Bobb Quill`"
        );
        // An earlier date is a correction like any other.
        assert_eq!(
            first("first_changed", 2),
            "row 4: date `2024-03-03` -> `2023-03-03`"
        );
        assert_eq!(
            first("first_added", 0),
            "row 6: Ed Wick on Lamp Street, 1/5"
        );
    }
    for count in ["found", "counted", "waiting", "excluded"] {
        assert_eq!(dry[count], summary[count], "{count}");
    }
    // Nell said that Ann is against it.
    assert_eq!(score(&place), (5, 2));
    place.assert_sound();
}

#[test]
fn rows_that_are_gone_stay_and_are_told_until_replacing_is_asked_for() {
    let place = Place::new();
    let path = place.write("s.csv", sheet(&ROWS));
    place.json(0, &["ingest", text(&path)]);
    place.write("s.csv", sheet(&ROWS[..3]));
    let left = place.json(3, &["ingest", text(&path)]);
    assert_eq!(import(&left), [0, 0, 1, 3, 0]);
    assert_eq!(left["imports"][0]["staying"], 1);
    assert_eq!(
        left["imports"][0]["first_removed"][0],
        "Dora Vale on Lamp Street, 1/5"
    );
    assert_eq!(score(&place), (4, 3));
    // What was said is to be done: the very same table, with the word for it.
    let replaced = place.json(0, &["ingest", text(&path), "--replace"]);
    assert_eq!(replaced["imports"][0]["withdrawn"], 1);
    assert_eq!(score(&place), (3, 3));
    // And the row comes back.
    place.write("s.csv", sheet(&ROWS));
    let back = place.json(0, &["ingest", text(&path), "--replace"]);
    assert_eq!(back["imports"][0]["same"], 4, "{back}");
    assert_eq!(score(&place), (4, 3));
    let again = place.json(0, &["ingest", text(&path), "--replace"]);
    assert_eq!(again["new_entries"], 0);
    place.assert_sound();
}

#[test]
fn an_import_is_taken_back_as_one_entry_and_stands_again_as_one() {
    let place = Place::new();
    let path = place.write("s.csv", sheet(&ROWS));
    place.json(0, &["ingest", text(&path)]);
    place.json(0, &["desk", "2", "--verdict", "against", "--as", "Nell"]);
    let before = place.json(0, &["score", "Lamp Street"]);
    let rows = [
        "Ann Lee,Post,Lamp Street,2024,2024-03-01,1/5",
        "Bob Quill,Post,Lamp Street,2024,2024-03-02,5/5",
        "Cid Marrow,Post,Lamp Street,2024,2024-03-03,4/5",
        "Ed Wick,Post,Lamp Street,2024,2024-03-05,1/5",
    ];
    place.write("s.csv", sheet(&rows));
    let summary = place.json(0, &["ingest", text(&path), "--replace"]);
    assert_eq!(import(&summary), [1, 2, 1, 1, 1]);
    assert_eq!(score(&place), (4, 1));
    let after = place.json(0, &["score", "Lamp Street"]);
    let source = summary["imports"][0]["source"].to_string();
    let dry = place.json(0, &["undo-import", &source, "--dry-run"]);
    assert_eq!(dry["films"][0]["before"]["n"], 4, "{dry}");
    assert_eq!(score(&place), (4, 1));
    let undone = place.json(0, &["undo-import", &source, "--note", "the wrong file"]);
    assert_eq!(undone["entries"], 1);
    let now = place.json(0, &["score", "Lamp Street"]);
    assert_eq!(now["score"]["n"], before["score"]["n"]);
    assert_eq!(now["score"]["approval"], before["score"]["approval"]);
    // Not twice, and not what does not stand.
    assert_eq!(place.run(&["undo-import", &source]).code, 1);
    let entry = undone["first"].to_string();
    place.json(0, &["undo", &entry]);
    let now = place.json(0, &["score", "Lamp Street"]);
    assert_eq!(now["score"]["approval"], after["score"]["approval"]);
    assert_eq!(score(&place), (4, 1));
    place.assert_sound();
}

#[test]
fn after_an_undo_the_same_file_is_read_anew_and_counts() {
    let place = Place::new();
    let path = place.write("s.csv", sheet(&ROWS));
    let first = place.json(0, &["ingest", text(&path), "--map", "date="]);
    let source = first["imports"][0]["source"].to_string();
    place.json(0, &["undo-import", &source]);
    let score = place.json(0, &["score", "Lamp Street"]);
    assert_eq!(score["score"]["n"], 0, "{score}");
    let again = place.json(0, &["ingest", text(&path)]);
    assert_eq!((&again["found"], &again["counted"]), (&4.into(), &4.into()));
    place.assert_sound();
}

#[test]
fn the_same_file_read_with_another_mapping_is_read_again() {
    let place = Place::new();
    let path = place.write("s.csv", sheet(&ROWS));
    place.json(0, &["ingest", text(&path), "--map", "date="]);
    let again = place.json(0, &["ingest", text(&path)]);
    assert_eq!(import(&again), [0, 4, 0, 0, 0]);
    assert_eq!(score(&place), (4, 3));
    place.assert_sound();
}

#[test]
fn an_older_import_is_not_taken_from_under_a_newer_one() {
    let place = Place::new();
    let path = place.write("s.csv", sheet(&ROWS));
    let first = place.json(0, &["ingest", text(&path)]);
    place.write("s.csv", sheet(&ROWS[..3]));
    let second = place.json(0, &["ingest", text(&path), "--replace"]);
    let number = |summary: &Value| summary["imports"][0]["source"].to_string();
    let refused = place.run(&["undo-import", &number(&first)]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("was read again since"),
        "{}",
        refused.err
    );
    place.json(0, &["undo-import", &number(&second)]);
    assert_eq!(score(&place), (4, 3));
    place.json(0, &["undo-import", &number(&first)]);
    let score = place.json(0, &["score", "Lamp Street"]);
    assert_eq!(score["score"]["n"], 0);
    place.assert_sound();
}

#[test]
fn separators_encodings_names_of_columns_and_of_the_file_make_no_difference() {
    let place = Place::new();
    let rows = ["Zoë Lee,Post,Lamp Street,2024,2024-03-01,4/5", ROWS[1]];
    let path = place.write("s.csv", sheet(&rows));
    place.json(0, &["ingest", text(&path)]);
    let other = sheet(&rows)
        .replace(',', ";")
        .replace("critic", "reviewer")
        .replace("date", "published");
    let latin: Vec<u8> = other
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    place.write("s.csv", latin);
    // The same file by another of its names.
    let again = place.json(0, &["ingest", "./s.csv"]);
    assert_eq!(import(&again), [0, 0, 0, 2, 0], "{again}");
    assert_eq!(score(&place).0, 2);
    place.assert_sound();
}

#[test]
fn another_table_under_the_same_name_is_asked_about() {
    let place = Place::new();
    let many = |from: u32| {
        let mut sheet = HEAD.to_owned();
        for n in from..from + 30 {
            writeln!(sheet, "Critic {n},Post,Film {n},2024,2024-03-01,4/5").unwrap();
        }
        sheet
    };
    let path = place.write("s.csv", many(0));
    place.json(0, &["ingest", text(&path)]);
    place.write("s.csv", many(500));
    let asked = place.json(3, &["ingest", text(&path)]);
    assert_eq!(
        (&asked["found"], &asked["new_entries"]),
        (&0.into(), &0.into())
    );
    let detail = asked["left_out"][0]["detail"].as_str().unwrap();
    assert!(detail.contains("looks like another table"), "{detail}");
    let beside = place.json(0, &["ingest", text(&path), "--as-new-table"]);
    assert_eq!(beside["counted"], 30);
    assert_eq!(place.json(0, &["doctor"])["counted"], 60);
    place.write("s.csv", many(900));
    let replaced = place.json(0, &["ingest", text(&path), "--replace"]);
    assert_eq!(replaced["imports"][0]["withdrawn"], 30);
    assert_eq!(place.json(0, &["doctor"])["counted"], 60);
    place.assert_sound();
}

#[test]
fn a_broken_row_or_a_cut_off_file_withdraws_nothing() {
    let place = Place::new();
    let path = place.write("s.csv", sheet(&ROWS));
    place.json(0, &["ingest", text(&path)]);
    let broken = [
        ROWS[0],
        "Bob Quill,Post,Lamp Street,2024,2024-03-02,4/5,too,many",
        ROWS[2],
        ROWS[3],
    ];
    place.write("s.csv", sheet(&broken));
    let summary = place.json(3, &["ingest", text(&path), "--replace"]);
    assert_eq!(
        (import(&summary)[4], &summary["imports"][0]["unsure"]),
        (0, &1.into())
    );
    assert_eq!(score(&place), (4, 3));
    // Not readable at all, then as it was: nothing is lost by it.
    place.write("s.csv", "nothing,of,use\n1,2,3\n");
    place.json(3, &["ingest", text(&path), "--replace"]);
    assert_eq!(score(&place), (4, 3));
    place.write("s.csv", sheet(&ROWS));
    let back = place.json(0, &["ingest", text(&path), "--replace"]);
    assert_eq!(import(&back), [0, 0, 0, 4, 0], "{back}");
    assert_eq!(score(&place), (4, 3));
    place.assert_sound();
}

#[test]
fn a_review_that_another_source_tells_stays_when_its_row_goes() {
    let place = Place::new();
    let head = "critic,film,year,rating,url\n";
    let ann = "Ann Lee,Lamp Street,2024,4/5,https://post.example/lamp-street\n";
    let bob = "Bob Quill,Lamp Street,2024,4/5,https://row.example/lamp-street\n";
    let one = place.write("one.csv", format!("{head}{ann}{bob}"));
    let two = place.write("two.csv", format!("{head}{ann}"));
    let first = place.json(0, &["ingest", text(&one)]);
    place.json(0, &["ingest", text(&two)]);
    place.write("one.csv", format!("{head}{bob}"));
    let gone = place.json(0, &["ingest", text(&one), "--replace"]);
    assert_eq!((import(&gone)[2], import(&gone)[4]), (1, 0));
    assert_eq!(score(&place), (2, 2));
    // Both imports of the first table taken back: what the second tells stays.
    place.json(
        0,
        &["undo-import", &gone["imports"][0]["source"].to_string()],
    );
    place.json(
        0,
        &["undo-import", &first["imports"][0]["source"].to_string()],
    );
    assert_eq!(score(&place), (1, 1));
    place.assert_sound();
}

#[test]
fn replacing_said_afterwards_is_told_and_taken_back_like_any_reading() {
    let place = Place::new();
    let path = place.write("s.csv", sheet(&ROWS));
    place.json(0, &["ingest", text(&path)]);
    place.write("s.csv", sheet(&ROWS[..3]));
    let plain = place.json(3, &["ingest", text(&path)]);
    let said = place.run(&["ingest", text(&path), "--replace"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out
            .contains("1 review is withdrawn: no longer in s.csv"),
        "{}",
        said.out
    );
    assert!(said.out.contains("source 2, entry"), "{}", said.out);
    let listed = place.run(&["imports"]).out;
    let line = listed.lines().next().unwrap();
    assert!(
        line.contains("since source 1") && line.contains("1 removed"),
        "{line}"
    );
    assert!(line.contains("with --replace"), "{line}");
    assert_eq!(score(&place), (3, 3));
    let again = place.json(0, &["ingest", text(&path), "--replace"]);
    assert_eq!(again["new_entries"], 0);
    place.assert_sound();
    // Both readings of the source go as one.
    let source = plain["imports"][0]["source"].to_string();
    place.json(0, &["undo-import", &source]);
    assert_eq!(score(&place), (4, 3));
    place.assert_sound();
}

#[test]
fn two_cells_corrected_in_a_moved_row_leave_the_decision_with_it() {
    let place = Place::new();
    let path = place.write("s.csv", sheet(&ROWS));
    place.json(0, &["ingest", text(&path)]);
    place.json(0, &["desk", "2", "--verdict", "against", "--as", "Nell"]);
    let rows = [
        ROWS[3],
        // Spelling and day.
        "Bob Quille,Post,Lamp Street,2024,2024-03-12,4/5",
        ROWS[0],
        // Film and rating.
        "Cid Marrow,Post,Salt Harbour,2024,2024-03-03,3/5",
    ];
    place.write("s.csv", sheet(&rows));
    let summary = place.json(0, &["ingest", text(&path)]);
    assert_eq!(import(&summary), [0, 2, 0, 2, 0], "{summary}");
    let log = place.json(0, &["desk", "2"]);
    assert!(log.to_string().contains("Bob Quille"), "{log}");
    // Ann and Dora are for it, Bob is not as Nell says.
    assert_eq!(score(&place), (3, 1));
    place.assert_sound();
}

#[test]
fn a_row_that_may_be_either_of_two_waits_and_is_named() {
    let place = Place::new();
    let both = [
        "Ann Lee,Post,Lamp Street,2024,2024-03-01,4/5",
        "Ann Lee,Post,Lamp Street,2024,2024-03-20,2/5",
        ROWS[1],
    ];
    let path = place.write("s.csv", sheet(&both));
    place.json(0, &["ingest", text(&path)]);
    place.write(
        "s.csv",
        sheet(&[ROWS[1], "Ann Lee,Post,Lamp Street,2024,2024-03-11,3/5"]),
    );
    let told = place.json(3, &["ingest", text(&path), "--replace", "--dry-run"]);
    let asked = place.json(3, &["ingest", text(&path), "--replace"]);
    for told in [&told, &asked] {
        let import = &told["imports"][0];
        assert_eq!(
            (&import["undecided"], &import["withdrawn"]),
            (&1.into(), &0.into()),
            "{told}"
        );
        let words = import["first_undecided"][0].as_str().unwrap();
        assert!(
            words.starts_with("row 3: Ann Lee on Lamp Street, 3/5 may be Ann Lee"),
            "{words}"
        );
        assert!(words.contains("or one of 1 more"), "{words}");
    }
    assert_eq!(asked["reasons"]["may-be-same"], 1, "{asked}");
    // Somebody says which it is.
    place.json(0, &["desk", "4", "--same-as", "1", "--as", "Nell"]);
    place.assert_sound();
}

#[test]
fn imports_are_listed_with_what_each_did() {
    let place = Place::new();
    let path = place.write("s.csv", sheet(&ROWS));
    place.json(0, &["ingest", text(&path)]);
    place.write("s.csv", sheet(&ROWS[1..]));
    let second = place.json(0, &["ingest", text(&path), "--replace"]);
    let ran = place.run(&["ingest", text(&path), "--replace"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let listed = place.run(&["imports"]);
    let lines: Vec<&str> = listed.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", listed.out);
    assert!(
        lines[0].contains("since source 1 0 added, 0 changed, 1 removed"),
        "{}",
        lines[0]
    );
    // By the entry that ends it, as the summary says.
    let entry = second["imports"][0]["entry"].to_string();
    place.json(0, &["undo-import", &entry]);
    assert!(place.run(&["imports"]).out.contains("taken back"));
    place.assert_sound();
}

#[test]
fn a_tables_own_ids_tell_a_row_of_which_all_else_changed() {
    let place = Place::new();
    let head = "id,critic,film,year,date,rating\n";
    let row = "r7,Ann Lee,Lamp Street,2024,2024-03-01,4/5\n";
    let path = place.write("s.csv", format!("{head}{row}"));
    place.json(0, &["ingest", text(&path)]);
    place.json(0, &["desk", "1", "--verdict", "against", "--as", "Nell"]);
    let changed = "r7,Zoe Marrow,Lamp Street,2024,2021-06-09,1/5\n";
    place.write("s.csv", format!("{head}{changed}"));
    let summary = place.json(0, &["ingest", text(&path)]);
    assert_eq!(import(&summary), [0, 1, 0, 0, 0], "{summary}");
    assert_eq!(score(&place), (1, 0));
    place.assert_sound();
}
