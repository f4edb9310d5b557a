//! No value of a receipt can be changed without verifying against the ledger naming it.

use crate::forge::{forgeries, names};
use crate::making::{ballots, film};
use crate::receipts::{adjusted_receipt, full_receipt, leanings, reviews, sample_receipt};
use ovation_score::{Ground, Leniencies, Receipt, ReceiptText, hold_against, verify};
use ovation_terms::Ballot;
use proptest::prelude::*;

/// Everything that verifying says of a text, held against what the receipt was made of.
fn said(
    text: &str,
    made: &Receipt,
    ballots: &[Ballot],
    fitted: Option<&Leniencies>,
) -> Vec<String> {
    let given = match ReceiptText::read(text) {
        Ok(given) => given,
        Err(error) => return vec![error.to_string()],
    };
    let film = film();
    let ground = Ground {
        film: (given.receipt.film.id == film.id).then_some(&film),
        ballots,
        leniencies: fitted,
        leanings: &leanings(),
        head: (made.ledger.seq, made.ledger.hash),
        at: made.made,
    };
    let mut said = verify(&given.receipt).differences;
    let held = hold_against(&given, &ground, "the record").unwrap();
    said.extend(held.iter().map(ToString::to_string));
    said
}

fn find_all(made: &Receipt, ballots: &[Ballot], fitted: Option<&Leniencies>, most: usize) -> usize {
    let text = made.to_json().unwrap();
    assert_eq!(said(&text, made, ballots, fitted), Vec::<String>::new());
    let forged = forgeries(&text, most);
    for forgery in &forged {
        let said = said(&forgery.text, made, ballots, fitted);
        assert!(
            names(&forgery.field, &said),
            "{}: {} is not named: {said:#?}",
            forgery.field,
            forgery.change
        );
    }
    forged.len()
}

#[test]
fn every_single_change_of_a_receipt_is_found_and_named() {
    let plain = sample_receipt(&reviews());
    let (full, of_full, fitted) = full_receipt();
    let (adjusted, of_adjusted, fit) = adjusted_receipt();
    let found = find_all(&plain, &reviews(), None, 600)
        + find_all(&full, &of_full, Some(&fitted), 600)
        + find_all(&adjusted, &of_adjusted, Some(&fit), 600);
    assert!(found >= 1_500, "{found} changes were tried");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]
    #[test]
    fn every_single_change_of_any_receipt_is_found_and_named(reviews in ballots(8)) {
        find_all(&sample_receipt(&reviews), &reviews, None, 250);
    }
}

#[test]
fn names_the_line_the_field_and_both_values() {
    let made = sample_receipt(&reviews());
    let text = made.to_json().unwrap();
    let bent = text.replacen("\"Critic 3\"", "\"Somebody Else\"", 1);
    let said = said(&bent, &made, &reviews(), None);
    assert_eq!(
        said,
        [
            "reviews[1] (review 3): critic_name is \"Somebody Else\" and the record says \"Critic 3\""
        ]
    );
}

#[test]
fn a_forger_who_recomputes_the_result_is_found_all_the_same() {
    let mut turned = reviews();
    for ballot in &mut turned {
        ballot.p = Some(ovation_terms::Probability::ONE);
    }
    let forged = sample_receipt(&turned);
    assert!(
        verify(&forged).ok,
        "in itself it is a receipt like any other"
    );
    let text = forged.to_json().unwrap();
    let said = said(&text, &sample_receipt(&reviews()), &reviews(), None);
    let about = |field: &str| said.iter().filter(|text| text.contains(field)).count();
    assert_eq!(about(": p is 1.0 and the record says"), 4, "{said:#?}");
    assert!(
        about("result.positives is 5 and the record says 3") == 1,
        "{said:#?}"
    );
}

#[test]
fn text_that_commands_a_terminal_is_spelled_out() {
    let made = sample_receipt(&reviews());
    let bent = made
        .to_json()
        .unwrap()
        .replacen("Critic 3", "\\u001b[31mRed \\u202e", 1);
    let said = said(&bent, &made, &reviews(), None).concat();
    assert!(
        said.chars()
            .all(|letter| !letter.is_control() && letter != '\u{202e}'),
        "{said:?}"
    );
    assert!(said.contains("Red"), "{said}");
}

#[test]
fn rubbish_is_told_from_a_receipt_with_what_is_wrong_and_where() {
    let text = sample_receipt(&reviews()).to_json().unwrap();
    let number = |wrong: &str| text.replacen("\"p\": 0.7", &format!("\"p\": {wrong}"), 1);
    for (bent, wanted) in [
        (String::new(), "EOF"),
        ("null".to_owned(), "found other JSON"),
        ("{\"schema\": 3}".to_owned(), "found other JSON"),
        (text[..text.len() / 2].to_owned(), "EOF"),
        (format!("{text} and more"), "trailing characters"),
        (
            text.replace("receipt-3", "receipt-9"),
            "`ovation-receipt-9`; a newer version",
        ),
        (number("NaN"), "expected value"),
        (number("1e999"), "number out of range"),
        (number("7"), "reviews[2].p: "),
        (number("\"0.7\""), "reviews[2].p: "),
        (
            text.replacen("\"seq\": 500", "\"seq\": 1e30", 1),
            "ledger.seq: ",
        ),
        (
            text.replacen("\"seq\": 500", "\"seq\": 99999999999999999999", 1),
            "ledger.seq: ",
        ),
        (
            text.replacen("\"panel\"", "\"made\": 1, \"panel\"", 1),
            "`made` stands twice",
        ),
        (
            text.replacen("\"reasons\": {", "\"reasons\": {\"by-person\": 1,", 1),
            "stands twice",
        ),
        (
            text.replacen("\"unsure\": false", "\"unsure\": 0", 1),
            "reviews[0].unsure: ",
        ),
        ("[".repeat(100_000), "recursion limit"),
    ] {
        let error = ReceiptText::read(&bent).unwrap_err().to_string();
        assert!(error.contains(wanted), "{wanted}: {error}");
    }
}
