//! Two ingests of one table at once: each sees what the other entered.

use super::{Plan, ingest};
use ovation_film_index::IndexPlace;
use ovation_gather::Parcel;
use ovation_ingest::{Judging, Origin, judge_by};
use ovation_judge::Rules;
use ovation_ledger::{Ledger, Opening, Replay};
use ovation_terms::{JudgingSet, TextReader};
use std::fmt::Write as _;

/// More than a batch.
const ROWS: usize = ovation_ingest::BATCH_FINDINGS + 50;

fn sheet(rows: usize) -> String {
    let mut sheet = "critic,outlet,film,date,rating\n".to_owned();
    for row in 0..rows {
        let (day, film) = (1 + row % 28, row / 40);
        writeln!(
            sheet,
            "Critic {row},Post,Film {film},2024-03-{day:02},{}/5",
            1 + row % 5
        )
        .unwrap();
    }
    sheet
}

/// An ingest that judges by ratings alone and asks nobody.
pub(super) fn plan() -> Plan {
    let judging = Judging {
        judge: judge_by(JudgingSet {
            text_reader: Some(TextReader::None),
            accepted_error: None,
        }),
        rules: Rules::default(),
    };
    Plan::usual(judging, IndexPlace::default())
}

async fn read(ledger: &Ledger, name: &str, sheet: &str) -> ovation_ingest::Summary {
    let parcel = Parcel::from_bytes(name.to_owned(), None, sheet.as_bytes().to_vec());
    ingest(ledger, vec![Origin::Parcels(vec![parcel])], plan())
        .await
        .unwrap()
}

async fn at_once(address: &str, rows: usize) {
    let one = Ledger::open(address, Opening::Create).await.unwrap();
    let other = Ledger::open(address, Opening::Existing).await.unwrap();
    let first = sheet(rows);
    let both = async |sheet: &str| {
        let (one, other) = (one.clone(), other.clone());
        let (first, second) = (sheet.to_owned(), sheet.to_owned());
        let first = tokio::spawn(async move { Box::pin(read(&one, "s.csv", &first)).await });
        let second = tokio::spawn(async move { Box::pin(read(&other, "s.csv", &second)).await });
        (first.await.unwrap(), second.await.unwrap())
    };
    let (a, b) = both(&first).await;
    assert_eq!((a.found, b.found), (rows as u64, rows as u64));
    let sources = one.imports(10).await.unwrap();
    assert_eq!(sources.len(), 1, "{sources:?}");
    assert_eq!(one.tally().await.unwrap().found, rows as u64);
    // Corrected, with a row more, and again read by both.
    let corrected =
        first.replace("Critic 3,", "Critic 3a,") + "Last Comer,Post,Film 0,2024-04-01,1/5\n";
    let (a, b) = both(&corrected).await;
    assert_eq!((a.found, b.found), (rows as u64 + 1, rows as u64 + 1));
    let sources = one.imports(10).await.unwrap();
    assert_eq!(sources.len(), 2, "{sources:?}");
    assert_eq!(one.tally().await.unwrap().found, rows as u64 + 1);
    let again = Box::pin(read(&one, "s.csv", &corrected)).await;
    assert_eq!(again.new_entries, 0, "{again:?}");
    assert!(one.doctor(&mut |_| {}).await.unwrap().is_well());
    let report = one.replay(Replay::Check, &mut |_| {}).await.unwrap();
    assert!(report.same, "{:?}", report.tables);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_ingests_of_one_table_enter_it_once() {
    for rows in [3, 40, ROWS] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.db").display().to_string();
        at_once(&path, rows).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::disallowed_methods, reason = "tests learn of a server by it")]
async fn two_ingests_of_one_table_enter_it_once_in_postgres() {
    let server = std::env::var("OVATION_TEST_POSTGRES").ok();
    let Some(server) = server.filter(|it| !it.is_empty()) else {
        println!("SKIPPED: no PostgreSQL; `cargo x test` starts one");
        return;
    };
    let pool = sqlx::PgPool::connect(&server).await.unwrap();
    for rows in [3, 40, ROWS] {
        let schema = format!("t_together_{rows}");
        let made = format!("drop schema if exists {schema} cascade; create schema {schema}");
        let made = sqlx::raw_sql(sqlx::AssertSqlSafe(made));
        made.execute(&pool).await.unwrap();
        let mark = if server.contains('?') { '&' } else { '?' };
        at_once(
            &format!("{server}{mark}options[search_path]={schema}"),
            rows,
        )
        .await;
    }
}
