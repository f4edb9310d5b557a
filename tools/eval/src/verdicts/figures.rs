//! The figures of `eval verdicts`.

use super::LabelledRow;
use ovation_judge::{Case, Habits, Judge, KnownVerdicts};
use ovation_terms::Probability;
use serde::Serialize;

/// What is kept from the judge, to see what the rest is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hide {
    /// Nothing.
    #[default]
    None,
    /// The ratings.
    Rating,
    /// The texts.
    Text,
}

/// One row's outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent facts of a row, each counted by itself"
)]
pub struct JudgedReview {
    /// The judge's probability; one half where it could not judge.
    pub p: f64,
    /// The known verdict.
    pub positive: bool,
    /// Whether the file prints a rating for the row, hidden or not.
    pub rated: bool,
    /// Whether the judge settled it alone.
    pub auto: bool,
    /// Whether the judge gave a verdict at all.
    pub judged: bool,
    /// What the text says by itself, where it was read.
    pub by_text: Option<f64>,
}

/// How good a judge is. A row counts as judged positive when `p >= 0.5`, as in the score; a row
/// that could not be judged has one half and so counts as positive. Shares of no rows are 0.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// Rows in the file.
    pub rows: u64,
    /// Share of rows judged right.
    pub accuracy: f64,
    /// The same among rows that print a rating (hidden or not).
    pub accuracy_rated: f64,
    /// The same among rows that print none.
    pub accuracy_unrated: f64,
    /// Probability that a positive row has a higher `p` than a negative one; ties count half.
    pub auc: f64,
    /// The same for the text by itself, over the rows whose text was read: no rating, no habit.
    pub auc_text: f64,
    /// Share of those rows that the text by itself judges right.
    pub accuracy_text: f64,
    /// Mean squared distance of `p` from the verdict.
    pub brier: f64,
    /// Expected calibration error: mean distance, over the ten bins, of mean `p` from the share of
    /// positives, weighted by rows.
    pub ece: f64,
    /// Share of rows the machine settles alone under the bounds.
    pub auto_share: f64,
    /// Share of those judged right.
    pub auto_accuracy: f64,
    /// Rows for which no verdict could be given.
    pub unjudged: u64,
    /// The reliability table: ten bins of `p`, each a tenth wide.
    pub reliability: Vec<Bin>,
}

/// A line of the reliability table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bin {
    /// The bin's lower end.
    pub from: f64,
    /// Rows in it.
    pub rows: u64,
    /// Their mean `p`.
    pub mean_p: f64,
    /// The share of them that is positive.
    pub positive: f64,
}

/// First pass: the scales that the rows print.
pub fn note_habits(judge: &Judge, rows: &[LabelledRow]) -> Habits {
    let mut habits = Habits::new();
    for row in rows {
        let Some(rating) = &row.rating else { continue };
        if let Ok(converted) = judge.table.convert(rating, None)
            && converted.why.is_none()
        {
            habits.note(Some(&row.critic), Some(&row.outlet), &converted.scale);
        }
    }
    habits
}

/// What the rows tell of how their critics lean, for a [`History`](ovation_judge::History).
pub fn known_verdicts<'a>(judge: &Judge, rows: &'a [LabelledRow]) -> Vec<KnownVerdicts<'a>> {
    let known = |row: &'a LabelledRow| {
        let converted = row
            .rating
            .as_ref()
            .and_then(|rating| judge.table.convert(rating, None).ok());
        KnownVerdicts {
            critic: Some(row.critic.as_str()),
            outlet: Some(row.outlet.as_str()),
            rating: converted.map(|rating| {
                let by_curve = judge.table.probability(&rating);
                (rating, by_curve)
            }),
            positive: u64::from(row.positive),
            negative: u64::from(!row.positive),
        }
    };
    rows.iter().map(known).collect()
}

/// Rows whose texts are read together.
const TOGETHER: usize = 64;

/// Second pass; the outcomes in the rows' order.
pub fn measure(
    judge: &Judge,
    habits: &Habits,
    rows: &[LabelledRow],
    hide: Hide,
) -> Vec<JudgedReview> {
    let mut outcomes = Vec::with_capacity(rows.len());
    for rows in rows.chunks(TOGETHER) {
        let cases: Vec<Case<'_>> = rows.iter().map(|row| case_of(row, hide)).collect();
        let texts = judge.read_texts(&cases);
        for ((row, case), text) in rows.iter().zip(&cases).zip(&texts) {
            let judgement = judge.judge_read(case, habits, text);
            let p = judgement.verdict.as_ref().map(|verdict| verdict.p);
            let grounds = judgement
                .verdict
                .as_ref()
                .and_then(|verdict| verdict.grounds.as_ref());
            outcomes.push(JudgedReview {
                p: p.unwrap_or(Probability::HALF).get(),
                positive: row.positive,
                rated: row.rating.is_some(),
                auto: p.is_some() && judgement.reasons.is_empty(),
                judged: p.is_some(),
                by_text: grounds
                    .and_then(|grounds| grounds.text)
                    .map(Probability::get),
            });
        }
    }
    outcomes
}

