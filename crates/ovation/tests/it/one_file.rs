//! One file is one file: after a command that ended the record is whole in it; a damaged one says what is damaged.

use crate::place::{Place, TABLE, text};
use std::fmt::Write as _;
use std::io::Read as _;
use std::process::Stdio;

fn beside(place: &Place) -> Vec<String> {
    let files = std::fs::read_dir(place.path("")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| name.starts_with("ovation.db") && name != "ovation.db")
        .collect()
}

#[test]
fn every_command_that_ends_leaves_one_file() {
    let place = Place::new();
    let table = place.write("reviews.csv", TABLE);
    let commands: &[(i32, &[&str])] = &[
        (0, &["ingest", text(&table)]),
        (0, &["ingest", text(&table), "--dry-run"]),
        (0, &["score", "The Lamplighter (2024)"]),
        (1, &["score", "No Such Film"]),
        (0, &["log"]),
        (0, &["desk"]),
        (0, &["doctor"]),
        (0, &["replay"]),
        (0, &["replay", "--check"]),
        (0, &["verify-chain"]),
        (0, &["withdraw", "1", "--by", "critic", "--dry-run"]),
        (0, &["withdraw", "1", "--by", "critic"]),
        (1, &["undo", "99999"]),
        (1, &["withdraw", "99999", "--by", "critic"]),
        (1, &["ingest", "no-such-file.csv"]),
        (0, &["export", "out"]),
        (0, &["backup", "backup.db"]),
        (0, &["delete-source", "1", "--note", "asked"]),
    ];
    for (code, command) in commands {
        let ran = place.run(command);
        assert_eq!(ran.code, *code, "{command:?}: {}", ran.err);
        assert_eq!(beside(&place), [""; 0], "{command:?}");
        std::fs::copy(place.path("ovation.db"), place.path("copy.db")).unwrap();
        let head =
            |record: &str| place.json(0, &["verify-chain", "--record", record])["head"].clone();
        assert_eq!(head("copy.db"), head("ovation.db"), "{command:?}");
    }
}

#[test]
fn a_reader_that_goes_away_leaves_one_file_too() {
    let place = Place::new();
    let mut table = TABLE.to_owned();
    for row in 0..400 {
        writeln!(
            table,
            "Film {row},2024,Critic {row},Row F,2024-05-10,2/5,Dull and overlong."
        )
        .unwrap();
    }
    let table = place.write("reviews.csv", table);
    place.json(0, &["ingest", text(&table)]);
    let mut log = place
        .command(&["log", "--limit", "100000", "--json"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut some = [0; 16];
    log.stdout.take().unwrap().read_exact(&mut some).unwrap();
    assert_eq!(log.wait().unwrap().code(), Some(0));
    assert_eq!(beside(&place), [""; 0]);
}

#[test]
fn a_file_that_holds_no_record_tells_where_its_entries_may_be() {
    let place = Place::new();
    let table = place.write("reviews.csv", TABLE);
    place.json(0, &["ingest", text(&table)]);
    // The first page of a database that was just made, with the sign that a log stands beside it.
    let record = std::fs::read(place.path("ovation.db")).unwrap();
    let mut first = record[..4096].to_vec();
    first[28..32].copy_from_slice(&1_u32.to_be_bytes());
    first[40..44].copy_from_slice(&[0; 4]);
    first[100..].fill(0);
    first[100] = 13;
    first[105..107].copy_from_slice(&4096_u16.to_be_bytes());
    place.write("copy.db", first);
    let told = place.run(&["score", "The Lamplighter (2024)", "--record", "copy.db"]);
    assert_eq!(told.code, 1);
    assert!(
        told.err.contains("-wal") && told.err.contains("ovation backup"),
        "{}",
        told.err
    );
}

#[test]
fn a_damaged_file_says_what_is_damaged_and_what_to_do() {
    let place = Place::new();
    let mut table = TABLE.to_owned();
    for row in 0..300 {
        writeln!(
            table,
            "Film {row},2024,Critic {row},Row F,2024-05-10,2/5,Dull and overlong number {row}."
        )
        .unwrap();
    }
    let table = place.write("reviews.csv", table);
    place.json(0, &["ingest", text(&table)]);
    let whole = std::fs::read(place.path("ovation.db")).unwrap();
    let pages = whole.len() / 4096;
    let mut damages: Vec<(String, Vec<u8>)> = vec![
        ("cut in half".to_owned(), whole[..whole.len() / 2].to_vec()),
        (
            "cut within a page".to_owned(),
            whole[..whole.len() - 1000].to_vec(),
        ),
        ("nothing".to_owned(), Vec::new()),
    ];
    let mut zeroed = whole.clone();
    zeroed[..100].fill(0);
    damages.push(("its beginning zeroed".to_owned(), zeroed));
    // Pages all over the file, overwritten with what looks random.
    for page in (1..pages).step_by(pages / 12) {
        let mut bytes = whole.clone();
        let mut state = 0x9e37_79b9_u32.wrapping_mul(u32::try_from(page).unwrap());
        for byte in &mut bytes[page * 4096..(page + 1) * 4096] {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *byte = state.to_be_bytes()[0];
        }
        damages.push((format!("page {page}"), bytes));
    }
    let mut found = 0;
    for (name, bytes) in damages {
        place.write("ovation.db", bytes);
        let doctor = place.run(&["doctor"]);
        let told = format!("{}{}", doctor.out, doctor.err);
        assert!(!told.contains("ovation doctor"), "{name}: {told}");
        assert!(!told.contains("panicked"), "{name}: {told}");
        if doctor.code != 0 {
            found += 1;
            assert_eq!(doctor.code, 1, "{name}: {told}");
            let helps =
                told.contains("restore") || told.contains("ovation replay") || name == "nothing";
            assert!(helps, "{name}: {told}");
        }
        for command in [
            &["score", "The Lamplighter (2024)"][..],
            &["log"],
            &["verify-chain"],
            &["export", "out"],
        ] {
            let ran = place.run(command);
            assert!(
                ran.code == 0 || ran.code == 1,
                "{name}: {command:?}: {}",
                ran.code
            );
            assert!(
                !ran.err.contains("panicked"),
                "{name}: {command:?}: {}",
                ran.err
            );
            let _gone = std::fs::remove_dir_all(place.path("out"));
        }
    }
    assert!(found >= 12, "{found} were found");
}
