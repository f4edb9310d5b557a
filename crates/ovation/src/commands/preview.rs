//! `ovation ingest --preview`: how sources are understood, before anything is entered.

use super::Common;
use super::ingest::{Plan, ingest_watched, outcome_of};
use crate::printer::{self, Outcome, grouped};
use anyhow::Context;
use ovation_ingest::Judging;
use ovation_ingest::{CreatedNames, Origin, Piece, Summary, TableTold};
use ovation_judge::{Case, Habits};
use ovation_ledger::{Ledger, Opening};
use ovation_read::Field;
use ovation_terms::{ReviewFinding, Sourced};
use serde::Serialize;
use std::path::Path;

/// How many rows of each source are shown.
const ROWS: usize = 10;

/// How many sources are shown row by row.
const SOURCES: usize = 20;

/// Letters of a cell that are shown.
const LETTERS: usize = 28;

/// One review as it was read.
#[derive(Clone, Debug, Serialize)]
struct Row {
    film: Option<String>,
    year: Option<i16>,
    critics: Vec<String>,
    outlet: Option<String>,
    published: Option<String>,
    /// As printed.
    rating: Option<String>,
    /// On 0 to 1.
    converted: Option<f64>,
    /// Why it was not converted.
    rating_complaint: Option<String>,
    /// The probability that the critic is for the film.
    p: Option<f64>,
    verdict: Option<&'static str>,
    /// Why it would wait or be out, as far as the row tells.
    reasons: Vec<&'static str>,
    /// What of it could not be read.
    complaints: Vec<String>,
}

/// One source and its first rows.
#[derive(Clone, Debug, Serialize)]
struct Shown {
    address: String,
    rows: Vec<Row>,
}

/// Collects what is shown while the pieces go by.
pub(crate) struct Watch {
    judging: Judging,
    habits: Habits,
    sources: Vec<Shown>,
    tables: Vec<TableTold>,
}

impl Watch {
    fn new(judging: Judging) -> Self {
        Self {
            judging,
            habits: Habits::default(),
            sources: Vec::new(),
            tables: Vec::new(),
        }
    }

    /// Goes by the scales that critics use, as the ingest itself does.
    pub(crate) fn use_habits(&mut self, habits: Habits) {
        self.habits = habits;
    }

    /// Looks at pieces before they are taken.
    pub(crate) fn look(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match piece {
                Piece::Source(begun) if self.sources.len() < SOURCES => {
                    self.sources.push(Shown {
                        address: begun.facts.address.clone(),
                        rows: Vec::new(),
                    });
                }
                Piece::Review(found) => {
                    let is_wanted = self.sources.last().is_some_and(|it| it.rows.len() < ROWS);
                    if is_wanted {
                        let complaints = found.complaints.iter().map(ToString::to_string);
                        let row = self.row(&found.finding, complaints.collect());
                        if let Some(source) = self.sources.last_mut() {
                            source.rows.push(row);
                        }
                    }
                }
                Piece::Scales(scales) => self.habits.add(scales),
                Piece::Table(told) => self.tables.push((**told).clone()),
                _ => {}
            }
        }
    }

    fn row(&self, finding: &ReviewFinding, complaints: Vec<String>) -> Row {
        let judgement = { self.judging.judge.judge(&Case::of(finding), &self.habits) };
        let words = |value: &Option<Sourced<String>>| value.as_ref().map(|it| it.value.clone());
        let film = words(&finding.film.title);
        let verdict = judgement.verdict.as_ref();
        Row {
            film: film.or_else(|| finding.film.keys.first().map(ToString::to_string)),
            year: finding.film.year.as_ref().map(|year| year.value),
            critics: finding.critics.iter().map(|it| it.value.clone()).collect(),
            outlet: words(&finding.outlet),
            published: finding.published.as_ref().map(|day| day.value.to_string()),
            rating: finding.rating.as_ref().map(|it| it.value.printed.clone()),
            converted: judgement.rating.as_ref().map(|rating| rating.value),
            rating_complaint: judgement.rating_complaint,
            p: verdict.map(|verdict| verdict.p.get()),
            verdict: verdict.map(|verdict| {
                if verdict.p.is_positive() {
                    "for"
                } else {
                    "against"
                }
            }),
            reasons: judgement
                .reasons
                .iter()
                .map(|reason| reason.code())
                .collect(),
            complaints,
        }
    }
}

