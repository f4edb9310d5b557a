//! Opening: what is there, what is not, what is something else; and that the schemas agree.

use crate::support::{
    Offered, On, POSTGRES_ADDRESS, Scratch, at, furnish, machine, run_on, setting,
};
use ovation_ledger::{Ledger, LedgerError, Opening};
use ovation_terms::{FilmId, Seq};
use sqlx::{Connection as _, Row as _};

#[tokio::test]
async fn a_record_that_is_not_there_is_made_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.db");
    let address = path.to_str().unwrap();
    for opening in [Opening::Existing, Opening::ReadOnly] {
        let missing = Ledger::open(address, opening).await;
        assert!(
            matches!(missing, Err(LedgerError::Missing { .. })),
            "{missing:?}"
        );
        assert!(!path.exists());
    }
    Ledger::open(address, Opening::Create)
        .await
        .unwrap()
        .close()
        .await;
    for opening in [Opening::Existing, Opening::ReadOnly, Opening::Create] {
        let ledger = Ledger::open(&format!("sqlite:{address}"), opening)
            .await
            .unwrap();
        assert_eq!(ledger.head().await.unwrap().seq, Seq(0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_record_may_be_opened_by_many_at_once() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..6 {
        let path = folder.path().join(format!("record{round}.db"));
        let opening: Vec<_> = (0..8)
            .map(|_| {
                let address = path.to_str().unwrap().to_owned();
                tokio::spawn(async move { Ledger::open(&address, Opening::Create).await })
            })
            .collect();
        for opened in opening {
            let ledger = opened.await.unwrap().unwrap();
            assert_eq!(ledger.head().await.unwrap().seq, Seq(0));
        }
    }
}

#[tokio::test]
async fn a_record_opened_for_reading_tells_what_is_there_and_refuses_to_write() {
    let scratch = Scratch::make(On::Sqlite, "reading").await.unwrap();
    let mut transaction = scratch.ledger.begin().await.unwrap();
    furnish(&mut transaction, 1, 0, 0);
    transaction.commit().await.unwrap();
    let reading = Ledger::open(scratch.path.to_str().unwrap(), Opening::ReadOnly)
        .await
        .unwrap();
    assert!(reading.film(FilmId(1)).await.unwrap().is_some());
    let refused = reading.begin().await.unwrap_err();
    assert!(matches!(refused, LedgerError::ReadOnly { .. }));
    assert!(refused.to_string().contains("record.db"), "{refused}");
    // What another process adds is seen.
    let mut transaction = scratch.ledger.begin().await.unwrap();
    let offered = Offered::new(
        transaction.next_review(),
        ovation_terms::SourceId(1),
        FilmId(1),
    );
    transaction
        .enter(at(1), &machine(), offered.read())
        .unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(reading.counts().await.unwrap().reviews, 1);
}

#[tokio::test]
async fn what_is_no_record_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    std::fs::write(
        &text,
        "the lamp was lit before the film began, and nobody knew by whom",
    )
    .unwrap();
    let other = folder.path().join("other.db");
    run_on(&other, "create table recipe (name text)").await;
    for path in [&text, &other] {
        let before = std::fs::read(path).unwrap();
        for opening in [Opening::Create, Opening::Existing, Opening::ReadOnly] {
            let refused = Ledger::open(path.to_str().unwrap(), opening)
                .await
                .unwrap_err();
            assert!(
                matches!(refused, LedgerError::NotARecord { .. }),
                "{refused:?}"
            );
        }
        assert_eq!(std::fs::read(path).unwrap().len(), before.len());
    }
    for address in ["", ":memory:", "mysql://lamp.example/record"] {
        let refused = Ledger::open(address, Opening::Create).await.unwrap_err();
        assert!(
            matches!(refused, LedgerError::BadAddress { .. }),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn a_record_of_a_newer_version_is_refused_and_says_so() {
    let scratch = Scratch::make(On::Sqlite, "newer").await.unwrap();
    scratch.ledger.close().await;
    let sql = "insert into _sqlx_migrations (version, description, success, checksum, \
         execution_time) values (9999, 'later', 1, x'00', 0)";
    run_on(&scratch.path, sql).await;
    for opening in [Opening::Create, Opening::Existing, Opening::ReadOnly] {
        let refused = Ledger::open(scratch.path.to_str().unwrap(), opening)
            .await
            .unwrap_err();
        assert!(
            matches!(refused, LedgerError::Newer { found: 9999, .. }),
            "{refused:?}"
        );
    }
}

/// The columns of a migration's tables as its text declares them: table, column, sort, required.
fn declared(text: &str) -> Vec<(String, String, String, bool)> {
    let mut columns = Vec::new();
    let mut table = None;
    for line in text.lines().map(str::trim) {
        let added = line.strip_prefix("alter table ");
        let added = added.and_then(|rest| rest.split_once(" add column "));
        let (line, added) = added.map_or((line, None), |(to, column)| (column, Some(to)));
        if added.is_some() {
            table = added.map(str::to_owned);
        }
        if let Some(rest) = line.strip_prefix("create table ") {
            table = rest.split(' ').next().map(str::to_owned);
        } else if line.starts_with(')') {
            table = None;
        } else if let Some(table) = &table
            && !line.starts_with("primary key")
            && let Some((name, rest)) = line.split_once(' ')
        {
            let rest = rest.trim();
            let sort = match rest.split([' ', ',', ';']).next().unwrap() {
                "INTEGER" if rest.contains("check") => "boolean",
                "INTEGER" | "BIGINT" => "number",
                "BLOB" | "BYTEA" => "bytes",
                "REAL" | "DOUBLE" => "real",
                "TEXT" => "text",
                "BOOLEAN" => "boolean",
                other => panic!("a column of an unknown sort: {other}"),
            };
            let required = rest.contains("not null");
            columns.push((table.clone(), name.to_owned(), sort.to_owned(), required));
        }
        if added.is_some() {
            table = None;
        }
    }
    columns
}

#[test]
fn both_databases_have_the_same_steps_with_the_same_columns() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let steps = |database: &str| {
        let files = std::fs::read_dir(root.join(database)).unwrap();
        let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        files
    };
    let (sqlite, postgres) = (steps("sqlite"), steps("postgres"));
    assert_eq!(sqlite.len(), postgres.len());
    for (one, other) in sqlite.iter().zip(&postgres) {
        assert_eq!(one.file_name(), other.file_name());
        let text = |path: &std::path::Path| std::fs::read_to_string(path).unwrap();
        let (one, other) = (text(one), text(other));
        if declared(&one).is_empty() {
            // A step that only adds an index says the same to both.
            assert!(one.contains("create index"), "no columns were found: {one}");
            assert_eq!(one, other);
        }
        assert_eq!(declared(&one), declared(&other));
    }
}

#[tokio::test]
async fn both_databases_have_the_same_columns_once_made() {
    let Some(_) = setting(POSTGRES_ADDRESS) else {
        return;
    };
    let scratch = Scratch::make(On::Sqlite, "schema").await.unwrap();
    let postgres = Scratch::make(On::Postgres, "schema").await.unwrap();
    drop(postgres);
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&scratch.path);
    let mut conn = sqlx::SqliteConnection::connect_with(&options)
        .await
        .unwrap();
    let sql = "select m.name, c.name from sqlite_master m, pragma_table_info(m.name) c \
         where m.type in ('table', 'view') and m.name not like '%sql%' order by m.name, c.cid";
    let rows = sqlx::query(sql).fetch_all(&mut conn).await.unwrap();
    let of = |row: &sqlx::sqlite::SqliteRow| (row.get::<String, _>(0), row.get::<String, _>(1));
    let sqlite: Vec<_> = rows.iter().map(of).collect();
    let schema = ovation_terms::ReviewKey::of_parts(&[b"schema"]);
    let pool = sqlx::PgPool::connect(&setting(POSTGRES_ADDRESS).unwrap())
        .await
        .unwrap();
    let sql = "select table_name::text, column_name::text from information_schema.columns \
         where table_schema = $1 and table_name not like '%sql%' \
         order by table_name collate \"C\", ordinal_position";
    let rows = sqlx::query(sql)
        .bind(format!("t_{schema}"))
        .fetch_all(&pool)
        .await
        .unwrap();
    let postgres: Vec<(String, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    assert_eq!(sqlite, postgres);
}
