//! Films that change: corrected by a catalogue or a person, taken back, and put back as they were.

use crate::support::{Offered, On, Scratch, assert_replays, at, furnish, machine, on_both, person};
use ovation_ledger::{Ledger, LedgerError};
use ovation_terms::{
    Actor, CriticId, EntryBody, FilmFact, FilmField, FilmId, FilmKey, FilmsChanged, Merged, Pair,
    Remark, Seq, TitleUse, Work,
};
use proptest::prelude::*;

async fn enter_as(ledger: &Ledger, who: &Actor, entry_body: EntryBody) -> Seq {
    let mut transaction = ledger.begin().await.unwrap();
    transaction.enter(at(9), who, entry_body).unwrap();
    transaction.commit().await.unwrap().last
}

fn changed(film: i64, facts: Vec<FilmFact>) -> EntryBody {
    EntryBody::FilmsChanged(FilmsChanged::correction(
        FilmId(film),
        facts,
        Remark::reason("as its maker says"),
    ))
}

async fn undo(ledger: &Ledger, seq: Seq) -> Seq {
    let opposite = ledger.opposite(seq, &Remark::default()).await.unwrap();
    let mut transaction = ledger.begin().await.unwrap();
    for entry_body in opposite {
        transaction.enter(at(20), &person(), entry_body).unwrap();
    }
    transaction.commit().await.unwrap().last
}

async fn found(ledger: &Ledger, words: &str) -> Vec<i64> {
    let hits = ledger.find_films(words, 9).await.unwrap();
    hits.iter().map(|hit| hit.film.id.0).collect()
}

async fn listed(ledger: &Ledger) -> Vec<i64> {
    let mut films = Vec::new();
    ledger
        .each_film(&mut |film| films.push(film.id.0))
        .await
        .unwrap();
    films
}

async fn bare(ledger: &Ledger) {
    let mut transaction = ledger.begin().await.unwrap();
    furnish(&mut transaction, 3, 1, 1);
    transaction.commit().await.unwrap();
}

