//! Words deleted at their owner's request: nowhere in the record's files, known again by their runs.

use crate::support::{Offered, On, Scratch, assert_replays, at, furnish, machine, person};
use ovation_ledger::{Ledger, PackedCopy, Scrubbed};
use ovation_terms::{
    Complaint, ComplaintKind, EntryBody, FilmId, Hash, MediaKind, Reason, Remark, ReviewId,
    ReviewKey, ReviewSeen, Seq, SourceFacts, SourceId, SourceRead, SourceStanding, Standing,
    UnreadableFound, WordRuns,
};
use sqlx::{Connection as _, Row as _};
use std::collections::BTreeSet;

async fn enter(ledger: &Ledger, entry_body: EntryBody) -> Seq {
    let mut transaction = ledger.begin().await.unwrap();
    let seq = transaction.enter(at(50), &person(), entry_body).unwrap();
    transaction.commit().await.unwrap();
    seq
}

async fn standing(ledger: &Ledger, review: i64) -> Standing {
    let record = ledger.review(ReviewId(review)).await.unwrap().unwrap();
    record.ballot.standing
}

/// Two sources with a review each of the same words, a third that says them of the first review, and a
/// trouble that quotes them; gives the entries of the second and third.
async fn three_sources(ledger: &Ledger, words: &str) -> (Seq, Seq) {
    let mut transaction = ledger.begin().await.unwrap();
    let sources = [
        furnish(&mut transaction, 1, 1, 1),
        furnish(&mut transaction, 0, 0, 0),
        furnish(&mut transaction, 0, 0, 0),
    ];
    let mut places = Vec::new();
    let mut otherwise = None;
    for source in [sources[0], sources[1]] {
        let mut offered = Offered::new(transaction.next_review(), source, FilmId(1));
        offered.text = words.to_owned();
        let entry_body = offered.read();
        if let EntryBody::ReviewRead(read) = &entry_body {
            otherwise = Some(read.finding.clone());
        }
        places.push(transaction.enter(at(1), &machine(), entry_body).unwrap());
    }
    let seen = ReviewSeen {
        review: ReviewId(1),
        source: sources[2],
        keys: Vec::new(),
        url: None,
        otherwise: otherwise.map(Box::new),
        minhashes: Vec::new(),
        why: None,
        words: None,
        row: None,
    };
    places.push(
        transaction
            .enter(at(1), &machine(), EntryBody::ReviewSeen(seen))
            .unwrap(),
    );
    let found = UnreadableFound {
        source: Some(sources[0]),
        address: "reviews-1.csv".to_owned(),
        key: ReviewKey::of_parts(&[b"row 9"]),
        complaint: Complaint::lost(
            ComplaintKind::BadRow,
            "row 9",
            format!("`{words}` is no date"),
        ),
        words: None,
        apart: true,
    };
    transaction
        .enter(at(1), &machine(), EntryBody::UnreadableFound(found))
        .unwrap();
    transaction.commit().await.unwrap();
    (places[1], places[2])
}

fn deletion(entries: Vec<Seq>, reviews: Vec<ReviewId>) -> SourceStanding {
    SourceStanding {
        texts: vec![WordRuns::of([3, 1, 2])],
        entries,
        reviews,
        ..SourceStanding::new(SourceId(1), Remark::reason("its owner asked"))
    }
}

crate::support::on_both! {
    async fn a_deletion_takes_the_words_that_it_names_from_every_source_and_is_taken_back(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let (second, third) = three_sources(ledger, "a lamp of zqxunique patience").await;
        let all = async || format!("{:?}", ledger.entries(Seq(0), 100).await.unwrap());
        assert_eq!(all().await.matches("zqxunique").count(), 6);
        let troubles = ledger.unreadable(10, 0).await.unwrap();
        assert!(troubles[0].complaint.detail.contains("zqxunique"), "{troubles:?}");
        let gone = EntryBody::SourceDeleted(deletion(vec![second, third], vec![ReviewId(2)]));
        let seq = enter(ledger, gone).await;
        assert!(!all().await.contains("zqxunique"));
        assert!(!format!("{:?}", ledger.unreadable(10, 0).await.unwrap()).contains("zqxunique"));
        for review in [1, 2] {
            assert_eq!(standing(ledger, review).await.reasons(), [Reason::SourceDeleted]);
        }
        assert_eq!(ledger.deleted_texts().await.unwrap(), [WordRuns::of([1, 2, 3])]);
        assert!(ledger.doctor(&mut |_| {}).await.unwrap().is_well());
        assert_replays(ledger).await;
        let known = ledger.begin().await.unwrap().known(&[Offered::new(ReviewId(2), SourceId(2), FilmId(1)).keys()[0]]).await.unwrap();
        assert_eq!(known[0].1.deleted.with, Some(SourceId(1)));
        assert!(known[0].1.deleted.by_table && known[0].1.deleted.lacks_words);
        // Back again, and out again as it was.
        for back in ledger.opposite(seq, &Remark::default()).await.unwrap() {
            enter(ledger, back).await;
        }
        for review in [1, 2] {
            assert_eq!(standing(ledger, review).await, Standing::default());
        }
        assert!(ledger.deleted_texts().await.unwrap().is_empty());
        let restored = ledger.head().await.unwrap().seq;
        for again in ledger.opposite(restored, &Remark::default()).await.unwrap() {
            enter(ledger, again).await;
        }
        for review in [1, 2] {
            assert_eq!(standing(ledger, review).await.reasons(), [Reason::SourceDeleted]);
        }
        assert!(ledger.deleted_texts().await.unwrap().contains(&WordRuns::of([1, 2, 3])));
        assert_replays(ledger).await;
    }

    async fn scrubbing_says_what_is_left_to_others(scratch: Scratch) {
        let scrubbed = scratch.ledger.scrub().await.unwrap();
        let wanted = if scratch.path.as_os_str().is_empty() { Scrubbed::ServerLog } else { Scrubbed::Clean };
        assert_eq!(scrubbed, wanted);
        assert_replays(&scratch.ledger).await;
    }
}

