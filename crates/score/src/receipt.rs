//! Receipts: a score with everything needed to recompute it.

mod against;
mod asked;
mod compare;
mod moment_text;
mod strict;
mod verify;

use crate::adjusted::adjusted_of;
use crate::fate::signers_in;
use crate::posterior::Workspace;
use crate::score::score_of_fates;
use crate::{
    Fate, Formula, HEADLINE_FROM, INTERVAL_LEVEL, Leniencies, OutletWeights, Panel, Question,
    Score, fates,
};
use ovation_terms::{
    Ballot, Basis, CriticId, Day, FilmRecord, Hash, LeaningHeld, Moment, OutletId, Probability,
    ReviewId, Seq, Signer, Standing, State,
};
use serde::{Deserialize, Serialize};

pub use against::{Ground, hold_against, hold_beside};
pub use compare::Difference;
pub use strict::{ReceiptError, ReceiptText};
pub use verify::{Verification, verify};

/// The name of this form of receipt. A receipt of another form is not understood.
pub const RECEIPT_SCHEMA: &str = "ovation-receipt-3";

/// Forms of receipt that are understood: the present one, and those it only adds to.
const FORMS_KNOWN: [&str; 3] = [RECEIPT_SCHEMA, "ovation-receipt-2", FIRST_FORM];

/// The first form that was published.
const FIRST_FORM: &str = "ovation-receipt-1";

/// The version of the rules below; it changes when the same reviews would give another score.
const RULES: &str = "score-2";

/// Versions of the rules whose figures the present ones give again, to the digits that
/// [`verify()`] compares.
const RULES_KNOWN: [&str; 2] = [RULES, "score-1"];

/// A score with everything needed to recompute it, as JSON.
///
/// The same question at the same ledger head gives the same bytes: every value follows from the
/// entries up to the head and from the question. The JSON Schema is
/// `docs/reference/receipt.schema.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// [`RECEIPT_SCHEMA`].
    pub schema: String,
    /// The film.
    pub film: FilmRecord,
    /// The formula with its parameters.
    pub formula: FormulaUsed,
    /// Whose reviews were asked for; empty lists mean everybody.
    pub panel: Panel,
    /// Both clocks as asked.
    pub clocks: Clocks,
    /// The question once more, as the path at which a site of the record answers it. (The forms
    /// before the third did not keep it.)
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// The ledger's last entry that the receipt knows.
    pub ledger: LedgerHead,
    /// The moment of that entry. (In the forms before the third: when the receipt was made.)
    #[serde(with = "moment_text")]
    pub made: Moment,
    /// The reviews in the score, in the order in which they stand.
    pub reviews: Vec<ReceiptReview>,
    /// The reviews that wait on the desk and have no part in the score.
    pub waiting: Vec<ReceiptReview>,
    /// The reviews that are out.
    pub excluded: Vec<ReceiptReview>,
    /// The score.
    pub result: Score,
    /// The leniencies of the critics listed, where the adjusted approval was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leniencies: Option<Leniencies>,
    /// How the critics and outlets listed lean, where an operator brought that in: each row with the
    /// entry that holds it. (The forms before the third did not keep them.)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leanings: Vec<LeaningHeld>,
}

/// A formula with everything that could have been chosen otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormulaUsed {
    /// Which number is meant.
    pub name: Formula,
    /// The version of these rules.
    pub rules: String,
    /// Both parameters of the Beta prior of the share.
    pub prior: [f64; 2],
    /// The probability that the interval holds, with equal tails.
    pub interval: f64,
    /// A review is positive from this `p` on.
    pub positive_from: f64,
    /// There is a headline number from this many reviews on.
    pub headline_from: u64,
    /// Which reviews count, in words.
    pub one_review_for: String,
    /// What outlets weigh, where the weighted score was asked for and something was said.
    #[serde(default, skip_serializing_if = "OutletWeights::is_empty")]
    pub weights: OutletWeights,
}

impl FormulaUsed {
    /// The parameters this version of the program uses.
    pub fn current(name: Formula, weights: OutletWeights) -> Self {
        Self {
            name,
            rules: RULES.to_owned(),
            prior: [0.5, 0.5],
            interval: INTERVAL_LEVEL,
            positive_from: 0.5,
            headline_from: HEADLINE_FROM,
            one_review_for: "each critic and film: the latest published that stands; unsigned \
                             reviews each count"
                .to_owned(),
            weights,
        }
    }
}

/// Both clocks of a question. None means "now".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clocks {
    /// Reviews published by the end of this day.
    pub as_of: Option<Day>,
    /// What the ledger knew by then.
    #[serde(with = "moment_text::option")]
    pub known_at: Option<Moment>,
}

