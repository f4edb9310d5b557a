use super::{DeletedTexts, TextRuns, runs_of_review, runs_of_words};
use crate::twins::{run_of, words_of};
use ovation_terms::{Evidence, ReviewFinding, Sourced, WordRuns};
use proptest::prelude::*;

fn sourced(value: &str) -> Sourced<String> {
    Sourced::new(value.to_owned(), Evidence::Address { url: String::new() })
}

fn review(critic: Option<&str>, film: &str, text: &str) -> TextRuns {
    let mut finding = ReviewFinding {
        text: Some(sourced(text)),
        critics: critic.map(sourced).into_iter().collect(),
        ..ReviewFinding::default()
    };
    finding.film.title = Some(sourced(film));
    runs_of_review(&finding)
}

/// Invented words, each another.
fn text(from: usize, words: usize) -> String {
    let words: Vec<String> = (from..from + words)
        .map(|word| format!("word{word}"))
        .collect();
    words.join(" ")
}

/// The same with one word in so many changed.
fn edited(from: usize, words: usize, one_in: usize, first: usize) -> String {
    let word = |word: usize| {
        if word % one_in == first % one_in {
            format!("other{word}")
        } else {
            format!("word{word}")
        }
    };
    let words: Vec<String> = (from..from + words).map(word).collect();
    words.join(" ")
}

fn deleted(words: &str) -> DeletedTexts {
    DeletedTexts::new([runs_of_words(words).digests()])
}

#[test]
fn a_short_text_is_known_by_who_signed_it_and_its_film() {
    let by_bo = review(Some("Bo Finch"), "The Lamplighter", "Warm and wise.");
    let texts = DeletedTexts::new([by_bo.digests()]);
    assert!(texts.know(&review(
        Some("BO FINCH"),
        "The Lamplighter (2024)",
        "Warm, and wise!"
    )));
    for (critic, film) in [
        (Some("Ada Quill"), "The Lamplighter"),
        (Some("Bo Finch"), "Glass Orchard"),
        (None, "The Lamplighter"),
    ] {
        assert!(!texts.know(&review(critic, film, "Warm and wise.")));
    }
}

#[test]
fn an_excerpt_of_a_deleted_text_is_one_and_a_turn_of_phrase_is_not() {
    let texts = deleted(&text(0, 60));
    assert!(texts.know(&runs_of_words(&text(5, 14))), "an excerpt of it");
    assert!(!texts.know(&runs_of_words(&text(5, 9))), "a turn of phrase");
    let short = deleted(&text(0, 9));
    assert!(short.know(&runs_of_words(&text(0, 9))), "all of it");
}

#[test]
fn a_text_deleted_before_runs_had_six_words_is_known_too() {
    let words = words_of(&text(0, 60), usize::MAX);
    let texts = DeletedTexts::new([WordRuns::of(words.windows(8).map(run_of))]);
    let longer = format!("{} {} {}", text(1_000, 300), text(0, 60), text(2_000, 300));
    for known in [text(0, 60), text(10, 14), longer, edited(0, 60, 12, 3)] {
        assert!(texts.know(&runs_of_words(&known)), "{known}");
    }
    let quoting = format!("{} {}", text(5, 25), text(100, 40));
    assert!(!texts.know(&runs_of_words(&quoting)));
}

#[test]
fn what_a_text_shares_with_those_deleted_is_told() {
    let texts = deleted(&text(0, 60));
    let quoting = runs_of_words(&format!("{} {}", text(5, 10), text(100, 40)));
    assert_eq!(texts.shared(&quoting).len(), 5);
}

proptest! {
    /// Whatever stands around it, whatever its length.
    #[test]
    fn a_deleted_text_with_one_word_in_eight_changed_is_known(
        words in 60_usize..400, one_in in 7_usize..20, first in 0_usize..20, around in 0_usize..2_000,
    ) {
        let page = format!(
            "{} {} {}", text(5_000, around), edited(0, words, one_in, first), text(9_000, around)
        );
        prop_assert!(deleted(&text(0, words)).know(&runs_of_words(&page)));
    }

    #[test]
    fn a_paragraph_of_a_deleted_text_is_known_in_a_long_page(
        words in 100_usize..1_000, from in 0_usize..60, around in 0_usize..2_000,
    ) {
        let page = format!("{} {} {}", text(5_000, around), text(from, 40), text(9_000, around));
        prop_assert!(deleted(&text(0, words)).know(&runs_of_words(&page)));
        let page = edited(from, 60, 8, from);
        let page = format!("{} {page} {}", text(5_000, around), text(9_000, around));
        prop_assert!(deleted(&text(0, words.max(140))).know(&runs_of_words(&page)));
    }

    /// In one piece or in three, in a text of any length that has more words of its own.
    #[test]
    fn a_quotation_of_twenty_five_words_passes(
        words in 60_usize..400, from in 0_usize..30, cut in (0_usize..13, 0_usize..12),
        own in 26_usize..500,
    ) {
        let texts = deleted(&text(0, words));
        let quoting = format!("{} {} {}", text(5_000, own), text(from, 25), text(9_000, 5));
        prop_assert!(!texts.know(&runs_of_words(&quoting)));
        let (one, two) = cut;
        let quoting = format!(
            "{} {} but {} and {} {}",
            text(5_000, own), text(from, one), text(from + one, two),
            text(from + one + two, 25 - one - two), text(9_000, 5)
        );
        prop_assert!(!texts.know(&runs_of_words(&quoting)));
    }

    #[test]
    fn other_texts_are_not_known(words in 1_usize..300, more in 1_usize..300) {
        prop_assert!(!deleted(&text(0, words)).know(&runs_of_words(&text(10_000, more))));
    }
}
