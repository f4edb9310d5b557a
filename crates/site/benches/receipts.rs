//! How long verifying a receipt of 5,000 reviews takes against the record: every entry up to its head
//! hashed anew and folded, the receipt made anew from that, and every value compared.
//!
//! Fails where it takes longer than [`MOST`]. `cargo bench -p ovation-site --bench receipts`.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench prints what it measured and may stop when its own input is wrong"
)]

#[path = "../../ledger/benches/append/readings.rs"]
mod readings;

use ovation_ledger::{EntryText, Ledger, Opening, RecordAt};
use ovation_score::{Ground, Question, ReceiptText, hold_against, receipt, verify};
use ovation_terms::{
    Actor, CriticAdded, CriticId, EntryBody, FilmId, FilmRecord, FilmsAdded, Hash, MediaKind,
    Moment, OutletAdded, Seq, SourceFacts, SourceRead,
};
use readings::{CRITICS, OUTLETS, reading};
use std::time::{Duration, Instant};

const REVIEWS: i64 = 5_000;
const ROUNDS: u32 = 5;
/// What verifying may take: of processor time, which other work on the machine does not move; by the
/// clock where the system does not tell it.
const MOST: Duration = Duration::from_secs(1);

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.db");
    let ledger = Ledger::open(path.to_str().unwrap(), Opening::Create)
        .await
        .unwrap();
    fill(&ledger).await;
    let head = ledger.head().await.unwrap();
    let (film, ballots) = ledger
        .film_then(FilmId(1), head.seq)
        .await
        .unwrap()
        .unwrap();
    let place = (head.seq, head.hash);
    let made = receipt(
        &film,
        &ballots,
        &Question::default(),
        place,
        head.at.unwrap(),
    );
    let text = made.to_json().unwrap();
    println!(
        "receipt of {} reviews, {} entries, {} kB",
        made.result.found,
        head.seq,
        text.len() / 1000
    );
    assert!(made.result.found >= 5_000);
    let texts = ledger.entry_texts(Seq(0), u32::MAX).await.unwrap();
    let mut best = [Duration::MAX; 3];
    let mut used = Duration::ZERO;
    for _ in 0..ROUNDS {
        let (started, used_before) = (Instant::now(), processor_time());
        let given = ReceiptText::read(&text).unwrap();
        assert!(verify(&given.receipt).ok);
        let alone = started.elapsed();
        let at = ledger.record_at(head.seq, None, &mut |_| {}).await.unwrap();
        hold(&given, &at.unwrap());
        let record = started.elapsed();
        used += processor_time().saturating_sub(used_before);
        let started = Instant::now();
        hold(&given, &from_texts(head.seq, &texts));
        let export = alone + started.elapsed();
        for (best, now) in best.iter_mut().zip([alone, record, export]) {
            *best = now.min(*best);
        }
    }
    let [alone, record, export] = best.map(|taken| taken.as_secs_f64());
    println!("from itself          {alone:>7.3} s");
    let used = used / ROUNDS;
    println!("against the record   {record:>7.3} s, {used:?} of processor time, at most {MOST:?}");
    println!("against an export    {export:>7.3} s, its files read");
    let taken = if used.is_zero() { best[1] } else { used };
    assert!(taken < MOST, "verifying against the record took {taken:?}");
}

/// Processor time this process has used, to a hundredth of a second, where the system tells: fields 14
/// and 15 of proc(5).
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = after_name.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

fn hold(given: &ReceiptText, at: &RecordAt) {
    let film = at.film(given.receipt.film.id).unwrap();
    let ballots = at.ballots_of_film(given.receipt.film.id);
    let head = at.head();
    let ground = Ground {
        film: film.as_ref(),
        ballots: &ballots,
        leniencies: None,
        leanings: &[],
        head: (head.seq, head.hash),
        at: head.at.unwrap(),
    };
    assert_eq!(hold_against(given, &ground, "the record").unwrap(), []);
}

fn from_texts(head: Seq, texts: &[EntryText]) -> RecordAt {
    let mut at = RecordAt::new(head, None);
    for text in texts {
        at.take(text).unwrap();
    }
    at
}

/// Entries that a batch makes durable at once.
const BATCH: i64 = 5_000;
/// Other films, and their reviews.
const OTHERS: (i64, i64) = (200, 10_000);

/// Five thousand reviews of one film, each by a critic of its own, among ten thousand of others.
async fn fill(ledger: &Ledger) {
    let (actor, at) = (Actor::import("bench"), Moment(1));
    let mut transaction = ledger.begin().await.unwrap();
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
    transaction
        .enter(at, &actor, EntryBody::SourceRead(read))
        .unwrap();
    let films = (0..=OTHERS.0)
        .map(|place| FilmRecord {
            title: format!("The Lamp, Part {place}"),
            year: Some(2012),
            ..FilmRecord::numbered(transaction.next_film())
        })
        .collect();
    let why = "bench".to_owned();
    let films = EntryBody::FilmsAdded(FilmsAdded {
        why,
        films,
        act: None,
    });
    transaction.enter(at, &actor, films).unwrap();
    for place in 0..CRITICS {
        let critic = transaction.next_critic();
        let name = format!("Critic {place}");
        let added = EntryBody::CriticAdded(CriticAdded { critic, name });
        transaction.enter(at, &actor, added).unwrap();
    }
    for place in 0..OUTLETS {
        let added = OutletAdded {
            outlet: transaction.next_outlet(),
            name: format!("Lantern {place}"),
            domain: None,
        };
        transaction
            .enter(at, &actor, EntryBody::OutletAdded(added))
            .unwrap();
    }
    transaction.commit().await.unwrap();
    let mut next = 1;
    while next <= REVIEWS + OTHERS.1 {
        let mut transaction = ledger.begin().await.unwrap();
        for number in next..next + BATCH {
            let _ = transaction.next_review();
            transaction
                .enter(Moment(2), &actor, review(number))
                .unwrap();
        }
        transaction.commit().await.unwrap();
        next += BATCH;
    }
}

fn review(number: i64) -> EntryBody {
    let mut made = reading(number);
    if let EntryBody::ReviewRead(read) = &mut made {
        // Every third review is of the film.
        let (of_film, place) = (number % 3 == 0, number / 3);
        read.film.chosen = Some(FilmId(if of_film { 1 } else { 2 + number % OTHERS.0 }));
        if let (true, Some(critic)) = (of_film, &mut read.critic) {
            critic.chosen = Some(CriticId(place % CRITICS + 1));
        }
    }
    made
}