/// A place in the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerHead {
    /// The last entry's number; 0 when the ledger is empty.
    pub seq: Seq,
    /// That entry's hash.
    pub hash: Hash,
}

/// A review as a receipt shows it. Values that are not known are `null`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptReview {
    /// The review's number in the record.
    pub review: ReviewId,
    /// The ledger entry that made this version of it.
    pub entry: Seq,
    /// That entry's hash.
    pub entry_hash: Hash,
    /// When that entry was made.
    #[serde(with = "moment_text")]
    pub recorded: Moment,
    /// When the review was first recorded; its day stands in for an unknown day of publication.
    #[serde(with = "moment_text")]
    pub first_recorded: Moment,
    /// The critic's number; none when unsigned.
    pub critic: Option<CriticId>,
    /// The critic's name; empty when unsigned.
    pub critic_name: String,
    /// Who signed it beside the critic: a joint review, which counts once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_by: Vec<Signer>,
    /// The outlet's number.
    pub outlet: Option<OutletId>,
    /// The outlet's name; empty when unknown.
    pub outlet_name: String,
    /// The outlet's country, as its domain tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The language it is written in, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// Day published.
    pub published: Option<Day>,
    /// The rating as printed.
    pub rating_printed: Option<String>,
    /// The rating converted, 0 to 1.
    pub rating: Option<f64>,
    /// Of the weighted score, where no rating was printed: the one that the text reads like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<f64>,
    /// Probability that the critic is for the film.
    pub p: Option<Probability>,
    /// What `p` rests on.
    pub basis: Option<Basis>,
    /// Whether it is in the score and also waits on the desk.
    pub unsure: bool,
    /// The review's own reasons to wait or be out.
    pub reasons: Standing,
    /// The newer review by the same critic that stands in its place.
    pub superseded_by: Option<ReviewId>,
}

impl ReceiptReview {
    fn new(ballot: &Ballot, unsure: bool, superseded_by: Option<ReviewId>) -> Self {
        Self {
            review: ballot.review,
            entry: ballot.entry,
            entry_hash: ballot.entry_hash,
            recorded: ballot.recorded,
            first_recorded: ballot.first_recorded,
            critic: ballot.critic,
            critic_name: ballot.critic_name.clone(),
            also_by: ballot.also_by.clone(),
            outlet: ballot.outlet,
            outlet_name: ballot.outlet_name.clone(),
            country: ballot.country.clone(),
            language: ballot.language.clone(),
            url: ballot.url.clone(),
            published: ballot.published,
            rating_printed: ballot.rating_printed.clone(),
            rating: ballot.rating,
            expected: ballot.expected,
            p: ballot.p,
            basis: ballot.basis,
            unsure,
            reasons: ballot.standing.clone(),
            superseded_by,
        }
    }

    fn to_ballot(&self, film: &FilmRecord) -> Ballot {
        Ballot {
            review: self.review,
            entry: self.entry,
            entry_hash: self.entry_hash,
            recorded: self.recorded,
            first_recorded: self.first_recorded,
            film: film.id,
            critic: self.critic,
            critic_name: self.critic_name.clone(),
            also_by: self.also_by.clone(),
            outlet: self.outlet,
            outlet_name: self.outlet_name.clone(),
            country: self.country.clone(),
            language: self.language.clone(),
            url: self.url.clone(),
            published: self.published,
            rating_printed: self.rating_printed.clone(),
            rating: self.rating,
            expected: self.expected,
            p: self.p,
            basis: self.basis,
            standing: self.reasons.clone(),
        }
    }
}

impl Receipt {
    /// The question the receipt answers.
    pub fn question(&self) -> Question {
        Question {
            as_of: self.clocks.as_of,
            known_at: self.clocks.known_at,
            formula: self.formula.name,
            panel: self.panel.clone(),
            weights: self.formula.weights.clone(),
        }
    }

