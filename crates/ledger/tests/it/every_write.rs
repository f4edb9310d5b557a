//! A process that dies at any one of its writes, or in the middle of it, loses nothing that it was
//! told of, leaves no half of anything, and goes on as if nothing had been.

use crate::script::{Copies, assert_copies, assert_kept, outcome, run};
use crate::support::{setting, stride};
use ovation_ledger::{Head, Ledger, Opening};
use ovation_terms::Seq;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Names the record that the child process runs the script on.
const RECORD: &str = "OVATION_TEST_SCRIPT_ON";

/// Set where the child keeps copies in the folder beside the record.
const COPIES_BESIDE: &str = "OVATION_TEST_COPIES_BESIDE";

/// Not a test of its own: what the child of the test below runs. Without an address it is done.
#[tokio::test]
async fn a_child_runs_the_script() {
    let Some(address) = setting(RECORD) else {
        return;
    };
    let mut tell = |head: Head| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "acknowledged {} {}", head.seq, head.hash).unwrap();
        out.flush().unwrap();
    };
    let copies = match setting(COPIES_BESIDE) {
        Some(_) => Copies::Beside,
        None => Copies::Within,
    };
    run(&address, copies, &mut tell).await.unwrap();
}

/// Builds what kills a process at its n-th write. The C compiler is there: it built SQLite.
fn build_killer(folder: &Path) -> Option<PathBuf> {
    let killer = folder.join("kill_at_write.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/kill_at_write.c");
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .args([killer.as_os_str(), source.as_ref()])
        .args(["-ldl"])
        .output();
    match built {
        Ok(built) if built.status.success() => Some(killer),
        told => {
            println!("SKIPPED: cc could not build `{source}`: {told:?}");
            None
        }
    }
}

/// Runs the script in a child that dies at its write number `at`.
fn run_and_die(killer: &Path, record: &Path, copies: Copies, at: usize, half: bool) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    if copies == Copies::Beside {
        command.env(COPIES_BESIDE, "1");
    }
    command
        .args([
            "every_write::a_child_runs_the_script",
            "--exact",
            "--nocapture",
        ])
        .env(RECORD, record)
        .env("LD_PRELOAD", killer)
        .env("OVATION_TEST_KILL_PATH", record)
        .env("OVATION_TEST_KILL_AT", at.to_string())
        .env("OVATION_TEST_KILL_HALF", if half { "1" } else { "0" })
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn acknowledged(output: &Output) -> Vec<Head> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines()
        .filter_map(|line| {
            let (_, rest) = line.split_once("acknowledged ")?;
            let (seq, hash) = rest.split_once(' ')?;
            Some(Head {
                seq: Seq(seq.parse().ok()?),
                hash: hash.trim().parse().ok()?,
                at: None,
            })
        })
        .collect()
}

async fn dies_at_every_write(copies: Copies, half: bool) {
    let folder = tempfile::tempdir().unwrap();
    let Some(killer) = build_killer(folder.path()) else {
        return;
    };
    let undisturbed = folder.path().join("undisturbed.db");
    let address = undisturbed.to_str().unwrap();
    run(address, copies, &mut |_| {}).await.unwrap();
    let ledger = Ledger::open(address, Opening::Existing).await.unwrap();
    let wanted = outcome(&ledger).await;
    ledger.close().await;
    let (mut deaths, mut strays) = (0, 0);
    let stride = stride(5);
    for at in (1..).step_by(stride) {
        let when = format!("dead at write {at}");
        let record = folder.path().join(format!("record-{at}.db"));
        let address = record.to_str().unwrap();
        let ended = run_and_die(&killer, &record, copies, at, half);
        if ended.status.success() {
            break;
        }
        let told = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(
            ended.status.code(),
            None,
            "{when}: it failed instead: {told}"
        );
        deaths += 1;
        let acknowledged = acknowledged(&ended);
        let folder = folder.path().join(format!("record-{at}.db.copies"));
        let ledger = Ledger::open(address, Opening::Create).await.unwrap();
        assert_kept(&ledger, &acknowledged, &when).await;
        if copies == Copies::Beside {
            strays += assert_copies(&ledger, &folder, &when).await;
        }
        ledger.close().await;
        run(address, copies, &mut |_| {}).await.unwrap();
        let ledger = Ledger::open(address, Opening::Existing).await.unwrap();
        assert_kept(&ledger, &acknowledged, &when).await;
        assert_eq!(outcome(&ledger).await, wanted, "{when}");
        if copies == Copies::Beside {
            let left = assert_copies(&ledger, &folder, &when).await;
            assert_eq!(left, 0, "{when}: files that nobody needs are left");
            std::fs::remove_dir_all(&folder).unwrap();
        }
        ledger.close().await;
        std::fs::remove_file(&record).unwrap();
    }
    println!("{deaths} deaths, {strays} files left");
    assert_eq!(strays > 0, copies == Copies::Beside, "none died on a file");
    // Eleven commits of several pages each, the steps of the schema, and what moves the log.
    assert!(deaths * stride > 100, "only {deaths} writes were counted");
}

#[tokio::test]
async fn nothing_is_lost_by_dying_before_any_write() {
    dies_at_every_write(Copies::Within, false).await;
}

#[tokio::test]
async fn nothing_is_lost_by_dying_in_the_middle_of_any_write() {
    dies_at_every_write(Copies::Within, true).await;
}

#[tokio::test]
async fn no_copy_beside_the_record_is_lost_by_dying_before_any_write_and_every_other_file_is_told()
{
    dies_at_every_write(Copies::Beside, false).await;
}

#[tokio::test]
async fn no_copy_beside_the_record_is_lost_by_dying_in_the_middle_of_any_write() {
    dies_at_every_write(Copies::Beside, true).await;
}
