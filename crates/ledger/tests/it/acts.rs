//! Acts: what one decision enters is undone together, and what holds already is not entered again.

mod made;

use crate::support::{Offered, assert_replays, at, furnish, machine, on_both, person};
use made::{
    article, critics, deleted, film, films, merged, named, placed, press, rating, reinstated,
    restored, rule, said, settle, weighed, withdrawn,
};
use ovation_ledger::{Ledger, LedgerError};
use ovation_terms::{
    CriticId, CriticSplit, Decision, EntryBody, FilmFact, FilmId, FilmRecord, FilmsAdded, Hash,
    JudgingSet, MediaKind, Merged, OutletId, PressDecision, Reason, Remark, ReviewId, Seq,
    SourceFacts, SourceId, SourceRead, SourceStanding, WithdrawnBy,
};
use std::fmt::Write as _;

/// Two versions of one address with the reviews of three films by three critics, and a third source.
async fn filled(ledger: &Ledger) {
    let mut transaction = ledger.begin().await.unwrap();
    furnish(&mut transaction, 3, 3, 2);
    for (version, address) in ["reviews-1.csv", "other.csv"].into_iter().enumerate() {
        let source = transaction.next_source();
        let facts = SourceFacts {
            address: address.to_owned(),
            media: MediaKind::Table,
            hash: Hash::of(format!("version {version}").as_bytes()),
            size_bytes: 1_000,
            fetched: at(0),
        };
        let reader = "ovation 0.1.0".to_owned();
        let read = SourceRead {
            source,
            facts,
            reader,
        };
        transaction
            .enter(at(0), &machine(), EntryBody::SourceRead(read))
            .unwrap();
    }
    for film in 1..=3 {
        for critic in 1..=3 {
            let offered = Offered {
                critic: Some(CriticId(critic)),
                outlet: Some(OutletId(critic % 2 + 1)),
                p: Some(if critic == 2 { 0.2 } else { 0.9 }),
                reasons: if film == critic {
                    vec![Reason::VerdictUnsure]
                } else {
                    Vec::new()
                },
                ..Offered::new(transaction.next_review(), SourceId(film), FilmId(film))
            };
            transaction
                .enter(at(1), &machine(), offered.read())
                .unwrap();
        }
    }
    transaction.commit().await.unwrap();
}

/// What pages and scores show, entries aside.
async fn shown(ledger: &Ledger) -> String {
    let mut told = String::new();
    for film in 1..=3 {
        for ballot in ledger.ballots_of_film(FilmId(film), None).await.unwrap() {
            let standing = ballot.standing.to_codes();
            writeln!(
                told,
                "film {film} review {} {:?} {:?} {:?} {:?} {:?} {:?} {standing}",
                ballot.review,
                ballot.critic,
                ballot.outlet,
                ballot.p,
                ballot.rating,
                ballot.rating_printed,
                ballot.published
            )
            .unwrap();
        }
        let critic = ledger.critic(CriticId(film)).await.unwrap().unwrap();
        let reviews = ledger.reviews_of_critic(critic.id).await.unwrap();
        writeln!(
            told,
            "{} {} {:?} {reviews:?}",
            critic.id, critic.name, critic.also
        )
        .unwrap();
    }
    for outlet in 1..=2 {
        let found = ledger.outlet(OutletId(outlet)).await.unwrap().unwrap();
        writeln!(
            told,
            "{} {} {:?} {:?}",
            found.id, found.name, found.also, found.domain
        )
        .unwrap();
    }
    let mut films = Vec::new();
    ledger
        .each_film(&mut |film| films.push(film))
        .await
        .unwrap();
    writeln!(told, "{films:?}\n{:?}", ledger.tally().await.unwrap()).unwrap();
    writeln!(told, "{:?}", ledger.outlet_weights(None).await.unwrap()).unwrap();
    writeln!(told, "{:?}", ledger.outlet_countries(None).await.unwrap()).unwrap();
    let rules = ledger.rating_rules(None).await.unwrap();
    let mut rules: Vec<String> = rules.iter().map(|rule| format!("{rule:?}")).collect();
    rules.sort();
    let usual = JudgingSet::USUAL.then(ledger.judging(None).await.unwrap());
    writeln!(told, "{rules:?}\n{usual:?}").unwrap();
    let settled = ledger.press_settled().await.unwrap();
    let parts = [1, 2].map(|part| settled.of_part(article(1), article(part)));
    writeln!(told, "{} {parts:?}", settled.hides(article(1))).unwrap();
    told
}

