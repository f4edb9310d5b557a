//! A process that is killed at any point loses no entry it was told of, and leaves no half of one.

use crate::support::{Offered, assert_replays, at, furnish, machine, setting};
use ovation_ledger::{Ledger, Opening};
use ovation_terms::{FilmId, Seq};
use std::io::{BufRead as _, Write as _};
use std::process::{Command, Stdio};

/// Names the record that the child process appends to.
const RECORD: &str = "OVATION_TEST_APPENDS_TO";

/// Not a test of its own: what the child of the test below runs. Without an address it is done.
#[tokio::test]
async fn a_child_appends_until_it_is_killed() {
    let Some(address) = setting(RECORD) else {
        return;
    };
    let ledger = Ledger::open(&address, Opening::Create).await.unwrap();
    loop {
        let mut transaction = ledger.begin().await.unwrap();
        let source = furnish(&mut transaction, 1, 1, 1);
        for _ in 0..7 {
            let offered = Offered {
                critic: Some(ovation_terms::CriticId(source.0)),
                ..Offered::new(transaction.next_review(), source, FilmId(source.0))
            };
            transaction
                .enter(at(1), &machine(), offered.read())
                .unwrap();
        }
        let committed = transaction.commit().await.unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "acknowledged {}", committed.last).unwrap();
        out.flush().unwrap();
    }
}

/// Lets a child append to the record and kills it after `acknowledged` commits and `spins` looks
/// at the record's files; gives the last entry it acknowledged.
fn append_and_kill(path: &std::path::Path, acknowledged: usize, spins: u32) -> i64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "crash::a_child_appends_until_it_is_killed",
            "--exact",
            "--nocapture",
        ])
        .env(RECORD, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = std::io::BufReader::new(child.stdout.take().unwrap()).lines();
    let number = |line: String| {
        let (_, number) = line.split_once("acknowledged ")?;
        number.trim().parse::<i64>().ok()
    };
    let mut last = 0;
    for _ in 0..acknowledged {
        last = lines
            .by_ref()
            .find_map(|line| number(line.unwrap()))
            .unwrap();
    }
    // A different point of the next commit every time.
    let wal = path.with_extension("db-wal");
    for _ in 0..spins {
        let _ = std::hint::black_box(wal.metadata());
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What it had said before it died.
    lines
        .map_while(Result::ok)
        .filter_map(number)
        .last()
        .unwrap_or(last)
}

#[tokio::test]
async fn every_acknowledged_entry_is_there_after_a_kill_at_any_point() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.db");
    for round in 0..24_u32 {
        let acknowledged = usize::try_from(round % 4).unwrap();
        let last = append_and_kill(&path, acknowledged, round * 211);
        if !path.exists() {
            continue;
        }
        let ledger = Ledger::open(path.to_str().unwrap(), Opening::Create)
            .await
            .unwrap();
        let head = ledger.head().await.unwrap().seq;
        assert!(
            head >= Seq(last),
            "entry {last} was acknowledged, the record ends at {head}"
        );
        assert_eq!(
            head.0 % 11,
            0,
            "each transaction has eleven entries; half of one is there"
        );
        let diagnosis = ledger.doctor(&mut |_| {}).await.unwrap();
        assert!(diagnosis.is_well(), "{diagnosis:?}");
        assert_replays(&ledger).await;
        ledger.close().await;
    }
}
