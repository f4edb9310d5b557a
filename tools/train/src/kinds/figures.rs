//! What held-out pages show: calibration, bounds and figures.

use super::{ByKind, KindExample, language};
use ovation_eval::bootstrap::{FigureInterval, intervals};
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
    /// Their sites.
    pub sites: usize,
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
    /// Intervals of 95 %, by drawing sites.
    pub intervals: BTreeMap<&'static str, Option<FigureInterval>>,
    /// `F1` by language, with the number of pages.
    pub by_language: BTreeMap<String, (usize, f64)>,
    /// Pages by kind, with the share whose kind is right.
    pub by_kind: BTreeMap<String, (usize, f64)>,
    /// By kind: what its pages are taken for, and how many.
    pub taken_for: BTreeMap<String, BTreeMap<String, usize>>,
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

/// What is counted of some pages.
#[derive(Clone, Debug, Default)]
struct Counts {
    pages: usize,
    reviews: usize,
    /// More likely a review than not, and of these those that are.
    called: usize,
    found: usize,
    /// Of the right kind.
    kinds: usize,
    /// Settled as a review, and as none.
    yes: usize,
    yes_right: usize,
    no: usize,
    no_wrong: usize,
}

/// The figures that have intervals, in the order of [`Counts::shares`].
const SURE: [&str; 8] = [
    "p",
    "r",
    "f1",
    "kinds",
    "settled.share",
    "settled.right",
    "settled.reviews_right",
    "settled.lost",
];

fn share(part: usize, all: usize) -> Option<f64> {
    (all > 0).then(|| part as f64 / all as f64)
}

impl Counts {
    fn pool(&mut self, other: &Self) {
        for (own, other) in [
            (&mut self.pages, other.pages),
            (&mut self.reviews, other.reviews),
            (&mut self.called, other.called),
            (&mut self.found, other.found),
            (&mut self.kinds, other.kinds),
            (&mut self.yes, other.yes),
            (&mut self.yes_right, other.yes_right),
            (&mut self.no, other.no),
            (&mut self.no_wrong, other.no_wrong),
        ] {
            *own += other;
        }
    }

    fn f1(&self) -> Option<f64> {
        share(2 * self.found, self.called + self.reviews)
    }

    fn shares(&self) -> [Option<f64>; SURE.len()] {
        let right = self.yes_right + self.no - self.no_wrong;
        [
            share(self.found, self.called),
            share(self.found, self.reviews),
            self.f1(),
            share(self.kinds, self.pages),
            share(self.yes + self.no, self.pages),
            share(right, self.yes + self.no),
            share(self.yes_right, self.yes),
            share(self.no_wrong, self.reviews),
        ]
    }
}

/// What the model says of a held-out page.
struct Said {
    p: f64,
    /// The place of the likeliest kind on the likelier side.
    kind: usize,
}

fn said(page: &Held, calibration: (f64, f64)) -> Said {
    let p = page.p(calibration);
    let range = if p >= 0.5 { 0..2 } else { 2..KINDS.len() };
    let all = page.shares.iter().enumerate();
    let best = all.filter(|(at, _)| range.contains(at));
    let best = best.max_by(|one, other| one.1.total_cmp(other.1));
    Said {
        p,
        kind: best.map_or(0, |(at, _)| at),
    }
}

fn kind_of(examples: &[KindExample], at: usize) -> usize {
    examples.get(at).and_then(|it| it.kind).unwrap_or(0)
}

fn name_of(kind: usize) -> String {
    KINDS.get(kind).copied().unwrap_or("").to_owned()
}

/// The figures.
pub(super) fn figures(
    examples: &[KindExample],
    held: &[Held],
    calibration: (f64, f64),
    (lower, upper): (f64, f64),
) -> KindFigures {
    let mut by_site: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut by_language: BTreeMap<String, Counts> = BTreeMap::new();
    let mut by_kind: BTreeMap<String, Counts> = BTreeMap::new();
    let mut taken: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for page in held {
        let Said { p, kind } = said(page, calibration);
        let wanted = kind_of(examples, page.at);
        let one = |is_so: bool| usize::from(is_so);
        let counts = Counts {
            pages: 1,
            reviews: one(page.is_review),
            called: one(p >= 0.5),
            found: one(p >= 0.5 && page.is_review),
            kinds: one(kind == wanted),
            yes: one(p >= upper),
            yes_right: one(p >= upper && page.is_review),
            no: one(p < lower),
            no_wrong: one(p < lower && page.is_review),
        };
        let language = language(examples, page.at).to_owned();
        let site = examples.get(page.at).map_or("", |it| it.site.as_str());
        by_site.entry(site).or_default().pool(&counts);
        by_language.entry(language).or_default().pool(&counts);
        by_kind.entry(name_of(wanted)).or_default().pool(&counts);
        if kind != wanted {
            let of_kind = taken.entry(name_of(wanted)).or_default();
            *of_kind.entry(name_of(kind)).or_default() += 1;
        }
    }
    let sites: Vec<Counts> = by_site.into_values().collect();
    let mut all = Counts::default();
    for site in &sites {
        all.pool(site);
    }
    let [p, r, f1, kinds, settled, right, reviews_right, lost] =
        all.shares().map(|share| share.unwrap_or(0.0));
    let sure = intervals(&sites, Counts::pool, Counts::shares);
    KindFigures {
        pages: all.pages,
        sites: sites.len(),
        reviews: all.reviews,
        p,
        r,
        f1,
        auc: auc(held, calibration),
        kinds,
        settled: SettledFigures {
            share: settled,
            right,
            reviews_right,
            lost,
            lower,
            upper,
        },
        intervals: SURE.into_iter().zip(sure).collect(),
        by_language: by_language
            .into_iter()
            .map(|(name, counts)| (name, (counts.pages, counts.f1().unwrap_or(0.0))))
            .collect(),
        by_kind: by_kind
            .into_iter()
            .map(|(name, counts)| (name, (counts.pages, counts.shares()[3].unwrap_or(0.0))))
            .collect(),
        taken_for: taken,
    }
}

/// A line for each page whose kind is told wrongly, the surest mistakes first.
pub(super) fn misses(
    examples: &[KindExample],
    held: &[Held],
    calibration: (f64, f64),
) -> Vec<String> {
    let mut lines: Vec<(f64, String)> = Vec::new();
    for page in held {
        let Said { p, kind } = said(page, calibration);
        let wanted = kind_of(examples, page.at);
        let Some(example) = examples.get(page.at).filter(|_| kind != wanted) else {
            continue;
        };
        let off = (p - f64::from(u8::from(page.is_review))).abs();
        let line = format!(
            "{p:.2} {} for {} ({}, {}, {})",
            name_of(kind),
            name_of(wanted),
            example.id,
            example.site,
            example.language
        );
        lines.push((off, line));
    }
    lines.sort_by(|one, other| other.0.total_cmp(&one.0));
    lines.into_iter().map(|(_, line)| line).collect()
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
