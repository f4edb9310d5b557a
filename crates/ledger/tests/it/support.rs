//! Scratch records and invented reviews.

use ovation_ledger::{Ledger, Opening, Transaction};
use ovation_terms::{
    Actor, Attribution, Basis, ConvertedRating, CriticAdded, CriticId, Day, EntryBody, Evidence,
    FilmId, FilmRecord, FilmsAdded, Hash, MediaKind, Moment, OutletAdded, OutletId, PrintedRating,
    Probability, Reason, ReviewFinding, ReviewId, ReviewKey, ReviewRead, Seq, SourceFacts,
    SourceId, SourceRead, Sourced, Standing, Verdict,
};
use sqlx::Connection as _;

/// A record of its own for one test.
pub(crate) struct Scratch {
    pub(crate) ledger: Ledger,
    /// The record's file; empty for a PostgreSQL record.
    pub(crate) path: std::path::PathBuf,
    /// The record's address, as another process may open it.
    pub(crate) address: String,
    _folder: tempfile::TempDir,
}

/// The database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Sqlite,
    Postgres,
}

/// Where a PostgreSQL server for tests listens (`postgres://USER@HOST/NAME`), set by the project's
/// tool; tests make schemas of their own there.
pub(crate) const POSTGRES_ADDRESS: &str = "OVATION_TEST_POSTGRES";

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where tests learn of a server"
)]
pub(crate) fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// How far apart the points stand at which a process is killed: each one by
/// `cargo x check --thorough`, else every `sampled`-th.
pub(crate) fn stride(sampled: usize) -> usize {
    match setting("OVATION_TEST_THOROUGH") {
        Some(_) => 1,
        None => sampled,
    }
}

impl Scratch {
    /// Makes a record; none where the database is not at hand.
    pub(crate) async fn make(on: On, test: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let (address, path) = match on {
            On::Sqlite => {
                let path = folder.path().join("record.db");
                (path.to_str().unwrap().to_owned(), path)
            }
            On::Postgres => {
                let server = setting(POSTGRES_ADDRESS)?;
                (fresh_schema(&server, test).await, std::path::PathBuf::new())
            }
        };
        let ledger = Ledger::open(&address, Opening::Create).await.unwrap();
        Some(Self {
            ledger,
            path,
            address,
            _folder: folder,
        })
    }
}

/// A schema of a test's own, made anew; gives the address of a record there.
pub(crate) async fn fresh_schema(server: &str, test: &str) -> String {
    let schema = format!("t_{}", ReviewKey::of_parts(&[test.as_bytes()]));
    let pool = sqlx::PgPool::connect(server).await.unwrap();
    let made = format!("drop schema if exists {schema} cascade; create schema {schema}");
    let made = sqlx::AssertSqlSafe(made);
    sqlx::raw_sql(made).execute(&pool).await.unwrap();
    pool.close().await;
    let mark = if server.contains('?') { '&' } else { '?' };
    format!("{server}{mark}options[search_path]={schema}")
}

