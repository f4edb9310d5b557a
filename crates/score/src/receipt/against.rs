//! A receipt held against what it should follow from.

use super::compare::{Comparison, Difference};
use super::strict::written;
use super::verify::AS_GOOD_AS_EQUAL;
use super::{FIRST_FORM, LedgerHead, Receipt, ReceiptReview, ReceiptText, receipt};
use crate::Leniencies;
use ovation_terms::{Ballot, FilmRecord, Hash, LeaningHeld, Moment, Seq};

/// What a ledger holds of what a receipt speaks of, as it stood at the receipt's own head.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The receipt's film; none where the ledger knew no such film.
    pub film: Option<&'a FilmRecord>,
    /// The film's reviews in every state, languages and expected ratings filled in.
    pub ballots: &'a [Ballot],
    /// The critics' leniencies, where the receipt's formula needs them.
    pub leniencies: Option<&'a Leniencies>,
    /// How critics and outlets lean, as operators brought it in by then.
    pub leanings: &'a [LeaningHeld],
    /// The entry that the receipt names as its head, its hash made anew from what it says.
    pub head: (Seq, Hash),
    /// When that entry was made.
    pub at: Moment,
}

/// Holds every value of a receipt against the ledger: makes the receipt of the same question anew and
/// gives each value that is not the same, `by` being whose ledger it is (`the record`).
///
/// Figures must be the same to the last bit, but for receipts of older rules, whose figures lie as far
/// apart as [`crate::verify()`] lets them.
///
/// # Errors
/// A figure that JSON cannot hold; no score has one.
pub fn hold_against(
    given: &ReceiptText,
    ground: &Ground<'_>,
    by: &str,
) -> Result<Vec<Difference>, serde_json::Error> {
    let asked = &given.receipt;
    let Some(film) = ground.film else {
        let head = LedgerHead {
            seq: ground.head.0,
            hash: ground.head.1,
        };
        let heads = [&asked.ledger, &head].map(serde_json::to_value);
        let [given, wanted] = heads;
        let mut found = Comparison { by, tolerance: 0.0 }.of(&given?, &wanted?);
        for difference in &mut found {
            difference.field.insert_str(0, "ledger.");
            difference.text.insert_str(0, "ledger.");
        }
        found.push(Difference {
            field: "film.id".to_owned(),
            text: format!(
                "film.id is {} and {by} knows no such film at entry {}",
                asked.film.id, ground.head.0
            ),
        });
        return Ok(found);
    };
    let mut again = receipt(
        film,
        ground.ballots,
        &asked.question(),
        ground.head,
        ground.at,
    );
    if let Some(leniencies) = ground.leniencies {
        again.adjust(leniencies);
    }
    again.lean(ground.leanings);
    hold_beside(given, again, by)
}

/// Holds every value of a receipt beside another of the same question at the same head, such as a site
/// gives it.
///
/// # Errors
/// A figure that JSON cannot hold; no score has one.
pub fn hold_beside(
    given: &ReceiptText,
    mut wanted: Receipt,
    by: &str,
) -> Result<Vec<Difference>, serde_json::Error> {
    write_in_form_of(&given.receipt, &mut wanted);
    let rules_differ = given.receipt.formula.rules != super::RULES;
    let comparison = Comparison {
        by,
        tolerance: if rules_differ { AS_GOOD_AS_EQUAL } else { 0.0 },
    };
    let mut found = comparison.of(&given.values, &written(&wanted)?);
    // The head first: where it differs nothing else can be the same.
    found.sort_by_key(|difference| !difference.field.starts_with("ledger"));
    Ok(found)
}

/// Takes from a receipt what the form and the rules of an older one did not say.
fn write_in_form_of(given: &Receipt, wanted: &mut Receipt) {
    if given.is_of_present_form() {
        return;
    }
    wanted.schema.clone_from(&given.schema);
    wanted.asked = None;
    wanted.leanings.clear();
    if super::RULES_KNOWN.contains(&given.formula.rules.as_str()) {
        wanted.formula.rules.clone_from(&given.formula.rules);
    }
    // They were dated by the clock, some time after their head.
    if given.made >= wanted.made {
        wanted.made = given.made;
    }
    if given.schema == FIRST_FORM {
        if given.result.spread.is_none() {
            wanted.result.spread = None;
        }
        let said = |what: fn(&ReceiptReview) -> bool| {
            let lists = [&given.reviews, &given.waiting, &given.excluded];
            lists.into_iter().flatten().any(what)
        };
        let said_country = said(|line| line.country.is_some());
        let said_language = said(|line| line.language.is_some());
        let lists = [
            &mut wanted.reviews,
            &mut wanted.waiting,
            &mut wanted.excluded,
        ];
        for line in lists.into_iter().flatten() {
            if !said_country {
                line.country = None;
            }
            if !said_language {
                line.language = None;
            }
        }
    }
}
