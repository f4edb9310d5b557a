//! Merges, withdrawals, deletions, corrections: each can be taken back, and the past stays.

use crate::support::{Offered, assert_replays, at, furnish, machine, on_both, person};
use ovation_ledger::{Ledger, LedgerError, LogFilter, changes};
use ovation_terms::{
    Actor, Ballot, CriticId, Decision, EntryBody, FilmId, Merged, OutletId, Pair, Reason, Remark,
    ReviewId, ReviewReinstated, ReviewSettled, ReviewWithdrawn, Seq, SetRating, SourceId,
    SourceStanding, State, WithdrawnBy,
};

async fn enter_as(ledger: &Ledger, who: &Actor, second: i64, entry_body: EntryBody) -> Seq {
    let mut transaction = ledger.begin().await.unwrap();
    transaction.enter(at(second), who, entry_body).unwrap();
    transaction.commit().await.unwrap().last
}

async fn enter(ledger: &Ledger, second: i64, entry_body: EntryBody) -> Seq {
    enter_as(ledger, &person(), second, entry_body).await
}

fn films(from: i64, into: i64) -> Merged {
    let pair = Pair::Film {
        from: FilmId(from),
        into: FilmId(into),
    };
    let remark = Remark::default();
    Merged { pair, remark }
}

fn settle(review: i64, decision: Decision) -> EntryBody {
    EntryBody::ReviewSettled(ReviewSettled {
        review: ReviewId(review),
        decision,
        source: None,
        remark: Remark::default(),
    })
}

/// Three films, three critics, two outlets, and a review of each film by each critic, numbered in
/// that order: review 1 is critic 1 on film 1, review 2 critic 2 on film 1.
async fn filled(ledger: &Ledger) -> Vec<Offered> {
    let mut transaction = ledger.begin().await.unwrap();
    let source = furnish(&mut transaction, 3, 3, 2);
    let mut made = Vec::new();
    for film in 1..=3 {
        for critic in 1..=3 {
            let offered = Offered {
                critic: Some(CriticId(critic)),
                outlet: Some(OutletId(1)),
                ..Offered::new(transaction.next_review(), source, FilmId(film))
            };
            transaction
                .enter(at(1), &machine(), offered.read())
                .unwrap();
            made.push(offered);
        }
    }
    transaction.commit().await.unwrap();
    made
}

async fn of_film(ledger: &Ledger, film: i64, known: Option<Seq>) -> Vec<i64> {
    let ballots = ledger.ballots_of_film(FilmId(film), known).await.unwrap();
    ballots.iter().map(|ballot| ballot.review.0).collect()
}

async fn ballot(ledger: &Ledger, review: i64) -> Ballot {
    ledger
        .review(ReviewId(review))
        .await
        .unwrap()
        .unwrap()
        .ballot
}

/// Undoes an entry as a person would.
async fn undo(ledger: &Ledger, second: i64, seq: Seq) {
    let opposite = ledger.opposite(seq, &Remark::default()).await.unwrap();
    let mut transaction = ledger.begin().await.unwrap();
    for entry_body in opposite {
        transaction
            .enter(at(second), &person(), entry_body)
            .unwrap();
    }
    transaction.commit().await.unwrap();
}

