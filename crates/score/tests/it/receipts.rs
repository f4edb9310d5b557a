use crate::making::{ballot, ballots, film, rated, signer};
use ovation_score::{
    Formula, Leniencies, OutletWeights, Panel, Question, Receipt, fit, receipt, score, verify,
};
use ovation_terms::{
    Ballot, CriticId, Hash, LeaningHeld, Moment, OutletId, Probability, Reason, ReviewId, Seq,
    Standing,
};
use proptest::prelude::*;

fn head() -> (Seq, Hash) {
    (Seq(500), Hash::of(b"head"))
}

const MADE: Moment = Moment(1_735_689_600_123_456);

pub(crate) fn sample_receipt(reviews: &[Ballot]) -> Receipt {
    let mut made = receipt(&film(), reviews, &Question::default(), head(), MADE);
    made.lean(&leanings());
    made
}

/// What operators brought in: of a critic and an outlet of the sample, and of somebody else.
pub(crate) fn leanings() -> Vec<LeaningHeld> {
    let held =
        |critic: Option<&str>, outlet: Option<&str>, rating: Option<&str>, entry| LeaningHeld {
            critic: critic.map(str::to_owned),
            outlet: outlet.map(str::to_owned),
            rating: rating.map(str::to_owned),
            reviews: 40,
            positive: 0.25,
            entry: Seq(entry),
            entry_hash: Hash::of(format!("leanings {entry}").as_bytes()),
        };
    vec![
        held(None, Some("The Evening Reel"), None, 300),
        held(Some("Critic 4"), None, Some("2.5/4"), 301),
        held(Some("Somebody Else"), None, None, 301),
    ]
}

pub(crate) fn reviews() -> Vec<Ballot> {
    let mut reviews = vec![
        rated(1, "2024-03-01", 0.8),
        rated(2, "2024-03-02", 0.4),
        ballot(3, "2024-03-03", 1.0),
        ballot(4, "2024-03-04", 0.7),
        ballot(5, "2024-03-05", 1.0),
        ballot(6, "2024-03-06", 0.0),
        ballot(7, "2024-03-07", 0.0),
        ballot(8, "2024-03-08", 1.0),
    ];
    reviews[3].standing = Standing::new(vec![Reason::VerdictUnsure]);
    reviews[4].standing = Standing::new(vec![Reason::FilmAmbiguous]);
    reviews[5].standing = Standing::new(vec![Reason::ByPerson]);
    reviews[7].critic = reviews[0].critic;
    let name = reviews[0].critic_name.clone();
    reviews[7].critic_name = name;
    reviews[7].rating = Some(0.9);
    for review in &mut reviews {
        review.country = Some("SE".to_owned());
        review.language = Some("sv".to_owned());
    }
    reviews
}

/// Both clocks, a panel, and reviews in every list; with what it was made of.
pub(crate) fn full_receipt() -> (Receipt, Vec<Ballot>, Leniencies) {
    let question = Question {
        as_of: Some("2024-12-31".parse().unwrap()),
        known_at: Some(Moment(1_736_000_000_000_000)),
        formula: Formula::WeightedScore,
        panel: Panel {
            critics: (1..9).rev().map(CriticId).collect(),
            outlets: vec![OutletId(1)],
            countries: vec!["SE".to_owned(), "NO".to_owned()],
            languages: vec!["sv".to_owned()],
            from: Some("2024-01-01".parse().unwrap()),
            to: Some("2024-12-30".parse().unwrap()),
        },
        weights: OutletWeights::from([(OutletId(1), 2.5)]),
    };
    let mut reviews = reviews();
    for (review, place) in reviews.iter_mut().zip(0..) {
        review.expected = Some(0.4);
        if place % 2 == 0 {
            review.rating = None;
        }
        // Joint ones in every list, with somebody outside the panel.
        if [1, 4, 5].contains(&place) {
            review.also_by = vec![signer(20)];
        }
    }
    let mut made = receipt(&film(), &reviews, &question, head(), MADE);
    let fitted = fit(&record()).unwrap();
    made.adjust(&fitted);
    made.lean(&leanings());
    (made, reviews, fitted)
}

/// Of the adjusted approval, with what it was made of.
pub(crate) fn adjusted_receipt() -> (Receipt, Vec<Ballot>, Leniencies) {
    let question = Question {
        formula: Formula::AdjustedApproval,
        ..Question::default()
    };
    let mut made = receipt(&film(), &reviews(), &question, head(), MADE);
    let fitted = fit(&record()).unwrap();
    made.adjust(&fitted);
    made.lean(&leanings());
    (made, reviews(), fitted)
}