/// Every file beside the record that holds the words.
fn holding(folder: &std::path::Path, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        if bytes
            .windows(words.len())
            .any(|part| part == words.as_bytes())
        {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

/// Files beside the record that hold a piece of what is kept packed.
fn holding_any(folder: &std::path::Path, pieces: &BTreeSet<Vec<u8>>) -> Vec<String> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        if bytes.windows(PIECE).any(|part| pieces.contains(part)) {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

/// Bytes of packed text that stand nowhere by chance.
const PIECE: usize = 12;

/// The packed bytes of all that is kept, in pieces.
async fn packed_pieces(path: &std::path::Path) -> BTreeSet<Vec<u8>> {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
    let mut conn = sqlx::SqliteConnection::connect_with(&options)
        .await
        .unwrap();
    let rows = sqlx::query("select bytes from kept_copy")
        .fetch_all(&mut conn)
        .await
        .unwrap();
    conn.close().await.unwrap();
    let mut pieces = BTreeSet::new();
    for row in rows {
        let bytes: Vec<u8> = row.get(0);
        pieces.extend(bytes.chunks_exact(PIECE).map(<[u8]>::to_vec));
    }
    pieces
}

/// Enters many texts of many lengths, for pages that are split leave copies of what stood in them; gives the
/// source of those that have the word.
async fn many_texts(ledger: &Ledger) -> SourceId {
    let mut transaction = ledger.begin().await.unwrap();
    let source = furnish(&mut transaction, 1, 1, 1);
    let other = furnish(&mut transaction, 0, 0, 0);
    transaction.commit().await.unwrap();
    for round in 0..40_usize {
        let mut transaction = ledger.begin().await.unwrap();
        for place in 0..8_usize {
            let is_theirs = (place + round) % 3 == 0;
            let offered = Offered {
                text: format!(
                    "{} {}",
                    if is_theirs { "zqxunique" } else { "lasting" },
                    "a lamp and a quay ".repeat((place * 37 + round * 11) % 90)
                ),
                ..Offered::new(
                    transaction.next_review(),
                    if is_theirs { source } else { other },
                    FilmId(1),
                )
            };
            transaction
                .enter(at(1), &machine(), offered.read())
                .unwrap();
        }
        transaction.commit().await.unwrap();
    }
    source
}

/// Keeps many copies that have the word, the first of them at two addresses; gives the sources.
async fn many_copies(ledger: &Ledger) -> Vec<SourceId> {
    let copies: Vec<Vec<u8>> = (0..40_usize)
        .map(|page| {
            let mut text = "<p>zqxunique</p>".to_owned();
            for word in 0..(page * 37) % 900 + 20 {
                let digest = Hash::of(format!("{page} {word}").as_bytes()).to_string();
                text.extend(digest.chars().take(9));
            }
            text.into_bytes()
        })
        .collect();
    let mut others = Vec::new();
    let mut transaction = ledger.begin().await.unwrap();
    for copy in copies.iter().chain(copies.first()) {
        let id = transaction.next_source();
        let facts = SourceFacts {
            address: format!("https://lantern.example/{id}"),
            media: MediaKind::Page,
            hash: Hash::of(copy),
            size_bytes: copy.len() as u64,
            fetched: at(0),
        };
        let read = SourceRead {
            source: id,
            facts,
            reader: "ovation 0.1.0".to_owned(),
        };
        transaction
            .enter(at(1), &machine(), EntryBody::SourceRead(read))
            .unwrap();
        let packed = PackedCopy::of(Hash::of(copy), copy).unwrap();
        transaction.keep_copy(id, packed, String::new(), None);
        others.push(id);
    }
    transaction.commit().await.unwrap();
    others
}

#[tokio::test]
async fn deleted_words_are_in_no_file_of_the_record() {
    let scratch = Scratch::make(On::Sqlite, "scrub").await.unwrap();
    let ledger = &scratch.ledger;
    let source = many_texts(ledger).await;
    let mut others = many_copies(ledger).await;
    let folder = scratch.path.parent().unwrap();
    assert!(!holding(folder, "zqxunique").is_empty());
    let packed = packed_pieces(&scratch.path).await;
    assert!(packed.len() > 1_000 && !holding_any(folder, &packed).is_empty());
    // All but the last, whose bytes are the first one's.
    others.pop();
    for source in others.into_iter().chain([source]) {
        let gone = SourceStanding::new(source, Remark::reason("asked"));
        enter(ledger, EntryBody::SourceDeleted(gone)).await;
    }
    assert_eq!(ledger.scrub().await.unwrap(), Scrubbed::Clean);
    assert_eq!(holding(folder, "zqxunique"), [""; 0]);
    assert_eq!(holding_any(folder, &packed), [""; 0]);
    assert_eq!(ledger.copy_counts().await.unwrap().copies, 0);
    assert!(!holding(folder, "lasting").is_empty());
    assert!(ledger.doctor(&mut |_| {}).await.unwrap().is_well());
    ledger.close().await;
    assert_eq!(holding(folder, "zqxunique"), [""; 0]);
}