/// A row as the judge is asked of it.
pub fn case_of(row: &LabelledRow, hide: Hide) -> Case<'_> {
    Case {
        own: None,
        stated: None,
        is_aggregated: false,
        rating: row.rating.as_ref().filter(|_| hide != Hide::Rating),
        critic: Some(row.critic.as_str()),
        outlet: Some(row.outlet.as_str()),
        text: Some(row.text.as_str()).filter(|_| hide != Hide::Text),
        language: row.language.as_deref(),
    }
}

/// Both passes over all rows.
pub fn evaluate(judge: &Judge, rows: &[LabelledRow], hide: Hide) -> Figures {
    let habits = note_habits(judge, rows);
    figures(&measure(judge, &habits, rows, hide))
}

/// The figures of outcomes.
pub fn figures(outcomes: &[JudgedReview]) -> Figures {
    let right = |keep: &dyn Fn(&JudgedReview) -> bool| {
        let kept = || outcomes.iter().filter(|row| keep(row));
        share(
            kept().filter(|row| (row.p >= 0.5) == row.positive).count(),
            kept().count(),
        )
    };
    let texts = || {
        outcomes
            .iter()
            .filter_map(|row| Some((row.by_text?, row.positive)))
    };
    let autos = outcomes.iter().filter(|row| row.auto).count();
    let reliability = reliability(outcomes);
    let distance = |row: &JudgedReview| (row.p - f64::from(u8::from(row.positive))).powi(2);
    let ece = reliability
        .iter()
        .map(|bin| bin.rows as f64 * (bin.mean_p - bin.positive).abs());
    Figures {
        rows: outcomes.len() as u64,
        accuracy: right(&|_| true),
        accuracy_rated: right(&|row| row.rated),
        accuracy_unrated: right(&|row| !row.rated),
        auc: auc(outcomes.iter().map(|row| (row.p, row.positive))),
        auc_text: auc(texts()),
        accuracy_text: share(
            texts()
                .filter(|(p, positive)| (*p >= 0.5) == *positive)
                .count(),
            texts().count(),
        ),
        brier: mean(outcomes.iter().map(distance).sum(), outcomes.len()),
        ece: mean(ece.sum(), outcomes.len()),
        auto_share: share(autos, outcomes.len()),
        auto_accuracy: right(&|row| row.auto),
        unjudged: outcomes.iter().filter(|row| !row.judged).count() as u64,
        reliability,
    }
}

fn share(part: usize, of: usize) -> f64 {
    mean(part as f64, of)
}

fn mean(sum: f64, of: usize) -> f64 {
    if of == 0 { 0.0 } else { sum / of as f64 }
}

/// Area under the curve of probabilities beside the truth: by ranks, with ties sharing theirs (Mann and
/// Whitney's U); one half where only one verdict occurs.
pub fn auc(outcomes: impl Iterator<Item = (f64, bool)>) -> f64 {
    let mut sorted: Vec<(f64, bool)> = outcomes.collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut wins) = (0.0, 0.0);
    for tied in sorted.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let positives = tied.iter().filter(|(_, positive)| *positive).count() as f64;
        let negatives = tied.len() as f64 - positives;
        wins += positives * (below + negatives / 2.0);
        below += negatives;
    }
    let positives = sorted.len() as f64 - below;
    if positives * below > 0.0 {
        wins / (positives * below)
    } else {
        0.5
    }
}

fn reliability(outcomes: &[JudgedReview]) -> Vec<Bin> {
    (0..10_u8)
        .map(|tenth| {
            let (from, to) = (f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
            let last = tenth == 9;
            let inside = || {
                outcomes
                    .iter()
                    .filter(move |row| row.p >= from && (last || row.p < to))
            };
            let rows = inside().count();
            Bin {
                from,
                rows: rows as u64,
                mean_p: mean(inside().map(|row| row.p).sum(), rows),
                positive: share(inside().filter(|row| row.positive).count(), rows),
            }
        })
        .collect()
}
