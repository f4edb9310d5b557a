//! `ovation score` and `ovation receipt`.

use super::Common;
use crate::cli::{QuestionArgs, RankingArgs, ScoreArgs};
use crate::printer::{self, Outcome, counted};
use anyhow::{Context as _, bail};
use ovation_desk::{film_like as find, outlet_called, panel_called};
use ovation_ledger::{Head, Ledger, Opening};
use ovation_score::{Board, Fate, Formula, Leniencies, OutletWeights, Question, Score};
use ovation_terms::{Ballot, Breakdown, FilmRecord, LeaningHeld, Moment, Seq, WorkKind};
use serde::Serialize;

/// What a question needs from the record.
struct ScoreQuestion {
    film: FilmRecord,
    ballots: Vec<Ballot>,
    question: Question,
    head: Head,
    /// Whether the record knew the film then.
    is_known: bool,
    /// Of the whole record, where the adjusted approval is asked for.
    leniencies: Option<Leniencies>,
    /// How critics and outlets lean, as operators had brought it in by then.
    leanings: Vec<LeaningHeld>,
}

/// The ledger's head as it stood at a moment, or now.
async fn head_at(ledger: &Ledger, known_at: Option<Moment>) -> anyhow::Result<Head> {
    let Some(known_at) = known_at else {
        return Ok(ledger.head().await?);
    };
    Ok(ledger.head_at(ledger.seq_at(known_at).await?).await?)
}

async fn ask(common: &Common, args: &QuestionArgs) -> anyhow::Result<ScoreQuestion> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let film = find(&ledger, &args.film).await?;
    let head = head_at(&ledger, args.known_at).await?;
    let then = ledger.film_then(film.id, head.seq).await?;
    let is_known = then.is_some();
    let (film, ballots) = then.unwrap_or_else(|| (film, Vec::new()));
    let mut weights = OutletWeights::new();
    for one in &args.weights {
        let (outlet, weight) = one
            .rsplit_once('=')
            .and_then(|(outlet, weight)| Some((outlet, weight.trim().parse::<f64>().ok()?)))
            .filter(|(_, weight)| weight.is_finite() && *weight >= 0.0)
            .with_context(|| format!("expected a weight like `Meridian=2`, found `{one}`"))?;
        weights.insert(outlet_called(&ledger, outlet).await?, weight);
    }
    if args.formula == Formula::WeightedScore && weights.is_empty() {
        weights = ledger.outlet_weights(Some(head.seq)).await?;
    }
    let question = Question {
        as_of: args.as_of,
        known_at: args.known_at,
        formula: args.formula,
        panel: panel_called(&ledger, &args.panel).await?,
        weights,
    };
    let leniencies = if args.formula == Formula::AdjustedApproval {
        // As known and published then: a fit of last March never sees April.
        let mut votes = Vec::new();
        ledger
            .each_vote(Some(head.seq), &mut |vote| votes.push(vote))
            .await?;
        ovation_score::fit(&ovation_score::signed_verdicts(votes, args.as_of))
    } else {
        None
    };
    Ok(ScoreQuestion {
        film,
        ballots,
        question,
        head,
        is_known,
        leniencies,
        leanings: ledger.leanings(Some(head.seq)).await?.rows(),
    })
}

