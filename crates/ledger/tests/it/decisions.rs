//! A person outranks the machine, whatever is read again and in whatever order.

use crate::support::{Offered, assert_replays, at, furnish, machine, on_both, person};
use ovation_ledger::Ledger;
use ovation_terms::{
    Ballot, Basis, CriticId, Day, Decision, EntryBody, FilmId, Merged, Pair, Probability, Reason,
    Remark, ReviewId, ReviewSettled, SourceId, State, Suggested, SuggestionAnswered,
};

fn settle(review: ReviewId, decision: Decision) -> EntryBody {
    EntryBody::ReviewSettled(ReviewSettled {
        review,
        decision,
        source: None,
        remark: Remark::default(),
    })
}

async fn enter(ledger: &Ledger, second: i64, entry_body: EntryBody) {
    let mut transaction = ledger.begin().await.unwrap();
    let actor = match entry_body {
        EntryBody::ReviewSettled(_) => person(),
        _ => machine(),
    };
    transaction.enter(at(second), &actor, entry_body).unwrap();
    transaction.commit().await.unwrap();
}

/// A record with three films, two critics and one review read with the reasons given.
async fn with_one(ledger: &Ledger, reasons: Vec<Reason>) -> Offered {
    let mut transaction = ledger.begin().await.unwrap();
    let source = furnish(&mut transaction, 3, 2, 1);
    let offered = Offered {
        critic: Some(CriticId(1)),
        reasons,
        ..Offered::new(transaction.next_review(), source, FilmId(1))
    };
    transaction
        .enter(at(1), &machine(), offered.read())
        .unwrap();
    transaction.commit().await.unwrap();
    offered
}

async fn now(ledger: &Ledger) -> Ballot {
    ledger.review(ReviewId(1)).await.unwrap().unwrap().ballot
}

