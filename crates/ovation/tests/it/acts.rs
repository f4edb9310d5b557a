//! What one command decides is undone by one; what holds already is refused, and nothing is written.

use crate::place::{Place, TABLE, text};
use serde_json::Value;
use std::fmt::Write as _;

const ADDRESS: &str = "https://meridian.example/lamplighter";

fn films(place: &Place) {
    let films = place.write(
        "films.csv",
        "title,year\nThe Lamplighter,2024\nGlass Orchard,2023\n",
    );
    place.json(0, &["catalog", "import", text(&films)]);
}

fn page(rating: u8, words: &str) -> String {
    format!(
        r#"<!doctype html><html lang="en"><head><title>The Lamplighter review</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"Review","url":"{ADDRESS}",
"itemReviewed":{{"@type":"Movie","name":"The Lamplighter","dateCreated":"2024"}},
"author":{{"@type":"Person","name":"Ada Quill"}},"publisher":{{"@type":"Organization","name":"Meridian"}},
"datePublished":"2024-03-01","reviewRating":{{"@type":"Rating","ratingValue":"{rating}","bestRating":"5"}}}}</script>
</head><body><article><h1>The Lamplighter review</h1><p>{words}</p></article></body></html>"#
    )
}

const FIRST: &str = "A patient and glowing film about a man who lights the lamps of a harbour town, and about \
    those who put them out again. Every scene takes its time and none of them wastes it.";
const SECOND: &str = "Seen again it falls apart: the harbour is a stage, the lamps are a metaphor that is explained \
    twice, and those who put them out have no reason to. What glowed the first time was the cinema.";

fn head(place: &Place) -> u64 {
    let chain = place.json(0, &["verify-chain"]);
    chain["head"]["seq"].as_u64().unwrap()
}

fn score(place: &Place) -> Value {
    place.json(0, &["score", "The Lamplighter (2024)"])["score"].clone()
}

/// A page of which two versions were read, and a table.
fn two_versions() -> Place {
    let place = Place::new();
    films(&place);
    for (rating, words) in [(4, FIRST), (1, SECOND)] {
        place.write("in/a.html", page(rating, words));
        place.json(0, &["ingest", "in/a.html"]);
    }
    let table = place.write("reviews.csv", TABLE);
    place.json(0, &["ingest", text(&table)]);
    place
}

