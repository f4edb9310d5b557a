//! How fast entries are appended and replayed, beside the bare insertion of the same entry rows
//! into an empty SQLite file in the same run. Prints rows a second and the ratios.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use ovation_ledger::{Ledger, LedgerError, Opening, Replay};
use ovation_terms::{
    Actor, Attribution, Basis, ConvertedRating, CriticAdded, CriticId, Day, Evidence, FilmId,
    FilmRecord, FilmsAdded, Happening, Hash, MediaKind, Moment, OutletAdded, OutletId,
    PrintedRating, Probability, ReviewFinding, ReviewId, ReviewKey, ReviewRead, Seq, SourceFacts,
    SourceId, SourceRead, Sourced, Standing, Verdict,
};
use sqlx::Connection as _;
use std::time::{Duration, Instant};

const REVIEWS: i64 = 37_768;
const BATCH: i64 = 2_000;
const FILMS: i64 = 1_015;
const CRITICS: i64 = 2_500;
const OUTLETS: i64 = 900;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let threads = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    threads.block_on(measure())
}

async fn measure() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("record.db");
    let path = path.to_string_lossy().into_owned();
    let ledger = Ledger::open(&path, Opening::Create).await?;
    furnish(&ledger).await?;

    let reviews = u64::try_from(REVIEWS)?;
    let readings: Vec<Happening> = (1..=REVIEWS).map(reading).collect();
    let watch = Watch::start();
    append(&ledger, readings).await?;
    let appended = watch.tell("append", reviews);

    let readings: Vec<Happening> = (1..=REVIEWS).map(reading).collect();
    let watch = Watch::start();
    let new = look_up(&ledger, &readings).await?;
    watch.tell("known again", reviews);
    assert_eq!(new, 0, "every review is known the second time");
    drop(readings);

    let entries = u64::try_from(ledger.head().await?.seq.0)?;
    let watch = Watch::start();
    let checked = ledger.replay(Replay::Check, &mut |_| {}).await?;
    watch.tell("replay, check", entries);
    assert!(checked.same, "a replay gives the same rows");

    let watch = Watch::start();
    ledger.replay(Replay::Rebuild, &mut |_| {}).await?;
    watch.tell("replay, rebuild", entries);

    let watch = Watch::start();
    ledger.doctor(&mut |_| {}).await?;
    watch.tell("doctor", entries);

    let (bare, body_bytes) = insert_bare(&ledger, &folder.path().join("bare.db")).await?;
    let bare = rate(entries, bare);
    println!(
        "bare insertion     {bare:>9.0} a second; append is {:.2} of it",
        appended / bare
    );
    println!(
        "entries            {entries} of {body_bytes} bytes; memory at most {}",
        memory()
    );
    Ok(())
}

fn rate(rows: u64, taken: Duration) -> f64 {
    // A count of rows is far below where f64 loses whole numbers.
    f64::from(u32::try_from(rows).unwrap_or(u32::MAX)) / taken.as_secs_f64()
}

/// Processor time this process has used, where the system tells; machines are shared, clocks lie.
fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    // Fields 14 and 15, in hundredths of a second: proc(5).
    let ticks = after_name.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// A stretch of wall clock and of processor time.
#[derive(Clone, Copy)]
struct Watch(Instant, Duration);

impl Watch {
    fn start() -> Self {
        Self(Instant::now(), cpu())
    }

    fn tell(self, what: &str, rows: u64) -> f64 {
        let rate = rate(rows, self.0.elapsed());
        let used = rate_text(rows, cpu().saturating_sub(self.1));
        println!("{what:<18} {rate:>9.0} a second, {used:>9} a second of processor time");
        rate
    }
}

fn rate_text(rows: u64, taken: Duration) -> String {
    format!("{:.0}", rate(rows, taken))
}

/// The most memory this process has held, where the system tells.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.unwrap_or("unknown").trim().to_owned()
}

async fn furnish(ledger: &Ledger) -> Result<(), LedgerError> {
    let actor = Actor::import("bench");
    let at = Moment(1);
    let mut draft = ledger.begin().await?;
    let read = SourceRead {
        source: draft.next_source(),
        facts: SourceFacts {
            address: "reviews.csv".to_owned(),
            media: MediaKind::Table,
            hash: Hash::of(b"reviews"),
            size_bytes: 1,
            fetched: at,
        },
        reader: "bench".to_owned(),
    };
    draft.enter(at, &actor, Happening::SourceRead(read))?;
    let films = (0..FILMS)
        .map(|place| FilmRecord {
            id: draft.next_film(),
            title: format!("The Lamp, Part {place}"),
            other_titles: Vec::new(),
            year: Some(2012),
            keys: Vec::new(),
            directors: Vec::new(),
        })
        .collect();
    let why = "bench".to_owned();
    draft.enter(at, &actor, Happening::FilmsAdded(FilmsAdded { why, films }))?;
    for place in 0..CRITICS {
        let critic = draft.next_critic();
        let name = format!("Critic {place}");
        draft.enter(
            at,
            &actor,
            Happening::CriticAdded(CriticAdded { critic, name }),
        )?;
    }
    for place in 0..OUTLETS {
        let outlet = draft.next_outlet();
        let name = format!("Lantern {place}");
        let domain = None;
        let added = OutletAdded {
            outlet,
            name,
            domain,
        };
        draft.enter(at, &actor, Happening::OutletAdded(added))?;
    }
    draft.commit().await?;
    Ok(())
}

fn keys(happening: &Happening) -> &[ReviewKey] {
    match happening {
        Happening::ReviewRead(read) => &read.keys,
        _ => &[],
    }
}

