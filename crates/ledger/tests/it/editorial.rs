//! What editors write and the badges that operators define: known as of any entry, undone like all else.

use crate::support::{Offered, assert_replays, at, furnish, machine, on_both, person};
use ovation_ledger::{Happenings, Ledger};
use ovation_terms::{
    Actor, CriticId, Day, EditorTextSet, EntryBody, EventFinding, Evidence, FilmId, FilmLink,
    Merged, OutletId, Pair, PressFinding, PressRead, Remark, ReviewId, ReviewKey, Seq, SignedText,
    SourceId, Sourced, TextAbout, TierRule, TierSet, ToldDay, Whose,
};

async fn enter(ledger: &Ledger, second: i64, by: &str, entry_body: EntryBody) -> Seq {
    let mut transaction = ledger.begin().await.unwrap();
    let actor = Actor::person(by);
    transaction
        .enter_act(at(second), &actor, vec![entry_body])
        .await
        .unwrap();
    transaction.commit().await.unwrap().last
}

async fn undo(ledger: &Ledger, second: i64, seq: Seq) -> Seq {
    let undoing = ledger.undoing(seq, &Remark::default()).await.unwrap();
    let mut transaction = ledger.begin().await.unwrap();
    transaction
        .enter_undoing(at(second), &person(), &undoing)
        .await
        .unwrap();
    transaction.commit().await.unwrap().last
}

fn text(about: TextAbout, words: &str, by: &str) -> EntryBody {
    let text = (!words.is_empty()).then(|| SignedText {
        words: words.to_owned(),
        by: by.to_owned(),
        language: None,
        reviews: vec![ReviewId(1)],
    });
    EntryBody::EditorTextSet(EditorTextSet {
        about,
        text,
        remark: Remark::default(),
    })
}

fn tier(name: &str, rule: Option<(f64, f64, u32)>) -> EntryBody {
    EntryBody::TierSet(TierSet {
        name: name.to_owned(),
        rule: rule.map(|(from, lost_below, reviews)| TierRule {
            from,
            lost_below,
            reviews,
        }),
        remark: Remark::default(),
    })
}

/// Seven films by three critics in two outlets: the first is for all, the second against all but
/// one, the third is for all.
async fn filled(ledger: &Ledger) {
    let mut transaction = ledger.begin().await.unwrap();
    let source = furnish(&mut transaction, 7, 3, 2);
    for film in 1..=7 {
        for critic in 1..=3 {
            let offered = Offered {
                critic: Some(CriticId(critic)),
                outlet: Some(OutletId(1 + critic % 2)),
                p: Some(if critic == 2 && film > 1 { 0.2 } else { 0.9 }),
                ..Offered::new(transaction.next_review(), source, FilmId(film))
            };
            transaction
                .enter(at(1), &machine(), offered.read())
                .unwrap();
        }
    }
    transaction.commit().await.unwrap();
}

async fn words(ledger: &Ledger, about: TextAbout, known: Option<Seq>) -> Option<(String, String)> {
    let held = ledger.editor_text(about, known).await.unwrap();
    held.map(|held| (held.text.words, held.text.by))
}

fn is(words: &str, by: &str) -> (String, String) {
    (words.to_owned(), by.to_owned())
}

