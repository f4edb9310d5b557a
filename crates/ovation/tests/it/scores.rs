use crate::place::{Place, TABLE, text};

fn ready() -> Place {
    let place = Place::new();
    let table = place.write("reviews.csv", TABLE);
    place.json(0, &["ingest", text(&table)]);
    place
}

#[test]
fn a_score_counts_what_was_published_by_the_day_asked_for() {
    let place = ready();
    let all = place.json(0, &["score", "The Lamplighter"]);
    assert_eq!(all["score"]["n"], 6);
    assert_eq!(all["score"]["positives"], 4);
    assert_eq!(all["score"]["headline"], true);
    let early = place.json(0, &["score", "The Lamplighter", "--as-of", "2024-03-31"]);
    assert_eq!(early["score"]["n"], 2);
    assert_eq!(
        early["score"]["headline"], false,
        "two reviews make no headline number"
    );
    let interval = |answer: &serde_json::Value| {
        answer["score"]["approval"]["high"].as_f64().unwrap()
            - answer["score"]["approval"]["low"].as_f64().unwrap()
    };
    assert!(interval(&early) > interval(&all));
}

#[test]
fn a_score_known_before_the_record_began_is_empty() {
    let place = ready();
    let before = place.json(0, &["score", "1", "--known-at", "2001-01-01"]);
    assert_eq!(before["score"]["found"], 0);
}

#[test]
fn a_receipt_verifies_from_itself_and_against_the_record() {
    let place = ready();
    let receipt = place.run(&["receipt", "The Lamplighter"]);
    assert_eq!(receipt.code, 0, "{}", receipt.err);
    let file = place.write("receipt.json", &receipt.out);
    let verified = place.json(0, &["verify", text(&file), "--against-record"]);
    assert_eq!(verified["ok"], true);
    assert!(verified["entries_checked"].as_u64().unwrap() >= 6);

    let forged = receipt.out.replacen("\"p\": 0.", "\"p\": 0.0", 1);
    assert_ne!(forged, receipt.out);
    let file = place.write("forged.json", forged);
    let ran = place.run(&["verify", text(&file)]);
    assert_eq!(ran.code, 1, "{}", ran.out);

    let hash = receipt.out.split("\"entry_hash\": \"").nth(1).unwrap()[..64].to_owned();
    let file = place.write("other.json", receipt.out.replace(&hash, &"0".repeat(64)));
    let ran = place.run(&["verify", text(&file), "--against-record"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
}

#[test]
fn a_title_nobody_knows_and_a_title_of_two_films_are_told_apart() {
    let place = ready();
    let unknown = place.run(&["score", "No Such Film"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("no film"), "{}", unknown.err);
    let catalogue = place.write("films.csv", "title,year\nThe Lamplighter,1951\n");
    place.json(0, &["catalog", "import", text(&catalogue)]);
    let several = place.run(&["score", "The Lamplighter"]);
    assert_eq!(several.code, 1);
    assert!(
        several.err.contains("1951") && several.err.contains("2024"),
        "{}",
        several.err
    );
    assert_eq!(
        place.json(0, &["score", "The Lamplighter (2024)"])["score"]["n"],
        6
    );
}

#[test]
fn the_latest_review_of_a_critic_stands_and_the_older_is_excluded_with_its_reason() {
    let place = Place::new();
    let table = place.write(
        "reviews.csv",
        "film,year,critic,outlet,date,rating\n\
         The Lamplighter,2024,Ada Quill,Meridian,2024-03-01,1/5\n\
         The Lamplighter,2024,Ada Quill,Meridian,2024-09-01,5/5\n",
    );
    let summary = place.json(0, &["ingest", text(&table)]);
    assert_eq!(summary["counted"], 1);
    assert_eq!(summary["reasons"]["superseded"], 1);
    assert_eq!(place.json(0, &["score", "1"])["score"]["positives"], 1);
    let spring = place.json(0, &["score", "1", "--as-of", "2024-06-01"]);
    assert_eq!(spring["score"]["positives"], 0, "the older stood then");
    place.assert_sound();
}

#[test]
fn wrong_usage_ends_with_two_and_a_missing_record_with_one() {
    let place = Place::new();
    assert_eq!(place.run(&["no-such-command"]).code, 2);
    assert_eq!(place.run(&["score"]).code, 2);
    assert_eq!(place.run(&["score", "x", "--as-of", "1/3/2024"]).code, 2);
    let missing = place.run(&["score", "x"]);
    assert_eq!(missing.code, 1);
    assert!(missing.err.contains("ovation.db"), "{}", missing.err);
    let table = place.write("not-a-record.db", "film,rating\n");
    let other = place.run(&["doctor", "--record", text(&table)]);
    assert_eq!(other.code, 1);
    assert!(other.err.contains("not-a-record.db"), "{}", other.err);
}
