//! Bytes of sources are kept with their entries, once, for as long as was said, and go when their words go.

use crate::support::{On, Scratch, assert_replays, at, machine, person, run_on};
use ovation_ledger::{Expired, Ledger, LedgerError, Opening, PackedCopy, SourceCopy, Transaction};
use ovation_terms::{
    Day, EntryBody, Hash, MediaKind, Remark, SourceFacts, SourceId, SourceRead, SourceStanding,
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Enters a source of these bytes.
fn source_of(transaction: &mut Transaction, address: &str, bytes: &[u8]) -> SourceId {
    let source = transaction.next_source();
    let facts = SourceFacts {
        address: address.to_owned(),
        media: MediaKind::Page,
        hash: Hash::of(bytes),
        size_bytes: bytes.len() as u64,
        fetched: at(0),
    };
    let reader = "ovation 0.1.0".to_owned();
    let read = SourceRead {
        source,
        facts,
        reader,
    };
    let entered = transaction.enter(at(0), &machine(), EntryBody::SourceRead(read));
    entered.unwrap();
    source
}

fn packed(bytes: &[u8]) -> PackedCopy {
    PackedCopy::of(Hash::of(bytes), bytes).unwrap()
}

/// Enters a source and keeps its bytes.
async fn keep(ledger: &Ledger, address: &str, bytes: &[u8], until: Option<&str>) -> SourceId {
    let mut transaction = ledger.begin().await.unwrap();
    let source = source_of(&mut transaction, address, bytes);
    transaction.keep_copy(source, packed(bytes), address.to_owned(), until.map(day));
    transaction.commit().await.unwrap();
    source
}

async fn copy_of(ledger: &Ledger, source: SourceId) -> SourceCopy {
    ledger.copy_of_source(source).await.unwrap().unwrap().1
}

fn kept(bytes: &[u8], how: &str, until: Option<&str>) -> SourceCopy {
    SourceCopy::Kept {
        bytes: bytes.to_vec(),
        how: how.to_owned(),
        until: until.map(day),
    }
}

/// Bytes that do not pack.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_le_bytes()[3]
    };
    (0..count).map(next).collect()
}

async fn assert_well(ledger: &Ledger) {
    let diagnosis = ledger.doctor(&mut |_| {}).await.unwrap();
    assert!(diagnosis.is_well(), "{diagnosis:?}");
}

