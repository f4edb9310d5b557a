//! An article of film press.

use super::{ATTACK, HOSTILE, LAMPLIGHTER, days_later, source};
use ovation_ledger::{Ledger, Transaction};
use ovation_terms::{
    Actor, ClaimFinding, CreditFinding, Day, EntryBody, EventFinding, Evidence, FilmId, FilmLink,
    PressFinding, PressRead, ReviewKey, SourceId, Sourced, SpeechKind, StatementFinding, ToldDay,
};

fn said(words: &str) -> Sourced<String> {
    let evidence = Evidence::Words {
        quote: words.to_owned(),
        before: String::new(),
        after: String::new(),
        start: 40,
        end: 40 + words.len(),
    };
    Sourced::new(words.to_owned(), evidence)
}

/// Two outlets report a premiere, one of them without a "not"; a third article tries to break out.
pub(crate) async fn add_press(ledger: &Ledger) {
    let mut transaction = ledger.begin().await.unwrap();
    let actor = Actor::import("press");
    let articles = [
        (
            "The Evening Lantern",
            "lantern.example",
            20,
            "“It is not a film about lamps.”",
            9.0,
        ),
        (
            "Harbour Gazette",
            "gazette.example",
            21,
            "“It is a film about lamps.”",
            8.5,
        ),
    ];
    for (outlet, domain, day, words, minutes) in articles {
        let url = format!("https://{domain}/premiere");
        let source = source(&mut transaction, &actor, &url, days_later(100));
        let title = "The Lamplighter’s Daughter".to_owned();
        let finding = PressFinding {
            url: Some(said(&url)),
            headline: Some(said("A long night of applause")),
            outlet: Some(said(outlet)),
            published: Some(said("May 2024").map(|_| Day::new(2024, 5, day).unwrap())),
            films: vec![title.clone()],
            statements: vec![
                StatementFinding {
                    kind: SpeechKind::Direct,
                    words: vec![said(words)],
                    speaker: Some(said("Ada Marlow")),
                    speaker_printed: Some(said("Marlow")),
                    cue: Some(said("said")),
                    film: Some(title.clone()),
                    occasion: Some(said("press conference")),
                    ..StatementFinding::default()
                },
                StatementFinding {
                    kind: SpeechKind::Direct,
                    words: vec![said("“Nobody surely says this of lamps.”")],
                    speaker: Some(said("who")),
                    is_unsure: true,
                    film: Some(title.clone()),
                    ..StatementFinding::default()
                },
            ],
            events: vec![EventFinding {
                kind: "ovation".to_owned(),
                film: Some(title.clone()),
                evidence: Some(said("greeted with an ovation").evidence),
                place: Some(said("Marenne Film Festival")),
                minutes: Some(minutes),
                ..EventFinding::default()
            }]
            .into_iter()
            .chain([EventFinding {
                kind: "premiere".to_owned(),
                film: Some(title.clone()),
                evidence: Some(said("was first shown at Marenne").evidence),
                place: Some(said("Marenne Film Festival")),
                day: Day::new(2024, 2, 20).map(|day| ToldDay {
                    day,
                    is_stated: minutes > 8.9,
                }),
                is_world: true,
                ..EventFinding::default()
            }])
            .chain([EventFinding {
                kind: "award".to_owned(),
                film: Some(title.clone()),
                evidence: Some(said("took home the Silver Wick").evidence),
                prize: Some(said("Silver Wick")),
                winner: Some(said("Ada Marlow")),
                ..EventFinding::default()
            }])
            .collect(),
            claims: vec![ClaimFinding {
                kind: "score".to_owned(),
                film: Some(title.clone()),
                words: Some(said("97% on Filmometer")),
                reviews: None,
                figure: Some(said("97%")),
                publisher: Some(said("Filmometer")),
                ..ClaimFinding::default()
            }],
            credits: vec![CreditFinding {
                kind: "director".to_owned(),
                person: Some(said("Ada Marlow")),
                film: title.clone(),
                ..CreditFinding::default()
            }],
            ..PressFinding::default()
        };
        enter_press(&mut transaction, &actor, source, LAMPLIGHTER, finding);
    }
    let source = source(
        &mut transaction,
        &actor,
        "https://evil.example/",
        days_later(100),
    );
    let finding = PressFinding {
        headline: Some(said(ATTACK)),
        outlet: Some(said(ATTACK)),
        url: Some(said("javascript:alert(3)")),
        films: vec![ATTACK.to_owned()],
        statements: vec![StatementFinding {
            words: vec![said(ATTACK)],
            speaker: Some(said(ATTACK)),
            film: Some(ATTACK.to_owned()),
            ..StatementFinding::default()
        }],
        ..PressFinding::default()
    };
    enter_press(&mut transaction, &actor, source, HOSTILE, finding);
    transaction.commit().await.unwrap();
}

fn enter_press(
    transaction: &mut Transaction,
    actor: &Actor,
    source: SourceId,
    film: i64,
    finding: PressFinding,
) {
    let key = ReviewKey::of_parts(&[&source.0.to_le_bytes()]);
    let read = PressRead {
        article: key,
        content: key,
        source,
        films: vec![FilmLink {
            title: finding.films[0].clone(),
            film: FilmId(film),
        }],
        finding,
        words: None,
    };
    transaction
        .enter(days_later(100), actor, EntryBody::PressRead(Box::new(read)))
        .unwrap();
}
