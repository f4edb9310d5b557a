//! Texts in other languages than English.

use ovation_judge::{Case, Habits, Judge, JudgeError, Judgement, LanguageModels};
use ovation_terms::{Hash, PrintedRating, Reason};
use std::borrow::Cow;

/// Language, side and text of invented reviews.
const REVIEWS: &str = include_str!("reviews.tsv");

const CARD: &str = include_str!("../../../../models/verdict-languages/CARD.md");

fn reviews() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    REVIEWS.lines().filter_map(|line| {
        let (language, rest) = line.split_once('\t')?;
        let (side, text) = rest.split_once('\t')?;
        Some((language, side, text))
    })
}

fn judged(text: &str, language: Option<&str>) -> Judgement {
    let case = Case {
        text: Some(text),
        language,
        ..Case::default()
    };
    Judge::bundled().judge(&case, &Habits::new())
}

#[test]
fn clear_reviews_are_read_as_what_they_are_and_plain_facts_are_not_settled() {
    for (language, side, text) in reviews() {
        let judgement = judged(text, Some(language));
        let p = judgement.verdict.unwrap().p.get();
        match side {
            "for" => assert!(p > 0.9, "{language}: {p} for {text}"),
            "against" => assert!(p < 0.1, "{language}: {p} for {text}"),
            _ => assert!(!judgement.reasons.is_empty(), "{language}: {p} for {text}"),
        }
    }
}

#[test]
fn a_text_is_never_read_as_another_language_whatever_is_declared() {
    let mut told = 0;
    for (language, _, text) in reviews() {
        for declared in [None, Some("en"), Some("nl")] {
            if let Some(verdict) = judged(text, declared).verdict {
                let grounds = verdict.grounds.unwrap();
                assert_eq!(grounds.tested_on, [language], "{declared:?}: {text}");
                told += 1;
            }
        }
    }
    assert!(told >= 9, "{told}: at the least all in Hangul");
}

#[test]
fn every_verdict_says_on_what_its_language_was_tested_and_on_how_many_texts() {
    let models = LanguageModels::bundled();
    for (language, _, text) in reviews() {
        let verdict = judged(text, Some(language)).verdict.unwrap();
        let facts = models.of(language).unwrap().facts();
        let texts = facts.tested.texts;
        assert!(texts > 0);
        let grounds = verdict.grounds.as_ref().unwrap();
        assert_eq!(grounds.tested_texts, Some(texts));
        assert_eq!(grounds.tested_on, [language]);
        let told = format!(
            "by a model for {language} that was tested on {texts} {}",
            facts.tested_kind
        );
        assert!(verdict.why.contains(&told), "{}", verdict.why);
        let sides = verdict.sides().join(" ");
        assert!(
            sides.contains(&format!("tested on {language}, {texts} texts")),
            "{sides}"
        );
        assert!(
            verdict.made_by.contains(models.version()),
            "{}",
            verdict.made_by
        );
    }
}

#[test]
fn a_language_that_was_not_learned_waits_without_a_verdict() {
    for (language, text) in [
        (
            "it",
            "Un film noioso che non trova mai il suo ritmo e spreca gli attori.",
        ),
        (
            "nl",
            "Een prachtige film die van het begin tot het einde boeit en ontroert.",
        ),
        (
            "cs",
            "Nádherný film, který dojme i pobaví a má skvělé herce.",
        ),
    ] {
        for declared in [Some(language), None] {
            let judgement = judged(text, declared);
            assert_eq!(judgement.verdict, None, "{text}");
            assert_eq!(judgement.reasons, [Reason::LanguageUntested], "{text}");
        }
    }
}

#[test]
fn a_language_without_a_bound_that_keeps_to_the_accepted_error_waits_with_its_verdict_shown() {
    let models = LanguageModels::bundled();
    let german =
        "Ein großartiger, wunderschöner Film, der von Anfang an fesselt und großen Spaß macht.";
    assert_eq!(models.of("de-AT").unwrap().sure_from(0.02), None);
    let judgement = judged(german, Some("de-AT"));
    assert!(judgement.verdict.is_some());
    assert_eq!(judgement.reasons, [Reason::LanguageUntested]);
}

#[test]
fn accepting_more_errors_settles_more_in_every_language_and_accepting_none_nothing() {
    for model in LanguageModels::bundled().models() {
        let language = &model.facts().language;
        assert_eq!(model.sure_from(0.0), None, "{language}");
        let sure = [0.01, 0.02, 0.05, 0.1].map(|wrong| model.sure_from(wrong).unwrap_or(1.0));
        assert!(sure.is_sorted_by(|a, b| a >= b), "{language}: {sure:?}");
    }
}

#[test]
fn a_rating_decides_and_a_text_that_is_sure_of_the_opposite_makes_it_wait() {
    let rating = PrintedRating::of("5/5");
    for (language, side, text) in reviews() {
        let case = Case {
            rating: Some(&rating),
            text: Some(text),
            language: Some(language),
            ..Case::default()
        };
        let judgement = Judge::bundled().judge(&case, &Habits::new());
        assert!(judgement.verdict.unwrap().p.get() > 0.9, "{text}");
        match side {
            "for" => assert!(judgement.reasons.is_empty(), "{:?}", judgement.reasons),
            "against" => assert!(
                judgement.reasons.is_empty() || judgement.reasons == [Reason::RatingAgainstText],
                "{:?}",
                judgement.reasons
            ),
            _ => {}
        }
    }
}

#[test]
fn points_at_the_sentence_that_weighed_most() {
    let (_, _, praise) = reviews().nth(3).unwrap();
    let praise = praise.replace(". La", ", la").replace(" : un", ", un");
    let text = format!("Il dure deux heures. {praise}");
    let judgement = judged(&text, Some("fr"));
    let sentence = text.get(judgement.weightiest.unwrap()).unwrap();
    assert_eq!(sentence, praise);
}

#[test]
fn the_built_in_files_are_those_of_their_card_and_of_a_size_that_is_carried_easily() {
    let (facts, weights) = LanguageModels::bundled_files();
    for bytes in [facts.as_bytes(), weights] {
        let digest = Hash::of(bytes).to_string();
        assert!(CARD.contains(&digest), "the card lacks {digest}");
    }
    assert!(weights.len() + facts.len() < 8_000_000);
}

#[test]
fn files_that_do_not_fit_are_refused() {
    let (facts, weights) = LanguageModels::bundled_files();
    let read =
        |facts: &str, weights: &[u8]| LanguageModels::read(facts, Cow::Owned(weights.to_vec()));
    assert!(read(facts, weights).is_ok());
    let longer = [weights, b"\0"].concat();
    for (facts, weights) in [
        ("", weights),
        ("{}", weights),
        (facts, &weights[..weights.len() - 1]),
        (facts, &longer[..]),
        (facts, b"OVVM0001"),
        (facts, b""),
    ] {
        assert!(matches!(read(facts, weights), Err(JudgeError::Model(_))));
    }
    let any = LanguageModels::read(facts, Cow::Owned(weights.to_vec())).unwrap();
    for model in any.models() {
        for text in [
            "",
            " ",
            "!",
            "👏👏",
            "\u{301}",
            &"ab".repeat(100_000),
            &"a b ".repeat(100_000),
        ] {
            assert!(model.log_odds(text).is_none_or(f64::is_finite));
        }
    }
}
