//! The order of judging and the reasons given.

use ovation_judge::{Case, Habits, Judge, Judgement};
use ovation_terms::{Basis, PrintedRating, Reason};

const PRAISE: &str =
    "A triumph: warm, funny and beautifully acted, easily one of the best films of the year.";
const SLATING: &str =
    "A dull, lifeless mess that wastes its cast and never once manages to be funny.";

fn judge(case: &Case<'_>) -> Judgement {
    Judge::bundled().judge(case, &Habits::new())
}

fn rated(printed: &str) -> PrintedRating {
    PrintedRating::of(printed)
}

#[test]
fn a_stated_verdict_outranks_rating_and_text() {
    let rating = rated("1/5");
    let judgement = judge(&Case {
        stated: Some(true),
        rating: Some(&rating),
        text: Some(SLATING),
        ..Case::default()
    });
    let verdict = judgement.verdict.unwrap();
    assert_eq!((verdict.p.get(), verdict.basis), (1.0, Basis::Stated));
    assert_eq!(judgement.rating.unwrap().scale, "/5");
    assert!(judgement.reasons.is_empty());
}

#[test]
fn a_rating_decides_without_text() {
    let rating = rated("4/5");
    let judgement = judge(&Case {
        rating: Some(&rating),
        ..Case::default()
    });
    let verdict = judgement.verdict.unwrap();
    assert_eq!(verdict.basis, Basis::Rating);
    assert_eq!(verdict.made_by, "ratings-2 mix-3");
    assert!(verdict.p.get() > 0.98);
    assert_eq!(verdict.why, "4/5 is 0.80 on /5, positive from 0.55");
    assert!(judgement.reasons.is_empty());
}

#[test]
fn text_moves_a_coin_toss_of_a_rating() {
    let rating = rated("2.5/4");
    let p = |text| {
        let judgement = judge(&Case {
            rating: Some(&rating),
            text,
            ..Case::default()
        });
        (judgement.verdict.unwrap(), judgement.reasons)
    };
    let (alone, reasons) = p(None);
    assert!((alone.p.get() - 0.5).abs() < 0.1);
    assert_eq!(reasons, [Reason::VerdictUnsure]);
    let (praised, _) = p(Some(PRAISE));
    let (slated, _) = p(Some(SLATING));
    assert!(praised.p.get() > 0.75 && slated.p.get() < 0.25);
    assert_eq!(praised.basis, Basis::Rating);
    assert!(praised.made_by == "ratings-2 minilm-2+linear-1 mix-3");
}

#[test]
fn a_text_that_contradicts_a_sure_rating_makes_the_review_wait() {
    let rating = rated("5/5");
    let judgement = judge(&Case {
        rating: Some(&rating),
        text: Some(SLATING),
        ..Case::default()
    });
    assert!(judgement.reasons.contains(&Reason::RatingAgainstText));
    let agreeing = judge(&Case {
        rating: Some(&rating),
        text: Some(PRAISE),
        ..Case::default()
    });
    assert!(agreeing.reasons.is_empty());
}

#[test]
fn text_alone_is_judged_by_the_model_and_waits_between_the_bounds() {
    let of = |text| {
        judge(&Case {
            text: Some(text),
            ..Case::default()
        })
    };
    let sure = of(PRAISE);
    assert_eq!(sure.verdict.unwrap().basis, Basis::Model);
    assert!(sure.reasons.is_empty());
    let unsure = of("The film opens in March. It is set in a harbour town in 1962.");
    assert!(unsure.verdict.is_some());
    assert_eq!(unsure.reasons, [Reason::VerdictUnsure]);
}

#[test]
fn an_unreadable_rating_leaves_the_text_to_judge_and_its_reason_behind() {
    let rating = rated("5.5/5");
    let judgement = judge(&Case {
        rating: Some(&rating),
        text: Some(PRAISE),
        ..Case::default()
    });
    assert_eq!(judgement.verdict.unwrap().basis, Basis::Model);
    assert!(judgement.rating_complaint.unwrap().contains("5.5/5"));
    assert_eq!(judgement.rating, None);
}

#[test]
fn what_cannot_be_judged_says_why() {
    let reasons = |rating: Option<&PrintedRating>, text, language| {
        let judgement = judge(&Case {
            rating,
            text,
            language,
            ..Case::default()
        });
        assert_eq!(judgement.verdict, None);
        judgement.reasons
    };
    let (bare, odd) = (rated("8"), rated("R"));
    assert_eq!(reasons(None, None, None), [Reason::NothingToJudge]);
    assert_eq!(reasons(None, Some("  \n"), None), [Reason::NothingToJudge]);
    assert_eq!(reasons(None, Some("…"), None), [Reason::NothingToJudge]);
    assert_eq!(reasons(Some(&odd), None, None), [Reason::RatingUnknown]);
    assert_eq!(reasons(Some(&bare), None, None), [Reason::ScaleUnknown]);
    for text in [
        "Un film noioso che non trova mai il suo ritmo e spreca gli attori.",
        "素晴らしい 映画 だった。 もう一度 観たい。",
    ] {
        assert_eq!(reasons(None, Some(text), None), [Reason::LanguageUntested]);
    }
    let dutch = "Een prachtige film die van begin tot eind boeit.";
    for language in [Some("nl"), Some("nl-BE"), None] {
        assert_eq!(
            reasons(None, Some(dutch), language),
            [Reason::LanguageUntested],
            "{language:?}"
        );
    }
}

