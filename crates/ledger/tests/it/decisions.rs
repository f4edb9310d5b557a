//! A person outranks the machine, whatever is read again and in whatever order.

use crate::support::{Offered, Scratch, assert_replays, at, furnish, machine, on_both, person};
use ovation_ledger::Ledger;
use ovation_terms::{
    Ballot, Basis, CriticId, Day, Decision, FilmId, Happening, Probability, Reason, ReviewId,
    ReviewSettled, SourceId, State,
};
use proptest::prelude::*;

fn settle(review: ReviewId, decision: Decision) -> Happening {
    Happening::ReviewSettled(ReviewSettled {
        review,
        decision,
        note: String::new(),
    })
}

async fn enter(ledger: &Ledger, second: i64, happening: Happening) {
    let mut draft = ledger.begin().await.unwrap();
    let actor = match happening {
        Happening::ReviewSettled(_) => person(),
        _ => machine(),
    };
    draft.enter(at(second), &actor, happening).unwrap();
    draft.commit().await.unwrap();
}

/// A record with three films, two critics and one review read with the reasons given.
async fn with_one(ledger: &Ledger, reasons: Vec<Reason>) -> Offered {
    let mut draft = ledger.begin().await.unwrap();
    let source = furnish(&mut draft, 3, 2, 1);
    let offered = Offered {
        critic: Some(CriticId(1)),
        reasons,
        ..Offered::new(draft.next_review(), source, FilmId(1))
    };
    draft.enter(at(1), &machine(), offered.read()).unwrap();
    draft.commit().await.unwrap();
    offered
}

async fn now(ledger: &Ledger) -> Ballot {
    ledger.review(ReviewId(1)).await.unwrap().unwrap().ballot
}

