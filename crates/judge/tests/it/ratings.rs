//! Ratings as printed, and what they convert to.

use ovation_judge::{Habits, JudgeError, RatingTable, RatingTrouble};
use ovation_terms::{ConvertedRating, PrintedRating};

fn convert(printed: &str) -> Result<ConvertedRating, RatingTrouble> {
    RatingTable::bundled().convert(&PrintedRating::of(printed), None)
}

/// `/5 0.7000`, or the sort of trouble.
fn told(result: &Result<ConvertedRating, RatingTrouble>) -> String {
    match result {
        Ok(rating) => format!("{} {:.4}", rating.scale, rating.value),
        Err(RatingTrouble::ScaleUnknown { .. }) => "scale-unknown".to_owned(),
        Err(RatingTrouble::Impossible { .. }) => "impossible".to_owned(),
        Err(RatingTrouble::Unreadable { .. }) => "unreadable".to_owned(),
        Err(RatingTrouble::TooLong { .. }) => "too-long".to_owned(),
        Err(other) => other.to_string(),
    }
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .map(|(printed, expected)| (printed, expected, told(&convert(printed))))
        .filter(|(_, expected, found)| *expected != found)
        .collect();
    assert!(wrong.is_empty(), "printed, expected, found: {wrong:#?}");
}

