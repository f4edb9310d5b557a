//! Evidence is where the value was read: the words there are the value, and nothing else on the page moves it.

use crate::corpus::{cases, read_case};
use ovation_read::{ReadLimits, Reading, SourceBytes, read};
use ovation_terms::{Day, Evidence, ReviewFinding, fold};
use proptest::prelude::*;

fn reading(html: &str) -> Reading {
    let source = SourceBytes {
        bytes: html.as_bytes(),
        address: "https://quay.example/2024/a-review/",
        content_type: Some("text/html; charset=utf-8"),
        fetched: Day::new(2024, 6, 1).unwrap(),
    };
    read(&source, &ReadLimits::default())
}

/// Every value of a finding that is a text, and the year, with its evidence.
fn values(finding: &ReviewFinding) -> Vec<(&'static str, String, &Evidence)> {
    let film = &finding.film;
    let mut all = Vec::new();
    for (name, value) in [
        ("title", &film.title),
        ("original title", &film.original_title),
        ("outlet", &finding.outlet),
        ("headline", &finding.headline),
    ] {
        all.extend(
            value
                .iter()
                .map(|it| (name, it.value.clone(), &it.evidence)),
        );
    }
    let people = film.directors.iter().chain(&finding.critics);
    all.extend(people.map(|it| ("person", it.value.clone(), &it.evidence)));
    all.extend(
        film.credits
            .iter()
            .map(|it| ("person", it.name.value.clone(), &it.name.evidence)),
    );
    all.extend(
        film.year
            .iter()
            .map(|it| ("year", it.value.to_string(), &it.evidence)),
    );
    all
}

/// The words at the evidence decode to the value: the value's own words are among them, whole.
fn check(case: &str, text: &str, finding: &ReviewFinding) -> usize {
    let mut located = 0;
    for (name, value, evidence) in values(finding) {
        let Evidence::Words {
            quote, start, end, ..
        } = evidence
        else {
            continue;
        };
        assert!(
            start < end,
            "{case}: {name} `{value}` has evidence of nothing"
        );
        assert_eq!(
            text.get(*start..*end),
            Some(quote.as_str()),
            "{case}: {name}"
        );
        let (value, quote) = (fold(&value), fold(quote));
        assert!(
            quote.contains(&value),
            "{case}: {name}: `{value}` is not what stands at `{quote}`"
        );
        located += 1;
    }
    located
}

#[test]
fn every_value_read_in_the_corpus_stands_at_its_evidence() {
    let mut located = 0;
    for case in cases() {
        let (_, reading) = read_case(&case);
        for finding in &reading.findings {
            located += check(&case.display().to_string(), &reading.text, finding);
        }
    }
    assert!(located >= 80, "{located} values were located");
}

/// A review whose film is named by marked words in its text alone, between words that no other place has.
fn page(title: &str, year: i16, before: &[String], after: &[String]) -> String {
    let paragraphs = |words: &[String]| -> String {
        if words.is_empty() {
            return String::new();
        }
        format!("<p>{}</p>", words.join("</p><p>"))
    };
    format!(
        "<!doctype html><html><head><title>A night to remember | The Quay</title></head><body><article>\
         <h1>A night to remember</h1>{}<p>Zzyq <em>{title}</em> ({year}) qyzz is a film whose director trusts the \
         actors: every scene is beautiful, the plot never dull.</p><p>The critics will love <em>{title}</em>. This \
         review gives the film its due: superb performances, a director in command.</p><p>Rating: 4/5</p>\
         <p><em>{title}</em> is a movie about loss, and <em>{title}</em> is a film about hope.</p>{}\
         </article></body></html>",
        paragraphs(before),
        paragraphs(after),
    )
}

fn title_of(reading: &Reading) -> Option<&Evidence> {
    let finding = reading.findings.first()?;
    Some(&finding.film.title.as_ref()?.evidence)
}

#[test]
fn a_title_is_not_taken_for_the_first_place_where_its_letters_stand() {
    let before =
        vec!["Upon the quay nobody looked up. Upward goes the lamp, and UPSTAIRS too.".to_owned()];
    let reading = reading(&page("Up", 2009, &before, &[]));
    check("Up", &reading.text, &reading.findings[0]);
    let Some(Evidence::Words {
        before,
        after,
        quote,
        ..
    }) = title_of(&reading)
    else {
        panic!("{:?}", reading.findings[0].film);
    };
    assert_eq!(quote, "Up");
    assert!(
        before.ends_with("Zzyq ") && after.starts_with(" (2009) qyzz"),
        "{before}|{after}"
    );
    let year = reading.findings[0].film.year.as_ref().unwrap();
    assert_eq!(year.value, 2009);
    let Evidence::Words { after, .. } = &year.evidence else {
        panic!("{year:?}");
    };
    assert!(after.starts_with(") qyzz"), "{after}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn other_places_with_the_same_words_move_no_evidence(
        title in prop_oneof![Just("Up"), Just("Salt Road"), Just("Her"), Just("The Mill"), Just("Nope & Sons")],
        year in 1950_i16..2024,
        before in proptest::collection::vec(0..6_usize, 0..4),
        after in proptest::collection::vec(0..6_usize, 0..4),
    ) {
        let escaped = title.replace('&', "&amp;");
        let others = |kinds: &[usize]| -> Vec<String> {
            kinds.iter().map(|kind| match kind {
                0 => format!("Nobody at the quay said {escaped} before."),
                1 => format!("{escaped}on and {escaped}ward went the lamp."),
                2 => format!("In {year} the harbour was new."),
                3 => format!("Words on pre{escaped} and {escaped}s, and of {escaped}."),
                4 => format!("{year} seasons ago, as {escaped} goes."),
                _ => "The lamp is lit.".to_owned(),
            }).collect()
        };
        let reading = reading(&page(&escaped, year, &others(&before), &others(&after)));
        for finding in &reading.findings {
            check("generated", &reading.text, finding);
            let Some(found) = finding.film.title.as_ref().filter(|it| fold(&it.value) == fold(title)) else {
                continue;
            };
            let Evidence::Words { before, after, .. } = &found.evidence else {
                panic!("{found:?}");
            };
            prop_assert!(before.ends_with("Zzyq "), "{before}");
            prop_assert!(after.starts_with(&format!(" ({year}) qyzz")), "{after}");
            let year = finding.film.year.as_ref().map(|found| &found.evidence);
            if let Some(Evidence::Words { after, .. }) = year {
                prop_assert!(after.starts_with(") qyzz"), "{after}");
            }
        }
    }
}
