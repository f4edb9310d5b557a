//! An ingest and what people did after it, step by step: each step is one transaction, and one that is
//! done already does nothing. Done again after any interruption it ends in the very same chain.

use crate::support::{Offered, at, furnish, machine, person};
use ovation_ledger::{CopyCounts, PackedCopy};
use ovation_ledger::{Head, Ledger, LedgerError, Limits, LogFilter, Opening, Transaction};
use ovation_terms::{
    Ballot, CriticId, Decision, EntryBody, FilmId, Hash, Merged, Pair, Remark, ReviewId,
    ReviewSettled, SourceId, SourceStanding,
};

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

/// Enters a batch as an ingest does: what is known adds nothing.
async fn read_batch(ledger: &Ledger, batch: i64) -> Result<Option<Transaction>, LedgerError> {
    let mut transaction = ledger.begin().await?;
    let offers: Vec<_> = (1..=BATCH).map(|place| offered(batch, place)).collect();
    let keys: Vec<_> = offers.iter().flat_map(Offered::keys).collect();
    let known = transaction.known(&keys).await?;
    if known.len() == keys.len() {
        return Ok(None);
    }
    assert!(known.is_empty(), "half of batch {batch} is there");
    assert_eq!(furnish(&mut transaction, 1, 1, 1), SourceId(batch));
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
    acknowledged: &mut dyn FnMut(Head),
) -> Result<(), LedgerError> {
    let ledger = Ledger::open_within(address, Opening::Create, limits()).await?;
    for batch in 1..=BATCHES.0 {
        let transaction = read_batch(&ledger, batch).await?;
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
        let transaction = read_batch(&ledger, batch).await?;
        commit(transaction, acknowledged).await?;
    }
    ledger.close().await;
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

/// What the record comes to: its last entry, what is kept of sources, and every film's reviews as scores see them.
pub(crate) async fn outcome(ledger: &Ledger) -> (Head, Vec<Vec<Ballot>>, CopyCounts) {
    let mut films = Vec::new();
    for film in 1..=BATCHES.0 + BATCHES.1 {
        films.push(ledger.ballots_of_film(FilmId(film), None).await.unwrap());
    }
    let copies = ledger.copy_counts().await.unwrap();
    (ledger.head().await.unwrap(), films, copies)
}
