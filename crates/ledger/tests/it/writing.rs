//! Entering, committing, previewing; what is known is not entered twice.

use crate::support::{Offered, assert_replays, at, furnish, machine, on_both};
use ovation_ledger::LedgerError;
use ovation_terms::{EntryBody, FilmId, Hash, ReviewId, ReviewSeen, Seq, SourceId};

on_both! {
    async fn an_empty_record_has_no_head(scratch: Scratch) {
        let head = scratch.ledger.head().await.unwrap();
        assert_eq!((head.seq, head.hash, head.at), (Seq(0), Hash::ZERO, None));
        assert_replays(&scratch.ledger).await;
    }

    async fn entries_come_back_as_they_were_entered(scratch: Scratch) {
        let mut transaction = scratch.ledger.begin().await.unwrap();
        let source = furnish(&mut transaction, 2, 1, 1);
        let offered = Offered::new(transaction.next_review(), source, FilmId(1));
        transaction.enter(at(5), &machine(), offered.read()).unwrap();
        let committed = transaction.commit().await.unwrap();
        assert_eq!((committed.first, committed.last, committed.entries), (Seq(1), Seq(5), 5));
        let entries = scratch.ledger.entries(Seq(0), 100).await.unwrap();
        assert_eq!(entries.len(), 5);
        assert_eq!(entries[4].body, offered.read());
        assert_eq!(entries[4].at, at(5));
        assert_eq!(scratch.ledger.entry(Seq(5)).await.unwrap().as_ref(), entries.last());
        assert_eq!(scratch.ledger.head().await.unwrap().hash, entries[4].hash);
        assert_replays(&scratch.ledger).await;
    }

    async fn a_dropped_transaction_leaves_nothing(scratch: Scratch) {
        let mut transaction = scratch.ledger.begin().await.unwrap();
        furnish(&mut transaction, 2, 1, 1);
        drop(transaction);
        assert_eq!(scratch.ledger.head().await.unwrap().seq, Seq(0));
        let transaction = scratch.ledger.begin().await.unwrap();
        assert_eq!(transaction.head().seq, Seq(0));
    }

    async fn a_preview_tells_all_and_writes_nothing(scratch: Scratch) {
        let mut transaction = scratch.ledger.begin().await.unwrap();
        let source = furnish(&mut transaction, 2, 1, 1);
        let offered = Offered::new(transaction.next_review(), source, FilmId(2));
        transaction.enter(at(5), &machine(), offered.read()).unwrap();
        let preview = transaction.preview().await.unwrap();
        assert_eq!(preview.entries.len(), 5);
        assert_eq!(preview.entries[4].body, offered.read());
        assert_eq!(preview.films.len(), 1);
        let (film, ballots) = &preview.films[0];
        assert_eq!((*film, ballots.len()), (FilmId(2), 1));
        assert_eq!(scratch.ledger.head().await.unwrap().seq, Seq(0));
        assert_eq!(scratch.ledger.counts().await.unwrap().films, 0);
        assert_replays(&scratch.ledger).await;
    }

    async fn known_reviews_are_told_by_any_key_also_within_the_transaction(scratch: Scratch) {
        let mut transaction = scratch.ledger.begin().await.unwrap();
        let source = furnish(&mut transaction, 1, 0, 0);
        let first = Offered::new(transaction.next_review(), source, FilmId(1));
        transaction.enter(at(1), &machine(), first.read()).unwrap();
        let within = transaction.known(&first.keys()).await.unwrap();
        assert_eq!(within.len(), 1);
        assert_eq!(within[0].1.sources, [source]);
        transaction.commit().await.unwrap();

        let mut transaction = scratch.ledger.begin().await.unwrap();
        let stored = transaction.known(&first.keys()).await.unwrap();
        assert_eq!(stored, within);
        let address = "reviews-1.csv";
        let hash = Hash::of(b"1");
        assert_eq!(transaction.known_source(address, hash).await.unwrap(), Some(source));
        assert_eq!(transaction.known_source(address, Hash::of(b"2")).await.unwrap(), None);

        // Met in one more source, under one more key.
        let second = furnish(&mut transaction, 0, 0, 0);
        let other = Offered { key: "elsewhere".to_owned(), ..first.clone() };
        let seen = ReviewSeen {
            review: first.review,
            source: second,
            keys: other.keys(),
            url: None,
            otherwise: None,
            minhashes: Vec::new(),
            why: None,
            row: None,
            words: None,
        };
        transaction.enter(at(2), &machine(), EntryBody::ReviewSeen(seen)).unwrap();
        let both = [first.keys(), other.keys()].concat();
        let known = transaction.known(&both).await.unwrap();
        assert_eq!(known.len(), 2);
        assert!(known.iter().all(|(_, known)| known.sources == [source, second]));
        transaction.commit().await.unwrap();
        let record = scratch.ledger.review(first.review).await.unwrap().unwrap();
        assert_eq!(record.sources.len(), 2);
        assert_eq!(record.history.len(), 1, "being seen again changes no version");
        assert_replays(&scratch.ledger).await;
    }

    async fn an_entry_that_names_what_is_not_there_is_refused(scratch: Scratch) {
        let mut transaction = scratch.ledger.begin().await.unwrap();
        let source = furnish(&mut transaction, 1, 0, 0);
        let review = transaction.next_review();
        for offered in [
            Offered::new(review, source, FilmId(7)),
            Offered::new(review, SourceId(7), FilmId(1)),
            Offered::new(ReviewId(7), source, FilmId(1)),
            Offered {
                critic: Some(ovation_terms::CriticId(7)),
                ..Offered::new(review, source, FilmId(1))
            },
        ] {
            let refused = transaction.enter(at(1), &machine(), offered.read());
            assert!(matches!(refused, Err(LedgerError::Refused { .. })), "{offered:?}");
        }
        let good = Offered::new(review, source, FilmId(1));
        transaction.enter(at(1), &machine(), good.read()).unwrap();
        transaction.commit().await.unwrap();
        assert_replays(&scratch.ledger).await;
    }

    async fn a_clock_set_back_does_not_turn_the_record_back(scratch: Scratch) {
        let mut transaction = scratch.ledger.begin().await.unwrap();
        let source = furnish(&mut transaction, 1, 0, 0);
        let first = Offered::new(transaction.next_review(), source, FilmId(1));
        transaction.enter(at(100), &machine(), first.read()).unwrap();
        let second = Offered::new(transaction.next_review(), source, FilmId(1));
        let last = transaction.enter(at(50), &machine(), second.read()).unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(scratch.ledger.entry(last).await.unwrap().unwrap().at, at(100));
        assert_eq!(scratch.ledger.seq_at(at(99)).await.unwrap(), Seq(2));
        assert_eq!(scratch.ledger.seq_at(at(100)).await.unwrap(), last);
        assert_eq!(scratch.ledger.seq_at(at(-1)).await.unwrap(), Seq(0));
    }

    async fn two_transaction_follow_one_another(scratch: Scratch) {
        let ledger = scratch.ledger.clone();
        let mut tasks = Vec::new();
        for _ in 0..4 {
            let ledger = ledger.clone();
            tasks.push(tokio::spawn(async move {
                for _ in 0..5 {
                    let mut transaction = ledger.begin().await.unwrap();
                    let seq = transaction.head().seq;
                    let source = furnish(&mut transaction, 1, 0, 0);
                    let film = FilmId(source.0);
                    let offered = Offered::new(transaction.next_review(), source, film);
                    transaction.enter(at(1), &machine(), offered.read()).unwrap();
                    tokio::task::yield_now().await;
                    assert_eq!(transaction.commit().await.unwrap().first, Seq(seq.0 + 1));
                }
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(ledger.head().await.unwrap().seq, Seq(60));
        assert_eq!(ledger.counts().await.unwrap().reviews, 20);
        assert_replays(&ledger).await;
    }

    async fn readers_do_not_wait_for_a_transaction_and_do_not_see_it(scratch: Scratch) {
        let mut transaction = scratch.ledger.begin().await.unwrap();
        let source = furnish(&mut transaction, 1, 0, 0);
        let offered = Offered::new(transaction.next_review(), source, FilmId(1));
        transaction.enter(at(1), &machine(), offered.read()).unwrap();
        assert_eq!(scratch.ledger.counts().await.unwrap().films, 0);
        assert!(scratch.ledger.film(FilmId(1)).await.unwrap().is_none());
        transaction.commit().await.unwrap();
        assert!(scratch.ledger.film(FilmId(1)).await.unwrap().is_some());
    }
}
