//! Learning to choose one of a field's candidates or none: the weights under which the right ones have
//! the largest share, measured on sites that nothing was learned from.

use ovation_page::learning::{Row, log_odds, logistic};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How a candidate stands to the label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RankStanding {
    /// It is what the label says.
    Right,
    /// It is something else.
    Wrong,
    /// The label does not tell: given, it counts neither way.
    Open,
}

/// One page's candidates for one field.
#[derive(Clone, Debug)]
pub struct RankGroup {
    /// The site it is from: never on both sides.
    pub site: String,
    /// The page, for listing what went wrong.
    pub page: String,
    /// What the label says; nothing where the page does not have it.
    pub wanted: Option<String>,
    /// Candidates: value, features, standing.
    pub candidates: Vec<(String, Row, RankStanding)>,
    /// What speaks for none.
    pub none: Row,
    /// What plain rules give, for comparison.
    pub present: Option<(String, RankStanding)>,
    /// What markup states, which nothing is ranked against.
    pub settled: Option<(String, RankStanding)>,
    /// Whether figures are of it: labelled pages, not invented ones.
    pub is_measured: bool,
}

/// Right of given and of wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct RankFigure {
    /// Right of given.
    pub p: f64,
    /// Right of wanted.
    pub r: f64,
    /// Of both.
    pub f1: f64,
    /// Given on pages that have it.
    pub given: f64,
}

/// Figures of one field.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RankFigures {
    /// Pages measured.
    pub pages: usize,
    /// Those that have the field.
    pub wanted: usize,
    /// Those where the right value is among the candidates.
    pub reachable: usize,
    /// By what was learned without the page's site.
    pub held_out: RankFigure,
    /// The same with the best candidate always given.
    pub always: RankFigure,
    /// What plain rules give on the same pages.
    pub present: RankFigure,
    /// From this probability on a candidate is given.
    pub bound: f64,
    /// What is wrong or missing: page, wanted, given, probability.
    #[serde(skip)]
    pub misses: Vec<(String, String, String, f64)>,
}

/// Parts that sites are dealt into.
const FOLDS: usize = 10;

/// How strongly weights are held towards nought, against the pages in all.
const RIDGE: f64 = 0.8;

/// Steps of the fit, more than it needs to settle.
const STEPS: usize = 400;

/// How much an invented page counts.
const INVENTED_WEIGHT: f64 = 0.5;

/// Of those given, the share that is to be right.
const RIGHT: f64 = 0.93;

/// What was said of a page that nothing was learned from.
struct HeldRank {
    at: usize,
    best: Option<usize>,
    /// The best one's share, as odds.
    odds: f64,
}

/// Learns from all groups and gives the model file.
pub fn learn_ranks(version: &str, names: &[&str], groups: &[RankGroup]) -> String {
    let held = hold_out(names, groups);
    let calibration = calibrate(groups, &held);
    let bound = bound(groups, &held, calibration);
    let all: Vec<&RankGroup> = groups.iter().collect();
    let weights = fit(names, &all);
    let mut file = String::from(
        "# Made by `cargo x train fields`: what each feature of a candidate weighs.\n",
    );
    let _ = writeln!(file, "version\t{version}");
    let _ = writeln!(file, "bound\t{bound:.3}");
    let _ = writeln!(
        file,
        "calibration\t{:.4}\t{:.4}",
        calibration.0, calibration.1
    );
    for (name, weight) in names.iter().zip(weights) {
        let _ = writeln!(file, "{name}\t{weight:.3}");
    }
    file
}

