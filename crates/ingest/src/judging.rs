//! The judge as a record's operator set it and as its verdicts taught it.

use crate::{Clock, IngestError};
use ovation_judge::{History, Judge, KnownVerdicts, Learned, Mix, Rules, SettledVerdict};
use ovation_ledger::{KnownCount, Ledger, SettledCase};
use ovation_terms::{
    Actor, Basis, ConvertedRating, Decision, EntryBody, JudgeLearned, JudgingSet, LeaningHeld,
    PrintedRating, Reason, ReviewId, Seq, TextReader,
};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

/// A judge, and the rules it goes by.
#[derive(Clone, Debug)]
pub struct Judging {
    /// The judge.
    pub judge: Judge,
    /// What is particular to critics and outlets.
    pub rules: Rules,
}

impl Judging {
    /// As it comes with the program.
    pub fn usual() -> Self {
        Self {
            judge: Judge::bundled(),
            rules: Rules::default(),
        }
    }

    /// As the record says, and before that as is asked for.
    ///
    /// # Errors
    /// [`IngestError`] where the record does not answer.
    pub async fn of_record(ledger: &Ledger, asked: JudgingSet) -> Result<Self, IngestError> {
        let set = JudgingSet::USUAL.then(ledger.judging(None).await?);
        let mut judge = judge_by(set.then(asked));
        match current_lesson(ledger).await? {
            Current::Holds(entry, learned) => judge = judge.taught(entry, &learned)?,
            // What a new lesson would say; commands that write enter it first.
            Current::Stale => {
                let lesson = Lesson::of_record(ledger).await?;
                judge.history = Arc::new(lesson.learned.history);
                judge.mix.correction = lesson.learned.correction;
            }
            Current::None => {}
        }
        Ok(Self {
            judge,
            rules: Rules::new(ledger.rating_rules(None).await?),
        })
    }
}

/// The judge that settings describe.
pub fn judge_by(set: JudgingSet) -> Judge {
    let mut judge = match set.text_reader.unwrap_or_default() {
        TextReader::Encoder => Judge::bundled(),
        TextReader::Linear => Judge::linear(),
        TextReader::None => Judge {
            model: None,
            ..Judge::linear()
        },
    };
    if let Some(share) = set.accepted_error {
        judge.accepted_error = share;
    }
    judge
}

/// What a record's verdicts teach, and how many there are.
#[derive(Debug)]
pub struct Lesson {
    /// What the judge takes from them.
    pub learned: Learned,
    /// Verdicts that critics stated or editors settled.
    pub known: u64,
    /// Of these, settled after the machine had judged.
    pub settled: u64,
    through: Seq,
    of: String,
    brought_in: Option<Seq>,
}

impl Lesson {
    /// Learns from everything the record knows.
    ///
    /// # Errors
    /// [`IngestError`] where the record does not answer.
    pub async fn of_record(ledger: &Ledger) -> Result<Self, IngestError> {
        let through = ledger.head().await?.seq;
        let mut counts: Vec<KnownCount> = Vec::new();
        ledger
            .each_known_verdict(&mut |count| counts.push(count))
            .await?;
        let settled = settled_verdicts(ledger).await?;
        let judge = Judge::linear();
        let known: Vec<KnownVerdicts<'_>> =
            counts.iter().map(|count| known_of(&judge, count)).collect();
        let leanings = ledger.leanings(None).await?.rows();
        let told: Vec<KnownVerdicts<'_>> =
            leanings.iter().map(|row| told_by(&judge, row)).collect();
        let before = History::learn(&History::default(), &told);
        Ok(Self {
            learned: judge.learn(&before, &known, &settled),
            known: counts.iter().map(|it| it.positive + it.negative).sum(),
            settled: settled.len() as u64,
            through,
            of: judge.mix.version,
            brought_in: ledger.leanings_entry().await?,
        })
    }

    /// The entry that it makes.
    pub fn entry(&self) -> (Actor, EntryBody) {
        let learned = JudgeLearned {
            through: self.through,
            known: self.known,
            settled: self.settled,
            correction: self.learned.correction,
            leanings: self.learned.history.to_hex(),
            of: self.of.clone(),
            brought_in: self.brought_in,
        };
        (Actor::rule(&self.of), EntryBody::JudgeLearned(learned))
    }
}

/// The lesson that the record's verdicts are made by.
enum Current {
    /// Nothing was learned, and nothing brought in.
    None,
    /// This one holds.
    Holds(Seq, JudgeLearned),
    /// The last one began from other leanings than are brought in now, or from what an earlier version of
    /// the program came with: a new one is due.
    Stale,
}

async fn current_lesson(ledger: &Ledger) -> Result<Current, IngestError> {
    let brought_in = ledger.leanings_entry().await?;
    Ok(match ledger.learned().await? {
        None if brought_in.is_none() => Current::None,
        Some((entry, learned))
            if learned.brought_in == brought_in && learned.of == Mix::bundled().version =>
        {
            Current::Holds(entry, learned)
        }
        _ => Current::Stale,
    })
}

/// Enters a new lesson where the last one is stale: what is judged after this names it.
///
/// # Errors
/// [`IngestError`] where the record does not answer.
pub async fn learn_if_stale(ledger: &Ledger, clock: Clock) -> Result<Option<Seq>, IngestError> {
    match current_lesson(ledger).await? {
        Current::Stale => learn(ledger, clock).await.map(Some),
        Current::None | Current::Holds(..) => Ok(None),
    }
}

