//! What pages and commands find.

use crate::support::{Offered, Scratch, at, furnish, machine, on_both};
use ovation_ledger::FilmOrder;
use ovation_terms::{
    Complaint, ComplaintKind, CriticId, Day, EntryBody, FilmId, FilmKey, FilmRecord, FilmsAdded,
    OutletId, Reason, ReviewKey, UnreadableFound,
};

fn film(id: FilmId, title: &str, year: i16, other: &[&str]) -> FilmRecord {
    FilmRecord {
        title: title.to_owned(),
        other_titles: other.iter().map(|title| (*title).to_owned()).collect(),
        year: Some(year),
        keys: vec![FilmKey::new("imdb", format!("tt{id:0>7}"))],
        ..FilmRecord::numbered(id)
    }
}

/// Five films: 1 Lamplighter (2012), 2 Lamplighter (1999), 3 The Lamplighter's Daughter,
/// 4 1987, 5 Été à l'ombre; film 2 has two reviews, 3 has one.
async fn filled(scratch: &Scratch) {
    let mut transaction = scratch.ledger.begin().await.unwrap();
    let source = furnish(&mut transaction, 0, 2, 2);
    let titles: [(&str, i16, &[&str]); 5] = [
        ("Lamplighter", 2012, &[]),
        ("Lamplighter", 1999, &[]),
        ("The Lamplighter's Daughter", 2015, &["Lanterna"]),
        ("1987", 2017, &[]),
        ("Été à l’ombre", 2020, &["Summer in the Shade"]),
    ];
    let films =
        titles.map(|(title, year, other)| film(transaction.next_film(), title, year, other));
    let why = "catalogue films.csv".to_owned();
    let added = FilmsAdded {
        why,
        films: films.into(),
        act: None,
    };
    transaction
        .enter(at(0), &machine(), EntryBody::FilmsAdded(added))
        .unwrap();
    for (place, (film, critic, outlet)) in [(2, 1, 1), (2, 2, 1), (3, 1, 2)].into_iter().enumerate()
    {
        let offered = Offered {
            critic: Some(CriticId(critic)),
            outlet: Some(OutletId(outlet)),
            published: Day::new(2024, 1, i8::try_from(place).unwrap() + 1),
            ..Offered::new(transaction.next_review(), source, FilmId(film))
        };
        transaction
            .enter(at(1), &machine(), offered.read())
            .unwrap();
    }
    transaction.commit().await.unwrap();
}

async fn found(scratch: &Scratch, words: &str) -> Vec<i64> {
    let hits = scratch.ledger.find_films(words, 10).await.unwrap();
    hits.iter().map(|hit| hit.film.id.0).collect()
}