on_both! {
    async fn a_joint_review_is_each_signers_and_counts_once(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let joint = with_one(ledger, Vec::new()).await;
        let mut transaction = ledger.begin().await.unwrap();
        let again = Offered { also_by: vec![CriticId(2)], text: "Told anew.".to_owned(), ..joint };
        transaction.enter(at(2), &machine(), again.read()).unwrap();
        let own = Offered {
            critic: Some(CriticId(2)),
            published: Day::new(2024, 2, 9),
            ..Offered::new(transaction.next_review(), again.source, FilmId(1))
        };
        transaction.enter(at(3), &machine(), own.read()).unwrap();
        transaction.commit().await.unwrap();
        let ballot = now(ledger).await;
        assert_eq!(ballot.signers().collect::<Vec<_>>(), [CriticId(1), CriticId(2)]);
        assert!(!ballot.also_by[0].name.is_empty());
        let of = async |critic| {
            let listed = ledger.ballots_of_critic(CriticId(critic), 10, 0).await.unwrap();
            let known = ledger.critic(CriticId(critic)).await.unwrap().unwrap();
            assert_eq!(known.tally.found, listed.len() as u64);
            listed.iter().map(|it| it.ballot.review.0).collect::<Vec<_>>()
        };
        assert_eq!(of(1).await, [1]);
        assert_eq!(of(2).await, [2, 1]);
        // The second's own is later: both stand, each for one of the two.
        let superseded = async |review| {
            ledger.review(ReviewId(review)).await.unwrap().unwrap().superseded
        };
        assert_eq!((superseded(1).await, superseded(2).await), (false, false));
        // The first has a later one of their own as well: the joint one gives way.
        let mut transaction = ledger.begin().await.unwrap();
        let first = Offered {
            critic: Some(CriticId(1)),
            published: Day::new(2024, 2, 10),
            ..Offered::new(transaction.next_review(), again.source, FilmId(1))
        };
        transaction.enter(at(4), &machine(), first.read()).unwrap();
        transaction.commit().await.unwrap();
        assert_eq!((superseded(1).await, superseded(2).await), (true, false));
        // Two who are one sign once, and have the latest alone.
        let pair = Pair::Critic { from: CriticId(2), into: CriticId(1) };
        enter(ledger, 5, EntryBody::Merged(Merged { pair, remark: Remark::default() })).await;
        assert_eq!(now(ledger).await.also_by, []);
        assert_eq!((superseded(1).await, superseded(2).await, superseded(3).await), (true, true, false));
        enter(ledger, 6, EntryBody::Unmerged(Merged { pair, remark: Remark::default() })).await;
        assert_eq!(of(2).await, [2, 1]);
        // Whoever says whose it is says it of the whole by-line; taken back, it is as it was read.
        enter(ledger, 7, settle(ReviewId(1), Decision::Critic(Some(CriticId(2))))).await;
        assert_eq!(now(ledger).await.signers().collect::<Vec<_>>(), [CriticId(2)]);
        enter(ledger, 8, settle(ReviewId(1), Decision::ClearCritic)).await;
        assert_eq!(now(ledger).await.signers().collect::<Vec<_>>(), [CriticId(1), CriticId(2)]);
        assert_replays(ledger).await;
    }

    async fn a_no_to_a_suggestion_is_an_entry_that_can_be_undone(scratch: Scratch) {
        let ledger = &scratch.ledger;
        with_one(ledger, Vec::new()).await;
        let about = Suggested::one_critic(CriticId(2), CriticId(1));
        let no = |open| EntryBody::SuggestionAnswered(SuggestionAnswered {
            about,
            signs: vec!["same-outlet".to_owned()],
            open,
            remark: Remark::default(),
        });
        let mut transaction = ledger.begin().await.unwrap();
        transaction.enter_act(at(2), &person(), vec![no(false)]).await.unwrap();
        let entry = transaction.commit().await.unwrap().last;
        let held = ledger.suggestion_answers().await.unwrap();
        assert!(held[&about].contains("same-outlet"));
        // The same again says nothing new.
        let mut transaction = ledger.begin().await.unwrap();
        transaction.enter_act(at(3), &person(), vec![no(false)]).await.unwrap_err();
        drop(transaction);
        let mut transaction = ledger.begin().await.unwrap();
        let undoing = ledger.undoing(entry, &Remark::default()).await.unwrap();
        transaction.enter_undoing(at(4), &person(), &undoing).await.unwrap();
        transaction.commit().await.unwrap();
        assert!(ledger.suggestion_answers().await.unwrap().is_empty());
        let strange = EntryBody::SuggestionAnswered(SuggestionAnswered {
            about: Suggested::TwoCritics { critic: CriticId(99) },
            signs: Vec::new(),
            open: false,
            remark: Remark::default(),
        });
        let mut transaction = ledger.begin().await.unwrap();
        assert!(transaction.enter(at(5), &person(), strange).is_err());
        drop(transaction);
        assert_replays(ledger).await;
    }

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

    async fn what_may_be_no_review_takes_no_part_until_a_person_says_that_it_is_one(scratch: Scratch) {
        let mut offered = with_one(&scratch.ledger, vec![Reason::ReviewUnsure]).await;
        let waiting = now(&scratch.ledger).await;
        assert_eq!(waiting.standing.state(), State::Waiting);
        assert!(!waiting.takes_part(), "neither counted nor lost");
        let tally = scratch.ledger.tally().await.unwrap();
        assert_eq!((tally.found, tally.counted, tally.waiting), (1, 0, 1));
        let yes = Decision::Confirm(vec![Reason::ReviewUnsure]);
        enter(&scratch.ledger, 2, settle(offered.review, yes)).await;
        assert!(now(&scratch.ledger).await.takes_part());
        // Read again, the page is as unsure as before: the answer stays.
        offered.text = "Another text.".to_owned();
        enter(&scratch.ledger, 3, offered.read()).await;
        assert_eq!(now(&scratch.ledger).await.standing.state(), State::Counted);
        enter(&scratch.ledger, 4, settle(offered.review, Decision::Exclude)).await;
        assert_eq!(now(&scratch.ledger).await.standing.reasons(), [Reason::ByPerson]);
        assert_replays(&scratch.ledger).await;
    }

    async fn who_says_what_a_review_says_of_its_film_says_that_it_is_one(scratch: Scratch) {
        let offered = with_one(&scratch.ledger, vec![Reason::ReviewUnsure]).await;
        enter(&scratch.ledger, 2, settle(offered.review, Decision::Verdict(true))).await;
        assert!(now(&scratch.ledger).await.takes_part());
        enter(&scratch.ledger, 3, settle(offered.review, Decision::ClearVerdict)).await;
        assert_eq!(now(&scratch.ledger).await.standing.reasons(), [Reason::ReviewUnsure]);
        assert_replays(&scratch.ledger).await;
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
        let mut transaction = scratch.ledger.begin().await.unwrap();
        let second = Offered {
            critic: Some(CriticId(1)),
            published: Day::new(2024, 2, 9),
            ..Offered::new(transaction.next_review(), SourceId(1), FilmId(1))
        };
        transaction.enter(at(2), &machine(), second.read()).unwrap();
        let other = Offered {
            critic: Some(CriticId(2)),
            ..Offered::new(transaction.next_review(), SourceId(1), FilmId(1))
        };
        transaction.enter(at(2), &machine(), other.read()).unwrap();
        transaction.commit().await.unwrap();
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
