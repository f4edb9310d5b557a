use crate::making::{ballot, ballots, day, rated, signer};
use ovation_score::{
    Fate, OutletWeights, Panel, Question, SpreadWord, fates, interval, ranking_order, score,
    weighted,
};
use ovation_terms::{Ballot, CriticId, Moment, OutletId, Reason, ReviewId, Seq, Standing, State};
use proptest::prelude::*;

fn now() -> Question {
    Question::default()
}

fn as_of(text: &str) -> Question {
    Question {
        as_of: Some(day(text)),
        ..Question::default()
    }
}

#[test]
fn counts_the_share_of_positive_reviews_by_hand() {
    let reviews = [
        ballot(1, "2024-03-01", 1.0),
        ballot(2, "2024-03-02", 0.5),
        ballot(3, "2024-03-03", 0.49),
        ballot(4, "2024-03-04", 0.0),
        ballot(5, "2024-03-05", 0.93),
    ];
    let found = score(&reviews, &now());
    assert_eq!((found.n, found.positives), (5, 3));
    let approval = found.approval.unwrap();
    assert_eq!(approval.percent, 60.0);
    assert!(found.headline);
    let count = crate::interval::count([1.0, 0.5, 0.49, 0.0, 0.93]);
    let expected = interval(&count);
    assert_eq!(approval.low, 100.0 * expected.low);
    assert_eq!(approval.high, 100.0 * expected.high);
}

#[test]
fn under_five_reviews_there_is_no_headline() {
    let reviews: Vec<Ballot> = (1..=5).map(|i| ballot(i, "2024-03-01", 1.0)).collect();
    assert!(!score(&reviews[..4], &now()).headline);
    assert!(score(&reviews, &now()).headline);
    let nothing = score(&[], &now());
    assert!(nothing.approval.is_none() && nothing.average.is_none() && !nothing.headline);
}

#[test]
fn the_latest_review_of_a_critic_stands_and_the_older_is_excluded_as_superseded() {
    let older = ballot(1, "2024-03-01", 0.0);
    let newer = Ballot {
        critic: older.critic,
        ..ballot(2, "2024-03-09", 1.0)
    };
    let reviews = [newer, older];
    let found = score(&reviews, &now());
    assert_eq!((found.found, found.counted, found.excluded), (2, 1, 1));
    assert_eq!(found.positives, 1);
    assert_eq!(found.reasons["superseded"], 1);
    let before = score(&reviews, &as_of("2024-03-08"));
    assert_eq!((before.found, before.n, before.positives), (1, 1, 0));
    assert_eq!(
        fates(&reviews, &as_of("2024-03-08")),
        [(1, Fate::In { unsure: false }), (0, Fate::NotYet)]
    );
}

/// A review by critics 1 and 2.
fn joint(review: i64, published: &str, p: f64) -> Ballot {
    Ballot {
        critic: Some(CriticId(1)),
        also_by: vec![signer(2)],
        ..ballot(review, published, p)
    }
}

fn by(critic: i64, review: i64, published: &str, p: f64) -> Ballot {
    Ballot {
        critic: Some(CriticId(critic)),
        ..ballot(review, published, p)
    }
}

#[test]
fn a_joint_review_counts_once_and_stands_as_long_as_one_of_its_critics_has_no_later_one() {
    let early = "2024-03-01";
    let late = "2024-03-09";
    let cases: [(&str, Vec<Ballot>, Vec<i64>); 7] = [
        ("alone", vec![joint(11, early, 1.0)], vec![11]),
        (
            "the second writes alone later: both have their own",
            vec![joint(11, early, 1.0), by(2, 12, late, 0.0)],
            vec![11, 12],
        ),
        (
            "the second wrote alone before: the joint one is the latest of both",
            vec![by(2, 12, early, 0.0), joint(11, late, 1.0)],
            vec![11],
        ),
        (
            "the first writes alone later",
            vec![joint(11, early, 1.0), by(1, 12, late, 0.0)],
            vec![11, 12],
        ),
        (
            "both write alone later",
            vec![
                joint(11, early, 1.0),
                by(1, 12, late, 0.0),
                by(2, 13, late, 1.0),
            ],
            vec![12, 13],
        ),
        (
            "two joint ones",
            vec![joint(11, early, 1.0), joint(12, late, 0.0)],
            vec![12],
        ),
        (
            "somebody else",
            vec![joint(11, early, 1.0), by(3, 12, late, 0.0)],
            vec![11, 12],
        ),
    ];
    for (what, reviews, wanted) in cases {
        let found = fates(&reviews, &now());
        let mut counted: Vec<i64> = found
            .iter()
            .filter(|(_, fate)| matches!(fate, Fate::In { .. }))
            .map(|(place, _)| reviews[*place].review.0)
            .collect();
        counted.sort_unstable();
        assert_eq!(counted, wanted, "{what}");
    }
}

