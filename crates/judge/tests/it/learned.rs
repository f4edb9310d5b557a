//! What a record's own verdicts teach.

use ovation_judge::{
    Case, Habits, History, Judge, JudgeError, KnownVerdicts, OwnRatings, Rules, SettledVerdict,
};
use ovation_terms::{
    CriticId, Day, JudgeLearned, OutletId, PrintedRating, Probability, RatingRule, RuleSays, Seq,
    Whose,
};

fn p_of(judge: &Judge, printed: &str, own: Option<&OwnRatings>) -> Option<f64> {
    let rating = PrintedRating::of(printed);
    let case = Case {
        rating: Some(&rating),
        critic: Some("Ada Wren"),
        outlet: Some("Film Quay"),
        own,
        ..Case::default()
    };
    let judgement = judge.judge(&case, &Habits::new());
    judgement.verdict.map(|verdict| verdict.p.get())
}

fn taught(judge: &Judge, known: &[KnownVerdicts<'_>], settled: &[SettledVerdict]) -> Judge {
    let learned = judge.learn(&History::default(), known, settled);
    let entry = JudgeLearned {
        through: Seq(9),
        known: 0,
        settled: settled.len() as u64,
        correction: learned.correction,
        leanings: learned.history.to_hex(),
        of: judge.mix.version.clone(),
        brought_in: None,
    };
    judge.clone().taught(Seq(10), &entry).unwrap()
}

#[test]
fn a_critics_line_is_learned_from_the_records_own_verdicts() {
    let judge = Judge::linear();
    let rating = judge
        .table
        .convert(&PrintedRating::of("2.5/4"), None)
        .unwrap();
    let by_curve = judge.table.probability(&rating);
    let known = [KnownVerdicts {
        critic: Some("Ada Wren"),
        outlet: Some("Film Quay"),
        rating: Some((rating, by_curve)),
        positive: 1,
        negative: 14,
    }];
    let before = p_of(&judge, "2.5/4", None).unwrap();
    let after = taught(&judge, &known, &[]);
    assert!(p_of(&after, "2.5/4", None).unwrap() < before - 0.2);
    // The verdict says by what it was made.
    let rating = PrintedRating::of("2.5/4");
    let case = Case {
        rating: Some(&rating),
        ..Case::default()
    };
    let made_by = after.judge(&case, &Habits::new()).verdict.unwrap().made_by;
    assert!(made_by.ends_with(" learned-10"), "{made_by}");
}

#[test]
fn what_editors_found_wrong_is_corrected_once_and_not_again_with_every_lesson() {
    let judge = Judge::linear();
    // Of verdicts given 0.8 half were right.
    let half_right = |p: f64, correction| {
        (0..4_000).map(move |number| SettledVerdict {
            p: Probability::clamped(p),
            correction,
            positive: number % 2 == 0,
        })
    };
    let first: Vec<_> = half_right(0.8, (0.0, 1.0)).collect();
    let correction = judge.learn(&History::default(), &[], &first).correction;
    let odds = |p: f64| (p / (1.0 - p)).ln();
    let corrected = |p: f64| correction.0 + correction.1 * odds(p);
    assert!(corrected(0.8).abs() < 0.1, "{correction:?}");
    // Later verdicts are given as corrected; together with the first they teach the same.
    let later = 1.0 / (1.0 + (-corrected(0.8)).exp());
    let both: Vec<_> = first
        .iter()
        .copied()
        .chain(half_right(later, correction))
        .collect();
    let again = judge.learn(&History::default(), &[], &both).correction;
    assert!((again.0 - correction.0).abs() < 0.1 && (again.1 - correction.1).abs() < 0.1);
}

#[test]
fn a_lesson_that_cannot_be_is_refused() {
    let lesson = |correction, leanings: &str| JudgeLearned {
        through: Seq(1),
        known: 0,
        settled: 0,
        correction,
        leanings: leanings.to_owned(),
        of: String::new(),
        brought_in: None,
    };
    let fine = Judge::linear().history.to_hex();
    for lesson in [
        lesson((0.0, -1.0), &fine),
        lesson((f64::NAN, 1.0), &fine),
        lesson((0.0, 1.0), "zz"),
        lesson((0.0, 1.0), "4f5"),
        lesson((0.0, 1.0), ""),
    ] {
        let refused = Judge::linear().taught(Seq(2), &lesson);
        assert!(matches!(refused, Err(JudgeError::Model(_))), "{lesson:?}");
    }
}

fn rules() -> Rules {
    let rule = |whose, says| RatingRule {
        whose,
        says,
        from: None,
        until: None,
    };
    let outlet = Whose::Outlet(OutletId(1));
    let line = |positive_from| RuleSays::Line {
        scale: "/4".to_owned(),
        positive_from,
    };
    let bare = RuleSays::Bare {
        scale: "/10".to_owned(),
    };
    let form = RuleSays::Form {
        printed: "Worth the Bus Fare".to_owned(),
        value: 0.75,
    };
    Rules::new([
        rule(outlet, line(0.5)),
        rule(Whose::Critic(CriticId(1)), line(0.9)),
        RatingRule {
            until: "2019-12-31".parse().ok(),
            ..rule(outlet, bare)
        },
        rule(outlet, form),
    ])
}

#[test]
fn rules_of_an_outlet_or_critic_go_before_the_table_and_the_habit() {
    let judge = Judge::linear();
    let day = |text: &str| text.parse::<Day>().ok();
    let outlets = rules().of(None, Some(OutletId(1)), day("2019-05-01"));
    let critics = rules().of(Some(CriticId(1)), Some(OutletId(1)), day("2019-05-01"));
    let elsewhere = rules().of(Some(CriticId(2)), Some(OutletId(2)), day("2019-05-01"));
    // Where the line stands at 0.5, 2.5 of 4 is for the film; at 0.9, even 3.5 is against it.
    assert!(p_of(&judge, "2.5/4", Some(&outlets)).unwrap() > 0.9);
    assert!(p_of(&judge, "3/4", Some(&critics)).unwrap() < 0.1);
    assert_eq!(
        p_of(&judge, "2.5/4", Some(&elsewhere)),
        p_of(&judge, "2.5/4", None)
    );
    // A bare number has the scale that was set, 1 among them, but only for the days it holds.
    assert!(p_of(&judge, "8", Some(&outlets)).unwrap() > 0.9);
    assert!(p_of(&judge, "1", Some(&outlets)).unwrap() < 0.1);
    let later = rules().of(None, Some(OutletId(1)), day("2020-01-01"));
    assert_eq!(p_of(&judge, "8", Some(&later)), None);
    // A house's own words are worth what was set.
    assert!(p_of(&judge, "worth the bus fare!", Some(&outlets)).unwrap() > 0.9);
    assert_eq!(p_of(&judge, "worth the bus fare!", None), None);
}

#[test]
fn a_verdict_by_a_rule_says_so() {
    let own = rules().of(None, Some(OutletId(1)), None);
    let rating = PrintedRating::of("2.5/4");
    let case = Case {
        rating: Some(&rating),
        own: Some(&own),
        ..Case::default()
    };
    let verdict = Judge::linear()
        .judge(&case, &Habits::new())
        .verdict
        .unwrap();
    assert_eq!(
        verdict.why,
        "2.5/4 is 0.62 on /4, positive from 0.50, as set"
    );
}

#[test]
fn a_judge_comes_with_no_opinion_of_anybody() {
    let judge = Judge::linear();
    assert!(judge.history.is_empty());
    // Whoever wrote it and wherever it ran: the same rating and text give the same probability.
    let rating = PrintedRating::of("2.5/4");
    let p_of = |critic, outlet| {
        let case = Case {
            rating: Some(&rating),
            critic,
            outlet,
            ..Case::default()
        };
        judge.judge(&case, &Habits::new()).verdict.unwrap().p
    };
    let nobodys = p_of(None, None);
    for (critic, outlet) in [
        (Some("Ada Wren"), None),
        (None, Some("Film Quay")),
        (Some("Tomas Vale"), Some("Meridian")),
    ] {
        assert_eq!(p_of(critic, outlet), nobodys);
    }
}

#[test]
fn what_was_brought_in_is_where_learning_begins_and_own_verdicts_correct_it() {
    let judge = Judge::linear();
    let rating = judge
        .table
        .convert(&PrintedRating::of("2.5/4"), None)
        .unwrap();
    let by_curve = judge.table.probability(&rating);
    let known = |positive, negative| KnownVerdicts {
        critic: Some("Ada Wren"),
        outlet: Some("Film Quay"),
        rating: Some((rating.clone(), by_curve)),
        positive,
        negative,
    };
    let brought_in = History::learn(&History::default(), &[known(0, 60)]);
    let at = |history: &History| {
        let leaning = history.of(Some("Ada Wren"), Some("Film Quay"), Some(&rating));
        leaning.at_rating
    };
    assert!(at(&brought_in) < -1.0);
    assert_eq!(judge.learn(&brought_in, &[], &[]).history, brought_in);
    let corrected = judge.learn(&brought_in, &[known(40, 0)], &[]).history;
    assert!(at(&corrected) > at(&brought_in) + 1.0);
}