on_both! {
    async fn a_text_has_its_history_and_an_undo_gives_it_back_to_who_wrote_it(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        let film = TextAbout::Film(FilmId(1));
        assert_eq!(words(ledger, film, None).await, None);
        let first = enter(ledger, 10, "ines", text(film, "Warm, and a little long.", "ines")).await;
        let second = enter(ledger, 11, "olof", text(film, "Warm.", "olof")).await;
        let gone = enter(ledger, 12, "olof", text(film, "", "olof")).await;
        assert_eq!(words(ledger, film, None).await, None);
        assert_eq!(words(ledger, film, Some(first)).await, Some(is("Warm, and a little long.", "ines")));
        assert_eq!(words(ledger, film, Some(second)).await, Some(is("Warm.", "olof")));
        let steps = ledger.editor_text_history(film).await.unwrap();
        let entries: Vec<Seq> = steps.iter().map(|step| step.entry).collect();
        assert_eq!(entries, [gone, second, first]);
        // Another person undoes both; the text is still its author's.
        undo(ledger, 13, gone).await;
        assert_eq!(words(ledger, film, None).await, Some(is("Warm.", "olof")));
        undo(ledger, 14, second).await;
        assert_eq!(words(ledger, film, None).await, Some(is("Warm, and a little long.", "ines")));
        undo(ledger, 15, first).await;
        assert_eq!(words(ledger, film, None).await, None);
        // Other things have texts of their own.
        let critic = TextAbout::Critic(CriticId(1));
        enter(ledger, 16, "ines", text(critic, "Writes from the coast.", "ines")).await;
        assert_eq!(words(ledger, critic, None).await, Some(is("Writes from the coast.", "ines")));
        assert_eq!(words(ledger, TextAbout::Outlet(OutletId(1)), None).await, None);
        assert_replays(ledger).await;
        assert!(ledger.tally().await.unwrap().is_conserved());
    }

    async fn what_was_written_of_a_film_goes_with_it_where_it_is_taken_for_another(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        enter(ledger, 10, "ines", text(TextAbout::Film(FilmId(2)), "Two in one.", "ines")).await;
        let pair = Pair::Film { from: FilmId(2), into: FilmId(1) };
        let merged = EntryBody::Merged(Merged { pair, remark: Remark::default() });
        let joined = enter(ledger, 11, "ines", merged).await;
        let one = TextAbout::Film(FilmId(1));
        assert_eq!(words(ledger, one, None).await, Some(is("Two in one.", "ines")));
        undo(ledger, 12, joined).await;
        assert_eq!(words(ledger, one, None).await, None);
        assert_replays(ledger).await;
    }

    async fn a_text_that_cannot_be_is_refused_and_the_same_text_is_not_entered_twice(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        let film = TextAbout::Film(FilmId(1));
        for bad in [
            text(TextAbout::Film(FilmId(99)), "Of nothing.", "ines"),
            text(film, "Signed by nobody.", " "),
            text(film, &"x".repeat(2_001), "ines"),
            tier("Certified", Some((50.0, 60.0, 5))),
        ] {
            let mut transaction = ledger.begin().await.unwrap();
            assert!(transaction.enter(at(9), &person(), bad).is_err());
        }
        let first = enter(ledger, 10, "ines", text(film, "Warm.", "ines")).await;
        let head = ledger.head().await.unwrap();
        let mut transaction = ledger.begin().await.unwrap();
        let again = vec![text(film, "Warm.", "ines")];
        let told = transaction.enter_act(at(11), &person(), again).await;
        assert!(told.is_err() || *transaction.tail() == head, "{told:?}");
        drop(transaction);
        assert_eq!(ledger.head().await.unwrap().seq, first);
    }

    async fn a_badge_has_the_rule_that_held_and_every_change_is_undone(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        let rules = async |known| {
            let tiers = ledger.tiers(known).await.unwrap();
            tiers.into_iter().map(|tier| (tier.name, tier.rule.from)).collect::<Vec<_>>()
        };
        let named = |name: &str, from: f64| (name.to_owned(), from);
        let made = enter(ledger, 10, "ines", tier("Certified", Some((60.0, 50.0, 5)))).await;
        let other = enter(ledger, 11, "ines", tier("Loved", Some((80.0, 70.0, 9)))).await;
        let changed = enter(ledger, 12, "ines", tier("Certified", Some((70.0, 60.0, 5)))).await;
        let retired = enter(ledger, 13, "ines", tier("Loved", None)).await;
        assert_eq!(rules(None).await, [named("Certified", 70.0)]);
        assert_eq!(rules(Some(other)).await, [named("Certified", 60.0), named("Loved", 80.0)]);
        undo(ledger, 14, retired).await;
        undo(ledger, 15, changed).await;
        assert_eq!(rules(None).await, [named("Certified", 60.0), named("Loved", 80.0)]);
        undo(ledger, 16, made).await;
        assert_eq!(rules(None).await, [named("Loved", 80.0)]);
        assert_replays(ledger).await;
    }

    async fn a_critic_stands_beside_the_others_of_the_same_films(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        let shared = ledger.shared_films(CriticId(1), 100).await.unwrap();
        assert_eq!(shared.len(), 14, "seven films, two others each");
        let agreed = |other| {
            let theirs = shared.iter().filter(|line| line.other == CriticId(other));
            theirs.filter(|line| line.is_for == line.other_is_for).count()
        };
        assert_eq!((agreed(2), agreed(3)), (1, 7));
        assert_eq!(ledger.shared_films(CriticId(1), 2).await.unwrap().len(), 4);
        let staff = ledger.critics_of_outlet(OutletId(2), 10).await.unwrap();
        let staff: Vec<_> = staff.iter().map(|one| (one.id.0, one.reviews)).collect();
        assert_eq!(staff, [(1, 7), (3, 7)]);
        let tenths = ledger.rating_tenths(Whose::Outlet(OutletId(1))).await.unwrap();
        assert_eq!((tenths[2], tenths[9]), (6, 1));
    }

    async fn festivals_and_prizes_are_found_by_name_whatever_the_number_of_the_edition(scratch: Scratch) {
        let ledger = &scratch.ledger;
        filled(ledger).await;
        press(ledger, 1, "12th Marenne Film Festival", None).await;
        press(ledger, 2, "Marenne Film Festival 2031", Some("Golden Gull")).await;
        let found = ledger.happenings(Happenings::Festivals, 10, 0).await.unwrap();
        let found: Vec<_> = found.iter().map(|hit| (hit.folded.as_str(), hit.films, hit.articles)).collect();
        assert_eq!(found, [("marennefilmfestival", 1, 2)]);
        // The films of a list are filtered by the same festivals.
        let films = ledger.festival_films().await.unwrap();
        let films: Vec<_> = films.iter().map(|it| (it.film, it.festival.as_str())).collect();
        assert_eq!(films, [(FilmId(1), "Marenne Film Festival")]);
        let prizes = ledger.happenings(Happenings::Awards, 10, 0).await.unwrap();
        assert_eq!(prizes.len(), 1);
        let which = Happenings::Awards;
        let articles = ledger.press_of_happening(which, "goldengull", None, 10).await.unwrap();
        assert_eq!(articles.len(), 1);
        // Neither is a person.
        assert!(ledger.people("marenne", 10, 0).await.unwrap().is_empty());
        assert!(ledger.press_of_person("goldengull", 10).await.unwrap().is_empty());
        assert_replays(ledger).await;
    }
}

async fn press(ledger: &Ledger, number: u8, place: &str, prize: Option<&str>) {
    let said = |words: &str| {
        let nowhere = Evidence::Address { url: String::new() };
        Sourced::new(words.to_owned(), nowhere)
    };
    let event = EventFinding {
        kind: if prize.is_some() { "award" } else { "premiere" }.to_owned(),
        film: Some("The Lamp, Part 1".to_owned()),
        place: Some(said(place)),
        prize: prize.map(said),
        day: Day::new(2031, 5, 4).map(|day| ToldDay {
            day,
            is_stated: true,
        }),
        ..EventFinding::default()
    };
    let key = ReviewKey([number; 16]);
    let read = PressRead {
        article: key,
        content: key,
        source: SourceId(1),
        films: vec![FilmLink {
            title: "The Lamp, Part 1".to_owned(),
            film: FilmId(1),
        }],
        finding: PressFinding {
            films: vec!["The Lamp, Part 1".to_owned()],
            events: vec![event],
            ..PressFinding::default()
        },
        words: None,
    };
    let mut transaction = ledger.begin().await.unwrap();
    transaction
        .enter(at(20), &machine(), EntryBody::PressRead(Box::new(read)))
        .unwrap();
    transaction.commit().await.unwrap();
}
