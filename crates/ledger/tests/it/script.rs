//! An ingest and what people did after it, step by step: each step is one transaction, and one that is
//! done already does nothing. Done again after any interruption it ends in the very same chain.

use crate::support::{Offered, at, furnish, machine, person};
use ovation_ledger::{CopyCounts, PackedCopy, SourceCopy};
use ovation_ledger::{Head, Ledger, LedgerError, Limits, LogFilter, Opening, Transaction};
use ovation_terms::{
    Ballot, CriticId, Decision, EntryBody, FilmId, Hash, Merged, Pair, Remark, ReviewId,
    ReviewSettled, SourceId, SourceStanding,
};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Reviews of one batch.
const BATCH: i64 = 3;
/// Batches before people decide, and after.
const BATCHES: (i64, i64) = (3, 2);

/// Young rows settle after few, so that the script sees it happen.
fn limits() -> Limits {
    Limits {
        young_rows: 6,
        ..Limits::default()
    }
}

fn offered(batch: i64, place: i64) -> Offered {
    let review = (batch - 1) * BATCH + place;
    Offered {
        critic: Some(CriticId(batch)),
        minhashes: vec![review * 7919 % 1000, review],
        text: format!("A lamp that keeps its light, told for the {review}th time."),
        ..Offered::new(ReviewId(review), SourceId(batch), FilmId(batch))
    }
}

/// Where the copies of sources go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Copies {
    /// Into the record.
    Within,
    /// Into the folder beside it.
    Beside,
}

/// Enters a batch as an ingest does: what is known adds nothing.
async fn read_batch(
    ledger: &Ledger,
    batch: i64,
    copies: Copies,
) -> Result<Option<Transaction>, LedgerError> {
    let mut transaction = ledger.begin().await?;
    let offers: Vec<_> = (1..=BATCH).map(|place| offered(batch, place)).collect();
    let keys: Vec<_> = offers.iter().flat_map(Offered::keys).collect();
    let known = transaction.known(&keys).await?;
    if known.len() == keys.len() {
        return Ok(None);
    }
    assert!(known.is_empty(), "half of batch {batch} is there");
    assert_eq!(furnish(&mut transaction, 1, 1, 1), SourceId(batch));
    if copies == Copies::Beside {
        transaction.keep_copies_in_folder()?;
    }
    let bytes = batch.to_string();
    let packed = PackedCopy::of(Hash::of(bytes.as_bytes()), bytes.as_bytes());
    transaction.keep_copy(SourceId(batch), packed.unwrap(), String::new(), None);
    for offer in &offers {
        assert_eq!(transaction.next_review(), offer.review);
        transaction.enter(at(batch), &machine(), offer.read())?;
    }
    Ok(Some(transaction))
}

/// Enters what a person said, unless it is there.
async fn decide(
    ledger: &Ledger,
    entry_body: EntryBody,
) -> Result<Option<Transaction>, LedgerError> {
    let mut transaction = ledger.begin().await?;
    let filter = LogFilter {
        kinds: vec![entry_body.kind().to_owned()],
        ..LogFilter::default()
    };
    if !ledger.log(&filter, true, 1).await?.is_empty() {
        return Ok(None);
    }
    transaction.enter(at(100), &person(), entry_body)?;
    Ok(Some(transaction))
}

fn decisions() -> [EntryBody; 3] {
    let pair = Pair::Film {
        from: FilmId(2),
        into: FilmId(1),
    };
    [
        EntryBody::ReviewSettled(ReviewSettled {
            review: ReviewId(2),
            decision: Decision::Verdict(false),
            source: None,
            remark: Remark::default(),
        }),
        EntryBody::Merged(Merged {
            pair,
            remark: Remark::default(),
        }),
        EntryBody::SourceDeleted(SourceStanding::new(
            SourceId(3),
            Remark::reason("its owner asked"),
        )),
    ]
}

/// Runs the script; tells of each step once it is acknowledged.
pub(crate) async fn run(
    address: &str,
    copies: Copies,
    acknowledged: &mut dyn FnMut(Head),
) -> Result<(), LedgerError> {
    let ledger = Ledger::open_within(address, Opening::Create, limits()).await?;
    sweep(&ledger, copies).await?;
    for batch in 1..=BATCHES.0 {
        let transaction = read_batch(&ledger, batch, copies).await?;
        commit(transaction, acknowledged).await?;
    }
    // Closed and opened again: what is in the log goes to its place.
    ledger.close().await;
    let ledger = Ledger::open_within(address, Opening::Existing, limits()).await?;
    for decision in decisions() {
        let transaction = decide(&ledger, decision).await?;
        commit(transaction, acknowledged).await?;
    }
    for batch in BATCHES.0 + 1..=BATCHES.0 + BATCHES.1 {
        let transaction = read_batch(&ledger, batch, copies).await?;
        commit(transaction, acknowledged).await?;
    }
    sweep(&ledger, copies).await?;
    ledger.close().await;
    Ok(())
}