#[test]
fn every_form_that_critics_were_seen_to_print_is_converted_or_given_a_reason() {
    let forms: Vec<(&str, &str)> = include_str!("forms.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect();
    assert!(forms.len() > 180);
    check(&forms);
}

#[test]
fn reads_fractions_however_they_are_written() {
    check(&[
        ("3.5/5", "/5 0.7000"),
        ("7,5/10", "/10 0.7500"),
        (" 8.0 / 10 ", "/10 0.8000"),
        ("3½/4", "/4 0.8750"),
        ("3 ½ / 4", "/4 0.8750"),
        ("3 1/2 / 4", "/4 0.8750"),
        ("3-1/2 out of 4", "/4 0.8750"),
        ("½/4", "/4 0.1250"),
        ("2¾/4", "/4 0.6875"),
        ("3⁄4", "/4 0.7500"),
        ("４／５", "/5 0.8000"),
        ("75/100", "/100 0.7500"),
        ("13/20", "/20 0.6500"),
        ("0/5", "/5 0.0000"),
        (".5/5", "/5 0.1000"),
        ("Rating: 4/5", "/5 0.8000"),
        ("Score 7/10.", "/10 0.7000"),
    ]);
}

#[test]
fn reads_fractions_in_words_of_several_languages() {
    check(&[
        ("4 out of 5", "/5 0.8000"),
        ("four out of five", "/5 0.8000"),
        ("three and a half out of five stars", "/5 0.7000"),
        ("6 из 10", "/10 0.6000"),
        ("7 sur 10", "/10 0.7000"),
        ("7 von 10 Punkten", "/10 0.7000"),
        ("7 de 10", "/10 0.7000"),
        ("7 su 10", "/10 0.7000"),
        ("4,5 von 5 Sternen", "/5 0.9000"),
        ("4 stars out of 5", "/5 0.8000"),
        ("4 stars (out of 5)", "/5 0.8000"),
        ("3 étoiles sur 5", "/5 0.6000"),
        ("4 звезды из 5", "/5 0.8000"),
        ("Оценка: 8/10", "/10 0.8000"),
        ("2½ of 4 stars", "/4 0.6250"),
        ("11/10", "/10 1.0000"),
        ("16/10", "impossible"),
        ("11.5/10", "impossible"),
        ("6/5", "impossible"),
    ]);
}

#[test]
fn reads_stars_and_other_glyphs() {
    check(&[
        ("★★★½", "stars/5 0.7000"),
        ("⭐⭐⭐", "stars/5 0.6000"),
        ("⭐️⭐️⭐️", "stars/5 0.6000"),
        ("*** 1/2", "stars/5 0.7000"),
        ("***1/2", "stars/5 0.7000"),
        ("★★★☆☆", "/5 0.6000"),
        ("★★★½☆", "/5 0.7000"),
        ("★★★⯨☆", "/5 0.7000"),
        ("☆☆☆☆☆", "/5 0.0000"),
        ("★★★/4", "/4 0.7500"),
        ("4 bags of popcorn", "stars/5 0.8000"),
        ("★★★ (out of four)", "/4 0.7500"),
        ("★★★☆☆ (3/5)", "/5 0.6000"),
        ("3/5 ★★★", "/5 0.6000"),
        ("●●●◐○", "/5 0.7000"),
        ("3.5 stars", "stars/5 0.7000"),
        ("three and a half stars", "stars/5 0.7000"),
        ("4★", "stars/5 0.8000"),
        ("★ 4.5", "stars/5 0.9000"),
        ("★★★★★★★", "scale-unknown"),
        ("★★★★★★★★★★★★", "unreadable"),
        ("★★★☆☆ (4/5)", "unreadable"),
    ]);
}

#[test]
fn reads_letters_percentages_thumbs_and_named_ratings() {
    check(&[
        ("A+", "letters 1.0000"),
        ("b−", "letters 0.5833"),
        ("B minus", "letters 0.5833"),
        ("Grade: C+", "letters 0.5000"),
        ("A", "letters 0.9167"),
        ("F-", "letters 0.0000"),
        ("85%", "percent 0.8500"),
        ("85 %", "percent 0.8500"),
        ("72,5 Prozent", "percent 0.7250"),
        ("👍", "named 1.0000"),
        ("👎🏽", "named 0.0000"),
        ("Two Thumbs Up!", "named 1.0000"),
        ("thumbs down", "named 0.0000"),
        ("Not recommended", "named 0.0000"),
    ]);
}

#[test]
fn refuses_what_its_own_scale_cannot_hold() {
    check(&[
        ("5.5/5", "impossible"),
        ("2.1/2", "impossible"),
        ("4/0", "impossible"),
        ("0/0", "impossible"),
        ("3/2", "impossible"),
        ("-3/5", "impossible"),
        ("−1", "impossible"),
        ("3/-5", "impossible"),
        ("120%", "impossible"),
        ("3/1895", "impossible"),
        ("★★★★★/4", "impossible"),
    ]);
}

#[test]
fn refuses_what_is_no_rating_instead_of_guessing() {
    let long = "rating ".repeat(60);
    check(&[
        ("R", "unreadable"),
        ("N", "unreadable"),
        ("T", "unreadable"),
        ("PG-13", "unreadable"),
        ("rating", "unreadable"),
        ("", "unreadable"),
        ("   ", "unreadable"),
        ("1-5", "unreadable"),
        ("3/4/2012", "unreadable"),
        ("1.2.3/5", "unreadable"),
        ("NaN/5", "unreadable"),
        ("inf", "unreadable"),
        ("four out of many", "unreadable"),
        ("E", "unreadable"),
        ("👍👎", "unreadable"),
        ("see below", "unreadable"),
        (&long, "too-long"),
        ("8", "scale-unknown"),
        ("3 1/2", "scale-unknown"),
    ]);
}

#[test]
fn troubles_say_what_is_wrong_in_a_readers_words() {
    let says = |printed: &str| convert(printed).unwrap_err().to_string();
    assert_eq!(
        says("5.5/5"),
        "rating `5.5/5`: 5.5 points are more than the top of the scale, 5"
    );
    assert_eq!(says("4/0"), "rating `4/0`: a scale cannot end at 0");
    assert_eq!(says("1-5"), "rating `1-5`: a range, not one rating");
    assert!(says("8").contains("no habit of this critic or outlet is known"));
    assert!(says(&"x".repeat(400)).contains("400 characters"));
}

#[test]
fn a_stated_top_serves_ratings_that_print_none() {
    let table = RatingTable::bundled();
    let with = |printed: &str, best: &str, worst: Option<&str>| {
        told(&table.convert(
            &PrintedRating {
                printed: printed.to_owned(),
                best: Some(best.to_owned()),
                worst: worst.map(str::to_owned),
                ..PrintedRating::default()
            },
            None,
        ))
    };
    assert_eq!(with("8", "10", None), "/10 0.8000");
    assert_eq!(with("3,5", "5,0", None), "/5 0.7000");
    assert_eq!(with("★★★", "4", None), "/4 0.7500");
    assert_eq!(with("3/5", "10", None), "/5 0.6000", "what is printed wins");
    assert_eq!(with("8", "5", None), "impossible");
    assert_eq!(with("8", "0", None), "impossible");
    assert_eq!(with("8", "the best", None), "scale-unknown");
    // The same three of five, whether or not the markup repeats that 1 is the lowest.
    assert_eq!(with("3", "5", Some("1")), "/5 0.6000");
    assert_eq!(with("0", "5", Some("1")), "impossible", "below the floor");
    assert_eq!(with("0", "5", Some("-5")), "-5..5 0.5000");
    assert_eq!(with("-5", "5", Some("-5")), "-5..5 0.0000");
    assert_eq!(with("2", "1", Some("6")), "6..1 0.8000", "school marks");
    assert_eq!(with("5", "5", Some("5")), "impossible");
}

#[test]
fn habits_settle_bare_numbers_and_stars() {
    let table = RatingTable::bundled();
    let mut habits = Habits::new();
    for _ in 0..5 {
        habits.note(Some("Odile Marchetti"), Some("The Evening Lantern"), "/10");
        habits.note(Some("Bram Okafor"), Some("Reel Harbour"), "/4");
    }
    let ten = habits.of(Some("Odile Marchetti"), Some("The Evening Lantern"));
    let four = habits.of(Some("Bram Okafor"), Some("Reel Harbour"));
    let by = |printed: &str, habit| table.convert(&PrintedRating::of(printed), habit);
    let eight = by("8", ten.as_ref()).unwrap();
    assert_eq!((eight.scale.as_str(), eight.value), ("/10", 0.8));
    assert_eq!(
        eight.why.as_deref(),
        Some("critic's habit at this outlet: /10 in 5 of 5")
    );
    assert_eq!(
        told(&by("8", four.as_ref())),
        "scale-unknown",
        "8 of 4 fits no habit"
    );
    assert_eq!(
        told(&by("1", ten.as_ref())),
        "scale-unknown",
        "may be a yes"
    );
    assert_eq!(told(&by("★★★", four.as_ref())), "/4 0.7500");
    assert_eq!(told(&by("★★★", None)), "stars/5 0.6000");
    assert!(
        by("★★★", None)
            .unwrap()
            .why
            .unwrap()
            .contains("no top printed")
    );
    assert_eq!(
        told(&by("3/5", four.as_ref())),
        "/5 0.6000",
        "what is printed wins"
    );
}

#[test]
fn a_better_rating_never_makes_a_verdict_less_probable() {
    let table = RatingTable::bundled();
    for scale in ["/4", "/5", "/10", "/6", "letters", "percent", "stars/5"] {
        let mut last = 0.0;
        for step in 0..=1000_u32 {
            let p = table
                .probability(&ConvertedRating {
                    value: f64::from(step) / 1000.0,
                    scale: scale.to_owned(),
                    why: None,
                })
                .get();
            assert!(p >= last - 1e-12, "{scale} at {step}: {p} after {last}");
            last = p;
        }
    }
}

#[test]
fn the_published_borderlines_are_where_the_curves_cross_one_half() {
    let table = RatingTable::bundled();
    let rows = table.rows();
    assert!(
        rows.iter()
            .any(|row| row.scale == "/5" && (row.value - 0.6).abs() < 1e-9)
    );
    for row in rows {
        assert!(!row.source.is_empty());
        let p = |value: f64| {
            let rating = ConvertedRating {
                value,
                scale: row.scale.clone(),
                why: None,
            };
            table.probability(&rating).get()
        };
        assert!(p(row.positive_from) >= 0.5, "{row:?}");
        assert!(p(row.positive_from - 0.002) < 0.5, "{row:?}");
    }
}

#[test]
fn an_own_table_is_read_and_a_wrong_one_is_explained() {
    let text = RatingTable::bundled_toml();
    let own = text.replace("version = \"ratings-2\"", "version = \"harbour-2\"");
    assert_eq!(RatingTable::from_toml(&own).unwrap().version(), "harbour-2");
    let letters = text.replace("\"A+\" = 1.0", "\"A+\" = 1.5");
    let error = RatingTable::from_toml(&letters).unwrap_err();
    assert!(error.to_string().contains("`A+`"), "{error}");
    let unknown = format!("surprise = 1\n{text}");
    assert!(matches!(
        RatingTable::from_toml(&unknown),
        Err(JudgeError::TableForm(_))
    ));
    let falling = text.replace(
        "curve = [[0.0, 0.01], [1.0, 0.99]]",
        "curve = [[0.0, 0.9], [1.0, 0.1]]",
    );
    assert_ne!(falling, text);
    assert!(RatingTable::from_toml(&falling).is_err());
}
