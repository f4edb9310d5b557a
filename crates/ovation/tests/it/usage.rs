//! A value that means nothing is wrong usage: it says what was expected, and nothing is done.

use crate::place::Place;

#[test]
fn values_without_meaning_are_wrong_usage() {
    let place = Place::new();
    for (arguments, said) in [
        (&["serve", "--base-url", "not a url"][..], "public address"),
        (&["serve", "--base-url", "ftp://reviews.example"], "http"),
        (
            &["serve", "--base-url", "https://reviews.example/?a=b"],
            "query",
        ),
        (
            &["serve", "--base-url", "reviews.example"],
            "public address",
        ),
        (&["serve", "--base-url", ""], ""),
        (&["serve", "--listen", "127.0.0.1"], "port"),
        (&["serve", "--listen", "127.0.0.1:99999"], "port"),
        (&["serve", "--name", " "], "name"),
        (&["demo", "--listen", "nowhere"], "port"),
        (&["ingest", "x.csv", "--gone-after", "-1"], ""),
        (&["ingest", "x.csv", "--gone-after=-1"], "invalid"),
        (&["ingest", "x.csv", "--gone-after", "soon"], "invalid"),
        (&["ingest", "x.csv", "--dates", "year-first"], "day-first"),
        (&["ingest", "x.csv", "--films", "perhaps"], "create"),
        (&["ingest", "x.csv", "--accepted-error", "7"], "share"),
        (&["ingest", "x.csv", "--accepted-error", "NaN"], "share"),
        (&["judging", "set", "--accepted-error", "0.6"], "share"),
        (
            &["score", "The Lamp", "--as-of", "2024-13-40"],
            "2024-03-01",
        ),
        (
            &["score", "The Lamp", "--as-of", "2023-02-29"],
            "2024-03-01",
        ),
        (&["score", "The Lamp", "--known-at", "yesterday"], ""),
        (&["score", "The Lamp", "--formula", "best"], "approval"),
        (&["score", "The Lamp", "--weights", "x"], "Meridian=2"),
        (&["score", "The Lamp", "--weights", "Meridian=-1"], "weight"),
        (&["ranking", "--limit", "0"], "from 1"),
        (&["desk", "--limit", "0"], "from 1"),
        (&["log", "--limit", "0"], "from 1"),
        (&["log", "--actor", "ada"], "person:NAME"),
        (&["weigh", "Meridian", "NaN"], "weight"),
        (&["merge", "film", "1", "2", "--as", ""], "name"),
        (&["desk", "1", "--create-film", "--year", "3"], "year"),
        (&["verify-chain", "--entry", "1", "--hash", "xyz"], ""),
        (&["read", "-", "--url", "not a url"], "address"),
        (&["catalog", "import"], "required"),
    ] {
        let ran = place.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {} {}", ran.out, ran.err);
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
        assert!(
            !place.path("ovation.db").exists(),
            "{arguments:?} made a record"
        );
    }
}
