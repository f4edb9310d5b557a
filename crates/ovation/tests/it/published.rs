//! What of labelled pages would count without anybody looking.

use crate::place::{Place, text};

const FILMS: &str = "title,year,imdb_id,director\n\
    The Salt Road,2023,tt9000001,Mira Holt\n\
    The Paper Lantern,2022,tt9000002,Otto Brand\n";

/// A page of a review that praises its film.
fn review(title: &str, credits: &str, day: &str, critic: &str, words: &str) -> String {
    format!(
        "<!doctype html><html lang='en'><head><title>{title} review</title></head><body><main><article>\
         <h1>{title} review</h1><p class='byline'>By {critic}</p><time datetime='{day}'>{day}</time>\
         <p>{words}</p>\
         <p class='credits'>{credits}</p>\
         <p>★★★★★</p></article></main></body></html>"
    )
}

const ROAD: &str = "The director trusts her two leads, and the film repays that trust in every scene. Two \
    sisters carry salt over a mountain pass, and what they find on the far side is not what they were promised. \
    The performances are superb, above all in the long night at the pass. It is a beautiful film, never dull.";
const ANEW: &str = "A masterpiece of patience: rarely has a landscape told so much of the people who cross it. \
    Every shot is thought through, the score is wonderful, and the last half hour moved me to tears. Nobody who \
    loves cinema should miss this film, one of the very best of its year, and one to see again at once.";
const LAMP: &str = "The story of a lamp maker and his daughter is told without a false note. The acting is \
    excellent, the pictures are gorgeous and the dialogue is witty; a great film that everybody should see.";

#[test]
fn what_counts_is_held_against_the_labels_and_the_rest_says_why_it_waits() {
    let place = Place::new();
    let films = place.write("films.csv", FILMS);
    let road = "THE SALT ROAD (15) Director: Mira Holt; Norway, 2023, 97 mins";
    place.write(
        "set/pages/a.html",
        review("The Salt Road", road, "2024-03-04", "Cy Marrow", ROAD),
    );
    // Labelled as another film's: the review of it counts, and wrongly.
    place.write(
        "set/pages/b.html",
        review("The Salt Road", road, "2024-03-05", "Ada Quill", ANEW),
    );
    // An old review by its bare title.
    place.write(
        "set/pages/c.html",
        review("The Paper Lantern", "", "2031-03-05", "Bo Hart", LAMP),
    );
    place.write(
        "set/pages/d.html",
        "<html><body><p>Nothing here.</p></body></html>",
    );
    let gold = [
        r#"{"id":"a","file":"pages/a.html","is_film_review":true,"kind":"review","date":"2024-03-04","reviews":[{"film_title":"The Salt Road","film_year":2023}]}"#,
        r#"{"id":"b","file":"pages/b.html","is_film_review":true,"kind":"review","date":"2024-03-05","reviews":[{"film_title":"The Road of Salt","film_year":1961}]}"#,
        r#"{"id":"c","file":"pages/c.html","is_film_review":true,"kind":"review","date":"2031-03-05","reviews":[{"film_title":"The Paper Lantern","film_year":2022}]}"#,
        r#"{"id":"d","file":"pages/d.html","is_film_review":false,"kind":"other","reviews":[]}"#,
    ];
    let set = place.write("set/gold.jsonl", gold.join("\n"));
    let set = set.parent().unwrap();
    let asked = ["eval", "published", text(set), "--catalog", text(&films)];
    let told = place.json(0, &asked);
    assert_eq!(told["pages"], 4, "{told}");
    assert_eq!(
        (&told["counted"], &told["right"]),
        (&2.into(), &1.into()),
        "{told}"
    );
    assert_eq!(told["at_another_film"], 1, "{told}");
    assert_eq!(told["wrong"][0]["page"], "b", "{told}");
    assert_eq!(told["wrong"][0]["fault"], "another_film", "{told}");
    assert_eq!(told["gold_in_catalogue"], 2, "{told}");
    assert_eq!(told["counted_right"], 1, "{told}");
    // The other has its reason.
    let reasons = told["waiting"].as_object().unwrap().values();
    let waiting: u64 = reasons.filter_map(serde_json::Value::as_u64).sum();
    assert_eq!(waiting, 1, "{told}");
    // No record was made or asked for.
    assert!(!place.path("ovation.db").exists());
    let printed = place.run(&asked);
    assert_eq!(printed.code, 0, "{}", printed.err);
    assert!(printed.out.contains("wrong: b (review)"), "{}", printed.out);
}

#[test]
fn links_are_measured_with_the_film_and_without_it() {
    let place = Place::new();
    let catalogue = "imdb_id\ttitle\toriginal_title\tyear\tvotes\n\
         tt9000001\tThe Salt Road\tSolyanaya doroga\t2023\t50000\n\
         tt9000002\tThe Salt Road\t\t2011\t140\n\
         tt9000003\tThe Quiet Lighthouse Keeper\t\t2012\t3000\n";
    place.write("set/catalogue.tsv.gz", catalogue);
    let queries = [
        r#"{"id":"1","kind":"year","query":{"title":"Salt Road, The","year":2023},"gold":"tt9000001"}"#,
        r#"{"id":"2","kind":"tmdb-original","query":{"title":"Соляная дорога","year":2023},"gold":"tt9000001"}"#,
        r#"{"id":"3","kind":"nil","query":{"title":"The Quiet Lighthouse Keeper","year":1931},"gold":null}"#,
        r#"{"id":"4","kind":"bare","query":{"title":"The Salt Road"},"gold":"tt9000001"}"#,
    ];
    let set = place.write("set/queries.jsonl", queries.join("\n"));
    let set = set.parent().unwrap();
    let told = place.json(0, &["eval", "links", text(set), "--changed", "3"]);
    assert_eq!(
        (&told["right"], &told["nil_right"]),
        (&3.into(), &1.into()),
        "{told}"
    );
    assert_eq!(told["originals"]["cyrillic"]["right"], 1, "{told}");
    assert_eq!(told["without_film"], 3, "{told}");
    assert_eq!(told["without_film_wrong"], 0, "{told}");
    assert_eq!(
        told["changed"]["kinds"]["changed-capitals"]["right"], 3,
        "{told}"
    );
    let half = |half: &str| place.json(0, &["eval", "links", text(set), "--half", half]);
    let queries = |told: &serde_json::Value| told["queries"].as_u64().unwrap();
    assert_eq!(queries(&half("a")) + queries(&half("b")), 4);
}
