//! The doctor finds what was tampered with.

use crate::support::{Offered, Scratch, at, furnish, machine};
use ovation_ledger::{Ledger, LedgerError, Replay};
use ovation_terms::{
    EntryBody, FilmId, IngestEnded, ParcelFate, Parcels, Reason, ReviewKey, RowPlace, TableRead,
};
use sqlx::Connection as _;

async fn filled(scratch: &Scratch) {
    let mut transaction = scratch.ledger.begin().await.unwrap();
    let source = furnish(&mut transaction, 2, 2, 2);
    for place in 0..6 {
        let offered = Offered {
            reasons: if place == 3 {
                vec![Reason::NotAReview]
            } else {
                Vec::new()
            },
            critic: Some(ovation_terms::CriticId(place % 2 + 1)),
            outlet: Some(ovation_terms::OutletId(1)),
            ..Offered::new(transaction.next_review(), source, FilmId(place / 3 + 1))
        };
        transaction
            .enter(at(place), &machine(), offered.read())
            .unwrap();
    }
    transaction.commit().await.unwrap();
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
        assert_eq!(diagnosis.checks.len(), 13);
        let states = diagnosis.checks.iter().find(|check| check.name.starts_with("found"));
        assert_eq!(
            states.unwrap().detail,
            "6 found = 4 counted + 0 waiting + 2 excluded",
            "one is no review, and one critic wrote twice about the first film"
        );
    }
}

/// A table of three rows, read to its end by an ingest whose last entries are bent.
async fn ingested(
    ledger: &Ledger,
    bend_table: impl Fn(&mut TableRead),
    bend_end: impl Fn(&mut IngestEnded),
) {
    let mut transaction = ledger.begin().await.unwrap();
    let source = furnish(&mut transaction, 1, 1, 1);
    for row in 1..=3 {
        let offered = Offered::new(transaction.next_review(), source, FilmId(1));
        let mut read = offered.read();
        if let EntryBody::ReviewRead(read) = &mut read {
            read.row = Some(RowPlace {
                row,
                identity: ReviewKey([u8::try_from(row).unwrap(); 16]),
                content: None,
            });
        }
        transaction.enter(at(1), &machine(), read).unwrap();
    }
    let mut table = TableRead {
        source,
        earlier: None,
        rows: 3,
        added: 3,
        changed: 0,
        same: 0,
        removed: 0,
        replace: false,
        gone: Vec::new(),
    };
    bend_table(&mut table);
    transaction
        .enter(at(2), &machine(), EntryBody::TableRead(table))
        .unwrap();
    let committed = transaction.commit().await.unwrap();
    let mut parcels = Parcels {
        taken_in: 2,
        ..Parcels::default()
    };
    parcels.note(ParcelFate::Read, "", 1);
    parcels.note(ParcelFate::PassedOver, "hidden", 1);
    let kinds = [
        ("source-read", 1),
        ("films-added", 1),
        ("critic-added", 1),
        ("outlet-added", 1),
        ("review-read", 3),
        ("table-read", 1),
    ];
    let mut ended = IngestEnded {
        parcels,
        runs: vec![(committed.first, committed.last)],
        entered: kinds
            .into_iter()
            .map(|(kind, count)| (kind.to_owned(), count))
            .collect(),
    };
    bend_end(&mut ended);
    let mut transaction = ledger.begin().await.unwrap();
    transaction
        .enter(at(3), &machine(), EntryBody::IngestEnded(ended))
        .unwrap();
    transaction.commit().await.unwrap();
}