/// What an ingest does before it begins, and whoever deletes.
async fn sweep(ledger: &Ledger, copies: Copies) -> Result<(), LedgerError> {
    if copies == Copies::Beside {
        ledger.sweep_copies().await?;
    }
    Ok(())
}

async fn commit(
    transaction: Option<Transaction>,
    acknowledged: &mut dyn FnMut(Head),
) -> Result<(), LedgerError> {
    if let Some(transaction) = transaction {
        let tail = *transaction.tail();
        transaction.commit().await?;
        acknowledged(tail);
    }
    Ok(())
}

/// Fails unless the record is sound and every acknowledged entry is there.
pub(crate) async fn assert_kept(ledger: &Ledger, acknowledged: &[Head], when: &str) {
    for head in acknowledged {
        let entry = ledger.entry(head.seq).await.unwrap();
        let hash = entry.map(|entry| entry.hash);
        assert_eq!(
            hash,
            Some(head.hash),
            "{when}: entry {} was acknowledged",
            head.seq
        );
    }
    let diagnosis = ledger.doctor(&mut |_| {}).await.unwrap();
    assert!(diagnosis.is_well(), "{when}: {diagnosis:?}");
    let tally = ledger.tally().await.unwrap();
    assert!(tally.is_conserved(), "{when}: {tally:?}");
    let report = ledger
        .replay(ovation_ledger::Replay::Check, &mut |_| {})
        .await;
    assert!(report.unwrap().same, "{when}: a replay gives other rows");
}

/// Fails where a copy of a source that was read is not whole, or `doctor` does not name a file of the folder that
/// no copy is in. Gives how many files those are.
pub(crate) async fn assert_copies(ledger: &Ledger, folder: &Path, when: &str) -> usize {
    let mut needed = BTreeSet::new();
    for source in (1..=BATCHES.0 + BATCHES.1).map(SourceId) {
        match ledger.copy_of_source(source).await.unwrap() {
            None => {}
            Some((facts, SourceCopy::Kept { bytes, .. })) => {
                assert_eq!(Hash::of(&bytes), facts.hash, "{when}: source {source}");
                needed.insert(facts.hash.to_string());
            }
            // The one that was deleted.
            Some((_, SourceCopy::Deleted { .. })) if source.0 == 3 => {}
            Some((_, other)) => panic!("{when}: the copy of source {source} is {other:?}"),
        }
    }
    let diagnosis = ledger.doctor(&mut |_| {}).await.unwrap();
    let told: Vec<&str> = diagnosis
        .checks
        .iter()
        .map(|check| check.detail.as_str())
        .collect();
    let mut strays = 0;
    for file in files_of(folder) {
        if !needed.remove(&file) {
            strays += 1;
            assert!(
                told.iter().any(|detail| detail.contains(&file)),
                "{when}: nobody is told of {file}: {told:?}"
            );
        }
    }
    assert!(needed.is_empty(), "{when}: lost: {needed:?}");
    strays
}

/// The names of the files in the folder's folders.
fn files_of(folder: &Path) -> Vec<String> {
    let in_folder = |folder: &Path| {
        let files = std::fs::read_dir(folder).into_iter().flatten();
        files.map(|file| file.unwrap().path()).collect::<Vec<_>>()
    };
    let files = in_folder(folder).into_iter().flat_map(|it| in_folder(&it));
    let name = |file: PathBuf| file.file_name().unwrap().to_string_lossy().into_owned();
    files.map(name).collect()
}

/// What the record comes to: its last entry, what is kept of sources, and every film's reviews as scores see them.
pub(crate) async fn outcome(ledger: &Ledger) -> (Head, Vec<Vec<Ballot>>, CopyCounts) {
    let mut films = Vec::new();
    for film in 1..=BATCHES.0 + BATCHES.1 {
        films.push(ledger.ballots_of_film(FilmId(film), None).await.unwrap());
    }
    let copies = ledger.copy_counts().await.unwrap();
    (ledger.head().await.unwrap(), films, copies)
}
