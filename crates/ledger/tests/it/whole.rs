//! One file is one file: a record that is closed is whole in it, and a copy that is not says so.

use crate::support::{Offered, On, Scratch, at, furnish, machine};
use ovation_ledger::{Ledger, LedgerError, Opening};
use ovation_terms::{FilmId, Seq, SourceId};
use std::path::{Path, PathBuf};

async fn fill(ledger: &Ledger) -> Seq {
    let mut transaction = ledger.begin().await.unwrap();
    let source = furnish(&mut transaction, 1, 0, 0);
    for _ in 0..20 {
        let offered = Offered::new(transaction.next_review(), source, FilmId(source.0));
        transaction
            .enter(at(1), &machine(), offered.read())
            .unwrap();
    }
    transaction.commit().await.unwrap().last
}

/// The record's file alone, as somebody copies it who does not know of the others.
fn copied(path: &Path, name: &str) -> PathBuf {
    let copy = path.with_file_name(name);
    std::fs::copy(path, &copy).unwrap();
    copy
}

fn files_beside(path: &Path) -> Vec<String> {
    let name = path.file_name().unwrap().to_str().unwrap();
    let files = std::fs::read_dir(path.parent().unwrap()).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    names
        .filter(|other| other.starts_with(name) && other != name)
        .collect()
}

async fn open(path: &Path, opening: Opening) -> Result<Ledger, LedgerError> {
    Ledger::open(path.to_str().unwrap(), opening).await
}

#[tokio::test]
async fn a_record_that_is_closed_is_one_file_and_its_copy_the_whole_record() {
    let scratch = Scratch::make(On::Sqlite, "whole").await.unwrap();
    let mut last = fill(&scratch.ledger).await;
    scratch.ledger.close().await;
    for round in 0..4 {
        assert_eq!(files_beside(&scratch.path), [""; 0], "round {round}");
        let copy = copied(&scratch.path, &format!("copy{round}.db"));
        let ledger = open(&copy, Opening::ReadOnly).await.unwrap();
        assert_eq!(ledger.head().await.unwrap().seq, last);
        assert_eq!(ledger.remark(), None);
        ledger.close().await;
        assert_eq!(files_beside(&copy), [""; 0], "readers leave nothing either");
        let ledger = open(&scratch.path, Opening::Existing).await.unwrap();
        // A transaction that is not entered leaves no mark.
        drop(ledger.begin().await.unwrap());
        if round % 2 == 0 {
            last = fill(&ledger).await;
        }
        ledger.close().await;
    }
}

#[tokio::test]
async fn a_copy_made_while_a_program_writes_says_that_it_lacks_something() {
    let scratch = Scratch::make(On::Sqlite, "left-behind").await.unwrap();
    fill(&scratch.ledger).await;
    scratch.ledger.close().await;
    let writing = open(&scratch.path, Opening::Existing).await.unwrap();
    let last = fill(&writing).await;
    let copy = copied(&scratch.path, "copy.db");
    let reading = open(&copy, Opening::ReadOnly).await.unwrap();
    assert!(reading.head().await.unwrap().seq < last);
    let remark = reading.remark().unwrap().to_owned();
    assert!(
        remark.contains("-wal") && remark.contains("ovation backup"),
        "{remark}"
    );
    let diagnosis = reading.doctor(&mut |_| {}).await.unwrap();
    let told = diagnosis.checks.iter().find(|check| !check.ok).unwrap();
    assert!(told.detail.contains("-wal"), "{told:?}");
    reading.close().await;
    for opening in [Opening::Existing, Opening::Create] {
        let refused = open(&copy, opening).await.unwrap_err();
        assert!(
            matches!(refused, LedgerError::LeftBehind { .. }),
            "{refused:?}"
        );
    }
    // With the file that belongs to it the copy is whole.
    let wal = |path: &Path| PathBuf::from(format!("{}-wal", path.display()));
    std::fs::copy(wal(&scratch.path), wal(&copy)).unwrap();
    let whole = open(&copy, Opening::Existing).await.unwrap();
    assert_eq!(whole.head().await.unwrap().seq, last);
    whole.close().await;
    assert_eq!(files_beside(&copy), [""; 0]);
    // While it is open, a backup is a record; once it is closed, a copy is.
    writing.close().await;
    let copy = copied(&scratch.path, "closed.db");
    let reading = open(&copy, Opening::Existing).await.unwrap();
    assert_eq!(reading.head().await.unwrap().seq, last);
}

#[cfg(unix)]
#[tokio::test]
async fn a_mark_that_a_program_left_behind_before_it_wrote_stands_in_nobodys_way() {
    use std::os::unix::fs::FileExt as _;
    let scratch = Scratch::make(On::Sqlite, "marked").await.unwrap();
    let last = fill(&scratch.ledger).await;
    scratch.ledger.close().await;
    // What a program leaves that is killed between its mark and its first entry.
    let writing = open(&scratch.path, Opening::Existing).await.unwrap();
    let transaction = writing.begin().await.unwrap();
    let mark = std::fs::read(&scratch.path).unwrap()[60..64].to_vec();
    assert_ne!(mark, [0; 4]);
    drop(transaction);
    writing.close().await;
    let bend = || {
        let file = std::fs::File::options().write(true).open(&scratch.path);
        file.unwrap().write_all_at(&mark, 60).unwrap();
    };
    for opening in [Opening::ReadOnly, Opening::Existing, Opening::Create] {
        bend();
        let again = open(&scratch.path, opening).await.unwrap();
        assert_eq!(again.remark(), None);
        assert_eq!(again.head().await.unwrap().seq, last);
        again.close().await;
    }
    bend();
    Ledger::tidy(scratch.path.to_str().unwrap()).await;
    assert_eq!(std::fs::read(&scratch.path).unwrap()[60..64], [0; 4]);
    // A copy that bears it lacks something, for all that it can know.
    bend();
    let copy = copied(&scratch.path, "copy.db");
    let refused = open(&copy, Opening::Existing).await.unwrap_err();
    assert!(matches!(refused, LedgerError::LeftBehind { .. }));
}

