use crate::place::{Place, TABLE, text};
use serde_json::Value;

fn counts(summary: &Value) -> [u64; 5] {
    ["found", "counted", "waiting", "excluded", "unreadable"]
        .map(|name| summary[name].as_u64().unwrap())
}

#[test]
fn a_second_ingest_of_the_same_table_adds_nothing() {
    let place = Place::new();
    let table = place.write("reviews.csv", TABLE);
    let first = place.json(0, &["ingest", text(&table)]);
    assert_eq!(counts(&first), [7, 7, 0, 0, 0]);
    assert!(first["new_entries"].as_u64().unwrap() > 7);
    let second = place.json(0, &["ingest", text(&table)]);
    assert_eq!(counts(&second), [7, 7, 0, 0, 0]);
    assert_eq!(second["new_entries"], 0);
    place.assert_sound();
}

#[test]
fn a_copy_of_the_table_under_another_name_counts_nothing_twice() {
    let place = Place::new();
    let urls = "film,year,critic,outlet,rating,url\n\
        The Lamplighter,2024,Ada Quill,Meridian,4/5,https://meridian.example/lamplighter\n\
        The Lamplighter,2024,Bo Finch,Harbinger,2/5,http://www.harbinger.example/l/?utm_source=x\n";
    let first = place.write("a.csv", urls);
    let second = place.write(
        "b.csv",
        urls.replace("http://www.", "https://")
            .replace("?utm_source=x", ""),
    );
    place.json(0, &["ingest", text(&first)]);
    let summary = place.json(0, &["ingest", text(&second)]);
    assert_eq!(counts(&summary), [2, 2, 0, 0, 0]);
    let score = place.json(0, &["score", "The Lamplighter"]);
    assert_eq!(score["score"]["found"], 2);
    place.assert_sound();
}

#[test]
fn a_grid_that_stands_on_one_page_keeps_every_critic() {
    let place = Place::new();
    let grid = "film,year,critic,outlet,rating,url\n\
        The Lamplighter,2024,Ada Quill,Grid,4/5,https://grid.example/day-2\n\
        The Lamplighter,2024,Bo Finch,Grid,2/5,https://grid.example/day-2\n\
        The Lamplighter,2024,Cy Marrow,Grid,5/5,https://grid.example/day-2\n";
    let table = place.write("grid.csv", grid);
    assert_eq!(
        counts(&place.json(0, &["ingest", text(&table)])),
        [3, 3, 0, 0, 0]
    );
    let again = place.json(0, &["ingest", text(&table)]);
    assert_eq!(counts(&again), [3, 3, 0, 0, 0]);
    assert_eq!(again["new_entries"], 0);
    place.assert_sound();
}

#[test]
fn a_corrected_rating_is_a_new_version_and_the_old_score_stays() {
    let place = Place::new();
    let row = |rating: &str| {
        format!(
            "film,year,critic,outlet,date,rating,url\n\
             The Lamplighter,2024,Ada Quill,Meridian,2024-03-01,{rating},https://m.example/l\n"
        )
    };
    let table = place.write("reviews.csv", row("1/5"));
    place.json(0, &["ingest", text(&table)]);
    let before = place.json(0, &["score", "1"]);
    let known = place.json(0, &["log", "--limit", "100"])["at"]
        .as_i64()
        .unwrap();
    place.write("reviews.csv", row("5/5"));
    let summary = place.json(0, &["ingest", text(&table)]);
    assert_eq!(counts(&summary), [1, 1, 0, 0, 0]);
    let after = place.json(0, &["score", "1"]);
    assert_eq!(before["score"]["positives"], 0);
    assert_eq!(after["score"]["positives"], 1);
    assert_eq!(after["score"]["found"], 1);
    let then = ovation_terms::Moment(known).to_string();
    let as_known = place.json(0, &["score", "1", "--known-at", &then]);
    assert_eq!(as_known["score"], before["score"]);
    place.assert_sound();
}

