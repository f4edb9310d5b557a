//! `ovation score` and `ovation receipt`.

use super::Common;
use super::films::{find, named};
use crate::cli::{QuestionArgs, ScoreArgs};
use crate::clock;
use crate::printer::{self, Outcome};
use ovation_ledger::{Ledger, Opening};
use ovation_score::{Question, Score};
use ovation_terms::{Ballot, FilmRecord, Hash, Seq};
use serde::Serialize;

/// What a question needs from the record.
struct Asked {
    film: FilmRecord,
    ballots: Vec<Ballot>,
    question: Question,
    head: (Seq, Hash),
}

async fn ask(common: &Common, args: &QuestionArgs) -> anyhow::Result<Asked> {
    let ledger = Ledger::open(&common.record, Opening::ReadOnly).await?;
    let film = find(&ledger, &args.film).await?;
    let head = if let Some(known_at) = args.known_at {
        let seq = ledger.seq_at(known_at).await?;
        (
            seq,
            ledger
                .entry(seq)
                .await?
                .map_or(Hash::ZERO, |entry| entry.hash),
        )
    } else {
        let head = ledger.head().await?;
        (head.seq, head.hash)
    };
    let ballots = ledger.ballots_of_film(film.id, Some(head.0)).await?;
    let question = Question {
        as_of: args.as_of,
        known_at: args.known_at,
        ..Question::default()
    };
    Ok(Asked {
        film,
        ballots,
        question,
        head,
    })
}

#[derive(Serialize)]
struct Answer<'a> {
    film: &'a FilmRecord,
    as_of: Option<ovation_terms::Day>,
    known_at: Option<String>,
    head: Seq,
    score: &'a Score,
    #[serde(skip_serializing_if = "Option::is_none")]
    timeline: Option<Vec<ovation_score::Point>>,
}

/// Prints a film's score.
pub(crate) async fn run(common: &Common, args: ScoreArgs) -> anyhow::Result<Outcome> {
    let asked = ask(common, &args.question).await?;
    let score = ovation_score::score(&asked.ballots, &asked.question);
    let timeline = args
        .timeline
        .then(|| ovation_score::timeline(&asked.ballots, &asked.question));
    if common.json {
        printer::json(&Answer {
            film: &asked.film,
            as_of: args.question.as_of,
            known_at: args.question.known_at.map(|moment| moment.to_string()),
            head: asked.head.0,
            score: &score,
            timeline,
        })?;
        return Ok(Outcome::Done);
    }
    printer::line(named(&asked.film));
    print_score(&score);
    if let Some(as_of) = args.question.as_of {
        printer::line(format!("  published by {as_of}"));
    }
    if let Some(known_at) = args.question.known_at {
        printer::line(format!("  known at {known_at} (entry {})", asked.head.0));
    }
    for point in timeline.unwrap_or_default() {
        printer::line(format!(
            "  {}  {:>5.1} %  ({:.1} to {:.1})  of {}",
            point.day, point.percent, point.low, point.high, point.n
        ));
    }
    Ok(Outcome::Done)
}

fn print_score(score: &Score) {
    match &score.approval {
        Some(approval) if score.headline => printer::line(format!(
            "  approval {:.0} %  (90 % interval {:.0} to {:.0}), {} of {} reviews for",
            approval.percent, approval.low, approval.high, score.positives, score.n
        )),
        Some(approval) => printer::line(format!(
            "  {} of {} reviews for; too few for a score (90 % interval {:.0} to {:.0})",
            score.positives, score.n, approval.low, approval.high
        )),
        None => printer::line("  no review counts yet"),
    }
    if let Some(average) = &score.average {
        printer::line(format!(
            "  average rating {:.1} of 10, from {} with a rating",
            average.mean, average.rated
        ));
    }
    printer::line(format!(
        "  found {} = counted {} + waiting {} + excluded {}{}",
        score.found,
        score.counted,
        score.waiting,
        score.excluded,
        if score.unsure > 0 {
            format!(
                "; {} of the waiting count in the meantime, unsure",
                score.unsure
            )
        } else {
            String::new()
        }
    ));
    for (reason, count) in &score.reasons {
        printer::line(format!("    {count} {reason}"));
    }
}

/// Prints a film's receipt.
pub(crate) async fn receipt(common: &Common, args: QuestionArgs) -> anyhow::Result<Outcome> {
    let asked = ask(common, &args).await?;
    let receipt = ovation_score::receipt(
        &asked.film,
        &asked.ballots,
        &asked.question,
        asked.head,
        clock::now(),
    );
    printer::line(if common.json {
        serde_json::to_string(&receipt)?
    } else {
        serde_json::to_string_pretty(&receipt)?
    });
    Ok(Outcome::Done)
}
