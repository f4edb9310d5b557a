//! No value of a receipt of a real record can be changed without verifying naming it: against the
//! record's entries, against the entries as an export holds them, and beside what the site says.

use crate::forge::{forgeries, names};
use crate::record::{self, LAMPLIGHTER};
use crate::site::Site;
use ovation_ledger::{Ledger, RecordAt};
use ovation_score::{
    Formula, Ground, ReceiptText, fit, hold_against, hold_beside, signed_verdicts, verify,
};
use ovation_terms::{Moment, Seq};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The record as it stood at what a receipt names; made once for each.
#[derive(Default)]
struct Kept(BTreeMap<(Seq, Option<Moment>), RecordAt>);

impl Kept {
    /// From the record itself, or from its entries as texts, which is what an export is.
    async fn of(&mut self, ledger: &Ledger, given: &ReceiptText, as_texts: bool) -> &RecordAt {
        let (seq, known_at) = (given.receipt.ledger.seq, given.receipt.clocks.known_at);
        if let Entry::Vacant(place) = self.0.entry((seq, known_at)) {
            place.insert(if as_texts {
                let mut made = RecordAt::new(seq, known_at);
                for text in ledger.entry_texts(Seq(0), 100_000).await.unwrap() {
                    made.take(&text).unwrap();
                }
                made
            } else {
                let made = ledger.record_at(seq, known_at, &mut |_| {}).await.unwrap();
                made.unwrap()
            });
        }
        &self.0[&(seq, known_at)]
    }
}

fn held(given: &ReceiptText, at: &RecordAt) -> Vec<String> {
    let receipt = &given.receipt;
    let film = at.film(receipt.film.id).unwrap();
    let ballots = at.ballots_of_film(receipt.film.id);
    let leniencies = (receipt.formula.name == Formula::AdjustedApproval)
        .then(|| fit(&signed_verdicts(at.votes(), receipt.clocks.as_of)))
        .flatten();
    let head = at.head();
    let leanings = at.leanings().rows();
    let ground = Ground {
        film: film.as_ref(),
        ballots: &ballots,
        leniencies: leniencies.as_ref(),
        leanings: &leanings,
        head: (head.seq, head.hash),
        at: head.at.unwrap_or(Moment(0)),
    };
    let found = hold_against(given, &ground, "the record").unwrap();
    found.iter().map(ToString::to_string).collect()
}

async fn beside_site(site: &Site, given: &ReceiptText) -> Vec<String> {
    let answer = site.get(&given.receipt.path()).await;
    if answer.status != 200 {
        return vec![answer.text().to_owned()];
    }
    let theirs = ReceiptText::read(answer.text()).unwrap();
    let found = hold_beside(given, theirs.receipt, "the site").unwrap();
    found.iter().map(ToString::to_string).collect()
}

const QUESTIONS: [&str; 4] = [
    "",
    "?formula=weighted-score&weights=1:2.5,2:0",
    "?formula=adjusted-approval&as_of=2024-04-01",
    "?known_at=2024-04-20&panel=outlets:1,2,3,4",
];

#[tokio::test]
async fn every_single_change_of_a_receipt_is_found_from_the_entries_an_export_and_the_site() {
    let site = Site::new().await;
    let (mut from_record, mut from_export) = (Kept::default(), Kept::default());
    let mut tried = 0;
    for question in QUESTIONS {
        let asked = format!("/api/v1/films/{LAMPLIGHTER}/receipt{question}");
        let text = site.page(&asked).await;
        let whole = ReceiptText::read(&text).unwrap();
        let nothing = Vec::<String>::new();
        assert_eq!(verify(&whole.receipt).differences, nothing, "{question}");
        let at = from_record.of(&site.ledger, &whole, false).await;
        assert_eq!(held(&whole, at), nothing, "{question}");
        let at = from_export.of(&site.ledger, &whole, true).await;
        assert_eq!(held(&whole, at), nothing, "{question}");
        assert_eq!(beside_site(&site, &whole).await, nothing, "{question}");
        for (number, forgery) in forgeries(&text, 260).into_iter().enumerate() {
            tried += 1;
            let given = match ReceiptText::read(&forgery.text) {
                Ok(given) => given,
                Err(error) => {
                    let said = [error.to_string()];
                    assert!(names(&forgery.field, &said), "{}: {said:?}", forgery.field);
                    continue;
                }
            };
            let alone = verify(&given.receipt).differences;
            let mut ways = vec![
                held(&given, from_record.of(&site.ledger, &given, false).await),
                held(&given, from_export.of(&site.ledger, &given, true).await),
            ];
            if number % 3 == 0 {
                ways.push(beside_site(&site, &given).await);
            }
            for way in ways {
                let said = [alone.clone(), way].concat();
                assert!(
                    names(&forgery.field, &said),
                    "{question}, {}: {} is not named: {said:#?}",
                    forgery.field,
                    forgery.change
                );
            }
        }
    }
    assert!(tried >= 1_000, "{tried} changes were tried");
}

#[tokio::test]
async fn a_receipt_asked_for_again_as_of_its_head_is_the_same_bytes_after_more_reviews() {
    let site = Site::new().await;
    for question in QUESTIONS {
        let asked = format!("/api/v1/films/{LAMPLIGHTER}/receipt{question}");
        let text = site.page(&asked).await;
        let path = ReceiptText::read(&text).unwrap().receipt.path();
        record::add_review(&site.ledger, LAMPLIGHTER, "Somebody New", "4.5").await;
        assert_eq!(site.page(&path).await, text, "{path}");
    }
    for wrong in ["head=0", "head=100000", "head=x", "head=-1"] {
        let asked = format!("/api/v1/films/{LAMPLIGHTER}/receipt?{wrong}");
        assert_eq!(site.get(&asked).await.status, 400, "{wrong}");
    }
    let before_the_film = format!("/api/v1/films/{LAMPLIGHTER}/receipt?known_at=2001-01-01");
    assert_eq!(site.get(&before_the_film).await.status, 404);
}