on_both! {
    async fn a_corrected_film_is_found_by_its_new_values_and_no_longer_by_the_old(scratch: Scratch) {
        let ledger = &scratch.ledger;
        bare(ledger).await;
        let facts = vec![
            FilmFact::Title("The Lantern".to_owned()),
            FilmFact::OtherTitles(vec!["La linterna".to_owned()]),
            FilmFact::Year(Some(2013)),
            FilmFact::Keys(vec![FilmKey::new("tmdb", "77")]),
            FilmFact::Directors(vec!["Odile Marsh".to_owned()]),
            FilmFact::Countries(vec!["SE".to_owned()]),
            FilmFact::Genres(vec!["Drama".to_owned()]),
            FilmFact::Uses(vec![TitleUse {
                title: "La linterna".to_owned(),
                region: Some("MX".to_owned()),
                language: Some("es".to_owned()),
            }]),
        ];
        let seq = enter_as(ledger, &person(), changed(1, facts)).await;
        let film = ledger.film(FilmId(1)).await.unwrap().unwrap();
        assert_eq!((film.title.as_str(), film.year), ("The Lantern", Some(2013)));
        assert_eq!(film.countries, ["SE"]);
        assert_eq!(film.uses[0].region.as_deref(), Some("MX"));
        for words in ["The Lantern (2013)", "La linterna", "tmdb:77"] {
            assert_eq!(found(ledger, words).await, [1], "{words}");
        }
        for words in ["The Lamp, Part 1", "La lámpara 1", "imdb:tt0000001"] {
            assert!(!found(ledger, words).await.contains(&1), "{words}");
        }
        assert_replays(ledger).await;
        let undone = undo(ledger, seq).await;
        assert_eq!(found(ledger, "imdb:tt0000001").await, [1]);
        assert!(found(ledger, "The Lantern (2013)").await.is_empty());
        assert_replays(ledger).await;
        undo(ledger, undone).await;
        assert_eq!(found(ledger, "tmdb:77").await, [1]);
        assert_replays(ledger).await;
    }

    async fn a_film_as_it_was_known_is_not_what_was_said_of_it_later(scratch: Scratch) {
        let ledger = &scratch.ledger;
        bare(ledger).await;
        let before = ledger.head().await.unwrap().seq;
        let title = |title: &str| vec![FilmFact::Title(title.to_owned())];
        let first = enter_as(ledger, &machine(), changed(1, title("The Lantern"))).await;
        enter_as(ledger, &person(), changed(1, title("The Ember"))).await;
        let now = ledger.film(FilmId(1)).await.unwrap().unwrap();
        for (known, wanted) in [
            (Some(before), "The Lamp, Part 1"),
            (Some(first), "The Lantern"),
            (None, "The Ember"),
        ] {
            let film = ledger.film_as_known(now.clone(), known).await.unwrap();
            assert_eq!(film.title, wanted);
        }
    }

    async fn a_person_outranks_a_catalogue_that_comes_later(scratch: Scratch) {
        let ledger = &scratch.ledger;
        bare(ledger).await;
        enter_as(ledger, &person(), changed(1, vec![FilmFact::Year(Some(2013))])).await;
        let seq = enter_as(
            ledger,
            &machine(),
            changed(1, vec![FilmFact::Year(Some(2014)), FilmFact::Title("The Lamps".to_owned())]),
        ).await;
        let film = ledger.film(FilmId(1)).await.unwrap().unwrap();
        assert_eq!((film.title.as_str(), film.year), ("The Lamps", Some(2013)));
        // Undoing the catalogue's change leaves what the person set, and is no person's word.
        undo(ledger, seq).await;
        let story = ledger.film_story(FilmId(1)).await.unwrap().unwrap();
        assert_eq!(story.record().year, Some(2013));
        assert_eq!(story.as_read().year, Some(2012));
        assert_eq!(story.set_fields().collect::<Vec<_>>(), [FilmField::Year]);
        enter_as(ledger, &machine(), changed(1, vec![FilmFact::Title("The Lamps".to_owned())])).await;
        assert_eq!(found(ledger, "The Lamps").await, [1]);
        assert_replays(ledger).await;
    }

    async fn films_that_entered_by_a_slip_are_taken_back_and_their_undoing_undone(scratch: Scratch) {
        let ledger = &scratch.ledger;
        bare(ledger).await;
        let added = Seq(2);
        let back = undo(ledger, added).await;
        assert!(listed(ledger).await.is_empty());
        assert_eq!(ledger.counts().await.unwrap().films, 0);
        for words in ["The Lamp, Part 1", "imdb:tt0000001", "1", "Lamp"] {
            assert!(found(ledger, words).await.is_empty(), "{words}");
        }
        assert!(ledger.film(FilmId(1)).await.unwrap().is_none());
        assert_replays(ledger).await;
        // Numbers are not given twice.
        let mut transaction = ledger.begin().await.unwrap();
        assert_eq!(transaction.next_film(), FilmId(4));
        drop(transaction);
        // Nothing is left to take back.
        assert!(ledger.opposite(added, &Remark::default()).await.unwrap().is_empty());
        undo(ledger, back).await;
        assert_eq!(listed(ledger).await, [1, 2, 3]);
        assert_eq!(found(ledger, "imdb:tt0000001").await, [1]);
        assert_eq!(ledger.counts().await.unwrap().films, 3);
        assert_replays(ledger).await;
    }

    async fn a_film_that_something_refers_to_is_not_taken_back_and_it_is_said_what_to_do(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let mut transaction = ledger.begin().await.unwrap();
        let source = furnish(&mut transaction, 2, 1, 1);
        let offered = Offered {
            critic: Some(CriticId(1)),
            ..Offered::new(transaction.next_review(), source, FilmId(2))
        };
        transaction.enter(at(1), &machine(), offered.read()).unwrap();
        transaction.commit().await.unwrap();
        let Err(LedgerError::Refused { why }) = ledger.opposite(Seq(2), &Remark::default()).await else {
            panic!("a film with a review was taken back");
        };
        assert!(why.contains("film 2 has 1 review") && why.contains("merge"), "{why}");
        let pair = Pair::Film { from: FilmId(2), into: FilmId(1) };
        enter_as(ledger, &person(), EntryBody::Merged(Merged { pair, remark: Remark::default() })).await;
        let Err(LedgerError::Refused { why }) = ledger.opposite(Seq(2), &Remark::default()).await else {
            panic!("merged films were taken back");
        };
        assert!(why.contains("film 2 is taken for film 1"), "{why}");
        assert_eq!(ledger.counts().await.unwrap().films, 1);
    }

    async fn a_change_that_makes_no_film_is_refused(scratch: Scratch) {
        let ledger = &scratch.ledger;
        bare(ledger).await;
        let mut transaction = ledger.begin().await.unwrap();
        for (film, fact) in [
            (9, FilmFact::Year(Some(2012))),
            (1, FilmFact::Title(" ".to_owned())),
            (1, FilmFact::Year(Some(3))),
            (1, FilmFact::Keys(vec![FilmKey::new("", "1")])),
        ] {
            let refused = transaction.enter(at(9), &person(), changed(film, vec![fact.clone()]));
            assert!(matches!(refused, Err(LedgerError::Refused { .. })), "{fact:?}");
        }
    }

    async fn merged_critics_outlets_and_films_count_once(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let mut transaction = ledger.begin().await.unwrap();
        furnish(&mut transaction, 3, 3, 3);
        transaction.commit().await.unwrap();
        let pairs = [
            Pair::Film { from: FilmId(2), into: FilmId(1) },
            Pair::Critic { from: CriticId(2), into: CriticId(1) },
            Pair::Critic { from: CriticId(3), into: CriticId(1) },
            Pair::Outlet { from: ovation_terms::OutletId(3), into: ovation_terms::OutletId(2) },
        ];
        let mut last = Seq(0);
        for pair in pairs {
            last = enter_as(ledger, &person(), EntryBody::Merged(Merged { pair, remark: Remark::default() })).await;
        }
        let counts = ledger.counts().await.unwrap();
        assert_eq!((counts.films, counts.critics, counts.outlets), (2, 1, 2));
        undo(ledger, last).await;
        assert_eq!(ledger.counts().await.unwrap().outlets, 3);
    }

    async fn what_came_with_a_deleted_source_alone_is_not_counted(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let mut transaction = ledger.begin().await.unwrap();
        let source = furnish(&mut transaction, 2, 2, 1);
        let other = furnish(&mut transaction, 0, 0, 0);
        for (from, critic) in [(source, 1), (source, 2), (other, 2)] {
            let offered = Offered {
                critic: Some(CriticId(critic)),
                ..Offered::new(transaction.next_review(), from, FilmId(critic))
            };
            transaction.enter(at(1), &machine(), offered.read()).unwrap();
        }
        transaction.commit().await.unwrap();
        let before = ledger.counts().await.unwrap();
        assert_eq!(before.critics, 2);
        let gone = ovation_terms::SourceStanding::new(source, Remark::default());
        let seq = enter_as(ledger, &person(), EntryBody::SourceDeleted(gone)).await;
        let after = ledger.counts().await.unwrap();
        assert_eq!(after.critics, 1);
        undo(ledger, seq).await;
        assert_eq!(ledger.counts().await.unwrap(), ovation_ledger::Counts { entries: before.entries + 2, ..before });
    }
}