/// Measures on sites that nothing was learned from.
pub fn cross_validate_ranks(names: &[&str], groups: &[RankGroup]) -> RankFigures {
    let held = hold_out(names, groups);
    let calibration = calibrate(groups, &held);
    let bound = bound(groups, &held, calibration);
    let measured = || groups.iter().filter(|group| group.is_measured);
    let mut figures = RankFigures {
        pages: measured().count(),
        wanted: measured().filter(|group| group.wanted.is_some()).count(),
        reachable: measured().filter(|group| group.is_reachable()).count(),
        bound,
        ..RankFigures::default()
    };
    let (mut own, mut always, mut present) = Default::default();
    for one in &held {
        let Some(group) = groups.get(one.at) else {
            continue;
        };
        let best = one.best.and_then(|best| group.candidates.get(best));
        let best = best.map(|it| (&it.0, it.2));
        let best = group.settled.as_ref().map(|it| (&it.0, it.1)).or(best);
        let p = logistic(calibration.0 * one.odds + calibration.1);
        let given = best.filter(|_| p >= bound || group.settled.is_some());
        let standing = given.map(|it| it.1);
        count(&mut own, group, standing);
        count(&mut always, group, best.map(|it| it.1));
        count(&mut present, group, group.present.as_ref().map(|it| it.1));
        let is_missed = standing.is_none() && group.wanted.is_some();
        if is_missed || standing == Some(RankStanding::Wrong) {
            let given = match (given, best) {
                (Some(given), _) => given.0.clone(),
                (None, Some(best)) => format!("({})", best.0),
                (None, None) => String::new(),
            };
            let wanted = group.wanted.clone().unwrap_or_default();
            let mark = if group.is_reachable() { "" } else { "! " };
            figures
                .misses
                .push((group.page.clone(), format!("{mark}{wanted}"), given, p));
        }
    }
    figures.held_out = own.figure();
    figures.always = always.figure();
    figures.present = present.figure();
    figures
}

#[derive(Clone, Copy, Default)]
struct Count {
    right: f64,
    given: f64,
    given_of_wanted: f64,
    wanted: f64,
}

impl Count {
    fn figure(self) -> RankFigure {
        let share = |part: f64, all: f64| if all > 0.0 { part / all } else { 0.0 };
        let (p, r) = (
            share(self.right, self.given),
            share(self.right, self.wanted),
        );
        RankFigure {
            p,
            r,
            f1: share(2.0 * p * r, p + r),
            given: share(self.given_of_wanted, self.wanted),
        }
    }
}

fn count(count: &mut Count, group: &RankGroup, given: Option<RankStanding>) {
    let one = |is_so: bool| f64::from(u8::from(is_so));
    let is_given = given.is_some_and(|standing| standing != RankStanding::Open);
    count.right += one(given == Some(RankStanding::Right));
    count.given += one(is_given);
    count.wanted += one(group.wanted.is_some());
    count.given_of_wanted += one(is_given && group.wanted.is_some());
}

impl RankGroup {
    fn is_reachable(&self) -> bool {
        self.candidates.iter().any(|it| it.2 == RankStanding::Right)
    }
}

/// What is said of each measured page by what was learned without its site.
fn hold_out(names: &[&str], groups: &[RankGroup]) -> Vec<HeldRank> {
    let mut sites: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate().filter(|it| it.1.is_measured) {
        sites.entry(group.site.as_str()).or_default().push(at);
    }
    let mut sites: Vec<(&str, Vec<usize>)> = sites.into_iter().collect();
    sites.sort_by(|one, other| other.1.len().cmp(&one.1.len()).then(one.0.cmp(other.0)));
    let mut folds: Vec<Vec<usize>> = vec![Vec::new(); FOLDS];
    for (_, pages) in sites {
        if let Some(fold) = folds
            .iter_mut()
            .min_by_key(|fold: &&mut Vec<usize>| fold.len())
        {
            fold.extend(pages);
        }
    }
    let mut held = Vec::new();
    for fold in folds {
        let is_out = |group: &RankGroup| {
            let mut out = fold.iter().filter_map(|at| groups.get(*at));
            out.any(|out| out.site == group.site)
        };
        let rest: Vec<&RankGroup> = groups.iter().filter(|group| !is_out(group)).collect();
        let weights = fit(names, &rest);
        for at in fold {
            let Some(group) = groups.get(at) else {
                continue;
            };
            let shares = shares(group, &weights);
            let (best, share) = best_of(&shares, group.candidates.len());
            let odds = log_odds(share);
            held.push(HeldRank { at, best, odds });
        }
    }
    held.sort_by_key(|one| one.at);
    held
}

/// The place of the candidate with the largest share, the first of equals, and that share.
fn best_of(shares: &[f64], candidates: usize) -> (Option<usize>, f64) {
    let mut best = (None, 0.0);
    for (at, share) in shares.iter().take(candidates).enumerate() {
        if *share > best.1 {
            best = (Some(at), *share);
        }
    }
    best
}