crate::support::on_both! {
    async fn bytes_are_kept_once_and_as_long_as_any_source_needs_them(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let page = b"<p>a page</p>".repeat(100);
        let one = keep(ledger, "a.html", &page, Some("2026-06-10")).await;
        let other = keep(ledger, "b.html", &page, Some("2026-06-20")).await;
        let for_ever = keep(ledger, "c.html", b"c", None).await;
        let mut transaction = ledger.begin().await.unwrap();
        let never = source_of(&mut transaction, "d.html", b"d");
        transaction.commit().await.unwrap();
        assert_eq!(copy_of(ledger, one).await, kept(&page, "a.html", Some("2026-06-10")));
        assert_eq!(copy_of(ledger, never).await, SourceCopy::NeverKept);
        assert!(ledger.copy_of_source(SourceId(99)).await.unwrap().is_none());
        let counts = ledger.copy_counts().await.unwrap();
        assert_eq!((counts.copies, counts.sources, counts.for_ever), (2, 3, 1));
        assert_eq!((counts.bytes, counts.until), (page.len() as u64 + 1, Some(day("2026-06-10"))));
        assert!(counts.packed_bytes < counts.bytes / 5, "{counts:?}");
        assert_well(ledger).await;
        assert_replays(ledger).await;
        // The last day is one of those on which it is kept.
        let today = day("2026-06-10");
        assert_eq!(ledger.expire_copies(today).await.unwrap(), Expired::default());
        let after = day("2026-06-11");
        let one_over = Expired { sources: 1, ..Expired::default() };
        assert_eq!(ledger.expiring_copies(after).await.unwrap(), one_over);
        assert_eq!(ledger.expire_copies(after).await.unwrap(), one_over);
        // The other needs the bytes.
        assert!(matches!(copy_of(ledger, other).await, SourceCopy::Kept { .. }));
        let last = ledger.expire_copies(day("2026-07-01")).await.unwrap();
        assert_eq!((last.sources, last.copies, last.bytes), (1, 1, page.len() as u64));
        assert_eq!(copy_of(ledger, one).await, SourceCopy::Expired { on: after });
        assert_eq!(copy_of(ledger, other).await, SourceCopy::Expired { on: day("2026-07-01") });
        assert_eq!(copy_of(ledger, for_ever).await, kept(b"c", "c.html", None));
        assert_well(ledger).await;
    }

    async fn what_is_kept_already_is_kept_longer_and_never_shorter(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let source = keep(ledger, "a.html", b"a", Some("2026-06-10")).await;
        let head = ledger.head().await.unwrap();
        for (until, wanted) in [
            (Some("2026-06-01"), Some("2026-06-10")),
            (Some("2026-06-12"), Some("2026-06-12")),
            (None, None),
            (Some("2027-01-01"), None),
        ] {
            let mut transaction = ledger.begin().await.unwrap();
            transaction.keep_copy(source, packed(b"a"), "a.html".to_owned(), until.map(day));
            let committed = transaction.commit().await.unwrap();
            assert_eq!(committed.entries, 0);
            assert_eq!(copy_of(ledger, source).await, kept(b"a", "a.html", wanted));
        }
        assert_eq!(ledger.head().await.unwrap(), head, "keeping bytes is no entry");
        // What has gone is kept anew when it is read again.
        let source = keep(ledger, "b.html", b"b", Some("2026-06-10")).await;
        ledger.expire_copies(day("2026-06-11")).await.unwrap();
        let mut transaction = ledger.begin().await.unwrap();
        transaction.keep_copy(source, packed(b"b"), String::new(), Some(day("2026-08-01")));
        transaction.commit().await.unwrap();
        assert_eq!(copy_of(ledger, source).await, kept(b"b", "", Some("2026-08-01")));
    }

    async fn nothing_is_kept_of_a_transaction_that_is_not_committed(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let mut transaction = ledger.begin().await.unwrap();
        let source = source_of(&mut transaction, "a.html", b"a");
        transaction.keep_copy(source, packed(b"a"), String::new(), None);
        drop(transaction);
        let mut transaction = ledger.begin().await.unwrap();
        let source = source_of(&mut transaction, "a.html", b"a");
        transaction.keep_copy(source, packed(b"a"), String::new(), None);
        transaction.preview().await.unwrap();
        assert_eq!(ledger.copy_counts().await.unwrap().copies, 0);
        assert_eq!(ledger.kept_copy(Hash::of(b"a")).await.unwrap(), None);
    }

    async fn a_large_copy_stands_in_parts_and_comes_back_from_a_backup(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let bytes = noise(21 << 20);
        let source = keep(ledger, "a.csv", &bytes, Some("2026-06-10")).await;
        let gone = keep(ledger, "b.csv", b"b", Some("2026-05-01")).await;
        ledger.expire_copies(day("2026-05-02")).await.unwrap();
        assert_eq!(copy_of(ledger, source).await, kept(&bytes, "a.csv", Some("2026-06-10")));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy.db");
        let copy = Ledger::open(path.to_str().unwrap(), Opening::Create).await.unwrap();
        assert_eq!(ledger.copy_to(&copy, &mut |_| {}).await.unwrap().copies, 1);
        for source in [source, gone] {
            assert_eq!(copy_of(&copy, source).await, copy_of(ledger, source).await);
        }
        assert_well(&copy).await;
        ledger.expire_copies(day("2027-05-02")).await.unwrap();
        assert_eq!(ledger.copy_counts().await.unwrap().packed_bytes, 0);
    }

    async fn a_deletion_takes_the_bytes_whichever_source_has_them(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let theirs = keep(ledger, "https://a.example/1", b"theirs", None).await;
        let same = keep(ledger, "https://b.example/1", b"theirs", None).await;
        let container = keep(ledger, "feed.xml", b"theirs and others", None).await;
        let other = keep(ledger, "other.html", b"other", None).await;
        let mut transaction = ledger.begin().await.unwrap();
        // What is found to hold the words, whatever the record knows of it.
        transaction.drop_copies([Hash::of(b"theirs and others")], day("2024-03-01"));
        let gone = SourceStanding::new(theirs, Remark::reason("asked"));
        transaction.enter(at(50), &person(), EntryBody::SourceDeleted(gone)).unwrap();
        transaction.commit().await.unwrap();
        for source in [theirs, same, container] {
            let on = day("2024-03-01");
            assert_eq!(copy_of(ledger, source).await, SourceCopy::Deleted { on }, "{source}");
        }
        assert!(matches!(copy_of(ledger, other).await, SourceCopy::Kept { .. }));
        // Nothing brings them back.
        let again = keep(ledger, "https://c.example/1", b"theirs", None).await;
        assert_eq!(copy_of(ledger, again).await, SourceCopy::NeverKept);
        let mut transaction = ledger.begin().await.unwrap();
        let new = source_of(&mut transaction, "d.html", b"theirs too");
        transaction.keep_copy(new, packed(b"theirs too"), String::new(), None);
        transaction.withhold_copy(new, Hash::of(b"theirs too"), day("2026-06-01"));
        transaction.commit().await.unwrap();
        let on = day("2026-06-01");
        assert_eq!(copy_of(ledger, new).await, SourceCopy::Deleted { on });
        assert_eq!(ledger.copy_counts().await.unwrap().copies, 1);
        assert_well(ledger).await;
        assert_replays(ledger).await;
    }
}