/// The entries that an act makes; none where it was refused.
async fn act(ledger: &Ledger, second: i64, made: Vec<EntryBody>) -> Result<Vec<Seq>, String> {
    let mut transaction = ledger.begin().await.unwrap();
    match transaction.enter_act(at(second), &person(), made).await {
        Ok(entered) => {
            transaction.commit().await.unwrap();
            Ok(entered)
        }
        Err(LedgerError::Refused { why }) => Err(why),
        Err(error) => panic!("{error}"),
    }
}

/// Undoes as terminal and API do.
async fn undo(ledger: &Ledger, second: i64, seq: Seq) -> Result<Vec<Seq>, String> {
    let mut transaction = ledger.begin().await.unwrap();
    let undoing = match ledger.undoing(seq, &said()).await {
        Ok(undoing) => undoing,
        Err(LedgerError::Refused { why }) => return Err(why),
        Err(error) => panic!("{error}"),
    };
    match transaction
        .enter_undoing(at(second), &person(), &undoing)
        .await
    {
        Ok(entered) => {
            transaction.commit().await.unwrap();
            Ok(entered)
        }
        Err(LedgerError::Refused { why }) => Err(why),
        Err(error) => panic!("{error}"),
    }
}

/// Some act or other, by a number.
async fn some_act(ledger: &Ledger, number: u64) -> Vec<EntryBody> {
    let mut draw = number;
    let mut up_to = |most: i64| {
        draw = draw
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((draw >> 33) % most.unsigned_abs()).unwrap()
    };
    let (review, other, kind) = (up_to(9) + 1, up_to(9) + 1, up_to(20));
    let (one, two) = (up_to(3) + 1, up_to(3) + 1);
    match kind {
        0 => vec![settle(review, Decision::Film(FilmId(one)))],
        1 => vec![
            settle(review, Decision::Verdict(one == 1)),
            settle(other, Decision::Exclude),
        ],
        2 => vec![
            settle(review, rating(0.25)),
            settle(review, Decision::Critic(None)),
        ],
        3 => vec![
            settle(review, Decision::ClearVerdict),
            settle(other, Decision::Restore),
        ],
        4 => vec![settle(review, Decision::Published(None))],
        5 => vec![
            withdrawn(review, WithdrawnBy::Critic),
            withdrawn(other, WithdrawnBy::Outlet),
        ],
        6 => vec![reinstated(review)],
        7 => vec![deleted(1), deleted(2)],
        8 => vec![restored(1), restored(2), restored(3)],
        9 => vec![deleted(3)],
        10 => vec![merged(films(one, two))],
        11 => vec![merged(critics(one, two)), merged(films(two, one))],
        12 => {
            let mut transaction = ledger.begin().await.unwrap();
            let into = transaction.next_critic();
            let all = ledger.reviews_of_critic(CriticId(one)).await.unwrap();
            let reviews = all.into_iter().take(1).map(|(review, ..)| review).collect();
            vec![EntryBody::CriticSplit(CriticSplit {
                critic: CriticId(one),
                into,
                name: "Another".to_owned(),
                also: Vec::new(),
                reviews,
                remark: said(),
            })]
        }
        13 => vec![
            named(
                ledger,
                1,
                ["Meridian", "Lantern 1"][usize::try_from(one % 2).unwrap()],
            )
            .await,
            placed(
                1,
                [None, Some("SE"), Some("FR")][usize::try_from(two - 1).unwrap()],
            ),
            weighed(
                1,
                [None, Some(2.0), Some(0.5)][usize::try_from(one - 1).unwrap()],
            ),
        ],
        14 => vec![EntryBody::JudgingSet(JudgingSet {
            text_reader: None,
            accepted_error: Some([0.01, 0.02, 0.03][usize::try_from(one - 1).unwrap()]),
        })],
        15 => vec![rule(
            ["/5", "/10", "/4"][usize::try_from(one - 1).unwrap()],
            two != 1,
        )],
        16 => vec![
            film(
                one,
                FilmFact::Year(Some(2000 + i16::try_from(two).unwrap())),
            ),
            film(one, FilmFact::Title(format!("Title {two}"))),
            film(two, FilmFact::Year(Some(1999))),
        ],
        17 => {
            let mut transaction = ledger.begin().await.unwrap();
            let id = transaction.next_film();
            let films = vec![FilmRecord {
                title: "The New One".to_owned(),
                ..FilmRecord::numbered(id)
            }];
            let why = "created on the desk".to_owned();
            let added = FilmsAdded {
                why,
                films,
                act: None,
            };
            vec![
                EntryBody::FilmsAdded(added),
                settle(review, Decision::Film(id)),
            ]
        }
        18 => vec![press(None, PressDecision::Hide, PressDecision::Show)],
        _ => vec![
            press(Some(1), PressDecision::Hide, PressDecision::Show),
            press(
                Some(2),
                PressDecision::Speaker(Some("Ines Falk".to_owned())),
                PressDecision::ClearSpeaker,
            ),
        ],
    }
}

