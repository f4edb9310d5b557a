use crate::making::{ballot, ballots};
use ovation_score::{Board, Question, ScoreIndex, Scratch, score, timeline};
use ovation_terms::{Ballot, Day, FilmId, Vote};
use proptest::prelude::*;

fn votes(ballots: &[Ballot]) -> Vec<Vote> {
    ballots.iter().map(Vote::of).collect()
}

#[test]
fn a_film_of_thousands_of_reviews_has_the_same_score_from_a_sheet_at_any_date() {
    // Wide enough for the expansion, with critics who change their minds.
    let reviews: Vec<Ballot> = (0..4_000)
        .map(|i| Ballot {
            critic: Some(ovation_terms::CriticId(i * 7919 % 3_000)),
            published: Day::new(2020, 1 + (i / 400) as i8, 1 + (i / 16 % 25) as i8),
            ..ballot(i + 1, "2000-01-01", (i * 37 % 101) as f64 / 100.0)
        })
        .collect();
    let score_index = ScoreIndex::new(votes(&reviews));
    let mut scratch = Scratch::default();
    for (month, day) in [(1, 1), (2, 11), (5, 30), (8, 8), (10, 25)] {
        let as_of = Day::new(2020, month, day);
        let question = Question {
            as_of,
            ..Question::default()
        };
        assert_eq!(
            score_index.score(as_of, &mut scratch),
            score(&reviews, &question)
        );
    }
    let mut points = Vec::new();
    score_index.each_point(None, &mut scratch, |point| points.push(point));
    assert_eq!(points.len(), 250);
    assert_eq!(points, timeline(&reviews, &Question::default()));
}

proptest! {
    #[test]
    fn a_sheet_gives_the_score_of_the_same_reviews_bit_for_bit(
        reviews in ballots(80), last in 1..28_i8
    ) {
        let score_index = ScoreIndex::new(votes(&reviews));
        let mut scratch = Scratch::default();
        for as_of in [None, Day::new(2024, 3, last)] {
            let question = Question { as_of, ..Question::default() };
            prop_assert_eq!(score_index.score(as_of, &mut scratch), score(&reviews, &question));
            let mut points = Vec::new();
            score_index.each_point(as_of, &mut scratch, |point| points.push(point));
            prop_assert_eq!(points, timeline(&reviews, &question));
        }
    }

    #[test]
    fn a_new_review_touches_its_film_alone_and_leaves_what_a_full_recount_gives(
        reviews in ballots(120), films in 1..6_i64, from in 0..120_usize
    ) {
        let mut reviews = reviews;
        for (review, place) in reviews.iter_mut().zip(0..) {
            review.film = FilmId(place * 7 % films);
        }
        let from = from.min(reviews.len());
        let mut board = Board::new(votes(&reviews[..from]));
        for come in from..reviews.len() {
            let film = reviews[come].film;
            let before: Vec<_> = board.scores().filter(|(id, _)| *id != film)
                .map(|(id, score)| (id, score.clone())).collect();
            let of_film: Vec<Vote> = votes(&reviews[..=come]).into_iter()
                .filter(|vote| vote.film == film).collect();
            board.put(film, of_film);
            let after: Vec<_> = board.scores().filter(|(id, _)| *id != film)
                .map(|(id, score)| (id, score.clone())).collect();
            prop_assert_eq!(before, after);
        }
        let whole = Board::new(votes(&reviews));
        let bytes = |board: &Board| -> Vec<(i64, String)> {
            board.scores().map(|(id, score)| (id.0, serde_json::to_string(score).unwrap())).collect()
        };
        prop_assert_eq!(bytes(&board), bytes(&whole));
        prop_assert_eq!(board.ranking().len(), whole.ranking().len());
    }
}
