//! How fast entries are appended and replayed, on SQLite and (where `OVATION_TEST_POSTGRES` names a
//! server) on PostgreSQL, beside the bare insertion of the same entry rows into an empty table of
//! the same database in the same run; how the speed holds as the record grows; and what opening
//! the grown record takes.
//!
//! `cargo bench -p ovation-ledger -- --reviews 200000` measures with fewer.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "append/bare.rs"]
mod bare;
#[path = "append/readings.rs"]
mod readings;
#[path = "append/watch.rs"]
mod watch;

use ovation_ledger::{Ledger, LedgerError, Opening, Replay};
use ovation_terms::{
    Actor, CriticAdded, EntryBody, FilmRecord, FilmsAdded, Hash, MediaKind, Moment, OutletAdded,
    ReviewKey, SourceFacts, SourceRead,
};
use readings::{CRITICS, FILMS, OUTLETS, reading};
use std::time::{Duration, Instant};
use watch::{Watch, memory, rate};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Reviews in a durable batch, as many as an ingest of snippets takes.
const BATCH: i64 = 8_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let threads = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let arguments: Vec<String> = std::env::args().collect();
    let after = |name: &str| {
        let place = arguments.iter().position(|argument| argument == name)?;
        arguments.get(place + 1).cloned()
    };
    if let Some(address) = after("--open") {
        return threads.block_on(open(&address));
    }
    let reviews = after("--reviews").map_or(Ok(1_000_000), |count| count.parse())?;
    let only = after("--only");
    let wanted = |name: &str| only.as_deref().is_none_or(|only| only == name);
    if wanted("sqlite") {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("record.db");
        let address = path.to_string_lossy().into_owned();
        threads.block_on(measure("SQLite", &address, reviews))?;
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "the project's tool names the server"
    )]
    let server = std::env::var("OVATION_TEST_POSTGRES").unwrap_or_default();
    if wanted("postgres") && !server.is_empty() {
        let address = threads.block_on(bare::empty_schema(&server))?;
        threads.block_on(measure("PostgreSQL", &address, reviews))?;
    }
    Ok(())
}

async fn measure(
    name: &str,
    address: &str,
    reviews: i64,
) -> Result<(), Box<dyn std::error::Error>> {
    println!("{name}, {reviews} reviews");
    let ledger = Ledger::open(address, Opening::Create).await?;
    furnish(&ledger).await?;

    let tenth = (reviews / 10).max(BATCH);
    let (mut first, mut last, mut all) = (Duration::ZERO, Duration::ZERO, Duration::ZERO);
    let mut next = 1;
    while next <= reviews {
        let end = (next + BATCH).min(reviews + 1);
        let batch: Vec<EntryBody> = (next..end).map(reading).collect();
        let started = Instant::now();
        append(&ledger, batch).await?;
        let taken = started.elapsed();
        all += taken;
        if next <= tenth {
            first += taken;
        }
        if next > reviews - tenth {
            last += taken;
        }
        next = end;
    }
    let appended = rate(reviews.unsigned_abs(), all);
    let part = tenth.unsigned_abs();
    println!("append             {appended:>9.0} a second");
    println!(
        "growth             {:>9.2} of the first tenth's speed in the last ({:.0}, {:.0})",
        first.as_secs_f64() / last.as_secs_f64(),
        rate(part, first),
        rate(part, last)
    );

    let again: Vec<EntryBody> = (1..=tenth).map(reading).collect();
    let watch = Watch::start();
    let new = look_up(&ledger, &again).await?;
    watch.tell("known again", part);
    assert_eq!(new, 0, "every review is known the second time");
    drop(again);

    let entries = u64::try_from(ledger.head().await?.seq.0)?;
    let before = memory();
    let child = std::process::Command::new(std::env::current_exe()?)
        .args(["--open", address])
        .output()?;
    print!("{}", String::from_utf8_lossy(&child.stdout));

    let watch = Watch::start();
    let checked = ledger.replay(Replay::Check, &mut |_| {}).await?;
    watch.tell("replay, check", entries);
    assert!(checked.same, "a replay gives the same rows");

    let watch = Watch::start();
    ledger.doctor(&mut |_| {}).await?;
    watch.tell("doctor", entries);

    let (bare, body_bytes) = bare::insert(&ledger, address).await?;
    let bare = rate(entries, bare);
    println!(
        "bare insertion     {bare:>9.0} a second; append is {:.2} of it",
        appended / bare
    );
    println!(
        "entries            {entries} of {body_bytes} bytes; memory {before} after appending, {} \
         after the replay\n",
        memory()
    );
    Ok(())
}