impl ScoreQuestion {
    fn score(&self) -> Score {
        let mut score = ovation_score::score(&self.ballots, &self.question);
        if let Some(leniencies) = &self.leniencies {
            score.adjusted = ovation_score::adjusted(&self.ballots, &self.question, leniencies);
        }
        score
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    film: &'a FilmRecord,
    as_of: Option<ovation_terms::Day>,
    known_at: Option<String>,
    head: Seq,
    formula: Formula,
    #[serde(skip_serializing_if = "Option::is_none")]
    panel: Option<String>,
    score: &'a Score,
    #[serde(skip_serializing_if = "Option::is_none")]
    timeline: Option<Vec<ovation_score::Point>>,
}

/// Prints a film's score.
pub(crate) async fn run(common: &Common, args: ScoreArgs) -> anyhow::Result<Outcome> {
    let asked = ask(common, &args.question).await?;
    let score = asked.score();
    let timeline = args
        .timeline
        .then(|| ovation_score::timeline(&asked.ballots, &asked.question));
    if common.json {
        printer::json(&Answer {
            film: &asked.film,
            as_of: args.question.as_of,
            known_at: args.question.known_at.map(|moment| moment.to_string()),
            head: asked.head.seq,
            formula: asked.question.formula,
            panel: (!asked.question.panel.is_everybody()).then(|| asked.question.panel.to_string()),
            score: &score,
            timeline,
        })?;
        return Ok(Outcome::Done);
    }
    printer::line(asked.film.titled());
    if !asked.question.panel.is_everybody() {
        printer::line(format!("  by the panel {}", asked.question.panel));
    }
    print_score(&score, asked.question.formula);
    for line in breakdown(&asked.ballots, &asked.question).lines() {
        printer::line(format!("  {line}"));
    }
    if let Some(as_of) = args.question.as_of {
        printer::line(format!("  published by {as_of}"));
    }
    if let Some(known_at) = args.question.known_at {
        printer::line(format!("  known at {known_at} (entry {})", asked.head.seq));
    }
    for point in timeline.unwrap_or_default() {
        printer::line(format!(
            "  {}  {:>5.1} %  ({:.1} to {:.1})  of {}",
            point.day, point.percent, point.low, point.high, point.n
        ));
    }
    Ok(Outcome::Done)
}

fn print_score(score: &Score, formula: Formula) {
    match &score.approval {
        Some(approval) if score.headline => printer::line(format!(
            "  approval {:.0} %  (90 % interval {:.0} to {:.0}), {} of {} for",
            approval.percent,
            approval.low,
            approval.high,
            score.positives,
            counted(score.n, "review", "reviews")
        )),
        Some(approval) => printer::line(format!(
            "  {} of {} for; too few for a score (90 % interval {:.0} to {:.0})",
            score.positives,
            counted(score.n, "review", "reviews"),
            approval.low,
            approval.high
        )),
        None => printer::line("  no review counts yet"),
    }
    if let Some(average) = &score.average {
        printer::line(format!(
            "  average rating {:.1} of 10, from {} with a rating",
            average.mean, average.rated
        ));
    }
    match (&score.weighted, formula) {
        (Some(weighted), _) => printer::line(format!(
            "  weighted score {:.0} of 100, from {} with a rating; {} had none",
            weighted.score, weighted.rated, weighted.unrated
        )),
        (None, Formula::WeightedScore) => {
            printer::line("  no weighted score: no review in the score has a rating and a weight");
        }
        _ => {}
    }
    match (&score.adjusted, formula) {
        (Some(adjusted), _) => printer::line(format!(
            "  adjusted approval {:.0} %  (90 % interval {:.0} to {:.0}), from {}",
            adjusted.percent,
            adjusted.low,
            adjusted.high,
            counted(adjusted.signed, "signed review", "signed reviews")
        )),
        (None, Formula::AdjustedApproval) => {
            printer::line("  no adjusted approval: no signed review is in the score");
        }
        _ => {}
    }
    if let Some(spread) = &score.spread {
        let word = spread
            .word
            .map_or_else(String::new, |word| format!(": critics are {word}"));
        printer::line(format!(
            "  ratings lie {:.1} of 10 apart (90 % interval {:.1} to {:.1}){word}",
            spread.deviation, spread.low, spread.high
        ));
        let tenths: Vec<String> = score.histogram.iter().map(ToString::to_string).collect();
        printer::line(format!(
            "  ratings in tenths of the scale, worst first: {}",
            tenths.join(" ")
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
}

/// Why reviews wait or are out, each review in one line.
fn breakdown(ballots: &[Ballot], question: &Question) -> Breakdown {
    let mut groups = Breakdown::default();
    for (place, fate) in ovation_score::fates(ballots, question) {
        let Some(state) = fate.state() else { continue };
        if let Fate::Out(reasons) = &fate {
            groups.add(state, reasons.iter().copied(), 1);
        } else {
            let own = ballots.get(place).map(|ballot| ballot.standing.reasons());
            groups.add(state, own.unwrap_or_default().iter().copied(), 1);
        }
    }
    groups
}

/// Prints a film's receipt.
pub(crate) async fn receipt(common: &Common, args: QuestionArgs) -> anyhow::Result<Outcome> {
    let asked = ask(common, &args).await?;
    let head = asked.head;
    let made = match head.at {
        Some(at) if asked.is_known => at,
        _ => bail!(
            "the record did not know {} then (at entry {}): there is nothing to give a receipt of",
            asked.film.titled(),
            head.seq
        ),
    };
    let mut receipt = ovation_score::receipt(
        &asked.film,
        &asked.ballots,
        &asked.question,
        (head.seq, head.hash),
        made,
    );
    if let Some(leniencies) = &asked.leniencies {
        receipt.adjust(leniencies);
    }
    receipt.lean(&asked.leanings);
    if common.json {
        printer::json(&receipt)?;
    } else {
        printer::pretty_json(&receipt)?;
    }
    Ok(Outcome::Done)
}

#[derive(Serialize)]
struct Ranked<'a> {
    rank: usize,
    film: &'a FilmRecord,
    score: &'a Score,
}

/// Prints the ranking of films by the lower end of their interval.
pub(crate) async fn ranking(common: &Common, args: RankingArgs) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let head = head_at(&ledger, args.known_at).await?;
    let mut votes = Vec::new();
    let (kind, series) = (WorkKind::from(args.kind), ledger.reviewed_series().await?);
    let is_of_kind = |film| series.get(&film).copied().unwrap_or_default() == kind;
    ledger
        .each_vote(Some(head.seq), &mut |vote| {
            if !is_of_kind(vote.film) {
                return;
            }
            if args.as_of.is_none_or(|as_of| vote.day <= as_of) {
                votes.push(vote);
            }
        })
        .await?;
    let board = Board::new(votes);
    let mut ranking = board.ranking();
    ranking.truncate(args.limit);
    let ids: Vec<_> = ranking.iter().map(|(film, _)| *film).collect();
    let films = ledger.films(&ids).await?;
    for (rank, (film, score)) in (1..).zip(ranking) {
        let Some(film) = films.get(&film) else {
            continue;
        };
        if common.json {
            printer::json(&Ranked { rank, film, score })?;
        } else if let Some(approval) = &score.approval {
            printer::line(format!(
                "{rank:>4}  {:>3.0} %  ({:.0} to {:.0}), {}  {}",
                approval.percent,
                approval.low,
                approval.high,
                counted(score.n, "review", "reviews"),
                film.titled()
            ));
        }
    }
    Ok(Outcome::Done)
}
