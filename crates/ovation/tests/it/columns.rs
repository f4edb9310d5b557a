//! Tables as people keep them: columns by other names, sheets, dates, words for ratings; nothing of
//! them is passed over in silence.

use crate::place::{Place, text};
use crate::workbook::{Cell, Sheet, workbook};
use Cell::{Number, Words};

const MEMBERS: &str = "Film,Year,Member,Town,Vote\n\
    The Lamplighter,2024,Ada Quill,Riga,4/5\n\
    The Lamplighter,2024,Bo Finch,Oslo,2/5\n\
    Ferrylight,2023,Ada Quill,Riga,5/5\n\
    Ferrylight,2023,Cy Marrow,Rome,3/5\n";

#[test]
fn a_column_called_member_is_the_critic_and_what_is_not_used_is_named() {
    let place = Place::new();
    let table = place.write("members.csv", MEMBERS);
    for more in [&["--dry-run"][..], &[]] {
        let mut arguments = vec!["ingest", text(&table)];
        arguments.extend(more);
        let summary = place.json(0, &arguments);
        assert_eq!(summary["counted"], 4, "{summary}");
        assert_eq!(summary["tables"][0]["not_used"][0], "Town", "{summary}");
        assert_eq!(summary["created"]["critics"]["count"], 3, "{summary}");
        let ran = place.run(&["ingest", text(&table), "--dry-run"]);
        assert!(ran.out.contains("not used: `Town`"), "{}", ran.out);
    }
    let log = place.run(&["log", "--limit", "100", "--json"]).out;
    assert!(log.contains("Cy Marrow"), "{log}");
}

#[test]
fn a_table_that_nobody_signed_asks_and_other_sources_go_on() {
    let place = Place::new();
    let unsigned = place.write(
        "votes.csv",
        MEMBERS
            .replace("Member", "Colour")
            .replace("Vote", "Rating"),
    );
    let good = place.write("members.csv", MEMBERS);
    let ran = place.run(&["ingest", text(&unsigned), text(&good)]);
    assert_eq!(ran.code, 3, "{}", ran.out);
    assert!(ran.out.contains("--map critic=Colour"), "{}", ran.out);
    assert!(ran.out.contains("--unsigned"), "{}", ran.out);
    assert_eq!(
        place.json(0, &["doctor"])["found"],
        4,
        "only the signed table was entered"
    );
    let log = place.run(&["log", "--limit", "100", "--json"]).out;
    assert!(!log.contains("votes.csv"), "a question is no event: {log}");

    let mapped = Place::new();
    let table = mapped.write("votes.csv", std::fs::read(&unsigned).unwrap());
    let summary = mapped.json(0, &["ingest", text(&table), "--map", "critic=Colour"]);
    assert_eq!(summary["created"]["critics"]["count"], 3);

    let meant = Place::new();
    let table = meant.write("votes.csv", std::fs::read(&unsigned).unwrap());
    let summary = meant.json(0, &["ingest", text(&table), "--unsigned"]);
    assert_eq!(summary["found"], 4);
}

#[test]
fn reviews_that_say_where_they_ran_need_no_name() {
    let place = Place::new();
    let table = place.write(
        "outlets.csv",
        "film,year,outlet,rating\nThe Lamplighter,2024,Meridian,4/5\nFerrylight,2023,The Quad,2/5\n",
    );
    assert_eq!(place.json(0, &["ingest", text(&table)])["counted"], 2);
}

