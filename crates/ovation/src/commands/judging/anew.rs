//! `ovation judging anew`: the record's reviews by the models, rules and habits that hold now.

use crate::cli::JudgeArgs;
use crate::clock;
use crate::commands::Common;
use crate::judging::asked;
use crate::printer::{self, Outcome, counted, grouped};
use indicatif::{ProgressBar, ProgressStyle};
use ovation_desk::{MovedScore, film_like as find, moved_scores};
use ovation_ingest::{Judging, learn_if_stale, likely_by_site, site_answers};
use ovation_judge::{Case, Habits, SiteAnswers};
use ovation_ledger::{Ledger, MachineJudged, Opening, Transaction};
use ovation_terms::{
    Actor, EntryBody, LikelyBySite, Reason, ReviewId, ReviewJudged, ReviewRead, Standing,
};
use rayon::prelude::*;
use serde_json::json;

/// Reviews that are read, judged and entered together.
const TOGETHER: u32 = 1_000;

/// Texts that are read together, by one core.
const TEXTS_AT_ONCE: usize = 32;

/// What the record knows that judging goes by.
struct Known {
    habits: Habits,
    answers: SiteAnswers,
}

impl Known {
    /// What people's answers about other pages of its site make of a page that was asked about, and
    /// whether it is none by them.
    fn of_site(&self, read: &ReviewRead) -> (Option<LikelyBySite>, bool) {
        let finding = &read.finding;
        let by_site = likely_by_site(&self.answers, finding);
        let none = finding.likely.as_ref().map(|likely| likely.none);
        let is_asked = finding.doubt.is_some();
        let p = by_site.as_ref().map(|by_site| by_site.p);
        let is_none = is_asked && p.zip(none).is_some_and(|(p, none)| p <= none);
        (by_site, is_none)
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    /// Reviews gone through.
    looked_at: u64,
    /// Reviews whose verdict, rating or reasons came out otherwise.
    changed: u64,
    /// Reviews whose words were deleted: they stay as they are.
    without_words: u64,
}

/// Judges anew, in batches that are durable each.
pub(super) async fn run(
    common: &Common,
    film: Option<&str>,
    judge: &JudgeArgs,
    dry_run: bool,
) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    if !dry_run {
        learn_if_stale(&ledger, clock::now).await?;
    }
    let judging = Judging::of_record(&ledger, asked(judge)?).await?;
    let known = Known {
        habits: habits_of(&ledger).await?,
        answers: site_answers(&ledger).await?,
    };
    let film = match film {
        Some(words) => Some(find(&ledger, words).await?.id),
        None => None,
    };
    let version = judging
        .judge
        .text_version()
        .unwrap_or_else(|| judging.judge.mix.version.clone());
    let actor = Actor::model(&version);
    let bar = progress(common.json);
    let mut counts = Counts::default();
    let mut after = ReviewId(0);
    // A dry run's one transaction, which is never committed.
    let mut held: Option<Transaction> = None;
    loop {
        let batch = ledger.judged_by_machine(after, film, TOGETHER).await?;
        let Some(last) = batch.last() else { break };
        after = last.review;
        let judged = judge_batch(&ledger, &judging, &known, &batch, &mut counts).await?;
        bar.set_position(counts.looked_at);
        if judged.is_empty() {
            continue;
        }
        let mut transaction = match held.take() {
            Some(transaction) => transaction,
            None => ledger.begin().await?,
        };
        for judged in judged {
            let entry_body = EntryBody::ReviewJudged(Box::new(judged));
            transaction.enter(clock::now(), &actor, entry_body)?;
        }
        if dry_run {
            held = Some(transaction);
        } else {
            transaction.commit().await?;
        }
    }
    bar.finish_and_clear();
    let moved = match held {
        Some(transaction) => moved_scores(&ledger, &transaction.preview().await?.films).await?,
        None => Vec::new(),
    };
    tell(common, &ledger, counts, &moved, dry_run).await?;
    Ok(Outcome::Done)
}

async fn habits_of(ledger: &Ledger) -> anyhow::Result<Habits> {
    let mut habits = Habits::new();
    for habit in ledger.scale_habits().await? {
        habits.note_many(
            habit.critic_name.as_deref(),
            habit.outlet_name.as_deref(),
            &habit.scale,
            habit.count,
        );
    }
    Ok(habits)
}

