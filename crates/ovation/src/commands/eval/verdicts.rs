//! `ovation eval verdicts`: for or against, beside what people settled.

use super::{Speed, give, labelled};
use crate::cli::{Hidden, JudgeArgs};
use crate::commands::Common;
use crate::judging::judge_of;
use crate::printer::{self, Outcome, grouped};
use anyhow::Context;
use ovation_eval::verdicts::{
    Figures, Hide, LanguageFigures, by_language, figures, known_verdicts, measure, note_habits,
    picture,
};
use ovation_judge::{Habits, History};
use ovation_terms::{Probability, fold};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// What is measured, and how.
pub(crate) struct Asked<'a> {
    /// Labelled reviews.
    pub(crate) file: &'a Path,
    /// What is kept from the judge.
    pub(crate) hide: Option<Hidden>,
    /// The judge.
    pub(crate) judge: &'a JudgeArgs,
    /// Labelled reviews of other films, for their critics' habits.
    pub(crate) history: Option<&'a Path>,
    /// Whether only reviews by critics without a history are measured.
    pub(crate) new_critics: bool,
    /// Labelled reviews of other films, for the calibration.
    pub(crate) settled: Option<&'a Path>,
    /// Where the picture goes.
    pub(crate) picture: Option<&'a Path>,
}

/// The figures of all rows, and by language where rows say theirs.
#[derive(Serialize)]
struct Found {
    #[serde(flatten)]
    figures: Figures,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    languages: BTreeMap<String, LanguageFigures>,
}

/// `ovation eval verdicts`.
pub(crate) fn verdicts(common: &Common, asked: &Asked<'_>) -> anyhow::Result<Outcome> {
    let mut rows = labelled(asked.file)?;
    let mut judge = judge_of(asked.judge)?;
    if let Some(file) = asked.history {
        let known = labelled(file)?;
        let history = History::learn(&judge.history, &known_verdicts(&judge, &known));
        judge.history = Arc::new(history);
        if asked.new_critics {
            let known: BTreeSet<String> = known.iter().map(|row| fold(&row.critic)).collect();
            rows.retain(|row| !known.contains(&fold(&row.critic)));
        }
    }
    if let Some(file) = asked.settled {
        let settled = labelled(file)?;
        let habits = note_habits(&judge, &settled);
        let outcomes = measure(&judge, &habits, &settled, Hide::None);
        let cases: Vec<(Probability, bool)> = outcomes
            .iter()
            .filter(|row| row.judged)
            .map(|row| (Probability::clamped(row.p), row.positive))
            .collect();
        judge.mix = judge.mix.corrected(&cases);
    }
    let habits = match asked.hide {
        Some(Hidden::Rating) => Habits::default(),
        _ => note_habits(&judge, &rows),
    };
    let hide = match asked.hide {
        None => Hide::None,
        Some(Hidden::Rating) => Hide::Rating,
        Some(Hidden::Text) => Hide::Text,
    };
    let begun = Instant::now();
    let judged = measure(&judge, &habits, &rows, hide);
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let rows_per_s = rows.len() as f64 / begun.elapsed().as_secs_f64().max(1e-9);
    let speed = Speed {
        rows: Some(rows_per_s),
        ..Speed::default()
    };
    let found = Found {
        figures: figures(&judged),
        languages: by_language(&rows, &judged),
    };
    if let Some(file) = asked.picture {
        std::fs::write(file, picture(&found.figures))
            .with_context(|| format!("cannot write `{}`", file.display()))?;
    }
    give(common, &found, speed, |found| {
        print_verdicts(&found.figures, rows_per_s);
        print_languages(&found.languages);
        let bounds = judge.bounds();
        printer::line(format!(
            "\nsettled alone outside {:.3} to {:.3}, by an accepted error of {:.1} %",
            bounds.low,
            bounds.high,
            100.0 * judge.accepted_error
        ));
    })
}

fn print_languages(languages: &BTreeMap<String, LanguageFigures>) {
    if languages.is_empty() {
        return;
    }
    printer::text(
        "\nBy language; rows with an unsure label apart (in brackets: with them)\n\
         language   rows    AUC                  with     right   settled  right of those",
    );
    for (language, figures) in languages {
        let (from, to) = figures.auc_interval;
        printer::line(format!(
            "{language:<8}{:>7}   {:.4} {from:.3}–{to:.3}  ({:.4})  {:.3}   {:.3}    {:.3} ({:.3}){}",
            grouped(figures.rows),
            figures.auc,
            figures.auc_all,
            figures.accuracy,
            figures.auto_share,
            figures.auto_accuracy,
            figures.auto_accuracy_all,
            if figures.unjudged == figures.rows {
                "  not judged"
            } else {
                ""
            }
        ));
    }
}

fn print_verdicts(figures: &Figures, rows_per_s: f64) {
    let percent =
        |name: &str, value: f64| printer::line(format!("{name:<34}{:6.2} %", 100.0 * value));
    printer::line(format!("{:<34}{}", "rows", grouped(figures.rows)));
    percent("right", figures.accuracy);
    percent("right, of those with a rating", figures.accuracy_rated);
    percent("right, of those without", figures.accuracy_unrated);
    percent("right, of texts by themselves", figures.accuracy_text);
    percent("settled alone", figures.auto_share);
    percent("right, of those settled alone", figures.auto_accuracy);
    printer::line(format!("{:<34}{:.4}", "area under the curve", figures.auc));
    printer::line(format!(
        "{:<34}{:.4}",
        "the same, texts by themselves", figures.auc_text
    ));
    printer::line(format!("{:<34}{:.4}", "Brier score", figures.brier));
    printer::line(format!(
        "{:<34}{:.4}",
        "expected calibration error", figures.ece
    ));
    printer::line(format!("{:<34}{:.0}", "rows a second", rows_per_s));
    printer::text("\n p from    rows   mean p   for      0        0.5        1");
    for bin in &figures.reliability {
        printer::line(format!(
            "   {:.1}  {:>7}    {:.3}   {:.3}    |{}|",
            bin.from,
            bin.rows,
            bin.mean_p,
            bin.positive,
            mark(bin.mean_p, bin.positive)
        ));
    }
    printer::line("                                   o mean p, x share for, * both");
}

/// One line of the reliability picture, 21 places wide.
fn mark(mean_p: f64, positive: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "places 0 to 20")]
    let place = |share: f64| (share.clamp(0.0, 1.0) * 20.0).round() as i32;
    (0..=20)
        .map(|at| match (at == place(mean_p), at == place(positive)) {
            (true, true) => '*',
            (true, false) => 'o',
            (false, true) => 'x',
            (false, false) => ' ',
        })
        .collect()
}