/// A change by somebody, or the undoing of an earlier step.
#[derive(Clone, Debug)]
enum Step {
    Change(bool, i64, FilmFact),
    Undo(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let words = || prop::sample::select(vec!["Lamp", "Lantern", "Ember"]).prop_map(str::to_owned);
    let fact = prop_oneof![
        words().prop_map(FilmFact::Title),
        prop::collection::vec(words(), 0..3).prop_map(FilmFact::OtherTitles),
        prop::option::of(2000..2004_i16).prop_map(FilmFact::Year),
        words().prop_map(|word| FilmFact::Keys(vec![FilmKey::new("imdb", word)])),
        prop::collection::vec(words(), 0..2).prop_map(FilmFact::Directors),
        any::<bool>().prop_map(FilmFact::Listed),
        (1..3_u16).prop_map(|number| FilmFact::Work(Work::Season {
            number,
            series: None
        })),
        prop::option::of(1..3_u16).prop_map(FilmFact::Runtime),
        prop::sample::select(vec![FilmField::Title, FilmField::Year, FilmField::Listed])
            .prop_map(FilmFact::Clear),
    ];
    let step = prop_oneof![
        3 => (any::<bool>(), 1..=3_i64, fact).prop_map(|(who, film, fact)| Step::Change(who, film, fact)),
        1 => (0..20_usize).prop_map(Step::Undo),
    ];
    prop::collection::vec(step, 1..14)
}

async fn stories(ledger: &Ledger) -> Vec<ovation_terms::FilmStory> {
    let mut all = Vec::new();
    ledger
        .each_film_story(&mut |story| all.push(story))
        .await
        .unwrap();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn undoing_the_last_step_puts_every_film_back_and_a_replay_gives_the_same_bytes(steps in steps()) {
        let threads = tokio::runtime::Runtime::new().unwrap();
        threads.block_on(async {
            let scratch = Scratch::make(On::Sqlite, "films").await.unwrap();
            let ledger = &scratch.ledger;
            bare(ledger).await;
            let mut made = Vec::new();
            for step in steps {
                let before = stories(ledger).await;
                let last = match step {
                    Step::Change(by_person, film, fact) => {
                        let who = if by_person { person() } else { machine() };
                        enter_as(ledger, &who, changed(film, vec![fact])).await
                    }
                    Step::Undo(place) => match made.get(place) {
                        Some(seq) => undo(ledger, *seq).await,
                        None => continue,
                    },
                };
                if made.last() == Some(&last) {
                    continue;
                }
                let after = stories(ledger).await;
                let undone = undo(ledger, last).await;
                assert_eq!(stories(ledger).await, before);
                if undone != last {
                    undo(ledger, undone).await;
                }
                assert_eq!(stories(ledger).await, after);
                made.push(last);
                made.push(ledger.head().await.unwrap().seq);
            }
            assert_replays(ledger).await;
        });
    }
}
