//! Ratings in the words of every language: what the reader of pages may hand over is converted.

use ovation_judge::{RatingTable, RatingTrouble};
use ovation_language::{Language, all, data};
use ovation_terms::{ConvertedRating, PrintedRating};
use std::sync::LazyLock;

static TABLE: LazyLock<RatingTable> = LazyLock::new(RatingTable::bundled);

fn convert(printed: &str, language: &Language) -> Result<ConvertedRating, RatingTrouble> {
    TABLE.convert_in(&PrintedRating::of(printed), None, Some(language.code))
}

/// A form in words, and the value it must have.
fn forms(language: &Language) -> Vec<(String, f64)> {
    let list = |key: &str| language.list(key);
    let gap = if language.is_dense() { "" } else { " " };
    let numbers = language.numbers.iter().filter(|(_, value)| *value <= 10.0);
    let tops = language.numbers.iter();
    let tops: Vec<_> = tops
        .filter(|(_, value)| [5.0, 10.0].contains(value))
        .collect();
    let mut forms = Vec::new();
    for (word, value) in numbers {
        for of in list("ratings.of") {
            forms.push((format!("{word} {of} 10"), value / 10.0));
            for (top, most) in tops.iter().filter(|(_, most)| value <= most) {
                forms.push((format!("{word} {of} {top}"), value / most));
                for unit in [list("ratings.stars"), list("ratings.units")].concat() {
                    forms.push((format!("{word} {of} {top}{gap}{unit}"), value / most));
                    forms.push((format!("{word}{gap}{unit} {of} {top}"), value / most));
                }
            }
        }
        for of in list("ratings.of_first") {
            let unit = list("ratings.units").first().unwrap_or(&"");
            forms.push((format!("10{gap}{of} {word}"), value / 10.0));
            forms.push((
                format!("10{unit}{gap}{of}{gap}{word}{gap}{unit}"),
                value / 10.0,
            ));
            for (top, most) in tops.iter().filter(|(_, most)| value <= most) {
                forms.push((format!("{top}{gap}{of}{gap}{word}"), value / most));
            }
        }
        for star in list("ratings.stars").iter().filter(|_| *value <= 5.0) {
            forms.push((format!("{word}{gap}{star}"), value / 5.0));
            forms.push((format!("{word}-{star}"), value / 5.0));
            for half in list("ratings.half")
                .iter()
                .filter(|_| value.fract() == 0.0 && *value < 5.0)
            {
                forms.push((format!("{word} {half} {star}"), (value + 0.5) / 5.0));
                forms.push((format!("{word} {star} {half}"), (value + 0.5) / 5.0));
            }
        }
    }
    for label in [list("ratings.labels"), list("ratings.label_lead_ins")].concat() {
        forms.push((format!("{label}: 3,5/5"), 0.7));
        forms.push((format!("{label}: ★★★☆☆"), 0.6));
    }
    for percent in list("ratings.percent") {
        forms.push((format!("85 {percent}"), 0.85));
    }
    for (words, value) in language.named {
        forms.push(((*words).to_owned(), *value));
        for label in list("ratings.labels") {
            forms.push((format!("{label}: {words}!"), *value));
        }
        for around in list("ratings.around_named") {
            forms.push((format!("{around} {words}"), *value));
        }
    }
    forms
}

#[test]
fn every_form_in_the_words_of_every_language_is_converted() {
    let mut wrong = Vec::new();
    for language in all() {
        for (printed, value) in forms(language) {
            match convert(&printed, language) {
                Ok(rating) if (rating.value - value).abs() < 1e-6 => {}
                told => wrong.push(format!("{}: {printed}: {value}: {told:?}", language.code)),
            }
        }
    }
    let count = wrong.len();
    wrong.truncate(60);
    assert!(wrong.is_empty(), "{count}:\n{}", wrong.join("\n"));
}