on_both! {
    async fn a_merged_film_has_the_reviews_of_both_and_the_past_has_two(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        let before = ledger.head().await.unwrap().seq;
        let merged = enter(ledger, 10, EntryBody::Merged(films(1, 2))).await;
        assert_eq!(of_film(ledger, 2, None).await, [1, 2, 3, 4, 5, 6]);
        assert!(of_film(ledger, 1, None).await.is_empty());
        assert_eq!(of_film(ledger, 1, Some(before)).await, [1, 2, 3]);
        // Each critic has one say on the one film.
        assert_eq!(ledger.tally().await.unwrap().counted, 6);
        // Title and key lead to the one that stands for both.
        for words in ["The Lamp, Part 1", "imdb:tt0000001", "1"] {
            let hits = ledger.find_films(words, 5).await.unwrap();
            assert_eq!(hits[0].film.id, FilmId(2), "{words}");
        }
        assert_eq!(ledger.film(FilmId(1)).await.unwrap().unwrap().id, FilmId(2));
        let mut titles = Vec::new();
        ledger.each_film(&mut |film| titles.push((film.id, film.other_titles))).await.unwrap();
        assert_eq!(titles.len(), 2);
        assert!(titles[0].1.contains(&"The Lamp, Part 1".to_owned()));
        undo(ledger, 20, merged).await;
        assert_eq!(of_film(ledger, 1, None).await, [1, 2, 3]);
        assert_eq!(of_film(ledger, 2, None).await, [4, 5, 6]);
        assert_eq!(ledger.tally().await.unwrap().counted, 9);
        assert_replays(ledger).await;
    }

    async fn what_is_read_after_a_merge_goes_where_the_merge_says(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let mut offered = filled(ledger).await.remove(0);
        enter(ledger, 10, EntryBody::Merged(films(1, 2))).await;
        enter(ledger, 11, EntryBody::Merged(films(2, 3))).await;
        offered.text = "Read again by something that knows film 1 only.".to_owned();
        enter_as(ledger, &machine(), 12, offered.read()).await;
        assert_eq!(ballot(ledger, 1).await.film, FilmId(3));
        // Parted in the middle of the chain: 1 goes on being taken for 2.
        enter(ledger, 13, EntryBody::Unmerged(films(2, 3))).await;
        assert_eq!(of_film(ledger, 2, None).await, [1, 2, 3, 4, 5, 6]);
        assert_eq!(of_film(ledger, 3, None).await, [7, 8, 9]);
        assert_replays(ledger).await;
    }

    async fn merges_that_make_no_sense_are_refused(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        enter(ledger, 10, EntryBody::Merged(films(1, 2))).await;
        let mut transaction = ledger.begin().await.unwrap();
        for (from, into) in [(1, 3), (3, 1), (2, 2), (9, 1), (1, 9)] {
            let refused = transaction.enter(at(11), &person(), EntryBody::Merged(films(from, into)));
            assert!(matches!(refused, Err(LedgerError::Refused { .. })), "{from} into {into}");
        }
        for (from, into) in [(2, 1), (3, 2), (1, 3)] {
            let refused = transaction.enter(at(11), &person(), EntryBody::Unmerged(films(from, into)));
            assert!(matches!(refused, Err(LedgerError::Refused { .. })), "{from} out of {into}");
        }
    }

    async fn merged_critics_have_one_say_and_merged_outlets_one_page(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        let remark = Remark::default();
        let pair = Pair::Critic { from: CriticId(3), into: CriticId(1) };
        enter(ledger, 10, EntryBody::Merged(Merged { pair, remark: remark.clone() })).await;
        let tally = ledger.tally().await.unwrap();
        assert_eq!((tally.counted, tally.reasons["superseded"]), (6, 3));
        assert_eq!(ledger.critic(CriticId(3)).await.unwrap().unwrap().id, CriticId(1));
        let mut names = Vec::new();
        ledger.each_critic_alias(&mut |id, name| names.push((id, name))).await.unwrap();
        assert_eq!(names, [(CriticId(1), "Critic 3".to_owned())]);
        let pair = Pair::Outlet { from: OutletId(1), into: OutletId(2) };
        enter(ledger, 11, EntryBody::Merged(Merged { pair, remark })).await;
        assert_eq!(ledger.outlet(OutletId(1)).await.unwrap().unwrap().id, OutletId(2));
        assert_eq!(ledger.ballots_of_outlet(OutletId(2), 50, 0).await.unwrap().len(), 9);
        assert_replays(ledger).await;
    }

    async fn every_decision_has_an_opposite_that_puts_things_back(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        enter(ledger, 5, settle(1, Decision::Verdict(true))).await;
        let rating = SetRating {
            printed: "1/5".to_owned(),
            value: 0.2,
            scale: "/5".to_owned(),
            p: ovation_terms::Probability::clamped(0.1),
        };
        let decisions = [
            Decision::Film(FilmId(2)),
            Decision::Verdict(false),
            Decision::Rating(rating),
            Decision::Critic(None),
            Decision::Outlet(Some(OutletId(2))),
            Decision::Exclude,
            Decision::SameAs(ReviewId(2)),
            Decision::Restore,
            Decision::ClearVerdict,
        ];
        let shown = |ballot: Ballot| (
            ballot.film, ballot.critic, ballot.outlet, ballot.rating, ballot.rating_printed,
            ballot.p, ballot.basis, ballot.standing,
        );
        let before = shown(ballot(ledger, 1).await);
        for (second, decision) in (10..).zip(decisions) {
            let seq = enter(ledger, second, settle(1, decision.clone())).await;
            undo(ledger, second, seq).await;
            assert_eq!(shown(ballot(ledger, 1).await), before, "{decision:?}");
        }
        let refused = ledger.opposite(Seq(1), &Remark::default()).await;
        assert!(matches!(refused, Err(LedgerError::Refused { .. })));
        assert_replays(ledger).await;
    }

    async fn a_withdrawn_review_is_out_now_and_in_as_it_was_known(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        let before = ledger.head().await.unwrap().seq;
        let gone = |by| EntryBody::ReviewWithdrawn(ReviewWithdrawn {
            review: ReviewId(1), by, remark: Remark::reason("said on its page"),
        });
        let seq = enter(ledger, 10, gone(WithdrawnBy::Critic)).await;
        assert_eq!(ballot(ledger, 1).await.standing.reasons(), [Reason::Withdrawn]);
        let then = ledger.ballots_of_film(FilmId(1), Some(before)).await.unwrap();
        assert_eq!(then[0].standing.state(), State::Counted);
        undo(ledger, 11, seq).await;
        assert_eq!(ballot(ledger, 1).await.standing.state(), State::Counted);
        // A person said that it stands: a page that is gone does not say otherwise.
        enter_as(ledger, &machine(), 12, gone(WithdrawnBy::PageGone)).await;
        assert_eq!(ballot(ledger, 1).await.standing.state(), State::Counted);
        // Of another, nobody said anything; and its page comes back.
        let gone = ReviewWithdrawn {
            review: ReviewId(2), by: WithdrawnBy::PageGone, remark: Remark::default(),
        };
        enter_as(ledger, &machine(), 13, EntryBody::ReviewWithdrawn(gone)).await;
        assert_eq!(ballot(ledger, 2).await.standing.reasons(), [Reason::Withdrawn]);
        let mut again = Offered::new(ReviewId(2), SourceId(1), FilmId(1));
        again.critic = Some(CriticId(2));
        again.text = "Back, with a correction.".to_owned();
        enter_as(ledger, &machine(), 14, again.read()).await;
        assert_eq!(ballot(ledger, 2).await.standing.state(), State::Counted);
        let back = ReviewReinstated { review: ReviewId(1), remark: Remark::default() };
        enter(ledger, 15, EntryBody::ReviewReinstated(back)).await;
        assert_replays(ledger).await;
    }

    async fn a_changed_review_tells_what_changed(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let mut offered = filled(ledger).await.remove(0);
        let before = ledger.head().await.unwrap().seq;
        offered.text = "A lamp that loses its light before the last frame.".to_owned();
        offered.p = Some(0.2);
        let seq = enter_as(ledger, &machine(), 10, offered.read()).await;
        let record = ledger.review(ReviewId(1)).await.unwrap().unwrap();
        let told = record.changes();
        assert_eq!(told.len(), 1);
        let (entry, fields) = &told[0];
        assert_eq!(entry.seq, seq);
        let names: Vec<_> = fields.iter().map(|change| change.field).collect();
        assert_eq!(names, ["rating", "text"]);
        assert_eq!(fields[0].before.as_deref(), Some("5/5"));
        assert_eq!(fields[0].after.as_deref(), Some("1/5"));
        assert!(changes(&record.read, &record.read).is_empty());
        let then = ledger.ballots_of_film(FilmId(1), Some(before)).await.unwrap();
        assert_eq!(then[0].rating, Some(1.0));
        assert_eq!(ballot(ledger, 1).await.rating, Some(0.2));
    }

    async fn a_deleted_source_keeps_its_entries_and_loses_its_words(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        // Another source, whose owner asked for nothing.
        let mut transaction = ledger.begin().await.unwrap();
        let other = furnish(&mut transaction, 0, 0, 0);
        let kept = Offered::new(transaction.next_review(), other, FilmId(3));
        transaction.enter(at(2), &machine(), kept.read()).unwrap();
        transaction.commit().await.unwrap();
        let text = async |review| {
            let record = ledger.review(ReviewId(review)).await.unwrap().unwrap();
            record.read.finding.text.map(|text| text.value)
        };
        let sentence = async |review| {
            let record = ledger.review(ReviewId(review)).await.unwrap().unwrap();
            record.read.verdict.and_then(|verdict| verdict.grounds?.sentence)
        };
        assert!(text(1).await.is_some());
        assert_eq!(sentence(1).await, text(1).await);
        let before = ledger.head().await.unwrap().seq;
        let remark = Remark::reason("the outlet asked");
        let gone = SourceStanding::new(SourceId(1), remark);
        let seq = enter(ledger, 10, EntryBody::SourceDeleted(gone)).await;
        assert_eq!((text(1).await, sentence(1).await), (None, None));
        assert_eq!(sentence(10).await.as_deref(), Some(kept.text.as_str()));
        assert_eq!(text(10).await.as_deref(), Some(kept.text.as_str()));
        assert_eq!(ballot(ledger, 1).await.standing.reasons(), [Reason::SourceDeleted]);
        let entry = ledger.entry(seq).await.unwrap().unwrap();
        assert!(matches!(entry.body, EntryBody::SourceDeleted(gone) if gone.remark.reason.contains("asked")));
        // The chain covers digests of the words and holds without them.
        let diagnosis = ledger.doctor(&mut |_| {}).await.unwrap();
        assert!(diagnosis.is_well(), "{diagnosis:?}");
        assert_eq!(ledger.verify_chain(&mut |_| {}).await.unwrap().broken, None);
        assert_eq!(of_film(ledger, 1, Some(before)).await.len(), 3);
        undo(ledger, 11, seq).await;
        assert_eq!(ballot(ledger, 1).await.standing.state(), State::Counted);
        assert_eq!(text(1).await, None, "words that are gone stay gone");
        assert_replays(ledger).await;
    }

    async fn the_log_is_read_by_film_person_kind_and_time(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        let excluded = enter(ledger, 100, settle(4, Decision::Exclude)).await;
        let merged = enter(ledger, 200, EntryBody::Merged(films(1, 2))).await;
        let read = async |filter: LogFilter| {
            let entries = ledger.log(&filter, false, 100).await.unwrap();
            entries.iter().map(|entry| entry.seq.0).collect::<Vec<_>>()
        };
        let none = LogFilter::default;
        let people = LogFilter { by_people: true, ..none() };
        assert_eq!(read(people).await, [excluded.0, merged.0]);
        let ada = LogFilter { actor: Some(person()), since: Some(at(150)), ..none() };
        assert_eq!(read(ada).await, [merged.0]);
        let film = LogFilter { film: Some(FilmId(2)), ..none() };
        let of_two = read(film.clone()).await;
        assert_eq!(of_two.len(), 5);
        assert!(of_two.contains(&excluded.0) && of_two.contains(&merged.0));
        let kinds = vec!["critic-added".to_owned(), "outlet-added".to_owned()];
        assert_eq!(read(LogFilter { kinds, ..none() }).await.len(), 5);
        let review = LogFilter { review: Some(ReviewId(4)), ..none() };
        assert_eq!(read(review).await.len(), 2);
        let early = LogFilter { until: Some(at(1)), ..none() };
        assert_eq!(read(early).await.len(), 7);
        let newest = ledger.log(&none(), true, 1).await.unwrap();
        assert_eq!(newest[0].seq, merged);
    }

    async fn the_desk_shows_first_what_could_move_a_published_score_most(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let mut transaction = ledger.begin().await.unwrap();
        let source = furnish(&mut transaction, 3, 0, 0);
        // Film 1 has 9 reviews and one that waits, film 2 has 19, film 3 has two: no score yet.
        for (film, count) in [(1, 9), (2, 19), (3, 2)] {
            for _ in 0..count {
                let offered = Offered::new(transaction.next_review(), source, FilmId(film));
                transaction.enter(at(1), &machine(), offered.read()).unwrap();
            }
        }
        let mut waits = Vec::new();
        for film in [3, 2, 1] {
            let offered = Offered {
                reasons: vec![Reason::VerdictUnsure],
                p: Some(0.6),
                ..Offered::new(transaction.next_review(), source, FilmId(film))
            };
            transaction.enter(at(1), &machine(), offered.read()).unwrap();
            waits.push(offered.review);
        }
        transaction.commit().await.unwrap();
        let desk = ledger.waiting(10, 0).await.unwrap();
        let order: Vec<_> = desk.iter().map(|waits| waits.ballot.review).collect();
        assert_eq!(order, [waits[2], waits[1], waits[0]]);
        assert!((desk[0].effect - 10.0).abs() < 1e-9, "{}", desk[0].effect);
        assert!((desk[1].effect - 5.0).abs() < 1e-9, "{}", desk[1].effect);
        assert!(desk[2].effect.abs() < 1e-9, "{}", desk[2].effect);
        // What is settled is kept with what the machine had made of it.
        enter(ledger, 10, settle(waits[2].0, Decision::Verdict(false))).await;
        assert_eq!(ledger.waiting(10, 0).await.unwrap().len(), 2);
        let mut cases = Vec::new();
        ledger.each_settled_case(&mut |case| cases.push(case)).await.unwrap();
        assert_eq!(cases.len(), 1);
        assert_eq!(cases[0].settled.decision, Decision::Verdict(false));
        assert!(cases[0].read.finding.text.is_some());
    }

    async fn a_copy_is_the_record_entry_by_entry(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        enter(ledger, 10, EntryBody::Merged(films(1, 2))).await;
        let bytes = b"1";
        let hash = ovation_terms::Hash::of(bytes);
        let mut transaction = ledger.begin().await.unwrap();
        let packed = ovation_ledger::PackedCopy::of(hash, bytes).unwrap();
        transaction.keep_copy(SourceId(1), packed, String::new(), None);
        transaction.commit().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy.db");
        let path = path.to_str().unwrap();
        let copy = Ledger::open(path, ovation_ledger::Opening::Create).await.unwrap();
        let copied = ledger.copy_to(&copy, &mut |_| {}).await.unwrap();
        assert_eq!(copied.head, ledger.head().await.unwrap());
        assert_eq!(copied.head, copy.head().await.unwrap());
        assert_eq!(copied.copies, 1);
        assert_eq!(copy.kept_copy(hash).await.unwrap(), Some(bytes.to_vec()));
        let all = async |of: &Ledger| of.entries(Seq(0), 100).await.unwrap();
        assert_eq!(all(ledger).await, all(&copy).await);
        assert_eq!(of_film(&copy, 2, None).await, [1, 2, 3, 4, 5, 6]);
        assert_replays(&copy).await;
        // Only into an empty one.
        let again = ledger.copy_to(&copy, &mut |_| {}).await;
        assert!(matches!(again, Err(LedgerError::Refused { .. })));
    }

    async fn texts_that_bear_a_mark_are_found_by_it(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let mut transaction = ledger.begin().await.unwrap();
        let source = furnish(&mut transaction, 1, 0, 0);
        for minhashes in [vec![1, 2], vec![2, 3], vec![2]] {
            let offered = Offered {
                minhashes,
                ..Offered::new(transaction.next_review(), source, FilmId(1))
            };
            transaction.enter(at(1), &machine(), offered.read()).unwrap();
        }
        transaction.commit().await.unwrap();
        let mut transaction = ledger.begin().await.unwrap();
        let found = transaction.twins(&[1, 2, 9]).await.unwrap();
        let reviews = |mark| {
            let bearing: &Vec<_> = &found[&mark];
            bearing.iter().map(|twin| twin.review.0).collect::<Vec<_>>()
        };
        assert_eq!((reviews(1), reviews(2)), (vec![1], vec![1, 3]), "the first and the last");
        assert!(!found.contains_key(&9));
        assert!(found[&1][0].read.finding.text.is_some());
    }
}
