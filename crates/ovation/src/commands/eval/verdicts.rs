//! `ovation eval verdicts`: for or against, beside what people settled.

use super::{Pace, Speed, give, labelled};
use crate::cli::Hidden;
use crate::commands::Common;
use crate::printer::{self, Outcome, grouped};
use ovation_judge::eval::{Figures, Hide, figures, measure, note_habits};
use ovation_judge::{Habits, Judge};
use std::path::Path;

/// `ovation eval verdicts`.
pub(crate) fn verdicts(
    common: &Common,
    file: &Path,
    hide: Option<Hidden>,
) -> anyhow::Result<Outcome> {
    let rows = labelled(file)?;
    let judge = Judge::bundled();
    let habits = match hide {
        Some(Hidden::Rating) => Habits::default(),
        _ => note_habits(&judge, &rows),
    };
    let hide = match hide {
        None => Hide::None,
        Some(Hidden::Rating) => Hide::Rating,
        Some(Hidden::Text) => Hide::Text,
    };
    let mut pace = Pace::default();
    let judged: Vec<_> = rows
        .iter()
        .map(|row| pace.time(0, || measure(&judge, &habits, row, hide)))
        .collect();
    let rows_per_s = pace.per_second();
    let speed = Speed {
        rows: Some(rows_per_s),
        ..Speed::default()
    };
    give(common, &figures(&judged), speed, |figures| {
        print_verdicts(figures, rows_per_s);
    })
}

fn print_verdicts(figures: &Figures, rows_per_s: f64) {
    let percent =
        |name: &str, value: f64| printer::line(format!("{name:<34}{:6.2} %", 100.0 * value));
    printer::line(format!("{:<34}{}", "rows", grouped(figures.rows)));
    percent("right", figures.accuracy);
    percent("right, of those with a rating", figures.accuracy_rated);
    percent("right, of those without", figures.accuracy_unrated);
    percent("settled alone", figures.auto_share);
    percent("right, of those settled alone", figures.auto_accuracy);
    printer::line(format!("{:<34}{:.4}", "area under the curve", figures.auc));
    printer::line(format!("{:<34}{:.4}", "Brier score", figures.brier));
    printer::line(format!(
        "{:<34}{:.4}",
        "expected calibration error", figures.ece
    ));
    printer::line(format!("{:<34}{:.0}", "rows a second", rows_per_s));
    printer::line("\n p from    rows   mean p   for      0        0.5        1");
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
