use crate::making::{at, long_text, mention, page, row, with_key};
use ovation_identify::{content_digest, review_keys};
use ovation_terms::{Evidence, PrintedRating, ReviewFinding, Sourced};

fn same(a: &ReviewFinding, b: &ReviewFinding) -> bool {
    let theirs = review_keys(b, "reviews");
    review_keys(a, "reviews")
        .iter()
        .any(|key| theirs.contains(key))
}

#[test]
fn the_same_row_twice_is_one_review() {
    let mut moved = row();
    moved.critics = vec![Sourced::new(
        "Rosa Quill".to_owned(),
        Evidence::Address {
            url: "elsewhere".to_owned(),
        },
    )];
    assert!(same(&row(), &moved));
    assert_eq!(review_keys(&row(), "reviews").len(), 1);
}

#[test]
fn rows_that_differ_in_any_value_are_two_reviews() {
    let changes: [fn(&mut ReviewFinding); 14] = [
        |r| r.film = mention("Salt Harbor", Some(2021)),
        |r| r.film = mention("Salt Harbour", Some(2020)),
        |r| r.film = with_key(mention("Salt Harbour", Some(2021)), "table:reviews", "8"),
        |r| r.critics = vec![at("Ines Vale".to_owned())],
        |r| r.critics.clear(),
        |r| r.critics.push(at("Ines Vale".to_owned())),
        |r| r.outlet = Some(at("Gazette".to_owned())),
        |r| r.published = Some(at("2021-05-05".parse().unwrap())),
        |r| r.published = None,
        |r| r.rating = Some(at(PrintedRating::of("4/10"))),
        |r| {
            r.rating = Some(at(PrintedRating {
                best: Some("5".to_owned()),
                ..PrintedRating::of("4/5")
            }));
        },
        |r| r.stated = Some(at(false)),
        |r| r.text = Some(at("Another text.".to_owned())),
        |r| r.headline = Some(at("Headline".to_owned())),
    ];
    for (number, change) in changes.iter().enumerate() {
        let mut other = row();
        change(&mut other);
        assert!(!same(&row(), &other), "change {number}");
    }
    assert_ne!(
        review_keys(&row(), "reviews"),
        review_keys(&row(), "others")
    );
}

#[test]
fn one_address_is_one_review_however_it_is_written() {
    let at_home = page("https://eveningreel.example/reviews/1");
    for url in [
        "http://www.eveningreel.example/reviews/1/?utm_source=feed",
        "https://amp.eveningreel.example/reviews/1",
        "https://eveningreel.example/reviews/1/amp#top",
    ] {
        let mut other = page(url);
        // What was read there later differs; it is the same review, changed.
        other.rating = Some(at(PrintedRating::of("2/5")));
        other.film.year = None;
        assert!(same(&at_home, &other), "{url}");
        assert_ne!(content_digest(&at_home), content_digest(&other));
    }
    assert!(!same(
        &at_home,
        &page("https://eveningreel.example/reviews/2")
    ));
}

#[test]
fn two_films_on_one_page_are_two_reviews() {
    let first = page("https://eveningreel.example/roundup");
    let mut second = first.clone();
    second.film = mention("Tide Wars", Some(2003));
    assert!(!same(&first, &second));
    second.film = mention("Salt Harbour (2021)", None);
    assert!(same(&first, &second));
}

#[test]
fn a_home_page_is_no_reviews_address() {
    let mut other = page("https://eveningreel.example/");
    other.critics = vec![at("Ines Vale".to_owned())];
    assert!(!same(&page("https://eveningreel.example/"), &other));
}

#[test]
fn a_syndicated_text_is_one_review_wherever_it_runs() {
    let mut here = page("https://eveningreel.example/reviews/1");
    here.text = Some(at(long_text()));
    let mut there = page("https://gazette.example/film/99");
    there.text = Some(at(long_text().to_uppercase().replace(' ', ",  ")));
    assert!(same(&here, &there));
    let mut in_a_table = row();
    in_a_table.text = Some(at(long_text()));
    assert!(same(&here, &in_a_table));
    there.film = mention("Tide Wars", None);
    assert!(!same(&here, &there));
}

#[test]
fn a_short_text_says_nothing() {
    let mut here = page("https://eveningreel.example/reviews/1");
    here.text = Some(at("word ".repeat(39)));
    let mut there = page("https://gazette.example/film/99");
    there.text = here.text.clone();
    assert!(!same(&here, &there));
    for finding in [&mut here, &mut there] {
        finding.text = Some(at("word ".repeat(40)));
    }
    assert!(same(&here, &there));
}

#[test]
fn a_film_known_only_by_its_table_number_is_told_apart_by_it() {
    let of = |number: &str| {
        let mut finding = row();
        finding.film = with_key(mention("", None), "table:reviews", number);
        finding.text = Some(at(long_text()));
        finding
    };
    assert!(same(&of("8"), &of("8")));
    assert!(!same(&of("8"), &of("9")));
}

#[test]
fn the_content_digest_is_of_the_values_and_not_of_their_places() {
    let mut moved = row();
    if let Some(text) = &mut moved.text {
        text.evidence = Evidence::Cell {
            row: 9,
            column: "text".into(),
        };
    }
    assert_eq!(content_digest(&row()), content_digest(&moved));
    moved.language = Some("en".to_owned());
    assert_ne!(content_digest(&row()), content_digest(&moved));
}