on_both! {
    async fn a_film_chosen_with_doubts_is_only_a_candidate(scratch: Scratch) {
        with_one(&scratch.ledger, vec![Reason::FilmAmbiguous]).await;
        let ballot = now(&scratch.ledger).await;
        assert_eq!(ballot.film, FilmId(0));
        assert!(scratch.ledger.ballots_of_film(FilmId(1), None).await.unwrap().is_empty());
        let waiting = scratch.ledger.waiting(10, 0).await.unwrap();
        assert_eq!(waiting.len(), 1);
        assert_eq!(waiting[0].candidates[0].id, FilmId(1));
        assert_eq!(waiting[0].standing.reasons(), [Reason::FilmAmbiguous]);
    }

    async fn a_film_set_by_a_person_stays_when_the_review_is_read_again(scratch: Scratch) {
        let mut offered = with_one(&scratch.ledger, vec![Reason::FilmAmbiguous]).await;
        enter(&scratch.ledger, 2, settle(offered.review, Decision::Film(FilmId(2)))).await;
        assert_eq!(now(&scratch.ledger).await.standing.state(), State::Counted);
        offered.text = "A longer text.".to_owned();
        offered.film = Some(FilmId(3));
        offered.reasons = Vec::new();
        enter(&scratch.ledger, 3, offered.read()).await;
        let ballot = now(&scratch.ledger).await;
        assert_eq!((ballot.film, ballot.standing.state()), (FilmId(2), State::Counted));
        let record = scratch.ledger.review(offered.review).await.unwrap().unwrap();
        assert_eq!(record.history.len(), 3);
        assert_eq!(record.read.finding.text.unwrap().value, "A longer text.");
        assert_replays(&scratch.ledger).await;
    }

    async fn a_verdict_stated_by_a_person_stays_when_the_review_is_read_again(scratch: Scratch) {
        let mut offered = with_one(&scratch.ledger, vec![Reason::VerdictUnsure]).await;
        enter(&scratch.ledger, 2, settle(offered.review, Decision::Verdict(false))).await;
        offered.p = Some(0.9);
        enter(&scratch.ledger, 3, offered.read()).await;
        let ballot = now(&scratch.ledger).await;
        assert_eq!(ballot.p, Some(Probability::ZERO));
        assert_eq!(ballot.basis, Some(Basis::Editor));
        assert_eq!(ballot.rating, Some(0.9), "what was read is still known");
        assert_eq!(ballot.standing.state(), State::Counted);
    }

    async fn what_a_person_took_out_stays_out_until_a_person_puts_it_back(scratch: Scratch) {
        let mut offered = with_one(&scratch.ledger, Vec::new()).await;
        enter(&scratch.ledger, 2, settle(offered.review, Decision::Exclude)).await;
        offered.text = "Another text.".to_owned();
        enter(&scratch.ledger, 3, offered.read()).await;
        assert_eq!(now(&scratch.ledger).await.standing.reasons(), [Reason::ByPerson]);
        enter(&scratch.ledger, 4, settle(offered.review, Decision::Restore)).await;
        assert_eq!(now(&scratch.ledger).await.standing.state(), State::Counted);
        // A person has said that it is a review.
        offered.reasons = vec![Reason::NotAReview];
        enter(&scratch.ledger, 5, offered.read()).await;
        assert_eq!(now(&scratch.ledger).await.standing.state(), State::Counted);
        assert_replays(&scratch.ledger).await;
    }

    async fn what_a_person_confirmed_does_not_come_back_on_the_desk(scratch: Scratch) {
        let mut offered = with_one(&scratch.ledger, vec![Reason::RatingAgainstText]).await;
        let confirm = Decision::Confirm(vec![Reason::RatingAgainstText]);
        enter(&scratch.ledger, 2, settle(offered.review, confirm)).await;
        offered.text = "Another text.".to_owned();
        offered.reasons.push(Reason::BylineAmbiguous);
        enter(&scratch.ledger, 3, offered.read()).await;
        let ballot = now(&scratch.ledger).await;
        assert_eq!(ballot.standing.reasons(), [Reason::BylineAmbiguous], "only what is new asks");
    }

    async fn nothing_is_counted_without_a_film_or_a_verdict(scratch: Scratch) {
        let mut offered = with_one(&scratch.ledger, Vec::new()).await;
        offered.film = None;
        enter(&scratch.ledger, 2, offered.read()).await;
        assert_eq!(now(&scratch.ledger).await.standing.reasons(), [Reason::FilmMissing]);
        let confirm = Decision::Confirm(vec![Reason::FilmMissing]);
        enter(&scratch.ledger, 3, settle(offered.review, confirm)).await;
        assert_eq!(now(&scratch.ledger).await.standing.state(), State::Waiting);
        offered.film = Some(FilmId(1));
        offered.p = None;
        enter(&scratch.ledger, 4, offered.read()).await;
        assert_eq!(now(&scratch.ledger).await.standing.reasons(), [Reason::NothingToJudge]);
    }

    async fn of_a_critics_reviews_of_a_film_the_latest_that_takes_part_stands(scratch: Scratch) {
        let first = with_one(&scratch.ledger, Vec::new()).await;
        let mut draft = scratch.ledger.begin().await.unwrap();
        let second = Offered {
            critic: Some(CriticId(1)),
            published: Day::new(2024, 2, 9),
            ..Offered::new(draft.next_review(), SourceId(1), FilmId(1))
        };
        draft.enter(at(2), &machine(), second.read()).unwrap();
        let other = Offered {
            critic: Some(CriticId(2)),
            ..Offered::new(draft.next_review(), SourceId(1), FilmId(1))
        };
        draft.enter(at(2), &machine(), other.read()).unwrap();
        draft.commit().await.unwrap();
        let superseded = async |review| {
            scratch.ledger.review(review).await.unwrap().unwrap().superseded
        };
        assert!(superseded(first.review).await);
        assert!(!superseded(second.review).await);
        assert!(!superseded(other.review).await);
        let tally = scratch.ledger.tally().await.unwrap();
        assert_eq!((tally.found, tally.counted, tally.excluded), (3, 2, 1));
        assert_eq!(tally.reasons["superseded"], 1);
        // When the later one goes out, the earlier stands again; when it moves to another film too.
        enter(&scratch.ledger, 3, settle(second.review, Decision::Exclude)).await;
        assert!(!superseded(first.review).await);
        enter(&scratch.ledger, 4, settle(second.review, Decision::Restore)).await;
        assert!(superseded(first.review).await);
        enter(&scratch.ledger, 5, settle(second.review, Decision::Film(FilmId(2)))).await;
        assert!(!superseded(first.review).await);
        assert_replays(&scratch.ledger).await;
    }

    async fn an_earlier_state_is_read_as_it_was_known(scratch: Scratch) {
        let mut offered = with_one(&scratch.ledger, Vec::new()).await;
        let before = scratch.ledger.head().await.unwrap().seq;
        offered.p = Some(0.2);
        enter(&scratch.ledger, 10, offered.read()).await;
        enter(&scratch.ledger, 20, settle(offered.review, Decision::Film(FilmId(2)))).await;
        let known = async |film, seq| {
            let ballots = scratch.ledger.ballots_of_film(FilmId(film), seq).await.unwrap();
            ballots.iter().map(|ballot| ballot.p.unwrap().get()).collect::<Vec<_>>()
        };
        assert_eq!(known(1, Some(before)).await, [1.0]);
        assert_eq!(known(1, Some(scratch.ledger.seq_at(at(19)).await.unwrap())).await, [0.2]);
        assert!(known(1, None).await.is_empty());
        assert_eq!(known(2, None).await, [0.2]);
        assert!(known(2, Some(scratch.ledger.seq_at(at(19)).await.unwrap())).await.is_empty());
        assert!(known(1, Some(ovation_terms::Seq(0))).await.is_empty());
        let first = scratch.ledger.ballots_of_film(FilmId(1), Some(before)).await.unwrap();
        assert_eq!(first[0].recorded, at(1));
        let last = scratch.ledger.ballots_of_film(FilmId(2), None).await.unwrap();
        assert_eq!((last[0].recorded, last[0].first_recorded), (at(20), at(1)));
    }
}

