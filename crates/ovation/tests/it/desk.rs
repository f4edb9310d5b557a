use crate::place::{Place, text};

const PAGE: &str = r#"<!doctype html><html lang="en"><head><title>The Lamplighter review - Meridian</title>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Review",
"url":"https://meridian.example/lamplighter",
"itemReviewed":{"@type":"Movie","name":"The Lamplighter","dateCreated":"2024"},
"author":{"@type":"Person","name":"Ada Quill"},"publisher":{"@type":"Organization","name":"Meridian"},
"datePublished":"2024-03-01","reviewRating":{"@type":"Rating","ratingValue":"4","bestRating":"5"}}</script>
</head><body><article><h1>The Lamplighter review</h1><p>By Ada Quill</p>
<p>The film walks through the fog with a lamp and a steady hand, and what it shows is worth the walk.</p>
<p>Its last reel, set on the quay, is as good as anything this year, and the cast keep their nerve.</p>
</article></body></html>"#;

#[test]
fn a_film_only_a_page_names_waits_until_a_person_creates_it_and_stays_settled() {
    let place = Place::new();
    let page = place.write("lamplighter.html", PAGE);
    let summary = place.json(0, &["ingest", text(&page)]);
    assert_eq!(summary["waiting"], 1, "{summary}");
    assert_eq!(summary["reasons"]["film-unknown"], 1);
    let waiting = place.json(0, &["desk"]);
    assert_eq!(waiting["film_printed"], "The Lamplighter");
    let review = waiting["review"].to_string();

    let dry = place.run(&["desk", &review, "--create-film", "--dry-run"]);
    assert_eq!(dry.code, 0, "{}", dry.err);
    assert_eq!(place.json(0, &["doctor"])["waiting"], 1);

    let answered = place.json(0, &["desk", &review, "--create-film", "--as", "ada"]);
    assert_eq!(answered["state"], "counted", "{answered}");
    let score = place.json(0, &["score", "The Lamplighter (2024)"]);
    assert_eq!(score["score"]["positives"], 1);

    let excluded = place.json(
        0,
        &["desk", &review, "--exclude", "--note", "an advertisement"],
    );
    assert_eq!(excluded["state"], "excluded");
    place.write("lamplighter.html", PAGE.replace("\"4\"", "\"5\""));
    let again = place.json(3, &["ingest", text(&page)]);
    assert_eq!(
        again["excluded"], 1,
        "a re-read does not undo a person's decision"
    );
    assert_eq!(again["reasons"]["by-person"], 1);
    let restored = place.json(0, &["desk", &review, "--restore"]);
    assert_eq!(restored["state"], "counted");
    let stated = place.json(0, &["desk", &review, "--verdict", "against"]);
    assert_eq!(stated["p"], 0.0);
    place.write("lamplighter.html", PAGE.replace("\"4\"", "\"4.5\""));
    place.json(0, &["ingest", text(&page)]);
    assert_eq!(place.json(0, &["score", "1"])["score"]["positives"], 0);
    place.assert_sound();
}

#[test]
fn answering_needs_an_answer_and_a_review_that_is_there() {
    let place = Place::new();
    let page = place.write("lamplighter.html", PAGE);
    place.json(0, &["ingest", text(&page)]);
    let shown = place.run(&["desk", "1"]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert!(shown.out.contains("walks through the fog") && shown.out.contains("printed rating: 4"));
    assert_eq!(place.run(&["desk", "1", "--reason", "why"]).code, 1);
    let missing = place.run(&["desk", "99", "--exclude"]);
    assert_eq!(missing.code, 1);
    assert!(missing.err.contains("no review 99"), "{}", missing.err);
    assert_eq!(place.run(&["desk", "1", "--exclude", "--confirm"]).code, 2);
}
