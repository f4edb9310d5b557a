//! A full disk, a file that may not be written, one that is locked: told by name, and nothing half.

use crate::support::{Offered, On, Scratch, assert_replays, at, furnish, machine};
use ovation_ledger::{Ledger, LedgerError, Limits, Opening, Transaction};
use ovation_terms::{FilmId, Seq};
use sqlx::Connection as _;

fn fill(transaction: &mut Transaction, reviews: usize) {
    let source = furnish(transaction, 1, 0, 0);
    for _ in 0..reviews {
        let offered = Offered {
            text: "A lamp. ".repeat(60),
            ..Offered::new(transaction.next_review(), source, FilmId(source.0))
        };
        transaction
            .enter(at(1), &machine(), offered.read())
            .unwrap();
    }
}

async fn assert_sound(ledger: &Ledger) {
    let diagnosis = ledger.doctor(&mut |_| {}).await.unwrap();
    assert!(diagnosis.is_well(), "{diagnosis:?}");
    assert_replays(ledger).await;
}

#[tokio::test]
async fn a_disk_that_fills_up_loses_nothing_that_was_acknowledged() {
    let scratch = Scratch::make(On::Sqlite, "full").await.unwrap();
    let ledger = &scratch.ledger;
    let mut transaction = ledger.begin().await.unwrap();
    fill(&mut transaction, 10);
    let acknowledged = transaction.commit().await.unwrap().last;
    ledger.close().await;
    // SQLite's own limit on the file stands in for the disk's: it fails at the same places, with
    // the same code.
    let address = scratch.path.to_str().unwrap();
    let limits = Limits {
        most_pages: Some(120),
        ..Limits::default()
    };
    let tight = Ledger::open_within(address, Opening::Existing, limits)
        .await
        .unwrap();
    let mut refused = None;
    for _ in 0..200 {
        let mut transaction = tight.begin().await.unwrap();
        fill(&mut transaction, 20);
        match transaction.commit().await {
            Ok(committed) => assert!(committed.last > acknowledged),
            Err(error) => {
                refused = Some(error);
                break;
            }
        }
    }
    let refused = refused.expect("the disk filled up");
    assert!(matches!(refused, LedgerError::Full { .. }), "{refused:?}");
    assert!(refused.to_string().contains("make room"), "{refused}");
    let stood = tight.head().await.unwrap().seq;
    assert!(stood >= acknowledged);
    assert_sound(&tight).await;
    tight.close().await;
    // With room again it goes on where it stood.
    let ledger = Ledger::open(address, Opening::Existing).await.unwrap();
    let mut transaction = ledger.begin().await.unwrap();
    fill(&mut transaction, 20);
    assert_eq!(transaction.commit().await.unwrap().first, Seq(stood.0 + 1));
    assert_sound(&ledger).await;
}

#[tokio::test]
async fn a_file_that_may_not_be_written_is_read_and_says_so() {
    let scratch = Scratch::make(On::Sqlite, "read-only").await.unwrap();
    let mut transaction = scratch.ledger.begin().await.unwrap();
    fill(&mut transaction, 3);
    transaction.commit().await.unwrap();
    scratch.ledger.close().await;
    let mut permissions = std::fs::metadata(&scratch.path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&scratch.path, permissions).unwrap();
    let address = scratch.path.to_str().unwrap();
    let ledger = Ledger::open(address, Opening::ReadOnly).await.unwrap();
    assert_eq!(ledger.counts().await.unwrap().reviews, 3);
    let refused = ledger.begin().await.unwrap_err();
    assert!(
        matches!(refused, LedgerError::ReadOnly { .. }),
        "{refused:?}"
    );
    // Who may write anything, as root may, is not stopped by the file's permissions.
    match Ledger::open(address, Opening::Existing).await {
        Ok(ledger) => drop(ledger.begin().await),
        Err(error) => assert!(
            matches!(
                error,
                LedgerError::ReadOnly { .. } | LedgerError::Unopenable { .. }
            ),
            "{error:?}"
        ),
    }
}

#[tokio::test]
async fn a_writer_waits_for_a_lock_and_goes_on_when_it_is_let_go() {
    let scratch = Scratch::make(On::Sqlite, "locked").await.unwrap();
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&scratch.path);
    let mut other = sqlx::SqliteConnection::connect_with(&options)
        .await
        .unwrap();
    sqlx::raw_sql("begin immediate")
        .execute(&mut other)
        .await
        .unwrap();
    let ledger = scratch.ledger.clone();
    let (told, hears) = tokio::sync::oneshot::channel();
    let writer = tokio::spawn(async move {
        told.send(()).unwrap();
        let mut transaction = ledger.begin().await.unwrap();
        fill(&mut transaction, 3);
        transaction.commit().await.unwrap()
    });
    hears.await.unwrap();
    // Readers are not kept waiting meanwhile.
    assert_eq!(scratch.ledger.head().await.unwrap().seq, Seq(0));
    sqlx::raw_sql("rollback").execute(&mut other).await.unwrap();
    assert_eq!(writer.await.unwrap().entries, 5);
    assert_sound(&scratch.ledger).await;
}

#[tokio::test]
async fn a_lock_that_is_never_let_go_is_told() {
    let scratch = Scratch::make(On::Sqlite, "held").await.unwrap();
    let address = scratch.path.to_str().unwrap();
    let held = scratch.ledger.begin().await.unwrap();
    let limits = Limits {
        lock_wait: std::time::Duration::from_millis(30),
        ..Limits::default()
    };
    let hasty = Ledger::open_within(address, Opening::Existing, limits).await;
    let refused = match hasty {
        Ok(hasty) => hasty.begin().await.unwrap_err(),
        Err(refused) => refused,
    };
    assert!(matches!(refused, LedgerError::Locked { .. }), "{refused:?}");
    assert!(
        refused.to_string().contains("locked by another process"),
        "{refused}"
    );
    drop(held);
}
