//! `ovation read`: what a source says, without a record.

use super::Common;
use super::ingest::{date_order, fetcher_for, mapping, origins_of};
use crate::cli::ReadArgs;
use crate::ingest::{Piece, ProduceSettings, produce};
use crate::printer::{self, Outcome};
use ovation_gather::GatherLimits;
use ovation_judge::{Case, Habits, Judge, RatingTable};
use ovation_read::ReadLimits;
use ovation_terms::{Evidence, ReviewFinding, Sourced, excerpt};
use serde_json::json;
use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError};

/// Reads the sources and prints what they say.
pub(crate) async fn run(common: &Common, args: ReadArgs) -> anyhow::Result<Outcome> {
    let origins = origins_of(&args.sources)?;
    let habits = Arc::new(Mutex::new(Habits::default()));
    let settings = ProduceSettings {
        map: mapping(&args.table.map)?,
        ids_of: args.table.ids_of.clone(),
        date_order: date_order(args.table.dates),
        follow_items: args.fetch.follow_items,
        fetcher: fetcher_for(&origins, args.fetch.follow_items, args.fetch.allow_private)?,
        gather_limits: GatherLimits::default(),
        read_limits: ReadLimits::default(),
        habits: Arc::clone(&habits),
        ratings: RatingTable::bundled().clone(),
    };
    let (sender, mut receiver) = tokio::sync::mpsc::channel(2);
    let runtime = tokio::runtime::Handle::current();
    let producer = tokio::task::spawn_blocking(move || {
        // The channel only closes early when printing has ended.
        let _gone = produce(origins, &settings, &runtime, &sender);
    });
    let judge = Judge::bundled();
    let mut left_out = 0_u64;
    while let Some(pieces) = receiver.recv().await {
        for piece in pieces {
            left_out += u64::from(!matches!(piece, Piece::Source(_) | Piece::Review(_)));
            let habits = habits.lock().unwrap_or_else(PoisonError::into_inner);
            if common.json {
                as_json(&piece, &judge, &habits)?;
            } else {
                as_text(&piece, &judge, &habits);
            }
        }
    }
    producer.await?;
    Ok(if left_out > 0 {
        Outcome::Partly
    } else {
        Outcome::Done
    })
}

fn as_json(piece: &Piece, judge: &Judge, habits: &Habits) -> anyhow::Result<()> {
    printer::json(&match piece {
        Piece::Source(begun) => json!({ "source": begun.facts }),
        Piece::Review(found) => {
            let judgement = judge.judge(&Case::of(&found.finding), habits);
            json!({
                "review": found.finding,
                "complaints": found.complaints,
                "rating": judgement.rating,
                "rating_complaint": judgement.rating_complaint,
                "verdict": judgement.verdict,
                "reasons": judgement.reasons,
            })
        }
        Piece::Unreadable(complaint) => json!({ "unreadable": complaint }),
        Piece::Missed(missed) => {
            json!({ "missed": missed.address, "complaint": missed.complaint })
        }
    })
}

fn as_text(piece: &Piece, judge: &Judge, habits: &Habits) {
    match piece {
        Piece::Source(begun) => printer::line(&begun.facts.address),
        Piece::Unreadable(complaint) => printer::line(format!("  not read: {complaint}")),
        Piece::Missed(missed) => {
            printer::line(format!(
                "{}\n  not read: {}",
                missed.address, missed.complaint
            ));
        }
        Piece::Review(found) => {
            print_finding(&found.finding);
            let judgement = judge.judge(&Case::of(&found.finding), habits);
            if let Some(verdict) = &judgement.verdict {
                printer::line(format!(
                    "    verdict    p = {:.2} by {} ({}) {}",
                    verdict.p.get(),
                    verdict.basis,
                    verdict.made_by,
                    verdict.why
                ));
            }
            if let Some(complaint) = &judgement.rating_complaint {
                printer::line(format!("    rating not converted: {complaint}"));
            }
            for reason in &judgement.reasons {
                printer::line(format!("    waits      {}", reason.sentence()));
            }
            for complaint in &found.complaints {
                printer::line(format!("    note       {complaint}"));
            }
        }
    }
}

fn print_finding(finding: &ReviewFinding) {
    printer::line("  review");
    print_value("film", finding.film.title.as_ref());
    print_value("original", finding.film.original_title.as_ref());
    print_value("year", finding.film.year.as_ref());
    for director in &finding.film.directors {
        print_value("director", Some(director));
    }
    for key in &finding.film.keys {
        printer::line(format!("    id         {key}"));
    }
    for critic in &finding.critics {
        print_value("critic", Some(critic));
    }
    print_value("outlet", finding.outlet.as_ref());
    print_value("published", finding.published.as_ref());
    let rating = finding
        .rating
        .clone()
        .map(|rating| rating.map(|printed| printed.printed));
    print_value("rating", rating.as_ref());
    let stated = finding
        .stated
        .clone()
        .map(|stated| stated.map(|is_for| if is_for { "for" } else { "against" }));
    print_value("stated", stated.as_ref());
    print_value("url", finding.url.as_ref());
    print_value("headline", finding.headline.as_ref());
    if let Some(text) = &finding.text {
        printer::line(format!("    text       {}", excerpt(&text.value, 40)));
    }
}

fn print_value<T: Display>(name: &str, value: Option<&Sourced<T>>) {
    if let Some(sourced) = value {
        let place = match &sourced.evidence {
            Evidence::Words {
                quote, start, end, ..
            } => {
                format!(
                    "bytes {start} to {end}: \u{201c}{}\u{201d}",
                    excerpt(quote, 12)
                )
            }
            Evidence::Markup { format, path, .. } => format!("{format} {path}"),
            Evidence::Cell { row, column } => format!("row {row}, column {column}"),
            Evidence::Address { .. } => "the address".to_owned(),
        };
        printer::line(format!("    {name:<10} {}   [{place}]", sourced.value));
    }
}