/// The share of each candidate, and last that of none.
fn shares(group: &RankGroup, weights: &[f64]) -> Vec<f64> {
    let score = |row: &Row| -> f64 {
        let each = row.values().iter();
        each.map(|(at, value)| f64::from(*value) * weights.get(usize::from(*at)).unwrap_or(&0.0))
            .sum()
    };
    let rows = group.candidates.iter().map(|it| &it.1);
    let mut shares: Vec<f64> = rows.chain([&group.none]).map(score).collect();
    let top = shares.iter().copied().fold(f64::MIN, f64::max);
    for share in &mut shares {
        *share = (*share - top).exp();
    }
    let all: f64 = shares.iter().sum();
    for share in &mut shares {
        *share /= all;
    }
    shares
}

/// Weights under which the right candidates, or none where there is none, have the largest share: by
/// gradients with momentum, from nought, always the same.
fn fit(names: &[&str], groups: &[&RankGroup]) -> Vec<f64> {
    let mut sites: BTreeMap<&str, f64> = BTreeMap::new();
    for group in groups {
        *sites.entry(group.site.as_str()).or_default() += 1.0;
    }
    // A site of many pages says less with each.
    let weight_of = |group: &RankGroup| {
        let pages = sites.get(group.site.as_str()).copied().unwrap_or(1.0);
        let own = if group.is_measured {
            1.0
        } else {
            INVENTED_WEIGHT
        };
        own / pages.sqrt().max(1.0)
    };
    let weighed: Vec<(&RankGroup, f64)> = groups
        .iter()
        .map(|group| (*group, weight_of(group)))
        .collect();
    let total: f64 = weighed.iter().map(|it| it.1).sum::<f64>().max(1.0);
    let mut weights = vec![0.0; names.len()];
    let mut before = weights.clone();
    for step in 0..STEPS {
        let pull = step as f64 / (step as f64 + 3.0);
        let ahead: Vec<f64> = weights
            .iter()
            .zip(&before)
            .map(|(own, before)| own + pull * (own - before))
            .collect();
        let mut slope: Vec<f64> = ahead.iter().map(|own| own * RIDGE).collect();
        for (group, weight) in &weighed {
            descend(group, *weight, &ahead, &mut slope);
        }
        before = weights;
        weights = ahead
            .iter()
            .zip(&slope)
            .map(|(own, slope)| own - RATE * slope / total)
            .collect();
    }
    weights
}

/// Length of a step, for features of about one.
const RATE: f64 = 0.5;

fn descend(group: &RankGroup, weight: f64, weights: &[f64], slope: &mut [f64]) {
    let shares = shares(group, weights);
    let is_reachable = group.is_reachable();
    // Of several right ones each is to have what it has of their sum.
    let right = |at: usize| match group.candidates.get(at) {
        Some(candidate) => candidate.2 == RankStanding::Right,
        None => !is_reachable,
    };
    let sum: f64 = shares
        .iter()
        .enumerate()
        .filter(|(at, _)| right(*at))
        .map(|(_, share)| *share)
        .sum();
    let rows = group.candidates.iter().map(|it| &it.1).chain([&group.none]);
    for (at, (row, share)) in rows.zip(&shares).enumerate() {
        let wanted = if right(at) {
            share / sum.max(1e-12)
        } else {
            0.0
        };
        let off = (share - wanted) * weight;
        for (feature, value) in row.values() {
            if let Some(slope) = slope.get_mut(usize::from(*feature)) {
                *slope += off * f64::from(*value);
            }
        }
    }
}

/// Slope and shift of the best candidate's odds, by Newton's steps.
fn calibrate(groups: &[RankGroup], held: &[HeldRank]) -> (f64, f64) {
    let rows: Vec<(f64, f64)> = judged(groups, held)
        .map(|(one, is_right)| (one.odds, f64::from(u8::from(is_right))))
        .collect();
    let (mut slope, mut shift) = (1.0, 0.0);
    for _ in 0..30 {
        // HeldRank a little to what needs no calibration.
        let (mut g0, mut g1, mut h00, mut h01, mut h11) = (slope - 1.0, shift, 1.0, 0.0, 1.0);
        for (odds, wanted) in &rows {
            let p = logistic(slope * odds + shift);
            let (off, curve) = (p - wanted, p * (1.0 - p));
            g0 += off * odds;
            g1 += off;
            h00 += curve * odds * odds;
            h01 += curve * odds;
            h11 += curve;
        }
        let area: f64 = (h00 * h11 - h01 * h01).max(1e-9);
        slope -= (h11 * g0 - h01 * g1) / area;
        shift -= (h00 * g1 - h01 * g0) / area;
    }
    (slope, shift)
}

