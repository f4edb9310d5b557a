//! An ingest that is killed at any point leaves whole batches and nothing else.

use crate::place::{Place, text};
use std::fmt::Write as _;
use std::process::Stdio;

#[test]
fn an_ingest_killed_at_any_point_can_be_run_again_and_ends_the_same() {
    let mut table = String::from("film,year,critic,outlet,date,rating,text\n");
    for row in 0..9_000 {
        writeln!(
            table,
            "Film {},2021,Critic Number{},Outlet {},2021-0{}-1{},{}/5,A text of row {row}.",
            row % 300,
            row / 300,
            row % 40,
            row % 9 + 1,
            row % 9,
            row % 6
        )
        .unwrap();
    }
    let whole = Place::new();
    let file = whole.write("reviews.csv", &table);
    let wanted = whole.json(0, &["ingest", text(&file)]);

    let place = Place::new();
    let file = place.write("reviews.csv", &table);
    // The record's own growth says how far the ingest is, so the kills fall into different parts
    // of it whatever the speed of the machine.
    for at_bytes in [1_u64, 60_000, 300_000, 1_000_000, 2_500_000, 4_000_000] {
        let mut ingest = place
            .command(&["ingest", text(&file), "--json"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while ingest.try_wait().unwrap().is_none() {
            let size: u64 = ["ovation.db", "ovation.db-wal"]
                .iter()
                .filter_map(|name| std::fs::metadata(place.path(name)).ok())
                .map(|facts| facts.len())
                .sum();
            if size >= at_bytes {
                break;
            }
            std::thread::yield_now();
        }
        let _already_ended = ingest.kill();
        ingest.wait().unwrap();
        // Killed before the record was made: nothing was acknowledged, and the next run makes it.
        if place.run(&["doctor"]).err.contains("it is empty") {
            continue;
        }
        place.assert_sound();
    }
    let ended = place.json(0, &["ingest", text(&file)]);
    assert_eq!(ended["found"], wanted["found"]);
    assert_eq!(ended["counted"], wanted["counted"]);
    place.assert_sound();
    for film in ["Film 7", "Film 299"] {
        assert_eq!(
            place.json(0, &["score", film])["score"],
            whole.json(0, &["score", film])["score"]
        );
    }
}