on_both! {
    async fn films_are_found_by_key_title_year_number_beginning_and_part(scratch: Scratch) {
        filled(&scratch).await;
        assert_eq!(found(&scratch, "lamplighter").await, [2, 1, 3], "the most reviewed first");
        assert_eq!(found(&scratch, "Lamplighter (2012)").await, [1]);
        assert_eq!(found(&scratch, "imdb:tt0000003").await, [3]);
        assert_eq!(found(&scratch, "lanterna").await, [3], "by another title");
        assert_eq!(found(&scratch, "ETE A L'OMBRE").await, [5]);
        assert_eq!(found(&scratch, "shade").await, [5]);
        assert_eq!(found(&scratch, "1987").await, [4]);
        assert_eq!(found(&scratch, "#3").await, [3]);
        assert_eq!(found(&scratch, "the lampl").await, [3]);
        assert!(found(&scratch, "no such film").await.is_empty());
        assert!(found(&scratch, "…").await.is_empty());
        assert_eq!(scratch.ledger.find_films("lamplighter", 1).await.unwrap().len(), 1);
    }

    async fn a_search_finds_films_critics_and_outlets(scratch: Scratch) {
        filled(&scratch).await;
        let hits = scratch.ledger.search("lan", 10).await.unwrap();
        assert_eq!(hits.films.iter().map(|hit| hit.film.id.0).collect::<Vec<_>>(), [3]);
        let outlets: Vec<_> = hits.outlets.iter().map(|hit| (&*hit.name, hit.reviews)).collect();
        assert_eq!(outlets, [("Lantern 1", 2), ("Lantern 2", 1)]);
        let critics = scratch.ledger.search("critic 2", 10).await.unwrap().critics;
        assert_eq!(critics.len(), 1);
        assert_eq!((critics[0].id, critics[0].reviews), (CriticId(2), 1));
    }

    async fn films_with_reviews_are_listed_in_three_orders(scratch: Scratch) {
        filled(&scratch).await;
        let listed = async |order, limit, offset| {
            let hits = scratch.ledger.films_with_reviews(order, ovation_terms::WorkKind::Film, limit, offset).await.unwrap();
            hits.iter().map(|hit| (hit.film.id.0, hit.reviews)).collect::<Vec<_>>()
        };
        assert_eq!(listed(FilmOrder::MostReviews, 10, 0).await, [(2, 2), (3, 1)]);
        assert_eq!(listed(FilmOrder::LatestReview, 10, 0).await, [(3, 1), (2, 2)]);
        assert_eq!(listed(FilmOrder::Title, 10, 0).await, [(2, 2), (3, 1)]);
        assert_eq!(listed(FilmOrder::Title, 1, 1).await, [(3, 1)]);
    }

    async fn critics_and_outlets_have_their_reviews_newest_first(scratch: Scratch) {
        filled(&scratch).await;
        let reviews = scratch.ledger.ballots_of_critic(CriticId(1), 10, 0).await.unwrap();
        assert_eq!(reviews.iter().map(|listed| listed.ballot.film.0).collect::<Vec<_>>(), [3, 2]);
        let newest = &reviews[0].ballot;
        assert_eq!((&*newest.critic_name, &*newest.outlet_name), ("Critic 1", "Lantern 2"));
        let reviews = scratch.ledger.ballots_of_outlet(OutletId(1), 1, 1).await.unwrap();
        assert_eq!(reviews.len(), 1);
        let critic = scratch.ledger.critic(CriticId(1)).await.unwrap().unwrap();
        assert_eq!((critic.tally.found, critic.tally.counted), (2, 2));
        let outlet = scratch.ledger.outlet(OutletId(2)).await.unwrap().unwrap();
        assert_eq!(outlet.domain.as_deref(), Some("lantern2.example"));
        assert!(scratch.ledger.critic(CriticId(9)).await.unwrap().is_none());
    }

    async fn the_catalogue_is_given_whole(scratch: Scratch) {
        filled(&scratch).await;
        let ledger = &scratch.ledger;
        let (mut films, mut critics, mut outlets, mut bylines) = (0, 0, 0, Vec::new());
        ledger.each_film(&mut |_| films += 1).await.unwrap();
        ledger.each_critic(&mut |_, _| critics += 1).await.unwrap();
        ledger.each_outlet(&mut |_, _, _| outlets += 1).await.unwrap();
        ledger.each_byline(&mut |critic, outlet| bylines.push((critic.0, outlet.0))).await.unwrap();
        assert_eq!((films, critics, outlets), (5, 2, 2));
        assert_eq!(bylines, [(1, 1), (1, 2), (2, 1)]);
        let habits = ledger.scale_habits().await.unwrap();
        assert_eq!(habits.len(), 3);
        assert_eq!((&*habits[0].scale, habits[0].count), ("/5", 1));
        let counts = ledger.counts().await.unwrap();
        assert_eq!((counts.films, counts.films_with_reviews, counts.reviews), (5, 2, 3));
    }

    async fn what_waits_and_what_could_not_be_read_is_listed(scratch: Scratch) {
        filled(&scratch).await;
        let mut transaction = scratch.ledger.begin().await.unwrap();
        let source = ovation_terms::SourceId(1);
        for reason in [Reason::VerdictUnsure, Reason::NotAReview, Reason::FilmUnknown] {
            let offered = Offered {
                reasons: vec![reason],
                ..Offered::new(transaction.next_review(), source, FilmId(4))
            };
            transaction.enter(at(2), &machine(), offered.read()).unwrap();
        }
        let key = ReviewKey::of_parts(&[b"row 7"]);
        let found = UnreadableFound {
            source: Some(source),
            address: "reviews-1.csv".to_owned(),
            key,
            complaint: Complaint::lost(ComplaintKind::BadRow, "line 7", "expected 8 fields, found 2"),
            words: None,
            apart: true,
        };
        transaction.enter(at(2), &machine(), EntryBody::UnreadableFound(found.clone())).unwrap();
        let other = ReviewKey::of_parts(&[b"row 8"]);
        assert_eq!(transaction.knows_unreadable(&[other, key]).await.unwrap(), [key]);
        transaction.commit().await.unwrap();
        let mut transaction = scratch.ledger.begin().await.unwrap();
        assert_eq!(transaction.knows_unreadable(&[other, key]).await.unwrap(), [key]);
        drop(transaction);
        let waiting = scratch.ledger.waiting(10, 0).await.unwrap();
        let numbers: Vec<_> = waiting.iter().map(|waiting| waiting.ballot.review.0).collect();
        assert_eq!(numbers, [4, 6]);
        assert_eq!(scratch.ledger.waiting(10, 1).await.unwrap().len(), 1);
        assert_eq!(scratch.ledger.unreadable(10, 0).await.unwrap(), [found]);
        let tally = scratch.ledger.tally().await.unwrap();
        assert_eq!((tally.found, tally.counted, tally.waiting, tally.excluded), (6, 3, 2, 1));
        let reviews = [4, 5, 5, 99].map(ovation_terms::ReviewId);
        let some = scratch.ledger.tally_of_reviews(&reviews).await.unwrap();
        assert_eq!((some.found, some.waiting, some.excluded), (2, 1, 1));
        let heads: Vec<_> = waiting.iter().map(|it| (it.ballot.review, it.ballot.entry)).collect();
        assert_eq!(scratch.ledger.readings(&heads).await.unwrap().len(), 2);
    }
}