/// HeldRank-out pages whose best candidate the label tells to be right or wrong.
fn judged<'h>(
    groups: &'h [RankGroup],
    held: &'h [HeldRank],
) -> impl Iterator<Item = (&'h HeldRank, bool)> + 'h {
    held.iter().filter_map(|one| {
        let group = groups.get(one.at).filter(|it| it.settled.is_none())?;
        let best = group.candidates.get(one.best?)?;
        (best.2 != RankStanding::Open).then_some((one, best.2 == RankStanding::Right))
    })
}

/// How much lower F1 may be for those given to be right often enough.
const PRICE: f64 = 0.05;

/// Of the probabilities from which on those given are right often enough the one with the best F1; where labels
/// leave that out of reach but for a few, the surest one with about the best F1.
fn bound(groups: &[RankGroup], held: &[HeldRank], calibration: (f64, f64)) -> f64 {
    let mut all: Vec<(f64, bool)> = judged(groups, held)
        .map(|(one, is_right)| {
            let p = logistic(calibration.0 * one.odds + calibration.1);
            (p, is_right)
        })
        .collect();
    all.sort_by(|one, other| other.0.total_cmp(&one.0));
    let wanted = groups.iter();
    let wanted = wanted.filter(|it| it.is_measured && it.wanted.is_some());
    let wanted = wanted.count() as f64;
    let mut right = 0.0;
    let cuts: Vec<(f64, f64, bool)> = all
        .iter()
        .zip(1..)
        .map(|((p, is_right), given)| {
            right += f64::from(u8::from(*is_right));
            let given = f64::from(given);
            (*p, 2.0 * right / (given + wanted), right >= RIGHT * given)
        })
        .collect();
    let best = cuts.iter().map(|cut| cut.1).fold(0.0, f64::max);
    let sure = cuts.iter().filter(|cut| cut.2);
    let sure = sure.max_by(|one, other| one.1.total_cmp(&other.1));
    let sure = sure.filter(|cut| cut.1 + PRICE >= best);
    // Of cuts that are about as good the surest.
    let about = cuts.iter().find(|cut| cut.1 + PRICE / 5.0 >= best);
    let chosen = sure.or(about).map_or(1.0, |cut| cut.0);
    (chosen * 1000.0).floor() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(values: &[(u16, f32)]) -> Row {
        let mut row = Row::default();
        for (feature, value) in values {
            row.add(*feature, *value);
        }
        row
    }

    /// Pages on which what is marked is right, and none where nothing is.
    fn groups() -> Vec<RankGroup> {
        let page = |number: usize| {
            let has = !number.is_multiple_of(4);
            let standing = if has {
                RankStanding::Right
            } else {
                RankStanding::Wrong
            };
            RankGroup {
                site: format!("site {}", number % 13),
                page: format!("page {number}"),
                wanted: has.then(|| "right".to_owned()),
                candidates: vec![
                    ("other".to_owned(), row(&[(1, 1.0)]), RankStanding::Wrong),
                    (
                        "right".to_owned(),
                        row(&[(1, 1.0), (0, f32::from(u8::from(has)))]),
                        standing,
                    ),
                ],
                none: row(&[(2, 1.0)]),
                present: None,
                settled: None,
                is_measured: true,
            }
        };
        (0..60).map(page).collect()
    }

    #[test]
    fn what_tells_the_right_one_is_learned_and_none_is_a_choice() {
        let names = ["marked", "any", "none: always"];
        let groups = groups();
        let figures = cross_validate_ranks(&names, &groups);
        assert_eq!(
            (figures.pages, figures.wanted, figures.reachable),
            (60, 45, 45)
        );
        assert!(figures.held_out.f1 > 0.99, "{figures:?}");
        let file = learn_ranks("t-1", &names, &groups);
        assert_eq!(file, learn_ranks("t-1", &names, &groups));
        let weight = file.lines().find_map(|line| line.strip_prefix("marked\t"));
        assert!(
            weight.is_some_and(|it| it.parse::<f64>().is_ok_and(|it| it > 1.0)),
            "{file}"
        );
    }
}
