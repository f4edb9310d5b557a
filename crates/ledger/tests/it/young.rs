//! Keys and minhashes that gather and settle: it never shows.

use crate::support::{Offered, assert_replays, at, furnish, machine, on_both};
use ovation_ledger::{Ledger, Limits, Opening};
use ovation_terms::{EntryBody, FilmId, ReviewId, ReviewKey, SourceId};

/// Opens the record so that four young rows are many.
async fn impatient(address: &str) -> Ledger {
    let limits = Limits {
        young_rows: 4,
        ..Limits::default()
    };
    Ledger::open_within(address, Opening::Existing, limits)
        .await
        .unwrap()
}

fn reading(review: i64, key: &str, mark: i64) -> EntryBody {
    Offered {
        key: key.to_owned(),
        minhashes: vec![mark],
        text: format!("A lamp, told the {review}th time."),
        ..Offered::new(ReviewId(review), SourceId(1), FilmId(1))
    }
    .read()
}

fn key(name: &str) -> ReviewKey {
    ReviewKey::of_parts(&[name.as_bytes()])
}

/// Enters one review in a transaction of its own, so that young rows settle between.
async fn enter(ledger: &Ledger, review: i64, name: &str, mark: i64) {
    let mut transaction = ledger.begin().await.unwrap();
    let _ = transaction.next_review();
    transaction
        .enter(at(review), &machine(), reading(review, name, mark))
        .unwrap();
    transaction.commit().await.unwrap();
}

on_both! {
    async fn keys_and_marks_are_found_whether_young_or_settled(scratch: Scratch) {
        let mut transaction = scratch.ledger.begin().await.unwrap();
        furnish(&mut transaction, 1, 0, 0);
        transaction.commit().await.unwrap();
        let ledger = impatient(&scratch.address).await;
        for review in 1..=11 {
            // Every mark is borne by two reviews, some of them on both sides.
            enter(&ledger, review, &format!("key {review}"), review / 2).await;
        }
        let mut transaction = ledger.begin().await.unwrap();
        let asked: Vec<ReviewKey> = (1..=12).map(|n| key(&format!("key {n}"))).collect();
        let known = transaction.known(&asked).await.unwrap();
        let reviews: Vec<i64> = known.iter().map(|(_, known)| known.review.0).collect();
        assert_eq!(reviews, (1..=11).collect::<Vec<_>>());
        let twins = transaction.twins(&[2, 5, 99]).await.unwrap();
        let bearers = |mark: i64| twins[&mark].iter().map(|it| it.review.0).collect::<Vec<_>>();
        assert_eq!((bearers(2), bearers(5)), (vec![4, 5], vec![10, 11]));
        assert!(!twins.contains_key(&99));
        drop(transaction);
        assert_replays(&ledger).await;
        assert!(ledger.doctor(&mut |_| {}).await.unwrap().is_well());
    }

    async fn a_key_belongs_to_its_first_review_however_often_it_comes_again(scratch: Scratch) {
        let mut transaction = scratch.ledger.begin().await.unwrap();
        furnish(&mut transaction, 1, 0, 0);
        transaction.commit().await.unwrap();
        let ledger = impatient(&scratch.address).await;
        enter(&ledger, 1, "shared", 7).await;
        for review in 2..=6 {
            enter(&ledger, review, &format!("key {review}"), 7).await;
        }
        // The first has settled by now; the key comes again with another review, and again.
        for review in 7..=12 {
            enter(&ledger, review, "shared", 7).await;
            let mut transaction = ledger.begin().await.unwrap();
            let known = transaction.known(&[key("shared")]).await.unwrap();
            assert_eq!(known[0].1.review, ReviewId(1));
            drop(transaction);
            assert_replays(&ledger).await;
        }
    }
}
