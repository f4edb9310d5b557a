//! What people correct of what was read stays corrected, and every correction can be taken back.

use crate::support::{Offered, assert_replays, at, furnish, machine, on_both, person};
use ovation_ledger::Ledger;
use ovation_terms::{
    CriticId, CriticSplit, Day, Decision, EntryBody, FilmId, Names, NamesSet, OutletId, Remark,
    ReviewId, ReviewSettled, Seq, SourceId, SourceStanding, Whose,
};

async fn enter(ledger: &Ledger, second: i64, entry_body: EntryBody) -> Seq {
    let mut transaction = ledger.begin().await.unwrap();
    transaction
        .enter(at(second), &person(), entry_body)
        .unwrap();
    transaction.commit().await.unwrap().last
}

async fn undo(ledger: &Ledger, second: i64, seq: Seq) -> Seq {
    let opposite = ledger.opposite(seq, &Remark::default()).await.unwrap();
    let mut transaction = ledger.begin().await.unwrap();
    for entry_body in opposite {
        transaction
            .enter(at(second), &person(), entry_body)
            .unwrap();
    }
    transaction.commit().await.unwrap().last
}

fn settle(decision: Decision) -> EntryBody {
    let words = matches!(decision, Decision::Headline(Some(_)));
    EntryBody::ReviewSettled(ReviewSettled {
        review: ReviewId(1),
        decision,
        source: words.then_some(SourceId(1)),
        remark: Remark::new("the page says so", "told by telephone", "salt"),
    })
}

/// One film, one critic, two outlets; reviews 1 to 4 by the critic, two in each outlet.
async fn filled(ledger: &Ledger) -> Vec<Offered> {
    let mut transaction = ledger.begin().await.unwrap();
    let source = furnish(&mut transaction, 4, 1, 2);
    let mut made = Vec::new();
    for number in 1..=4 {
        let offered = Offered {
            critic: Some(CriticId(1)),
            outlet: Some(OutletId(1 + number % 2)),
            ..Offered::new(transaction.next_review(), source, FilmId(number))
        };
        transaction
            .enter(at(1), &machine(), offered.read())
            .unwrap();
        made.push(offered);
    }
    transaction.commit().await.unwrap();
    made
}

/// What a reader sees of review 1: day, address, language, headline.
async fn seen(ledger: &Ledger) -> (Option<Day>, Option<String>, Option<String>, Option<String>) {
    let record = ledger.review(ReviewId(1)).await.unwrap().unwrap();
    let finding = record.read.finding;
    (
        record.ballot.published,
        record.ballot.url,
        finding.language,
        finding.headline.map(|headline| headline.value),
    )
}