on_both! {
    async fn any_act_followed_by_undo_of_any_of_its_entries_shows_what_was_shown_before(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        let (mut entered, mut second) = (0, 10);
        for number in 0..140_u64 {
            second += 10;
            let made = some_act(ledger, number).await;
            let several = made.len() > 1;
            let before = (shown(ledger).await, ledger.head().await.unwrap());
            let entries = match act(ledger, second, made.clone()).await {
                Ok(entries) => entries,
                Err(why) => {
                    assert!(!why.is_empty());
                    assert_eq!(ledger.head().await.unwrap(), before.1, "{made:?}: {why}");
                    continue;
                }
            };
            entered += usize::from(several && entries.len() > 1);
            let member = entries[usize::try_from(number).unwrap() % entries.len()];
            let undone = undo(ledger, second + 1, member).await;
            let undone = undone.unwrap_or_else(|why| panic!("{made:?}: {why}"));
            assert_eq!(shown(ledger).await, before.0, "{made:?}, entry {member} of {entries:?}");
            // Undone it is undone, by whichever of its entries.
            let head = ledger.head().await.unwrap();
            for entry in &entries {
                let again = undo(ledger, second + 2, *entry).await;
                let why = again.expect_err("it is undone already");
                assert!(!why.is_empty(), "{made:?}");
                assert_eq!(ledger.head().await.unwrap(), head, "{made:?}: {why}");
            }
            // What was done again stays for the next; new numbers are made for it.
            if number % 3 == 0 {
                drop(undo(ledger, second + 3, undone[undone.len() - 1]).await);
            }
        }
        assert!(entered > 25, "only {entered} acts of several entries were tried");
        assert_replays(ledger).await;
    }

    async fn what_holds_already_is_refused_by_how_things_stand(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        let acts: Vec<(Vec<EntryBody>, &str)> = vec![
            (vec![restored(1)], "source 1 is not deleted"),
            (vec![reinstated(1)], "review 1 is not withdrawn"),
            (vec![withdrawn(1, WithdrawnBy::Critic)], "review 1 is withdrawn already"),
            (vec![settle(2, Decision::Verdict(false))], "review 2: that holds already: the critic is against"),
            (vec![settle(2, Decision::ClearFilm)], "the film is again what was read"),
            (vec![settle(2, rating(0.5))], "the rating is 0.5/1"),
            (vec![settle(2, Decision::Critic(None))], "it is unsigned"),
            (vec![settle(3, Decision::Exclude)], "out of the score"),
            (vec![settle(3, Decision::SameAs(ReviewId(2)))], "the same as review 2"),
            (vec![settle(4, Decision::Headline(Some("A lamp".to_owned())))], "the headline is `A lamp`"),
            (vec![settle(4, Decision::Url(None))], "it stands nowhere on the web"),
            (vec![settle(4, Decision::Distinct)], "a review of its own"),
            (vec![deleted(3)], "source 3 is deleted already"),
            (vec![merged(films(1, 2))], "film 1 is taken for film 2"),
            (vec![merged(critics(1, 2))], "critic 1 is taken for critic 2"),
            (vec![weighed(1, Some(2.0))], "outlet 1 weighs 2 already"),
            (vec![weighed(2, None)], "outlet 2 weighs 1 already"),
            (vec![placed(1, Some("SE"))], "the country of outlet 1 is SE already"),
            (vec![placed(2, None)], "no country is set for outlet 2"),
            (vec![rule("/5", true)], "that rule holds already"),
            (vec![named(ledger, 2, "Harbinger").await], "outlet 2 is called so already: Harbinger"),
            (vec![film(3, FilmFact::Year(Some(2001)))], "film 3: year 2001"),
            (vec![press(None, PressDecision::Hide, PressDecision::Show)], "the article is hidden already"),
            (vec![press(Some(1), PressDecision::Show, PressDecision::Hide)], "is shown already"),
            (vec![EntryBody::JudgingSet(JudgingSet { text_reader: None, accepted_error: Some(0.1) })],
                "verdicts are made so already"),
            (Vec::new(), "there is nothing to change"),
        ];
        for (second, (made, stands)) in (10..).zip(acts) {
            let mut refused = act(ledger, second, made.clone()).await.err();
            let head = ledger.head().await.unwrap();
            if refused.is_none() {
                refused = act(ledger, second, made.clone()).await.err();
            }
            let why = refused.unwrap_or_else(|| panic!("{made:?} was entered twice"));
            assert!(why.contains(stands), "{made:?}: {why}");
            assert_eq!(ledger.head().await.unwrap(), head, "{made:?}");
        }
        let unmerged = EntryBody::Unmerged(Merged { pair: films(3, 2), remark: said() });
        let why = act(ledger, 90, vec![unmerged]).await.unwrap_err();
        assert!(why.contains("film 3 is not taken for another"), "{why}");
        assert_replays(ledger).await;
    }

    async fn a_withdrawal_that_is_undone_leaves_the_one_before_it(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        act(ledger, 10, vec![withdrawn(1, WithdrawnBy::Critic)]).await.unwrap();
        let before = shown(ledger).await;
        let second = act(ledger, 11, vec![withdrawn(1, WithdrawnBy::Outlet)]).await.unwrap();
        undo(ledger, 12, second[0]).await.unwrap();
        assert_eq!(shown(ledger).await, before);
    }

    async fn deletions_made_before_acts_were_told_are_undone_together(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        let before = shown(ledger).await;
        let mut transaction = ledger.begin().await.unwrap();
        // Another address by the same person just before is another matter; the two versions are one.
        for source in [3, 1, 2] {
            let mut gone = SourceStanding::new(SourceId(source), Remark::reason("its owner asked"));
            if source == 3 {
                gone.remark = Remark::reason("another owner asked");
            }
            transaction.enter(at(10), &person(), EntryBody::SourceDeleted(gone)).unwrap();
        }
        let last = transaction.commit().await.unwrap().last;
        undo(ledger, 11, last).await.unwrap();
        for review in 1..=6 {
            let record = ledger.review(ReviewId(review)).await.unwrap().unwrap();
            let reasons = record.ballot.standing.reasons().to_vec();
            assert!(!reasons.contains(&Reason::SourceDeleted), "review {review}");
        }
        undo(ledger, 12, Seq(last.0 - 2)).await.unwrap();
        assert_eq!(shown(ledger).await, before);
        assert_replays(ledger).await;
    }
}
