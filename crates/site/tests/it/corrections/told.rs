//! What answers and pages say is so, and nothing of the operator's own.

use crate::record;
use crate::site::{PAGES, Site};

use ovation_desk as desk;
use ovation_terms::{
    Actor, Decision, EntryBody, Hash, Reason, Remark, ReviewId, ReviewSettled, Seq, SourceFacts,
    SourceRead, State,
};
use serde_json::Value;

/// An answer without where the ledger stood.
pub(super) fn articles_of(text: &str) -> Value {
    let mut all: Value = serde_json::from_str(text).unwrap();
    if let Some(object) = all.as_object_mut() {
        object.remove("ledger");
    }
    all
}

/// No answer leads where its words do not: over every reason a review may have, every answer is either
/// refused with what is needed, or what it says comes true.
#[tokio::test]
async fn no_answer_leads_to_a_state_that_its_words_do_not_say() {
    let site = Site::new().await;
    let answers = [
        Decision::Verdict(true),
        Decision::Verdict(false),
        Decision::Confirm(Vec::new()),
        desk::reopened(),
        Decision::Exclude,
        Decision::Restore,
        Decision::Critic(None),
        Decision::Outlet(None),
        Decision::Published(None),
        Decision::Url(None),
        Decision::Language(None),
        Decision::ClearFilm,
        Decision::ClearVerdict,
        Decision::ClearRating,
        Decision::ClearCritic,
        Decision::ClearOutlet,
        Decision::Distinct,
    ];
    let mut refusals = 0;
    for reason in Reason::all() {
        for (excluded, answer) in [false, true]
            .into_iter()
            .flat_map(|out| answers.iter().map(move |answer| (out, answer)))
        {
            if reason.is_never_read() && *reason != Reason::ByPerson {
                continue;
            }
            let review = record::review_with(&site.ledger, *reason).await;
            if excluded || *reason == Reason::ByPerson {
                settle(&site, review, Decision::Exclude).await;
            }
            let before = site.ledger.review(review).await.unwrap().unwrap();
            let state = before.ballot.standing.state();
            let decision = match answer {
                Decision::Confirm(_) => desk::confirmed(&before),
                other => other.clone(),
            };
            let checked = desk::check(&site.ledger, &before, &decision).await;
            if let Err(why) = checked {
                assert!(!why.to_string().is_empty());
                refusals += 1;
                continue;
            }
            settle(&site, review, decision.clone()).await;
            let after = site.ledger.review(review).await.unwrap().unwrap();
            let now = after.ballot.standing.state();
            let case = format!(
                "{} {excluded} {decision:?}: {state} then {now}",
                reason.code()
            );
            match decision {
                Decision::Exclude => assert_eq!(now, State::Excluded, "{case}"),
                Decision::Confirm(_) => assert_eq!(now, State::Counted, "{case}"),
                Decision::Restore => assert_ne!(now, State::Excluded, "{case}"),
                // Whatever else is said takes no review out.
                _ => assert!(now != State::Excluded || state == State::Excluded, "{case}"),
            }
        }
    }
    assert!(refusals > 20, "{refusals}");
}

async fn settle(site: &Site, review: ReviewId, decision: Decision) {
    let mut transaction = site.ledger.begin().await.unwrap();
    let settled = EntryBody::ReviewSettled(ReviewSettled {
        review,
        decision,
        source: None,
        remark: Remark::default(),
    });
    let at = "2024-05-01T00:00:00Z".parse().unwrap();
    transaction
        .enter(at, &Actor::person("grace"), settled)
        .unwrap();
    transaction.commit().await.unwrap();
}

#[tokio::test]
async fn no_page_shows_a_folder_of_the_operators_machine_or_a_note() {
    let site = Site::new().await;
    site.admit("Ada Editor").await;
    let mut transaction = site.ledger.begin().await.unwrap();
    let at = "2024-05-01T00:00:00Z".parse().unwrap();
    let source = transaction.next_source();
    let read = SourceRead {
        source,
        facts: SourceFacts {
            address: "/home/secret-operator/circle/reviews.csv".to_owned(),
            media: ovation_terms::MediaKind::Table,
            hash: Hash::of(b"reviews"),
            size_bytes: 7,
            fetched: at,
        },
        reader: "ovation 0.1.0".to_owned(),
    };
    transaction
        .enter(
            at,
            &Actor::import("reviews.csv"),
            EntryBody::SourceRead(read),
        )
        .unwrap();
    let seen = ovation_terms::ReviewSeen {
        review: ReviewId(1),
        source,
        keys: Vec::new(),
        url: None,
        otherwise: None,
        minhashes: Vec::new(),
        why: None,
        words: None,
        row: None,
    };
    transaction
        .enter(
            at,
            &Actor::import("reviews.csv"),
            EntryBody::ReviewSeen(seen),
        )
        .unwrap();
    let films = ovation_terms::FilmsAdded {
        why: "named by the table /home/secret-operator/circle/reviews.csv".to_owned(),
        films: vec![ovation_terms::FilmRecord {
            title: "The Salt Road".to_owned(),
            ..ovation_terms::FilmRecord::numbered(transaction.next_film())
        }],
        act: None,
    };
    transaction
        .enter(
            at,
            &Actor::import("reviews.csv"),
            EntryBody::FilmsAdded(films),
        )
        .unwrap();
    // A note of an older version, which stands in the body, and one of now.
    let older = Remark {
        note: "asked by secret mail".to_owned(),
        ..Remark::default()
    };
    for remark in [
        older,
        Remark::new("a public reason", "asked by secret telephone", "salt"),
    ] {
        let settled = ReviewSettled {
            review: ReviewId(1),
            decision: Decision::Verdict(true),
            source: None,
            remark,
        };
        let entry = EntryBody::ReviewSettled(settled);
        transaction
            .enter(at, &Actor::person("grace"), entry)
            .unwrap();
    }
    let last = transaction.commit().await.unwrap().last;
    let mut paths: Vec<String> = PAGES.iter().map(|path| (*path).to_owned()).collect();
    paths.extend((1..=last.0).map(|seq| format!("/log/{seq}")));
    paths.extend(
        [
            "/api/v1/reviews/1",
            "/api/v1/films/1/reviews",
            "/api/v1/desk",
        ]
        .map(str::to_owned),
    );
    let mut reasons = 0;
    for path in paths {
        let page = site.get(&path).await;
        let text = page.text();
        assert!(!text.contains("secret"), "{path}");
        reasons += usize::from(text.contains("a public reason"));
    }
    assert!(reasons >= 2, "the reason is shown: {reasons}");
    assert!(site.page("/reviews/1").await.contains("reviews.csv"));
    assert_eq!(site.ledger.head().await.unwrap().seq, Seq(last.0));
}