/// What a row that was brought in tells.
fn told_by<'a>(judge: &Judge, row: &'a LeaningHeld) -> KnownVerdicts<'a> {
    let rating = row.rating.as_deref().and_then(|printed| {
        let printed = PrintedRating::of(printed);
        let rating = judge.table.convert(&printed, None).ok()?;
        let by_curve = judge.table.probability(&rating);
        Some((rating, by_curve))
    });
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a share of a number of reviews, which the ledger holds below ten million"
    )]
    let positive = (row.positive * row.reviews as f64).round() as u64;
    KnownVerdicts {
        critic: row.critic.as_deref(),
        outlet: row.outlet.as_deref(),
        rating,
        positive,
        negative: row.reviews.saturating_sub(positive),
    }
}

fn known_of<'a>(judge: &Judge, count: &'a KnownCount) -> KnownVerdicts<'a> {
    let rating = count.rating.as_ref().map(|(scale, value)| {
        let rating = ConvertedRating {
            value: *value,
            scale: scale.clone(),
            why: None,
        };
        let by_curve = judge.table.probability(&rating);
        (rating, by_curve)
    });
    KnownVerdicts {
        critic: count.critic_name.as_deref(),
        outlet: count.outlet_name.as_deref(),
        rating,
        positive: count.positive,
        negative: count.negative,
    }
}

/// The last word of editors on each verdict that the machine was not sure of, with what it gave.
///
/// Cases in which rating and text contradict one another are left out: they are picked for being
/// odd, and would teach that sure verdicts are wrong.
async fn settled_verdicts(ledger: &Ledger) -> Result<Vec<SettledVerdict>, IngestError> {
    let mut last: BTreeMap<ReviewId, Option<(SettledVerdict, Option<Seq>)>> = BTreeMap::new();
    ledger
        .each_settled_case(&mut |case| {
            if let Some(said) = said_of(&case) {
                last.insert(case.settled.review, said);
            }
        })
        .await?;
    let mut corrections: BTreeMap<Seq, (f64, f64)> = BTreeMap::new();
    let mut settled = Vec::new();
    for (mut verdict, lesson) in last.into_values().flatten() {
        if let Some(entry) = lesson {
            verdict.correction = match corrections.entry(entry) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(unknown) => {
                    let found = ledger.entry(entry).await?;
                    let learned = found.map(|it| it.body);
                    let correction = if let Some(EntryBody::JudgeLearned(it)) = learned {
                        it.correction
                    } else {
                        (0.0, 1.0)
                    };
                    *unknown.insert(correction)
                }
            };
        }
        settled.push(verdict);
    }
    Ok(settled)
}

/// What a decision says of the verdict that the machine gave, and the lesson that was in it. The
/// outer none: nothing; the inner: what was said before holds no longer.
#[expect(
    clippy::option_option,
    reason = "saying nothing is not the same as taking something back"
)]
fn said_of(case: &SettledCase) -> Option<Option<(SettledVerdict, Option<Seq>)>> {
    let verdict = case.read.verdict.as_ref()?;
    let by_machine = matches!(verdict.basis, Basis::Rating | Basis::Model);
    let odd = case
        .read
        .standing
        .reasons()
        .contains(&Reason::RatingAgainstText);
    if !by_machine || odd {
        return None;
    }
    let positive = match &case.settled.decision {
        Decision::Verdict(positive) => *positive,
        Decision::Confirm(reasons) if reasons.contains(&Reason::VerdictUnsure) => {
            verdict.p.is_positive()
        }
        Decision::ClearVerdict => return Some(None),
        Decision::Reopen(reasons) if reasons.contains(&Reason::VerdictUnsure) => {
            return Some(None);
        }
        _ => return None,
    };
    let lesson = verdict
        .made_by
        .split(' ')
        .find_map(|version| version.strip_prefix("learned-")?.parse().ok())
        .map(Seq);
    let settled = SettledVerdict {
        p: verdict.p,
        correction: (0.0, 1.0),
        positive,
    };
    Some(Some((settled, lesson)))
}

/// Fewer new known verdicts than this teach nothing new.
const FEWEST: u64 = 50;

/// Learns anew where the verdicts known have grown by a tenth since the last lesson, `stated` of
/// them just now; gives the entry.
///
/// # Errors
/// [`IngestError`] where the record does not answer.
pub async fn learn_if_due(
    ledger: &Ledger,
    stated: u64,
    clock: Clock,
) -> Result<Option<Seq>, IngestError> {
    if !is_learning_due(ledger, stated).await? {
        return Ok(None);
    }
    learn(ledger, clock).await.map(Some)
}

/// Whether the verdicts known have grown by a tenth since the last lesson, `stated` of them just now.
///
/// # Errors
/// [`IngestError`] where the record does not answer.
pub async fn is_learning_due(ledger: &Ledger, stated: u64) -> Result<bool, IngestError> {
    let last = ledger.learned().await?;
    let (since, known) = last.map_or((Seq(0), 0), |(entry, learned)| (entry, learned.known));
    let new = stated + ledger.settled_since(since).await?;
    Ok(new >= FEWEST.max(known / 10))
}

/// Learns from everything the record knows, and enters it.
///
/// # Errors
/// [`IngestError`] where the record does not answer.
pub async fn learn(ledger: &Ledger, clock: Clock) -> Result<Seq, IngestError> {
    let (actor, entry_body) = Lesson::of_record(ledger).await?.entry();
    let mut transaction = ledger.begin().await?;
    let entry = transaction.enter(clock(), &actor, entry_body)?;
    transaction.commit().await?;
    Ok(entry)
}
