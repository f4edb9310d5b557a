//! What an operator knows of platforms and aggregators takes effect.

use crate::place::{Place, text};
use serde_json::json;

/// An invented letter with a review.
const LETTER: &str = "From: Mira Holt <mira@quaypost.example>\nTo: us@harbour.example\n\
Subject: Review: The Lamplighter (2024)\nDate: Mon, 4 Mar 2024 10:00:00 +0000\nMIME-Version: 1.0\n\
Content-Type: text/plain; charset=utf-8\n\nReview: The Lamplighter (2024)\n\n\
The film follows a lamplighter through one night of fog, and the director keeps every scene short \
and every face in view. The actors are wonderful, the script is funny.\n\n\
By the last reel the movie has earned its quiet ending, and then some.\n\nRating: 4/5\n";

const ROW: &str = "[[row]]\nlist = \"hosts.open_mail\"\nvalues = [\"quaypost.example\"]\n\
noted = \"2031-05-06\"\nsource = \"its terms of use\"\n";

#[test]
fn an_operators_rows_take_effect_and_wrong_ones_are_told() {
    let place = Place::new();
    place.write("letter.eml", LETTER);
    let letter = place.path("letter.eml");
    let letter = letter.to_str().unwrap();
    let plain = place.run(&["read", letter, "--json"]);
    let outlet = |out: &str| {
        let lines = out.lines();
        let values = lines.map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let mut reviews = values.filter_map(|value| value.get("review").cloned());
        let review = reviews.next().unwrap();
        review["outlet"]["value"].as_str().map(str::to_owned)
    };
    assert_eq!(outlet(&plain.out).as_deref(), Some("quaypost.example"));
    place.write("own/mail.toml", ROW);
    for own in ["own", "own/mail.toml"] {
        let own = place.path(own);
        let own = own.to_str().unwrap();
        let ran = place.run(&["read", letter, "--json", "--knowledge", own]);
        assert_eq!(outlet(&ran.out), None, "{}", ran.out);
    }
    place.write("wrong.toml", ROW.replace("open_mail", "open_male"));
    let wrong = place.path("wrong.toml");
    let ran = place.run(&["read", letter, "--knowledge", wrong.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err
            .contains("row 1 is wrong: `hosts.open_male` is no list"),
        "{}",
        ran.err
    );
}

/// A row under a heading, with the day and the source that each must name.
fn row(heading: &str, body: &str) -> String {
    format!("[[{heading}]]\nnoted = \"2031-05-06\"\nsource = \"the owner\"\n{body}\n\n")
}

/// A folder with rows of every kind.
fn own_folder(place: &Place) {
    let lists = [
        row(
            "row",
            "list = \"editions.restoration\"\nvalues = [\"lamplit\"]",
        ),
        row(
            "site",
            "sort = \"aggregator\"\nnames = [\"Lamp Scores\"]\nscorers = [\"lamp scores\"]",
        ),
    ];
    place.write("own/a.toml", lists.concat());
    let export = "name = \"Lamp diary\"\nall = [\"Lamp\", \"Glow\"]\nscale = \"7\"\n\
        columns = { film = \"Lamp\", rating = \"Glow\" }";
    place.write("own/exports.toml", row("export", export));
    let class = "id = \"Q4200001\"\nname = \"lamp film\"\nfilm = true";
    place.write("own/wikidata.toml", row("wikidata_class", class));
}

/// Runs with the operator's folder and without it; what is asked of either must differ.
fn with_and_without(place: &Place, arguments: &[&str], ask: impl Fn(&str) -> bool) {
    let plain = place.run(arguments);
    assert!(!ask(&plain.out), "{}\n{}", plain.out, plain.err);
    let own = [arguments, &["--knowledge", "own"]].concat();
    let ran = place.run(&own);
    assert!(ask(&ran.out), "{}\n{}", ran.out, ran.err);
}

#[test]
fn an_operators_export_is_read_by_its_columns() {
    let place = Place::new();
    own_folder(&place);
    place.write("diary.csv", "Lamp,Glow\nThe Tin Orchard,6\n");
    with_and_without(&place, &["read", "diary.csv", "--json"], |out| {
        out.contains("\"best\":\"7\"") && out.contains("The Tin Orchard")
    });
}

#[test]
fn an_operators_words_for_editions_are_no_part_of_titles() {
    let place = Place::new();
    own_folder(&place);
    let films = place.write("films.csv", "title,year\nThe Tin Orchard,2024\n");
    place.json(0, &["catalog", "import", text(&films)]);
    place.write(
        "seen.csv",
        "title,year\nThe Tin Orchard Lamplit Edition,2024\n",
    );
    with_and_without(&place, &["match", "seen.csv", "--json"], |out| {
        out.contains("\"sure\":1")
    });
}

#[test]
fn an_operators_site_is_no_outlet_and_its_scores_are_claims() {
    let place = Place::new();
    own_folder(&place);
    let table = "film,year,critic,outlet,rating\nThe Tin Orchard,2024,Ada Marlow,Lamp Scores,4/5\n";
    place.write("reviews.csv", table);
    for (record, own, is_outlet) in [("a.db", None, true), ("b.db", Some("own"), false)] {
        let mut arguments = vec!["ingest", "reviews.csv", "--record", record];
        arguments.extend(own.into_iter().flat_map(|own| ["--knowledge", own]));
        let ran = place.run(&arguments);
        let log = place.run(&["log", "--limit", "100", "--record", record]);
        let adds = log
            .out
            .lines()
            .any(|line| line.contains("outlet") && line.contains("added"));
        assert_eq!(adds, is_outlet, "{}\n{}", ran.err, log.out);
        // The entry of the source says which rows it was read with.
        let sources = place.run(&["log", "--limit", "100", "--json", "--record", record]);
        let has_mark = sources.out.contains(" with knowledge ");
        assert_eq!(has_mark, own.is_some(), "{}", sources.out);
    }
    place.write(
        "news.txt",
        "The film \u{201c}The Tin Orchard\u{201d} holds a score of 97% on Lamp Scores this week.\n",
    );
    with_and_without(&place, &["read", "news.txt", "--json"], |out| {
        out.contains("\"publisher\":{\"value\":\"Lamp Scores\"")
    });
}

#[test]
fn an_operators_class_of_wikidata_makes_films() {
    let place = Place::new();
    own_folder(&place);
    let claims = json!({"P31": [{
        "mainsnak": {"datavalue": {"value": {"id": "Q4200001"}}}, "rank": "normal",
    }]});
    let entity = json!({"type": "item", "id": "Q9000001", "labels": {
        "en": {"language": "en", "value": "The Tin Orchard"},
    }, "aliases": [], "claims": claims});
    place.write("dump.json", format!("[\n{entity}\n]\n"));
    let import = ["catalog", "import", "dump.json", "--json"];
    with_and_without(&place, &import, |out| out.contains("\"films\":1,"));
}

#[test]
fn every_wrong_row_is_named_with_its_file_and_the_record_stays_as_it_is() {
    let place = Place::new();
    own_folder(&place);
    let wrong = [
        row("export", "name = \"Lamp diary\""),
        row("row", "list = \"editions.cut\"\nvalues = [\"lamp cut\"]"),
        row(
            "wikidata_class",
            "id = \"42\"\nname = \"lamp\"\nfilm = true",
        ),
    ];
    place.write("own/b.toml", wrong.concat());
    place.write("diary.csv", "Lamp,Glow\nThe Tin Orchard,6\n");
    let ran = place.run(&["ingest", "diary.csv", "--knowledge", "own"]);
    assert_eq!(ran.code, 1);
    for told in [
        "b.toml: export 1 is wrong",
        "b.toml: wikidata_class 1 is wrong",
    ] {
        assert!(ran.err.contains(told), "{}", ran.err);
    }
    assert!(!ran.err.contains("row 1"), "{}", ran.err);
    assert!(!place.path("ovation.db").exists());
}