/// Appends as an ingest does: asks what is known, enters what is not.
async fn append(ledger: &Ledger, readings: Vec<Happening>) -> Result<(), LedgerError> {
    let actor = Actor::import("bench");
    let mut readings = readings.into_iter().peekable();
    while readings.peek().is_some() {
        let mut draft = ledger.begin().await?;
        let batch = readings.by_ref().take(usize::try_from(BATCH).unwrap_or(1));
        let batch: Vec<_> = batch.collect();
        let asked: Vec<_> = batch.iter().flat_map(keys).copied().collect();
        let known = draft.known(&asked).await?;
        assert!(known.is_empty(), "nothing is known the first time");
        for happening in batch {
            let _ = draft.next_review();
            draft.enter(Moment(2), &actor, happening)?;
        }
        draft.commit().await?;
    }
    Ok(())
}

/// Asks for all reviews again; gives how many are new.
async fn look_up(ledger: &Ledger, readings: &[Happening]) -> Result<usize, LedgerError> {
    let mut new = 0;
    for batch in readings.chunks(usize::try_from(BATCH).unwrap_or(1)) {
        let mut draft = ledger.begin().await?;
        let asked: Vec<_> = batch.iter().flat_map(keys).copied().collect();
        new += asked.len() - draft.known(&asked).await?.len();
    }
    Ok(new)
}

/// Inserts the same entry rows into an empty file, row by row in one transaction a batch.
async fn insert_bare(
    ledger: &Ledger,
    path: &std::path::Path,
) -> Result<(Duration, usize), Box<dyn std::error::Error>> {
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
        .synchronous(sqlx::sqlite::SqliteSynchronous::Full);
    let mut conn = sqlx::SqliteConnection::connect_with(&options).await?;
    let table = "create table entry (seq integer primary key, at integer, actor text, kind text, \
         hash blob, body text) strict";
    sqlx::raw_sql(table).execute(&mut conn).await?;
    let mut taken = Duration::ZERO;
    let mut after = Seq(0);
    let (mut bytes, mut rows) = (0, 0);
    loop {
        let entries = ledger.entries(after, u32::try_from(BATCH)?).await?;
        let Some(last) = entries.last() else { break };
        after = last.seq;
        let mut bodies = Vec::with_capacity(entries.len());
        for entry in &entries {
            bodies.push(serde_json::to_string(&entry.happening)?);
        }
        rows += bodies.len();
        bytes += bodies.iter().map(String::len).sum::<usize>();
        let started = Instant::now();
        let mut work = conn.begin().await?;
        for (entry, body) in entries.iter().zip(bodies) {
            sqlx::query("insert into entry values ($1, $2, $3, $4, $5, $6)")
                .bind(entry.seq.0)
                .bind(entry.at.0)
                .bind(entry.actor.as_str().to_owned())
                .bind(entry.happening.kind())
                .bind(entry.hash.0.to_vec())
                .bind(body)
                .execute(&mut *work)
                .await?;
        }
        work.commit().await?;
        taken += started.elapsed();
    }
    Ok((taken, bytes / rows.max(1)))
}

fn cell<T>(value: T, row: i64, column: &str) -> Sourced<T> {
    let evidence = Evidence::Cell {
        row: u64::try_from(row).unwrap_or(0),
        column: column.into(),
    };
    Sourced::new(value, evidence)
}

fn attributed<Id>(chosen: Id) -> Attribution<Id> {
    Attribution {
        chosen: Some(chosen),
        p: Probability::ONE,
        why: "the name is the same".to_owned(),
        candidates: Vec::new(),
    }
}

fn reading(number: i64) -> Happening {
    let day = i8::try_from(number % 28).unwrap_or(0) + 1;
    let text = "A lamp that keeps its light to the last frame, and a cast that never once looks \
         away from it; the second hour wanders, but it wanders somewhere worth the walk home.";
    let key = |part: &str| ReviewKey::of_parts(&[part.as_bytes(), &number.to_le_bytes()]);
    let value = f64::from(u8::try_from(number % 11).unwrap_or(0)) / 10.0;
    let finding = ReviewFinding {
        critics: vec![cell(
            format!("Critic {}", number % CRITICS),
            number,
            "critic",
        )],
        outlet: Some(cell(
            format!("Lantern {}", number % OUTLETS),
            number,
            "publisher",
        )),
        published: Day::new(2012, 3, day).map(|day| cell(day, number, "date")),
        rating: Some(cell(
            PrintedRating::of(format!("{}/10", number % 11)),
            number,
            "rating",
        )),
        text: Some(cell(text.to_owned(), number, "text")),
        stated: Some(cell(number % 3 > 0, number, "verdict")),
        ..ReviewFinding::default()
    };
    Happening::ReviewRead(Box::new(ReviewRead {
        review: ReviewId(number),
        source: SourceId(1),
        keys: vec![key("row"), key("text")],
        content: key("content"),
        film: attributed(FilmId(number % FILMS + 1)),
        critic: Some(attributed(CriticId(number % CRITICS + 1))),
        outlet: Some(attributed(OutletId(number % OUTLETS + 1))),
        rating: Some(ConvertedRating {
            value,
            scale: "/10".to_owned(),
            why: None,
        }),
        rating_complaint: None,
        complaints: Vec::new(),
        verdict: Some(Verdict {
            p: Probability::clamped(value),
            basis: Basis::Stated,
            made_by: "ratings-1".to_owned(),
            why: "the critic states it".to_owned(),
        }),
        standing: Standing::default(),
        finding,
    }))
}
