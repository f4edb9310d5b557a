//! What is printed adds up: however reviews wait or are out, the reasons told for it sum to the counts.

use crate::place::Place;
use std::fmt::Write as _;

/// The number that stands behind a word of the line of counts.
fn count(out: &str, word: &str) -> u64 {
    let line = out
        .lines()
        .find(|line| line.trim().starts_with("found "))
        .unwrap();
    let (_, behind) = line.split_once(&format!("{word} ")).unwrap();
    let number: String = behind
        .chars()
        .take_while(|it| !it.is_whitespace())
        .collect();
    number
        .trim_end_matches(';')
        .replace(',', "")
        .parse()
        .unwrap()
}

/// The counts of the lines that say why reviews are in a state.
fn told(out: &str, state: &str) -> u64 {
    let lines = out.lines().filter_map(|line| {
        let (count, why) = line.trim().split_once(' ')?;
        let is_it = why
            .strip_prefix(state)
            .is_some_and(|rest| rest.starts_with(": "));
        is_it.then(|| count.replace(',', "").parse::<u64>().unwrap())
    });
    lines.sum()
}

fn assert_adds_up(out: &str) {
    let [found, counted, waiting, excluded] =
        ["found", "counted", "waiting", "excluded"].map(|word| count(out, word));
    assert_eq!(found, counted + waiting + excluded, "{out}");
    assert_eq!(told(out, "waiting"), waiting, "{out}");
    assert_eq!(told(out, "excluded"), excluded, "{out}");
}

/// A table of invented reviews in which every row may lack, doubt or repeat something.
fn table(seed: u64) -> String {
    let mut state = seed;
    let mut pick = |many: &[&'static str]| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        many[usize::try_from(state >> 33).unwrap() % many.len()]
    };
    let mut rows = "film,year,critic,outlet,date,rating,text\n".to_owned();
    for row in 0..60 {
        let film = pick(&[
            "The Lamplighter",
            "Glass Orchard",
            "Glass Orchad",
            "Salt Road",
            "",
        ]);
        let year = pick(&["2024", "2024", "", "1951"]);
        let critic = pick(&["Ada Quill", "Bo Finch", "Cy Marrow", "", "Staff"]);
        let outlet = pick(&["Meridian", "Harbinger", ""]);
        let rating = pick(&["4/5", "7", "Passable-ish", "", "B+", "11/10"]);
        let text = pick(&["Warm and wise.", "Dull.", "", "It is a film about lamps."]);
        writeln!(
            rows,
            "{film},{year},{critic},{outlet},2024-03-{:02},{rating},{text}",
            row % 28 + 1
        )
        .unwrap();
    }
    rows
}

#[test]
fn the_reasons_in_every_printout_add_up_to_the_counts_beside_them() {
    for seed in 1..5 {
        let place = Place::new();
        place.write("reviews.csv", table(seed));
        let ingest = place.run(&["ingest", "reviews.csv"]);
        assert!([0, 3].contains(&ingest.code), "{}", ingest.err);
        assert_adds_up(&ingest.out);
        for review in ["1", "2", "3"] {
            place.run(&["desk", review, "--exclude"]);
            place.run(&["withdraw", review, "--by", "critic"]);
        }
        let doctor = place.run(&["doctor"]);
        assert_adds_up(&doctor.out);
        for film in ["1", "2", "3"] {
            let score = place.run(&["score", film]);
            assert_eq!(score.code, 0, "{}", score.err);
            assert_adds_up(&score.out);
        }
    }
}

#[test]
fn a_list_of_addresses_loses_only_its_odd_lines_and_names_them() {
    let place = Place::new();
    let list = "\u{feff}# what to read\n\n\
        http://127.0.0.1:9/one\n\
        /two\n\
        http://127.0.0.1:9/three with words\n\
        http://127.0.0.1:9/four  # the best\n\
        ftp://127.0.0.1/five\n\
        HTTP://127.0.0.1:9/six\n";
    place.write("list.txt", list);
    let ran = place.run(&["ingest", "list.txt"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    for (line, why) in [(4, "/two"), (5, "with words"), (7, "ftp://")] {
        let told = ran
            .out
            .lines()
            .find(|it| it.contains(&format!("line {line}")));
        assert!(
            told.is_some_and(|it| it.contains(why)),
            "line {line}: {}",
            ran.out
        );
    }
    for silent in ["line 1:", "line 2:", "line 3:", "line 6:", "line 8:"] {
        assert!(!ran.out.contains(silent), "{silent}: {}", ran.out);
    }
    assert!(ran.out.contains("3 not-followed"), "{}", ran.out);
    // Of comments and empty lines nothing is told.
    place.write("fine.txt", "# mine\n\nhttp://127.0.0.1:9/one # first\n");
    let fine = place.run(&["ingest", "fine.txt"]);
    assert!(fine.out.contains("1 not-followed"), "{}", fine.out);
    assert!(!fine.out.contains("line "), "{}", fine.out);
    // A text that mentions an address is a text.
    let prose = "http://127.0.0.1:9/one\nThe lamps go out one after the other in this long and \
        patient film, and nobody in the harbour town seems to mind it for a while.\n";
    place.write("prose.txt", prose);
    let prose = place.run(&["ingest", "prose.txt"]);
    assert!(!prose.out.contains("not-followed"), "{}", prose.out);
}

#[test]
fn what_only_an_undone_import_named_is_in_no_list() {
    let place = Place::new();
    place.write(
        "one.csv",
        "film,year,critic,outlet,date,rating\nSalt Road,2020,Cy Marrow,Row F,2024-03-05,5/5\n",
    );
    place.write("two.csv", "film,year,critic,outlet,date,rating\nGlass Orchard,2023,Bo Finch,Harbinger,2024-03-05,5/5\n");
    place.json(0, &["ingest", "one.csv"]);
    let two = place.json(0, &["ingest", "two.csv"]);
    let source = two["imports"][0]["source"].to_string();
    place.json(0, &["undo-import", &source]);
    let log = place.run(&["log", "--limit", "100"]);
    assert!(
        log.out.contains("Bo Finch") && log.out.contains("Harbinger"),
        "{}",
        log.out
    );
    // Read again they are who they were.
    let again = place.json(0, &["ingest", "two.csv"]);
    assert_eq!(again["counted"], 1, "{again}");
    let log = place.run(&["log", "--limit", "100", "--kind", "critic-added"]);
    assert_eq!(log.out.lines().count(), 2, "{}", log.out);
    place.assert_sound();
}
