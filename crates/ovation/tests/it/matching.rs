//! A spreadsheet of titles, each with the film of the record that it means.

use crate::place::{Place, text};
use crate::workbook::{Cell, Sheet, workbook};
use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use std::fmt::Write as _;
use std::process::Stdio;

const FILMS: &str = "title,year,imdb_id,director\n\
    The Tin Orchard,2024,tt9000001,Ines Falk\n\
    Salt Harbour,1961,tt9000002,Otto Brand\n\
    Salt Harbour,2021,tt9000003,Ada Quill\n";

#[test]
fn a_table_of_titles_comes_back_with_its_films_and_the_record_stays_as_it_is() {
    let place = Place::new();
    let films = place.write("films.csv", FILMS);
    place.json(0, &["catalog", "import", text(&films)]);
    let before = place.run(&["log", "--limit", "1000"]).out;
    let seen = place.write(
        "seen.csv",
        "What;When;Who\nTin Orchard, The;;\nSalt Harbour;;Brand, Otto\nSalt Harbour;;\nNever Was;1999;\n",
    );
    let refused = place.run(&["match", text(&seen)]);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(refused.err.contains("--title"), "{}", refused.err);
    let out = place.path("matched.csv");
    let columns = ["--title", "What", "--year", "When", "--director", "Who"];
    let mut asked = vec!["match", text(&seen), "-o", text(&out)];
    asked.extend(columns);
    let ran = place.run(&asked);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err
            .contains("4 rows: 2 sure, 1 to be asked, 1 with no film"),
        "{}",
        ran.err
    );
    let made = std::fs::read_to_string(&out).unwrap();
    let rows: Vec<&str> = made.lines().collect();
    assert!(
        rows[0].starts_with("What,When,Who,match,match_film,"),
        "{made}"
    );
    assert!(
        rows[1].starts_with("\"Tin Orchard, The\",,,sure,1,The Tin Orchard,2024,imdb:tt9000001,"),
        "{made}"
    );
    assert!(rows[2].contains(",sure,2,Salt Harbour,1961,"), "{made}");
    assert!(rows[3].starts_with("Salt Harbour,,,asks,,,,,"), "{made}");
    assert!(rows[4].starts_with("Never Was,1999,,none,"), "{made}");
    let itself = place.run(&["match", text(&out), "-o", text(&out)]);
    assert_eq!(itself.code, 1, "{}", itself.err);

    let with_gap = place.write("gap.csv", "title,year\nTin Orchard,2024\n,2024\n");
    let told = place.json(3, &["match", text(&with_gap)]);
    assert_eq!(told["rows"][0]["film"]["film"], 1, "{told}");
    assert_eq!(told["counts"]["unread"], 1, "{told}");
    let printed = place.run(&["match", text(&with_gap)]);
    assert_eq!(printed.code, 3);
    assert!(
        printed.out.starts_with("title,year,match,"),
        "{}",
        printed.out
    );
    assert_eq!(place.run(&["log", "--limit", "1000"]).out, before);

    let words = Cell::Words;
    let rows: [&[Cell]; 3] = [
        &[words("Films seen")],
        &[words("Title"), words("Year")],
        &[words("Salt Harbour"), Cell::Number("2021")],
    ];
    let book = place.write("seen.xlsx", workbook(&[Sheet::new("Seen", &rows)]));
    let told = place.json(0, &["match", text(&book)]);
    assert_eq!(told["rows"][0]["film"]["film"], 3, "{told}");
    assert_eq!(
        told["rows"][0]["cells"],
        serde_json::json!(["Salt Harbour", "2021"])
    );
}

/// The state of the row's match and its film's title, of each row of the answer.
fn matches_in(told: &serde_json::Value) -> Vec<(String, String)> {
    let rows = told["rows"].as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    rows.map(|row| (text(&row["match"]), text(&row["film"]["title"])))
        .collect()
}

#[test]
fn a_table_is_matched_beside_a_writer_by_what_is_durable_and_keeps_nobody_waiting() {
    let place = Place::new();
    let films = place.write("films.csv", FILMS);
    place.json(0, &["catalog", "import", text(&films)]);
    let seen = place.write(
        "seen.csv",
        "title,year\nThe Tin Orchard,2024\nLamp Road 7,2001\nNever Was,1999\n",
    );
    let asked = ["match", text(&seen)];
    let before = matches_in(&place.json(0, &asked));
    let sure = ("sure".to_owned(), "The Tin Orchard".to_owned());
    let none = ("none".to_owned(), String::new());
    assert_eq!(before, [sure.clone(), none.clone(), none.clone()]);

    // A writer in the middle of its transaction: nobody sees what is not durable, and nobody waits.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut writer = runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(place.path("ovation.db"));
        let mut writer = SqliteConnection::connect_with(&options).await.unwrap();
        let begun = "begin immediate; update film set title = 'Somebody Else''s'";
        sqlx::raw_sql(begun).execute(&mut writer).await.unwrap();
        writer
    });
    assert_eq!(matches_in(&place.json(0, &asked)), before);
    runtime.block_on(async {
        let undone = sqlx::raw_sql("rollback").execute(&mut writer).await;
        undone.unwrap();
        writer.close().await.unwrap();
    });

    // Many films enter meanwhile, batch by batch: each answer is one that the record had at some entry.
    let mut more = "title,year\n".to_owned();
    for number in 0..4_000 {
        writeln!(more, "Lamp Road {number},2001").unwrap();
    }
    let more = place.write("more.csv", more);
    let mut import = place
        .command(&["catalog", "import", text(&more)])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lamp = ("sure".to_owned(), "Lamp Road 7".to_owned());
    let mut is_there = false;
    while import.try_wait().unwrap().is_none() {
        let told = matches_in(&place.json(0, &asked));
        assert_eq!((&told[0], &told[2]), (&sure, &none), "{told:?}");
        assert!(
            told[1] == lamp || (told[1] == none && !is_there),
            "{told:?}"
        );
        is_there = told[1] == lamp;
    }
    assert!(import.wait().unwrap().success());
    assert_eq!(matches_in(&place.json(0, &asked)), [sure, lamp, none]);
    place.assert_sound();
}