/// Reviews of other films by the same critics.
fn record() -> Vec<ovation_score::SignedVerdict> {
    (1..40)
        .map(|i| {
            let p = Probability::new((i * 7 % 10) as f64 / 9.0).unwrap();
            (ovation_terms::FilmId(i % 6), CriticId(i % 9), p)
        })
        .collect()
}

#[test]
fn holds_the_reviews_by_what_became_of_them() {
    let receipt = sample_receipt(&reviews());
    let ids = |lines: &[ovation_score::ReceiptReview]| {
        lines.iter().map(|line| line.review.0).collect::<Vec<_>>()
    };
    assert_eq!(ids(&receipt.reviews), [2, 3, 4, 7, 8]);
    assert_eq!(ids(&receipt.waiting), [5]);
    assert_eq!(ids(&receipt.excluded), [1, 6]);
    assert_eq!(receipt.excluded[0].superseded_by, Some(ReviewId(8)));
    assert!(receipt.reviews[2].unsure);
    assert_eq!(receipt.result, score(&reviews(), &Question::default()));
    assert_eq!(receipt.entries().count(), 11);
}

#[test]
fn a_receipt_read_back_is_the_same_and_verifies() {
    for receipt in [
        sample_receipt(&reviews()),
        full_receipt().0,
        sample_receipt(&[]),
    ] {
        let text = receipt.to_json().unwrap();
        let again = Receipt::from_json(&text).unwrap();
        assert_eq!(again, receipt);
        assert_eq!(again.to_json().unwrap(), text);
        let verification = verify(&again);
        assert_eq!(verification.differences, Vec::<String>::new());
        assert!(verification.ok);
    }
}

#[test]
fn reviews_published_later_are_no_part_of_it() {
    let question = Question {
        as_of: Some("2024-03-02".parse().unwrap()),
        ..Question::default()
    };
    let receipt = receipt(&film(), &reviews(), &question, head(), MADE);
    assert_eq!(receipt.reviews.len(), 2);
    assert!(receipt.excluded.is_empty());
    assert!(verify(&receipt).ok);
}

/// Bends a receipt.
type Change = fn(&mut Receipt);

#[test]
fn names_every_change_in_words() {
    let changes: [(Change, &str); 17] = [
        (
            |r| r.reviews[0].p = Some(Probability::ONE),
            "the number of positives is 3 and comes out as 4",
        ),
        (
            |r| r.reviews[2].p = Some(Probability::new(0.71).unwrap()),
            "the lower end of the interval is",
        ),
        (|r| r.reviews[0].rating = Some(0.5), "the average rating is"),
        (|r| r.reviews[0].rating = Some(0.9), "the histogram is"),
        (
            |r| drop(r.reviews.pop()),
            "review 1 is listed as excluded and comes out as in the score",
        ),
        (
            |r| r.excluded[0].critic = None,
            "review 1 is listed as excluded and comes out as in the score",
        ),
        (
            |r| drop(r.excluded.pop()),
            "the number found is 8 and comes out as 7",
        ),
        (
            |r| r.excluded[1].reasons = Standing::default(),
            "review 6 is listed as excluded and comes out as in the score",
        ),
        (
            |r| r.reviews[2].unsure = false,
            "review 4 is marked sure and comes out as unsure",
        ),
        (
            |r| r.excluded[0].superseded_by = None,
            "review 1 is superseded by none",
        ),
        (
            |r| r.reviews.swap(0, 1),
            "the reviews in the score are not in the order of their days",
        ),
        (
            |r| {
                let twice = r.reviews[0].clone();
                r.reviews.push(twice);
            },
            "review 2 is listed more than once",
        ),
        (
            |r| r.clocks.as_of = Some("2024-03-07".parse().unwrap()),
            "review 8 was published or recorded after the clocks",
        ),
        (
            |r| r.panel.critics = vec![CriticId(2)],
            "review 3 is not by the panel asked for",
        ),
        (
            |r| r.formula.interval = 0.5,
            "the formula's parameters are not those of `score-2`",
        ),
        (
            |r| r.schema = "another".to_owned(),
            "expected a receipt of the form",
        ),
        (
            |r| r.ledger.seq = Seq(3),
            "review 4 is of entry 4, after the ledger's last entry 3",
        ),
    ];
    for (number, (change, words)) in changes.into_iter().enumerate() {
        let mut receipt = sample_receipt(&reviews());
        change(&mut receipt);
        let found = verify(&receipt);
        assert!(!found.ok);
        assert!(
            found
                .differences
                .iter()
                .any(|difference| difference.contains(words)),
            "change {number}: {:#?}",
            found.differences
        );
    }
    for change in [
        |r: &mut Receipt| r.result.approval.as_mut().unwrap().percent += 1e-6,
        |r: &mut Receipt| r.result.approval.as_mut().unwrap().high += 1e-6,
        |r: &mut Receipt| r.result.headline = false,
        |r: &mut Receipt| r.result.waiting += 1,
        |r: &mut Receipt| drop(r.result.reasons.pop_first()),
    ] {
        let mut receipt = sample_receipt(&reviews());
        change(&mut receipt);
        assert_eq!(verify(&receipt).differences.len(), 1);
    }
}

