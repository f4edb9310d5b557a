//! How critics lean.

use ovation_judge::{History, JudgeError, KnownVerdicts, RatingTable};
use ovation_terms::{ConvertedRating, PrintedRating, Probability};

fn converted(rating: &str) -> (ConvertedRating, Probability) {
    let table = RatingTable::bundled();
    let rating = table
        .convert(&PrintedRating::of(rating), None)
        .unwrap_or_else(|trouble| panic!("{trouble}"));
    let p = table.probability(&rating);
    (rating, p)
}

fn known(critic: &'static str, rating: &str, positive: bool) -> KnownVerdicts<'static> {
    KnownVerdicts {
        critic: Some(critic),
        outlet: Some("Film Quay"),
        rating: Some(converted(rating)),
        positive: u64::from(positive),
        negative: u64::from(!positive),
    }
}

fn at_rating(history: &History, critic: &str) -> f64 {
    let (rating, _) = converted("2.5/4");
    history
        .of(Some(critic), Some("Film Quay"), Some(&rating))
        .at_rating
}

#[test]
fn the_same_rating_means_for_in_one_hand_and_against_in_another() {
    let mut rows = vec![known("Ada Wren", "2.5/4", true); 8];
    rows.extend(vec![known("Tomas Vale", "2.5/4", false); 8]);
    let history = History::learn(&History::default(), &rows);
    assert!(at_rating(&history, "ADA WREN") > 0.8);
    assert!(at_rating(&history, "Tomas Vale") < -0.8);
    assert!(at_rating(&history, "Somebody New").abs() < 0.3);
}

#[test]
fn few_verdicts_move_a_critic_less_than_many() {
    let leaning = |count| {
        let rows = vec![known("Ada Wren", "2.5/4", true); count];
        at_rating(&History::learn(&History::default(), &rows), "Ada Wren")
    };
    assert!(leaning(1) < leaning(4) && leaning(4) < leaning(20));
    assert!(leaning(20) < 6.0);
}

#[test]
fn what_was_known_before_is_corrected_not_forgotten() {
    let rows = vec![known("Ada Wren", "2.5/4", true); 12];
    let before = History::learn(&History::default(), &rows);
    let untouched = History::learn(&before, &[known("Tomas Vale", "2.5/4", false)]);
    assert!(at_rating(&untouched, "Ada Wren") > 0.8);
    let corrected = History::learn(&before, &vec![known("Ada Wren", "2.5/4", false); 12]);
    assert!(at_rating(&corrected, "Ada Wren") < at_rating(&before, "Ada Wren") - 1.0);
}

#[test]
fn histories_are_kept_as_bytes_and_others_refused() {
    let rows = vec![known("Ada Wren", "2.5/4", true); 8];
    let history = History::learn(&History::default(), &rows);
    assert_eq!(History::from_bytes(&history.to_bytes()).unwrap(), history);
    for broken in [&b""[..], b"OVHI0001\x01", b"OVHI0002"] {
        assert!(matches!(
            History::from_bytes(broken),
            Err(JudgeError::Model(_))
        ));
    }
}