#[test]
fn a_panel_of_the_second_critic_has_the_joint_review_for_that_one_alone() {
    let reviews = [joint(11, "2024-03-01", 1.0), by(2, 12, "2024-03-09", 0.0)];
    let question = Question {
        panel: Panel {
            critics: vec![CriticId(2)],
            ..Panel::default()
        },
        ..Question::default()
    };
    let found = score(&reviews, &question);
    assert_eq!((found.found, found.n, found.positives), (2, 1, 0));
}

#[test]
fn a_newer_review_that_is_out_does_not_replace_an_older_one() {
    let older = ballot(1, "2024-03-01", 1.0);
    let newer = Ballot {
        critic: older.critic,
        standing: Standing::new(vec![Reason::ByPerson]),
        ..ballot(2, "2024-03-09", 0.0)
    };
    let found = score(&[older, newer], &now());
    assert_eq!((found.n, found.positives, found.excluded), (1, 1, 1));
}

#[test]
fn unsigned_reviews_each_count() {
    let unsigned = |id| Ballot {
        critic: None,
        critic_name: String::new(),
        ..ballot(id, "2024-03-01", 1.0)
    };
    assert_eq!(score(&[unsigned(1), unsigned(2)], &now()).n, 2);
}

#[test]
fn a_waiting_review_with_film_and_p_counts_in_the_meantime_as_unsure() {
    let waiting = |id, reason, p| Ballot {
        p,
        standing: Standing::new(vec![reason]),
        ..ballot(id, "2024-03-01", 0.6)
    };
    let p = ballot(1, "2024-03-01", 0.6).p;
    let reviews = [
        ballot(1, "2024-03-01", 1.0),
        waiting(2, Reason::VerdictUnsure, p),
        waiting(3, Reason::FilmAmbiguous, p),
        waiting(4, Reason::ScaleUnknown, None),
    ];
    let found = score(&reviews, &now());
    assert_eq!((found.found, found.counted, found.waiting), (4, 1, 3));
    assert_eq!((found.n, found.unsure), (2, 1));
    let fates = fates(&reviews, &now());
    assert_eq!(fates[1].1, Fate::In { unsure: true });
    assert_eq!(fates[2].1, Fate::Out(vec![Reason::FilmAmbiguous]));
    assert_eq!(fates[2].1.state(), Some(State::Waiting));
}

#[test]
fn a_review_without_a_day_counts_from_the_day_it_was_recorded() {
    let undated = Ballot {
        published: None,
        first_recorded: "2024-05-02T23:59:59Z".parse::<Moment>().unwrap(),
        ..ballot(1, "2024-03-01", 1.0)
    };
    assert_eq!(
        score(std::slice::from_ref(&undated), &as_of("2024-05-01")).found,
        0
    );
    assert_eq!(score(&[undated], &as_of("2024-05-02")).found, 1);
}

#[test]
fn a_version_recorded_after_the_second_clock_is_not_yet_known() {
    let review = ballot(1, "2024-03-01", 1.0);
    let known = |micros| Question {
        known_at: Some(Moment(review.recorded.0 + micros)),
        ..Question::default()
    };
    assert_eq!(score(std::slice::from_ref(&review), &known(0)).n, 1);
    assert_eq!(score(std::slice::from_ref(&review), &known(-1)).found, 0);
}

#[test]
fn of_several_versions_of_a_review_the_latest_entry_is_taken() {
    let first = ballot(1, "2024-03-01", 0.0);
    let later = Ballot {
        entry: Seq(9),
        ..ballot(1, "2024-03-01", 1.0)
    };
    let found = score(&[later.clone(), first.clone()], &now());
    assert_eq!((found.found, found.positives), (1, 1));
    assert_eq!(found, score(&[first, later], &now()));
}

#[test]
fn a_panel_sees_only_its_own_reviews() {
    let elsewhere = Ballot {
        outlet: Some(OutletId(2)),
        ..ballot(3, "2024-03-01", 0.0)
    };
    let reviews = [
        ballot(1, "2024-03-01", 1.0),
        ballot(2, "2024-03-01", 1.0),
        elsewhere,
    ];
    let by = |critics: &[i64], outlets: &[i64]| Question {
        panel: Panel {
            critics: critics.iter().copied().map(CriticId).collect(),
            outlets: outlets.iter().copied().map(OutletId).collect(),
            ..Panel::default()
        },
        ..Question::default()
    };
    assert_eq!(score(&reviews, &by(&[1, 3], &[])).found, 2);
    assert_eq!(score(&reviews, &by(&[], &[1])).found, 2);
    assert_eq!(score(&reviews, &by(&[1, 3], &[2])).found, 1);
    assert!(Panel::default().is_everybody());
}