#[test]
fn a_date_that_can_be_read_two_ways_is_not_guessed() {
    let place = Place::new();
    let table = place.write(
        "reviews.csv",
        "film,year,critic,date,rating\nThe Lamplighter,2020,Ada Quill,03/04/2020,4/5\n",
    );
    place.json(3, &["ingest", text(&table)]);
    let log = place.run(&["log", "--limit", "100", "--json"]).out;
    assert!(log.contains("2020-04-03 or 2020-03-04"), "{log}");
    let told = Place::new();
    let table = told.write("reviews.csv", std::fs::read(&table).unwrap());
    told.json(0, &["ingest", text(&table), "--dates", "month-first"]);
    let early = told.json(0, &["score", "1", "--as-of", "2020-03-31"]);
    assert_eq!(early["score"]["n"], 1);
}

#[test]
fn what_a_second_source_says_otherwise_is_kept() {
    let place = Place::new();
    let row = |rating: &str| {
        format!(
            "film,year,critic,rating,url\nThe Lamplighter,2020,Ada Quill,{rating},https://x.example/1\n"
        )
    };
    let first = place.write("a.csv", row("4/5"));
    let second = place.write("b.csv", row("1/5"));
    place.json(0, &["ingest", text(&first), text(&second)]);
    assert_eq!(place.json(0, &["score", "1"])["score"]["positives"], 1);
    let log = place.run(&["log", "--limit", "100", "--json"]).out;
    let seen = log
        .lines()
        .find(|line| line.contains("review-seen"))
        .unwrap();
    assert!(seen.contains("1/5"), "{seen}");
    place.assert_sound();
}

#[test]
fn a_row_that_repeats_another_counts_once_and_is_said() {
    let place = Place::new();
    let row = "The Lamplighter,2020,,Meridian,4/5\n";
    let table = place.write(
        "a.csv",
        format!("film,year,critic,outlet,rating\n{row}{row}"),
    );
    let summary = place.json(0, &["ingest", text(&table)]);
    assert_eq!(counts(&summary), [1, 1, 0, 0, 0]);
    assert_eq!(summary["repeated"], 1);
}

#[test]
fn columns_are_mapped_and_left_out_by_name() {
    let place = Place::new();
    let table = place.write(
        "x.tsv",
        "movie_name\tscore\twho\twhere\tjudgement\n\
         The Lamplighter\t4/5\tAda Quill\tMeridian\trotten\n",
    );
    let map = "film=movie_name,rating=score,critic=who,outlet=where,verdict=judgement";
    place.json(0, &["ingest", text(&table), "--map", map]);
    let score = place.json(0, &["score", "The Lamplighter"]);
    assert_eq!(
        score["score"]["positives"], 0,
        "the stated verdict outranks the rating"
    );

    let other = Place::new();
    let table = other.write("x.tsv", std::fs::read(&table).unwrap());
    let map = "film=movie_name,rating=score,critic=who,outlet=where,verdict=";
    other.json(0, &["ingest", text(&table), "--map", map]);
    let score = other.json(0, &["score", "The Lamplighter"]);
    assert_eq!(
        score["score"]["positives"], 1,
        "without the verdict, the rating decides"
    );

    let wrong = other.run(&["ingest", text(&table), "--map", "colour=movie_name"]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.err.contains("colour"), "{}", wrong.err);
}

#[test]
fn bare_film_numbers_are_ids_within_their_table() {
    let place = Place::new();
    let numbers = "film\tcritic\tpublisher\trating\n8\tAda Quill\tMeridian\t4/5\n9\tAda Quill\tMeridian\t2/5\n";
    let first = place.write("spring.tsv", numbers);
    let second = place.write("autumn.tsv", numbers);
    place.json(0, &["ingest", text(&first), text(&second)]);
    let score = place.json(0, &["score", "table:spring:8"]);
    assert_eq!(score["score"]["found"], 1);
    assert_ne!(
        score["film"]["id"],
        place.json(0, &["score", "table:autumn:8"])["film"]["id"],
        "8 of one table is not 8 of another"
    );
    place.assert_sound();
}

