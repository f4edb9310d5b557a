//! Quotations beside the texts they are from, and beside each other.

use ovation_quotes::{Change, PrintedQuote, QuoteCheck, WhyOriginal, check_quote, group_quotes};
use ovation_terms::Day;
use proptest::prelude::*;

#[test]
fn a_quotation_is_exact_whatever_its_marks_and_capitals() {
    let text = "At noon she said: “We don’t make films for prizes. We make them for the dark.”";
    let quote = "we don't make films for prizes";
    let QuoteCheck::Exact { at, is_shortened } = check_quote(quote, text) else {
        panic!("not exact");
    };
    assert_eq!(
        text.get(at.start..at.end),
        Some("We don’t make films for prizes")
    );
    assert!(!is_shortened);
}

#[test]
fn words_left_out_at_an_ellipsis_are_no_alteration() {
    let text = "It is a slow, patient and finally rather beautiful film about boats.";
    let check = check_quote("It is a slow … beautiful film about boats", text);
    assert!(
        matches!(
            check,
            QuoteCheck::Exact {
                is_shortened: true,
                ..
            }
        ),
        "{check:?}"
    );
}

#[test]
fn a_dropped_not_is_told_apart_from_other_changes() {
    let text = "I would not call it a masterpiece, but I was moved.";
    let QuoteCheck::Altered {
        changes,
        is_negation_changed,
        ..
    } = check_quote("I would call it a masterpiece", text)
    else {
        panic!("not altered");
    };
    assert!(is_negation_changed);
    assert!(
        changes.contains(&Change::Dropped("not".to_owned())),
        "{changes:?}"
    );
    let check = check_quote("I would not call it a triumph", text);
    assert!(
        matches!(
            check,
            QuoteCheck::Altered {
                is_negation_changed: false,
                ..
            }
        ),
        "{check:?}"
    );
    let check = check_quote(
        "I will never call it a masterpiece, but I was moved",
        "I will call it a masterpiece, but I was moved",
    );
    assert!(
        matches!(
            check,
            QuoteCheck::Altered {
                is_negation_changed: true,
                ..
            }
        ),
        "{check:?}"
    );
}

#[test]
fn a_quotation_of_other_words_is_not_found() {
    let text = "The weather was fine and nobody spoke of the film.";
    assert_eq!(
        check_quote("An astonishing debut by a born storyteller", text),
        QuoteCheck::NotFound
    );
    assert_eq!(check_quote("", text), QuoteCheck::NotFound);
    assert_eq!(check_quote("Anything", ""), QuoteCheck::NotFound);
}

fn printed(words: &str, source: &str, day: i8) -> PrintedQuote {
    PrintedQuote {
        words: words.to_owned(),
        source: source.to_owned(),
        published: Day::new(2026, 5, day),
        ..PrintedQuote::default()
    }
}

#[test]
fn forms_of_one_quotation_are_grouped_with_the_likeliest_original_first() {
    let quotes = [
        printed("I will never shoot on film again", "first.example", 20),
        printed("I will shoot on film again", "second.example", 19),
        printed("I will never shoot on film again", "third.example", 21),
        printed("The lake was colder than we thought", "first.example", 20),
    ];
    let groups = group_quotes(&quotes);
    assert_eq!(groups.len(), 2);
    let group = groups.first().unwrap();
    assert_eq!(group.why, WhyOriginal::MostSources);
    assert_eq!(group.variants.first().unwrap().printed, [0, 2]);
    assert!(group.variants.get(1).unwrap().is_negation_changed);
}

#[test]
fn the_speakers_own_words_are_the_original_however_many_print_another_form() {
    let mut quotes = [
        printed("We shot it in ten days flat", "first.example", 1),
        printed("We shot it in ten days", "second.example", 2),
        printed("We shot it in ten days flat", "third.example", 3),
    ];
    quotes.get_mut(1).unwrap().is_own = true;
    let groups = group_quotes(&quotes);
    let group = groups.first().unwrap();
    assert_eq!(
        (groups.len(), group.why),
        (1, WhyOriginal::NearestToSpeaker)
    );
    assert_eq!(
        group.variants.first().unwrap().words,
        "We shot it in ten days"
    );
}

#[test]
fn without_a_majority_the_earliest_form_is_the_original() {
    let quotes = [
        printed("It was the longest winter of my life", "late.example", 9),
        printed("It was the longest winter of our lives", "early.example", 3),
    ];
    let groups = group_quotes(&quotes);
    let group = groups.first().unwrap();
    assert_eq!(group.why, WhyOriginal::Earliest);
    assert_eq!(group.variants.first().unwrap().printed, [1]);
}

proptest! {
    #[test]
    fn whatever_is_cut_from_a_text_is_found_in_it(words in prop::collection::vec("[a-z]{2,8}", 6..40), from in 0_usize..20, count in 4_usize..20) {
        let text = words.join(" ");
        let part: Vec<&String> = words.iter().skip(from % (words.len() - 4)).take(count).collect();
        let quote: Vec<&str> = part.iter().map(|word| word.as_str()).collect();
        let is_exact = matches!(check_quote(&quote.join(" "), &text), QuoteCheck::Exact { .. });
        prop_assert!(is_exact);
    }

    #[test]
    fn nothing_that_is_asked_breaks_the_check(quote in ".{0,200}", text in ".{0,400}") {
        check_quote(&quote, &text);
    }
}