/// What a process pays that opens the record to ingest into it, or to show a film.
async fn open(address: &str) -> Result<(), Box<dyn std::error::Error>> {
    let started = Instant::now();
    let ledger = Ledger::open(address, Opening::Existing).await?;
    let head = ledger.head().await?;
    let film = ledger
        .ballots_of_film(ovation_terms::FilmId(1), None)
        .await?;
    let opened = started.elapsed();
    println!(
        "opening            {:>9.3} s to the head ({}) and a film of {} reviews, {}",
        opened.as_secs_f64(),
        head.seq,
        film.len(),
        memory()
    );
    let started = Instant::now();
    let mut names = 0_u64;
    ledger.each_film(&mut |_| names += 1).await?;
    ledger.each_critic(&mut |_, _| names += 1).await?;
    ledger.each_outlet(&mut |_, _, _| names += 1).await?;
    ledger.each_byline(&mut |_, _| names += 1).await?;
    let habits = ledger.scale_habits().await?;
    println!(
        "reading the names  {:>9.3} s, {names} names and bylines, {} habits, {}",
        started.elapsed().as_secs_f64(),
        habits.len(),
        memory()
    );
    Ok(())
}

async fn furnish(ledger: &Ledger) -> Result<(), LedgerError> {
    let actor = Actor::import("bench");
    let at = Moment(1);
    let mut transaction = ledger.begin().await?;
    let read = SourceRead {
        source: transaction.next_source(),
        facts: SourceFacts {
            address: "reviews.csv".to_owned(),
            media: MediaKind::Table,
            hash: Hash::of(b"reviews"),
            size_bytes: 1,
            fetched: at,
        },
        reader: "bench".to_owned(),
    };
    transaction.enter(at, &actor, EntryBody::SourceRead(read))?;
    for chunk in 0..FILMS / 200 {
        let films = (0..200)
            .map(|place| FilmRecord {
                title: format!("The Lamp, Part {}", chunk * 200 + place),
                year: Some(2012),
                ..FilmRecord::numbered(transaction.next_film())
            })
            .collect();
        let why = "bench".to_owned();
        transaction.enter(
            at,
            &actor,
            EntryBody::FilmsAdded(FilmsAdded {
                why,
                films,
                act: None,
            }),
        )?;
    }
    for place in 0..CRITICS {
        let critic = transaction.next_critic();
        let name = format!("Critic {place}");
        transaction.enter(
            at,
            &actor,
            EntryBody::CriticAdded(CriticAdded { critic, name }),
        )?;
    }
    for place in 0..OUTLETS {
        let outlet = transaction.next_outlet();
        let name = format!("Lantern {place}");
        let domain = None;
        let added = OutletAdded {
            outlet,
            name,
            domain,
        };
        transaction.enter(at, &actor, EntryBody::OutletAdded(added))?;
    }
    transaction.commit().await?;
    Ok(())
}

fn keys(entry_body: &EntryBody) -> &[ReviewKey] {
    match entry_body {
        EntryBody::ReviewRead(read) => &read.keys,
        _ => &[],
    }
}

/// Appends as an ingest does: asks what is known, enters what is not.
async fn append(ledger: &Ledger, batch: Vec<EntryBody>) -> Result<(), LedgerError> {
    let actor = Actor::import("bench");
    let mut transaction = ledger.begin().await?;
    let asked: Vec<_> = batch.iter().flat_map(keys).copied().collect();
    let known = transaction.known(&asked).await?;
    assert!(known.is_empty(), "nothing is known the first time");
    let minhashes: Vec<i64> = batch.iter().flat_map(minhashes).copied().collect();
    let twins = transaction.twins(&minhashes).await?;
    assert!(twins.is_empty(), "no text is like another");
    for entry_body in batch {
        let _ = transaction.next_review();
        transaction.enter(Moment(2), &actor, entry_body)?;
    }
    transaction.commit().await.map(drop)
}

fn minhashes(entry_body: &EntryBody) -> &[i64] {
    match entry_body {
        EntryBody::ReviewRead(read) => &read.minhashes,
        _ => &[],
    }
}

/// Asks for all reviews again; gives how many are new.
async fn look_up(ledger: &Ledger, readings: &[EntryBody]) -> Result<usize, LedgerError> {
    let mut new = 0;
    for batch in readings.chunks(usize::try_from(BATCH).unwrap_or(1)) {
        let mut transaction = ledger.begin().await?;
        let asked: Vec<_> = batch.iter().flat_map(keys).copied().collect();
        new += asked.len() - transaction.known(&asked).await?.len();
    }
    Ok(new)
}
