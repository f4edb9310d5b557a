//! How a record's verdicts are made: set, ruled, learned, judged anew.

use crate::place::{Place, text};
use serde_json::Value;
use std::fmt::Write as _;

/// A table with these rows under its head.
fn table(rows: &str) -> String {
    format!("film,year,critic,outlet,date,rating,verdict,text\n{rows}")
}

/// What the desk or the API would say of a review: its `p`, by the log of its film's receipt.
fn p_of(place: &Place, film: &str) -> Option<f64> {
    let receipt = place.run(&["receipt", film]);
    let receipt: Value = serde_json::from_str(&receipt.out).unwrap();
    receipt["reviews"][0]["p"].as_f64()
}

const UNSURE: &str = "Low Tide,2024,Ada Wren,Film Quay,2024-02-01,2.5/4,,\n";

/// Ada Wren's stated verdicts: against, at two and a half of four, a film each.
fn stated(count: usize) -> String {
    (0..count).fold(String::new(), |mut rows, number| {
        writeln!(
            rows,
            "Tide {number},2020,Ada Wren,Film Quay,2020-02-01,2.5/4,rotten,"
        )
        .unwrap();
        rows
    })
}

#[test]
fn what_is_set_for_a_record_holds_until_the_command_line_says_otherwise() {
    let place = Place::new();
    let one = place.write("one.csv", table(UNSURE));
    assert_eq!(place.json(0, &["ingest", text(&one)])["waiting"], 1);
    place.json(0, &["judging", "set", "--accepted-error", "0.5"]);
    let shown = place.json(0, &["judging", "show"]);
    assert_eq!(shown["accepted_error"], 0.5, "{shown}");
    // The text model was not set, whatever this command's surroundings say.
    assert_eq!(shown["text_reader"], "encoder", "{shown}");
    let other = place.write("other.csv", table(&UNSURE.replace("Low", "High")));
    assert_eq!(place.json(0, &["ingest", text(&other)])["waiting"], 0);
    let third = place.write("third.csv", table(&UNSURE.replace("Low", "Neap")));
    let strict = ["ingest", text(&third), "--accepted-error", "0.001"];
    assert_eq!(place.json(0, &strict)["waiting"], 1);
    let nothing = place.run(&["judging", "set"]);
    assert_eq!(nothing.code, 1);
    assert!(nothing.err.contains("--accepted-error"), "{}", nothing.err);
    place.assert_sound();
}

#[test]
fn a_rule_for_an_outlet_reads_its_bare_numbers_and_its_own_words() {
    let place = Place::new();
    let rows = "Low Tide,2024,Ada Wren,Film Quay,2024-02-01,8,,\n\
                High Tide,2024,Ada Wren,Film Quay,2024-02-01,Worth the bus fare,,\n";
    let file = place.write("reviews.csv", table(rows));
    // Neither a number without its scale nor an outlet's own words are guessed.
    let before = place.json(0, &["ingest", text(&file)]);
    assert_eq!(before["reasons"]["scale-unknown"], 1, "{before}");
    assert_eq!(before["reasons"]["rating-unknown"], 1, "{before}");
    let rule = ["judging", "rule", "--outlet", "Film Quay"];
    let dry = [rule.as_slice(), &["--bare", "/10", "--dry-run"]].concat();
    place.json(0, &dry);
    assert_eq!(place.json(0, &["judging", "anew"])["changed"], 0);
    place.json(0, &[rule.as_slice(), &["--bare", "/10"]].concat());
    let form = [rule.as_slice(), &["--form", "worth the bus fare=0.75"]].concat();
    place.json(0, &form);
    let dry = place.json(0, &["judging", "anew", "--dry-run"]);
    assert_eq!(dry["changed"], 2, "{dry}");
    assert_eq!(place.json(0, &["doctor"])["counted"], 0);
    assert_eq!(place.json(0, &["judging", "anew"])["changed"], 2);
    assert_eq!(place.json(0, &["doctor"])["counted"], 2);
    assert_eq!(place.json(0, &["judging", "anew"])["changed"], 0);
    // Taken back, it holds no longer; a rule that does not hold cannot be.
    let clear = [rule.as_slice(), &["--bare", "/10", "--clear"]].concat();
    place.json(0, &clear);
    let again = place.run(&clear);
    assert_eq!(again.code, 1, "{}", again.err);
    assert_eq!(place.json(0, &["judging", "anew"])["changed"], 1);
    place.assert_sound();
}

