//! The figures by language, with how sure they are.

use super::LabelledRow;
use super::figures::{JudgedReview, auc, figures};
use crate::bootstrap::{FigureInterval, intervals_by};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is measured of the texts in one language.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LanguageFigures {
    /// Rows.
    pub rows: u64,
    /// Rows whose label is sure; of these is what follows, but for `auc_all`.
    pub sure_rows: u64,
    /// Area under the curve.
    pub auc: f64,
    /// Between these it lies in 95 of 100 draws of whole films, or writers, from those there are; of
    /// fewer than five anywhere.
    pub auc_interval: (f64, f64),
    /// Area under the curve, rows with an unsure label among them.
    pub auc_all: f64,
    /// Share judged right.
    pub accuracy: f64,
    /// Share settled alone.
    pub auto_share: f64,
    /// Share of those judged right.
    pub auto_accuracy: f64,
    /// Share of those judged right, rows with an unsure label among them.
    pub auto_accuracy_all: f64,
    /// Rows without a verdict.
    pub unjudged: u64,
}

/// Draws for an interval: the area of many rows takes long.
const DRAWS: usize = 500;

/// Rows and their outcomes by language, where rows say theirs; nothing where they do not.
pub fn by_language(
    rows: &[LabelledRow],
    outcomes: &[JudgedReview],
) -> BTreeMap<String, LanguageFigures> {
    let mut apart: BTreeMap<String, Vec<(&LabelledRow, JudgedReview)>> = BTreeMap::new();
    for (row, outcome) in rows.iter().zip(outcomes) {
        if let Some(language) = &row.language {
            let rows = apart.entry(language.clone()).or_default();
            rows.push((row, *outcome));
        }
    }
    apart
        .into_iter()
        .map(|(language, rows)| (language, of_language(&rows)))
        .collect()
}

fn of_language(rows: &[(&LabelledRow, JudgedReview)]) -> LanguageFigures {
    let outcomes =
        |rows: &[(&LabelledRow, JudgedReview)]| rows.iter().map(|(_, found)| *found).collect();
    let everything: Vec<JudgedReview> = outcomes(rows);
    let sure: Vec<(&LabelledRow, JudgedReview)> = rows
        .iter()
        .filter(|(row, _)| !row.is_borderline)
        .copied()
        .collect();
    let (all, found) = (figures(&everything), figures(&outcomes(&sure)));
    LanguageFigures {
        rows: all.rows,
        sure_rows: found.rows,
        auc: found.auc,
        auc_interval: interval(&sure),
        auc_all: all.auc,
        accuracy: found.accuracy,
        auto_share: found.auto_share,
        auto_accuracy: found.auto_accuracy,
        auto_accuracy_all: all.auto_accuracy,
        unjudged: all.unjudged,
    }
}

/// By drawing whole films with replacement; a row without one is drawn with its critic's, else alone.
fn interval(rows: &[(&LabelledRow, JudgedReview)]) -> (f64, f64) {
    let mut groups: BTreeMap<(&str, usize), Vec<(f64, bool)>> = BTreeMap::new();
    for (at, (row, outcome)) in rows.iter().enumerate() {
        let names = [row.film.as_str(), row.critic.as_str()];
        let name = names.into_iter().find(|name| !name.is_empty());
        let group = name.map_or(("", at), |name| (name, 0));
        let outcomes = groups.entry(group).or_default();
        outcomes.push((outcome.p, outcome.positive));
    }
    let groups: Vec<Vec<(f64, bool)>> = groups.into_values().collect();
    let pool = |pooled: &mut Vec<(f64, bool)>, group: &Vec<(f64, bool)>| pooled.extend(group);
    let area = |pooled: &Vec<(f64, bool)>| [Some(auc(pooled.iter().copied()))];
    let [found] = intervals_by(DRAWS, &groups, pool, area);
    found.map_or((0.0, 1.0), |FigureInterval(low, high)| (low, high))
}
