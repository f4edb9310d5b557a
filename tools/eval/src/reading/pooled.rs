//! What is counted of labelled pages, pooled by site, by language and by kind.

use super::{Count, FIELDS, Figure};
use crate::bootstrap::{FigureInterval, intervals};
use serde::Serialize;
use std::collections::BTreeMap;

/// Counts of some pages.
#[derive(Clone, Debug, Default)]
pub(super) struct PageCounts {
    pub(super) pages: u64,
    pub(super) fields: [Count; FIELDS.len()],
    /// Pages with a review, as labelled.
    pub(super) reviews: u64,
    /// Pages told rightly, review or not.
    pub(super) right: u64,
    /// Pages about which nobody is asked.
    pub(super) settled: u64,
    pub(super) settled_right: u64,
    pub(super) settled_as_review: u64,
    pub(super) settled_as_review_right: u64,
    /// Reviews of which nobody will hear: settled as none.
    pub(super) lost: u64,
}

/// Figures of what is told without a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct SettledShares {
    /// Of all pages.
    pub share: f64,
    /// Right of those settled.
    pub right: f64,
    /// Right of those settled as a review.
    pub reviews_right: f64,
    /// Of reviews, those settled as none.
    pub lost: f64,
}

/// Some pages' figures: those of a language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct PageLanguageFigures {
    /// Pages.
    pub pages: u64,
    /// Those with a review.
    pub reviews: u64,
    /// Told whether it is one.
    pub is_review: Figure,
    /// The film's title, over the reviews.
    pub title: Figure,
    /// Settled without a person.
    pub settled: f64,
}

/// Some pages' figures: those that are labelled as one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct PageKindFigures {
    /// Pages.
    pub pages: u64,
    /// Told rightly whether they are a review.
    pub right: f64,
    /// Settled without a person.
    pub settled: f64,
    /// Settled wrongly.
    pub settled_wrong: u64,
}

/// By figure, then by its part: `is_review`, then `f1`.
pub type Intervals = BTreeMap<&'static str, BTreeMap<&'static str, Option<FigureInterval>>>;

/// The parts of a [`Figure`] that have intervals, and those of [`SettledShares`].
pub(super) const PARTS: [&str; 3] = ["p", "r", "f1"];
const OF_SETTLED: [&str; 4] = ["share", "right", "reviews_right", "lost"];
const ALL: usize = FIELDS.len() * PARTS.len() + OF_SETTLED.len();

fn share(part: u64, all: u64) -> Option<f64> {
    (all > 0).then(|| part as f64 / all as f64)
}

impl Count {
    /// Precision, recall and `F1`; none of what there is nothing to reckon by.
    pub(super) fn parts(self) -> [Option<f64>; 3] {
        let figure = self.figure();
        [
            (self.given > 0).then_some(figure.p),
            (self.wanted > 0).then_some(figure.r),
            (self.given + self.wanted > 0).then_some(figure.f1),
        ]
    }

    pub(super) fn pool(&mut self, other: Self) {
        self.right += other.right;
        self.given += other.given;
        self.wanted += other.wanted;
    }
}

impl PageCounts {
    pub(super) fn pool(&mut self, other: &Self) {
        for (own, other) in self.fields.iter_mut().zip(other.fields) {
            own.pool(other);
        }
        for (own, other) in [
            (&mut self.pages, other.pages),
            (&mut self.reviews, other.reviews),
            (&mut self.right, other.right),
            (&mut self.settled, other.settled),
            (&mut self.settled_right, other.settled_right),
            (&mut self.settled_as_review, other.settled_as_review),
            (
                &mut self.settled_as_review_right,
                other.settled_as_review_right,
            ),
            (&mut self.lost, other.lost),
        ] {
            *own += other;
        }
    }

    /// Notes whether one page is told rightly, and whether anybody is asked.
    pub(super) fn note(&mut self, is_review: bool, is_called_one: bool, is_unsure: bool) {
        let is_right = u64::from(is_review == is_called_one);
        let called = u64::from(is_called_one);
        self.pages += 1;
        self.reviews += u64::from(is_review);
        self.right += is_right;
        if !is_unsure {
            self.settled += 1;
            self.settled_right += is_right;
            self.settled_as_review += called;
            self.settled_as_review_right += called * is_right;
            self.lost += u64::from(is_review && !is_called_one);
        }
    }

    fn of_settled(&self) -> [Option<f64>; OF_SETTLED.len()] {
        [
            share(self.settled, self.pages),
            share(self.settled_right, self.settled),
            share(self.settled_as_review_right, self.settled_as_review),
            share(self.lost, self.reviews),
        ]
    }

    pub(super) fn settled(&self) -> SettledShares {
        let [share, right, reviews_right, lost] =
            self.of_settled().map(|figure| figure.unwrap_or(0.0));
        SettledShares {
            share,
            right,
            reviews_right,
            lost,
        }
    }

    pub(super) fn of_language(&self) -> PageLanguageFigures {
        let [is_review, title, ..] = self.fields.map(Count::figure);
        PageLanguageFigures {
            pages: self.pages,
            reviews: self.reviews,
            is_review,
            title,
            settled: self.settled().share,
        }
    }

    pub(super) fn of_kind(&self) -> PageKindFigures {
        PageKindFigures {
            pages: self.pages,
            right: share(self.right, self.pages).unwrap_or(0.0),
            settled: self.settled().share,
            settled_wrong: self.settled - self.settled_right,
        }
    }

    fn all(&self) -> [Option<f64>; ALL] {
        let mut all = [None; ALL];
        let fields = self.fields.iter().flat_map(|count| count.parts());
        for (place, figure) in all.iter_mut().zip(fields.chain(self.of_settled())) {
            *place = figure;
        }
        all
    }
}

/// The intervals of all figures, by drawing sites.
pub(super) fn by_site(sites: &[PageCounts]) -> Intervals {
    let fields = FIELDS
        .iter()
        .flat_map(|field| PARTS.iter().map(move |part| (*field, *part)));
    let settled = OF_SETTLED.iter().map(|part| ("settled", *part));
    let found = intervals(sites, PageCounts::pool, PageCounts::all);
    named(fields.chain(settled), found)
}

/// Intervals under the names of their figures.
pub(super) fn named(
    names: impl Iterator<Item = (&'static str, &'static str)>,
    found: impl IntoIterator<Item = Option<FigureInterval>>,
) -> Intervals {
    let mut all = Intervals::new();
    for ((figure, part), interval) in names.zip(found) {
        all.entry(figure).or_default().insert(part, interval);
    }
    all
}