#[test]
fn a_rating_in_any_language_is_judged_without_the_untested_text() {
    let rating = rated("4 van 5");
    let judgement = judge(&Case {
        rating: Some(&rating),
        text: Some("Een prachtige film die van begin tot eind boeit."),
        language: Some("nl"),
        ..Case::default()
    });
    let verdict = judgement.verdict.unwrap();
    assert_eq!(verdict.made_by, "ratings-2 mix-3");
    assert!(
        verdict.grounds.unwrap().tested_on.is_empty(),
        "no text was read"
    );
    assert!(judgement.reasons.is_empty());
}

#[test]
fn a_bare_number_is_judged_by_the_outlets_habit() {
    let mut habits = Habits::new();
    habits.note_many(Some("Ada Wren"), Some("Film Quay"), "/10", 12);
    let rating = rated("8");
    let judgement = Judge::bundled().judge(
        &Case {
            rating: Some(&rating),
            critic: Some("Tomas Vale"),
            outlet: Some("Film Quay"),
            ..Case::default()
        },
        &habits,
    );
    assert_eq!(judgement.rating.unwrap().scale, "/10");
    assert_eq!(judgement.verdict.unwrap().basis, Basis::Rating);
}

#[test]
fn without_a_model_only_ratings_and_stated_verdicts_are_judged() {
    let judge = Judge {
        model: None,
        ..Judge::linear()
    };
    let case = Case {
        text: Some(PRAISE),
        ..Case::default()
    };
    let judgement = judge.judge(&case, &Habits::new());
    assert_eq!(judgement.reasons, [Reason::NothingToJudge]);
}

#[test]
fn a_verdict_tells_both_sides_the_weightiest_sentence_and_the_languages_tested() {
    let text = format!("The film opens on a harbour in 1962. {SLATING} It runs for two hours.");
    let rating = rated("5/5");
    let judgement = judge(&Case {
        rating: Some(&rating),
        text: Some(&text),
        ..Case::default()
    });
    assert!(judgement.reasons.contains(&Reason::RatingAgainstText));
    let grounds = judgement.verdict.unwrap().grounds.unwrap();
    assert!(grounds.rating.unwrap().get() > 0.9 && grounds.text.unwrap().get() < 0.1);
    assert_eq!(grounds.sentence.as_deref(), Some(SLATING));
    assert_eq!(grounds.tested_on, ["en"]);
    assert_eq!(grounds.habit, None);
}

#[test]
fn accepting_more_errors_settles_more_and_accepting_none_nothing_that_is_not_stated() {
    let with = |accepted_error| Judge {
        accepted_error,
        ..Judge::linear()
    };
    let high = |accepted_error| with(accepted_error).bounds().high;
    assert!(high(0.01) > high(0.02) && high(0.02) > high(0.05));
    let case = Case {
        text: Some(PRAISE),
        ..Case::default()
    };
    let judgement = with(0.0).judge(&case, &Habits::new());
    assert_eq!(judgement.reasons, [Reason::VerdictUnsure]);
}

#[test]
fn junk_is_not_judged_and_says_what_it_is() {
    for (text, reason) in [
        (
            "404 Not Found. The page you requested does not exist.",
            Reason::NotAReview,
        ),
        (
            "We use cookies to improve your visit. Accept all cookies?",
            Reason::NotAReview,
        ),
        (
            "Harbour Lights: showtimes. Book tickets and select a cinema.",
            Reason::NotAReview,
        ),
        (
            "Please enable JavaScript to read this page.",
            Reason::NotAReview,
        ),
        ("Click to read the full review.", Reason::NothingToJudge),
        ("[Full review in Spanish]", Reason::NothingToJudge),
    ] {
        let judgement = judge(&Case {
            text: Some(text),
            ..Case::default()
        });
        assert_eq!(judgement.verdict, None, "{text}");
        assert_eq!(judgement.reasons, [reason], "{text}");
        assert!(judgement.text_complaint.is_some(), "{text}");
    }
    let review =
        "Buy tickets for it twice: the best film of the year, funny and moving to the end.";
    let judgement = judge(&Case {
        text: Some(review),
        ..Case::default()
    });
    assert!(judgement.verdict.unwrap().p.get() > 0.8);
}

#[test]
fn any_text_and_any_rating_get_an_answer_or_a_reason() {
    let long = "A dull film that never ends. ".repeat(180_000);
    assert!(long.len() > 5_000_000);
    let rating = rated(&"4/5,".repeat(100));
    for text in [
        "",
        "👏👏👏🎬",
        "\u{0}\u{feff}\u{200d}",
        "فيلم رائع جدا",
        "a",
        long.as_str(),
        &"x".repeat(1_000_000),
        &"'".repeat(100_000),
    ] {
        let judgement = judge(&Case {
            rating: Some(&rating),
            text: Some(text),
            ..Case::default()
        });
        assert!(judgement.verdict.is_some() || !judgement.reasons.is_empty());
        assert!(
            judgement
                .rating_complaint
                .unwrap()
                .contains("400 characters")
        );
    }
}
