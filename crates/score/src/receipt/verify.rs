//! Recomputing a receipt from the receipt alone.

use super::{FormulaUsed, RECEIPT_SCHEMA, Receipt, ReceiptReview, receipt};
use crate::{Approval, Score};
use ovation_terms::{Ballot, ReviewId};
use std::collections::{BTreeMap, BTreeSet};

/// What recomputing a receipt found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Whether everything agrees.
    pub ok: bool,
    /// Every difference, each a sentence for a reader.
    pub differences: Vec<String>,
}

/// Recomputes a receipt from the receipt alone.
///
/// The reviews of all three lists are taken as the reviews found, the question is asked again of
/// them, and everything that follows from them is compared bit by bit: which reviews are in the
/// score, which replace which, and every figure. Whether the reviews are those of the ledger is
/// not asked here; their entry hashes are for that.
pub fn verify(receipt_given: &Receipt) -> Verification {
    let mut differences = Vec::new();
    let given = receipt_given;
    check_form(given, &mut differences);
    let lines = [&given.reviews, &given.waiting, &given.excluded];
    let mut seen = BTreeSet::new();
    for line in lines.into_iter().flatten() {
        if !seen.insert(line.review) {
            differences.push(format!("review {} is listed more than once", line.review));
        }
    }
    let ballots: Vec<Ballot> = lines
        .into_iter()
        .flatten()
        .map(|line| line.to_ballot(&given.film))
        .collect();
    let question = given.question();
    for ballot in &ballots {
        if !question.panel.includes(ballot) {
            differences.push(format!(
                "review {} is not by the panel asked for",
                ballot.review
            ));
        } else if !question.reaches(ballot) {
            differences.push(format!(
                "review {} was published or recorded after the clocks asked for",
                ballot.review
            ));
        }
    }
    let again = receipt(
        &given.film,
        &ballots,
        &question,
        (given.ledger.seq, given.ledger.hash),
        given.made,
    );
    if given.panel != again.panel {
        differences.push("the panel is not sorted or names somebody twice".to_owned());
    }
    check_lines(given, &again, &mut differences);
    check_result(&given.result, &again.result, &mut differences);
    Verification {
        ok: differences.is_empty(),
        differences,
    }
}

fn check_form(given: &Receipt, differences: &mut Vec<String>) {
    if given.schema != RECEIPT_SCHEMA {
        differences.push(format!(
            "expected a receipt of the form `{RECEIPT_SCHEMA}`, found `{}`",
            given.schema
        ));
    }
    let expected = FormulaUsed::current(given.formula.name);
    if given.formula != expected {
        differences.push(format!(
            "the formula's parameters are not those of `{}`, which was used to recompute",
            expected.rules
        ));
    }
    for line in [&given.reviews, &given.waiting, &given.excluded]
        .into_iter()
        .flatten()
    {
        if line.entry > given.ledger.seq {
            differences.push(format!(
                "review {} is of entry {}, after the ledger's last entry {}",
                line.review, line.entry, given.ledger.seq
            ));
        }
        if line.first_recorded > line.recorded {
            differences.push(format!(
                "review {} was first recorded after it was recorded",
                line.review
            ));
        }
    }
}

fn check_lines(given: &Receipt, again: &Receipt, differences: &mut Vec<String>) {
    let placed = |receipt: &'_ Receipt| -> BTreeMap<ReviewId, (&'static str, ReceiptReview)> {
        let lists = [
            ("in the score", &receipt.reviews),
            ("waiting", &receipt.waiting),
            ("excluded", &receipt.excluded),
        ];
        lists
            .into_iter()
            .flat_map(|(list, lines)| {
                lines
                    .iter()
                    .map(move |line| (line.review, (list, line.clone())))
            })
            .collect()
    };
    let (before, after) = (placed(given), placed(again));
    for (review, (list, line)) in &before {
        let Some((list_again, line_again)) = after.get(review) else {
            continue;
        };
        if list != list_again {
            differences.push(format!(
                "review {review} is listed as {list} and comes out as {list_again}"
            ));
        }
        if line.unsure != line_again.unsure {
            differences.push(format!(
                "review {review} is marked {} and comes out as {}",
                unsure_word(line.unsure),
                unsure_word(line_again.unsure)
            ));
        }
        if line.superseded_by != line_again.superseded_by {
            differences.push(format!(
                "review {review} is superseded by {} and comes out as superseded by {}",
                review_word(line.superseded_by),
                review_word(line_again.superseded_by)
            ));
        }
    }
    let order = |lines: &[ReceiptReview]| lines.iter().map(|l| l.review).collect::<Vec<_>>();
    let lists = [
        ("in the score", &given.reviews, &again.reviews),
        ("waiting", &given.waiting, &again.waiting),
        ("excluded", &given.excluded, &again.excluded),
    ];
    for (name, before, after) in lists {
        let (before, after) = (order(before), order(after));
        let set = |list: &[ReviewId]| list.iter().copied().collect::<BTreeSet<_>>();
        if before != after && set(&before) == set(&after) {
            differences.push(format!(
                "the reviews {name} are not in the order of their days"
            ));
        }
    }
}

fn unsure_word(unsure: bool) -> &'static str {
    if unsure { "unsure" } else { "sure" }
}

fn review_word(review: Option<ReviewId>) -> String {
    review.map_or_else(|| "none".to_owned(), |review| format!("review {review}"))
}

/// Picks one figure of an approval.
type Figure = fn(&Approval) -> f64;

fn check_result(given: &Score, again: &Score, differences: &mut Vec<String>) {
    let mut compare = |what: &str, before: String, after: String| {
        if before != after {
            differences.push(format!("{what} is {before} and comes out as {after}"));
        }
    };
    let counts = [
        ("the number found", given.found, again.found),
        ("the number counted", given.counted, again.counted),
        ("the number waiting", given.waiting, again.waiting),
        ("the number excluded", given.excluded, again.excluded),
        ("the number in the score", given.n, again.n),
        ("the number unsure", given.unsure, again.unsure),
        ("the number of positives", given.positives, again.positives),
    ];
    for (what, before, after) in counts {
        compare(what, before.to_string(), after.to_string());
    }
    let part = |score: &Score, pick: Figure| {
        score
            .approval
            .as_ref()
            .map_or_else(|| "none".to_owned(), |approval| pick(approval).to_string())
    };
    let parts: [(&str, Figure); 3] = [
        ("the approval", |approval| approval.percent),
        ("the lower end of the interval", |approval| approval.low),
        ("the upper end of the interval", |approval| approval.high),
    ];
    for (what, pick) in parts {
        compare(what, part(given, pick), part(again, pick));
    }
    compare(
        "the headline",
        given.headline.to_string(),
        again.headline.to_string(),
    );
    let average = |score: &Score| {
        score.average.map_or_else(
            || "none".to_owned(),
            |average| format!("{} of {} ratings", average.mean, average.rated),
        )
    };
    compare("the average rating", average(given), average(again));
    compare(
        "the histogram",
        format!("{:?}", given.histogram),
        format!("{:?}", again.histogram),
    );
    let reasons = |score: &Score| {
        let parts: Vec<_> = score
            .reasons
            .iter()
            .map(|(reason, count)| format!("{reason} {count}"))
            .collect();
        if parts.is_empty() {
            "empty".to_owned()
        } else {
            parts.join(", ")
        }
    };
    compare("the list of reasons", reasons(given), reasons(again));
}