/// Makes a test for each database from one body, which gets a fresh record.
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($scratch:ident: Scratch) $body:block)*) => {$(
        mod $name {
            use super::*;

            async fn body($scratch: crate::support::Scratch) $body

            $(#[$meta])*
            #[tokio::test]
            async fn on_sqlite() {
                let on = crate::support::On::Sqlite;
                body(crate::support::Scratch::make(on, concat!(module_path!())).await.unwrap()).await;
            }

            $(#[$meta])*
            #[tokio::test]
            async fn on_postgres() {
                let on = crate::support::On::Postgres;
                let made = crate::support::Scratch::make(on, concat!(module_path!())).await;
                match made {
                    Some(scratch) => body(scratch).await,
                    None => println!("SKIPPED: no PostgreSQL; `cargo x test` starts one"),
                }
            }
        }
    )*};
}
pub(crate) use on_both;

pub(crate) fn machine() -> Actor {
    Actor::import("reviews.csv")
}

pub(crate) fn person() -> Actor {
    Actor::person("ada")
}

/// A moment some seconds after the first of March 2024.
pub(crate) fn at(second: i64) -> Moment {
    Moment(1_709_251_200_000_000 + second * 1_000_000)
}

fn cell<T>(value: T, column: &str) -> Sourced<T> {
    let evidence = Evidence::Cell {
        row: 2,
        column: column.into(),
    };
    Sourced::new(value, evidence)
}

fn attributed<Id>(chosen: Id) -> Attribution<Id> {
    Attribution {
        chosen: Some(chosen),
        p: Probability::ONE,
        why: "the only one".to_owned(),
        candidates: Vec::new(),
    }
}

/// Who signed beside a critic, of so many: reviews of even days are joint ones.
pub(crate) fn joint_with(critic: Option<i64>, day: i8, critics: i64) -> Vec<CriticId> {
    let joint = critic.filter(|_| day % 2 == 0).into_iter();
    joint.map(|id| CriticId(id % critics + 1)).collect()
}

/// A reading to be changed field by field.
#[derive(Clone, Debug)]
pub(crate) struct Offered {
    pub(crate) review: ReviewId,
    pub(crate) source: SourceId,
    pub(crate) film: Option<FilmId>,
    pub(crate) critic: Option<CriticId>,
    pub(crate) also_by: Vec<CriticId>,
    pub(crate) outlet: Option<OutletId>,
    pub(crate) published: Option<Day>,
    pub(crate) p: Option<f64>,
    pub(crate) reasons: Vec<Reason>,
    pub(crate) key: String,
    pub(crate) text: String,
    pub(crate) minhashes: Vec<i64>,
}

impl Offered {
    pub(crate) fn new(review: ReviewId, source: SourceId, film: FilmId) -> Self {
        Self {
            review,
            source,
            film: Some(film),
            critic: None,
            also_by: Vec::new(),
            outlet: None,
            published: Day::new(2024, 2, 1),
            p: Some(1.0),
            reasons: Vec::new(),
            key: format!("review {review}"),
            text: "A lamp that keeps its light to the last frame.".to_owned(),
            minhashes: Vec::new(),
        }
    }

    pub(crate) fn keys(&self) -> Vec<ReviewKey> {
        vec![ReviewKey::of_parts(&[self.key.as_bytes()])]
    }

    pub(crate) fn read(&self) -> EntryBody {
        let printed = self.p.map(|p| format!("{}/5", (p * 5.0).round()));
        let finding = ReviewFinding {
            url: Some(cell(
                format!("https://lantern.example/{}", self.review),
                "url",
            )),
            published: self.published.map(|day| cell(day, "date")),
            rating: printed.map(|printed| cell(PrintedRating::of(printed), "rating")),
            text: Some(cell(self.text.clone(), "text")),
            ..ReviewFinding::default()
        };
        EntryBody::ReviewRead(Box::new(ReviewRead {
            review: self.review,
            source: self.source,
            keys: self.keys(),
            content: ReviewKey::of_parts(&[
                self.text.as_bytes(),
                &self.p.unwrap_or(9.0).to_le_bytes(),
            ]),
            film: Attribution {
                chosen: self.film,
                p: Probability::HALF,
                why: "title and year agree".to_owned(),
                candidates: self.film.into_iter().collect(),
            },
            critic: self.critic.map(attributed),
            also_by: self.also_by.clone(),
            outlet: self.outlet.map(attributed),
            rating: self.p.map(|value| ConvertedRating {
                value,
                scale: "/5".to_owned(),
                why: None,
            }),
            rating_complaint: None,
            complaints: Vec::new(),
            verdict: self.p.map(|p| Verdict {
                p: Probability::clamped(p),
                basis: Basis::Rating,
                made_by: "ratings-1".to_owned(),
                why: String::new(),
                grounds: Some(Box::new(ovation_terms::Grounds {
                    sentence: Some(self.text.clone()),
                    ..ovation_terms::Grounds::default()
                })),
            }),
            standing: Standing::new(self.reasons.clone()),
            finding,
            resembles: None,
            minhashes: self.minhashes.clone(),
            row: None,
            words: None,
            apart: true,
        }))
    }
}

/// Enters one source, films, critics and outlets, numbered from 1 in an empty record.
pub(crate) fn furnish(
    transaction: &mut Transaction,
    films: u32,
    critics: u32,
    outlets: u32,
) -> SourceId {
    let source = transaction.next_source();
    let facts = SourceFacts {
        address: format!("reviews-{source}.csv"),
        media: MediaKind::Table,
        hash: Hash::of(source.to_string().as_bytes()),
        size_bytes: 1_000,
        fetched: at(0),
    };
    let reader = "ovation 0.1.0".to_owned();
    let read = SourceRead {
        source,
        facts,
        reader,
    };
    transaction
        .enter(at(0), &machine(), EntryBody::SourceRead(read))
        .unwrap();
    let films: Vec<_> = (0..films)
        .map(|place| FilmRecord {
            title: format!("The Lamp, Part {}", place + 1),
            other_titles: vec![format!("La lámpara {}", place + 1)],
            year: Some(2012),
            keys: vec![ovation_terms::FilmKey::new(
                "imdb",
                format!("tt{:07}", place + 1),
            )],
            directors: vec!["Ines Falk".to_owned()],
            ..FilmRecord::numbered(transaction.next_film())
        })
        .collect();
    if !films.is_empty() {
        let why = "catalogue films.csv".to_owned();
        let added = FilmsAdded {
            why,
            films,
            act: None,
        };
        transaction
            .enter(at(0), &machine(), EntryBody::FilmsAdded(added))
            .unwrap();
    }
    for place in 0..critics {
        let critic = transaction.next_critic();
        let name = format!("Critic {}", place + 1);
        let added = CriticAdded { critic, name };
        transaction
            .enter(at(0), &machine(), EntryBody::CriticAdded(added))
            .unwrap();
    }
    for place in 0..outlets {
        let added = OutletAdded {
            outlet: transaction.next_outlet(),
            name: format!("Lantern {}", place + 1),
            domain: Some(format!("lantern{}.example", place + 1)),
        };
        transaction
            .enter(at(0), &machine(), EntryBody::OutletAdded(added))
            .unwrap();
    }
    source
}

/// Fails with what differs unless a replay gives the very rows that are there.
/// What the entries alone say, at several of them, is what the views say.
async fn assert_follows(ledger: &Ledger) {
    let head = ledger.head().await.unwrap().seq.0;
    for seq in [head, head * 2 / 3, head / 3].map(Seq) {
        let at = ledger.record_at(seq, None, &mut |_| {}).await.unwrap();
        let at = at.unwrap();
        assert_eq!(at.head(), ledger.head_at(seq).await.unwrap());
        for film in (1..=6).map(FilmId) {
            let then = ledger.film_then(film, seq).await.unwrap();
            let (record, ballots) = then.unzip();
            assert_eq!(at.film(film).unwrap(), record, "film {film} at {seq}");
            let of_film = at.ballots_of_film(film);
            assert_eq!(
                of_film,
                ballots.unwrap_or_default(),
                "of film {film} at {seq}"
            );
        }
        let mut votes = Vec::new();
        let known = Some(seq);
        ledger
            .each_vote(known, &mut |vote| votes.push(vote))
            .await
            .unwrap();
        votes.sort_by_key(|vote| vote.review);
        assert_eq!(at.votes(), votes, "votes at {seq}");
        let weights = ledger.outlet_weights(known).await.unwrap();
        assert_eq!(*at.outlet_weights(), weights, "weights at {seq}");
    }
}

pub(crate) async fn assert_replays(ledger: &Ledger) {
    assert_follows(ledger).await;
    let report = ledger
        .replay(ovation_ledger::Replay::Check, &mut |_| {})
        .await
        .unwrap();
    for (name, _, before, after) in &report.tables {
        assert_eq!(before, after, "a replay gives other rows of `{name}`");
    }
    assert!(report.same);
}

/// Runs statements on a record's file as another program would.
pub(crate) async fn run_on(path: &std::path::Path, sql: &'static str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new();
    let options = options.filename(path).create_if_missing(true);
    let mut conn = sqlx::SqliteConnection::connect_with(&options)
        .await
        .unwrap();
    sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
}