    /// The ledger entries the receipt speaks of, each number with its hash: the head (unless the
    /// ledger was empty), the entry of every review listed and of every leaning brought in.
    pub fn entries(&self) -> impl Iterator<Item = (Seq, Hash)> + '_ {
        let head = (self.ledger.seq.0 > 0).then_some((self.ledger.seq, self.ledger.hash));
        let lines = [&self.reviews, &self.waiting, &self.excluded];
        let of_reviews = lines
            .into_iter()
            .flatten()
            .map(|line| (line.entry, line.entry_hash));
        let of_leanings = self.leanings.iter().map(|row| (row.entry, row.entry_hash));
        head.into_iter().chain(of_reviews).chain(of_leanings)
    }

    /// The path at which a site of the record answers the receipt's question as of its ledger head.
    pub fn path(&self) -> String {
        asked::asked(self.film.id, self.ledger.seq, &self.question())
    }

    /// Whether it is of the present form; the forms before it do not keep their question twice, and
    /// are dated by the clock.
    pub fn is_of_present_form(&self) -> bool {
        self.schema == RECEIPT_SCHEMA
    }

    /// Adds the adjusted approval of the reviews in the score, and the leniencies it rests on.
    pub fn adjust(&mut self, leniencies: &Leniencies) {
        let critics = self.reviews.iter().filter_map(|line| line.critic).collect();
        let leniencies = leniencies.only(critics);
        let signed: Vec<_> = self
            .reviews
            .iter()
            .filter_map(|line| Some((line.p?.get(), leniencies.of(line.critic?))))
            .collect();
        self.result.adjusted = adjusted_of(&signed, &leniencies);
        self.leniencies = Some(leniencies);
    }

    /// Adds what was brought in of how the critics and outlets listed lean; `held` are the rows that
    /// the ledger held at the receipt's head.
    pub fn lean(&mut self, held: &[LeaningHeld]) {
        let lists = [&self.reviews, &self.waiting, &self.excluded];
        let lines: Vec<_> = lists.into_iter().flatten().collect();
        let speaks = |row: &&LeaningHeld| {
            let mut lines = lines.iter();
            lines.any(|line| row.speaks_of(&line.critic_name, &line.outlet_name))
        };
        self.leanings = held.iter().filter(speaks).cloned().collect();
    }

    /// The receipt as indented JSON with a line feed at the end.
    ///
    /// # Errors
    /// A rating or figure that JSON cannot hold; no receipt made by [`receipt()`] has one.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|mut text| {
            text.push('\n');
            text
        })
    }

    /// Reads a receipt from JSON.
    ///
    /// # Errors
    /// Text that is no JSON, or no receipt of this form; the message names line and column.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

/// Makes the receipt of a film's score.
///
/// Takes what [`crate::score()`] takes; `film` is the film the ballots are about, `head` the
/// ledger's last entry (number and hash) and `made` the moment of that entry.
pub fn receipt(
    film: &FilmRecord,
    ballots: &[Ballot],
    question: &Question,
    head: (Seq, Hash),
    made: Moment,
) -> Receipt {
    let fates = fates(ballots, question);
    let result = score_of_fates(ballots, &fates, question, &mut Workspace::default());
    let standing: std::collections::BTreeMap<_, _> = fates
        .iter()
        .filter(|(_, fate)| matches!(fate, Fate::In { .. }))
        .filter_map(|(place, _)| ballots.get(*place))
        .flat_map(|ballot| {
            let signers = signers_in(ballot, question);
            signers.map(|critic| ((ballot.film, critic), ballot.review))
        })
        .collect();
    let (mut reviews, mut waiting, mut excluded) = (Vec::new(), Vec::new(), Vec::new());
    for (place, fate) in &fates {
        let Some(ballot) = ballots.get(*place) else {
            continue;
        };
        let unsure = matches!(fate, Fate::In { unsure: true });
        let superseded_by = match fate {
            Fate::Out(reasons) if reasons.contains(&ovation_terms::Reason::Superseded) => {
                let mut signers = signers_in(ballot, question);
                signers.find_map(|critic| standing.get(&(ballot.film, critic)).copied())
            }
            _ => None,
        };
        let mut line = ReceiptReview::new(ballot, unsure, superseded_by);
        if question.formula != Formula::WeightedScore {
            line.expected = None;
        }
        match (fate, fate.state()) {
            (Fate::In { .. }, _) => reviews.push(line),
            (_, Some(State::Waiting)) => waiting.push(line),
            (_, Some(_)) => excluded.push(line),
            (_, None) => {}
        }
    }
    Receipt {
        schema: RECEIPT_SCHEMA.to_owned(),
        film: film.clone(),
        formula: FormulaUsed::current(question.formula, question.weights.clone()),
        panel: question.panel.sorted(),
        clocks: Clocks {
            as_of: question.as_of,
            known_at: question.known_at,
        },
        asked: Some(asked::asked(film.id, head.0, question)),
        ledger: LedgerHead {
            seq: head.0,
            hash: head.1,
        },
        made,
        reviews,
        waiting,
        excluded,
        result,
        leniencies: None,
        leanings: Vec::new(),
    }
}