/// One step of a random history over four reviews of three films by two critics.
#[derive(Clone, Debug)]
enum Step {
    Read {
        review: i64,
        film: Option<i64>,
        critic: Option<i64>,
        day: i8,
        p: Option<u8>,
        reasons: Vec<Reason>,
    },
    Decide {
        review: i64,
        decision: Decision,
    },
    Commit,
}

fn reasons() -> impl Strategy<Value = Vec<Reason>> {
    let all = vec![
        Reason::FilmMissing,
        Reason::FilmAmbiguous,
        Reason::BylineAmbiguous,
        Reason::VerdictUnsure,
        Reason::RatingAgainstText,
        Reason::NothingToJudge,
        Reason::NotAReview,
        Reason::Superseded,
        Reason::ByPerson,
    ];
    prop::collection::vec(prop::sample::select(all), 0..3)
}

fn step() -> impl Strategy<Value = Step> {
    let read = (
        1..=4_i64,
        prop::option::of(1..=3_i64),
        prop::option::of(1..=2_i64),
        1..=3_i8,
        prop::option::of(0..=4_u8),
        reasons(),
    );
    let decision = prop_oneof![
        (1..=3_i64).prop_map(|film| Decision::Film(FilmId(film))),
        any::<bool>().prop_map(Decision::Verdict),
        Just(Decision::Exclude),
        Just(Decision::Restore),
        reasons().prop_map(Decision::Confirm),
    ];
    prop_oneof![
        4 => read.prop_map(|(review, film, critic, day, p, reasons)| Step::Read {
            review, film, critic, day, p, reasons
        }),
        3 => (1..=4_i64, decision).prop_map(|(review, decision)| Step::Decide {
            review, decision
        }),
        2 => Just(Step::Commit),
    ]
}

/// What people have set of a review, told apart from the fold.
#[derive(Clone, Debug, Default)]
struct Set {
    film: Option<FilmId>,
    verdict: Option<bool>,
    out: bool,
    restored: bool,
}