#[test]
fn text_that_is_no_receipt_is_refused_with_its_place() {
    let text = sample_receipt(&reviews()).to_json().unwrap();
    assert!(Receipt::from_json(&text.replace("\"made\"", "\"extra\": 1, \"made\"")).is_err());
    assert!(Receipt::from_json(&text.replace("\"p\": 0.7", "\"p\": 7")).is_err());
    let cut = &text[..text.len() / 2];
    assert!(
        Receipt::from_json(cut)
            .unwrap_err()
            .to_string()
            .contains("line")
    );
}

#[test]
fn moments_no_calendar_can_write_are_kept() {
    let mut reviews = reviews();
    reviews[0].recorded = Moment(i64::MAX);
    let receipt = sample_receipt(&reviews);
    let again = Receipt::from_json(&receipt.to_json().unwrap()).unwrap();
    assert_eq!(again, receipt);
}

proptest! {
    #[test]
    fn every_receipt_read_back_verifies(reviews in ballots(40)) {
        let receipt = sample_receipt(&reviews);
        let again = Receipt::from_json(&receipt.to_json().unwrap()).unwrap();
        prop_assert_eq!(verify(&again).differences, Vec::<String>::new());
    }

    #[test]
    fn the_same_question_gives_the_same_bytes_in_any_order(reviews in ballots(30)) {
        let mut turned = reviews.clone();
        turned.reverse();
        prop_assert_eq!(
            sample_receipt(&reviews).to_json().unwrap(),
            sample_receipt(&turned).to_json().unwrap()
        );
    }
}

/// Made by the first published form of receipts, before the formula, the panel and the search for
/// the interval's ends were extended.
#[test]
fn a_receipt_of_the_first_form_still_verifies() {
    let text = include_str!("../data/receipt-1.json");
    let receipt = Receipt::from_json(text).unwrap();
    assert_eq!(receipt.schema, "ovation-receipt-1");
    assert_eq!(verify(&receipt).differences, Vec::<String>::new());
    let mut bent = receipt;
    bent.result.approval.as_mut().unwrap().low += 0.001;
    assert!(!verify(&bent).ok);
}

#[test]
fn a_receipt_of_weighted_or_adjusted_figures_verifies_from_itself() {
    let mut asked = Question {
        formula: Formula::WeightedScore,
        weights: OutletWeights::from([(OutletId(1), 2.5)]),
        ..Question::default()
    };
    let weighted = receipt(&film(), &reviews(), &asked, head(), MADE);
    assert!(weighted.result.weighted.is_some());
    let again = Receipt::from_json(&weighted.to_json().unwrap()).unwrap();
    assert_eq!(verify(&again).differences, Vec::<String>::new());

    asked.formula = Formula::AdjustedApproval;
    let mut adjusted = receipt(&film(), &reviews(), &asked, head(), MADE);
    adjusted.adjust(&fit(&record()).unwrap());
    let mut again = Receipt::from_json(&adjusted.to_json().unwrap()).unwrap();
    assert_eq!(verify(&again).differences, Vec::<String>::new());
    again.leniencies.as_mut().unwrap().critics[0].effect += 0.3;
    let found = verify(&again).differences;
    assert!(
        found
            .iter()
            .any(|one| one.starts_with("the adjusted approval is")),
        "{found:?}"
    );
}
