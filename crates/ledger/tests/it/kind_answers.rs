//! What people answered to whether a page is a review of a film, as it holds and as it held.

use crate::support::{Offered, assert_replays, at, furnish, machine, on_both, person};
use ovation_ledger::Ledger;
use ovation_terms::{
    CriticId, Decision, EntryBody, Evidence, FilmId, Probability, Reason, Remark, ReviewId,
    ReviewLikely, ReviewSettled, Seq, Sourced,
};

/// A review of film 1 whose page is as likely as not a review at all.
fn unsure(offered: &Offered, url: &str) -> EntryBody {
    let EntryBody::ReviewRead(mut read) = offered.read() else {
        unreachable!("a reading");
    };
    let evidence = Evidence::Address {
        url: url.to_owned(),
    };
    read.finding.url = Some(Sourced::new(url.to_owned(), evidence));
    read.finding.likely = Some(ReviewLikely {
        p: Probability::clamped(0.4),
        none: Probability::clamped(0.2),
        sure: Probability::clamped(0.8),
        by_site: None,
    });
    let is_asked = read.standing.reasons().contains(&Reason::ReviewUnsure);
    read.finding.doubt = is_asked.then(|| "0.40 likely a review of a film".to_owned());
    EntryBody::ReviewRead(read)
}

/// Reviews of pages that are unsure, one for each reason given, each at an address of its own.
async fn with(ledger: &Ledger, reasons: &[&[Reason]]) {
    let mut transaction = ledger.begin().await.unwrap();
    let source = furnish(&mut transaction, 2, 1, 1);
    for (at_place, reasons) in reasons.iter().enumerate() {
        let offered = Offered {
            critic: Some(CriticId(1)),
            reasons: reasons.to_vec(),
            ..Offered::new(transaction.next_review(), source, FilmId(1))
        };
        let url = format!("https://quay.example/{at_place}");
        transaction
            .enter(at(1), &machine(), unsure(&offered, &url))
            .unwrap();
    }
    transaction.commit().await.unwrap();
}

async fn say(ledger: &Ledger, second: i64, review: i64, decision: Decision, why: &str) -> Seq {
    let settled = EntryBody::ReviewSettled(ReviewSettled {
        review: ReviewId(review),
        decision,
        source: None,
        remark: Remark::reason(why),
    });
    let mut transaction = ledger.begin().await.unwrap();
    let entry = transaction.enter(at(second), &person(), settled).unwrap();
    transaction.commit().await.unwrap();
    entry
}

fn yes() -> Decision {
    Decision::Confirm(vec![Reason::ReviewUnsure])
}

/// `review: yes` or `no`, of each that was answered.
async fn answers(ledger: &Ledger, known: Option<Seq>) -> Vec<(i64, bool)> {
    let answers = ledger.kind_answers(known).await.unwrap();
    answers
        .iter()
        .map(|it| (it.review.0, it.is_review))
        .collect()
}

on_both! {
    async fn answers_hold_until_they_are_taken_back(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let asked: &[Reason] = &[Reason::ReviewUnsure];
        with(ledger, &[asked, asked, asked, asked, &[]]).await;
        assert_eq!(answers(ledger, None).await, []);
        let first = say(ledger, 2, 1, yes(), "").await;
        let second = say(ledger, 3, 2, Decision::Exclude, "not a review of a film").await;
        // Whoever says what it says of its film has answered too.
        let third = say(ledger, 4, 3, Decision::Verdict(true), "").await;
        assert_eq!(answers(ledger, None).await, [(1, true), (2, false), (3, true)]);
        let known = ledger.kind_answers(None).await.unwrap();
        assert_eq!(known[1].url.as_deref(), Some("https://quay.example/1"));
        assert_eq!(known[1].likely, Probability::clamped(0.4));
        // As it was known before.
        assert_eq!(answers(ledger, Some(second)).await, [(1, true), (2, false)]);
        assert_eq!(answers(ledger, Some(Seq(first.0 - 1))).await, []);
        // Each is taken back.
        for (second, entry) in (5..).zip([first, second, third]) {
            for body in ledger.opposite(entry, &Remark::default()).await.unwrap() {
                let mut transaction = ledger.begin().await.unwrap();
                transaction.enter(at(second), &person(), body).unwrap();
                transaction.commit().await.unwrap();
            }
        }
        assert_eq!(answers(ledger, None).await, []);
        assert_eq!(answers(ledger, Some(third)).await, [(1, true), (2, false), (3, true)]);
        assert_replays(ledger).await;
        assert_eq!(answers(ledger, Some(third)).await, [(1, true), (2, false), (3, true)]);
    }

    async fn of_what_was_not_asked_only_who_says_that_it_is_none_answers(scratch: Scratch) {
        let ledger = &scratch.ledger;
        with(ledger, &[&[], &[], &[Reason::VerdictUnsure]]).await;
        say(ledger, 2, 1, Decision::Exclude, "under embargo").await;
        say(ledger, 3, 3, Decision::Verdict(true), "").await;
        assert_eq!(answers(ledger, None).await, []);
        say(ledger, 4, 2, Decision::Exclude, Reason::NotAReview.sentence()).await;
        assert_eq!(answers(ledger, None).await, [(2, false)]);
    }

    async fn what_its_site_left_out_is_taken_in_by_a_person(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let left_out: &[Reason] = &[Reason::ReviewUnsure, Reason::NotAReview];
        with(ledger, &[left_out, left_out]).await;
        let tally = ledger.tally().await.unwrap();
        assert_eq!((tally.found, tally.counted, tally.waiting, tally.excluded), (2, 0, 0, 2));
        assert_eq!(answers(ledger, None).await, [], "the machine's own word is no answer");
        let entry = say(ledger, 2, 1, yes(), "").await;
        say(ledger, 3, 2, Decision::Film(FilmId(2)), "").await;
        assert_eq!(answers(ledger, None).await, [(1, true), (2, true)]);
        let ballot = ledger.review(ReviewId(1)).await.unwrap().unwrap().ballot;
        assert!(ballot.takes_part(), "{:?}", ballot.standing);
        for body in ledger.opposite(entry, &Remark::default()).await.unwrap() {
            let mut transaction = ledger.begin().await.unwrap();
            transaction.enter(at(4), &person(), body).unwrap();
            transaction.commit().await.unwrap();
        }
        let ballot = ledger.review(ReviewId(1)).await.unwrap().unwrap().ballot;
        assert_eq!(ballot.standing.reasons(), [Reason::NotAReview, Reason::ReviewUnsure]);
        assert_replays(ledger).await;
    }
}