#[test]
fn a_number_alone_lacks_only_its_scale_in_every_language() {
    for language in all() {
        for (word, value) in language.numbers {
            let bare = [
                (*word).to_owned(),
                format!(
                    "{}: {word}",
                    language.list("ratings.labels").first().unwrap_or(&"nota")
                ),
            ];
            for printed in bare {
                let told = convert(&printed, language);
                assert!(
                    matches!(told, Err(RatingTrouble::ScaleUnknown { .. })),
                    "{}: {printed}: {told:?}",
                    language.code
                );
                let of_ten = PrintedRating {
                    best: Some("10".to_owned()),
                    ..PrintedRating::of(printed.as_str())
                };
                if *value <= 10.0 {
                    let told = TABLE
                        .convert_in(&of_ten, None, Some(language.code))
                        .unwrap();
                    assert!((told.value - value / 10.0).abs() < 1e-6, "{printed}");
                }
            }
        }
    }
}

#[test]
fn every_glyph_of_the_table_is_a_rating_in_a_row() {
    use data::glyphs::{HALVES, OTHERS, QUARTERS, STARS, THREE_QUARTERS};
    for sign in STARS.chars().chain(OTHERS.chars()) {
        let told = convert(&sign.to_string().repeat(3), Language::of("en").unwrap()).unwrap();
        assert!((told.value - 0.6).abs() < 1e-6, "{sign}: {told:?}");
        for (parts, worth) in [(THREE_QUARTERS, 0.75), (HALVES, 0.5), (QUARTERS, 0.25)] {
            for part in parts.chars() {
                let told = convert(&format!("{sign}{sign}{part}"), Language::of("en").unwrap());
                let value = told.unwrap().value;
                assert!(
                    (value - (2.0 + worth) / 5.0).abs() < 1e-6,
                    "{sign}{sign}{part}"
                );
            }
        }
        for hollow in data::glyphs::HOLLOW.chars() {
            let told = convert(
                &format!("{sign}{sign}{hollow}{hollow}"),
                Language::of("en").unwrap(),
            );
            assert!((told.unwrap().value - 0.5).abs() < 1e-6, "{sign}{hollow}");
        }
    }
}

#[test]
fn numbers_are_read_however_their_words_are_joined() {
    for (printed, value) in [
        ("Four-and-a-half stars", 0.9),
        ("three-star", 0.6),
        ("une demi-étoile", 0.1),
        ("half a star", 0.1),
        ("note de 4 sur 5", 0.8),
        ("Two thumbs way up!", 1.0),
        ("un sur cinq", 0.2),
        ("B-", 0.5833),
        ("A-minus", 0.8333),
        ("п’ять з десять", 0.5),
        ("5점 만점에 4점", 0.8),
    ] {
        let told = TABLE.convert(&PrintedRating::of(printed), None).unwrap();
        assert!((told.value - value).abs() < 1e-6, "{printed}: {told:?}");
    }
}

#[test]
fn reasons_are_for_people() {
    for (printed, expected) in [
        (
            "siete",
            "a number without its scale, and no habit of this critic or outlet is known",
        ),
        ("Nota: siete", "a number without its scale"),
        (
            "🔥🔥🔥🔥🔥🔥🔥",
            "7 stars without a stated top, and more than the usual 5",
        ),
        (
            "sieben von fünf Sternen",
            "7 points are more than the top of the scale, 5",
        ),
        ("Bewertung", "the word for a rating, but no rating"),
        ("zwei bis drei Sterne", "no rating of a known form"),
    ] {
        let told = TABLE
            .convert(&PrintedRating::of(printed), None)
            .unwrap_err()
            .to_string();
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn what_the_table_adds_is_read_beside_the_words_of_languages() {
    let own = RatingTable::bundled_toml().replace(
        "[letters]",
        "[words]\nunits = [\"lanterns\"]\n[numbers]\nsixish = 6\n[named]\n\"a keeper\" = 1.0\n[letters]",
    );
    let table = RatingTable::from_toml(&own).unwrap();
    for (printed, value) in [
        ("sixish lanterns of ten", 0.6),
        ("A keeper!", 1.0),
        ("**½ (out of ****)", 0.625),
        ("vier von fünf Sternen", 0.8),
    ] {
        let told = table.convert(&PrintedRating::of(printed), None).unwrap();
        assert!((told.value - value).abs() < 1e-6, "{printed}: {told:?}");
    }
}
