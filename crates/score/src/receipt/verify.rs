//! Recomputing a receipt from the receipt alone.

use super::asked::{Asked, parts_of};
use super::compare::{Comparison, visible};
use super::receipt;
use super::{
    FIRST_FORM, FORMS_KNOWN, FormulaUsed, RECEIPT_SCHEMA, RULES_KNOWN, Receipt, ReceiptReview,
};
use crate::Score;
use crate::positives::float;
use ovation_terms::{Ballot, Moment, ReviewId};
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
/// them, and everything that follows from them is compared: which reviews are in the score, which
/// replace which, and every figure, to a part in five million where it is no count (rules of before found the
/// ends of intervals by other steps). So is what stands in it more than once: the question, an entry's
/// hash and moment, a critic's and an outlet's name. Whether the film and the reviews are those of the
/// ledger is not asked here and cannot be told: [`super::hold_against`] asks it.
pub fn verify(receipt_given: &Receipt) -> Verification {
    let mut differences = Vec::new();
    let given = receipt_given;
    check_form(given, &mut differences);
    check_asked(given, &mut differences);
    check_said_twice(given, &mut differences);
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
    let mut again = receipt(
        &given.film,
        &ballots,
        &question,
        (given.ledger.seq, given.ledger.hash),
        given.made,
    );
    if let Some(leniencies) = &given.leniencies {
        again.adjust(leniencies);
        if again.leniencies.as_ref() != Some(leniencies) {
            differences.push(
                "the leniencies are not those of the critics in the score, in order".to_owned(),
            );
        }
    }
    if given.result.spread.is_none() && given.schema == FIRST_FORM {
        // The first form did not keep it.
        again.result.spread = None;
    }
    again.lean(&given.leanings);
    if again.leanings != given.leanings {
        differences
            .push("leanings speak of critics or outlets that no review listed is by".to_owned());
    }
    check_leanings(given, &mut differences);
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
    if !FORMS_KNOWN.contains(&given.schema.as_str()) {
        differences.push(format!(
            "expected a receipt of the form `{RECEIPT_SCHEMA}`, found `{}`",
            given.schema
        ));
    }
    let mut expected = FormulaUsed::current(given.formula.name, given.formula.weights.clone());
    let rules = expected.rules.clone();
    if !given.is_of_present_form() && RULES_KNOWN.contains(&given.formula.rules.as_str()) {
        expected.rules.clone_from(&given.formula.rules);
    }
    if given.formula != expected {
        differences.push(format!(
            "the formula's parameters are not those of `{rules}`, which was used to recompute"
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

/// Rows of entries up to the head, each entry with one hash.
fn check_leanings(given: &Receipt, differences: &mut Vec<String>) {
    let mut hashes = BTreeMap::from([(given.ledger.seq, given.ledger.hash)]);
    for (place, row) in given.leanings.iter().enumerate() {
        if row.entry > given.ledger.seq {
            differences.push(format!(
                "leanings[{place}]: entry {} is after the ledger's last entry {}",
                row.entry, given.ledger.seq
            ));
        }
        if *hashes.entry(row.entry).or_insert(row.entry_hash) != row.entry_hash {
            differences.push(format!(
                "leanings[{place}]: entry_hash is not what it is elsewhere for entry {}",
                row.entry
            ));
        }
        if let Some(fault) = row.row().fault() {
            differences.push(format!("leanings[{place}]: {fault}"));
        }
    }
}

/// The question stands twice in receipts of the present form.
fn check_asked(given: &Receipt, differences: &mut Vec<String>) {
    let path = given.path();
    let asked = match (&given.asked, given.is_of_present_form()) {
        (Some(asked), true) if *asked == path => return,
        (None, false) => return,
        (Some(asked), true) => asked,
        (Some(_), false) => {
            differences.push(format!(
                "schema is `{}`, and a receipt of that form has no `asked`",
                given.schema
            ));
            return;
        }
        (None, true) => {
            differences.push(format!(
                "asked is missing, which every receipt with the schema `{RECEIPT_SCHEMA}` has: \
                 `{path}`"
            ));
            return;
        }
    };
    let comparison = Comparison {
        by: "asked",
        tolerance: 0.0,
    };
    let parts = Asked::read(asked).map(|asked| comparison.of(&parts_of(given), &asked.parts()));
    match parts.as_deref() {
        None | Some([]) => differences.push(format!(
            "asked is `{}` and the question comes out as `{}`",
            visible(asked),
            visible(&path)
        )),
        Some(parts) => differences.extend(parts.iter().map(ToString::to_string)),
    }
}

/// What many lines say must be the same in all of them.
fn check_said_twice(given: &Receipt, differences: &mut Vec<String>) {
    let mut critics = BTreeMap::new();
    let mut outlets = BTreeMap::new();
    let mut entries = BTreeMap::new();
    if given.is_of_present_form() {
        entries.insert(given.ledger.seq, (given.ledger.hash, given.made));
    }
    let lists = [&given.reviews, &given.waiting, &given.excluded];
    for line in lists.into_iter().flatten() {
        let review = line.review;
        if let Some(critic) = line.critic {
            let name = critics.entry(critic).or_insert(&line.critic_name);
            if **name != line.critic_name {
                differences.push(format!(
                    "review {review}: critic_name is `{}`, and `{}` elsewhere for critic {critic}",
                    visible(&line.critic_name),
                    visible(name)
                ));
            }
            for signer in &line.also_by {
                let name = critics.entry(signer.critic).or_insert(&signer.name);
                if **name != signer.name || signer.critic == critic {
                    differences.push(format!(
                        "review {review}: also_by does not fit what is said of critic {} elsewhere",
                        signer.critic
                    ));
                }
            }
        } else if !line.also_by.is_empty() {
            differences.push(format!("review {review}: also_by stands without a critic"));
        } else if !line.critic_name.is_empty() {
            differences.push(format!(
                "review {review}: critic_name stands without a critic"
            ));
        }
        if let Some(outlet) = line.outlet {
            let said = (&line.outlet_name, &line.country);
            let known = outlets.entry(outlet).or_insert(said);
            if *known != said {
                differences.push(format!(
                    "review {review}: outlet_name or country is `{}` {}, and `{}` {} elsewhere for \
                     outlet {outlet}",
                    visible(said.0),
                    visible(said.1.as_deref().unwrap_or("none")),
                    visible(known.0),
                    visible(known.1.as_deref().unwrap_or("none")),
                ));
            }
        }
        let said = (line.entry_hash, line.recorded);
        let known = entries.entry(line.entry).or_insert(said);
        if *known != said {
            differences.push(format!(
                "review {review}: entry_hash or recorded is {} {}, and {} {} elsewhere for entry {}",
                said.0, said.1, known.0, known.1, line.entry
            ));
        }
    }
    let mut last = Moment(i64::MIN);
    for (entry, (_, recorded)) in &entries {
        if *recorded < last {
            differences.push(format!(
                "entry {entry} was recorded before the one before it"
            ));
        }
        last = *recorded;
    }
    if last > given.made {
        differences.push("made lies before the last entry was recorded".to_owned());
    }
    if given.is_of_present_form()
        && given
            .clocks
            .known_at
            .is_some_and(|known| known < given.made)
    {
        differences.push("made lies after clocks.known_at".to_owned());
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

/// Picks one figure of a score.
type PickFigure = fn(&Score) -> Option<f64>;

/// Figures nearer than this are the same: a millionth of the last digit anybody prints.
pub(super) const AS_GOOD_AS_EQUAL: f64 = 2e-7;

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
    let mut measure = |what: &str, before: Option<f64>, after: Option<f64>| {
        let agree = match (before, after) {
            (Some(before), Some(after)) => (before - after).abs() <= AS_GOOD_AS_EQUAL,
            (before, after) => before.is_none() && after.is_none(),
        };
        if !agree {
            let word =
                |one: Option<f64>| one.map_or_else(|| "none".to_owned(), |one| one.to_string());
            compare(what, word(before), word(after));
        }
    };
    let parts: [(&str, PickFigure); 13] = [
        ("the approval", |score| Some(score.approval?.percent)),
        ("the lower end of the interval", |score| {
            Some(score.approval?.low)
        }),
        ("the upper end of the interval", |score| {
            Some(score.approval?.high)
        }),
        ("the average rating", |score| Some(score.average?.mean)),
        ("the spread", |score| Some(score.spread?.deviation)),
        ("the lower end of the spread", |score| {
            Some(score.spread?.low)
        }),
        ("the upper end of the spread", |score| {
            Some(score.spread?.high)
        }),
        ("the weighted score", |score| Some(score.weighted?.score)),
        ("the adjusted approval", |score| {
            Some(score.adjusted?.percent)
        }),
        ("the lower end of the adjusted approval", |score| {
            Some(score.adjusted?.low)
        }),
        ("the upper end of the adjusted approval", |score| {
            Some(score.adjusted?.high)
        }),
        // Counts, and no rounding in them.
        ("the number of ratings", |score| {
            Some(float(score.average?.rated))
        }),
        ("the number of signed reviews", |score| {
            Some(float(score.adjusted?.signed))
        }),
    ];
    for (what, pick) in parts {
        measure(what, pick(given), pick(again));
    }
    let word = |score: &Score| format!("{:?}", score.spread.and_then(|spread| spread.word));
    compare("the word for the spread", word(given), word(again));
    compare(
        "the headline",
        given.headline.to_string(),
        again.headline.to_string(),
    );
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
