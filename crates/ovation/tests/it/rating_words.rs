//! What the reader takes as a rating the judge converts, or says why not: both know the words of
//! the same files.

use ovation_judge::RatingTable;
use ovation_language::{Language, all};
use ovation_read::{ReadLimits, SourceBytes, read};
use ovation_terms::{Day, PrintedRating};
use std::sync::LazyLock;

static TABLE: LazyLock<RatingTable> = LazyLock::new(RatingTable::bundled);

/// The rating that is read where `example` stands behind a review.
fn rating_of(example: &str) -> Option<PrintedRating> {
    let paragraph = "<p>The director of <em>The Salt Road</em> trusts her actors, and the film \
        repays it: every scene is beautiful, the plot never dull, the performances superb.</p>";
    let page = format!(
        "<!doctype html><title>The Salt Road review | The Lantern</title><body><header><a href=/>\
         The Lantern</a></header><main><article><h1>The Salt Road review</h1>{}{example}</article>\
         </main><footer><p>© The Lantern</p></footer>",
        paragraph.repeat(5)
    );
    let source = SourceBytes {
        bytes: page.as_bytes(),
        address: "https://lantern.example/2024/03/01/the-salt-road",
        content_type: Some("text/html"),
        fetched: Day::new(2024, 6, 1).unwrap(),
    };
    let reading = read(&source, &ReadLimits::default());
    let rating = reading.findings.into_iter().next()?.rating;
    rating.map(|rating| rating.value)
}

/// What the judge makes of it: its value in hundredths, or what is missing.
fn worth(rating: &PrintedRating, language: Option<&str>) -> String {
    match TABLE.convert_in(rating, None, language) {
        Ok(rating) => format!("{:.2}", rating.value),
        Err(trouble) if trouble.is_about_scale() => "no scale".to_owned(),
        Err(trouble) => trouble.to_string(),
    }
}

#[test]
fn every_form_of_the_reference_is_worth_what_it_says() {
    let reference = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/reference/rating-forms.md"
    );
    let text = std::fs::read_to_string(reference).unwrap();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for line in text.lines().filter(|line| line.contains("`<")) {
        let cells: Vec<_> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [form, example, _, expected] = cells[..] else {
            continue;
        };
        count += 1;
        let rating = rating_of(example.trim_matches('`')).unwrap_or_default();
        let found = worth(&rating, None);
        if found != expected {
            wrong.push(format!("{form}: {found}, not {expected}"));
        }
    }
    assert!(count > 60, "the tables are missing");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lines as critics end a review with, in the words of a language, and what they are worth.
fn lines(language: &Language) -> Vec<(String, &'static str)> {
    let list = |key: &str| language.list(key).first().copied();
    let number = |value: f64| {
        let is_it = |(_, known): &&(&str, f64)| (known - value).abs() < 1e-9;
        language.numbers.iter().find(is_it).map(|(word, _)| *word)
    };
    let (four, five) = (number(4.0).unwrap_or("4"), number(5.0).unwrap_or("5"));
    let (seven, ten) = (number(7.0).unwrap_or("7"), number(10.0).unwrap_or("10"));
    let gap = if language.is_dense() { "" } else { " " };
    let mut lines = Vec::new();
    let is_known = !language.numbers.is_empty();
    if let Some(of) = list("ratings.of").filter(|_| is_known && !language.is_dense()) {
        lines.push((format!("{four} {of} {five}"), "0.80"));
        lines.push((format!("{seven} {of} {ten}"), "0.70"));
        if let Some(star) = language.list("ratings.stars").last() {
            lines.push((format!("{four} {of} {five} {star}"), "0.80"));
            lines.push((format!("4 {of} 5 {star}"), "0.80"));
        }
    }
    for of in language.list("ratings.of_first") {
        lines.push((format!("10{gap}{of} 7"), "0.70"));
        lines.push((format!("{five}{gap}{of}{gap}{four}"), "0.80"));
    }
    for star in language.list("ratings.stars").iter().filter(|_| is_known) {
        if language.code != "ko" {
            lines.push((format!("{four}{gap}{star}"), "0.80"));
        }
    }
    for label in language.list("ratings.labels") {
        lines.push((format!("{label}: {seven}/10").replace(seven, "7"), "0.70"));
        lines.push((format!("{label}: 7"), "no scale"));
        lines.push((format!("{label}: B+"), "0.75"));
        if is_known {
            lines.push((format!("{label}: {seven}"), "no scale"));
        }
    }
    if let Some(give) = language.list("ratings.give").first() {
        let whom = list("ratings.recipients").map_or(String::new(), |whom| format!("{whom} "));
        lines.push((format!("... {give} {whom}{seven}."), "no scale"));
    }
    for thumb in language.list("ratings.thumbs") {
        for (words, value) in language
            .named
            .iter()
            .filter(|(words, _)| words.contains(thumb))
        {
            lines.push((
                (*words).to_owned(),
                if *value > 0.5 { "1.00" } else { "0.00" },
            ));
        }
    }
    lines
}

#[test]
fn what_is_read_in_the_words_of_any_language_is_converted() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for language in all() {
        for (line, expected) in lines(language) {
            count += 1;
            let found = rating_of(&format!("<p>{line}</p>")).map_or_else(
                || "not read".to_owned(),
                |rating| worth(&rating, Some(language.code)),
            );
            if found != expected {
                wrong.push(format!(
                    "{}: {line}: {found}, not {expected}",
                    language.code
                ));
            }
        }
    }
    assert!(count > 150, "{count}");
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