#[tokio::test]
async fn a_damaged_or_missing_copy_and_one_of_no_source_are_told() {
    let page = b"<p>a page</p>".repeat(100);
    for (spoil, wanted) in [
        (
            "update kept_copy set bytes = x'00ff'",
            "is not what was kept",
        ),
        ("delete from kept_copy", "of source 1 is missing"),
        (
            "delete from source_copy; delete from source",
            "is of no source",
        ),
    ] {
        let scratch = Scratch::make(On::Sqlite, "spoilt").await.unwrap();
        let ledger = &scratch.ledger;
        keep(ledger, "a.html", &page, None).await;
        assert_well(ledger).await;
        run_on(&scratch.path, spoil).await;
        let diagnosis = ledger.doctor(&mut |_| {}).await.unwrap();
        let told = diagnosis.checks.iter().filter(|check| !check.ok);
        assert!(
            told.clone().any(|check| check.detail.contains(wanted)),
            "{diagnosis:?}"
        );
        assert!(!diagnosis.advice().is_empty());
    }
    let scratch = Scratch::make(On::Sqlite, "spoilt").await.unwrap();
    keep(&scratch.ledger, "a.html", &page, None).await;
    run_on(&scratch.path, "update kept_copy set bytes = x'00ff'").await;
    let damaged = scratch.ledger.kept_copy(Hash::of(&page)).await;
    assert!(
        matches!(damaged, Err(LedgerError::Damaged { .. })),
        "{damaged:?}"
    );
}

/// The files of a folder beside a record, whatever they are.
fn files_in(folder: &std::path::Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    let entries = entries.map(|entry| entry.unwrap().path());
    entries
        .map(|path| if path.is_dir() { files_in(&path) } else { 1 })
        .sum()
}

#[tokio::test]
async fn copies_in_a_folder_beside_the_record_do_as_those_in_it() {
    let scratch = Scratch::make(On::Sqlite, "beside").await.unwrap();
    let ledger = &scratch.ledger;
    let folder = scratch.path.with_file_name("record.db.copies");
    let large = noise(9 << 20);
    let mut transaction = ledger.begin().await.unwrap();
    transaction.keep_copies_in_folder().unwrap();
    let one = source_of(&mut transaction, "a.html", &large);
    transaction.keep_copy(one, packed(&large), String::new(), Some(day("2026-06-10")));
    let other = source_of(&mut transaction, "b.html", b"b");
    transaction.keep_copy(other, packed(b"b"), String::new(), None);
    transaction.commit().await.unwrap();
    assert_eq!(files_in(&folder), 2);
    assert_eq!(
        copy_of(ledger, one).await,
        kept(&large, "", Some("2026-06-10"))
    );
    let counts = ledger.copy_counts().await.unwrap();
    assert!(counts.packed_bytes > large.len() as u64, "{counts:?}");
    assert!(scratch.path.metadata().unwrap().len() < 2 << 20);
    assert_well(ledger).await;
    // A backup is one file.
    let backup = scratch.path.with_file_name("backup.db");
    let copy = Ledger::open(backup.to_str().unwrap(), Opening::Create)
        .await
        .unwrap();
    ledger.copy_to(&copy, &mut |_| {}).await.unwrap();
    assert_eq!(copy_of(&copy, one).await, copy_of(ledger, one).await);
    assert_well(&copy).await;
    // What a process left that ended before it wrote the row goes; what a row names stays.
    let stray = folder.join("aa");
    std::fs::create_dir_all(&stray).unwrap();
    std::fs::write(stray.join("left.part"), "x").unwrap();
    assert_eq!(ledger.sweep_copies().await.unwrap(), 1);
    ledger.expire_copies(day("2026-06-11")).await.unwrap();
    assert_eq!(ledger.sweep_copies().await.unwrap(), 1);
    assert_eq!(files_in(&folder), 1);
    assert_well(ledger).await;
    // A copy whose file was lost is told.
    std::fs::remove_dir_all(&folder).unwrap();
    let diagnosis = ledger.doctor(&mut |_| {}).await.unwrap();
    assert!(!diagnosis.is_well());
}