#[tokio::test]
async fn a_copy_of_a_record_that_was_just_made_tells_where_its_entries_are() {
    let scratch = Scratch::make(On::Sqlite, "bare").await.unwrap();
    let bare = scratch.path.with_file_name("bare.db");
    // What stands in the file before anything is moved there: its first page, and no table.
    let sql = "pragma journal_mode = wal; pragma user_version = 0; vacuum";
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(&bare)
        .create_if_missing(true);
    let mut conn = <sqlx::SqliteConnection as sqlx::Connection>::connect_with(&options)
        .await
        .unwrap();
    sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
    sqlx::Connection::close(conn).await.unwrap();
    assert!(bare.metadata().unwrap().len() > 0);
    for opening in [Opening::ReadOnly, Opening::Existing] {
        let refused = open(&bare, opening).await.unwrap_err().to_string();
        assert!(
            refused.contains("-wal") && refused.contains("ovation backup"),
            "{refused}"
        );
    }
}

#[tokio::test]
async fn a_damaged_header_is_told_from_a_copy() {
    let scratch = Scratch::make(On::Sqlite, "header").await.unwrap();
    fill(&scratch.ledger).await;
    let last = scratch.ledger.head().await.unwrap().seq;
    scratch.ledger.close().await;
    let sound = std::fs::read(&scratch.path).unwrap();
    let path = scratch.path.with_file_name("bent.db");
    // Whatever is written over a part of the header: the mark's place, all behind the format's name.
    for (from, to) in [(60, 64), (62, 63), (16, 100), (24, 72), (56, 64), (72, 92)] {
        for value in [0x2a_u8, 0x41, 0xff, 0x7f] {
            let mut bytes = sound.clone();
            bytes[from..to].fill(value);
            std::fs::write(&path, bytes).unwrap();
            let named = format!("{from}..{to} of {value:02x}");
            for opening in [Opening::ReadOnly, Opening::Existing, Opening::Create] {
                let told = match open(&path, opening).await {
                    Ok(ledger) => {
                        assert_eq!(opening, Opening::ReadOnly, "{named}: it is not written to");
                        if let Ok(head) = ledger.head().await {
                            assert_eq!(head.seq, last, "{named}");
                        }
                        let diagnosis = ledger.doctor(&mut |_| {}).await.unwrap();
                        let check = diagnosis.checks.iter().find(|check| !check.ok).unwrap();
                        assert_eq!(check.name, "the file's pages", "{named}: {check:?}");
                        let told = ledger.remark().unwrap().to_owned();
                        ledger.close().await;
                        told
                    }
                    Err(error) => {
                        assert!(
                            !matches!(error, LedgerError::LeftBehind { .. }),
                            "{named}: {error}"
                        );
                        error.to_string()
                    }
                };
                assert!(told.contains("restore"), "{named}: {told}");
                assert!(
                    !told.contains("copied") && !told.contains("-wal"),
                    "{named}: {told}"
                );
            }
        }
    }
    // The first page's own part says that there are no tables.
    let mut bytes = sound;
    bytes[100..4096].fill(0);
    bytes[100] = 13;
    bytes[105..107].copy_from_slice(&4096_u16.to_be_bytes());
    std::fs::write(&path, bytes).unwrap();
    for opening in [Opening::ReadOnly, Opening::Existing] {
        let told = open(&path, opening).await.unwrap_err().to_string();
        assert!(told.contains("first page was overwritten"), "{told}");
    }
}

#[tokio::test]
async fn one_writer_that_ends_leaves_the_others_mark_and_work() {
    let scratch = Scratch::make(On::Sqlite, "two").await.unwrap();
    let first = &scratch.ledger;
    fill(first).await;
    let second = open(&scratch.path, Opening::Existing).await.unwrap();
    fill(&second).await;
    second.close().await;
    // All that was written is in the file, and what the first writes now is noted again.
    let copy = copied(&scratch.path, "between.db");
    let between = open(&copy, Opening::ReadOnly).await.unwrap();
    assert_eq!(between.head().await.unwrap(), first.head().await.unwrap());
    between.close().await;
    let last = fill(first).await;
    let copy = copied(&scratch.path, "after.db");
    let after = open(&copy, Opening::ReadOnly).await.unwrap();
    assert!(after.head().await.unwrap().seq < last && after.remark().is_some());
    let review = Offered::new(ovation_terms::ReviewId(1), SourceId(1), FilmId(1));
    assert!(!review.keys().is_empty());
    after.close().await;
    first.close().await;
    assert_eq!(files_beside(&scratch.path), [""; 0]);
}