on_both! {
    async fn day_address_language_and_headline_stay_as_a_person_says(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let mut offered = filled(ledger).await.remove(0);
        let as_read = seen(ledger).await;
        let day = Day::new(2024, 3, 5);
        let url = "https://lantern.example/moved".to_owned();
        let said = [
            Decision::Published(day),
            Decision::Url(Some(url.clone())),
            Decision::Language(Some("sv".to_owned())),
            Decision::Headline(Some("A lamp, and a hand".to_owned())),
        ];
        let mut made = Vec::new();
        for (decision, second) in said.into_iter().zip(10..) {
            made.push(enter(ledger, second, settle(decision)).await);
        }
        let headline = Some("A lamp, and a hand".to_owned());
        let corrected = (day, Some(url), Some("sv".to_owned()), headline);
        assert_eq!(seen(ledger).await, corrected);
        // A later reading says otherwise, and is not heard.
        offered.published = Day::new(2023, 1, 1);
        offered.text = "Read again.".to_owned();
        let mut transaction = ledger.begin().await.unwrap();
        transaction.enter(at(20), &machine(), offered.read()).unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(seen(ledger).await, corrected);
        assert_replays(ledger).await;
        // A day that nobody knows, and back.
        let none = enter(ledger, 30, settle(Decision::Published(None))).await;
        assert_eq!(seen(ledger).await.0, None);
        undo(ledger, 31, none).await;
        assert_eq!(seen(ledger).await, corrected);
        for (entry, second) in made.into_iter().zip(40..) {
            undo(ledger, second, entry).await;
        }
        let after = seen(ledger).await;
        assert_eq!(after, (Day::new(2023, 1, 1), as_read.1, as_read.2, as_read.3));
        assert_replays(ledger).await;
    }

    async fn an_undone_headline_brings_back_the_one_that_was_set_before(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        enter(ledger, 10, settle(Decision::Headline(Some("First".to_owned())))).await;
        let second = enter(ledger, 11, settle(Decision::Headline(None))).await;
        assert_eq!(seen(ledger).await.3, None);
        undo(ledger, 12, second).await;
        assert_eq!(seen(ledger).await.3.as_deref(), Some("First"));
        assert_replays(ledger).await;
    }

    async fn a_headline_that_was_set_goes_with_the_words_of_its_source(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        enter(ledger, 10, settle(Decision::Headline(Some("A lamp, and a hand".to_owned())))).await;
        let gone = SourceStanding::new(SourceId(1), Remark::reason("its owner asked"));
        enter(ledger, 11, EntryBody::SourceDeleted(gone)).await;
        assert_eq!(seen(ledger).await.3, None);
        let entries = ledger.entries(Seq(0), 1_000).await.unwrap();
        assert!(!serde_json::to_string(&entries).unwrap().contains("A lamp, and a hand"));
        assert!(ledger.doctor(&mut |_| {}).await.unwrap().checks.iter().all(|check| check.ok));
        assert_replays(ledger).await;
    }

    async fn a_private_note_stands_beside_the_entry_and_the_reason_in_it(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        let seq = enter(ledger, 10, settle(Decision::Exclude)).await;
        let entry = ledger.entry(seq).await.unwrap().unwrap();
        let mut entry_body = entry.body;
        let remark = entry_body.remark_mut().unwrap();
        assert_eq!((remark.private(), remark.reason.as_str()), ("told by telephone", "the page says so"));
        let digest = remark.words.unwrap();
        remark.private_note = None;
        // Whoever is given the body without the note can still prove the entry, and enters the same.
        assert!(serde_json::to_string(&entry_body).unwrap().contains(&digest.to_string()));
        assert!(!serde_json::to_string(&entry_body).unwrap().contains("telephone"));
        assert!(ledger.doctor(&mut |_| {}).await.unwrap().checks.iter().all(|check| check.ok));
    }

    async fn names_that_people_set_are_shown_and_the_old_ones_still_found(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        let called = |name: &str, also: &[&str]| Names {
            name: name.to_owned(),
            also: also.iter().map(|name| (*name).to_owned()).collect(),
            domain: None,
        };
        let set = EntryBody::NamesSet(NamesSet {
            whose: Whose::Critic(CriticId(1)),
            names: called("Ada Quill", &["Critic 1"]),
            before: called("Critic 1", &[]),
            remark: Remark::default(),
        });
        let entry = enter(ledger, 10, set).await;
        let critic = ledger.critic(CriticId(1)).await.unwrap().unwrap();
        assert_eq!((critic.name.as_str(), critic.also), ("Ada Quill", vec!["Critic 1".to_owned()]));
        let ballots = ledger.ballots_of_critic(CriticId(1), 1, 0).await.unwrap();
        assert_eq!(ballots[0].ballot.critic_name, "Ada Quill");
        let mut names = Vec::new();
        ledger.each_critic(&mut |_, name| names.push(name)).await.unwrap();
        ledger.each_critic_alias(&mut |_, name| names.push(name)).await.unwrap();
        assert_eq!(names, ["Ada Quill", "Critic 1"]);
        assert_replays(ledger).await;
        undo(ledger, 11, entry).await;
        let critic = ledger.critic(CriticId(1)).await.unwrap().unwrap();
        assert_eq!((critic.name.as_str(), critic.also.len()), ("Critic 1", 0));
        assert_replays(ledger).await;
    }

    async fn a_split_gives_the_reviews_to_somebody_new_and_its_opposite_gives_them_back(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let mut offered = filled(ledger).await.remove(0);
        let of = async |critic: i64| -> Vec<i64> {
            let found = ledger.reviews_of_critic(CriticId(critic)).await.unwrap();
            found.iter().map(|(review, ..)| review.0).collect()
        };
        let mut transaction = ledger.begin().await.unwrap();
        let split = EntryBody::CriticSplit(CriticSplit {
            critic: CriticId(1),
            into: transaction.next_critic(),
            name: "Critic 1 (Lantern 2)".to_owned(),
            also: vec!["Critic 1".to_owned()],
            reviews: vec![ReviewId(1), ReviewId(3)],
            remark: Remark::default(),
        });
        transaction.enter(at(10), &person(), split).unwrap();
        let entry = transaction.commit().await.unwrap().last;
        assert_eq!((of(1).await, of(2).await), (vec![2, 4], vec![1, 3]));
        // Read again by something that knows the first only: it stays the other's.
        offered.text = "Read again.".to_owned();
        let mut transaction = ledger.begin().await.unwrap();
        transaction.enter(at(20), &machine(), offered.read()).unwrap();
        transaction.commit().await.unwrap();
        assert_eq!((of(1).await, of(2).await), (vec![2, 4], vec![1, 3]));
        assert_replays(ledger).await;
        let joined = undo(ledger, 30, entry).await;
        assert_eq!((of(1).await, of(2).await), (vec![1, 2, 3, 4], vec![]));
        undo(ledger, 31, joined).await;
        assert_eq!((of(1).await, of(2).await), (vec![2, 4], vec![1, 3]));
        assert_replays(ledger).await;
    }
}

on_both! {
    async fn what_no_reader_could_be_shown_is_refused(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        let mut transaction = ledger.begin().await.unwrap();
        for decision in [
            Decision::Url(Some("javascript:alert(1)".to_owned())),
            Decision::Url(Some("/home/ada/review.html".to_owned())),
            Decision::Url(Some("https:// two words".to_owned())),
            Decision::Language(Some("Swedish, I think".to_owned())),
            Decision::Language(Some("\u{1b}[31m".to_owned())),
        ] {
            let refused = transaction.enter(at(10), &person(), settle(decision.clone()));
            assert!(refused.is_err(), "{decision:?}");
        }
        for names in [
            Names { name: " ".to_owned(), ..Names::default() },
            Names { name: "Ada".to_owned(), domain: Some("https://x.example/".to_owned()), ..Names::default() },
        ] {
            let set = NamesSet {
                whose: Whose::Outlet(OutletId(1)),
                names,
                before: Names::default(),
                remark: Remark::default(),
            };
            assert!(transaction.enter(at(10), &person(), EntryBody::NamesSet(set)).is_err());
        }
    }
}
