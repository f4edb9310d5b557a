//! Figures beside their intervals, as tables for people.

use crate::printer;
use ovation_eval::bootstrap::FigureInterval;
use ovation_eval::reading::Figure;
use std::collections::BTreeMap;

/// Intervals of one figure, by part.
type OfFigure = BTreeMap<&'static str, Option<FigureInterval>>;

/// The line above a table of figures.
pub(super) fn head() {
    printer::line(format!(
        "{:<30}{:<21}{:<21}{:<21}",
        "", "precision", "recall", "F1"
    ));
}

/// A line of a table of figures.
pub(super) fn line(name: &str, figure: Figure, intervals: Option<&OfFigure>) {
    let cell = |part: &str, value: f64| {
        let interval = intervals.and_then(|all| all.get(part));
        format!("{value:.3}  {}", ends(interval))
    };
    let line = format!(
        "{name:<30}{:<21}{:<21}{:<21}",
        cell("p", figure.p),
        cell("r", figure.r),
        cell("f1", figure.f1)
    );
    printer::line(line.trim_end());
}

/// A figure by itself.
pub(super) fn share(name: &str, value: f64, interval: Option<&Option<FigureInterval>>) {
    let line = format!("{name:<30}{value:.3}  {}", ends(interval));
    printer::line(line.trim_end());
}

fn ends(interval: Option<&Option<FigureInterval>>) -> String {
    match interval {
        Some(Some(FigureInterval(low, high))) => format!("{low:.3}-{high:.3}"),
        Some(None) | None => String::new(),
    }
}