async fn run(steps: Vec<Step>) {
    let scratch = Scratch::make(crate::support::On::Sqlite, "history")
        .await
        .unwrap();
    let ledger = &scratch.ledger;
    let mut draft = ledger.begin().await.unwrap();
    let source = furnish(&mut draft, 3, 2, 1);
    let mut numbers: Vec<Option<ReviewId>> = vec![None; 5];
    let mut set = vec![Set::default(); 5];
    for (second, step) in steps.into_iter().enumerate() {
        let when = at(i64::try_from(second).unwrap());
        match step {
            Step::Read {
                review,
                film,
                critic,
                day,
                p,
                reasons,
            } => {
                let place = usize::try_from(review).unwrap();
                let id = *numbers[place].get_or_insert_with(|| draft.next_review());
                let offered = Offered {
                    film: film.map(FilmId),
                    critic: critic.map(CriticId),
                    published: Day::new(2024, 1, day),
                    p: p.map(|p| f64::from(p) / 4.0),
                    reasons,
                    ..Offered::new(id, source, FilmId(1))
                };
                draft.enter(when, &machine(), offered.read()).unwrap();
            }
            Step::Decide { review, decision } => {
                let place = usize::try_from(review).unwrap();
                let Some(id) = numbers[place] else { continue };
                let set = &mut set[place];
                match &decision {
                    Decision::Film(film) => set.film = Some(*film),
                    Decision::Verdict(positive) => set.verdict = Some(*positive),
                    Decision::Exclude => set.out = true,
                    Decision::Restore => (set.out, set.restored) = (false, true),
                    _ => {}
                }
                draft.enter(when, &person(), settle(id, decision)).unwrap();
            }
            Step::Commit => {
                draft.commit().await.unwrap();
                draft = ledger.begin().await.unwrap();
            }
        }
    }
    draft.commit().await.unwrap();

    let mut counted: std::collections::BTreeSet<(FilmId, CriticId)> = [].into();
    for (id, set) in numbers.iter().zip(&set) {
        let Some(id) = id else { continue };
        let record = ledger.review(*id).await.unwrap().unwrap();
        let (ballot, standing) = (&record.ballot, &record.ballot.standing);
        let has = |sort: fn(Reason) -> bool| standing.reasons().iter().any(|reason| sort(*reason));
        if let Some(film) = set.film {
            assert_eq!(ballot.film, film);
            assert!(!has(Reason::is_about_film));
        }
        if let Some(positive) = set.verdict {
            let set = if positive {
                Probability::ONE
            } else {
                Probability::ZERO
            };
            assert_eq!(ballot.p, Some(set));
            assert_eq!(ballot.basis, Some(Basis::Editor));
            assert!(!has(Reason::is_about_verdict));
        }
        assert_eq!(standing.reasons().contains(&Reason::ByPerson), set.out);
        assert!(!(set.restored && standing.reasons().contains(&Reason::NotAReview)));
        assert!(!standing.reasons().contains(&Reason::Superseded));
        if standing.state() == State::Counted {
            assert!(ballot.film != FilmId(0) && ballot.p.is_some());
        }
        if ballot.takes_part()
            && !record.superseded
            && let Some(critic) = ballot.critic
        {
            assert!(
                counted.insert((ballot.film, critic)),
                "two reviews of one critic stand"
            );
        }
        assert!(!record.superseded || ballot.takes_part());
    }
    let tally = ledger.tally().await.unwrap();
    assert!(tally.is_conserved());
    let diagnosis = ledger.doctor(&mut |_| {}).await.unwrap();
    assert!(diagnosis.is_well(), "{diagnosis:?}");
    assert_replays(ledger).await;
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn a_person_outranks_the_machine_in_every_history_and_a_replay_gives_the_same(
        steps in prop::collection::vec(step(), 1..40)
    ) {
        tokio::runtime::Runtime::new().unwrap().block_on(run(steps));
    }
}
