use crate::making::{ballot, ballots, day};
use ovation_score::{Question, score, timeline};
use ovation_terms::{Ballot, Day};
use proptest::prelude::*;

#[test]
fn has_a_point_for_every_day_on_which_the_score_changes() {
    let second_of_first = Ballot {
        critic: ballot(1, "2024-03-01", 0.0).critic,
        ..ballot(4, "2024-04-01", 0.0)
    };
    let reviews = [
        ballot(3, "2024-03-05", 0.0),
        ballot(1, "2024-03-01", 1.0),
        ballot(2, "2024-03-01", 1.0),
        second_of_first,
    ];
    let points = timeline(&reviews, &Question::default());
    let seen: Vec<(String, u64, u64)> = points
        .iter()
        .map(|point| (point.day.to_string(), point.n, point.positives))
        .collect();
    assert_eq!(
        seen,
        [
            ("2024-03-01".to_owned(), 2, 2),
            ("2024-03-05".to_owned(), 3, 2),
            ("2024-04-01".to_owned(), 3, 1),
        ]
    );
    let until = Question {
        as_of: Some(day("2024-03-31")),
        ..Question::default()
    };
    assert_eq!(timeline(&reviews, &until), points[..2]);
}

#[test]
fn a_day_that_changes_nothing_has_no_point() {
    let again = Ballot {
        critic: ballot(1, "2024-03-01", 1.0).critic,
        ..ballot(2, "2024-03-09", 1.0)
    };
    let points = timeline(&[ballot(1, "2024-03-01", 1.0), again], &Question::default());
    assert_eq!(points.len(), 1);
}

#[test]
fn a_film_of_thousands_of_reviews_keeps_the_bits_of_each_day() {
    let reviews: Vec<Ballot> = (0..3_000)
        .map(|i| Ballot {
            critic: Some(ovation_terms::CriticId(i * 7919 % 2_500)),
            published: Some(nth_day(i / 3)),
            ..ballot(i + 1, "2000-01-01", (i * 37 % 101) as f64 / 100.0)
        })
        .collect();
    let points = timeline(&reviews, &Question::default());
    assert_eq!(points.len(), 1_000);
    for point in points.iter().step_by(97).chain(points.last()) {
        check(&reviews, point);
    }
}

fn nth_day(n: i64) -> Day {
    let (year, month, day) = (2000 + n / 336, 1 + n / 28 % 12, 1 + n % 28);
    Day::new(year as i16, month as i8, day as i8).unwrap()
}

fn check(reviews: &[Ballot], point: &ovation_score::Point) {
    let question = Question {
        as_of: Some(point.day),
        ..Question::default()
    };
    let found = score(reviews, &question);
    let approval = found.approval.unwrap();
    assert_eq!((point.n, point.positives), (found.n, found.positives));
    let bits = |numbers: [f64; 3]| numbers.map(f64::to_bits);
    assert_eq!(
        bits([point.percent, point.low, point.high]),
        bits([approval.percent, approval.low, approval.high])
    );
    assert_eq!(
        point.average.map(f64::to_bits),
        found.average.map(|average| average.mean.to_bits())
    );
}

proptest! {
    #[test]
    fn every_point_is_the_score_as_of_that_day_bit_for_bit(reviews in ballots(150)) {
        let points = timeline(&reviews, &Question::default());
        for point in &points {
            check(&reviews, point);
        }
        // Between two points nothing changes.
        let last = score(&reviews, &Question::default());
        prop_assert_eq!(points.last().map_or(0, |point| point.n), last.n);
        prop_assert_eq!(points.is_empty(), last.n == 0);
    }
}
