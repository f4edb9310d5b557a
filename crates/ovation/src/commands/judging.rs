//! `ovation judging`: how a record's verdicts are made.

mod anew;
mod leanings;
mod rule;

use super::Common;
use super::change::enter;
use crate::cli::{ByArgs, JudgeArgs, JudgingCommand};
use crate::clock;
use crate::judging::asked;
use crate::printer::{self, Outcome, counted, grouped};
use anyhow::bail;
use ovation_ingest::{Judging, Lesson, learn};
use ovation_ledger::Opening;
use ovation_terms::{EntryBody, JudgingSet};
use serde_json::json;

/// Runs one of them.
pub(crate) async fn run(common: &Common, command: JudgingCommand) -> anyhow::Result<Outcome> {
    match command {
        JudgingCommand::Show => show(common).await,
        JudgingCommand::Set {
            text_model,
            accepted_error,
            by,
        } => {
            let wanted = JudgeArgs {
                text_model,
                accepted_error,
            };
            set(common, &wanted, &by).await
        }
        JudgingCommand::Rule(args) => rule::run(common, &args).await,
        JudgingCommand::Learn { dry_run } => teach(common, dry_run).await,
        JudgingCommand::Import { file, by } => leanings::import(common, &file, &by).await,
        JudgingCommand::Leanings => leanings::list(common).await,
        JudgingCommand::Anew {
            film,
            judge,
            dry_run,
        } => anew::run(common, film.as_deref(), &judge, dry_run).await,
    }
}

async fn show(common: &Common) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let set = JudgingSet::USUAL.then(ledger.judging(None).await?);
    let Judging { judge, .. } = Judging::of_record(&ledger, JudgingSet::default()).await?;
    let rules = ledger.rating_rules(None).await?;
    let learned = ledger.learned().await?;
    let brought_in = ledger.leanings(None).await?.rows().len();
    let bounds = judge.bounds();
    if common.json {
        let lesson = learned.as_ref().map(|(entry, learned)| {
            json!({
                "entry": entry,
                "known": learned.known,
                "settled": learned.settled,
                "correction": learned.correction,
            })
        });
        printer::json(&json!({
            "text_reader": set.text_reader,
            "accepted_error": set.accepted_error,
            "rating_table": judge.table.version(),
            "text_model": judge.text_version(),
            "mix": judge.mix.version,
            "waits_between": [bounds.low, bounds.high],
            "rules": rules,
            "learned": lesson,
            "leanings_brought_in": brought_in,
        }))?;
        return Ok(Outcome::Done);
    }
    let models = judge.text_version();
    printer::line(format!("ratings by {}", judge.table.version()));
    printer::line(match models {
        Some(models) => format!("texts by {models}"),
        None => "texts are not read".to_owned(),
    });
    printer::line(format!("weighed by {}", judge.mix.version));
    printer::line(format!(
        "settled alone outside {:.3} to {:.3}, by an accepted error of {:.1} %",
        bounds.low,
        bounds.high,
        100.0 * judge.accepted_error
    ));
    match &learned {
        Some((entry, learned)) => printer::line(format!(
            "learned by entry {entry} from {} known verdicts; {} settled cases correct the \
             log-odds to {:.2} + {:.2} times",
            grouped(learned.known),
            grouped(learned.settled),
            learned.correction.0,
            learned.correction.1
        )),
        None => printer::line("nothing learned from this record's own verdicts yet"),
    }
    if brought_in > 0 {
        printer::line(format!(
            "{} leanings of critics and outlets brought in; `ovation judging leanings` lists them",
            grouped(brought_in as u64)
        ));
    }
    for rule in &rules {
        printer::line(rule.sentence());
    }
    Ok(Outcome::Done)
}

async fn set(common: &Common, wanted: &JudgeArgs, by: &ByArgs) -> anyhow::Result<Outcome> {
    if !(by.reason.is_empty() && by.note.is_empty()) {
        bail!(
            "how verdicts are made is set without words beside it; leave out --reason and --note"
        );
    }
    let set = asked(wanted)?;
    if set == JudgingSet::default() {
        bail!("say what to set: --text-model MODEL or --accepted-error SHARE");
    }
    let ledger = common.open(Opening::Existing).await?;
    enter(&ledger, common.json, by, vec![EntryBody::JudgingSet(set)]).await
}

async fn teach(common: &Common, dry_run: bool) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    let lesson = Lesson::of_record(&ledger).await?;
    let entry = if dry_run {
        None
    } else {
        Some(learn(&ledger, clock::now).await?)
    };
    let (constant, slope) = lesson.learned.correction;
    if common.json {
        printer::json(&json!({
            "dry_run": dry_run,
            "entry": entry,
            "known": lesson.known,
            "settled": lesson.settled,
            "leanings": lesson.learned.history.len(),
            "correction": [constant, slope],
        }))?;
        return Ok(Outcome::Done);
    }
    printer::line(format!(
        "{} {} of critics and outlets",
        counted(lesson.known, "known verdict gives", "known verdicts give"),
        counted(lesson.learned.history.len() as u64, "leaning", "leanings")
    ));
    printer::line(format!(
        "{} the log-odds to {constant:.3} + {slope:.3} times",
        counted(
            lesson.settled,
            "settled case corrects",
            "settled cases correct"
        )
    ));
    match entry {
        Some(entry) => printer::line(format!(
            "entry {entry}; `ovation judging anew` judges earlier reviews by it"
        )),
        None => printer::note("dry run: nothing was written"),
    }
    Ok(Outcome::Done)
}
