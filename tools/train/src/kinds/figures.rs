//! What held-out pages show: calibration, bounds and figures.

use super::mixing::ByKind;
use super::{KindExample, language};
use ovation_page::learning::KINDS;
use serde::Serialize;
use std::collections::BTreeMap;

/// What was said of a page that nothing was learned from.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) at: usize,
    pub(super) shares: ByKind,
    pub(super) is_review: bool,
    pub(super) settled: Option<bool>,
}

impl Held {
    /// The share of the kinds that hold reviews of films.
    fn raw(&self) -> f64 {
        self.shares.iter().take(2).sum()
    }

    fn p(&self, calibration: (f64, f64)) -> f64 {
        match self.settled {
            Some(is_review) => f64::from(u8::from(is_review)),
            None => logistic(calibration.0 * log_odds(self.raw()) + calibration.1),
        }
    }
}

/// Figures of pages held out.
#[derive(Clone, Debug, Default, Serialize)]
pub struct KindFigures {
    /// Pages measured.
    pub pages: usize,
    /// Those with reviews of films.
    pub reviews: usize,
    /// Told whether a page holds a review of a film, the unsure at their likelier side.
    pub p: f64,
    /// Of reviews, those found.
    pub r: f64,
    /// Of both.
    pub f1: f64,
    /// How well the probability puts reviews before others: 1 all, .5 by chance.
    pub auc: f64,
    /// Pages whose kind is right, of twelve.
    pub kinds: f64,
    /// What is settled without a person.
    pub settled: SettledFigures,
    /// `F1` by language, with the number of pages.
    pub by_language: BTreeMap<String, (usize, f64)>,
    /// Pages by kind, with the share whose kind is right.
    pub by_kind: BTreeMap<String, (usize, f64)>,
}

/// Figures of what is settled without a person.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct SettledFigures {
    /// Of all pages.
    pub share: f64,
    /// Right of those settled.
    pub right: f64,
    /// Right of those settled as a review.
    pub reviews_right: f64,
    /// Of reviews, those called none.
    pub lost: f64,
    /// Below it a page is none.
    pub lower: f64,
    /// From it on a page is a review.
    pub upper: f64,
}

/// Slope and shift of the odds, by Newton's steps.
pub(super) fn calibrate(held: &[Held]) -> (f64, f64) {
    let (mut slope, mut shift) = (1.0, 0.0);
    for _ in 0..30 {
        let (mut g0, mut g1, mut h00, mut h01, mut h11) = (0.0, 0.0, 1e-3, 0.0, 1e-3);
        for page in held.iter().filter(|page| page.settled.is_none()) {
            let odds = log_odds(page.raw());
            let p = logistic(slope * odds + shift);
            let off = p - f64::from(u8::from(page.is_review));
            let curve = p * (1.0 - p);
            g0 += off * odds;
            g1 += off;
            h00 += curve * odds * odds;
            h01 += curve * odds;
            h11 += curve;
        }
        let area = (h00 * h11 - h01 * h01).max(1e-9);
        slope -= (h11 * g0 - h01 * g1) / area;
        shift -= (h00 * g1 - h01 * g0) / area;
    }
    (slope, shift)
}

/// The bounds between which a page is unsure: `sure` of what is called a review is one, and `lost` of
/// the reviews at most are called none.
pub(super) fn bounds(held: &[Held], calibration: (f64, f64), sure: f64, lost: f64) -> (f64, f64) {
    let mut all: Vec<(f64, bool)> = held
        .iter()
        .map(|page| (page.p(calibration), page.is_review))
        .collect();
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    let reviews = all.iter().filter(|it| it.1).count() as f64;
    let mut missed = 0.0;
    let mut lower = 0.0;
    for (p, is_review) in &all {
        missed += f64::from(u8::from(*is_review));
        if missed > lost * reviews || *p >= 0.5 {
            break;
        }
        lower = *p;
    }
    let (mut right, mut count, mut upper) = (0.0, 0.0, 1.0);
    for (p, is_review) in all.iter().rev() {
        right += f64::from(u8::from(*is_review));
        count += 1.0;
        if *p < 0.5 {
            break;
        }
        if right >= sure * count {
            upper = *p;
        }
    }
    let thousandths = |p: f64| (p * 1000.0).round() / 1000.0;
    (thousandths(lower), thousandths(upper))
}