/// Reads the sources as an ingest would, enters nothing, and says how they were understood. Where
/// there is no record yet, it reads into a passing one.
pub(crate) async fn preview(
    common: &Common,
    origins: Vec<Origin>,
    plan: impl AsyncFnOnce(&Ledger) -> anyhow::Result<Plan>,
) -> anyhow::Result<Outcome> {
    let folder = tempfile::tempdir().context("cannot make a folder for a passing record")?;
    let is_there = common.record.contains("://") || Path::new(&common.record).exists();
    let ledger = if is_there {
        common.open(Opening::Existing).await?
    } else {
        let path = folder.path().join("preview.db");
        Ledger::open(&path.to_string_lossy(), Opening::Create).await?
    };
    let plan = Plan {
        dry_run: true,
        ..plan(&ledger).await?
    };
    let mut watch = Watch::new(plan.judging.clone());
    let summary = Box::pin(ingest_watched(&ledger, origins, plan, Some(&mut watch))).await?;
    if common.json {
        printer::json(&serde_json::json!({
            "sources": watch.sources,
            "tables": watch.tables,
            "created": summary.created,
            "summary": summary,
        }))?;
    } else {
        print(&watch.sources, &watch.tables, &summary);
    }
    Ok(outcome_of(&summary))
}

fn print(sources: &[Shown], tables: &[TableTold], summary: &Summary) {
    let mut told: Vec<&TableTold> = tables.iter().collect();
    for source in sources {
        printer::line(&source.address);
        let at = told
            .iter()
            .position(|table| table.address == source.address);
        if let Some(at) = at {
            columns(told.remove(at));
        }
        rows(&source.rows);
    }
    let made = &summary.created;
    for (sort, names) in [
        ("films", &made.films),
        ("critics", &made.critics),
        ("outlets", &made.outlets),
    ] {
        created(sort, names);
    }
    summary.tell(&mut |line| printer::line(line));
}

fn columns(table: &TableTold) {
    if let Some(sheet) = &table.sheet {
        printer::line(format!("  sheet {sheet}"));
    }
    let widest = table
        .columns
        .iter()
        .map(|used| shown(&used.column).chars().count());
    let widest = widest.max().unwrap_or(0);
    for used in &table.columns {
        let field = used.field.map_or("(not used)", Field::code);
        printer::line(format!(
            "  {:<widest$}  {field:<10}  {}",
            shown(&used.column),
            used.why
        ));
    }
}

fn rows(rows: &[Row]) {
    if rows.is_empty() {
        printer::line("  no review");
        return;
    }
    printer::line("  first rows as read:");
    for row in rows {
        let film = match (&row.film, row.year) {
            (Some(film), Some(year)) => format!("{} ({year})", shown(film)),
            (Some(film), None) => shown(film),
            (None, _) => "no film".to_owned(),
        };
        let critic = if row.critics.is_empty() {
            "no critic".to_owned()
        } else {
            shown(&row.critics.join("; "))
        };
        let outlet = row.outlet.as_deref().map_or("no outlet".to_owned(), shown);
        let day = row.published.as_deref().unwrap_or("no date");
        let rating = match (&row.rating, row.converted) {
            (Some(printed), Some(value)) => format!("{} = {value:.2}", shown(printed)),
            (Some(printed), None) => format!("{} = ?", shown(printed)),
            (None, _) => "no rating".to_owned(),
        };
        let verdict = match (row.verdict, row.p) {
            (Some(verdict), Some(p)) => format!("{verdict}, p {p:.2}"),
            _ => "no verdict".to_owned(),
        };
        let reasons = if row.reasons.is_empty() {
            String::new()
        } else {
            format!(" ({})", row.reasons.join(", "))
        };
        printer::line(format!(
            "    {film} | {critic} | {outlet} | {day} | {rating} | {verdict}{reasons}"
        ));
        for complaint in &row.complaints {
            printer::line(format!("      {complaint}"));
        }
    }
}

fn created(sort: &str, names: &CreatedNames) {
    if names.count == 0 {
        return;
    }
    let shown: Vec<String> = names.examples.iter().map(|name| shown(name)).collect();
    let more = names.count.saturating_sub(shown.len() as u64);
    let more = if more > 0 {
        format!(" and {} more", grouped(more))
    } else {
        String::new()
    };
    let sort = if names.count == 1 {
        sort.trim_end_matches('s')
    } else {
        sort
    };
    printer::line(format!(
        "would create {} {sort}: {}{more}",
        grouped(names.count),
        shown.join(", ")
    ));
}

fn shown(words: &str) -> String {
    let one_line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = one_line.chars().take(LETTERS).collect();
    if short.len() < one_line.len() {
        short.push('…');
    }
    short
}
