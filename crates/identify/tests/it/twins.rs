use ovation_identify::{Sameness, Shingles, Signature, sameness};
use std::fmt::Write as _;

/// Words without pattern, told apart by `seed`.
fn text(seed: u64, words: usize) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut made = String::new();
    for _ in 0..words {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        write!(made, "word{} ", state % 400).unwrap();
    }
    made
}

fn of(text: &str) -> Shingles {
    Shingles::of(text).unwrap()
}

#[test]
fn a_repost_with_another_beginning_and_a_cut_end_is_the_same() {
    let whole = text(1, 600);
    let words: Vec<&str> = whole.split(' ').collect();
    let repost = format!("First seen in the Meridian. {}", words[40..520].join(" "));
    let overlap = of(&whole).overlap(&of(&repost));
    assert!(overlap > 0.9, "{overlap}");
    let unsigned = Signature::default();
    assert_eq!(sameness(overlap, &unsigned, &unsigned), Sameness::One);
}

#[test]
fn case_punctuation_and_spacing_do_not_matter() {
    let one = text(2, 60);
    let two = one.to_uppercase().replace(' ', ",  ");
    assert_eq!(of(&one), of(&two));
    assert!((of(&one).overlap(&of(&two)) - 1.0).abs() < 1e-9);
}

#[test]
fn a_review_that_quotes_another_is_its_own() {
    let other = text(3, 500);
    let words: Vec<&str> = other.split(' ').collect();
    let mine = format!(
        "{} {} {}",
        text(4, 200),
        words[..60].join(" "),
        text(5, 200)
    );
    let unsigned = Signature::default();
    let overlap = of(&other).overlap(&of(&mine));
    assert_eq!(sameness(overlap, &unsigned, &unsigned), Sameness::Two);
}

#[test]
fn what_is_too_short_to_tell_has_no_marks() {
    assert_eq!(
        Shingles::of("A lamp that keeps its light to the last frame."),
        None
    );
    assert_eq!(Shingles::of(""), None);
    assert_eq!(Shingles::of(&"—. ".repeat(400)), None);
}

#[test]
fn marks_find_most_texts_that_share_eight_in_ten_runs() {
    let found = (0..200)
        .filter(|seed| {
            let whole = text(100 + seed, 300);
            let words: Vec<&str> = whole.split(' ').collect();
            let repost = words[..250].join(" ");
            let minhashes = of(&whole).minhashes();
            of(&repost)
                .minhashes()
                .iter()
                .any(|mark| minhashes.contains(mark))
        })
        .count();
    assert!(found >= 190, "{found} of 200");
}

#[test]
fn texts_without_a_run_in_common_share_no_mark() {
    for seed in 0..200 {
        let (one, two) = (of(&text(seed, 300)), of(&text(1_000 + seed, 300)));
        assert!(one.overlap(&two) < 0.01);
        assert!(
            one.minhashes()
                .iter()
                .all(|mark| !two.minhashes().contains(mark))
        );
    }
}

#[test]
fn marks_stay_what_they_are_for_they_stand_in_ledgers() {
    let words = "the lamp is lit and the film begins while the street outside goes on about its \
                 evening without ever looking up at the window";
    assert_eq!(of(words).minhashes(), MARKS_OF_THE_WINDOW);
}

const MARKS_OF_THE_WINDOW: [i64; 3] = [
    3_718_445_234_929_317_639,
    4_795_810_819_010_549_371,
    1_032_452_491_463_270_531,
];