/// Judges a batch side by side; gives what came out otherwise.
async fn judge_batch(
    ledger: &Ledger,
    judging: &Judging,
    known: &Known,
    batch: &[MachineJudged],
    counts: &mut Counts,
) -> anyhow::Result<Vec<ReviewJudged>> {
    let versions: Vec<_> = batch.iter().map(|it| (it.review, it.entry)).collect();
    let mut readings = ledger.readings(&versions).await?;
    let found: Vec<(&MachineJudged, ReviewRead)> = batch
        .iter()
        .filter_map(|it| Some((it, readings.remove(&it.review)?)))
        .collect();
    counts.looked_at += found.len() as u64;
    // Where the digest of the words still stands, the words are gone.
    let (whole, without): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|(_, read)| read.words.is_none());
    counts.without_words += without.len() as u64;
    let judged: Vec<Vec<ReviewJudged>> = whole
        .par_chunks(TEXTS_AT_ONCE)
        .map(|found| {
            let cases: Vec<Case<'_>> = found.iter().map(|(_, it)| Case::of(&it.finding)).collect();
            let texts = judging.judge.read_texts(&cases);
            let each = found.iter().zip(&cases).zip(&texts);
            each.filter_map(|(((it, read), case), text)| {
                let published = read.finding.published.as_ref().map(|day| day.value);
                let own = judging.rules.of(it.critic, it.outlet, published);
                let case = Case {
                    own: Some(&own),
                    ..*case
                };
                let judgement = judging.judge.judge_read(&case, &known.habits, text);
                let (by_site, is_none) = known.of_site(read);
                let mut standing = Standing::new(judgement.reasons);
                if is_none {
                    standing.add(Reason::NotAReview);
                }
                let judged = ReviewJudged {
                    review: it.review,
                    source: read.source,
                    rating: judgement.rating,
                    rating_complaint: judgement.rating_complaint,
                    verdict: judgement.verdict,
                    standing,
                    by_site,
                    words: None,
                };
                differs(read, &judged).then_some(judged)
            })
            .collect()
        })
        .collect();
    let judged: Vec<ReviewJudged> = judged.into_iter().flatten().collect();
    counts.changed += judged.len() as u64;
    Ok(judged)
}

/// Whether a judgement says otherwise than the one that holds. Another version alone does not.
fn differs(read: &ReviewRead, judged: &ReviewJudged) -> bool {
    let verdict = |verdict: &Option<ovation_terms::Verdict>| {
        let verdict = verdict.as_ref()?;
        Some((verdict.p.get().to_bits(), verdict.basis))
    };
    let mut reasons = read.standing.clone();
    reasons.settle(|reason: Reason| !reason.is_judged());
    verdict(&read.verdict) != verdict(&judged.verdict)
        || read.rating != judged.rating
        || reasons != judged.standing
}

async fn tell(
    common: &Common,
    ledger: &Ledger,
    counts: Counts,
    moved: &[MovedScore],
    dry_run: bool,
) -> anyhow::Result<()> {
    if common.json {
        return printer::json(&json!({
            "looked_at": counts.looked_at,
            "changed": counts.changed,
            "without_words": counts.without_words,
            "dry_run": dry_run,
            "films": moved,
        }));
    }
    for moved in moved {
        printer::line(moved.told(ledger.film(moved.film).await?.as_ref()));
    }
    let would = if dry_run { "would come" } else { "came" };
    printer::line(format!(
        "{} judged anew, {} {would} out otherwise",
        counted(counts.looked_at, "review", "reviews"),
        grouped(counts.changed)
    ));
    if counts.without_words > 0 {
        printer::line(format!(
            "left as judged, for the words were deleted: {}",
            counted(counts.without_words, "review", "reviews")
        ));
    }
    if dry_run {
        printer::note("dry run: nothing was written");
    }
    Ok(())
}

fn progress(quiet: bool) -> ProgressBar {
    if quiet || !printer::is_watched() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::no_length();
    let style = ProgressStyle::with_template("{spinner} {human_pos} reviews, {per_sec}, {elapsed}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar
}
