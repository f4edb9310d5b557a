//! The doctor finds what was tampered with.

use crate::support::{Offered, Scratch, at, furnish, machine};
use ovation_ledger::{Ledger, LedgerError, Replay};
use ovation_terms::{FilmId, Reason};
use sqlx::Connection as _;

async fn filled(scratch: &Scratch) {
    let mut draft = scratch.ledger.begin().await.unwrap();
    let source = furnish(&mut draft, 2, 2, 2);
    for place in 0..6 {
        let offered = Offered {
            reasons: if place == 3 {
                vec![Reason::NotAReview]
            } else {
                Vec::new()
            },
            critic: Some(ovation_terms::CriticId(place % 2 + 1)),
            outlet: Some(ovation_terms::OutletId(1)),
            ..Offered::new(draft.next_review(), source, FilmId(place / 3 + 1))
        };
        draft.enter(at(place), &machine(), offered.read()).unwrap();
    }
    draft.commit().await.unwrap();
}

/// Runs statements on the record's file past the ledger, as somebody with the file could.
async fn tamper(scratch: &Scratch, sql: &'static str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&scratch.path);
    let mut conn = sqlx::SqliteConnection::connect_with(&options)
        .await
        .unwrap();
    sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
}

async fn troubles(ledger: &Ledger) -> Vec<String> {
    let diagnosis = ledger.doctor(&mut |_| {}).await.unwrap();
    let bad = diagnosis.checks.iter().filter(|check| !check.ok);
    bad.map(|check| format!("{}: {}", check.name, check.detail))
        .collect()
}

crate::support::on_both! {
    async fn finds_a_sound_record_well(scratch: Scratch) {
        filled(&scratch).await;
        let diagnosis = scratch.ledger.doctor(&mut |_| {}).await.unwrap();
        assert!(diagnosis.is_well(), "{diagnosis:?}");
        assert_eq!(diagnosis.checks.len(), 11);
        let states = diagnosis.checks.iter().find(|check| check.name.starts_with("found"));
        assert_eq!(
            states.unwrap().detail,
            "6 found = 4 counted + 0 waiting + 2 excluded",
            "one is no review, and one critic wrote twice about the first film"
        );
    }
}

async fn sqlite_scratch() -> Scratch {
    let scratch = Scratch::make(crate::support::On::Sqlite, "doctor")
        .await
        .unwrap();
    filled(&scratch).await;
    scratch
}

#[tokio::test]
async fn finds_a_changed_body() {
    let scratch = sqlite_scratch().await;
    let sql = "drop trigger entry_keeps_its_lines; \
         update entry set body = replace(body, 'lantern.example/2', 'lantern.example/9')";
    tamper(&scratch, sql).await;
    let found = troubles(&scratch.ledger).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("the hash chain holds: the hash of entry 8 "),
        "{found:?}"
    );
    let replayed = scratch.ledger.replay(Replay::Check, &mut |_| {}).await;
    assert!(
        matches!(replayed, Err(LedgerError::Damaged { .. })),
        "{replayed:?}"
    );
}

#[tokio::test]
async fn finds_a_line_taken_out_even_when_the_rest_is_hashed_anew() {
    let scratch = sqlite_scratch().await;
    tamper(
        &scratch,
        "drop trigger entry_loses_no_line; delete from entry where seq = 10",
    )
    .await;
    let found = troubles(&scratch.ledger).await.join("\n");
    assert!(found.contains("entry 10 is missing"), "{found}");
    assert!(
        found.contains("review 4 is in the views and in no entry"),
        "{found}"
    );
}

#[tokio::test]
async fn finds_a_view_that_disagrees_and_a_rebuild_heals_it() {
    let scratch = sqlite_scratch().await;
    let sql = "delete from review_version where review = 2; update review_version set film = 99 \
         where review = 5; update review_version set reasons = 'no-such-reason' where review = 6";
    tamper(&scratch, sql).await;
    let found = troubles(&scratch.ledger).await.join("\n");
    assert!(
        found.contains("review 2 is in the entries and in no view"),
        "{found}"
    );
    assert!(found.contains("a review names film 99"), "{found}");
    assert!(found.contains("`no-such-reason`"), "{found}");
    assert!(found.contains("conservation per source"), "{found}");
    let report = scratch
        .ledger
        .replay(Replay::Check, &mut |_| {})
        .await
        .unwrap();
    let wrong: Vec<_> = report
        .tables
        .iter()
        .filter(|table| table.2 != table.3)
        .collect();
    assert_eq!(wrong.len(), 1);
    assert_eq!(wrong[0].0, "review_version");
    assert!(!report.same);
    let report = scratch
        .ledger
        .replay(Replay::Rebuild, &mut |_| {})
        .await
        .unwrap();
    assert!(!report.same, "it tells that it had something to heal");
    assert!(troubles(&scratch.ledger).await.is_empty());
    crate::support::assert_replays(&scratch.ledger).await;
}

#[tokio::test]
async fn an_entry_can_be_neither_changed_nor_deleted() {
    let scratch = sqlite_scratch().await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&scratch.path);
    let mut conn = sqlx::SqliteConnection::connect_with(&options)
        .await
        .unwrap();
    for sql in [
        "update entry set body = '{}' where seq = 3",
        "update entry set at = at",
        "delete from entry where seq = 10",
        "delete from entry",
    ] {
        let refused = sqlx::raw_sql(sql).execute(&mut conn).await;
        let why = refused.unwrap_err().to_string();
        assert!(why.contains("the ledger is append-only"), "{sql}: {why}");
    }
    assert!(troubles(&scratch.ledger).await.is_empty());
}