#[test]
fn a_film_only_a_table_names_waits_when_films_must_be_known() {
    let place = Place::new();
    let table = place.write("reviews.csv", TABLE);
    let summary = place.json(0, &["ingest", text(&table), "--films", "known"]);
    assert_eq!(counts(&summary), [7, 0, 7, 0, 0]);
    assert_eq!(summary["reasons"]["film-unknown"], 7);

    let place = Place::new();
    let catalogue = place.write("films.csv", "title,year\nThe Lamplighter,2024\n");
    place.json(0, &["catalog", "import", text(&catalogue)]);
    let table = place.write("reviews.csv", TABLE);
    let summary = place.json(0, &["ingest", text(&table), "--films", "known"]);
    assert_eq!(counts(&summary), [7, 6, 1, 0, 0]);
    place.assert_sound();
}

#[test]
fn a_title_of_two_films_without_a_year_waits() {
    let place = Place::new();
    let catalogue = place.write(
        "films.csv",
        "title,year\nFerrylight,2023\nFerrylight,2026\n",
    );
    place.json(0, &["catalog", "import", text(&catalogue)]);
    let again = place.json(0, &["catalog", "import", text(&catalogue)]);
    assert_eq!(again["films"], 0);
    assert_eq!(again["known"], 2);
    let table = place.write(
        "reviews.csv",
        "film,year,critic,rating\nFerrylight,,Ada Quill,4/5\nFerrylight,2026,Bo Finch,4/5\n",
    );
    let summary = place.json(0, &["ingest", text(&table)]);
    assert_eq!(summary["reasons"]["film-ambiguous"], 1);
    assert_eq!(
        place.json(0, &["score", "Ferrylight (2026)"])["score"]["found"],
        1
    );
    assert_eq!(
        place.json(0, &["score", "Ferrylight (2023)"])["score"]["found"],
        0
    );
}

#[test]
fn a_bare_number_takes_the_outlets_scale_or_waits() {
    let place = Place::new();
    let table = place.write(
        "reviews.csv",
        "film,year,critic,outlet,rating\n\
         One,2021,Ada Quill,Meridian,7/10\nTwo,2021,Ada Quill,Meridian,8/10\n\
         Three,2021,Ada Quill,Meridian,3/10\nFour,2021,Ada Quill,Meridian,8\n\
         Four,2021,Bo Finch,Unheard,8\n",
    );
    let summary = place.json(0, &["ingest", text(&table)]);
    assert_eq!(counts(&summary), [5, 4, 1, 0, 0]);
    assert_eq!(summary["reasons"]["scale-unknown"], 1);
    let score = place.json(0, &["score", "Four"]);
    assert_eq!(score["score"]["average"]["mean"], 8.0);
}

#[test]
fn json_lines_are_read_like_tables_and_gzip_makes_no_difference() {
    let place = Place::new();
    let lines = "{\"film\":\"The Lamplighter\",\"year\":2024,\"critic\":\"Ada Quill\",\"rating\":\"4/5\"}\n\
        {\"film\":\"The Lamplighter\",\"year\":2024,\"critic\":\"Bo Finch\",\"verdict\":\"rotten\"}\n";
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packer, lines.as_bytes()).unwrap();
    let table = place.write("reviews.jsonl.gz", packer.finish().unwrap());
    assert_eq!(
        counts(&place.json(0, &["ingest", text(&table)])),
        [2, 2, 0, 0, 0]
    );
    assert_eq!(place.json(0, &["score", "1"])["score"]["positives"], 1);
}

#[test]
fn a_dry_run_says_what_would_change_and_writes_nothing() {
    let place = Place::new();
    let table = place.write("reviews.csv", TABLE);
    let dry = place.json(0, &["ingest", text(&table), "--dry-run"]);
    assert_eq!(counts(&dry), [7, 7, 0, 0, 0]);
    let doctor = place.json(0, &["doctor"]);
    assert_eq!(doctor["found"], 0);
    let real = place.json(0, &["ingest", text(&table)]);
    assert_eq!(real["new_entries"], dry["new_entries"]);
}
