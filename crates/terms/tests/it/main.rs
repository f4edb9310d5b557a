//! What other rooms rely on: text forms that survive, states that follow from reasons.

use ovation_terms::{
    Actor, Day, Hash, Moment, Probability, Reason, ReviewKey, Standing, State, excerpt, fold, slug,
};
use proptest::prelude::*;

#[test]
fn folding_keeps_what_tells_words_apart_and_drops_what_does_not() {
    for (text, folded) in [
        ("Amélie & Co.", "amelieandco"),
        ("L'Été, déjà", "letedeja"),
        ("Straße", "strasse"),
        ("Ёлки", "елки"),
        ("ガラスの城", "ガラスの城"),
        ("カラス", "カラス"),
        ("  --  ", ""),
        ("8½", "812"),
        ("ＡＢＣ", "abc"),
    ] {
        assert_eq!(fold(text), folded, "{text}");
    }
    assert_ne!(fold("ガ"), fold("カ"), "the marks of kana tell words apart");
}

#[test]
fn slugs_are_readable_and_short() {
    assert_eq!(
        slug("The Lamplighter's Daughter"),
        "the-lamplighters-daughter"
    );
    assert_eq!(slug("Größe: Ein Film"), "grosse-ein-film");
    assert_eq!(slug("???"), "");
    assert!(slug(&"word ".repeat(100)).chars().count() <= 60);
}

#[test]
fn excerpts_say_when_they_are_cut() {
    assert_eq!(excerpt("one  two\nthree", 3), "one two three");
    assert_eq!(excerpt("one two three four", 3), "one two three …");
}

#[test]
fn days_are_read_strictly() {
    assert_eq!(
        "2024-02-29".parse::<Day>().unwrap().to_string(),
        "2024-02-29"
    );
    for bad in [
        "2023-02-29",
        "2024-2-9",
        "24-02-01",
        "2024/02/01",
        "",
        "2024-02-01x",
        "-024-02-01",
    ] {
        let error = bad.parse::<Day>().unwrap_err().to_string();
        assert!(
            error.contains("2024-03-01") && error.contains(bad),
            "{error}"
        );
    }
}

#[test]
fn a_day_no_review_can_have_is_implausible() {
    let today: Day = "2026-05-01".parse().unwrap();
    for (day, plausible) in [
        ("1800-01-01", false),
        ("1895-12-28", true),
        ("2026-05-01", true),
        ("2026-05-02", true),
        ("2026-05-03", false),
        ("2999-01-01", false),
    ] {
        assert_eq!(
            day.parse::<Day>().unwrap().is_plausible(today),
            plausible,
            "{day}"
        );
    }
}

#[test]
fn a_day_as_a_moment_means_its_end() {
    let end: Moment = "2024-03-01".parse().unwrap();
    let noon: Moment = "2024-03-01T12:00:00Z".parse().unwrap();
    let next: Moment = "2024-03-02T00:00:00Z".parse().unwrap();
    assert!(noon < end && end < next);
    assert_eq!(end.day().to_string(), "2024-03-01");
}

#[test]
fn only_a_person_is_a_person() {
    assert!("person:ada".parse::<Actor>().unwrap().is_person());
    assert!(!"import:person:ada".parse::<Actor>().unwrap().is_person());
    for bad in ["ada", "person:", "", "robot:x"] {
        assert!(bad.parse::<Actor>().is_err(), "{bad}");
    }
}

#[test]
fn no_two_lists_of_parts_have_one_digest() {
    assert_ne!(
        Hash::of_parts(&[b"ab", b"c"]),
        Hash::of_parts(&[b"a", b"bc"])
    );
    assert_ne!(ReviewKey::of_parts(&[b""]), ReviewKey::of_parts(&[]));
}

#[test]
fn a_probability_is_never_out_of_range() {
    for bad in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
        assert!(Probability::new(bad).is_err());
    }
    assert!(Probability::HALF.is_positive());
    assert!(serde_json::from_str::<Probability>("1.5").is_err());
}

fn reasons() -> impl Strategy<Value = Vec<Reason>> {
    let codes = [
        "film-missing",
        "film-unknown",
        "film-ambiguous",
        "byline-ambiguous",
        "verdict-unsure",
        "rating-against-text",
        "scale-unknown",
        "language-untested",
        "nothing-to-judge",
        "not-a-review",
        "superseded",
        "by-person",
    ];
    prop::collection::vec(prop::sample::select(codes.to_vec()), 0..6)
        .prop_map(|codes| codes.into_iter().filter_map(Reason::from_code).collect())
}

#[test]
fn folding_any_letter_twice_changes_nothing() {
    for letter in '\0'..=char::MAX {
        let once = fold(&letter.to_string());
        assert_eq!(fold(&once), once, "{letter:?}");
    }
}

proptest! {
    #[test]
    fn a_state_follows_from_the_reasons_alone(reasons in reasons()) {
        let standing = Standing::new(reasons.clone());
        let expected = if reasons.is_empty() {
            State::Counted
        } else if reasons.iter().any(|reason| reason.state() == State::Excluded) {
            State::Excluded
        } else {
            State::Waiting
        };
        prop_assert_eq!(standing.state(), expected);
        let mut reversed = reasons;
        reversed.reverse();
        prop_assert_eq!(&Standing::new(reversed), &standing);
        prop_assert_eq!(&Standing::from_codes(&standing.to_codes()), &standing);
    }

    #[test]
    fn settling_every_reason_counts_the_review(reasons in reasons()) {
        let mut standing = Standing::new(reasons);
        standing.settle(|_| true);
        prop_assert_eq!(standing.state(), State::Counted);
    }

    #[test]
    fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn digests_survive_their_text_form(bytes in prop::array::uniform32(any::<u8>())) {
        let hash = Hash(bytes);
        prop_assert_eq!(hash.to_string().parse::<Hash>().unwrap(), hash);
        prop_assert!(hash.to_string().replacen(|_| true, "", 1).parse::<Hash>().is_err());
    }

    #[test]
    fn moments_survive_their_text_form(micros in -60_000_000_000_000_000_i64..250_000_000_000_000_000) {
        let moment = Moment(micros);
        prop_assert_eq!(moment.to_string().parse::<Moment>().unwrap(), moment);
    }

    #[test]
    fn parsing_never_panics(text in "\\PC{0,80}") {
        let _ = text.parse::<Day>();
        let _ = text.parse::<Moment>();
        let _ = text.parse::<Hash>();
        let _ = text.parse::<Actor>();
        let _ = slug(&text);
    }
}