/// The figures.
pub(super) fn figures(
    examples: &[KindExample],
    held: &[Held],
    calibration: (f64, f64),
    (lower, upper): (f64, f64),
) -> KindFigures {
    let p_of = |page: &Held| page.p(calibration);
    let share = |part: usize, all: usize| part as f64 / all.max(1) as f64;
    let count = |test: &dyn Fn(&Held) -> bool| held.iter().filter(|page| test(page)).count();
    let called = count(&|page| p_of(page) >= 0.5);
    let found = count(&|page| p_of(page) >= 0.5 && page.is_review);
    let reviews = count(&|page| page.is_review);
    let yes = count(&|page| p_of(page) >= upper);
    let yes_right = count(&|page| p_of(page) >= upper && page.is_review);
    let no = count(&|page| p_of(page) < lower);
    let no_wrong = count(&|page| p_of(page) < lower && page.is_review);
    let kind_of = |page: &Held| examples.get(page.at).and_then(|it| it.kind).unwrap_or(0);
    let mut by_kind: BTreeMap<String, (usize, f64)> = BTreeMap::new();
    let mut by_language: BTreeMap<String, (usize, f64, f64, f64)> = BTreeMap::new();
    let mut kinds = 0;
    for page in held {
        let p = p_of(page);
        let range = if p >= 0.5 { 0..2 } else { 2..KINDS.len() };
        let best = page
            .shares
            .iter()
            .enumerate()
            .filter(|(at, _)| range.contains(at));
        let best = best.max_by(|one, other| one.1.total_cmp(other.1));
        let is_right = best.is_some_and(|(at, _)| at == kind_of(page));
        kinds += usize::from(is_right);
        let name = KINDS.get(kind_of(page)).copied().unwrap_or("").to_owned();
        let entry = by_kind.entry(name).or_default();
        entry.0 += 1;
        entry.1 += f64::from(u8::from(is_right));
        let entry = by_language
            .entry(language(examples, page.at).to_owned())
            .or_default();
        entry.0 += 1;
        entry.1 += f64::from(u8::from(p >= 0.5));
        entry.2 += f64::from(u8::from(page.is_review));
        entry.3 += f64::from(u8::from(p >= 0.5 && page.is_review));
    }
    for (count, right) in by_kind.values_mut() {
        *right /= (*count).max(1) as f64;
    }
    let f1 = |called: f64, wanted: f64, found: f64| 2.0 * found / (called + wanted).max(1.0);
    KindFigures {
        pages: held.len(),
        reviews,
        p: share(found, called),
        r: share(found, reviews),
        f1: f1(called as f64, reviews as f64, found as f64),
        auc: auc(held, calibration),
        kinds: share(kinds, held.len()),
        settled: SettledFigures {
            share: share(yes + no, held.len()),
            right: share(yes_right + no - no_wrong, yes + no),
            reviews_right: share(yes_right, yes),
            lost: share(no_wrong, reviews),
            lower,
            upper,
        },
        by_language: by_language
            .into_iter()
            .map(|(language, (count, called, wanted, found))| {
                (language, (count, f1(called, wanted, found)))
            })
            .collect(),
        by_kind,
    }
}

fn auc(held: &[Held], calibration: (f64, f64)) -> f64 {
    let of = |is_review: bool| -> Vec<f64> {
        let pages = held.iter().filter(|page| page.is_review == is_review);
        pages.map(|page| page.p(calibration)).collect()
    };
    let (reviews, others) = (of(true), of(false));
    let mut before = 0.0;
    for review in &reviews {
        for other in &others {
            before += match review.total_cmp(other) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    before / (reviews.len() * others.len()).max(1) as f64
}

fn log_odds(p: f64) -> f64 {
    let p = p.clamp(1e-6, 1.0 - 1e-6);
    (p / (1.0 - p)).ln()
}

fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}