#[test]
fn averages_the_ratings_on_ten_and_sorts_them_into_tenths() {
    let mut reviews: Vec<Ballot> = [0.0, 0.1, 0.7, 0.95, 1.0]
        .into_iter()
        .zip(1..)
        .map(|(rating, id)| rated(id, "2024-03-01", rating))
        .collect();
    reviews.push(ballot(9, "2024-03-01", 1.0));
    let found = score(&reviews, &now());
    let average = found.average.unwrap();
    assert!((average.mean - 5.5).abs() < 1e-12);
    assert_eq!(average.rated, 5);
    assert_eq!(found.histogram, [1, 1, 0, 0, 0, 0, 0, 1, 0, 2]);
}

#[test]
fn weights_ratings_by_their_outlet() {
    let mut reviews = vec![
        rated(1, "2024-03-01", 0.8),
        rated(2, "2024-03-01", 0.2),
        ballot(3, "2024-03-01", 1.0),
    ];
    reviews[1].outlet = Some(OutletId(2));
    let weights = OutletWeights::from([(OutletId(2), 3.0)]);
    let found = weighted(&reviews, &now(), &weights).unwrap();
    // (1 x 80 + 3 x 20) / 4
    assert!((found.score - 35.0).abs() < 1e-12);
    assert_eq!((found.rated, found.unrated), (2, 1));
    let plain = weighted(&reviews, &now(), &OutletWeights::new()).unwrap();
    assert!((plain.score - 50.0).abs() < 1e-12);
    assert!(weighted(&reviews[2..], &now(), &weights).is_none());
}

#[test]
fn an_expected_rating_stands_in_for_a_printed_one_in_the_weighted_score_alone() {
    let mut reviews = vec![rated(1, "2024-03-01", 0.8), ballot(2, "2024-03-01", 1.0)];
    reviews[0].expected = Some(0.1);
    reviews[1].expected = Some(0.4);
    let found = weighted(&reviews, &now(), &OutletWeights::new()).unwrap();
    assert!((found.score - 60.0).abs() < 1e-12, "{found:?}");
    assert_eq!((found.rated, found.expected, found.unrated), (1, 1, 0));
    let whole = score(&reviews, &now());
    assert_eq!(whole.average.unwrap().rated, 1);
    reviews[1].expected = Some(f64::NAN);
    let odd = weighted(&reviews, &now(), &OutletWeights::new()).unwrap();
    assert_eq!((odd.rated, odd.expected, odd.unrated), (1, 0, 1));
}

#[test]
fn a_few_perfect_reviews_do_not_outrank_many_almost_perfect_ones() {
    let of = |positive: i64, n: i64| {
        let reviews: Vec<Ballot> = (1..=n)
            .map(|id| ballot(id, "2024-03-01", if id <= positive { 1.0 } else { 0.0 }))
            .collect();
        score(&reviews, &now())
    };
    let (six, many, four) = (of(6, 6), of(291, 300), of(4, 4));
    let mut order = [&four, &six, &many];
    order.sort_by(|a, b| ranking_order(a, b));
    assert_eq!(order.map(|score| score.n), [300, 6, 4]);
}

