//! What is handed over as entries is taken only as it was entered, in whole and in order.

use crate::support::{Offered, at, furnish, machine, on_both};
use ovation_ledger::{EntryText, Ledger, RecordAt};
use ovation_terms::{FilmId, Hash, Moment, Seq};

/// A record of two reviews; its entries.
async fn entries(ledger: &Ledger) -> Vec<EntryText> {
    let mut transaction = ledger.begin().await.unwrap();
    let source = furnish(&mut transaction, 1, 1, 1);
    for second in 5..7 {
        let offered = Offered {
            key: format!("at {second}"),
            ..Offered::new(transaction.next_review(), source, FilmId(1))
        };
        transaction
            .enter(at(second), &machine(), offered.read())
            .unwrap();
    }
    transaction.commit().await.unwrap();
    ledger.entry_texts(Seq(0), 100).await.unwrap()
}

fn taken(texts: &[EntryText]) -> Result<RecordAt, String> {
    let mut made = RecordAt::new(Seq(5), None);
    texts.iter().try_for_each(|text| made.take(text))?;
    Ok(made)
}

/// Changes the entries.
type Change = fn(&mut Vec<EntryText>);

on_both! {
    async fn an_entry_that_was_changed_moved_or_left_out_is_refused_by_its_number(scratch: Scratch) {
        let whole = entries(&scratch.ledger).await;
        let made = taken(&whole).unwrap();
        assert_eq!(made.head(), scratch.ledger.head_at(Seq(5)).await.unwrap());
        assert_eq!(made.ballots_of_film(FilmId(1)).len(), 1, "the sixth entry is not wanted");
        let changes: [(&str, Change); 10] = [
            ("the hash of entry 3", |all| all[2].at = Moment(all[2].at.0 + 1)),
            ("the hash of entry 3", |all| all[2].actor = "person:eve".to_owned()),
            ("the hash of entry 3", |all| all[2].kind = "films-added".to_owned()),
            ("the hash of entry 3", |all| all[2].body.push(' ')),
            ("the hash of entry 3", |all| all[2].hash = Hash::of(b"another")),
            ("entry 3 is missing", |all| drop(all.remove(2))),
            ("entry 3 is missing", |all| all.swap(2, 3)),
            ("entry 4 is missing", |all| all.insert(3, all[2].clone())),
            ("the words beside entry 5", |all| all[4].words = Some("{}".to_owned())),
            // Whoever makes the hash anew has another hash for all that follows.
            ("the hash of entry 4", |all| {
                let mut other = all[2].clone();
                other.actor = "person:eve".to_owned();
                let (seq, at) = (other.seq.0.to_le_bytes(), other.at.0.to_le_bytes());
                other.hash = Hash::of_parts(&[
                    &all[1].hash.0,
                    &seq,
                    &at,
                    other.actor.as_bytes(),
                    other.kind.as_bytes(),
                    other.body.as_bytes(),
                ]);
                all[2] = other;
            }),
        ];
        for (wanted, change) in changes {
            let mut bent = whole.clone();
            change(&mut bent);
            let why = taken(&bent).map(|made| made.head()).unwrap_err();
            assert!(why.starts_with(wanted), "{wanted}: {why}");
        }
        // Words may be gone; what follows from the entries does not rest on them.
        let mut without = whole;
        for text in &mut without {
            text.words = None;
        }
        let without = taken(&without).unwrap();
        assert_eq!(without.head(), made.head());
        assert_eq!(without.ballots_of_film(FilmId(1)), made.ballots_of_film(FilmId(1)));
    }
}