crate::support::on_both! {
    async fn an_ingest_that_adds_up_is_well(scratch: Scratch) {
        ingested(&scratch.ledger, |_| {}, |_| {}).await;
        let diagnosis = scratch.ledger.doctor(&mut |_| {}).await.unwrap();
        assert!(diagnosis.is_well(), "{diagnosis:?}");
        let rows = diagnosis.checks.iter().find(|check| check.name.starts_with("tables"));
        assert_eq!(rows.unwrap().detail, "3 rows of 1 tables");
    }

    async fn a_parcel_that_was_dropped_is_found_and_named(scratch: Scratch) {
        // Its ticket was lost: taken in, and nobody told what became of it.
        ingested(&scratch.ledger, |_| {}, |ended| ended.parcels.passed_over = 0).await;
        let found = troubles(&scratch.ledger).await;
        assert_eq!(found.len(), 1, "{found:?}");
        let named = "every parcel taken in has one fate: entry 9: not so: taken in 2 = read 1";
        assert!(found[0].starts_with(named), "{found:?}");
    }

    async fn a_parcel_that_was_never_counted_is_found_by_its_entries(scratch: Scratch) {
        ingested(&scratch.ledger, |_| {}, |ended| {
            ended.parcels = Parcels::default();
        }).await;
        let found = troubles(&scratch.ledger).await.join("\n");
        assert!(found.contains("entry 9: it read 1 sources, and took in 0 parcels"), "{found}");
    }

    async fn a_fate_without_its_reason_is_found(scratch: Scratch) {
        ingested(&scratch.ledger, |_| {}, |ended| ended.parcels.reasons.clear()).await;
        let found = troubles(&scratch.ledger).await.join("\n");
        assert!(found.contains("1 parcels are passed over, and the reasons given are for 0"), "{found}");
    }

    async fn a_false_count_of_entries_is_found_and_named(scratch: Scratch) {
        ingested(&scratch.ledger, |_| {}, |ended| {
            ended.entered.insert("review-read".to_owned(), 4);
        }).await;
        let found = troubles(&scratch.ledger).await.join("\n");
        assert!(found.contains("entry 9: it says that it made 4 entries `review-read`, and there are 3"), "{found}");
        // The next one's: a kind that it does not name, and entries that are not there.
        ingested(&scratch.ledger, |_| {}, |ended| {
            ended.entered.remove("critic-added");
        }).await;
        let found = troubles(&scratch.ledger).await.join("\n");
        assert!(found.contains("and 1 more"), "{found}");
    }

    async fn a_false_count_of_rows_is_found_and_named(scratch: Scratch) {
        ingested(&scratch.ledger, |table| table.rows = 4, |_| {}).await;
        let found = troubles(&scratch.ledger).await;
        assert_eq!(found.len(), 1, "{found:?}");
        let named = "tables have the rows that their imports say: entry 8: it says that table 1 has 4 rows";
        assert!(found[0].starts_with(named), "{found:?}");
    }

    async fn rows_that_went_from_a_table_past_the_ledger_are_found(scratch: Scratch) {
        ingested(&scratch.ledger, |_| {}, |_| {}).await;
        for (sql, told) in [
            ("delete from table_row where place = 2",
                "source 1: its imports' entries have 3 rows, and 2 stand in the table"),
            ("delete from table_import", "source 1: its imports' entries have 3 rows"),
        ] {
            tamper_any(&scratch, sql).await;
            let found = troubles(&scratch.ledger).await.join("\n");
            assert!(found.contains(told), "{found}");
        }
        scratch.ledger.replay(Replay::Rebuild, &mut |_| {}).await.unwrap();
        assert!(troubles(&scratch.ledger).await.is_empty());
        tamper_any(&scratch, "delete from table_import").await;
        let found = troubles(&scratch.ledger).await.join("\n");
        assert!(found.contains("source 1: it was read to its end by entry 8, and the table says no entry"), "{found}");
    }
}

/// As [`tamper`], on either database.
async fn tamper_any(scratch: &Scratch, sql: &'static str) {
    if !scratch.path.as_os_str().is_empty() {
        return tamper(scratch, sql).await;
    }
    let mut conn = sqlx::PgConnection::connect(&scratch.address).await.unwrap();
    sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
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