proptest! {
    #[test]
    fn found_is_counted_waiting_and_excluded_at_every_clock(
        reviews in ballots(40), last in 1..28_i8
    ) {
        let question = Question {
            as_of: ovation_terms::Day::new(2024, 3, last),
            ..Question::default()
        };
        let found = score(&reviews, &question);
        prop_assert_eq!(found.found, found.counted + found.waiting + found.excluded);
        prop_assert_eq!(found.n, found.counted + found.unsure);
        let there = reviews
            .iter()
            .filter(|ballot| Some(ballot.published_or_recorded()) <= question.as_of)
            .count() as u64;
        prop_assert_eq!(found.found, there);
        prop_assert!(found.positives <= found.n);
    }

    #[test]
    fn order_and_repeats_do_not_matter(reviews in ballots(30), turn in 0..30_usize) {
        let mut other = reviews.clone();
        other.reverse();
        let turn = turn.min(other.len());
        other.rotate_left(turn);
        other.extend(reviews.iter().take(turn).cloned());
        prop_assert_eq!(score(&reviews, &now()), score(&other, &now()));
    }

    #[test]
    fn each_critic_has_one_review_in_the_score(reviews in ballots(40)) {
        let fates = fates(&reviews, &now());
        let counted = fates.iter().filter(|(_, fate)| matches!(fate, Fate::In { .. }));
        for (place, _) in counted {
            let review = &reviews[*place];
            // Of one of those who signed it, it is the latest that takes part.
            let is_latest = |critic: CriticId| {
                let mut own = reviews.iter().filter(|it| it.signers().any(|id| id == critic));
                own.all(|it| !it.takes_part() || it.standing_order() <= review.standing_order())
            };
            prop_assert!(review.critic.is_none() || review.signers().any(is_latest));
        }
    }

    #[test]
    fn a_review_published_later_never_shows_in_an_earlier_score(reviews in ballots(30)) {
        let question = as_of("2024-03-14");
        let early: Vec<Ballot> = reviews
            .iter()
            .filter(|ballot| ballot.published_or_recorded() <= day("2024-03-14"))
            .cloned()
            .collect();
        prop_assert_eq!(score(&reviews, &question), score(&early, &now()));
    }

    #[test]
    fn every_review_of_the_panel_has_one_fate(reviews in ballots(30)) {
        let mut seen: Vec<ReviewId> =
            fates(&reviews, &now()).iter().map(|(place, _)| reviews[*place].review).collect();
        seen.sort();
        let mut all: Vec<ReviewId> = reviews.iter().map(|ballot| ballot.review).collect();
        all.sort();
        prop_assert_eq!(seen, all);
    }
}

#[test]
fn a_panel_is_written_and_read_back_and_asks_for_country_language_and_days() {
    let text =
        "critics:3,7;outlets:2;countries:NO,SE;languages:pt,sv;from:2024-01-01;to:2024-03-01";
    let panel: Panel = text.parse().unwrap();
    assert_eq!(panel.to_string(), text);
    assert_eq!(
        " languages: sv,PT ;countries:se,NO;outlets:2;to:2024-03-01;critics:7,3,7;from:2024-01-01"
            .parse::<Panel>()
            .unwrap(),
        panel
    );
    assert_eq!("".parse::<Panel>().unwrap(), Panel::default());
    for wrong in [
        "critics",
        "critics:x",
        "countries:SWE",
        "from:2024-02-30",
        "weather:1",
        "critics:",
    ] {
        assert!(wrong.parse::<Panel>().is_err(), "{wrong}");
    }
    let mut reviews: Vec<Ballot> = (1..=5).map(|id| ballot(id, "2024-03-01", 1.0)).collect();
    reviews[0].country = Some("SE".to_owned());
    reviews[1].language = Some("pt-BR".to_owned());
    reviews[2].language = Some("sv".to_owned());
    reviews[3].published = Some(day("2024-05-01"));
    let found = |panel: &str| {
        let question = Question {
            panel: panel.parse().unwrap(),
            ..Question::default()
        };
        score(&reviews, &question).found
    };
    assert_eq!(found("countries:SE"), 1);
    assert_eq!(found("languages:pt"), 1);
    assert_eq!(found("languages:pt,sv"), 2);
    assert_eq!(found("from:2024-03-02"), 1);
    assert_eq!(found("to:2024-03-02"), 4);
    assert_eq!(found("countries:SE;languages:sv"), 0);
}

#[test]
fn a_word_for_the_spread_needs_ratings_enough_for_its_whole_interval() {
    let of = |ratings: &[f64]| {
        let reviews: Vec<Ballot> = ratings
            .iter()
            .zip(1..)
            .map(|(rating, id)| rated(id, "2024-03-01", *rating))
            .collect();
        score(&reviews, &now()).spread
    };
    let word = |ratings: &[f64]| of(ratings).and_then(|spread| spread.word);
    let camps = |each: usize| [vec![0.1; each], vec![0.9; each]].concat();
    assert_eq!(word(&camps(20)), Some(SpreadWord::Divided));
    assert_eq!(word(&camps(4)), None, "eight ratings are too few");
    assert_eq!(word(&[0.7; 120]), Some(SpreadWord::OfOneMind));
    assert_eq!(word(&[0.7; 12]), None, "twelve that agree may be luck");
    let usual: Vec<f64> = (0..40).map(|i| 0.4 + f64::from(i) / 80.0).collect();
    assert_eq!(word(&usual), None, "most films are neither");
    assert_eq!(of(&[0.5]), None);
    let two = of(&[0.0, 1.0]).unwrap();
    assert!(two.low < two.deviation && two.deviation < two.high);
}
