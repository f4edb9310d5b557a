//! A PostgreSQL server that is not there, goes away, comes back; several processes on one record.

use crate::server::{Server, programs};
use crate::support::{Offered, On, Scratch, assert_replays, at, furnish, machine, setting};
use ovation_ledger::{Ledger, LedgerError, Opening};
use ovation_terms::{FilmId, Seq};
use std::io::{BufRead as _, Write as _};
use std::process::{Command, Stdio};

/// A server of one's own; none where PostgreSQL is not at hand for tests.
fn own_server() -> Option<Server> {
    let at_hand = setting(crate::support::POSTGRES_ADDRESS).and_then(|_| programs());
    if at_hand.is_none() {
        println!("SKIPPED: no PostgreSQL; `cargo x test` starts one");
    }
    at_hand.map(|programs| Server::start(&programs, Server::FOR_TESTS).unwrap())
}

async fn enter_one(transaction: &mut ovation_ledger::Transaction) {
    let source = furnish(transaction, 1, 0, 0);
    let offered = Offered::new(transaction.next_review(), source, FilmId(source.0));
    assert!(transaction.known(&offered.keys()).await.unwrap().is_empty());
    transaction
        .enter(at(1), &machine(), offered.read())
        .unwrap();
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_at_once() {
    // Nobody listens on a port that was just let go.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = port.local_addr().unwrap().port();
    let address = format!("postgres://ovation:hidden@127.0.0.1:{port}/record");
    let refused = Ledger::open(&address, Opening::Create).await.unwrap_err();
    assert!(
        matches!(refused, LedgerError::Unreachable { .. }),
        "{refused:?}"
    );
    let told = refused.to_string();
    assert!(
        told.contains("is it running") && !told.contains("hidden"),
        "{told}"
    );
}

#[tokio::test]
async fn a_database_that_is_not_there_is_told_by_name() {
    let Some(server) = setting(crate::support::POSTGRES_ADDRESS) else {
        return;
    };
    let (base, _) = server.rsplit_once('/').unwrap();
    let refused = Ledger::open(&format!("{base}/lamp_room"), Opening::Create).await;
    let refused = refused.unwrap_err();
    assert!(
        matches!(refused, LedgerError::Unopenable { .. }),
        "{refused:?}"
    );
    assert!(refused.to_string().contains("lamp_room"), "{refused}");
}

#[tokio::test]
async fn a_transaction_outlives_a_restart_of_the_server_and_is_written_once() {
    let Some(server) = own_server() else { return };
    let ledger = Ledger::open(&server.address(), Opening::Create)
        .await
        .unwrap();
    for round in 0..4_i64 {
        let mut transaction = ledger.begin().await.unwrap();
        if round % 2 == 0 {
            enter_one(&mut transaction).await;
        }
        server.halt().unwrap();
        server.resume().unwrap();
        if round % 2 == 1 {
            // The questions of a transaction outlive it as well.
            enter_one(&mut transaction).await;
        }
        let committed = transaction.commit().await.unwrap();
        assert_eq!(committed.entries, 3);
        // Readers too, on the connections they had.
        assert_eq!(ledger.head().await.unwrap().seq, Seq(3 * (round + 1)));
    }
    let diagnosis = ledger.doctor(&mut |_| {}).await.unwrap();
    assert!(diagnosis.is_well(), "{diagnosis:?}");
    assert_replays(&ledger).await;
}

#[tokio::test]
async fn a_transaction_that_was_overtaken_while_the_server_was_away_writes_nothing() {
    let Some(server) = own_server() else { return };
    let ledger = Ledger::open(&server.address(), Opening::Create)
        .await
        .unwrap();
    let mut transaction = ledger.begin().await.unwrap();
    enter_one(&mut transaction).await;
    server.halt().unwrap();
    server.resume().unwrap();
    let other = Ledger::open(&server.address(), Opening::Existing)
        .await
        .unwrap();
    let mut second = other.begin().await.unwrap();
    furnish(&mut second, 1, 1, 0);
    second.commit().await.unwrap();
    let refused = transaction.commit().await.unwrap_err();
    assert!(
        matches!(refused, LedgerError::Overtaken { .. }),
        "{refused:?}"
    );
    assert_eq!(ledger.head().await.unwrap().seq, Seq(3));
    assert_replays(&ledger).await;
}

/// Names the record that a child process writes to.
const RECORD: &str = "OVATION_TEST_WRITES_TO";

/// Not a test of its own: what the children of the test below run. Without an address it is done.
#[tokio::test]
async fn a_child_writes_twelve_transactions() {
    let Some(address) = setting(RECORD) else {
        return;
    };
    let ledger = Ledger::open(&address, Opening::Create).await.unwrap();
    for _ in 0..12 {
        let mut transaction = ledger.begin().await.unwrap();
        enter_one(&mut transaction).await;
        let committed = transaction.commit().await.unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "acknowledged {}", committed.last).unwrap();
        out.flush().unwrap();
    }
}

async fn several_processes_write(scratch: Scratch, address: &str) {
    let children: Vec<_> = (0..4)
        .map(|_| {
            Command::new(std::env::current_exe().unwrap())
                .args([
                    "servers::a_child_writes_twelve_transactions",
                    "--exact",
                    "--nocapture",
                ])
                .env(RECORD, address)
                .stdout(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let mut told = Vec::new();
    for mut child in children {
        let lines = std::io::BufReader::new(child.stdout.take().unwrap()).lines();
        let numbers = lines.map_while(Result::ok).filter_map(|line| {
            let (_, number) = line.split_once("acknowledged ")?;
            number.trim().parse::<i64>().ok()
        });
        told.extend(numbers);
        assert!(child.wait().unwrap().success());
    }
    told.sort_unstable();
    // Each of the 48 transactions has three entries of its own, one after the other.
    assert_eq!(
        told,
        (1..=48)
            .map(|transaction| transaction * 3)
            .collect::<Vec<_>>()
    );
    assert_eq!(scratch.ledger.head().await.unwrap().seq, Seq(144));
    let diagnosis = scratch.ledger.doctor(&mut |_| {}).await.unwrap();
    assert!(diagnosis.is_well(), "{diagnosis:?}");
    assert_replays(&scratch.ledger).await;
}

#[tokio::test]
async fn several_processes_at_once_write_one_chain_in_sqlite() {
    let scratch = Scratch::make(On::Sqlite, "processes").await.unwrap();
    let address = scratch.path.to_str().unwrap().to_owned();
    several_processes_write(scratch, &address).await;
}

#[tokio::test]
async fn several_processes_at_once_write_one_chain_in_postgres() {
    let Some(scratch) = Scratch::make(On::Postgres, "processes").await else {
        println!("SKIPPED: no PostgreSQL; `cargo x test` starts one");
        return;
    };
    let address = scratch.address.clone();
    several_processes_write(scratch, &address).await;
}