#[test]
fn a_deletion_is_undone_as_a_whole_by_whichever_of_its_entries() {
    for which in ["first", "last"] {
        let place = two_versions();
        let before = score(&place);
        let told = place.json(0, &["delete-source", "1", "--note", "its owner asked"]);
        assert_ne!(told["first"], told["last"], "{told}");
        assert_ne!(score(&place), before);
        let entry = told[which].to_string();
        let ran = place.run(&["undo", &entry]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_eq!(ran.err.matches("undoing: ").count(), 2, "{}", ran.err);
        assert_eq!(score(&place), before, "{which}");
        // Undone it is, by either of them; and what was undone is undone as a whole.
        let now = head(&place);
        for entry in [told["first"].to_string(), told["last"].to_string()] {
            let ran = place.run(&["undo", &entry]);
            assert_eq!(ran.code, 1, "{}", ran.out);
            assert!(ran.err.contains("is not deleted"), "{}", ran.err);
        }
        assert_eq!(head(&place), now);
        let ran = place.run(&["undo", &now.to_string()]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_ne!(score(&place), before);
        let again = place.run(&["delete-source", "1", "--note", "its owner asked"]);
        assert_eq!(again.code, 1, "{}", again.out);
        assert!(again.err.contains("is deleted already"), "{}", again.err);
        place.assert_sound();
    }
}

#[test]
fn what_was_made_for_an_answer_goes_with_it_or_it_is_said_that_it_stays() {
    let place = two_versions();
    let before = score(&place);
    let films = |place: &Place| place.run(&["score", "A Film Of Its Own"]).code;
    place.json(
        0,
        &["desk", "1", "--create-film", "--title", "A Film Of Its Own"],
    );
    assert_eq!(films(&place), 0);
    let ran = place.run(&["undo", &head(&place).to_string()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!((score(&place), films(&place)), (before.clone(), 1));
    place.json(0, &["desk", "1", "--create-critic", "Ada Q. Other"]);
    let ran = place.run(&["undo", &head(&place).to_string()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let stays = ran.err.contains("not undone: critic") && ran.err.contains("stays in the record");
    assert!(stays, "{}", ran.err);
    assert_eq!(score(&place), before);
    // A film that something else refers to by now stays, and so it is told.
    place.json(
        0,
        &["desk", "1", "--create-film", "--title", "A Second Film"],
    );
    let entry = head(&place).to_string();
    place.json(0, &["desk", "2", "--film", "A Second Film"]);
    let ran = place.run(&["undo", &entry]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("not undone: "), "{}", ran.err);
    place.assert_sound();
}

#[test]
fn a_catalogue_that_was_imported_is_undone_as_a_whole() {
    let place = Place::new();
    let mut list = "title,year\n".to_owned();
    for film in 0..450 {
        writeln!(list, "Film {film},2001").unwrap();
    }
    place.write("films.csv", &list);
    place.json(0, &["catalog", "import", "films.csv"]);
    place.write("films.csv", list.replace("2001", "2002"));
    place.json(0, &["catalog", "import", "films.csv"]);
    let last = head(&place);
    assert!(last > 4, "each import is of several entries");
    let year = |film: &str| place.run(&["film", film]).out;
    assert!(year("1").contains("2002") && year("450").contains("2002"));
    let ran = place.run(&["undo", &(last - 1).to_string()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        year("1").contains("2001") && year("450").contains("2001"),
        "{}",
        year("1")
    );
    place.assert_sound();
}

#[test]
fn what_holds_already_is_refused_and_nothing_is_written() {
    let place = two_versions();
    let cases: &[(&[&str], &str)] = &[
        (&["restore-source", "3"], "source 3 is not deleted"),
        (&["reinstate", "2"], "review 2 is not withdrawn"),
        (
            &["withdraw", "2", "--by", "critic"],
            "review 2 is withdrawn already",
        ),
        (
            &["desk", "3", "--exclude"],
            "that holds already: out of the score",
        ),
        (
            &["desk", "4", "--verdict", "for"],
            "that holds already: the critic is for the film",
        ),
        (
            &["desk", "4", "--clear", "film"],
            "that holds already: the film is again what was read",
        ),
        (
            &["desk", "4", "--headline", "A lamp"],
            "that holds already: the headline is `A lamp`",
        ),
        (
            &["merge", "critic", "Bo Finch", "Cy Marrow"],
            "both are critic 3;",
        ),
        (
            &["merge", "film", "1", "2"],
            "film 1 is taken for film 2 already",
        ),
        (
            &["unmerge", "film", "2"],
            "no film `2` is taken for another",
        ),
        (&["weigh", "Lantern", "2"], "weighs 2 already"),
        (&["weigh", "Row F", "1"], "weighs 1 already"),
        (&["country", "Lantern", "SE"], "is SE already"),
        (&["country", "Row F", "-"], "no country is set"),
        (
            &["critic", "Di Tarn", "--also", "D. Tarn"],
            "is called so already",
        ),
        (
            &["outlet", "Row F", "--domain", "rowf.example"],
            "is called so already",
        ),
        (
            &["film", "2", "--year", "2019"],
            "that holds already: film 2: year 2019",
        ),
        (
            &["judging", "set", "--accepted-error", "0.05"],
            "verdicts are made so already",
        ),
        (
            &["judging", "rule", "--outlet", "Row F", "--bare", "/10"],
            "that rule holds already",
        ),
        (&["undo-import", "3"], "does not stand"),
    ];
    for (command, stands) in cases {
        let mut ran = place.run(command);
        let mut before = head(&place);
        if ran.code == 0 {
            before = head(&place);
            ran = place.run(command);
        }
        assert_eq!(ran.code, 1, "{command:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(stands), "{command:?}: {}", ran.err);
        assert_eq!(head(&place), before, "{command:?}");
    }
    place.assert_sound();
}

#[test]
fn a_page_that_is_again_what_it_was_is_a_version_of_its_own() {
    let place = Place::new();
    films(&place);
    let read = |rating, words: &str| {
        place.write("in/a.html", page(rating, words));
        place.json(0, &["ingest", "in/a.html"]);
        let record = place.json(0, &["receipt", "The Lamplighter (2024)"]);
        let text = place.run(&["log", "--review", "1", "--json"]).out;
        (
            record["ballots"][0].clone(),
            score(&place),
            text,
            head(&place),
        )
    };
    let first = read(4, FIRST);
    let second = read(1, SECOND);
    assert_ne!(first.1, second.1);
    let third = read(4, FIRST);
    assert_eq!(third.1, first.1, "the score follows");
    assert!(third.3 > second.3);
    let last = third.2.lines().last().unwrap();
    assert!(
        last.contains("A patient and glowing film") && last.contains("review-read"),
        "{last}"
    );
    // The same again adds nothing, however often.
    assert_eq!(read(4, FIRST).3, third.3);
    let fourth = read(1, SECOND);
    assert_eq!((fourth.1, fourth.3 > third.3), (second.1, true));
    place.assert_sound();
}