#[test]
fn a_preview_says_how_columns_are_understood_and_writes_nothing() {
    let place = Place::new();
    let table = place.write("members.csv", MEMBERS);
    let ran = place.run(&["ingest", "--preview", text(&table)]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    for words in [
        "Member",
        "critic",
        "(not used)",
        "The Lamplighter (2024) | Ada Quill | no outlet | no date | 4/5 = 0.80 | for",
        "would create 2 films: The Lamplighter, Ferrylight",
        "would create 3 critics",
    ] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    assert!(!place.path("ovation.db").exists(), "no record is made");
    let preview = place.json(0, &["ingest", "--preview", text(&table)]);
    assert_eq!(preview["sources"][0]["rows"][1]["verdict"], "against");
    assert_eq!(preview["tables"][0]["not_used"][0], "Town");

    let book = place.write(
        "poll.xlsx",
        workbook(&[Sheet::new(
            "Poll",
            &[
                &[Words("Film"), Words("Juror"), Words("Points /10")],
                &[Words("The Lamplighter"), Words("Ada Quill"), Number("8")],
                &[Words("Ferrylight"), Words("Bo Finch"), Number("3.5")],
            ],
        )]),
    );
    let ran = place.run(&["ingest", "--preview", text(&book)]);
    assert!(ran.out.contains("sheet Poll"), "{}", ran.out);
    assert!(ran.out.contains("3.5 = 0.35"), "{}", ran.out);
}

#[test]
fn dates_that_are_left_out_are_counted_and_end_with_three() {
    let place = Place::new();
    let table = place.write(
        "dates.csv",
        "film,critic,rating,date\nA,Ada Quill,4/5,2020-02-31\nB,Ada Quill,4/5,3/4/2020\n\
         C,Ada Quill,4/5,2020-03-01\nD,Ada Quill,4/5,someday\n",
    );
    let ran = place.run(&["ingest", text(&table)]);
    assert_eq!(ran.code, 3, "{}", ran.out);
    assert!(
        ran.out
            .contains("2 rows with a date that could not be read")
            && ran.out.contains("`2020-02-31`"),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .contains("1 row with a date that may be read two ways")
            && ran.out.contains("--dates"),
        "{}",
        ran.out
    );
    let summary = place.json(3, &["ingest", text(&table)]);
    assert_eq!(summary["tables"][0]["unread"]["date"]["count"], 2);
    assert_eq!(summary["tables"][0]["two_ways"]["count"], 1);
}

#[test]
fn the_sheets_of_a_workbook_are_asked_for_by_name() {
    let place = Place::new();
    let rows: &[&[Cell]] = &[
        &[Words("Film"), Words("Critic"), Words("Rating")],
        &[Words("The Lamplighter"), Words("Ada Quill"), Words("4/5")],
    ];
    let autumn: &[&[Cell]] = &[
        &[Words("Film"), Words("Critic"), Words("Rating")],
        &[Words("Ferrylight"), Words("Ada Quill"), Words("2/5")],
    ];
    let sheets = [Sheet::new("Spring", rows), Sheet::new("Autumn", autumn)];
    let book = place.write("polls.xlsx", workbook(&sheets));
    let ran = place.run(&["ingest", text(&book)]);
    assert_eq!(ran.code, 3, "{}", ran.out);
    assert!(ran.out.contains("`Spring`, `Autumn`"), "{}", ran.out);
    let one = place.json(0, &["ingest", text(&book), "--sheet", "Spring"]);
    assert_eq!(one["found"], 1);
    let both = [
        "ingest",
        text(&book),
        "--sheet",
        "Spring",
        "--sheet",
        "Autumn",
    ];
    let summary = place.json(0, &both);
    assert_eq!(summary["found"], 2, "{summary}");
    assert_eq!(place.json(0, &both)["new_entries"], 0);
    place.assert_sound();
}

#[test]
fn words_for_ratings_are_asked_about_and_may_be_said_for_a_whole_file() {
    let place = Place::new();
    let table = place.write(
        "words.csv",
        "film,critic,rating\nA,Ada Quill,Excellent\nB,Ada Quill,Awful\nC,Bo Finch,Awful\nD,Bo Finch,8\n",
    );
    let asked = place.json(0, &["ingest", text(&table)]);
    assert_eq!(asked["excluded"], 0, "{asked}");
    assert_eq!(asked["reasons"]["rating-unknown"], 3, "{asked}");
    assert_eq!(asked["reasons"]["scale-unknown"], 1, "{asked}");

    let told = [
        "ingest",
        text(&table),
        "--ratings",
        "Excellent=0.95,Awful=0.1",
        "--scale",
        "10",
    ];
    let fresh = Place::new();
    fresh.write("words.csv", std::fs::read(&table).unwrap());
    let summary = fresh.json(
        0,
        &["ingest", "words.csv", told[2], told[3], told[4], told[5]],
    );
    assert_eq!(summary["counted"], 4, "{summary}");
    let receipt = fresh.run(&["receipt", "B"]);
    assert!(receipt.out.contains("Awful"), "{}", receipt.out);
    fresh.write("receipt.json", &receipt.out);
    let verified = fresh.run(&["verify", "receipt.json", "--against-record"]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
    let log = fresh.run(&["log", "--limit", "100", "--json"]).out;
    assert!(
        log.contains("\"worth\":\"0.1\"") && log.contains("said for its table"),
        "{log}"
    );
    fresh.assert_sound();

    // Said afterwards, of the same file: what waited counts, and nothing is there twice.
    let later = place.json(0, &told);
    assert_eq!(later["found"], 4, "{later}");
    assert_eq!(later["counted"], 4, "{later}");
    place.assert_sound();
}

#[test]
fn a_file_of_an_unknown_kind_takes_one_line() {
    let place = Place::new();
    let parts = [
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        ("word/document.xml".to_owned(), "<w/>".to_owned()),
        ("word/styles.xml".to_owned(), "<w/>".to_owned()),
    ];
    let document = place.write("review.docx", crate::workbook::zipped(&parts));
    let picture = place.write("poster.png", b"\x89PNG\r\n\x1a\n\0\0\0\0");
    for (file, words) in [(&document, "a Word document"), (&picture, "a PNG picture")] {
        let ran = place.run(&["ingest", text(file)]);
        assert_eq!(ran.code, 3, "{}", ran.out);
        let lines = ran
            .out
            .lines()
            .filter(|line| line.contains("which is not read"));
        assert_eq!(lines.count(), 1, "{}", ran.out);
        assert!(ran.out.contains(words), "{}", ran.out);
    }
}