#[test]
fn rules_that_say_nothing_or_too_much_are_refused_with_what_to_do() {
    let place = Place::new();
    let file = place.write("reviews.csv", table(UNSURE));
    place.json(0, &["ingest", text(&file)]);
    for (arguments, code, told) in [
        (["--outlet", "Film Quay", "--bare", "10"], 1, "/10"),
        (["--outlet", "Nowhere", "--bare", "/10"], 1, "Nowhere"),
        (
            ["--critic", "Ada Wren", "--positive-from", "5.5/5"],
            1,
            "5.5/5",
        ),
        (["--critic", "Ada Wren", "--form", "fine=2"], 1, "0 to 1"),
        (
            ["--critic", "Ada Wren", "--outlet", "Film Quay"],
            2,
            "cannot be used",
        ),
    ] {
        let ran = place.run(&[["judging", "rule"].as_slice(), &arguments].concat());
        assert_eq!(ran.code, code, "{arguments:?} {}", ran.err);
        assert!(ran.err.contains(told), "{arguments:?} {}", ran.err);
    }
}

#[test]
fn a_critics_line_is_learned_from_stated_verdicts_and_judging_anew_applies_it() {
    let place = Place::new();
    let first = place.write("first.csv", table(UNSURE));
    place.json(0, &["ingest", text(&first)]);
    let before = p_of(&place, "Low Tide (2024)").unwrap();
    // Few stated verdicts teach nothing by themselves, but may be asked to.
    let few = place.write("few.csv", table(&stated(6)));
    assert_eq!(
        place.json(0, &["ingest", text(&few)])["learned"],
        Value::Null
    );
    let dry = place.json(0, &["judging", "learn", "--dry-run"]);
    assert_eq!((&dry["known"], &dry["entry"]), (&6.into(), &Value::Null));
    // Many do.
    let many = place.write("many.csv", table(&stated(60)));
    let learned = place.json(0, &["ingest", text(&many), "--version-of", "few.csv"]);
    assert!(learned["learned"].as_i64().is_some(), "{learned}");
    let again = place.json(0, &["ingest", text(&many), "--version-of", "few.csv"]);
    assert_eq!(
        (&again["new_entries"], &again["learned"]),
        (&0.into(), &Value::Null)
    );
    assert_eq!(p_of(&place, "Low Tide (2024)"), Some(before));
    let anew = place.json(0, &["judging", "anew", "--film", "Low Tide (2024)"]);
    assert_eq!(anew["changed"], 1, "{anew}");
    let after = p_of(&place, "Low Tide (2024)").unwrap();
    assert!(after < before - 0.2, "{before} {after}");
    // A person's word stands against every later lesson.
    place.json(0, &["desk", "1", "--verdict", "for"]);
    place.json(0, &["judging", "learn"]);
    place.json(0, &["judging", "anew"]);
    assert_eq!(p_of(&place, "Low Tide (2024)"), Some(1.0));
    place.assert_sound();
}

#[test]
fn the_desk_shows_what_rating_and_text_each_say() {
    let place = Place::new();
    let rows = "Low Tide,2024,Ada Wren,Film Quay,2024-02-01,5/5,,\"A dull, lifeless, tedious mess: \
                boring, badly acted, and a waste of time and talent that never works.\"\n";
    let file = place.write("reviews.csv", table(rows));
    let summary = place.json(0, &["ingest", text(&file)]);
    assert_eq!(summary["reasons"]["rating-against-text"], 1, "{summary}");
    let desk = place.run(&["desk"]);
    for told in ["The rating by itself", "The text by itself", "tested on en"] {
        assert!(desk.out.contains(told), "{told}\n{}", desk.out);
    }
    let line = place.json(0, &["desk"]);
    let grounds = &line["verdict"]["grounds"];
    assert!(grounds["rating"].as_f64().unwrap() > 0.9, "{line}");
    assert!(grounds["text"].as_f64().unwrap() < 0.1, "{line}");
}

#[test]
fn a_review_whose_words_were_deleted_is_not_judged_anew_without_them() {
    let place = Place::new();
    let rows = "Low Tide,2024,Ada Wren,Film Quay,2024-02-01,,,\"Warm, funny and wonderfully acted, \
                one of the best films of the year.\"\n";
    let file = place.write("reviews.csv", table(rows));
    place.json(0, &["ingest", text(&file)]);
    let gone = ["delete-source", "1", "--note", "its owner asked"];
    place.json(0, &gone);
    place.json(0, &["judging", "set", "--accepted-error", "0.5"]);
    let anew = place.json(0, &["judging", "anew"]);
    assert_eq!(
        (&anew["without_words"], &anew["changed"]),
        (&1.into(), &0.into())
    );
    place.assert_sound();
}
