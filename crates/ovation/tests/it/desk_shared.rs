//! Two people at one desk, what they correct, and what of it is whose business.

use crate::place::{Place, TABLE, text};

/// A table in which two critics of one name write for two papers, and one prints bare numbers.
const CIRCLE: &str = "\
film,year,critic,outlet,date,rating,text,url\n\
The Lamplighter,2024,Ada Quill,Meridian,2024-03-01,4/5,A patient and glowing film.,https://meridian.example/1\n\
Glass Orchard,2023,Ada Quill,Meridian,2023-09-09,1.5/5,It never takes root.,https://meridian.example/2\n\
The Lamplighter,2024,Ada Quill,Harbinger,2024-03-02,2/5,Dull and overlong.,https://harbinger.example/1\n\
Salt Road,2022,Bo Finch,Row F,2024-03-03,7,,https://rowf.example/1\n";

fn ingested(table: &str) -> Place {
    let place = Place::new();
    place.write("s.csv", table);
    place.run(&["ingest", "s.csv"]);
    place
}

#[test]
fn a_name_that_somebody_once_had_leads_to_them_and_makes_nobody_new() {
    let place = ingested(CIRCLE);
    place.json(
        0,
        &[
            "critic",
            "Bo Finch",
            "--name",
            "Beatrix Finch",
            "--as",
            "ada",
        ],
    );
    let told = place.run(&["desk", "1", "--critic", "Bo Finch", "--as", "ada"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(!told.err.contains("is new"), "{}", told.err);
    place.json(0, &["merge", "outlet", "Row F", "Harbinger", "--as", "ada"]);
    let told = place.run(&["desk", "1", "--outlet", "Row F", "--as", "ada"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(!told.err.contains("is new"), "{}", told.err);
}

#[test]
fn a_name_of_nothing_and_a_day_that_cannot_be_are_refused() {
    let place = ingested(CIRCLE);
    for answer in [
        ["--critic", "  "],
        ["--critic", ""],
        ["--outlet", " "],
        ["--date", "2999-01-01"],
        ["--date", "1700-01-01"],
    ] {
        let told = place.run(&["desk", "1", answer[0], answer[1], "--as", "ada"]);
        assert_ne!(told.code, 0, "{answer:?}: {}", told.out);
    }
}

#[test]
fn a_second_operator_does_not_overwrite_the_first_ones_answer() {
    let place = ingested(TABLE);
    let ada = place.json(0, &["desk", "1", "--verdict", "against", "--as", "ada"]);
    assert_eq!(ada["p"], 0.0);
    let grace = place.run(&["desk", "1", "--verdict", "for", "--as", "grace"]);
    assert_eq!(grace.code, 1, "{}", grace.out);
    assert!(
        grace.err.contains("ada") && grace.err.contains("against"),
        "{}",
        grace.err
    );
    assert!(grace.err.contains("--over"), "{}", grace.err);
    let shown = place.json(0, &["desk", "1"]);
    assert_eq!(shown["p"], 0.0, "nothing was entered");
    let newest = shown["newest"].to_string();
    let stale = place.run(&["desk", "1", "--exclude", "--seen", "1", "--as", "grace"]);
    assert_eq!(stale.code, 1);
    let seen = place.json(
        0,
        &[
            "desk",
            "1",
            "--verdict",
            "for",
            "--seen",
            &newest,
            "--as",
            "grace",
        ],
    );
    assert_eq!(seen["p"], 1.0);
    let over = place.json(
        0,
        &["desk", "1", "--verdict", "against", "--over", "--as", "ada"],
    );
    assert_eq!(over["p"], 0.0);
    // One's own answer may be changed.
    assert_eq!(
        place.json(0, &["desk", "1", "--verdict", "for", "--as", "ada"])["p"],
        1.0
    );
    place.assert_sound();
}

#[test]
fn confirming_a_bare_number_says_what_is_needed_and_takes_nothing_out() {
    let place = ingested(CIRCLE);
    let waits = place.json(0, &["desk"]);
    assert_eq!(waits["reasons"][0], "scale-unknown", "{waits}");
    let review = waits["review"].to_string();
    let confirmed = place.run(&["desk", &review, "--confirm"]);
    assert_eq!(confirmed.code, 1, "{}", confirmed.out);
    assert!(confirmed.err.contains("scale"), "{}", confirmed.err);
    assert_eq!(place.json(0, &["desk", &review])["state"], "waiting");
    let shown = place.run(&["desk", &review]);
    assert!(
        shown.out.contains("printed rating: 7, not converted"),
        "{}",
        shown.out
    );
    let rated = place.json(0, &["desk", &review, "--rating", "7/10"]);
    assert_eq!(rated["state"], "counted");
}

#[test]
fn a_day_a_critic_and_an_outlet_are_corrected_by_commands_and_undone() {
    let place = ingested(CIRCLE);
    let last = |place: &Place| -> String {
        let entry = place.json(0, &["log", "--newest", "--limit", "1"]);
        entry["seq"].to_string()
    };
    let shown = || place.json(0, &["desk", "1"]);
    let before = shown();
    for (arguments, field) in [
        (&["date", "1", "2024-02-28"][..], "published"),
        (&["desk", "1", "--date", "-"], "published"),
        (
            &["desk", "1", "--url", "https://meridian.example/moved"],
            "url",
        ),
        (&["desk", "1", "--language", "sv"], "language"),
        (
            &["desk", "1", "--headline", "A lamp in the fog"],
            "headline",
        ),
        (&["desk", "1", "--critic", "Cy Marrow"], "critic"),
        (&["desk", "1", "--create-critic", "Ada Quill"], "newest"),
        (&["desk", "1", "--unsigned"], "critic"),
        (&["desk", "1", "--outlet", "The Quad"], "outlet"),
        (&["desk", "1", "--no-outlet"], "outlet"),
        (&["desk", "1", "--film", "Glass Orchard"], "film"),
        (&["desk", "1", "--verdict", "against"], "p"),
        (&["desk", "1", "--rating", "1/5"], "rating"),
        (&["desk", "1", "--exclude"], "state"),
        (&["critic", "1", "--name", "Ada M. Quill"], "critic"),
        (&["outlet", "1", "--name", "Meridian Arts"], "outlet"),
    ] {
        let done = place.run(arguments);
        assert_eq!(done.code, 0, "{arguments:?}: {}", done.err);
        assert_ne!(shown()[field], before[field], "{arguments:?}");
        let entry = last(&place);
        let undone = place.run(&["undo", &entry]);
        assert_eq!(undone.code, 0, "{arguments:?}: {}", undone.err);
        let after = shown();
        for field in [
            "published",
            "url",
            "language",
            "headline",
            "critic",
            "outlet",
            "film",
            "p",
            "rating",
            "state",
        ] {
            assert_eq!(
                after[field], before[field],
                "{field} after undoing {arguments:?}"
            );
        }
    }
    let new = place.run(&["desk", "1", "--critic", "Nobody Known"]);
    assert!(new.err.contains("is new: Nobody Known"), "{}", new.err);
    place.assert_sound();
}

#[test]
fn two_critics_of_one_name_are_taken_apart_and_stay_so() {
    let place = ingested(CIRCLE);
    let critic = place.json(0, &["critic", "Ada Quill"]);
    assert_eq!(critic["reviews"], 3, "{critic}");
    let number = critic["critic"].to_string();
    let split = place.json(
        0,
        &[
            "split",
            "critic",
            &number,
            "--outlet",
            "Harbinger",
            "--name",
            "Ada Quill (Harbinger)",
        ],
    );
    assert_eq!(split["entries"], 1);
    assert_eq!(place.json(0, &["critic", &number])["reviews"], 2);
    let other = place.json(0, &["critic", "Ada Quill (Harbinger)"]);
    assert_eq!(other["reviews"], 1);
    // A later byline of the old name means the one who writes there.
    let more = "film,year,critic,outlet,date,rating,text,url\n\
        Glass Orchard,2023,Ada Quill,Harbinger,2024-04-02,3/5,Better on a second look.,https://harbinger.example/2\n\
        Salt Road,2022,Ada Quill,Meridian,2024-04-03,4/5,Warm and wise.,https://meridian.example/3\n";
    place.write("more.csv", more);
    place.run(&["ingest", "more.csv"]);
    assert_eq!(place.json(0, &["critic", &number])["reviews"], 3);
    let name = other["critic"].to_string();
    assert_eq!(place.json(0, &["critic", &name])["reviews"], 2);
    // Where no outlet tells them apart it is asked, not guessed.
    let third = "film,year,critic,outlet,date,rating,text\n\
        Salt Road,2022,Ada Quill,The Quad,2024-05-03,4/5,Fine work.\n";
    place.write("third.csv", third);
    place.run(&["ingest", "third.csv"]);
    let waits = place.run(&["desk", "--json"]);
    assert!(waits.out.contains("byline-ambiguous"), "{}", waits.out);
    let entry = place.json(0, &["log", "--kind", "critic-split"])["seq"].to_string();
    assert_eq!(place.run(&["undo", &entry]).code, 0);
    assert_eq!(place.json(0, &["critic", &number])["reviews"], 5);
    for wrong in [
        &["split", "critic", &number][..],
        &["split", "critic", &number, "--outlet", "Row F"],
        &["split", "critic", &number, "--from", "1990-01-01"],
        &["split", "critic", &number, "--review", "4"],
    ] {
        let refused = place.run(wrong);
        assert_eq!(refused.code, 1, "{wrong:?}: {}", refused.out);
    }
    place.assert_sound();
}

#[test]
fn a_reason_is_public_and_a_note_is_nobody_elses_business() {
    let place = ingested(TABLE);
    let arguments = [
        "desk",
        "1",
        "--exclude",
        "--reason",
        "an advertisement",
        "--note",
        "told by secret telephone",
    ];
    assert_eq!(place.run(&arguments).code, 0);
    let log = place.run(&["log", "--kind", "review-settled"]);
    assert!(
        log.out
            .contains("an advertisement; note: told by secret telephone"),
        "{}",
        log.out
    );
    for format in ["csv", "jsonl"] {
        let folder = format!("out-{format}");
        let exported = place.run(&["export", &folder, "--format", format]);
        assert_eq!(exported.code, 0, "{}", exported.err);
        let entries =
            std::fs::read_to_string(place.path(&format!("{folder}/entries.{format}"))).unwrap();
        assert!(
            entries.contains("an advertisement") && !entries.contains("secret"),
            "{format}"
        );
        // It is read back to the very same record, the note aside.
        let back = place.run(&["ingest", &folder, "--record", &format!("{format}.db")]);
        assert_eq!(back.code, 0, "{}", back.err);
    }
    let private = place.run(&["export", "mine", "--private"]);
    assert_eq!(private.code, 0, "{}", private.err);
    let mine = std::fs::read_to_string(place.path("mine/entries.csv")).unwrap();
    assert!(mine.contains("told by secret telephone"));
    let back = place.run(&["ingest", "mine", "--record", "mine.db"]);
    assert_eq!(back.code, 0, "{}", back.err);
    let log = place.run(&["log", "--kind", "review-settled", "--record", "mine.db"]);
    assert!(log.out.contains("told by secret telephone"), "{}", log.out);
    let backup = place.run(&["backup", "copy.db"]);
    assert_eq!(backup.code, 0, "{}", backup.err);
    let kept = place.run(&["log", "--kind", "review-settled", "--record", "copy.db"]);
    assert!(
        kept.out.contains("told by secret telephone"),
        "{}",
        kept.out
    );
}

#[test]
fn a_file_is_one_source_whichever_way_it_is_named_and_its_folders_are_in_no_entry() {
    let place = Place::new();
    let path = place.write("secret-folder/circle/reviews.csv", TABLE);
    let other = place.write("other-secret/reviews.csv", TABLE.replace("4/5", "3/5"));
    std::fs::create_dir_all(place.path("record")).unwrap();
    let record = place.path("record/o.db");
    let ingest = |way: &str| place.json(0, &["ingest", way, "--record", text(&record)]);
    let first = ingest(text(&path));
    assert!(first["new_entries"].as_u64().unwrap() > 0);
    for way in [
        "secret-folder/circle/reviews.csv",
        "./secret-folder/../secret-folder/circle/reviews.csv",
    ] {
        assert_eq!(ingest(way)["new_entries"], 0, "{way}");
    }
    // An edited table is the same table, whichever way it is named.
    place.write(
        "secret-folder/circle/reviews.csv",
        TABLE.replace("1/5", "2/5"),
    );
    let edited = ingest("./secret-folder/circle/reviews.csv");
    assert_eq!(edited["found"], 7, "{edited}");
    let tally = place.json(0, &["doctor", "--record", text(&record)]);
    assert_eq!(tally["found"], 7, "{tally}");
    let apart = |path: &str| {
        place.json(0, &["ingest", path, "--apart", "--record", text(&record)]);
    };
    apart(text(&other));
    place.write("secret-folder/odd/what.bin", [0_u8, 159, 146, 150, 7]);
    let odd = place.run(&["ingest", "secret-folder/odd", "--record", text(&record)]);
    assert_eq!(odd.code, 3, "{}", odd.err);
    let log = place.run(&[
        "log",
        "--json",
        "--limit",
        "1000",
        "--record",
        text(&record),
    ]);
    assert!(!log.out.contains("secret"), "{}", log.out);
    let sources = log.out.matches("\"kind\":\"source-read\"").count();
    assert_eq!(
        sources, 3,
        "two folders' tables are two sources, one of them read twice"
    );
    // In the record's own folder a file is called by its path from there.
    let near = place.write("record/sheets/s.csv", TABLE.replace("Ada", "Ida"));
    apart(text(&near));
    let log = place.run(&["log", "--kind", "source-read", "--record", text(&record)]);
    assert!(log.out.contains(" sheets/s.csv"), "{}", log.out);
    let gone = place.run(&[
        "delete-source",
        text(&path),
        "--reason",
        "asked",
        "--record",
        text(&record),
    ]);
    assert_eq!(gone.code, 0, "{}", gone.err);
}

#[test]
fn nothing_from_outside_reaches_a_terminal_raw() {
    let evil = "\u{1b}[31mred\u{1b}[0m \u{9b}2J \u{202e}txt\u{2066} \u{200b}\u{feff}\u{7}\u{e0041}";
    let place = Place::new();
    let table = format!(
        "film,year,critic,outlet,date,rating,text,url\n\
         Lamp {evil},2024,Ada {evil},Paper {evil},2024-03-01,4/5 {evil},A film {evil} of a lamp.,https://a.example/{evil}\n\
         Lamp {evil},2024,Bo {evil},Paper {evil},2024-03-01,7{evil},,https://a.example/2\n\
         ,2024,,Paper,2024-99-99,{evil},,\n"
    );
    place.write("evil.csv", table);
    let name = format!("{evil}.csv").replace('\u{7}', "");
    place.write(&name, "film,rating\nLamp,4/5\n");
    let page = format!("<html><head><title>{evil}</title></head><body><p>{evil}</p></body></html>");
    place.write("evil.html", page);
    let unseen = |letter: char| {
        (letter.is_control() && letter != '\n' && letter != '\t')
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
    };
    let commands: &[&[&str]] = &[
        &["read", "evil.csv"],
        &["read", "evil.html", "--explain"],
        &["read", "evil.csv", "--format", "json"],
        &["read", "evil.csv", "--json"],
        &["ingest", "evil.csv", "evil.html", &name, "--dry-run"],
        &["ingest", "evil.csv", "evil.html", &name],
        &[
            "ingest",
            &format!("missing {evil}.csv").replace('\u{7}', ""),
        ],
        &["desk"],
        &["desk", "--json"],
        &["desk", "1"],
        &["desk", "1", "--full"],
        &[
            "desk",
            "2",
            "--exclude",
            "--as",
            &format!("ada {evil}"),
            "--reason",
            evil,
            "--note",
            evil,
        ],
        &["desk", "2", "--restore"],
        &["desk", "1", "--critic", &format!("Nobody {evil}")],
        &["desk", "1", "--headline", evil],
        &["critic", "1"],
        &["outlet", "1"],
        &["log"],
        &["log", "--json"],
        &["score", "1"],
        &["score", "1", "--timeline"],
        &["score", evil],
        &["receipt", "1"],
        &["ranking"],
        &["quote", &format!("a film {evil}")],
        &["weigh"],
        &["country"],
        &["judging", "show"],
        &["judging", "anew", "--dry-run"],
        &["merge", "critic", "1", "2", "--dry-run"],
        &["merge", "film", "1", evil],
        &["export", &format!("out {evil}").replace('\u{7}', "")],
        &["doctor"],
        &["verify", &format!("none {evil}")],
        &["undo", "3", "--reason", evil],
    ];
    for arguments in commands {
        let ran = place.run(arguments);
        for (stream, what) in [(&ran.out, "out"), (&ran.err, "err")] {
            let found = stream.chars().find(|letter| unseen(*letter));
            assert_eq!(found, None, "{arguments:?} {what}: {stream:?}");
        }
    }
}

#[test]
fn arguments_that_nobody_reads_are_refused() {
    let place = ingested(TABLE);
    for arguments in [
        &["merge", "critic", "1", "2", "3"][..],
        &["unmerge", "critic", "1", "2"],
        &["undo", "1", "2"],
        &["withdraw", "1", "2", "--by", "critic"],
        &["desk", "1", "2"],
        &["date", "1", "2024-01-01", "2024-01-02"],
        &["score", "1", "2"],
        &["weigh", "1", "2", "3"],
        &["desk", "--film", "1"],
        &["desk", "1", "--title", "x"],
        &["desk", "1", "--seen", "1"],
        &["desk", "1", "--over"],
    ] {
        let refused = place.run(arguments);
        assert_eq!(refused.code, 2, "{arguments:?}: {}", refused.out);
    }
    // A part of a name is nobody's: nobody is merged who was not named.
    for arguments in [
        &["merge", "critic", "Ada", "Bo Finch", "--dry-run"][..],
        &["merge", "outlet", "Merid", "Lantern", "--dry-run"],
        &["merge", "film", "Glass", "The Lamplighter", "--dry-run"],
        &["desk", "1", "--critic", "Finch"],
        &["desk", "1", "--film", "Orchard"],
    ] {
        let refused = place.run(arguments);
        assert_eq!(refused.code, 1, "{arguments:?}: {}", refused.out);
        assert!(
            refused.err.contains("number"),
            "{arguments:?}: {}",
            refused.err
        );
    }
    let told = place.run(&["merge", "critic", "1", "2", "3"]);
    assert!(told.err.contains("Usage: ovation merge"), "{}", told.err);
}
